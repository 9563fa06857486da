import type { Ast } from "../../grammar/index.js";
import { compare, parseRational, toText, type Rational } from "../../runtime/rational.js";
import { nearest } from "../../runtime/input.js";
import type { Expr } from "../ir/core.js";
import { anything, isOpen, money, percent, plainNumber, sameType, typeName, type Type } from "../ir/types.js";
import { and, broken, condition, elaborate, isListed, join, mismatch, percentText, type Typed } from "./expression.js";
import type { Scope } from "./scope.js";

/** Tables: bands, slices, grades, first of. Nothing falls through: gaps, overlaps and missing keys are errors with a witness. */

type BandTable = Extract<Ast.Expr, { readonly rows: readonly Ast.BandRow[] }>;
type GradeTable = Extract<Ast.Expr, { readonly kind: "graded" }>;
type FirstTable = Extract<Ast.Expr, { readonly kind: "first-of" }>;

const zero: Expr = { op: "number", value: "0" };

export function elaborateTable(expr: BandTable | GradeTable | FirstTable, scope: Scope, expected: Type | undefined): Typed {
  if (expr.kind === "graded") return elaborateColumns(expr, scope, expected)[0] ?? broken;
  if (expr.kind === "first-of") return firstOf(expr, scope, expected);
  return bands(expr, scope, expected);
}

const tableSite = (expr: Ast.Expr & { readonly rows: readonly { readonly span: Ast.Ident["span"]; readonly cites: readonly Ast.Cite[] }[] }, scope: Scope, type: Type): number =>
  scope.site("table", expr.span, { type, rows: scope.rows(expr.rows) });

// ---------------------------------------------------------------- bands and slices

interface Edge {
  readonly value: Rational;
  readonly text: string;
  readonly inclusive: boolean;
}

interface Interval {
  readonly row: Ast.BandRow;
  readonly low: Edge | undefined;
  readonly high: Edge | undefined;
}

/** An amount as a witness, in both languages. */
function witness(value: Rational, type: Type): string {
  const text = toText(type.kind === "percent" ? { n: value.n * 100n, d: value.d } : value);
  if (type.kind === "money") return `${text} yuan|${text}元`;
  if (type.kind === "percent") return `${toText(parseRational(text))}%`;
  return type.kind === "number" && type.unit !== undefined ? `${text} ${type.unit}` : text;
}

function edge(bound: Ast.Bound | undefined, key: Type, scope: Scope, lowEnd: boolean): Edge | undefined {
  if (bound === undefined) return undefined;
  const typed = elaborate(bound.value, scope, key);
  if (!isOpen(typed.type) && !isOpen(key) && !sameType(typed.type, key)) mismatch(scope, bound.span, typeName(key), typed.type);
  if (bound.inclusive === undefined) scope.report("band-edge-unsaid", bound.span);
  if (isOpen(typed.type)) return undefined;
  if (typed.core.op !== "number") {
    scope.report("band-not-constant", bound.span);
    return undefined;
  }
  return { value: parseRational(typed.core.value), text: typed.core.value, inclusive: bound.inclusive ?? lowEnd };
}

const meets = (low: Edge | undefined, high: Edge | undefined): boolean => {
  if (low === undefined || high === undefined) return true;
  const order = compare(low.value, high.value);
  return order < 0 || (order === 0 && low.inclusive && high.inclusive);
};

function intersection(a: Interval, b: Interval): Rational | undefined {
  const later = (x: Edge | undefined, y: Edge | undefined): Edge | undefined =>
    x === undefined ? y : y === undefined ? x : compare(x.value, y.value) > 0 || (compare(x.value, y.value) === 0 && !x.inclusive) ? x : y;
  const earlier = (x: Edge | undefined, y: Edge | undefined): Edge | undefined =>
    x === undefined ? y : y === undefined ? x : compare(x.value, y.value) < 0 || (compare(x.value, y.value) === 0 && !x.inclusive) ? x : y;
  const low = later(a.low, b.low);
  const high = earlier(a.high, b.high);
  if (!meets(low, high)) return undefined;
  if (low?.inclusive === true) return low.value;
  return high?.inclusive === true ? high.value : (low?.value ?? high?.value);
}

function checkBands(intervals: readonly Interval[], covered: boolean, type: Type, range: { readonly from?: string; readonly to?: string }, table: BandTable, scope: Scope): void {
  for (const [i, a] of intervals.entries()) {
    if (!meets(a.low, a.high)) scope.report("band-reversed", a.row.span);
    for (const b of intervals.slice(i + 1)) {
      const shared = intersection(a, b);
      if (shared !== undefined && meets(a.low, a.high) && meets(b.low, b.high)) {
        scope.report("band-overlap", b.row.span, { witness: witness(shared, type) }, { related: { file: scope.unit.file.id, span: a.row.span } });
        return;
      }
    }
  }
  if (covered) return;
  const order = (a: Interval, b: Interval): number =>
    a.low === undefined ? -1 : b.low === undefined ? 1 : compare(a.low.value, b.low.value) || (a.low.inclusive ? -1 : 1);
  let reached: Edge | undefined = range.from === undefined ? undefined : { value: parseRational(range.from), text: range.from, inclusive: false };
  let started = range.from !== undefined;
  let before: Interval | undefined;
  for (const interval of [...intervals].sort(order)) {
    if (interval.low !== undefined) {
      const below = !started || (reached !== undefined && (compare(interval.low.value, reached.value) > 0 || (compare(interval.low.value, reached.value) === 0 && !interval.low.inclusive && !reached.inclusive)));
      if (below) {
        const at = !started || reached === undefined ? { n: interval.low.value.n - interval.low.value.d, d: interval.low.value.d } : reached.value;
        scope.report("band-gap", interval.row.span, { witness: witness(at, type) }, before === undefined ? {} : { related: { file: scope.unit.file.id, span: before.row.span } });
        return;
      }
    }
    started = true;
    before = interval;
    if (interval.high === undefined) return;
    if (reached === undefined || compare(interval.high.value, reached.value) >= 0) reached = interval.high;
  }
  const end = range.to === undefined ? undefined : parseRational(range.to);
  if (reached !== undefined && (end === undefined || compare(reached.value, end) < 0 || (compare(reached.value, end) === 0 && !reached.inclusive))) {
    const at = reached.inclusive ? { n: reached.value.n + reached.value.d, d: reached.value.d } : reached.value;
    scope.report("band-gap", table.span, { witness: witness(at, type) });
  }
}

/** The declared range of the fact that is the key; percentages as fractions. */
function rangeOf(key: Ast.Expr, scope: Scope, type: Type): { readonly from?: string; readonly to?: string } {
  const info = key.kind === "name" ? scope.unit.facts.get(key.name.text)?.info : undefined;
  const scaled = (text: string | undefined): string | undefined => (text === undefined ? undefined : type.kind === "percent" ? percentText(text) : text);
  const from = scaled(info?.from) ?? (type.kind === "money" ? "0" : undefined);
  const to = scaled(info?.to);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}

function bands(expr: BandTable, scope: Scope, expected: Type | undefined): Typed {
  const key = elaborate(expr.key, scope);
  if (!isOpen(key.type) && !["money", "percent", "number"].includes(key.type.kind)) return mismatch(scope, expr.key.span, "an amount or a number|金额或数", key.type);
  const intervals: Interval[] = [];
  const rows: { when: Expr | null; then: Expr }[] = [];
  let fallback: Expr | undefined;
  let slices: Expr = zero;
  const sliced = expr.kind === "marginal";
  let type: Type = sliced ? percent : anything;
  for (const row of expr.rows) {
    const ends: readonly [Edge | undefined, Edge | undefined] | undefined = row.low === undefined && row.high === undefined ? undefined : [edge(row.low, key.type, scope, true), edge(row.high, key.type, scope, false)];
    const start: Expr = ends?.[0] === undefined ? zero : { op: "number", value: ends[0].text };
    const upto: Expr = ends?.[1] === undefined ? key.core : { op: "lower", left: key.core, right: { op: "number", value: ends[1].text } };
    const part: Expr = { op: "higher", left: zero, right: { op: "subtract", left: upto, right: start } };
    const value = elaborate(row.value, sliced ? scope.inSlice(part) : scope, sliced ? percent : (expected ?? type));
    if (!sliced) type = join({ core: zero, type }, value, row.value.span, scope);
    else if (!isAmountOfSlice(row.value)) type = sliceType(value, row, scope);
    if (ends === undefined) {
      fallback = value.core;
      continue;
    }
    const [low, high] = ends;
    intervals.push({ row, low, high });
    const test = (e: Edge, above: boolean): Expr => ({
      op: "compare", relation: above ? (e.inclusive ? "at-least" : "more-than") : e.inclusive ? "at-most" : "less-than",
      left: key.core, right: { op: "number", value: e.text },
    });
    rows.push({ when: and([...(low === undefined ? [] : [test(low, true)]), ...(high === undefined ? [] : [test(high, false)])]), then: value.core });
    if (value.core.op !== "nothing") {
      slices = { op: "add", left: slices, right: isAmountOfSlice(row.value) ? value.core : { op: "multiply", left: value.core, right: part } };
    }
  }
  const readable = intervals.every(({ row, low, high }) => (row.low === undefined) === (low === undefined) && (row.high === undefined) === (high === undefined));
  if (readable) checkBands(intervals, fallback !== undefined, key.type, rangeOf(expr.key, scope, key.type), expr, scope);
  const site = tableSite(expr, scope, sliced ? key.type : type);
  if (sliced) {
    const amounts = expr.rows.some((row) => isAmountOfSlice(row.value));
    if (amounts && !isOpen(key.type) && key.type.kind !== "money" && expr.rows.some((row) => !isAmountOfSlice(row.value) && row.value.kind !== "nothing")) mismatch(scope, expr.key.span, typeName(money), key.type);
    return { core: { op: "cases", site, rows: [{ when: null, then: slices }] }, type: amounts ? money : key.type };
  }
  return { core: { op: "cases", site, rows: fallback === undefined ? rows : [...rows, { when: null, then: fallback }] }, type };
}

/** `6万元 for each full 1亿元 of the slice`: an amount, not a rate. */
const isAmountOfSlice = (value: Ast.Expr): boolean => value.kind === "for-each" && value.of === undefined;

function sliceType(value: Typed, row: Ast.BandRow, scope: Scope): Type {
  if (!isOpen(value.type) && value.type.kind !== "percent") mismatch(scope, row.value.span, typeName(percent), value.type);
  return percent;
}

// ---------------------------------------------------------------- grades

interface Key {
  readonly core: Expr;
  readonly type: Type;
  /** Every value that must be answered; "other" stands for all that are not named. */
  readonly domain: readonly string[];
}

const other = "\u0000other";

function keyOf(expr: Ast.Expr, index: number, table: GradeTable, scope: Scope): Key {
  const typed = elaborate(expr, scope);
  const named = new Set<string>();
  for (const row of table.rows) {
    const pattern = row.keys[index];
    if (pattern?.kind === "key") named.add(keyText(pattern.value, typed.type));
    if (pattern?.kind === "key-range") for (const value of rangeValues(pattern)) named.add(value);
  }
  const { type } = typed;
  if (isListed(type)) return { ...typed, domain: [...type.members.map((m) => m.id), ...(type.orOther ? [other] : [])] };
  if (type.kind === "yes-no") return { ...typed, domain: ["true", "false"] };
  return { ...typed, domain: [...named, other] };
}

function keyText(expr: Ast.Expr, type: Type): string {
  if (expr.kind === "name") return (isListed(type) ? type.members.find((m) => m.names.includes(expr.name.text))?.id : undefined) ?? expr.name.text;
  if (expr.kind === "number" || expr.kind === "text") return expr.value;
  return expr.kind === "yes-no" ? String(expr.value) : "";
}

const longestRange = 400;
function rangeValues(pattern: Extract<Ast.KeyPattern, { kind: "key-range" }>): readonly string[] {
  const [from, to] = [Number(keyText(pattern.from, plainNumber)), Number(keyText(pattern.to, plainNumber))];
  return Array.from({ length: Math.min(longestRange, Math.max(0, to - from + 1)) }, (_, i) => String(from + i));
}

function matches(pattern: Ast.KeyPattern | undefined, value: string, type: Type): boolean {
  if (pattern === undefined || pattern.kind === "any") return true;
  if (value === other) return false;
  return pattern.kind === "key" ? keyText(pattern.value, type) === value : rangeValues(pattern).includes(value);
}

function patternTest(pattern: Ast.KeyPattern | undefined, key: Key, scope: Scope): Expr | undefined {
  if (pattern === undefined || pattern.kind === "any") return undefined;
  if (pattern.kind === "key-range") {
    const at = (e: Ast.Expr): Expr => elaborate(e, scope, key.type).core;
    return and([
      { op: "compare", relation: "at-least", left: key.core, right: at(pattern.from) },
      { op: "compare", relation: "at-most", left: key.core, right: at(pattern.to) },
    ]);
  }
  const { value } = pattern;
  if (value.kind === "name" && !isListed(key.type)) return { op: "compare", relation: "is", left: key.core, right: { op: "text", value: value.name.text } };
  if (value.kind === "name" && isListed(key.type)) {
    const names = key.type.members.flatMap((m) => m.names);
    if (!names.includes(value.name.text)) {
      const suggestion = nearest(value.name.text, names) ?? "";
      scope.report("grade-key-unknown", value.span, { name: value.name.text, fact: key.type.fact, expected: names.join(", "), suggestion }, suggestion === "" ? {} : { fix: suggestion });
      return undefined;
    }
  }
  const typed = elaborate(value, scope, key.type);
  if (value.kind !== "name" && !isOpen(typed.type) && !isOpen(key.type) && typed.type.kind !== key.type.kind) mismatch(scope, value.span, typeName(key.type), typed.type);
  return { op: "compare", relation: "is", left: key.core, right: typed.core };
}

/** All value columns of a graded table; one in most. */
export function elaborateColumns(expr: GradeTable, scope: Scope, expected: Type | undefined): readonly Typed[] {
  const keys = expr.keys.map((key, index) => keyOf(key, index, expr, scope));
  const width = expr.rows[0]?.values.length ?? 1;
  for (const row of expr.rows) {
    if (row.values.length !== width) scope.report("grade-columns", row.span, { found: String(row.values.length), expected: String(width) });
    const wide = row.keys.length === 1 && row.keys[0]?.kind === "any" ? keys.length : row.keys.length;
    if (wide !== keys.length) scope.report("grade-columns", row.span, { found: String(row.keys.length), expected: String(keys.length) });
  }
  checkGrades(expr, keys, scope);
  // rows with `otherwise` answer what no exact row does, wherever they stand
  const openness = (row: Ast.GradeRow): number => row.keys.filter((pattern) => pattern.kind === "any").length + (row.keys.length === 1 && row.keys[0]?.kind === "any" ? keys.length : 0);
  const order = expr.rows.map((row, index) => ({ row, index })).sort((a, b) => openness(a.row) - openness(b.row) || a.index - b.index);
  const sorted: GradeTable = { ...expr, rows: order.map(({ row }) => row) };
  const tests = sorted.rows.map((row) => {
    const parts = keys.flatMap((key, i) => patternTest(row.keys.length === 1 && row.keys[0]?.kind === "any" ? undefined : row.keys[i], key, scope) ?? []);
    return parts.length === 0 ? null : and(parts);
  });
  return Array.from({ length: width }, (_, column) => {
    let type: Type = anything;
    const rows = sorted.rows.map((row, i) => {
      const cell = row.values[column];
      const value = cell === undefined ? broken : elaborate(cell, scope, expected ?? type);
      if (cell !== undefined) type = join({ core: zero, type }, value, cell.span, scope);
      return { when: tests[i] ?? null, then: value.core };
    });
    return { core: { op: "cases", site: tableSite(sorted, scope, type), rows }, type };
  });
}

function checkGrades(expr: GradeTable, keys: readonly Key[], scope: Scope): void {
  const named = keys.every((key, i) => expr.rows.every((row) => {
    const pattern = row.keys[i];
    return pattern?.kind !== "key" || !isListed(key.type) || key.type.members.some((m) => m.id === keyText(pattern.value, key.type)) || key.type.orOther;
  }));
  let combinations: readonly (readonly string[])[] = [[]];
  for (const key of keys) combinations = combinations.flatMap((sofar) => key.domain.map((value) => [...sofar, value])).slice(0, 20_000);
  const show = (combination: readonly string[]): string =>
    combination.map((value) => (value === other ? "any other value|其他值" : value)).join(" + ");
  for (const combination of combinations) {
    const answering = expr.rows.filter((row) => (row.keys.length === 1 && row.keys[0]?.kind === "any") || keys.every((key, i) => matches(row.keys[i], combination[i] ?? "", key.type)));
    const exact = answering.filter((row) => row.keys.every((pattern) => pattern.kind !== "any"));
    if (exact.length > 1) {
      scope.report("grade-key-duplicate", exact[1]?.span ?? expr.span, { witness: show(combination) }, { related: { file: scope.unit.file.id, span: exact[0]?.span ?? expr.span } });
      return;
    }
    // a key that is misspelt is reported as such
    if (answering.length === 0 && named) {
      scope.report("grade-key-missing", expr.span, { witness: show(combination) });
      return;
    }
  }
}

// ---------------------------------------------------------------- first of

function firstOf(expr: FirstTable, scope: Scope, expected: Type | undefined): Typed {
  let type: Type = anything;
  const seen = new Set<string>();
  let closed = false;
  const rows = expr.rows.map((row) => {
    const when = row.when === undefined ? null : condition(row.when, scope);
    const said = JSON.stringify(when);
    if (closed || (when !== null && seen.has(said))) scope.report("row-unreachable", row.span);
    seen.add(said);
    closed ||= when === null;
    const value = elaborate(row.value, scope, expected ?? type);
    type = join({ core: zero, type }, value, row.value.span, scope);
    return { when, then: value.core };
  });
  if (!closed) scope.report("otherwise-missing", expr.span);
  return { core: { op: "cases", site: tableSite(expr, scope, type), rows }, type };
}
