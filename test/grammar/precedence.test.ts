import { describe, expect, it } from "vitest";
import { parse, print } from "../../grammar/index.js";
import { bare, parsed, requireOf } from "./support.js";

const issuesOf = (statement: string): readonly string[] => parse(`scheme s {\n  ${statement}\n}\n`).issues.map((issue) => issue.code);

describe("law 11: no precedence puzzles", () => {
  it.each([
    ["award 30% of a + b"],
    ["award b + 30% of a"],
    ["award 30% of a less b"],
    ["award rate of a less b"],
    ["award 2 times 30% of a + b"],
    ["award (a) of b + c"],
    ["award 5 yuan for each 10 tons of a + b"],
    ["补助 a 加 b的30%"],
    ["补助 b的30% 加 a"],
    ["补助 a 减 项目总投入的30%"],
    ["补助 （a 加 b）的30% 加 c"],
    ["补助 a 加 （b）的30%"],
    ["补助 a 加 b 每 1 吨 5元"],
  ])("%s wants brackets", (text) => {
    expect(issuesOf(text)).toEqual(["percent-needs-brackets"]);
  });

  it.each([
    ["award (30% of a) + b"],
    ["award 30% of (a + b)"],
    ["award a less (rate of b)"],
    ["award 30% of a"],
    ["award 2 times 30% of a"],
    ["award (2 times 30% of a) + b"],
    ["award (5 yuan for each 10 tons of a) + b"],
    ["补助 a 加 （b的30%）"],
    ["补助 （a 加 b）的30%"],
    ["补助 （（a 加 b）的30%）加 c"],
  ])("%s is plain", (text) => {
    expect(issuesOf(text)).toEqual([]);
  });
});

describe("one meaning in both word orders", () => {
  const pairs: readonly (readonly [en: string, zh: string])[] = [
    ["a at least 5", "a 不低于 5"],
    ["a at most 10,000,000 yuan", "a 不超过 1000万元"],
    ["a is one of b, c", "a 属于 b、c"],
    ["a is not b", "a 不为 b"],
    ["a on or before 2026-02-04", "a 不晚于 2026年2月4日"],
    ["a after (6 months after b)", "a 晚于 （b 后 6个月）"],
    ["a before (n days before b)", "a 早于 （b 前 n 天）"],
    ["a at most (5 working days after b)", "a 不超过 （b 后 5个工作日）"],
    ["30% of a at least b", "a的30% 不低于 b"],
    ["rate of a at least b", "a 的 rate 不低于 b"],
    ["30% of (a + b) more than c", "（a 加 b）的30% 超过 c"],
    ["2/3 of a less than c", "a 的 三分之二 低于 c"],
    ["30% of 50% of a less than c", "（a的50%）的30% 低于 c"],
    ["a more than (5 yuan for each 10 tons of b)", "a 超过 （b 每 10 tons 5元）"],
    ["a more than (5 yuan for each full ton of b)", "a 超过 （b 每满 1 ton 5元）"],
    ["a more than (5 yuan for each started 1,000 yuan of b)", "a 超过 （b 每不足 1000元 5元）"],
    ["excess of a over b at least 5 yuan", "（a 超过 b 的部分） 不低于 5元"],
    ["excess of (rate of a) over cap of s.t at least 5 yuan", "（（a 的 rate） 超过 s.t的上限 的部分） 不低于 5元"],
    ["(higher of a and b) at least c", "（a 与 b 中的较高者） 不低于 c"],
    ["(a if given or else b) at least c", "（a 如已提供 否则 b） 不低于 c"],
    ["cap of s at least c", "s的上限 不低于 c"],
    ["cap total of s at least c", "s的上限 total 不低于 c"],
    ["payout of s at least c", "s的补助额 不低于 c"],
    ["ceiling of s at least c", "s的最高额 不低于 c"],
    ["year of a is year of b", "a 所在年 为 b 所在年"],
    ["previous year a at least a", "上年度 a 不低于 a"],
    ["a times b divided by c at least d", "a 乘以 b 除以 c 不低于 d"],
    ["a less b less c at least d", "a 减 b 减 c 不低于 d"],
    ["a or (b and not c)", "a 或 （b 且 非 c）"],
    ["a or b and c", "a 或 b 且 c"],
    ["any of { a, b and c }", "任一 { a，b 且 c }"],
    ["all of { a }", "全部 { a }"],
    ["at least 2 of { a, b, c }", "至少 2 项 { a，b，c }"],
    ["x at least banded by a { 1 (inclusive) to 5 (exclusive): 10% 5 and above: 5% }", "x 不低于 按 a 分档 { 1（含）至5（不含）：10% 5（含）以上：5% }"],
    ["x at least marginal on a { 0 to 5: 10% otherwise: 5% }", "x 不低于 按 a 分段累进 { 0至5：10% 其他：5% }"],
    ["x at least graded by a, b { 1 to 3, c: 10% otherwise, yes: 5% }", "x 不低于 按 a、b 分别给予 { 1至3，c：10% 其他，是：5% }"],
    ["x at least first of { when a: 1 otherwise: nothing }", "x 不低于 依次取首 { 当 a：1 其他：不补助 }"],
    ["x at least by reading r { a: 1 b: 2 }", "x 不低于 依读法 r { a：1 b：2 }"],
  ];

  it.each(pairs)("%s | %s", (en, zh) => {
    expect(bare(requireOf(zh))).toEqual(bare(requireOf(en)));
  });

  const statements: readonly (readonly [en: string, zh: string])[] = [
    ["cap payout at 500,000 yuan per enterprise per calendar year", "上限 补助额 每家 enterprise 每年 50万元"],
    ["cap total: base x at y counting z when w", "上限 total：基数 x y 计入已拨 z 当 w"],
    ["require in principle a at least 10,000,000 yuan unless b", "条件 a 原则上 不低于 1000万元 除非 b"],
    ["award up to 50% of a decided by \"x\" decided as b", "补助 最高 a的50% 核定单位 “x” 核定为 b"],
    ["award decided case by case by \"x\"", "补助 一事一议 核定单位 “x”"],
    ["window in March, September 1 to September 15 by d", "受理 3月、9月1日至9月15日 按 d"],
    ["deadline t: d in the year of e or the following year", "期限 t：d 在 e 当年或次年"],
    ["deadline d in the year of e or the following 2 years", "期限 d 在 e 当年或其后 2年"],
    ["deadline d in the year of e", "期限 d 在 e 当年"],
    ["deadline d within 12 months after e", "期限 d 在 e 之后 12个月 以内"],
    ["deduct a from payout before caps", "扣除 a 自 补助额 封顶前"],
    ["instalments { 50% after a the rest after b lapses when c }", "拨付 { a 后 50% b 后 剩余部分 不再拨付 当 c }"],
    ["bar f for 3 years from d until the same date (inclusive)", "禁止申报 f 自 d 3年 至对应日（含）"],
    ["relation together at most a gives way b silent", "关系 合计上限 a 让位 b 未规定"],
    ["per project per calendar year once recorded in a", "每个 project 每年 一次 记录于 a"],
  ];
  it.each(statements)("%s | %s", (en, zh) => {
    const body = (text: string): unknown => bare(parsed(`scheme s {\n${text}\n}\n`).decls);
    expect(body(zh)).toEqual(body(en));
  });

  it("prints each in its own word order", () => {
    for (const [en, zh] of [...pairs.map(([a, b]) => [`require ${a}`, `条件 ${b}`] as const), ...statements]) {
      const file = parsed(`scheme s {\n${en}\n}\n`);
      expect(bare(parsed(print(file, { surface: "zh" }))), zh).toEqual(bare(file));
    }
  });
});

describe("a block after a condition", () => {
  it.each([
    ["require a\n  when b { note n }", 2],
    ["require a when b\n  when c { note n }", 2],
    ["cap payout at a\n  when any of { b, c } { note n }", 2],
    ["plus a capped at b\n  when x is graded by y { 1: 2 } { note n }", 2],
    ["条件 a\n  当 至少 2 项 { b，c } { 提示 n }", 2],
    ["require a when any of { b, c }\n  require d", 2],
    ["note n when banded by x { 5 and above: 1 } at least 1", 1],
  ] as const)("%s", (text, count) => {
    const [scheme] = parsed(`scheme s {\n  ${text}\n}\n`).decls;
    expect(scheme?.kind === "scheme" ? scheme.body.length : 0).toBe(count);
  });
});
