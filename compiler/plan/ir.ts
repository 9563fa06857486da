/**
 * A program in whole numbers, for code that has to be fast and for databases: every value is an integer over a
 * denominator that is known beforehand, every condition says apart when it is true and when it is false.
 */

export type Int =
  | { readonly op: "int"; readonly value: bigint }
  /** A fact in its own steps: fen, hundredths of a percent, millionths of a number, days since 1970. */
  | { readonly op: "fact"; readonly fact: string }
  /** Something computed before. */
  | { readonly op: "name"; readonly name: string }
  | { readonly op: "add" | "subtract" | "multiply" | "least" | "greatest"; readonly left: Int; readonly right: Int }
  /** Towards minus infinity. */
  | { readonly op: "divide"; readonly item: Int; readonly by: bigint }
  | { readonly op: "if"; readonly test: Bool; readonly then: Int; readonly otherwise: Int }
  | { readonly op: "year"; readonly day: Int }
  | { readonly op: "shift"; readonly day: Int; readonly count: Int; readonly unit: "day" | "month"; readonly direction: 1 | -1 };

export type Bool =
  | { readonly op: "true" | "false" }
  | { readonly op: "flag"; readonly name: string }
  /** A yes-no fact is known and is yes, or is no. */
  | { readonly op: "yes" | "no"; readonly fact: string }
  /** A listed fact is known and is the value with this number. */
  | { readonly op: "listed"; readonly fact: string; readonly code: number }
  | { readonly op: "known"; readonly fact: string }
  /** A date that was looked for and is not there. */
  | { readonly op: "absent"; readonly fact: string }
  | { readonly op: "less" | "at-most" | "equal"; readonly left: Int; readonly right: Int }
  | { readonly op: "and" | "or"; readonly items: readonly Bool[] }
  | { readonly op: "not"; readonly item: Bool }
  | { readonly op: "choose"; readonly test: Bool; readonly then: Bool; readonly otherwise: Bool }
  | { readonly op: "window"; readonly day: Int; readonly spans: readonly { readonly from: readonly [number, number]; readonly to: readonly [number, number] }[] };

export interface Bounds {
  readonly least: bigint;
  readonly most: bigint;
}

/** Something that an amount must not pass, where it is present. */
export interface Limit {
  readonly id: string;
  readonly present: Bool;
  readonly value: Int;
}

/** One computed value with its name; order of the list is order of computation. */
export type Step =
  /** `rounded`: may pass 2^53, but only where a smaller limit decides; a double then says rightly that it is more. */
  | { readonly kind: "int"; readonly name: string; readonly value: Int; readonly bounds: Bounds; readonly rounded?: true }
  | { readonly kind: "flag"; readonly name: string; readonly value: Bool }
  /** The least of those limits that are present; the first always is. Those that equal it bind. */
  | { readonly kind: "limits"; readonly name: string; readonly of: readonly [Limit, ...Limit[]]; readonly bounds: Bounds };

export type PlanStatus = "undetermined" | "eligible" | "ceiling" | "ineligible" | "not-in-force" | "outside-window" | "barred" | "exhausted" | "elsewhere" | "case-by-case";

/** Codes of the status column, fixed for ever. */
export const statusCodes: Readonly<Record<PlanStatus, number>> = {
  undetermined: 0, eligible: 1, ceiling: 2, ineligible: 3, "not-in-force": 4, "outside-window": 5, barred: 6, exhausted: 7, elsewhere: 8, "case-by-case": 9,
};

export interface Widest {
  readonly size: bigint;
  readonly what: string;
}

export interface Gate {
  readonly status: PlanStatus;
  /** Definitely so: the status is this, and nothing is paid. */
  readonly fails: Bool;
  /** Not passed, which is asked only where nothing fails: neither passed nor failed. */
  readonly open: Bool;
}

export interface SchemePlan {
  readonly id: string;
  /** Name of its columns: unique, of letters, digits and underscores. */
  readonly column: string;
  readonly policy: string;
  readonly version: string;
  /** Statuses in the order in which they are tested: the first that fails decides. */
  readonly gates: readonly Gate[];
  readonly elsewhere: { readonly holds: Bool; readonly open: Bool };
  /** Computed before the gates. */
  readonly prelude: readonly Step[];
  /** Computed where all gates pass or are open. */
  readonly steps: readonly Step[];
  /** A table says that nothing is due; wins over what is not known. */
  readonly nothing: Bool;
  /** Asked only where a table does not say so. */
  readonly unknown: Bool;
  readonly ceiling: Bool;
  readonly caseByCase: Bool;
  /** Fen, where it is settled. */
  readonly amount: Int;
  readonly amountBounds: Bounds;
  /** What limits the amount, in the order of the bits of the binding column. */
  readonly binding: readonly { readonly id: string; readonly holds: Bool }[];
  readonly facts: readonly string[];
  /** The greatest size of any value on the way, and where it stands. */
  readonly widest: Widest;
  /** The same of those values that have to be exact in doubles. */
  readonly widestInDoubles: Widest;
}

export interface Plan {
  readonly schemes: readonly SchemePlan[];
  /** Schemes that whole numbers cannot say, and why. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
}

/** Largest whole number that a double holds with all below it. */
export const safe = 9_007_199_254_740_991n;
