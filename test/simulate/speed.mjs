// node test/simulate/speed.mjs [ROWS] [SCHEME]: rows per second of `allot simulate` for one and two workers, and of the
// generated evaluator alone on the same applications. Needs a build; prints one line a measurement. SCHEME "all" takes every scheme.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compile } from "allot";
import { evaluateCase } from "allot/runtime";
import { loadPolicies } from "../../dist/compiler/cli/load.js";
import { generated } from "../../dist/compiler/cli/population/program.js";
import { openSource } from "../../dist/compiler/cli/population/source.js";
import { Settling } from "../../dist/compiler/cli/population/settling.js";

const rows = Number(process.argv[2] ?? 100_000);
const scheme = process.argv[3] ?? "compute_use";
const folder = mkdtempSync(join(tmpdir(), "allot-speed-"));
const input = join(folder, "rows.csv");
const preload = join(folder, "rss.mjs");
writeFileSync(preload, 'process.on("exit", () => { const u = process.resourceUsage(); process.stderr.write(`RSS ${u.maxRSS} CPU ${u.userCPUTime + u.systemCPUTime}\\n`); });');
const run = (args) => {
  const began = process.hrtime.bigint();
  const done = spawnSync(process.execPath, ["--import", preload, "dist/compiler/cli/main.js", ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(done.stderr);
  return { seconds: Number(process.hrtime.bigint() - began) / 1e9, rss: Math.round(Number(/RSS (\d+)/.exec(done.stderr)?.[1]) / 1024), cpu: Number(/CPU (\d+)/.exec(done.stderr)?.[1]) / 1e6 };
};
const told = (name, n, seconds, more = "") => { console.log(`${name.padEnd(34)} ${String(n).padStart(9)} rows ${seconds.toFixed(1).padStart(7)} s ${Math.round(n / seconds).toLocaleString("en").padStart(10)} rows/s ${more}`); };

const made = run(["sample", "policies", "-n", String(rows), "--seed", "1", ...(scheme === "all" ? [] : ["--scheme", scheme]), "-o", input]);
told("sample", rows, made.seconds, `${made.rss} MB, file ${(statSync(input).size / 1e6).toFixed(0)} MB`);

// the evaluator alone: applications in memory, no files, no pools
const program = await generated(compile(loadPolicies(["policies"])).program);
const source = await openSource(input);
const subjects = ["enterprise", "project", "product", "scenario", "platform"].map((id) => ({ id, names: [id] }));
const settling = new Settling({ program, vocabulary: { program, subjects, ignored: [] }, rows: { common: {}, on: undefined, textual: true }, readings: {}, schemes: undefined, opening: [], twice: new Set() });
const some = [];
let heads = [];
for await (const batch of source.batches()) {
  heads = batch.heads;
  some.push(...batch.rows);
  if (some.length >= 50_000) break;
}
const timed = (name, work) => {
  work();
  const began = process.hrtime.bigint();
  work();
  told(name, some.length, Number(process.hrtime.bigint() - began) / 1e9);
};
const facts = some.map((raw) => Object.fromEntries(heads.flatMap((head, i) => {
  const fact = program.facts.find((one) => one.id === head);
  const cell = raw.cells[i];
  return fact === undefined || cell === "" ? [] : [[head, fact.kind === "yes-no" ? cell === "true" : cell === "none" ? null : cell]];
})));
timed("evaluate() of the built module", () => { for (const [i, given] of facts.entries()) evaluateCase(program, given, { on: some[i].cells[1], schemes: [some[i].cells[heads.indexOf("scheme")]], trace: false }); });
timed("rows read and settled, in memory", () => { for (const raw of some) settling.next(raw, heads); });

for (const workers of [1, 2]) {
  const { seconds, rss, cpu } = run(["simulate", "policies", input, "-o", join(folder, "out.csv"), "--no-readings-effect", "--workers", String(workers)]);
  told(`simulate, ${workers} worker${workers === 1 ? "" : "s"}`, rows, seconds, `${rss} MB, ${((cpu * 1e6) / rows).toFixed(1)} µs of processor a row`);
}
rmSync(folder, { recursive: true, force: true });
