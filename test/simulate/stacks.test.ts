import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interpret } from "../../compiler/index.js";
import { yuanText } from "../../compiler/simulate/fen.js";
import { evaluateCase, sharePoolOf } from "../../runtime/index.js";
import { policyWith, programOf } from "../support/compile.js";
import { settleRows } from "./support.js";

/** Relations between awards come first, pools share what they leave, and every sum is the sum of what the rows are paid. */

const schemes = "scheme s { award 10% of cost } scheme t { award 5% of cost }";
const stack = (relation: string): string => `stack k { covers s, t on cost relation ${relation} }`;
const pool = "pool q { covers s, t cap payout at 300 yuan per calendar year allocate pro rata }";
const rows = [{ id: "1", on: "2026-02-01", cost: "6000" }, { id: "2", on: "2026-03-01", cost: "3000" }];
const run = (...parts: readonly string[]) => settleRows(programOf(policyWith([schemes, ...parts].join("\n"))), rows);
const paid = (settled: ReturnType<typeof run>): readonly string[] => settled.lines.map(([, , , amount]) => amount);

describe("a stack and a pool", () => {
  test("the pool shares what the stack leaves: 200 of 300 for each two thirds of 600 and 300", () => {
    const settled = run(stack("higher only"), pool);
    // the lower award of each gives way; 600 + 300 share 300
    expect(paid(settled)).toEqual(["200.00", "0.00", "100.00", "0.00"]);
    expect([settled.tally.paid, settled.tally.taken]).toEqual([30_000n, 45_000n]);
    expect(settled.settling.books.years().map(({ claims, asked }) => [claims, asked])).toEqual([[2, 90_000n]]);
    expect([...settled.tally.schemes.values()].map((scheme) => [scheme.awarded, scheme.paid, [...scheme.stacks.values()], [...scheme.pools.values()]])).toEqual([
      [90_000n, 30_000n, [], [{ count: 2, amount: 60_000n }]], [45_000n, 0n, [{ count: 2, amount: 45_000n }], []],
    ]);
  });
  test("either alone", () => {
    expect(paid(run(stack("higher only")))).toEqual(["600.00", "0.00", "300.00", "0.00"]);
    // 1,350 share 300
    expect(paid(run(pool))).toEqual(["133.33", "66.66", "66.66", "33.33"]);
  });
  test("whose award gives way: the second fills up, one excludes the other, a common ceiling is taken up in the order of the stack", () => {
    expect(paid(run(stack("higher only").replace("s, t", "t, s")))).toEqual(["600.00", "0.00", "300.00", "0.00"]);
    expect(paid(run(stack("excess over").replace("s, t", "t, s")))).toEqual(["300.00", "300.00", "150.00", "150.00"]);
    expect(paid(run(stack("excludes gives way s")))).toEqual(["0.00", "300.00", "0.00", "150.00"]);
    expect(paid(run(stack("together at most 700 yuan")))).toEqual(["600.00", "100.00", "300.00", "150.00"]);
  });
  test("what each award keeps is together what the account of one case says", () => {
    const relations = ["higher only", "excess over", "excludes gives way s", "excludes gives way t", "excludes", "together at most 90 yuan", "in principle together at most 90 yuan"];
    const cores = new Map(relations.map((relation) => [relation, programOf(policyWith(`scheme s { award 10% of cost } scheme t { award 10% of fees } ${stack(relation).replace("on cost ", "")}`))]));
    fc.assert(fc.property(fc.constantFrom(...relations), fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 200_000 }), (relation, cost, fees) => {
      const core = cores.get(relation) as ReturnType<typeof programOf>;
      const facts = { cost: (cost / 100).toFixed(2), fees: (fees / 100).toFixed(2) };
      const [combined] = evaluateCase(interpret(core), facts, { on: "2026-02-01" }).stacks;
      expect(yuanText(settleRows(core, [{ id: "1", on: "2026-02-01", ...facts }]).tally.paid)).toBe(combined?.total);
    }), { numRuns: 200 });
  });
  test("the runtime shares a pool in the same order", () => {
    const core = programOf(policyWith([schemes, stack("higher only"), pool].join("\n")));
    const applications = rows.map(({ id, on, cost }) => ({ id, facts: { application_date: on, cost } }));
    expect(sharePoolOf(interpret(core), "q", { applications }).paid).toMatchObject({ "1 test.plan.s": "200.00", "2 test.plan.s": "100.00" });
  });
});

describe("every sum is the sum of what the rows are paid", () => {
  const relations = ["", "cumulate", "higher only", "excess over", "excludes gives way s", "together at most 90 yuan"];
  const pools = ["", "covers s, t", "covers s", "covers t"];
  const programs = new Map<string, ReturnType<typeof programOf>>();
  test("with stacks, pools, both or neither", () => {
    fc.assert(fc.property(
      fc.array(fc.record({ cost: fc.integer({ min: 0, max: 200_000 }), fees: fc.integer({ min: 0, max: 200_000 }), year: fc.constantFrom("2025", "2026") }), { maxLength: 12 }),
      fc.constantFrom(...relations), fc.constantFrom(...pools), fc.constantFrom(...pools), fc.constantFrom("residue undistributed", "residue largest remainder"),
      (drawn, relation, inner, outer, residue) => {
        const poolText = (name: string, covers: string, limit: number): string => (covers === "" ? "" : `pool ${name} { ${covers} cap payout at ${limit} yuan per calendar year allocate pro rata ${residue} }`);
        const text = policyWith(`scheme s { award 10% of cost } scheme t { award 10% of fees } ${relation === "" ? "" : stack(relation).replace("on cost ", "")} ${poolText("q", inner, 100)} ${poolText("r", outer, 250)}`);
        const core = programs.get(text) ?? programOf(text);
        programs.set(text, core);
        const { lines, tally, settling } = settleRows(core, drawn.map(({ cost, fees, year }, i) => ({ id: `r${i}`, on: `${year}-06-01`, cost: (cost / 100).toFixed(2), fees: (fees / 100).toFixed(2) })));
        const fen = (yuan: string): bigint => BigInt(yuan.replace(".", ""));
        const sum = (all: readonly bigint[]): bigint => all.reduce((a, b) => a + b, 0n);
        const rows = sum(lines.map(([, , , amount]) => fen(amount)));
        const schemes = [...tally.schemes.values()];
        const cuts = sum(schemes.flatMap((scheme) => [...scheme.stacks.values(), ...scheme.pools.values()].map(({ amount }) => amount)));
        expect([tally.paid, sum(schemes.map((scheme) => scheme.paid))]).toEqual([rows, rows]);
        expect(sum(schemes.map((scheme) => scheme.awarded)) - cuts).toBe(rows);
        for (const { index, year, limit = 0n, asked } of settling.books.years()) {
          const own = tally.pool(index, year).paid;
          expect(own <= limit && own <= asked).toBe(true);
          // where one pool covers both schemes it pays what the rows of its year are paid
          if (inner === "covers s, t" && outer === "") expect(own).toBe(sum(schemes.map((scheme) => scheme.years.get(year ?? 0)?.amount ?? 0n)));
        }
      }), { numRuns: 300 });
  });
});
