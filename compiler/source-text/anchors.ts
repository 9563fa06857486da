import { plainValue, readHeadings, type Heading, type HeadingStyle } from "./headings.js";
import { foldWidth } from "./width.js";

/** The clauses of one text by their numbers: `[3, 1]` is III(1). */
export interface ClauseIndex {
  /** The numbers of the headings above `offset`, outermost first; empty before the first heading. */
  pathAt(offset: number): readonly number[];
  /** Whether `offset` lies in the clause `anchor` names, or in a part of it. */
  contains(anchor: readonly number[], offset: number): boolean;
  /** The first clause with these numbers, from its heading to the next heading that is no part of it. */
  find(path: readonly number[]): { readonly start: number; readonly end: number } | undefined;
}

const ARTICLE_WORDS = /第|[编章节条款项目]|\b(?:Article|Chapter|Section|Part|Item|Paragraph)\b/g;
const PARTS = /[IVX]+|[Ⅰ-Ⅻ]|\d+|[一二三四五六七八九十百零〇]+|[①-⑳]/g;
const REMAINDER = /^[\s().、,:-]*$/;
const LONGEST_ANCHOR = 60;

/** The numbers of an anchor: `III(1)` is [3, 1], `二（一）3` is [2, 1, 3], `第十二条` is [12]; undefined when it is no numbering. */
export function parseAnchor(anchor: string): readonly number[] | undefined {
  if (anchor.length > LONGEST_ANCHOR) return undefined;
  const folded = foldWidth(anchor).replaceAll(ARTICLE_WORDS, " ");
  const parts = folded.match(PARTS) ?? [];
  if (parts.length === 0 || !REMAINDER.test(folded.replaceAll(PARTS, ""))) return undefined;
  const numbers: number[] = [];
  for (const part of parts) {
    const value = plainValue(part);
    if (value === undefined) return undefined;
    numbers.push(value);
  }
  return numbers;
}

interface Clause {
  readonly start: number;
  readonly end: number;
  readonly path: readonly number[];
  /** The path counted from the article, in texts that number articles through all chapters. */
  readonly articlePath: readonly number[] | undefined;
}

/** Reads the headings at line starts; a deeper heading style nests under the last shallower one. */
export function indexClauses(text: string): ClauseIndex {
  const clauses = clausesOf(text.length, readHeadings(foldWidth(text)));
  const starts = clauses.map((clause) => clause.start);
  const clauseAt = (offset: number): Clause | undefined => clauses[lastAtOrBefore(starts, offset)];
  const byPath = firstByPath(clauses);
  return {
    pathAt: (offset) => (offset >= text.length && offset > 0 ? pathOf(clauseAt(text.length - 1)) : pathOf(clauseAt(offset))),
    contains: (anchor, offset) => {
      const clause = clauseAt(offset);
      return clause !== undefined && (startsWith(clause.path, anchor) || (clause.articlePath !== undefined && startsWith(clause.articlePath, anchor)));
    },
    find: (path) => {
      const clause = byPath.get(path.join("."));
      return clause && { start: clause.start, end: clause.end };
    },
  };
}

/** Deeper styles have greater ranks; brackets in digits stand where the text puts them. */
const RANKS: Readonly<Record<HeadingStyle, number>> = {
  chapter: 0, section: 1, article: 2, roman: 3, han: 3, "roman-bracket": 4, "han-bracket": 4, "digit-bracket": 4, digit: 5, "digit-closed": 7, circled: 8,
};
const BRACKET_RANK = 4;
const ITEM_RANK = 5;
const SUB_ITEM_RANK = 6;

interface Level {
  readonly rank: number;
  readonly value: number;
}

function clausesOf(length: number, headings: readonly Heading[]): readonly Clause[] {
  const clauses: (Clause & { readonly rank: number })[] = [];
  let open: readonly Level[] = [];
  for (const heading of headings) {
    const rank = rankOf(heading, open);
    open = [...open.filter((level) => level.rank < rank), { rank, value: heading.value }];
    const article = open.findIndex((level) => level.rank === RANKS.article);
    const path = open.map((level) => level.value);
    clauses.push({ start: heading.start, end: length, rank, path, articlePath: article > 0 ? path.slice(article) : undefined });
  }
  // From the back: a clause ends where the next one of its rank or above starts.
  const nextStart: number[] = Array.from({ length: 9 }, () => length);
  const ended: Clause[] = [];
  for (const { rank, ...clause } of clauses.reverse()) {
    ended.push({ ...clause, end: nextStart[rank] ?? length });
    for (let deeper = rank; deeper < nextStart.length; deeper += 1) nextStart[deeper] = clause.start;
  }
  return ended.reverse();
}

/**
 * `(3)` may be a section beside (II) and (IV), or a sub-item under `1.`: it is a sub-item when it goes on counting
 * open sub-items, or starts at 1 under an open item that no section's count explains.
 */
function rankOf(heading: Heading, open: readonly Level[]): number {
  if (heading.style !== "digit-bracket") return RANKS[heading.style];
  const valueAt = (rank: number): number | undefined => open.find((level) => level.rank === rank)?.value;
  if (valueAt(ITEM_RANK) === undefined) return BRACKET_RANK;
  if (valueAt(SUB_ITEM_RANK) === heading.value - 1) return SUB_ITEM_RANK;
  if (valueAt(BRACKET_RANK) === heading.value - 1) return BRACKET_RANK;
  return heading.value === 1 ? SUB_ITEM_RANK : BRACKET_RANK;
}

/** Articles count through all chapters, so `第三条` wins [3] over 第三章. */
function firstByPath(clauses: readonly Clause[]): ReadonlyMap<string, Clause> {
  const byPath = new Map<string, Clause>();
  for (const clause of [...clauses].reverse()) byPath.set(clause.path.join("."), clause);
  for (const clause of [...clauses].reverse()) if (clause.articlePath !== undefined) byPath.set(clause.articlePath.join("."), clause);
  return byPath;
}

function pathOf(clause: Clause | undefined): readonly number[] {
  return clause?.path ?? [];
}

function startsWith(path: readonly number[], prefix: readonly number[]): boolean {
  return prefix.length > 0 && prefix.length <= path.length && prefix.every((value, index) => path[index] === value);
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
