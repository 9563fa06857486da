import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { indexLines, parse, print, scan, type Surface, type SyntaxIssue } from "../../grammar/index.js";

const sample = (surface: Surface): string => readFileSync(new URL(`samples/${surface}.policy`, import.meta.url), "utf8");
const surfaces: readonly Surface[] = ["en", "zh"];

type Mutation = (before: string, word: string, after: string) => string;
const mutations: Readonly<Record<string, Mutation>> = {
  deleted: (before, _, after) => before + after,
  doubled: (before, word, after) => `${before}${word} ${word}${after}`,
  "replaced by a character": (before, _, after) => `${before}@${after}`,
  "replaced by a name": (before, _, after) => `${before} zzz ${after}`,
  "replaced by a number": (before, _, after) => `${before} 77 ${after}`,
  "replaced by a keyword": (before, _, after) => `${before} cite ${after}`,
  "replaced by a brace": (before, _, after) => `${before} { ${after}`,
};

interface Measured {
  readonly faults: number;
  readonly issues: number;
  readonly near: number;
  readonly most: number;
  readonly lost: number;
  readonly slowest: number;
}

/** What is missing at the end of a line is noticed at the start of the next. */
const placeOf = (issue: SyntaxIssue): number => (issue.code === "missing-token" ? issue.related?.end : undefined) ?? issue.span.start;

/** Every token deleted and doubled, every third one replaced; all of them with MEASURE=1, which also prints the figures. */
const thorough = process.env["MEASURE"] !== undefined;

function measure(text: string, mutate: Mutation, every: number): Measured {
  const declarations = parse(text).file.decls.length;
  let [faults, issues, near, most, lost, slowest] = [0, 0, 0, 0, 0, 0];
  for (const token of scan(text).tokens.filter((_, i) => i % every === 0)) {
    const end = (token.endOffset ?? token.startOffset) + 1;
    const broken = mutate(text.slice(0, token.startOffset), text.slice(token.startOffset, end), text.slice(end));
    const began = performance.now();
    const found = parse(broken);
    slowest = Math.max(slowest, performance.now() - began);
    const [first] = found.issues;
    if (first === undefined) continue; // still a file: names, units and citations have to catch it
    faults++;
    issues += found.issues.length;
    most = Math.max(most, found.issues.length);
    lost = Math.max(lost, declarations - found.file.decls.length);
    const lines = indexLines(broken);
    if (Math.abs(lines.position(placeOf(first)).line - lines.position(token.startOffset).line) <= 1) near++;
  }
  return { faults, issues, near, most, lost, slowest };
}

describe.each(surfaces)("each token of the sample once, %s", (surface) => {
  it("the sample parses, and is as the printer writes it", () => {
    const { file, issues } = parse(sample(surface));
    expect(issues).toEqual([]);
    expect(print(file, { surface })).toBe(sample(surface));
  });

  it.each(Object.entries(mutations))("%s", (what, mutate) => {
    const { faults, issues, near, most, lost, slowest } = measure(sample(surface), mutate, thorough || !what.startsWith("replaced") ? 1 : 3);
    const report = `${surface}, ${what}: ${faults} faults, ${(issues / faults).toFixed(2)} issues each, at most ${most}, ${((100 * near) / faults).toFixed(1)}% within a line, at most ${lost} declarations lost, slowest ${slowest.toFixed(0)} ms`;
    if (thorough) process.stdout.write(`${report}\n`);
    expect(faults, report).toBeGreaterThan(80);
    expect(issues / faults, report).toBeLessThanOrEqual(1.3);
    expect(near / faults, report).toBeGreaterThanOrEqual(0.97);
    expect(most, report).toBeLessThanOrEqual(4);
    expect(lost, report).toBeLessThanOrEqual(2);
    expect(slowest, report).toBeLessThan(1000);
  });
});

describe("ten mistakes in ten declarations", () => {
  const en = [
    "use as x",
    "fact a: mony",
    "fact b: money from 0 yuan 5 yuan",
    "value c { from 2026-01-01 5% }",
    "scheme d {\n  require at least 5\n  award 5 yuan\n}",
    "scheme e {\n  cap payout at\n  award 5 yuan\n}",
    "scheme f {\n  award banded by x {\n    1 to 5 10%\n    otherwise: nothing\n  }\n}",
    "reading g {\n  one \"x\" because\n}",
    "bar h for 3 years from d until the same date inclusive",
    "example \"i\" {\n  a 5\n  expect d = 5 yuan\n}",
  ];
  const zh = [
    "引用 称为 x",
    "事实 甲：金钱",
    "事实 乙：金额 自 0元 5元",
    "标准值 丙 {\n  自 2026年1月1日 5%\n}",
    "项目 丁 {\n  条件 不低于 5\n  补助 5元\n}",
    "项目 戊 {\n  上限 补助额\n  补助 5元\n}",
    "项目 己 {\n  补助 按 额 分档 {\n    1至5 10%\n    其他：不补助\n  }\n}",
    "读法 庚 {\n  一 “x” 理由\n}",
    "禁止申报 辛 自 日 3年 至对应日 含",
    "算例 “壬” {\n  甲 5\n  应得 丁 ＝ 5元\n}",
  ];

  it.each([["en", en], ["zh", zh]] as const)("give ten issues, each in its own, %s", (_, declarations) => {
    const sound = declarations.map((_d, i) => `fact sound_${i}: money\n`);
    const text = declarations.map((d, i) => `${d}\n${sound[i] ?? ""}`).join("\n");
    const { file, issues } = parse(text);
    const starts = declarations.map((d) => text.indexOf(d));
    const hit = issues.map((issue) => starts.findLastIndex((start) => start <= placeOf(issue)));
    expect(hit, issues.map((i) => JSON.stringify(i)).join("\n")).toEqual(declarations.map((_d, i) => i));
    // the declarations between them are all still there
    const facts = file.decls.flatMap((d) => (d.kind === "fact" ? [d.naming.name.text] : [])).filter((n) => n.startsWith("sound_"));
    expect(facts).toEqual(declarations.map((_d, i) => `sound_${i}`));
  });
});

describe("after a fault", () => {
  it("the other statements of the block are still in the tree", () => {
    const { file, issues } = parse("scheme s {\n  per project\n  require (a at least\n  award 5 yuan\n  cap payout at 6 yuan\n}\n");
    expect(issues).toHaveLength(1);
    expect(file.decls).toMatchObject([{ kind: "scheme", body: [{ kind: "scope" }, { kind: "award" }, { kind: "cap" }] }]);
  });

  it("the other rows of the table too", () => {
    const { file, issues } = parse("scheme s {\n  award banded by x {\n    1 to 5: 10%\n    5 to: 20%\n    otherwise: nothing\n  }\n}\n");
    expect(issues).toHaveLength(1);
    expect(file.decls).toMatchObject([{ body: [{ kind: "award", value: { rows: [{}, {}] } }] }]);
  });

  it.each([
    ["a brace that closes a block is missing", "scheme s {\n  when a {\n    note n\n\n  award 5 yuan\n}\nscheme t {\n  award 6 yuan\n}\n", ["s", "t"]],
    ["a brace that opens a block is missing", "scheme s \n  award 5 yuan\n}\nscheme t {\n  award 6 yuan\n}\n", ["s", "t"]],
    ["a brace too many", "scheme s {\n  award 5 yuan\n} }\nscheme t {\n  award 6 yuan\n}\n", ["s", "t"]],
    ["a head is misspelt", "scheme s {\n  award 5 yuan\n}\nschema u {\n  award 5 yuan\n  cap 5 yuan\n}\nscheme t {\n  award 6 yuan\n}\n", ["s", "t"]],
    ["the header is broken", "policy p versoin \"1\" {\n  title \"x\"\n}\nscheme s {\n  award 5 yuan\n}\n", ["s"]],
    ["a block ends early", "scheme s {\n  require a }\n  require b\n  award 5 yuan\n}\nscheme t {\n  award 6 yuan\n}\n", ["s", "t"]],
    ["the file ends in the middle", "scheme s {\n  award 5 yuan\n}\nscheme t {\n  award 6 yuan\n  require a at", ["s", "t"]],
  ] as const)("%s: one issue, and the schemes are there", (_, text, schemes) => {
    const { file, issues } = parse(text);
    expect(issues.map((i) => i.code), JSON.stringify(issues)).toHaveLength(1);
    expect(file.decls.flatMap((d) => (d.kind === "scheme" ? [d.naming.name.text] : []))).toEqual(schemes);
  });
});
