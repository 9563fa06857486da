import type { Ast } from "../../grammar/index.js";
import { divide, parseRational, toText } from "../../runtime/rational.js";
import type { Expr } from "../ir/core.js";
import { anything, date, isOpen, money, percent, plainNumber, type Type } from "../ir/types.js";
import { and, broken, datedValue, elaborate, expect, join, mismatch, numericPair, testedDate, zero, type Typed } from "./expression.js";
import type { Scope } from "./scope.js";

/** What policy offices write again and again, as the few operations of the core. */

type Node<K extends Ast.Expr["kind"]> = Ast.Expr & { readonly kind: K };

const number = (value: string): Expr => ({ op: "number", value });
export const compared = (relation: "at-least" | "at-most" | "more-than" | "less-than", left: Expr, right: Expr): Expr => ({ op: "compare", relation, left, right });
const cases = (site: number, ...rows: readonly (readonly [when: Expr | null, then: Expr])[]): Expr => ({ op: "cases", site, rows: rows.map(([when, then]) => ({ when, then })) });

/** A yearly fact in the year of the tested date and in the year before. */
function twoYears(fact: Ast.Ident, scope: Scope): { readonly now: Expr; readonly before: Expr; readonly type: Type } | undefined {
  const symbol = scope.requireFact(fact);
  if (symbol === undefined) return undefined;
  if (!symbol.decl.byYear) {
    scope.report("not-by-year", fact.span, { name: fact.text });
    return undefined;
  }
  if (!isOpen(symbol.type) && !["money", "number", "percent"].includes(symbol.type.kind)) {
    mismatch(scope, fact.span, "an amount or a number|金额或数", symbol.type);
    return undefined;
  }
  const year: Expr = { op: "year-of", item: testedDate(scope) };
  return {
    now: { op: "in-year", fact: symbol.id, year },
    before: { op: "in-year", fact: symbol.id, year: { op: "subtract", left: year, right: number("1") } },
    type: symbol.type,
  };
}

/** An increase of zero or less pays nothing; in a condition it is compared as it is. */
export function increase(e: Node<"increase">, scope: Scope): Typed {
  const years = twoYears(e.fact, scope);
  if (years === undefined) return broken;
  const difference: Expr = { op: "subtract", left: years.now, right: years.before };
  if (scope.inCondition) return { core: difference, type: years.type };
  const site = scope.site("increase", e.span, { name: e.fact.text, type: years.type });
  return { core: cases(site, [compared("more-than", years.now, years.before), difference], [null, { op: "nothing", site }]), type: years.type };
}

/** Growth over a base of zero has no value: what holds then is said. */
export function growth(e: Node<"growth">, scope: Scope): Typed {
  const years = twoYears(e.fact, scope);
  if (e.withoutBase === undefined) scope.report("growth-base-unsaid", e.span, { name: e.fact.text });
  if (years === undefined) return broken;
  const other = e.withoutBase === undefined ? zero : expect(e.withoutBase, scope, percent).core;
  const rate: Expr = { op: "divide", left: { op: "subtract", left: years.now, right: years.before }, right: years.before };
  const site = scope.site("growth", e.span, { name: e.fact.text, type: percent });
  return { core: cases(site, [compared("more-than", years.before, zero), rate], [null, other]), type: percent };
}

/** Which year since an event the tested date falls into, from 1; 0 before the event. */
export function yearSince(e: Node<"year-since">, scope: Scope): Typed {
  const event = expect(e.event, scope, date).core;
  const on = testedDate(scope);
  const ago: Expr = e.calendar
    ? { op: "subtract", left: { op: "year-of", item: on }, right: { op: "year-of", item: event } }
    : { op: "whole-down", item: { op: "divide", left: { op: "elapsed", unit: "full-months", from: event, to: on }, right: number("12") } };
  const site = scope.site("year-since", e.span);
  return { core: cases(site, [compared("less-than", on, event), zero], [null, { op: "add", left: ago, right: number("1") }]), type: plainNumber };
}

export function elapsed(e: Node<"elapsed">, scope: Scope): Typed {
  const from = expect(e.from, scope, date).core;
  const end = expect(e.to, scope, date).core;
  const to = e.atMost === undefined ? end : earlier(end, shifted(from, e.atMost), scope.site("elapsed", e.span));
  const { measure } = e;
  if (measure.kind !== "years") return { core: { op: "elapsed", unit: measure.kind, from, to }, type: plainNumber };
  const { year } = measure;
  // banks count 360 days, courts 365, contracts months: the text must say, or a reading
  if (year === undefined || (year.unit !== "day" && year.unit !== "month") || (year.unit === "month" && year.count !== "12")) {
    scope.report("day-count-unsaid", year?.span ?? e.span);
    return broken;
  }
  const counted: Expr = { op: "elapsed", unit: year.unit === "day" ? "days" : "full-months", from, to };
  return { core: { op: "divide", left: counted, right: number(year.count) }, type: plainNumber };
}

export const shifted = (from: Expr, length: Ast.DurationLiteral): Expr =>
  ({ op: "shift", date: from, count: number(length.count), unit: length.unit === "working-day" ? "day" : length.unit, direction: 1 });

const earlier = (a: Expr, b: Expr, site: number): Expr => cases(site, [compared("at-most", a, b), a], [null, b]);

/** A dated value on another day than the one that is tested: the reference rate of the day of the loan. */
export function asOf(e: Node<"as-of">, scope: Scope): Typed {
  const decl = scope.unit.values.get(e.value.text);
  if (decl === undefined) {
    scope.unknownName(e.value);
    return broken;
  }
  return datedValue(decl, scope, expect(e.date, scope, date).core);
}

export function topUp(e: Node<"top-up">, scope: Scope, expected: Type | undefined): Typed {
  const [to, net, type] = numericPair(e.to, e.net, scope, expected);
  return { core: { op: "higher", left: zero, right: { op: "subtract", left: to.core, right: net.core } }, type };
}

/** 1:0.5 gives half of what was received. */
export function match(e: Node<"match">, scope: Scope, expected: Type | undefined): Typed {
  const base = elaborate(e.base, scope, expected);
  if (Number(e.own) === 0) {
    scope.report("ratio-of-nothing", e.span);
    return broken;
  }
  return { core: { op: "multiply", left: number(toText(divide(parseRational(e.ours), parseRational(e.own)))), right: base.core }, type: base.type };
}

export function interest(e: Node<"interest">, scope: Scope): Typed {
  const rate = expect(e.rate, scope, percent);
  const principal = expect(e.principal, scope, money);
  const time = expect(e.time, scope, plainNumber);
  return { core: { op: "multiply", left: { op: "multiply", left: rate.core, right: principal.core }, right: time.core }, type: money };
}

/** 18 yuan/sqm/month times square metres times months is yuan. */
export function unitPrice(e: Node<"unit-price">, scope: Scope): Typed {
  const per = e.per.flatMap((name) => {
    const unit = scope.unit.units.get(name.text);
    if (unit === undefined) scope.unknownUnit(name);
    return unit === undefined ? [] : [unit.id];
  });
  return per.length < e.per.length ? broken : { core: number(e.amount.yuan), type: { kind: "money", per: per.sort() } };
}

/** The sum over the rows of a list, each with facts of its own. */
export function sumEach(e: Node<"sum-each">, scope: Scope, expected: Type | undefined): Typed {
  const list = scope.requireFact(e.list);
  if (list === undefined) return broken;
  if (list.rows === undefined) {
    scope.report("not-a-list", e.list.span, { name: e.list.text });
    return broken;
  }
  if (scope.row !== undefined) {
    scope.report("list-in-list", e.span);
    return broken;
  }
  const value = elaborate(e.value, scope.inRow(list.rows), expected);
  if (!isOpen(value.type) && !["money", "number", "percent"].includes(value.type.kind)) return mismatch(scope, e.value.span, "an amount or a number|金额或数", value.type);
  return { core: { op: "sum-rows", site: scope.site("each-row", e.span, { name: e.list.text, type: value.type }), list: list.id, value: value.core }, type: value.type };
}

/** Levels that are each paid once: those above what was reached before, and not above what is reached now. */
export function milestones(e: Node<"milestones">, scope: Scope, expected: Type | undefined): Typed {
  const [key, before, keyType] = numericPair(e.key, e.before, scope);
  let type: Type = expected ?? anything;
  const rows = e.rows.map((row) => {
    const level = elaborate(row.level, scope, keyType);
    join({ core: zero, type: keyType }, level, row.level.span, scope);
    const value = elaborate(row.value, scope, type);
    type = join({ core: zero, type }, value, row.value.span, scope);
    if (level.core.op !== "number" && !isOpen(level.type)) scope.report("band-not-constant", row.level.span);
    return { level: level.core, value: value.core, span: row.span };
  });
  const constant = (core: Expr): number => (core.op === "number" ? Number(toText(parseRational(core.value))) : Number.NaN);
  for (const [i, row] of rows.entries()) {
    const last = rows[i - 1];
    if (last !== undefined && constant(row.level) <= constant(last.level)) scope.report("milestones-not-rising", row.span, {}, { related: { file: scope.unit.file.id, span: last.span } });
  }
  const site = scope.site("table", e.span, { type, rows: scope.rows(e.rows) });
  const nothing: Expr = { op: "nothing", site };
  const reached = (of: Expr, row: (typeof rows)[number]): Expr => compared("at-least", of, row.level);
  const isNew = (row: (typeof rows)[number]): Expr => and([reached(key.core, row), compared("less-than", before.core, row.level)]);
  const falling = [...rows].reverse();
  if (e.skipping === "highest") {
    return { core: cases(site, ...falling.flatMap((row): [Expr, Expr][] => [[isNew(row), row.value], [reached(before.core, row), nothing]]), [null, nothing]), type };
  }
  const anyNew: Expr = { op: "any", items: rows.map(isNew) };
  const paid = (of: Expr): Expr => cases(site, ...falling.map((row): [Expr, Expr] => [reached(of, row), row.value]), [null, zero]);
  const total: Expr = e.skipping === "difference"
    ? { op: "subtract", left: paid(key.core), right: paid(before.core) }
    : rows.map((row) => cases(site, [isNew(row), row.value], [null, zero])).reduce<Expr>((left, right) => ({ op: "add", left, right }), zero);
  return { core: cases(site, [anyNew, total], [null, nothing]), type };
}
