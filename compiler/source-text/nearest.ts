import type { FoldedText } from "./fold.js";

/** A stretch of a folded text, and the first folded unit of the quote that differs from it. */
export interface NearStretch {
  readonly start: number;
  readonly end: number;
  readonly firstDifference: number;
}

const SEEDS = 48;
const HITS_PER_SEED = 40;
const LONGEST_SEED = 8;
const LONGEST_QUOTE = 4000;
/** Seeds whose places differ by at most this much tell the same story: words were dropped or added between them. */
const SLACK = 24;

interface Hit {
  readonly seed: number;
  readonly diagonal: number;
}

/**
 * The stretch of `source` most like `quote`, case left aside: short pieces of the quote are looked up, and the
 * place on which most of them agree wins. Undefined when fewer than a third agree. Work is bounded by
 * a constant number of searches through the text.
 */
export function nearestStretch(source: FoldedText, quote: FoldedText): NearStretch | undefined {
  const [text, sought] = [lowerSameLength(source.text), lowerSameLength(quote.text).slice(0, LONGEST_QUOTE)];
  if (sought.length < 2 || text.length === 0) return undefined;
  const size = Math.max(2, Math.min(LONGEST_SEED, Math.floor(sought.length / 4)));
  const offsets = seedOffsets(sought.length, size);
  const hits = offsets.flatMap((offset, seed) => hitsOf(text, sought.slice(offset, offset + size), offset, seed));
  const agreed = mostAgreed(hits);
  if (agreed === undefined || agreed.seeds * 3 < offsets.length) return undefined;
  const start = clamp(agreed.first, 0, text.length - 1);
  const end = clamp(agreed.last + sought.length, start + 1, text.length);
  return { start, end, firstDifference: commonPrefix(source.text, start, quote.text) };
}

function seedOffsets(length: number, size: number): readonly number[] {
  const last = length - size;
  const count = Math.min(SEEDS, last + 1);
  return Array.from({ length: count }, (_, index) => (count === 1 ? 0 : Math.floor((index * last) / (count - 1))));
}

function hitsOf(text: string, piece: string, offset: number, seed: number): readonly Hit[] {
  const hits: Hit[] = [];
  for (let at = text.indexOf(piece); at >= 0 && hits.length < HITS_PER_SEED; at = text.indexOf(piece, at + 1)) {
    hits.push({ seed, diagonal: at - offset });
  }
  return hits;
}

interface Agreement {
  /** Different seeds that fell together. */
  readonly seeds: number;
  /** Where the quote would start by its earliest seed, and by its latest. */
  readonly first: number;
  readonly last: number;
}

/** The window of diagonals with the most different seeds; on a tie the tightest, then the earliest. */
function mostAgreed(hits: readonly Hit[]): Agreement | undefined {
  const sorted = [...hits].sort((a, b) => a.diagonal - b.diagonal || a.seed - b.seed);
  const inWindow = new Map<number, number>();
  let best: { readonly seeds: number; readonly from: number; readonly to: number; readonly width: number } | undefined;
  let from = 0;
  sorted.forEach((hit, to) => {
    inWindow.set(hit.seed, (inWindow.get(hit.seed) ?? 0) + 1);
    for (let old = sorted[from]; old !== undefined && hit.diagonal - old.diagonal > SLACK; old = sorted[from]) {
      const left = (inWindow.get(old.seed) ?? 1) - 1;
      if (left === 0) inWindow.delete(old.seed);
      else inWindow.set(old.seed, left);
      from += 1;
    }
    const width = hit.diagonal - (sorted[from]?.diagonal ?? hit.diagonal);
    if (best === undefined || inWindow.size > best.seeds || (inWindow.size === best.seeds && width < best.width)) {
      best = { seeds: inWindow.size, from, to, width };
    }
  });
  if (best === undefined) return undefined;
  const members = sorted.slice(best.from, best.to + 1);
  const bySeed = [...members].sort((a, b) => a.seed - b.seed);
  return { seeds: best.seeds, first: bySeed[0]?.diagonal ?? 0, last: bySeed.at(-1)?.diagonal ?? 0 };
}

function commonPrefix(text: string, start: number, quote: string): number {
  let length = 0;
  while (length < quote.length && text[start + length] === quote[length]) length += 1;
  return length;
}

/** Lower case where that keeps every offset. */
function lowerSameLength(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
