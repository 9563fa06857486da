import type { Account, AccountAward, AccountLine } from "../compiler/explain/account.js";
import type { SourceCoverage } from "../compiler/cover.js";
import type { HelpLink, HelpPage, Problem, Service } from "../compiler/service/index.js";
import type { CurvePoint } from "../compiler/prove/curve.js";
import type { FactInfo, ReadingInfo, Titles } from "../runtime/program.js";
import type { Award, StackResult } from "../runtime/result.js";
import type { InputError } from "../runtime/input.js";

/** What the page asks of the worker and what it answers: one map, both sides are typed from it. */

export type Lang = "en" | "zh";
export type Facts = Readonly<Record<string, unknown>>;
export type Readings = Readonly<Record<string, string>>;

/** One application as the page holds it; it is a case file without its version. */
export interface Case {
  readonly on: string;
  readonly facts: Facts;
  readonly readings: Readings;
  /** Ids of the schemes asked; all where empty. */
  readonly schemes: readonly string[];
}

export interface Place {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface Cite {
  readonly clause: string;
  readonly quote: string;
}

export interface PolicyModel extends Place {
  readonly id: string;
  readonly version: string;
  readonly draft: boolean;
  readonly titles: Titles;
  /** First and last day, as dates; undefined where the text leaves it open. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

export interface SchemeModel extends Place {
  readonly id: string;
  readonly policy: string;
  readonly version: string;
  readonly titles: Titles;
  /** Facts it may read, those of schemes it asks included. */
  readonly facts: readonly string[];
}

export type ReadingModel = ReadingInfo & Place & { readonly cites: readonly Cite[]; readonly policy: string };

export interface Sample {
  readonly title: string;
  readonly file: string;
  readonly case: Case;
}

/** The last good program as forms and lists need it. */
export interface Model {
  readonly facts: readonly FactInfo[];
  readonly policies: readonly PolicyModel[];
  readonly schemes: readonly SchemeModel[];
  readonly readings: readonly ReadingModel[];
  readonly samples: readonly Sample[];
  /** Facts that hold the date a policy tests: the date of application stands for them. */
  readonly dates: readonly string[];
}

export interface Checked {
  /** Of the files that have some. */
  readonly problems: Readonly<Record<string, readonly Problem[]>>;
  /** The texts have errors; what is shown is of the last good state. */
  readonly stale: boolean;
  /** Grows with each new good program. */
  readonly good: number;
  /** What the case comes to by the last good program. */
  readonly outcome: Outcome | undefined;
  /** Only where it was asked for. */
  readonly model?: Model | undefined;
}

/** A stretch of a source with the sentence around it. */
export interface Quoted extends Place {
  readonly sentence: string;
  /** The quoted words within the sentence. */
  readonly from: number;
  readonly to: number;
}

export type Line = AccountLine & { readonly quoted: readonly Quoted[] };

export interface Outcome {
  readonly account: (Omit<Account, "awards"> & { readonly awards: readonly (Omit<AccountAward, "lines"> & { readonly lines: readonly Line[]; readonly bound: readonly { readonly id: string; readonly text: string }[] })[] }) | undefined;
  readonly awards: readonly Omit<Award, "trace">[];
  readonly stacks: readonly StackResult[];
  /** Facts that a sum of awards waits for. */
  readonly asked: readonly string[];
  readonly errors: readonly InputError[];
}

/** What would come of learning one more fact. */
export interface Advice {
  readonly fact: string;
  /** Schemes that some answer settles, and those that every answer tried settles. */
  readonly some: readonly string[];
  readonly every: readonly string[];
  /** The answers that settle the most. */
  readonly answers: readonly unknown[];
}

export type CurveBy = { readonly kind: "one" } | { readonly kind: "versions" } | { readonly kind: "schemes"; readonly schemes: readonly string[] } | { readonly kind: "reading"; readonly reading: string };

export interface Series {
  readonly name: string;
  readonly points: readonly CurvePoint[];
}

export interface CurveAnswer {
  readonly series: readonly Series[];
  readonly from: string;
  readonly to: string;
  /** Where the case as it stands lies. */
  readonly at: string | undefined;
}

export interface ReadingChange {
  readonly reading: string;
  readonly alternative: string;
  readonly changes: readonly { readonly scheme: string; readonly before: string; readonly after: string }[];
}

export interface ReadingEffect {
  readonly reading: string;
  readonly alternative: string;
  readonly effects: readonly { readonly scheme: string; readonly verdict: string; readonly gain: Loaded | undefined; readonly loss: Loaded | undefined }[];
}

/** An amount with the applicant that shows it. */
export interface Loaded {
  readonly text: string;
  readonly case: Case;
}

export interface ProofRow extends Place {
  readonly subject: string;
  readonly title: string;
  readonly verdict: "proved" | "refuted" | "not decided";
  readonly claim: string;
  readonly how: string;
  readonly amounts: string;
  readonly cites: readonly string[];
  readonly applicant: readonly string[];
  readonly case: Case | undefined;
  readonly accepted: string | undefined;
}

export interface CliffRow {
  readonly title: string;
  readonly direction: "rise" | "fall";
  readonly text: string;
  readonly stated: boolean;
  readonly case: Case;
}

export interface ProofAnswer {
  readonly rows: readonly ProofRow[];
  readonly cliffs: readonly CliffRow[];
  readonly sampled: number;
}

export interface FuzzAnswer {
  readonly cases: number;
  readonly paid: number;
  readonly claims: number;
  readonly seed: number;
  readonly findings: readonly (Place & { readonly subject: string; readonly claim: string; readonly violation: string; readonly case: Case })[];
}

/** A side of a comparison: a version with its policy, what is in force on a day, other texts, or the texts at hand. */
export type Side = { readonly version: string } | { readonly on: string } | { readonly texts: Readonly<Record<string, string>>; readonly name: string } | { readonly now: string };

export interface CompareAnswer {
  /** Days on which only one of the two is in force. */
  readonly days: readonly { readonly kind: "gain" | "loss"; readonly text: string }[];
  readonly changes: readonly { readonly title: string; readonly change: "added" | "removed" | "changed"; readonly details: readonly string[]; readonly sides: readonly (Place & { readonly side: "before" | "after"; readonly text: string; readonly cites: readonly string[] })[] }[];
  readonly effects: readonly {
    readonly scheme: string; readonly title: string; readonly verdict: string; readonly equal: boolean;
    readonly gain: Loaded | undefined; readonly loss: Loaded | undefined; readonly rises: readonly string[]; readonly falls: readonly string[];
    readonly curve: { readonly fact: string; readonly money: boolean; readonly answer: CurveAnswer } | undefined;
  }[];
}

export type Target = "js" | "types" | "schema" | "kernel" | "duckdb" | "postgres" | "clickhouse" | "ir" | "docs";

type Asked = Pick<Service, "completion" | "hover" | "definition" | "references" | "prepareRename" | "renameAt" | "outline" | "folding" | "selectionRanges" | "semanticTokens" | "format" | "switchSurface" | "symbolsAt">;
export type AskName = keyof Asked;
export type AskArgs<M extends AskName> = Parameters<Asked[M]>;
export type AskResult<M extends AskName> = ReturnType<Asked[M]>;

/** kind: [what is asked, what is answered] */
export interface Requests {
  readonly check: readonly [{ readonly lang: Lang; readonly drafts: boolean; readonly withModel: boolean; readonly case: Case }, Checked];
  readonly model: readonly [Record<string, never>, Model];
  readonly evaluate: readonly [{ readonly case: Case; readonly lang: Lang }, Outcome];
  readonly advise: readonly [{ readonly case: Case }, readonly Advice[]];
  readonly ask: readonly [{ readonly method: AskName; readonly args: readonly unknown[] }, unknown];
  readonly coverage: readonly [Record<string, never>, readonly SourceCoverage[]];
  readonly curve: readonly [{ readonly case: Case; readonly scheme: string; readonly fact: string; readonly by: CurveBy; readonly to: string; readonly lang: Lang }, CurveAnswer];
  readonly readings: readonly [{ readonly case: Case; readonly lang: Lang }, readonly ReadingChange[]];
  readonly "reading-effects": readonly [{ readonly case: Case; readonly lang: Lang }, readonly ReadingEffect[]];
  readonly prove: readonly [{ readonly case: Case; readonly lang: Lang }, ProofAnswer];
  readonly fuzz: readonly [{ readonly runs: number; readonly seed: number; readonly lang: Lang }, FuzzAnswer];
  readonly examples: readonly [Record<string, never>, readonly (Place & { readonly title: string; readonly passed: boolean; readonly failures: readonly string[] })[]];
  readonly findings: readonly [{ readonly lang: Lang }, Readonly<Record<string, readonly Problem[]>>];
  readonly compare: readonly [{ readonly before: Side; readonly after: Side; readonly lang: Lang }, CompareAnswer];
  /** A page of the guide, and the contents. */
  readonly help: readonly [{ readonly id: string; readonly problem: boolean; readonly lang: Lang }, { readonly page: HelpPage | undefined; readonly families: readonly { readonly title: string; readonly pages: readonly HelpLink[] }[]; readonly problems: readonly HelpLink[] }];
  readonly build: readonly [{ readonly target: Target; readonly lang: Lang }, { readonly text: string; readonly left: readonly string[] }];
}
export type Kind = keyof Requests;
export type Input<K extends Kind> = Requests[K][0];
export type Output<K extends Kind> = Requests[K][1];

/** Texts that changed since the last message; null where the file is gone. */
export type TextChange = readonly [file: string, text: string | null];

export interface Asking {
  readonly id: number;
  readonly kind: Kind;
  readonly input: unknown;
  readonly changes: readonly TextChange[];
  /** What the page's state is set to that every answer depends on. */
  readonly drafts: boolean;
}

export type Told =
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly fault: string }
  | { readonly id: number; readonly done: number; readonly of: number };
