import { add, compare, divide, floor, greatest, least, multiply, rational, subtract, type Rational } from "./rational.js";
import { fromDay, monthsBetween, parseDay, shift, type Day } from "./date.js";

/**
 * What an expression can be. Unknown is never zero: it carries the facts that would settle it.
 * `Nothing` is a table's answer that nothing is due, with the place that says so; it is definite and so wins over unknown.
 */

export class Unknown {
  constructor(readonly missing: ReadonlySet<string>) {}
}

export class Nothing {
  /** Index of the site in the program's table of sites. */
  constructor(readonly site: number) {}
}

/** A fact that was looked into and is not there: a date or none. */
export const none = Symbol("none");

/** Rows of a list fact, each with facts of its own by id; what a row leaves out is unknown. */
export class Rows {
  constructor(readonly rows: readonly ReadonlyMap<string, Value>[]) {}
}

export type Known = Rational | Day | boolean | string | typeof none | ReadonlySet<Day> | Rows;
export type Value = Known | Unknown | Nothing;

export const unknown = (...missing: readonly string[]): Unknown => new Unknown(new Set(missing));

export const isRational = (value: Value): value is Rational =>
  typeof value === "object" && "d" in value;

/** The first of nothing, unknown among the values; undefined when all are known. */
export function unsettled(values: readonly Value[]): Unknown | Nothing | undefined {
  let missing: Set<string> | undefined;
  for (const value of values) {
    if (value instanceof Nothing) return value;
    if (value instanceof Unknown) {
      missing ??= new Set();
      for (const fact of value.missing) missing.add(fact);
    }
  }
  return missing === undefined ? undefined : new Unknown(missing);
}

function numeric(operation: (a: Rational, b: Rational) => Rational): (a: Value, b: Value) => Value {
  return (a, b) => {
    if (isRational(a) && isRational(b)) return operation(a, b);
    return unsettled([a, b]) ?? unknown();
  };
}

export const plus = numeric(add);
export const minus = numeric(subtract);
export const times = numeric(multiply);
export const lower = numeric(least);
export const higher = numeric(greatest);
/** A quotient by zero has no value: it is unknown. */
export const over = (a: Value, b: Value): Value =>
  isRational(b) && b.n === 0n ? (a instanceof Nothing ? a : unknown("division by zero")) : numeric(divide)(a, b);

export const wholeDown = (a: Value): Value => (isRational(a) ? rational(floor(a)) : a);
export const wholeUp = (a: Value): Value => (isRational(a) ? rational(-floor({ n: -a.n, d: a.d })) : a);

export type Relation = "at-least" | "at-most" | "more-than" | "less-than" | "is" | "is-not";

function holds(relation: Relation, order: number): boolean {
  switch (relation) {
    case "at-least": return order >= 0;
    case "at-most": return order <= 0;
    case "more-than": return order > 0;
    case "less-than": return order < 0;
    case "is": return order === 0;
    case "is-not": return order !== 0;
  }
}

/** Numbers, dates and texts. A date that is `none` is neither before nor after anything. */
export function related(relation: Relation, a: Value, b: Value): Value {
  const open = unsettled([a, b]);
  if (open !== undefined) return open instanceof Nothing ? false : open;
  if (isRational(a) && isRational(b)) return holds(relation, compare(a, b));
  if (typeof a === "number" && typeof b === "number") return holds(relation, a - b);
  return relation === "is" ? a === b : relation === "is-not" ? a !== b : false;
}

/** Position of a listed value in a rising list, for `at least city level`. */
export const rankOf = (value: Value, order: readonly string[]): Value =>
  typeof value === "string" ? rational(BigInt(order.indexOf(value))) : value;

export function all(values: readonly Value[]): Value {
  if (values.some((value) => value === false || value instanceof Nothing)) return false;
  return unsettled(values) ?? true;
}

export function any(values: readonly Value[]): Value {
  if (values.some((value) => value === true)) return true;
  return unsettled(values.filter((value) => !(value instanceof Nothing))) ?? false;
}

export function atLeastOf(count: number, values: readonly Value[]): Value {
  const yes = values.filter((value) => value === true).length;
  if (yes >= count) return true;
  const open = values.filter((value) => value instanceof Unknown);
  return yes + open.length < count ? false : (unsettled(open) ?? false);
}

export const negate = (value: Value): Value => (typeof value === "boolean" ? !value : value instanceof Nothing ? true : value);

export function shifted(date: Value, count: Value, unit: "day" | "month" | "year", direction: 1 | -1): Value {
  const open = unsettled([date, count]);
  if (open !== undefined) return open;
  if (typeof date !== "number" || !isRational(count)) return none;
  return shift(date, direction * Number(floor(count)), unit);
}

/** Days, whole months or begun months from one date to another; never below zero. */
export function elapsed(from: Value, to: Value, unit: "days" | "full-months" | "started-months"): Value {
  const open = unsettled([from, to]);
  if (open !== undefined) return open;
  if (typeof from !== "number" || typeof to !== "number") return unknown();
  return rational(BigInt(unit === "days" ? Math.max(0, to - from) : monthsBetween(from, to, unit === "started-months")));
}

export const yearOf = (date: Value): Value =>
  typeof date === "number" ? rational(BigInt(fromDay(date).year)) : date === none ? unknown() : date;

/** A date written in a policy; the compiler has checked that it exists. */
export const dayOf = (iso: string): Day => parseDay(iso) ?? Number.NaN;
