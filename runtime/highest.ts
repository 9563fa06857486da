import { applies } from "./context.js";
import type { SettledApplication } from "./evaluate.js";
import { categoryOf, type Ledger, type Subjects } from "./ledger.js";
import type { Scheme } from "./program.js";
import { compare, floor, isZero, rational, zero, type Rational } from "./rational.js";
import { isRational, minus, unknown, type Value } from "./value.js";

/** Limits on the number of awards of which the highest count: who has a place is known once all have been seen. */

/** What one award asks of one such limit. */
export interface Contender {
  /** Scheme and limit. */
  readonly limit: string;
  /** The account of the ledger: the awards that share the places. */
  readonly account: string;
  /** Undefined while it is not settled: it may still be higher than any other. */
  readonly amount: Rational | undefined;
  /** All that the limit allows, before what was counted elsewhere. */
  readonly allowed: Value;
  readonly places: Value;
}

/** Whether awards must be ranked before any of them is settled. */
export const ranksAwards = (schemes: readonly Scheme[]): boolean => schemes.some(({ limits }) => limits?.some(({ serves }) => serves === "highest") === true);

export const limitName = (scheme: { readonly id: string }, limit: { readonly id: string }): string => `${scheme.id} ${limit.id}`;

/** What the awards of an application, settled as if it were alone, ask of limits; `ledger` holds what was paid before all of them. */
export function contendersOf({ run, facts, awards }: SettledApplication, subjects: Subjects, ledger: Ledger): readonly Contender[] {
  return awards.flatMap(({ scheme, award }) => (scheme.limits ?? []).flatMap((limit): readonly Contender[] => {
    const settled = award.status !== "undetermined" && award.exactCeiling === undefined;
    if (limit.serves !== "highest" || (settled && (award.exact === undefined || isZero(award.exact)))) return [];
    const context = run.context(scheme, false);
    const category = categoryOf(limit, (fact) => facts.get(fact) ?? unknown(fact));
    const account = ledger.limitAccount(subjects, limit, category, run.year(scheme));
    if (account === undefined || applies(context, limit) !== true) return [];
    const allowed = limit.value(context);
    const counted = limit.counting === undefined ? zero : context.fact(limit.counting);
    const places = minus(minus(allowed, counted), ledger.served(subjects, scheme, limit, category, run.year(scheme)));
    return [{ limit: limitName(scheme, limit), account, amount: settled ? award.exact : undefined, allowed, places }];
  }));
}

interface Place {
  readonly id: string;
  readonly amount: Rational;
}

interface Group {
  /** The highest so far, as many as can have a place; of equal ones the earlier. */
  readonly best: Place[];
  /** Awards that are not settled, and the application of the first. */
  open: number;
  by: string;
}

/** Ranks contenders account by account; keeps as many of each as there can be places, so that memory does not grow with the applications. */
export class Ranking {
  private groups = new Map<string, Group>();
  /** Most places of each limit. */
  private readonly most = new Map<string, number>();
  private dropped = new Set<string>();
  private short = false;

  add(id: string, contenders: readonly Contender[]): void {
    for (const { limit, account, amount, places } of contenders) {
      const key = keyOf(limit, account);
      let group = this.groups.get(key);
      if (group === undefined) this.groups.set(key, (group = { best: [], open: 0, by: "" }));
      if (amount === undefined) {
        if (group.open++ === 0) group.by = id;
        continue;
      }
      const before = this.most.get(limit) ?? 0;
      const most = Math.max(before, isRational(places) ? Number(floor(places)) : 0);
      if (most > before) {
        this.most.set(limit, most);
        if (this.dropped.has(limit)) this.short = true;
      }
      const { best } = group;
      let at = best.length;
      while (at > 0 && compare(amount, (best[at - 1] as Place).amount) > 0) at--;
      best.splice(at, 0, { id, amount });
      if (best.length > most) {
        best.length = most;
        this.dropped.add(limit);
      }
    }
  }

  /** Whether more places were found than awards were kept for: all must be added again, which happens once. */
  again(): boolean {
    if (!this.short) return false;
    this.groups = new Map();
    this.dropped = new Set();
    this.short = false;
    return true;
  }

  /** How much of each limit an application finds used up, where it is any of it. */
  usedUp(id: string, contenders: readonly Contender[]): ReadonlyMap<string, Value> {
    const used = new Map<string, Value>();
    for (const { limit, account, amount, allowed, places } of contenders) {
      const group = this.groups.get(keyOf(limit, account));
      if (group === undefined || amount === undefined || !isRational(places)) continue;
      const rank = group.best.findIndex((place) => place.id === id);
      if (rank < 0 || compare(rational(BigInt(rank + 1)), places) > 0) used.set(limit, allowed);
      else if (compare(rational(BigInt(rank + group.open + 1)), places) > 0) used.set(limit, unknown(`award of application ${group.by}`));
    }
    return used;
  }
}

const keyOf = (limit: string, account: string): string => `${limit}\u0000${account}`;
