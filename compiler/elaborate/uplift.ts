import type { Ast } from "../../grammar/index.js";
import type { Expr } from "../ir/core.js";
import { isOpen, money, percent, type Type } from "../ir/types.js";
import { condition, elaborate, mismatch, zero, type Typed } from "./expression.js";
import { guarded, type Placed } from "./place.js";
import type { Scope } from "./scope.js";

/** What raises or lowers a payout, a rate or a cap when a condition holds; several that meet neither add nor compound unless said. */

export type UpliftStatement = Extract<Ast.Stmt, { readonly kind: "uplift" }>;
export type PlacedUplift = Placed<UpliftStatement>;

const one: Expr = { op: "number", value: "1" };

/** What a change makes of a value; undefined where it does not fit. */
function changed({ change, raises, target }: UpliftStatement, value: Expr, type: Type, scope: Scope): Expr | undefined {
  if (change.kind === "fold") return { op: "multiply", left: { op: "number", value: change.times }, right: value };
  const by = elaborate(change.value, scope, type);
  if (change.kind === "to") {
    if (!isOpen(by.type) && by.type.kind !== type.kind) mismatch(scope, change.value.span, target === "rate" ? "a percentage|百分比" : "an amount of money|金额", by.type);
    return by.core;
  }
  const op = raises ? "add" : "subtract";
  const isShare = by.type.kind === "percent" && by.type.points === undefined;
  // raised by 30% of itself, or by 5 percentage points or 10,000 yuan
  if (isShare || isOpen(by.type)) return { op: "multiply", left: { op, left: one, right: by.core }, right: value };
  if (by.type.kind === type.kind) return { op, left: value, right: by.core };
  mismatch(scope, change.value.span, target === "rate" ? "a share of the rate, or percentage points|比例的百分比或百分点" : "a share of the amount, or an amount|金额的百分比或金额", by.type);
  return undefined;
}

/** The value with its uplifts; `bind` gives what is used several times a place of its own. */
export function lift(uplifts: readonly PlacedUplift[], base: Typed, bind: (value: Expr) => Expr, scope: Scope): Expr {
  const [first] = uplifts;
  if (first === undefined) return base.core;
  const type = first.statement.target === "rate" ? percent : money;
  const said = new Set(uplifts.map(({ statement }) => statement.meets ?? (statement.raises ? "highest" : "lowest")));
  const meets = [...said][0];
  if (said.size > 1) scope.report("uplifts-mixed", uplifts[1]?.statement.span ?? first.statement.span, {}, { related: { file: scope.unit.file.id, span: first.statement.span } });
  const value = base.core.op === "number" ? base.core : bind(base.core);
  const cases = (uplift: PlacedUplift, then: Expr, otherwise: Expr): Expr => {
    const site = scope.site("uplift", uplift.statement.span, { name: uplift.statement.name?.text ?? "", type, cites: [...uplift.statement.cites, ...uplift.cites] });
    const when = [...uplift.when, uplift.statement.when].map((expr) => condition(expr, scope));
    return { op: "cases", site, rows: [{ when: guarded(uplift.guards, { op: "all", items: when }, scope), then }, { when: null, then: otherwise }] };
  };
  let result = value;
  for (const uplift of uplifts) {
    const from = meets === "compounded" ? result : value;
    const to = changed(uplift.statement, from, type, scope);
    if (to === undefined) continue;
    if (meets === "added") result = { op: "add", left: result, right: cases(uplift, { op: "subtract", left: to, right: from }, zero) };
    else if (meets === "compounded" || uplifts.length === 1) result = cases(uplift, to, from);
    else result = { op: uplift.statement.raises ? "higher" : "lower", left: result, right: cases(uplift, to, from) };
  }
  return result;
}

/** The rates written in an award: the expression a rate uplift without a name is about, where there is one only. */
export function ratesIn(value: unknown): readonly (Ast.Expr & { readonly kind: "percent-of" })[] {
  if (Array.isArray(value)) return value.flatMap(ratesIn);
  if (typeof value !== "object" || value === null) return [];
  const node = value as { readonly kind?: string };
  return [...(node.kind === "percent-of" ? [node as Ast.Expr & { readonly kind: "percent-of" }] : []), ...Object.values(node).flatMap(ratesIn)];
}
