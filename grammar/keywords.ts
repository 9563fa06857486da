/**
 * Every keyword, once, with its English and its Chinese spellings; the first of each is what the printer writes.
 * Lexer, parser, printer, completion and highlighting all read this table.
 *
 * `head` words start a statement or join operands and are never names. All others may also be names
 * where no doubt can arise.
 */

export interface Keyword {
  readonly en: readonly string[];
  readonly zh: readonly string[];
  readonly head?: true;
}

const head = (en: string | readonly string[], zh: string | readonly string[]): Keyword => ({
  en: typeof en === "string" ? [en] : en,
  zh: typeof zh === "string" ? [zh] : zh,
  head: true,
});
const word = (en: string | readonly string[], zh: string | readonly string[]): Keyword => ({
  en: typeof en === "string" ? [en] : en,
  zh: typeof zh === "string" ? [zh] : zh,
});

export const keywords = {
  // declarations
  policy: head("policy", "政策"),
  vocabulary: head("vocabulary", "词汇"),
  use: head("use", "引用"),
  unit: head("unit", "计量单位"),
  subject: head("subject", "补助对象"),
  fact: head("fact", "事实"),
  finding: head("finding", "认定事项"),
  value: head("value", "标准值"),
  everyScheme: head("every scheme", "各项目"),
  scheme: head("scheme", "项目"),
  pool: head("pool", "资金池"),
  stack: head("stack", "叠加"),
  reading: head("reading", "读法"),
  byReading: head("by reading", "依读法"),
  bar: head("bar", "禁止申报"),
  publicity: head("publicity", "公示"),
  target: head("target", "目标"),
  notComputed: head("not computed", "不作计算"),
  example: head("example", "算例"),
  always: head("always", "恒有"),
  usually: head("usually", "通常"),
  accept: head("accept", "认可"),
  cliff: head("cliff", "断崖"),

  // policy header
  version: word("version", "版本"),
  draft: word("draft", "草案"),
  title: word("title", "标题"),
  issuer: word("issuer", "发文机关"),
  number: word("document number", "文号"),
  inForce: head("in force", "有效期"),
  source: word("source", "原文"),
  supersedes: word("supersedes", "替代"),
  as: word("as", "称为"),

  // types and modifiers of facts
  money: word("money", "金额"),
  percent: word("percent", "百分比"),
  integer: word("integer", "整数"),
  plainNumber: word("number", "数值"),
  quantityIn: word("quantity in", "数量以"),
  date: word("date", "日期"),
  dateOrNone: word("date or none", "日期或无"),
  yesOrNo: word("yes or no", "是否"),
  oneOf: word("one of", ["取值", "之一"]),
  rising: word("in rising order", "依次升高"),
  orOther: word("or other", "或其他"),
  text: word("text", "文本"),
  listOfDates: word("list of dates", "日期列表"),
  byYear: word("by year", "按年"),
  atStage: word("known at", "确定于"),
  ifAbsent: word("if absent", "缺省"),
  alwaysKnown: word("always known", "必填"),
  establishedBy: word("established by", "认定单位"),

  // statements
  per: word("per", ["每", "每个", "每家", "每名", "每项"]),
  calendarYear: word("calendar year", "自然年"),
  everyYear: word([], "每年"),
  once: word("once", "一次"),
  recordedIn: word("recorded in", "记录于"),
  require: head("require", "条件"),
  inPrinciple: head("in principle", "原则上"),
  unless: word("unless", "除非"),
  when: head("when", "当"),
  window: head("window", "受理"),
  deadline: head("deadline", "期限"),
  inTheYearOf: word("in the year of", "在"),
  orFollowingYear: word("or the following year", "当年或次年"),
  orFollowing: word("or the following", "当年或其后"),
  sameYear: word([], "当年"),
  within: word("within", "之后"),
  inside: word([], "以内"),
  award: head("award", "补助"),
  upTo: word("up to", "最高"),
  decidedBy: word("decided by", "核定单位"),
  decidedAs: word("decided as", "核定为"),
  caseByCase: word("decided case by case", "一事一议"),
  plus: head("plus", "另加"),
  cappedAt: word("capped at", "封顶"),
  where: head("where", "其中"),
  cap: head("cap", "上限"),
  payout: word("payout", "补助额"),
  base: word("base", "基数"),
  at: word("at", []),
  counting: word("counting", "计入已拨"),
  paysAtLeast: head("pays at least", "最低补助"),
  noPaymentBelow: head("no payment below", "起付额"),
  deduct: head("deduct", "扣除"),
  beforeCaps: word("before caps", "封顶前"),
  afterCaps: word("after caps", "封顶后"),
  roundDown: head("round down", "向下取整"),
  roundHalfUp: head("round half up", "四舍五入"),
  roundUp: head("round up", "向上取整"),
  instalments: head("instalments", "拨付"),
  theRest: word("the rest", "剩余部分"),
  lapses: word("lapses", "不再拨付"),
  retest: word("retest", "复核"),
  retestWith: word("with", "以"),
  elsewhere: head("elsewhere", "另行"),
  note: head("note", "提示"),

  // bars and publicity
  forTerm: word("for", []),
  untilSameDate: word("until the same date", "至对应日"),
  startingNextDay: word("starting the next day", "次日起"),
  startingSameDay: word("starting the same day", "当日起"),
  holidays: word("holidays", "休假日"),
  workdays: word("working days", "调休上班日"),

  // pools and stacks
  covers: word("covers", "覆盖"),
  insidePool: word([], "包含于"),
  counts: word("counts", "计入"),
  remaining: word("remaining", "余额"),
  allocate: word("allocate", "分配"),
  proRata: word("pro rata", "按比例"),
  inOrderOf: word("in order of", "依次按"),
  byWindow: word("by window", "按批次"),
  residue: word("residue", "尾差"),
  undistributed: word("undistributed", "不分配"),
  largestRemainder: word("largest remainder", "最大余数"),
  awards: word("awards", "项数"),
  sharedCost: word("on", "同一费用"),
  relation: head("relation", "关系"),
  cumulate: word("cumulate", "累加"),
  higherOnly: word("higher only", "就高"),
  excludes: word("excludes", "互斥"),
  fillsUp: word("excess over", "补足"),
  together: word("together at most", "合计上限"),
  givesWay: word("gives way", "让位"),
  silent: word("silent", "未规定"),

  // readings, citations
  byDefault: word("default", "默认"),
  cite: head("cite", "依据"),
  external: word("external", "外部"),
  because: head("because", "理由"),

  // examples
  on: word([], "于"),
  expect: head("expect", "应得"),
  boundBy: word("bound by", "受限于"),
  missing: word("missing", "缺少"),
  ineligible: word("ineligible", "不符合"),
  undetermined: word("undetermined", "待定"),
  notInForce: word("not in force", "不在有效期"),
  outsideWindow: word("outside window", "不在受理期"),
  barred: word("barred", "禁止期内"),
  exhausted: word("exhausted", "已用尽"),

  // expressions
  otherwise: head("otherwise", "其他"),
  nothing: head("nothing", "不补助"),
  yes: head("yes", "是"),
  no: head("no", "否"),
  none: head("none", "无"),
  or: head("or", "或"),
  and: head("and", "且"),
  not: head("not", "非"),
  is: head("is", "为"),
  isNot: head("is not", "不为"),
  isOneOf: head("is one of", "属于"),
  atLeast: head("at least", ["不低于", "不少于", "至少"]),
  atMost: head("at most", ["不超过", "不高于"]),
  moreThan: head("more than", ["超过", "大于"]),
  lessThan: head("less than", ["低于", "不足", "少于"]),
  onOrBefore: head("on or before", "不晚于"),
  onOrAfter: head("on or after", "不早于"),
  before: word("before", "早于"),
  after: word("after", "晚于"),
  laterBy: word([], "后"),
  earlierBy: word([], "前"),
  of: head("of", []),
  de: head([], "的"),
  dePart: head([], "的部分"),
  deCap: head([], "的上限"),
  dePayout: head([], "的补助额"),
  deCeiling: head([], "的最高额"),
  capOf: head("cap of", []),
  payoutOf: head("payout of", []),
  ceilingOf: head("ceiling of", []),
  excessOf: head("excess of", []),
  over: head("over", []),
  higherOf: head("higher of", []),
  with: head([], "与"),
  higherAmong: head([], "中的较高者"),
  plusSign: head([], "加"),
  less: head("less", "减"),
  times: head("times", "乘以"),
  dividedBy: head("divided by", "除以"),
  forEach: word("for each", []),
  forEachFull: word("for each full", []),
  forEachStarted: word("for each started", []),
  eachFull: word([], "每满"),
  eachStarted: word([], "每不足"),
  ifGiven: word("if given or else", "如已提供 否则"),
  yearOf: head("year of", []),
  yearOfZh: word([], "所在年"),
  previousYear: head("previous year", "上年度"),
  bandedBy: head("banded by", []),
  gradedBy: head("graded by", []),
  marginalOn: head("marginal on", []),
  by: head("by", "按"),
  banded: head([], "分档"),
  graded: head([], "分别给予"),
  marginal: head([], "分段累进"),
  firstOf: head("first of", "依次取首"),
  anyOf: head("any of", "任一"),
  allOf: head("all of", "全部"),
  countOf: word([], "项"),
  from: word("from", "自"),
  to: word("to", "至"),
  inclusive: word("inclusive", "含"),
  exclusive: word("exclusive", "不含"),
  andAbove: word("and above", "以上"),
  andBelow: word("and below", "以下"),
  in: word("in", []),
  days: word(["days", "day"], ["天", "日"]),
  months: word(["months", "month"], "个月"),
  years: word(["years", "year"], "年"),
  workingDayUnit: word([], "个工作日"),
} as const satisfies Readonly<Record<string, Keyword>>;

export type KeywordId = keyof typeof keywords;

export type Surface = "en" | "zh";

/** The spelling the printer writes; a keyword that only one surface has is written in that one. */
export function spell(id: KeywordId, surface: Surface): string {
  const keyword: Keyword = keywords[id];
  return keyword[surface][0] ?? keyword[surface === "en" ? "zh" : "en"][0] ?? id;
}

/**
 * Chinese operators that end a name without a space before them. Everything else Chinese is read as the longest
 * run of letters: of 64 plausible fact names 45 contain a keyword and 33 start with one.
 */
export const hanOperators = [
  "不超过",
  "不低于",
  "不少于",
  "不高于",
  "原则上",
  "的上限",
  "的补助额",
  "的最高额",
  "的部分",
] as const;

/** Keywords that may stand at the end of a value, before the colon of a row: 30万元以上：, 申报日 后 6 个月：. */
export const valueEndings = ["andAbove", "andBelow", "yearOfZh", "days", "months", "years", "workdays", "workingDayUnit"] as const satisfies readonly KeywordId[];

export const monthNames = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
] as const;
