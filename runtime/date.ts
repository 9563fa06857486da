/** Calendar days as whole numbers since 1970-01-01 (proleptic Gregorian). No time of day, no time zone. */

export type Day = number;

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

export const daysInMonth = (year: number, month: number): number =>
  month === 2 && leap(year) ? 29 : (lengths[month - 1] ?? 0);

export function toDay({ year, month, day }: CalendarDate): Day {
  // days from civil: years start in March, so that the leap day comes last
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

export function fromDay(day: Day): CalendarDate {
  const z = day + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 };
}

/** "2026-02-04", strictly: two digits each, a day that exists. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month) ? toDay({ year, month, day }) : undefined;
}

export function formatDay(day: Day): string {
  const d = fromDay(day);
  return `${String(d.year).padStart(4, "0")}-${String(d.month).padStart(2, "0")}-${String(d.day).padStart(2, "0")}`;
}

/** The corresponding date; where the month has none, its last day. */
export function addMonths(day: Day, months: number): Day {
  const d = fromDay(day);
  const index = d.year * 12 + d.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return toDay({ year, month, day: Math.min(d.day, daysInMonth(year, month)) });
}

/** Whole months from one day to a later one; `started` counts a begun month too. Zero where the second is not later. */
export function monthsBetween(from: Day, to: Day, started: boolean): number {
  if (to <= from) return 0;
  const [a, b] = [fromDay(from), fromDay(to)];
  let months = (b.year - a.year) * 12 + b.month - a.month;
  if (addMonths(from, months) > to) months--;
  return started && addMonths(from, months) < to ? months + 1 : months;
}

export type DurationUnit = "day" | "working-day" | "month" | "year";

export function shift(day: Day, count: number, unit: "day" | "month" | "year"): Day {
  if (unit === "day") return day + count;
  return addMonths(day, unit === "year" ? count * 12 : count);
}

/** 0 is Sunday. */
const weekday = (day: Day): number => (((day + 4) % 7) + 7) % 7;

/**
 * The last of `count` working days. Counting starts on `from` itself or on the next day; weekends and holidays
 * do not count, weekends declared working days do.
 */
export function lastWorkingDay(
  from: Day,
  count: number,
  startsSameDay: boolean,
  holidays: ReadonlySet<Day>,
  workdays: ReadonlySet<Day>,
): Day {
  const works = (day: Day): boolean =>
    workdays.has(day) || (!holidays.has(day) && weekday(day) !== 0 && weekday(day) !== 6);
  let day = startsSameDay ? from - 1 : from;
  for (let left = count; left > 0; ) {
    day++;
    if (works(day)) left--;
  }
  return day;
}
