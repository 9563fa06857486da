import { describe, expect, test } from "vitest";
import { applyEdits } from "../../compiler/service/index.js";
import { completions, file, inFile, inProject, inScheme, labels, open, sorted } from "./support.js";

describe("what may be written at a place", () => {
  test("a statement begins: keywords and whole statements, none of pools or of the other surface", () => {
    const here = labels(inScheme("  |"));
    expect(here).toEqual(expect.arrayContaining(["require", "award", "cap", "by reading", "award banded by { … }", "cap … per calendar year"]));
    expect(here).not.toContain("allocate");
    expect(here).not.toContain("relation");
    expect(here.some((label) => /\p{Script=Han}/u.test(label))).toBe(false);
    expect(labels(inProject("  |"))).toEqual(expect.arrayContaining(["条件", "补助", "上限", "依读法", "补助 按 … 分档 { … }"]));
    expect(labels(inFile("pool p {\n  |\n}\n"))).toEqual(expect.arrayContaining(["covers", "allocate", "cap payout … per calendar year"]));
    expect(labels(inFile("pool p {\n  |\n}\n"))).not.toContain("require");
    expect(labels(inFile("stack s {\n  |\n}\n"))).toEqual(expect.arrayContaining(["covers", "on", "relation"]));
    expect(labels(inFile("|"))).toEqual(expect.arrayContaining(["scheme", "reading", "pool", "example", "scheme { … }", "fact … money"]));
    expect(labels("|")).toEqual(expect.arrayContaining(["policy", "vocabulary"]));
    expect(labels("policy a.b version \"1\" {\n  |\n}\n")).toEqual(expect.arrayContaining(["title", "in force", "source"]));
  });

  test("a value: facts of the wanted type first, with type and title", () => {
    const here = completions(inScheme("  award |"));
    expect(here[0]).toMatchObject({ label: "rent", kind: "fact", detail: "money per calendar year", documentation: { title: "Rent paid", clause: "I(1)", quote: "the rent paid" } });
    expect(here[0]?.filterText).toContain("租金");
    expect(labels(inScheme("  require |")).slice(0, 2).sort()).toEqual(["good", "local"]);
    expect(labels(inScheme("  require x: |")).slice(0, 2).sort()).toEqual(["good", "local"]);
    expect(completions(inProject("  补助 |"))[0]).toMatchObject({ label: "租金", detail: "金额 每年" });
  });

  test("names of the scheme itself", () => {
    expect(labels(inScheme("  where base = rent less 5 yuan\n  award 30% of |"))).toEqual(expect.arrayContaining(["base", "rent"]));
  });

  test("after a fact: what compares its type", () => {
    expect(labels(inScheme("  require x: rent |")).slice(0, 4)).toEqual(["at least", "at most", "less than", "more than"]);
    const opened = labels(inScheme("  require x: opened |"));
    expect(opened).toContain("on or before");
    expect(opened).not.toContain("at least");
    expect(labels(inScheme("  award rent |"))).not.toContain("at least");
    expect(labels(inScheme("  require rent |"))).toEqual(expect.arrayContaining(["at least", "unless", "cite"]));
    expect(labels(inProject("  条件 租金 |"))).toEqual(expect.arrayContaining(["不低于", "不超过"]));
  });

  test("after a comparison: the listed values of the fact", () => {
    expect(labels(inScheme("  require x: tier is |")).slice(0, 2)).toEqual(["low", "high"]);
    expect(labels(inScheme("  require x: tier is one of low, |")).slice(0, 2)).toEqual(["low", "high"]);
    expect(labels(inProject("  条件 档次 为 |")).slice(0, 2)).toEqual(["低", "高"]);
    expect(labels(inProject("  条件 档次 不低于 |")).slice(0, 2)).toEqual(["低", "高"]);
  });

  test("readings: their names with the whole block, their alternatives that are not treated yet", () => {
    expect(completions(inScheme("  by reading |"))[0]).toMatchObject({ label: "span", insertText: "span {\n  own_year: $1\n  plan_year: $2\n}" });
    expect(labels(inScheme("  by reading span {\n    |\n  }")).slice(0, 3)).toEqual(["own_year", "plan_year", "own_year + plan_year"]);
    expect(labels(inScheme("  by reading span {\n    own_year: award rent\n    |\n  }"))[0]).toBe("plan_year");
    expect(labels(inScheme("  award by reading span { own_year: rent, |"))[0]).toBe("plan_year");
    expect(labels(inProject("  依读法 期间 {\n    |\n  }"))).toEqual(expect.arrayContaining(["自然年度", "计划年度"]));
  });

  test("rows of a table", () => {
    expect(labels(inScheme("  award graded by tier {\n    |\n  }"))).toEqual(expect.arrayContaining(["low", "high", "low + high", "otherwise: nothing"]));
    expect(labels(inScheme("  award graded by tier {\n    low: 5 yuan\n    |\n  }"))).not.toContain("low");
    expect(labels(inScheme("  award banded by rent {\n    |\n  }"))).toContain("… (inclusive) to … (exclusive):");
    expect(labels(inProject("  补助 按 档次 分别给予 {\n    |\n  }"))).toEqual(expect.arrayContaining(["低", "高", "其他：不补助"]));
  });

  test("citations: the clauses of the source, then the words of the clause", () => {
    const anchors = completions(inScheme("  award rent cite |"));
    expect(anchors.map((item) => item.label)).toEqual(["I(1)", "I", "I(2)", "II", "external"]);
    expect(anchors[0]).toMatchObject({ insertText: "I(1) \"$1\"", detail: expect.stringContaining("Rent") as string });
    const words = completions(inScheme("  award rent cite I(2) \"|\""));
    expect(words.map((item) => item.insertText)).toContain("The floor area is 100 square metres or more");
    expect(words.every((item) => !item.insertText.includes("30%"))).toBe(true);
    // a quote that is not closed yet
    expect(completions(inScheme("  award rent cite I(1) \"|")).map((item) => item.insertText)).toEqual(expect.arrayContaining([expect.stringContaining("30%")]));
  });

  test("units after a number, imports, sources, findings, subjects, pools, results", () => {
    expect(labels(inScheme("  require x: area at least 100 |"))).toEqual(expect.arrayContaining(["sqm", "yuan"]));
    expect(labels(inProject("  补助 30|"))).toEqual(expect.arrayContaining(["万元", "元", "%"]));
    expect(labels("policy a.b version \"1\" { }\nuse |")).toEqual(["shared.terms"]);
    expect(labels("policy a.b version \"1\" {\n  source \"|\"\n}")).toEqual(["source.txt"]);
    expect(labels(inScheme("  accept \"|\""))).toContain("cap-never-binds");
    expect(labels(inScheme("  cap a: payout at 5 yuan per |"))).toEqual(["enterprise", "calendar year"]);
    expect(labels(inFile("pool a { }\npool b {\n  within |\n}"))).toEqual(expect.arrayContaining(["a"]));
    const example = inFile("scheme s { award rent }\nexample \"x\" on 2026-06-15 {\n  rent = 5 yuan\n");
    expect(labels(`${example}  expect |\n}`)).toContain("s");
    expect(labels(`${example}  expect s |\n}`)).toEqual(expect.arrayContaining(["= 10,000 yuan", "up to", "ineligible"]));
    expect(labels(`${example}  tier = |\n}`).slice(0, 2)).toEqual(["low", "high"]);
    expect(labels(`${example}  |\n}`)).toContain("tier");
    expect(labels(`${example}  |\n}`)).not.toContain("rent");
  });

  test("types and modifiers of a fact", () => {
    expect(labels(inFile("fact x \"X\": |"))).toEqual(expect.arrayContaining(["money", "one of", "quantity in"]));
    expect(labels(inFile("fact x \"X\": quantity in |"))).toEqual(["sqm"]);
    expect(labels(inFile("fact x \"X\": money |"))).toEqual(expect.arrayContaining(["from", "if absent", "established by"]));
  });

  test("a keyword of several words goes on from its beginning", () => {
    const { service, offset, text } = open(inFile("not com|"));
    const [item] = sorted(service.completion(file, offset));
    expect(item?.label).toBe("not computed");
    expect(applyEdits(text, [{ ...(item?.replace ?? { start: 0, end: 0 }), text: item?.insertText ?? "" }])).toBe(inFile("not computed"));
  });

  test("a Chinese operator after a name without a space", () => {
    const { service, offset, text } = open(inProject("  条件 x：租金不|"));
    const item = service.completion(file, offset).find((one) => one.label === "不低于");
    expect(applyEdits(text, [{ ...(item?.replace ?? { start: 0, end: 0 }), text: item?.insertText ?? "" }])).toBe(inProject("  条件 x：租金不低于"));
  });

  test("nothing inside comments, numbers and other words", () => {
    expect(labels(inFile("// a rem|ark"))).toEqual([]);
    expect(labels(inScheme("  award 100,|000 yuan"))).toEqual([]);
    expect(labels(inScheme("  award rent cite external \"a decr|ee\" \"b\""))).toEqual([]);
  });

  test("in a file whose other parts are broken", () => {
    expect(labels(inScheme("  require at least {\n  award |"))[0]).toBe("rent");
    expect(labels(`policy city.plan version {\n  source\n\n${inScheme("  by reading |").slice(inScheme("").indexOf("use shared"))}`)).toContain("span");
  });

  test("the word under the cursor is replaced as a whole", () => {
    const { service, offset, text } = open(inScheme("  award re|nt"));
    const item = service.completion(file, offset).find((one) => one.label === "rent");
    expect(item && text.slice(item.replace.start, item.replace.end)).toBe("rent");
  });
});
