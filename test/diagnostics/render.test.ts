import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue, compile, type Diagnostic, type DiagnosticCode, type Entry } from "../../compiler/index.js";
import { columns, pad, safe } from "../../compiler/diagnostics/columns.js";
import { createSources, help, message, render } from "../../compiler/diagnostics/render.js";
import { scan } from "../../grammar/index.js";
import { mistakes } from "./mistakes.js";

/** What an analyst reads when something is wrong. */

const golden = new URL("../golden/mistakes/", import.meta.url);
mkdirSync(golden, { recursive: true });

const fileName = (name: string): string => `${name.replace(/[^\p{L}\p{N}]+/gu, "-")}.txt`;

const diagnose = (text: string): readonly Diagnostic[] =>
  compile({ files: [{ id: "my.policy", text }], source: () => undefined }).diagnostics.filter((d) => d.code !== "no-source" && d.code !== "number-without-citation");

describe("mistakes of analysts, and what they read", () => {
  for (const [name, text] of Object.entries(mistakes)) {
    test(name, () => {
      const sources = createSources(() => text);
      const read = (["en", "zh"] as const).map((lang) => diagnose(text).map((d) => render(d, sources, { lang })).join("\n\n"));
      const shown = `${text.includes("\n\nfact") ? text.slice(text.indexOf("annual_purchase：金额") + "annual_purchase：金额".length).trim() : text.trim()}\n${"-".repeat(72)}\n${read.join("\n\n")}\n`;
      const path = new URL(fileName(name), golden);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, shown);
      expect(shown).toBe(readFileSync(path, "utf8"));
    });
  }

  test("no golden without its mistake", () => {
    expect(readdirSync(golden).sort()).toEqual(Object.keys(mistakes).map(fileName).sort());
  });
});

describe("the catalogue", () => {
  const parameters = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{([a-z]+)\}/g)].map(([, key = ""]) => key))].sort();

  test.each(Object.entries(catalogue as Readonly<Record<string, Entry>>))("%s", (_, { en, zh }) => {
    for (const [english, chinese] of [[en[0], zh[0]], [en[1], zh[1]]] as const) {
      expect(parameters(chinese)).toEqual(parameters(english));
      expect(english).toMatch(/^[^A-Z]/);
      expect(english).not.toMatch(/\.$/);
      expect(chinese).not.toMatch(/[。.]$/);
      expect(english).not.toMatch(/\p{Script=Han}/u);
      expect(english).not.toBe("");
    }
    expect(zh[0]).toMatch(/\p{Script=Han}/u);
  });
});

describe("rendering", () => {
  const at = (text: string, sought: string, more: Partial<Diagnostic> = {}): string => {
    const start = text.indexOf(sought);
    const diagnostic: Diagnostic = { code: "unknown-name", severity: "error", file: "a.policy", span: { start, end: start + sought.length }, parameters: { name: sought, suggestion: "" }, ...more };
    return render(diagnostic, createSources((id) => (id === "a.policy" ? text : id === "b.policy" ? "one\ntwo\nthree\n" : undefined)), { lang: "en" });
  };
  const marksOf = (shown: string): readonly string[] => shown.split("\n").slice(3, 5);

  test("Chinese characters count two columns, and so do their marks", () => {
    const [line = "", marks = ""] = marksOf(at("补助 服务费用的30%", "服务费用"));
    expect(line).toBe("1 | 补助 服务费用的30%");
    expect(marks).toBe(`  | ${" ".repeat(5)}${"^".repeat(8)}`);
  });

  test("tabs, empty places, places of several lines, the end of the file", () => {
    expect(marksOf(at("\taward x", "x"))).toEqual(["1 |   award x", `  | ${" ".repeat(8)}^`]);
    expect(marksOf(at("award", "award", { span: { start: 5, end: 5 } }))).toEqual(["1 | award", "  |      ^"]);
    expect(marksOf(at("scheme s {\n}\n", "{\n}"))).toEqual(["1 | scheme s {", "  |          ^"]);
    expect(marksOf(at("a\n", "a", { span: { start: 2, end: 2 } }))).toEqual(["2 |", "  | ^"]);
    expect(marksOf(at("a", "a", { span: { start: 90, end: 95 } }))[0]).toBe("1 | a");
  });

  test("a long line is shown around the place", () => {
    const text = `${"某".repeat(300)}here${"某".repeat(300)}`;
    const [line = "", marks = ""] = marksOf(at(text, "here"));
    expect(columns(line)).toBeLessThanOrEqual(108);
    expect(line).toMatch(/^1 \| …某+here某+…$/);
    expect(columns(line.slice(0, line.indexOf("here")))).toBe(marks.indexOf("^"));
    const started = performance.now();
    expect(at(`${"x".repeat(1_000_000)} here`, "here")).toContain("^^^^");
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("what moves the cursor or hides is named, in the excerpt and in the words", () => {
    const shown = at("award \u001b[31m x\u202Ey", "x\u202Ey");
    expect(shown).not.toMatch(/[\u001b\u202E]/);
    expect(shown).toContain("<U+001B>[31m x<U+202E>y");
    expect(shown).toContain("nothing is called `x<U+202E>y`");
    expect(safe("a\nb\tc\u0000")).toBe("a b  c<U+0000>");
  });

  test("the other place, in another file or one that cannot be read", () => {
    const related = { file: "b.policy", span: { start: 4, end: 7 } };
    expect(at("award x", "x", { related }).split("\n").slice(5, 9)).toEqual([" ::: b.policy:2:1", "  |", "2 | two", "  | --- the other place"]);
    expect(at("award x", "x", { related: { ...related, file: "gone.policy" } })).toContain("::: gone.policy");
  });

  test("colours are wrapped around, and change nothing else", () => {
    const text = "award x";
    const diagnostic: Diagnostic = { code: "unknown-name", severity: "error", file: "a.policy", span: { start: 6, end: 7 }, parameters: { name: "x", suggestion: "y" } };
    const sources = createSources(() => text);
    const colored = render(diagnostic, sources, { lang: "en", color: true });
    expect(colored).toContain("\u001b[1;31merror[unknown-name]\u001b[0m");
    expect(colored.replaceAll(/\u001b\[[\d;]*m/g, "")).toBe(render(diagnostic, sources, { lang: "en" }));
  });

  test("a text in both languages is split; the reader's own is not", () => {
    const d = (code: DiagnosticCode, parameters: Readonly<Record<string, string>>): Diagnostic => ({ code, severity: "error", file: "", span: { start: 0, end: 0 }, parameters });
    expect(message(d("type-mismatch", { expected: "a date|日期", found: "a text|文本", advice: "|" }), "zh")).toBe("应为日期，却是文本");
    expect(help(d("type-mismatch", { expected: "a date|日期", found: "a text|文本", advice: "|" }), "en")).toBe("write a date here");
    expect(message(d("unknown-name", { name: "a|b" }), "en")).toBe("nothing is called `a|b`");
    expect(message(d("unexpected-token", { found: "|", expectation: "" }), "zh")).toBe("这里不能写 `|`");
    expect(message(d("unknown-name", { name: "{suggestion}", suggestion: "x" }), "en")).toBe("nothing is called `{suggestion}`");
    expect(help(d("unknown-name", { name: "x", suggestion: "" }), "en")).toContain("declare it with `fact x");
    expect(help(d("unknown-name", { name: "x", suggestion: "y" }), "en")).toBe("did you mean `y`?");
  });

  test("columns and padding", () => {
    expect(columns("补助a，“")).toBe(8);
    expect(columns("e\u0301")).toBe(1);
    expect(pad("补", 4)).toBe("补  ");
    expect(pad("补", 4, "right")).toBe("  补");
    expect(pad("补助额", 4)).toBe("补助额");
  });
});

describe("files of junk", () => {
  const header = "policy a.b version \"1\" {\n  in force from 2026-01-01 (inclusive) to 2026-12-31 (inclusive) by d\n}\nfact d: date\n";
  test.each([
    ["braces", "}".repeat(190_000)],
    ["lines of braces", "}\n".repeat(190_000)],
    ["open quotes", "\"\n".repeat(150_000)],
    ["invisible characters", "\u0001".repeat(200_000)],
    ["one misspelt word", "awrad\n".repeat(150_000)],
    ["schemes with a fault each", header + "scheme s { awrad 5 yuan }\n".repeat(5000)],
    ["unknown names", `${header}scheme s {\n${"  require zz at least 5\n".repeat(10_000)}}\n`],
    ["a Chinese run", "补助服务费用".repeat(100_000)],
  ])("%s: told soon, and not for ever", (_, text) => {
    const started = performance.now();
    const found = diagnose(text);
    const sources = createSources(() => text);
    for (const diagnostic of found.slice(0, 50)) render(diagnostic, sources, { lang: "en" });
    expect(performance.now() - started).toBeLessThan(8000);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(20_000);
  });
});

describe("whatever word is lost, doubled or misspelt", () => {
  const texts = Object.values(mistakes).slice(4).filter((_, i) => i % 4 === 0);
  const changed = texts.flatMap((text) => scan(text).tokens.slice(25).flatMap((token) => {
    const [before, after] = [text.slice(0, token.startOffset), text.slice(token.startOffset + token.image.length)];
    return [before + after, `${before}${token.image} ${token.image}${after}`, `${before}${token.image.slice(0, -1)}${after}`];
  }));

  test("each message is whole, in both languages, and says a way out", () => {
    expect(changed.length).toBeGreaterThan(100);
    for (const text of changed) {
      const sources = createSources(() => text);
      for (const diagnostic of diagnose(text)) {
        for (const lang of ["en", "zh"] as const) {
          const shown = render(diagnostic, sources, { lang });
          expect(`${diagnostic.code}: ${message(diagnostic, lang)}`).not.toMatch(/undefined|\{[a-z]+\}|\p{L}\|\p{L}|: $/u);
          expect(`${shown}\n${help(diagnostic, lang) ?? "no way out"}`).not.toContain("no way out");
          if (diagnostic.fix !== undefined) expect(diagnostic.fix).not.toBe(text.slice(diagnostic.span.start, diagnostic.span.end));
        }
      }
    }
  });
});
