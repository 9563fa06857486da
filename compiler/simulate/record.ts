import { claimId, claimOf, leftAfterStacks, poolContext } from "../../runtime/allocate.js";
import { applies } from "../../runtime/context.js";
import { formatDay } from "../../runtime/date.js";
import { prepare, settle, type Prepared, type SettledApplication } from "../../runtime/evaluate.js";
import { contendersOf, type Contender } from "../../runtime/highest.js";
import { categoryOf, type Ledger, type Subjects } from "../../runtime/ledger.js";
import { groupOf, type PoolTerms } from "../../runtime/pool.js";
import type { Pool, Program, Stack } from "../../runtime/program.js";
import { parseRational, toText, type Rational } from "../../runtime/rational.js";
import type { Status } from "../../runtime/result.js";
import type { Left } from "../../runtime/stack.js";
import { unknown, type Value } from "../../runtime/value.js";
import type { Row } from "./row.js";

/**
 * What is kept of an application once it is settled: plain data, one line of a working file. Pools are shared, the
 * summary counted and the results written from these records alone, so that a run can be taken up where it stopped.
 */
export interface ApplicationRecord {
  readonly id: string;
  /** Date of application where the row or the command says it. */
  readonly on?: string;
  readonly subjects: Subjects;
  readonly awards: readonly AwardRecord[];
}

export interface AwardRecord {
  /** Index of the scheme in the program. */
  readonly scheme: number;
  readonly status: Status;
  readonly year?: number;
  /** Month of the tested date, from 1. */
  readonly month?: number;
  /** Exact award before stacks and pools, and ceiling. */
  readonly exact?: string;
  readonly ceiling?: string;
  /** What a relation between awards on one cost leaves of it, by which stack; absent where it leaves all. */
  readonly left?: readonly [exact: string, stack: number];
  /** What caps took, exact. */
  readonly cut?: string;
  readonly bound?: readonly string[];
  readonly reasons?: readonly string[];
  readonly missing?: readonly string[];
  /** What it asks of pools. */
  readonly claims?: readonly ClaimRecord[];
  /** Pools (by index) that it may ask of, while it is not settled. */
  readonly waits?: readonly number[];
  /** Limits on the number of awards of which the earliest count, by index, with the category in which it counts. */
  readonly limits?: readonly (readonly [limit: number, category: string])[];
}

/** What an award asks of pools, and is paid without one. */
export const entitledTo = ({ left, exact }: AwardRecord): Rational => parseRational(left?.[0] ?? exact ?? "0");

/** Pool by index; share that counts where it is not the whole; group in which the claim is served where there are several. */
export type ClaimRecord = readonly [pool: number, share: string, group: string, weight?: string];

/** A row that was refused, in the words in which it was told. */
export interface RefusedRecord {
  readonly line: number;
  readonly refused: readonly string[];
}

export type SimulationRecord = ApplicationRecord | RefusedRecord;

const untraced = { trace: false };

/** The one door to evaluation: a faster kernel may stand behind it, as long as its records are the same. */
export interface Evaluator {
  settle(row: Row, ledger: Ledger, usedUp?: ReadonlyMap<string, Value>): ApplicationRecord;
  /** What the awards of a row ask of limits of which the highest count; nothing is entered. */
  contenders(row: Row, opening: Ledger): readonly Contender[];
  /** Enters what a record says into a ledger, as settling the row would. */
  enter(record: ApplicationRecord, ledger: Ledger): void;
  /** Readings that any award so far depended on. */
  readonly used: ReadonlySet<string>;
}

export class ProgramEvaluator implements Evaluator {
  readonly prepared: Prepared;
  readonly used = new Set<string>();
  private readonly poolIndex: ReadonlyMap<Pool, number>;
  private readonly schemeIndex: ReadonlyMap<unknown, number>;
  private readonly stackIndex: ReadonlyMap<Stack, number>;
  private readonly rules: readonly PoolTerms["rule"][];

  constructor(readonly program: Program, readings: Readonly<Record<string, string>>) {
    this.prepared = prepare(program, readings);
    const context = poolContext(this.prepared, new Map(), undefined);
    this.rules = program.pools.map((pool) => pool.allocation.find((allocation) => context.stands(allocation))?.rule ?? "pro-rata");
    this.poolIndex = new Map(program.pools.map((pool, index) => [pool, index]));
    this.schemeIndex = new Map(program.schemes.map((scheme, index) => [scheme, index]));
    this.stackIndex = new Map(program.stacks.map((stack, index) => [stack, index]));
  }

  contenders({ application }: Row, opening: Ledger): readonly Contender[] {
    return contendersOf(settle(this.prepared, application, opening, { ...untraced, entering: false }), application.subjects, opening);
  }

  settle({ application, on }: Row, ledger: Ledger, usedUp?: ReadonlyMap<string, Value>): ApplicationRecord {
    const settled = settle(this.prepared, application, ledger, usedUp === undefined ? untraced : { ...untraced, usedUp });
    const context = settled.run.context(undefined, false);
    const left = leftAfterStacks(settled.run, settled.awards.map(({ scheme }) => scheme), context);
    for (const id of context.usedReadings) this.used.add(id);
    const awards = settled.awards.map((one): AwardRecord => this.awardRecord(application, settled, one, left.get(one.scheme.id)));
    const day = on ?? this.testedDay(settled);
    return {
      id: application.id, ...(day === undefined ? {} : { on: formatDay(day) }), subjects: application.subjects, awards,
    };
  }

  private testedDay({ facts }: SettledApplication): number | undefined {
    const [by] = this.prepared.dates;
    const day = by === undefined ? undefined : facts.get(by);
    return typeof day === "number" ? day : undefined;
  }

  private awardRecord(application: Row["application"], { run, facts }: SettledApplication, { scheme, award }: SettledApplication["awards"][number], left: Left | undefined): AwardRecord {
    for (const reading in award.readings) this.used.add(reading);
    const year = run.year(scheme);
    const by = this.program.policies[scheme.policy]?.validity[0]?.by;
    const date = by === undefined ? undefined : facts.get(by);
    const claims: ClaimRecord[] = [];
    const waits: number[] = [];
    // an award of nothing, or one that can never be paid, asks nothing
    const entitled = left === undefined ? award : { ...award, exact: left.amount };
    const asks = entitled.exact === undefined ? award.status === "undetermined" || award.exactCeiling !== undefined : entitled.exact.n > 0n;
    const pools = asks ? (this.prepared.pools.get(scheme) ?? []) : [];
    const context = pools.length === 0 ? undefined : run.context(scheme, false);
    for (const pool of pools) {
      const index = this.poolIndex.get(pool) ?? -1;
      const claim = claimOf(run, scheme, entitled, pool, claimId(this.program, application, scheme), context);
      if (claim === "unsettled") waits.push(index);
      else if (claim !== undefined) claims.push([index, claim.share.n === claim.share.d ? "" : toText(claim.share), groupOf(this.rules[index] ?? "pro-rata", claim), ...(claim.weight === undefined ? [] as const : [toText(claim.weight)] as const)]);
    }
    const limits = (scheme.limits ?? []).flatMap((limit, index): readonly (readonly [number, string])[] => {
      const category = limit.serves === "earliest" && applies(run.context(scheme, false), limit) === true ? categoryOf(limit, (fact) => facts.get(fact) ?? unknown(fact)) : undefined;
      return category === undefined ? [] : [[index, category]];
    });
    const bound = award.binding.map((binding) => binding.id);
    return {
      scheme: this.schemeIndex.get(scheme) ?? -1, status: award.status,
      ...(year === undefined || typeof date !== "number" ? {} : { year, month: Number(formatDay(date).slice(5, 7)) }),
      ...(award.exact === undefined ? {} : { exact: toText(award.exact) }),
      ...(award.exactCeiling === undefined ? {} : { ceiling: toText(award.exactCeiling) }),
      ...(left === undefined ? {} : { left: [toText(left.amount), this.stackIndex.get(left.stack) ?? -1] as const }),
      ...(award.exactCut === undefined || award.exactCut.n === 0n ? {} : { cut: toText(award.exactCut) }),
      ...(bound.length === 0 ? {} : { bound }),
      ...(award.reasons.length === 0 ? {} : { reasons: award.reasons.map((reason) => reason.id) }),
      ...(award.missing.length === 0 ? {} : { missing: award.missing }),
      ...(claims.length === 0 ? {} : { claims }),
      ...(waits.length === 0 ? {} : { waits }),
      ...(limits.length === 0 ? {} : { limits }),
    };
  }

  enter(record: ApplicationRecord, ledger: Ledger): void {
    for (const award of record.awards) {
      const scheme = this.program.schemes[award.scheme];
      if (scheme === undefined) continue;
      const entry = {
        application: record.id, status: award.status,
        exact: award.exact === undefined ? undefined : parseRational(award.exact),
        exactCeiling: award.ceiling === undefined ? undefined : parseRational(award.ceiling),
      };
      ledger.enter(record.subjects, scheme, award.year, entry);
      for (const [index, category] of award.limits ?? []) {
        const limit = scheme.limits?.[index];
        if (limit !== undefined) ledger.serve(record.subjects, scheme, limit, category, award.year, entry);
      }
    }
  }
}
