import { poolContext } from "../../runtime/allocate.js";
import type { Context } from "../../runtime/context.js";
import { toDay } from "../../runtime/date.js";
import type { Prepared } from "../../runtime/evaluate.js";
import { fenLeft, poolLimit, poolTerms, portion, quotasOf, takesFen, toFen, type PoolTerms, type Quota, type Quotas } from "../../runtime/pool.js";
import type { Pool } from "../../runtime/program.js";
import { add, compare, floor, greatest, least, multiply, one, parseRational, rational, subtract, toText, zero, type Rational } from "../../runtime/rational.js";
import { countedShare } from "../../runtime/scheme.js";
import { isRational, type Value } from "../../runtime/value.js";
import { fenOf } from "./fen.js";
import { poolsOf, type OpeningEntry } from "./opening.js";
import { entitledTo, type ApplicationRecord, type AwardRecord, type ClaimRecord } from "./record.js";

/**
 * Pools over populations that do not fit into memory. The records are passed over once for each level of pools
 * inside pools, the innermost first; what is kept is one sum for each group of claims. Only the fen that rounding
 * leaves, where a reading gives them to the largest remainders, need two more passes and the tied ids in memory.
 */

/** One pool in one year; `year` is undefined where no cap is yearly. */
export interface PoolYear {
  readonly pool: Pool;
  readonly index: number;
  readonly year: number | undefined;
  /** What the population can be paid, in fen: without what was paid before. */
  readonly limit: bigint | undefined;
  /** What the opening ledger says was paid out of it, in fen. */
  readonly earlier: bigint;
  readonly claims: number;
  /** Counted parts of the claims, before the pool, in fen. */
  readonly asked: bigint;
  readonly exceeded: boolean;
  /** Claims of one day that do not fit whole into the places. */
  readonly tied: number;
}

/** What the claims of one group of a pool ask for. */
export interface PoolSum {
  readonly index: number;
  readonly year: number | undefined;
  readonly group: string;
  readonly count: number;
  readonly asked: string;
  readonly weight?: string;
}

interface Sums {
  count: number;
  asked: Rational;
  weight?: Rational;
}

const buckets = 65_536;
const fen = rational(1n, 100n);

/** Who gets the fen that are left: all above a bucket of remainders, and of that bucket the first by remainder and id. */
interface Remainders {
  paid: Rational;
  readonly counts: Uint32Array;
  edge?: number;
  /** Fen for the edge bucket. */
  places?: number;
  candidates: { readonly id: string; readonly remainder: Rational }[];
  chosen?: ReadonlySet<string>;
}

interface Book {
  readonly pool: Pool;
  readonly index: number;
  readonly year: number | undefined;
  readonly terms: PoolTerms;
  readonly earlier: Rational;
  readonly groups: Map<string, Sums>;
  quotas?: Quotas;
  readonly remainders: Map<string, Remainders>;
}

export interface Paid {
  readonly amount: Rational;
  /** Pools, by index, that gave less than they were asked for. */
  readonly cutBy: readonly number[];
}

export class PoolBooks {
  /** Number of passes over the records, besides those for remainders. */
  readonly levels: number;
  readonly used = new Set<string>();
  private readonly books = new Map<string, Book>();
  private readonly level: readonly number[];
  private readonly yearly: readonly boolean[];
  private readonly inner: readonly (readonly number[])[];
  /** What the opening ledger says was paid, and to how many awards, by pool and year. */
  private readonly opening = new Map<string, { paid: Rational; count: number }>();

  /** `facts` hold for the pools themselves: the budget that was allocated. `opening` was paid out of them before. */
  constructor(private readonly prepared: Prepared, private readonly facts: ReadonlyMap<string, Value>, opening: readonly OpeningEntry[] = []) {
    const { pools } = prepared.program;
    const context = poolContext(prepared, facts, undefined);
    this.yearly = pools.map((pool) => [...pool.caps, ...pool.numbers].some((cap) => cap.perYear && context.stands(cap)));
    for (const pool of pools) for (const part of [...pool.counts, ...pool.allocation, ...pool.residue]) context.stands(part);
    for (const pool of pools) countedShare(context, pool);
    for (const id of context.usedReadings) this.used.add(id);
    this.inner = pools.map((outer) => pools.flatMap((pool, index) => (pool.within === outer.id && pool.policy === outer.policy ? [index] : [])));
    const depth = (index: number): number => Math.max(0, ...(this.inner[index] ?? []).map((inside) => depth(inside) + 1));
    this.level = pools.map((_, index) => depth(index));
    this.levels = pools.length === 0 ? 0 : Math.max(...this.level) + 1;
    for (const payment of opening) {
      for (const index of payment.amount.n === 0n ? [] : poolsOf(prepared.program, payment.scheme)) {
        const key = this.key(index, payment.year);
        const before = this.opening.get(key) ?? { paid: zero, count: 0 };
        this.opening.set(key, { paid: add(before.paid, payment.amount), count: before.count + 1 });
      }
    }
  }

  private key(index: number, year: number | undefined): string {
    return `${index} ${this.yearly[index] === true ? (year ?? "") : ""}`;
  }

  /** Pools of which a part of each award counts that only the award's own facts tell: the opening ledger does not say it. */
  untold(): readonly Pool[] {
    const told = new Set([...this.opening.keys()].map((key) => Number.parseInt(key, 10)));
    return this.prepared.program.pools.filter((pool, index) => {
      const context = poolContext(this.prepared, this.facts, undefined);
      return told.has(index) && poolLimit(context, pool) !== undefined && !statesRest(context, pool) && !isRational(countedShare(context, pool));
    });
  }

  private book(index: number, year: number | undefined): Book {
    const period = this.yearly[index] === true ? year : undefined;
    const key = this.key(index, year);
    const known = this.books.get(key);
    if (known !== undefined) return known;
    const pool = this.prepared.program.pools[index] as Pool;
    const context = poolContext(this.prepared, this.facts, period === undefined ? undefined : toDay({ year: period, month: 12, day: 31 }));
    const before = this.opening.get(key) ?? { paid: zero, count: 0 };
    const share = countedShare(context, pool);
    // where the facts say what is left, they know what was paid
    const earlier = statesRest(context, pool) || !isRational(share) ? zero : multiply(before.paid, share);
    const terms = poolTerms(context, pool);
    const limit = terms.limit === undefined ? undefined : greatest(zero, subtract(terms.limit, earlier));
    const book: Book = { pool, index, year: period, terms: { ...terms, limit, places: Math.max(0, terms.places - before.count) }, earlier, groups: new Map(), remainders: new Map() };
    for (const id of context.usedReadings) this.used.add(id);
    this.books.set(key, book);
    return book;
  }

  /** Counts what a record asks of the pools of one level; the levels below must be closed. */
  ask(level: number, record: ApplicationRecord): void {
    this.eachClaim(record, (award, claim) => {
      if (this.level[claim[0]] !== level) return;
      const { groups } = this.book(claim[0], award.year);
      let sums = groups.get(claim[2]);
      if (sums === undefined) groups.set(claim[2], (sums = { count: 0, asked: zero }));
      sums.count++;
      sums.asked = add(sums.asked, multiply(this.asked(record, award, claim), shareOf(claim)));
      if (claim[3] !== undefined) sums.weight = add(sums.weight ?? zero, parseRational(claim[3]));
    });
  }

  /** What was asked so far, as plain data: where parts of a population are settled apart, their sums are added. */
  sums(): readonly PoolSum[] {
    return [...this.books.values()].flatMap(({ index, year, groups }) => [...groups].map(([group, { count, asked, weight }]): PoolSum => ({ index, year, group, count, asked: toText(asked), ...(weight === undefined ? {} : { weight: toText(weight) }) })));
  }

  addSums(sums: readonly PoolSum[]): void {
    for (const { index, year, group, count, asked, weight } of sums) {
      const { groups } = this.book(index, year);
      const known = groups.get(group);
      const weights = weight === undefined && known?.weight === undefined ? {} : { weight: add(known?.weight ?? zero, parseRational(weight ?? "0")) };
      groups.set(group, { count: (known?.count ?? 0) + count, asked: add(known?.asked ?? zero, parseRational(asked)), ...weights });
    }
  }

  /** Divides the pools of one level. True where fen are left to give away: `weigh` and `choose` then see all records. */
  close(level: number): boolean {
    let open = false;
    for (const book of this.books.values()) {
      if (this.level[book.index] !== level) continue;
      book.quotas = quotasOf(book.terms, [...book.groups].map(([key, sums]) => ({ key, ...sums })));
      for (const [key, quota] of book.quotas.of) {
        if (quota.kind !== "part" || quota.weight !== undefined || book.terms.residue !== "largest-remainder") continue;
        book.remainders.set(key, { paid: zero, counts: new Uint32Array(buckets), candidates: [] });
        open = true;
      }
    }
    return open;
  }

  /** First pass for remainders: how large they are. */
  weigh(level: number, record: ApplicationRecord): void {
    this.eachRemainder(level, record, (remainders, claim, exact) => {
      const paid = toFen(exact);
      remainders.paid = add(remainders.paid, multiply(paid, shareOf(claim)));
      const bucket = bucketOf(subtract(exact, paid));
      if (takesFen(shareOf(claim))) remainders.counts[bucket] = (remainders.counts[bucket] ?? 0) + 1;
    });
  }

  /** Between the passes: the bucket in which the fen run out. */
  findEdges(level: number): void {
    for (const { remainders, quotas, index } of this.books.values()) {
      if (this.level[index] !== level) continue;
      for (const [key, found] of remainders) {
        const quota = quotas?.of.get(key);
        let rest = quota?.kind === "part" ? Number(fenLeft(quota.left, found.paid)) : 0;
        let edge = buckets - 1;
        while (edge >= 0 && rest >= (found.counts[edge] ?? 0)) rest -= found.counts[edge--] ?? 0;
        found.edge = edge;
        found.places = rest;
      }
    }
  }

  /** Second pass for remainders: the candidates of that bucket. */
  choose(level: number, record: ApplicationRecord): void {
    this.eachRemainder(level, record, (remainders, claim, exact, id) => {
      const remainder = subtract(exact, toFen(exact));
      if (takesFen(shareOf(claim)) && bucketOf(remainder) === remainders.edge && (remainders.places ?? 0) > 0) remainders.candidates.push({ id, remainder });
    });
  }

  settleRemainders(level: number): void {
    for (const { remainders, index } of this.books.values()) {
      if (this.level[index] !== level) continue;
      for (const found of remainders.values()) {
        found.candidates.sort((a, b) => compare(b.remainder, a.remainder) || (a.id < b.id ? -1 : 1));
        found.chosen = new Set(found.candidates.slice(0, found.places).map(({ id }) => id));
        found.candidates = [];
      }
    }
  }

  /** What stacks and pools leave of an award; the award itself where none covers it. */
  pay(record: ApplicationRecord, award: AwardRecord): Paid | undefined {
    if (award.exact === undefined) return undefined;
    let amount = entitledTo(award);
    const cutBy: number[] = [];
    for (const claim of award.claims ?? []) {
      const asked = this.asked(record, award, claim);
      const paid = this.paid(record, award, claim, asked);
      if (compare(paid, asked) < 0) cutBy.push(claim[0]);
      amount = least(amount, paid);
    }
    return { amount, cutBy };
  }

  years(): readonly PoolYear[] {
    return [...this.books.values()].map(({ pool, index, year, terms, earlier, groups, quotas }) => {
      const sums = [...groups.values()];
      const tied = [...groups].filter(([key]) => quotas?.of.get(key)?.kind === "tied").reduce((all, [, { count }]) => all + count, 0);
      return {
        pool, index, year, limit: terms.limit === undefined ? undefined : fenOf(terms.limit), earlier: fenOf(earlier),
        claims: sums.reduce((all, { count }) => all + count, 0), asked: fenOf(sums.reduce((all, { asked }) => add(all, asked), zero)),
        exceeded: quotas?.exceeded === true, tied,
      };
    }).sort((a, b) => a.index - b.index || (a.year ?? 0) - (b.year ?? 0));
  }

  /** Year under which a pool counts an award. */
  yearOf(index: number, award: AwardRecord): number | undefined {
    return this.yearly[index] === true ? award.year : undefined;
  }

  /** The award less what pools inside this one took. */
  private asked(record: ApplicationRecord, award: AwardRecord, [index]: ClaimRecord): Rational {
    let amount = entitledTo(award);
    const inner = this.inner[index] ?? [];
    if (inner.length === 0) return amount;
    for (const claim of award.claims ?? []) if (inner.includes(claim[0])) amount = least(amount, this.paid(record, award, claim, this.asked(record, award, claim)));
    return amount;
  }

  private paid(record: ApplicationRecord, award: AwardRecord, claim: ClaimRecord, asked: Rational): Rational {
    const book = this.book(claim[0], award.year);
    const quota: Quota = book.quotas?.of.get(claim[2]) ?? { kind: "whole" };
    if (quota.kind === "whole") return asked;
    const exact = portion(asked, quota, { share: shareOf(claim), weight: claim[3] === undefined ? undefined : parseRational(claim[3]) });
    const paid = toFen(exact);
    const remainders = book.remainders.get(claim[2]);
    if (remainders?.chosen === undefined || !takesFen(shareOf(claim))) return paid;
    const bucket = bucketOf(subtract(exact, paid));
    const more = bucket > (remainders.edge ?? buckets) || (bucket === remainders.edge && remainders.chosen.has(nameOf(record, award)));
    return more ? add(paid, fen) : paid;
  }

  private eachClaim(record: ApplicationRecord, visit: (award: AwardRecord, claim: ClaimRecord) => void): void {
    for (const award of record.awards) for (const claim of award.claims ?? []) visit(award, claim);
  }

  private eachRemainder(level: number, record: ApplicationRecord, visit: (remainders: Remainders, claim: ClaimRecord, exact: Rational, id: string) => void): void {
    this.eachClaim(record, (award, claim) => {
      if (this.level[claim[0]] !== level) return;
      const book = this.book(claim[0], award.year);
      const remainders = book.remainders.get(claim[2]);
      const quota = book.quotas?.of.get(claim[2]);
      if (remainders === undefined || quota === undefined) return;
      visit(remainders, claim, portion(this.asked(record, award, claim), quota), nameOf(record, award));
    });
  }
}

const statesRest = (context: Context, { remaining }: Pool): boolean => remaining !== undefined && isRational(context.fact(remaining));
const shareOf = ([, share]: ClaimRecord): Rational => (share === "" ? one : parseRational(share));
/** Names a claim among those of one pool: an application has at most one award of a scheme. */
const nameOf = (record: ApplicationRecord, award: AwardRecord): string => `${record.id} ${award.scheme}`;
/** Remainders lie below one fen. */
const bucketOf = (remainder: Rational): number => Math.min(buckets - 1, Number(floor(multiply(remainder, rational(BigInt(buckets * 100))))));
