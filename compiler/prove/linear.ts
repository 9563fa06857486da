import { add, multiply, rational, zero, type Rational } from "../../runtime/rational.js";

/** Linear forms over facts: a constant and a multiple of each. */
export interface Form {
  readonly constant: Rational;
  readonly terms: ReadonlyMap<string, Rational>;
}

/** form >= 0, or form > 0. */
export interface Constraint {
  readonly form: Form;
  readonly strict: boolean;
}

const none: ReadonlyMap<string, Rational> = new Map();
const plusOne = rational(1n);
export const minusOne = rational(-1n);

export const constant = (value: Rational): Form => ({ constant: value, terms: none });
export const variable = (name: string): Form => ({ constant: zero, terms: new Map([[name, plusOne]]) });
export const isConstant = (form: Form): boolean => form.terms.size === 0;

function combine(a: Form, b: Form, scale: Rational): Form {
  if (b.terms.size === 0) return { constant: add(a.constant, multiply(b.constant, scale)), terms: a.terms };
  const terms = new Map(a.terms);
  for (const [name, value] of b.terms) {
    const before = terms.get(name);
    const sum = before === undefined ? multiply(value, scale) : add(before, multiply(value, scale));
    if (sum.n === 0n) terms.delete(name);
    else terms.set(name, sum);
  }
  return { constant: add(a.constant, multiply(b.constant, scale)), terms };
}

export const plus = (a: Form, b: Form): Form => combine(a, b, plusOne);
export const minus = (a: Form, b: Form): Form => combine(a, b, minusOne);
export const times = (a: Form, factor: Rational): Form =>
  factor.n === 0n ? constant(zero) : { constant: multiply(a.constant, factor), terms: new Map([...a.terms].map(([name, value]) => [name, multiply(value, factor)])) };

export const atLeastZero = (form: Form): Constraint => ({ form, strict: false });
export const aboveZero = (form: Form): Constraint => ({ form, strict: true });
/** What holds where the constraint does not. */
export const opposite = (c: Constraint): Constraint => ({ form: times(c.form, minusOne), strict: !c.strict });

export const holdsConstant = (c: Constraint): boolean => (c.strict ? c.form.constant.n > 0n : c.form.constant.n >= 0n);

/** The form with a value, or another form, in place of a variable. */
export function substitute(form: Form, name: string, value: Form): Form {
  const factor = form.terms.get(name);
  if (factor === undefined) return form;
  const terms = new Map(form.terms);
  terms.delete(name);
  return combine({ constant: form.constant, terms }, value, factor);
}

/** The same text for the same form. */
export function textOf(form: Form): string {
  return `${[...form.terms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { n, d }]) => `${n}/${d}*${name}`).join("+")}+${form.constant.n}/${form.constant.d}`;
}

export function sameForm(a: Form, b: Form): boolean {
  if (a === b) return true;
  if (a.terms.size !== b.terms.size || a.constant.n !== b.constant.n || a.constant.d !== b.constant.d) return false;
  for (const [name, { n, d }] of a.terms) {
    const other = b.terms.get(name);
    if (other === undefined || other.n !== n || other.d !== d) return false;
  }
  return true;
}

/** The value at a point; variables that the point does not name count as zero. */
export function valueOf(form: Form, values: ReadonlyMap<string, Rational>): Rational {
  let result = form.constant;
  for (const [name, factor] of form.terms) result = add(result, multiply(factor, values.get(name) ?? zero));
  return result;
}
