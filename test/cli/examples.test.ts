import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readCaseFile } from "../../compiler/cli/case-file.js";
import { firstPolicy } from "../../compiler/cli/first-policy.js";
import { junit, xml } from "../../compiler/cli/junit.js";
import { loadPolicies } from "../../compiler/cli/load.js";
import { compile, cover, interpret, leftOver, runExamples, type CoreProgram } from "../../compiler/index.js";
import { parse, print } from "../../grammar/index.js";
import { evaluateDossier } from "../../runtime/api.js";
import { allot, folderWith, smallPolicy } from "./support.js";

/** `allot test`, `allot cover`, `allot init`. */

const right = "\nexample \"half\" on 2026-06-15 {\n  local = yes\n  fee = 100 yuan\n  expect rent = 50 yuan\n}\n";
const wrong = "\nexample \"<b>\\\"wrong\\\" & co\" on 2026-06-15 {\n  local = yes\n  fee = 5,000 yuan\n  expect rent = 2,500 yuan\n}\n";

describe("test", () => {
  const folder = folderWith({ "p.policy": smallPolicy + right + wrong });

  test("what passes is one line; what fails shows expected, got and how it was found", () => {
    const { code, out, err } = allot(["test", "."], { cwd: folder });
    expect(code).toBe(1);
    expect(err).toBe("2 examples: 1 passed, 1 failed\n");
    expect(out).toContain("✓ half  p.policy:19\n");
    expect(out).toMatch(/✗ <b>"wrong" & co {2}p\.policy:25\n {4}expect rent = 2,500 yuan\n {4}expected 2500\.00\n {4}got {6}eligible 1000\.00\n/);
    expect(out).toContain("1,000.00 yuan  ← this decides the amount");
  });

  test("--run, --coverage", () => {
    const { code, out, err } = allot(["test", ".", "--run", "^HALF$", "--coverage", "--format", "json"], { cwd: folder });
    expect({ code, err }).toEqual({ code: 0, err: "1 example: 1 passed, 0 failed\n" });
    expect(JSON.parse(out)).toMatchObject({ format: 1, passed: 1, failed: 0, untouched: [] });
    const none = allot(["test", ".", "--run", "nothing like it", "--coverage"], { cwd: folder });
    expect(none.code).toBe(1);
    expect(none.out).toContain("touched by examples: 0 of 3 rules");
    expect(none.out).toContain("p.policy:14");
  });

  test("junit", () => {
    const { code, out } = allot(["test", ".", "--format", "junit"], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toContain("<testsuites name=\"allot\" tests=\"2\" failures=\"1\" errors=\"0\">");
    expect(out).toContain("<testcase classname=\"p.policy\" name=\"half\"/>");
    expect(out).toContain("name=\"&lt;b&gt;&quot;wrong&quot; &amp; co\"");
    expect(xml("a\u0000b\ud800c\u001b")).toBe("a\uFFFDb\uFFFDc\uFFFD");
    expect(junit([])).toBe("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"allot\" tests=\"0\" failures=\"0\" errors=\"0\">\n</testsuites>\n");
  });

  test("the shipped examples pass", () => {
    const { code, err } = allot(["test"]);
    expect(code).toBe(0);
    expect(err).toMatch(/^\d+ examples: \d+ passed, 0 failed\n$/);
  });
});

describe("cover", () => {
  test("nothing that carries a number is left over in the shipped sources", () => {
    const { code, out, err } = allot(["cover", "--summary"]);
    expect({ code, err }).toEqual({ code: 0, err: "3 sources: no number is left over\n" });
    expect(out).toContain("source.zh.txt");
    expect(out).toContain("source.en.txt");
  });

  test("a number that nothing uses is listed with its line, exit 1", () => {
    const source = "I. Rules\n\nOf the fee 50% is paid.\n\nAt least 7 offices are inspected.\n";
    const folder = folderWith({ "source.txt": source, "p.policy": smallPolicy.replace("by application_date\n}", "by application_date\n  source \"source.txt\"\n}").replace("award 50% of fee", "award 50% of fee cite I \"Of the fee 50%\"").replace(/from 2026.*\n/, "$&    cite external \"the gazette\" \"2026-01-01 2026-12-31\"\n").replace(/  cap .*\n/, "") });
    const { code, out, err } = allot(["cover", "."], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toContain("sentences: 1 of 3 carried; numbers: 1 of 2 accounted for");
    expect(out).toContain("source.txt:5  7");
    expect(err).toContain("1 source: 1 number left over");
    const json = JSON.parse(allot(["cover", ".", "--format", "json"], { cwd: folder }).out) as { readonly sources: readonly { readonly leftOver: readonly unknown[]; readonly numbers: readonly unknown[] }[] };
    expect(json.sources[0]?.leftOver).toHaveLength(1);
    expect(json.sources[0]?.numbers).toHaveLength(2);
  });
});

describe("init", () => {
  test.each(["en", "zh"] as const)("a first policy in %s without findings, all of it tested and covered", async (lang) => {
    const folder = folderWith(Object.fromEntries(firstPolicy[lang].map(({ name, text }) => [name, text])));
    const input = loadPolicies([folder]);
    const compiled = compile(input);
    expect(compiled.diagnostics).toEqual([]);
    expect(runExamples(compiled).map((example) => example.passed)).toEqual([true, true, true, true]);
    expect(cover(compiled, input.source).flatMap(leftOver)).toEqual([]);
    for (const file of input.files) expect(print(parse(file.text).file, { surface: lang })).toBe(file.text);
    const read = await readCaseFile(JSON.parse(firstPolicy[lang].find(({ name }) => name.endsWith(".json"))?.text ?? "") as never);
    if (!("file" in read)) throw new Error("no case");
    const { awards } = evaluateDossier(interpret(compiled.program as CoreProgram), read.file, { on: "2026-06-15" });
    expect(awards.map((award) => award.amount)).toEqual(["30000.00"]);
  });

  test("writes it, says what comes next, and never overwrites", () => {
    const cwd = folderWith();
    const { code, out, err } = allot(["init", "first"], { cwd });
    expect(code).toBe(0);
    expect(out.trimEnd().split("\n")).toEqual(firstPolicy.en.map(({ name }) => `first/${name}`));
    const next = err.split("\n").map((line) => /^ {2}allot (.*)$/.exec(line)?.[1]).filter((line) => line !== undefined);
    expect(next).toHaveLength(3);
    for (const line of next) expect(allot(line.split(" "), { cwd })).toMatchObject({ code: 0 });
    expect(allot(["init", "first", "--lang", "zh"], { cwd })).toMatchObject({ code: 2, out: "" });
    expect(readFileSync(join(cwd, "first/city/cloud/2026.policy"), "utf8")).toBe(firstPolicy.en.find(({ name }) => name.endsWith("2026.policy"))?.text);
  });
});
