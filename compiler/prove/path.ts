import { compare, rational, zero, type Rational } from "../../runtime/rational.js";
import { aboveZero, atLeastZero, constant, feasible, isConstant, largest, minus, plus, times, variable, type Constraint, type Form } from "./linear.js";

/** This way leads nowhere: no input takes it. */
export const nowhere = Symbol("nowhere");

/** Too many ways to look at all of them. */
export class TooMany extends Error {}

export interface Ranges {
  /** Inclusive ends of a numeric fact, in its own measure. */
  range(fact: string): { readonly from?: Rational; readonly to?: Rational };
}

const minusOne = rational(-1n);

/**
 * One way through a program: the choices taken and what they demand of the facts. All ways are walked by running the
 * same code again with the next choices; a way whose demands contradict each other is left at once.
 */
export class Path {
  readonly constraints: Constraint[] = [];
  readonly choices = new Map<string, string | boolean>();
  readonly readings = new Map<string, string>();
  private readonly known = new Set<string>();
  private position = 0;
  private fresh = 0;

  constructor(
    private readonly script: { index: number; of: number }[],
    private readonly ranges: Ranges,
    /** Readings held fixed. */
    private readonly fixed: ReadonlyMap<string, string>,
  ) {}

  choose(count: number): number {
    const step = this.script[this.position];
    this.position++;
    if (step !== undefined) return step.index;
    this.script.push({ index: 0, of: count });
    return 0;
  }

  /** The same question always gets the same answer on one way. */
  pick<V extends string | boolean>(question: string, answers: readonly V[]): V {
    const before = this.choices.get(question);
    if (before !== undefined) return before as V;
    const answer = answers.length === 1 ? (answers[0] as V) : (answers[this.choose(answers.length)] as V);
    this.choices.set(question, answer);
    return answer;
  }

  private readonly possible = new Map<string, readonly string[]>();

  /** Whether a listed fact is one value; only as much of it is settled as is asked. */
  isOne(fact: string, domain: readonly string[], value: string, wish?: boolean): boolean {
    const open = this.possible.get(fact) ?? domain;
    if (!open.includes(value)) return false;
    if (open.length === 1) return true;
    const answer = wish ?? this.choose(2) === 0;
    const left = answer ? [value] : open.filter((other) => other !== value);
    this.possible.set(fact, left);
    this.choices.set(`fact ${fact}`, left[0] as string);
    return answer;
  }

  /** The one value of a listed fact. */
  one(fact: string, domain: readonly string[]): string {
    const open = this.possible.get(fact) ?? domain;
    const value = open.length === 1 ? (open[0] as string) : (open[this.choose(open.length)] as string);
    this.possible.set(fact, [value]);
    this.choices.set(`fact ${fact}`, value);
    return value;
  }

  reading(id: string, alternatives: readonly string[]): string {
    const chosen = this.fixed.get(id) ?? this.readings.get(id) ?? (alternatives[this.choose(alternatives.length)] as string);
    this.readings.set(id, chosen);
    return chosen;
  }

  fact(name: string): Form {
    if (!this.known.has(name)) {
      this.known.add(name);
      const { from, to } = this.ranges.range(name);
      if (from !== undefined) this.constraints.push(atLeastZero(minus(variable(name), constant(from))));
      if (to !== undefined) this.constraints.push(atLeastZero(minus(constant(to), variable(name))));
    }
    return variable(name);
  }

  /** A value of which only bounds are known. */
  opaque(): Form {
    return variable(`\u0001${this.fresh++}`);
  }

  demand(...demands: readonly Constraint[]): void {
    for (const c of demands) {
      if (isConstant(c.form)) {
        if (c.strict ? c.form.constant.n <= 0n : c.form.constant.n < 0n) throw nowhere;
      } else this.constraints.push(c);
    }
    if (demands.some((c) => !isConstant(c.form)) && !feasible(this.constraints, demands)) throw nowhere;
  }

  /** Whether a form is at least zero (or above it): told where it is fixed, else both ways are taken. */
  positive(form: Form, strict: boolean): boolean {
    if (isConstant(form)) return strict ? form.constant.n > 0n : form.constant.n >= 0n;
    const yes = strict ? aboveZero(form) : atLeastZero(form);
    const no = strict ? atLeastZero(times(form, minusOne)) : aboveZero(times(form, minusOne));
    const answer = this.choose(2) === 0;
    this.demand(answer ? yes : no);
    return answer;
  }

  least(forms: readonly Form[]): { readonly form: Form; readonly index: number } {
    const index = forms.length === 1 ? 0 : this.choose(forms.length);
    const form = forms[index] as Form;
    this.demand(...forms.filter((other) => other !== form).map((other) => atLeastZero(minus(other, form))));
    return { form, index };
  }

  greatest(forms: readonly Form[]): Form {
    return times(this.least(forms.map((form) => times(form, minusOne))).form, minusOne);
  }

  /** A product of two facts is not linear: what its factors' ranges allow it to be. */
  product(a: Form, b: Form): Form {
    if (isConstant(a)) return times(b, a.constant);
    if (isConstant(b)) return times(a, b.constant);
    const result = this.opaque();
    const low = (form: Form): Rational | undefined => {
      const bound = largest(times(form, minusOne), this.constraints);
      return bound === undefined ? undefined : { n: -bound.value.n, d: bound.value.d };
    };
    for (const [factor, other] of [[a, b], [b, a]] as const) {
      const otherLow = low(other);
      if (otherLow === undefined || compare(otherLow, zero) < 0) continue;
      const [from, to] = [low(factor), largest(factor, this.constraints)?.value];
      if (from !== undefined) this.demand(atLeastZero(minus(result, times(other, from))));
      if (to !== undefined) this.demand(atLeastZero(minus(times(other, to), result)));
    }
    return result;
  }

  /** A whole multiple of `unit` near a form. */
  rounded(form: Form, mode: "down" | "half-up" | "up", unit: Rational, exactly: (value: Rational) => Rational): Form {
    if (isConstant(form)) return constant(exactly(form.constant));
    const result = this.opaque();
    const half = { n: unit.n, d: unit.d * 2n };
    const above = mode === "down" ? zero : mode === "up" ? unit : half;
    const below = mode === "down" ? unit : mode === "up" ? zero : half;
    this.demand(
      mode === "up" ? aboveZero(minus(plus(form, constant(above)), result)) : atLeastZero(minus(plus(form, constant(above)), result)),
      mode === "up" ? atLeastZero(minus(result, form)) : aboveZero(minus(result, minus(form, constant(below)))),
    );
    return result;
  }
}

/** Walks every way of `body`; what it returns for a way that is possible is handed to `visit`. */
export function explore<R>(ranges: Ranges, fixed: ReadonlyMap<string, string>, body: (path: Path) => R, visit: (result: R, path: Path) => void, limit = 20_000): number {
  const script: { index: number; of: number }[] = [];
  let ways = 0;
  for (;;) {
    if (++ways > limit) throw new TooMany();
    const path = new Path(script, ranges, fixed);
    try {
      visit(body(path), path);
    } catch (reason) {
      if (reason !== nowhere) throw reason;
    }
    while (script.length > 0 && (script[script.length - 1] as { index: number; of: number }).index + 1 >= (script[script.length - 1] as { of: number }).of) script.pop();
    const last = script[script.length - 1];
    if (last === undefined) return ways;
    last.index++;
  }
}
