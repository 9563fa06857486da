import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits, parse, print, scan, type SyntaxCode } from "../../grammar/index.js";
import { file } from "./arbitrary.js";
import { requireOf } from "./support.js";

/** The catalogue of attacks, as far as text and syntax go: nothing throws, nothing hangs, all is said by name. */

const within = <T>(milliseconds: number, work: () => T): T => {
  const began = performance.now();
  const result = work();
  expect(performance.now() - began).toBeLessThan(milliseconds);
  return result;
};
const codes = (text: string, milliseconds = 2000): readonly SyntaxCode[] =>
  within(milliseconds, () => parse(text)).issues.map((issue) => issue.code);
const inScheme = (statement: string): string => `scheme s {\n  ${statement}\n}\n`;

describe("1 deep nesting", () => {
  it.each([
    ["(", 100_000], ["（", 100_000], ["{", 100_000], ["any of { ", 60_000],
  ] as const)("%s, many times", (open, times) => {
    expect(codes(inScheme(`require ${open.repeat(times)}`))).toEqual(["nested-too-deep"]);
  });

  it.each([
    ["30% of ", "x"], ["x if given or else ", "x"], ["year of ", "x"], ["6 months after ", "x"], ["excess of ", "x over y"], ["higher of ", "x and y"],
    ["banded by ", "x"], ["上年度 ", "x"], ["n months before ", "x"], ["5 yuan for each ton of ", "x"], ["按 ", "x"],
  ])("%s needs no brackets to nest", (prefix, last) => {
    const found = codes(inScheme(`award ${prefix.repeat(40_000)}${last}`));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(3);
  });

  it("up to the limit all is well", () => {
    const depth = limits.nesting - 2;
    expect(codes(inScheme(`require ${"(".repeat(depth)}a${")".repeat(depth)}`))).toEqual([]);
    expect(codes(inScheme(`require ${"any of { ".repeat(depth)}a${" }".repeat(depth)}`))).toEqual([]);
    expect(codes(inScheme(`award ${"30% of ".repeat(100)}a`))).toEqual([]);
    expect(codes("every scheme {\n" + "when a {\n".repeat(depth) + "note n\n" + "}\n".repeat(depth) + "}\n")).toEqual([]);
  });
});

describe("2 size", () => {
  it("10^6 flat terms are more than a source may hold", () => {
    expect(codes(inScheme(`award 1${" + 1".repeat(1_000_000)}`))).toEqual(["source-too-large"]);
  });
  it("as many terms as fit do not make a tree too deep to walk", () => {
    const text = inScheme(`award a${" + a".repeat(90_000)}`);
    const { file: tree, issues } = within(4000, () => parse(text));
    expect(issues.map((i) => i.code)).toEqual(["nested-too-deep"]);
    expect(() => print(tree, { surface: "zh" })).not.toThrow();
    expect(codes(inScheme(`award a${" times a".repeat(60_000)}`), 4000)).toEqual(["nested-too-deep"]);
  });
  it("too many tokens", () => {
    expect(codes("a ".repeat(limits.tokens + 10), 4000)).toEqual(["source-too-large"]);
  });
  it("long lists and many declarations are read in time", () => {
    expect(codes(inScheme(`require x is one of a${", a".repeat(80_000)}`), 4000)).toEqual([]);
    expect(codes(inScheme(`require a${" or a".repeat(80_000)}`), 4000)).toEqual([]);
    expect(codes("fact a: money\n".repeat(40_000), 6000)).toEqual([]);
    expect(codes(inScheme(`require ${"any of { a } or ".repeat(30_000)}a`), 4000)).toEqual([]);
    expect(codes(`scheme s { ${"when a { note n } ".repeat(20_000)} }`, 4000)).toEqual([]);
    expect(codes(`scheme s { ${"when a { note } ".repeat(10_000)} }`, 6000).length).toBeGreaterThan(0);
  });
});

describe("3 to 5 junk", () => {
  it("200,000 bytes of it", () => {
    let state = 12345;
    const next = (): number => (state = (state * 1103515245 + 12345) % 2147483648);
    const bytes = Array.from({ length: 200_000 }, () => String.fromCharCode(next() % 256)).join("");
    const printable = Array.from({ length: 200_000 }, () => String.fromCharCode(32 + (next() % 95))).join("");
    const own = Array.from({ length: 60_000 }, () => "scheme { } ( ) 5 30% of x 的 不超过 “ ” \" cite when : , \n".split(" ")[next() % 20] ?? " ").join(" ");
    for (const text of [bytes, printable, own, printable.replace(/["“{(]/g, " ")]) {
      expect(codes(text, 6000).length).toBeGreaterThan(0);
    }
  });

  it("any text at all: no throw, spans inside the text", () => {
    const scraps = fc.array(fc.oneof(fc.constantFrom(..."scheme award { } ( ) cite when 5 30% of 的 不超过 “ ” \" : ，, \n 项目 条件 补助 5元 至 - + // \u0000".split(" ")), fc.string({ unit: "binary", maxLength: 3 })), { maxLength: 40 });
    fc.assert(fc.property(scraps, (parts) => {
      const text = parts.join(" ");
      const { file: tree, issues } = parse(text);
      for (const { span } of issues) {
        expect(span.start).toBeGreaterThanOrEqual(0);
        expect(span.end).toBeGreaterThanOrEqual(span.start);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
      expect(() => print(tree, { surface: "en" })).not.toThrow();
    }), { numRuns: 1000 });
  });

  it("a file with characters struck out or put in", () => {
    fc.assert(fc.property(file, fc.nat(), fc.string({ unit: "binary", maxLength: 2 }), (tree, where, put) => {
      const text = print(tree, { surface: "zh" });
      const at = text === "" ? 0 : where % text.length;
      within(1000, () => parse(text.slice(0, at) + put + text.slice(at + 1)));
    }), { numRuns: 500 });
  });
});

describe("6 digits without end", () => {
  it.each([
    ["digits", "9".repeat(100_000)], ["groups", "1,111".repeat(50_000)], ["commas", "1,".repeat(100_000)], ["points", "1.1".repeat(50_000)], ["dashes", "1-".repeat(100_000)],
    ["fractions", "1/".repeat(100_000)], ["Han digits", "三分之".repeat(50_000)], ["letters", "a".repeat(200_000)], ["Han", "项".repeat(200_000)], ["的", "的".repeat(200_000)],
    ["spaces", " ".repeat(500_000)], ["的 and spaces", `的${" ".repeat(100)}`.repeat(5000)], ["quotes", "“".repeat(50_000)], ["comments", "// x\n".repeat(100_000)], ["slashes", "/".repeat(100_000)],
    ["escapes", `"${"\\\\".repeat(50_000)}`], ["line breaks", "\n".repeat(500_000)], ["blank lines", "\n \t".repeat(100_000)], ["carriage returns", "\r".repeat(300_000)],
  ])("%s", (_, text) => {
    expect(codes(text, 3000)).toBeDefined();
  });
});

describe("7 to 10 characters that deceive", () => {
  it.each([..."\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\u200B\u200E\u200F\u00AD\u061C\u2060\u0000\u0007\u0085\u2028\u2029"])("%j is refused by name, wherever it hides", (c) => {
    const code = `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    for (const text of [`fact a${c}b: money`, `fact a "t${c}t": money`, `fact a: money // c${c}c`, `${c}fact a: money`, `cite${c}`, `不作计算 理由 “a${c}”`]) {
      const { issues } = parse(text);
      expect(issues.map((i) => [i.code, i.parameters["code"]]), JSON.stringify(text)).toContainEqual(["invisible-character", code]);
    }
  });

  it.each([
    ["a Cyrillic а among Latin letters", "r\u0430te"], ["a name in Cyrillic that looks Latin", "\u0430\u0435\u043E"], ["Greek omicron", "p\u03BFol"], ["full-width Latin", "ｒａｔｅ"], ["a ligature", "e\uFB03cient"],
  ])("%s", (_, name) => {
    expect(codes(`fact ${name}: money`)).toEqual(["mixed-script-name"]);
  });
  it("names of one script, accents and Han are names", () => {
    expect(codes("fact naïve: money\nfact ставка: money\nfact 费率a: money\nfact λόγος: money\n")).toEqual([]);
  });

  it("a name is the same composed or not", () => {
    const { file: tree } = parse("fact caf\u00E9: money\nfact cafe\u0301: money\n");
    expect(tree.decls.map((d) => (d.kind === "fact" ? d.naming.name.text : ""))).toEqual(["caf\u00E9", "caf\u00E9"]);
  });

  it("a byte order mark may open a file and do nothing else", () => {
    expect(codes("\uFEFFfact a: money")).toEqual([]);
    expect(codes("fact a: money\n\uFEFFfact b: money")).toEqual(["invisible-character"]);
  });

  it("lone surrogates are refused, pairs may stand in texts", () => {
    expect(codes("fact a: money // \uD800")).toEqual(["invisible-character"]);
    expect(codes("fact a \"\uDC00\": money")).toEqual(["invisible-character"]);
    expect(codes("fact \uD83D: money")).toContain("invisible-character");
    expect(codes("fact a \"\u{1F600}\": money")).toEqual([]);
  });

  it("lines may end as they do on any system", () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = ["scheme s { // one", "", "  require a // two", "}", ""].join(end);
      const { file: tree, issues } = parse(text);
      expect(issues).toEqual([]);
      expect(print(tree, { surface: "en" })).toBe("scheme s {  // one\n  require a  // two\n}\n");
    }
    expect(codes("fact a \"open\rfact b: money")).toContain("unclosed-quote");
  });

  it("full-width digits are refused with the digits meant", () => {
    const { issues } = parse(inScheme("require a at least １０"));
    expect(issues).toMatchObject([{ code: "full-width-digits", parameters: { suggestion: "10" } }]);
    expect(codes("项目 某项 { 条件 额不低于１０万元 }")).toContain("full-width-digits");
  });

  it("the ideographic space is a space", () => {
    expect(codes("项目　某项　{　补助　5万元　}")).toEqual([]);
  });
});

describe("11 to 13 literals", () => {
  it.each(["1e400", "1E5", "0x1F", "0b11", "2.5e-3"])("%s is no number here", (text) => {
    expect(codes(inScheme(`award ${text} yuan`))).toEqual(["unexpected-character"]);
  });
  it.each([
    ["10^5 digits", "9".repeat(100_000)], ["16 digits", "1".repeat(16)], ["7 decimals", "0.1234567"], ["a fraction", `1/${"9".repeat(20)}`],
  ])("%s", (_, digits) => {
    expect(codes(inScheme(`require a at least ${digits}`))).toEqual(["number-too-long"]);
  });
  it.each(["9".repeat(16) + " yuan", "9999999999亿元", "0.0000001元", `${"9".repeat(20)}%`])("%s", (text) => {
    expect(codes(inScheme(`require a at least ${text}`))).toEqual(["number-too-long"]);
  });
  it("leading zeros and points are what they are", () => {
    expect(requireOf("a at least 007.50")).toMatchObject({ right: { value: "7.5" } });
    expect(requireOf("a at least 999999999999999.999999 yuan")).toMatchObject({ right: { yuan: "999999999999999.999999" } });
  });

  it("-0.5 keeps its sign", () => {
    expect(requireOf("a at least -0.5")).toMatchObject({ right: { kind: "number", value: "-0.5" } });
    expect(requireOf("a less -0.5 at least 0")).toMatchObject({ left: { kind: "less", right: { value: "-0.5" } } });
    expect(requireOf("a - 0.5 at least 0")).toMatchObject({ left: { kind: "less", right: { value: "0.5" } } });
  });

  it.each(["2026-02-30", "2026-13-01", "2026-00-10", "2025-02-29", "2026年2月30日", "2100-02-29", "2026-04-31"])("%s is no day", (day) => {
    expect(codes(inScheme(`require a on or before ${day}`))).toEqual(["no-such-date"]);
  });
  it.each([["2026-2-4", "2026-02-04"], ["2024-02-29", "2024-02-29"], ["2026年2月4日", "2026-02-04"], ["2000-2-29", "2000-02-29"]])("%s is %s", (day, iso) => {
    expect(requireOf(`a on or before ${day}`)).toMatchObject({ right: { kind: "date", iso } });
  });
  it("days of the year too", () => {
    expect(codes(inScheme("window in March 99"))).toEqual(["no-such-date"]);
    expect(codes(inScheme("window in April 31"))).toEqual(["no-such-date"]);
    expect(codes(inScheme("受理 2月30日"))).toEqual(["no-such-date"]);
    expect(codes(inScheme("window in February 29"))).toEqual([]);
  });
});

describe("14 and what else could pass in silence", () => {
  it.each([
    ["a modifier said twice", "fact a: money from 1 yuan to 2 yuan from 3 yuan to 4 yuan"],
    ["years that are months", inScheme("deadline a in the year of b or the following 3 months")],
    ["a name that would be lost", inScheme("award n: decided case by case")],
    ["in principle where it says nothing", inScheme("award banded by x { a 原则上不低于 5: 1 }")],
    ["in principle of half a condition", inScheme("require a 原则上不低于 5 and b")],
    ["a table without rows", inScheme("award banded by x { }")],
    ["a second document number", "policy p version \"1\" {\n  document number \"1\"\n  document number \"2\"\n}"],
  ])("%s", (_, text) => {
    expect(codes(text)).toHaveLength(1);
  });

  it("names of the host language are names", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "arguments", "prototype"]) {
      const text = `fact ${name}: money\nscheme s {\n  award graded by ${name} { ${name}: 5%, otherwise: nothing }\n}\n`;
      const { file: tree, issues } = parse(text);
      expect(issues).toEqual([]);
      expect(print(tree, { surface: "en" })).toContain(`fact ${name}: money`);
    }
  });

  it("one parse leaves nothing behind for the next", () => {
    const text = inScheme("require a at least 5");
    const before = JSON.stringify(parse(text));
    for (const bad of ["scheme {", "scheme s { require 原则上不低于", "((((", inScheme(`award ${"30% of ".repeat(40_000)}x`), "scheme s { award x times"]) parse(bad);
    expect(JSON.stringify(parse(text))).toBe(before);
  });

  it("a name too long", () => {
    expect(codes(`fact ${"a".repeat(limits.nameCharacters + 1)}: money`)).toEqual(["name-too-long"]);
    expect(scan("a".repeat(limits.nameCharacters)).issues).toEqual([]);
  });
});
