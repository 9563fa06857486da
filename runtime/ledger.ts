import { add, isZero, zero, type Rational } from "./rational.js";
import type { Cap, Scheme } from "./program.js";
import type { Award } from "./result.js";
import { unknown, type Value } from "./value.js";

/** Who applies: enterprise -> its registration number, project -> its id. */
export type Subjects = Readonly<Record<string, string>>;

/**
 * What earlier applications of the same subjects were paid. A cap counts it where all the subjects of its scope are
 * named; a one-time award is spent where the subject of its scheme is. An earlier application that is not settled
 * leaves the room under its caps unknown: unknown is not zero.
 */
export class Ledger {
  private readonly paid = new Map<string, Rational>();
  private readonly open = new Map<string, string>();
  private readonly used = new Set<string>();

  private key(subjects: Subjects, names: readonly string[], rest: readonly (string | number | null)[]): string | undefined {
    const ids = names.map((name) => subjects[name]);
    return ids.length === 0 || ids.some((id) => id === undefined) ? undefined : JSON.stringify([...rest, ...ids]);
  }

  private capKey(subjects: Subjects, scheme: Scheme, cap: Cap, year: number | undefined): string | undefined {
    if (cap.perYear && year === undefined) return undefined;
    return this.key(subjects, cap.subjects, [scheme.id, cap.id, cap.perYear ? (year ?? null) : null]);
  }

  spent(subjects: Subjects, scheme: Scheme, cap: Cap, year: number | undefined): Value {
    const key = this.capKey(subjects, scheme, cap, year);
    if (key === undefined) return zero;
    const open = this.open.get(key);
    return open === undefined ? (this.paid.get(key) ?? zero) : unknown(`award of application ${open}`);
  }

  usedOnce(subjects: Subjects, scheme: Scheme): boolean {
    const key = scheme.once ? this.key(subjects, scheme.subjects, [scheme.id]) : undefined;
    return key !== undefined && this.used.has(key);
  }

  enter(subjects: Subjects, scheme: Scheme, year: number | undefined, award: Award): void {
    const unsettled = award.status === "undetermined" || award.exactCeiling !== undefined;
    for (const cap of scheme.caps) {
      const key = this.capKey(subjects, scheme, cap, year);
      if (key === undefined) continue;
      if (unsettled) this.open.set(key, award.application);
      else if (award.exact !== undefined && !isZero(award.exact)) this.paid.set(key, add(this.paid.get(key) ?? zero, award.exact));
    }
    const once = scheme.once && award.exact !== undefined && !isZero(award.exact) ? this.key(subjects, scheme.subjects, [scheme.id]) : undefined;
    if (once !== undefined) this.used.add(once);
  }
}
