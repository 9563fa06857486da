import { keywords, monthNames, spell, type KeywordId } from "../../grammar/keywords.js";
import { nearest } from "../../runtime/input.js";
import { endOf, type Token } from "./braces.js";
import { splitHan } from "./split-han.js";
import { spellings, synonyms } from "./syntax-words.js";

/** Which keyword a word was meant to be. */

export const han = /\p{Script=Han}/u;
export const surfaceOf = (word: string): "en" | "zh" => (han.test(word) ? "zh" : "en");

export const isWord = (token: Token | undefined): token is Token => token !== undefined && (token.tokenType.name === "Word" || token.tokenType.name.startsWith("Keyword_"));

/** Whether a token starts a statement or joins operands, and so is never a name. */
export function isHead(token: Token): boolean {
  const id = token.tokenType.name.replace(/^Keyword_/, "") as KeywordId;
  return token.tokenType.name.startsWith("Keyword_") && "head" in keywords[id];
}

export interface Nearby {
  readonly text: string;
  /** Where the words end that it stands for. */
  readonly end: number;
}

/** The keyword that was meant, with as many words as its spelling has. */
export function nearby(tokens: readonly Token[], index: number | undefined, ids: readonly KeywordId[]): Nearby | undefined {
  const first = index === undefined ? undefined : tokens[index];
  if (index === undefined || !isWord(first) || isHead(first)) return undefined;
  const surface = surfaceOf(first.image);
  const candidates = spellings(ids, surface);
  for (const count of [3, 2, 1]) {
    const words = tokens.slice(index, index + count);
    const last = words[words.length - 1];
    if (words.length !== count || last === undefined || !words.every(isWord)) continue;
    const text = words.map((word) => word.image).join(" ");
    // every word must be near its own: `payuot at` is not `payout of`
    const similar = (candidate: string): boolean => {
      const parts = candidate.split(" ");
      return parts.length === count && parts.every((part, i) => nearest(words[i]?.image.toLowerCase() ?? "", [part]) !== undefined);
    };
    const close = nearest(text.toLowerCase(), candidates.filter(similar));
    if (close !== undefined && close !== text) return { text: close, end: endOf(last) };
  }
  const meant = Object.hasOwn(synonyms, first.image) ? synonyms[first.image] : undefined;
  if (meant !== undefined && ids.includes(meant)) return { text: spell(meant, surface), end: endOf(first) };
  // the first word of a phrase: `every` for `every scheme`
  const phrase = candidates.find((candidate) => candidate.startsWith(`${first.image} `));
  return phrase === undefined ? undefined : { text: phrase, end: endOf(first) };
}

const everyKeyword = Object.keys(keywords) as KeywordId[];

/** Nearly some keyword of one word, where only the word itself can tell which; never a name that is declared. */
export function mistyped(token: Token | undefined, names: ReadonlySet<string>): Nearby | undefined {
  if (token?.tokenType.name !== "Word" || token.image.length < (han.test(token.image) ? 2 : 3) || names.has(token.image)) return undefined;
  // `Mach` was meant for a month
  if (nearest(token.image, monthNames) !== undefined) return undefined;
  const candidates = spellings(everyKeyword, surfaceOf(token.image)).filter((candidate) => !candidate.includes(" "));
  const close = nearest(token.image.toLowerCase(), candidates);
  return close === undefined || close === token.image ? undefined : { text: close, end: endOf(token) };
}

/** A keyword and a name without the space between them, with it. */
export function separated(found: string, ids: readonly KeywordId[], names: ReadonlySet<string>): string | undefined {
  if (!han.test(found)) return undefined;
  const whole = splitHan(found, names);
  if (whole !== undefined) return whole;
  const head = [...spellings(ids, "zh")].sort((a, b) => b.length - a.length).find((word) => found.startsWith(word) && found.length > word.length);
  return head === undefined ? undefined : `${head} ${found.slice(head.length)}`;
}
