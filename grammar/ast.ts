import type { Span } from "./span.js";

/**
 * The syntax tree: what was written, in either surface, with no meaning attached.
 * Numbers are exact decimal strings; money is in yuan. Printing a tree and parsing it again gives the same tree.
 */

interface At {
  readonly span: Span;
}

/** A name as written (NFC); dots separate a policy from what it holds. */
export interface Ident extends At {
  readonly text: string;
}

/** A declared name: the name and, after a slash, the name in the other language. */
export interface Naming extends At {
  readonly name: Ident;
  readonly alias: Ident | undefined;
  /** Display texts as written: at most one in each language. */
  readonly titles: readonly TextLiteral[];
}

export interface TextLiteral extends At {
  readonly kind: "text";
  readonly value: string;
}

export interface Cite extends At {
  readonly external: boolean;
  /** Clause number (`III(1)`, `二（一）3`) or, for an external source, its name. */
  readonly anchor: string;
  readonly quote: TextLiteral;
}

// ---------------------------------------------------------------- expressions

export type DurationUnit = "day" | "working-day" | "month" | "year";
export type Comparison = "at-least" | "at-most" | "more-than" | "less-than" | "is" | "is-not";

export interface MoneyLiteral extends At {
  readonly kind: "money";
  readonly yuan: string;
}
export interface NumberLiteral extends At {
  readonly kind: "number";
  /** Decimal, or a fraction as "2/3". */
  readonly value: string;
  readonly unit: Ident | undefined;
}
export interface PercentLiteral extends At {
  readonly kind: "percent";
  /** As written: 30 for 30%, 1.5 for 1.5 percentage points, 150 for 150 basis points. */
  readonly value: string;
  /** A difference of percentages; absent for a percentage of something. */
  readonly points?: "percentage" | "basis";
}
export interface DateLiteral extends At {
  readonly kind: "date";
  readonly iso: string;
}
export interface DurationLiteral extends At {
  readonly kind: "duration";
  readonly count: string;
  readonly unit: DurationUnit;
}

export interface Bound extends At {
  readonly value: Expr;
  /** Undefined where the text does not say. */
  readonly inclusive: boolean | undefined;
}

/** One row of a banded or marginal table; both bounds absent means `otherwise`. */
export interface BandRow extends At {
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
  readonly value: Expr;
  readonly cites: readonly Cite[];
}

/** `years` where the text counts them: 第1至3年, year 1 to 3. */
export type KeyPattern =
  | (At & { readonly kind: "key"; readonly value: Expr; readonly years?: true })
  | (At & { readonly kind: "key-range"; readonly from: Expr; readonly to: Expr; readonly years?: true })
  | (At & { readonly kind: "any" });

export interface GradeRow extends At {
  /** One pattern a key; `otherwise` is "any". */
  readonly keys: readonly KeyPattern[];
  readonly values: readonly Expr[];
  readonly cites: readonly Cite[];
}

export interface FirstRow extends At {
  /** Undefined means `otherwise`. */
  readonly when: Expr | undefined;
  readonly value: Expr;
  readonly cites: readonly Cite[];
}

/** A level of a milestone award, payable once. */
export interface MilestoneRow extends At {
  readonly level: Expr;
  readonly value: Expr;
  readonly cites: readonly Cite[];
}

/** How months or days between two dates are counted. */
export type Elapsed =
  | { readonly kind: "days" | "full-months" | "started-months" }
  /** A share of the year that the convention states: 360 days, 365 days, 12 months. */
  | { readonly kind: "years"; readonly year: DurationLiteral | undefined };

export interface ReadingArm<T> extends At {
  readonly alternative: Ident;
  readonly value: T;
}

export type Expr =
  | MoneyLiteral
  | NumberLiteral
  | PercentLiteral
  | DateLiteral
  | DurationLiteral
  | TextLiteral
  | (At & { readonly kind: "name"; readonly name: Ident })
  | (At & { readonly kind: "yes-no"; readonly value: boolean })
  | (At & { readonly kind: "none" })
  | (At & { readonly kind: "nothing"; readonly because: TextLiteral | undefined })
  | (At & { readonly kind: "percent-of"; readonly rate: Expr; readonly base: Expr })
  | (At & { readonly kind: "add" | "less" | "times" | "divided"; readonly left: Expr; readonly right: Expr })
  | (At & {
      readonly kind: "for-each";
      readonly amount: Expr;
      readonly step: NumberLiteral | MoneyLiteral | PercentLiteral;
      /** Undefined where the text does not say what a begun step counts: right only for steps of one. */
      readonly mode: "pro-rata" | "full" | "started" | undefined;
      /** Undefined in a slice of a marginal table: the part of the key that falls into it. */
      readonly of: Expr | undefined;
    })
  /** 18 yuan/sqm/month: an amount for one of each unit. */
  | (At & { readonly kind: "unit-price"; readonly amount: MoneyLiteral; readonly per: readonly Ident[] })
  | (At & { readonly kind: "increase"; readonly fact: Ident })
  | (At & { readonly kind: "growth"; readonly fact: Ident; /** What holds where the year before was zero. */ readonly withoutBase: Expr | undefined })
  | (At & { readonly kind: "year-since"; readonly event: Expr; readonly calendar: boolean })
  | (At & { readonly kind: "elapsed"; readonly measure: Elapsed; readonly from: Expr; readonly to: Expr; readonly atMost: DurationLiteral | undefined })
  | (At & { readonly kind: "as-of"; readonly value: Ident; readonly date: Expr })
  | (At & { readonly kind: "top-up"; readonly to: Expr; readonly net: Expr })
  | (At & { readonly kind: "match"; readonly base: Expr; readonly own: string; readonly ours: string })
  | (At & { readonly kind: "interest"; readonly rate: Expr; readonly principal: Expr; readonly time: Expr })
  | (At & { readonly kind: "sum-each"; readonly list: Ident; readonly value: Expr })
  | (At & { readonly kind: "milestones"; readonly key: Expr; readonly before: Expr; readonly skipping: "highest" | "sum" | "difference"; readonly rows: readonly MilestoneRow[] })
  | (At & { readonly kind: "excess"; readonly of: Expr; readonly over: Expr })
  | (At & { readonly kind: "higher"; readonly items: readonly Expr[] })
  | (At & { readonly kind: "if-given"; readonly given: Expr; readonly fallback: Expr })
  | (At & { readonly kind: "cap-of"; readonly cap: Ident | undefined; readonly scheme: Ident })
  | (At & { readonly kind: "payout-of" | "ceiling-of"; readonly scheme: Ident })
  | (At & { readonly kind: "shift"; readonly date: Expr; readonly count: Expr; readonly unit: DurationUnit; readonly direction: "after" | "before" })
  | (At & { readonly kind: "year-of"; readonly date: Expr })
  | (At & { readonly kind: "previous-year"; readonly fact: Ident })
  | (At & { readonly kind: "banded" | "marginal"; readonly key: Expr; readonly rows: readonly BandRow[] })
  | (At & { readonly kind: "graded"; readonly keys: readonly Expr[]; readonly rows: readonly GradeRow[] })
  | (At & { readonly kind: "first-of"; readonly rows: readonly FirstRow[] })
  | (At & { readonly kind: "by-reading"; readonly reading: Ident; readonly arms: readonly ReadingArm<Expr>[] })
  | (At & { readonly kind: "compare"; readonly op: Comparison; /** Said of dates: on or before, 早于. */ readonly dates: boolean; readonly left: Expr; readonly right: Expr })
  | (At & { readonly kind: "one-of"; readonly left: Expr; readonly items: readonly Expr[] })
  | (At & { readonly kind: "and" | "or"; readonly items: readonly Expr[] })
  | (At & { readonly kind: "not"; readonly item: Expr })
  | (At & { readonly kind: "at-least-n"; readonly count: string; readonly items: readonly Expr[] })
  /** Left by error recovery; later stages pass over it in silence. */
  | (At & { readonly kind: "broken" });

// ---------------------------------------------------------------- statements

export interface Scope extends At {
  readonly subjects: readonly Ident[];
  readonly calendarYear: boolean;
  readonly once: boolean;
}

export interface MonthSpan extends At {
  readonly month: number;
  readonly day: number | undefined;
  readonly toMonth: number | undefined;
  readonly toDay: number | undefined;
}

export interface Instalment extends At {
  readonly name: Ident | undefined;
  /** Undefined means the rest. */
  readonly share: PercentLiteral | undefined;
  readonly after: Ident;
  readonly when: Expr | undefined;
  readonly lapses: readonly Lapse[];
  readonly cites: readonly Cite[];
}

export interface Lapse extends At {
  readonly name: Ident | undefined;
  readonly when: Expr;
  readonly titles: readonly TextLiteral[];
  readonly cites: readonly Cite[];
}

export interface Retest extends At {
  readonly fact: Ident;
  readonly with: Ident;
  readonly cites: readonly Cite[];
}

export type DeadlineRule =
  | { readonly kind: "years"; readonly following: string }
  | { readonly kind: "within"; readonly term: DurationLiteral };

export type RoundMode = "down" | "half-up" | "up";

/** What an uplift does to what it changes. */
export type Change =
  | { readonly kind: "by" | "to"; readonly value: Expr }
  | { readonly kind: "fold"; readonly times: string };

export interface Extension extends At {
  readonly by: DurationLiteral | undefined;
  readonly to: Expr | undefined;
  readonly when: Expr;
}

export interface Payer extends At {
  readonly name: Ident;
  readonly share: PercentLiteral;
}

export type Stmt = At &
  (
    | { readonly kind: "scope"; readonly scope: Scope; readonly recordedIn: Ident | undefined; readonly cites: readonly Cite[] }
    | FactDecl
    | {
        readonly kind: "require";
        readonly name: Ident | undefined;
        readonly condition: Expr;
        readonly inPrinciple: boolean;
        readonly unless: Expr | undefined;
        readonly when: Expr | undefined;
        readonly titles: readonly TextLiteral[];
        readonly cites: readonly Cite[];
      }
    | { readonly kind: "window"; readonly spans: readonly MonthSpan[]; readonly by: Ident | undefined; readonly cites: readonly Cite[] }
    | {
        readonly kind: "deadline";
        readonly name: Ident | undefined;
        readonly date: Ident;
        readonly event: Ident;
        readonly rule: DeadlineRule;
        readonly cites: readonly Cite[];
      }
    | {
        readonly kind: "award";
        readonly name: Ident | undefined;
        readonly value: Expr;
        /** Present for a ceiling: the amount is for an authority to decide. */
        readonly decided: { readonly by: TextLiteral; readonly as: Expr | undefined } | undefined;
        readonly cites: readonly Cite[];
      }
    | { readonly kind: "case-by-case"; readonly by: TextLiteral | undefined; readonly cites: readonly Cite[] }
    | { readonly kind: "plus"; readonly name: Ident | undefined; readonly value: Expr; readonly cap: Expr | undefined; readonly when: Expr | undefined; readonly cites: readonly Cite[] }
    | { readonly kind: "where"; readonly names: readonly Ident[]; readonly value: Expr; readonly cites: readonly Cite[] }
    | {
        readonly kind: "cap";
        readonly name: Ident | undefined;
        /** Undefined where the text forgot to say: an error. */
        readonly target: "payout" | "base" | "awards" | undefined;
        readonly base: Ident | undefined;
        readonly value: Expr;
        readonly scope: Scope | undefined;
        readonly counting: Ident | undefined;
        /** Which awards count where their number is limited. */
        readonly serves?: "earliest" | "highest";
        readonly when: Expr | undefined;
        readonly cites: readonly Cite[];
      }
    | {
        readonly kind: "uplift";
        readonly name: Ident | undefined;
        readonly raises: boolean;
        readonly target: "payout" | "rate" | "cap";
        /** The definition or the cap that is meant; undefined where there is only one. */
        readonly of: Ident | undefined;
        readonly change: Change;
        /** What happens where several hold; the one that changes most where it is not said. */
        readonly meets: "added" | "compounded" | undefined;
        readonly when: Expr;
        readonly cites: readonly Cite[];
      }
    | {
        readonly kind: "term";
        readonly name: Ident | undefined;
        /** From an event, or a limit on a counted fact. */
        readonly of: { readonly event: Ident; readonly calendar: boolean } | { readonly counted: Ident; readonly counting: Ident | undefined };
        readonly length: DurationLiteral;
        readonly extensions: readonly Extension[];
        readonly cites: readonly Cite[];
      }
    | { readonly kind: "no-duplication"; readonly with: Ident; readonly unit: Ident | undefined; readonly rule: "higher" | "difference" | "excludes"; readonly cites: readonly Cite[] }
    | { readonly kind: "funded"; readonly payers: readonly Payer[]; readonly cites: readonly Cite[] }
    | { readonly kind: "repay"; readonly name: Ident | undefined; readonly value: Expr; readonly when: Expr; readonly titles: readonly TextLiteral[]; readonly cites: readonly Cite[] }
    | { readonly kind: "floor"; readonly drops: boolean; readonly value: Expr; readonly cites: readonly Cite[] }
    | {
        readonly kind: "deduct";
        readonly value: Expr;
        readonly base: Ident | undefined;
        readonly order: "before-caps" | "after-caps" | undefined;
        readonly cites: readonly Cite[];
      }
    | { readonly kind: "round"; readonly mode: RoundMode; readonly unit: MoneyLiteral; readonly cites: readonly Cite[] }
    | { readonly kind: "instalments"; readonly parts: readonly Instalment[]; readonly retests: readonly (Retest | ReadingArms<readonly Retest[]>)[]; readonly cites: readonly Cite[] }
    | { readonly kind: "elsewhere"; readonly when: Expr; readonly titles: readonly TextLiteral[]; readonly cites: readonly Cite[] }
    | { readonly kind: "note"; readonly name: Ident; readonly when: Expr | undefined; readonly titles: readonly TextLiteral[]; readonly cites: readonly Cite[] }
    | AcceptDecl
    | { readonly kind: "cliff"; readonly fact: Ident | undefined; readonly value: Expr; readonly because: TextLiteral | undefined; readonly cites: readonly Cite[] }
    | { readonly kind: "when-block"; readonly when: Expr; readonly body: readonly Stmt[] }
    | (ReadingArms<readonly Stmt[]> & { readonly cites: readonly Cite[] })
    | BarDecl
    // pools
    | { readonly kind: "covers"; readonly members: readonly Ident[]; /** Every scheme but these, where `every`. */ readonly every?: true; readonly cites: readonly Cite[] }
    | { readonly kind: "within"; readonly pool: Ident }
    | { readonly kind: "counts"; readonly value: Expr; readonly cites: readonly Cite[] }
    | { readonly kind: "remaining"; readonly fact: Ident }
    | { readonly kind: "allocate"; readonly rule: Allocation; readonly cites: readonly Cite[] }
    | { readonly kind: "residue"; readonly rule: "undistributed" | "largest-remainder" }
    // stacks
    | { readonly kind: "shares"; readonly cost: Ident }
    | { readonly kind: "relation"; readonly relation: Relation; /** Over it is told, not cut. */ readonly inPrinciple?: true; readonly silent: boolean; readonly givesWay: Ident | undefined; readonly cites: readonly Cite[] }
  );

export interface ReadingArms<T> extends At {
  readonly kind: "by-reading";
  readonly reading: Ident;
  readonly arms: readonly ReadingArm<T>[];
}

export type Allocation =
  | { readonly kind: "pro-rata"; /** By a quantity, not by the awards. */ readonly by?: Ident }
  | { readonly kind: "ranked"; readonly places: string; readonly by: Ident; readonly ties: "served" | "dropped" | Ident }
  | { readonly kind: "window-then-pro-rata" }
  | { readonly kind: "in-order"; readonly by: Ident };

export type Relation =
  | { readonly kind: "cumulate" | "higher" | "excludes" | "fills-up" }
  | { readonly kind: "together"; readonly ceiling: Expr };

// ---------------------------------------------------------------- declarations

export type FactType =
  | { readonly kind: "money" | "percent" | "integer" | "number" | "yes-no" | "text" | "dates" }
  | { readonly kind: "date"; readonly orNone: boolean }
  /** Rows with facts of their own: employees, machines, invoices, loans. */
  | { readonly kind: "list"; readonly facts: readonly FactDecl[] }
  | { readonly kind: "quantity"; readonly unit: Ident }
  | { readonly kind: "one-of"; readonly members: readonly Member[]; readonly rising: boolean; readonly orOther: boolean };

/** A listed value of a fact, with its name in the other language. */
export interface Member extends At {
  readonly name: Ident;
  readonly alias: Ident | undefined;
}

export interface FactDecl extends At {
  readonly kind: "fact";
  /** Only an authority can establish it. */
  readonly finding: boolean;
  readonly naming: Naming;
  readonly type: FactType;
  readonly range: { readonly from: Expr; readonly to: Expr } | undefined;
  readonly calendarYear: boolean;
  readonly byYear: boolean;
  readonly stage: Ident | undefined;
  readonly ifAbsent: Expr | undefined;
  readonly alwaysKnown: boolean;
  readonly establishedBy: TextLiteral | undefined;
  readonly cites: readonly Cite[];
}

export interface BarDecl extends At {
  readonly kind: "bar";
  readonly naming: Naming;
  readonly term: DurationLiteral;
  readonly from: Ident;
  /** Whether the corresponding date itself is still barred. */
  readonly sameDateInclusive: boolean;
  readonly cites: readonly Cite[];
}

/** A finding of the lints that is known and stays: its code, what it is about, and why. */
export interface AcceptDecl extends At {
  readonly kind: "accept";
  readonly code: TextLiteral;
  readonly name: Ident | undefined;
  readonly because: TextLiteral;
  readonly cites: readonly Cite[];
}

export interface ReadingAlternative extends At {
  readonly byDefault: boolean;
  readonly naming: Naming;
  readonly because: TextLiteral | undefined;
}

export interface ExampleLine extends At {
  readonly kind: "given" | "reading";
  readonly name: Ident;
  /** Of a yearly fact. */
  readonly year?: string;
  /** `none` where a row of a list is given. */
  readonly value: Expr;
  /** A row of a list: each such line adds one. */
  readonly row?: readonly ExampleLine[];
}

export type Outcome =
  | { readonly kind: "amount" | "ceiling"; readonly value: Expr; readonly boundBy: readonly Ident[] }
  | { readonly kind: "instalments"; readonly values: readonly Expr[] }
  | { readonly kind: "status"; readonly status: ExpectedStatus; readonly missing: readonly Ident[] };

export type ExpectedStatus =
  | "ineligible" | "undetermined" | "not-in-force" | "outside-window" | "barred" | "exhausted" | "elsewhere" | "case-by-case";

export interface Expectation extends At {
  readonly name: Ident;
  readonly outcome: Outcome;
}

export interface ValueRow extends At {
  readonly from: DateLiteral;
  readonly to: DateLiteral | undefined;
  readonly value: Expr;
  readonly cites: readonly Cite[];
}

export type Decl = At &
  (
    | { readonly kind: "use"; readonly id: Ident; readonly as: Ident | undefined }
    | { readonly kind: "unit"; readonly naming: Naming }
    | { readonly kind: "subject"; readonly naming: Naming }
    | FactDecl
    | { readonly kind: "value"; readonly naming: Naming; readonly rows: readonly ValueRow[] }
    | { readonly kind: "every-scheme"; readonly body: readonly Stmt[] }
    | { readonly kind: "scheme"; readonly naming: Naming; readonly body: readonly Stmt[] }
    | { readonly kind: "pool"; readonly naming: Naming; readonly body: readonly Stmt[] }
    | { readonly kind: "stack"; readonly naming: Naming; readonly body: readonly Stmt[] }
    | { readonly kind: "reading"; readonly naming: Naming; readonly cites: readonly Cite[]; readonly alternatives: readonly ReadingAlternative[] }
    | { readonly kind: "publicity"; readonly naming: Naming; readonly term: DurationLiteral; readonly from: Ident; readonly startsSameDay: boolean; readonly holidays: Ident | undefined; readonly workdays: Ident | undefined; readonly cites: readonly Cite[] }
    | (ReadingArms<readonly Decl[]> & { readonly cites: readonly Cite[] })
    | BarDecl
    | { readonly kind: "target"; readonly naming: Naming; readonly value: TargetValue | undefined; readonly cites: readonly Cite[] }
    | { readonly kind: "not-computed"; readonly because: TextLiteral; readonly cites: readonly Cite[] }
    | { readonly kind: "example"; readonly title: TextLiteral; readonly on: DateLiteral | undefined; readonly lines: readonly ExampleLine[]; readonly expectations: readonly Expectation[] }
    | AcceptDecl
    /** What holds for every application; with `usual` only what plausible applications keep to. */
    | { readonly kind: "always"; readonly usual: boolean; readonly name: Ident | undefined; readonly titles: readonly TextLiteral[]; readonly claim: Expr; readonly cites: readonly Cite[] }
  );

export interface TargetValue {
  readonly op: Comparison | undefined;
  readonly value: Expr;
  readonly to: Expr | undefined;
}

export interface PolicyHeader extends At {
  readonly kind: "policy";
  readonly id: Ident;
  readonly alias: Ident | undefined;
  readonly version: TextLiteral;
  readonly draft: boolean;
  readonly titles: readonly TextLiteral[];
  readonly issuer: readonly TextLiteral[];
  readonly documentNumber: TextLiteral | undefined;
  readonly inForce: readonly InForce[];
  readonly sources: readonly TextLiteral[];
  readonly supersedes: readonly { readonly id: Ident; readonly version: TextLiteral }[];
  readonly cites: readonly Cite[];
}

export interface InForce extends At {
  readonly from: Bound;
  /** Undefined where the text names no last day, which is said. */
  readonly to: Bound | undefined;
  readonly by: Ident;
  readonly cites: readonly Cite[];
}

export interface VocabularyHeader extends At {
  readonly kind: "vocabulary";
  readonly id: Ident;
  readonly titles: readonly TextLiteral[];
}

export interface File extends At {
  /** Undefined where it is missing or broken: an error. */
  readonly header: PolicyHeader | VocabularyHeader | undefined;
  readonly decls: readonly Decl[];
  readonly comments: readonly Comment[];
  /** Offsets of the blank lines of the source, of which the printer keeps some. */
  readonly blankLines: readonly number[];
}

export interface Comment extends At {
  /** With its slashes. */
  readonly text: string;
  /** Nothing else stands on its line. */
  readonly ownLine: boolean;
}
