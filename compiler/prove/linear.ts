import { add, compare, divide, multiply, rational, subtract, zero, type Rational } from "../../runtime/rational.js";

/** Linear forms over facts and exact answers about them: is this possible, how large can that be, and where. */

export interface Form {
  readonly constant: Rational;
  readonly terms: ReadonlyMap<string, Rational>;
}

/** form >= 0, or form > 0. */
export interface Constraint {
  readonly form: Form;
  readonly strict: boolean;
}

const isZero = (a: Rational): boolean => a.n === 0n;
const negative = (a: Rational): Rational => ({ n: -a.n, d: a.d });

export const constant = (value: Rational): Form => ({ constant: value, terms: new Map() });
export const variable = (name: string): Form => ({ constant: zero, terms: new Map([[name, rational(1n)]]) });
export const isConstant = (form: Form): boolean => form.terms.size === 0;

function combine(a: Form, b: Form, scale: Rational): Form {
  const terms = new Map(a.terms);
  for (const [name, value] of b.terms) {
    const sum = add(terms.get(name) ?? zero, multiply(value, scale));
    if (isZero(sum)) terms.delete(name);
    else terms.set(name, sum);
  }
  return { constant: add(a.constant, multiply(b.constant, scale)), terms };
}

export const plus = (a: Form, b: Form): Form => combine(a, b, rational(1n));
export const minus = (a: Form, b: Form): Form => combine(a, b, rational(-1n));
export const times = (a: Form, factor: Rational): Form => combine(constant(zero), a, factor);

export const atLeastZero = (form: Form): Constraint => ({ form, strict: false });
export const aboveZero = (form: Form): Constraint => ({ form, strict: true });

const holdsConstant = (c: Constraint): boolean => (c.strict ? c.form.constant.n > 0n : c.form.constant.n >= 0n);

/** A key under which a scaled copy of a constraint is the same. */
function keyOf(c: Constraint): string {
  const names = [...c.form.terms.keys()].sort();
  const lead = c.form.terms.get(names[0] ?? "");
  const scale = lead === undefined ? rational(1n) : { n: lead.n < 0n ? -lead.n : lead.n, d: lead.d };
  const part = (value: Rational): string => { const q = divide(value, scale); return `${q.n}/${q.d}`; };
  return `${names.map((name) => `${name}:${part(c.form.terms.get(name) ?? zero)}`).join(",")}|${part(c.form.constant)}|${c.strict}`;
}

function simplify(constraints: readonly Constraint[]): readonly Constraint[] | undefined {
  const kept = new Map<string, Constraint>();
  for (const c of constraints) {
    if (isConstant(c.form)) {
      if (!holdsConstant(c)) return undefined;
      continue;
    }
    kept.set(keyOf(c), c);
  }
  return [...kept.values()];
}

/** Fourier and Motzkin: the constraints that remain on the other variables; undefined when nothing is possible. */
function eliminate(constraints: readonly Constraint[], name: string): readonly Constraint[] | undefined {
  const lower: Constraint[] = [];
  const upper: Constraint[] = [];
  const rest: Constraint[] = [];
  for (const c of constraints) {
    const factor = c.form.terms.get(name);
    if (factor === undefined) rest.push(c);
    else (factor.n > 0n ? lower : upper).push(c);
  }
  for (const low of lower) {
    for (const high of upper) {
      const a = low.form.terms.get(name) as Rational;
      const b = negative(high.form.terms.get(name) as Rational);
      rest.push({ form: plus(times(low.form, b), times(high.form, a)), strict: low.strict || high.strict });
    }
  }
  return simplify(rest);
}

/** Only constraints that can reach the variables asked for, through shared variables. */
function connected(constraints: readonly Constraint[], names: Iterable<string>): { readonly near: readonly Constraint[]; readonly far: readonly Constraint[] } {
  const reached = new Set(names);
  let near: Constraint[] = [];
  let far = [...constraints];
  for (let grown = true; grown; ) {
    grown = false;
    const still: Constraint[] = [];
    for (const c of far) {
      if ([...c.form.terms.keys()].some((name) => reached.has(name))) {
        near = [...near, c];
        for (const name of c.form.terms.keys()) reached.add(name);
        grown = true;
      } else still.push(c);
    }
    far = still;
  }
  return { near, far };
}

const variablesOf = (constraints: readonly Constraint[]): readonly string[] => [...new Set(constraints.flatMap((c) => [...c.form.terms.keys()]))];

/** Fewest combinations first, so that elimination stays small. */
function cheapest(constraints: readonly Constraint[], names: readonly string[]): string | undefined {
  let best: string | undefined;
  let cost = Infinity;
  for (const name of names) {
    const low = constraints.filter((c) => (c.form.terms.get(name)?.n ?? 0n) > 0n).length;
    const high = constraints.filter((c) => (c.form.terms.get(name)?.n ?? 0n) < 0n).length;
    if (low * high < cost) [best, cost] = [name, low * high];
  }
  return best;
}

/** Whether constraints can hold together, those near `added` only: all others were looked at before. */
export function feasible(constraints: readonly Constraint[], added: readonly Constraint[]): boolean {
  let left = simplify(connected(constraints, added.flatMap((c) => [...c.form.terms.keys()])).near);
  while (left !== undefined && left.length > 0) {
    const name = cheapest(left, variablesOf(left));
    if (name === undefined) return true;
    left = eliminate(left, name);
  }
  return left !== undefined;
}

export interface Bound {
  readonly value: Rational;
  /** False where the value is approached and never reached. */
  readonly reached: boolean;
}

/** The largest value of a form; undefined where there is no bound. The constraints must be feasible. */
export function largest(form: Form, constraints: readonly Constraint[]): Bound | undefined {
  if (isConstant(form)) return { value: form.constant, reached: true };
  const { near } = connected(constraints, form.terms.keys());
  const objective = "\u0000";
  const equal = minus(variable(objective), form);
  let left: readonly Constraint[] | undefined = simplify([...near, atLeastZero(equal), atLeastZero(times(equal, rational(-1n)))]);
  for (;;) {
    if (left === undefined) return undefined;
    const name = cheapest(left, variablesOf(left).filter((n) => n !== objective));
    if (name === undefined) break;
    left = eliminate(left, name);
  }
  let best: Bound | undefined;
  for (const c of left) {
    const factor = c.form.terms.get(objective) as Rational;
    if (factor.n > 0n) continue;
    const value = divide(c.form.constant, negative(factor));
    const order = best === undefined ? -1 : compare(value, best.value);
    if (order < 0 || (order === 0 && c.strict)) best = { value, reached: !c.strict };
  }
  return best;
}

/**
 * A point of the region, each variable on its grid and as near as its grid allows to the preferred side.
 * Undefined when none is found: the region may hold no point of the grid.
 */
export function point(
  constraints: readonly Constraint[],
  grid: (name: string) => Rational,
  prefer: (name: string) => "low" | "high",
): ReadonlyMap<string, Rational> | undefined {
  const found = new Map<string, Rational>();
  let left: readonly Constraint[] | undefined = simplify(constraints);
  for (const name of variablesOf(constraints)) {
    if (left === undefined) return undefined;
    let own: readonly Constraint[] | undefined = left;
    for (const other of variablesOf(left)) if (other !== name && own !== undefined) own = eliminate(own, other);
    if (own === undefined) return undefined;
    const value = withinBounds(own, name, grid(name), prefer(name));
    if (value === undefined) return undefined;
    found.set(name, value);
    const fixed = constant(value);
    left = simplify(left.map((c) => ({ ...c, form: substitute(c.form, name, fixed) })));
  }
  return left === undefined ? undefined : found;
}

function substitute(form: Form, name: string, value: Form): Form {
  const factor = form.terms.get(name);
  if (factor === undefined) return form;
  const terms = new Map(form.terms);
  terms.delete(name);
  return plus({ constant: form.constant, terms }, times(value, factor));
}

function withinBounds(constraints: readonly Constraint[], name: string, step: Rational, side: "low" | "high"): Rational | undefined {
  let low: Bound | undefined;
  let high: Bound | undefined;
  for (const c of constraints) {
    const factor = c.form.terms.get(name);
    if (factor === undefined) continue;
    const value = divide(negative(c.form.constant), factor);
    if (factor.n > 0n) {
      const order = low === undefined ? 1 : compare(value, low.value);
      if (order > 0 || (order === 0 && c.strict)) low = { value, reached: !c.strict };
    } else {
      const order = high === undefined ? -1 : compare(value, high.value);
      if (order < 0 || (order === 0 && c.strict)) high = { value, reached: !c.strict };
    }
  }
  const onGrid = (value: Rational, up: boolean): Rational => {
    const steps = divide(value, step);
    const down = steps.n >= 0n ? steps.n / steps.d : -((-steps.n + steps.d - 1n) / steps.d);
    const exact = down * steps.d === steps.n;
    return multiply(rational(exact || !up ? down : down + 1n), step);
  };
  const inside = (value: Rational): boolean =>
    (low === undefined || (low.reached ? compare(value, low.value) >= 0 : compare(value, low.value) > 0)) &&
    (high === undefined || (high.reached ? compare(value, high.value) <= 0 : compare(value, high.value) < 0));
  const candidates: Rational[] = [];
  const fromLow = low === undefined ? undefined : onGrid(low.value, true);
  const fromHigh = high === undefined ? undefined : onGrid(high.value, false);
  if (fromLow !== undefined) candidates.push(fromLow, add(fromLow, step));
  if (fromHigh !== undefined) candidates.push(fromHigh, subtract(fromHigh, step));
  if (candidates.length === 0) candidates.push(zero);
  const ordered = side === "high" && fromHigh !== undefined ? [...candidates].reverse() : candidates;
  const tried = side === "high" && fromHigh !== undefined ? [fromHigh, subtract(fromHigh, step), ...ordered] : ordered;
  return tried.find(inside);
}
