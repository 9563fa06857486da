import { shardOf, type Sharing } from "../../simulate/shards.js";
import type { SimulationRecord } from "../../simulate/record.js";
import type { Language } from "../../diagnostics/render.js";
import { faultMessage } from "./fault-words.js";
import { writtenLines } from "./lines.js";
import { isApplication, type Settling } from "./settling.js";
import type { Batch } from "./source.js";
import { LineStore } from "./work-folder.js";

/**
 * One part of a population: the rows that can share an account of the ledger with one another, and with no row of
 * another part. Each part goes through all rows in order, settles its own, and keeps their records with their places.
 */

/** How far a part has come: rows of the population it has gone through, and bytes of its records that are on the disk. */
export interface ShardState {
  readonly rows: number;
  readonly bytes: number;
  readonly done: boolean;
  /** Readings that any award depended on. */
  readonly used: readonly string[];
}

export const noState: ShardState = { rows: 0, bytes: 0, done: false, used: [] };

/** An application draws on the accounts of two kinds of subjects: the population cannot be settled in parts. */
export class NotShardable extends Error {}

export interface ShardJob {
  readonly index: number;
  readonly count: number;
  readonly path: string;
  /** Rows between two checkpoints. */
  readonly every: number;
  /** Flush to the disk, so that a run that is killed can be taken up. */
  readonly durable: boolean;
  readonly lang: Language;
  readonly state: ShardState;
}

/** Lines of a store: place in the population, tab, record. */
export const lineOf = (place: number, record: SimulationRecord): string => `${place}\t${JSON.stringify(record)}`;

export async function settleShard(batches: () => AsyncGenerator<Batch>, settling: Settling, sharing: Sharing | undefined, job: ShardJob, tell: { readonly saved: (state: ShardState) => void; readonly progress: (part: number) => void }): Promise<void> {
  const { state, index, count, lang } = job;
  const store = new LineStore(job.path, state.bytes);
  const used = new Set(state.used);
  // the ledger and what is asked of the pools are rebuilt from the records
  for (const lines of writtenLines(job.path, state.bytes)) {
    for (const line of lines) {
      const record = JSON.parse(line.slice(line.indexOf("\t") + 1)) as SimulationRecord;
      if (!isApplication(record)) continue;
      settling.enter(record);
      settling.books.ask(0, record);
    }
  }
  let rows = 0;
  let saved = state.rows;
  const save = (done: boolean): void => {
    store.flush(job.durable);
    for (const id of settling.evaluator.used) used.add(id);
    saved = rows;
    tell.saved({ rows, bytes: store.bytes, done, used: [...used].sort() });
  };
  const own = (raw: Batch["rows"][number], heads: readonly string[]): boolean => sharing === undefined || mine(settling, sharing, raw, heads, index, count);
  if (settling.ranked) {
    do for await (const { heads, rows: raws } of batches()) for (const raw of raws) if (own(raw, heads)) settling.rank(raw, heads);
    while (settling.rankAgain());
  }
  for await (const { heads, rows: raws, progress } of batches()) {
    for (const raw of raws) {
      const place = rows++;
      if (place < state.rows) continue;
      if (own(raw, heads)) {
        const settled = settling.next(raw, heads);
        if ("record" in settled) {
          settling.books.ask(0, settled.record);
          store.append(lineOf(place, settled.record));
        } else store.append(lineOf(place, { line: raw.line, refused: [...new Set(settled.faults.map((fault) => faultMessage(fault, lang)))] }));
      }
      if (rows - saved >= job.every) save(false);
    }
    tell.progress(progress);
  }
  save(true);
  store.close();
}

function mine(settling: Settling, sharing: Sharing, raw: Batch["rows"][number], heads: readonly string[], index: number, count: number): boolean {
  const named = settling.peek(raw, heads);
  const key = named === undefined ? String(raw.line) : sharing.keyOf(named.id, named.subjects, named.schemes);
  if (key === undefined) throw new NotShardable();
  return shardOf(key, count) === index;
}
