import { Worker } from "node:worker_threads";
import type { CoreProgram } from "../../ir/core.js";
import type { Scenario, Fault } from "./settling.js";
import type { ApplicationRecord } from "../../simulate/record.js";
import type { Batch } from "./source.js";
import { packRows } from "./pack.js";

/** Threads that settle rows ahead of the ledger. The main thread keeps the ledger and settles again what it concerns. */

/** A scenario as a thread receives it: no functions, the program as its core. */
export interface ScenarioData {
  readonly core: CoreProgram;
  readonly foreign: CoreProgram | undefined;
  readonly foreignVocabulary: Omit<Scenario["vocabulary"], "program"> | undefined;
  readonly vocabulary: Omit<Scenario["vocabulary"], "program">;
  readonly rows: Scenario["rows"];
  readonly readings: Scenario["readings"];
  readonly schemes: readonly string[] | undefined;
  readonly twice: readonly string[];
}

export type ToWorker = { readonly id: number; readonly heads: readonly string[]; readonly rows: string };
export type FromWorker = { readonly id: number; readonly settled: string; readonly used: readonly string[] };

/** A row settled ahead; `text` is its record as it is kept. */
export type Early = { readonly record: ApplicationRecord; readonly text: string } | { readonly faults: readonly Fault[] };

interface Waiting {
  readonly done: (settled: readonly Early[]) => void;
  readonly failed: (error: Error) => void;
}

/** One line a row: a record, or a list of faults. */
function earlyOf(text: string): Early {
  const value = JSON.parse(text) as ApplicationRecord | readonly Fault[];
  return Array.isArray(value) ? { faults: value as readonly Fault[] } : { record: value as ApplicationRecord, text };
}

export class SettlingPool {
  private readonly threads: Worker[];
  private readonly waiting = new Map<number, Waiting>();
  private next = 0;
  readonly used = new Set<string>();

  constructor(readonly size: number, data: ScenarioData) {
    this.threads = Array.from({ length: size }, () => {
      const thread = new Worker(new URL("./worker.js", import.meta.url), { workerData: data });
      thread.on("message", ({ id, settled, used }: FromWorker) => {
        for (const reading of used) this.used.add(reading);
        this.waiting.get(id)?.done(settled.split("\n").map(earlyOf));
        this.waiting.delete(id);
      });
      thread.on("error", (error) => {
        for (const { failed } of this.waiting.values()) failed(error instanceof Error ? error : new Error(String(error)));
        this.waiting.clear();
      });
      return thread;
    });
  }

  settle(batch: Batch): Promise<readonly Early[]> {
    if (batch.rows.length === 0) return Promise.resolve([]);
    const id = this.next++;
    const promise = new Promise<readonly Early[]>((done, failed) => { this.waiting.set(id, { done, failed }); });
    // a fault that comes before anybody waits is told when somebody does
    promise.catch(() => undefined);
    // one long text is sent faster than many short ones
    const message: ToWorker = { id, heads: batch.heads, rows: packRows(batch.rows) };
    this.threads[id % this.size]?.postMessage(message);
    return promise;
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }
}
