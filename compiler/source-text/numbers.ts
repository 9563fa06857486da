import { readDigits, readHan, plain, withHalfYear, type Found, type Reading } from "./amounts.js";
import { comparisonAt, type Comparison } from "./comparisons.js";
import { readWord } from "./english-numbers.js";
import { readHeadings, type Heading } from "./headings.js";
import { jointAfter, shareAlongLists } from "./lists.js";
import { HAN_NUMERALS } from "./numerals.js";
import { foldWidth } from "./width.js";

/**
 * One number a text states, with its unit.
 *
 * `kind` and `value` (an exact decimal without grouping or needless zeros):
 * - `money`: yuan, when 元 or yuan follows or is shared by the list (`1000 万、600 万、300 万元`). Another
 *   currency is a `count` whose unit names it. A bare `500 万` is a `count` of 5000000 without a unit.
 * - `percent`: hundredths (`30%`, 百分之三十 and "30 percent" are "30", `5‰` is "0.5"). Percentage points are a `count`.
 * - `duration`: a number of the unit as written (`个工作日`, `working days`, `年`).
 * - `ordinal`: `first year`, `第三条`, `20th`, `一季度`, `二等奖`.
 * - `date`: ISO as far as it is written: "2026-02-04", "2026-02", "2026", "--12-31" without a year.
 * - `month`: "1" to "12", a month without a year or day.
 * - `count`: everything else; a fraction (`三分之二`, `2/3`) is a count "2/3".
 */
export interface NumberInText {
  /** Offsets into the given text; they cover the number with 第, a currency sign and its unit. */
  readonly start: number;
  readonly end: number;
  readonly kind: "money" | "percent" | "count" | "date" | "month" | "duration" | "ordinal";
  readonly value: string;
  /** The unit or counter as written, without its scale word: "元", "yuan", "kWh", "家", "working days". */
  readonly unit?: string;
  /** What the words around the number say; undefined when they say nothing, and for dates, months and ordinals. */
  readonly comparison?: Comparison;
}

const ATOM = new RegExp(`[A-Za-z]+|[0-9]+|[${HAN_NUMERALS}]+|首(?=年)|半(?=年(?!代))`, "g");
const YEAR_INTRODUCED = /(?:(?:^|[^A-Za-z])(?:in|by|since|until|till|before|after|from|years?|during|end|through|between|early|late|mid|end of)[\s-]{1,3}|[([〔【])$/i;
const NOUN_BEHIND = /^\s{1,3}[a-z]/;
const LIST_MARK_BEFORE = /(?:^|[。；;：:.!?！？）)]|[IVXⅠ-Ⅻ一二三四五六七八九十])$/;

/** Every number in `text`, in order and disjoint; heading numbers at line starts, list marks and names such as `5G` are none. */
export function readNumbers(text: string): readonly NumberInText[] {
  const folded = foldWidth(text);
  const headings = readHeadings(folded);
  const found = shareAlongLists(folded, findAll(folded, headings));
  return compareAll(folded, found, headings);
}

function findAll(folded: string, headings: readonly Heading[]): readonly Found[] {
  const found: Found[] = [];
  let heading = 0;
  ATOM.lastIndex = 0;
  for (let atom = ATOM.exec(folded); atom !== null; atom = ATOM.exec(folded)) {
    const at = atom.index;
    while ((headings[heading]?.end ?? Infinity) <= at) heading += 1;
    const numbering = headings[heading];
    if (numbering !== undefined && numbering.start <= at) {
      ATOM.lastIndex = numbering.end;
      continue;
    }
    const reading = isListMark(folded, at, atom[0]) ? { skipTo: at + atom[0].length } : readAtom(folded, at, atom[0]);
    if ("found" in reading) {
      const number = withHalfYear(folded, reading.found);
      found.push(number);
      ATOM.lastIndex = number.end;
    } else {
      ATOM.lastIndex = Math.max(reading.skipTo, at + 1);
    }
  }
  return found;
}

function readAtom(folded: string, at: number, atom: string): Reading {
  if (atom === "首") return { found: plain({ start: at, end: at + 2, kind: "ordinal", value: "1", unit: "年" }) };
  if (atom === "半") {
    const isPart = /[上下前后]$/.test(folded.slice(Math.max(0, at - 1), at));
    return isPart ? { skipTo: at + 2 } : { found: plain({ start: at, end: at + 2, kind: "duration", value: "0.5", unit: "年" }) };
  }
  const first = atom.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return readDigits(folded, at);
  return first < 0x80 ? readWord(folded, at) : readHan(folded, at);
}

/** A mark of a list inside a line, `（2）` or `2.` behind a stop, and the bracket of a clause number, `III(1)`. */
function isListMark(folded: string, at: number, atom: string): boolean {
  if (atom.length > 2 || !/^\d/.test(atom)) return false;
  const end = at + atom.length;
  const bracketed = folded[at - 1] === "(" && folded[end] === ")";
  const dotted = folded[end] === "." && !/\d/.test(folded[end + 1] ?? "");
  if (!bracketed && !dotted) return false;
  const markAt = bracketed ? at - 1 : at;
  const before = folded.slice(Math.max(0, markAt - 4), markAt).trimEnd();
  return bracketed ? LIST_MARK_BEFORE.test(before) : /[。；;：:!?！？.]$/.test(before);
}

function compareAll(folded: string, found: readonly Found[], headings: readonly Heading[]): readonly NumberInText[] {
  const numbers: NumberInText[] = [];
  let heading = 0;
  let inherited: NumberInText | undefined;
  found.forEach((number, index) => {
    while ((headings[heading]?.end ?? Infinity) <= number.start) heading += 1;
    const before = jointAfter(folded, found, index - 1);
    const from = Math.max(found[index - 1]?.end ?? 0, headings[heading - 1]?.end ?? 0);
    const isPoint = !number.year && (number.kind === "date" || number.kind === "month" || number.kind === "ordinal");
    const comparison = isPoint ? undefined : comparisonAt(folded, {
      start: number.start,
      end: number.end,
      from,
      to: found[index + 1]?.start ?? folded.length,
      inRange: rangeSide(folded, found, index),
      isDuration: number.kind === "duration",
      isShare: number.kind === "percent" || number.value.includes("/"),
    });
    // A comma ends the clause, and with it what was said: "up to 5 yuan, and 3 yuan".
    const listed = before === "list" && !folded.slice(from, number.start).includes(",") ? inherited : undefined;
    const own = comparison ?? (number.more ? "more-than" : undefined);
    const said = own ?? (listed?.kind === number.kind ? listed.comparison : undefined);
    const read = asNumber(folded, number, said);
    numbers.push(read);
    inherited = read;
  });
  return numbers;
}

function asNumber(folded: string, number: Found, comparison: Comparison | undefined): NumberInText {
  const kind = number.year && isYear(folded, number, comparison) ? "date" : number.kind;
  const isPoint = kind === "date" || kind === "month" || kind === "ordinal";
  const bare = { start: number.start, end: number.end, kind, value: number.value };
  const counted = number.unit === undefined ? bare : { ...bare, unit: number.unit };
  return comparison === undefined || isPoint ? counted : { ...counted, comparison };
}

/** Whether four bare digits name a year: introduced as a time, or neither compared nor followed by a noun. */
function isYear(folded: string, number: Found, comparison: Comparison | undefined): boolean {
  if (number.kind !== "count" || number.unit !== undefined || number.scale !== 0) return false;
  if (YEAR_INTRODUCED.test(folded.slice(Math.max(0, number.start - 12), number.start))) return true;
  return comparison === undefined && !NOUN_BEHIND.test(folded.slice(number.end, number.end + 5));
}

const RANGE_GAP = /^(?:\s|\([^()]{0,20}\)){0,4}(?:至|到|[-—–~～]{1,2}|to|and|but)\s{0,3}$/i;

function rangeSide(folded: string, found: readonly Found[], index: number): "first" | "second" | undefined {
  if (isRangeGap(folded, found[index], found[index + 1])) return "first";
  return isRangeGap(folded, found[index - 1], found[index]) ? "second" : undefined;
}

function isRangeGap(folded: string, first: Found | undefined, next: Found | undefined): boolean {
  if (first === undefined || next === undefined || next.start - first.end > 40 || next.start <= first.end) return false;
  return RANGE_GAP.test(folded.slice(first.end, next.start));
}
