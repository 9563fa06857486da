import type { Span } from "../../grammar/index.js";
import type { NameKind } from "./names.js";
import type { Session } from "./session.js";
import { keywordOf, tokenEnd, typeOf, type Token, type View } from "./text.js";

/** What each word is, for its colour: tokens, with names as what they stand for. */

export const semanticKinds = [
  "keyword", "policy", "fact", "finding", "member", "value", "definition", "scheme", "pool", "stack", "reading", "alternative", "part", "unit", "subject", "stage",
  "money", "percent", "number", "date", "duration", "text", "quote", "anchor", "comment", "error",
] as const;
export type SemanticKind = (typeof semanticKinds)[number];

export interface SemanticToken extends Span {
  readonly kind: SemanticKind;
  readonly declares: boolean;
}

const nameKinds: Readonly<Record<NameKind, SemanticKind>> = {
  policy: "policy", vocabulary: "policy", import: "policy", unit: "unit", subject: "subject", fact: "fact", finding: "finding", member: "member", value: "value",
  scheme: "scheme", pool: "pool", stack: "stack", reading: "reading", alternative: "alternative", definition: "definition", requirement: "part", cap: "part", award: "part",
  instalment: "part", lapse: "part", note: "part", deadline: "part", bar: "part", publicity: "part", target: "part", always: "part", stage: "stage", uplift: "part", repayment: "part", payer: "stage",
};

const literalKinds: Readonly<Record<string, SemanticKind>> = {
  Money: "money", Percent: "percent", Num: "number", Fraction: "number", DateLiteral: "date", MonthDay: "date", Month: "date", Duration: "duration", Text: "text", Anchor: "anchor",
};

/** Whether a text is the words of a citation: `cite III(1) "…"`, `cite external "…" "…"`. */
export function isQuote(tokens: readonly Token[], index: number): boolean {
  const before = (n: number): string => typeOf(tokens[index - n]);
  return before(1) === "Anchor" || (before(1) === "Text" && before(2) === "Keyword_external" && before(3) === "Keyword_cite");
}

export function semanticTokens(session: Session, view: View): readonly SemanticToken[] {
  const names = session.namesFor(view.id).in(view.id);
  const result: SemanticToken[] = [];
  let next = 0;
  view.tokens.forEach((token, i) => {
    const [start, end] = [token.startOffset, tokenEnd(token)];
    while ((names[next]?.end ?? Infinity) <= start) next++;
    if (names[next]?.start === start) {
      for (let at = next; (names[at]?.start ?? Infinity) < end; at++) {
        const use = names[at];
        if (use !== undefined) result.push({ start: use.start, end: Math.min(use.end, end), kind: use.of === undefined ? "error" : nameKinds[use.of.kind], declares: use.declares });
      }
      return;
    }
    const kind = keywordOf(token) !== undefined ? "keyword" : typeOf(token) === "Text" && isQuote(view.tokens, i) ? "quote" : literalKinds[typeOf(token)];
    if (kind !== undefined) result.push({ start, end, kind, declares: false });
  });
  for (const comment of view.comments) result.push({ start: comment.startOffset, end: comment.startOffset + comment.image.length, kind: "comment", declares: false });
  result.sort((a, b) => a.start - b.start);
  // what the scanner left out has no token
  const errors: SemanticToken[] = [];
  let at = 0;
  let end = 0;
  for (const { span } of [...view.issues].sort((a, b) => a.span.start - b.span.start)) {
    while ((result[at]?.end ?? Infinity) <= span.start) at++;
    if (span.end <= span.start || span.start < end || (result[at]?.start ?? Infinity) < span.end) continue;
    end = span.end;
    errors.push({ ...span, kind: "error", declares: false });
  }
  return errors.length === 0 ? result : [...result, ...errors].sort((a, b) => a.start - b.start);
}
