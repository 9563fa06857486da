import { applies, Context, type Oracle } from "./context.js";
import { formatDay, fromDay, lastWorkingDay, type Day } from "./date.js";
import { batchOf, sharePool, type Claim, type PoolResult } from "./pool.js";
import { Ledger, type Subjects } from "./ledger.js";
import type { Cap, Pool, Program, Scheme } from "./program.js";
import { isZero, least, one, parseRational, toText, type Rational } from "./rational.js";
import type { Award, BarResult, ClaimResult, Evaluation, PublicityResult, StackResult } from "./result.js";
import { countedShare, settleScheme, testValidity } from "./scheme.js";
import { combine } from "./stack.js";
import { isRational, none, Unknown, unsettled, type Value } from "./value.js";

/** Runs a program on applications: chooses versions by date, settles schemes, keeps the ledger, combines awards. */

export interface Application {
  readonly id: string;
  readonly facts: ReadonlyMap<string, Value>;
  /** Identities of the subjects, for caps that count over several applications: enterprise -> its registration number. */
  readonly subjects: Subjects;
  /** Qualified ids; all schemes where absent. */
  readonly schemes: readonly string[] | undefined;
}

export interface EvaluateOptions {
  /** Date that stands for every tested date the facts do not give. */
  readonly on?: Day;
  /** Reading id to alternative id; the default where absent. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Record the steps of the account. */
  readonly trace?: boolean;
}

class Run implements Oracle {
  private readonly cache = new Map<string, Award>();
  private readonly contexts = new Map<number, Value>();
  readonly chosen: readonly Scheme[];

  constructor(
    readonly program: Program,
    private readonly facts: ReadonlyMap<string, Value>,
    private readonly readings: ReadonlyMap<string, string>,
    private readonly trace: boolean,
    private readonly ledger: Ledger = new Ledger(),
    private readonly subjects: Subjects = {},
  ) {
    const versions = this.chooseVersions();
    this.chosen = program.schemes.filter((scheme) => versions.has(scheme.policy));
  }

  context(scheme: Scheme | undefined, tracing = this.trace): Context {
    return new Context(this.program, this.facts, this.readings, this, tracing, scheme);
  }

  scheme(id: string): Scheme | undefined {
    return this.chosen.find((scheme) => scheme.id === id);
  }

  award(id: string): Award | undefined {
    const known = this.cache.get(id);
    if (known !== undefined) return known;
    const scheme = this.scheme(id);
    if (scheme === undefined) return undefined;
    const pools = this.program.pools.filter((pool) => pool.policy === scheme.policy && pool.covers.includes(id));
    const award = settleScheme(this.context(scheme), scheme, pools);
    this.cache.set(id, award);
    return award;
  }

  spent(scheme: Scheme, cap: Cap): Value {
    return this.ledger.spent(this.subjects, scheme, cap, yearOfApplication(this.program, scheme, this.facts));
  }

  usedOnce(scheme: Scheme): boolean {
    return this.ledger.usedOnce(this.subjects, scheme);
  }

  inForce(policy: number): Value {
    const known = this.contexts.get(policy);
    if (known !== undefined) return known;
    const { reason, missing } = testValidity(this.context(undefined, false), { policy } as Scheme);
    const value: Value = reason !== undefined ? false : missing.size > 0 ? new Unknown(missing) : true;
    this.contexts.set(policy, value);
    return value;
  }

  /** One version a policy: the one in force; else the last that has begun; else the first to come. */
  private chooseVersions(): ReadonlySet<number> {
    const byId = new Map<string, number[]>();
    for (const [index, policy] of this.program.policies.entries()) {
      byId.set(policy.id, [...(byId.get(policy.id) ?? []), index]);
    }
    const chosen = new Set<number>();
    for (const versions of byId.values()) {
      const inForce = versions.filter((index) => this.inForce(index) !== false);
      const begun = versions.filter((index) => {
        const { reason } = testValidity(this.context(undefined, false), { policy: index } as Scheme);
        return reason?.kind === "expired";
      });
      chosen.add(inForce[0] ?? begun[begun.length - 1] ?? (versions[0] as number));
    }
    return chosen;
  }
}

function withDate(program: Program, facts: ReadonlyMap<string, Value>, on: Day | undefined): ReadonlyMap<string, Value> {
  const full = new Map(facts);
  for (const policy of program.policies) {
    for (const { by } of policy.validity) {
      if (on !== undefined && (!full.has(by) || full.get(by) instanceof Unknown)) full.set(by, on);
    }
  }
  return full;
}

function readingMap(program: Program, chosen: Readonly<Record<string, string>> | undefined): ReadonlyMap<string, string> {
  return new Map(program.readings.map((reading) => [reading.id, chosen?.[reading.id] ?? reading.byDefault]));
}

/** Settles applications in the order given; what an earlier one is paid counts against the caps of a later one. */
export function evaluate(program: Program, applications: readonly Application[], options: EvaluateOptions = {}): Evaluation {
  const readings = readingMap(program, options.readings);
  const ledger = new Ledger();
  const awards: Award[] = [];
  const bars = new Map<string, BarResult>();
  const publicity = new Map<string, PublicityResult>();
  const claims: ClaimResult[] = [];
  let last: Run | undefined;
  const costs = new Map<string, Value[]>();
  for (const application of applications) {
    const facts = withDate(program, application.facts, options.on);
    const run = new Run(program, facts, readings, options.trace !== false, ledger, application.subjects);
    last = run;
    for (const { cost } of program.stacks) {
      if (cost !== undefined) costs.set(cost, [...(costs.get(cost) ?? []), facts.get(cost) ?? new Unknown(new Set([cost]))]);
    }
    for (const scheme of run.chosen) {
      if (application.schemes !== undefined && !application.schemes.includes(scheme.id)) continue;
      const award = run.award(scheme.id);
      if (award === undefined) continue;
      awards.push({ ...award, application: application.id });
    }
    // only now: an application does not count against itself
    for (const scheme of run.chosen) {
      const award = awards.find((a) => a.application === application.id && a.scheme === scheme.id);
      if (award !== undefined) ledger.enter(application.subjects, scheme, yearOfApplication(program, scheme, facts), award);
    }
    collectProcedures(program, run, bars, publicity);
    for (const claim of program.always) {
      const context = run.context(undefined, false);
      if (!context.stands(claim)) continue;
      const holds = claim.claim(context);
      claims.push({ id: claim.id, holds: typeof holds === "boolean" ? holds : null, site: claim.site });
    }
  }
  const stacks: StackResult[] = [];
  for (const stack of program.stacks) {
    // awards on a cost that nobody has are not on one cost
    const shared = stack.cost === undefined ? [] : (costs.get(stack.cost) ?? []);
    if (shared.length > 0 && shared.every((cost) => isRational(cost) && isZero(cost))) continue;
    const combined = last === undefined ? undefined : combine(last.context(undefined, false), stack, awards);
    if (combined !== undefined) stacks.push(combined);
  }
  return { format: 1, awards, bars: [...bars.values()], publicity: [...publicity.values()], stacks, claims };
}

function yearOfApplication(program: Program, scheme: Scheme, facts: ReadonlyMap<string, Value>): number | undefined {
  const by = program.policies[scheme.policy]?.validity[0]?.by;
  const date = by === undefined ? undefined : facts.get(by);
  return typeof date === "number" ? fromDay(date).year : undefined;
}

function collectProcedures(program: Program, run: Run, bars: Map<string, BarResult>, publicity: Map<string, PublicityResult>): void {
  for (const policy of program.policies) {
    for (const bar of policy.bars) {
      const context = run.context(undefined, false);
      if (applies(context, bar) !== true) continue;
      const until = context.barredUntil(bar);
      const on = context.fact(policy.validity[0]?.by ?? "");
      const open = unsettled([until, on]);
      const from = context.fact(bar.from);
      const barred = until === none ? false
        : typeof until === "number" && typeof on === "number" && typeof from === "number" ? from <= on && on <= until : null;
      bars.set(`${policy.id}.${bar.id}`, {
        id: bar.id, policy: policy.id, titles: bar.titles, barred,
        lastBarredDay: typeof until === "number" ? formatDay(until) : null,
        missing: open instanceof Unknown && barred === null ? [...open.missing] : [], site: bar.site,
      });
    }
    for (const notice of policy.publicity) {
      const context = run.context(undefined, false);
      if (applies(context, notice) !== true) continue;
      const from = context.fact(notice.from);
      const holidays = notice.holidays === undefined ? new Set<Day>() : context.fact(notice.holidays);
      const workdays = notice.extraWorkdays === undefined ? new Set<Day>() : context.fact(notice.extraWorkdays);
      const open = unsettled([from, holidays, workdays]);
      const common = { id: notice.id, policy: policy.id, titles: notice.titles, site: notice.site };
      if (typeof from === "number" && holidays instanceof Set && workdays instanceof Set) {
        const end = lastWorkingDay(from, notice.workingDays, notice.startsSameDay, holidays, workdays);
        publicity.set(`${policy.id}.${notice.id}`, { ...common, lastDay: formatDay(end), earliestListDate: formatDay(end + 1), missing: [] });
      } else {
        publicity.set(`${policy.id}.${notice.id}`, { ...common, lastDay: null, earliestListDate: null, missing: open instanceof Unknown ? [...open.missing] : [] });
      }
    }
  }
}

/** A direct claim on a pool: an award that was settled elsewhere. */
export interface DirectClaim {
  readonly id: string;
  readonly amount: Rational;
  readonly date?: Day;
}

interface PoolClaims {
  readonly claims: readonly Claim[];
  /** Ids of claims whose amount or share is not known: they may still change what the others get. */
  readonly unsettled: readonly string[];
}

/** What the applications ask of a pool: their awards, cut first by the pools inside it. */
function claimsOn(program: Program, pool: Pool, applications: readonly Application[], readings: ReadonlyMap<string, string>, facts: ReadonlyMap<string, Value>, options: EvaluateOptions): PoolClaims {
  const claims: Claim[] = [];
  const unsettled: string[] = [];
  for (const application of applications) {
    const run = new Run(program, withDate(program, application.facts, options.on), readings, false);
    const asked = run.chosen.filter((scheme) => pool.covers.includes(scheme.id) && (application.schemes?.includes(scheme.id) ?? true));
    for (const scheme of asked) {
      const award = run.award(scheme.id);
      // an application for one scheme is its own claim, in every pool; one for several makes a claim a scheme
      const id = application.schemes?.length === 1 || program.schemes.length === 1 ? application.id : `${application.id} ${scheme.id}`;
      const context = run.context(scheme, false);
      const share = countedShare(context, pool);
      if (award?.exact === undefined || !isRational(share)) {
        if (award?.status === "undetermined" || award?.exactCeiling !== undefined || !isRational(share)) unsettled.push(id);
        continue;
      }
      const dayOf = (fact: string | undefined): Day | undefined => {
        const on = context.fact(fact ?? program.policies[scheme.policy]?.validity[0]?.by ?? "");
        return typeof on === "number" ? on : undefined;
      };
      const order = pool.allocation.find((allocation) => context.stands(allocation))?.by;
      claims.push({ id, amount: award.exact, share, date: dayOf(order), batch: batchOf(context, scheme, dayOf) });
    }
  }
  const cut = new Map<string, string>();
  for (const inner of program.pools.filter((p) => p.within === pool.id)) {
    const asked = claimsOn(program, inner, applications, readings, facts, options);
    const context = new Run(program, withDate(program, facts, options.on), readings, false).context(undefined, false);
    for (const [id, paid] of Object.entries(sharePool(context, inner, asked.claims).paid)) cut.set(id, paid);
    unsettled.push(...asked.unsettled);
  }
  return {
    claims: claims.map((claim) => ({ ...claim, amount: least(claim.amount, parseRational(cut.get(claim.id) ?? toText(claim.amount))) })),
    unsettled: [...new Set(unsettled)],
  };
}

/** Shares a pool among direct claims and the awards of the applications that its schemes cover, inner pools first. */
export function allocate(
  program: Program,
  poolId: string,
  applications: readonly Application[],
  direct: readonly DirectClaim[],
  facts: ReadonlyMap<string, Value>,
  options: EvaluateOptions = {},
): PoolResult & { readonly unsettled: readonly string[] } {
  const pool = program.pools.find((p) => p.id === poolId);
  if (pool === undefined) throw new Error(`no pool ${poolId}`);
  const readings = readingMap(program, options.readings);
  const asked = claimsOn(program, pool, applications, readings, facts, options);
  const settled = direct.map((claim): Claim => ({ id: claim.id, amount: claim.amount, share: one, date: claim.date, batch: "0" }));
  const context = new Run(program, withDate(program, facts, options.on), readings, false).context(undefined, false);
  return { ...sharePool(context, pool, [...settled, ...asked.claims]), unsettled: asked.unsettled };
}
