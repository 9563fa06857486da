import { compare, zero, type Rational, type RoundMode } from "../../runtime/rational.js";
import { aboveZero, atLeastZero, constant, isConstant, minus, minusOne, opposite, plus, textOf, times, variable, type Constraint, type Form } from "./linear.js";
import { Region } from "./region.js";

/** This way leads nowhere: no input takes it. */
export const nowhere = Symbol("nowhere");

/** On this way the award is not settled: it asks for what is not in the program. */
export const unsettled = Symbol("unsettled");

/** Too many ways to look at all of them. */
export class TooMany extends Error {}

export interface Ranges {
  /** Inclusive ends of a numeric fact, in its own measure. */
  range(fact: string): { readonly from?: Rational; readonly to?: Rational };
}

/** Answers known beforehand: yes-no facts ("fact NAME") and values of listed facts. */
export interface Given {
  readonly picks: ReadonlyMap<string, boolean>;
  readonly listed: ReadonlyMap<string, string>;
}

/** A question on the way: which answers are possible there, and which is being followed. */
interface Step {
  readonly possible: readonly number[];
  at: number;
}

/** How a variable that is no fact came about, for the exact search along one fact. */
export interface Rounding {
  readonly form: Form;
  readonly mode: RoundMode;
  readonly unit: Rational;
}

/**
 * One way through a program: the choices taken and what they demand of the facts. All ways are walked by running the
 * same code again with the next choices; an answer that contradicts the earlier ones is never followed.
 */
export class Path {
  readonly region = new Region();
  /** Answers to questions that are no arithmetic: yes-no facts, conditions on dates. */
  readonly picks = new Map<string, string | boolean>();
  /** Values that a listed fact may still have. */
  readonly possible = new Map<string, readonly string[]>();
  readonly roundings = new Map<string, Rounding>();
  /** Values of which only bounds are known that rise with every fact they are made of. */
  readonly rising = new Set<string>();
  /** Answers at which a value may jump: two ways that share them differ only where they meet. */
  readonly jumps = new Map<string, { readonly answer: boolean; readonly facts: readonly string[] }>();
  private position = 0;

  constructor(private readonly script: Step[], private readonly ranges: Ranges, given?: Given) {
    for (const [question, answer] of given?.picks ?? []) this.picks.set(question, answer);
    for (const [fact, value] of given?.listed ?? []) this.possible.set(fact, [value]);
  }

  /** The answer followed, of those that the demands so far allow. */
  private follow(count: number, demands: (index: number) => readonly Constraint[]): number {
    let step = this.script[this.position];
    if (step === undefined) {
      const possible: number[] = [];
      for (let i = 0; i < count; i++) if (demands(i).length === 0 || this.region.allows(...demands(i))) possible.push(i);
      if (possible.length === 0) throw nowhere;
      step = { possible, at: 0 };
      this.script.push(step);
    }
    this.position++;
    const index = step.possible[step.at] as number;
    for (const c of demands(index)) this.region.add(c);
    return index;
  }

  /** The same question always gets the same answer on one way. */
  pick<V extends string | boolean>(question: string, answers: readonly V[]): V {
    const before = this.picks.get(question);
    if (before !== undefined) return before as V;
    const answer = answers.length === 1 ? (answers[0] as V) : (answers[this.follow(answers.length, () => [])] as V);
    this.picks.set(question, answer);
    return answer;
  }

  /** Whether a listed fact is one value; only as much of it is settled as is asked. */
  isOne(fact: string, domain: readonly string[], value: string, wish?: boolean): boolean {
    const open = this.possible.get(fact) ?? domain;
    if (!open.includes(value)) return false;
    if (open.length === 1) return true;
    const answer = wish ?? this.follow(2, () => []) === 0;
    this.possible.set(fact, answer ? [value] : open.filter((other) => other !== value));
    return answer;
  }

  /** The one value of a listed fact. */
  one(fact: string, domain: readonly string[]): string {
    const open = this.possible.get(fact) ?? domain;
    const value = open.length === 1 ? (open[0] as string) : (open[this.follow(open.length, () => [])] as string);
    this.possible.set(fact, [value]);
    return value;
  }

  fact(name: string): Form {
    const form = variable(name);
    if (!this.region.isDefined(name)) {
      this.region.define(name, []);
      const { from, to } = this.ranges.range(name);
      // a fact that can only have one value is that value
      if (from !== undefined && to !== undefined && compare(from, to) === 0) this.fixed.set(name, constant(from));
      if (from !== undefined) this.region.add(atLeastZero(minus(form, constant(from))));
      if (to !== undefined) this.region.add(atLeastZero(minus(constant(to), form)));
    }
    return this.fixed.get(name) ?? form;
  }

  private readonly fixed = new Map<string, Form>();

  /** A value of which nothing is known but what is asked of it; the same `what` is the same value. */
  opaque(what: string): Form {
    return variable(`\u0001${what}`);
  }

  /** Leaves the way where a demand cannot be met. */
  demand(...demands: readonly Constraint[]): void {
    this.follow(1, () => demands);
  }

  /** Whether a form is at least zero (or above it): told where it is fixed, else both ways are taken. */
  positive(form: Form, strict: boolean, jumps = false): boolean {
    if (isConstant(form)) return strict ? form.constant.n > 0n : form.constant.n >= 0n;
    const yes = strict ? aboveZero(form) : atLeastZero(form);
    const answer = this.follow(2, (index) => [index === 0 ? yes : opposite(yes)]) === 0;
    if (jumps) this.jumps.set(`${textOf(form)}${strict ? ">" : ">="}`, { answer, facts: [...form.terms.keys()] });
    return answer;
  }

  least(forms: readonly Form[]): { readonly form: Form; readonly index: number } {
    if (forms.length === 1) return { form: forms[0] as Form, index: 0 };
    if (forms.every(isConstant)) {
      const index = forms.reduce((best, form, i) => (compare(form.constant, (forms[best] as Form).constant) < 0 ? i : best), 0);
      return { form: forms[index] as Form, index };
    }
    // of two that are equal the first: ways do not overlap
    const index = this.follow(forms.length, (i) => forms.flatMap((other, j) => (i === j ? [] : [{ form: minus(other, forms[i] as Form), strict: j < i }])));
    return { form: forms[index] as Form, index };
  }

  greatest(forms: readonly Form[]): Form {
    return times(this.least(forms.map((form) => times(form, minusOne))).form, minusOne);
  }

  /** A product of two facts is not linear: what its factors' ranges allow it to be. */
  product(a: Form, b: Form): Form {
    if (isConstant(a)) return times(b, a.constant);
    if (isConstant(b)) return times(a, b.constant);
    const result = this.opaque(`(${textOf(a)})*(${textOf(b)})`);
    const [name = ""] = result.terms.keys();
    const demands: Constraint[] = [];
    if ([a, b].every((factor) => factor.constant.n >= 0n && [...factor.terms].every(([fact, { n }]) => n > 0n && !fact.startsWith("\u0001") && (this.ranges.range(fact).from?.n ?? -1n) >= 0n))) this.rising.add(name);
    for (const [factor, other] of [[a, b], [b, a]] as const) {
      const otherLow = this.region.least(other);
      if (otherLow === undefined || compare(otherLow.value, zero) < 0) continue;
      const [from, to] = [this.region.least(factor), this.region.largest(factor)];
      if (from !== undefined) demands.push(atLeastZero(minus(result, times(other, from.value))));
      if (to !== undefined) demands.push(atLeastZero(minus(times(other, to.value), result)));
    }
    this.region.define(name, demands);
    return result;
  }

  /** A whole multiple of `unit` near a form. */
  rounded(form: Form, mode: RoundMode, unit: Rational, exactly: (value: Rational) => Rational): Form {
    if (isConstant(form)) return constant(exactly(form.constant));
    const result = this.opaque(`${mode} ${unit.n}/${unit.d} (${textOf(form)})`);
    const [name = ""] = result.terms.keys();
    const half: Rational = { n: unit.n, d: unit.d * 2n };
    const above = mode === "down" ? zero : mode === "up" ? unit : half;
    const below = mode === "down" ? unit : mode === "up" ? zero : half;
    this.roundings.set(name, { form, mode, unit });
    this.region.place(name, { high: plus(form, constant(above)), highReached: mode !== "up", low: minus(form, constant(below)), lowReached: mode === "up" });
    return result;
  }
}

/** Walks every way of `body`; what it returns for a way that is possible is handed to `visit`. Gives the number of ways. */
export function explore<R>(ranges: Ranges, body: (path: Path) => R, visit: (result: R, path: Path) => void, limit = 20_000, given?: Given): number {
  const script: Step[] = [];
  for (let ways = 1; ; ways++) {
    if (ways > limit) throw new TooMany();
    const path = new Path(script, ranges, given);
    try {
      visit(body(path), path);
    } catch (reason) {
      if (reason !== nowhere) throw reason;
    }
    for (let last = script[script.length - 1]; last !== undefined && last.at + 1 >= last.possible.length; last = script[script.length - 1]) script.pop();
    const last = script[script.length - 1];
    if (last === undefined) return ways;
    last.at++;
  }
}
