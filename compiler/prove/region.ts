import { add, compare, divide, multiply, rational, subtract, zero, type Rational } from "../../runtime/rational.js";
import { atLeastZero, constant, holdsConstant, isConstant, minus, minusOne, plus, sameForm, substitute, times, valueOf, variable, type Constraint, type Form } from "./linear.js";
import { maximize } from "./simplex.js";

/** Where constraints hold, and exact answers about it: is it empty, how large can a form be, which point lies in it. */

export interface Bound {
  readonly value: Rational;
  /** False where the value is approached and never reached. */
  readonly reached: boolean;
}

interface Interval {
  readonly low?: Bound;
  readonly high?: Bound;
}

/** Forms that a variable lies between. */
export interface Between {
  readonly low: Form;
  readonly lowReached: boolean;
  readonly high: Form;
  readonly highReached: boolean;
}

const tighterLow = (a: Bound | undefined, b: Bound): boolean => {
  if (a === undefined) return true;
  const order = compare(b.value, a.value);
  return order > 0 || (order === 0 && a.reached && !b.reached);
};
const tighterHigh = (a: Bound | undefined, b: Bound): boolean => {
  if (a === undefined) return true;
  const order = compare(b.value, a.value);
  return order < 0 || (order === 0 && a.reached && !b.reached);
};

const isEmpty = ({ low, high }: Interval): boolean => {
  if (low === undefined || high === undefined) return false;
  const order = compare(low.value, high.value);
  return order > 0 || (order === 0 && !(low.reached && high.reached));
};

/** Which end of its range a variable takes. */
export type Side = "low" | "middle" | "high";

const half = rational(1n, 2n);
const one = rational(1n);

interface Near {
  readonly names: readonly string[];
  readonly several: readonly Constraint[];
}

export class Region {
  private readonly intervals = new Map<string, Interval>();
  /** Constraints on two variables or more. */
  private readonly several: Constraint[] = [];
  /** What defines a variable that is no fact: it can always be met, and matters only where the variable does. */
  private readonly definitions = new Map<string, readonly Constraint[]>();
  /** For a variable that lies close to a form: the forms it lies between. */
  private readonly between = new Map<string, Between>();
  private empty = false;

  copy(): Region {
    const other = new Region();
    for (const [name, interval] of this.intervals) other.intervals.set(name, interval);
    other.several.push(...this.several);
    for (const [name, constraints] of this.definitions) other.definitions.set(name, constraints);
    for (const [name, forms] of this.between) other.between.set(name, forms);
    other.empty = this.empty;
    return other;
  }

  /** Both at once. */
  meet(other: Region): Region {
    const both = this.copy();
    both.empty ||= other.empty;
    for (const [name, { low, high }] of other.intervals) both.narrow(name, low, high);
    both.several.push(...other.several);
    for (const [name, constraints] of other.definitions) both.definitions.set(name, constraints);
    for (const [name, forms] of other.between) both.between.set(name, forms);
    return both;
  }

  /** Whether two regions that are not empty have a point in common: only what both speak of can keep them apart. */
  meets(other: Region, both = this.meet(other)): boolean {
    const own = new Set(this.variables());
    return both.holdsNear(other.variables().filter((name) => own.has(name)));
  }

  private variables(): readonly string[] {
    return [...this.intervals.keys(), ...this.several.flatMap((c) => [...c.form.terms.keys()])];
  }

  /** The same region told about other variables. */
  renamed(rename: (form: Form) => Form): Region {
    const other = new Region();
    for (const c of this.constraints()) other.add({ form: rename(c.form), strict: c.strict });
    for (const [name, constraints] of this.definitions) {
      const [now = name] = rename(variable(name)).terms.keys();
      other.definitions.set(now, constraints.map((c) => ({ form: rename(c.form), strict: c.strict })));
      const forms = this.between.get(name);
      if (forms !== undefined) other.between.set(now, { ...forms, low: rename(forms.low), high: rename(forms.high) });
    }
    other.empty = this.empty;
    return other;
  }

  define(name: string, constraints: readonly Constraint[]): void {
    this.definitions.set(name, constraints);
  }

  /** A variable near a form, such as what it is rounded to. */
  place(name: string, forms: Between): void {
    this.between.set(name, forms);
    this.definitions.set(name, [
      { form: minus(forms.high, variable(name)), strict: !forms.highReached },
      { form: minus(variable(name), forms.low), strict: !forms.lowReached },
    ]);
  }

  /** The form with the upper ends of placed variables in their stead, where nothing else is asked of them. */
  private upper(form: Form): { readonly form: Form; readonly reached: boolean } {
    let result = form;
    let reached = true;
    for (const [name, factor] of form.terms) {
      const forms = this.between.get(name);
      if (forms === undefined || this.several.some((c) => c.form.terms.has(name))) continue;
      result = substitute(result, name, factor.n > 0n ? forms.high : forms.low);
      reached &&= factor.n > 0n ? forms.highReached : forms.lowReached;
    }
    return { form: result, reached };
  }

  isDefined(name: string): boolean {
    return this.definitions.has(name);
  }

  /** Whether a defined variable is made of others than this one. */
  isApartFrom(name: string, fact: string): boolean {
    const definition = this.definitions.get(name);
    if (definition === undefined || definition.length === 0) return false;
    return definition.every((c) => [...c.form.terms.keys()].every((other) => other === name || (other !== fact && (!other.startsWith("\u0001") || this.isApartFrom(other, fact)))));
  }

  interval(name: string): Interval {
    return this.intervals.get(name) ?? {};
  }

  /** Constraints other than definitions. */
  constraints(): readonly Constraint[] {
    return [...[...this.intervals].flatMap(([name, interval]) => bounds(name, interval)), ...this.several];
  }

  private narrow(name: string, low: Bound | undefined, high: Bound | undefined): void {
    const before = this.intervals.get(name) ?? {};
    const after: Interval = {
      ...before,
      ...(low !== undefined && tighterLow(before.low, low) ? { low } : {}),
      ...(high !== undefined && tighterHigh(before.high, high) ? { high } : {}),
    };
    this.intervals.set(name, after);
    if (isEmpty(after)) this.empty = true;
  }

  add(c: Constraint): void {
    if (isConstant(c.form)) {
      if (!holdsConstant(c)) this.empty = true;
      return;
    }
    if (c.form.terms.size > 1) {
      this.several.push(c);
      return;
    }
    const [[name, factor]] = c.form.terms as unknown as [[string, Rational]];
    const bound: Bound = { value: divide(multiply(c.form.constant, minusOne), factor), reached: !c.strict };
    if (factor.n > 0n) this.narrow(name, bound, undefined);
    else this.narrow(name, undefined, bound);
  }

  /** Whether the region would still hold a point with these added. The region itself is not empty. */
  allows(...added: readonly Constraint[]): boolean {
    // what the ends of the variables settle needs no more thought
    const open = added.filter((c) => !this.follows(c));
    return open.length === 0 || this.with(...open) !== undefined;
  }

  /** The region with these added; undefined where that leaves nothing. The region itself is not empty. */
  with(...added: readonly Constraint[]): Region | undefined {
    const next = this.copy();
    for (const c of added) next.add(c);
    return next.holdsNear(added.flatMap((c) => [...c.form.terms.keys()])) ? next : undefined;
  }

  /** Whether it holds a point. */
  isPossible(): boolean {
    return this.holdsNear(this.variables());
  }

  private holdsNear(names: readonly string[]): boolean {
    if (this.empty) return false;
    const near = this.near(names);
    return near.several.length === 0 || this.canHold(near);
  }

  /** Definitions of variables of which something is asked: what they are made of is bound as well. */
  private held(): readonly Constraint[] {
    return [...this.definitions].flatMap(([name, own]) => (own.length > 0 && (this.intervals.has(name) || this.several.some((c) => c.form.terms.has(name))) ? own : []));
  }

  /** Constraints that bind the variables named to others, and the variables they reach. */
  private near(names: Iterable<string>): Near {
    const reached = new Set<string>();
    const open = [...names];
    const several = new Set<Constraint>();
    const all = [...this.several, ...this.held()];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      for (const c of [...all, ...(this.definitions.get(name) ?? [])]) {
        if (several.has(c) || !c.form.terms.has(name) || this.follows(c)) continue;
        several.add(c);
        open.push(...c.form.terms.keys());
      }
    }
    return { names: [...reached], several: [...several] };
  }

  /** Whether the ends of its variables alone make a constraint hold. */
  private follows(c: Constraint): boolean {
    let least = c.form.constant;
    for (const [name, factor] of c.form.terms) {
      const interval = this.intervals.get(name);
      const end = factor.n > 0n ? interval?.low : interval?.high;
      if (end === undefined) return false;
      least = add(least, multiply(end.value, factor));
    }
    return c.strict ? least.n > 0n : least.n >= 0n;
  }

  private readonly box = (name: string): Interval => this.intervals.get(name) ?? {};

  /** Whether some point meets all of them, strict ones with room to spare. */
  private canHold({ names, several }: Near): boolean {
    const edges = names.flatMap((name) => bounds(name, this.box(name)).filter((c) => c.strict));
    if (edges.length === 0 && !several.some((c) => c.strict)) return maximize(constant(zero), several, this.box) !== "empty";
    const room = variable("\u0000");
    const most = maximize(room, [...edges, ...several].map((c) => (c.strict ? atLeastZero(minus(c.form, room)) : c)), (name) => (name === "\u0000" ? { high: { value: one } } : this.box(name)));
    return typeof most !== "string" && most.n > 0n;
  }

  /** The largest value of a form or what it comes near to; undefined where there is no bound. */
  most(form: Form): Rational | undefined {
    return this.largest(form, false)?.value;
  }

  fewest(form: Form): Rational | undefined {
    const value = this.most(times(form, minusOne));
    return value === undefined ? undefined : multiply(value, minusOne);
  }

  /** The largest value of a form, and whether it is reached; undefined where there is no bound. The region is not empty. */
  largest(objective: Form, exactly = true): Bound | undefined {
    const { form, reached } = this.upper(objective);
    if (!sameForm(form, objective)) {
      const bound = this.largest(form, exactly);
      return bound === undefined ? undefined : { value: bound.value, reached: bound.reached && reached };
    }
    if (isConstant(form)) return { value: form.constant, reached: true };
    const near = this.near(form.terms.keys());
    if (near.several.length === 0) {
      let value = form.constant;
      let reached = true;
      for (const [name, factor] of form.terms) {
        const interval = this.intervals.get(name);
        const end = factor.n > 0n ? interval?.high : interval?.low;
        if (end === undefined) return undefined;
        value = add(value, multiply(end.value, factor));
        reached &&= end.reached;
      }
      return { value, reached };
    }
    const value = maximize(form, near.several, this.box);
    if (typeof value === "string") return undefined;
    if (!exactly) return { value, reached: false };
    const strict = near.several.some((c) => c.strict) || near.names.some((name) => bounds(name, this.box(name)).some((c) => c.strict));
    return { value, reached: !strict || this.canHold({ ...near, several: [...near.several, atLeastZero(minus(form, constant(value)))] }) };
  }

  least(form: Form): Bound | undefined {
    const bound = this.largest(times(form, minusOne));
    return bound === undefined ? undefined : { value: multiply(bound.value, minusOne), reached: bound.reached };
  }

  /** Whether a point lies in it, definitions apart. */
  contains(values: ReadonlyMap<string, Rational>): boolean {
    return !this.empty && this.constraints().every((c) => {
      if ([...c.form.terms.keys()].some((name) => !values.has(name))) return true;
      return holdsConstant({ form: constant(valueOf(c.form, values)), strict: c.strict });
    });
  }

  /** Values of one variable on its grid, at the ends of what the region leaves it. */
  ends(name: string, step: Rational): readonly Rational[] {
    const low = this.least(variable(name));
    const high = this.largest(variable(name));
    const interval: Interval = { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
    const ends = (["low", "high"] as const).flatMap((side) => onGrid(interval, step, side) ?? []);
    return ends.length === 2 && compare(ends[0] as Rational, ends[1] as Rational) === 0 ? ends.slice(0, 1) : ends;
  }

  /** A point with each variable on its grid, near the end of its range that is preferred; the region may hold none. */
  point(grid: (name: string) => Rational, prefer: (name: string) => Side, first: readonly string[] = []): ReadonlyMap<string, Rational> | undefined {
    if (this.empty) return undefined;
    const found = new Map<string, Rational>();
    const joined = this.near([...this.several, ...this.held()].flatMap((c) => [...c.form.terms.keys()]));
    let left = simplify([...joined.several, ...joined.names.flatMap((name) => bounds(name, this.box(name)))]);
    const bound = left === undefined ? [] : variablesOf(left);
    for (const name of [...first.filter((n) => bound.includes(n)), ...bound.filter((n) => !first.includes(n))]) {
      if (left === undefined) return undefined;
      let own: readonly Constraint[] | undefined = left;
      for (const other of variablesOf(left)) {
        if (other === name || own === undefined) continue;
        const next = eliminate(own, other);
        if (next === "hard") return undefined;
        own = next;
      }
      if (own === undefined) return undefined;
      const value = onGrid(intervalOf(own, name), grid(name), prefer(name));
      if (value === undefined) return undefined;
      found.set(name, value);
      left = simplify(left.map((c) => ({ ...c, form: substitute(c.form, name, constant(value)) })));
    }
    if (left === undefined) return undefined;
    for (const [name, interval] of this.intervals) {
      if (found.has(name)) continue;
      const value = onGrid(interval, grid(name), prefer(name));
      if (value === undefined) return undefined;
      found.set(name, value);
    }
    return found;
  }
}

const bounds = (name: string, { low, high }: Interval): readonly Constraint[] => [
  ...(low === undefined ? [] : [{ form: minus(variable(name), constant(low.value)), strict: !low.reached }]),
  ...(high === undefined ? [] : [{ form: minus(constant(high.value), variable(name)), strict: !high.reached }]),
];

/** A key under which a scaled copy of a constraint is the same. */
function keyOf(c: Constraint): string {
  const names = [...c.form.terms.keys()].sort();
  const lead = c.form.terms.get(names[0] ?? "");
  const scale = lead === undefined ? rational(1n) : { n: lead.n < 0n ? -lead.n : lead.n, d: lead.d };
  const part = (value: Rational): string => { const q = divide(value, scale); return `${q.n}/${q.d}`; };
  return `${names.map((name) => `${name}:${part(c.form.terms.get(name) ?? zero)}`).join(",")}|${part(c.form.constant)}|${c.strict}`;
}

/** Undefined when a constraint without variables does not hold. */
function simplify(constraints: readonly Constraint[]): readonly Constraint[] | undefined {
  const left: Constraint[] = [];
  for (const c of constraints) {
    if (!isConstant(c.form)) left.push(c);
    else if (!holdsConstant(c)) return undefined;
  }
  // looking for copies costs more than a few of them
  return left.length <= 16 ? left : [...new Map(left.map((c) => [keyOf(c), c])).values()];
}

/** Elimination would make more constraints than it is worth: the answer is then left open, on the safe side. */
const tooHard = 4000;

/** Fourier and Motzkin: the constraints that remain on the other variables; undefined when nothing is possible. */
function eliminate(constraints: readonly Constraint[], name: string): readonly Constraint[] | undefined | "hard" {
  const lower: Constraint[] = [];
  const upper: Constraint[] = [];
  const rest: Constraint[] = [];
  for (const c of constraints) {
    const factor = c.form.terms.get(name);
    if (factor === undefined) rest.push(c);
    else (factor.n > 0n ? lower : upper).push(c);
  }
  if (lower.length * upper.length > tooHard) return "hard";
  for (const low of lower) {
    for (const high of upper) {
      const a = low.form.terms.get(name) as Rational;
      const b = multiply(high.form.terms.get(name) as Rational, minusOne);
      rest.push({ form: plus(times(low.form, b), times(high.form, a)), strict: low.strict || high.strict });
    }
  }
  return simplify(rest);
}

const variablesOf = (constraints: readonly Constraint[]): readonly string[] => [...new Set(constraints.flatMap((c) => [...c.form.terms.keys()]))];


function intervalOf(constraints: readonly Constraint[], name: string): Interval {
  let low: Bound | undefined;
  let high: Bound | undefined;
  for (const c of constraints) {
    const factor = c.form.terms.get(name);
    if (factor === undefined) continue;
    const bound: Bound = { value: divide(multiply(c.form.constant, minusOne), factor), reached: !c.strict };
    if (factor.n > 0n) { if (tighterLow(low, bound)) low = bound; }
    else if (tighterHigh(high, bound)) high = bound;
  }
  return { ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) };
}

function onGrid({ low, high }: Interval, step: Rational, side: Side): Rational | undefined {
  const snap = (value: Rational, up: boolean): Rational => {
    const steps = divide(value, step);
    const down = steps.n >= 0n ? steps.n / steps.d : -((-steps.n + steps.d - 1n) / steps.d);
    const exact = down * steps.d === steps.n;
    return multiply(rational(exact || !up ? down : down + 1n), step);
  };
  const inside = (value: Rational): boolean => !isEmpty({
    ...(low === undefined ? {} : { low }), high: { value, reached: true },
  }) && !isEmpty({ low: { value, reached: true }, ...(high === undefined ? {} : { high }) });
  const fromLow = low === undefined ? [] : [snap(low.value, true), add(snap(low.value, true), step)];
  const fromHigh = high === undefined ? [] : [snap(high.value, false), subtract(snap(high.value, false), step)];
  const middle = low === undefined || high === undefined ? [] : [snap(multiply(add(low.value, high.value), half), false)];
  const tried = side === "middle" ? [...middle, ...fromLow, ...fromHigh] : side === "high" ? [...fromHigh, ...fromLow] : [...fromLow, ...fromHigh];
  return (tried.length === 0 ? [zero] : tried).find(inside);
}
