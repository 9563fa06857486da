import { ByteWriter, ParquetWriter, type ColumnSource } from "hyparquet-writer";
import { dirname } from "node:path";
import type { SchemaElement } from "hyparquet";
import { csvRow } from "../csv.js";
import { FileFault } from "../faults.js";
import { openWhole, type WholeFile } from "../write.js";
import { formatOf, type PopulationFormat } from "./source.js";

/** Tables written row by row into a file that appears whole or not at all. */

export interface Column {
  readonly name: string;
  /** Amounts are decimals with two places in Parquet. */
  readonly kind: "text" | "money";
}

export interface TableWriter {
  /** Empty text is no value. */
  row(cells: readonly string[]): void;
  /** Puts the file in its place. */
  commit(): void;
  /** Leaves everything as it was. */
  abandon(): void;
}

const csvWriter = (file: WholeFile, columns: readonly Column[]): TableWriter => {
  file.write(csvRow(columns.map(({ name }) => name)));
  return { row: (cells) => { file.write(csvRow(cells)); }, commit: () => { file.commit(); }, abandon: () => { file.abandon(); } };
};

const jsonWriter = (file: WholeFile, columns: readonly Column[]): TableWriter => ({
  row: (cells) => { file.write(`${JSON.stringify(Object.fromEntries(columns.flatMap(({ name }, i) => (cells[i] === "" || cells[i] === undefined ? [] : [[name, cells[i]]]))))}\n`); },
  commit: () => { file.commit(); }, abandon: () => { file.abandon(); },
});

const rowGroup = 20_000;

function parquetWriter(file: WholeFile, columns: readonly Column[]): TableWriter {
  const schema: SchemaElement[] = [{ name: "root", num_children: columns.length }, ...columns.map(({ name, kind }): SchemaElement => (kind === "money"
    ? { name, type: "INT64", repetition_type: "OPTIONAL", converted_type: "DECIMAL", scale: 2, precision: 18 }
    : { name, type: "BYTE_ARRAY", repetition_type: "OPTIONAL", converted_type: "UTF8" }))];
  const bytes = new ByteWriter();
  const drain = (): void => {
    file.write(new Uint8Array(bytes.getBytes()));
    bytes.index = 0;
  };
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: "allot" });
  let held: (string | bigint | undefined)[][] = columns.map(() => []);
  const flush = (): void => {
    const columnData = columns.map(({ name }, i): ColumnSource => ({ name, data: held[i] ?? [] }));
    if ((held[0]?.length ?? 0) > 0) void writer.write({ columnData, rowGroupSize: rowGroup });
    held = columns.map(() => []);
    drain();
  };
  return {
    row: (cells) => {
      for (const [i, { kind }] of columns.entries()) {
        const cell = cells[i] ?? "";
        held[i]?.push(cell === "" ? undefined : kind === "money" ? BigInt(cell.replace(".", "")) : cell);
      }
      if ((held[0]?.length ?? 0) >= rowGroup) flush();
    },
    commit: () => {
      flush();
      void writer.finish();
      drain();
      file.commit();
    },
    abandon: () => { file.abandon(); },
  };
}

const writers: Readonly<Record<PopulationFormat, (file: WholeFile, columns: readonly Column[]) => TableWriter>> = { csv: csvWriter, jsonl: jsonWriter, parquet: parquetWriter };

/** Opens a table by the ending of its name. */
export function openTable(path: string, columns: readonly Column[]): TableWriter {
  if (path === "-") throw new FileFault("results go into a file: name one", "结果写入文件，请写文件名");
  return writers[formatOf(path)](openWhole(dirname(path), path), columns);
}
