import { describe, expect, test } from "vitest";
import { keywords, type KeywordId } from "../../grammar/index.js";
import { keywordHelp } from "../../compiler/service/keyword-help.js";
import type { Hover } from "../../compiler/service/index.js";
import { file, inProject, inScheme, open } from "./support.js";

function hoverAt(marked: string, lang: "en" | "zh" = "en"): Hover | undefined {
  const { service, offset } = open(marked);
  return service.hover(file, offset, lang);
}

describe("what a word is", () => {
  test("a fact: type, title, range, what absence means, clause and words", () => {
    const here = hoverAt(inScheme("  award 30% of re|nt"));
    expect(here).toMatchObject({
      signature: "fact rent / 租金: money per calendar year", title: "Rent paid",
      lines: [{ label: "range", text: "0 yuan to 10,000,000 yuan" }, { label: "if absent", text: "unknown" }],
    });
    expect(here?.quotes[0]).toEqual({ clause: "I(1)", words: "the rent paid", external: false, sentence: "Enterprises receive a subsidy of 30% of the rent paid, up to 100,000 yuan a year." });
    expect(hoverAt(inScheme("  award 30% of re|nt"), "zh")).toMatchObject({ signature: "事实 rent / 租金：金额 每年", title: "实付租金" });
  });

  test("a finding says who establishes it; a unit, a listed value, a reading, an alternative", () => {
    expect(hoverAt(inScheme("  require x: go|od"))?.lines).toContainEqual({ label: "established by", text: "the commission" });
    expect(hoverAt(inScheme("  require x: area at least 5 sq|m"))).toMatchObject({ signature: "unit sqm / 平方米", title: "square metres" });
    expect(hoverAt(inScheme("  require x: tier is hi|gh"))?.signature).toBe("high / 高 (value of tier)");
    expect(hoverAt(inScheme("  by reading sp|an { own_year: award rent, plan_year: award rent }"))?.lines).toContainEqual({ label: "alternatives", text: "own_year, plan_year" });
    expect(hoverAt(inScheme("  by reading span { own_|year: award rent, plan_year: award rent }"))?.lines).toContainEqual({ label: "default because", text: "the words say a year" });
  });

  test("a definition and a cap show what they say", () => {
    expect(hoverAt(inScheme("  where ba|se = rent less 5 yuan\n  award base"))?.signature).toBe("where base = rent less 5 yuan");
    expect(hoverAt(inScheme("  award rent\n  cap an|nual: payout at 100,000 yuan cite I(1) \"up to 100,000 yuan a year\""))).toMatchObject({
      signature: "cap annual: payout at 100,000 yuan", quotes: [{ clause: "I(1)", words: "up to 100,000 yuan a year" }],
    });
  });

  test("a scheme quotes what it pays; a policy that is used names itself", () => {
    expect(hoverAt(inScheme("  award 30% of rent cite I(1) \"30% of the rent paid\"").replace("scheme support", "scheme sup|port"))).toMatchObject({ title: "Rent support", quotes: [{ words: "30% of the rent paid" }] });
    expect(hoverAt(inScheme("").replace("use shared.terms", "use sha|red.terms"))).toMatchObject({ signature: "vocabulary shared.terms", title: "Common terms" });
  });

  test("numbers in the other notation", () => {
    expect(hoverAt(inProject("  补助 30|万元"), "en")?.signature).toBe("300,000 yuan = 30万元");
    expect(hoverAt(inScheme("  award 300,0|00 yuan"), "zh")?.signature).toBe("30万元 = 300,000 yuan");
    expect(hoverAt(inScheme("  require x: opened on or before 2026-0|2-04"), "zh")?.signature).toBe("2026年2月4日，星期三 = 2026-02-04");
    expect(hoverAt(inScheme("  award 5|0% of rent"), "zh")?.signature).toBe("50% = 百分之50");
  });

  test("a quote shows its sentence, and warns of another clause", () => {
    expect(hoverAt(inScheme("  award rent cite I(1) \"30% of the re|nt\""))?.quotes[0]?.sentence).toContain("Enterprises receive");
    expect(hoverAt(inScheme("  award rent cite I(2) \"30% of the re|nt\""))?.lines[0]?.text).toBe("the words stand in another clause");
  });

  test("keywords explain themselves in both languages", () => {
    expect(hoverAt(inScheme("  aw|ard rent"))).toMatchObject({ signature: "award", title: expect.stringContaining("what is paid") as string, lines: [{ label: "example", text: "award 30% of rent" }] });
    expect(hoverAt(inProject("  补|助 租金"), "zh")?.title).toContain("支付什么");
  });

  test("every word that begins something has its explanation", () => {
    const missing = (Object.keys(keywords) as KeywordId[]).filter((id) => (keywords[id] as { head?: true }).head === true && keywordHelp[id] === undefined);
    expect(missing).toEqual([]);
    for (const help of Object.values(keywordHelp)) expect(Object.values({ ...help.says, exampleEn: help.example.en, exampleZh: help.example.zh }).every((text) => text.length > 0)).toBe(true);
  });

  test("nothing on blanks and comments", () => {
    expect(hoverAt(inScheme("  award rent // a rem|ark"))).toBeUndefined();
    expect(hoverAt("\n|\n")).toBeUndefined();
  });
});
