import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breakpoints, caseArbitrary, createRunner, readingsArbitrary, refuses, shrinkCase, type TestCase } from "../../compiler/testing/index.js";
import { policyWith, programOf, shippedPolicies } from "../support/compile.js";

describe("breakpoints", () => {
  const of = (schemes: string, fact: string, declarations = ""): readonly string[] => breakpoints(programOf(policyWith(schemes, declarations))).facts.get(fact) ?? [];

  test("what a fact is compared with, and the ends of its range", () => {
    expect(of("scheme s { require size at least 100 widgets\n award 5 yuan for each 1 widgets of size }", "size")).toEqual(["0", "100", "1000000"]);
    expect(of("scheme s { require share at least 80%\n award cost }", "share")).toEqual(["0", "80", "100"]);
  });
  test("a comparison behind a definition and a reading", () => {
    const readings = "reading way { default plain \"plain\" odd \"odd\" }";
    expect(of("scheme s { where decisive = by reading way { plain: cost odd: fees }\n award banded by decisive { 0 yuan (inclusive) to 300,000 yuan (exclusive): 1,000 yuan  300,000 yuan (inclusive) and above: nothing } }", "fees", readings)).toContain("300000");
  });
  test("where a cap starts to bind", () => {
    expect(of("scheme s { award 40% of cost\n cap payout at 500,000 yuan }", "cost")).toContain("1250000");
    expect(of("scheme s { award 30% of cost\n cap payout at 10% of cost }", "cost")).toEqual(["0", "1000000000"]);
    // a third of a fen: the step below, and its neighbours lie beside
    expect(of("scheme s { award 30% of cost\n cap payout at 500,000 yuan }", "cost")).toContain("1666666.66");
  });
  test("where two rates meet, and where an excess begins", () => {
    expect(of("scheme s { award excess of 50% of cost over 500,000 yuan }", "cost")).toContain("1000000");
    expect(of("scheme s { award 1,000 yuan\n cap payout at 5,000 yuan counting paid }", "paid")).toEqual(expect.arrayContaining(["4000", "5000"]));
  });
  test("what an analyser knows is added, what cannot be given is not", () => {
    const program = programOf(policyWith("scheme s { award 30% of cost }"));
    const found = breakpoints(program, new Map([["cost", ["123.45", "-1", "2000000000"]], ["share", ["12.5"]], ["good", ["1"]]])).facts;
    expect([found.get("cost"), found.get("share"), found.get("good")]).toEqual([["0", "123.45", "1000000000"], ["0", "12.5", "100"], undefined]);
  });
  test("the days of the shipped policies: validity, windows, years, terms", () => {
    const { days, terms, facts } = breakpoints(shippedPolicies().program);
    for (const day of ["2024-03-20", "2026-02-04", "2026-12-31", "2028-12-31", "2026-03-01", "2026-03-31", "2026-09-30", "2027-01-01"]) expect(days).toContain(day);
    expect(terms).toEqual(expect.arrayContaining([{ count: 3, unit: "year" }, { count: 12, unit: "month" }, { count: 6, unit: "month" }]));
    expect(facts.get("service_fee")).toEqual(expect.arrayContaining(["1000000", "300000"]));
    expect(facts.get("total_investment")).toEqual(expect.arrayContaining(["10000000", "20000000", "33333333.33"]));
  });
});

describe("cases", () => {
  const { program } = shippedPolicies();
  const [use = ""] = program.schemes.map((scheme) => scheme.id).filter((id) => id.endsWith(".compute_use"));
  const drawn = (options: Parameters<typeof caseArbitrary>[1], numRuns = 2000): readonly TestCase[] => fc.sample(caseArbitrary(program, options), { seed: 3, numRuns });

  test("half of the amounts lie at a breakpoint or up to a hundred fen beside it", () => {
    const points = (breakpoints(program).facts.get("annual_purchase") ?? []).map((text) => Math.round(Number(text) * 100));
    const fees = drawn({ schemes: [use] }).flatMap((at) => (typeof at.facts["annual_purchase"] === "string" ? [Math.round(Number(at.facts["annual_purchase"]) * 100)] : []));
    const near = fees.filter((fee) => points.some((point) => Math.abs(point - fee) <= 100)).length / fees.length;
    expect(near).toBeGreaterThan(0.4);
    expect(near).toBeLessThan(0.75);
    for (const fee of [29_999_999, 30_000_000, 30_000_001, 9_999_999, 10_000_000]) expect(fees).toContain(fee);
  });
  test("every listed value and every alternative of a reading comes up", () => {
    const cases = drawn({});
    for (const fact of program.facts) for (const member of fact.members ?? []) expect(cases.some((at) => at.facts[fact.id] === member.id)).toBe(true);
    for (const reading of program.readings) for (const one of reading.alternatives) if (one.id !== reading.byDefault) expect(cases.some((at) => at.readings[reading.id] === one.id)).toBe(true);
    expect(cases.some((at) => at.on === "2026-02-03") && cases.some((at) => at.on === "2027-01-01")).toBe(true);
  });
  test("facts are missing in some, in none where that is asked", () => {
    const known = ["annual_purchase", "service_fee", "uses_ai"];
    const whole = (at: TestCase): boolean => known.every((id) => id in at.facts) && at.on !== undefined;
    expect(drawn({ schemes: [use] }).every(whole)).toBe(false);
    expect(drawn({ schemes: [use], unknown: false }).every(whole)).toBe(true);
  });
  test("only what decides the scheme is drawn, other schemes' facts included where they are asked", () => {
    const ids = new Set(drawn({ schemes: [use] }).flatMap((at) => Object.keys(at.facts)));
    expect([ids.has("service_fee"), ids.has("approved_rate"), ids.has("rated_power")]).toEqual([true, true, false]);
  });
  test("every case but a hostile one can be evaluated", () => {
    const run = createRunner(program);
    for (const at of drawn({}, 300)) expect(run.outcome(at).awards.length).toBeGreaterThan(0);
    for (const at of drawn({ hostile: true }, 3000)) expect([refuses(run, at), at]).toEqual([undefined, at]);
  });
  test("the same seed draws the same cases", () => {
    expect(drawn({ schemes: [use] }, 50)).toEqual(drawn({ schemes: [use] }, 50));
  });
  test("readings can be drawn alone", () => {
    const [some] = fc.sample(readingsArbitrary(program), 1);
    expect(Object.keys(some ?? {}).length).toBe(program.readings.length);
  });
  test("a scheme that does not exist is told", () => {
    expect(() => caseArbitrary(program, { schemes: ["nobody"] })).toThrow("no scheme nobody");
  });
});

describe("shrinking", () => {
  const program = programOf(policyWith("scheme s { require good\n award 40% of cost\n cap payout at 500,000 yuan }"));
  const run = createRunner(program);
  const amountOf = (at: TestCase): number => Number(run.outcome(at).awards[0]?.amount ?? "0");
  const from: TestCase = { on: "2025-07-19", schemes: ["test.plan.s"], readings: {}, facts: { good: true, fair: true, cost: "7654321.09", fees: "12.34", tier: "B" } };

  test("towards the nearest breakpoint, and without the facts that do not matter", () => {
    expect(shrinkCase(program, from, (at) => amountOf(at) === 500_000)).toEqual({ on: "2025-12-31", schemes: ["test.plan.s"], readings: {}, facts: { good: true, cost: "1250000" } });
  });
  test("to whole yuan where no breakpoint fails", () => {
    const small = shrinkCase(program, { ...from, facts: { good: true, cost: "654321.09" } }, (at) => amountOf(at) > 123_000 && amountOf(at) < 400_000);
    expect(small.facts["cost"]).toMatch(/^[1-9]0+$/);
  });
  test("by fast-check itself, in a property", () => {
    const result = fc.check(fc.property(caseArbitrary(program, { schemes: ["s"] }), (at) => amountOf(at) < 500_000), { seed: 1, numRuns: 500 });
    expect(result.counterexample?.[0].facts).toEqual({ good: true, cost: "1250000" });
  });
});
