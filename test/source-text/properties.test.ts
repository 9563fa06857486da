import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexClauses, indexQuotes, parseAnchor, readNumbers, splitSentences } from "../../compiler/source-text/index.js";

const PIECES = [
  "补助", "不超过", "最高", "达到", "以上", "（含）", "(exclusive)", "1000 万", "300 万元", "元", "30%", "％", "三年", "两", "一", "十", "百分之", "分之", "第", "年", "月",
  "2026", "2026年2月4日", "December 31, 2026", "March", "May", "five", "million", "hundred", "and", "or more", "first", "year", "yuan", "FP16", "5G", "P", "(1)", "III",
  "1.", "2.05", "I.", "（二）", "一、", "第三条", ".", "。", "；", ";", ",", "，", "、", "…", "...", "“", "”", "\"", "’", "\n", "\n\n", "\r\n", " ", "\u3000", "\ufeff", "-", "—", "/",
  "key.strengthen", "etc.", "e\u0301", "\u00e9", "한", "\u1112\u1161", "𠮷", "\ud800", "ﬁ", "○", "〇", "０", "９", "Ａ", "＂",
];
const mixed = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(""));
const texts = fc.oneof(mixed, fc.string({ unit: "binary", maxLength: 80 }), fc.string({ unit: "grapheme", maxLength: 40 }));
const RUNS = { numRuns: 600 };

describe("readNumbers", () => {
  it("takes no hundred for a month", () => {
    expect(readNumbers("hundred-March").filter(({ kind, value }) => kind === "month" && Number(value) > 12)).toEqual([]);
  });

  it("takes no decimal and no zero for the number of parts", () => {
    expect(readNumbers("2.05分之十").map(({ value }) => value)).toEqual(["2.05"]);
    expect(readNumbers("0分之十").map(({ value }) => value)).toEqual(["0"]);
  });

  it("gives disjoint stretches in order, with canonical values", () => {
    fc.assert(
      fc.property(texts, (text) => {
        let behind = 0;
        for (const number of readNumbers(text)) {
          expect(number.start).toBeGreaterThanOrEqual(behind);
          expect(number.end).toBeGreaterThan(number.start);
          expect(number.end).toBeLessThanOrEqual(text.length);
          behind = number.end;
          if (number.kind === "date") expect(number.value).toMatch(/^(?:\d{4}(?:-\d\d(?:-\d\d)?)?|--\d\d-\d\d)$/);
          else expect(number.value).toMatch(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$|^\d+\/\d+$/);
          if (number.kind === "month") expect(Number(number.value)).toBeLessThanOrEqual(12);
        }
      }),
      RUNS,
    );
  });

  it("reads any grouped amount of yuan exactly", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (amount) => {
        const grouped = amount.toString().replace(/\B(?=(?:\d{3})+$)/g, ",");
        expect(readNumbers(`给予 ${grouped} 元`)).toMatchObject([{ kind: "money", value: amount.toString(), unit: "元" }]);
      }),
      RUNS,
    );
  });

  it("reads every Chinese numeral below 10000 in its standard form", () => {
    for (let value = 2; value < 10_000; value += 1) {
      expect(readNumbers(`共${hanNumeral(value)}家`), hanNumeral(value)).toMatchObject(
        // 百, 千 alone open words such as 百家争鸣, but the standard form says 一百.
        [{ kind: "count", value: String(value), unit: "家" }],
      );
    }
  });
});

function hanNumeral(value: number): string {
  const digits = "零一二三四五六七八九";
  let written = "";
  let skipped = false;
  for (const [scale, sign] of [[1000, "千"], [100, "百"], [10, "十"], [1, ""]] as const) {
    const digit = Math.floor(value / scale) % 10;
    if (digit === 0) skipped = written !== "";
    else {
      written += (skipped ? "零" : "") + digits[digit] + sign;
      skipped = false;
    }
  }
  return written.startsWith("一十") ? written.slice(1) : written;
}

describe("splitSentences", () => {
  it("puts every character that is no space into exactly one sentence", () => {
    fc.assert(
      fc.property(texts, (text) => {
        let behind = 0;
        const lineOf = (at: number): number => (text.slice(0, at).match(/\r\n|[\n\r\u2028\u2029]/g) ?? []).length + 1;
        for (const sentence of splitSentences(text)) {
          expect(sentence.start).toBeGreaterThanOrEqual(behind);
          expect(text.slice(behind, sentence.start).trim()).toBe("");
          const words = text.slice(sentence.start, sentence.end);
          expect(words).not.toBe("");
          expect(words.trim()).toBe(words);
          expect(sentence.line).toBe(lineOf(sentence.start));
          behind = sentence.end;
        }
        expect(text.slice(behind).trim()).toBe("");
      }),
      RUNS,
    );
  });
});

describe("indexQuotes", () => {
  const letters = fc.array(fc.constantFrom(...PIECES.filter((piece) => !/[\u0300-\u036f\u1100-\u11ff\ud800\u2026]|\.\.\./u.test(piece))), { minLength: 1, maxLength: 40 });

  it("finds every substring, its white space mangled, at or before its place", () => {
    fc.assert(
      fc.property(letters, fc.nat(), fc.nat(), fc.array(fc.constantFrom("", " ", "\n", "\u3000 ", "\t")), (pieces, from, length, spaces) => {
        const text = [...pieces.join("")];
        const start = from % text.length;
        const chosen = text.slice(start, start + 1 + (length % text.length));
        const quote = chosen.map((character, index) => character + (spaces[index] ?? "")).join("");
        const match = indexQuotes(text.join("")).find(quote);
        const bare = (words: string): string => words.replaceAll(/\s/g, "").normalize("NFKC");
        if (bare(quote) === "") {
          expect(match).toBeUndefined();
          return;
        }
        const part = match?.parts[0];
        expect(match?.parts).toHaveLength(1);
        const quotes = (words: string): string => bare(words).replaceAll(/[“”]/g, '"').replaceAll("’", "'");
        expect(quotes(text.join("").slice(part?.start, part?.end))).toBe(quotes(quote));
      }),
      RUNS,
    );
  });

  it("finds two pieces with an ellipsis between them, in order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", minLength: 4, maxLength: 60 }), fc.nat(), fc.nat(), (text, a, b) => {
        const [low, high] = [Math.min(a % text.length, b % text.length), Math.max(a % text.length, b % text.length)];
        const [head, tail] = [text.slice(0, low), text.slice(high)];
        fc.pre(head.trim() !== "" && tail.trim() !== "" && !/\.\.|^\.|\.$/.test(head + tail));
        const parts = indexQuotes(text).find(`${head}…${tail}`)?.parts ?? [];
        expect(parts).toHaveLength(2);
        expect(parts[0]?.end).toBeLessThanOrEqual(parts[1]?.start ?? 0);
      }),
      RUNS,
    );
  });

  it("answers for any text and quote with offsets inside both", () => {
    fc.assert(
      fc.property(texts, texts, (text, quote) => {
        const index = indexQuotes(text);
        for (const part of index.find(quote)?.parts ?? []) {
          expect(part.end).toBeGreaterThan(part.start);
          expect(part.end).toBeLessThanOrEqual(text.length);
        }
        const near = index.nearest(quote);
        if (near === undefined) return;
        expect(near.text).toBe(text.slice(near.start, near.end));
        expect(near.firstDifference).toBeLessThanOrEqual(quote.length);
      }),
      RUNS,
    );
  });
});

describe("clauses", () => {
  it("finds the clause of every offset again", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const clauses = indexClauses(text);
        for (let at = 0; at <= text.length; at += 7) {
          const path = clauses.pathAt(at);
          if (path.length === 0) continue;
          expect(clauses.contains(path, at)).toBe(true);
          expect(clauses.find(path)?.start).toBeLessThanOrEqual(at);
        }
      }),
      RUNS,
    );
  });

  it("reads a numbering in any of its styles", () => {
    const number = fc.integer({ min: 1, max: 39 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(parseAnchor(`${hanNumeral(a)}（${hanNumeral(b)}）${c}`)).toEqual([a, b, c]);
        expect(parseAnchor(`${roman(a)}(${roman(b)})${c}`)).toEqual([a, b, c]);
        expect(parseAnchor(`${roman(a)}.${b}.${c}`)).toEqual([a, b, c]);
      }),
    );
  });
});

function roman(value: number): string {
  return "X".repeat(Math.floor(value / 10)) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][value % 10];
}
