import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { compile, lint } from "../../compiler/index.js";
import { catalogue, type DiagnosticCode } from "../../compiler/diagnostics/catalogue.js";
import { exampleFile, guidePages } from "../../compiler/guide/index.js";
import { createService, helpContents, helpMarkdown, helpPage, problemHelp } from "../../compiler/service/index.js";
import { exampleText } from "../../compiler/service/guide.js";
import { keywords, type Keyword } from "../../grammar/keywords.js";

const pages = [...guidePages.values()];
const langs = ["en", "zh"] as const;

test("every keyword that heads a construct leads to a page", () => {
  const led = new Set<string>(pages.flatMap((page) => page.words));
  expect(Object.entries(keywords).filter(([id, keyword]: [string, Keyword]) => keyword.head === true && !led.has(id)).map(([id]) => id)).toEqual([]);
});

test("pages are found once, and lead to pages", () => {
  expect(new Set(pages.map((page) => page.id)).size).toBe(helpContents("en").flatMap((family) => family.pages).length);
  expect(pages.flatMap((page) => page.see.filter((id) => !guidePages.has(id) || id === page.id).map((id) => `${page.id}: ${id}`))).toEqual([]);
});

describe.each(pages.map((page) => [page.id, page] as const))("%s", (_, page) => {
  test.each(langs)("the example compiles, and the analyser has nothing to say (%s)", (lang) => {
    const text = exampleText(page, lang);
    const { program, diagnostics } = compile({ files: [{ id: "a.policy", text }], source: () => exampleFile(page).source, drafts: true });
    const told = [...diagnostics, ...(program === undefined ? [] : lint(program))];
    expect(told.map((one) => `${one.code}: ${text.slice(one.span.start, one.span.end)}`)).toEqual([]);
  });

  test("is written in both languages, and shows no word of the other in the Chinese example", () => {
    for (const both of [page.title, page.sentence, page.text]) expect([both.en, /\p{Script=Han}/u.test(both.zh)]).toEqual([expect.stringMatching(/[a-z]/), true]);
    const chinese = helpPage(page.id, "zh")?.example ?? "";
    const reasons = [...chinese.matchAll(/(?:理由|最高额|算例) “([^”]*)”/g)].map(([, reason = ""]) => reason);
    expect(reasons.filter((reason) => !/\p{Script=Han}/u.test(reason))).toEqual([]);
    expect(page.text.en.length).toBeLessThan(500);
    for (const lang of langs) expect(helpMarkdown(helpPage(page.id, lang) ?? problemHelp("cliff", lang)!, lang).split("\n").length).toBeLessThan(80);
  });
});

test("every diagnostic has a page in both languages", () => {
  for (const code of Object.keys(catalogue) as DiagnosticCode[]) {
    for (const lang of langs) expect(problemHelp(code, lang)).toMatchObject({ id: code, kind: "problem", text: expect.stringMatching(/./) as string });
  }
});

test("a page is found by its id, its title and its words in either language", () => {
  for (const asked of ["banded", "banded by", "分档", "Banded: the whole amount by its interval"]) expect(helpPage(asked, "en")?.id).toBe("banded");
  expect(helpPage("error[band-gap]", "zh")?.see.map((link) => link.id)).toEqual(["banded", "marginal"]);
  expect(helpPage("no such page", "en")).toBeUndefined();
});

test("hover leads to the page of a name and of a keyword", () => {
  const service = createService();
  const { file } = exampleFile(guidePages.get("cap")!);
  service.setFile("a.policy", file);
  expect(service.hover("a.policy", file.indexOf("cap annual") + 1, "en")?.guide?.id).toBe("cap");
  expect(service.hover("a.policy", file.indexOf("per enterprise") + 1, "en")?.guide?.id).toBe("scheme");
  expect(service.hover("a.policy", file.indexOf("50% of rent") + 8, "zh")?.guide?.title).toBe("事实：申报中陈述的内容");
});

test("the command prints pages, and the nearest one for a slip", () => {
  const run = (...args: readonly string[]) => spawnSync(process.execPath, ["dist/compiler/cli/main.js", "guide", ...args], { encoding: "utf8" });
  expect(run("封顶", "--lang", "zh").stdout).toContain("另加 认证奖励：1万元 当 获认证");
  expect(run("reading", "--format", "md", "--lang", "en").stdout).toMatch(/^# Readings[\s\S]*```policy\n/);
  expect(JSON.parse(run("cap", "--format", "json", "--lang", "en").stdout)).toMatchObject({ id: "cap", kind: "construct" });
  expect(run("band-gap", "--lang", "en").stdout).toMatch(/no row holds|no band|band/);
  expect(run("instalmets", "--lang", "en")).toMatchObject({ status: 2, stderr: expect.stringContaining("did you mean `instalments`?") as string });
});

test("what the checker says of an idiom leads to its page", () => {
  const about = { "uplifts-mixed": "uplift-rate", "growth-base-unsaid": "growth", "each-unsaid": "for-each", "slice-outside": "each-slice", "day-count-unsaid": "interest-support", "limit-order-unsaid": "award-limit", "milestones-not-rising": "first-reaching", "not-a-list": "sum-for-each", "payers-sum": "funded-by", "term-unit": "support-term", "not-by-year": "increase", "ratio-of-nothing": "match" };
  for (const [code, page] of Object.entries(about)) expect(problemHelp(code, "zh")?.see.map((link) => link.id)).toContain(page);
});

test("a step of one unit that the words write as 1 is said by the rule", () => {
  const { file, source } = exampleFile(guidePages.get("percentage-points")!);
  const told = compile({ files: [{ id: "a.policy", text: file.replace("1 percentage point", "2 percentage points") }], source: () => source, drafts: true }).diagnostics;
  expect(told.map((one) => one.code)).toEqual(["literal-not-cited", "number-unused"].sort());
});
