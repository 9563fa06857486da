import { describe, expect, test } from "vitest";
import { applyEdits, type Renamed } from "../../compiler/service/index.js";
import { exampleFile, guidePages } from "../../compiler/guide/index.js";
import { completions, file, inFile, inProject, inScheme, labels, open } from "./support.js";

/** The constructs of policy offices in the editor: names, completion, colours, repairs. */

const list = `fact staff / 职工 "Staff": list {
  fact degree / 学历 "Degree": one of bachelor / 本科, master / 硕士
  fact months / 月数 "Months": integer from 0 to 12
}
`;
const summed = inFile(`${list}scheme each {
  award sum for each staff { (graded by degree { bachelor: 1,000 yuan, master: 1,500 yuan }) for each 1 of months }
  raise payout by 10% when local
  repay early: 10% of rent when good
  funded by city 50%, county 50%
}
example "two" on 2026-06-15 {
  staff = { degree = bachelor, months = 3 }
  staff = { 学历 = 硕士, 月数 = 2 }
  expect each = 6,000 yuan
}
`);

describe("names", () => {
  const renamed = (text: string, at: number, name: string): string => {
    const { service } = open(text);
    const result = service.renameAt(file, at, name);
    if ("reason" in result) throw new Error(result.reason.en);
    return applyEdits(text, (result as Renamed).edits);
  };

  test("a fact of the rows is one thing where it is declared, summed and given", () => {
    const after = renamed(summed, summed.indexOf("months / 月数"), "served");
    expect(after.match(/\bserved\b/g)?.length).toBe(3);
    expect(after).not.toMatch(/\bmonths\b/);
    const { service } = open(summed);
    expect(service.references(file, summed.indexOf("bachelor / 本科")).map((use) => summed.slice(use.start, use.end))).toEqual(["bachelor", "本科", "bachelor", "bachelor"]);
    expect(service.hover(file, summed.indexOf("学历 = 硕士"), "en")?.signature).toBe("fact degree / 学历: one of bachelor, master");
  });

  test("payers and claims are renamed, and explained", () => {
    const twice = summed.replace("scheme each {", "scheme other {\n  award rent\n  funded by city 10%, county 90%\n}\nscheme each {");
    expect(renamed(twice, twice.indexOf("city 50%"), "town").match(/\btown\b/g)?.length).toBe(2);
    const { service } = open(summed);
    expect(service.hover(file, summed.indexOf("early:"), "zh")).toMatchObject({ signature: "repay early: 10% of rent when good", guide: { id: "repay" } });
    expect(service.hover(file, summed.indexOf("county 50%"), "zh")).toMatchObject({ signature: "出资方 county", guide: { id: "funded-by" } });
  });

  test("nothing of the guide's idioms is coloured as unknown", () => {
    const unknown = [...guidePages.values()].flatMap((page) => {
      const { file: text } = exampleFile(page);
      const { service } = open(text);
      return service.semanticTokens(file).filter((token) => token.kind === "error").map((token) => `${page.id}: ${text.slice(token.start, token.end)}`);
    });
    expect(unknown).toEqual([]);
  });

  test("the outline holds rows of lists, uplifts, terms and claims", () => {
    const { service } = open(inScheme("  support term years: 3 years from opened\n  award rent\n  raise payout more: by 10% when local\n  repay early: 10% of rent when good").replace("fact local", `${list}fact local`));
    const all = JSON.stringify(service.outline(file), ["name", "children"]);
    for (const name of ["degree", "years", "more", "early"]) expect(all).toContain(`"name":"${name}"`);
  });
});

describe("completion", () => {
  test("facts of the row first, values of a fact of the row", () => {
    const within = (marked: string): string => inFile(`${list}scheme each {\n  ${marked}\n}\n`);
    expect(labels(within("award sum for each |"))[0]).toBe("staff");
    expect(labels(within("award sum for each staff { |")).slice(0, 2)).toEqual(["degree", "months"]);
    expect(labels(within("award sum for each staff { graded by degree { | } }"))[0]).toBe("bachelor");
    expect(labels(summed.replace("staff = { degree = bachelor", "staff = { degree = |")).slice(0, 2)).toEqual(["bachelor", "master"]);
  });

  test("what goes on an idiom, in either surface", () => {
    expect(labels(inScheme("  award rent\n  cap most: payout at 5 yuan\n  raise cap |"))[0]).toBe("most");
    expect(labels(inScheme("  award rent\n  raise payout |"))).toEqual(expect.arrayContaining(["by", "to"]));
    expect(labels(inScheme("  award rent\n  raise payout to 2 |"))).toContain("fold");
    expect(labels(inScheme("  award interest support of 1 |"))).toEqual(expect.arrayContaining(["percentage points", "basis points"]));
    expect(labels(inScheme("  support term 3 years from |"))[0]).toBe("application_date");
    expect(labels(inScheme("  no duplication with rent |"))).toEqual(expect.arrayContaining(["higher only", "difference", "excludes"]));
    expect(labels(inProject("  不重复享受 租金 |"))).toEqual(expect.arrayContaining(["就高", "补差", "互斥"]));
    expect(labels(inProject("  享受期限 3年 自 申报日 |"))).toEqual(expect.arrayContaining(["延长", "延长至", "依据"]));
    expect(completions(inScheme("  fund|")).find((item) => item.label === "funded by …")?.isSnippet).toBe(true);
  });
});

describe("repairs", () => {
  const fixed = (text: string, code: string, title: RegExp, lang: "en" | "zh" = "en"): string => {
    const { service } = open(text);
    const problem = service.diagnostics(file, lang).find((one) => one.code === code);
    const fix = problem?.fixes.find((one) => title.test(one.title));
    if (fix === undefined) throw new Error(`${code}: ${JSON.stringify(service.diagnostics(file, "en").map((d) => [d.code, d.fixes.map((f) => f.title)]))}`);
    const after = applyEdits(text, fix.edits);
    expect(open(after).service.diagnostics(file, "en").filter((one) => one.code === code || one.code === "unexpected-token")).toEqual([]);
    return after;
  };
  const yearly = (text: string): string => text.replace("fact local", "fact output: money by year\nfact local").replace("事实 在本市", "事实 产值：金额 按年\n事实 在本市");

  test("a step that is not full", () => {
    expect(fixed(inScheme("  award 5 yuan for each 1,000 yuan of rent"), "each-unsaid", /for each started/)).toContain("5 yuan for each started 1,000 yuan of rent");
    expect(fixed(inProject("  补助 租金 每 1000元 5元"), "each-unsaid", /每满/, "zh")).toContain("租金 每满 1000元 5元");
  });
  test("growth without a base", () => {
    expect(fixed(yearly(inScheme("  require growth of output at least 10%\n  award rent")), "growth-base-unsaid", /without base/)).toContain("growth of output without base 0% at least 10%");
    expect(fixed(yearly(inProject("  条件 产值 同比增速不低于10%\n  补助 租金")), "growth-base-unsaid", /无基数时/, "zh")).toContain("产值 同比增速 无基数时 0%不低于10%");
  });
  test("days of a year, before the most that counts", () => {
    expect(fixed(inScheme("  award interest support of 1% on rent over (years elapsed from opened to application_date capped at 2 years)"), "day-count-unsaid", /365/)).toContain("to application_date by 365 days capped at 2 years)");
    expect(fixed(inProject("  补助 贴息 1% 对 租金 计 （经过年数 自 申报日 至 申报日）"), "day-count-unsaid", /360/, "zh")).toContain("至 申报日 按 360天）");
  });
  test("which of several awards count, before the citation", () => {
    expect(fixed(inScheme("  award rent\n  cap awards at 1 per enterprise cite I(1) \"the rent paid\""), "limit-order-unsaid", /highest/)).toContain("per enterprise highest first cite I(1)");
    expect(fixed(inProject("  补助 租金\n  上限 项数 每家 企业 1"), "limit-order-unsaid", /先申请/, "zh")).toContain("每家 企业 1 先申请优先");
  });
  test("uplifts that meet, what is raised, years of a fact, levels that fall", () => {
    expect(fixed(inScheme("  award rent\n  raise payout by 20% when local\n  lower payout by 10% when good"), "uplifts-mixed", /added/)).toContain("lower payout by 10% added to others when good");
    expect(fixed(inScheme("  where share = 30%\n  award share of rent\n  raise rate rest to 40% when local"), "uplift-target", /`share`/)).toContain("raise rate share to 40%");
    expect(fixed(inScheme("  award increase of rent over previous year"), "not-by-year", /by year/)).toContain("per calendar year by year cite I(1)");
    expect(fixed(inScheme("  award first reaching rent best before rent skipping pays sum { 500 yuan: 2 yuan  100 yuan: 1 yuan }"), "milestones-not-rising", /swap/)).toContain("{ 100 yuan: 1 yuan  500 yuan: 2 yuan }");
  });
});
