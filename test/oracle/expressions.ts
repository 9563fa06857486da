import type { Ast } from "../../grammar/index.js";
import type { Fact, Policy } from "./symbols.js";
import { arithmetic, dayOf, Decimal, every, isDay, isDecimal, none, nothing, shift, some, unknown, yearOf, type Term, type Value } from "./values.js";

/** Expressions of the syntax tree as functions of a case; names are looked up once. */

export interface Case {
  readonly facts: ReadonlyMap<string, Value>;
  readonly readings: ReadonlyMap<string, string>;
  readonly definitions: Map<string, Value>;
  /** What another scheme pays or could pay in this case. */
  readonly other: (scheme: string, what: "payout" | "ceiling" | "cap", cap: string | undefined) => Value;
}

export type Compute = (at: Case) => Value;

/** Where a name is read: its policy, the definitions of the scheme and the bases that are capped. */
export interface Place {
  readonly policy: Policy;
  readonly definitions: ReadonlyMap<string, readonly { readonly stands: Compute; readonly value: Compute }[]>;
  readonly bases: ReadonlyMap<string, readonly { readonly stands: Compute; readonly limit: Compute }[]>;
}

export function schemeNamed(policy: Policy, name: string): string {
  const own = policy.schemes.get(name);
  if (own !== undefined) return own.id;
  const dot = name.lastIndexOf(".");
  const found = policy.uses.get(name.slice(0, dot))?.schemes.get(name.slice(dot + 1));
  if (found === undefined) throw new Error(`no scheme ${name}`);
  return found.id;
}

export const choice = (policy: Policy, reading: string): { readonly of: (at: Case) => string; readonly name: (alternative: string) => string } => {
  const found = policy.readings.get(reading);
  if (found === undefined) throw new Error(`no reading ${reading}`);
  return {
    of: (at) => at.readings.get(found.id) ?? found.byDefault,
    name: (alternative) => found.alternatives.get(alternative) ?? alternative,
  };
};

type Operation = (a: Decimal, b: Decimal) => Decimal;
const times: Operation = (a, b) => a.mul(b);
const lesser: Operation = (a, b) => Decimal.min(a, b);
const operations: Readonly<Record<"percent-of" | "times" | "add" | "less" | "divided", Operation>> = {
  "percent-of": times, times, add: (a, b) => a.add(b), less: (a, b) => a.sub(b), divided: (a, b) => a.div(b),
};

const factOf = (expr: Ast.Expr, place: Place): Fact | undefined => (expr.kind === "name" ? place.policy.facts.get(expr.name.text) : undefined);

function readName(name: string, place: Place, listed: Fact | undefined): Compute {
  const definitions = place.definitions.get(name);
  const fact = place.policy.facts.get(name);
  let read: Compute;
  if (definitions !== undefined) {
    read = (at) => {
      const known = at.definitions.get(name);
      if (known !== undefined) return known;
      const value = definitions.find((one) => one.stands(at) === true)?.value(at) ?? unknown;
      at.definitions.set(name, value);
      return value;
    };
  } else if (fact !== undefined && listed?.members.has(name) !== true) {
    read = fact.byYear ? inYear(name, 0, place) : (at) => at.facts.get(fact.id) ?? unknown;
  } else {
    const member = listed?.members.get(name);
    if (member === undefined) throw new Error(`no name ${name}`);
    return () => member;
  }
  const limits = place.bases.get(name);
  return limits === undefined ? read : (at) => limits
    .filter((one) => one.stands(at) === true)
    .reduce((value, one) => arithmetic(value, one.limit(at), lesser), read(at));
}

/** A yearly fact, some years before the one of the tested date. */
function inYear(name: string, before: number, place: Place): Compute {
  const fact = place.policy.facts.get(name)?.id ?? "";
  const tested = place.policy.facts.get(place.policy.header?.inForce[0]?.by.text ?? "")?.id ?? "";
  return (at) => {
    const on = at.facts.get(tested) ?? unknown;
    return isDay(on) ? (at.facts.get(`${fact}@${yearOf(on) - before}`) ?? unknown) : unknown;
  };
}

const order: Readonly<Record<Exclude<Ast.Comparison, "is" | "is-not">, (a: number) => boolean>> = {
  "at-least": (a) => a >= 0, "at-most": (a) => a <= 0, "more-than": (a) => a > 0, "less-than": (a) => a < 0,
};

function compareValues(op: Ast.Comparison, left: Value, right: Value, rank: readonly string[]): Value {
  if (left === nothing || right === nothing) return nothing;
  if (left === unknown || right === unknown) return unknown;
  const same = isDecimal(left) && isDecimal(right) ? left.eq(right) : isDay(left) && isDay(right) ? left.day === right.day : left === right;
  if (op === "is") return same;
  if (op === "is-not") return !same;
  // a date that is not there is neither before nor after another
  if (left === none || right === none) return false;
  if (isDecimal(left) && isDecimal(right)) return order[op](left.comparedTo(right));
  if (isDay(left) && isDay(right)) return order[op](left.day - right.day);
  if (!rank.includes(String(left)) || !rank.includes(String(right))) return false;
  return order[op](rank.indexOf(String(left)) - rank.indexOf(String(right)));
}

/** `listed` is the fact whose values names may stand for. */
export function compute(expr: Ast.Expr, place: Place, listed?: Fact): Compute {
  const part = (inner: Ast.Expr): Compute => compute(inner, place, listed);
  const constant = (value: Value): Compute => () => value;
  switch (expr.kind) {
    case "money": return constant(new Decimal(expr.yuan));
    case "percent": return constant(new Decimal(expr.value).div(expr.points === "basis" ? 10_000 : 100));
    case "unit-price": return constant(new Decimal(expr.amount.yuan));
    case "number": {
      const [above = "0", below] = expr.value.split("/");
      return constant(below === undefined ? new Decimal(above) : new Decimal(above).div(below));
    }
    case "duration": return constant(new Decimal(expr.count));
    case "date": return constant(dayOf(expr.iso));
    case "text": return constant(expr.value);
    case "yes-no": return constant(expr.value);
    case "none": return constant(none);
    case "nothing": return constant(nothing);
    case "name": return readName(expr.name.text, place, listed);
    case "percent-of": case "times": case "add": case "less": case "divided": {
      const [left, right] = expr.kind === "percent-of" ? [part(expr.rate), part(expr.base)] : [part(expr.left), part(expr.right)];
      const operation = operations[expr.kind];
      return (at) => arithmetic(left(at), right(at), operation);
    }
    case "previous-year": return inYear(expr.fact.text, 1, place);
    case "increase": {
      const [now, before] = [inYear(expr.fact.text, 0, place), inYear(expr.fact.text, 1, place)];
      return (at) => {
        const more = arithmetic(now(at), before(at), (a, b) => a.sub(b));
        return isDecimal(more) && more.lte(0) ? nothing : more;
      };
    }
    case "growth": {
      const [now, before, without] = [inYear(expr.fact.text, 0, place), inYear(expr.fact.text, 1, place), part(expr.withoutBase as Ast.Expr)];
      return (at) => {
        const base = before(at);
        if (isDecimal(base) && base.lte(0)) return without(at);
        return arithmetic(now(at), base, (a, b) => a.sub(b).div(b));
      };
    }
    case "elapsed": {
      const [from, to] = [part(expr.from), part(expr.to)];
      const year = expr.measure.kind === "years" ? expr.measure.year : undefined;
      if (year === undefined) break;
      return (at) => {
        const [begin, end]: readonly [Value, Value] = [from(at), to(at)];
        if (!isDay(begin) || !isDay(end)) return unknown;
        const last = expr.atMost === undefined ? end.day : Math.min(end.day, shift(begin, Number(expr.atMost.count), expr.atMost.unit as Term).day);
        if (year.unit === "day") return new Decimal(Math.max(0, last - begin.day)).div(year.count);
        let months = 0;
        while (shift(begin, months + 1, "month").day <= last) months++;
        return new Decimal(months).div(12);
      };
    }
    case "interest": {
      const [rate, principal, time] = [part(expr.rate), part(expr.principal), part(expr.time)];
      return (at) => arithmetic(arithmetic(rate(at), principal(at), times), time(at), times);
    }
    case "for-each": {
      if (expr.of === undefined) break;
      const [amount, step, of] = [part(expr.amount), part(expr.step), part(expr.of)];
      const count = (n: Decimal): Decimal => (expr.mode === "full" ? n.floor() : expr.mode === "started" ? n.ceil() : n);
      return (at) => arithmetic(amount(at), arithmetic(of(at), step(at), (a, b) => count(a.div(b))), times);
    }
    case "excess": {
      const [of, over] = [part(expr.of), part(expr.over)];
      return (at) => arithmetic(of(at), over(at), (a, b) => Decimal.max(0, a.sub(b)));
    }
    case "higher": {
      const items = expr.items.map(part);
      return (at) => items.map((item) => item(at)).reduce((a, b) => arithmetic(a, b, (x, y) => Decimal.max(x, y)));
    }
    case "if-given": {
      const [value, fallback] = [part(expr.given), part(expr.fallback)];
      return (at) => {
        const known = value(at);
        return known === unknown ? fallback(at) : known;
      };
    }
    case "cap-of": case "payout-of": case "ceiling-of": {
      const scheme = schemeNamed(place.policy, expr.scheme.text);
      const what = expr.kind === "cap-of" ? "cap" : expr.kind === "payout-of" ? "payout" : "ceiling";
      const cap = expr.kind === "cap-of" ? expr.cap?.text : undefined;
      return (at) => at.other(scheme, what, cap);
    }
    case "shift": {
      const [date, count] = [part(expr.date), part(expr.count)];
      if (expr.unit === "working-day") break;
      const unit: Term = expr.unit;
      const sign = expr.direction === "after" ? 1 : -1;
      return (at) => {
        const [from, by]: readonly [Value, Value] = [date(at), count(at)];
        if (from === unknown || by === unknown) return unknown;
        return isDay(from) && isDecimal(by) ? shift(from, sign * by.toNumber(), unit) : none;
      };
    }
    case "year-of": {
      const date = part(expr.date);
      return (at) => {
        const value = date(at);
        return isDay(value) ? new Decimal(yearOf(value)) : value;
      };
    }
    case "banded": return banded(expr, place, listed);
    case "graded": return graded(expr, place, listed);
    case "first-of": {
      const rows = expr.rows.map((row) => ({ when: row.when === undefined ? constant(true) : compute(row.when, place), value: part(row.value) }));
      return (at) => {
        for (const row of rows) {
          const holds = row.when(at);
          if (holds !== false) return holds === true ? row.value(at) : holds;
        }
        return unknown;
      };
    }
    case "by-reading": {
      const chosen = choice(place.policy, expr.reading.text);
      const arms = new Map(expr.arms.map((arm) => [chosen.name(arm.alternative.text), part(arm.value)]));
      return (at) => arms.get(chosen.of(at))?.(at) ?? unknown;
    }
    case "compare": {
      const fact = factOf(expr.left, place);
      const [left, right] = [part(expr.left), compute(expr.right, place, fact)];
      const rank = fact?.type.kind === "one-of" && fact.type.rising ? fact.type.members.map((m) => fact.members.get(m.name.text) ?? "") : [];
      return (at) => compareValues(expr.op, left(at), right(at), rank);
    }
    case "one-of": {
      const fact = factOf(expr.left, place);
      const left = part(expr.left);
      const items = expr.items.map((item) => compute(item, place, fact));
      return (at) => some(items.map((item) => compareValues("is", left(at), item(at), [])));
    }
    case "and": case "or": {
      const items = expr.items.map(part);
      const join = expr.kind === "and" ? every : some;
      return (at) => join(items.map((item) => item(at)));
    }
    case "not": {
      const item = part(expr.item);
      return (at) => {
        const value = item(at);
        return typeof value === "boolean" ? !value : value;
      };
    }
    default: break;
  }
  throw new Error(`the third evaluator does not know ${expr.kind}`);
}

function banded(expr: Ast.Expr & { readonly kind: "banded" | "marginal"; readonly rows: readonly Ast.BandRow[]; readonly key: Ast.Expr }, place: Place, listed: Fact | undefined): Compute {
  const key = compute(expr.key, place);
  const rows = expr.rows.map((row) => ({
    low: row.low && { value: compute(row.low.value, place), inclusive: row.low.inclusive === true },
    high: row.high && { value: compute(row.high.value, place), inclusive: row.high.inclusive === true },
    value: compute(row.value, place, listed),
  }));
  return (at) => {
    const value = key(at);
    if (value === unknown || value === nothing) return value;
    for (const { low, high, value: then } of rows) {
      const above = low === undefined || compareValues(low.inclusive ? "at-least" : "more-than", value, low.value(at), []) === true;
      const below = high === undefined || compareValues(high.inclusive ? "at-most" : "less-than", value, high.value(at), []) === true;
      if (above && below) return then(at);
    }
    return unknown;
  };
}

function graded(expr: Ast.Expr & { readonly kind: "graded"; readonly keys: readonly Ast.Expr[]; readonly rows: readonly Ast.GradeRow[] }, place: Place, listed: Fact | undefined): Compute {
  const keys = expr.keys.map((key) => ({ value: compute(key, place), fact: factOf(key, place) }));
  const rows = expr.rows.map((row) => ({
    patterns: row.keys.map((pattern, i): ((key: Value, at: Case) => boolean) => {
      const fact = keys[i]?.fact;
      if (pattern.kind === "any") return () => true;
      if (pattern.kind === "key") {
        const wanted = compute(pattern.value, place, fact);
        return (key, at) => compareValues("is", key, wanted(at), []) === true;
      }
      const [from, to] = [compute(pattern.from, place, fact), compute(pattern.to, place, fact)];
      return (key, at) => compareValues("at-least", key, from(at), []) === true && compareValues("at-most", key, to(at), []) === true;
    }),
    value: compute(row.values[0] as Ast.Expr, place, listed),
  }));
  return (at) => {
    const values = keys.map((key) => key.value(at));
    if (values.includes(unknown)) return unknown;
    const row = rows.find((one) => one.patterns.every((fits, i) => fits(values[i] as Value, at)));
    return row === undefined ? nothing : row.value(at);
  };
}
