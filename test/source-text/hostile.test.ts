import { describe, expect, it } from "vitest";
import { indexClauses, indexQuotes, readNumbers, splitSentences } from "../../compiler/source-text/index.js";

const SIZE = 1 << 18;
const HOSTILE: readonly (readonly [string, string])[] = [
  ["digits", "9"], ["grouped digits", "123,"], ["commas", ","], ["decimals", "1.2"], ["dotted digits", "1."], ["wan", "万"], ["digit and wan", "1万"],
  ["numerals", "三"], ["numerals with counter", "三年"], ["list", "三、"], ["amount list", "1000 万、"], ["shares", "百分之"], ["fractions", "1/2"], ["quotes", "“"], ["closing quotes", ".”"],
  ["ASCII quotes", '"'], ["spaces", " "], ["wide spaces", "\u3000"], ["line breaks", "\n"], ["spaced line breaks", " \n"], ["brackets", "("], ["bracket pairs", "(1)"], ["stops", "。"],
  ["dots", "."], ["ellipses", "…"], ["words", "five "], ["scales", "hundred "], ["months", "March "], ["letters", "a"], ["one word", "X"], ["addresses", "www."], ["mail", "a@"],
  ["marks", "\u0301\u0323"], ["jamo", "\u1112\u1161"], ["headings", "1.\n"], ["chapters", "一、\n"], ["comparisons", "不超过"], ["english comparisons", "not exceeding 5 "], ["prose", "补助不超过项目总投入的30%，"],
  ["years", "2026年"], ["dates", "2026-02-"], ["first", "第"], ["lone surrogates", "\ud800"],
];

describe("hostile texts of 256 KiB finish fast", () => {
  it.each(HOSTILE)("%s", (_, piece) => {
    const text = piece.repeat(Math.ceil(SIZE / piece.length));
    const started = performance.now();
    readNumbers(text);
    splitSentences(text);
    const clauses = indexClauses(text);
    clauses.pathAt(SIZE / 2);
    const index = indexQuotes(text);
    index.find(piece.repeat(200) + "z");
    index.find(`${piece}…${piece}…z`);
    index.nearest(piece.repeat(30) + "zz" + piece.repeat(30));
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 20_000);
});
