import { multiply, parseRational, type Rational } from "../../runtime/rational.js";
import type { Program } from "../../runtime/program.js";
import type { Status } from "../../runtime/result.js";
import { fenOf } from "./fen.js";
import type { Paid, PoolBooks } from "./pools.js";
import { entitledTo, type ApplicationRecord, type AwardRecord } from "./record.js";

/** Counts of a whole population, in fen; its size does not depend on the number of applications. */

export interface Cut {
  readonly application: string;
  readonly scheme: string;
  /** Names of the caps or pools. */
  readonly by: readonly string[];
  readonly from: bigint;
  readonly to: bigint;
}

export interface CutSum {
  count: number;
  amount: bigint;
}

export interface SchemeTally {
  count: number;
  readonly statuses: Map<Status, number>;
  /** Before stacks and pools. */
  awarded: bigint;
  paid: bigint;
  ceilings: number;
  ceiling: bigint;
  /** Awards cut by caps: the names of those that bound together, to number and amount. */
  readonly caps: Map<string, CutSum>;
  readonly pools: Map<string, CutSum>;
  readonly stacks: Map<string, CutSum>;
  /** Facts that undetermined awards wait for. */
  readonly missing: Map<string, number>;
  /** Number of awards by upper edge of their size in yuan: 1, 2, 5, 10, ... */
  readonly sizes: Map<number, CutSum>;
  readonly years: Map<number, CutSum>;
}

export interface PoolTally {
  /** The parts that count against the pool. */
  paid: bigint;
  cut: number;
  waits: number;
  /** By month, paid and asked before the pool. */
  readonly months: { paid: bigint; asked: bigint }[];
}

/** How many of the largest cuts, gains and losses are kept. */
export const kept = 10;
/** How the ledger names an award that is not settled, before the name of its application. */
export const earlierAward = "award of application";
const isCap = (id: string): boolean => id !== "award" && id !== "decision";

export class Tally {
  applications = 0;
  refused = 0;
  paid = 0n;
  ceiling = 0n;
  /** Taken back by the relations between awards on one cost; it is no part of what is paid. */
  taken = 0n;
  readonly schemes = new Map<number, SchemeTally>();
  readonly pools = new Map<string, PoolTally>();
  readonly largest: Cut[] = [];

  constructor(private readonly program: Program, private readonly books: PoolBooks) {}

  private scheme(index: number): SchemeTally {
    let tally = this.schemes.get(index);
    if (tally === undefined) {
      tally = { count: 0, statuses: new Map(), awarded: 0n, paid: 0n, ceilings: 0, ceiling: 0n, caps: new Map(), pools: new Map(), stacks: new Map(), missing: new Map(), sizes: new Map(), years: new Map() };
      this.schemes.set(index, tally);
    }
    return tally;
  }

  pool(index: number, year: number | undefined): PoolTally {
    const key = poolKey(index, year);
    let tally = this.pools.get(key);
    if (tally === undefined) {
      tally = { paid: 0n, cut: 0, waits: 0, months: Array.from({ length: 12 }, () => ({ paid: 0n, asked: 0n })) };
      this.pools.set(key, tally);
    }
    return tally;
  }

  add(record: ApplicationRecord, paid: readonly (Paid | undefined)[]): void {
    this.applications++;
    for (const [i, award] of record.awards.entries()) this.award(record, award, paid[i]);
  }

  private award(record: ApplicationRecord, award: AwardRecord, paid: Paid | undefined): void {
    const tally = this.scheme(award.scheme);
    tally.count++;
    tally.statuses.set(award.status, (tally.statuses.get(award.status) ?? 0) + 1);
    for (const name of award.missing ?? []) {
      // one line for all awards that wait for another one
      const fact = name.startsWith(`${earlierAward} `) ? earlierAward : name;
      tally.missing.set(fact, (tally.missing.get(fact) ?? 0) + 1);
    }
    for (const pool of award.waits ?? []) this.pool(pool, this.books.yearOf(pool, award)).waits++;
    if (award.ceiling !== undefined) {
      const ceiling = fenOf(parseRational(award.ceiling));
      tally.ceilings++;
      tally.ceiling += ceiling;
      this.ceiling += ceiling;
    }
    const got = paid === undefined ? 0n : fenOf(paid.amount);
    const exact = award.exact === undefined ? 0n : fenOf(parseRational(award.exact));
    if (award.cut !== undefined) this.capped(record, award, tally, exact, award.cut);
    if (award.exact === undefined || paid === undefined) return;
    const entitled = entitledTo(award);
    tally.awarded += exact;
    this.stacked(record, award, tally, exact - fenOf(entitled));
    tally.paid += got;
    this.paid += got;
    if (got > 0n) {
      add(tally.sizes, sizeOf(got), got);
      if (award.year !== undefined) add(tally.years, award.year, got);
    }
    for (const [index, share] of award.claims ?? []) {
      const pool = this.pool(index, this.books.yearOf(index, award));
      const counted = (amount: Rational): bigint => fenOf(share === "" ? amount : multiply(amount, parseRational(share)));
      pool.paid += counted(paid.amount);
      const month = pool.months[(award.month ?? 1) - 1];
      if (month !== undefined) {
        month.paid += counted(paid.amount);
        month.asked += counted(entitled);
      }
    }
    if (paid.cutBy.length === 0) return;
    for (const index of paid.cutBy) this.pool(index, this.books.yearOf(index, award)).cut++;
    const by = paid.cutBy.map((index) => this.program.pools[index]?.id ?? "");
    const from = fenOf(entitled);
    add(tally.pools, by.join(" + "), from - got);
    this.keep({ application: record.id, scheme: this.program.schemes[award.scheme]?.id ?? "", by, from, to: got });
  }

  private stacked(record: ApplicationRecord, award: AwardRecord, tally: SchemeTally, cut: bigint): void {
    if (award.left === undefined || cut === 0n) return;
    const by = this.program.stacks[award.left[1]]?.id ?? "";
    const from = fenOf(parseRational(award.exact ?? "0"));
    this.taken += cut;
    add(tally.stacks, by, cut);
    this.keep({ application: record.id, scheme: this.program.schemes[award.scheme]?.id ?? "", by: [by], from, to: from - cut });
  }

  private capped(record: ApplicationRecord, award: AwardRecord, tally: SchemeTally, exact: bigint, text: string): void {
    const by = (award.bound ?? []).filter(isCap);
    const cut = fenOf(parseRational(text));
    if (by.length === 0 || cut <= 0n) return;
    add(tally.caps, by.join(" + "), cut);
    const to = award.ceiling === undefined ? exact : fenOf(parseRational(award.ceiling));
    this.keep({ application: record.id, scheme: this.program.schemes[award.scheme]?.id ?? "", by, from: to + cut, to });
  }

  /** Only the largest cuts are kept; of equal ones the first by application. */
  private keep(cut: Cut): void {
    const last = this.largest[kept - 1];
    if (last !== undefined && last.from - last.to > cut.from - cut.to) return;
    this.largest.push(cut);
    this.largest.sort((a, b) => {
      const difference = b.from - b.to - (a.from - a.to);
      return difference !== 0n ? (difference > 0n ? 1 : -1) : a.application < b.application ? -1 : a.application > b.application ? 1 : a.scheme < b.scheme ? -1 : 1;
    });
    this.largest.length = Math.min(this.largest.length, kept);
  }
}

export const poolKey = (index: number, year: number | undefined): string => `${index} ${year ?? ""}`;

function add<K>(map: Map<K, CutSum>, key: K, amount: bigint): void {
  const sum = map.get(key) ?? { count: 0, amount: 0n };
  sum.count++;
  sum.amount += amount;
  map.set(key, sum);
}

/** The smallest of 1, 2, 5, 10, 20, ... yuan that an award does not exceed. */
function sizeOf(fen: bigint): number {
  let edge = 100n;
  for (let step = 0; fen > edge; step++) edge = step % 3 === 1 ? (edge / 2n) * 5n : edge * 2n;
  return Number(edge / 100n);
}
