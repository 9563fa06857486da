import type { SyntaxIssue, Surface } from "../../grammar/index.js";
import { scan, type Scan } from "../../grammar/tokens.js";

/** A file as the editor has it: its text, its tokens, and where they are. */

export type Token = Scan["tokens"][number];

export interface View {
  readonly id: string;
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
  readonly issues: readonly SyntaxIssue[];
}

export function viewOf(id: string, text: string): View {
  const { tokens, comments, issues } = scan(text);
  return { id, text, tokens, comments, issues };
}

export const tokenEnd = (token: Token): number => (token.endOffset ?? token.startOffset) + 1;

/** `Keyword_cap` is the keyword `cap`; undefined for all other tokens. */
export const keywordOf = (token: Token | undefined): string | undefined =>
  token?.tokenType.name.startsWith("Keyword_") === true ? token.tokenType.name.slice("Keyword_".length) : undefined;

export const typeOf = (token: Token | undefined): string => token?.tokenType.name ?? "";

export const isWordLike = (token: Token | undefined): boolean => token !== undefined && (typeOf(token) === "Word" || keywordOf(token) !== undefined);

/** How many tokens end at or before an offset. */
export function countBefore(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokenEnd(tokens[middle] as Token) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The token that an offset touches; where two meet, the word. */
export function tokenAt(view: View, offset: number): Token | undefined {
  const next = view.tokens[countBefore(view.tokens, offset)];
  const inside = next !== undefined && next.startOffset <= offset ? next : undefined;
  const before = view.tokens[countBefore(view.tokens, offset) - 1];
  const touching = before !== undefined && tokenEnd(before) === offset ? before : undefined;
  if (inside === undefined || touching === undefined) return inside ?? touching;
  return isWordLike(inside) || !isWordLike(touching) ? inside : touching;
}

export const commentAt = (view: View, offset: number): Token | undefined =>
  view.comments.find((comment) => comment.startOffset < offset && offset <= comment.startOffset + comment.image.length);

const han = /\p{Script=Han}/u;
export const hasHan = (text: string): boolean => han.test(text);
export const surfaceOfWord = (word: string): Surface => (hasHan(word) ? "zh" : "en");

/** The surface of most keywords; undefined where there are none. */
export function surfaceOfTokens(tokens: readonly Token[]): Surface | undefined {
  let chinese = 0;
  let english = 0;
  for (const token of tokens) {
    if (keywordOf(token) === undefined) continue;
    if (hasHan(token.image)) chinese++;
    else english++;
  }
  return chinese + english === 0 ? undefined : chinese > english ? "zh" : "en";
}

/** The brace that closes the one at `index`, or the end of the tokens. */
export function closingBrace(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let i = index; i < tokens.length; i++) {
    if (typeOf(tokens[i]) === "OpenBrace") depth++;
    else if (typeOf(tokens[i]) === "CloseBrace" && --depth === 0) return i;
  }
  return tokens.length;
}

/** The line around an offset: where it starts, and the spaces it begins with. */
export function lineAt(text: string, offset: number): { readonly start: number; readonly end: number; readonly indent: string } {
  const start = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
  const rest = /[\n\r]/.exec(text.slice(offset));
  const end = rest === null ? text.length : offset + rest.index;
  return { start, end, indent: /^[ \t\u3000]*/.exec(text.slice(start, end))?.[0] ?? "" };
}

/** An offset inside the text, whatever the caller says. */
export const within = (text: string, offset: number): number => (Number.isFinite(offset) ? Math.max(0, Math.min(text.length, Math.trunc(offset))) : 0);
