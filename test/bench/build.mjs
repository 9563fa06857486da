import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { emitIr } from "../../dist/compiler/emit/ir.js";
import { emitJs } from "../../dist/compiler/emit/js.js";
import { emitKernel } from "../../dist/compiler/emit/kernel.js";
import { emitSchema } from "../../dist/compiler/emit/schema.js";
import { emitSql } from "../../dist/compiler/emit/sql.js";
import { emitTypes } from "../../dist/compiler/emit/types.js";
import { compile } from "../../dist/compiler/index.js";
import { loadPolicies } from "../../dist/compiler/cli/load.js";
import { planOf } from "../../dist/compiler/plan/lower.js";
import { programOf, w1 } from "./contest.mjs";
import { copies } from "./front-end.mjs";
import { table } from "./support.mjs";
import { files } from "./w1/rules.mjs";

// the peak of this process alone, in MiB: maxRSS of a child begins at what its parent had
const mostMemory = () => {
  const own = existsSync("/proc/self/status") ? /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1] : undefined;
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024;
};

/** From source to every target, for 1 to 1,000 times the source, each in a process of its own; and how large the targets are. */

const inputs = { W1: (n) => ({ files: files(n), source: () => undefined }), "the shipped policies": copies };

/** One build in this process: CPU milliseconds a stage, peak memory. */
function once(what, n) {
  const input = inputs[what](n);
  const times = {};
  const timed = (stage, work) => {
    const start = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(start);
    times[stage] = (user + system) / 1000;
    return result;
  };
  const { program, diagnostics } = timed("read and check", () => compile(input));
  if (program === undefined) throw new Error(JSON.stringify(diagnostics.find((d) => d.severity === "error")));
  const plan = timed("plan", () => planOf(program));
  let bytes = 0;
  timed("js, types, schema", () => { bytes += emitJs(program).length + emitTypes(program).length + emitSchema(program).length; });
  timed("kernel", () => { bytes += emitKernel(program, plan).length; });
  timed("sql", () => { bytes += emitSql(program, plan, { dialect: "duckdb" }).text.length; });
  return { bytes: input.files.reduce((sum, file) => sum + Buffer.byteLength(file.text), 0), out: bytes, times, mib: mostMemory() };
}

export function bench() {
  const [what, n] = process.env.ALLOT_BUILD?.split("|") ?? [];
  if (what !== undefined) { console.log(JSON.stringify(once(what, Number(n)))); return; }
  for (const [name, sizes] of [["W1", [1, 10, 100, 1000]], ["the shipped policies", [1, 10, 100]]]) {
    let first;
    const rows = sizes.map((n) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ["--max-old-space-size=8192", fileURLToPath(new URL("run.mjs", import.meta.url)), "build"], { encoding: "utf8", maxBuffer: 1 << 26, env: { ...process.env, ALLOT_BUILD: `${name}|${n}` } });
      if (status !== 0) throw new Error(stderr);
      const { bytes, out, times, mib } = JSON.parse(stdout);
      const all = Object.values(times).reduce((a, b) => a + b);
      first ??= all;
      return [n, (bytes / 1e6).toFixed(3), all, all / n, ...Object.values(times), (out / 1e6).toFixed(2), Math.round(mib)];
    });
    table(`building ${name}, n times the source (CPU ms, cold)`, ["n", "MB", "all", "a copy", "read and check", "plan", "js, types, schema", "kernel", "sql", "MB written", "MiB at most"], rows);
  }
  const runtime = readFileSync("dist/standalone/runtime.js", "utf8");
  const sized = (name, text) => [name, (Buffer.byteLength(text) / 1024).toFixed(0), (gzipSync(text).length / 1024).toFixed(1)];
  const rows = [["W1", w1()], ["shipped", programOf(loadPolicies(["policies"]))]].flatMap(([name, program]) => [
    sized(`${name}: js`, emitJs(program)), sized(`${name}: js --standalone`, emitJs(program, { standalone: runtime })), sized(`${name}: kernel`, emitKernel(program, planOf(program))), sized(`${name}: types`, emitTypes(program)), sized(`${name}: ir`, emitIr(program)),
  ]);
  table("emitted modules (KiB)", ["what", "KiB", "gzip"], rows);
}
