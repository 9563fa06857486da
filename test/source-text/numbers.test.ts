import { describe, expect, it } from "vitest";
import { readNumbers } from "../../compiler/source-text/index.js";

/** One line per number: kind, value, unit, comparison, words; absent parts are "-". */
function lines(text: string): readonly string[] {
  return readNumbers(text).map((number) =>
    [number.kind, number.value, number.unit ?? "-", number.comparison ?? "-", text.slice(number.start, number.end)].join(" | "),
  );
}

function brief(text: string): readonly string[] {
  return readNumbers(text).map((number) => `${number.kind} ${number.value}${number.unit === undefined ? "" : ` ${number.unit}`}`);
}

function comparisons(text: string): readonly (string | undefined)[] {
  return readNumbers(text).map((number) => number.comparison);
}

describe("money", () => {
  it.each([
    ["10,000,000 yuan", ["money 10000000 yuan"]],
    ["5 million yuan", ["money 5000000 yuan"]],
    ["two hundred and fifty thousand yuan", ["money 250000 yuan"]],
    ["five million yuan", ["money 5000000 yuan"]],
    ["2.5 billion yuan", ["money 2500000000 yuan"]],
    ["RMB 500,000", ["money 500000 RMB"]],
    ["¥500", ["money 500 ¥"]],
    ["US$ 500", ["count 500 US$"]],
    ["5万美元", ["count 50000 美元"]],
    ["50 万元", ["money 500000 元"]],
    ["1.5亿元", ["money 150000000 元"]],
    ["1亿2000万元", ["money 120000000 元"]],
    ["２００万元", ["money 2000000 元"]],
    ["１０，０００，０００元", ["money 10000000 元"]],
    ["五十万元", ["money 500000 元"]],
    ["一千万元", ["money 10000000 元"]],
    ["0.2元", ["money 0.2 元"]],
    ["5千元", ["money 5000 元"]],
    ["分别给予 1000 万、600 万、300 万元的补助", ["money 10000000 元", "money 6000000 元", "money 3000000 元"]],
    ["分别给予100、50、30万元", ["money 1000000 元", "money 500000 元", "money 300000 元"]],
    ["2000、1000、500万元", ["money 20000000 元", "money 10000000 元", "money 5000000 元"]],
    ["1至5万元", ["money 10000 元", "money 50000 元"]],
    ["5000至1万元", ["money 5000 元", "money 10000 元"]],
    ["2 to 5 million yuan", ["money 2000000 yuan", "money 5000000 yuan"]],
    ["3, 4 and 5 million yuan", ["money 3000000 yuan", "money 4000000 yuan", "money 5000000 yuan"]],
    ["3000元宇宙", ["count 3000"]],
  ])("reads %s", (text, expected) => expect(brief(text)).toEqual(expected));

  it("leaves 万 without 元 a count", () => {
    expect(lines("分别给予 500 万、300 万、100 万一次性补助")).toEqual([
      "count | 5000000 | - | - | 500 万",
      "count | 3000000 | - | - | 300 万",
      "count | 1000000 | - | - | 100 万",
    ]);
    expect(brief("to over 10 billion")).toEqual(["count 10000000000"]);
  });
});

describe("shares", () => {
  it.each([
    ["30%", ["percent 30 %"]],
    ["30 %", ["percent 30 %"]],
    ["30％", ["percent 30 %"]],
    ["30.50%", ["percent 30.5 %"]],
    ["thirty percent", ["percent 30 percent"]],
    ["百分之三十", ["percent 30"]],
    ["百分之百", ["percent 100"]],
    ["千分之五", ["percent 0.5"]],
    ["5‰", ["percent 0.5 ‰"]],
    ["按照40%、30%、30%比例", ["percent 40 %", "percent 30 %", "percent 30 %"]],
    ["30至50%", ["percent 30 %", "percent 50 %"]],
    ["三分之二", ["count 2/3"]],
    ["二分之一", ["count 1/2"]],
    ["2/3", ["count 2/3"]],
    ["two-thirds of the cost", ["count 2/3"]],
    ["half of the cost", ["count 1/2"]],
    ["1.5个百分点", ["count 1.5 个百分点"]],
    ["two percentage points", ["count 2 percentage points"]],
    ["1:0.5", ["count 1", "count 0.5"]],
  ])("reads %s", (text, expected) => expect(brief(text)).toEqual(expected));
});

describe("dates, months and terms", () => {
  it.each([
    ["December 31, 2026", ["date 2026-12-31"]],
    ["31 December 2026", ["date 2026-12-31"]],
    ["before March 15", ["date --03-15"]],
    ["March 2026", ["date 2026-03"]],
    ["2026年2月4日", ["date 2026-02-04"]],
    ["2026 年 2 月 4 日", ["date 2026-02-04"]],
    ["２０２６年２月４日", ["date 2026-02-04"]],
    ["2026年3月", ["date 2026-03"]],
    ["12月31日前", ["date --12-31"]],
    ["3月1日至31日", ["date --03-01", "date --03-31"]],
    ["二〇二六年二月四日", ["date 2026-02-04"]],
    ["2026-02-04", ["date 2026-02-04"]],
    ["2026-02-30", ["date 2026", "count 2", "count 30"]],
    ["By 2026, technology", ["date 2026"]],
    ["2026年度", ["date 2026"]],
    ["（2024—2026年）", ["date 2024", "date 2026"]],
    ["(2024-2026)", ["date 2024", "date 2026"]],
    ["闽工信规〔2026〕1号", ["date 2026", "count 1 号"]],
    ["50% in 2025 and 30% in 2026", ["percent 50 %", "date 2025", "percent 30 %", "date 2026"]],
    ["over 2000 enterprises", ["count 2000 enterprises"]],
    ["more than 2000 of them", ["count 2000"]],
    ["in March and September", ["month 3", "month 9"]],
    ["in March, May and September", ["month 3", "month 5", "month 9"]],
    ["every May", ["month 5"]],
    ["projects may march; May we", []],
    ["3月、9月", ["month 3", "month 9"]],
    ["3、9月份", ["month 3", "month 9"]],
    ["三月", ["month 3"]],
    ["5个工作日", ["duration 5 个工作日"]],
    ["five working days", ["duration 5 working days"]],
    ["a three-year plan", ["duration 3 year"]],
    ["6个月", ["duration 6 个月"]],
    ["两个月", ["duration 2 个月"]],
    ["三年", ["duration 3 年"]],
    ["一年", ["duration 1 年"]],
    ["两年半", ["duration 2.5 年"]],
    ["半年", ["duration 0.5 年"]],
    ["上半年", []],
    ["三至五年", ["duration 3 年", "duration 5 年"]],
    ["3—5年", ["duration 3 年", "duration 5 年"]],
    ["3、6、9个月", ["duration 3 个月", "duration 6 个月", "duration 9 个月"]],
    ["one or two years", ["duration 1 years", "duration 2 years"]],
  ])("reads %s", (text, expected) => expect(brief(text)).toEqual(expected));
});

describe("ordinals and counts", () => {
  it.each([
    ["for the first year, 40% for the second year", ["ordinal 1 year", "percent 40 %", "ordinal 2 year"]],
    ["first, second and third years", ["ordinal 1 years", "ordinal 2 years", "ordinal 3 years"]],
    ["the plan will first attract", []],
    ["the 20th National Congress", ["ordinal 20"]],
    ["第一年50%", ["ordinal 1 年", "percent 50 %"]],
    ["第一、二、三年", ["ordinal 1 年", "ordinal 2 年", "ordinal 3 年"]],
    ["第1至3年", ["ordinal 1 年", "ordinal 3 年"]],
    ["首年", ["ordinal 1 年"]],
    ["依照第十二条", ["ordinal 12 条"]],
    ["第三方机构", []],
    ["二等奖、三等奖", ["ordinal 2 等奖", "ordinal 3 等奖"]],
    ["“3820” Strategic Project", ["count 3820"]],
    ["a “1+1” model", ["count 1", "count 1"]],
    ["“Top 100 AI Application Scenarios”", ["count 100"]],
    ["“Hundred Talents Plan”", ["count 100"]],
    ["hundreds of firms", []],
    ["accepted twice annually", ["count 2"]],
    ["twenty-five employees", ["count 25 employees"]],
    ["one hundred and fifty", ["count 150"]],
    ["a dozen", ["count 12"]],
    ["at least one benchmark", ["count 1"]],
    ["a one-time reward", []],
    ["any one of the following", []],
    ["at least one of the following", ["count 1"]],
    ["Three to five leading enterprises", ["count 3", "count 5"]],
    ["100 PFLOPS or more", ["count 100 PFLOPS"]],
    ["100P以上", ["count 100 P"]],
    ["约 2.05 square kilometers", ["count 2.05 square kilometers"]],
    ["分 A、B、C 三档", ["count 3 档"]],
    ["牵头单位为 1 家", ["count 1 家"]],
    ["1家", ["count 1 家"]],
    ["一家", ["count 1 家"]],
    ["10名科研人员", ["count 10 名"]],
    ["50余家企业", ["count 50 家"]],
    ["五个方面", ["count 5 个"]],
    ["800千瓦", ["count 800 千瓦"]],
    ["12345 hotline", ["count 12345"]],
    ["007", ["count 7"]],
    ["满18周岁", ["count 18 周岁"]],
    ["排名前三的企业", ["count 3"]],
    ["数十家", []],
    ["thirty (30) working days", ["duration 30 working days"]],
    ["三（3）年", ["duration 3 年"]],
    ["in FY2025", ["date 2025"]],
    ["a 10,000-yuan award", ["money 10000 yuan"]],
    ["the twenty-first century", ["ordinal 21"]],
    ["LPR-150BP", ["count 150 BP"]],
  ])("reads %s", (text, expected) => expect(brief(text)).toEqual(expected));
});

describe("what is no number", () => {
  it.each([
    "FP16", "H100 cards", "GPT-4", "IPv6", "5G networks", "Web3.0", "input/output",
    "一次性奖励", "一经发现", "进一步", "统一", "之一", "一定规模", "任一", "同一家企业", "新一代", "每一年度", "一种", "一批", "万一", "千家万户",
    "十分重要", "二维码", "三农", "两化融合", "十四五规划", "一带一路", "市级（含）以上研发机构",
    "1. Build a hub", "(1) Basic", "（二）产品", "二、支持范围", "II. Main Tasks", "(IV) Park", "第三条 本办法", "①企业", "Article 12. Scope",
    "as set out in III(1)", "见下文；2.申报表",
  ])("leaves %s alone", (text) => expect(brief(text)).toEqual([]));

  it("reads a number that only stands at a line start", () => {
    expect(brief("100 PFLOPS or more\n2.05 square kilometers\n三年内")).toEqual(["count 100 PFLOPS", "count 2.05 square kilometers", "duration 3 年"]);
    expect(brief("3. 项目总投入原则上不低于 1000 万元")).toEqual(["money 10000000 元"]);
  });
});

describe("comparisons", () => {
  it.each([
    ["补助金额不超过项目总投入的 30%", ["at-most"]],
    ["按服务费用不超过 50% 的比例", ["at-most"]],
    ["单家企业补助不超过 50 万元", ["at-most"]],
    ["最高给予50万元奖励", ["at-most"]],
    ["最高不超过1000万元", ["at-most"]],
    ["最高1000万、600万、300万元", ["at-most", "at-most", "at-most"]],
    ["最长延期6个月", ["at-most"]],
    ["总金额达到 10 万元（含）以上", ["at-least"]],
    ["项目总投入原则上不低于 1000 万元", ["at-least"]],
    ["实际投入原则上不少于 500 万元", ["at-least"]],
    ["100万元以下", ["at-most"]],
    ["100万元以下（不含）", ["less-than"]],
    ["100万元（不含）以上", ["more-than"]],
    ["5亿元及以上", ["at-least"]],
    ["10万元以上30万元以下", ["at-least", "at-most"]],
    ["10万元（含）至30万元（不含）", ["at-least", "less-than"]],
    ["超过10万元、不足30万元", ["more-than", "less-than"]],
    ["超过10万元（含）", ["at-least"]],
    ["超过50亿元的部分", [undefined]],
    ["300万元以上部分", [undefined]],
    ["每超过100万元奖励1万元", [undefined, undefined]],
    ["50万元封顶", ["at-most"]],
    ["逾50家", ["more-than"]],
    ["50余家", ["more-than"]],
    ["5个工作日内", ["at-most"]],
    ["三年内不得申报", [undefined]],
    ["给予50万元奖励，不超过规定", [undefined]],
    ["超过规定的给予5万元", [undefined]],
    ["with more than 50 relevant enterprises", ["more-than"]],
    ["will reach over 400 petaflops", ["more-than"]],
    ["at least five models", ["at-least"]],
    ["subsidies of up to 5 million yuan", ["at-most"]],
    ["up to a maximum of 2 million yuan", ["at-most"]],
    ["subsidy cap set at 10 million yuan", ["at-most"]],
    ["not exceeding 10 million yuan", ["at-most"]],
    ["shall not exceed 500,000 yuan", ["at-most"]],
    ["accounts for no less than 80% of the total", ["at-least"]],
    ["100 PFLOPS or more (calculated", ["at-least"]],
    ["annual purchases totaling 300,000 yuan or more", ["at-least"]],
    ["five enterprises or fewer", ["at-most"]],
    ["less than 100,000 yuan", ["less-than"]],
    ["falls between 100,000 yuan (inclusive) and 300,000 yuan (exclusive)", ["at-least", "less-than"]],
    ["between 100,000 yuan (inclusive)", ["at-least"]],
    ["the portion exceeding 300,000 yuan", [undefined]],
    ["up to 5 yuan, and 3 yuan", ["at-most", undefined]],
    ["not exceeding the limit. Then 5 yuan", [undefined]],
    ["over three years", [undefined]],
    ["within 30 days", ["at-most"]],
    ["≥100 PFLOPS", ["at-least"]],
    ["remain valid until December 31, 2026", [undefined]],
  ])("reads %s", (text, expected) => expect(comparisons(text)).toEqual(expected));
});

describe("the documents' own sentences", () => {
  it("reads the operating subsidy", () => {
    const text =
      "An annual operational subsidy of 50,000 yuan per P of computing power will be provided, with the total annual municipal-level operational subsidy not exceeding 10 million yuan (this amount excludes provincial subsidies; with applications accepted twice annually in March and September; or the following year);";
    expect(lines(text)).toEqual([
      "money | 50000 | yuan | - | 50,000 yuan",
      "money | 10000000 | yuan | at-most | 10 million yuan",
      "count | 2 | - | - | twice",
      "month | 3 | - | - | March",
      "month | 9 | - | - | September",
    ]);
  });

  it("reads the tiers across the broken line", () => {
    const text = "升级可\n\n持续性等因素，分 A、B、C 三档分别给予 1000 万、600 万、300 万元的补助。认定后拨付 50%，项目完成";
    expect(lines(text)).toEqual([
      "count | 3 | 档 | - | 三档",
      "money | 10000000 | 元 | - | 1000 万",
      "money | 6000000 | 元 | - | 600 万",
      "money | 3000000 | 元 | - | 300 万元",
      "percent | 50 | % | - | 50%",
    ]);
  });

  it("reads the development goals", () => {
    const text =
      "the AI industry scale in the host zone’s industrial park will reach over 10 billion yuan, with more than 50 relevant enterprises in the pilot zone’s industrial park. Three to five leading enterprises or teams will be newly introduced, bringing the total AI industry scale to over 40 billion yuan.";
    expect(lines(text)).toEqual([
      "money | 10000000000 | yuan | more-than | 10 billion yuan",
      "count | 50 | - | more-than | 50",
      "count | 3 | - | - | Three",
      "count | 5 | - | - | five",
      "money | 40000000000 | yuan | more-than | 40 billion yuan",
    ]);
  });
});
