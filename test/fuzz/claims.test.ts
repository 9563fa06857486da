import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseArbitrary, claimsOf, createRunner, fuzz, type ClaimKind, type Runner } from "../../compiler/testing/index.js";
import type { Award, Evaluation } from "../../runtime/index.js";
import { policyWith, programOf, shippedPolicies } from "../support/compile.js";

/** A claim that nothing breaks is no claim: each is shown an evaluator with a fault that only it can see. */

const { program } = shippedPolicies();

const cents = (text: string, by: number): string => (Math.round(Number(text) * 100 + by) / 100).toFixed(2);
const doctored = (run: Runner, change: (award: Award) => Award): Runner => {
  const all = (evaluation: Evaluation): Evaluation => ({ ...evaluation, awards: evaluation.awards.map(change) });
  return { ...run, evaluate: (at) => all(run.evaluate(at)), outcome: (at) => all(run.outcome(at)), lacking: (at, fact) => all(run.lacking(at, fact)), twice: (at, subjects) => all(run.twice(at, subjects)) };
};

/** Whether some case of a scheme shows the fault to the claims of a kind; the sound evaluator breaks none of them. */
function sees(kind: ClaimKind, scheme: string, faulty: (run: Runner) => Runner): boolean {
  const run = createRunner(program);
  const bad = faulty(run);
  const claims = claimsOf(program, program.schemes.map((one) => one.id).filter((id) => id.endsWith(scheme))).filter((claim) => claim.kind === kind);
  return claims.some((claim) => fc.sample(caseArbitrary(program, { schemes: claim.schemes }), { seed: 5, numRuns: 250 }).some((at) => {
    expect([claim.en, claim.check(run, at)]).toEqual([claim.en, undefined]);
    return claim.check(bad, at) !== undefined;
  }));
}

describe("each claim sees its fault", () => {
  test("one fen above the cap", () => {
    expect(sees("cap", "compute_use", (run) => doctored(run, (award) => ({ ...award, amount: award.amount === "500000.00" ? "500000.01" : award.amount })))).toBe(true);
  });
  test("an amount below zero", () => {
    expect(sees("amount", "industrial_internet", (run) => doctored(run, (award) => ({ ...award, amount: award.amount === "0.00" ? "-0.01" : award.amount })))).toBe(true);
  });
  test("an amount for whom a requirement fails", () => {
    expect(sees("gated", "industrial_internet", (run) => doctored(run, (award) => ({ ...award, status: "eligible", amount: award.status === "ineligible" ? "5.00" : award.amount })))).toBe(true);
    expect(sees("gated", "industrial_internet", (run) => doctored(run, (award) => ({ ...award, amount: award.status === "not-in-force" ? "5.00" : award.amount })))).toBe(true);
  });
  test("an instalment that lacks a fen", () => {
    const short = (award: Award): Award => ({ ...award, instalments: award.instalments.map((part, i) => (i === 1 && part.amount !== null && part.amount !== "0.00" ? { ...part, amount: cents(part.amount, -1) } : part)) });
    expect(sees("instalments", "vertical_model", (run) => doctored(run, short))).toBe(true);
  });
  test("unknown read as zero", () => {
    const zero = (run: Runner): Runner => ({ ...run, lacking: (at, fact) => run.outcome({ ...at, facts: { ...at.facts, [fact]: typeof at.facts[fact] === "string" && /^\d/.test(at.facts[fact]) && !at.facts[fact].includes("-") ? "1" : at.facts[fact] } }) });
    expect(sees("unknown", "industrial_internet", zero)).toBe(true);
  });
  test("a reading that is kept silent", () => {
    expect(sees("readings", "compute_use", (run) => doctored(run, (award) => ({ ...award, readings: {} })))).toBe(true);
  });
  test("an earlier award of the year forgotten", () => {
    expect(sees("yearly-cap", "compute_use", (run) => ({ ...run, twice: (at) => ({ ...run.outcome(at), awards: [...run.outcome(at).awards, ...run.outcome(at).awards] }) }))).toBe(true);
  });
  test("a stack that forgets a member", () => {
    expect(sees("stack", "compute_use", (run) => ({ ...run, evaluate: (at) => {
      const evaluation = run.evaluate(at);
      return { ...evaluation, stacks: evaluation.stacks.map((stack) => ({ ...stack, total: stack.total === null ? null : "0.00" })) };
    } }))).toBe(true);
  });
  test("a pool shared as if it were ten times as large", () => {
    const greedy = (run: Runner): Runner => ({ ...run, program: { ...run.program, pools: run.program.pools.map((pool) => ({ ...pool, counts: pool.counts.map((count) => ({ ...count, share: () => ({ n: 1n, d: 10n }) })) })) } });
    expect(sees("pool", "industrial_internet", greedy)).toBe(true);
  });
  test("generated code that pays a fen less", () => {
    expect(sees("generated", "industrial_internet", (run) => ({ ...run, other: (at) => {
      const evaluation = run.outcome(at);
      return { ...evaluation, awards: evaluation.awards.map((award) => (award.amount === "0.00" || award.amount === null ? award : { ...award, amount: cents(award.amount, -1) })) };
    } }))).toBe(true);
  });
  test("a claim that the policy states itself", () => {
    const core = programOf(policyWith("scheme s { award 40% of cost\n cap payout at 500,000 yuan }\nalways modest: payout of s at most 400,000 yuan"));
    const { findings } = fuzz(core, { runs: 200, seed: 1 });
    expect(findings.map(({ claim, case: at }) => [claim.kind, at.facts])).toEqual([["always", { cost: "1250000" }]]);
  });
});

describe("a policy's claims", () => {
  test("half-up rounding passes a percentage by a part of a fen, and that is no finding", () => {
    const core = programOf(policyWith("scheme s { award cost\n cap a: payout at 30% of fees\n round half up to 0.01 yuan }"));
    expect(fuzz(core, { runs: 500, seed: 1 }).findings).toEqual([]);
  });
  test("equal instalments sum to the award, to the fen", () => {
    for (const round of ["", "round half up to 0.01 yuan"]) {
      const core = programOf(policyWith(`scheme s { award 30% of cost\n ${round}\n instalments { 50% after a\n 25% after b\n 25% after c } }`));
      expect(fuzz(core, { runs: 500, seed: 1 }).findings).toEqual([]);
    }
  });
  test("the shipped policies hold all of theirs", () => {
    const { findings, tried } = fuzz(program, { runs: 60, seed: 20_260_204 });
    expect(findings.map(({ claim, violation, case: at }) => [claim.subject, claim.en, violation.en, at])).toEqual([]);
    for (const one of tried) expect([one.schemes, one.paid > one.cases / 20]).toEqual([one.schemes, true]);
  });
});
