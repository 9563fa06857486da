import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { createHash } from "node:crypto";
import type { RawRow } from "../../simulate/row.js";
import { shardOf } from "../../simulate/shards.js";
import type { WorkFolder } from "./work-folder.js";
import { LineStore } from "./work-folder.js";
import { writtenLines } from "./lines.js";
import { packRow, unpackRow } from "./pack.js";
import type { Batch, Source } from "./source.js";

/**
 * The order in which a population is settled: by date of application, then by id. The ledger so does not depend on
 * the order of the rows. Rows that come in another order are sorted on the disk: runs that fit into memory, then merged.
 */

export interface Surveyed {
  readonly rows: number;
  /** The rows stand in order already. */
  readonly inOrder: boolean;
  /** Ids that more than one row has. */
  readonly twice: ReadonlySet<string>;
}

export interface Keys {
  /** Columns of the date, the first that has one counts, and of the id. */
  readonly dates: readonly number[];
  readonly id: number | undefined;
  /** Date of a row that gives none. */
  readonly on: string;
}

export type KeysOf = (heads: readonly string[]) => Keys;

const text = (value: unknown): string => (value === undefined || value === null ? "" : String(value).trim());

function keyOf(row: RawRow, keys: Keys): string {
  let date = "";
  for (const column of keys.dates) if (date === "") date = text(row.cells[column]);
  return `${date === "" ? keys.on : date}\u0000${keys.id === undefined ? "" : text(row.cells[keys.id])}`;
}

const partitions = 64;

/** Looks through all rows once. Ids are told apart in parts, so that the memory does not grow with their number. */
export async function survey(source: Source, keysOf: KeysOf, folder: WorkFolder, progress: (part: number) => void): Promise<Surveyed> {
  const stores = Array.from({ length: partitions }, (_, i) => new LineStore(folder.file(`ids-${i}`)));
  let rows = 0;
  let inOrder = true;
  let last = "";
  let known: readonly string[] | undefined;
  let keys: Keys = { dates: [], id: undefined, on: "" };
  let hasIds = false;
  for await (const batch of source.batches()) {
    if (batch.heads !== known) keys = keysOf((known = batch.heads));
    for (const row of batch.rows) {
      rows++;
      if (row.fault !== undefined) continue;
      const key = keyOf(row, keys);
      if (key < last) inOrder = false;
      last = key;
      if (keys.id === undefined) continue;
      const id = text(row.cells[keys.id]);
      if (id === "") continue;
      hasIds = true;
      stores[shardOf(id, partitions)]?.append(JSON.stringify(id));
    }
    progress(batch.progress);
  }
  const twice = new Set<string>();
  for (const store of stores) {
    store.close();
    if (hasIds) findTwice(store.path, twice);
    rmSync(store.path, { force: true });
  }
  return { rows, inOrder, twice };
}

function findTwice(path: string, twice: Set<string>): void {
  const seen = new Set<string>();
  for (const lines of writtenLines(path)) {
    for (const line of lines) {
      if (seen.has(line)) twice.add(JSON.parse(line) as string);
      else seen.add(line);
    }
  }
}

const rowsInRun = 50_000;

interface SortedRow {
  readonly key: string;
  readonly row: RawRow;
}

const before = (a: SortedRow, b: SortedRow): boolean => a.key < b.key || (a.key === b.key && a.row.line < b.row.line);
const lineOf = ({ key, row }: SortedRow): string => `${JSON.stringify(key)}\t${packRow(row)}`;
function parseRow(line: string): SortedRow {
  const at = line.indexOf("\t");
  return { key: JSON.parse(line.slice(0, at)) as string, row: unpackRow(line.slice(at + 1)) };
}

/** Writes all rows in order into the file `sorted`; its first line holds the columns. */
export async function sortRows(source: Source, keysOf: KeysOf, folder: WorkFolder, progress: (part: number) => void): Promise<void> {
  const runs: string[] = [];
  let held: SortedRow[] = [];
  let heads: readonly string[] = [];
  let keys: Keys = { dates: [], id: undefined, on: "" };
  const putAway = (): void => {
    held.sort((a, b) => (before(a, b) ? -1 : 1));
    const store = new LineStore(folder.file(`run-${runs.length}`));
    for (const row of held) store.append(lineOf(row));
    store.close();
    runs.push(store.path);
    held = [];
  };
  for await (const batch of source.batches()) {
    if (batch.heads !== heads) keys = keysOf((heads = batch.heads));
    for (const row of batch.rows) {
      held.push({ key: row.fault === undefined ? keyOf(row, keys) : "", row });
      if (held.length >= rowsInRun) putAway();
    }
    progress(batch.progress / 2);
  }
  if (held.length > 0) putAway();
  const store = new LineStore(folder.file("sorted"));
  store.append(JSON.stringify(heads));
  let merged = 0;
  for (const row of merge(runs.map((path) => new RunReader(path)))) {
    store.append(lineOf(row));
    if (++merged % 10_000 === 0) progress(0.5 + Math.min(0.5, merged / (2 * runs.length * rowsInRun)));
  }
  store.flush(true);
  store.close();
  for (const path of runs) rmSync(path, { force: true });
}

/** One sorted run, read a little at a time. */
class RunReader {
  private readonly file: number;
  private readonly buffer = Buffer.allocUnsafe(1 << 16);
  private rest: Buffer = Buffer.alloc(0);
  private lines: string[] = [];
  private at = 0;
  current: SortedRow | undefined;

  constructor(path: string) {
    this.file = openSync(path, "r");
    this.advance();
  }

  advance(): void {
    while (this.at >= this.lines.length) {
      const read = readSync(this.file, this.buffer, 0, this.buffer.length, null);
      if (read === 0) {
        closeSync(this.file);
        this.current = undefined;
        return;
      }
      const bytes = Buffer.concat([this.rest, this.buffer.subarray(0, read)]);
      const end = bytes.lastIndexOf(10) + 1;
      this.lines = end === 0 ? [] : bytes.subarray(0, end - 1).toString("utf8").split("\n");
      this.rest = bytes.subarray(end);
      this.at = 0;
    }
    this.current = parseRow(this.lines[this.at++] as string);
  }
}

/** Merges by a heap of the runs' first rows. */
function* merge(readers: readonly RunReader[]): Generator<SortedRow> {
  const heap = readers.filter((reader) => reader.current !== undefined);
  const less = (a: number, b: number): boolean => before((heap[a] as RunReader).current as SortedRow, (heap[b] as RunReader).current as SortedRow);
  const sink = (from: number): void => {
    for (let at = from; ;) {
      const left = 2 * at + 1;
      let low = at;
      if (left < heap.length && less(left, low)) low = left;
      if (left + 1 < heap.length && less(left + 1, low)) low = left + 1;
      if (low === at) return;
      [heap[at], heap[low]] = [heap[low] as RunReader, heap[at] as RunReader];
      at = low;
    }
  };
  for (let at = heap.length >> 1; at >= 0; at--) sink(at);
  while (heap.length > 0) {
    const [top] = heap as [RunReader];
    yield top.current as SortedRow;
    top.advance();
    if (top.current === undefined) {
      const last = heap.pop() as RunReader;
      if (heap.length > 0) heap[0] = last;
    }
    sink(0);
  }
}

/** The rows in order again, from the file that `sortRows` wrote. */
export async function* sortedBatches(path: string, rows: number): AsyncGenerator<Batch> {
  let heads: readonly string[] | undefined;
  let done = 0;
  for (const lines of writtenLines(path)) {
    const own = heads === undefined ? lines.slice(1) : lines;
    heads ??= JSON.parse(lines[0] ?? "[]") as string[];
    done += own.length;
    yield { heads, rows: own.map((line) => parseRow(line).row), progress: rows === 0 ? 1 : done / rows };
  }
}

/** SHA-256 of a text. */
export const textHash = (given: string): string => createHash("sha256").update(given).digest("hex");
