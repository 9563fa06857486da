import { inWindow } from "../runtime/pool.js";
import type { Compute, Program } from "../runtime/program.js";
import { parseRational } from "../runtime/rational.js";
import type { Context } from "../runtime/context.js";
import { all, any, atLeastOf, dayOf, elapsed, higher, lower, minus, negate, none, Nothing, over, plus, rankOf, related, shifted, times, wholeDown, wholeUp, yearOf, type Value } from "../runtime/value.js";
import { withoutRemarks, type CoreProgram, type Expr } from "./ir/core.js";
import { mapProgram } from "./map-program.js";

/** The reference semantics: the core, walked. */

type Walk<K> = (expr: Extract<Expr, { readonly op: K }>, context: Context) => Value;
type Of<E, K> = E extends { readonly op: infer O } ? (K extends O ? E : never) : never;

const two = (operation: (a: Value, b: Value) => Value) =>
  (expr: { readonly left: Expr; readonly right: Expr }, c: Context): Value => operation(interpretExpr(expr.left, c), interpretExpr(expr.right, c));

const walks: { readonly [K in Expr["op"]]: (expr: Of<Expr, K>, context: Context) => Value } = {
  number: (e) => parseRational(e.value),
  date: (e) => dayOf(e.iso),
  text: (e) => e.value,
  "yes-no": (e) => e.value,
  none: () => none,
  nothing: (e) => new Nothing(e.site),
  fact: (e, c) => c.fact(e.fact),
  "in-year": (e, c) => c.inYear(e.fact, interpretExpr(e.year, c)),
  definition: (e, c) => c.definition(e.index),
  add: two(plus),
  subtract: two(minus),
  multiply: two(times),
  divide: two(over),
  lower: two(lower),
  higher: two(higher),
  "whole-down": (e, c) => wholeDown(interpretExpr(e.item, c)),
  "whole-up": (e, c) => wholeUp(interpretExpr(e.item, c)),
  not: (e, c) => negate(interpretExpr(e.item, c)),
  "year-of": (e, c) => yearOf(interpretExpr(e.item, c)),
  compare: (e, c) => related(e.relation, interpretExpr(e.left, c), interpretExpr(e.right, c)),
  rank: (e, c) => rankOf(interpretExpr(e.item, c), e.order),
  all: (e, c) => all(e.items.map((item) => interpretExpr(item, c))),
  any: (e, c) => any(e.items.map((item) => interpretExpr(item, c))),
  "at-least-of": (e, c) => atLeastOf(e.count, e.items.map((item) => interpretExpr(item, c))),
  cases: (e, c) => c.cases(e.site, e.rows.map(({ when, then }) => [when === null ? undefined : compute(when), compute(then)] as const)),
  given: (e, c) => c.given(interpretExpr(e.value, c), compute(e.fallback)),
  "by-reading": (e, c) => c.choose(e.reading, e.arms.map((arm) => [arm.alternative, compute(arm.value)] as const)),
  "payout-of": (e, c) => c.payoutOf(e.scheme),
  "ceiling-of": (e, c) => c.ceilingOf(e.scheme),
  "cap-of": (e, c) => c.capOf(e.scheme, e.cap ?? undefined),
  shift: (e, c) => shifted(interpretExpr(e.date, c), interpretExpr(e.count, c), e.unit, e.direction),
  elapsed: (e, c) => elapsed(interpretExpr(e.from, c), interpretExpr(e.to, c), e.unit),
  "sum-rows": (e, c) => c.sumRows(e.site, e.list, compute(e.value)),
  "in-window": (e, c) => inWindow(interpretExpr(e.date, c), e.spans),
};

export function interpretExpr(expr: Expr, context: Context): Value {
  return (walks[expr.op] as Walk<Expr["op"]>)(expr as never, context);
}

const compute = (expr: Expr): Compute => (context) => interpretExpr(expr, context);

/** What an edit leaves as it was is not gone through again. */
const known = new WeakMap<object, unknown>();

/** A program that walks the core whenever it is asked for a value. */
export const interpret = (core: CoreProgram): Program => mapProgram<Expr, Compute>(withoutRemarks(core), compute, known);
