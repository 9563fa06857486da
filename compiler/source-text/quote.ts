import { foldText, type FoldedText } from "./fold.js";
import { nearestStretch } from "./nearest.js";

/** An official text as stored; every offset of this module counts UTF-16 units of `text`. */
export interface SourceText {
  readonly id: string;
  readonly text: string;
}

/** A stretch of the original text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a quote stands; several parts when it skips with an ellipsis. */
export interface QuoteMatch {
  readonly parts: readonly TextRange[];
}

/** The place a quote that is not found most likely means. */
export interface NearQuote extends TextRange {
  /** The original text from `start` to `end`. */
  readonly text: string;
  /** Offset into the quote as given of the first character that differs there. */
  readonly firstDifference: number;
}

/** One source text, folded once for many quotes. */
export interface QuoteIndex {
  /** The first place of the quote, within `within` if given (a sentence may stand under several clauses); undefined when it stands nowhere. */
  find(quote: string, within?: TextRange): QuoteMatch | undefined;
  /** The best place for "did you mean"; undefined when nothing there is similar. */
  nearest(quote: string): NearQuote | undefined;
}

const ELLIPSIS = /…+|\.{3,}/g;

/** Folds `text` for quoting: white space, width, quote marks and composition do not count, case does. */
export function indexQuotes(text: string): QuoteIndex {
  const source = foldText(text);
  return {
    find: (quote, within) => find(source, quote, foldedRange(source, within)),
    nearest: (quote) => {
      const missing = firstMissingPart(source, quote);
      if (missing === undefined) return undefined;
      const found = nearestStretch(source, missing.folded);
      if (found === undefined) return undefined;
      const { start, end } = originalRange(source, found.start, found.end);
      return { start, end, text: text.slice(start, end), firstDifference: missing.at + (missing.folded.starts[found.firstDifference] ?? 0) };
    },
  };
}

function find(source: FoldedText, quote: string, range: TextRange): QuoteMatch | undefined {
  const whole = foldText(quote).text;
  if (whole === "") return undefined;
  const at = source.text.indexOf(whole, range.start);
  if (at >= 0 && at + whole.length <= range.end) return { parts: [originalRange(source, at, at + whole.length)] };
  const parts = partsOf(quote).map((part) => foldText(part.text).text).filter((part) => part !== "");
  if (parts.length === 0) return undefined;
  const places = placeInOrder(source.text, parts, range);
  return places && { parts: places.map((place, index) => originalRange(source, place, place + (parts[index]?.length ?? 0))) };
}

/** The parts in their order, each found behind the one before, then drawn together: the tightest placement with the earliest end. */
function placeInOrder(text: string, parts: readonly string[], range: TextRange): readonly number[] | undefined {
  const places: number[] = [];
  let from = range.start;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > range.end) return undefined;
    places.push(at);
    from = at + part.length;
  }
  for (let index = parts.length - 2; index >= 0; index -= 1) {
    const part = parts[index] ?? "";
    places[index] = text.lastIndexOf(part, (places[index + 1] ?? 0) - part.length);
  }
  return places;
}

interface QuotePart {
  readonly at: number;
  readonly text: string;
}

function partsOf(quote: string): readonly QuotePart[] {
  const parts: QuotePart[] = [];
  let from = 0;
  for (const skip of quote.matchAll(ELLIPSIS)) {
    parts.push({ at: from, text: quote.slice(from, skip.index) });
    from = skip.index + skip[0].length;
  }
  return [...parts, { at: from, text: quote.slice(from) }];
}

/** The first part of the quote that does not stand behind the parts before it. */
function firstMissingPart(source: FoldedText, quote: string): { readonly at: number; readonly folded: FoldedText } | undefined {
  let from = 0;
  let last: { readonly at: number; readonly folded: FoldedText } | undefined;
  for (const part of partsOf(quote)) {
    const folded = foldText(part.text);
    if (folded.text === "") continue;
    const at = source.text.indexOf(folded.text, from);
    last = { at: part.at, folded };
    if (at < 0) return last;
    from = at + folded.text.length;
  }
  return last;
}

function originalRange(source: FoldedText, start: number, end: number): TextRange {
  const first = source.starts[start] ?? 0;
  return { start: first, end: end > start ? (source.ends[end - 1] ?? first) : first };
}

/** The folded units that lie wholly within a range of the original. */
function foldedRange(source: FoldedText, within: TextRange | undefined): TextRange {
  if (within === undefined) return { start: 0, end: source.text.length };
  return { start: lowerBound(source.starts, within.start), end: lowerBound(source.starts, within.end) };
}

/** The first folded unit that starts at `offset` or behind it. */
function lowerBound(starts: Uint32Array, offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
