import { Decimal as Shared } from "decimal.js";

/**
 * Values of the third evaluator. It is written from the language's description alone and shares nothing with the
 * compiler or the runtime: decimals of 60 digits, days by the calendar of the platform.
 */

export const Decimal = Shared.clone({ precision: 60, rounding: Shared.ROUND_HALF_EVEN, toExpNeg: -60, toExpPos: 60 });
export type Decimal = InstanceType<typeof Decimal>;

export const unknown = Symbol("unknown");
export const nothing = Symbol("nothing");
export const none = Symbol("none");

/** A calendar day, counted from 1970-01-01. */
export interface Day {
  readonly day: number;
}

export type Value = Decimal | Day | boolean | string | typeof unknown | typeof nothing | typeof none;

const millis = 86_400_000;

export function dayOf(iso: string): Day {
  return { day: Date.parse(`${iso}T00:00:00Z`) / millis };
}

export const isoOf = ({ day }: Day): string => new Date(day * millis).toISOString().slice(0, 10);

export const isDay = (value: Value): value is Day => typeof value === "object" && "day" in value;
export const isDecimal = (value: Value): value is Decimal => typeof value === "object" && !("day" in value);

export const yearOf = (date: Day): number => new Date(date.day * millis).getUTCFullYear();
export const monthOf = (date: Day): number => new Date(date.day * millis).getUTCMonth() + 1;
export const dayOfMonth = (date: Day): number => new Date(date.day * millis).getUTCDate();

/** The corresponding date some months on; the month's last day where it has none. */
export function addMonths(date: Day, months: number): Day {
  const at = new Date(date.day * millis);
  const first = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(at.getUTCDate(), lastDay));
  return { day: first.getTime() / millis };
}

export type Term = "day" | "month" | "year";

export const shift = (date: Day, count: number, unit: Term): Day =>
  unit === "day" ? { day: date.day + count } : addMonths(date, unit === "year" ? 12 * count : count);

/** All hold: one that fails decides, else one that is not known. */
export function every(values: readonly Value[]): Value {
  if (values.includes(false)) return false;
  return values.includes(unknown) ? unknown : true;
}

export function some(values: readonly Value[]): Value {
  if (values.includes(true)) return true;
  return values.includes(unknown) ? unknown : false;
}

/** Nothing stays nothing and unknown stays unknown, whatever is done to them. */
export function arithmetic(a: Value, b: Value, operation: (a: Decimal, b: Decimal) => Decimal): Value {
  if (a === nothing || b === nothing) return nothing;
  if (a === unknown || b === unknown) return unknown;
  if (!isDecimal(a) || !isDecimal(b)) throw new Error("arithmetic on what is no number");
  return operation(a, b);
}
