import { readHeadings, type Heading } from "./headings.js";
import { foldWidth } from "./width.js";

/** One sentence, or a line that is none (a title, a heading, a date). Offsets into the text, no white space at either end. */
export interface Sentence {
  readonly start: number;
  readonly end: number;
  /** The line of its start, from 1. */
  readonly line: number;
}

const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/g;
const STOPS = new Set("。；！？;!?.…");
const CLOSERS = new Set("”’」』）)】》〉]");
const ABBREVIATIONS = new Set("mr mrs ms dr prof vs cf approx co ltd inc corp etc eg ie e.g i.e al eds dept u.s u.k p.r ph.d".split(" "));
/** Abbreviations that are words too: they shorten something only before a digit. */
const BEFORE_DIGITS = new Set(
  "no nos art arts fig figs vol max min para paras sec ch p pp tel jan feb mar apr jun jul aug sep sept oct nov dec".split(" "),
);
const LONGEST_WORD = 24;
const OPEN_END = /(?:[,，、]|(?:^|[^A-Za-z])(?:of|the|and|or|to|in|for|by|with|a|an|on|at|from|that|which|as|is|are|be))$/;
const DATE_LINE = /^[\d〇○零一二三四五六七八九十]{2,4}\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月/;

/**
 * The sentences of `text` in order; every character that is no white space lies in exactly one. A stop ends one even
 * where the next sentence is glued to it; heading numbers stay with their sentence; a line break ends one
 * unless it falls in the middle of a running sentence.
 */
export function splitSentences(text: string): readonly Sentence[] {
  const folded = foldWidth(text);
  const headings = readHeadings(folded);
  const cuts = [...stopCuts(text, folded, headings), ...lineCuts(text, folded, headings)].sort((a, b) => a - b);
  const lines = lineStarts(text);
  const sentences: Sentence[] = [];
  let [from, line] = [0, 0];
  for (const cut of [...cuts, text.length]) {
    const start = skipSpace(text, from, cut);
    if (start < cut) {
      while ((lines[line + 1] ?? Infinity) <= start) line += 1;
      sentences.push({ start, end: trimEnd(text, start, cut), line: line + 1 });
    }
    from = Math.max(from, cut);
  }
  return sentences;
}

/** Offsets behind the stops that end a sentence, closing quotes and brackets included. */
function stopCuts(text: string, folded: string, headings: readonly Heading[]): readonly number[] {
  const cuts: number[] = [];
  const address = addressReader(folded);
  let [heading, quotes, from] = [0, 0, 0];
  for (let at = 0; at < folded.length; at += 1) {
    const character = folded[at] ?? "";
    if (character === '"') quotes += 1;
    if (!STOPS.has(character)) continue;
    while ((headings[heading]?.end ?? Infinity) <= at) heading += 1;
    if ((headings[heading]?.start ?? Infinity) <= at) continue;
    let last = at;
    while (STOPS.has(folded[last + 1] ?? "") && last - at < LONGEST_WORD) last += 1;
    const stops = folded.slice(at, last + 1);
    let end = last + 1;
    while (CLOSERS.has(folded[end] ?? "") || (folded[end] === '"' && quotes % 2 === 1)) {
      if (folded[end] === '"') quotes += 1;
      end += 1;
    }
    if (/[。；！？]/.test(text.slice(at, last + 1)) || ((!/^[.…]+$/.test(stops) || isFullStop(folded, at, end, from, stops)) && !address(at))) {
      cuts.push(end);
      from = end;
    }
    at = end - 1;
  }
  return cuts;
}

/** Whether the dot or dots at `at` end a sentence; `end` is behind the closing signs, `from` where the sentence starts. */
function isFullStop(folded: string, at: number, end: number, from: number, stops: string): boolean {
  const next = folded[end] ?? "";
  const isSpaced = /\s/.test(next) || next === "";
  const follows = isSpaced ? (/\s{0,8}(\S?)/y.exec(folded.slice(end, end + 9))?.[1] ?? "") : next;
  if (next !== "" && /[,:;，：；、)）]/.test(next)) return false;
  if (stops.length > 1 || stops === "…") return isSpaced && !/\p{Ll}/u.test(follows);
  const word = wordBefore(folded, at);
  if (end === at + 1 && /\d/.test(next)) return false;
  if (isItemNumber(folded, at, from)) return false;
  if (next === "") return true;
  const short = word.toLowerCase();
  if (ABBREVIATIONS.has(short)) return short === "etc" && /[\p{Lu}\p{Lo}]/u.test(follows);
  if (BEFORE_DIGITS.has(short) && /\d/.test(follows)) return false;
  if (/(?:^|\.)[A-Z]$/.test(word) && /^[A-Z]\./.test(folded.slice(end, end + 2))) return false;
  if (/(?:^|\.)[A-Za-z]$/.test(word) && (word.length > 1 || at - 1 <= from) && !/\p{Lo}/u.test(follows)) return false;
  if (!/\p{Ll}/u.test(follows)) return true;
  return end === at + 1 && /^[a-z]{3,}$|[A-Za-z-]{4,}$/.test(word) && !isSuffix(folded, end);
}

/** `2.` at the head of a sentence is the number of an item, not its end. */
function isItemNumber(folded: string, at: number, from: number): boolean {
  const head = folded.slice(Math.max(from, at - 6), at).trim();
  return at - from <= 6 && /^(?:\d{1,2}|\(\d{1,2}\))$/.test(head);
}

function wordBefore(folded: string, at: number): string {
  return /[A-Za-z.-]+$/.exec(folded.slice(Math.max(0, at - LONGEST_WORD), at))?.[0].replace(/^[.-]+/, "") ?? "";
}

/** Whether the letters at `at` end an address or a file's name: `example.gov.cn`, `source.txt`. */
function isSuffix(folded: string, at: number): boolean {
  return /^\s?(?:com|cn|net|org|gov|edu|html?|pdf|docx?|xlsx?|txt|zip)(?![A-Za-z])/.test(folded.slice(at, at + 8));
}

/** Tells whether an offset, asked in rising order, lies in a run without spaces that is a web or mail address. */
function addressReader(folded: string): (at: number) => boolean {
  let [from, to] = [0, 0];
  const addresses = /(?:[A-Za-z]{2,8}:\/\/|www\.)[!-~]*[A-Za-z0-9/]|[A-Za-z0-9_-]{1,40}@[A-Za-z0-9.-]{1,80}[A-Za-z0-9]/g;
  return (at) => {
    while (to <= at) {
      const next = addresses.exec(folded);
      if (next === null) {
        [from, to] = [Infinity, Infinity];
        break;
      }
      [from, to] = [next.index, next.index + next[0].length];
    }
    return from <= at && at < to;
  };
}

/** Offsets of the line breaks that end a sentence. */
function lineCuts(text: string, folded: string, headings: readonly Heading[]): readonly number[] {
  const starts = lineStarts(text);
  const headingStarts = new Set(headings.map((heading) => heading.start));
  const cuts: number[] = [];
  let running = false;
  let previous: { readonly start: number; readonly end: number } | undefined;
  starts.forEach((lineStart, index) => {
    const lineEnd = starts[index + 1] ?? text.length;
    const start = skipSpace(text, lineStart, lineEnd);
    if (start >= lineEnd) return;
    if (previous !== undefined) {
      const line = folded.slice(previous.start, previous.end);
      running = isProse(line) || running;
      const goesOn = !headingStarts.has(start) && isOpen(line) && continues(folded, start, lineEnd, line, running);
      if (!goesOn) {
        cuts.push(lineStart);
        running = false;
      }
    }
    previous = { start, end: trimEnd(text, start, lineEnd) };
  });
  return cuts;
}

/** Whether a line ends without a stop or colon. */
function isOpen(line: string): boolean {
  let end = line.length;
  while (end > 0 && (CLOSERS.has(line[end - 1] ?? "") || line[end - 1] === '"')) end -= 1;
  return end === line.length ? !/[。；！？;!?.：:…]$/.test(line) : !/[。；！？;!?.]$/.test(line.slice(Math.max(0, end - 1), end)) && !isBracketed(line);
}

function isBracketed(line: string): boolean {
  return /^[(【《]/.test(line);
}

/** A line of running text, not a title: it has a comma or a stop inside. */
function isProse(line: string): boolean {
  return /[，。；]|[,;] |[a-z)]\. /.test(line);
}

function continues(folded: string, start: number, lineEnd: number, line: string, running: boolean): boolean {
  if (OPEN_END.test(line)) return true;
  const head = folded.slice(start, Math.min(lineEnd, start + 24));
  if (/^\p{Ll}/u.test(head)) return true;
  return running && !DATE_LINE.test(head);
}

function lineStarts(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(LINE_BREAK), (lineBreak) => lineBreak.index + lineBreak[0].length)];
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && /\s/.test(text[at] ?? "")) at += 1;
  return at;
}

function trimEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && /\s/.test(text[end - 1] ?? "")) end -= 1;
  return end;
}
