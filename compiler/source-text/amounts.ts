import { addDecimals, canonicalDecimal, compareDecimals, shiftDecimal } from "./decimals.js";
import { dateFromDigits, dateFromHan } from "./dates.js";
import { HAN_NUMERALS, hanValue } from "./numerals.js";
import { hanUnitAt, unitAt, type Unit } from "./units.js";

/** A number as read on its own, before its neighbours and the words around it are looked at. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly kind: "money" | "percent" | "count" | "date" | "month" | "duration" | "ordinal";
  readonly value: string;
  readonly unit: string | undefined;
  /** Power of ten of the scale word (万 is 4), 0 without one: a list shares it. */
  readonly scale: number;
  /** A number only if it takes a unit from the next one in its list (`三至五年`). */
  readonly pending: boolean;
  /** Four digits that may be a year. */
  readonly year: boolean;
  /** 余 or 多 stands between number and unit. */
  readonly more: boolean;
  /** 第 stands before it. */
  readonly ranked: boolean;
}

/** What a recogniser says: a number, or the offset up to which there is none. */
export type Reading = { readonly found: Found } | { readonly skipTo: number };

const NUMERAL = /\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?/y;
const GLUED = /\d+(?:[.,]\d+)*/y;
const CLAUSE_NUMBER = /\d+\.\d+\.\d+(?:\.\d+)*/y;
const HAN_RUN = new RegExp(`[${HAN_NUMERALS}]+`, "y");
const HAN_SCALE = /[^\S]{0,3}(万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦米克伏卡字])|百(?![分强佳货姓]))/y;
const ENGLISH_SCALE = /(?:[^\S]{0,3}|-)(hundred|thousand|million|billion|trillion)(?![A-Za-z])/iy;
const SCALE_START = /(?:[^\S]{0,3}|-)[万亿千百十htmbHTMB]/y;
const LOWER_HAN_SCALE = /(\d{1,12}(?:\.\d{1,12})?)[^\S]{0,3}(万)/y;
const MORE = /[^\S]{0,3}[余多]/y;
const MORE_BEFORE_UNIT = /[余多]/y;
const ENGLISH_RANK = /(?:st|nd|rd|th)(?![A-Za-z])/y;
const FRACTION = /(\d{1,3})\/(\d{1,3})(?![\d/]|\.\d)/y;
const POINTS = /\d{1,6}(?:\.\d{1,6})?\s?(?:%|BP|bp|个?基点)/y;
const OF_PARTS = /[^\S]{0,3}分之[^\S]{0,3}/y;
const HALF_YEAR = /半/y;
const FOREIGN = /(?:US\$|HK\$|USD|HKD|EUR|[$€£])\s?$/;
const OWN_MONEY = /(?:RMB|CNY|人民币|[¥￥])\s?$/;
const ONE_IS_NO_NUMBER_AFTER = "统同单唯任之某每这那另逐进专划归合上下前后万";
const VAGUE = /[数几]$/;
/** `排名前三`: no counter is needed. */
const AMONG_FIRST = /(?:^|[^目以之当提此年日月先])前$/;
const DOUBLED = /\s?\((\d{1,12})\)/y;
const SCALE_IS_NUMBER_AFTER = /[“"‘上超逾近达过]\s?$/;

const POWERS: ReadonlyMap<string, number> = new Map([
  ["百", 2], ["千", 3], ["万", 4], ["十万", 5], ["百万", 6], ["千万", 7], ["亿", 8], ["十亿", 9], ["百亿", 10], ["千亿", 11], ["万亿", 12],
  ["hundred", 2], ["thousand", 3], ["million", 6], ["billion", 9], ["trillion", 12],
]);

/** The power of ten of a scale word in either language; undefined for any other word. */
export function powerOf(word: string): number | undefined {
  return POWERS.get(word.toLowerCase());
}

/** The number written in digits at `at`, the first of a run of digits. */
export function readDigits(folded: string, at: number): Reading {
  const before = folded.slice(Math.max(0, at - 5), at);
  const mayPrefix = /[A-Za-z$€£¥￥币_\s-]$/.test(before);
  const foreign = mayPrefix ? FOREIGN.exec(before) : null;
  const own = mayPrefix && foreign === null ? OWN_MONEY.exec(before) : null;
  const prefix = foreign ?? own;
  if (prefix === null && mayPrefix && isGluedToLetters(before) && !isTakenOff(folded, at)) return skip(GLUED, folded, at);
  const date = dateFromDigits(folded, at);
  if (date !== undefined) return { found: plain({ start: at, ...date }) };
  if (match(CLAUSE_NUMBER, folded, at) !== undefined) return skip(CLAUSE_NUMBER, folded, at);
  const parts = match(FRACTION, folded, at);
  if (parts !== undefined && Number(parts[1]) < Number(parts[2])) {
    return { found: plain({ start: at, end: at + parts[0].length, kind: "count", value: `${Number(parts[1])}/${Number(parts[2])}` }) };
  }
  const numeral = match(NUMERAL, folded, at)?.[0] ?? "";
  const end = at + numeral.length;
  const value = canonicalDecimal(numeral);
  const rank = match(ENGLISH_RANK, folded, end);
  if (rank !== undefined) return { found: plain({ start: at, end: end + rank[0].length, kind: "ordinal", value }) };
  const share = sharePhrase(folded, at, end, value);
  if (share !== undefined) return { found: share };
  const scaled = withScale(folded, end, value);
  const ranked = rankSign(before);
  const unit = ranked > 0 ? (hanUnitAt(folded, scaled.end, false) ?? unitAt(folded, scaled.end)) : unitAt(folded, scaled.unitAt);
  if (unit === undefined && scaled.end === end && /[A-Za-z]/.test(folded[end] ?? "")) return skip(GLUED, folded, at);
  const signed = at - ranked - (prefix === null || (foreign !== null && unit !== undefined) ? 0 : prefix[0].length);
  const bare: Bare = { start: signed, end: scaled.end, unitAt: scaled.unitAt, value: scaled.value, scale: scaled.scale, more: scaled.more, ranked: ranked > 0, numeral };
  if (unit === undefined && prefix !== null) {
    const word = prefix[0].trim();
    return { found: finish(bare, { end: scaled.end, word, kind: own === null ? "count" : "money", power: 0 }) };
  }
  return { found: finish(bare, unit) };
}

/** The number written in Chinese numerals at `at`, the first of a run of them. */
export function readHan(folded: string, at: number): Reading {
  const run = match(HAN_RUN, folded, at)?.[0] ?? "";
  const before = folded.slice(Math.max(0, at - 3), at);
  const rest = { skipTo: at + run.length };
  if (VAGUE.test(before)) return rest;
  const date = dateFromHan(folded, at);
  if (date !== undefined && !isWordOne(run, before)) return { found: plain({ start: at, ...date }) };
  if (run[0] === "一" && isWordOne(run, before)) return run.length > 1 ? readHan(folded, at + 1) : rest;
  const value = hanValue(run)?.toString();
  if (value === undefined) return rest;
  const end = at + run.length;
  const share = sharePhrase(folded, at, end, value);
  if (share !== undefined) return { found: share };
  const ranked = rankSign(before);
  const isOne = run === "一" && ranked === 0;
  const behind = end + doubledLength(folded, end, value);
  const more = (run.length > 1 || run === "十") && match(MORE_BEFORE_UNIT, folded, behind) !== undefined;
  const unit = hanUnitAt(folded, behind + (more ? 1 : 0), isOne);
  if (unit === undefined && ranked === 0 && /[百千万亿]/.test(run[0] ?? "")) return rest;
  if (ranked === 0 && !startsNumber(run, unit, before)) return rest;
  return {
    found: finish({ start: at - ranked, end: behind, unitAt: behind, value, scale: 0, more, ranked: ranked > 0, numeral: "" }, unit, !AMONG_FIRST.test(before)),
  };
}

interface Scaled {
  readonly value: string;
  readonly scale: number;
  /** Behind the scale word. */
  readonly end: number;
  /** Where the unit may start: behind 余 or 多. */
  readonly unitAt: number;
  readonly more: boolean;
}

/** A number followed by its scale words: `1.5亿`, `1亿2000万`, `5 million`, `3千`. */
function withScale(folded: string, at: number, value: string): Scaled {
  const mayScale = match(SCALE_START, folded, at) !== undefined;
  const word = mayScale ? (match(HAN_SCALE, folded, at) ?? match(ENGLISH_SCALE, folded, at)) : undefined;
  const scale = word === undefined ? 0 : (powerOf(word[1] ?? "") ?? 0);
  let end = at + (word?.[0].length ?? 0);
  let scaledValue = shiftDecimal(value, scale);
  const lower = scale === 8 && value.length <= 24 ? match(LOWER_HAN_SCALE, folded, end) : undefined;
  if (lower !== undefined) {
    scaledValue = addDecimals(scaledValue, shiftDecimal(canonicalDecimal(lower[1] ?? "0"), 4));
    end += lower[0].length;
  }
  const more = match(MORE, folded, end);
  return { value: scaledValue, scale: lower === undefined ? scale : 0, end, unitAt: end + (more?.[0].length ?? 0), more: more !== undefined };
}

/** `百分之三十`, `三分之二`, `千分之5`: the denominator, which ends at `end`, is read already. */
function sharePhrase(folded: string, at: number, end: number, denominator: string): Found | undefined {
  const of = match(OF_PARTS, folded, end);
  if (of === undefined) return undefined;
  const from = end + of[0].length;
  const written = match(NUMERAL, folded, from)?.[0] ?? match(HAN_RUN, folded, from)?.[0];
  const numerator = written === undefined ? undefined : /\d/.test(written) ? canonicalDecimal(written) : hanValue(written)?.toString();
  if (written === undefined || numerator === undefined) return undefined;
  const power = ["100", "1000", "10000"].indexOf(denominator);
  const span = { start: at, end: from + written.length };
  if (power < 0) return /\./.test(numerator + denominator) || denominator === "0" ? undefined : plain({ ...span, kind: "count", value: `${numerator}/${denominator}` });
  return plain({ ...span, kind: "percent", value: shiftDecimal(numerator, -power) });
}

interface Bare extends Scaled {
  readonly start: number;
  readonly ranked: boolean;
  readonly numeral: string;
}

function finish(bare: Bare, unit: Unit | undefined, pendingWithoutUnit = false): Found {
  const { start, value, scale, more, ranked, numeral } = bare;
  if (unit === undefined) {
    const year = scale === 0 && !ranked && /^(?:19[5-9]|20\d)\d$/.test(numeral);
    const kind = ranked ? "ordinal" : "count";
    return { start, end: bare.end, kind, value, unit: undefined, scale, pending: pendingWithoutUnit, year, more: false, ranked };
  }
  const isYear = (unit.word === "年" || unit.word === "年度") && !ranked && scale === 0 && /^(?:19|20)\d\d$/.test(numeral);
  const kind = isYear ? "date" : ranked ? "ordinal" : unit.kind;
  return {
    start, end: unit.end, kind, value: shiftDecimal(value, unit.power), unit: isYear ? undefined : unit.word, scale, pending: false, year: false, more, ranked,
  };
}

/** Length of the digits that repeat a number written in words: "thirty (30) days", `三（3）年`. */
export function doubledLength(folded: string, end: number, value: string): number {
  const doubled = match(DOUBLED, folded, end);
  return doubled?.[1] === value ? doubled[0].length : 0;
}

/** `半` behind a number of years adds half a year: `两年半`. */
export function withHalfYear(folded: string, found: Found): Found {
  if (found.kind !== "duration" || found.unit !== "年" || match(HALF_YEAR, folded, found.end) === undefined) return found;
  return { ...found, value: addDecimals(found.value, "0.5"), end: found.end + 1 };
}

/** A found number with nothing to share and nothing left open. */
export function plain(found: Pick<Found, "start" | "end" | "kind" | "value"> & { readonly unit?: string | undefined }): Found {
  const { start, end, kind, value, unit } = found;
  return { start, end, kind, value, unit, scale: 0, pending: false, year: false, more: false, ranked: false };
}

/** `first` with the scale of the next number in its list, if that keeps a range ascending. */
export function sharedScale(first: Found, next: Found, isRange: boolean): string {
  if (first.scale !== 0 || next.scale === 0) return first.value;
  const scaled = shiftDecimal(first.value, next.scale);
  return isRange && compareDecimals(scaled, next.value) >= 0 ? first.value : scaled;
}

function isGluedToLetters(before: string): boolean {
  if (/(?:^|[^A-Za-z])(?:FY|mid-|pre-|post-|late-|arly-)$/i.test(before)) return false;
  return /[A-Za-z_]-?$/.test(before);
}

/** `LPR-150BP`: behind a hyphen a rate is still a number. */
function isTakenOff(folded: string, at: number): boolean {
  return folded[at - 1] === "-" && match(POINTS, folded, at) !== undefined;
}

/** Whether `一` at the head of this run belongs to a word: 统一, 进一步, 之一, 每一年, 上一年. */
function isWordOne(run: string, before: string): boolean {
  return run[0] === "一" && ONE_IS_NO_NUMBER_AFTER.includes(before.at(-1) ?? " ");
}

/** A run that starts with a scale (百家, 千万元) is a number before 元, or where a quote or "over" makes it one. */
function startsNumber(run: string, unit: Unit | undefined, before: string): boolean {
  if (!/[百千万亿]/.test(run[0] ?? "")) return true;
  return (unit?.kind === "money" && run.length > 1) || (unit !== undefined && SCALE_IS_NUMBER_AFTER.test(before));
}

function rankSign(before: string): number {
  if (!before.includes("第")) return 0;
  return /第\s?$/.exec(before)?.[0].length ?? 0;
}

function skip(pattern: RegExp, folded: string, at: number): Reading {
  return { skipTo: at + (match(pattern, folded, at)?.[0].length ?? 1) };
}

function match(pattern: RegExp, folded: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(folded) ?? undefined;
}
