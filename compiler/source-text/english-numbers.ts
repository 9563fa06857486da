import { dateFromName } from "./dates.js";
import { doubledLength, plain, powerOf, type Reading } from "./amounts.js";
import { ordinalNounAt, unitAt } from "./units.js";

const ONES = [
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
  "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SMALL: ReadonlyMap<string, number> = new Map(
  ONES.map((word, value): [string, number] => [word, value]).concat(TENS.map((word, index): [string, number] => [word, 20 + 10 * index])),
);
const TENS_WORDS: ReadonlySet<number> = new Set(TENS.map((_, index) => 20 + 10 * index));
const ORDINALS: ReadonlyMap<string, number> = new Map(
  ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"].map(
    (word, index): [string, number] => [word, index + 1],
  ),
);
const SCALES: ReadonlySet<string> = new Set(["hundred", "thousand", "million", "billion", "trillion"]);
const REPEATS: ReadonlyMap<string, string> = new Map([["twice", "2"], ["thrice", "3"]]);
const PARTS: ReadonlyMap<string, string> = new Map([["half", "2"], ["third", "3"], ["quarter", "4"], ["fourth", "4"], ["fifth", "5"], ["tenth", "10"]]);

const LETTERS = /[A-Za-z]+/y;
const NEXT_WORD = /(?:[^\S]{1,3}|-)([A-Za-z]+)/y;
const PART_WORD = /(?:[^\S]{1,3}|-)(half|third|quarter|fourth|fifth|tenth)s?(?![A-Za-z])/iy;
const HALF_OF = /[^\S]{1,3}(?:of|the)(?![A-Za-z])/iy;
const ONE_IN_A_WORD = /-(?:time|off|stop|click|sided|size|way)|['’]s|[^\S]{1,3}(?:of|another)(?![A-Za-z])/iy;
const PRONOUN_BEFORE_ONE = /(?:^|[^A-Za-z])(?:no|this|that|which|each|every|any|the|another)[^\S]$/i;
const COMPARED = /(?:least|most|than|only|exactly|to|exceeding|over)[^\S]$/i;
const RANK_BEHIND = /-([A-Za-z]{5,7})(?![A-Za-z])/y;
const LONGEST_PHRASE = 12;

/** The number, month or date written in English words at `at`, the first of a run of letters. */
export function readWord(folded: string, at: number): Reading {
  const written = take(LETTERS, folded, at)?.[0] ?? "";
  const end = at + written.length;
  const rest: Reading = { skipTo: end };
  const word = written.length <= 12 ? written.toLowerCase() : "";
  if (/[0-9_]/.test(folded[at - 1] ?? "")) return rest;
  if (/^[A-Z][a-z]{2}/.test(written)) {
    const date = dateFromName(folded, at);
    if (date !== undefined) return { found: plain({ start: at, ...date }) };
  }
  const repeat = REPEATS.get(word);
  if (repeat !== undefined) return { found: plain({ start: at, end, kind: "count", value: repeat }) };
  const rank = ORDINALS.get(word);
  if (rank !== undefined) return ordinal(folded, at, end, rank);
  if (word === "half") return half(folded, at, end) ?? rest;
  if (!SMALL.has(word) && !SCALES.has(word) && word !== "dozen") return rest;
  if (word === "one" && !isNumeralOne(folded, at, end)) return rest;
  const parts = SMALL.has(word) ? take(PART_WORD, folded, end) : undefined;
  if (parts !== undefined) return fraction(folded, at, end + parts[0].length, SMALL.get(word) ?? 0, parts[1] ?? "") ?? cardinal(folded, at);
  return cardinal(folded, at);
}

function ordinal(folded: string, at: number, end: number, rank: number, standsAlone = false): Reading {
  const noun = ordinalNounAt(folded, end);
  const found = plain({ start: at, end: noun?.end ?? end, kind: "ordinal", value: String(rank), unit: noun?.word });
  return { found: { ...found, pending: noun === undefined && !standsAlone } };
}

/** `half of the cost`, but not "first half" or "half-precision". */
function half(folded: string, at: number, end: number): Reading | undefined {
  if (take(HALF_OF, folded, end) === undefined) return undefined;
  if (/(?:first|second|other|latter|last)[^\S]$/i.test(folded.slice(Math.max(0, at - 8), at))) return undefined;
  return { found: plain({ start: at, end, kind: "count", value: "1/2" }) };
}

function fraction(folded: string, at: number, end: number, numerator: number, part: string): Reading | undefined {
  const denominator = PARTS.get(part.toLowerCase());
  const isTime = /^quarter/i.test(part) && numerator > 3;
  if (denominator === undefined || isTime || numerator === 0 || numerator >= Number(denominator)) return undefined;
  if (ordinalNounAt(folded, end) !== undefined) return undefined;
  return { found: plain({ start: at, end, kind: "count", value: `${numerator}/${denominator}` }) };
}

/** A cardinal of several words: `twenty-five`, `two hundred and fifty thousand`, `Hundred`. */
function cardinal(folded: string, at: number): Reading {
  let total = 0n;
  let section: number | undefined;
  let lastBig = Infinity;
  let end = at;
  let cursor = at;
  let scale = 0;
  for (let words = 0; words < LONGEST_PHRASE; words += 1) {
    const next = words === 0 ? take(LETTERS, folded, cursor) : take(NEXT_WORD, folded, cursor);
    if (next === undefined) break;
    const word = (next[1] ?? next[0]).toLowerCase();
    cursor += next[0].length;
    if (word === "and" && scale === 2) continue;
    const small = SMALL.get(word);
    const power = powerOf(word);
    if (small !== undefined) {
      if (!fits(section, small)) break;
      section = (section ?? 0) + small;
    } else if (word === "dozen" && total === 0n) {
      section = (section ?? 1) * 12;
    } else if (power === 2 && (section === undefined ? total === 0n : section > 0 && section < 100)) {
      section = (section ?? 1) * 100;
    } else if (power !== undefined && power > 2 && power < lastBig && (section !== undefined || total === 0n)) {
      total += BigInt(section ?? 1) * 10n ** BigInt(power);
      section = undefined;
      lastBig = power;
    } else {
      break;
    }
    scale = power ?? 0;
    end = cursor;
  }
  const value = (total + BigInt(section ?? 0)).toString();
  const rank = total === 0n && TENS_WORDS.has(Number(section)) ? take(RANK_BEHIND, folded, end) : undefined;
  const ranked = ORDINALS.get(rank?.[1]?.toLowerCase() ?? "");
  if (rank !== undefined && ranked !== undefined && ranked < 10) return ordinal(folded, at, end + rank[0].length, Number(section) + ranked, true);
  end += doubledLength(folded, end, value);
  const unit = unitAt(folded, end);
  const found = plain({ start: at, end: unit?.end ?? end, kind: unit?.kind ?? "count", value, unit: unit?.word });
  return { found: { ...found, scale: Number.isFinite(lastBig) ? lastBig : 0 } };
}

function fits(section: number | undefined, small: number): boolean {
  if (section === undefined) return true;
  if (section % 100 === 0) return section > 0;
  return section % 10 === 0 && section % 100 >= 20 && small >= 1 && small <= 9;
}

/** "one" as a number: not the pronoun, not "one-time", and "one of" only behind "at least" and its like. */
function isNumeralOne(folded: string, at: number, end: number): boolean {
  const before = folded.slice(Math.max(0, at - 10), at);
  if (COMPARED.test(before)) return true;
  return !PRONOUN_BEFORE_ONE.test(before) && take(ONE_IN_A_WORD, folded, end) === undefined;
}

function take(pattern: RegExp, folded: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(folded) ?? undefined;
}
