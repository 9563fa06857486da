import { statSync } from "node:fs";
import type { RawRow, RowFault } from "../../simulate/row.js";
import { JsonFault, parseJson, type Json } from "../json.js";
import { longestRecord, PieceReader } from "./lines.js";
import type { Batch } from "./source.js";

/** JSON Lines: one object a line, flat, or with `facts` and `subjects` as in a case file. */

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const perBatch = 2000;

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value);

export async function* jsonBatches(path: string): AsyncGenerator<Batch> {
  const size = statSync(path).size;
  const reader = new PieceReader(path);
  const index = new Map<string, number>();
  let heads: readonly string[] = [];
  let line = 0;
  let rows: RawRow[] = [];
  let tooLong = false;
  const enter = (cells: unknown[], name: string, value: Json): void => {
    const key = name.normalize("NFC");
    let at = index.get(key);
    if (at === undefined) {
      index.set(key, (at = index.size));
      heads = [...heads, key];
    }
    cells[at] = value;
  };
  const read = (bytes: Uint8Array): RawRow | undefined => {
    const bad = (fault: Partial<RowFault> & Pick<RowFault, "code">): RawRow => ({ line, cells: [], fault: { fact: "", found: "", expected: "", ...fault } });
    let value: Json;
    try {
      const text = decoder.decode(bytes).replace(/^\uFEFF/, "");
      if (text.trim() === "") return undefined;
      value = parseJson(text);
    } catch (error) {
      return error instanceof JsonFault ? bad({ code: "row-json", found: error.message, expected: error.chinese }) : bad({ code: "row-encoding" });
    }
    if (!isObject(value)) return bad({ code: "row-json", found: "a row is an object { … }", expected: "每行是一个对象 { … }" });
    const cells: unknown[] = [];
    for (const [name, own] of Object.entries(value)) {
      if (name === "format" || name === "title") continue;
      if ((name === "facts" || name === "subjects") && isObject(own)) for (const [inner, given] of Object.entries(own)) enter(cells, inner, given);
      else enter(cells, name, own);
    }
    return { line, cells };
  };
  try {
    for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
      for (let start = 0; start < piece.bytes.length;) {
        const end = piece.bytes.indexOf(10, start);
        const stop = end < 0 ? piece.bytes.length : end;
        if (!tooLong) line++;
        const over = stop - start >= longestRecord || (end < 0 && !piece.whole);
        if (over && !tooLong) rows.push({ line, cells: [], fault: { code: "row-too-long", fact: "", found: "", expected: String(longestRecord) } });
        else if (!tooLong) {
          const row = read(piece.bytes.subarray(start, stop));
          if (row !== undefined) rows.push(row);
        }
        tooLong = end < 0 && !piece.whole;
        start = stop + 1;
      }
      for (let at = 0; at < rows.length; at += perBatch) yield { heads, rows: rows.slice(at, at + perBatch), progress: size === 0 ? 1 : piece.at / size };
      rows = [];
    }
  } finally {
    reader.close();
  }
}
