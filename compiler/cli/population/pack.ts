import type { RawRow } from "../../simulate/row.js";

/** Rows as text and back, for the files of a sort. */

/** Stands for a cell that is absent: null is a value, a date that was looked for and is not there. */
const absent = "\u0000";

const packed = ({ line, cells, fault }: RawRow): readonly unknown[] => {
  // only lists with holes need to be copied
  const whole = cells.includes(undefined) ? Array.from(cells, (cell) => (cell === undefined ? absent : cell)) : cells;
  return fault === undefined ? [line, whole] : [line, whole, fault];
};

const unpacked = ([line, cells, fault]: readonly [number, unknown[], RawRow["fault"]?]): RawRow => {
  if (cells.includes(absent)) for (let i = 0; i < cells.length; i++) if (cells[i] === absent) cells[i] = undefined;
  return fault === undefined ? { line, cells } : { line, cells, fault };
};

export const packRow = (row: RawRow): string => JSON.stringify(packed(row));
export const unpackRow = (text: string): RawRow => unpacked(JSON.parse(text) as [number, unknown[], RawRow["fault"]?]);
