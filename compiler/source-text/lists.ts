import { sharedScale, type Found } from "./amounts.js";

/** How a number is joined to the next one. */
export type Joint = "list" | "range" | undefined;

const LONGEST_JOINT = 12;
const LIST = /^\s{0,4}(?:、|和|或|及|与|以及|或者|\/|,?\s{1,4}(?:and|or)\s{1,4})\s{0,4}(?:第)?$/i;
const RANGE = /^\s{0,4}(?:至|到|[-—–~～―]{1,2}|to)\s{0,4}(?:第)?$/i;
const COMMA = /^\s{0,4},\s{0,4}$/;

/** How numbers `index` and `index + 1` are joined by what stands between them. */
export function jointAfter(folded: string, found: readonly Found[], index: number): Joint | "comma" {
  const [first, next] = [found[index], found[index + 1]];
  if (first === undefined || next === undefined || next.start - first.end > LONGEST_JOINT || next.start <= first.end) return undefined;
  const between = folded.slice(first.end, next.start);
  if (RANGE.test(between)) return "range";
  if (LIST.test(between)) return "list";
  return COMMA.test(between) ? "comma" : undefined;
}

/**
 * The numbers with what a list says once: `1000 万、600 万、300 万元` are three amounts, `30、20 万元` two,
 * `三至五年` two terms, `第一、二年` two ordinals. Numbers that needed a unit and found none are dropped.
 */
export function shareAlongLists(folded: string, found: readonly Found[]): readonly Found[] {
  const shared = [...found];
  let inList = false;
  for (let index = found.length - 2; index >= 0; index -= 1) {
    const joint = jointAfter(folded, found, index);
    // A lone English comma may part two clauses: it shares only inside a list that ends in "and" or "or".
    const joins: boolean = joint === "list" || joint === "range" || (joint === "comma" && inList);
    inList = joins && joint !== "range";
    const [first, next] = [shared[index], shared[index + 1]];
    if (!joins || first === undefined || next === undefined) continue;
    const isLabel = /[A-Za-z]/.test(folded.slice(first.end, next.start)) && (first.year || isLabelled(folded, first.start));
    if (!isLabel) shared[index] = shareFrom(next, first, joint === "range");
  }
  for (let index = 1; index < shared.length; index += 1) {
    const [first, next] = [shared[index - 1], shared[index]];
    if (first === undefined || next === undefined || jointAfter(folded, found, index - 1) === undefined) continue;
    if (first.kind === "ordinal" && first.ranked && isDurationOrCount(next) && found[index - 1]?.unit === undefined) {
      shared[index] = { ...next, kind: "ordinal", ranked: true };
    } else if (isDay(first.value) && next.kind === "duration" && (next.unit === "日" || next.unit === "号") && Number(next.value) <= 31) {
      shared[index] = { ...next, kind: "date", unit: undefined, value: first.value.slice(0, -2) + next.value.padStart(2, "0") };
    }
  }
  return shared.filter((number) => !number.pending);
}

function shareFrom(next: Found, first: Found, isRange: boolean): Found {
  if (first.unit !== undefined || next.pending || next.value.includes("/")) return first;
  if (first.kind === "ordinal") {
    return next.unit === undefined || !(isDurationOrCount(next) || next.kind === "ordinal") ? first : { ...first, unit: next.unit, pending: false };
  }
  if (first.kind !== "count" || first.value.includes("/")) return first;
  if (next.kind === "month") return /^(?:[1-9]|1[0-2])$/.test(first.value) ? { ...first, kind: "month", pending: false } : first;
  if (next.kind === "date" || (next.kind === "ordinal" && next.ranked)) return first;
  if (next.unit === undefined) return next.scale === 0 || first.pending ? first : { ...first, value: sharedScale(first, next, isRange), scale: next.scale };
  return { ...first, kind: next.kind, unit: next.unit, value: sharedScale(first, next, isRange), scale: next.scale, pending: false };
}

/** Whether a word such as "year 3" or "Article 5" names the number: it takes no unit from what follows. */
function isLabelled(folded: string, start: number): boolean {
  return /\b(?:year|article|chapter|section|phase|tier|level|class|stage|item|no\.?)\s?$/i.test(folded.slice(Math.max(0, start - 10), start));
}

function isDurationOrCount(number: Found): boolean {
  return number.kind === "duration" || number.kind === "count";
}

function isDay(value: string): boolean {
  return /^(?:\d{4}|-)-\d\d-\d\d$/.test(value);
}

