import { applies, Context, type Oracle } from "./context.js";
import { formatDay, fromDay, lastWorkingDay, type Day } from "./date.js";
import { contendersOf, limitName, Ranking, ranksAwards } from "./highest.js";
import { categoryOf, Ledger, type Subjects } from "./ledger.js";
import type { Cap, Limit, Pool, Program, Scheme } from "./program.js";
import { isZero } from "./rational.js";
import type { Award, BarResult, ClaimResult, Evaluation, PublicityResult, StackResult } from "./result.js";
import { settleScheme, testValidity } from "./scheme.js";
import { combine } from "./stack.js";
import { isRational, none, Unknown, unknown, unsettled, type Value } from "./value.js";

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

/** What is found once for all applications: which tables belong together, and the readings. */
export interface Prepared {
  readonly program: Program;
  readonly readings: ReadonlyMap<string, string>;
  /** The versions of each policy. */
  readonly versions: readonly (readonly number[])[];
  /** All policies, where none has several versions to choose from. */
  readonly only: ReadonlySet<number> | undefined;
  readonly pools: ReadonlyMap<Scheme, readonly Pool[]>;
  /** Facts whose date is tested. */
  readonly dates: readonly string[];
}

export function prepare(program: Program, chosen: Readonly<Record<string, string>> = {}): Prepared {
  const versions = new Map<string, number[]>();
  for (const [index, policy] of program.policies.entries()) versions.set(policy.id, [...(versions.get(policy.id) ?? []), index]);
  return {
    program,
    readings: new Map(program.readings.map((reading) => [reading.id, chosen[reading.id] ?? reading.byDefault])),
    versions: [...versions.values()],
    only: versions.size === program.policies.length ? new Set(program.policies.keys()) : undefined,
    pools: new Map(program.schemes.map((scheme) => [scheme, program.pools.filter((pool) => pool.policy === scheme.policy && pool.covers.includes(scheme.id))])),
    dates: [...new Set(program.policies.flatMap((policy) => policy.validity.map(({ by }) => by)))],
  };
}

/** One application under way: its schemes are settled when they are asked for, each once. */
export class Run implements Oracle {
  private readonly cache = new Map<string, Award>();
  private readonly contexts = new Map<number, Value>();
  readonly chosen: readonly Scheme[];
  /** Indexes of the policies that answer on this date, one version each. */
  readonly versions: ReadonlySet<number>;

  constructor(
    readonly prepared: Prepared,
    readonly facts: ReadonlyMap<string, Value>,
    private readonly trace: boolean,
    private readonly ledger: Ledger = new Ledger(),
    private readonly subjects: Subjects = {},
    private readonly application = "",
    /** How much of a limit higher awards use up, where the highest come first. */
    private readonly usedUp: ReadonlyMap<string, Value> = new Map(),
  ) {
    this.versions = prepared.only ?? this.chooseVersions();
    this.chosen = prepared.only === undefined ? prepared.program.schemes.filter((scheme) => this.versions.has(scheme.policy)) : prepared.program.schemes;
  }

  context(scheme: Scheme | undefined, tracing = this.trace): Context {
    return new Context(this.prepared.program, this.facts, this.prepared.readings, this, tracing, scheme);
  }

  scheme(id: string): Scheme | undefined {
    return this.chosen.find((scheme) => scheme.id === id);
  }

  award(id: string): Award | undefined {
    const known = this.cache.get(id);
    if (known !== undefined) return known;
    const scheme = this.scheme(id);
    if (scheme === undefined) return undefined;
    const award = settleScheme(this.context(scheme), scheme, this.prepared.pools.get(scheme) ?? [], this.application);
    this.cache.set(id, award);
    return award;
  }

  spent(scheme: Scheme, cap: Cap): Value {
    return this.ledger.spent(this.subjects, scheme, cap, this.year(scheme));
  }

  served(scheme: Scheme, limit: Limit, context: Context): Value {
    return this.usedUp.get(limitName(scheme, limit)) ?? this.ledger.served(this.subjects, scheme, limit, categoryOf(limit, (fact) => context.fact(fact)), this.year(scheme));
  }

  /** Enters an award into the ledger: it counts against later applications, never against its own. */
  enter(scheme: Scheme, award: Award): void {
    this.ledger.enter(this.subjects, scheme, this.year(scheme), award);
    for (const limit of scheme.limits ?? []) {
      // where the highest come first their ranks count, not their order
      if (limit.serves === "highest" || applies(this.context(scheme, false), limit) !== true) continue;
      this.ledger.serve(this.subjects, scheme, limit, categoryOf(limit, (fact) => this.facts.get(fact) ?? unknown(fact)), this.year(scheme), award);
    }
  }

  usedOnce(scheme: Scheme): boolean {
    return this.ledger.usedOnce(this.subjects, scheme);
  }

  /** Calendar year of the date that the scheme's policy tests. */
  year(scheme: Scheme): number | undefined {
    const by = this.prepared.program.policies[scheme.policy]?.validity[0]?.by;
    const date = by === undefined ? undefined : this.facts.get(by);
    return typeof date === "number" ? fromDay(date).year : undefined;
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
    const chosen = new Set<number>();
    for (const versions of this.prepared.versions) {
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

/** The facts with the day of application for every tested date that they do not give. */
export function withDate({ dates }: Prepared, facts: ReadonlyMap<string, Value>, on: Day | undefined): ReadonlyMap<string, Value> {
  const open = on === undefined ? [] : dates.filter((by) => facts.get(by) === undefined || facts.get(by) instanceof Unknown);
  return open.length === 0 ? facts : new Map([...facts, ...open.map((by) => [by, on as Value] as const)]);
}

export interface SettledApplication {
  readonly run: Run;
  readonly facts: ReadonlyMap<string, Value>;
  readonly awards: readonly { readonly scheme: Scheme; readonly award: Award }[];
}

/** Settles one application and enters it into the ledger, unless it is only tried: it counts against later ones, never against itself. */
export function settle(prepared: Prepared, application: Application, ledger: Ledger, options: Pick<EvaluateOptions, "on" | "trace"> & { readonly usedUp?: ReadonlyMap<string, Value>; readonly entering?: false } = {}): SettledApplication {
  const facts = withDate(prepared, application.facts, options.on);
  const run = new Run(prepared, facts, options.trace !== false, ledger, application.subjects, application.id, options.usedUp);
  const asked = application.schemes === undefined ? run.chosen : run.chosen.filter((scheme) => application.schemes?.includes(scheme.id));
  const awards = asked.map((scheme) => ({ scheme, award: run.award(scheme.id) as Award }));
  if (options.entering !== false) for (const { scheme, award } of awards) run.enter(scheme, award);
  return { run, facts, awards };
}

/** Where a number of awards is limited to the highest: how much of a limit each application finds used up. */
function usedUpBy(prepared: Prepared, applications: readonly Application[], options: EvaluateOptions): readonly ReadonlyMap<string, Value>[] {
  if (!ranksAwards(prepared.program.schemes)) return [];
  const nothing = new Ledger();
  const contenders = applications.map((application) => {
    const settled = settle(prepared, application, nothing, { ...options, trace: false, entering: false });
    return contendersOf(settled, application.subjects, nothing);
  });
  const ranking = new Ranking();
  do for (const [index, own] of contenders.entries()) ranking.add(String(index), own); while (ranking.again());
  return contenders.map((own, index) => ranking.usedUp(String(index), own));
}

/** Settles applications in the order given; what an earlier one is paid counts against the caps of a later one. */
export function evaluate(program: Program, applications: readonly Application[], options: EvaluateOptions = {}): Evaluation {
  const prepared = prepare(program, options.readings);
  const ledger = new Ledger();
  const awards: Award[] = [];
  const bars = new Map<string, BarResult>();
  const publicity = new Map<string, PublicityResult>();
  const claims: ClaimResult[] = [];
  let last: Run | undefined;
  const costs = new Map<string, Value[]>();
  const usedUp = usedUpBy(prepared, applications, options);
  for (const [index, application] of applications.entries()) {
    const { run, facts, awards: own } = settle(prepared, application, ledger, { ...options, ...(usedUp[index] === undefined ? {} : { usedUp: usedUp[index] }) });
    last = run;
    awards.push(...own.map(({ award }) => award));
    for (const { cost } of program.stacks) {
      if (cost !== undefined) costs.set(cost, [...(costs.get(cost) ?? []), facts.get(cost) ?? new Unknown(new Set([cost]))]);
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
    // of several versions of a policy one answers
    if (last?.versions.has(stack.policy) === false) continue;
    // awards on a cost that nobody has are not on one cost
    const shared = stack.cost === undefined ? [] : (costs.get(stack.cost) ?? []);
    if (shared.length > 0 && shared.every((cost) => isRational(cost) && isZero(cost))) continue;
    const combined = last === undefined ? undefined : combine(last.context(undefined, false), stack, awards);
    if (combined !== undefined) stacks.push(combined);
  }
  return { format: 1, awards, bars: [...bars.values()], publicity: [...publicity.values()], stacks, claims };
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
