import { describe, expect, it } from "vitest";
import { indexClauses, parseAnchor } from "../../compiler/source-text/index.js";

describe("parseAnchor", () => {
  it.each([
    ["III(1)", [3, 1]],
    ["二（一）3", [2, 1, 3]],
    ["三(一)3", [3, 1, 3]],
    ["II.4.1", [2, 4, 1]],
    ["II(4)1", [2, 4, 1]],
    ["II(IV)1", [2, 4, 1]],
    ["第十二条", [12]],
    ["第三章第十二条", [3, 12]],
    ["第十二条第三款第（二）项", [12, 3, 2]],
    ["Article 12", [12]],
    ["二", [2]],
    ["Ⅲ（１）", [3, 1]],
    ["XIV", [14]],
    ["closing", undefined],
    ["附则", undefined],
    ["IIII", undefined],
    ["第三方", undefined],
    ["", undefined],
    ["I".repeat(100), undefined],
  ])("reads %j", (anchor, expected) => expect(parseAnchor(anchor)).toEqual(expected));
});

const EN = `II. Main Tasks
(I) Consolidating
1. Build a Hub. Advance it.
2. Coordinate.
(II) Establish
1. Build Models.
(3) Strengthening
1. Improve data.
(IV) Enhancing
1. Establish.
III. Key Measures
(1) Strengthen. Promote 100 PFLOPS.
(2) Accelerate.
This plan shall take effect.`;

describe("indexClauses", () => {
  const clauses = indexClauses(EN);

  it.each([
    ["Main", [2]],
    ["Consolidating", [2, 1]],
    ["Advance", [2, 1, 1]],
    ["Coordinate", [2, 1, 2]],
    ["Build Models", [2, 2, 1]],
    ["Strengthening", [2, 3]],
    ["Improve", [2, 3, 1]],
    ["Establish.", [2, 4, 1]],
    ["Key", [3]],
    ["PFLOPS", [3, 1]],
    ["This plan", [3, 2]],
  ])("places %j", (words, path) => expect(clauses.pathAt(EN.indexOf(words))).toEqual(path));

  it("finds a clause with all its parts", () => {
    const chapter = clauses.find([2]);
    expect(chapter).toEqual({ start: 0, end: EN.indexOf("III.") });
    expect(clauses.find([2, 3])).toEqual({ start: EN.indexOf("(3)"), end: EN.indexOf("(IV)") });
    expect(clauses.find([9])).toBeUndefined();
  });

  it("contains what stands in a clause or its parts", () => {
    const at = EN.indexOf("Improve");
    expect(clauses.contains([2], at)).toBe(true);
    expect(clauses.contains([2, 3], at)).toBe(true);
    expect(clauses.contains([2, 3, 1], at)).toBe(true);
    expect(clauses.contains([2, 3, 2], at)).toBe(false);
    expect(clauses.contains([3], at)).toBe(false);
    expect(clauses.contains([], at)).toBe(false);
  });

  it("reads Chinese numbering, four levels deep", () => {
    const text = "通知\n一、总则\n（一）范围\n1.甲\n（1）子\n（2）丑\n2.乙\n(1)寅\n（二）标准\n二、附则";
    const index = indexClauses(text);
    expect(index.pathAt(0)).toEqual([]);
    expect(index.pathAt(text.indexOf("丑"))).toEqual([1, 1, 1, 2]);
    expect(index.pathAt(text.indexOf("寅"))).toEqual([1, 1, 2, 1]);
    expect(index.pathAt(text.indexOf("标准"))).toEqual([1, 2]);
    expect(index.pathAt(text.length)).toEqual([2]);
  });

  it("counts articles through all chapters", () => {
    const text = "第一章 总则\n第一条 目的\n第二章 标准\n第二条 条件\n（一）营业；\n（二）信用。";
    const index = indexClauses(text);
    const at = text.indexOf("信用");
    expect(index.pathAt(at)).toEqual([2, 2, 2]);
    expect(index.contains([2, 2], at)).toBe(true);
    expect(index.find([1])).toEqual({ start: text.indexOf("第一条"), end: text.indexOf("第二章") });
    expect(index.find([2, 2])?.start).toBe(text.indexOf("（二）"));
  });
});
