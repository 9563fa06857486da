import type { Span } from "./span.js";

/** What lexer and parser refuse. Code and parameters only; the words are in compiler/diagnostics. */

export const syntaxCodes = [
  "source-too-large",
  "unexpected-character",
  "invisible-character",
  "full-width-digits",
  "unclosed-quote",
  "name-too-long",
  "mixed-script-name",
  "nested-too-deep",
  "unexpected-token",
  "missing-token",
  "number-too-long",
  "fraction-of-zero",
  "no-such-date",
  "grouped-number-in-list",
  "percent-needs-brackets",
  "ceiling-or-cap",
  "unknown-escape",
] as const;

export type SyntaxCode = (typeof syntaxCodes)[number];

export interface SyntaxIssue {
  readonly code: SyntaxCode;
  readonly span: Span;
  readonly parameters: Readonly<Record<string, string>>;
  readonly related?: Span;
}

export const syntaxIssue = (
  code: SyntaxCode,
  start: number,
  end: number,
  parameters: Readonly<Record<string, string>>,
): SyntaxIssue => ({ code, span: { start, end }, parameters });
