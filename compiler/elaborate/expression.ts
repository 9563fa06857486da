import type { Ast, Span } from "../../grammar/index.js";
import { multiply, parseRational, rational, toText } from "../../runtime/rational.js";
import { nearest } from "../../runtime/input.js";
import type { Expr } from "../ir/core.js";
import { anything, isOpen, money, percent, plainNumber, sameType, typeName, yesNo, type Type } from "../ir/types.js";
import type { Scope } from "./scope.js";
import { asOf, elapsed, growth, increase, interest, match, milestones, sumEach, topUp, unitPrice, yearSince } from "./idioms.js";
import { elaborateTable } from "./table.js";

/** Names, types, units and the core of an expression, in one walk. An error is reported once; what it spoils is `any`. */

export interface Typed {
  readonly core: Expr;
  readonly type: Type;
}

export const zero: Expr = { op: "number", value: "0" };
export const broken: Typed = { core: zero, type: anything };

const hundredth = rational(1n, 100n);
export const percentText = (value: string): string => toText(multiply(parseRational(value), hundredth));

/** The node type of a kind; several kinds may share one. */
type Of<E, K> = E extends { readonly kind: infer EK } ? (K extends EK ? E : never) : never;
type Elaborate<K extends Ast.Expr["kind"]> = (expr: Of<Ast.Expr, K>, scope: Scope, expected: Type | undefined) => Typed;

const number = (value: string, type: Type): Typed => ({ core: { op: "number", value }, type });

export function mismatch(scope: Scope, span: Span, expected: string, found: Type, advice = "|"): Typed {
  scope.report("type-mismatch", span, { expected, found: typeName(found), advice });
  return broken;
}

/** Elaborates and insists on a type; what is open fits. */
export function expect(expr: Ast.Expr, scope: Scope, wanted: Type): Typed {
  const typed = elaborate(expr, scope, wanted);
  if (isOpen(typed.type) || isOpen(wanted) || sameType(typed.type, wanted)) return typed;
  return mismatch(scope, expr.span, typeName(wanted), typed.type);
}

export const condition = (expr: Ast.Expr, scope: Scope): Expr => expect(expr, scope.asCondition(), yesNo).core;

/** The common type of two values, or undefined after a report. */
export function join(a: Typed, b: Typed, span: Span, scope: Scope): Type {
  if (isOpen(a.type)) return b.type.kind === "nothing" ? a.type : b.type;
  if (isOpen(b.type) || sameType(a.type, b.type)) return a.type;
  if (a.type.kind === "number" && b.type.kind === "number") {
    scope.report("unit-mismatch", span, { left: a.type.unit ?? "1", right: b.type.unit ?? "1" });
  } else mismatch(scope, span, typeName(a.type), b.type);
  return anything;
}

function pair(left: Ast.Expr, right: Ast.Expr, scope: Scope, expected?: Type): readonly [Typed, Typed, Type] {
  const a = elaborate(left, scope, expected);
  const b = elaborate(right, scope, a.type);
  return [a, b, join(a, b, right.span, scope)];
}

export function numericPair(left: Ast.Expr, right: Ast.Expr, scope: Scope, expected?: Type): readonly [Typed, Typed, Type] {
  const [a, b, type] = pair(left, right, scope, expected);
  if (!isOpen(type) && type.kind !== "money" && type.kind !== "percent" && type.kind !== "number") {
    mismatch(scope, left.span, "an amount, a percentage or a number|金额、百分比或数", type);
    return [a, b, anything];
  }
  return [a, b, type];
}

function product(a: Type, b: Type): Type | undefined {
  if (isOpen(a)) return b;
  if (isOpen(b)) return a;
  const plain = (t: Type): boolean => t.kind === "percent" || (t.kind === "number" && t.unit === undefined);
  if (plain(a)) return b.kind === "money" || b.kind === "number" || b.kind === "percent" ? (a.kind === "percent" && b.kind === "number" && b.unit === undefined ? percent : b) : undefined;
  if (plain(b)) return a.kind === "money" || a.kind === "number" ? a : undefined;
  return perUnit(a, b) ?? perUnit(b, a);
}

/** yuan/sqm/month times square metres is yuan/month; a plain amount for each unit is written with `for each`, which says the step. */
function perUnit(price: Type, count: Type): Type | undefined {
  if (price.kind !== "money" || count.kind !== "number" || count.unit === undefined) return undefined;
  const at = price.per?.indexOf(count.unit) ?? -1;
  const rest = (price.per ?? []).filter((_, i) => i !== at);
  return at < 0 ? undefined : rest.length === 0 ? money : { kind: "money", per: rest };
}

function quotient(a: Type, b: Type): Type | undefined {
  if (isOpen(a)) return isOpen(b) ? a : plainNumber;
  if (isOpen(b)) return a;
  if (sameType(a, b) && (a.kind === "money" || a.kind === "number")) return plainNumber;
  if (b.kind === "percent" || (b.kind === "number" && b.unit === undefined)) return a.kind === "money" || a.kind === "number" || a.kind === "percent" ? a : undefined;
  return undefined;
}

export const and = (items: readonly Expr[]): Expr => (items.length === 1 ? (items[0] as Expr) : { op: "all", items });

/** a value as a position in a rising list, for at least / at most */
function ranked(typed: Typed, other: Typed): readonly [Expr, Expr] {
  const type = typed.type.kind === "one-of" ? typed.type : other.type;
  if (type.kind !== "one-of") return [typed.core, other.core];
  const order = type.members.map((member) => member.id);
  return [{ op: "rank", item: typed.core, order }, { op: "rank", item: other.core, order }];
}

export const isListed = (type: Type | undefined): type is Extract<Type, { kind: "one-of" }> => type?.kind === "one-of";

function nameOf(expr: Extract<Ast.Expr, { kind: "name" }>, scope: Scope, expected: Type | undefined): Typed {
  const { name } = expr;
  const definition = scope.scheme?.definition(name.text);
  if (definition !== undefined) {
    return capBase(name.text, { core: { op: "definition", index: definition.index }, type: definition.type }, scope);
  }
  // a listed value stands where the other side is such a fact
  if (isListed(expected) && !scope.unit.facts.has(name.text) && scope.row?.has(name.text) !== true) return listed(name, expected, scope);
  const fact = scope.fact(name);
  if (fact !== undefined) {
    if (isListed(expected) && !isListed(fact.type)) return listed(name, expected, scope);
    const core: Expr = fact.decl.byYear ? { op: "in-year", fact: fact.id, year: { op: "year-of", item: testedDate(scope) } } : { op: "fact", fact: fact.id };
    return capBase(fact.id, { core, type: fact.type }, scope);
  }
  const value = scope.unit.values.get(name.text);
  if (value !== undefined) return datedValue(value, scope, testedDate(scope));
  scope.unknownName(name);
  return broken;
}

function listed(name: Ast.Ident, type: Extract<Type, { kind: "one-of" }>, scope: Scope): Typed {
  const member = type.members.find((m) => m.names.includes(name.text));
  if (member !== undefined) return { core: { op: "text", value: member.id }, type };
  if (name.text !== "") {
    const names = type.members.flatMap((m) => m.names);
    const suggestion = nearest(name.text, names) ?? "";
    scope.report("not-listed", name.span, { name: name.text, fact: type.fact, expected: names.join(", "), suggestion }, suggestion === "" ? {} : { fix: suggestion });
  }
  return { core: { op: "text", value: name.text }, type: anything };
}

function capBase(name: string, typed: Typed, scope: Scope): Typed {
  const cap = scope.inCondition ? undefined : scope.scheme?.baseCaps.get(name);
  return cap === undefined ? typed : { core: cap(typed.core), type: typed.type };
}

/** The date the policy tests for being in force; it also dates yearly facts and dated values. */
export function testedDate(scope: Scope): Expr {
  const header = scope.unit.ast.header;
  const by = header?.kind === "policy" ? header.inForce[0]?.by : undefined;
  const fact = by === undefined ? undefined : scope.fact(by);
  return { op: "fact", fact: fact?.id ?? "" };
}

export function datedValue(decl: Extract<Ast.Decl, { kind: "value" }>, scope: Scope, on: Expr): Typed {
  let type: Type = anything;
  const rows = decl.rows.map((row) => {
    const typed = elaborate(row.value, scope, type);
    type = join({ core: zero, type }, typed, row.value.span, scope);
    const from: Expr = { op: "compare", relation: "at-least", left: on, right: { op: "date", iso: row.from.iso } };
    const to: readonly Expr[] = row.to === undefined ? [] : [{ op: "compare", relation: "at-most", left: on, right: { op: "date", iso: row.to.iso } }];
    return { when: and([from, ...to]), then: typed.core };
  });
  const site = scope.site("value", decl.span, { name: decl.naming.name.text, titles: decl.naming.titles, rows: scope.rows(decl.rows) });
  return { core: { op: "cases", site, rows }, type };
}

const handlers: { readonly [K in Ast.Expr["kind"]]: Elaborate<K> } = {
  money: (e) => number(e.yuan, money),
  percent: (e) => number(e.points === "basis" ? percentText(percentText(e.value)) : percentText(e.value), e.points === undefined ? percent : { kind: "percent", points: true }),
  number: (e, scope) => {
    if (e.unit === undefined) return number(e.value, e.value.includes("/") ? { kind: "number", fraction: true } : plainNumber);
    const unit = scope.unit.units.get(e.unit.text);
    if (unit === undefined) {
      scope.unknownUnit(e.unit);
      return broken;
    }
    return number(e.value, { kind: "number", unit: unit.id });
  },
  date: (e) => ({ core: { op: "date", iso: e.iso }, type: { kind: "date" } }),
  duration: (e) => number(e.count, plainNumber),
  text: (e) => ({ core: { op: "text", value: e.value.normalize("NFC") }, type: { kind: "text" } }),
  name: nameOf,
  "yes-no": (e) => ({ core: { op: "yes-no", value: e.value }, type: yesNo }),
  none: () => ({ core: { op: "none" }, type: { kind: "date" } }),
  nothing: (e, scope) => ({
    core: { op: "nothing", site: scope.site("nothing", e.span, { name: "nothing", text: e.because?.value ?? scope.unit.file.text.slice(e.span.start, e.span.end) }) },
    type: { kind: "nothing" },
  }),
  "percent-of": (e, scope, expected) => {
    const rate = elaborate(e.rate, scope, percent);
    const base = elaborate(e.base, scope, expected);
    const isRate = isOpen(rate.type) || (rate.type.kind === "percent" && rate.type.points === undefined) || (rate.type.kind === "number" && rate.type.fraction === true);
    if (!isRate) mismatch(scope, e.rate.span, typeName(percent), rate.type);
    if (!isOpen(base.type) && !["money", "number", "percent"].includes(base.type.kind)) return mismatch(scope, e.base.span, typeName(money), base.type);
    const lifted = scope.scheme?.liftedRates.get(e)?.(rate) ?? rate.core;
    return { core: { op: "multiply", left: lifted, right: base.core }, type: isRate ? base.type : anything };
  },
  add: (e, scope, expected) => {
    const [a, b, type] = numericPair(e.left, e.right, scope, expected);
    return { core: { op: "add", left: a.core, right: b.core }, type };
  },
  less: (e, scope, expected) => {
    const [a, b, type] = numericPair(e.left, e.right, scope, expected);
    return { core: { op: "subtract", left: a.core, right: b.core }, type };
  },
  times: (e, scope) => {
    const [a, b] = [elaborate(e.left, scope), elaborate(e.right, scope)];
    const type = product(a.type, b.type);
    if (type === undefined) return mismatch(scope, e.right.span, "a plain number or a percentage|纯数或百分比", b.type, "an amount for each unit is written `… for each 1 UNIT of …`|按单位计的金额写“… 每 1 单位 …”");
    return { core: { op: "multiply", left: a.core, right: b.core }, type };
  },
  divided: (e, scope) => {
    const [a, b] = [elaborate(e.left, scope), elaborate(e.right, scope)];
    const type = quotient(a.type, b.type);
    if (type === undefined) return mismatch(scope, e.right.span, "a number, a percentage or the same unit|数、百分比或同一单位", b.type);
    return { core: { op: "divide", left: a.core, right: b.core }, type };
  },
  "for-each": (e, scope, expected) => {
    const amount = elaborate(e.amount, scope, expected);
    if (e.of === undefined && scope.slice === undefined) {
      scope.report("slice-outside", e.span);
      return broken;
    }
    if (e.mode === undefined && !(e.step.kind === "number" && e.step.value === "1")) scope.report("each-unsaid", e.step.span);
    const of: Typed = e.of === undefined ? { core: scope.slice as Expr, type: anything } : elaborate(e.of, scope);
    const step = elaborate(e.step, scope, of.type);
    const type = join(of, step, e.step.span, scope);
    if (!isOpen(type) && !["number", "money", "percent"].includes(type.kind)) mismatch(scope, e.of?.span ?? e.span, typeName(plainNumber), type);
    const count: Expr = { op: "divide", left: of.core, right: step.core };
    const whole: Expr = e.mode === "pro-rata" || e.mode === undefined ? count : { op: e.mode === "full" ? "whole-down" : "whole-up", item: count };
    return { core: { op: "multiply", left: amount.core, right: whole }, type: amount.type };
  },
  excess: (e, scope, expected) => {
    const [a, b, type] = numericPair(e.of, e.over, scope, expected);
    return { core: { op: "higher", left: zero, right: { op: "subtract", left: a.core, right: b.core } }, type };
  },
  higher: (e, scope, expected) => {
    const items = e.items.map((item) => elaborate(item, scope, expected));
    const type = items.slice(1).reduce((t, item, i) => join({ core: zero, type: t }, item, e.items[i + 1]?.span ?? e.span, scope), items[0]?.type ?? anything);
    return { core: items.map((item) => item.core).reduce((left, right) => ({ op: "higher", left, right })), type };
  },
  "if-given": (e, scope, expected) => {
    const [a, b, type] = pair(e.given, e.fallback, scope, expected);
    return { core: { op: "given", value: a.core, fallback: b.core }, type };
  },
  "cap-of": (e, scope) => {
    const scheme = scope.schemeNamed(e.scheme);
    if (scheme === undefined) return broken;
    const wanted = e.cap?.text;
    if (!hasCap(scheme.decl.body, wanted)) {
      scope.report("unknown-cap", e.cap?.span ?? e.scheme.span, { scheme: e.scheme.text, name: wanted ?? "NAME" });
      return broken;
    }
    return { core: { op: "cap-of", scheme: scheme.qualified, cap: wanted ?? null }, type: money };
  },
  "payout-of": (e, scope) => schemeAmount("payout-of", e.scheme, scope),
  "ceiling-of": (e, scope) => schemeAmount("ceiling-of", e.scheme, scope),
  shift: (e, scope) => {
    const on = expect(e.date, scope, { kind: "date" });
    const count = expect(e.count, scope, plainNumber);
    const unit = e.unit === "working-day" ? "day" : e.unit;
    return { core: { op: "shift", date: on.core, count: count.core, unit, direction: e.direction === "after" ? 1 : -1 }, type: { kind: "date" } };
  },
  "year-of": (e, scope) => ({ core: { op: "year-of", item: expect(e.date, scope, { kind: "date" }).core }, type: plainNumber }),
  "previous-year": (e, scope) => {
    const fact = scope.requireFact(e.fact);
    if (fact === undefined) return broken;
    const year: Expr = { op: "subtract", left: { op: "year-of", item: testedDate(scope) }, right: { op: "number", value: "1" } };
    return { core: { op: "in-year", fact: fact.id, year }, type: fact.type };
  },
  banded: elaborateTable,
  marginal: elaborateTable,
  graded: elaborateTable,
  "first-of": elaborateTable,
  "by-reading": (e, scope, expected) => {
    const reading = scope.reading(e.reading);
    let type: Type = anything;
    const arms = e.arms.map((arm) => {
      const typed = elaborate(arm.value, scope, expected ?? type);
      type = join({ core: zero, type }, typed, arm.value.span, scope);
      return { alternative: alternativeId(reading, arm.alternative, scope), value: typed.core };
    });
    if (reading !== undefined) checkArms(reading, e.arms, e.reading.span, scope);
    return { core: { op: "by-reading", reading: reading?.qualified ?? "", arms }, type };
  },
  compare: (e, scope) => {
    const left = elaborate(e.left, scope.asCondition());
    const right = elaborate(e.right, scope.asCondition(), left.type);
    const type = join(left, right, e.right.span, scope);
    const ordered = e.op !== "is" && e.op !== "is-not";
    if (ordered && type.kind === "one-of" && !type.rising) scope.report("not-ordered", e.left.span, { name: type.fact });
    else if (ordered && !isOpen(type) && !["money", "percent", "number", "date", "one-of"].includes(type.kind)) {
      mismatch(scope, e.left.span, "an amount, a number or a date|金额、数或日期", type);
    }
    const [a, b] = ordered && type.kind === "one-of" ? ranked(left, right) : [left.core, right.core];
    return { core: { op: "compare", relation: e.op, left: a, right: b }, type: yesNo };
  },
  "one-of": (e, scope) => {
    const left = elaborate(e.left, scope.asCondition());
    const items = e.items.map((item): Expr => {
      const right = elaborate(item, scope.asCondition(), left.type);
      join(left, right, item.span, scope);
      return { op: "compare", relation: "is", left: left.core, right: right.core };
    });
    return { core: { op: "any", items }, type: yesNo };
  },
  and: (e, scope) => ({ core: { op: "all", items: e.items.map((item) => condition(item, scope)) }, type: yesNo }),
  or: (e, scope) => ({ core: { op: "any", items: e.items.map((item) => condition(item, scope)) }, type: yesNo }),
  not: (e, scope) => ({ core: { op: "not", item: condition(e.item, scope) }, type: yesNo }),
  "unit-price": unitPrice,
  increase, growth, "year-since": yearSince, elapsed, "as-of": asOf, "top-up": topUp, match, interest, "sum-each": sumEach, milestones,
  "at-least-n": (e, scope) => ({ core: { op: "at-least-of", count: Number(e.count), items: e.items.map((item) => condition(item, scope)) }, type: yesNo }),
  broken: () => broken,
};

function schemeAmount(op: "payout-of" | "ceiling-of", name: Ast.Ident, scope: Scope): Typed {
  const scheme = scope.schemeNamed(name);
  return scheme === undefined ? broken : { core: { op, scheme: scheme.qualified }, type: money };
}

function hasCap(body: readonly Ast.Stmt[], name: string | undefined): boolean {
  return body.some((statement) => {
    if (statement.kind === "cap") return statement.target === "payout" && (name === undefined || statement.name?.text === name);
    if (statement.kind === "when-block") return hasCap(statement.body, name);
    return statement.kind === "by-reading" && statement.arms.some((arm) => hasCap(arm.value, name));
  });
}

type Reading = ReturnType<Scope["reading"]>;

export function alternativeId(reading: Reading, name: Ast.Ident, scope: Scope): string {
  if (reading === undefined || name.text === "") return name.text;
  const found = reading.alternatives.find((a) => a.names.includes(name.text));
  if (found === undefined) {
    scope.report("unknown-alternative", name.span, { name: name.text, reading: reading.names[0] ?? "", expected: reading.alternatives.map((a) => a.names[0]).join(", ") });
  }
  return found?.id ?? name.text;
}

/** Every alternative once: a reading that is forgotten would silently change nothing. */
export function checkArms(reading: NonNullable<Reading>, arms: readonly { readonly alternative: Ast.Ident }[], span: Span, scope: Scope): void {
  const seen = new Map<string, Span>();
  let known = true;
  for (const { alternative } of arms) {
    const found = reading.alternatives.find((a) => a.names.includes(alternative.text));
    if (found === undefined) {
      known = false;
      continue;
    }
    const before = seen.get(found.id);
    if (before !== undefined) scope.report("reading-arm-duplicate", alternative.span, { name: alternative.text }, { related: { file: scope.unit.file.id, span: before } });
    seen.set(found.id, alternative.span);
  }
  const missing = reading.alternatives.filter((a) => !seen.has(a.id));
  // a misspelt alternative is reported as such, not also as a missing one
  if (missing.length > 0 && known) scope.report("reading-arm-missing", span, { reading: reading.names[0] ?? "", missing: missing.map((a) => a.names[0]).join(", ") });
}

export function elaborate(expr: Ast.Expr, scope: Scope, expected?: Type): Typed {
  return (handlers[expr.kind] as (e: Ast.Expr, s: Scope, t: Type | undefined) => Typed)(expr, scope, expected);
}
