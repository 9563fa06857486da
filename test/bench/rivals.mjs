import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpuNs, equal, kernelOf, w1 } from "./contest.mjs";
import { table } from "./support.mjs";
import { canon, columns as makeColumns, row } from "./w1/facts.mjs";
import { evaluate } from "./w1/hand.mjs";
import { stepsOf, tenOf } from "./w1/rules.mjs";

/** W1 in what a user would pick instead; each is installed on demand and equal before it is timed. */

const folder = new URL("./rivals/", import.meta.url);
const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, folder), "utf8")).version;
const milliseconds = 600;

export async function bench() {
  if (!existsSync(new URL("node_modules", folder))) {
    const { status } = spawnSync("npm", ["install", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, stdio: "inherit" });
    if (status !== 0) { console.error("the rivals could not be installed"); process.exitCode = 1; return; }
  }
  const kernel = await kernelOf(w1(), "w1");
  const columns = makeColumns(2000, 42);
  const steps = stepsOf(columns);
  const rows = [...Array(2000).keys()].map((i) => ({ facts: row(columns, i), own: Object.fromEntries(Object.keys(steps).map((name) => [name, steps[name][i]])) }));
  const rivals = [];
  for (const file of ["cel", "zen", "json-rules", "publicodes", "feel"]) {
    const found = (await import(new URL(`${file}.mjs`, folder).href)).default;
    rivals.push(...(Array.isArray(found) ? found : [found]));
  }
  const contestants = [
    { title: "(a) by hand", evaluate, inputs: rows.map(({ facts }) => facts), most: 2000 },
    { title: "allot, generated", evaluate: kernel.settle, ten: tenOf, inputs: rows.map(({ own }) => own), most: 2000 },
    ...await Promise.all(rivals.map(async ({ title, package: name, load }) => {
      const { evaluate: run, prepare = (facts) => facts, async: later = false } = await load();
      return { title: `${title} ${version(name)}`, evaluate: run, later, inputs: rows.map(({ facts }) => prepare(facts)), most: /publicodes|FEEL/.test(title) ? 60 : 500 };
    })),
  ];
  const lines = [];
  let reference = 0;
  for (const { title, evaluate: run, ten = (result) => result, later = false, inputs, most } of contestants) {
    for (let i = 0; i < most; i++) equal(`${title}, row ${i}`, canon(ten(await run(inputs[i]))), canon(evaluate(rows[i].facts)));
    let times = 0;
    const until = performance.now() + milliseconds;
    let cpu = 0;
    if (later) {
      const start = process.cpuUsage();
      while (performance.now() < until) { for (let i = 0; i < 20; i++) await run(inputs[(times + i) % inputs.length]); times += 20; }
      const { user, system } = process.cpuUsage(start);
      cpu = (user + system) * 1000;
    } else while (performance.now() < until) { const pass = times > 100_000 ? 20_000 : most; cpu += cpuNs(() => { for (let i = 0; i < pass; i++) run(inputs[i % inputs.length]); }); times += pass; }
    const ns = cpu / times;
    if (reference === 0) reference = ns;
    lines.push([title, ns, ns / reference, most]);
  }
  table("W1, one application, in other engines (CPU ns)", ["what", "ns", "to (a)", "rows checked equal"], lines);
}
