import type { Relation } from "../../runtime/value.js";
import type { Program, Scheme, WindowSpan } from "../../runtime/program.js";

/**
 * The core: what every construct becomes. Few operations, no names left to resolve, no loops; each value exact.
 * Money is in yuan, a percentage is a fraction of one.
 */
export type Expr =
  | { readonly op: "number"; readonly value: string }
  | { readonly op: "date"; readonly iso: string }
  | { readonly op: "text"; readonly value: string }
  | { readonly op: "yes-no"; readonly value: boolean }
  | { readonly op: "none" }
  | { readonly op: "nothing"; readonly site: number }
  | { readonly op: "fact"; readonly fact: string }
  | { readonly op: "in-year"; readonly fact: string; readonly year: Expr }
  | { readonly op: "definition"; readonly index: number }
  | { readonly op: "add" | "subtract" | "multiply" | "divide" | "lower" | "higher"; readonly left: Expr; readonly right: Expr }
  | { readonly op: "whole-down" | "whole-up" | "not" | "year-of"; readonly item: Expr }
  | { readonly op: "compare"; readonly relation: Relation; readonly left: Expr; readonly right: Expr }
  | { readonly op: "rank"; readonly item: Expr; readonly order: readonly string[] }
  | { readonly op: "all" | "any"; readonly items: readonly Expr[] }
  | { readonly op: "at-least-of"; readonly count: number; readonly items: readonly Expr[] }
  | { readonly op: "cases"; readonly site: number; readonly rows: readonly { readonly when: Expr | null; readonly then: Expr }[] }
  | { readonly op: "given"; readonly value: Expr; readonly fallback: Expr }
  | { readonly op: "by-reading"; readonly reading: string; readonly arms: readonly { readonly alternative: string; readonly value: Expr }[] }
  | { readonly op: "payout-of" | "ceiling-of"; readonly scheme: string }
  | { readonly op: "cap-of"; readonly scheme: string; readonly cap: string | null }
  | { readonly op: "shift"; readonly date: Expr; readonly count: Expr; readonly unit: "day" | "month" | "year"; readonly direction: 1 | -1 }
  | { readonly op: "elapsed"; readonly unit: "days" | "full-months" | "started-months"; readonly from: Expr; readonly to: Expr }
  | { readonly op: "sum-rows"; readonly site: number; readonly list: string; readonly value: Expr }
  | { readonly op: "in-window"; readonly date: Expr; readonly spans: readonly WindowSpan[] };

/** What the policies say about themselves; evaluators do not need it. */
export interface CoreProgram extends Program<Expr> {
  /** Findings of the lints that a policy states and keeps. */
  readonly known: readonly Known[];
  /** What plausible applications keep to: the analyser shows such applicants first. */
  readonly usual: readonly { readonly id: string; readonly site: number; readonly claim: Expr }[];
}

/** An accepted finding (`code`), or a stated cliff at a value of a fact. */
export interface Known {
  readonly code: string;
  /** Qualified name of the scheme, pool or stack it stands in; empty at the top of a policy. */
  readonly construct: string;
  readonly policy: number;
  readonly name?: string;
  readonly fact?: string;
  readonly value?: Expr;
  readonly because?: string;
  readonly site: number;
}

/** The tables that evaluators run on. */
export function withoutRemarks({ known: _known, usual: _usual, ...program }: CoreProgram): Program<Expr> {
  return program;
}

export type CoreScheme = Scheme<Expr>;

/** The direct parts of an expression, in order of evaluation. */
export function parts(expr: Expr): readonly Expr[] {
  switch (expr.op) {
    case "add": case "subtract": case "multiply": case "divide": case "lower": case "higher": case "compare":
      return [expr.left, expr.right];
    case "whole-down": case "whole-up": case "not": case "year-of": case "rank":
      return [expr.item];
    case "all": case "any": case "at-least-of":
      return expr.items;
    case "cases":
      return expr.rows.flatMap((row) => (row.when === null ? [row.then] : [row.when, row.then]));
    case "given":
      return [expr.value, expr.fallback];
    case "by-reading":
      return expr.arms.map((arm) => arm.value);
    case "shift":
      return [expr.date, expr.count];
    case "elapsed":
      return [expr.from, expr.to];
    case "sum-rows":
      return [expr.value];
    case "in-window":
      return [expr.date];
    case "in-year":
      return [expr.year];
    default:
      return [];
  }
}
