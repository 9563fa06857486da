import type { ApplicationRecord, RefusedRecord, SimulationRecord } from "../../simulate/record.js";
import { paidInAll, type Counted } from "../../simulate/summary.js";
import { Tally } from "../../simulate/tally.js";
import { yuanText } from "../../simulate/fen.js";
import type { Paid } from "../../simulate/pools.js";
import { writtenLines } from "./lines.js";
import { sortedBatches } from "./order.js";
import { isApplication, Settling, type Fault, type Scenario } from "./settling.js";
import type { Batch, Source } from "./source.js";
import { LineStore, type Checkpoint, type WorkFolder } from "./work-folder.js";
import type { Early, SettlingPool } from "./workers.js";

/** The passes of a simulation: settle every row into records, share the pools over the records, count and write. */

export interface Population {
  readonly source: Source;
  readonly folder: WorkFolder;
  readonly rows: number;
  /** The rows come in order as they stand in the source. */
  readonly inOrder: boolean;
}

export interface Settled {
  readonly settling: Settling;
  readonly path: string;
  readonly bytes: number;
  readonly used: ReadonlySet<string>;
  /** The innermost pools know what is asked of them. */
  readonly asked: boolean;
}

export interface SettleOptions {
  readonly name: string;
  /** Rows between two checkpoints. */
  readonly every: number;
  readonly state: Checkpoint["stores"][string] | undefined;
  readonly save: (state: Checkpoint["stores"][string]) => void;
  /** Told of each row that is refused; gives the words that are kept. */
  readonly refuse: (line: number, faults: readonly Fault[]) => readonly string[];
  readonly progress: (part: number) => void;
  /** Threads that settle rows ahead; undefined to settle them here. */
  readonly workers: SettlingPool | undefined;
}

const batchesOf = ({ source, folder, rows, inOrder }: Population): AsyncGenerator<Batch> => (inOrder ? source.batches() : sortedBatches(folder, rows));

/** Records of a store, up to its good length. */
export function* recordsOf(path: string, bytes: number): Generator<SimulationRecord> {
  for (const lines of writtenLines(path, bytes)) for (const line of lines) yield JSON.parse(line) as SimulationRecord;
}

/** Settles the whole population under one scenario; goes on where a checkpoint says. */
export async function settleAll(population: Population, scenario: Scenario, options: SettleOptions): Promise<Settled> {
  const settling = new Settling(scenario);
  const { state } = options;
  const store = new LineStore(population.folder.file(options.name), state?.bytes ?? 0);
  const used = new Set(state?.used ?? []);
  let rows = state?.rows ?? 0;
  if (state !== undefined && !state.done) for (const record of recordsOf(store.path, state.bytes)) {
    if (!isApplication(record)) continue;
    settling.enter(record);
    settling.books.ask(0, record);
  }
  const save = (done: boolean): void => {
    store.flush(population.folder.lasting);
    for (const id of settling.evaluator.used) used.add(id);
    options.save({ bytes: store.bytes, rows, done, used: [...used].sort() });
  };
  if (state?.done !== true) {
    let saved = rows;
    let seen = 0;
    const keep = (line: number, settled: { readonly record: ApplicationRecord; readonly text?: string } | { readonly faults: readonly Fault[] }): void => {
      const refused = (faults: readonly Fault[]): RefusedRecord => ({ line, refused: options.refuse(line, faults) });
      if ("record" in settled) settling.books.ask(0, settled.record);
      store.append("record" in settled ? (settled.text ?? JSON.stringify(settled.record)) : JSON.stringify(refused(settled.faults)));
      rows++;
    };
    for await (const { batch, settled } of ahead(batchesOf(population), rows, options.workers)) {
      for (const [i, raw] of batch.rows.entries()) {
        if (seen++ < (state?.rows ?? 0)) continue;
        const early = settled?.[i];
        if (early !== undefined && "record" in early && !settling.concerned(early.record)) {
          settling.enter(early.record);
          keep(raw.line, early);
        } else keep(raw.line, early !== undefined && "faults" in early ? early : settling.next(raw, batch.heads));
        if (rows - saved >= options.every) {
          save(false);
          saved = rows;
        }
      }
      options.progress(batch.progress);
    }
    if (options.workers !== undefined) for (const id of options.workers.used) used.add(id);
    save(true);
  }
  store.close();
  return { settling, path: store.path, bytes: store.bytes, used, asked: state?.done !== true };
}

/** Batches in order, settled ahead by the workers where there are any. */
async function* ahead(batches: AsyncGenerator<Batch>, skip: number, workers: SettlingPool | undefined): AsyncGenerator<{ readonly batch: Batch; readonly settled?: readonly Early[] }> {
  if (workers === undefined) {
    for await (const batch of batches) yield { batch };
    return;
  }
  const queue: { readonly batch: Batch; readonly settled: Promise<readonly Early[]> }[] = [];
  let seen = 0;
  const give = async (): Promise<{ readonly batch: Batch; readonly settled: readonly Early[] }> => {
    const { batch, settled } = queue.shift() as (typeof queue)[number];
    return { batch, settled: await settled };
  };
  for await (const batch of batches) {
    seen += batch.rows.length;
    // what is settled already is not settled again
    if (seen <= skip) {
      yield { batch };
      continue;
    }
    queue.push({ batch, settled: workers.settle(batch) });
    if (queue.length > 2 * workers.size) yield await give();
  }
  while (queue.length > 0) yield await give();
}

/** Shares the pools among the records: one pass for each level of pools inside pools. */
export function sharePools({ settling, path, bytes, asked }: Settled, progress: (part: number) => void): void {
  const { books } = settling;
  const pass = (visit: (record: ApplicationRecord) => void): void => {
    for (const lines of writtenLines(path, bytes)) {
      // most records of most populations ask nothing of a pool
      for (const line of lines) if (line.includes('"claims":')) visit(JSON.parse(line) as ApplicationRecord);
    }
  };
  for (let level = 0; level < books.levels; level++) {
    if (level > 0 || !asked) pass((record) => { books.ask(level, record); });
    if (books.close(level)) {
      pass((record) => { books.weigh(level, record); });
      books.findEdges(level);
      pass((record) => { books.choose(level, record); });
      books.settleRemainders(level);
    }
    progress((level + 1) / books.levels);
  }
}

export interface FinalRow {
  readonly record: ApplicationRecord;
  readonly paid: readonly (Paid | undefined)[];
}

/** The last pass: what every application is paid; all is counted on the way. */
export function* finalRows({ settling, path, bytes }: Settled, tally: Tally): Generator<FinalRow | RefusedRecord> {
  for (const record of recordsOf(path, bytes)) {
    if (!isApplication(record)) {
      tally.refused++;
      yield record;
      continue;
    }
    const paid = record.awards.map((award) => settling.books.pay(record, award));
    tally.add(record, paid);
    yield { record, paid };
  }
}

export const counted = (scenario: Scenario, settled: Settled, tally: Tally): Counted => ({ program: scenario.program, readings: scenario.readings, tally, books: settled.settling.books });

/** Total of a scenario, in yuan: what the effect of a reading is told by. */
export async function totalsOf(population: Population, scenario: Scenario, workers: SettlingPool | undefined, progress: (part: number) => void): Promise<{ readonly paid: string; readonly ceiling: string }> {
  const settled = await settleAll(population, scenario, { name: "effect", every: Infinity, state: undefined, save: () => undefined, refuse: () => [], progress, workers });
  sharePools(settled, () => undefined);
  const tally = new Tally(scenario.program, settled.settling.books);
  for (const row of finalRows(settled, tally)) void row;
  return { paid: yuanText(paidInAll({ tally })), ceiling: yuanText(tally.ceiling) };
}
