import { describe, expect, it } from "vitest";
import { splitSentences } from "../../compiler/source-text/index.js";

function sentences(text: string): readonly string[] {
  return splitSentences(text).map((sentence) => text.slice(sentence.start, sentence.end));
}

describe("stops", () => {
  it.each([
    ["first；second。third！", ["first；", "second。", "third！"]],
    ["as the key.strengthen the supply", ["as the key.", "strengthen the supply"]],
    ["more prominent.We will", ["more prominent.", "We will"]],
    ["under III(1).Support it", ["under III(1).", "Support it"]],
    ["300,000 yuan.Focusing on", ["300,000 yuan.", "Focusing on"]],
    ["expanding markets.(Responsible Units: A; B)", ["expanding markets.", "(Responsible Units: A;", "B)"]],
    ["Talents Plan.”Encourage key", ["Talents Plan.”", "Encourage key"]],
    ["“Fuzhou Solutions.” Next", ["“Fuzhou Solutions.”", "Next"]],
    ['the "plan." Next "one" here.', ['the "plan."', 'Next "one" here.']],
    ["about 2.05 square kilometers", ["about 2.05 square kilometers"]],
    ["(contracts, invoices, etc.), the levels", ["(contracts, invoices, etc.), the levels"]],
    ["contracts, etc. The levels", ["contracts, etc.", "The levels"]],
    ["e.g. five, i.e. a few, vs. none", ["e.g. five, i.e. a few, vs. none"]],
    ["Document No. 5 applies. No. It", ["Document No. 5 applies.", "No.", "It"]],
    ["the U.S. market", ["the U.S. market"]],
    ["until 2026.We will", ["until 2026.", "We will"]],
    ["50,000 yuan per P. The total", ["50,000 yuan per P.", "The total"]],
    ["see www.example.gov.cn/a.html for it. Then", ["see www.example.gov.cn/a.html for it.", "Then"]],
    ["模型。”支持", ["模型。”", "支持"]],
    ["（记录为准）。支持", ["（记录为准）。", "支持"]],
    ["one ... two", ["one ... two"]],
  ])("splits %j", (text, expected) => expect(sentences(text)).toEqual(expected));
});

describe("headings and lines", () => {
  it("keeps a heading number with its sentence", () => {
    expect(sentences("I. General\n(1) Approach\n1. Build a Hub. Advance it; go.\n2. Next")).toEqual([
      "I. General", "(1) Approach", "1. Build a Hub.", "Advance it;", "go.", "2. Next",
    ]);
  });

  it("joins a sentence broken in the middle, and nothing else", () => {
    const text =
      "省厅文件\n\n闽〔2026〕1号\n\n方案的通知\n\n各市局，各单位：\n\n现将方案印发，请落实。\n\n省厅\n2026年2月4日\n\n(主动公开)\n\n一、总体要求\n\n(一) 模型。综合考虑升级可\n\n持续性等，给予补助。\n(二) 平台\n\n1. 实现应用；\n2. 效果明显";
    expect(sentences(text)).toEqual([
      "省厅文件", "闽〔2026〕1号", "方案的通知", "各市局，各单位：", "现将方案印发，请落实。", "省厅", "2026年2月4日", "(主动公开)", "一、总体要求",
      "(一) 模型。", "综合考虑升级可\n\n持续性等，给予补助。", "(二) 平台", "1. 实现应用；", "2. 效果明显",
    ]);
  });

  it("joins wrapped English lines", () => {
    expect(sentences("Support is provided to\nenterprises, and to\nUniversities.\nNext Title\nGuided by it, we act.")).toEqual([
      "Support is provided to\nenterprises, and to\nUniversities.", "Next Title", "Guided by it, we act.",
    ]);
  });

  it("counts lines from 1, of any line break", () => {
    expect(splitSentences("a。\r\n\r\n b。c。\rd").map((sentence) => sentence.line)).toEqual([1, 3, 3, 4]);
  });

  it("has nothing to say about nothing", () => {
    expect(splitSentences("")).toEqual([]);
    expect(splitSentences(" \n　\n")).toEqual([]);
  });
});
