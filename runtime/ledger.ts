import { add, isZero, rational, zero, type Rational } from "./rational.js";
import type { Cap, Limit, Scheme } from "./program.js";
import type { Award } from "./result.js";
import { unknown, type Value } from "./value.js";

/** Who applies: enterprise -> its registration number, project -> its id. */
export type Subjects = Readonly<Record<string, string>>;

/** What of an award the ledger keeps. */
export type Entry = Pick<Award, "application" | "status" | "exact" | "exactCeiling">;

interface Account {
  paid: Rational;
  /** The application whose award is not settled. */
  open?: string;
}

const always = "always";

/** The values of the facts that tell categories apart, as one text; undefined where one is unknown. */
export function categoryOf(limit: Pick<Limit, "categories">, fact: (id: string) => Value): string | undefined {
  const values = limit.categories.map(fact);
  return values.some((value) => typeof value !== "string" && typeof value !== "boolean") ? undefined : JSON.stringify(values);
}

/**
 * What earlier applications of the same subjects were paid. A cap counts it where all the subjects of its scope are
 * named; a one-time award is spent where the subject of its scheme is. An earlier application that is not settled
 * leaves the room under its caps unknown: unknown is not zero.
 */
export class Ledger {
  /** Year, or always, to scheme and cap, to subjects. */
  private readonly years = new Map<number | typeof always, Map<string, Map<string, Account>>>();
  /** Year, or always, to scheme and limit, to category and subjects: how many, or the application that is not settled. */
  private readonly counts = new Map<number | typeof always, Map<string, Map<string, number | string>>>();
  private readonly used = new Map<string, Set<string>>();

  /** The ids of the subjects as one text; undefined where one is not named. */
  private key(subjects: Subjects, names: readonly string[]): string | undefined {
    const [only] = names;
    if (only === undefined) return undefined;
    if (names.length === 1) return Object.hasOwn(subjects, only) ? subjects[only] : undefined;
    const ids = names.map((name) => (Object.hasOwn(subjects, name) ? subjects[name] : undefined));
    return ids.some((id) => id === undefined) ? undefined : JSON.stringify(ids);
  }

  private accounts(scheme: Scheme, cap: Cap, year: number | undefined): Map<string, Account> | undefined {
    const period = cap.perYear ? year : always;
    return period === undefined ? undefined : this.years.get(period)?.get(`${scheme.id} ${cap.id}`);
  }

  private account(subjects: Subjects, scheme: Scheme, cap: Cap, year: number | undefined): Account | undefined {
    const key = this.key(subjects, cap.subjects);
    return key === undefined ? undefined : this.accounts(scheme, cap, year)?.get(key);
  }

  /** The account of a cap, opened where there is none. */
  private opened(subjects: Subjects, scheme: Scheme, cap: Cap, year: number | undefined): Account | undefined {
    const period = cap.perYear ? year : always;
    const key = this.key(subjects, cap.subjects);
    if (key === undefined || period === undefined) return undefined;
    const caps = valueIn(this.years, period, () => new Map<string, Map<string, Account>>());
    return valueIn(valueIn(caps, `${scheme.id} ${cap.id}`, () => new Map<string, Account>()), key, () => ({ paid: zero }));
  }

  spent(subjects: Subjects, scheme: Scheme, cap: Cap, year: number | undefined): Value {
    const account = this.account(subjects, scheme, cap, year);
    return account?.open === undefined ? (account?.paid ?? zero) : unknown(`award of application ${account.open}`);
  }

  /** How many awards were counted under a limit; `category` tells the awards that count together. */
  served(subjects: Subjects, scheme: Scheme, limit: Limit, category: string | undefined, year: number | undefined): Value {
    const key = this.limitKey(subjects, limit, category);
    const period = limit.perYear ? year : always;
    if (key === undefined || period === undefined) return zero;
    const count = this.counts.get(period)?.get(`${scheme.id} ${limit.id}`)?.get(key);
    return typeof count === "string" ? unknown(`award of application ${count}`) : rational(BigInt(count ?? 0));
  }

  /** Counts an award; one that is not settled leaves the number unknown. */
  serve(subjects: Subjects, scheme: Scheme, limit: Limit, category: string | undefined, year: number | undefined, award: Entry): void {
    const unsettled = award.status === "undetermined" || award.exactCeiling !== undefined;
    if (!unsettled && (award.exact === undefined || isZero(award.exact))) return;
    const key = this.limitKey(subjects, limit, category);
    const period = limit.perYear ? year : always;
    if (key === undefined || period === undefined) return;
    const limits = valueIn(this.counts, period, () => new Map<string, Map<string, number | string>>());
    const counts = valueIn(limits, `${scheme.id} ${limit.id}`, () => new Map<string, number | string>());
    const before = counts.get(key) ?? 0;
    if (typeof before === "number") counts.set(key, unsettled ? award.application : before + 1);
  }

  /** The awards that count together under a limit, as one text; undefined where the limit counts none of them. */
  limitAccount(subjects: Subjects, limit: Limit, category: string | undefined, year: number | undefined): string | undefined {
    const key = this.limitKey(subjects, limit, category);
    const period = limit.perYear ? year : always;
    return key === undefined || period === undefined ? undefined : `${period} ${key}`;
  }

  private limitKey(subjects: Subjects, limit: Limit, category: string | undefined): string | undefined {
    const key = this.key(subjects, limit.subjects);
    return key === undefined || category === undefined ? undefined : `${category} ${key}`;
  }

  usedOnce(subjects: Subjects, scheme: Scheme): boolean {
    const key = scheme.once ? this.key(subjects, scheme.subjects) : undefined;
    return key !== undefined && this.used.get(scheme.id)?.has(key) === true;
  }

  enter(subjects: Subjects, scheme: Scheme, year: number | undefined, award: Entry): void {
    const unsettled = award.status === "undetermined" || award.exactCeiling !== undefined;
    const paid = award.exact === undefined || isZero(award.exact) ? undefined : award.exact;
    if (!unsettled && paid === undefined) return;
    // one cap under two readings is one account
    const entered = new Set<Account>();
    for (const cap of scheme.caps) {
      const account = this.opened(subjects, scheme, cap, year);
      if (account === undefined || entered.has(account)) continue;
      entered.add(account);
      if (unsettled) account.open = award.application;
      else if (paid !== undefined) account.paid = add(account.paid, paid);
    }
    const once = scheme.once && paid !== undefined ? this.key(subjects, scheme.subjects) : undefined;
    if (once !== undefined) valueIn(this.used, scheme.id, () => new Set<string>()).add(once);
  }

  /** Forgets the yearly accounts before a year: applications that come in order of date never ask for them again. */
  closeBefore(year: number): void {
    for (const period of this.years.keys()) if (period !== always && period < year) this.years.delete(period);
    for (const period of this.counts.keys()) if (period !== always && period < year) this.counts.delete(period);
  }
}

function valueIn<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
