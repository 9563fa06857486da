import type { FactInfo, FactKind } from "../../runtime/program.js";
import { parseRational, rational, add, toText } from "../../runtime/rational.js";
import type { TestCase } from "./case.js";
import { oneOf, type Random } from "./values.js";

/** What no input may hold: it must be refused by name, never read as an amount. */

const numbers: readonly unknown[] = [
  "", " ", " 12 ", "1e3", "1,000", "１２", "0x10", "NaN", "Infinity", "+5", "00", ".5", "5.", "1e400", "12345678901234567890",
  Number.NaN, Number.POSITIVE_INFINITY, 1e400, -0.5, 12.345, true, false, null, [5], ["5"], {}, { valueOf: 5 },
];

const byKind: Readonly<Record<FactKind, readonly unknown[]>> = {
  money: [...numbers, "-0", "-1", "0.001", "12.345", 5],
  percent: [...numbers, "1.1234567", "30%", 30],
  number: [...numbers, "1.1234567", 5],
  integer: [...numbers, "1.5", 1.5, 9_007_199_254_740_993],
  "yes-no": ["yes", "true", "", 1, 0, null, [], {}, "是"],
  date: ["", "2026-02-30", "2026-2-4", "2026-13-01", "20260204", "2026-02-04T00:00:00Z", "２０２６-02-04", 20_260_204, null, true, [], {}],
  "date-or-none": ["", "2026-02-30", "none", "null", "2026-2-4", 0, false, [], {}],
  "one-of": ["", "constructor", "__proto__", "toString", 0, null, true, [], {}],
  list: ["", {}, 3, null, [1], [{ constructor: 1 }], [[]], Array.from({ length: 2001 }, () => ({}))],
  text: [0, null, true, [], {}, "x".repeat(1001)],
  dates: ["2026-02-04", null, {}, ["2026-02-30"], [null], [20_260_204]],
};

/** A value that the fact cannot take: of the wrong kind, or outside its range. */
function badValue(random: Random, fact: FactInfo): unknown {
  const outside = [
    ...(fact.from === undefined ? [] : [toText(add(parseRational(fact.from), rational(-1n)))]),
    ...(fact.to === undefined ? [] : [toText(add(parseRational(fact.to), rational(1n)))]),
  ];
  const wrong = byKind[fact.kind].filter((value) => fact.orOther !== true || typeof value !== "string");
  const value = oneOf(random, [...wrong, ...outside]);
  return fact.byYear ? oneOf(random, [value, { "2025": value }, { "25": value }]) : value;
}

/** The case with one thing in it that must be refused. */
export function spoiled(random: Random, facts: readonly FactInfo[], at: TestCase): TestCase {
  const roll = random.nextInt(1, 10);
  if (roll === 1) return { ...at, facts: { ...at.facts, [`${oneOf(random, ["", "x", "constructor", "toString", "__proto__ "])}_`]: "1" } };
  if (roll === 2) return { ...at, facts: JSON.parse(`{"__proto__":${JSON.stringify("1")}}`) as TestCase["facts"] };
  if (roll === 3) return { ...at, on: oneOf(random, ["", "2026-02-30", "2026-2-4", "yesterday", "2026-06-15T00:00:00"]) };
  if (roll === 4) return { ...at, readings: { ...at.readings, [oneOf(random, ["constructor", "__proto", "no_such_reading"])]: "x" } };
  if (facts.length === 0) return { ...at, facts: { _: "1" } };
  const fact = oneOf(random, facts);
  return { ...at, facts: { ...at.facts, [fact.id]: badValue(random, fact) } };
}
