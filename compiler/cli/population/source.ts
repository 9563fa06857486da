import { createHash } from "node:crypto";
import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { RawRow } from "../../simulate/row.js";
import { refuseKnown } from "../decode.js";
import { cannot, FileFault } from "../faults.js";
import { csvBatches } from "./csv.js";
import { jsonBatches } from "./jsonl.js";
import { PieceReader } from "./lines.js";

/** A population in a file: its rows, again and again, a few hundred or thousand at a time. */

export type PopulationFormat = "csv" | "jsonl" | "parquet";

export interface Batch {
  /** All columns so far; the same list as long as no new one comes. */
  readonly heads: readonly string[];
  readonly rows: readonly RawRow[];
  /** Part of the source that is read, from 0 to 1. */
  readonly progress: number;
}

export interface Source {
  readonly path: string;
  readonly format: PopulationFormat;
  /** Cells are text, as in a CSV file; else they are values as in a case file. */
  readonly textual: boolean;
  /** SHA-256 of the bytes. */
  readonly hash: string;
  readonly encoding: "utf-8" | "gb18030";
  batches(): AsyncGenerator<Batch>;
}

export function formatOf(path: string): PopulationFormat {
  if (/\.(?:jsonl|ndjson)$/i.test(path)) return "jsonl";
  if (/\.parquet$/i.test(path)) return "parquet";
  if (/\.(?:csv|tsv|txt)$/i.test(path)) return "csv";
  throw new FileFault(`${path}: a population is a .csv, .jsonl or .parquet file`, `${path}：申报数据为 .csv、.jsonl 或 .parquet 文件`);
}

interface Facts {
  readonly hash: string;
  readonly utf8: boolean;
}

function headOf(path: string): Buffer {
  try {
    if (!statSync(path).isFile()) throw new FileFault(`${path} is not a regular file; a population is read several times`, `${path} 不是普通文件；申报数据需要多次读取`);
    const file = openSync(path, "r");
    try {
      const buffer = Buffer.alloc(4096);
      return buffer.subarray(0, readSync(file, buffer, 0, buffer.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw error instanceof FileFault ? error : cannot("read", path, error);
  }
}

/** SHA-256 of a file's bytes. */
export function hashOf(path: string, visit: (bytes: Buffer) => void = () => undefined): string {
  const hash = createHash("sha256");
  const reader = new PieceReader(path);
  try {
    for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
      hash.update(piece.bytes);
      visit(piece.bytes);
    }
  } finally {
    reader.close();
  }
  return hash.digest("hex");
}

/** A text is UTF-8 where more of its lines with other than ASCII characters are UTF-8 than not. */
function examine(path: string): Facts {
  let good = 0;
  let bad = 0;
  const hash = hashOf(path, (bytes) => {
    if (isUtf8(bytes)) {
      if (bytes.some((byte) => byte > 127)) good++;
      return;
    }
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(10, start) + 1 || bytes.length;
      const line = bytes.subarray(start, end);
      if (!isUtf8(line)) bad++;
      else if (line.some((byte) => byte > 127)) good++;
      start = end;
    }
  });
  return { hash, utf8: bad === 0 || good > bad };
}

/** Opens a population; what it is, and in which encoding, is found out first. */
export async function openSource(path: string): Promise<Source> {
  if (path === "-") throw new FileFault("a population is read several times: name a file, not standard input", "申报数据需要多次读取，请写文件名，不能用标准输入");
  const format = formatOf(path);
  const head = headOf(path);
  if (format === "parquet") {
    const { parquetBatches } = await import("./parquet.js");
    return { path, format, textual: true, hash: hashOf(path), encoding: "utf-8", batches: () => parquetBatches(path) };
  }
  refuseKnown(head, path);
  const { hash, utf8 } = examine(path);
  const encoding = utf8 ? "utf-8" : "gb18030";
  if (format === "jsonl") {
    if (!utf8) throw new FileFault(`${path} is not UTF-8 text; JSON Lines are UTF-8`, `${path} 不是 UTF-8 文本；JSON Lines 须为 UTF-8`);
    return { path, format, textual: false, hash, encoding, batches: () => jsonBatches(path) };
  }
  return { path, format, textual: true, hash, encoding, batches: () => csvBatches(path, encoding) };
}
