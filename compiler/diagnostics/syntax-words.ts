import { keywords, spell, type Keyword, type KeywordId } from "../../grammar/keywords.js";

/** What the grammar's rules and tokens are called when one speaks to an analyst. Every text is `english|chinese`. */

/** What belongs at a place, and how to write it. */
export interface Place {
  readonly what: string;
  readonly expectation: string;
  readonly advice: string;
  /** Words that begin what belongs here, for "did you mean". */
  readonly words: readonly KeywordId[];
}

const list = (ids: readonly KeywordId[]): string => {
  const quoted = (surface: "en" | "zh", [open, close]: readonly [string, string]): readonly string[] => ids.map((id) => `${open}${spell(id, surface)}${close}`);
  const english = quoted("en", ["`", "`"]);
  const last = english[english.length - 1] ?? "";
  return `${english.length > 1 ? `${english.slice(0, -1).join(", ")} or ${last}` : last}|${quoted("zh", ["“", "”"]).join("")}`;
};

function starting(en: string, zh: string, ids: readonly KeywordId[], more: readonly KeywordId[] = []): Place {
  const [english, chinese] = list(ids).split("|");
  return {
    what: `${en}|${zh}`,
    expectation: `: expected ${en}|，应为${zh}`,
    advice: `begin it with ${english}|以${chinese}开头`,
    words: [...ids, ...more],
  };
}

const place = (en: string, zh: string, advice: string, words: readonly KeywordId[] = []): Place => ({ what: `${en}|${zh}`, expectation: `: expected ${en}|，应为${zh}`, advice, words });

const inScheme: readonly KeywordId[] = ["require", "award", "cap", "where", "window", "deadline", "plus", "note", "instalments"];
const alsoInScheme: readonly KeywordId[] = ["per", "fact", "finding", "when", "byReading", "paysAtLeast", "noPaymentBelow", "deduct", "roundDown", "roundHalfUp", "roundUp", "elsewhere", "bar", "accept", "cliff"];
const inFile: readonly KeywordId[] = ["scheme", "fact", "finding", "reading", "pool", "stack", "target", "notComputed", "example"];
const alsoInFile: readonly KeywordId[] = ["use", "unit", "subject", "value", "everyScheme", "byReading", "bar", "publicity", "always", "usually", "accept"];

export const statementPlaces = {
  scheme: starting("a statement of the scheme", "项目的语句", inScheme, alsoInScheme),
  pool: starting("a statement of the pool", "资金池的语句", ["covers", "insidePool", "cap", "counts", "remaining", "allocate", "residue"], ["within", "fact", "byReading", "accept"]),
  stack: starting("a statement of the stack", "叠加的语句", ["covers", "sharedCost", "relation"], ["fact", "byReading", "accept"]),
  policy: starting("a line of the policy's header", "政策开头的一行", ["title", "issuer", "number", "inForce", "source", "supersedes"], ["cite"]),
  example: {
    ...starting("a fact of the example or `expect`", "算例的事实或“应得”", ["expect"], ["reading"]),
    advice: "write facts as `name = value`, results as `expect scheme = amount`|事实写作 `名称 ＝ 值`，结果写作 `应得 项目 ＝ 金额`",
  },
  file: starting("a declaration", "一项声明", inFile, alsoInFile),
} as const satisfies Readonly<Record<string, Place>>;

export const typeWords: readonly KeywordId[] = ["money", "percent", "integer", "plainNumber", "quantityIn", "date", "dateOrNone", "yesOrNo", "oneOf", "text", "listOfDates"];

export const headWords = { scheme: [...inScheme, ...alsoInScheme], file: [...inFile, ...alsoInFile] } as const;

const value = place(
  "a value or a condition", "数值或条件",
  "write an amount such as `50,000 yuan`, a share such as `30% of fee`, the name of a fact, or a table such as `graded by tier { … }`|写金额如 `5万元`、比例如 `费用的30%`、事实的名称，或表如 `按 档次 分别给予 { … }`",
);
const row = place("a row of the table", "表中的一行", "write `100,000 yuan (inclusive) to 300,000 yuan (exclusive): value`, or `otherwise: value`|写 `10万元（含）至30万元（不含）：值`，或 `其他：值`", ["otherwise"]);
const grade = place("a row of the table", "表中的一行", "write `A: value`, and `otherwise: value` for all the rest|写 `A：值`，其余写 `其他：值`", ["otherwise"]);
const comparison = place("a comparison", "比较", "compare with `at least`, `at most`, `more than`, `less than` or `is`|用“不低于”“不超过”“超过”“低于”或“为”比较", ["atLeast", "atMost", "moreThan", "lessThan", "is", "isNot", "isOneOf", "onOrBefore", "onOrAfter", "before", "after"]);
const alternative = place("an alternative of the reading and what it means here", "读法的一个选项及其内容", "write `alternative: …` for each alternative|每个选项写 `选项：…`", ["nothing"]);
const month = place("a month or a day of the year", "月份或日期", "write `March`, `March 1 to March 31` or `3月1日 至 3月31日`|写 `3月` 或 `3月1日 至 3月31日`");

/** By the rule of the grammar in which the parser was surprised. */
export const rulePlaces: Readonly<Record<string, Place>> = {
  expr: value, conjunction: value, negation: value, comparison: value, sum: value, product: value, postfix: value, primary: value, bracket: value,
  reference: value, award: value, durationOrShift: value, keyNumber: value, quantity: value, term: value, share: value, floor: value,
  cap: place("a limit", "上限", "write `cap payout at 500,000 yuan`, or `cap base NAME at …`|写 `上限 补助额 50万元`，或 `上限 基数 名称 …`", ["payout", "base", "at"]),
  operator: comparison, comparisonOperator: comparison,
  bandRow: row, bandRows: row, bound: row, table: row, firstRow: place("a row of the table", "表中的一行", "write `when condition: value`, and `otherwise: value` at the end|写 `当 条件：值`，末行写 `其他：值`", ["when", "otherwise"]),
  gradeRow: grade, gradeRows: grade, keyPattern: grade,
  countedConditions: place("a condition of the list", "列表中的条件", "write `any of { a, b }`, `all of { a, b }` or `at least 2 of { a, b, c }`|写 `任一 { 甲，乙 }`、`全部 { 甲，乙 }` 或 `至少 2 项 { 甲，乙，丙 }`"),
  byReadingValue: alternative, byReadingStatement: alternative, byReadingDecl: alternative, retestByReading: alternative,
  eachStep: place("a step", "每一档的数量", "write `50,000 yuan for each 1 UNIT of fact`|写 `事实 每 1 单位 5万元`"),
  step: place("a step", "每一档的数量", "write `50,000 yuan for each 1 UNIT of fact`|写 `事实 每 1 单位 5万元`"),
  durationUnit: place("a unit of time", "时间单位", "write `days`, `months` or `years`|写“天”“个月”或“年”", ["days", "months", "years"]),
  citation: place("the clause that is cited", "所引的条号", "write `cite III(1) \"the words\"`, or `cite external \"name of the document\" \"the words\"`|写 `依据 二(一) “原文”`，或 `依据 外部 “文件名” “原文”`", ["external"]),
  factType: { ...place("the kind of the fact", "事实的类型", `write ${list(typeWords).split("|")[0] ?? ""}|写${list(typeWords).split("|")[1] ?? ""}`), words: typeWords },
  factDecl: place("`fact` or `finding`", "“事实”或“认定事项”", "write `fact name \"title\": money`|写 `事实 名称 “标题”：金额`", ["fact", "finding", "ifAbsent", "alwaysKnown", "byYear", "atStage", "establishedBy"]),
  scope: place("whom or what the statement is about", "按什么计", "write `per enterprise per calendar year`|写 `每家 企业 每年`", ["calendarYear", "once"]),
  subjectName: place("the name of a subject", "补助对象的名称", "write `per enterprise`|写 `每家 企业`"),
  monthDay: month, window: month,
  deadline: place("when the time runs out", "截止方式", "write `deadline application_date in the year of event or the following year`, or `… within 12 months after event`|写 `期限 申报日 在 事件 当年或次年`，或 `… 在 事件 之后 12个月以内`", ["inTheYearOf", "within"]),
  deduct: place("what is deducted from", "从何处扣除", "write `deduct x from payout before caps` or `deduct x from base NAME`|写 `扣除 x 补助额 封顶前` 或 `扣除 x 基数 名称`", ["payout", "base"]),
  round: place("how to round", "取整方式", "write `round down to 0.01 yuan`|写 `向下取整 至 0.01元`"),
  instalment: place("an instalment", "一期拨付", "write `first: 50% after recognition` and `rest: the rest after acceptance`|写 `首期：认定 后 50%` 和 `余款：验收 后 剩余部分`", ["theRest", "after", "lapses", "retest"]),
  instalments: place("an instalment", "一期拨付", "write `first: 50% after recognition` and `rest: the rest after acceptance`|写 `首期：认定 后 50%` 和 `余款：验收 后 剩余部分`", ["retest"]),
  barDecl: place("how long the bar lasts", "禁止申报的期限", "write `bar name for 3 years from date until the same date (inclusive)`|写 `禁止申报 名称 自 日期 3年 至对应日（含）`", ["from", "untilSameDate"]),
  inForce: place("the last day", "终止日", "write `to 2028-12-31 (inclusive)`, or `onwards` where the text names no last day|写 `至 2028年12月31日（含）`；原文未写终止日的写 `起`", ["to", "onwards"]),
  publicity: place("how long the notice stands", "公示期限", "write `publicity name 5 working days from date starting the next day`|写 `公示 名称 5个工作日 自 日期 次日起`", ["from", "startingNextDay", "startingSameDay", "holidays", "workdays"]),
  poolStatement: place("how the pool is shared", "资金池的分配方式", "write `allocate pro rata`, `allocate by window pro rata` or `allocate in order of date`; `residue undistributed` or `residue largest remainder`|写 `分配 按比例`、`分配 按批次 按比例` 或 `分配 依次按 日期`；`尾差 不分配` 或 `尾差 最大余数`", ["proRata", "byWindow", "inOrderOf", "undistributed", "largestRemainder"]),
  stackStatement: place("how the awards combine", "叠加方式", "write `relation cumulate`, `relation higher only`, `relation excludes`, `relation excess over` or `relation together at most AMOUNT`|写 `关系 累加`、`关系 就高`、`关系 互斥`、`关系 补足` 或 `关系 合计上限 金额`", ["cumulate", "higherOnly", "excludes", "fillsUp", "together", "silent", "givesWay"]),
  members: place("a list of names", "名称的列表", "write the names with commas between them|名称之间用顿号或逗号"),
  value: place("a dated value", "按日期的标准值", "write `value name { from 2026-01-01: 100,000 yuan }`|写 `标准值 名称 { 自 2026年1月1日：10万元 }`", ["from"]),
  reading: place("an alternative of the reading", "读法的一个选项", "write `default name \"title\" because \"why\"` and one line for each other alternative|写 `默认 名称 “标题” 理由 “理由”`，其他选项各写一行", ["byDefault", "because"]),
  outcome: place("a result", "结果", "write `expect scheme = 100,000 yuan`, `expect scheme up to 100,000 yuan`, or a status such as `ineligible`|写 `应得 项目 ＝ 10万元`、`应得 项目 最高 10万元`，或状态如“不符合”", ["upTo", "instalments", "ineligible", "undetermined", "notInForce", "outsideWindow", "barred", "exhausted", "elsewhere", "caseByCase"]),
  boundNames: place("the name of a cap, or `award`", "上限的名称，或“补助”", "write `bound by annual`, or `bound by award` for the formula itself|写 `受限于 上限名`，公式本身写 `受限于 补助`", ["award"]),
  policyHeader: statementPlaces.policy,
  example: statementPlaces.example,
  exampleLine: statementPlaces.example,
  statement: statementPlaces.scheme,
  decl: statementPlaces.file,
  file: { what: "the head of a policy or a vocabulary|“政策”或“词汇”", expectation: ": expected the head of a policy or a vocabulary|，应以“政策”或“词汇”开头", advice: "begin with `policy city.plan version \"2026\" { … }`|以 `政策 city.plan 版本 “2026” { … }` 开头", words: ["policy", "vocabulary"] },
};

const tokens: Readonly<Record<string, string>> = {
  OpenBrace: "`{`|`{`",
  CloseBrace: "`}`|`}`",
  Open: "`(`|`（`",
  Close: "`)`|`）`",
  Colon: "`:`|`：`",
  Comma: "`,`|`，`",
  Equals: "`=`|`＝`",
  Slash: "`/`|`/`",
  Name: "a name|名称",
  Word: "a name|名称",
  Text: "words in quotation marks|引号中的文字",
  Anchor: "a clause number such as `III(1)`|条号，如 `二(一)`",
  Money: "an amount such as `50,000 yuan`|金额，如 `5万元`",
  Percent: "a percentage such as `30%`|百分比，如 `30%`",
  DateLiteral: "a date such as `2026-02-04`|日期，如 `2026年2月4日`",
  Duration: "a period such as `6 months`|期限，如 `6个月`",
  Num: "a number|数",
  Month: "a month|月份",
  MonthDay: "a day of the year|某月某日",
  EOF: "the end of the file|文件结尾",
};

/** A keyword that only the other surface has says nothing to the reader of this one. */
export const hasSpelling = (name: string, surface: "en" | "zh"): boolean => {
  const id = name.replace(/^Keyword_/, "") as KeywordId;
  return !name.startsWith("Keyword_") || !(id in keywords) || (keywords[id] as Keyword)[surface].length > 0;
};

/** How a token that the parser wanted is called. */
export function tokenWords(name: string): string {
  const id = name.replace(/^Keyword_/, "") as KeywordId;
  if (name.startsWith("Keyword_") && id in keywords) return `\`${spell(id, "en")}\`|\`${spell(id, "zh")}\``;
  return tokens[name] ?? "something else|其他内容";
}

/** What to write where the parser wanted this token; by its rule where that says more. */
const rewrites: Readonly<Record<string, string>> = {
  "policyHeader Keyword_version": "a policy begins `policy city.plan version \"2026\" { … }`|政策开头写 `政策 city.plan 版本 “2026” { … }`",
  "policyHeader OpenBrace": "title, validity and source stand in `{ … }` after the version|标题、有效期和原文写在版本之后的 `{ … }` 中",
  "inForce Keyword_from": "write `in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date`|写 `有效期 自 2026年1月1日（含）至 2028年12月31日（含）按 申报日`",
  "inForce Keyword_by": "say which date decides: `… by application_date`|写明按哪个日期：`… 按 申报日`",
  "where Equals": "write `where name = value`|写 `其中 名称 ＝ 值`",
  "exampleLine Equals": "write facts as `name = value`|事实写作 `名称 ＝ 值`",
  "gradeRow Colon": "a row is `key: value`, with a colon between them|每行写 `值：结果`，中间用冒号",
  "bandRow Colon": "a row is `range: value`, with a colon between them|每行写 `范围：结果`，中间用冒号",
  "firstRow Colon": "a row is `when condition: value`, with a colon between them|每行写 `当 条件：结果`，中间用冒号",
  "bracket Close": "close the bracket that is open|闭合前面的括号",
  "bound Close": "write (inclusive) or (exclusive)|写（含）或（不含）",
  "notComputed Keyword_because": "say why: `not computed because \"…\" cite …`|写明理由：`不作计算 理由 “…” 依据 …`",
  "award Keyword_decidedBy": "say who decides: `award up to 300,000 yuan decided by \"authority\"`|写明由谁核定：`补助 最高 30万元 核定单位 “机关”`",
  "reference Keyword_of": "write `cap of scheme`, `cap NAME of scheme`|写 `项目 的上限`",
};

const byToken: Readonly<Record<string, string>> = {
  Text: "put the words in \"quotation marks\"|文字加引号“…”",
  Name: "a name is letters without spaces, such as `service_fee`; words of the language cannot be names|名称不含空格，如 `服务费用`；语言的关键词不能作名称",
  OpenBrace: "open the block with `{`|用 `{` 开始",
  CloseBrace: "close the block with `}`|用 `}` 结束",
};

export const adviceFor = (rule: string, expected: string): string => rewrites[`${rule} ${expected}`] ?? byToken[expected] ?? "";

/** Signs and words of other trades, with what they are here. */
export const foreign: Readonly<Record<string, string>> = {
  ">": "write `more than`|写“超过”",
  "<": "write `less than`|写“低于”",
  ">=": "write `at least`|写“不低于”",
  "<=": "write `at most`|写“不超过”",
  "==": "write `is`|写“为”",
  "!=": "write `is not`|写“不为”",
  "<>": "write `is not`|写“不为”",
  "&&": "write `and`|写“且”",
  "||": "write `or`|写“或”",
  "=>": "write a colon `:`|写冒号“：”",
  "->": "write a colon `:`|写冒号“：”",
  "≥": "write `at least`|写“不低于”",
  "≤": "write `at most`|写“不超过”",
  "＞": "write `more than`|写“超过”",
  "＜": "write `less than`|写“低于”",
  "≠": "write `is not`|写“不为”",
  "*": "write `times`|写“乘以”",
  "×": "write `times`|写“乘以”",
  "÷": "write `divided by`|写“除以”",
  "!": "write `not`|写“非”",
  "&": "write `and`|写“且”",
  "$": "write the amount with `yuan` after it|金额写“元”",
  "¥": "write the amount with `yuan` after it|金额写“元”",
  "￥": "write the amount with `yuan` after it|金额写“元”",
  "[": "use round brackets `( )`|用圆括号（ ）",
  "]": "use round brackets `( )`|用圆括号（ ）",
  "【": "use round brackets `( )`|用圆括号（ ）",
  "】": "use round brackets `( )`|用圆括号（ ）",
  "'": "put words in double quotation marks \"…\"|文字用双引号“…”",
  "‘": "put words in double quotation marks \"…\"|文字用双引号“…”",
  "’": "put words in double quotation marks \"…\"|文字用双引号“…”",
  "「": "put words in quotation marks “…”|文字用双引号“…”",
  "」": "put words in quotation marks “…”|文字用双引号“…”",
  "”": "this quotation mark closes nothing; put one before the words too|引号没有开头，文字两端都要有引号",
  "#": "a comment begins with `//`|注释以 `//` 开头",
  "。": "leave out the full stop|删去句号",
  if: "write `when`, or a table `first of { when a: …  otherwise: … }`|写“当”，或用表 `依次取首 { 当 甲：…  其他：… }`",
  then: "write a table `first of { when a: …  otherwise: … }`|用表 `依次取首 { 当 甲：…  其他：… }`",
  else: "write a table `first of { when a: …  otherwise: … }`|用表 `依次取首 { 当 甲：…  其他：… }`",
  min: "a limit is a statement of its own: `cap payout at …`|限额单独写一句：`上限 补助额 …`",
  max: "write `higher of a and b`, or `pays at least …`|写 `甲 与 乙 中的较高者`，或 `最低补助 …`",
  percent: "write `30%`|写 `30%`",
  如果: "write `当`, or a table `依次取首 { 当 甲：…  其他：… }`|写“当”，或用表 `依次取首 { 当 甲：…  其他：… }`",
  若: "write `当`, or a table `依次取首 { 当 甲：…  其他：… }`|写“当”，或用表 `依次取首 { 当 甲：…  其他：… }`",
};

/** What analysts also say for a keyword. */
export const synonyms: Readonly<Record<string, KeywordId>> = {
  must: "require", shall: "require", condition: "require", requirement: "require", eligible: "require", 要求: "require", 要件: "require", 申报条件: "require",
  grant: "award", subsidy: "award", subsidise: "award", subsidize: "award", pay: "award", pays: "award", reward: "award", 补贴: "award", 奖励: "award", 资助: "award", 奖补: "award",
  limit: "cap", maximum: "cap", ceiling: "cap", 限额: "cap", 最高限额: "cap", 封顶: "cap",
  let: "where", define: "where", 定义: "where",
  input: "fact", variable: "fact", 变量: "fact",
  programme: "scheme", program: "scheme", measure: "scheme", 奖项: "scheme",
  reason: "because", source: "cite", 来源: "cite", 条款: "cite",
  currency: "money", amount: "money", yuan: "money", boolean: "yesOrNo", bool: "yesOrNo", string: "text", int: "integer", decimal: "plainNumber", percentage: "percent", enum: "oneOf", 元: "money", 比例: "percent", 布尔: "yesOrNo",
};

/** The spellings of keywords in the language of what was typed. */
export function spellings(ids: readonly KeywordId[], surface: "en" | "zh"): readonly string[] {
  return ids.flatMap((id) => (keywords[id] as Keyword)[surface]).filter((spelling) => spelling.length > 1);
}
