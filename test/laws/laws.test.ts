import { describe, expect, test } from "vitest";
import { parse, print } from "../../grammar/index.js";
import { renderAccount } from "../../compiler/index.js";
import { evaluateCase, evaluateDossier, sharePoolOf, type Award } from "../../runtime/index.js";
import { compileText, interpreted, policyWith, programOf } from "../support/compile.js";

/** The laws of the language, each with a case that comes out differently without it. Values are worked out by hand. */

function award(scheme: string, facts: Record<string, unknown>, options: { readonly on?: string; readonly readings?: Record<string, string>; readonly declarations?: string } = {}): Award {
  const program = interpreted(programOf(policyWith(`scheme s {\n${scheme}\n}`, options.declarations ?? "")));
  const [first] = evaluateCase(program, facts, { on: options.on ?? "2026-06-15", readings: options.readings ?? {} }).awards;
  if (first === undefined) throw new Error("no award");
  return first;
}

const codes = (text: string): readonly string[] => compileText(text).diagnostics.filter((d) => d.code !== "no-source").map((d) => d.code);

describe("1 exact", () => {
  test("a third times three is a whole, not 99", () => {
    expect(award("award (cost divided by 3) times 3", { cost: "100" }).amount).toBe("100.00");
  });
  test("one rounding, at the end: three halves of a fen are one fen, not nought", () => {
    expect(award("award 50% of cost\n plus 50% of cost\n plus 50% of cost", { cost: "0.01" }).amount).toBe("0.01");
  });
  test("0.1 + 0.2 yuan is 0.3 yuan", () => {
    expect(award("award cost + fees", { cost: "0.1", fees: "0.2" }).amount).toBe("0.30");
  });
  test("beyond what a double holds", () => {
    expect(award("award 100% of cost", { cost: "999999999.99" }).amount).toBe("999999999.99");
    expect(award("award cost times 90071992.547409", { cost: "1000000000" }).amount).toBe("90071992547409000.00");
  });
  test("rounding is the policy's: down, half up, to a yuan", () => {
    expect(award("award 50% of cost\n round down to 0.01 yuan", { cost: "0.03" }).amount).toBe("0.01");
    expect(award("award 50% of cost\n round half up to 0.01 yuan", { cost: "0.03" }).amount).toBe("0.02");
    expect(award("award 50% of cost\n round half up to 1 yuan", { cost: "3" }).amount).toBe("2.00");
  });
});

describe("2 three-valued", () => {
  test("a definite failure wins over a missing fact", () => {
    const result = award("require good\n require cost at least 100 yuan\n award 5 yuan", { good: false });
    expect([result.status, result.reasons.map((r) => r.id), result.missing]).toEqual(["ineligible", ["good"], []]);
  });
  test("a missing fact makes it undetermined and is named; it is not zero", () => {
    const result = award("award 50% of cost", {});
    expect([result.status, result.amount, result.missing]).toEqual(["undetermined", null, ["cost"]]);
  });
  test("unknown or true is true; unknown and false is false", () => {
    expect(award("require good or fair\n award 5 yuan", { good: true }).status).toBe("eligible");
    expect(award("require good and fair\n award 5 yuan", { good: false }).status).toBe("ineligible");
    expect(award("require at least 2 of { good, fair, cost at least 1 yuan }\n award 5 yuan", { good: true, fair: true }).status).toBe("eligible");
  });
  test("nothing, nought per cent and not applicable are three things", () => {
    const table = "where rate = graded by year { 1: 50% 2: 0% otherwise: nothing because \"no rate for year 3\" }\n award rate of cost";
    expect([award(table, { cost: "100", year: 2 }).status, award(table, { cost: "100", year: 2 }).amount]).toEqual(["eligible", "0.00"]);
    const none = award(table, { cost: "100", year: 3 });
    expect([none.status, none.reasons[0]?.kind]).toEqual(["ineligible", "nothing"]);
    expect(award("when good { require fair }\n award 5 yuan", { good: false }).status).toBe("eligible");
  });
  test("nothing is lazy: a row that is not chosen asks for no facts", () => {
    expect(award("award banded by cost { 0 yuan (inclusive) to 10 yuan (exclusive): 1 yuan  10 yuan (inclusive) and above: fees }", { cost: "5" }).amount).toBe("1.00");
  });
});

describe("3 gated", () => {
  test("no award before, after, or with a failed requirement", () => {
    expect(award("award 5 yuan", {}, { on: "2023-12-31" })).toMatchObject({ status: "not-in-force", amount: "0.00", reasons: [{ id: "not-yet-in-force" }] });
    expect(award("award 5 yuan", {}, { on: "2027-01-01" })).toMatchObject({ status: "not-in-force", amount: "0.00", reasons: [{ id: "expired" }] });
    expect(award("award 5 yuan", {}, { on: "2026-12-31" }).amount).toBe("5.00");
  });
  test("a floor never revives nothing", () => {
    expect(award("award excess of cost over 100 yuan\n pays at least 50 yuan", { cost: "100" }).amount).toBe("0.00");
    expect(award("award excess of cost over 100 yuan\n pays at least 50 yuan", { cost: "101" }).amount).toBe("50.00");
    expect(award("require good\n award 5 yuan\n pays at least 50 yuan", { good: false }).amount).toBe("0.00");
  });
  test("a floor lifts before caps; a small award is dropped after", () => {
    expect(award("award 5 yuan\n pays at least 50 yuan\n cap payout at 20 yuan", {}).amount).toBe("20.00");
    expect(award("award cost\n no payment below 100 yuan", { cost: "99.99" }).amount).toBe("0.00");
    expect(award("award cost\n no payment below 100 yuan", { cost: "100" }).amount).toBe("100.00");
  });
});

test("what is dropped whole was not decided by the formula", () => {
  const program = interpreted(programOf(policyWith("scheme s { award 10% of cost\n no payment below 2,000 yuan }")));
  const account = (cost: string): string => renderAccount(program, evaluateCase(program, { cost }, { on: "2026-06-15" }), { lang: "en", format: "text" });
  expect(account("20000")).toContain("← this decides the amount");
  expect(account("19999")).not.toContain("← this decides the amount");
});

describe("a policy without a last day", () => {
  const text = (onwards: string): string => policyWith("scheme s { award 100 yuan }").replace("to 2026-12-31 (inclusive)", onwards);
  const endless = text("onwards");
  test("pays from its first day on, never before, and never without a date", () => {
    const status = (on?: string): string | undefined => evaluateCase(interpreted(programOf(endless)), {}, on === undefined ? {} : { on }).awards[0]?.status;
    expect([status("2023-12-31"), status("2024-01-01"), status("2099-12-31"), status()]).toEqual(["not-in-force", "eligible", "eligible", "undetermined"]);
    expect(evaluateCase(interpreted(programOf(endless.replace("(inclusive)", "(exclusive)"))), {}, { on: "2024-01-01" }).awards[0]?.status).toBe("not-in-force");
  });
  test("both surfaces say it; forgetting the last day is an error with both ways out, and no other", () => {
    expect(print(parse(endless).file, { surface: "zh" })).toContain("有效期 自 2024年1月1日（含）起 按");
    expect(print(parse(print(parse(endless).file, { surface: "zh" })).file, { surface: "en" })).toContain("in force from 2024-01-01 (inclusive) onwards by application_date");
    expect(codes(text(""))).toEqual(["unexpected-token"]);
  });
  test("a later version beside it is an overlap until its last day is written", () => {
    const next = endless.replace('version "1"', 'version "2"').replace("2024-01-01", "2027-01-01");
    expect(compileText(endless, { others: [{ id: "b.policy", text: next }] }).diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([{ code: "versions-overlap", file: "b.policy", parameters: { witness: "2027-01-01" } }]);
    expect(compileText(text("to 2026-12-31 (inclusive)"), { others: [{ id: "b.policy", text: next }] }).program?.policies.length).toBe(2);
  });
});

test("a unit of a vocabulary is one unit under either of its names, and the reader sees it in the own script", () => {
  const others = [{ id: "v.policy", text: "vocabulary shared.v\nunit month / 月\nfact months / 月数: quantity in 月 from 0 to 12\n" }];
  const text = (unit: string): string => policyWith("scheme s { award 10 yuan/month times let_for\n plus 1 yuan/月 times months }", `use shared.v\nfact let_for / 租期: quantity in ${unit} from 0 to 12`);
  for (const unit of ["month", "月"]) {
    const program = interpreted(programOf(text(unit), { others }));
    const evaluation = evaluateCase(program, { let_for: "4", months: "5" }, { on: "2026-06-15" });
    expect(evaluation.awards[0]?.amount).toBe("45.00");
    expect(renderAccount(program, evaluation, { lang: "zh", format: "text" })).toContain("租期 = 4月");
    expect(renderAccount(program, evaluation, { lang: "en", format: "text" })).toContain("let_for = 4 month");
  }
});

describe("4 order-free", () => {
  test("the award is its formula, then the least of its caps; all that bind are named", () => {
    const caps = ["cap a: payout at 100 yuan", "cap b: payout at 50% of cost", "cap c: payout at 70 yuan"];
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2]]) {
      const result = award(`award cost\n${order.map((i) => caps[i]).join("\n")}`, { cost: "140" });
      expect([result.amount, result.binding.map((b) => b.id).sort()]).toEqual(["70.00", ["b", "c"]]);
    }
  });
  test("what was paid counts against a cumulative cap", () => {
    expect(award("award cost\n cap year: payout at 100 yuan per enterprise per calendar year counting paid", { cost: "80", paid: "30.01" })).toMatchObject({ amount: "69.99", binding: [{ id: "year" }] });
    expect(award("award cost\n cap year: payout at 100 yuan per enterprise per calendar year counting paid", { cost: "80", paid: "200" }).amount).toBe("0.00");
  });
});

describe("5 nothing falls through", () => {
  const table = (rows: string): readonly string[] => codes(policyWith(`scheme s { award banded by cost { ${rows} } }`));
  test("gap, overlap, edge unsaid, reversed", () => {
    expect(table("0 yuan (inclusive) to 10 yuan (exclusive): 1 yuan  10 yuan (exclusive) and above: 2 yuan")).toEqual(["band-gap"]);
    expect(table("0 yuan (inclusive) to 10 yuan (inclusive): 1 yuan  10 yuan (inclusive) and above: 2 yuan")).toEqual(["band-overlap"]);
    expect(table("0 yuan to 10 yuan (exclusive): 1 yuan  10 yuan (inclusive) and above: 2 yuan")).toEqual(["band-edge-unsaid"]);
    expect(table("10 yuan (inclusive) to 0 yuan (exclusive): 1 yuan otherwise: nothing")).toEqual(["band-reversed"]);
  });
  test("keys missing, unknown, doubled; the product of several keys", () => {
    const grade = (rows: string, keys = "tier"): readonly string[] => codes(policyWith(`scheme s { award graded by ${keys} { ${rows} } }`));
    expect(grade("A: 1 yuan B: 2 yuan")).toEqual(["grade-key-missing"]);
    expect(grade("A: 1 yuan B: 2 yuan C: 3 yuan D: 4 yuan")).toEqual(["grade-key-unknown"]);
    expect(grade("A: 1 yuan B: 2 yuan C: 3 yuan A: 4 yuan")).toEqual(["grade-key-duplicate"]);
    expect(grade("A, yes: 1 yuan B, yes: 2 yuan C, otherwise: 3 yuan A, no: 4 yuan", "tier, good")).toEqual(["grade-key-missing"]);
    expect(grade("A, yes: 1 yuan B, otherwise: 2 yuan C, otherwise: 3 yuan A, no: 4 yuan", "tier, good")).toEqual([]);
  });
  test("a misspelt cap, name or key is an error, never uncapped money", () => {
    expect(codes(policyWith("scheme s { award cost\n cap payuot at 5 yuan }")).length).toBeGreaterThan(0);
    expect(codes(policyWith("scheme s { award csot }"))).toEqual(["unknown-name"]);
    expect(codes(policyWith("scheme s { award cost\n cap 5 yuan }"))).toEqual(["cap-needs-target"]);
  });
  test("units: money is no percentage, widgets are no yuan", () => {
    expect(codes(policyWith("scheme s { award cost + share }"))).toEqual(["type-mismatch"]);
    expect(codes(policyWith("scheme s { require size at least 5 yuan\n award cost }"))).toEqual(["type-mismatch"]);
    expect(codes(policyWith("scheme s { award cost + size }"))).toEqual(["type-mismatch"]);
  });
});

describe("7 a ceiling is no payout", () => {
  test("undecided: a ceiling and no amount; decided: the least of decision, ceiling and caps", () => {
    const text = "award up to 100 yuan decided by \"the bureau\" decided as fees\n cap payout at 90 yuan";
    expect(award(text, {})).toMatchObject({ amount: null, ceiling: "90.00", decidedBy: "the bureau" });
    expect(award(text, { fees: "80" })).toMatchObject({ amount: "80.00", ceiling: null, binding: [{ id: "decision" }] });
    expect(award(text, { fees: "95" })).toMatchObject({ amount: "90.00", binding: [{ id: "cap" }] });
  });
  test("award at most is refused with both ways out", () => {
    expect(codes(policyWith("scheme s { award at most 5 yuan }"))).toEqual(["ceiling-or-cap"]);
  });
});

describe("8 total", () => {
  test("schemes that need one another, definitions that need themselves", () => {
    expect(codes(policyWith("scheme a { award payout of b } scheme b { award payout of a }"))).toEqual(["scheme-cycle"]);
    expect(codes(policyWith("scheme a { award x where x = y where y = x }"))).toEqual(["definition-cycle"]);
  });
});

describe("10 silence is visible", () => {
  const declarations = "reading way { default plain \"plain\" odd \"odd\" }";
  test("a reading is chosen at evaluation and the result says so", () => {
    const text = "award by reading way { plain: 1 yuan odd: 2 yuan }";
    expect(award(text, {}, { declarations })).toMatchObject({ amount: "1.00", readings: { "test.plan.way": "plain" } });
    expect(award(text, {}, { declarations, readings: { way: "odd" } })).toMatchObject({ amount: "2.00", readings: { "test.plan.way": "odd" } });
  });
  test("every alternative is treated, once", () => {
    expect(codes(policyWith("scheme s { award by reading way { plain: 1 yuan } }", declarations))).toEqual(["reading-arm-missing"]);
    expect(codes(policyWith("scheme s { by reading way { plain: award 1 yuan odd: award 2 yuan } }", declarations))).toEqual([]);
    expect(codes(policyWith("scheme s { award 1 yuan\n by reading way { plain: award 1 yuan odd: nothing } }", declarations))).toEqual(["duplicate-statement"]);
  });
});

describe("11 no precedence puzzles", () => {
  test("a percentage beside a sum needs brackets in both surfaces", () => {
    expect(codes(policyWith("scheme s { award 30% of cost + fees }"))).toEqual(["percent-needs-brackets"]);
    expect(codes(policyWith("scheme s { 补助 fees 加 cost 的 30% }"))).toEqual(["percent-needs-brackets"]);
    expect(codes(policyWith("scheme s { award 30% of (cost + fees) }"))).toEqual([]);
  });
});

describe("constructs", () => {
  test("slices: 10% to 100, 5% above", () => {
    const text = "award marginal on cost { 0 yuan (inclusive) to 100 yuan (inclusive): 10%  100 yuan (exclusive) and above: 5% }";
    expect(award(text, { cost: "100" }).amount).toBe("10.00");
    expect(award(text, { cost: "300" }).amount).toBe("20.00");
  });
  test("for each: in proportion, full, started", () => {
    expect(award("award 10 yuan for each pro rata 4 widgets of size", { size: "10" }).amount).toBe("25.00");
    expect(award("award 10 yuan for each full 4 widgets of size", { size: "10" }).amount).toBe("20.00");
    expect(award("award 10 yuan for each started 4 widgets of size", { size: "10" }).amount).toBe("30.00");
  });
  test("plus, each part under its own cap", () => {
    expect(award("award 100 yuan\n plus 50% of cost capped at 20 yuan when good", { cost: "100", good: true }).amount).toBe("120.00");
    expect(award("award 100 yuan\n plus 50% of cost capped at 20 yuan when good", { cost: "100", good: false }).amount).toBe("100.00");
  });
  test("deductions before and after caps are two things", () => {
    expect(award("award cost\n cap payout at 100 yuan\n deduct 30 yuan from payout before caps", { cost: "120" }).amount).toBe("90.00");
    expect(award("award cost\n cap payout at 100 yuan\n deduct 30 yuan from payout after caps", { cost: "120" }).amount).toBe("70.00");
  });
  test("a base is capped before the rate", () => {
    expect(award("award 50% of cost\n cap base cost at 100 yuan", { cost: "500" }).amount).toBe("50.00");
    expect(award("award 50% of cost\n deduct fees from base cost", { cost: "500", fees: "100" }).amount).toBe("200.00");
    expect(award("award 50% of cost\n deduct fees from base cost", { cost: "50", fees: "100" }).amount).toBe("0.00");
    expect(award("award 50% of cost\n deduct fees from base cost\n cap base cost at 300 yuan", { cost: "500", fees: "100" }).amount).toBe("150.00");
  });
  test("in principle: waived on record", () => {
    const text = "require in principle cost at least 100 yuan unless good\n award 5 yuan";
    expect(award(text, { cost: "50", good: false }).status).toBe("ineligible");
    expect(award(text, { cost: "50", good: true })).toMatchObject({ status: "eligible", notes: [{ kind: "waived" }] });
  });
  test("windows and deadlines", () => {
    expect(award("window in March, September\n award 5 yuan", {}, { on: "2026-03-31" }).status).toBe("eligible");
    expect(award("window in March, September\n award 5 yuan", {}, { on: "2026-04-01" }).status).toBe("outside-window");
    expect(award("window in December 15 to January 10\n award 5 yuan", {}, { on: "2026-01-10" }).status).toBe("eligible");
    const text = "deadline application_date in the year of begun or the following year\n award 5 yuan";
    const declarations = "fact begun: date";
    expect(award(text, { begun: "2025-12-31" }, { declarations, on: "2026-12-31" }).status).toBe("eligible");
    expect(award(text, { begun: "2024-12-31" }, { declarations, on: "2026-01-01" }).status).toBe("ineligible");
  });
  test("a bar counts to the corresponding date, inclusive or not", () => {
    const declarations = "fact fraud: date or none";
    const bar = (edge: string): string => `bar b for 3 years from fraud until the same date (${edge})\n award 5 yuan`;
    expect(award(bar("inclusive"), { fraud: "2023-06-15" }, { declarations }).status).toBe("barred");
    expect(award(bar("exclusive"), { fraud: "2023-06-15" }, { declarations }).status).toBe("eligible");
    expect(award(bar("inclusive"), { fraud: null }, { declarations }).status).toBe("eligible");
    expect(award(bar("inclusive"), {}, { declarations }).missing).toEqual(["fraud"]);
  });
  test("who applies before the event is not within the term after it", () => {
    const on = (deadline: string, event: string): string => award(`deadline t: application_date ${deadline} of_event\n award 1 yuan`, { of_event: event }, { on: "2025-06-30", declarations: "fact of_event: date" }).status;
    expect(["2024-12-29", "2024-12-30", "2025-06-30", "2025-07-01", "2026-12-31"].map((event) => on("within 6 months after", event))).toEqual(["ineligible", "eligible", "eligible", "ineligible", "ineligible"]);
    const years = (event: string): string => award("deadline t: application_date in the year of of_event or the following year\n award 1 yuan", { of_event: event }, { on: "2025-06-30", declarations: "fact of_event: date" }).status;
    expect(["2023-12-31", "2024-01-01", "2025-12-31", "2026-01-01"].map(years)).toEqual(["ineligible", "eligible", "eligible", "ineligible"]);
  });
  test("a bar that stands alone bars every scheme; one in a scheme, that scheme; one of a reading, under that reading", () => {
    const statuses = (text: string, readings = {}): readonly string[] => evaluateCase(interpreted(programOf(policyWith(text, "fact found: date or none\nreading r { default one because \"x\" other_way }"))), { found: "2024-03-01" }, { on: "2026-06-15", readings }).awards.map((one) => one.status);
    const bar = "bar b for 3 years from found until the same date (inclusive)";
    expect(statuses(`${bar}\nscheme s { award 1 yuan }\nscheme t { award 1 yuan }`)).toEqual(["barred", "barred"]);
    expect(statuses(`scheme s { award 1 yuan\n ${bar} }\nscheme t { award 1 yuan }`)).toEqual(["barred", "eligible"]);
    const read = `by reading r { one: every scheme { ${bar} } other_way: every scheme { require good: cost at least 0 yuan } }\nscheme s { award 1 yuan }`;
    expect([statuses(read), statuses(read, { r: "other_way" })]).toEqual([["barred"], ["undetermined"]]);
    const alone = `by reading r { one: ${bar} other_way: publicity p 5 working days from application_date starting the next day }\nscheme s { award 1 yuan }`;
    expect([statuses(alone), statuses(alone, { r: "other_way" })]).toEqual([["barred"], ["eligible"]]);
  });
  test("a rule where nobody would keep it is refused: in a vocabulary, a scheme of one alternative", () => {
    const codes = (text: string): readonly string[] => compileText(text).diagnostics.filter((d) => d.severity === "error").map((d) => d.code);
    expect(codes("vocabulary shared.v\nfact d: date\nscheme s { award 5 yuan }")).toEqual(["not-allowed-here"]);
    expect(codes(policyWith("by reading r { one: scheme s { award 1 yuan } other_way: always 1 at least 0 }", "reading r { default one because \"x\" other_way }"))).toEqual(["not-allowed-here"]);
  });
  test("dated values hold in their interval and are never carried past it", () => {
    const declarations = "value standard { from 2024-01-01 to 2024-12-31: 30% from 2025-01-01 to 2025-12-31: 50% }";
    expect(award("award standard of cost", { cost: "100" }, { declarations, on: "2024-12-31" }).amount).toBe("30.00");
    expect(award("award standard of cost", { cost: "100" }, { declarations, on: "2025-01-01" }).amount).toBe("50.00");
    expect(award("award standard of cost", { cost: "100" }, { declarations, on: "2026-01-01" })).toMatchObject({ status: "undetermined", amount: null, missing: ["standard"] });
  });
  test("yearly facts: this year and the year before", () => {
    const declarations = "fact revenue: money by year";
    expect(award("award 10% of (excess of revenue over (previous year revenue))", { revenue: { 2025: "100", 2026: "150" } }, { declarations }).amount).toBe("5.00");
    expect(award("award previous year revenue", { revenue: { 2026: "150" } }, { declarations }).missing).toEqual(["revenue 2025"]);
  });
  test("several values in a row of a table", () => {
    expect(award("where sum, limit = graded by tier { A: 100 yuan | 60 yuan  B: 50 yuan | 60 yuan  C: 10 yuan | 5 yuan }\n award sum\n cap payout at limit", { tier: "A" }).amount).toBe("60.00");
  });
  test("a deduction says where it comes, a pool of a number says who comes first", () => {
    expect(codes(policyWith("scheme s { award cost\n deduct 5 yuan from payout }"))).toEqual(["deduct-order-unsaid"]);
    expect(codes(policyWith("scheme s { award cost } pool p { covers s cap awards at 2 allocate pro rata }"))).toEqual(["count-needs-order"]);
    expect(codes(policyWith("scheme s { award cost\n cap awards at 2 per enterprise }"))).toEqual(["limit-order-unsaid"]);
    expect(codes(policyWith("scheme s { award cost } pool p { covers s within q cap payout at 5 yuan } pool q { covers s within p cap payout at 5 yuan }"))).toEqual(["scheme-cycle"]);
  });
  test("a pool inside another is cut first; the order is the stated fact's; what is not known is named", () => {
    const text = policyWith("scheme a { award cost } scheme b { award fees } pool inner { covers a within outer cap payout at 100 yuan allocate pro rata } pool outer { covers a, b cap payout at 150 yuan allocate pro rata }");
    const program = interpreted(programOf(text));
    const applications = [{ id: "x", schemes: ["a"], facts: { cost: "300" } }, { id: "y", schemes: ["b"], facts: { fees: "100" } }, { id: "z", schemes: ["b"], facts: {} }];
    // 300 is cut to 100 inside; then 100 + 100 share 150
    expect(sharePoolOf(program, "outer", { applications }, { on: "2026-06-15" })).toMatchObject({ paid: { x: "75.00", y: "75.00" }, unsettled: ["z"] });
    const ordered = interpreted(programOf(policyWith("scheme s { award cost } pool p { covers s cap payout at 100 yuan allocate in order of filed }", "fact filed: date")));
    const filed = (id: string, day: string): object => ({ id, facts: { cost: "80", filed: day, application_date: "2026-06-15" } });
    expect(sharePoolOf(ordered, "p", { applications: [filed("late", "2026-05-02"), filed("soon", "2026-05-01")] }).paid).toEqual({ late: "20.00", soon: "80.00" });
  });
  test("pools: in proportion, in order, by number, whatever the order of the claims", () => {
    const pool = (rule: string): string => `scheme s { award cost } pool p { covers s ${rule} }`;
    const share = (rule: string, claims: readonly (readonly [string, string, string])[]): Record<string, string> => {
      const program = interpreted(programOf(policyWith(pool(rule))));
      const applications = claims.map(([id, cost, on]) => ({ id, facts: { cost, application_date: on } }));
      const forward = sharePoolOf(program, "p", { applications }).paid;
      expect(sharePoolOf(program, "p", { applications: [...applications].reverse() }).paid).toEqual(forward);
      return forward;
    };
    const three = [["a", "50", "2026-03-01"], ["b", "75", "2026-09-01"], ["c", "75", "2026-09-02"]] as const;
    expect(share("cap payout at 100 yuan allocate pro rata", three)).toEqual({ a: "25.00", b: "37.50", c: "37.50" });
    expect(share("cap payout at 100 yuan allocate in order of application_date", three)).toEqual({ a: "50.00", b: "50.00", c: "0.00" });
    expect(share("cap awards at 2 allocate in order of application_date", three)).toEqual({ a: "50.00", b: "75.00", c: "0.00" });
    expect(share("cap payout at 100 yuan allocate pro rata", [["a", "100", "2026-03-01"], ["b", "100", "2026-03-01"], ["c", "100", "2026-03-01"]])).toEqual({ a: "33.33", b: "33.33", c: "33.33" });
    expect(share("cap payout at 100 yuan allocate pro rata residue largest remainder", [["a", "100", "2026-03-01"], ["b", "100", "2026-03-01"], ["c", "100", "2026-03-01"]])).toEqual({ a: "33.34", b: "33.33", c: "33.33" });
  });
  test("a dossier keeps the ledger: what one application is paid counts against the next", () => {
    const program = interpreted(programOf(policyWith("scheme s { award cost\n cap payout at 100 yuan per enterprise per calendar year counting paid }")));
    const applications = [{ id: "1", facts: { cost: "80" } }, { id: "2", facts: { cost: "80" } }];
    const amounts = (subjects: Record<string, string>): readonly (string | null)[] => evaluateDossier(program, { subjects, applications }, { on: "2026-06-15" }).awards.map((a) => a.amount);
    expect(amounts({ enterprise: "E1" })).toEqual(["80.00", "20.00"]);
    expect(amounts({})).toEqual(["80.00", "80.00"]);
  });
  test("several caps count one payment once each; a cap without a counting fact accumulates too", () => {
    const program = (caps: string) => interpreted(programOf(policyWith(`scheme s { per project once\n award cost\n ${caps} }`)));
    const run = (caps: string, costs: readonly string[], subjects: Record<string, string>): readonly (string | null)[] =>
      evaluateDossier(program(caps), { subjects, applications: costs.map((cost) => ({ facts: { cost } })) }, { on: "2026-06-15" }).awards.map((a) => a.amount);
    const two = "cap c: payout at 500 yuan per enterprise per calendar year counting paid\n cap d: payout at 600 yuan per enterprise per calendar year counting paid";
    expect(run(two, ["100", "1000"], { enterprise: "E1" })).toEqual(["100.00", "400.00"]);
    expect(run("cap c: payout at 500 yuan per enterprise per calendar year", ["100", "1000"], { enterprise: "E1" })).toEqual(["100.00", "400.00"]);
  });
  test("a cap that is written once for each reading is one account; applications of one name are two", () => {
    const declarations = "reading r \"scope\" { default a \"a\" because \"x\"\n b \"b\" }";
    const text = "scheme s { award cost\n by reading r { a: cap annual: payout at 100 yuan per enterprise per calendar year\n b: cap annual: payout at 90 yuan per enterprise per calendar year } }";
    const program = interpreted(programOf(policyWith(text, declarations)));
    const applications = ["30", "40", "80"].map((cost) => ({ id: "same", facts: { cost } }));
    expect(evaluateDossier(program, { subjects: { enterprise: "E1" }, applications }, { on: "2026-06-15" }).awards.map((a) => a.amount)).toEqual(["30.00", "40.00", "30.00"]);
  });
  test("the fen that rounding leaves in one batch are no money for the next", () => {
    const program = interpreted(programOf(policyWith("scheme s { award cost } pool p { covers s cap payout at 100 yuan allocate in order of application_date }")));
    const applications = [["a", "70", "2026-03-01"], ["b", "70", "2026-03-01"], ["c", "70", "2026-03-01"], ["d", "70", "2026-03-02"]].map(([id = "", cost, application_date]) => ({ id, facts: { cost, application_date } }));
    expect(sharePoolOf(program, "p", { applications }).paid).toEqual({ a: "33.33", b: "33.33", c: "33.33", d: "0.00" });
  });
  test("a one-time award is paid once to one subject", () => {
    const program = interpreted(programOf(policyWith("scheme s { per project once\n award cost }")));
    const result = (projects: readonly string[]): readonly unknown[] =>
      evaluateDossier(program, { applications: projects.map((project) => ({ subjects: { project }, facts: { cost: "5" } })) }, { on: "2026-06-15" }).awards.map((a) => [a.status, a.amount]);
    expect(result(["P1", "P1"])).toEqual([["eligible", "5.00"], ["exhausted", "0.00"]]);
    expect(result(["P1", "P2"])).toEqual([["eligible", "5.00"], ["eligible", "5.00"]]);
  });
  test("an earlier application that is not settled leaves the room under a yearly cap unknown, not full", () => {
    const program = interpreted(programOf(policyWith("scheme s { award cost\n cap payout at 100 yuan per enterprise per calendar year }")));
    const awards = evaluateDossier(program, { subjects: { enterprise: "E1" }, applications: [{ id: "1", facts: {} }, { id: "2", facts: { cost: "80" } }] }, { on: "2026-06-15" }).awards;
    expect(awards.map((a) => [a.status, a.amount, a.missing])).toEqual([["undetermined", null, ["cost"]], ["undetermined", null, ["award of application 1"]]]);
  });
  test("what ends a payment is told with capped bases: at most six months of extension", () => {
    const declarations = "fact planned: date\nfact ended: date or none\nfact extension: integer from 0 to 120";
    const text = "award 100 yuan\n cap base extension at 6\n instalments { half: 50% after start\n rest: the rest after finish lapses late: when ended after (extension months after planned) }";
    const rest = (extension: number, ended: string): string | null | undefined => award(text, { planned: "2027-06-30", ended, extension }, { declarations }).instalments[1]?.amount;
    expect(rest(6, "2027-12-30")).toBe("50.00");
    expect(rest(7, "2027-12-31")).toBe("0.00");
    expect(rest(120, "2030-03-01")).toBe("0.00");
  });
  test("results are plain data", () => {
    expect(JSON.parse(JSON.stringify(award("award cost", { cost: "5" })))).toMatchObject({ amount: "5.00" });
  });
  test("a fact given as undefined is absent", () => {
    expect(award("award cost", { cost: undefined }).missing).toEqual(["cost"]);
  });
  test("an example cannot say 10万 for an amount, widgets for yuan, or one fact twice", () => {
    const example = (line: string, expectation = "expect s = 5 yuan"): readonly string[] => codes(policyWith(`scheme s { award cost }\nexample "x" on 2026-06-15 { ${line} ${expectation} }`));
    expect(example("cost = 5 yuan")).toEqual([]);
    for (const wrong of ["10", "10%", "10 widgets", "yes"]) expect(example(`cost = ${wrong}`)).toEqual(["example-value"]);
    expect(example("cost = 5 yuan cost = 6 yuan")).toEqual(["duplicate-name"]);
    expect(example("cost = 5 yuan", "expect s = 5")).toEqual(["example-value"]);
  });
  test("stacks: all, higher only, fills up, one ceiling, silent", () => {
    const stack = (relation: string): unknown => {
      const program = interpreted(programOf(policyWith(`scheme a { award cost } scheme b { award fees } stack t { covers a, b ${relation} }`)));
      const [result] = evaluateCase(program, { cost: "80", fees: "30" }, { on: "2026-06-15" }).stacks;
      return [result?.total, result?.range];
    };
    expect(stack("relation cumulate")).toEqual(["110.00", null]);
    expect(stack("relation cumulate silent")).toEqual(["110.00", ["80.00", "110.00"]]);
    expect(stack("relation higher only")).toEqual(["80.00", null]);
    expect(stack("relation excess over")).toEqual(["80.00", null]);
    expect(stack("relation together at most 100 yuan")).toEqual(["100.00", null]);
    expect(stack("relation excludes gives way a")).toEqual(["30.00", null]);
  });
  test("case by case is a status, not nought", () => {
    expect(award("award decided case by case by \"the bureau\"", {})).toMatchObject({ status: "case-by-case", amount: null, ceiling: null });
  });
  test("higher of, excess of, if given", () => {
    expect(award("award higher of cost and fees", { cost: "3", fees: "5" }).amount).toBe("5.00");
    expect(award("award excess of cost over fees", { cost: "3", fees: "5" }).amount).toBe("0.00");
    expect(award("award cost if given or else fees", { fees: "5" }).amount).toBe("5.00");
    expect(award("award cost if given or else fees", {}).missing).toEqual(["cost"]);
  });
});
