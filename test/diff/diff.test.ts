import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effectOf, effectOnDays, type Extreme } from "../../compiler/diff/effect.js";
import { structuralChanges } from "../../compiler/diff/structure.js";
import { onDay, onlyPolicies, validities } from "../../compiler/versions.js";
import { compile, type CoreProgram } from "../../compiler/index.js";
import { loadPolicies } from "../../compiler/cli/load.js";
import { parse, print } from "../../grammar/index.js";
import { evaluateCase } from "../../runtime/index.js";
import { parseDay } from "../../runtime/date.js";
import { interpreted, policyWith, programOf } from "../support/compile.js";

/** What changed, and what it does: laws of the comparison, and figures worked out by hand. */

const scheme = (body: string): CoreProgram => programOf(policyWith(`scheme s { ${body} }`));
const details = (a: CoreProgram, b: CoreProgram): readonly string[] => structuralChanges(a, b).flatMap((c) => c.details.map((d) => `${c.kind} ${c.name}: ${d.what} ${d.from} -> ${d.to}${d.at === undefined || d.at === "" ? "" : ` at ${d.at}`}`));
const only = (a: CoreProgram, b: CoreProgram) => effectOf(a, b).schemes[0];

describe("structure", () => {
  test("a cap, a rate and a date are told as the numbers that changed", () => {
    const a = scheme("award 20% of cost\n cap most: payout at 500,000 yuan");
    const b = scheme("award 25% of cost\n cap most: payout at 600,000 yuan");
    expect(details(a, b)).toEqual(["award award: number 0.2 -> 0.25", "cap most: number 500000 -> 600000"]);
  });
  test("an edge that moved from exclusive to inclusive", () => {
    const band = (edge: string, next: string): CoreProgram => scheme(`award banded by cost { 0 yuan (inclusive) to 300,000 yuan (${edge}): 1 yuan  300,000 yuan (${next}) and above: 2 yuan }`);
    expect(details(band("exclusive", "inclusive"), band("inclusive", "exclusive"))).toContainEqual("award award: edge less-than -> at-most at 300000");
  });
  test("other words, another order and another layout are no change", () => {
    const a = programOf(policyWith("scheme s \"Old title\" { award 20% of cost\n cap x: payout at 5 yuan\n cap y: payout at 6 yuan }"));
    const b = programOf(policyWith("scheme s \"New title\" {\n cap y: payout at 6 yuan\n cap x: payout at 5 yuan\n award 20% of cost }"));
    expect(structuralChanges(a, b)).toEqual([]);
  });
  test("what came and what went", () => {
    const a = programOf(policyWith("scheme s { award 20% of cost } scheme gone { award 1 yuan }"));
    const b = programOf(policyWith("scheme s { award 20% of cost\n require large: cost at least 5 yuan } scheme came { award 1 yuan }"));
    expect(structuralChanges(a, b).map((c) => `${c.kind} ${c.name} ${c.change}`).sort()).toEqual(["requirement large added", "scheme test.plan.came added", "scheme test.plan.gone removed"]);
  });
});

describe("idioms", () => {
  test("an uplift, who pays, what is given back and how often are constructs of their own", () => {
    const of = (rate: string, city: string, back: string, times: string): CoreProgram => scheme(`award 20% of cost\n cap most: payout at 500,000 yuan\n raise rate to ${rate} when good\n funded by city ${city}, county ${100 - Number(city.replace("%", ""))}%\n repay ${back} of fees when fair\n cap awards at ${times} per enterprise earliest first`);
    expect(details(of("60%", "50%", "30%", "1"), of("70%", "40%", "50%", "2"))).toEqual([
      "uplift uplift: number 0.6 -> 0.7", "limit limit: number 1 -> 2", "repayment repay: number 0.3 -> 0.5", "funding funding: field 0.5 -> 0.4 at share", "funding funding: field 0.5 -> 0.6 at share",
    ]);
  });
  test("what they do to payouts is exact: 60% to 70% gains most where 70% reaches the cap", () => {
    const of = (rate: string): CoreProgram => scheme(`award 20% of cost\n cap most: payout at 500,000 yuan\n raise rate to ${rate} when good`);
    // 500,000 / 0.7 = 714,285.71; 60% of it is 428,571.42
    const found = only(of("60%"), of("70%"));
    expect([found?.verdict, found?.gain?.before, found?.gain?.after]).toEqual(["changed", "428571.42", "499999.99"]);
  });
});

describe("never equal where somebody is paid otherwise", () => {
  const more = "fact opened: date\nfact found: date or none\nfact extra: money from 0 yuan to 100,000 yuan if absent 0 yuan\nfact machines: list {\n  fact price: money from 0 yuan to 1,000 yuan\n}";
  const of = (body: string, declarations = more): CoreProgram => programOf(policyWith(`scheme s { ${body} }`, declarations));
  const award = "award 10% of cost";
  for (const [what, a, b] of [
    ["a requirement is gone", `require a: good\n ${award}`, award],
    ["a requirement is turned round", `require a: good\n ${award}`, `require a: not good\n ${award}`],
    ["a deadline is shorter", `deadline t: application_date within 12 months after opened\n ${award}`, `deadline t: application_date within 6 months after opened\n ${award}`],
    ["a window is closed", `window in March, September\n ${award}`, `window in March\n ${award}`],
    ["a date is later", `require d: opened on or after 2024-01-01\n ${award}`, `require d: opened on or after 2025-01-01\n ${award}`],
    ["small awards are dropped", `${award}\n no payment below 1,000 yuan`, `${award}\n no payment below 2,000 yuan`],
    ["a definition of dates is another", `where l = graded by good { yes: 1 yuan no: 2 yuan }\n award l`, `where l = graded by good { yes: 1 yuan no: 3 yuan }\n award l`],
    ["a bar is longer", `bar b for 3 years from found until the same date (inclusive)\n ${award}`, `bar b for 5 years from found until the same date (inclusive)\n ${award}`],
    ["an authority decides no more", `award up to 100 yuan decided by "x"`, "award 100 yuan"],
    ["each row gets another share", "award sum for each machines { 10% of price }", "award sum for each machines { 50% of price }"],
  ] as const) {
    test(what, () => {
      const found = only(of(a), of(b));
      expect(["changed", "not decided"]).toContain(found?.verdict);
      for (const extreme of [found?.gain, found?.loss]) if (extreme !== undefined) expect(extreme.before).not.toBe(extreme.after);
    });
  }
  for (const [what, part, a, b] of [
    ["instalments", "instalments", `${award}\n instalments { first: 50% after x rest: the rest after y }`, `${award}\n instalments { first: 60% after x rest: the rest after y }`],
    ["how many awards", "limits", `${award}\n cap awards at 1 per enterprise per calendar year earliest first`, `${award}\n cap awards at 2 per enterprise per calendar year earliest first`],
    ["by whom a cap is counted", "scope", `${award}\n cap c: payout at 5 yuan per enterprise`, `${award}\n cap c: payout at 5 yuan per enterprise per calendar year`],
  ] as const) {
    test(`${what} is said not to be compared`, () => {
      expect(only(of(a), of(b))).toMatchObject({ verdict: "same-amount", unseen: [part] });
    });
  }
  test("an absent fact that means another amount, a fact of another kind, another tested date", () => {
    expect(only(of(`${award}\n deduct extra from payout before caps`), of(`${award}\n deduct extra from payout before caps`, more.replace("absent 0 yuan", "absent 500 yuan")))).toMatchObject({ verdict: "same-amount", unseen: ["defaults"] });
    expect(only(of("award share of cost"), programOf(policyWith("scheme s { award share times cost }", more).replace("share: percent from 0% to 100%", "share: number from 0 to 100")))).toMatchObject({ verdict: "not decided", because: "another-kind" });
    expect(only(of(award), programOf(policyWith(`scheme s { ${award} }`, more).replace("by application_date", "by opened")))).toMatchObject({ verdict: "same-amount", unseen: ["date"] });
  });
  test("a reading that is not the default is not compared, and a default that changes is", () => {
    const read = (other: string, first = "default x because \"text\" y"): CoreProgram => of(`award by reading r { x: 10% of cost y: ${other} of cost }`, `reading r { ${first} }`);
    expect(only(read("20%"), read("50%"))).toMatchObject({ verdict: "equal", byDefault: true });
    expect(only(read("20%"), read("20%", "x default y because \"text\""))?.gain).toMatchObject({ before: "100000000.00", after: "200000000.00" });
  });
  test("awards of which only the higher is paid are not added up", () => {
    const stacked = (rate: string): CoreProgram => programOf(policyWith(`scheme s { award ${rate} of cost }\nscheme t { award ${rate} of cost }\nstack k { covers s, t relation higher only }`));
    expect(effectOf(stacked("10%"), stacked("11%")).total).toBeUndefined();
  });
  test("a value that changes with the day, on two days", () => {
    const program = programOf(policyWith("scheme s { award rate_of_year }", "value rate_of_year { from 2024-01-01 to 2025-12-31: 5 yuan  from 2026-01-01: 6 yuan }"));
    expect(effectOnDays(program, program, ["2025-06-30", "2026-06-30"]).schemes[0]?.gain).toMatchObject({ before: "5.00", after: "6.00" });
  });
});

describe("days", () => {
  const until = (end: string, version = "1"): CoreProgram => programOf(policyWith("scheme s { award 5 yuan }").replace("to 2026-12-31 (inclusive)", end).replace('version "1"', `version "${version}"`));
  test("a shorter validity takes the award from who applies later, though every rule is as it was", () => {
    const { days, schemes } = effectOf(until("onwards"), until("to 2026-12-31 (inclusive)"));
    expect(days).toEqual([{ policy: "test.plan", onlyBefore: [{ from: "2027-01-01" }], onlyAfter: [] }]);
    expect(schemes.map(({ verdict }) => verdict)).toEqual(["equal"]);
  });
  test("a longer one gives it, the day at an edge counted once", () => {
    expect(effectOf(until("to 2026-12-31 (exclusive)"), until("to 2027-06-30 (inclusive)")).days).toEqual([{ policy: "test.plan", onlyBefore: [], onlyAfter: [{ from: "2026-12-31", to: "2027-06-30" }] }]);
    expect(effectOf(until("onwards"), until("onwards", "2")).days).toEqual([]);
  });
});

describe("effect", () => {
  test("a higher rate under the same cap: the gain grows with the base, then shrinks to nothing", () => {
    const found = only(scheme("award 50% of cost\n cap most: payout at 500,000 yuan"), scheme("award 60% of cost\n cap most: payout at 500,000 yuan"));
    // 60% reaches the cap at 833,333.33; there 50% pays 416,666.66
    expect([found?.verdict, found?.gain?.before, found?.gain?.after, found?.loss]).toEqual(["changed", "416666.66", "499999.99", undefined]);
  });
  test("the same rule in other words is proved equal", () => {
    const a = scheme("where half = 50% of cost\n award half\n cap low: payout at 500,000 yuan\n cap high: payout at 600,000 yuan");
    const found = only(scheme("award 50% of cost\n cap most: payout at 500,000 yuan"), a);
    expect(found?.verdict).toBe("equal");
  });
  test("a threshold that falls makes applicants eligible, one that rises unmakes them", () => {
    const of = (n: string): CoreProgram => scheme(`require large: cost at least ${n} yuan\n award 1,000 yuan`);
    const lower = only(of("100"), of("50"));
    expect([lower?.newlyEligible?.before, lower?.newlyEligible?.after, lower?.noLongerEligible]).toEqual(["0.00", "1000.00", undefined]);
    expect(lower?.regions).toEqual([{ direction: "rise", ranges: [{ fact: "cost", from: "50", to: "100" }], listed: {}, least: "1000.00", most: "1000.00" }]);
    const higher = only(of("50"), of("100"));
    expect([higher?.noLongerEligible?.before, higher?.noLongerEligible?.after, higher?.newlyEligible]).toEqual(["1000.00", "0.00", undefined]);
  });
  test("rounding alone is a change", () => {
    const found = only(scheme("award 50% of cost"), scheme("award 50% of cost\n round half up to 0.01 yuan"));
    expect(found?.verdict).not.toBe("equal");
  });
});

const rule = fc.record({
  rate: fc.constantFrom("10%", "20%", "50%"), cap: fc.constantFrom("100", "5,000", "5,001"), least: fc.constantFrom("0", "100", "101"), rates: fc.constantFrom("", "banded"),
}).map(({ rate, cap, least, rates }) => scheme(rates === ""
  ? `require large: cost at least ${least} yuan\n award ${rate} of cost\n cap most: payout at ${cap} yuan`
  : `award banded by cost { 0 yuan (inclusive) to ${least} yuan (inclusive): 0 yuan  ${least} yuan (exclusive) and above: ${rate} of cost }\n cap most: payout at ${cap} yuan`));

const negative = (text: string): string => (text.startsWith("-") ? text.slice(1) : `-${text}`);
const swapped = (extreme: Extreme | undefined): readonly string[] | undefined => (extreme === undefined ? undefined : [extreme.after, extreme.before, negative(extreme.by)]);
const told = (extreme: Extreme | undefined): readonly string[] | undefined => (extreme === undefined ? undefined : [extreme.before, extreme.after, extreme.by]);

describe("laws", () => {
  test("nothing differs from itself", () => {
    fc.assert(fc.property(rule, (a) => {
      expect(structuralChanges(a, a)).toEqual([]);
      expect(effectOf(a, a).schemes.map((s) => s.verdict)).toEqual(["equal"]);
    }), { numRuns: 20 });
  });
  test("forwards and backwards mirror one another, and every witness replays to the amounts stated", () => {
    fc.assert(fc.property(rule, rule, (a, b) => {
      const [there, back] = [only(a, b), only(b, a)];
      expect(there?.verdict).toBe(back?.verdict);
      expect(told(there?.gain)?.[2]).toEqual(swapped(back?.loss)?.[2]);
      expect(told(there?.loss)?.[2]).toEqual(swapped(back?.gain)?.[2]);
      for (const extreme of [there?.gain, there?.loss, there?.newlyEligible, there?.noLongerEligible]) {
        if (extreme === undefined) continue;
        const paid = ([[a, extreme.witness.before], [b, extreme.witness.after]] as const).map(([program, w]) => evaluateCase(interpreted(program), w.facts, { readings: w.readings }).awards[0]?.amount);
        expect(paid).toEqual([extreme.before, extreme.after]);
      }
    }), { numRuns: 60 });
  });
  test("where it says equal, no case of a grid differs", () => {
    fc.assert(fc.property(rule, rule, (a, b) => {
      if (only(a, b)?.verdict !== "equal") return;
      for (const cost of ["0", "99.99", "100", "100.01", "101", "101.01", "499.99", "500", "1000", "25000", "50000", "50010", "1000000"]) {
        const [x, y] = [a, b].map((program) => evaluateCase(interpreted(program), { cost, application_date: "2025-01-01" }, {}).awards[0]?.amount);
        expect([cost, x]).toEqual([cost, y]);
      }
    }), { numRuns: 60 });
  });
});

describe("the shipped policies", () => {
  const input = { ...loadPolicies(["policies"]), drafts: true };
  const { program } = compile(input);
  if (program === undefined) throw new Error("the policies must compile");
  const version = (name: string): CoreProgram => onlyPolicies(program, new Set(validities(program).filter((v) => v.policy !== "fuzhou.ai_industry" || v.version === name).map((v) => v.index)));

  test("a formatted file differs from itself by nothing", () => {
    const printed = compile({ ...input, files: input.files.map((file) => ({ ...file, text: print(parse(file.text).file, { surface: "zh" }) })) }).program;
    expect(printed === undefined ? ["broken"] : structuralChanges(program, printed)).toEqual([]);
  });

  test("the draft mends the fall at 300,000 and the whole of a fee", () => {
    const { schemes } = effectOf(version("2024"), version("2027"));
    const use = schemes.find((s) => s.scheme.endsWith(".compute_use"));
    expect([use?.verdict, use?.gain?.by]).toEqual(["changed", "600000.00"]);
    const iiot = schemes.find((s) => s.scheme.endsWith(".industrial_internet"));
    // 25% of 10,000,000 is the new maximum, 20% of it the old
    expect([iiot?.gain?.before, iiot?.gain?.after, iiot?.loss]).toEqual(["2000000.00", "2500000.00", undefined]);
    expect(schemes.filter((s) => s.scheme.startsWith("fujian.")).map((s) => s.verdict)).toEqual(["same-amount", "equal", "equal", "equal", "same-amount"]);
    // two stand in stacks of the city that are other ones now: what is paid together is not what one scheme pays
    expect(schemes.find((s) => s.scheme.endsWith(".vertical_model"))?.unseen).toEqual(["stacks"]);
  });

  test("one set on two dates", () => {
    const on = (date: string): CoreProgram => onDay(program, parseDay(date) ?? 0);
    expect(on("2025-06-30").policies.map((p) => p.id)).toEqual(["fuzhou.ai_industry"]);
    expect(on("2026-06-30").policies.map((p) => p.id)).toEqual(["fujian.ai_projects", "fuzhou.ai_industry"]);
    expect(on("2028-06-30").policies.filter((p) => !p.draft).map((p) => p.id)).toEqual(["fujian.ai_projects"]);
    const { schemes } = effectOf(on("2025-06-30"), on("2026-06-30"));
    expect(schemes.find((s) => s.scheme.endsWith(".compute_use"))).toMatchObject({ verdict: "same-amount", unseen: ["stacks"], nowSettled: true });
  });
});
