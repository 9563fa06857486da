import { add, compare, divide, floor, multiply, parseRational, rational, subtract, toYuan, zero, type Rational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme } from "../ir/core.js";
import { aboveZero, atLeastZero, constant, isConstant, minus, variable, type Form } from "../prove/linear.js";
import { Prover } from "../prove/prove.js";
import { join, noChoice, type Situation, type Way } from "../prove/ways.js";
import { amountOf, mostDates, type Witness } from "../prove/witness.js";
import { daysChanged, type DaysChange } from "./days.js";
import { contentOf, differences, hasReadings, type UnseenKind } from "./same.js";

/** What a change of the rules does to payouts, exactly, over all applicants that both versions can describe. */

export interface Extreme {
  /** Decimal yuan. */
  readonly before: string;
  readonly after: string;
  readonly by: string;
  /** Decimal yuan: no change is larger, where the one shown may not be the largest. */
  readonly atMost?: string;
  /** The same applicant, each time on a day on which that version takes applications. */
  readonly witness: { readonly before: Witness; readonly after: Witness };
}

/** Applicants for whom a payout rises, or falls: what is so about their facts. */
export interface ChangedRegion {
  readonly direction: "rise" | "fall";
  /** Ranges of numeric facts, as a case states them; ends that do not bind are left out. */
  readonly ranges: readonly { readonly fact: string; readonly from?: string; readonly to?: string }[];
  readonly listed: Readonly<Record<string, readonly string[]>>;
  /** It hangs on dates as well. */
  readonly dated?: true;
  /** Decimal yuan: the least and the greatest change there. */
  readonly least: string;
  readonly most: string;
}

export interface SchemeEffect {
  readonly scheme: string;
  /** `equal`: by its rules, under every reading, or because every case was looked at; `same-amount`: so far as one application alone goes, see `unseen`. */
  readonly verdict: "equal" | "same-amount" | "changed" | "only-before" | "only-after" | "not decided";
  /** Why it is not decided: too many cases to look at, a difference that no applicant was found for, or a fact of another kind. */
  readonly because?: "too-many-cases" | "no-applicant-found" | "another-kind" | "ceiling-or-award";
  /** The rules are word for word the same: nothing had to be looked at. */
  readonly sameRules?: true;
  /** Other readings than the defaults were not compared. */
  readonly byDefault?: true;
  /** What differs and was not compared. */
  readonly unseen?: readonly UnseenKind[];
  readonly gain?: Extreme;
  readonly loss?: Extreme;
  readonly regions: readonly ChangedRegion[];
  /** An applicant who was refused and is paid now, and the other way round. */
  readonly newlyEligible?: Extreme;
  readonly noLongerEligible?: Extreme;
  /** Facts that the new version asks for and the old did not: without them the award is now undetermined. */
  readonly asks: readonly string[];
  /** Some awards that were undetermined are settled now, or the other way round. */
  readonly nowSettled?: boolean;
  readonly nowUnsettled?: boolean;
  /** Situations compared. */
  readonly cases: number;
}

export interface Effect {
  /** Where the two are in force on different days; the rest compares the same applicant, each time on a day of that version. */
  readonly days: readonly DaysChange[];
  readonly schemes: readonly SchemeEffect[];
  /** Greatest gain and loss of one applicant over all schemes together; only where it was computed exactly. */
  readonly total?: { readonly gain?: Extreme; readonly loss?: Extreme };
}

interface Pair {
  readonly situation: Situation;
  readonly rise: Form;
  readonly before: Way;
  readonly after: Way;
}

const mostPairs = 40_000;
const mostRegions = 12;
/** How near to the greatest change an applicant is looked for, the nearest first: grids and open ends may keep it away. */
const parts = [rational(1n), ...[5n, 4n, 3n, 2n, 1n].map((zeros) => rational(10n ** zeros - 1n, 10n ** zeros)), rational(1n, 2n)];
const fen = rational(1n, 100n);

class Comparison {
  readonly old: Prover;
  readonly now: Prover;

  constructor(private readonly before: CoreProgram, private readonly after: CoreProgram, days: readonly [string, string] | undefined) {
    this.old = new Prover(before, { refusals: true, ...(days === undefined ? {} : { days: [days[0]] }) });
    this.now = new Prover(after, { refusals: true, ...(days === undefined ? {} : { days: [days[1]] }) });
  }

  /** Every situation that both versions can be in at once, with what changes there; undefined where there are too many. */
  pairs(scheme: string): readonly Pair[] | undefined {
    const known = this.paired.get(scheme);
    if (known !== undefined) return known;
    const found = this.findPairs(scheme);
    if (found !== undefined) this.paired.set(scheme, found);
    return found;
  }

  private readonly paired = new Map<string, readonly Pair[]>();

  /** Payouts are compared before rounding, where both round alike. */
  private sameRounding(scheme: string): boolean {
    const [old, now] = [this.old.analysis.model.schemes.get(scheme), this.now.analysis.model.schemes.get(scheme)];
    return old !== undefined && now !== undefined && this.old.roundingOf(old) === this.now.roundingOf(now);
  }

  private findPairs(scheme: string): readonly Pair[] | undefined {
    const paid: "exact" | "amount" = this.sameRounding(scheme) ? "exact" : "amount";
    const before = this.old.analysis.waysOf(scheme)?.ways;
    const after = this.now.analysis.waysOf(scheme)?.ways;
    if (before === undefined || after === undefined || before.length * after.length > mostPairs) return undefined;
    const found: Pair[] = [];
    for (const x of before) {
      for (const y of after) {
        if (apart(x, y)) continue;
        const situation = join(x, y);
        if (situation !== undefined) found.push({ situation, rise: minus(y.paid[paid], x.paid[paid]), before: x, after: y });
      }
    }
    return found;
  }

  scheme(old: CoreScheme, now: CoreScheme): SchemeEffect {
    const asks = now.facts.filter((fact) => !old.facts.includes(fact));
    const [x, y] = [contentOf(this.before, old), contentOf(this.after, now)];
    if (x.whole === y.whole) return { scheme: old.id, verdict: "equal", sameRules: true, regions: [], asks, cases: 0 };
    const unseen = differences(x, y);
    const common = {
      scheme: old.id, asks, ...(unseen.length === 0 ? {} : { unseen }),
      ...(hasReadings(this.before, old) || hasReadings(this.after, now) ? { byDefault: true as const } : {}),
    };
    // a number of another kind of fact is another number
    if (Object.entries(x.kinds).some(([fact, kind]) => y.kinds[fact] !== undefined && y.kinds[fact] !== kind)) return { ...common, verdict: "not decided", because: "another-kind", regions: [], cases: 0 };
    const pairs = this.pairs(old.id);
    if (pairs === undefined) return { ...common, verdict: "not decided", because: "too-many-cases", regions: [], cases: 0 };
    const nowSettled = pairs.some(({ before, after }) => before.paid.unsettled === true && after.paid.unsettled !== true);
    const nowUnsettled = pairs.some(({ before, after }) => before.paid.unsettled !== true && !before.paid.refused && after.paid.unsettled === true);
    const settling = { ...(nowSettled ? { nowSettled } : {}), ...(nowUnsettled ? { nowUnsettled } : {}) };
    const settled = pairs.filter(({ before, after }) => before.paid.unsettled !== true && after.paid.unsettled !== true);
    const cases = pairs.length;
    const sized = settled.filter(({ rise }) => !isConstant(rise) || rise.constant.n !== 0n)
      .map((pair) => ({ pair, most: pair.situation.region.most(pair.rise), least: pair.situation.region.fewest(pair.rise) }));
    const rising = sized.filter(({ most }) => most === undefined || compare(most, zero) > 0);
    const falling = sized.filter(({ least }) => least === undefined || compare(least, zero) < 0);
    const ceilings = settled.some(({ before, after }) => !before.paid.refused && !after.paid.refused && before.paid.isCeiling !== after.paid.isCeiling);
    if (rising.length === 0 && falling.length === 0 && !ceilings) {
      return { ...common, verdict: unseen.length === 0 ? "equal" : "same-amount", regions: [], cases, ...settling };
    }
    const gain = this.extreme(old.id, rising, "rise");
    const loss = this.extreme(old.id, falling, "fall");
    const newly = this.extreme(old.id, rising.filter(({ pair }) => pair.before.paid.refused && !pair.after.paid.refused), "rise");
    const lost = this.extreme(old.id, falling.filter(({ pair }) => !pair.before.paid.refused && pair.after.paid.refused), "fall");
    const open = this.mattering(old, now, settled);
    if (gain === undefined && loss === undefined) return { ...common, verdict: "not decided", because: ceilings ? "ceiling-or-award" : "no-applicant-found", cases, regions: [], ...settling };
    return {
      ...common, verdict: "changed", cases, ...settling,
      regions: [...this.regions(rising, "rise", open).filter(({ dated }) => dated !== true || gain !== undefined), ...this.regions(falling, "fall", open).filter(({ dated }) => dated !== true || loss !== undefined)],
      ...(gain === undefined ? {} : { gain }), ...(loss === undefined ? {} : { loss }),
      ...(newly === undefined ? {} : { newlyEligible: newly }), ...(lost === undefined ? {} : { noLongerEligible: lost }),
    };
  }

  private extreme(scheme: string, sized: readonly { readonly pair: Pair; readonly most: Rational | undefined; readonly least: Rational | undefined }[], direction: "rise" | "fall"): Extreme | undefined {
    const sign = direction === "rise" ? 1 : -1;
    const of = ({ most, least }: (typeof sized)[number]): Rational | undefined => (direction === "rise" ? most : least);
    const order = [...sized].sort((a, b) => { const [x, y] = [of(a), of(b)]; return x === undefined ? -1 : y === undefined ? 1 : sign * compare(y, x); });
    for (const one of order.slice(0, 12)) {
      const shown = this.show([scheme], one.pair.situation, one.pair.rise, direction);
      if (shown !== undefined) return shown;
    }
    // where dates decide: the same applicant with the same dates in both
    for (const { pair: { situation } } of order.filter((one) => [...one.pair.situation.picks.keys()].some((question) => question.startsWith("open "))).slice(0, 6)) {
      const shown = this.onSameDates(scheme, situation, direction);
      if (shown !== undefined) return shown;
    }
    return undefined;
  }

  private onSameDates(scheme: string, situation: Situation, direction: "rise" | "fall"): Extreme | undefined {
    const values = this.now.witnesses.point(situation, "high");
    let tries = 0;
    for (const facts of values === undefined ? [] : this.now.witnesses.applicants(situation, values)) {
      if (++tries > mostDates) return undefined;
      const witness: Witness = { facts, readings: {} };
      const [before, after] = [this.old, this.now].map((prover) => {
        const own = Object.fromEntries(Object.entries(facts).filter(([name]) => prover.analysis.model.facts.has(name)));
        const evaluation = prover.witnesses.evaluate({ facts: own, readings: {} }, [scheme]);
        const award = evaluation?.awards.find((one) => one.scheme === scheme);
        return award === undefined || award.status === "not-in-force" ? undefined : award.status === "outside-window" ? zero : amountOf(evaluation, scheme);
      });
      if (before === undefined || after === undefined) continue;
      const by = subtract(after, before);
      if (direction === "rise" ? by.n > 0n : by.n < 0n) return { before: toYuan(before), after: toYuan(after), by: toYuan(by), witness: { before: witness, after: witness } };
    }
    return undefined;
  }

  /** An applicant of the situation with as large a change as the steps of the facts allow, replayed in both versions. */
  show(schemes: readonly string[], situation: Situation, rise: Form, direction: "rise" | "fall"): Extreme | undefined {
    const size = direction === "rise" ? rise : minus(constant(zero), rise);
    const usual = this.now.usual.map((region) => ({ ...situation, region: situation.region.meet(region) })).filter(({ region }) => region.isPossible());
    for (const tried of [...usual, situation]) {
      const most = tried.region.largest(size);
      if (most === undefined || most.value.n <= 0n) continue;
      for (const part of parts) {
        const region = tried.region.copy();
        const goal = minus(size, constant(multiply(most.value, part)));
        region.add(most.reached || part.d !== 1n ? atLeastZero(goal) : aboveZero(goal));
        if (!region.isPossible()) continue;
        let best: Extreme | undefined;
        for (const side of ["low", "high", "middle"] as const) {
          const values = this.now.witnesses.point({ ...tried, region }, side);
          const shown = values === undefined ? undefined : this.replay(schemes, tried, values, direction);
          if (shown !== undefined && (best === undefined || Math.abs(Number(shown.by)) > Math.abs(Number(best.by)))) best = shown;
        }
        if (best !== undefined) return this.withBound(best, most.value, schemes.length);
      }
    }
    return undefined;
  }

  /** Rounding takes a fen of each award; what is missing beyond that may be had by somebody else. */
  private withBound(shown: Extreme, most: Rational, schemes: number): Extreme {
    const found = parseRational(shown.by.replace("-", ""));
    const bound = multiply(fen, rational(floor(divide(most, fen))));
    return compare(add(found, multiply(fen, rational(BigInt(schemes)))), bound) < 0 ? { ...shown, atMost: toYuan(bound) } : shown;
  }

  private replay(schemes: readonly string[], situation: Situation, values: ReadonlyMap<string, Rational>, direction: "rise" | "fall"): Extreme | undefined {
    const paid = (prover: Prover): { readonly amount: Rational; readonly witness: Witness } | undefined => {
      let amount: Rational | undefined;
      const here = schemes.filter((id) => prover.analysis.model.schemes.has(id));
      const known = new Map([...values].filter(([name]) => prover.analysis.model.facts.has(name)));
      const own: Situation = {
        ...situation,
        picks: new Map([...situation.picks].filter(([question]) => !question.startsWith("fact ") || prover.analysis.model.facts.has(question.slice(5)))),
        possible: new Map([...situation.possible].filter(([name]) => prover.analysis.model.facts.has(name))),
      };
      const witness = prover.witnesses.at(own, known, noChoice, here, (evaluation) => {
        const amounts = here.map((id) => amountOf(evaluation, id));
        if (evaluation.awards.some((award) => award.status === "not-in-force" || award.status === "outside-window") || amounts.some((one) => one === undefined)) return undefined;
        amount = amounts.reduce<Rational>((sum, one) => add(sum, one ?? zero), zero);
        return true;
      });
      return witness === undefined || amount === undefined ? undefined : { amount, witness };
    };
    const [before, after] = [paid(this.old), paid(this.now)];
    if (before === undefined || after === undefined) return undefined;
    const by = subtract(after.amount, before.amount);
    if (direction === "rise" ? by.n <= 0n : by.n >= 0n) return undefined;
    return { before: toYuan(before.amount), after: toYuan(after.amount), by: toYuan(by), witness: { before: before.witness, after: after.witness } };
  }

  /** The value on the fact's grid, from below. */
  private snapped(fact: string, value: Rational): Rational {
    const step = this.now.witnesses.gridOf(fact);
    return multiply(rational(floor(multiply(value, { n: step.d, d: step.n }))), step);
  }

  /**
   * What is so about the facts where a payout changes, the largest changes first. Situations that differ in ranges only
   * are one: the change lies within their common range.
   */
  private regions(sized: readonly { readonly pair: Pair; readonly most: Rational | undefined; readonly least: Rational | undefined }[], direction: "rise" | "fall", open: ReadonlySet<string>): ChangedRegion[] {
    const all = sized.map(({ pair, most, least }): ChangedRegion & { readonly size: Rational } => {
      const [low, high] = direction === "rise" ? [least, most] : [most, least];
      const region = pair.situation.region.with(direction === "rise" ? aboveZero(pair.rise) : aboveZero(minus(constant(zero), pair.rise))) ?? pair.situation.region;
      const names = new Set([...pair.situation.region.constraints().flatMap((c) => [...c.form.terms.keys()])].filter((name) => !name.startsWith("\u0001")));
      const ranges = [...names].flatMap((fact) => {
        const declared = this.now.analysis.ranges.range(fact);
        const interval = region.interval(fact);
        // of very many situations only what stands written about each fact
        const [from, to] = sized.length > 150 ? [interval.low?.value, interval.high?.value] : [region.fewest(variable(fact)), region.most(variable(fact))];
        const lower = from === undefined || (declared.from !== undefined && compare(from, declared.from) <= 0) ? undefined : this.now.witnesses.given(fact, this.snapped(fact, from));
        const upper = to === undefined || (declared.to !== undefined && compare(to, declared.to) >= 0) ? undefined : this.now.witnesses.given(fact, this.snapped(fact, to));
        return lower === undefined && upper === undefined ? [] : [{ fact, ...(lower === undefined ? {} : { from: lower }), ...(upper === undefined ? {} : { to: upper }) }];
      });
      const clamp = (value: Rational | undefined): string => (value === undefined ? "" : toYuan(multiply(fen, rational((value.n * 100n) / value.d))));
      const atLeast = low === undefined || (direction === "rise" ? low.n < 0n : low.n > 0n) ? zero : low;
      return { direction, ranges, listed: this.listed(pair.situation, open), ...(this.isDated(pair.situation, open) ? { dated: true as const } : {}), least: clamp(atLeast), most: clamp(high), size: high ?? zero };
    });
    const groups = new Map<string, (typeof all)[number]>();
    for (const one of all) {
      const exact = one.ranges.filter((range) => range.from !== undefined && range.from === range.to);
      const key = JSON.stringify([exact, one.listed, one.dated]);
      const other = groups.get(key);
      groups.set(key, other === undefined ? one : {
        ...one, ranges: [...exact, ...hull(other.ranges, one.ranges, exact)], size: wider(one.size, other.size, direction),
        least: nearer(one.least, other.least), most: wider(one.size, other.size, direction) === one.size ? one.most : other.most,
      });
    }
    return [...groups.values()].sort((a, b) => (direction === "rise" ? compare(b.size, a.size) : compare(a.size, b.size))).slice(0, mostRegions).map(({ size: _size, ...one }) => one);
  }

  /** Questions about the scheme's own facts to which either answer leaves a payout: those that refuse everybody tell nothing apart. */
  private mattering(old: CoreScheme, now: CoreScheme, settled: readonly Pair[]): ReadonlySet<string> {
    const paid = settled.filter(({ before, after }) => !before.paid.refused || !after.paid.refused);
    const own = [...old.facts, ...now.facts];
    const questions = [...new Set(paid.flatMap(({ situation }) => [...situation.picks.keys()]))];
    return new Set(questions.filter((question) => own.some((fact) => question === `fact ${fact}` || question.includes(`"fact":"${fact}"`)) && new Set(paid.map(({ situation }) => situation.picks.get(question))).size > 1));
  }

  /** Listed facts that have one value here, and answers that matter. */
  private listed({ possible, picks }: Situation, open: ReadonlySet<string>): ChangedRegion["listed"] {
    return Object.fromEntries([
      ...[...possible].filter(([, values]) => values.length === 1),
      ...[...picks].flatMap(([question, answer]): [string, string[]][] => (question.startsWith("fact ") && open.has(question) ? [[question.slice(5), [String(answer)]]] : [])),
    ]);
  }

  private isDated({ picks }: Situation, open: ReadonlySet<string>): boolean {
    return [...picks.keys()].some((question) => question.startsWith("open ") && open.has(question));
  }

  /** The greatest change of one applicant over several schemes, where the situations can all be joined. */
  total(schemes: readonly string[], direction: "rise" | "fall"): Extreme | undefined {
    const lists = schemes.map((id) => (this.pairs(id) ?? []).filter((pair) => !isConstant(pair.rise) || pair.rise.constant.n !== 0n || !pair.after.paid.refused));
    if (lists.reduce((n, list) => n * Math.max(1, list.length), 1) > mostPairs) return undefined;
    let best: { readonly by: Rational; readonly situation: Situation; readonly rise: Form } | undefined;
    const walk = (i: number, situation: Situation | undefined, rise: Form): void => {
      if (i === lists.length) {
        if (situation === undefined) return;
        const most = direction === "rise" ? situation.region.most(rise) : situation.region.fewest(rise);
        if (most !== undefined && (best === undefined || (direction === "rise" ? compare(most, best.by) > 0 : compare(most, best.by) < 0))) best = { by: most, situation, rise };
        return;
      }
      for (const pair of lists[i] ?? []) {
        const joined = situation === undefined ? pair.situation : join(situation, pair.situation);
        if (joined !== undefined) walk(i + 1, joined, minus(rise, minus(constant(zero), pair.rise)));
      }
    };
    walk(0, undefined, constant(zero));
    const found = best as { readonly situation: Situation; readonly rise: Form } | undefined;
    return found === undefined ? undefined : this.show(schemes, found.situation, found.rise, direction);
  }
}

type Range = ChangedRegion["ranges"][number];

/** The range that holds both, of the facts that both limit. */
function hull(a: readonly Range[], b: readonly Range[], without: readonly Range[]): readonly Range[] {
  return a.flatMap((x): Range[] => {
    const y = b.find((range) => range.fact === x.fact);
    if (y === undefined || without.some((range) => range.fact === x.fact)) return [];
    const from = x.from === undefined || y.from === undefined ? undefined : compare(parseRational(x.from), parseRational(y.from)) <= 0 ? x.from : y.from;
    const to = x.to === undefined || y.to === undefined ? undefined : compare(parseRational(x.to), parseRational(y.to)) >= 0 ? x.to : y.to;
    return from === undefined && to === undefined ? [] : [{ fact: x.fact, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
  });
}

const wider = (a: Rational, b: Rational, direction: "rise" | "fall"): Rational => ((direction === "rise" ? compare(a, b) >= 0 : compare(a, b) <= 0) ? a : b);
const nearer = (a: string, b: string): string => (a === "" || b === "" ? "" : Math.abs(Number(a)) <= Math.abs(Number(b)) ? a : b);

/** Answers to the same question that differ. */
function apart(x: Way, y: Way): boolean {
  for (const [key, { answer }] of x.jumps) {
    const other = y.jumps.get(key);
    if (other !== undefined && other.answer !== answer) return true;
  }
  return false;
}

/** One set on two days: what the rules take from the day is settled, and only applicants of that day are looked for. */
export const effectOnDays = (before: CoreProgram, after: CoreProgram, days: readonly [string, string], only?: readonly string[]): Effect =>
  effectOf(settledOn(before, days[0]), settledOn(after, days[1]), only, days);

/** The program with the day written where its rules ask for the date that is tested. */
function settledOn(program: CoreProgram, day: string): CoreProgram {
  const tested = new Set(program.policies.flatMap((policy) => policy.validity.map(({ by }) => by)));
  const walk = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map(walk);
    const node = value as { readonly op?: string; readonly fact?: string };
    if (node.op === "fact" && tested.has(node.fact ?? "")) return { op: "date", iso: day };
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  };
  return { ...program, schemes: walk(program.schemes) as CoreProgram["schemes"] };
}

export function effectOf(before: CoreProgram, after: CoreProgram, only?: readonly string[], days?: readonly [string, string]): Effect {
  const comparison = new Comparison(before, after, days);
  const ids = [...new Set([...before.schemes, ...after.schemes].map((scheme) => scheme.id))].filter((id) => only === undefined || only.includes(id));
  const schemes = ids.map((id): SchemeEffect => {
    const [old, now] = [before.schemes.find((s) => s.id === id), after.schemes.find((s) => s.id === id)];
    if (old === undefined || now === undefined) return { scheme: id, verdict: old === undefined ? "only-after" : "only-before", regions: [], asks: now?.facts ?? [], cases: 0 };
    return comparison.scheme(old, now);
  });
  const changed = schemes.filter((one) => one.verdict === "changed").map((one) => one.scheme);
  const daysOf = daysChanged(before, after);
  if (changed.length < 2) return { days: daysOf, schemes, ...(changed.length === 0 ? {} : { total: totalOf(schemes.find((one) => one.verdict === "changed")) }) };
  // awards of one stack are not added up
  const stacked = [before, after].some((program) => program.stacks.some((stack) => stack.relations.some(({ relation }) => relation !== "cumulate") && stack.members.filter(({ scheme }) => scheme !== undefined && changed.includes(scheme)).length > 1));
  if (stacked) return { days: daysOf, schemes };
  const [gain, loss] = [comparison.total(changed, "rise"), comparison.total(changed, "fall")];
  return { days: daysOf, schemes, ...(gain === undefined && loss === undefined ? {} : { total: { ...(gain === undefined ? {} : { gain }), ...(loss === undefined ? {} : { loss }) } }) };
}

const totalOf = (one: SchemeEffect | undefined): NonNullable<Effect["total"]> => ({ ...(one?.gain === undefined ? {} : { gain: one.gain }), ...(one?.loss === undefined ? {} : { loss: one.loss }) });
