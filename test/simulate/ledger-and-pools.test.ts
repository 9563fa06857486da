import { describe, expect, test } from "vitest";
import { openingEntries } from "../../compiler/simulate/opening.js";
import { interpret } from "../../compiler/index.js";
import { programOf, policyWith } from "../support/compile.js";
import { industrial, settleRows, shipped, use } from "./support.js";

/** Populations for the two real documents; every amount is derived by hand. */

const amounts = (lines: ReturnType<typeof settleRows>["lines"]): readonly string[] => lines.map(([id, , , paid]) => `${id} ${paid}`);

describe("the ledger", () => {
  test("50% of 200,000 and of 290,000 leave 255,000 of an enterprise's 500,000; the next year is another one", () => {
    const { lines } = settleRows(shipped(), [
      use("a", "E1", "200000"), use("b", "E1", "290000"), use("c", "E1", "2400000"), use("d", "E2", "2400000"),
      use("e", "E1", "250000", { on: "2026-12-31" }),
    ]);
    expect(amounts(lines)).toEqual(["a 100000.00", "b 145000.00", "c 255000.00", "d 500000.00", "e 0.00"]);
  });
  test("a new year opens a new account", () => {
    const { lines } = settleRows(shipped(), [use("a", "E1", "290000", { on: "2024-06-01" }), use("b", "E1", "290000", { on: "2025-06-01" })]);
    expect(amounts(lines)).toEqual(["a 145000.00", "b 145000.00"]);
  });
  test("research is paid once to a project; an award that is not decided is a ceiling", () => {
    const research = (id: string, project: string, amount: string) => ({ id, on: "2026-08-01", project, scheme: "通用技术研发", project_approved: "是", approved_amount: amount });
    const { lines } = settleRows(shipped(), [research("a", "P1", "4000000"), research("b", "P1", "4000000"), research("c", "P2", "")]);
    expect(lines.map(([id, status, award]) => [id, status, award])).toEqual([["a", "eligible", "4000000.00"], ["b", "exhausted", "0.00"], ["c", "eligible", ""]]);
  });
  test("earlier payments count: 450,000 of 500,000 are spent; a one-time award is spent", () => {
    const program = interpret(shipped());
    const entries = [
      openingEntries(program, { subject: "E1", subjects: {}, scheme: "compute_use", year: "2026", amount: "450000" }),
      openingEntries(program, { subjects: { project: "P1" }, scheme: "rnd_general", year: "2025", amount: "1" }),
    ];
    const opening = entries.flatMap((entry) => (typeof entry === "string" ? [] : entry));
    const { lines } = settleRows(shipped(), [use("a", "E1", "200000"), use("b", "E2", "200000"), { id: "c", on: "2026-08-01", project: "P1", scheme: "rnd_general", project_approved: "yes", approved_amount: "5" }], { opening });
    expect(lines.map(([id, status, award]) => [id, status, award])).toEqual([["a", "eligible", "50000.00"], ["b", "eligible", "100000.00"], ["c", "exhausted", "0.00"]]);
    expect(openingEntries(program, { subject: "E1", subjects: {}, scheme: "compute_use", year: "", amount: "1" })).toBe("year");
    expect(openingEntries(program, { subject: "E1", subjects: {}, scheme: "nothing", year: "2026", amount: "1" })).toBe("scheme");
    expect(openingEntries(program, { subject: "E1", subjects: {}, scheme: "compute_use", year: "2026", amount: "1,000" })).toBe("amount");
    expect(openingEntries(program, { subjects: {}, scheme: "compute_use", year: "2026", amount: "1" })).toBe("subject");
  });
});

describe("the pools", () => {
  test("1.8 million and five times 2 million share 10 million: 10/11.8 of each, down to the fen", () => {
    const rows = [industrial("a", "9000000"), ...["b", "c", "d", "e", "f"].map((id) => industrial(id, "20000000"))];
    const { lines, settling, tally } = settleRows(shipped(), rows);
    expect(amounts(lines)).toEqual(["a 1525423.72", "b 1694915.25", "c 1694915.25", "d 1694915.25", "e 1694915.25", "f 1694915.25"]);
    expect(tally.paid).toBe(999_999_997n);
    expect(settling.books.years().map(({ pool, year, limit, asked, exceeded }) => [pool.id, year, limit, asked, exceeded])).toEqual([
      ["fuzhou.ai_industry.iiot_city", 2026, 1_000_000_000n, 1_180_000_000n, true],
      ["fuzhou.ai_industry.plan_budget", 2026, 3_500_000_000n, 999_999_997n, false],
    ]);
  });
  test("the fen that are left go to the largest remainders where that is read so: .728 before .254", () => {
    const rows = [industrial("a", "9000000"), ...["b", "c", "d", "e", "f"].map((id) => industrial(id, "20000000"))];
    const { lines } = settleRows(shipped(), rows, { readings: { "fuzhou.ai_industry.pool_residue": "largest_remainder" } });
    // 1,525,423.7288 has the largest remainder, then the first two of the five equal ones
    expect(amounts(lines)).toEqual(["a 1525423.73", "b 1694915.26", "c 1694915.26", "d 1694915.25", "e 1694915.25", "f 1694915.25"]);
  });
  test("in order of application the first day is served first; a day that does not fit shares what is left", () => {
    const rows = [industrial("late", "20000000", { on: "2026-07-01" }), ...["b", "c", "d", "e"].map((id) => industrial(id, "20000000")), industrial("x", "20000000", { on: "2026-07-01" }), industrial("too late", "20000000", { on: "2026-07-02" })];
    const { lines } = settleRows(shipped(), rows, { readings: { "fuzhou.ai_industry.pool_allocation": "arrival_order" } });
    expect(amounts(lines)).toEqual(["late 1000000.00", "b 2000000.00", "c 2000000.00", "d 2000000.00", "e 2000000.00", "x 1000000.00", "too late 0.00"]);
  });
  test("35 million a year for the plan: five decided awards of 5 million, and 10 million of the pool inside, share it with 20 enterprises", () => {
    const research = Array.from({ length: 5 }, (_, i) => ({ id: `r${i}`, on: "2026-08-01", project: `R${i}`, scheme: "rnd_general", project_approved: "yes", approved_amount: "5000000" }));
    const inner = Array.from({ length: 6 }, (_, i) => industrial(`i${i}`, "10000000"));
    const users = Array.from({ length: 20 }, (_, i) => use(`u${i}`, `E${i}`, "2400000"));
    const { lines, settling } = settleRows(shipped(), [...research, ...inner, ...users]);
    // the inner pool cuts 12 million to 9,999,999.96; 25 + 9.99999996 + 10 million share 35 million
    expect(settling.books.years().map(({ asked, limit }) => [asked, limit])).toEqual([[1_200_000_000n, 1_000_000_000n], [4_499_999_996n, 3_500_000_000n]]);
    const share = (fen: bigint): string => `${fen * 3_500_000_000n / 4_499_999_996n}`.replace(/(..)$/, ".$1");
    expect(lines.map(([, , , paid]) => paid)).toEqual([...research.map(() => share(500_000_000n)), ...inner.map(() => share(166_666_666n)), ...users.map(() => share(50_000_000n))]);
  });
  test("each year has its own pool", () => {
    const { lines, settling } = settleRows(shipped(), [industrial("a", "20000000", { on: "2025-06-01" }), industrial("b", "20000000")]);
    expect(amounts(lines)).toEqual(["a 2000000.00", "b 2000000.00"]);
    expect(settling.books.years().map(({ year }) => year)).toEqual([2025, 2026, 2025, 2026]);
  });
  test("a budget that is smaller is said for all rows", () => {
    const { lines } = settleRows(shipped(), [industrial("a", "20000000"), industrial("b", "20000000")], { common: { budget_of_the_year: "3000000" } });
    expect(amounts(lines)).toEqual(["a 1500000.00", "b 1500000.00"]);
  });
  test("what is not settled is counted, not paid", () => {
    const { tally } = settleRows(shipped(), [industrial("a", "20000000", { significant_results: "" })]);
    expect([...tally.pools.values()].map(({ waits }) => waits)).toEqual([1, 1]);
    expect([...(tally.schemes.values().next().value?.missing ?? [])]).toEqual([["significant_results", 1]]);
  });
});

test("relations between awards on one cost take back what does not add up", () => {
  const core = programOf(policyWith("scheme a { award cost } scheme b { award fees } stack t { covers a, b relation higher only }"));
  const { tally } = settleRows(core, [{ id: "1", on: "2026-06-15", cost: "80", fees: "30" }, { id: "2", on: "2026-06-15", cost: "80", fees: "0" }]);
  expect([tally.paid, tally.taken]).toEqual([16_000n, 3_000n]);
});
