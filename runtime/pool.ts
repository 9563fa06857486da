import type { Context } from "./context.js";
import type { Day } from "./date.js";
import { fromDay } from "./date.js";
import type { AllocationRule, Pool, Scheme, WindowSpan } from "./program.js";
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
  /** Quantity by which claims are ranked, and what tells equal ones apart (a date, or a quantity). */
  readonly rank?: Rational;
  readonly tie?: Rational;
  /** Base by which the pool is divided, where it is not by the awards. */
  readonly weight?: Rational;
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

/** What holds for every claim on a pool, under the readings and the facts about the pool. */
export interface PoolTerms {
  /** Undefined where no cap stands or its value is not known: nothing is cut. */
  readonly limit: Rational | undefined;
  readonly rule: AllocationRule;
  /** Whether equals of whom only some find a place are all served, none, or must be told apart by the text. */
  readonly ties: "served" | "dropped" | undefined;
  readonly residue: "undistributed" | "largest-remainder";
  /** Number of awards that can be paid; infinite where no number is set. */
  readonly places: number;
}

export function poolTerms(context: Context, pool: Pool): PoolTerms {
  const limit = poolLimit(context, pool);
  const places = pool.numbers.flatMap((cap) => {
    const value = context.stands(cap) ? cap.value(context) : undefined;
    return value !== undefined && isRational(value) ? [Number(floor(value))] : [];
  });
  const allocation = pool.allocation.find((a) => context.stands(a));
  if (allocation?.places !== undefined) places.push(allocation.places);
  return {
    limit: limit !== undefined && isRational(limit) ? limit : undefined,
    rule: allocation?.rule ?? "pro-rata",
    ties: typeof allocation?.ties === "string" ? allocation.ties : undefined,
    residue: pool.residue.find((r) => context.stands(r))?.rule ?? "undistributed",
    places: Math.min(...places),
  };
}

/** Claims of one group are served together: all, one batch after another, or one day after another. Keys sort in order of service. */
export function groupOf(rule: PoolTerms["rule"], claim: Pick<Claim, "date" | "batch" | "rank" | "tie">): string {
  if (rule === "pro-rata") return "";
  if (rule === "ranked") return `${descending(claim.rank ?? zero)} ${claim.tie === undefined ? "" : descending(claim.tie)}`.trim();
  return rule === "in-order" ? String((claim.date ?? 9_999_999) + 10_000_000).padStart(9, "0") : claim.batch;
}

const highest = 10n ** 22n;
/** Millionths below the highest number that can be given, so that texts sort the largest first. */
const descending = (value: Rational): string => String(2n * highest - floor(multiply(value, rational(1_000_000n)))).padStart(24, "0");

/** What the claims of one group ask for together. */
export interface GroupSum {
  readonly key: string;
  readonly count: number;
  /** Sum of the parts that count against the pool. */
  readonly asked: Rational;
  /** Sum of the bases, where the pool is divided by them. */
  readonly weight?: Rational;
}

/** What a group gets: all it asks for, `left` in proportion, or nothing; `tied` groups do not fit whole into the places. */
export type Quota =
  | { readonly kind: "whole" | "none" | "tied" }
  | { readonly kind: "part"; readonly left: Rational; readonly asked: Rational; readonly weight?: Rational };

export interface Quotas {
  readonly of: ReadonlyMap<string, Quota>;
  readonly exceeded: boolean;
  readonly bound: boolean;
}

/** Serves the groups in the order of their keys; the group that does not fit shares what is left, and later ones get nothing. */
export function quotasOf(terms: PoolTerms, groups: readonly GroupSum[]): Quotas {
  const of = new Map<string, Quota>();
  const inOrder = [...groups].sort((a, b) => (a.key < b.key ? -1 : 1));
  let served = 0;
  let left = terms.limit;
  let closed = false;
  let total = zero;
  for (const { key, count, asked, weight } of inOrder) {
    if (closed || (served + count > terms.places && !(terms.ties === "served" && served < terms.places))) {
      of.set(key, { kind: !closed && served < terms.places && terms.ties !== "dropped" ? "tied" : "none" });
      closed = true;
      continue;
    }
    served += count;
    total = add(total, asked);
    if (left === undefined || compare(asked, left) <= 0) {
      of.set(key, { kind: "whole" });
      if (left !== undefined) left = subtract(left, asked);
    } else {
      of.set(key, left.n === 0n ? { kind: "none" } : { kind: "part", left, asked, ...(weight === undefined ? {} : { weight }) });
      // the fen that rounding leaves are no money for whoever comes later
      left = zero;
    }
  }
  const over = terms.limit === undefined ? -1 : compare(total, terms.limit);
  return { of, exceeded: closed || over > 0, bound: closed || over >= 0 };
}

/** The exact part of an award that a quota leaves, before it is rounded down to the fen. */
export function portion(amount: Rational, quota: Quota, claim: { readonly weight?: Rational | undefined; readonly share: Rational } = { share: one }): Rational {
  if (quota.kind === "whole") return amount;
  // by the bases nobody gets more than his award: what that leaves is not given to others
  if (quota.kind === "part" && quota.weight !== undefined) {
    if (quota.weight.n === 0n || claim.share.n === 0n) return zero;
    return least(amount, divide(multiply(quota.left, divide(claim.weight ?? zero, quota.weight)), claim.share));
  }
  return quota.kind === "part" ? multiply(amount, divide(quota.left, quota.asked)) : zero;
}

export const toFen = (amount: Rational): Rational => round(amount, "down", fen);

/** Whether a fen left by rounding can go to a claim. */
export const takesFen = (share: Rational): boolean => share.n !== 0n && compare(share, one) <= 0;

/** Whole fen that are left of a quota after this much of it was paid. */
export const fenLeft = (left: Rational, paid: Rational): bigint => floor(divide(subtract(left, paid), fen));

export function sharePool(context: Context, pool: Pool, claims: readonly Claim[]): PoolResult {
  const terms = poolTerms(context, pool);
  const groups = new Map<string, Claim[]>();
  for (const claim of [...claims].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    const key = groupOf(terms.rule, claim);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [claim]);
    else group.push(claim);
  }
  const quotas = quotasOf(terms, [...groups].map(([key, group]) => ({
    key, count: group.length, asked: sum(group.map(counted)), ...(group[0]?.weight === undefined ? {} : { weight: sum(group.map((claim) => claim.weight ?? zero)) }),
  })));
  const paid = new Map<string, Rational>();
  const tied: string[] = [];
  for (const [key, group] of groups) {
    const quota = quotas.of.get(key) as Quota;
    for (const claim of group) paid.set(claim.id, quota.kind === "whole" ? claim.amount : toFen(portion(claim.amount, quota, claim)));
    if (quota.kind === "tied") tied.push(...group.map((claim) => claim.id));
    if (quota.kind === "part" && quota.weight === undefined && terms.residue === "largest-remainder") giveRemainders(group, quota, paid);
  }
  return {
    pool: pool.id,
    limit: terms.limit === undefined ? null : toYuan(terms.limit),
    exceeded: quotas.exceeded,
    bound: quotas.bound,
    paid: Object.fromEntries(claims.map((claim) => [claim.id, toYuan(paid.get(claim.id) ?? zero)])),
    tied,
    total: toYuan(sum([...paid.values()])),
    readings: context.readingsTaken(),
  };
}

/** One fen each to the largest remainders; of equal ones to the first id. */
function giveRemainders(group: readonly Claim[], quota: Extract<Quota, { readonly kind: "part" }>, paid: Map<string, Rational>): void {
  const got = (claim: Claim): Rational => paid.get(claim.id) ?? zero;
  let rest = fenLeft(quota.left, sum(group.map((claim) => multiply(got(claim), claim.share))));
  const byRemainder = group.map((claim) => ({ claim, remainder: subtract(portion(claim.amount, quota), got(claim)) }))
    .sort((a, b) => compare(b.remainder, a.remainder) || (a.claim.id < b.claim.id ? -1 : 1));
  for (const { claim } of byRemainder) {
    if (rest <= 0n) break;
    if (!takesFen(claim.share)) continue;
    paid.set(claim.id, add(got(claim), fen));
    rest -= 1n;
  }
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
