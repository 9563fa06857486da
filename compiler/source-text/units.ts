/** What stands behind a number and says what it counts. `end` is the offset behind the unit. */
export interface Unit {
  readonly end: number;
  readonly word: string;
  readonly kind: "money" | "percent" | "duration" | "count" | "ordinal";
  /** Power of ten the unit itself adds: per mille is -1 against percent. */
  readonly power: number;
}

const GAP = "[^\\S]{0,4}";
const NO_LETTER = "(?![A-Za-z0-9])";

const YUAN = "(?:人民币)?元(?!宇宙|素|器件|件|旦|年)";
const HAN_DURATIONS = [
  "个?(?:完整)?(?:会计|自然|纳税|财政)年度", "个?自然年", "个?(?:工作|自然|日历|交易|法定工作)日", "个?连续月", "个月", "个季度", "个学期", "个?星期",
  "个年度", "个?小时", "周年", "年度", "年(?![代轻龄均])", "天(?![津使然河地])", "日(?![常均益本报])", "周(?![边期岁])", "分钟",
];
/** Counters that a numeral in characters may take too; what follows in a lookahead would make it another word. */
const HAN_COUNTERS = [
  "个?百分点", "个?基点", "平方公里", "平方千米", "平方米", "立方米", "人次", "车次", "台套", "台\\(套\\)", "件\\(套\\)",
  "公里", "公顷", "公斤", "千瓦时", "兆瓦时", "千瓦", "兆瓦", "千米", "千克", "星级", "部门", "部分", "年级",
  "个(?![别性]|体工|体户)", "家(?![具电长庭园政])", "项", "件", "名(?![称单录])", "人(?!工)", "户", "台", "套(?!餐)", "辆", "条(?![件例])", "款(?!项)",
  "次(?![性年日])", "档", "类", "种", "批(?![准复发])", "期(?![限间满内初末货])", "级(?!别)", "层(?![面次])", "倍", "亩", "米", "吨", "位(?!置)", "份",
  "篇", "所(?![有需得在属])", "座", "支(?![持付出撑部行])", "周岁", "岁", "届", "轮", "张", "间", "栋", "幢", "笔", "组(?![织合成建])", "艘", "架", "瓦",
  "美元", "港元", "港币", "欧元", "日元", "英镑", "美金", "章(?!程)", "节(?![能点约])", "页", "宗",
];
/** Counters too often part of another word to stand behind a numeral in characters. */
const HAN_COUNTERS_OF_DIGITS = ["号", "分(?![之别为])", "处", "头", "只", "株", "场", "起", "门", "部"];
/** `一` is a number only before these; elsewhere it is part of a word (一种, 一批, 一方). */
const COUNTERS_OF_ONE =
  "个?(?:工作|自然)日|个月|个季度|个年度|个(?![别性]|体工|体户)|家|项|名|人(?![格工])|户|台(?!阶)|套|辆|件|条(?![龙件例])|次(?!性)|档|类|级|期|倍|年|天|周|亩|层|等奖|季度|星级|位|份|笔|元|百分点|小时|款(?!式)";

const LATIN_DURATION =
  "(?:(?:consecutive|calendar|working|business|natural|full|fiscal|financial|academic)\\s{1,3})?(?:years?|months?|weeks?|days?|hours?|minutes?|quarters?|workdays?)";
const LATIN_COUNTERS = [
  "percentage\\s{1,3}points?", "basis\\s{1,3}points?", "square\\s{1,3}(?:kilo)?met(?:er|re)s?", "cubic\\s{1,3}met(?:er|re)s?",
  "(?:kilo|mega|giga|tera)?watt(?:-|\\s)?hours?", "(?:kilo|mega|giga|tera)?watts?", "(?:giga|tera|peta|exa)flops", "(?:kilo|mega|giga|tera|peta)bytes?",
  "kilomet(?:er|re)s?", "met(?:er|re)s?", "hectares?", "mu", "acres?", "tonnes?", "tons?", "kilograms?",
  "(?:us\\s{1,3}|u\\.s\\.\\s{1,3}|hong kong\\s{1,3})?dollars?", "usd", "euros?", "times", "people", "persons?", "employees?", "enterprises?", "companies",
  "units?", "projects?", "applicants?", "vehicles?", "sets?", "items?", "patents?", "categories", "tiers?", "levels?", "batches", "instalments?", "installments?",
];
const SYMBOLS = ["[EPTGMk]?(?:FLOPS|OPS|FLOP/s|Wh|W|bps|Hz|VA)", "[PTGMk]B", "km[²2]?", "m[²2³3]?", "㎡", "kg", "cm", "mm", "ha", "BP", "bp", "P", "t"];

/** Things that are told apart by an ordinal in English: `first year`, `second tier`. */
const ORDINAL_NOUNS =
  "years?|months?|quarters?|weeks?|days?|half|batch(?:es)?|phases?|stages?|steps?|instalments?|installments?|tranches?|payments?|tiers?|grades?|class(?:es)?|levels?|prizes?|rounds?|times?|places?|categor(?:y|ies)|terms?|sessions?|paragraphs?";

const MONEY = new RegExp(`(?:-|${GAP})(?:(${YUAN})|(yuan|rmb|cny)(?![A-Za-z]))`, "iy");
const PERCENT = new RegExp(`${GAP}(?:(%|percent(?!age)|per\\scent)|(‰|per\\smille))`, "iy");
const HAN_ORDINAL = new RegExp(`${GAP}(季度|等奖)`, "y");
const HAN_DURATION = new RegExp(`${GAP}(${HAN_DURATIONS.join("|")})`, "y");
const HAN_DIGIT_COUNTER = new RegExp(`${GAP}(${["条款", ...HAN_COUNTERS, ...HAN_COUNTERS_OF_DIGITS].join("|")})`, "y");
const HAN_COUNTER = new RegExp(`${GAP}(${HAN_COUNTERS.join("|")})`, "y");
const ONE_COUNTER = new RegExp(`${GAP}(?:${COUNTERS_OF_ONE})`, "y");
const DURATION = new RegExp(`(?:-|${GAP})(${LATIN_DURATION})(?![A-Za-z])`, "iy");
const COUNTER = new RegExp(`(?:-|${GAP})(${LATIN_COUNTERS.join("|")})(?![A-Za-z])`, "iy");
const SYMBOL = new RegExp(`${GAP}(${SYMBOLS.join("|")})${NO_LETTER}`, "y");
const ORDINAL_NOUN = new RegExp(`(?:-|${GAP})(?:calendar\\s{1,3})?(${ORDINAL_NOUNS})(?![A-Za-z])`, "iy");

/** The unit behind a number in digits or English words that ends at `at`. */
export function unitAt(folded: string, at: number): Unit | undefined {
  const script = scriptBehind(folded, at);
  if (script === undefined) return undefined;
  const either = money(folded, at) ?? percent(folded, at);
  if (either !== undefined) return either;
  if (script === "latin") {
    return read(DURATION, folded, at, "duration") ?? read(SYMBOL, folded, at, "count") ?? read(COUNTER, folded, at, "count");
  }
  return (
    read(HAN_ORDINAL, folded, at, "ordinal") ??
    read(HAN_DURATION, folded, at, "duration") ??
    read(HAN_DIGIT_COUNTER, folded, at, "count") ??
    read(SYMBOL, folded, at, "count")
  );
}

/** The counter behind a numeral in characters; `isOne` asks for the few that make a bare `一` a number. */
export function hanUnitAt(folded: string, at: number, isOne: boolean): Unit | undefined {
  if (scriptBehind(folded, at) === undefined || (isOne && !matches(ONE_COUNTER, folded, at))) return undefined;
  return (
    money(folded, at) ??
    percent(folded, at) ??
    read(HAN_ORDINAL, folded, at, "ordinal") ??
    read(HAN_DURATION, folded, at, "duration") ??
    read(HAN_COUNTER, folded, at, "count")
  );
}

/** The noun behind an English ordinal. */
export function ordinalNounAt(folded: string, at: number): Unit | undefined {
  return read(ORDINAL_NOUN, folded, at, "ordinal");
}

const SOMETHING = /[^\S]{0,4}(?:([A-Za-z]|-[A-Za-z])|[^\s0-9,.;:!?()，。；：、！？])/y;

/** What a unit may start with here: a letter, another sign, or undefined when a digit, a stop or the end follows. */
function scriptBehind(folded: string, at: number): "latin" | "other" | undefined {
  SOMETHING.lastIndex = at;
  const match = SOMETHING.exec(folded);
  if (match === null) return undefined;
  return match[1] === undefined ? "other" : "latin";
}

function money(folded: string, at: number): Unit | undefined {
  return read(MONEY, folded, at, "money");
}

function percent(folded: string, at: number): Unit | undefined {
  const unit = read(PERCENT, folded, at, "percent");
  return unit?.word.startsWith("‰") || unit?.word.toLowerCase().endsWith("mille") ? { ...unit, power: -1 } : unit;
}

function read(pattern: RegExp, folded: string, at: number, kind: Unit["kind"]): Unit | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(folded);
  const word = match?.[1] ?? match?.[2];
  return match === null || word === undefined ? undefined : { end: at + match[0].length, word, kind, power: 0 };
}

function matches(pattern: RegExp, folded: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(folded);
}
