import { hanDigits, hanValue } from "./numerals.js";

/** A date, a year, a month or a day of the year; `value` as in NumberInText. */
export interface DateInText {
  readonly end: number;
  readonly kind: "date" | "month";
  readonly value: string;
}

const MONTHS = [
  "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
];
const MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December";
const MONTH_WORDS = `${MONTH_NAMES}|Jan\\.?|Feb\\.?|Mar\\.?|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?`;
const SP = "\\s{0,3}";
const HAN_SMALL = "[一二三四五六七八九十]{1,3}";

const YEAR_MONTH_DAY = new RegExp(`(\\d{4})${SP}年${SP}(\\d{1,2})${SP}月(?:份|${SP}(\\d{1,2})${SP}[日号])?`, "y");
const SEPARATED = /(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)/y;
const YEAR_MONTH = /(\d{4})-(0[1-9]|1[0-2])(?![\d-])/y;
const MONTH_DAY = new RegExp(`(\\d{1,2})${SP}月${SP}(\\d{1,2})${SP}[日号]`, "y");
const MONTH_ONLY = new RegExp(`(\\d{1,2})${SP}月份?`, "y");
const DAY_MONTH = new RegExp(`(\\d{1,2})(?:st|nd|rd|th)?\\s{1,3}(?:of\\s{1,3})?(${MONTH_NAMES})(?![A-Za-z])(?:,?\\s{1,3}(\\d{4})(?!\\d))?`, "y");
const HAN_START = /[〇○零一二三四五六七八九十]{1,4}[年月]/y;
const HAN_DATE = new RegExp(`([〇○零一二三四五六七八九]{4})年(?:(${HAN_SMALL})月(?:(${HAN_SMALL})日)?)?`, "y");
const HAN_MONTH_DAY = new RegExp(`(${HAN_SMALL})月(?:份|(${HAN_SMALL})[日号])?`, "y");
const DAY = "(\\d{1,2})(?:st|nd|rd|th)?(?!\\d|\\.\\d|,\\d{3}(?!\\d)|[%A-Za-z]|\\s{1,3}(?:thousand|million|billion|yuan|percent)\\b)";
const NAMED = new RegExp(
  `(${MONTH_WORDS})(?![A-Za-z])(?:\\s{1,3}${DAY}(?:(?:${SP},${SP}|\\s{1,3})(\\d{4})(?!\\d|,\\d))?|,?\\s{1,3}(\\d{4})(?!\\d|,\\d))?`,
  "y",
);

/** A date that starts with digits at `at`. A bare year is not read here: only its neighbours can tell it from a count. */
export function dateFromDigits(folded: string, at: number): DateInText | undefined {
  if (!startsDate(folded, at)) return undefined;
  const full = exec(YEAR_MONTH_DAY, folded, at);
  if (full) return dateOf(full.end, full.groups[0], full.groups[1], full.groups[2]);
  const separated = exec(SEPARATED, folded, at);
  if (separated) return dateOf(separated.end, separated.groups[0], separated.groups[2], separated.groups[3]);
  const yearMonth = exec(YEAR_MONTH, folded, at);
  if (yearMonth) return dateOf(yearMonth.end, yearMonth.groups[0], yearMonth.groups[1], undefined);
  const monthDay = exec(MONTH_DAY, folded, at);
  if (monthDay) return dateOf(monthDay.end, undefined, monthDay.groups[0], monthDay.groups[1]);
  const month = exec(MONTH_ONLY, folded, at);
  if (month) return monthOf(month.end, month.groups[0]);
  const named = exec(DAY_MONTH, folded, at);
  return named && dateOf(named.end, named.groups[2], monthNumber(named.groups[1]), named.groups[0]);
}

const START = /\d{1,4}(?:[-./年月]|\s{1,3}[年月A-Z]|\s{1,3}of\s|(?:st|nd|rd|th)\s)/y;

function startsDate(folded: string, at: number): boolean {
  START.lastIndex = at;
  return START.test(folded);
}

/** A date or month in Chinese numerals at `at`: `二〇二六年二月四日`, `三月五日`, `三月`. */
export function dateFromHan(folded: string, at: number): DateInText | undefined {
  if (exec(HAN_START, folded, at) === undefined) return undefined;
  const full = exec(HAN_DATE, folded, at);
  if (full) return dateOf(full.end, hanDigits(full.groups[0] ?? ""), smallHan(full.groups[1]), smallHan(full.groups[2]));
  const month = exec(HAN_MONTH_DAY, folded, at);
  if (!month) return undefined;
  const day = smallHan(month.groups[1]);
  return day === undefined ? monthOf(month.end, smallHan(month.groups[0])) : dateOf(month.end, undefined, smallHan(month.groups[0]), day);
}

/** A date or month that starts with a month's English name at `at`; capitals are needed, for "march" and "may" are words too. */
export function dateFromName(folded: string, at: number): DateInText | undefined {
  const match = exec(NAMED, folded, at);
  if (!match) return undefined;
  const [name = "", day, yearBehindDay, year] = match.groups;
  const month = monthNumber(name);
  if (day !== undefined) return dateOf(match.end, yearBehindDay, month, day);
  if (year !== undefined) return dateOf(match.end, year, month, undefined);
  const isShort = !MONTHS.includes(name.toLowerCase());
  if (isShort || (name === "May" && !isMonthMay(folded, at))) return undefined;
  return monthOf(match.end, month);
}

/** Whether a capital "May" without a day or year names the month: only behind a word that introduces a time. */
function isMonthMay(folded: string, at: number): boolean {
  return /(?:\b(?:in|of|by|from|to|until|since|every|each|and|or|before|after|through|late|early|mid)\s|[,–—-]\s?)$/i.test(
    folded.slice(Math.max(0, at - 12), at),
  );
}

function dateOf(
  end: number,
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): DateInText | undefined {
  if (month !== undefined && !isMonth(month)) return undefined;
  if (month !== undefined && day !== undefined && !isDay(year, Number(month), Number(day))) return undefined;
  const head = year ?? "-";
  const parts = [head, ...(month === undefined ? [] : [month.padStart(2, "0")]), ...(day === undefined ? [] : [day.padStart(2, "0")])];
  return { end, kind: "date", value: parts.join("-") };
}

function monthOf(end: number, month: string | undefined): DateInText | undefined {
  return month !== undefined && isMonth(month) ? { end, kind: "month", value: String(Number(month)) } : undefined;
}

function isMonth(month: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12;
}

function isDay(year: string | undefined, month: number, day: number): boolean {
  const leap = year === undefined || (Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0));
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= 1 && day <= days;
}

function monthNumber(name: string | undefined): string {
  const start = (name ?? "").slice(0, 3).toLowerCase();
  return String(MONTHS.findIndex((month) => month.startsWith(start)) + 1);
}

function smallHan(numeral: string | undefined): string | undefined {
  return numeral === undefined ? undefined : hanValue(numeral)?.toString();
}

interface Match {
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
}

function exec(pattern: RegExp, folded: string, at: number): Match | undefined {
  pattern.lastIndex = at;
  const match = pattern.exec(folded);
  return match === null ? undefined : { end: at + match[0].length, groups: match.slice(1) };
}
