import { Worker } from "node:worker_threads";
import type { Program } from "../../../runtime/program.js";
import { Comparison, sideOf, type Side } from "../../simulate/comparison.js";
import { yuanText } from "../../simulate/fen.js";
import type { Paid } from "../../simulate/pools.js";
import type { ApplicationRecord, RefusedRecord, SimulationRecord } from "../../simulate/record.js";
import type { Counted } from "../../simulate/summary.js";
import { Tally } from "../../simulate/tally.js";
import type { Language } from "../../diagnostics/render.js";
import { FileFault } from "../faults.js";
import { writtenLines } from "./lines.js";
import { batchesOf, type PopulationData } from "./population.js";
import { isApplication, Settling, type Scenario } from "./settling.js";
import { noState, NotShardable, settleShard, type ShardJob, type ShardState } from "./shard.js";
import type { FromThread, ScenarioData, ThreadData } from "./shard-thread.js";
import type { WorkFolder } from "./work-folder.js";

/** The passes of a simulation: settle every row into records, share the pools over the records, count and write. */

export interface Settled {
  readonly settling: Settling;
  readonly stores: readonly { readonly path: string; readonly bytes: number }[];
  readonly used: ReadonlySet<string>;
  /** The innermost pools know what is asked of them. */
  readonly asked: boolean;
}

export interface SettleOptions {
  readonly name: string;
  readonly folder: WorkFolder;
  readonly every: number;
  /** Threads, each for one part; 1 settles here. */
  readonly shards: number;
  readonly lang: Language;
  /** How far each part had come before. */
  readonly states: readonly ShardState[] | undefined;
  readonly save: (states: readonly ShardState[]) => void;
  readonly progress: (part: number) => void;
  /** The scenario as a thread can receive it. */
  readonly data: ScenarioData;
}

/** Settles the whole population under one scenario; goes on where the states say. */
export async function settleAll(population: PopulationData, scenario: Scenario, options: SettleOptions): Promise<Settled> {
  const count = options.states?.length ?? options.shards;
  const states = options.states === undefined ? Array.from({ length: count }, () => noState) : [...options.states];
  const settling = new Settling(scenario);
  const path = (index: number): string => options.folder.file(count === 1 ? options.name : `${options.name}-${index}`);
  const job = (index: number): ShardJob => ({ index, count, path: path(index), every: options.every, durable: options.folder.lasting, lang: options.lang, state: states[index] ?? noState });
  const saved = (index: number) => (state: ShardState): void => {
    states[index] = state;
    options.save(states);
  };
  const before = states.every(({ done }) => done);
  if (!before && count === 1) {
    await settleShard(() => batchesOf(population), settling, undefined, job(0), { saved: saved(0), progress: options.progress });
  } else if (!before) {
    const parts = Array<number>(count).fill(0);
    const threads = states.map((_, index) => new Worker(new URL("./shard-thread.js", import.meta.url), { workerData: { scenario: options.data, population, job: job(index) } satisfies ThreadData }));
    let whole = true;
    try {
      await Promise.all(threads.map((thread, index) => inThread(thread, settling, saved(index), (part) => {
        parts[index] = part;
        options.progress(Math.min(...parts));
      })));
    } catch (error) {
      if (!(error instanceof NotShardable)) throw error;
      whole = false;
    } finally {
      // what another thread may still say is of no use
      await Promise.all(threads.map((thread) => thread.removeAllListeners("message").terminate()));
    }
    // an application with the accounts of two kinds of subjects: all of them are settled in one part
    if (!whole) return await settleAll(population, scenario, { ...options, shards: 1, states: undefined });
  }
  return { settling, stores: states.map(({ bytes }, index) => ({ path: path(index), bytes })), used: new Set(states.flatMap(({ used }) => used)), asked: !before };
}

function inThread(thread: Worker, settling: Settling, saved: (state: ShardState) => void, progress: (part: number) => void): Promise<void> {
  return new Promise<void>((done, failed) => {
    thread.on("message", (message: FromThread) => {
      switch (message.kind) {
        case "saved": saved(message.state); break;
        case "progress": progress(message.part); break;
        case "done":
          settling.books.addSums(message.sums);
          done();
          break;
        case "not-shardable": failed(new NotShardable()); break;
        case "fault": failed(new FileFault(message.message, message.chinese)); break;
      }
    });
    thread.on("error", failed);
    thread.on("exit", () => { failed(new Error("a thread ended before its part was settled")); });
  });
}

/** Lines of all stores in the order of the population; each without its place. */
function* linesOf(stores: Settled["stores"]): Generator<string> {
  const readers = stores.map(({ path, bytes }) => {
    const pieces = writtenLines(path, bytes);
    let lines: readonly string[] = [];
    let at = 0;
    return (): string | undefined => {
      while (at >= lines.length) {
        const next = pieces.next();
        if (next.done === true) return undefined;
        lines = next.value;
        at = 0;
      }
      return lines[at++];
    };
  });
  if (readers.length === 1) {
    const [next = () => undefined] = readers;
    for (let line = next(); line !== undefined; line = next()) yield line.slice(line.indexOf("\t") + 1);
    return;
  }
  const heads = readers.map((next) => next());
  const places = heads.map((line) => (line === undefined ? Infinity : Number.parseInt(line, 10)));
  for (;;) {
    let first = 0;
    for (let i = 1; i < places.length; i++) if ((places[i] as number) < (places[first] as number)) first = i;
    const line = heads[first];
    if (line === undefined) return;
    yield line.slice(line.indexOf("\t") + 1);
    const next = readers[first]?.();
    heads[first] = next;
    places[first] = next === undefined ? Infinity : Number.parseInt(next, 10);
  }
}

/** Shares the pools among the records: one pass for each level of pools inside pools. */
export function sharePools({ settling, stores, asked }: Settled, progress: (part: number) => void): void {
  const { books } = settling;
  const pass = (visit: (record: ApplicationRecord) => void): void => {
    // their order does not matter here; most records of most populations ask nothing of a pool
    for (const { path, bytes } of stores) {
      for (const lines of writtenLines(path, bytes)) {
        for (const line of lines) if (line.includes('"claims":')) visit(JSON.parse(line.slice(line.indexOf("\t") + 1)) as ApplicationRecord);
      }
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
export function* finalRows({ settling, stores }: Settled, tally: Tally): Generator<FinalRow | RefusedRecord> {
  for (const line of linesOf(stores)) {
    const record = JSON.parse(line) as SimulationRecord;
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

export interface EffectSums {
  readonly paid: string;
  readonly difference: string;
  readonly ceilingDifference: string;
  readonly open: number;
}

/** What another reading changes, in yuan, over the applications that are settled under both. */
export async function effectOf(population: PopulationData, base: Settled, scenario: Scenario, options: Omit<SettleOptions, "name" | "every" | "states" | "save">): Promise<EffectSums> {
  const settled = await settleAll(population, scenario, { ...options, name: "effect", every: Infinity, states: undefined, save: () => undefined });
  sharePools(settled, () => undefined);
  const { program } = scenario;
  const tally = new Tally(program, settled.settling.books);
  const before = finalRows(base, new Tally(program, base.settling.books));
  const comparison = new Comparison();
  for (const row of finalRows(settled, tally)) compare(comparison, { program, row: before.next().value }, { program, row });
  return { paid: yuanText(tally.paid), difference: yuanText(comparison.after - comparison.before), ceilingDifference: yuanText(comparison.ceilingAfter - comparison.ceilingBefore), open: comparison.halfOpen };
}

interface Compared {
  readonly program: Program;
  readonly row: FinalRow | RefusedRecord | undefined;
}

/** Enters one row of two runs into their comparison; a row that both refuse is in neither. */
export function compare(comparison: Comparison, before: Compared, after: Compared): void {
  const [then, now] = [before, after].map(({ row }) => (row === undefined || "refused" in row ? undefined : row));
  if (then === undefined && now === undefined) return;
  const side = (program: Program, row: FinalRow | undefined): Side | undefined => (row === undefined ? undefined : sideOf(program, row.record, row.paid));
  comparison.add((now ?? then)?.record.id ?? "", side(before.program, then), side(after.program, now));
}
