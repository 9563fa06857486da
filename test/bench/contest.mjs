import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { emitKernel } from "../../dist/compiler/emit/kernel.js";
import { emitWorkers } from "../../dist/compiler/emit/workers.js";
import { compile } from "../../dist/compiler/index.js";
import { planOf } from "../../dist/compiler/plan/lower.js";
import { files } from "./w1/rules.mjs";

/** What the benchmarks share: programs as kernels, CPU time, equality. */

export function programOf(input) {
  const { program, diagnostics } = compile(input);
  if (program === undefined) throw new Error(JSON.stringify(diagnostics.filter((d) => d.severity === "error").slice(0, 2), null, 1));
  return program;
}

export const w1 = (copies = 1) => programOf({ files: files(copies), source: () => undefined });

/** Writes the kernel with its workers, as `allot build -t kernel` does, and loads both. */
export async function kernelOf(program, name) {
  const folder = resolve("dist/bench");
  mkdirSync(folder, { recursive: true });
  const { worker, spread } = emitWorkers(name);
  for (const [file, text] of [["kernel", emitKernel(program, planOf(program))], ["worker", worker], ["spread", spread]]) writeFileSync(resolve(folder, `${name}.${file}.js`), text);
  const load = (file) => import(pathToFileURL(resolve(folder, `${name}.${file.split("?")[0]}`)).href + (file.includes("?") ? `?${file.split("?")[1]}` : ""));
  // an instance for each use: what the engine learns of one would slow the other
  return { ...(await load("kernel.js")), ...(await load("spread.js")), again: (await load("kernel.js?again")).settle, columnar: (await load("kernel.js?columnar")).batch };
}

/** CPU nanoseconds of the process: steadier than the clock where others share the machine. */
export function cpuNs(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1000;
}

/** Contestants in turns, so that what disturbs one disturbs all; the median of ns for each, and of its ratio to the first. */
export function inTurns(contestants, rounds, skip = 2) {
  const times = contestants.map(() => []);
  for (let round = 0; round < rounds; round++) contestants.forEach((one, i) => { times[i].push(one()); });
  const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  return times.map((list) => ({ ns: middle(list.slice(skip)), ratio: (to) => middle(list.slice(skip).map((ns, round) => ns / times[to][round + skip])) }));
}

export function equal(what, own, other) {
  for (const key of Object.keys(other)) if (!Object.is(own[key] ?? 0, other[key]) && own[key] !== other[key]) throw new Error(`${what}: ${key} is ${own[key]} and not ${other[key]}`);
}
