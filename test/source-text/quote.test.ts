import { describe, expect, it } from "vitest";
import { indexQuotes } from "../../compiler/source-text/index.js";

const ZH =
  "(一) 优质模型。支持培育，综合考虑升级可\n\n持续性、用户评价，分 A、B、C 三档分别给予 1000 万、600 万、300 万元的补助。补助金额不超过项目总投入的 30%。认定后拨付 50%，通过验收后拨付剩余部分。\n" +
  "4. 牵头单位为 1 家，联合参与单位不超过 4 家。\n(二) 平台\n4. 牵头单位为 1 家，联合参与单位不超过 4 家。总金额达到 10 万元（含）以上的企业";
const EN = "An annual operational subsidy of 50,000 yuan per P of computing power will be provided. The “Smart” plan of Fuzhou’s parks.";

function found(text: string, quote: string): readonly string[] | undefined {
  return indexQuotes(text).find(quote)?.parts.map((part) => text.slice(part.start, part.end));
}

describe("find", () => {
  it.each([
    ["补助金额不超过项目总投入的30%", ["补助金额不超过项目总投入的 30%"]],
    ["升级可持续性", ["升级可\n\n持续性"]],
    ["达到10万元(含)以上", ["达到 10 万元（含）以上"]],
    ["达到１０万元（含）以上", ["达到 10 万元（含）以上"]],
    ["分A、B、C三档…补助。认定", undefined],
    ["三档…不超过项目总投入的30%……剩余部分", ["三档", "不超过项目总投入的 30%", "剩余部分"]],
    ["三档 ... 补助金额", ["三档", "补助金额"]],
    ["剩余部分…三档", undefined],
    ["…剩余部分", ["剩余部分"]],
    ["", undefined],
    [" …… ", undefined],
  ])("places %j", (quote, expected) => expect(found(ZH, quote)).toEqual(expected));

  it.each([
    ['The "Smart" plan', ["The “Smart” plan"]],
    ["Fuzhou's parks", ["Fuzhou’s parks"]],
    ["an annual", undefined],
    ["50,000yuan", ["50,000 yuan"]],
  ])("places %j", (quote, expected) => expect(found(EN, quote)).toEqual(expected));

  it("draws the parts of a skipping quote together", () => {
    const text = "补助甲。补助乙，剩余部分";
    expect(indexQuotes(text).find("补助…剩余")?.parts).toEqual([{ start: 4, end: 6 }, { start: 8, end: 10 }]);
  });

  it("takes an ellipsis of the source itself literally", () => {
    expect(found("等等……以及其他", "等等……以及")).toEqual(["等等……以及"]);
  });

  it("searches within a clause when a sentence stands under several", () => {
    const quote = "牵头单位为1家";
    const [first, second] = [ZH.indexOf("牵头单位"), ZH.lastIndexOf("牵头单位")];
    const index = indexQuotes(ZH);
    expect(index.find(quote)?.parts[0]?.start).toBe(first);
    expect(index.find(quote, { start: ZH.indexOf("(二)"), end: ZH.length })?.parts[0]?.start).toBe(second);
    expect(index.find(quote, { start: 0, end: first + 3 })).toBeUndefined();
  });

  it("matches composed and decomposed letters", () => {
    expect(found("the \u00e9", "e\u0301")).toEqual(["\u00e9"]);
    expect(found("cafe\u0301s", "caf\u00e9s")).toEqual(["cafe\u0301s"]);
  });
});

describe("nearest", () => {
  it("shows a wrong amount and where it starts to differ", () => {
    const near = indexQuotes(EN).nearest("annual operational subsidy of 60,000 yuan per P");
    expect(near).toMatchObject({ text: "annual operational subsidy of 50,000 yuan per P", firstDifference: 30 });
  });

  it("shows a wrong case", () => {
    expect(indexQuotes(EN).nearest("an annual operational")).toMatchObject({ text: "An annual operational", firstDifference: 0 });
  });

  it("shows a wrong word, and dropped words", () => {
    const index = indexQuotes(ZH);
    expect(index.nearest("补助金额不超过项目总投资的30%")).toMatchObject({ text: "补助金额不超过项目总投入的 30%", firstDifference: 11 });
    expect(index.nearest("综合考虑升级可用户评价，分A、B、C")?.text).toMatch(/^综合考虑升级可\n\n持续性/);
  });

  it("looks at the first part that is missing", () => {
    const quote = "三档…通过验收后拨付剩余部份";
    expect(indexQuotes(ZH).nearest(quote)).toMatchObject({ text: "通过验收后拨付剩余部分", firstDifference: quote.length - 1 });
  });

  it("is silent when nothing is similar", () => {
    expect(indexQuotes(EN).nearest("完全无关的自行车补贴")).toBeUndefined();
    expect(indexQuotes("").nearest("补助")).toBeUndefined();
  });
});
