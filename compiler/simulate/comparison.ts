import type { Program } from "../../runtime/program.js";
import { parseRational } from "../../runtime/rational.js";
import { fenOf } from "./fen.js";
import type { Paid } from "./pools.js";
import type { ApplicationRecord } from "./record.js";
import { kept } from "./tally.js";

/** How a population fares under one policy set, compared with another; only what is settled under both is compared. */

export interface Change {
  readonly application: string;
  readonly before: bigint;
  readonly after: bigint;
}

/** What an application is paid under one policy set, in fen. */
export interface Side {
  readonly paid: bigint;
  readonly ceiling: bigint;
  readonly schemes: readonly (readonly [scheme: string, paid: bigint])[];
}

/** Undefined where an award of the application is not settled: an amount that nobody knows yet is not zero. */
export function sideOf(program: Program, record: ApplicationRecord, paid: readonly (Paid | undefined)[]): Side | undefined {
  if (record.awards.some(({ status }) => status === "undetermined")) return undefined;
  const schemes = record.awards.map(({ scheme }, i) => [program.schemes[scheme]?.id ?? "", paid[i] === undefined ? 0n : fenOf(paid[i].amount)] as const);
  return {
    paid: schemes.reduce((sum, [, amount]) => sum + amount, 0n),
    ceiling: record.awards.reduce((sum, { ceiling }) => sum + (ceiling === undefined ? 0n : fenOf(parseRational(ceiling))), 0n),
    schemes,
  };
}

export class Comparison {
  winners = 0;
  losers = 0;
  same = 0;
  /** Applications that are not settled on one side or on both, or that one side cannot evaluate. */
  open = 0;
  /** Those of them that are settled on one side. */
  halfOpen = 0;
  gained = 0n;
  lost = 0n;
  /** Of the applications that are compared. */
  before = 0n;
  after = 0n;
  ceilingBefore = 0n;
  ceilingAfter = 0n;
  readonly schemes = new Map<string, { before: bigint; after: bigint }>();
  readonly gains: Change[] = [];
  readonly losses: Change[] = [];

  add(application: string, before: Side | undefined, after: Side | undefined): void {
    if (before === undefined || after === undefined) {
      this.open++;
      if (before !== undefined || after !== undefined) this.halfOpen++;
      return;
    }
    this.before += before.paid;
    this.after += after.paid;
    this.ceilingBefore += before.ceiling;
    this.ceilingAfter += after.ceiling;
    for (const [scheme, paid] of before.schemes) this.scheme(scheme).before += paid;
    for (const [scheme, paid] of after.schemes) this.scheme(scheme).after += paid;
    const change = { application, before: before.paid, after: after.paid };
    if (after.paid > before.paid) {
      this.winners++;
      this.gained += after.paid - before.paid;
      this.keep(this.gains, change);
    } else if (after.paid < before.paid) {
      this.losers++;
      this.lost += before.paid - after.paid;
      this.keep(this.losses, change);
    } else this.same++;
  }

  /** Whether anything was compared, if there was anything to compare. */
  get compared(): boolean {
    return this.open === 0 || this.winners + this.losers + this.same > 0;
  }

  private scheme(id: string): { before: bigint; after: bigint } {
    let sums = this.schemes.get(id);
    if (sums === undefined) this.schemes.set(id, (sums = { before: 0n, after: 0n }));
    return sums;
  }

  private keep(list: Change[], change: Change): void {
    const size = ({ before, after }: Change): bigint => (after > before ? after - before : before - after);
    const last = list[kept - 1];
    if (last !== undefined && size(last) > size(change)) return;
    list.push(change);
    list.sort((a, b) => (size(b) > size(a) ? 1 : size(b) < size(a) ? -1 : a.application < b.application ? -1 : 1));
    list.length = Math.min(list.length, kept);
  }
}
