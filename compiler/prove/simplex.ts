import { add, divide, multiply, rational, type Rational } from "../../runtime/rational.js";
import { constant, isConstant, minus, minusOne, sameForm, substitute, times, variable, type Constraint, type Form } from "./linear.js";

/**
 * The greatest value of a linear form under constraints, exactly: the simplex method in whole numbers with one common
 * denominator (Edmonds), least index first (Bland), so that it ends. Strict constraints are taken with their edges.
 */

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Multiplies by the least number that leaves no fractions. */
function whole(values: readonly Rational[]): { readonly values: bigint[]; readonly scale: bigint } {
  const scale = values.reduce((least, { d }) => (least / gcd(least, d)) * d, 1n);
  return { values: values.map(({ n, d }) => n * (scale / d)), scale };
}

class Tableau {
  /** basic + Σ row·nonbasic = last column, all over `common`; the last row is the objective. */
  common = 1n;

  constructor(readonly rows: bigint[][], readonly basic: number[], readonly nonbasic: number[]) {}

  pivot(r: number, c: number): void {
    const row = this.rows[r] as bigint[];
    const p = row[c] as bigint;
    for (const [i, other] of this.rows.entries()) {
      if (i === r) continue;
      const factor = other[c] as bigint;
      for (let j = 0; j < other.length; j++) {
        if (j !== c) other[j] = ((other[j] as bigint) * p - factor * (row[j] as bigint)) / this.common;
      }
      other[c] = -factor;
    }
    row[c] = this.common;
    this.common = p;
    if (p < 0n) {
      this.common = -p;
      for (const other of this.rows) for (let j = 0; j < other.length; j++) other[j] = -(other[j] as bigint);
    }
    const left = this.basic[r] as number;
    this.basic[r] = this.nonbasic[c] as number;
    this.nonbasic[c] = left;
  }

  /** False where the objective grows without end. */
  optimise(): boolean {
    const last = this.rows.length - 1;
    for (;;) {
      const objective = this.rows[last] as bigint[];
      const width = objective.length - 1;
      let enters = -1;
      for (let j = 0; j < width; j++) if ((objective[j] as bigint) < 0n && (enters < 0 || (this.nonbasic[j] as number) < (this.nonbasic[enters] as number))) enters = j;
      if (enters < 0) return true;
      let leaves = -1;
      for (let i = 0; i < last; i++) {
        const row = this.rows[i] as bigint[];
        const factor = row[enters] as bigint;
        if (factor <= 0n) continue;
        const best = this.rows[leaves];
        const order = best === undefined ? -1n : (row[width] as bigint) * (best[enters] as bigint) - (best[width] as bigint) * factor;
        if (order < 0n || (order === 0n && (this.basic[i] as number) < (this.basic[leaves] as number))) leaves = i;
      }
      if (leaves < 0) return false;
      this.pivot(leaves, enters);
    }
  }
}

/** Two constraints that leave a form only zero give a variable away. */
function withoutEqualities(objective: Form, constraints: readonly Constraint[], box: (name: string) => Box): { readonly objective: Form; readonly constraints: readonly Constraint[] } {
  let goal = objective;
  let left = [...constraints];
  for (let i = 0; i < left.length; i++) {
    const a = left[i] as Constraint;
    if (a.strict || a.form.terms.size < 2) continue;
    const negative = times(a.form, minusOne);
    const j = left.findIndex((b, at) => at > i && !b.strict && sameForm(b.form, negative));
    if (j < 0) continue;
    const [[name, factor]] = a.form.terms as unknown as [[string, Rational]];
    // name = -(rest)/factor
    const terms = new Map(a.form.terms);
    terms.delete(name);
    const value = times({ constant: a.form.constant, terms }, divide(minusOne, factor));
    const { low, high } = box(name);
    left = left.filter((_, at) => at !== i && at !== j).map((c) => ({ ...c, form: substitute(c.form, name, value) }));
    if (low !== undefined) left.push({ form: minus(value, constant(low.value)), strict: false });
    if (high !== undefined) left.push({ form: minus(constant(high.value), value), strict: false });
    goal = substitute(goal, name, value);
    i = -1;
  }
  return { objective: goal, constraints: left };
}

/** Where a variable lies between numbers. */
export interface Box {
  readonly low?: { readonly value: Rational };
  readonly high?: { readonly value: Rational };
}

/** `box` holds the ends of the variables; `constraints` what binds several. */
export function maximize(form: Form, several: readonly Constraint[], box: (name: string) => Box): Rational | "empty" | "unbounded" {
  const { objective, constraints: bound } = withoutEqualities(form, several, box);
  if (bound.some((c) => isConstant(c.form) && c.form.constant.n < 0n)) return "empty";
  const names = [...new Set([...objective.terms.keys(), ...bound.flatMap((c) => [...c.form.terms.keys()])])];
  // a variable counts from its lower end, or down from its upper one; else it is the difference of two
  const start = new Map(names.map((name) => [name, box(name)] as const));
  const spread = (form: Form, sign: bigint): Rational[] => {
    const list: Rational[] = [];
    for (const name of names) {
      const { n, d } = form.terms.get(name) ?? { n: 0n, d: 1n };
      const { low, high } = start.get(name) as Box;
      if (low !== undefined) list.push({ n: sign * n, d });
      else if (high !== undefined) list.push({ n: -sign * n, d });
      else list.push({ n: sign * n, d }, { n: -sign * n, d });
    }
    return list;
  };
  const moved = (form: Form): Rational => {
    let value = form.constant;
    for (const [name, factor] of form.terms) {
      const { low, high } = start.get(name) as Box;
      const from = (low ?? high)?.value;
      if (from !== undefined) value = add(value, multiply(factor, from));
    }
    return value;
  };
  const constraints: Constraint[] = bound.filter((c) => !isConstant(c.form));
  for (const name of names) {
    const { low, high } = start.get(name) as Box;
    if (low !== undefined && high !== undefined) constraints.push({ form: minus(constant(high.value), variable(name)), strict: false });
  }
  const rows = constraints.map((c) => whole([...spread(c.form, -1n), moved(c.form)]).values);
  const columns = names.reduce((n, name) => { const { low, high } = start.get(name) as Box; return n + (low === undefined && high === undefined ? 2 : 1); }, 0);
  const goal = whole([...spread(objective, -1n), moved(objective)]);
  const basic = rows.map((_, i) => columns + 1 + i);
  const nonbasic = [...Array(columns).keys()].map((j) => j + 1);
  const worst = rows.reduce((least, row, i) => ((row[columns] as bigint) < (rows[least]?.[columns] ?? 0n) ? i : least), 0);
  if (rows.length > 0 && ((rows[worst] as bigint[])[columns] as bigint) < 0n) {
    // a point to start from: the least by which all have to be loosened
    const loose = new Tableau([...rows.map((row) => [...row.slice(0, columns), -1n, row[columns] as bigint]), [...Array<bigint>(columns).fill(0n), 1n, 0n]], basic, [...nonbasic, 0]);
    loose.pivot(worst, columns);
    loose.optimise();
    if (((loose.rows[rows.length] as bigint[])[columns + 1] as bigint) !== 0n) return "empty";
    const at = loose.basic.indexOf(0);
    if (at >= 0) {
      const out = (loose.rows[at] as bigint[]).findIndex((value, j) => j <= columns && value !== 0n);
      if (out >= 0) loose.pivot(at, out);
    }
    const gone = loose.nonbasic.indexOf(0);
    const kept = loose.rows.slice(0, -1).map((row) => row.filter((_, j) => j !== gone));
    const free = loose.nonbasic.filter((_, j) => j !== gone);
    // the objective in the variables that are free now
    const row: bigint[] = [];
    for (const [j, index] of free.entries()) {
      let value = index <= columns ? (goal.values[index - 1] as bigint) * loose.common : 0n;
      for (const [i, b] of loose.basic.entries()) if (b >= 1 && b <= columns) value -= (goal.values[b - 1] as bigint) * ((kept[i] as bigint[])[j] as bigint);
      row.push(value);
    }
    let end = (goal.values[columns] as bigint) * loose.common;
    for (const [i, b] of loose.basic.entries()) if (b >= 1 && b <= columns) end -= (goal.values[b - 1] as bigint) * ((kept[i] as bigint[])[columns] as bigint);
    const tableau = new Tableau([...kept, [...row, end]], loose.basic, free);
    tableau.common = loose.common;
    return tableau.optimise() ? valueOfGoal(tableau, goal.scale) : "unbounded";
  }
  const tableau = new Tableau([...rows, goal.values], basic, nonbasic);
  return tableau.optimise() ? valueOfGoal(tableau, goal.scale) : "unbounded";
}

function valueOfGoal(tableau: Tableau, scale: bigint): Rational {
  const last = tableau.rows[tableau.rows.length - 1] as bigint[];
  return rational(last[last.length - 1] as bigint, tableau.common * scale);
}
