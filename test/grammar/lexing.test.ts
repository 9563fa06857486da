import { describe, expect, it } from "vitest";
import { keywords, parse, scan } from "../../grammar/index.js";
import { bare, parsed, requireOf } from "./support.js";

const words = (text: string): readonly string[] => scan(text).tokens.map((token) => token.image);
const kinds = (text: string): readonly string[] => scan(text).tokens.map((token) => token.tokenType.name);
const codes = (text: string): readonly string[] => parse(text).issues.map((issue) => issue.code);

/** Fact names from the vocabulary of both documents and of the 152 sentences; most hold a keyword, many start with one. */
const names = [
  "项目总投入", "补助金额", "年度购买总金额", "上限金额", "项目类别", "依据文件", "条件说明", "服务费用", "实际投入", "平台建设实际投入", "验收核定总投入",
  "项目实施单位", "项目实施期", "项目绩效目标", "补助对象类型", "补助资金来源", "上年度业务收入", "上年度产值", "按月租金", "按比例分摊额", "每家企业限额",
  "每人每月标准", "年度预算", "年均算力", "其他财政资金", "其他收入", "其中设备投入", "无失信记录", "无形资产投入", "是否入选", "是否为企业", "为民服务项目", "或有负债",
  "且末县企业", "非关联方采购额", "减免税额", "加计扣除额", "自筹资金", "自主知识产权", "至今累计投入", "含税合同金额", "不含税金额", "以上年度收入", "以下级别",
  "后续投入", "前期费用", "前三年补助", "后二年补助", "于都县项目数", "与会企业数", "超过部分金额", "低于均价数量", "不足额部分", "大于标准数", "属于重点领域",
  "当年产值", "当日汇率", "拨付后余额", "拨付批次", "认定后投入", "公示期天数", "目标产值", "期限届满日", "受理批次", "标准值差额", "封顶金额", "核定单位名称", "最高限额",
  "金额合计", "日期差", "数值范围", "整数部分", "基数调整", "原文页码", "文号年份", "版本序号", "草案标记", "标题长度", "引用次数", "单位性质", "余额占比", "分配顺序号",
  "叠加次数", "读法代码", "理由说明", "外部专家数", "提示次数", "复核结果", "首次入选年度", "一次性奖励额", "各项目合计", "取值范围", "全部产值", "任一指标", "至少人数", "乘以系数", "除以系数",
  "所在年度", "贷款利率", "研发投入占比", "算力规模P", "A档金额", "fujian.采购算力", "总额", "项目",
].filter((name) => name !== "项目");

const spelled = Object.values(keywords).flatMap((keyword) => keyword.zh as readonly string[]);

describe("Chinese names are read whole", () => {
  it("of which enough hold a keyword, or start with one", () => {
    expect(names.length).toBeGreaterThanOrEqual(64);
    expect(names.filter((name) => spelled.some((word) => name.includes(word))).length).toBeGreaterThanOrEqual(64);
    expect(names.filter((name) => spelled.some((word) => name.startsWith(word))).length).toBeGreaterThanOrEqual(48);
  });

  it.each(names)("%s", (name) => {
    expect(words(name)).toEqual([name]);
    const [fact] = parsed(`事实 ${name} “说明”：金额 自 0元 至 1亿元\n`).decls;
    expect(fact?.kind === "fact" ? fact.naming.name.text : "").toBe(name);
    // Han operators need no space, and neither does 的 before a number
    for (const [operator, op] of [["不低于", "at-least"], ["不少于", "at-least"], ["不超过", "at-most"], ["不高于", "at-most"]] as const) {
      expect(bare(requireOf(`${name}${operator}1000万元`))).toEqual({
        kind: "compare", op, dates: false, left: { kind: "name", name: { text: name } }, right: { kind: "money", yuan: "10000000" },
      });
    }
    expect(bare(requireOf(`${name}不超过${name}的30%`))).toMatchObject({
      left: { kind: "name", name: { text: name } },
      right: { kind: "percent-of", rate: { value: "30" }, base: { kind: "name", name: { text: name } } },
    });
    expect(bare(requireOf(`${name}的上限不低于5`))).toMatchObject({ left: { kind: "cap-of", scheme: { text: name } } });
    // with a space any word-keyword may follow
    expect(bare(requireOf(`${name} 超过 5 且 ${name} 为 ${name}`))).toMatchObject({ kind: "and", items: [{ op: "more-than" }, { op: "is" }] });
  });

  it("and the operators split what belongs to them", () => {
    expect(words("补助不超过项目总投入的30%")).toEqual(["补助", "不超过", "项目总投入", "的", "30%"]);
    expect(words("项目总投入原则上不低于1000万元")).toEqual(["项目总投入", "原则上", "不低于", "1000万元"]);
    expect(words("补助的依据")).toEqual(["补助的依据"]);
    expect(words("上年度产值的（60%）")).toEqual(["上年度产值", "的", "（", "60%", "）"]);
    expect(words("6个月后")).toEqual(["6个月", "后"]);
    expect(words("30万元以上")).toEqual(["30万元", "以上"]);
  });

  it("a ceiling that could be a cap is refused", () => {
    expect(codes("项目 某项 { 补助不超过项目总投入的30% }")).toEqual(["ceiling-or-cap"]);
  });
});

describe("anchors and quotes", () => {
  it.each(["III(1)", "二（一）3", "三(一)3", "V-1", "第十二条", "closing", "II.4.1"])("`cite %s` needs no quotes", (anchor) => {
    const [decl] = parsed(`not computed because "x" cite ${anchor} "y"`).decls;
    expect(decl?.kind === "not-computed" ? decl.cites[0] : undefined).toMatchObject({ external: false, anchor: anchor.normalize("NFKC") });
    expect(bare(parsed(`不作计算 理由 “x” 依据 ${anchor} “y”`).decls)).toEqual(bare([decl]));
  });

  it("a name may look like an anchor elsewhere", () => {
    expect(kinds("III is closing")).toEqual(["Word", "Keyword_is", "Word"]);
  });

  it("quotes inside quotes pair up", () => {
    const text = "不作计算 理由 “以“信用中国”记录为准” 依据 external “a “b” “c” d” “e”";
    const [decl] = parsed(text).decls;
    expect(decl).toMatchObject({ because: { value: "以“信用中国”记录为准" }, cites: [{ anchor: "a “b” “c” d", quote: { value: "e" } }] });
  });

  it.each([
    ["not computed because \"a \\\" b \\\\ c\"", "a \" b \\ c"],
    ["not computed because \"“ unbalanced\"", "“ unbalanced"],
    ["not computed because “C:\\x \"y\"”", "C:\\x \"y\""],
  ])("%s", (text, value) => {
    expect(parsed(text).decls[0]).toMatchObject({ because: { value } });
  });

  it("say what is wrong with them", () => {
    expect(codes("not computed because \"a\\qb\"")).toEqual(["unknown-escape"]);
    expect(codes("not computed because \"never closed\nuse a")).toEqual(["unclosed-quote"]);
    expect(codes("不作计算 理由 “没有“闭合”\n引用 a")).toEqual(["unclosed-quote"]);
  });
});

describe("numbers, units and keys", () => {
  it("a grouped number in a list could be two", () => {
    expect(codes("scheme s { award graded by x { 100,200: 5% } }")).toEqual(["grouped-number-in-list"]);
    expect(codes("scheme s { require x is one of 100,200 }")).toEqual(["grouped-number-in-list"]);
    expect(codes("scheme s { require x is one of 100, 200 }")).toEqual([]);
  });

  it("a word before a colon is a key, never a unit", () => {
    expect(requireOf("x is graded by y { a: 5  b: 6, years: 7 }")).toMatchObject({
      right: { rows: [{ values: [{ value: "5", unit: undefined }] }, { values: [{ value: "6", unit: undefined }] }, { values: [{ value: "7" }] }] },
    });
    expect(requireOf("x is by reading r { per: 5  at: 6 }")).toMatchObject({ right: { arms: [{ alternative: { text: "per" } }, { alternative: { text: "at" } }] } });
  });

  it("but the unit of a bound or a condition may stand before the colon of its row", () => {
    expect(requireOf("x is banded by y { 5 PFLOPS to 10 PFLOPS: 1  otherwise: 2 }")).toMatchObject({ right: { rows: [{ high: { value: { unit: { text: "PFLOPS" } } } }, {}] } });
    expect(requireOf("x is first of { when y at least 5 家: 1 otherwise: 2 }")).toMatchObject({ right: { rows: [{ when: { right: { unit: { text: "家" } } } }, {}] } });
  });

  it("`and above` is one word before `and`", () => {
    expect(kinds("5 and above")).toEqual(["Num", "Keyword_andAbove"]);
    expect(kinds("5 and x")).toEqual(["Num", "Keyword_and", "Word"]);
    expect(bare(requireOf("x is banded by y { 5 and above: 1 }"))).toEqual(bare(requireOf("x is banded by y { 5 (inclusive) and above: 1 }")));
  });

  it("a name may be half of a keyword", () => {
    expect(kinds("known at least 5")).toEqual(["Word", "Keyword_atLeast", "Num"]);
    expect(kinds("known at acceptance")).toEqual(["Keyword_atStage", "Word"]);
  });

  it.each([
    ["10,000,000 yuan", "10000000"], ["1000万元", "10000000"], ["1.5亿元", "150000000"], ["1000 万元", "10000000"], ["5 million yuan", "5000000"], ["0.01元", "0.01"],
  ])("%s", (text, yuan) => {
    expect(requireOf(`x at least ${text}`)).toMatchObject({ right: { kind: "money", yuan } });
  });

  it.each([
    ["三分之二", { kind: "number", value: "2/3" }], ["百分之三十", { kind: "percent", value: "30" }], ["30％", { kind: "percent", value: "30" }],
    ["2026年2月4日", { kind: "date", iso: "2026-02-04" }], ["6个月", { kind: "duration", count: "6", unit: "month" }], ["5个工作日", { kind: "duration", unit: "working-day" }],
    ["3年", { kind: "duration", unit: "year" }], ["-0.5", { kind: "number", value: "-0.5" }], ["18 元每平方米", { kind: "number", value: "18", unit: { text: "元每平方米" } }],
    ["4 项", { kind: "number", value: "4", unit: { text: "项" } }], ["5 天数", { kind: "number", unit: { text: "天数" } }],
  ])("%s", (text, literal) => {
    expect(requireOf(`x 不低于 ${text}`)).toMatchObject({ right: literal });
  });
});

describe("full-width punctuation", () => {
  it("is the same as ASCII", () => {
    const full = "项目 a “t” { 其中 b ＝ 按 c 分别给予 { A：1％，B：2% ； C：3%、其他：（4%） } }";
    const half = "scheme a \"t\" { where b = graded by c { A: 1%, B: 2%, C: 3%, otherwise: (4%) } }";
    expect(bare(parsed(full))).toEqual(bare(parsed(half)));
  });
  it("signs and bars too", () => {
    expect(bare(requireOf("a ＋ b － c 为 d"))).toEqual(bare(requireOf("a + b - c is d")));
  });
  it("spaces too", () => {
    expect(codes("项目　某项　{　每个　项目　}")).toEqual([]);
  });
});
