import { spawnSync } from "node:child_process";
import { compile } from "../../dist/compiler/index.js";
import { loadPolicies } from "../../dist/compiler/cli/load.js";
import { prove } from "../../dist/compiler/prove/prove.js";
import { lint } from "../../dist/compiler/prove/lint.js";
import { median, ms, table } from "./support.mjs";

/** How long proofs take: cold, warm, and as bands, readings and facts grow. */

const header = `policy test.plan version "1" {
  in force from 2026-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date
}
fact application_date: date
fact cost: money from 0 yuan to 1,000,000,000 yuan
`;

/** A progressive tariff: every band pays a smaller share of what lies in it. */
const bands = (n) => `${header}scheme s {
  award marginal on cost {
${[...Array(n).keys()].map((i) => `    ${i * 10000} yuan ${i === 0 ? "(inclusive)" : "(exclusive)"} to ${i === n - 1 ? "1,000,000,000 yuan (inclusive)" : `${(i + 1) * 10000} yuan (inclusive)`}: ${50 - i}%`).join("\n")}
  }
  cap most: payout at 30% of cost
}
`;

const readings = (n) => `${header}${[...Array(n).keys()].map((i) => `reading r${i} { default a "a" because "x"\n b "b" }`).join("\n")}
scheme s {
  award 1% of cost
${[...Array(n).keys()].map((i) => `  by reading r${i} { a: plus p${i}: 1% of cost  b: plus p${i}: 2% of cost }`).join("\n")}
  cap most: payout at 1,000,000 yuan
}
`;

const facts = (n) => `${header}${[...Array(n).keys()].map((i) => `fact f${i}: money from 0 yuan to 1,000,000 yuan`).join("\n")}
scheme s {
  award 1% of cost
${[...Array(n).keys()].map((i) => `  cap c${i}: payout at ${i + 2}% of f${i}`).join("\n")}
}
`;

function program(text) {
  const { program: found, diagnostics } = compile({ files: [{ id: "a.policy", text }], source: () => undefined });
  if (found === undefined) throw new Error(JSON.stringify(diagnostics.slice(0, 2)));
  return found;
}

const times = (work, runs = 5) => median([...Array(runs).keys()].map(() => ms(work)));

export function bench() {
  const cold = median([1, 2, 3].map(() => ms(() => spawnSync(process.execPath, ["dist/compiler/cli/main.js", "prove", "policies", "--format", "json"]))));
  const coldDefaults = median([1, 2, 3].map(() => ms(() => spawnSync(process.execPath, ["dist/compiler/cli/main.js", "prove", "policies", "--defaults-only", "--format", "json"]))));
  const start = median([1, 2, 3].map(() => ms(() => spawnSync(process.execPath, ["dist/compiler/cli/main.js", "version"]))));
  const shipped = compile(loadPolicies(["policies"])).program;
  table("proofs of the shipped policies (ms, median)", ["what", "time"], [
    ["the process alone (`allot version`)", start],
    ["all claims, default readings, cold", coldDefaults],
    ["all claims, every other reading too, cold", cold],
    ["all claims, every other reading too, warm", times(() => prove(shipped), 3)],
    ["lints, warm", times(() => lint(shipped), 3)],
  ]);
  table("growth (ms, median of 5)", ["what", "n", "time"], [
    ...[5, 10, 20, 30].map((n) => { const p = program(bands(n)); return ["bands", n, times(() => prove(p))]; }),
    ...[2, 4, 8, 16].map((n) => { const p = program(readings(n)); return ["readings", n, times(() => prove(p))]; }),
    ...[2, 4, 8, 16].map((n) => { const p = program(facts(n)); return ["facts, each with a cap", n, times(() => prove(p))]; }),
  ]);
}
