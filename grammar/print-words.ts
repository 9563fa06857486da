import type * as Ast from "./ast.js";
import { hanOperators, keywords, valueEndings, monthNames, spell, type Keyword, type KeywordId, type Surface } from "./keywords.js";
import { firstText, lastText, type Doc } from "./print-layout.js";

/** How each surface writes words, punctuation and literals. */

export interface Style {
  readonly surface: Surface;
  readonly word: (id: KeywordId) => string;
  readonly open: string;
  readonly close: string;
  readonly colon: string;
  readonly equals: string;
  /** Between rows. */
  readonly comma: string;
  /** Between the members of a list. */
  readonly list: string;
}

const style = (surface: Surface, marks: Omit<Style, "surface" | "word">): Style => ({
  surface,
  word: (id) => spell(id, surface),
  ...marks,
});

export const styles: Readonly<Record<Surface, Style>> = {
  en: style("en", { open: "(", close: ")", colon: ":", equals: "=", comma: ",", list: ", " }),
  zh: style("zh", { open: "（", close: "）", colon: "：", equals: "＝", comma: "，", list: "、" }),
};

// ------------------------------------------------------------ spaces

/** Full-width marks bring their own space. */
const closesWithSpace = /[（）：，、]$/;

/** An expression among words: it may be put in brackets where it would run into its neighbours. */
export interface Operand {
  readonly operand: Doc;
  /** Words that could stand here come before it: a name spelled like one of them needs brackets. */
  readonly guarded: boolean;
}

type Part = Doc | Operand | undefined;

const isOperand = (part: Doc | Operand): part is Operand => typeof part === "object" && "operand" in part;
const docOf = (part: Doc | Operand): Doc => (isOperand(part) ? part.operand : part);

/** Joins pieces with spaces, and puts brackets round a name that its neighbour would make part of a keyword. */
export function spaced(s: Style, ...all: readonly Part[]): Doc {
  const parts = all.filter((part) => part !== undefined).filter((part) => firstText(docOf(part)) !== "");
  const bracketed = (part: Doc | Operand | undefined): Doc => [s.open, part === undefined ? "" : docOf(part), s.close];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Doc | Operand;
    if (isOperand(part) && part.guarded && startsWithSoftWord(firstText(part.operand))) parts[i] = bracketed(part);
    const before = parts[i - 1];
    const after = parts.slice(i, i + 3).map((p) => firstText(docOf(p))).join(" ");
    if (before === undefined || !makesPhrase(lastText(docOf(before)), after)) continue;
    if (part !== undefined && isOperand(part)) parts[i] = bracketed(part);
    else if (isOperand(before)) parts[i - 1] = bracketed(before);
  }
  const result: Doc[] = [];
  parts.forEach((part, i) => {
    const doc = docOf(part);
    if (i > 0 && (!closesWithSpace.test(lastText(result)) || firstText(doc).startsWith("{"))) result.push(" ");
    result.push(doc);
  });
  return result;
}

/** Chinese words stand close to what they belong to: 项目总投入的30%, but `service_fee 的 30%`. */
export const closeTo = (before: Doc): "" | " " => (/[\p{Script=Han}\d）%”]$/u.test(lastText(before)) ? "" : " ");

const firstWord = (text: string): string => /^[\p{L}\p{M}\d_.]+/u.exec(text)?.[0] ?? "";
const lastWord = (text: string): string => /[\p{L}\p{M}\d_.]+$/u.exec(text)?.[0] ?? "";

const all = Object.entries(keywords) as [KeywordId, Keyword][];
const spellings = all.flatMap(([, keyword]) => [...keyword.en, ...keyword.zh]);

/** Keywords of several words, cut in two, by the words either side of the cut: `at least`, `for each | full`. */
const cuts = new Map<string, { readonly left: readonly string[]; readonly right: readonly string[] }[]>();
for (const spelling of spellings) {
  const words = spelling.split(" ");
  for (let i = 1; i < words.length; i++) {
    const pair = `${words[i - 1] ?? ""} ${words[i] ?? ""}`;
    cuts.set(pair, [...(cuts.get(pair) ?? []), { left: words.slice(0, i), right: words.slice(i) }]);
  }
}

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\d_.]+|\S/gu) ?? [];

/** Whether the end of one text and the start of another would be read as one keyword. */
function makesPhrase(before: string, after: string): boolean {
  return (cuts.get(`${lastWord(before)} ${firstWord(after)}`) ?? []).some(({ left, right }) => {
    const ends = wordsOf(before).slice(-left.length);
    const starts = wordsOf(after).slice(0, right.length);
    return ends.join(" ") === left.join(" ") && starts.join(" ") === right.join(" ");
  });
}

/** Keywords that may also be names. */
const softWords = new Set(all.filter(([, k]) => k.head === undefined).flatMap(([, k]) => [...k.en, ...k.zh]));
const headWords = new Set(all.filter(([, k]) => k.head === true).flatMap(([, k]) => [...k.en, ...k.zh]));

/** `at least 2 of { … }` starts like a comparison of what stands before it. */
const comparing = [...keywords.atLeast.en, ...keywords.atLeast.zh];
const headPhrases = [...headWords].filter((word) => word.includes(" "));

/** Whether a text starts with a name that could be taken for a keyword. */
const startsWithSoftWord = (text: string): boolean =>
  (softWords.has(firstWord(text)) && !headPhrases.some((phrase) => text.startsWith(`${phrase} `))) ||
  comparing.some((word) => text.startsWith(`${word} `));
export const startsWithKeyword = (text: string): boolean => softWords.has(firstWord(text)) || headWords.has(firstWord(text));
export const isHanOperator = (text: string): boolean => (hanOperators as readonly string[]).includes(text);

/** Keywords that go on with a value that could have ended. */
const continuing = new Set(
  (["per", "everyYear", "days", "months", "years", "workdays", "workingDayUnit", "after", "before", "laterBy", "earlierBy", "eachFull", "eachStarted", "yearOfZh", "inPrinciple", "once", "asOf", "increaseZh", "growthZh", "yearSinceZh", "calendarYearSinceZh", "eachPart", "above", "withoutBase", "cappedAt", "percentagePoints", "basisPoints"] as const)
    .flatMap((id) => [...keywords[id].en, ...keywords[id].zh]),
);

/** Keywords that may end a value, so that a colon after them does not make names of them. */
const endings = new Set(valueEndings.flatMap((id) => [...keywords[id].en, ...keywords[id].zh]));

/** Whether a row would be read as going on with the one before it: `5` and then `limit`, `a` and then `-1`. */
export function runsOn(before: string, after: string): boolean {
  if (after.startsWith("-") || /^(?:by|按) \d/.test(after) || comparing.some((word) => after.startsWith(`${word} `)) || makesPhrase(before, after)) return true;
  const whole = firstWord(after);
  // 项目的上限 is a name and an operator
  const cut = Math.min(...hanOperators.map((operator) => whole.indexOf(operator)).filter((at) => at > 0), whole.length);
  const word = whole.slice(0, cut);
  if (word === "" || headWords.has(word)) return false;
  if (/^\s*(?:\d{4}年?\s*[=＝]|[:：=＝])/.test(after.slice(word.length)) && !endings.has(word)) return false;
  return continuing.has(word) || /[\d一二三四五六七八九十]$/u.test(before) || before.endsWith(spell("deCap", "zh"));
}

// ------------------------------------------------------------ literals

export function quoted(s: Style, text: Ast.TextLiteral): string {
  return s.surface === "zh" && balanced(text.value)
    ? `“${text.value}”`
    : `"${text.value.replace(/["\\]/g, "\\$&")}"`;
}

/** Whether “ and ” pair up, so that the text can stand between them. */
function balanced(text: string): boolean {
  let depth = 0;
  for (const c of text) {
    if (c === "“") depth++;
    else if (c === "”" && --depth < 0) return false;
  }
  return depth === 0;
}

/** Anchors of Chinese documents take full-width brackets in Chinese. */
export function anchor(s: Style, text: string): string {
  return s.surface === "zh" && /\p{Script=Han}/u.test(text) ? text.replace(/\(/g, "（").replace(/\)/g, "）") : text;
}

/** Moves the decimal point of an exact decimal `places` to the left. */
function shiftPoint(value: string, places: number): string {
  const [whole = "0", decimals = ""] = value.split(".");
  const digits = whole.padStart(places + 1, "0") + decimals;
  const at = Math.max(whole.length, places + 1) - places;
  return `${digits.slice(0, at)}.${digits.slice(at)}`.replace(/\.?0+$/, "");
}

const grouped = (value: string): string => {
  const [whole = "0", decimals] = value.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (decimals === undefined ? "" : `.${decimals}`);
};

export function money(s: Style, yuan: string): string {
  if (s.surface === "en") return `${grouped(yuan)} yuan`;
  const digits = (yuan.split(".")[0] ?? "").length;
  for (const [unit, places] of [["亿元", 8], ["万元", 4]] as const) {
    const shifted = shiftPoint(yuan, places);
    if (digits > places && (shifted.split(".")[1] ?? "").length <= 4) return shifted + unit;
  }
  return `${yuan}元`;
}

export function date(s: Style, iso: string): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  return s.surface === "en" ? iso : `${year}年${Number(month)}月${Number(day)}日`;
}

export function duration(s: Style, count: string, unit: Ast.DurationUnit): string {
  if (s.surface === "zh") return count + durationUnit(s, unit);
  const plural = durationUnit(s, unit);
  return `${count} ${count === "1" ? plural.slice(0, -1) : plural}`;
}

export function durationUnit(s: Style, unit: Ast.DurationUnit): string {
  if (unit === "working-day") return s.word(s.surface === "en" ? "workdays" : "workingDayUnit");
  return s.word(({ day: "days", month: "months", year: "years" } as const)[unit]);
}

const hanDigits = "零一二三四五六七八九十";

/** 2/3 is 三分之二 in Chinese, as long as the numbers are small. */
export function plainNumber(s: Style, value: string): string {
  const [above, below] = value.split("/").map(Number);
  if (s.surface === "en" || below === undefined || above === undefined) return value;
  return above >= 1 && above <= 10 && below >= 1 && below <= 10
    ? `${hanDigits[below] ?? ""}分之${hanDigits[above] ?? ""}`
    : value;
}

export function monthDay(s: Style, month: number, day: number | undefined): string {
  if (s.surface === "zh") return `${month}月${day === undefined ? "" : `${day}日`}`;
  return `${monthNames[month - 1] ?? ""}${day === undefined ? "" : ` ${day}`}`;
}
