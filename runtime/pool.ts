import type { Context } from "./context.js";
import type { Day } from "./date.js";
import { fromDay } from "./date.js";
import type { Pool, Scheme, WindowSpan } from "./program.js";
import { add, compare, divide, floor, least, multiply, one, rational, round, subtract, toYuan, zero, type Rational } from "./rational.js";
import { isRational, type Value } from "./value.js";

/** Shares a pool among the awards it covers. The order of the claims never matters. */

export interface Claim {
  readonly id: string;
  /** Award before the pool. */
  readonly amount: Rational;
  /** Part of the award that counts against the pool, as a fraction. */
  readonly share: Rational;
  /** Date by which arrival and windows are told. */
  readonly date: Day | undefined;
  /** Batch in which it was filed; claims of one batch share it. */
  readonly batch: string;
}

export interface PoolResult {
  readonly pool: string;
  readonly limit: string | null;
  /** Claims together exceed the limit. */
  readonly exceeded: boolean;
  /** Claims together reach the limit exactly or exceed it. */
  readonly bound: boolean;
  readonly paid: Readonly<Record<string, string>>;
  /** Claims of one day of which only some can be served: the text must say which. */
  readonly tied: readonly string[];
  readonly total: string;
  readonly readings: Readonly<Record<string, string>>;
}

const fen = rational(1n, 100n);
const sum = (values: readonly Rational[]): Rational => values.reduce(add, zero);
const counted = (claim: Claim): Rational => multiply(claim.amount, claim.share);

/** The least of the caps that stand and of what the facts say is left; undefined where no cap stands. */
export function poolLimit(context: Context, pool: Pool): Value | undefined {
  let limit: Value | undefined;
  for (const cap of pool.caps) {
    if (!context.stands(cap)) continue;
    const value = cap.value(context);
    limit = limit === undefined || !isRational(limit) ? (limit ?? value) : isRational(value) ? least(limit, value) : value;
  }
  const left = limit === undefined || pool.remaining === undefined ? undefined : context.fact(pool.remaining);
  return limit !== undefined && left !== undefined && isRational(limit) && isRational(left) ? least(limit, left) : limit;
}

export function sharePool(context: Context, pool: Pool, claims: readonly Claim[]): PoolResult {
  const limit = poolLimit(context, pool);
  const rule = pool.allocation.find((a) => context.stands(a))?.rule ?? "pro-rata";
  const residue = pool.residue.find((r) => context.stands(r))?.rule ?? "undistributed";
  const places = pool.numbers.flatMap((cap) => {
    const value = context.stands(cap) ? cap.value(context) : undefined;
    return value !== undefined && isRational(value) ? [Number(floor(value))] : [];
  });
  const byId = [...claims].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const { served, tied } = firstOnes(groups(byId, rule), Math.min(...places));
  const paid = new Map<string, Rational>();
  const total = sum(served.map(counted));
  const known = limit !== undefined && isRational(limit);
  if (!known || compare(total, limit) <= 0) {
    for (const claim of served) paid.set(claim.id, claim.amount);
  } else {
    let left = limit;
    for (const group of groups(served, rule)) {
      const asked = sum(group.map(counted));
      const given = compare(asked, left) <= 0 ? new Map(group.map((claim) => [claim.id, claim.amount])) : proRata(group, left, asked, residue);
      for (const claim of group) {
        const amount = given.get(claim.id) ?? zero;
        paid.set(claim.id, amount);
        left = subtract(left, multiply(amount, claim.share));
      }
    }
  }
  return {
    pool: pool.id,
    limit: known ? toYuan(limit) : null,
    exceeded: (known && compare(total, limit) > 0) || served.length < claims.length,
    bound: (known && compare(total, limit) >= 0) || served.length < claims.length,
    paid: Object.fromEntries(claims.map((claim) => [claim.id, toYuan(paid.get(claim.id) ?? zero)])),
    tied: tied.map((claim) => claim.id),
    total: toYuan(sum([...paid.values()])),
    readings: Object.fromEntries([...context.usedReadings].sort().map((id) => [id, context.reading(id)])),
  };
}

/** As many as there are places, day by day; those of a day that does not fit whole are tied, and not served. */
function firstOnes(inOrder: readonly (readonly Claim[])[], places: number): { readonly served: readonly Claim[]; readonly tied: readonly Claim[] } {
  const served: Claim[] = [];
  for (const group of inOrder) {
    if (served.length + group.length > places) return { served, tied: served.length < places ? group : [] };
    served.push(...group);
  }
  return { served, tied: [] };
}

/** Claims that are served together: all, one batch after another, or one day after another. */
function groups(claims: readonly Claim[], rule: "pro-rata" | "window-then-pro-rata" | "in-order"): readonly (readonly Claim[])[] {
  if (rule === "pro-rata") return [claims];
  const keyOf = (claim: Claim): string =>
    rule === "in-order" ? String((claim.date ?? 9_999_999) + 10_000_000).padStart(9, "0") : claim.batch;
  const byKey = new Map<string, Claim[]>();
  for (const claim of claims) byKey.set(keyOf(claim), [...(byKey.get(keyOf(claim)) ?? []), claim]);
  return [...byKey.keys()].sort().map((key) => byKey.get(key) ?? []);
}

function proRata(group: readonly Claim[], left: Rational, asked: Rational, residue: "undistributed" | "largest-remainder"): Map<string, Rational> {
  const factor = divide(left, asked);
  const exact = group.map((claim) => ({ claim, value: multiply(claim.amount, factor) }));
  const paid = new Map(exact.map(({ claim, value }) => [claim.id, round(value, "down", fen)]));
  if (residue === "undistributed") return paid;
  let rest = floor(divide(subtract(left, sum(group.map((claim) => multiply(paid.get(claim.id) ?? zero, claim.share)))), fen));
  const byRemainder = [...exact].sort((a, b) => {
    const remainder = ({ claim, value }: (typeof exact)[number]): Rational => subtract(value, paid.get(claim.id) ?? zero);
    return compare(remainder(b), remainder(a)) || (a.claim.id < b.claim.id ? -1 : 1);
  });
  for (const { claim } of byRemainder) {
    if (rest <= 0n) break;
    if (compare(claim.share, one) > 0 || claim.share.n === 0n) continue;
    paid.set(claim.id, add(paid.get(claim.id) ?? zero, fen));
    rest -= 1n;
  }
  return paid;
}

/** Year and number of the window in which an application falls, by the date that window tests. */
export function batchOf(context: Context, scheme: Scheme, dayOf: (fact: string | undefined) => Day | undefined): string {
  const window = scheme.windows.find((w) => context.stands(w));
  const date = dayOf(window?.by);
  if (date === undefined) return "9999";
  const { year, month, day } = fromDay(date);
  const index = (window?.spans ?? []).findIndex((span) => inSpan(span, month, day));
  return `${String(year).padStart(4, "0")}/${index < 0 ? "9" : String(index).padStart(2, "0")}`;
}

export function inSpan(span: WindowSpan, month: number, day: number): boolean {
  const at = month * 100 + day;
  const from = span.from[0] * 100 + span.from[1];
  const to = span.to[0] * 100 + span.to[1];
  // a span such as December to January runs over the turn of the year
  return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

/** Whether a date falls into one of the spans; three-valued. */
export function inWindow(date: Value, spans: readonly WindowSpan[]): Value {
  if (typeof date !== "number") return date;
  const { month, day } = fromDay(date);
  return spans.some((span) => inSpan(span, month, day));
}
