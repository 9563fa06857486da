import { parseDay, type Day } from "./date.js";
import type { FactInfo, Program } from "./program.js";
import { compare, divide, parseRational, rational, type Rational } from "./rational.js";
import { none, Rows, type Value } from "./value.js";

/**
 * Reads the facts of a case. Amounts and decimals are strings, so that no digit is lost before they are read;
 * a wrong name, type, unit or range is an error, never a zero. Absent facts stay unknown unless the policy closes them.
 */

export type InputCode =
  | "case-not-an-object"
  | "fact-unknown"
  | "fact-given-twice"
  | "fact-not-money"
  | "fact-not-a-number"
  | "fact-not-an-integer"
  | "fact-not-yes-or-no"
  | "fact-not-a-date"
  | "fact-not-listed"
  | "fact-not-text"
  | "fact-not-dates"
  | "fact-not-a-list"
  | "fact-not-by-year"
  | "fact-out-of-range"
  | "reading-unknown"
  | "alternative-unknown"
  | "scheme-unknown"
  | "pool-unknown"
  | "date-invalid"
  | "dossier-malformed";

export interface InputError {
  readonly code: InputCode;
  readonly fact: string;
  /** What was given, shortened. */
  readonly found: string;
  readonly expected: string;
  readonly suggestion?: string;
}

export interface FactReading {
  readonly facts: ReadonlyMap<string, Value>;
  readonly errors: readonly InputError[];
}

const moneyText = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,2})?$/;
const decimalText = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/;
const integerText = /^-?(?:0|[1-9]\d{0,14})$/;
const longestText = 1000;
const longestList = 2000;

const hundred = rational(100n);

function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.slice(0, 40));
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : typeof value;
}

/** A value read, or why not. */
export type Outcome = { readonly value: Value } | { readonly code: InputCode; readonly expected: string; readonly suggestion?: string };

const bad = (code: InputCode, expected: string): Outcome => ({ code, expected });

interface Bounds {
  readonly from: Rational | undefined;
  readonly to: Rational | undefined;
}

const boundsOf = (fact: FactInfo): Bounds => ({
  from: fact.from === undefined ? undefined : parseRational(fact.from),
  to: fact.to === undefined ? undefined : parseRational(fact.to),
});

/** `value` is what is kept of the number given: a percentage is kept as a fraction. */
function inRange(fact: FactInfo, bounds: Bounds, number: Rational, value: Value = number): Outcome {
  const low = bounds.from === undefined || compare(number, bounds.from) >= 0;
  const high = bounds.to === undefined || compare(number, bounds.to) <= 0;
  return low && high ? { value } : bad("fact-out-of-range", `${fact.from ?? ""} .. ${fact.to ?? ""}`);
}

function readDays(given: unknown): Outcome {
  if (!Array.isArray(given) || given.length > longestList) return bad("fact-not-dates", '["2026-02-04", ...]');
  const days = new Set<Day>();
  for (const item of given) {
    const day = typeof item === "string" ? parseDay(item) : undefined;
    if (day === undefined) return bad("fact-not-a-date", "2026-02-04");
    days.add(day);
  }
  return { value: days };
}

/** Rows of a list: each an object whose keys are the names of the list's facts. */
function readRows(fact: FactInfo, given: unknown): Outcome {
  const shape = `[{ ${(fact.rows ?? []).map((one) => `"${one.names[0] ?? one.id}": …`).join(", ")} }, …]`;
  if (!Array.isArray(given) || given.length > longestList) return bad("fact-not-a-list", shape);
  const rows: ReadonlyMap<string, Value>[] = [];
  for (const item of given as readonly unknown[]) {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return bad("fact-not-a-list", shape);
    const row = new Map<string, Value>();
    for (const one of fact.rows ?? []) {
      if (one.ifAbsent === undefined) continue;
      const closed = readOne(one, boundsOf(one), one.kind === "yes-no" ? one.ifAbsent === "true" : one.ifAbsent);
      if ("value" in closed) row.set(one.id, closed.value);
    }
    for (const key of Object.keys(item)) {
      const one = fact.rows?.find((info) => info.names.includes(key.normalize("NFC")));
      if (one === undefined) return bad("fact-not-a-list", shape);
      const read = readOne(one, boundsOf(one), (item as Record<string, unknown>)[key]);
      if (!("value" in read)) return { ...read, expected: `${key}: ${read.expected}` };
      row.set(one.id, read.value);
    }
    rows.push(row);
  }
  return { value: new Rows(rows) };
}

function readOne(fact: FactInfo, bounds: Bounds, given: unknown): Outcome {
  switch (fact.kind) {
    case "money":
      return typeof given === "string" && moneyText.test(given)
        ? inRange(fact, bounds, parseRational(given))
        : bad("fact-not-money", '"1234.56"');
    case "percent":
      if (typeof given !== "string" || !decimalText.test(given)) return bad("fact-not-a-number", '"30"');
      return inRange(fact, bounds, parseRational(given), divide(parseRational(given), hundred));
    case "number":
      return typeof given === "string" && decimalText.test(given) ? inRange(fact, bounds, parseRational(given)) : bad("fact-not-a-number", '"60.5"');
    case "integer": {
      const text = typeof given === "number" && Number.isSafeInteger(given) && !Object.is(given, -0) ? String(given) : given;
      return typeof text === "string" && integerText.test(text) ? inRange(fact, bounds, parseRational(text)) : bad("fact-not-an-integer", "3");
    }
    case "yes-no":
      return typeof given === "boolean" ? { value: given } : bad("fact-not-yes-or-no", "true, false");
    case "date":
    case "date-or-none": {
      if (given === null && fact.kind === "date-or-none") return { value: none };
      const day = typeof given === "string" ? parseDay(given) : undefined;
      return day === undefined ? bad("fact-not-a-date", fact.kind === "date" ? '"2026-02-04"' : '"2026-02-04", null') : { value: day };
    }
    case "dates":
      return readDays(given);
    case "list":
      return readRows(fact, given);
    case "text":
      return typeof given === "string" && given.length <= longestText ? { value: given } : bad("fact-not-text", '"..."');
    case "one-of": {
      const member = fact.members?.find((m) => m.id === given || m.names.includes(given as string));
      if (member !== undefined) return { value: member.id };
      return fact.orOther === true && typeof given === "string" && given.length <= longestText
        ? { value: given.normalize("NFC") }
        : bad("fact-not-listed", (fact.members ?? []).map((m) => m.id).join(", "));
    }
  }
}

/** What is found once for all cases: the facts by name, with the bounds of their ranges read. */
export class FactReader {
  readonly byName = new Map<string, FactInfo>();
  readonly defaults = new Map<string, Value>();
  private readonly bounds = new Map<FactInfo, Bounds>();

  constructor(program: Pick<Program, "facts">) {
    for (const fact of program.facts) {
      for (const name of fact.names) this.byName.set(name, fact);
      this.bounds.set(fact, boundsOf(fact));
      if (fact.ifAbsent === undefined) continue;
      const read = this.one(fact, fact.kind === "yes-no" ? fact.ifAbsent === "true" : fact.ifAbsent);
      if ("value" in read) this.defaults.set(fact.id, read.value);
    }
  }

  /** One value of a fact: as a case file gives it. */
  one(fact: FactInfo, given: unknown): Outcome {
    return readOne(fact, this.bounds.get(fact) ?? boundsOf(fact), given);
  }

  /** Reads one fact into the facts of an application; what is wrong is added to the errors. */
  enter(fact: FactInfo, key: string, value: unknown, facts: Map<string, Value>, errors: InputError[]): void {
    if (fact.byYear) {
      this.years(fact, value, facts, errors);
      return;
    }
    const read = this.one(fact, value);
    if ("value" in read) facts.set(fact.id, read.value);
    else errors.push({ code: read.code, fact: key, found: show(value), expected: read.expected });
  }

  private years(fact: FactInfo, given: unknown, facts: Map<string, Value>, errors: InputError[]): void {
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      errors.push({ code: "fact-not-by-year", fact: fact.id, found: show(given), expected: '{ "2025": ... }' });
      return;
    }
    for (const year of Object.keys(given)) {
      const value: unknown = (given as Record<string, unknown>)[year];
      const read = this.one(fact, value);
      if (!/^\d{4}$/.test(year)) errors.push({ code: "fact-not-by-year", fact: fact.id, found: year, expected: '{ "2025": ... }' });
      else if ("value" in read) facts.set(`${fact.id}@${Number(year)}`, read.value);
      else errors.push({ code: read.code, fact: `${fact.id} ${year}`, found: show(value), expected: read.expected });
    }
  }
}

/** The facts of one application, closed-world defaults filled in. */
export function readFacts(program: Pick<Program, "facts">, given: unknown, reader = new FactReader(program)): FactReading {
  const facts = new Map(reader.defaults);
  const errors: InputError[] = [];
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return { facts, errors: [{ code: "case-not-an-object", fact: "", found: show(given), expected: "{ ... }" }] };
  }
  const seen = new Set<string>();
  for (const key of Object.keys(given)) {
    const value: unknown = (given as Record<string, unknown>)[key];
    if (value === undefined) continue;
    const fact = reader.byName.get(key.normalize("NFC"));
    if (fact === undefined) {
      const suggestion = nearest(key, [...reader.byName.keys()]);
      errors.push({ code: "fact-unknown", fact: key, found: show(value), expected: "", ...(suggestion === undefined ? {} : { suggestion }) });
      continue;
    }
    if (seen.has(fact.id)) {
      errors.push({ code: "fact-given-twice", fact: key, found: show(value), expected: fact.names.join(" / ") });
      continue;
    }
    seen.add(fact.id);
    reader.enter(fact, key, value, facts, errors);
  }
  return { facts, errors };
}

/** The closest of the names, if it is close: at most a third of it differs. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours; stops counting at `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) >= limit) return limit;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? limit;
}
