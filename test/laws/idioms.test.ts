import { describe, expect, test } from "vitest";
import { parse, print } from "../../grammar/index.js";
import { evaluateCase, evaluateDossier, sharePoolOf, type Award } from "../../runtime/index.js";
import { compileText, emitted, interpreted, policyWith, programOf } from "../support/compile.js";

/** The idioms of the field, each with amounts worked out by hand; both surfaces, interpreter and generated code. */

const declarations = `
fact output / 产值: money from 0 yuan to 100,000,000,000 yuan by year
fact founded / 成立日: date
fact loan_date / 放款日: date
fact repaid / 还款日: date
fact loan / 贷款本金: money from 0 yuan to 1,000,000,000 yuan
fact received / 已获: money from 0 yuan to 1,000,000,000 yuan
fact months_rented / 租用月数: integer from 0 to 120
fact months_paid / 已补月数: integer from 0 to 120 if absent 0
fact best_before / 历史最高: money from 0 yuan to 100,000,000,000 yuan
unit sqm / 平方米
unit month / 月
fact area / 面积: quantity in sqm from 0 to 10000
fact rented / 租期: quantity in month from 0 to 60
fact category / 品类: one of fridge / 冰箱, washer / 洗衣机
subject buyer / 消费者
fact years_used / 使用年数: integer from 0 to 20
fact paid_out / 已拨金额: money from 0 yuan to 1,000,000,000 yuan
fact staff / 职工: list {
  fact degree / 学历: one of bachelor / 本科, master / 硕士
  fact months / 月数: integer from 0 to 12
}
value lpr / 基准利率 {
  from 2024-01-01 to 2024-12-31: 3.45%
  from 2025-01-01: 3%
}
`;

async function award(scheme: string, facts: Record<string, unknown>, on = "2026-06-15", trace = false): Promise<Award> {
  const text = policyWith(`scheme s {\n${scheme}\n}`, declarations);
  const chinese = print(parse(text).file, { surface: "zh" });
  const results = [programOf(text), programOf(chinese)].map((program) => evaluateCase(interpreted(program), facts, { on, trace }).awards[0]);
  const generated = await emitted(programOf(text));
  const [first, ...others] = [...results, generated.evaluate(facts, { on }).awards[0]];
  if (first === undefined) throw new Error("no award");
  for (const other of others) expect([other?.status, other?.amount, other?.missing]).toEqual([first.status, first.amount, first.missing]);
  return first;
}
const amount = async (scheme: string, facts: Record<string, unknown>, on?: string): Promise<string | null> => (await award(scheme, facts, on)).amount;
const status = async (scheme: string, facts: Record<string, unknown>, on?: string): Promise<string> => (await award(scheme, facts, on)).status;
const codes = (text: string): readonly string[] => compileText(text).diagnostics.filter((d) => d.code !== "no-source").map((d) => d.code);

describe("uplift", () => {
  test("an amount raised by 30% of itself: 标准上浮30%", async () => {
    expect(await amount("award 20% of cost\n raise payout by 30% when good", { cost: "1000", good: true })).toBe("260.00");
    expect(await amount("award 20% of cost\n raise payout by 30% when good", { cost: "1000", good: false })).toBe("200.00");
    expect(await status("award 20% of cost\n raise payout by 30% when good", { cost: "1000" })).toBe("undetermined");
  });
  test("a rate set, or raised by points: 比例提高至60%, 提高5个百分点", async () => {
    expect(await amount("award 50% of cost\n raise rate to 60% when good", { cost: "1000", good: true })).toBe("600.00");
    expect(await amount("award 50% of cost\n raise rate by 5 percentage points when good", { cost: "1000", good: true })).toBe("550.00");
    expect(await amount("award 50% of cost\n raise rate by 5% when good", { cost: "1000", good: true })).toBe("525.00");
    expect(await amount("where share = 50%\n award share of cost + fees\n raise rate share to 60% when good".replace("share of cost + fees", "(share of cost) + fees"), { cost: "1000", fees: "1", good: true })).toBe("601.00");
  });
  test("twice, half", async () => {
    expect(await amount("award 100 yuan\n raise payout to 2 fold when good", { good: true })).toBe("200.00");
    expect(await amount("award 100 yuan\n lower payout by half when good", { good: true })).toBe("50.00");
  });
  test("caps bind afterwards, unless the cap itself is raised: 200%、最高400万元", async () => {
    const plain = "award 100% of cost\n cap top: payout at 2,000,000 yuan\n raise payout to 2 fold when good";
    expect(await amount(plain, { cost: "1500000", good: true })).toBe("2000000.00");
    expect(await amount(`${plain}\n raise cap top to 4,000,000 yuan when good`, { cost: "1500000", good: true })).toBe("3000000.00");
    expect(await amount(`${plain}\n raise cap to 4,000,000 yuan when good`, { cost: "2500000", good: true })).toBe("4000000.00");
  });
  test("several that meet: the highest, unless they are said to add or to compound", async () => {
    const both = (words: string): string => `award 100 yuan\n raise payout by 20% ${words} when good\n raise payout by 30% ${words} when fair`;
    expect(await amount(both(""), { good: true, fair: true })).toBe("130.00");
    expect(await amount(both("added to others"), { good: true, fair: true })).toBe("150.00");
    expect(await amount(both("compounded with others"), { good: true, fair: true })).toBe("156.00");
    expect(codes(policyWith("scheme s { award 100 yuan\n raise payout by 20% when good\n lower payout by 30% when fair }"))).toEqual(["uplifts-mixed"]);
  });
  test("nothing stays nothing", async () => {
    expect(await status("award banded by cost { 10 yuan (inclusive) and above: 5 yuan  otherwise: nothing }\n raise payout by 30% when good", { cost: "1", good: true })).toBe("ineligible");
  });
});

describe("term", () => {
  test("three years from an event: the corresponding day is outside", async () => {
    const term = "support term 3 years from founded\n award 5 yuan";
    expect(await status(term, { founded: "2023-06-16" })).toBe("eligible");
    expect(await status(term, { founded: "2023-06-15" })).toBe("ineligible");
    expect(await status(term, { founded: "2026-06-16" })).toBe("ineligible");
  });
  test("three calendar years: the year of the event is the first", async () => {
    const term = "support term 3 years from founded by calendar year\n award 5 yuan";
    expect(await status(term, { founded: "2024-12-31" })).toBe("eligible");
    expect(await status(term, { founded: "2023-12-31" })).toBe("ineligible");
    expect(await status(`${term.replace("year\n", "year extended by 1 year when good\n")}`, { founded: "2023-12-31", good: true })).toBe("eligible");
  });
  test("at most 36 months, less what was counted, longer by 12 when it is said", async () => {
    const term = "award 1,000 yuan for each 1 of months_rented\n support term months_rented at most 36 months counting months_paid extended by 12 months when good";
    expect(await amount(term, { months_rented: 40, months_paid: 10, good: false })).toBe("26000.00");
    expect(await amount(term, { months_rented: 40, months_paid: 10, good: true })).toBe("38000.00");
    expect(await amount(term, { months_rented: 4, months_paid: 36, good: false })).toBe("0.00");
  });
  test("year ranges as keys: 第1至3年90%, 第4至5年60%", async () => {
    const text = "award (graded by (year since founded) { year 1 to 3: 90%  year 4 to 5: 60%  otherwise: nothing }) of cost";
    expect(await amount(text, { founded: "2023-06-16", cost: "100" })).toBe("90.00");
    expect(await amount(text, { founded: "2023-06-15", cost: "100" })).toBe("60.00");
    expect(await status(text, { founded: "2021-06-15", cost: "100" })).toBe("ineligible");
    expect(await amount(text.replace("year since", "calendar year since"), { founded: "2023-12-31", cost: "100" })).toBe("60.00");
  });
});

describe("increase, growth", () => {
  const year = (now: string, before?: string): Record<string, unknown> => ({ output: { 2026: now, ...(before === undefined ? {} : { 2025: before }) } });
  test("an increase of zero or less pays nothing; an absent year is unknown", async () => {
    const text = "award 0.6% of increase of output over previous year";
    expect(await amount(text, year("3000000", "1000000"))).toBe("12000.00");
    expect(await status(text, year("1000000", "1000000"))).toBe("ineligible");
    expect(await status(text, year("900000", "1000000"))).toBe("ineligible");
    expect(await status(text, year("900000"))).toBe("undetermined");
    expect(await status("require increase of output over previous year at least 10 yuan\n award 1 yuan", year("5", "10"))).toBe("ineligible");
  });
  test("growth over a base of zero has an arm of its own", async () => {
    const text = "require growth of output without base 100% at least 25%\n award 1 yuan";
    expect(await status(text, year("125", "100"))).toBe("eligible");
    expect(await status(text, year("124.99", "100"))).toBe("ineligible");
    expect(await status(text, year("5", "0"))).toBe("eligible");
    expect(codes(policyWith("scheme s { require growth of output at least 25%\n award 1 yuan }", declarations))).toEqual(["growth-base-unsaid"]);
  });
  test("each full percentage point above the city's", async () => {
    const text = "award 10,000 yuan for each full 1 percentage point of (growth of output without base 0%) above 5%";
    expect(await amount(text, year("1089.99", "1000"))).toBe("30000.00");
    expect(await amount(text, year("1090", "1000"))).toBe("40000.00");
    expect(await amount(text, year("1000", "1000"))).toBe("0.00");
  });
});

describe("each full", () => {
  test("above a start, and as the body of a slice", async () => {
    const above = "award 60,000 yuan for each full 100,000,000 yuan of best_before above 5,000,000,000 yuan";
    expect(await amount(above, { best_before: "5299999999.99" })).toBe("120000.00");
    const sliced = `award marginal on best_before {
      0 yuan (inclusive) to 1,000,000,000 yuan (inclusive): 20,000 yuan for each full 100,000,000 yuan of the slice
      1,000,000,000 yuan (exclusive) and above: 60,000 yuan for each full 100,000,000 yuan of the slice
    }`;
    expect(await amount(sliced, { best_before: "1250000000" })).toBe("320000.00");
    expect(codes(policyWith("scheme s { award 5 yuan for each 3 widgets of size }"))).toEqual(["each-unsaid"]);
    expect(codes(policyWith("scheme s { award 5 yuan for each full 3 widgets of the slice }"))).toEqual(["slice-outside"]);
  });
  test("pro rata", async () => {
    expect(await amount("award 10 yuan for each pro rata 4 widgets of size", { size: "10" })).toBe("25.00");
  });
});

describe("units", () => {
  test("18元/平方米/月 times area times months", async () => {
    expect(await amount("award 18 yuan/sqm/month times area times rented", { area: "100.5", rented: "6" })).toBe("10854.00");
    expect(codes(policyWith("scheme s { award 18 yuan/sqm/month times area }", declarations))).toEqual(["type-mismatch"]);
    expect(codes(policyWith("scheme s { award 18 yuan/sqm/month times size }", declarations))).toEqual(["type-mismatch"]);
  });
  test("points are no rate", () => {
    expect(codes(policyWith("scheme s { award (5 percentage points) of cost }"))).toEqual(["type-mismatch"]);
  });
  test("two thirds, rounded to a whole yuan: 缴费的2/3，四舍五入取整数", async () => {
    expect(await amount("award 2/3 of cost\n round half up to 1 yuan", { cost: "1000" })).toBe("667.00");
  });
});

describe("top up, match, interest", () => {
  test("to an amount, net of what was granted, never below zero", async () => {
    expect(await amount("award top up to 1,200,000 yuan net of received", { received: "500000" })).toBe("700000.00");
    expect(await amount("award top up to 1,200,000 yuan net of received", { received: "1500000" })).toBe("0.00");
  });
  test("matched 1:0.5", async () => {
    expect(await amount("award match received at 1:0.5", { received: "500000" })).toBe("250000.00");
  });
  test("1.5 points on the principal for the days of the loan, at most two years", async () => {
    const text = "award interest support of 1.5 percentage points on loan over (years elapsed from loan_date to repaid by 360 days)";
    // 90 days: 1,000,000 x 1.5% x 90/360
    expect(await amount(text, { loan: "1000000", loan_date: "2025-01-01", repaid: "2025-04-01" })).toBe("3750.00");
    const capped = text.replace("360 days)", "365 days capped at 24 months)");
    // 2024-01-01 to 2026-01-01 is 731 days: 1,000,000 x 1.5% x 731/365 = 30,041.0958…
    expect(await amount(capped, { loan: "1000000", loan_date: "2024-01-01", repaid: "2026-06-01" })).toBe("30041.09");
    const months = text.replace("360 days", "12 months");
    expect(await amount(months, { loan: "1000000", loan_date: "2025-01-15", repaid: "2025-07-14" })).toBe("6250.00");
    expect(codes(policyWith("scheme s { award interest support of 1% on loan over (years elapsed from loan_date to repaid) }", declarations))).toEqual(["day-count-unsaid"]);
  });
  test("a share of the reference rate of the day of the loan; what lies above it less 150 basis points", async () => {
    const share = "award interest support of (35% of lpr as of loan_date) on loan over 1";
    expect(await amount(share, { loan: "1000000", loan_date: "2024-05-01" })).toBe("12075.00");
    expect(await amount(share, { loan: "1000000", loan_date: "2025-05-01" })).toBe("10500.00");
    expect(await status(share, { loan: "1000000", loan_date: "2023-05-01" })).toBe("undetermined");
    expect(await amount("award interest support of (excess of 5% over (lpr as of loan_date less 150 basis points)) on loan over 1", { loan: "1000000", loan_date: "2025-05-01" })).toBe("35000.00");
  });
});

describe("no duplication", () => {
  test("the higher one: nothing where the other is not lower", async () => {
    const text = "award 100 yuan\n no duplication with received per project higher only";
    expect(await amount(text, { received: "0" })).toBe("100.00");
    expect(await amount(text, { received: "99.99" })).toBe("100.00");
    expect(await amount(text, { received: "100" })).toBe("0.00");
  });
  test("the difference; or not at all", async () => {
    expect(await amount("award 100 yuan\n no duplication with received difference", { received: "30" })).toBe("70.00");
    expect(await status("award 100 yuan\n no duplication with received excludes", { received: "30" })).toBe("ineligible");
    expect(await status("award 100 yuan\n no duplication with received excludes", { received: "0" })).toBe("eligible");
  });
  test("a policy-wide default gives way to what a scheme says itself", () => {
    const program = interpreted(programOf(policyWith("every scheme { no duplication with received excludes }\nscheme a { award 100 yuan }\nscheme b { award 100 yuan\n no duplication with received difference }", declarations)));
    expect(evaluateCase(program, { received: "30" }, { on: "2026-06-15" }).awards.map((one) => [one.status, one.amount])).toEqual([["ineligible", "0.00"], ["eligible", "70.00"]]);
  });
});

describe("lists, numbers of awards, milestones", () => {
  test("the sum over the rows of a list", async () => {
    const text = "award sum for each staff { (graded by degree { bachelor: 1,000 yuan, master: 1,500 yuan }) for each 1 of months }";
    expect(await amount(text, { staff: [{ degree: "bachelor", months: 12 }, { degree: "硕士", 月数: 2 }] })).toBe("15000.00");
    expect(await amount(text, { staff: [] })).toBe("0.00");
    const told = await award(text, { staff: [{ degree: "bachelor", months: 12 }, { degree: "硕士", 月数: 2 }] }, "2026-06-15", true);
    // 12 x 1,000 and 2 x 1,500
    expect(told.trace.filter(({ row, inputs }) => row !== undefined && inputs?.["staff.months"] !== undefined).map(({ value, row }) => [row, value])).toEqual([[0, "12000"], [1, "3000"]]);
    const open = await award(text, { staff: [{ degree: "bachelor" }] });
    expect([open.status, open.missing]).toEqual(["undetermined", ["staff.months"]]);
    expect(() => evaluateCase(interpreted(programOf(policyWith(`scheme s { ${text} }`, declarations))), { staff: [{ grade: "x" }] }, { on: "2026-06-15" })).toThrow("fact-not-a-list");
  });
  test("one award a buyer and category: the earliest, or the highest", () => {
    const text = (serves: string): string => policyWith(`scheme s { award 15% of cost\n cap awards at 1 per buyer per category per calendar year ${serves} }`, declarations);
    const dossier = {
      subjects: { buyer: "A" },
      applications: [{ id: "1", facts: { category: "fridge", cost: "1000" } }, { id: "2", facts: { category: "fridge", cost: "2000" } }, { id: "3", facts: { category: "washer", cost: "3000" } }],
    };
    const settle = (serves: string): readonly (readonly [string, string | null])[] => evaluateDossier(interpreted(programOf(text(serves))), dossier, { on: "2026-06-15" }).awards.map((one) => [one.status, one.amount]);
    expect(settle("earliest first")).toEqual([["eligible", "150.00"], ["exhausted", "0.00"], ["eligible", "450.00"]]);
    expect(settle("highest first")).toEqual([["exhausted", "0.00"], ["eligible", "300.00"], ["eligible", "450.00"]]);
  });
  test("levels payable once: the highest, the sum, the difference", async () => {
    const text = (skipping: string): string => `award first reaching cost best before fees skipping pays ${skipping} { 100 yuan: 10 yuan  500 yuan: 25 yuan  1,000 yuan: 60 yuan }`;
    expect(await amount(text("highest"), { cost: "1000", fees: "0" })).toBe("60.00");
    expect(await amount(text("sum"), { cost: "1000", fees: "0" })).toBe("95.00");
    expect(await amount(text("difference"), { cost: "1000", fees: "100" })).toBe("50.00");
    expect(await amount(text("sum"), { cost: "999.99", fees: "100" })).toBe("25.00");
    for (const skipping of ["highest", "sum", "difference"]) expect(await status(text(skipping), { cost: "700", fees: "500" })).toBe("ineligible");
    for (const skipping of ["highest", "sum", "difference"]) expect(await status(text(skipping), { cost: "50", fees: "0" })).toBe("ineligible");
  });
});

describe("pools and payers", () => {
  test("the first two by a quantity; equals at the edge all, none, or told apart", () => {
    const share = (ties: string): unknown => {
      const program = interpreted(programOf(policyWith(`scheme s { award cost }\npool p { covers s\n allocate to the first 2 by size ${ties} }`, declarations)));
      const facts = [["a", "100", "7"], ["b", "100", "9"], ["c", "100", "7"]].map(([id, cost, size]) => ({ id: id as string, facts: { cost, size, founded: id === "a" ? "2020-01-02" : "2020-01-01" } }));
      const { paid, tied } = sharePoolOf(program, "p", { applications: facts }, { on: "2026-06-15" });
      return [paid["a"], paid["b"], paid["c"], tied.length];
    };
    expect(share("ties all served")).toEqual(["100.00", "100.00", "100.00", 0]);
    expect(share("ties none served")).toEqual(["0.00", "100.00", "0.00", 0]);
    expect(share("ties by founded")).toEqual(["0.00", "100.00", "100.00", 0]);
  });
  test("in proportion to a base, nobody above the award", () => {
    const program = interpreted(programOf(policyWith("scheme s { award cost }\npool p { covers s\n cap payout at 100 yuan\n allocate pro rata by size }", declarations)));
    const { paid } = sharePoolOf(program, "p", { applications: [{ id: "a", facts: { cost: "100", size: "1" } }, { id: "b", facts: { cost: "20", size: "3" } }] }, { on: "2026-06-15" });
    expect(paid).toEqual({ a: "25.00", b: "20.00" });
  });
  test("payers: their parts sum to the award to the fen", async () => {
    const text = "award cost\n funded by province 1%, city 33%, county 66%";
    expect((await award(text, { cost: "100.01" })).payers).toEqual([{ payer: "province", amount: "1.00" }, { payer: "city", amount: "33.00" }, { payer: "county", amount: "66.01" }]);
    expect(codes(policyWith("scheme s { award cost\n funded by city 50%, county 40% }"))).toEqual(["payers-sum"]);
  });
  test("money given back is a claim beside the award", async () => {
    const text = "award cost\n repay half_back: 50% of paid_out when years_used less than 3\n repay rest_back: 30% of paid_out when years_used at least 3 and years_used less than 5";
    expect((await award(text, { cost: "10", paid_out: "1000", years_used: 2 })).repayments).toMatchObject([{ id: "half_back", amount: "500.00" }]);
    expect((await award(text, { cost: "10", paid_out: "1000", years_used: 4 })).repayments).toMatchObject([{ id: "rest_back", amount: "300.00" }]);
    expect((await award(text, { cost: "10", paid_out: "1000", years_used: 5 })).repayments).toEqual([]);
  });
  test("a joint cap over all schemes but one, cut or in principle", () => {
    const total = (words: string): unknown => {
      const program = interpreted(programOf(policyWith(`scheme a { award cost }\nscheme b { award fees }\nscheme c { award 1,000 yuan }\nstack joint { covers every scheme except c\n relation ${words} together at most 150 yuan }`, declarations)));
      const [stack] = evaluateCase(program, { cost: "100", fees: "100" }, { on: "2026-06-15" }).stacks;
      return [stack?.members.length, stack?.total, stack?.aboveInPrinciple];
    };
    expect(total("")).toEqual([2, "150.00", undefined]);
    expect(total("in principle")).toEqual([2, "200.00", true]);
  });
});

describe("bare bounds", () => {
  test("以上 and 以下 include, 超过 and 不足 do not", async () => {
    expect(await status("条件 cost 100元以上\n 补助 1元", { cost: "100" })).toBe("eligible");
    expect(await status("条件 cost 100元以下\n 补助 1元", { cost: "100.01" })).toBe("ineligible");
    expect(await status("require cost 100 yuan and above\n award 1 yuan", { cost: "99.99" })).toBe("ineligible");
    const bands = "补助 按 cost 分档 { 不足30元：1元  30元（含）至500元（含）：2元  超过500元：3元 }";
    expect([await amount(bands, { cost: "29.99" }), await amount(bands, { cost: "30" }), await amount(bands, { cost: "500" }), await amount(bands, { cost: "500.01" })]).toEqual(["1.00", "2.00", "2.00", "3.00"]);
  });
});
