import { statSync } from "node:fs";
import Papa from "papaparse";
import type { RawRow, RowFault } from "../../simulate/row.js";
import { FileFault } from "../faults.js";
import { longestRecord, PieceReader } from "./lines.js";
import type { Batch } from "./source.js";

/** CSV by lines and pieces: the library reads the cells, this file keeps lines, limits and encodings. */

/** A cell is a word or a number, not a document. */
const longestCell = 65_536;

const fault = (code: RowFault["code"], more: Partial<RowFault> = {}): RowFault => ({ code, fact: "", found: "", expected: "", ...more });

interface Parsed {
  readonly line: number;
  readonly cells: readonly string[];
  readonly fault?: RowFault;
}

const linesIn = (cells: readonly string[]): number => {
  let lines = 1;
  for (const cell of cells) for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) lines++;
  return lines;
};

/** Position after a number of line ends; 0 where there are not so many. */
function afterLines(text: string, lines: number): number {
  let at = 0;
  for (let i = 0; i < lines; i++) {
    at = text.indexOf("\n", at) + 1;
    if (at === 0) return 0;
  }
  return at;
}

/** Lines that are read at once after a record whose quotes do not fit. */
const fewLines = 64;

/** Cells of a text that ends with a record. A record whose quotes do not fit costs its first line; the next line is read again. */
function* parseText(text: string, first: number, delimiter: string): Generator<Parsed> {
  let line = first;
  let rest = text;
  let window = Infinity;
  while (rest !== "") {
    // after a fault only few lines at once, so that a file full of faults is not read again and again
    const end = window === Infinity ? 0 : afterLines(rest, window);
    const part = end === 0 ? rest : rest.slice(0, end);
    if (part.length < rest.length && !evenQuotes(part) && window < 4096) {
      window *= 2;
      continue;
    }
    const { data, errors } = Papa.parse<string[]>(part, { delimiter, newline: "\n", header: false, skipEmptyLines: false });
    const broken = errors.find((error) => error.type === "Quotes")?.row;
    const start = line;
    const quoted = part.includes('"');
    // what follows the last line end is no row
    const rows = broken === undefined && part.endsWith("\n") ? data.length - 1 : (broken ?? data.length);
    for (const cells of data.slice(0, rows)) {
      if (cells.length > 1 || cells[0] !== "") yield { line, cells };
      line += quoted ? linesIn(cells) : 1;
    }
    if (broken === undefined) {
      rest = rest.slice(part.length);
      window *= 2;
      continue;
    }
    yield { line, cells: [], fault: fault("row-quote") };
    line++;
    const at = afterLines(rest, line - start);
    rest = at === 0 ? "" : rest.slice(at);
    window = fewLines;
  }
}

/** Ends a record here: quotes that are open go on in the next line. */
const evenQuotes = (text: string): boolean => {
  let even = true;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) even = !even;
  return even;
};

function decoderOf(encoding: "utf-8" | "gb18030"): (bytes: Uint8Array) => string | undefined {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return undefined;
    }
  };
}

const replacement = "\uFFFD";

/** Text of a piece; lines that are not of the encoding keep a mark where they are not. */
function decodePiece(bytes: Buffer, decode: (bytes: Uint8Array) => string | undefined, lossy: InstanceType<typeof TextDecoder>): string {
  const text = decode(bytes) ?? lossy.decode(bytes);
  return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
}

export async function* csvBatches(path: string, encoding: "utf-8" | "gb18030"): AsyncGenerator<Batch> {
  const size = statSync(path).size;
  const reader = new PieceReader(path);
  const decode = decoderOf(encoding);
  const lossy = new TextDecoder(encoding, { ignoreBOM: true });
  let heads: readonly string[] | undefined;
  let delimiter = ",";
  let held = "";
  let line = 1;
  try {
    for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
      let text = decodePiece(piece.bytes, decode, lossy);
      if (line === 1 && held === "" && text.startsWith("\uFEFF")) text = text.slice(1);
      held += text;
      const last = piece.at >= size;
      // a quoted field goes on in the next piece, unless it never ends
      if (!last && held.length < longestRecord && (!evenQuotes(held) || !piece.whole)) continue;
      const rows: RawRow[] = [];
      if (heads === undefined) delimiter = delimiterOf(held);
      for (const parsed of parseText(held, line, delimiter)) {
        if (heads === undefined) heads = headsOf(path, parsed);
        else rows.push(rowOf(parsed, heads));
      }
      line += countLines(held);
      held = "";
      yield { heads: heads ?? [], rows, progress: size === 0 ? 1 : piece.at / size };
    }
  } finally {
    reader.close();
  }
  if (heads === undefined) throw new FileFault(`${path} is empty; its first line names the columns`, `${path} 是空的；第一行应为列名`);
}

const countLines = (text: string): number => {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
};

function delimiterOf(text: string): string {
  const head = text.slice(0, text.indexOf("\n") < 0 ? undefined : text.indexOf("\n"));
  return [",", "\t", ";"].find((mark) => head.includes(mark)) ?? ",";
}

function headsOf(path: string, { cells, fault: broken }: Parsed): readonly string[] {
  if (broken !== undefined) throw new FileFault(`${path}:1: the quotes of the column names do not fit together`, `${path}:1：列名的引号不成对`);
  return cells.map((cell) => cell.trim().normalize("NFC"));
}

function rowOf({ line, cells, fault: broken }: Parsed, heads: readonly string[]): RawRow {
  if (broken !== undefined) return { line, cells: [], fault: broken };
  if (cells.length !== heads.length) {
    // empty cells at the end are what spreadsheets leave
    const rest = cells.slice(heads.length);
    if (cells.length < heads.length || rest.some((cell) => cell.trim() !== "")) return { line, cells: [], fault: fault("row-cells", { found: String(cells.length), expected: String(heads.length) }) };
    return { line, cells: cells.slice(0, heads.length) };
  }
  for (const cell of cells) {
    if (cell.length > longestCell) return { line, cells: [], fault: fault("row-too-long", { expected: String(longestCell) }) };
    if (cell.includes(replacement)) return { line, cells: [], fault: fault("row-encoding") };
  }
  return { line, cells };
}
