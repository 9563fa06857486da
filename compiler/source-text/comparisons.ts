/** What the words around a number say; 以上, "or more" include the bound, 超过, "less than" exclude it. */
export type Comparison = "at-least" | "at-most" | "more-than" | "less-than";

/** Where one number stands among its neighbours; offsets into the folded text. */
export interface Place {
  readonly start: number;
  readonly end: number;
  /** End of the number or heading before it, or 0. */
  readonly from: number;
  /** Start of the number behind it, or the end of the text. */
  readonly to: number;
  /** `first` or `second` of two numbers joined as a range (A to B, A 至 B, "between A and B"). */
  readonly inRange: "first" | "second" | undefined;
  readonly isDuration: boolean;
  readonly isShare: boolean;
}

const WINDOW = 80;
const CLAUSE_END = /[，。；！？,;!?.]/g;
const BRACKETS = /\([^()]{0,40}\)/g;

const HAN_AT_MOST =
  "不得?(?:超过|超出|高于|多于|大于|长于|突破)|未超过|(?:小于|低于)?等于或(?:小于|低于)|(?:小于|低于|少于)(?:或者?)?等于|≤|<=";
const HAN_TOP = "最高(?!人民)|最多|最长|最大(?!限度|程度)|至多|上限|限额|仅限|只限|封顶";
const HAN_AT_LEAST =
  "不得?(?:低于|少于|小于|短于)|至少|最少|最低|最短|起码|下限|(?:大于|高于|多于)(?:或者?)?等于|等于或(?:大于|高于)|≥|>=";
const HAN_MORE = "超过|超出|高于|多于|大于|长于|突破|>";
const HAN_LESS = "低于|少于|小于|短于|不足|不到|不满|未满|未达到?|不及|<";
const HAN_REACH = "达到";
/** One character is a comparison only right before the number: 达, 满, 超, 逾 are parts of many words. */
const HAN_SHORT = "(?:已|每)?满$|达$|(?:每)?超$|逾$";

const HAN_WORDS = new RegExp(
  `(?<none>每(?:超过|超出|高于|满|增加|达到?))|(?<atMost>${HAN_AT_MOST})|(?<top>${HAN_TOP})|(?<atLeast>${HAN_AT_LEAST})|(?<more>${HAN_MORE})|(?<less>${HAN_LESS})|(?<reach>${HAN_REACH})|(?<short>${HAN_SHORT})`,
  "g",
);
const HAN_FILLER = /^(?:的|为|是|约|共|共计|合计|累计|总计|人民币|设定为|每年|每家)?$/;

const AT_MOST =
  "(?:not|no|never|without)(?: to)?(?: be)? (?:exceed(?:ing)?|more than|greater than|higher than|larger than|longer than|over|above)|up to|at most|maximum|capped|cap|ceiling|limited to|limit|within|(?:less|fewer|lower) than or equal to|equal to or less than";
const AT_LEAST =
  "(?:not|no|never)(?: be)? (?:less|fewer|lower|smaller|shorter)(?: than)?|not(?: be)? (?:below|under)|at least|minimum|lower limit|floor|(?:greater|more|higher) than or equal to|equal to or (?:greater|more) than|reach(?:es|ed|ing)?";
const LESS = "(?:less|fewer|lower|smaller|shorter) than|below|under";
const MORE = "(?:more|greater|higher|larger|longer) than|above|exceed(?:s|ed|ing)?|over|in excess of|beyond|upwards of";
const PORTION = "(?:portion|part|amount|excess|sum|share|balance)(?: [a-z]+){0,3} (?:exceeding|above|over|in excess of|beyond|below|under)";
const WORDS = new RegExp(
  `\\b(?:(?<none>${PORTION})|(?<atMost>${AT_MOST})|(?<atLeast>${AT_LEAST})|(?<less>${LESS})|(?<more>${MORE}))\\b`,
  "g",
);
const FILLER = /^ ?(?:(?:a|an|the|total|of|amount|maximum|minimum|about|approximately|only|set|at|is|be|to|lower|rmb|usd|us\$|[$¥€“"]) ?){0,5}$/;

const BOUND = /^\s{0,3}\((?:(不含|不包括|不包含|exclusive|excluding|excluded|not inclusive|not including)|(含|包括|包含|inclusive|including|included))[^()]{0,20}\)/;
const PART_BEHIND = /^(?:以上|以下|以内)?的?(?:部分|差额)/;
const HAN_BEHIND = /^\s{0,3}整?(?:及其?|或者?|和)?(?:(以上)|(以下|以内|之内|封顶|为限|为上限|为封顶)|(内(?![部容资蒙])))/;
/** "三年内不得申报" bars for the whole term: it compares nothing. */
const BARS_BEHIND = /^(?:不得|不予|不再|禁止|暂停|停止|取消)/;
const BEHIND = /^(?: [a-z-]+){0,3} (?:or|and) (?:(more|above|over|higher|greater|longer|older|upwards)|(less|below|under|fewer|lower|shorter))(?![a-z])(?! than)/;

/** What the words around a number say about it, within its own clause; undefined when they say nothing. */
export function comparisonAt(folded: string, place: Place): Comparison | undefined {
  if (place.from === place.start && place.to === place.end) return undefined;
  const behind = clauseBehind(folded, place);
  const bound = /^\s{0,3}\(/.test(folded.slice(place.end, place.end + 4)) ? BOUND.exec(folded.slice(place.end, place.end + 40)) : null;
  const included = bound === null ? undefined : bound[2] !== undefined;
  const tail = bound === null ? behind : folded.slice(place.end + bound[0].length, Math.max(place.end + bound[0].length, place.to)).slice(0, WINDOW);
  if (PART_BEHIND.test(tail.trimStart())) return undefined;
  const stated = statedBehind(tail, place) ?? statedBefore(folded, place);
  if (stated === "portion") return undefined;
  if (stated !== undefined) return included === undefined ? stated : withBound(stated, included);
  if (included === undefined) return undefined;
  const side = place.inRange ?? (/\bbetween\s{1,3}$/i.test(folded.slice(Math.max(place.from, place.start - 12), place.start)) ? "first" : undefined);
  if (side === "first") return included ? "at-least" : "more-than";
  return side === "second" ? (included ? "at-most" : "less-than") : undefined;
}

function statedBehind(tail: string, place: Place): Comparison | undefined {
  if (tail === "") return undefined;
  const han = HAN_BEHIND.exec(tail);
  if (han !== null && (han[3] === undefined || place.isDuration)) {
    const rest = tail.slice(han[0].length);
    if (BARS_BEHIND.test(rest.trimStart())) return undefined;
    const stated = han[1] === undefined ? "at-most" : "at-least";
    const bound = BOUND.exec(rest);
    return bound === null ? stated : withBound(stated, bound[2] !== undefined);
  }
  if (!/\s(?:or|and)\s/i.test(tail)) return undefined;
  const english = BEHIND.exec(tail.replaceAll(/\s+/g, " ").toLowerCase());
  if (english === null) return undefined;
  return english[1] === undefined ? "at-most" : "at-least";
}

function statedBefore(folded: string, place: Place): Comparison | "portion" | undefined {
  const words = clauseBefore(folded, place);
  if (words.length < 1) return undefined;
  const han = /[\u2260-\u2270<>\u4e00-\u9fff]/.test(words) ? hanBefore(words.replaceAll(/\s/g, ""), place) : undefined;
  return han ?? (/[A-Za-z]/.test(words) ? englishBefore(words.replaceAll(/\s+/g, " ").toLowerCase(), place) : undefined);
}

function hanBefore(words: string, place: Place): Comparison | undefined {
  const last = lastMatch(HAN_WORDS, words);
  const groups = last?.groups;
  if (last === undefined || groups === undefined || groups["none"] !== undefined) return undefined;
  const gap = words.slice(last.index + last[0].length);
  const isOwn = HAN_FILLER.test(gap);
  // "不超过项目总投入的 30%": the rate's base may stand between the word and the rate.
  const isShareOfBase = gap.endsWith("的") && gap.length <= 30 && place.isShare;
  if (groups["top"] !== undefined) return isShareOfBase || gap.length <= 10 ? "at-most" : undefined;
  const near = isOwn || isShareOfBase;
  if (groups["atMost"] !== undefined) return near || gap.length <= 4 ? "at-most" : undefined;
  if (groups["atLeast"] !== undefined) return near || gap.length <= 4 ? "at-least" : undefined;
  if (!near) return undefined;
  if (groups["less"] !== undefined) return "less-than";
  if (groups["more"] !== undefined) return "more-than";
  if (groups["reach"] !== undefined) return "at-least";
  if (last[0].startsWith("每") || /[期届]$/.test(words.slice(0, last.index))) return undefined;
  return last[0] === "超" || last[0] === "逾" ? "more-than" : "at-least";
}

function englishBefore(words: string, place: Place): Comparison | "portion" | undefined {
  const last = lastMatch(WORDS, words);
  const groups = last?.groups;
  if (last === undefined || groups === undefined) return undefined;
  const gap = words.slice(last.index + last[0].length);
  if (!FILLER.test(gap)) return undefined;
  if (groups["none"] !== undefined) return "portion";
  if (groups["atMost"] !== undefined) return last[0] === "within" && !place.isDuration ? undefined : "at-most";
  if (groups["atLeast"] !== undefined) return "at-least";
  if (groups["less"] !== undefined) return "less-than";
  // "over three years" tells how long, not how much.
  return last[0] === "over" && place.isDuration ? undefined : "more-than";
}

function withBound(stated: Comparison, included: boolean): Comparison {
  const upper = stated === "at-most" || stated === "less-than";
  if (included) return upper ? "at-most" : "at-least";
  return upper ? "less-than" : "more-than";
}

function clauseBefore(folded: string, place: Place): string {
  const near = folded.slice(Math.max(place.from, place.start - WINDOW), place.start);
  const ends = [...near.matchAll(CLAUSE_END)];
  const last = ends.at(-1);
  const clause = last === undefined ? near : near.slice(last.index + 1);
  return clause.replaceAll(BRACKETS, "");
}

function clauseBehind(folded: string, place: Place): string {
  const near = folded.slice(place.end, Math.min(place.to, place.end + WINDOW));
  const stop = near.search(CLAUSE_END);
  return stop < 0 ? near : near.slice(0, stop);
}

function lastMatch(pattern: RegExp, words: string): RegExpExecArray | undefined {
  return [...words.matchAll(pattern)].at(-1);
}
