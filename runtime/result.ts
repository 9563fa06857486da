import type { Step } from "./context.js";
import type { Rational } from "./rational.js";
import type { Titles } from "./program.js";

/** What an evaluation gives. Amounts are decimal strings in yuan; everything is plain data but the exact values. */

export type Status =
  | "eligible"
  | "ineligible"
  | "undetermined"
  | "not-in-force"
  | "outside-window"
  | "barred"
  | "exhausted"
  | "elsewhere"
  | "case-by-case";

/** Why an award is not paid, or what should be known about it. `id` is the statement's name within its scheme. */
export interface Reason {
  readonly id: string;
  readonly kind: "not-yet-in-force" | "expired" | "require" | "window" | "deadline" | "bar" | "once" | "limit" | "nothing" | "elsewhere" | "note" | "waived";
  readonly site: number;
}

export interface Binding {
  /** "award" for the formula, "decision" for what the authority fixed, else the cap's or pool's id. */
  readonly id: string;
  readonly site: number;
  /** Row of the award's table that gave the formula's value. */
  readonly row?: number;
}

export interface InstalmentResult {
  readonly id: string;
  readonly after: string;
  /** Null while it is not yet due or not determined. */
  readonly amount: string | null;
  readonly status: "due" | "not-yet-due" | "lapsed" | "undetermined";
  readonly missing: readonly string[];
  readonly reasons: readonly Reason[];
  readonly site: number;
}

export interface RepaymentResult {
  readonly id: string;
  /** Null while it is not known whether, or how much. */
  readonly amount: string | null;
  readonly missing: readonly string[];
  readonly site: number;
}

export interface PayerResult {
  readonly payer: string;
  readonly amount: string;
}

export interface Award {
  /** The application it belongs to; empty where only one was asked. */
  readonly application: string;
  readonly scheme: string;
  readonly policy: string;
  readonly version: string;
  readonly titles: Titles;
  readonly status: Status;
  /** Determinate entitlement; null where only a ceiling, or nothing yet, can be stated. */
  readonly amount: string | null;
  /** Highest amount the text allows where an authority decides. */
  readonly ceiling: string | null;
  readonly decidedBy: string | null;
  readonly binding: readonly Binding[];
  readonly reasons: readonly Reason[];
  readonly notes: readonly Reason[];
  readonly missing: readonly string[];
  /** Readings the result depended on, with the alternative taken. */
  readonly readings: Readonly<Record<string, string>>;
  /** Pools that may still cut the award. */
  readonly pools: readonly string[];
  readonly instalments: readonly InstalmentResult[];
  readonly paidSoFar: string | null;
  readonly flags: readonly ("recomputed" | "overpaid")[];
  /** Claims on money paid earlier; only where the scheme has any. */
  readonly repayments?: readonly RepaymentResult[];
  /** Who pays which part; only where the scheme says so. */
  readonly payers?: readonly PayerResult[];
  readonly trace: readonly Step[];
  /** The rounded amount and ceiling as exact values; not part of the JSON form. */
  readonly exact?: Rational | undefined;
  readonly exactCeiling?: Rational | undefined;
  /** What caps took from the formula's value; not part of the JSON form either. */
  readonly exactCut?: Rational | undefined;
}

export interface BarResult {
  readonly id: string;
  readonly policy: string;
  readonly titles: Titles;
  /** Null when a fact is missing. */
  readonly barred: boolean | null;
  readonly lastBarredDay: string | null;
  readonly missing: readonly string[];
  readonly site: number;
}

export interface PublicityResult {
  readonly id: string;
  readonly policy: string;
  readonly titles: Titles;
  readonly lastDay: string | null;
  readonly earliestListDate: string | null;
  readonly missing: readonly string[];
  readonly site: number;
}

export interface StackResult {
  readonly id: string;
  readonly titles: Titles;
  readonly relation: string | null;
  /** The text does not say how the awards combine. */
  readonly silent: boolean;
  readonly members: readonly { readonly id: string; readonly amount: string | null; readonly isCeiling: boolean }[];
  /** Total under the chosen relation; a ceiling when any member is one. Null when a member is undetermined. */
  readonly total: string | null;
  readonly isCeiling: boolean;
  /** What the total could be if the silent texts were read the other way: higher only, or all. */
  readonly range: readonly [string, string] | null;
  readonly readings: Readonly<Record<string, string>>;
  /** The awards together are above a ceiling that holds in principle. */
  readonly aboveInPrinciple?: true;
  readonly site: number;
}

export interface ClaimResult {
  readonly id: string;
  readonly holds: boolean | null;
  readonly site: number;
}

export interface Evaluation {
  readonly format: 1;
  readonly awards: readonly Award[];
  readonly bars: readonly BarResult[];
  readonly publicity: readonly PublicityResult[];
  readonly stacks: readonly StackResult[];
  readonly claims: readonly ClaimResult[];
}
