import { parentPort, workerData } from "node:worker_threads";
import { Heads } from "../../simulate/columns.js";
import { unpackRows } from "./pack.js";
import { generated } from "./program.js";
import { Settling } from "./settling.js";
import type { FromWorker, ScenarioData, ToWorker } from "./workers.js";

/** A thread that settles batches of rows as they come; it keeps nothing between them. */

const { core, foreign: foreignCore, foreignVocabulary, vocabulary, twice, ...rest } = workerData as ScenarioData;
const program = await generated(core);
const foreign = foreignCore === undefined ? undefined : await generated(foreignCore);
const settling = new Settling({
  ...rest, program, vocabulary: { ...vocabulary, program }, opening: [], twice: new Set(twice),
  ...(foreign === undefined || foreignVocabulary === undefined ? {} : { foreign: { program: foreign, heads: new Heads({ ...foreignVocabulary, program: foreign }) } }),
});

let known: readonly string[] = [];
parentPort?.on("message", ({ id, heads, rows }: ToWorker) => {
  // columns only ever grow
  if (heads.length !== known.length) known = heads;
  const settled = unpackRows(rows).map((row) => {
    const one = settling.row(row, known);
    return JSON.stringify("record" in one ? one.record : one.faults);
  });
  const answer: FromWorker = { id, settled: settled.join("\n"), used: [...settling.evaluator.used] };
  parentPort?.postMessage(answer);
});
