import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, type FileMetaData, type SchemaElement } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { formatDay } from "../../../runtime/date.js";
import type { RawRow } from "../../simulate/row.js";
import { FileFault } from "../faults.js";
import type { Batch } from "./source.js";

/** Parquet, one row group after another: what is held in memory is the largest group. */

const perBatch = 2000;

/** Days are days: no time zone comes near them. */
const parsers = { dateFromDays: (days: number): string => formatDay(days) };

const decimals = (element: SchemaElement | undefined): number | undefined =>
  element?.converted_type === "DECIMAL" || element?.logical_type?.type === "DECIMAL" ? (element.scale ?? 0) : undefined;

/** A value as the cell of a text table; numbers keep the digits that the file has. */
function textOf(value: unknown, scale: number | undefined): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number" && scale !== undefined) return value.toFixed(scale);
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return Array.isArray(value) ? value.map((item) => String(textOf(item, undefined) ?? "")).join(" ") : value;
}

export async function* parquetBatches(path: string): AsyncGenerator<Batch> {
  let metadata: FileMetaData;
  let file: Awaited<ReturnType<typeof asyncBufferFromFile>>;
  try {
    file = await asyncBufferFromFile(path);
    metadata = await parquetMetadataAsync(file);
  } catch (error) {
    throw new FileFault(`${path} is no Parquet file, or it is damaged: ${String((error as Error).message)}`, `${path} 不是 Parquet 文件，或已损坏：${String((error as Error).message)}`);
  }
  const columns = metadata.schema.slice(1);
  if (columns.some((element) => element.num_children !== undefined)) throw new FileFault(`${path} has nested columns; a population is a flat table`, `${path} 有嵌套列；申报数据应为平面表`);
  const heads = columns.map((element) => element.name.normalize("NFC"));
  const scales = columns.map(decimals);
  const total = Number(metadata.num_rows);
  let at = 0;
  if (total === 0) yield { heads, rows: [], progress: 1 };
  for (const group of metadata.row_groups) {
    const end = at + Number(group.num_rows);
    let data: readonly (readonly unknown[])[] = [];
    try {
      await parquetRead({ file, metadata, compressors, parsers, rowStart: at, rowEnd: end, rowFormat: "array", onComplete: (rows) => { data = rows as unknown[][]; } });
    } catch (error) {
      throw new FileFault(`${path}: rows ${at + 1} to ${end} are damaged: ${String((error as Error).message)}`, `${path}：第 ${at + 1} 至 ${end} 行已损坏：${String((error as Error).message)}`);
    }
    for (let from = 0; from < data.length; from += perBatch) {
      const rows = data.slice(from, from + perBatch).map((cells, i): RawRow => ({ line: at + from + i + 1, cells: cells.map((value, column) => textOf(value, scales[column])) }));
      yield { heads, rows, progress: (at + from + rows.length) / total };
    }
    at = end;
  }
}
