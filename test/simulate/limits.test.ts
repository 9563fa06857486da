import fc from "fast-check";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { interpret } from "../../compiler/index.js";
import { openingEntries, type OpeningEntry, type Payment } from "../../compiler/simulate/opening.js";
import { evaluateDossier } from "../../runtime/index.js";
import { allot, folderWith } from "../cli/support.js";
import { policyWith, programOf } from "../support/compile.js";
import { settleRows } from "./support.js";

/** Limits on the number of awards over a population, and what an opening ledger leaves of them and of pools. */

const limited = (limit: string, more = ""): string => policyWith(`scheme s { award 10% of cost ${limit} } ${more}`, "fact kind: one of fridge, washer\nfact before: integer");
const row = (id: string, cost: string, more: Readonly<Record<string, string>> = {}) => ({ id, on: "2026-02-01", enterprise: "E1", cost, ...more });
const opening = (text: string, ...payments: readonly Payment[]): readonly OpeningEntry[] =>
  payments.flatMap((payment) => {
    const entries = openingEntries(interpret(programOf(text)), payment);
    if (typeof entries === "string") throw new Error(entries);
    return entries;
  });
const paid = (text: string, rows: readonly Readonly<Record<string, string>>[], payments: readonly Payment[] = [], more: Parameters<typeof settleRows>[2] = {}): readonly string[] =>
  settleRows(programOf(text), rows, { ...more, opening: opening(text, ...payments) }).lines.map(([id, status, , amount]) => `${id} ${status} ${amount}`);
const payment = (amount: string, more: Partial<Payment> = {}): Payment => ({ subjects: { enterprise: "E1" }, scheme: "s", year: "2026", amount, ...more });

describe("the highest first", () => {
  test("of 600 and 900 the 900 is paid, whichever comes first; another year and another enterprise have their own", () => {
    const text = limited("cap awards at 1 per enterprise per calendar year highest first");
    expect(paid(text, [row("a", "6000"), row("b", "9000"), row("c", "5000", { enterprise: "E2" }), row("d", "100", { on: "2025-01-01" })]))
      .toEqual(["a exhausted 0.00", "b eligible 900.00", "c eligible 500.00", "d eligible 10.00"]);
  });
  test("of equal ones the earlier; two places; who names no enterprise is not counted", () => {
    const text = limited("cap awards at 2 per enterprise per calendar year highest first");
    expect(paid(text, [row("a", "600"), row("b", "900"), row("c", "600"), row("d", "1", { enterprise: "" }), row("e", "2", { enterprise: "" }), row("f", "3", { enterprise: "" })]))
      .toEqual(["a eligible 60.00", "b eligible 90.00", "c exhausted 0.00", "d eligible 0.10", "e eligible 0.20", "f eligible 0.30"]);
  });
  test("awards in another category are counted apart; what was counted elsewhere leaves fewer places to its own row", () => {
    const text = limited("cap awards at 2 per enterprise per kind counting before highest first");
    const of = (id: string, cost: string, kind: string, before: string) => row(id, cost, { kind, before });
    expect(paid(text, [of("a", "100", "fridge", "1"), of("b", "200", "fridge", "0"), of("c", "300", "fridge", "0"), of("d", "1", "washer", "1")]))
      .toEqual(["a exhausted 0.00", "b eligible 20.00", "c eligible 30.00", "d eligible 0.10"]);
    // at first one place is seen, and of 100, 90 and 80 only the first kept; the last row has two, and still is the fourth
    expect(paid(text, [of("a", "1000", "fridge", "1"), of("b", "900", "fridge", "1"), of("c", "800", "fridge", "1"), of("d", "700", "fridge", "0")]))
      .toEqual(["a eligible 100.00", "b exhausted 0.00", "c exhausted 0.00", "d exhausted 0.00"]);
  });
  test("an award that is not settled may be the highest: what would give way to it is not settled either", () => {
    const text = limited("cap awards at 2 per enterprise per calendar year highest first");
    const rows = [row("a", ""), row("b", "900"), row("c", "600"), row("d", "100")];
    expect(paid(text, rows)).toEqual(["a undetermined ", "b eligible 90.00", "c undetermined ", "d exhausted 0.00"]);
  });
  test("a population of one enterprise is its dossier", () => {
    const programs = new Map<number, ReturnType<typeof programOf>>();
    fc.assert(fc.property(
      fc.array(fc.record({ cost: fc.constantFrom("", "0", "10", "20", "20", "30", "40"), kind: fc.constantFrom("fridge", "washer", ""), before: fc.constantFrom("0", "0", "1", "2") }), { maxLength: 9 }), fc.integer({ min: 1, max: 3 }),
      (drawn, places) => {
        const core = programs.get(places) ?? programOf(limited(`cap c: payout at 5 yuan per enterprise cap awards at ${places} per enterprise per kind per calendar year counting before highest first`));
        programs.set(places, core);
        const rows = drawn.map((one, i) => ({ id: `r${i}`, on: "2026-02-01", enterprise: "E1", ...one }));
        const applications = drawn.map((facts, i) => ({ id: `r${i}`, facts: Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== "").map(([name, value]) => [name, name === "before" ? Number(value) : value])) }));
        const expected = evaluateDossier(interpret(core), { subjects: { enterprise: "E1" }, applications }, { on: "2026-02-01" }).awards.map(({ application, status, amount }) => `${application} ${status} ${amount ?? ""}`);
        expect(settleRows(core, rows).lines.map(([id, status, amount]) => `${id} ${status} ${amount}`)).toEqual(expected);
      }), { numRuns: 300 });
  });
});

describe("the opening ledger", () => {
  const rows = [row("a", "6000"), row("b", "9000")];
  test("a payment is one award of its year, whether the earliest or the highest come first", () => {
    for (const order of ["earliest", "highest"]) {
      const text = limited(`cap awards at 1 per enterprise per calendar year ${order} first`);
      expect([order, paid(text, rows, [payment("900")])]).toEqual([order, ["a exhausted 0.00", "b exhausted 0.00"]]);
      expect([order, paid(text, rows, [payment("900", { year: "2025" }), payment("900", { subjects: { enterprise: "E2" } })])])
        .toEqual([order, order === "earliest" ? ["a eligible 600.00", "b exhausted 0.00"] : ["a exhausted 0.00", "b eligible 900.00"]]);
    }
    expect(paid(limited("cap awards at 2 per enterprise highest first"), rows, [payment("900", { year: "" })])).toEqual(["a exhausted 0.00", "b eligible 900.00"]);
    // a yearly limit asks for the year
    expect(openingEntries(interpret(programOf(limited("cap awards at 1 per enterprise per calendar year earliest first"))), payment("900", { year: "" }))).toBe("year");
  });
  test("one subject stands for whatever is counted by; where categories are counted apart the payment says which", () => {
    const text = limited("cap awards at 1 per enterprise per kind earliest first");
    const given: Payment = { subject: "E1", subjects: {}, scheme: "s", year: "", amount: "1", facts: { kind: "washer" } };
    expect(paid(text, [row("a", "10", { kind: "washer" }), row("b", "10", { kind: "fridge" })], [given])).toEqual(["a exhausted 0.00", "b eligible 1.00"]);
    const program = interpret(programOf(text));
    expect(openingEntries(program, { ...given, facts: {} })).toBe("category");
    expect(openingEntries(program, { ...given, facts: { kind: "dryer" } })).toBe("category");
  });
  test("what was paid of the covered schemes is no longer in the pool of its year: 95 of 1,000 are left", () => {
    const text = limited("", "pool q { covers s cap payout at 1,000 yuan per calendar year allocate pro rata }");
    const all = [...rows, row("c", "3000", { on: "2025-03-01" })];
    const { lines, settling } = settleRows(programOf(text), all, { opening: opening(text, payment("900"), payment("5", { subjects: { enterprise: "E4" } })) });
    // 600 and 900 share 95
    expect(lines.map(([, , , amount]) => amount)).toEqual(["38.00", "57.00", "300.00"]);
    expect(settling.books.years().map(({ year, limit, earlier }) => [year, limit, earlier])).toEqual([[2025, 100_000n, 0n], [2026, 9_500n, 90_500n]]);
    expect(paid(text, rows, [payment("1000.01")])).toEqual(["a eligible 0.00", "b eligible 0.00"]);
    // a pool without years counts every payment, pools inside pools each their own
    const nested = limited("", "pool q { covers s within r cap payout at 1,000 yuan allocate pro rata } pool r { covers s cap payout at 950 yuan allocate pro rata }");
    expect(paid(nested, rows, [payment("900", { year: "2024" })])).toEqual(["a eligible 20.00", "b eligible 30.00"]);
  });
  test("the pool's own rest, where a fact gives it, knows what was paid; without it the ledger counts", () => {
    const text = limited("", "pool q { fact rest: money covers s cap payout at 1,000 yuan per calendar year remaining rest allocate pro rata }");
    expect(paid(text, rows, [payment("905")], { common: { rest: "500" } })).toEqual(["a eligible 250.00", "b eligible 250.00"]);
    expect(paid(text, rows, [payment("905")])).toEqual(["a eligible 38.00", "b eligible 57.00"]);
  });
  test("of the number of awards of a pool each payment takes one; of a part that counts the facts of all rows tell it", () => {
    const first = limited("", "pool q { covers s cap awards at 2 per calendar year allocate in order of application_date }");
    const days = [row("a", "10", { on: "2026-02-01" }), row("b", "10", { on: "2026-02-02" })];
    expect(paid(first, days)).toEqual(["a eligible 1.00", "b eligible 1.00"]);
    expect(paid(first, days, [payment("7")])).toEqual(["a eligible 1.00", "b eligible 0.00"]);
    const part = limited("", "pool q { covers s cap payout at 1,000 yuan counts share of payout allocate pro rata }");
    const shared = rows.map((one) => ({ ...one, share: "50" }));
    // half of 900 and half of 1,500 make 1,200: 550 are left for 750
    expect(paid(part, shared, [payment("900")], { common: { share: "50" } })).toEqual(["a eligible 440.00", "b eligible 660.00"]);
    expect(settleRows(programOf(part), shared, { opening: opening(part, payment("900")) }).settling.books.untold().map(({ id }) => id)).toEqual(["test.plan.q"]);
  });
});

describe("on the command line", () => {
  const policy = limited("cap awards at 1 per enterprise per kind highest first", "pool q { covers s cap payout at 1,000 yuan counts share of payout allocate pro rata }");
  // 60 enterprises, each with five awards of one kind, a later one always higher
  const rows = Array.from({ length: 300 }, (_, i) => `r${i + 100},2026-02-01,E${i % 60},${10 * (i + 1)},${i % 2 === 0 ? "fridge" : "washer"},100`);
  const folder = folderWith({ "a.policy": policy, "rows.csv": `id,on,enterprise,cost,kind,share\n${rows.join("\n")}\n`, "mixed.csv": `id,on,enterprise,cost,kind,share\n${[...rows].reverse().join("\n")}\n`, "ledger.csv": "enterprise,scheme,amount,kind\nE0,s,100,fridge\n" });
  const run = (...args: readonly string[]) => allot(["simulate", "a.policy", ...args, "-o", "out.csv"], { cwd: folder });
  test("the ranks do not depend on the order of the rows nor on the threads", () => {
    expect(run("rows.csv", "--workers", "1").code).toBe(0);
    const plain = readFileSync(join(folder, "out.csv"), "utf8");
    // of each enterprise the last of its rows: 240 to 299
    expect(plain.split("\n").filter((line) => line.includes(",eligible,")).map((line) => line.split(",")[0])).toEqual(Array.from({ length: 60 }, (_, i) => `r${340 + i}`));
    for (const args of [["mixed.csv", "--workers", "1"], ["rows.csv", "--workers", "3"]]) {
      expect(run(...args).code).toBe(0);
      expect(readFileSync(join(folder, "out.csv"), "utf8") === plain).toBe(true);
    }
  });
  test("a ledger that does not say what counts is refused; a category has its column", () => {
    expect(run("rows.csv", "--ledger", "ledger.csv")).toMatchObject({ code: 2, out: "", err: "error: --ledger: of a payment only a part counts against the pool `test.plan.q`, and a ledger does not say which; give what is left of the pool, or the part, with --fact\n" });
    const { code, out } = run("rows.csv", "--ledger", "ledger.csv", "--fact", "share=100");
    expect([code, out.split("\n").filter((line) => line.startsWith("test.plan.q"))]).toEqual([0, [expect.stringMatching(/^test\.plan\.q +900\.00 /), "test.plan.q: 100.00 yuan of it were paid before, by the opening ledger"]]);
    expect(readFileSync(join(folder, "out.csv"), "utf8")).toMatch(/^r340,2026-02-01,E0,.*,exhausted,/m);
    writeFileSync(join(folder, "bare.csv"), "enterprise,scheme,amount\nE0,s,100\n");
    expect(run("rows.csv", "--ledger", "bare.csv", "--lang", "zh")).toMatchObject({ code: 2, out: "", err: "错误：bare.csv:2：该项目按类别计项数，请用单独的列写明各类别事实\n" });
  });
});
