import { add, compare, multiply, rational, subtract, toText, toYuan, type Rational } from "../../runtime/rational.js";
import type { CoreScheme } from "../ir/core.js";
import { aboveZero, atLeastZero, constant, isConstant, minus, minusOne, sameForm, times, variable, type Form } from "./linear.js";
import type { Bound, Region } from "./region.js";
import { join, noChoice, shifted, type Analysis, type Situation, type Way } from "./ways.js";
import { amountOf, type Witness, type Witnesses } from "./witness.js";

/** Where one step of a fact makes a payout jump: neighbouring ways whose payouts do not meet. */

export interface Cliff {
  readonly scheme: string;
  readonly fact: string;
  readonly direction: "fall" | "rise";
  /** The two values of the fact, as a case states them. */
  readonly below: string;
  readonly above: string;
  /** Decimal yuan, before and after the step. */
  readonly paidBelow: string;
  readonly paidAbove: string;
  /** The applicant at the lower value. */
  readonly witness: Witness;
  /** The policy says so itself. */
  readonly declared?: number;
}

const numeric: ReadonlySet<string> = new Set(["money", "percent", "number", "integer"]);
/** A jump of a yuan or less is no cliff. */
const smallest = rational(1n);

interface Jump {
  readonly by: Rational;
  readonly situation: Situation;
  readonly size: Form;
  readonly direction: "fall" | "rise";
  /** Among applicants that keep to what the policy calls usual. */
  readonly usual: boolean;
}

export class Cliffs {
  private readonly found = new Map<string, readonly Cliff[]>();

  constructor(private readonly analysis: Analysis, private readonly witnesses: Witnesses, private readonly usual: readonly Region[]) {}

  /** Facts that decide between ways of a scheme or enter its payout. */
  private factsOf(ways: readonly Way[]): readonly string[] {
    const found = new Set<string>();
    for (const way of ways) for (const c of way.region.constraints()) for (const name of c.form.terms.keys()) found.add(name);
    return [...found].filter((name) => numeric.has(this.analysis.model.facts.get(name)?.kind ?? ""));
  }

  /** Every cliff of a scheme under the default readings, the largest at each place; undefined where there are too many ways. */
  of(scheme: CoreScheme): readonly Cliff[] | undefined {
    const known = this.found.get(scheme.id);
    if (known !== undefined) return known;
    const ways = this.analysis.waysOf(scheme.id)?.ways;
    if (ways === undefined || ways.length > 400) return undefined;
    const cliffs = this.factsOf(ways).flatMap((fact) => this.along(fact, scheme, ways));
    this.found.set(scheme.id, cliffs);
    return cliffs;
  }

  private along(fact: string, scheme: CoreScheme, ways: readonly Way[]): Cliff[] {
    const step = this.witnesses.gridOf(fact);
    const largest = new Map<string, Jump>();
    const touching = ways.filter((way) => way.region.constraints().some((c) => c.form.terms.has(fact)));
    const steps = touching.map((way) => ({ way, moved: shifted(way, fact, step) }));
    for (const after of steps) {
      const { low, high } = after.moved.region.interval(fact);
      for (const before of steps) {
        if (before.way.paid.unsettled === true || after.way.paid.unsettled === true || !leads(before.way, after.way, fact) || sameForm(before.way.paid.exact, after.way.paid.exact)) continue;
        const own = before.way.region.interval(fact);
        if (apart(own.high, low) || apart(high, own.low)) continue;
        const place = isLess(own.high, high) ? own.high : low;
        // both at the upper value: what the slope alone makes of a step is no jump
        this.jump(place, before.way, after.moved, minus(before.moved.paid.exact, after.moved.paid.exact), largest);
      }
    }
    const cliffs: Cliff[] = [];
    for (const jump of largest.values()) {
      const cliff = this.replay(scheme, fact, step, jump);
      if (cliff !== undefined && !cliffs.some((c) => c.below === cliff.below && c.direction === cliff.direction)) cliffs.push(cliff);
    }
    return cliffs.sort((a, b) => Number(a.below) - Number(b.below));
  }

  /** How far apart the two ways are where the step leads from one to the other. */
  private jump(place: Bound | undefined, before: Way, after: Way, fall: Form, largest: Map<string, Jump>): void {
    const differences = [["fall", fall], ["rise", times(fall, minusOne)]] as const;
    if (differences.every(([, size]) => isConstant(size) && compare(size.constant, smallest) <= 0)) return;
    const joined = join(before, after);
    if (joined === undefined) return;
    for (const [direction, size] of differences) {
      const key = `${direction} ${place === undefined ? "" : toText(place.value)}`;
      const found = this.plausible(joined).map((tried) => ({ ...tried, most: tried.situation.region.largest(size) })).find(({ most }) => most !== undefined && compare(most.value, smallest) > 0);
      if (found?.most === undefined) continue;
      const best = largest.get(key);
      const better = best === undefined || (best.usual === found.usual ? compare(found.most.value, best.by) > 0 : found.usual);
      if (better) largest.set(key, { by: found.most.value, situation: found.situation, size, direction, usual: found.usual });
    }
  }

  /** The situation among plausible applicants first, then among all. */
  private plausible(situation: Situation): readonly { readonly situation: Situation; readonly usual: boolean }[] {
    const met = this.usual.map((region) => ({ ...situation, region: situation.region.meet(region) })).filter(({ region }) => region.isPossible());
    return [...met.map((usual) => ({ situation: usual, usual: true })), { situation, usual: false }];
  }

  private replay(scheme: CoreScheme, fact: string, step: Rational, { situation, size, direction }: Jump): Cliff | undefined {
    // the step stands where the region lets it: from there the largest jump that the steps of the other facts allow
    for (const place of situation.region.ends(fact, step)) {
      const held = situation.region.copy();
      held.add(atLeastZero(minus(variable(fact), constant(place))));
      held.add(atLeastZero(minus(constant(place), variable(fact))));
      const most = held.isPossible() ? held.largest(size) : undefined;
      if (most === undefined) continue;
      for (const part of [rational(1n), rational(999n, 1000n), rational(1n, 2n)]) {
        const region = held.copy();
        const size1 = minus(size, constant(multiply(most.value, part)));
        region.add(most.reached || part.d !== 1n ? atLeastZero(size1) : aboveZero(size1));
        if (!region.isPossible()) continue;
        for (const near of ["low", "high", "middle"] as const) {
          const values = this.witnesses.point({ ...situation, region }, near);
          const cliff = values === undefined ? undefined : this.shown(scheme, fact, step, situation, values, direction);
          if (cliff !== undefined) return cliff;
        }
      }
    }
    return undefined;
  }

  private shown(scheme: CoreScheme, fact: string, step: Rational, situation: Situation, values: ReadonlyMap<string, Rational>, direction: "fall" | "rise"): Cliff | undefined {
    const lower = values.get(fact);
    if (lower === undefined) return undefined;
    const higher = add(lower, step);
    let paid: readonly [Rational, Rational] | undefined;
    const witness = this.witnesses.at(situation, values, noChoice, [scheme.id], (evaluation, at) => {
      const below = amountOf(evaluation, scheme.id);
      const above = amountOf(this.witnesses.evaluate({ ...at, facts: { ...at.facts, [fact]: this.witnesses.given(fact, higher) } }, [scheme.id]), scheme.id);
      if (below === undefined || above === undefined) return undefined;
      const change = magnitude(subtract(below, above));
      if (compare(change, smallest) <= 0 || (compare(below, above) > 0) !== (direction === "fall")) return false;
      // a step beside it that does the same is a slope
      const further = amountOf(this.witnesses.evaluate({ ...at, facts: { ...at.facts, [fact]: this.witnesses.given(fact, add(higher, step)) } }, [scheme.id]), scheme.id);
      const nearer = amountOf(this.witnesses.evaluate({ ...at, facts: { ...at.facts, [fact]: this.witnesses.given(fact, subtract(lower, step)) } }, [scheme.id]), scheme.id);
      const slope = [further === undefined ? undefined : subtract(further, above), nearer === undefined ? undefined : subtract(below, nearer)];
      if (!isWhole(this.analysis.model.facts.get(fact)?.kind) && slope.some((s) => s !== undefined && compare(multiply(magnitude(s), rational(2n)), change) > 0)) return false;
      paid = [below, above];
      return true;
    });
    if (witness === undefined || paid === undefined) return undefined;
    const declared = this.declared(scheme, fact, lower, higher);
    return {
      scheme: scheme.id, fact, direction, below: this.witnesses.given(fact, lower), above: this.witnesses.given(fact, higher),
      paidBelow: toYuan(paid[0]), paidAbove: toYuan(paid[1]), witness, ...(declared === undefined ? {} : { declared }),
    };
  }

  /** The statement that says there is a cliff between two values of a fact. */
  private declared(scheme: CoreScheme, fact: string, below: Rational, above: Rational): number | undefined {
    return this.analysis.program.known.find((known) => {
      if (known.code !== "cliff" || known.construct !== scheme.id || (known.fact !== undefined && known.fact !== fact)) return false;
      // accepted wherever the fact makes a payout jump
      if (known.value === undefined) return known.name === fact;
      const value = known.value.op === "number" ? this.analysis.model.number(known.value.value) : undefined;
      return value !== undefined && (compare(value, below) === 0 || compare(value, above) === 0);
    })?.site;
  }
}

/** Whether a step of the fact may lead from one way to the other: no answer that does not hang on it differs. */
function leads(before: Way, after: Way, fact: string): boolean {
  let differs = false;
  for (const [key, { answer, facts }] of before.jumps) {
    const other = after.jumps.get(key);
    if (other === undefined || other.answer === answer) continue;
    // a value that is no fact may hang on it as well
    if (!facts.includes(fact) && !facts.some((name) => name.startsWith("\u0001"))) return false;
    differs = true;
  }
  return differs || before.jumps.size !== after.jumps.size || [...before.jumps.keys()].some((key) => !after.jumps.has(key));
}

const magnitude = (a: Rational): Rational => (a.n < 0n ? { n: -a.n, d: a.d } : a);
const isWhole = (kind: string | undefined): boolean => kind === "integer";

const apart = (high: Bound | undefined, low: Bound | undefined): boolean => {
  if (high === undefined || low === undefined) return false;
  const order = compare(high.value, low.value);
  return order < 0 || (order === 0 && !(high.reached && low.reached));
};
const isLess = (a: Bound | undefined, b: Bound | undefined): boolean => a !== undefined && (b === undefined || compare(a.value, b.value) < 0);

