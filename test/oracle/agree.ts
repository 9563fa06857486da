import fc from "fast-check";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { listPolicyFiles, loadPolicies } from "../../compiler/cli/load.js";
import { compile, type CoreProgram } from "../../compiler/index.js";
import { parse } from "../../grammar/index.js";
import { breakpoints, caseArbitrary, type TestCase } from "../../compiler/testing/index.js";
import * as runtime from "../../runtime/index.js";
import type { Award, Program } from "../../runtime/index.js";
import { emitted, interpreted, shippedPolicies } from "../support/compile.js";
import { createOracle, type Outcome } from "./oracle.js";

/** Interpreter, generated JavaScript and the third evaluator on the same cases of the shipped policies. */

export interface Disagreement {
  readonly case: TestCase;
  readonly interpreter: unknown;
  readonly generated: unknown;
  readonly oracle: unknown;
}

export interface Agreement {
  readonly cases: number;
  /** Cases in which something was paid. */
  readonly paid: number;
  readonly disagreements: readonly Disagreement[];
}

/** Drafts take part only when asked for. */
function takesPart(text: string): boolean {
  const { header } = parse(text).file;
  return header?.kind !== "policy" || !header.draft;
}

/** 100,000 cases over both policies by default; ALLOT_CASES sets another number. */
export const casesInAll = Number(process.env["ALLOT_CASES"] ?? 100_000);

/** What the three must agree on. */
function seen(award: Award | undefined): unknown {
  if (award === undefined) return undefined;
  // who is refused gets nothing, however it is written
  const refused = award.status !== "eligible" || (award.amount === null && award.ceiling === null);
  return {
    status: award.status,
    amount: refused ? null : award.amount,
    ceiling: refused ? null : award.ceiling,
    binding: refused ? [] : award.binding.map((binding) => binding.id).sort(),
    instalments: refused || award.amount === null ? [] : award.instalments.map((part) => part.amount),
    missing: award.status === "undetermined" && award.missing.length === 0 ? "an undetermined award that names nothing" : "",
  };
}

const outcome = (one: Outcome): unknown => ({
  status: one.status, amount: one.status === "eligible" ? one.amount : null, ceiling: one.ceiling, binding: one.binding, instalments: one.instalments, missing: "",
});

/** `change` plants a fault in the text that the third evaluator reads. */
export async function compareOn(schemes: readonly string[], cases: number, seed: number, change: (text: string) => string = (text) => text, set = "policies"): Promise<Agreement> {
  const core = set === "policies" ? shippedPolicies().program : (compile(loadPolicies([set])).program as CoreProgram);
  const walked = interpreted(core);
  const { program: printed } = await emitted(core);
  // the runtime that generated code finds by the package's name
  const built = (await import(/* @vite-ignore */ pathToFileURL(resolve("dist/runtime/index.js")).href)) as typeof runtime;
  const oracle = createOracle(listPolicyFiles([set]).map((file) => readFileSync(file, "utf8")).filter(takesPart).map(change));
  const points = breakpoints(core);
  const disagreements: Disagreement[] = [];
  let tried = 0;
  let paid = 0;
  for (const [index, scheme] of schemes.entries()) {
    const arbitrary = caseArbitrary(core, { schemes: [scheme], breakpoints: points });
    const own = Math.ceil(cases / schemes.length);
    for (let from = 0; from < own; from += 1000) {
      for (const at of fc.sample(arbitrary, { seed: seed + index * 7919 + from, numRuns: Math.min(1000, own - from) })) {
        const ask = (program: Program, by: Pick<typeof runtime, "evaluate" | "readFacts">): unknown => {
          const { facts } = by.readFacts(program, at.facts);
          const on = at.on === undefined ? undefined : runtime.parseDay(at.on);
          return seen(by.evaluate(program, [{ id: "", facts, subjects: {}, schemes: [scheme] }], { ...(on === undefined ? {} : { on }), readings: at.readings, trace: false }).awards[0]);
        };
        const [interpreter, generated, third] = [ask(walked, runtime), ask(printed, built), outcome(oracle.settle(scheme, at.facts, at.on, at.readings))];
        tried++;
        const texts = [interpreter, generated, third].map((one) => JSON.stringify(one));
        if (texts[0]?.includes('"status":"eligible"') === true) paid++;
        if ((texts[0] !== texts[1] || texts[0] !== texts[2]) && disagreements.length < 5) disagreements.push({ case: at, interpreter, generated, oracle: third });
      }
    }
  }
  return { cases: tried, paid, disagreements };
}

export const schemesOf = (policy: string): readonly string[] => shippedPolicies().program.schemes.map((scheme) => scheme.id).filter((id) => id.startsWith(`${policy}.`));
