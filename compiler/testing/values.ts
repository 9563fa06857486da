import { addMonths, formatDay, parseDay, shift, type Day } from "../../runtime/date.js";
import type { FactInfo } from "../../runtime/program.js";
import { floor, multiply, parseRational, rational, toDecimal, type Rational } from "../../runtime/rational.js";
import { placesOf, type Breakpoints } from "./breakpoints.js";
import type { Wish } from "./wishes.js";

/** Values of one fact: drawn beside the breakpoints, and made simpler. */

/** What is needed of fast-check's generator of random numbers. */
export interface Random {
  nextInt(min: number, max: number): number;
  nextBigInt(min: bigint, max: bigint): bigint;
}

export const oneOf = <T>(random: Random, items: readonly T[]): T => items[random.nextInt(0, items.length - 1)] as T;
export const chance = (random: Random, numerator: number, denominator: number): boolean => random.nextInt(1, denominator) <= numerator;

/** A numeric fact on its grid: every value is a whole number of steps of 10^-places. */
export interface Grid {
  readonly places: number;
  readonly low: bigint;
  readonly high: bigint;
  /** Rising, within the range, its ends among them. */
  readonly points: readonly bigint[];
  /** Without the upper end: nobody learns from the largest value that a fact may take. */
  readonly telling: readonly bigint[];
}

const nudges: readonly bigint[] = [0n, 1n, -1n, 2n, -2n, 50n, -50n, 99n, -99n, 100n, -100n];
const whole: readonly bigint[] = [0n, 1n, -1n, 2n, -2n];

const steps = (value: Rational, places: number): bigint => floor(multiply(value, rational(10n ** BigInt(places))));

export const numericKinds: ReadonlySet<FactInfo["kind"]> = new Set(["money", "percent", "number", "integer"]);

export function gridOf(fact: FactInfo, points: Breakpoints): Grid {
  const texts = points.facts.get(fact.id) ?? [];
  const places = Math.max(placesOf(fact.kind), ...texts.map((text) => (text.split(".")[1] ?? "").length));
  const low = fact.from === undefined ? 0n : steps(parseRational(fact.from), places);
  // what has no range is tried up to ten thousand million
  const high = fact.to === undefined ? 10n ** BigInt(10 + places) : steps(parseRational(fact.to), places);
  const own = texts.map((text) => steps(parseRational(text), places)).filter((point) => point >= low && point <= high);
  const found = own.length === 0 ? [low, high] : own;
  const telling = found.filter((point) => point !== high);
  return { places, low, high, points: found, telling: telling.length === 0 ? found : telling };
}

export const textOf = (value: bigint, { places }: Grid): string => {
  const text = toDecimal(rational(value, 10n ** BigInt(places)), places);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
};

export const stepsOf = (text: unknown, { places }: Grid): bigint | undefined =>
  typeof text === "string" && /^-?\d+(?:\.\d+)?$/.test(text) ? steps(parseRational(text), places) : undefined;

const clamp = (value: bigint, { low, high }: Grid): bigint => (value < low ? low : value > high ? high : value);

/** Half beside a breakpoint, a third within a region between two, a sixth anywhere; `wish` bends it to what passes. */
export function drawNumber(random: Random, fact: FactInfo, grid: Grid, wish: Wish | undefined): string {
  const { points, low, high, places } = grid;
  const roll = random.nextInt(1, 6);
  let value: bigint;
  if (roll <= 3) value = oneOf(random, points) + oneOf(random, fact.kind === "integer" ? whole : nudges);
  else if (roll <= 5 && points.length > 1) {
    const at = random.nextInt(0, points.length - 2);
    value = random.nextBigInt(points[at] as bigint, points[at + 1] as bigint);
  } else value = random.nextBigInt(low, high);
  // people state whole numbers too
  if (roll > 3 && chance(random, 1, 3)) value -= value % 10n ** BigInt(places);
  value = clamp(value, grid);
  if (wish !== undefined) {
    const text = wish.values[0];
    if (wish.values.length > 0 && typeof text === "string" && chance(random, 3, 4)) return String(oneOf(random, wish.values));
    const from = wish.from === undefined ? undefined : steps(wish.from, places);
    const to = wish.to === undefined ? undefined : steps(wish.to, places);
    if (from !== undefined && value < from) value = clamp(from + (from - value), grid);
    if (to !== undefined && value > to) value = clamp(to - (value - to) / 1000n, grid);
  }
  return textOf(value, grid);
}

/** Days beside those of the policies; where the case has days already, at the policies' terms from them. */
export function drawDay(random: Random, points: Breakpoints, others: readonly Day[], known: readonly Day[]): Day {
  const nudge = oneOf(random, [0, 0, 1, -1]);
  const roll = random.nextInt(1, 6);
  if (roll === 6 && known.length > 1) return random.nextInt((known[0] as Day) - 400, (known[known.length - 1] as Day) + 400);
  const policyDay = known.length === 0 ? 20_000 : oneOf(random, known);
  if (others.length === 0) return roll === 5 ? policyDay + random.nextInt(-400, 400) : policyDay + nudge;
  const anchor = oneOf(random, others);
  switch (roll) {
    case 1: return anchor + random.nextInt(-400, 400);
    case 2: return addMonths(anchor, oneOf(random, [12, -12, 1, -1])) + nudge;
    case 3: return policyDay + nudge;
    case 4: return anchor + nudge;
    default: {
      if (points.terms.length === 0) return anchor + nudge;
      const { count, unit } = oneOf(random, points.terms);
      return shift(anchor, oneOf(random, [count, -count]), unit) + nudge;
    }
  }
}

/** Terms that cannot be reached by day arithmetic end at the years that a case file can state. */
export const dayText = (day: Day): string => formatDay(Math.max(-25_567, Math.min(47_481, day)));

/** How far a value is from one that a reader takes in at a glance; less is simpler. */
function effort(value: bigint, grid: Grid): readonly [bigint, number] {
  const distance = grid.telling.reduce<bigint>((least, point) => {
    const apart = value < point ? point - value : value - point;
    return apart < least ? apart : least;
  }, 10n ** 30n);
  const near = distance <= 1n ? distance : 3n;
  const unit = 10n ** BigInt(grid.places);
  return [distance > 1n && value % unit === 0n ? 2n : near, value.toString().replace(/0+$/, "").length];
}

const simpler = (a: readonly [bigint, number], b: readonly [bigint, number]): boolean => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);

/** The nearest breakpoints, one step beside them, then rounder and rounder amounts; each simpler than the value. */
export function simplerNumbers(text: string, grid: Grid): readonly string[] {
  const value = stepsOf(text, grid);
  if (value === undefined) return [];
  const apart = (point: bigint): bigint => (value < point ? point - value : value - point);
  const nearest = [...grid.telling].sort((a, b) => (apart(a) < apart(b) ? -1 : apart(a) > apart(b) ? 1 : 0)).slice(0, 3);
  const unit = 10n ** BigInt(grid.places);
  const rounder: bigint[] = [];
  for (let by = unit; by <= grid.high && by <= value * 10n; by *= 10n) rounder.push(value - (value % by), value - (value % by) + by);
  const own = effort(value, grid);
  return [...new Set([...nearest, ...nearest.flatMap((point) => [point - 1n, point + 1n]), ...rounder.reverse()])]
    .filter((one) => one !== value && one >= grid.low && one <= grid.high && simpler(effort(one, grid), own))
    .map((one) => textOf(one, grid));
}

/** The nearest days of the policies, and a day beside them. */
export function simplerDays(text: string, known: readonly Day[]): readonly string[] {
  const day = parseDay(text);
  if (day === undefined || known.length === 0) return [];
  const distance = (one: Day): number => Math.min(...known.map((point) => Math.abs(point - one)));
  const own = distance(day);
  const nearest = [...known].sort((a, b) => Math.abs(a - day) - Math.abs(b - day)).slice(0, 3);
  return nearest.flatMap((point) => [point, point - 1, point + 1]).filter((one) => one !== day && distance(one) < own).map(dayText);
}

