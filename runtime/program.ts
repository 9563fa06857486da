import type { Rational, RoundMode } from "./rational.js";
import type { Context } from "./context.js";
import type { Value } from "./value.js";

/**
 * What an evaluator runs: tables of plain data, with functions where a value is computed. The interpreter builds one
 * by walking the core, the compiler prints one as JavaScript; both are run by the same few files of this folder.
 * `C` is how a value is computed: a function here, an expression tree in the compiler's core.
 */

export type Compute = (context: Context) => Value;

/** A statement that stands only under some alternatives of a reading. */
export interface Guard {
  readonly reading: string;
  readonly alternatives: readonly string[];
}

export interface Statement<C = Compute> {
  /** Index into the program's sites: clause, quote, place in the file. */
  readonly site: number;
  readonly guards: readonly Guard[];
  readonly when?: C;
}

export interface Titles {
  readonly en?: string;
  readonly zh?: string;
}

export interface Citation {
  readonly anchor: string;
  readonly quote: string;
  readonly external: boolean;
}

export interface Site {
  readonly policy: string;
  /** Kind of construct: "require", "cap", "award", "table", ... */
  readonly kind: string;
  readonly name: string;
  readonly titles: Titles;
  /** Canonical text of what is tested or computed, as the policy writes it. */
  readonly text: string;
  readonly cites: readonly Citation[];
  readonly file: string;
  readonly start: number;
  readonly end: number;
  /** For a table: its rows as written. */
  readonly rows?: readonly { readonly text: string; readonly cites: readonly Citation[] }[];
  /** What its value is, where it is an amount, a share or a quantity of some unit. */
  readonly measure?: string;
}

export type FactKind = "money" | "percent" | "integer" | "number" | "yes-no" | "text" | "dates" | "date" | "date-or-none" | "one-of" | "list";

export interface FactInfo {
  /** Canonical name: the Latin one where there are two. */
  readonly id: string;
  readonly names: readonly string[];
  readonly titles: Titles;
  readonly kind: FactKind;
  readonly unit?: string;
  /** How the unit is called, in either script. */
  readonly unitNames?: readonly string[];
  readonly members?: readonly { readonly id: string; readonly names: readonly string[] }[];
  readonly orOther?: boolean;
  readonly finding: boolean;
  readonly establishedBy?: string;
  readonly perYear: boolean;
  readonly byYear: boolean;
  readonly stage?: string;
  readonly alwaysKnown: boolean;
  /** Inclusive range, in the fact's own unit. */
  readonly from?: string;
  readonly to?: string;
  /** Facts of each row of a list; their ids start with the list's. */
  readonly rows?: readonly FactInfo[];
  /** Closed-world default, written as an input would be. */
  readonly ifAbsent?: string;
}

export interface ReadingInfo {
  readonly id: string;
  readonly names: readonly string[];
  readonly titles: Titles;
  readonly alternatives: readonly { readonly id: string; readonly names: readonly string[]; readonly titles: Titles; readonly because?: string }[];
  readonly byDefault: string;
  readonly site: number;
}

export type RequireKind = "require" | "window" | "deadline" | "bar" | "once";

export interface Requirement<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly kind: RequireKind;
  readonly test: C;
  /** A recorded exception lets the applicant pass; the result says so. */
  readonly unless?: C;
}

export interface AwardPart<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly value: C;
  readonly cap?: C;
  readonly decided?: { readonly by: string; readonly as?: C };
  readonly caseByCase?: true;
}

export interface Cap<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly value: C;
  /** Fact with what was already paid against this cap. */
  readonly counting?: string;
  readonly subjects: readonly string[];
  readonly perYear: boolean;
}

export interface Instalment<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly after: string;
  /** Absent: the rest. */
  readonly share?: Rational;
  readonly lapses: readonly { readonly site: number; readonly id: string; readonly test: C }[];
}

/** A limit on the number of awards of a subject, counted in each category where facts tell one. */
export interface Limit<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly value: C;
  readonly counting?: string;
  readonly subjects: readonly string[];
  readonly categories: readonly string[];
  readonly perYear: boolean;
  readonly serves: "earliest" | "highest";
}

/** Money to be given back after a later event: a claim, not an award below zero. */
export interface Repayment<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly titles: Titles;
  readonly test: C;
  readonly value: C;
}

/** Who pays which part of an award; the last one pays what rounding leaves. */
export interface Funding<C = Compute> extends Statement<C> {
  readonly payers: readonly { readonly id: string; readonly share: Rational }[];
}

/** Days of the year in which applications are taken, both ends included. */
export interface WindowSpan {
  readonly from: readonly [month: number, day: number];
  readonly to: readonly [month: number, day: number];
}

export interface Scheme<C = Compute> {
  readonly id: string;
  /** As declared, without the policy. */
  readonly names: readonly string[];
  readonly policy: number;
  readonly site: number;
  readonly titles: Titles;
  readonly subjects: readonly string[];
  readonly perYear: boolean;
  readonly once: boolean;
  /** Facts the scheme may read, for forms. */
  readonly facts: readonly string[];
  readonly definitions: readonly (Statement<C> & { readonly name: string; readonly value: C })[];
  readonly requirements: readonly Requirement<C>[];
  /** The windows that requirements of kind "window" test, for batches of a pool. */
  readonly windows: readonly (Statement<C> & { readonly by: string; readonly spans: readonly WindowSpan[] })[];
  readonly elsewhere: readonly (Statement<C> & { readonly test: C })[];
  readonly awards: readonly AwardPart<C>[];
  readonly deductions: readonly (Statement<C> & { readonly value: C; readonly afterCaps: boolean; /** Taken whole or not at all: an award that is not higher gives way. */ readonly whole?: true })[];
  readonly caps: readonly Cap<C>[];
  readonly floors: readonly (Statement<C> & { readonly value: C; readonly drops: boolean })[];
  readonly rounding: readonly (Statement<C> & { readonly mode: RoundMode; readonly unit: Rational })[];
  readonly notes: readonly (Statement<C> & { readonly id: string })[];
  readonly limits?: readonly Limit<C>[];
  readonly repayments?: readonly Repayment<C>[];
  readonly funding?: readonly Funding<C>[];
  readonly instalments: readonly (Statement<C> & { readonly parts: readonly Instalment<C>[]; readonly retests: readonly (Statement<C> & { readonly fact: string; readonly as: string })[] })[];
}

export interface Pool<C = Compute> {
  readonly id: string;
  readonly policy: number;
  readonly site: number;
  readonly titles: Titles;
  readonly covers: readonly string[];
  readonly within?: string;
  readonly caps: readonly Cap<C>[];
  /** Limits on the number of awards; they are served in the order the allocation states. */
  readonly numbers: readonly Cap<C>[];
  /** The part of an award that counts, as a fraction of it. */
  readonly counts: readonly (Statement<C> & { readonly share: C })[];
  readonly remaining?: string;
  /** `by` is the date, the quantity or the base that the rule goes by; ranked claims of one quantity are told apart by `ties`. */
  readonly allocation: readonly (Statement<C> & { readonly rule: AllocationRule; readonly by?: string; readonly places?: number; readonly ties?: "served" | "dropped" | { readonly by: string } })[];
  readonly residue: readonly (Statement<C> & { readonly rule: "undistributed" | "largest-remainder" })[];
}

export type AllocationRule = "pro-rata" | "window-then-pro-rata" | "in-order" | "ranked";

export type RelationKind = "cumulate" | "higher" | "excludes" | "fills-up" | "together";

export interface Stack<C = Compute> {
  readonly id: string;
  readonly policy: number;
  readonly site: number;
  readonly titles: Titles;
  /** Schemes, or money facts for support from elsewhere. */
  readonly members: readonly { readonly scheme?: string; readonly fact?: string }[];
  readonly cost?: string;
  readonly relations: readonly (Statement<C> & { readonly relation: RelationKind; readonly ceiling?: C; readonly silent: boolean; /** More is told, not cut. */ readonly inPrinciple?: true; readonly givesWay?: string })[];
}

export interface Bar<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly from: string;
  readonly count: number;
  readonly unit: "day" | "month" | "year";
  readonly inclusive: boolean;
  readonly titles: Titles;
}

export interface Publicity<C = Compute> extends Statement<C> {
  readonly id: string;
  readonly titles: Titles;
  readonly from: string;
  readonly workingDays: number;
  readonly startsSameDay: boolean;
  readonly holidays?: string;
  readonly extraWorkdays?: string;
}

export interface PolicyInfo<C = Compute> {
  readonly id: string;
  readonly version: string;
  readonly draft: boolean;
  readonly titles: Titles;
  readonly site: number;
  readonly validity: readonly (Statement<C> & {
    readonly by: string;
    readonly from: C;
    /** Absent where the text names no last day. */
    readonly to?: C;
    readonly fromInclusive: boolean;
    readonly toInclusive: boolean;
  })[];
  readonly bars: readonly Bar<C>[];
  readonly publicity: readonly Publicity<C>[];
}

export interface Program<C = Compute> {
  readonly format: 1;
  readonly policies: readonly PolicyInfo<C>[];
  readonly facts: readonly FactInfo[];
  readonly readings: readonly ReadingInfo[];
  readonly schemes: readonly Scheme<C>[];
  readonly pools: readonly Pool<C>[];
  readonly stacks: readonly Stack<C>[];
  readonly always: readonly (Statement<C> & { readonly id: string; readonly titles: Titles; readonly claim: C })[];
  readonly sites: readonly Site[];
}
