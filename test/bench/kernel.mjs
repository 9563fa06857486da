import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { emitKernel } from "../../dist/compiler/emit/kernel.js";
import { compile } from "../../dist/compiler/index.js";
import { planOf } from "../../dist/compiler/plan/lower.js";
import * as hand from "./portfolio.mjs";
import { median, ms, table } from "./support.mjs";

/**
 * Generated code beside code written by hand for the same eight schemes (`portfolio.policy`): equal on every row first,
 * then timed in turns in one process; only the ratio means anything.
 */

const rounds = 9;

export async function bench() {
  const { program, diagnostics } = compile({ files: [{ id: "portfolio.policy", text: hand.policy() }], source: () => undefined });
  if (program === undefined) throw new Error(JSON.stringify(diagnostics, null, 1));
  const folder = resolve("dist/bench");
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, "kernel.mjs"), emitKernel(program, planOf(program)));
  const kernel = await import(pathToFileURL(resolve(folder, "kernel.mjs")).href);

  const n = 200_000;
  const columns = hand.columns(n);
  const rows = Array.from({ length: 2000 }, (_, i) => Object.fromEntries(Object.keys(columns).map((name) => [name, columns[name][i]])));
  const names = Object.keys(kernel.columns);
  for (const row of rows) {
    const [own, other] = [kernel.settle(row), hand.settle(row)];
    for (const name of names) if ((own[`${name}_fen`] || 0) !== other[name.replace(/^.*?_(?=[pc]_)/, "")]) throw new Error(`${name}: ${own[`${name}_fen`]} and ${JSON.stringify(other)}\n${JSON.stringify(row)}`);
  }
  const out = kernel.outputs(n);
  const own = hand.outputs(n);
  let sink = 0;
  const single = (settle) => ms(() => { for (let k = 0; k < 100; k++) for (const row of rows) sink += settle(row) === undefined ? 1 : 0; }) * 1e6 / (100 * rows.length);
  const times = { a: [], b: [], c: [], d: [] };
  for (let round = 0; round < rounds; round++) {
    times.a.push(single(hand.settle));
    times.b.push(single(kernel.settle));
    times.c.push(ms(() => hand.batch(columns, own, 0, n)) * 1e6 / n);
    times.d.push(ms(() => kernel.batch(columns, out, 0, n)) * 1e6 / n);
  }
  const of = (list) => median(list.slice(2));
  table(`eight schemes of one enterprise-year (ns; ${rounds - 2} rounds; equal on ${rows.length} rows)`, ["what", "by hand", "generated", "ratio"], [
    ["one application", of(times.a), of(times.b), (of(times.b) / of(times.a)).toFixed(2)],
    ["a row of a batch", of(times.c), of(times.d), (of(times.d) / of(times.c)).toFixed(2)],
  ]);
  if (sink < 0) console.log(sink);
}
