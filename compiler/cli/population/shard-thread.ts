import { parentPort, workerData } from "node:worker_threads";
import { Heads } from "../../simulate/columns.js";
import { Sharing } from "../../simulate/shards.js";
import type { CoreProgram } from "../../ir/core.js";
import type { PoolSum } from "../../simulate/pools.js";
import { FileFault } from "../faults.js";
import { readLedger } from "./ledger-file.js";
import { batchesOf, type PopulationData } from "./population.js";
import { generated } from "./program.js";
import { Settling, type Scenario } from "./settling.js";
import { NotShardable, settleShard, type ShardJob, type ShardState } from "./shard.js";

/** A thread that settles one part of a population. */

/** A scenario as a thread receives it: no functions, the program as its core, the ledger by its file. */
export interface ScenarioData {
  readonly core: CoreProgram;
  readonly vocabulary: Omit<Scenario["vocabulary"], "program">;
  readonly foreign: { readonly core: CoreProgram; readonly vocabulary: Omit<Scenario["vocabulary"], "program"> } | undefined;
  readonly ledger: string | undefined;
  readonly rows: Scenario["rows"];
  readonly readings: Scenario["readings"];
  readonly schemes: readonly string[] | undefined;
  readonly twice: readonly string[];
}

export interface ThreadData {
  readonly scenario: ScenarioData;
  readonly population: PopulationData;
  readonly job: ShardJob;
}

export type FromThread =
  | { readonly kind: "saved"; readonly state: ShardState }
  | { readonly kind: "progress"; readonly part: number }
  | { readonly kind: "done"; readonly sums: readonly PoolSum[] }
  | { readonly kind: "not-shardable" }
  | { readonly kind: "fault"; readonly message: string; readonly chinese: string };

const { scenario, population, job } = workerData as ThreadData;
const tell = (message: FromThread): void => { parentPort?.postMessage(message); };

try {
  const program = await generated(scenario.core);
  const foreign = scenario.foreign === undefined ? undefined : { program: await generated(scenario.foreign.core), vocabulary: scenario.foreign.vocabulary };
  const subjects = [...scenario.vocabulary.subjects, ...(foreign?.vocabulary.subjects ?? [])];
  const settling = new Settling({
    ...scenario, program, vocabulary: { ...scenario.vocabulary, program }, twice: new Set(scenario.twice),
    opening: scenario.ledger === undefined ? [] : readLedger(scenario.ledger, program, subjects, foreign?.program),
    foreign: foreign === undefined ? undefined : { program: foreign.program, heads: new Heads({ ...foreign.vocabulary, program: foreign.program }) },
  });
  await settleShard(() => batchesOf(population), settling, new Sharing(scenario.core), job, {
    saved: (state) => { tell({ kind: "saved", state }); },
    progress: (part) => { tell({ kind: "progress", part }); },
  });
  tell({ kind: "done", sums: settling.books.sums() });
} catch (error) {
  if (error instanceof NotShardable) tell({ kind: "not-shardable" });
  else if (error instanceof FileFault) tell({ kind: "fault", message: error.message, chinese: error.chinese });
  else throw error;
}
