import { cpuNs, equal, inTurns, kernelOf, w1 } from "./contest.mjs";
import { table } from "./support.mjs";
import { evaluate as bigInts } from "./w1/bigint.mjs";
import { evaluate as decimals } from "./w1/decimal.mjs";
import { canon, columns as makeColumns, row } from "./w1/facts.mjs";
import * as hand from "./w1/hand.mjs";
import { schemes, stepsOf, tenOf } from "./w1/rules.mjs";

/**
 * W1: generated code beside code by hand. Two measures, since the generated code says more than W1 asks: beside (a) and (k),
 * which give its ten numbers, and beside code by hand that gives the same status, fen and binding of every scheme.
 */

const rounds = 11;
const plain = (result) => Object.fromEntries(Object.entries(result).map(([key, value]) => [key.replace(/^w1_(?:province|city)_/, ""), value]));

export async function bench() {
  const kernel = await kernelOf(w1(), "w1");
  const n = 400_000;
  const columns = makeColumns(n, 42);
  const steps = stepsOf(columns);
  const rowOf = (i) => Object.fromEntries(Object.keys(steps).map((name) => [name, steps[name][i]]));

  const checked = 20_000;
  for (let i = 0; i < checked; i++) {
    const [facts, own] = [row(columns, i), rowOf(i)];
    const [result, ten] = [kernel.settle(own), hand.evaluate(facts)];
    equal(`row ${i}`, tenOf(result), ten);
    equal(`row ${i}, all outputs`, plain(result), hand.settle(own));
    for (const other of [bigInts, decimals]) equal(`row ${i}, ${other.name}`, canon(other(facts)), canon(ten));
  }
  const [all, own, ten] = [kernel.outputs(n), hand.allColumns(n), hand.tenColumns(n)];
  kernel.batch(steps, all, 0, n);
  hand.settleAll(steps, own, 0, n);
  hand.kernel(columns, ten, 0, n);
  for (const kind of ["status", "amount", "binding"]) for (const scheme of schemes) {
    const column = all[kind][Object.keys(all[kind]).find((name) => name.endsWith(scheme))];
    for (let i = 0; i < n; i++) if (column[i] !== own[kind][scheme][i] || (kind === "amount" && column[i] !== ten[scheme][i])) throw new Error(`${scheme} ${kind}, row ${i}`);
  }

  const some = 2000;
  const facts = Array.from({ length: some }, (_, i) => row(columns, i)), numbers = Array.from({ length: some }, (_, i) => rowOf(i));
  let sink = 0;
  const single = (evaluate, rows, passes) => () => cpuNs(() => { for (let k = 0; k < passes; k++) for (const one of rows) if (evaluate(one) === undefined) sink++; }) / (passes * rows.length);
  const room = kernel.settle(numbers[0]);
  const again = (one) => kernel.again(one, room);
  const singles = inTurns([single(hand.evaluate, facts, 100), single(hand.settle, numbers, 100), single(kernel.settle, numbers, 100), single(again, numbers, 100), single(bigInts, facts, 25), single(decimals, facts, 1)], rounds);
  const line = (what, contest, i) => [what, contest[i].ns, contest[i].ratio(0).toFixed(2), contest[i].ratio(1).toFixed(2)];
  table(`W1, one application (CPU ns, median of ${rounds - 2} rounds in turns; all equal on ${checked} rows)`, ["what", "ns", "to (a)", "to same outputs"], [
    line("(a) by hand, ten numbers", singles, 0), line("by hand, status + fen + binding of each scheme", singles, 1), line("generated, a result object a call", singles, 2),
    line("generated, result object given", singles, 3), line("by hand in BigInt", singles, 4), line("by hand with decimal.js", singles, 5),
  ]);
  const columnar = inTurns([() => cpuNs(() => hand.kernel(columns, ten, 0, n)) / n, () => cpuNs(() => hand.settleAll(steps, own, 0, n)) / n, () => cpuNs(() => kernel.columnar(steps, all, 0, n)) / n], rounds);
  table(`W1, a row of ${n} (CPU ns; equal on every row)`, ["what", "ns", "to (k)", "to same outputs"], [
    line("(k) by hand, ten columns", columnar, 0), line("by hand, 24 columns", columnar, 1), line("generated, 24 columns", columnar, 2),
  ]);
  await threads(kernel);
  if (sink > 0) console.log(sink);
}

/** The clock, not CPU time: what a second worker is for. */
async function threads(kernel) {
  const n = 2_000_000;
  const steps = stepsOf(makeColumns(n, 7, true));
  const shared = Object.fromEntries(Object.entries(steps).map(([name, column]) => { const copy = new column.constructor(new SharedArrayBuffer(column.byteLength)); copy.set(column); return [name, copy]; }));
  const results = kernel.outputs(n, true);
  const times = { 1: [], 2: [] };
  const pools = { 1: await kernel.workers(1), 2: await kernel.workers(2) };
  for (let round = 0; round < 7; round++) for (const count of [1, 2]) {
    const start = performance.now();
    await pools[count].settle(shared, n, results);
    times[count].push(performance.now() - start);
  }
  await Promise.all([pools[1].close(), pools[2].close()]);
  const best = (list) => Math.min(...list.slice(1));
  table(`W1, ${n} rows over workers (clock; best of 6: the machine is shared)`, ["workers", "ms", "million rows/s", "times one"], [1, 2].map((count) => [count, best(times[count]), (n / best(times[count]) / 1000).toFixed(1), (best(times[1]) / best(times[count])).toFixed(2)]));
}
