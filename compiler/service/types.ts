import type { Span } from "../../grammar/index.js";

/** What the language service gives back: plain values, offsets in UTF-16 units of the file's text. */

export type Language = "en" | "zh";
export type Both = Readonly<Record<Language, string>>;

export interface Place extends Span {
  /** Id of a policy file or of a source text. */
  readonly file: string;
}

/** The text that goes in place of `start` to `end`. */
export interface Edit extends Place {
  readonly text: string;
}

/** Why something cannot be done, for the reader. */
export interface Refusal {
  readonly reason: Both;
}

/** A text after its edits; they do not overlap. */
export function applyEdits(text: string, edits: readonly (Span & { readonly text: string })[]): string {
  let result = "";
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}
