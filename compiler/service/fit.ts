import type { KeywordId } from "../../grammar/index.js";
import type { FactKind, Wanted } from "./roles.js";
import { keywordOf, typeOf, type Token } from "./text.js";

/** Which words are worth offering where the grammar allows them: by the value before, and by the statement it stands in. */

export type Left = FactKind | "duration" | "scheme" | "value" | "unknown" | undefined;
export type Clause = "condition" | "amount" | "other";

const set = (...ids: readonly KeywordId[]): ReadonlySet<string> => new Set(ids);

const ordered = set("atLeast", "atMost", "moreThan", "lessThan");
const dated = set("onOrBefore", "onOrAfter", "before", "after");
const arithmetic = set("times", "dividedBy", "less", "plusSign");
const each = set("forEach", "forEachFull", "forEachStarted", "forEachPart", "per", "eachFull", "eachStarted", "eachPart");
const shifts = set("laterBy", "earlierBy", "yearOfZh", "yearSinceZh", "calendarYearSinceZh");
const points = set("percentagePoints", "basisPoints");
const overYears = set("increaseZh", "growthZh");
const timeUnits = set("days", "months", "years", "workdays", "workingDayUnit");
const ofSchemes = set("deCap", "dePayout", "deCeiling");
const operators = new Set<string>([...ordered, ...dated, ...arithmetic, ...each, ...shifts, ...timeUnits, ...ofSchemes, ...points, ...overYears, "is", "isNot", "isOneOf", "inPrinciple", "and", "or", "of", "de", "ifGiven", "asOf"]);

/** Rules of the grammar in which these words join values; elsewhere the same words say something else. */
const operatorRules: ReadonlySet<string> = new Set(["operator", "comparisonOperator", "comparison", "postfix", "product", "sum", "conjunction", "expr", "durationUnit", "durationOrShift", "reference", "award", "step", "points", "asOf"]);

const conditions = set("require", "when", "unless", "always", "usually", "anyOf", "allOf", "elsewhere", "lapses", "term");
const amounts = set("award", "plus", "cap", "where", "deduct", "paysAtLeast", "noPaymentBelow", "expect", "example", "value", "cliff", "counts", "upTo", "decidedAs", "relation", "fact", "finding", "target", "raisePayout", "raiseRate", "raiseCap", "lowerPayout", "lowerRate", "lowerCap", "repay");

/** Whether the words before are a condition or an amount, by the last word that begins either. */
export function clauseOf(tokens: readonly Token[]): Clause {
  for (let i = tokens.length - 1; i >= 0; i--) {
    const id = keywordOf(tokens[i]) ?? "";
    if (conditions.has(id)) {
      // the value of a row: when good: 5 yuan
      const row = id === "when" && tokens.slice(i).some((token) => typeOf(token) === "Colon");
      return row ? "amount" : "condition";
    }
    if (amounts.has(id)) return "amount";
  }
  return "other";
}

/** Tables and references that begin a value. */
const begins = set("bandedBy", "gradedBy", "marginalOn", "by", "firstOf", "excessOf", "higherOf", "capOf", "cap", "payoutOf", "ceilingOf", "nothing", "yearOf", "previousYear", "byReading", "increaseOf", "growthOf", "yearSince", "calendarYearSince", "fullMonths", "startedMonths", "daysFrom", "yearsFrom", "topUp", "match", "interest", "sumForEach", "firstReaching", "ofTheSlice");
const beginsCondition = set("anyOf", "allOf", "atLeast", "not");

/** The rank of a word, lower first; undefined where a reader would not look for it. */
export function fitOf(id: KeywordId, rule: string, left: Left, clause: Clause, wanted: Wanted, lineStart: boolean): number | undefined {
  if (operators.has(id) && operatorRules.has(rule)) {
    // a line seldom begins with an operator: it begins the next row
    return lineStart || left === undefined ? undefined : afterOperand(id, left, clause);
  }
  if (left !== undefined) return 1;
  if (wanted.kind === "like" && (begins.has(id) || beginsCondition.has(id))) return id === "byReading" ? 4 : undefined;
  if (beginsCondition.has(id)) return wanted.kind === "condition" ? 2 : wanted.kind === "any" ? 4 : undefined;
  if (begins.has(id)) return wanted.kind === "amount" || wanted.kind === "any" ? 2 : wanted.kind === "condition" ? 5 : undefined;
  return 1;
}

const numeric: ReadonlySet<Left> = new Set<Left>(["money", "percent", "number", "integer", "value", "unknown"]);
const isDate = (left: Left): boolean => left === "date" || left === "date-or-none";

function afterOperand(id: KeywordId, left: Left, clause: Clause): number | undefined {
  const testing = clause !== "amount";
  if (ordered.has(id)) return testing && (numeric.has(left) || left === "one-of") ? (left === "one-of" ? 3 : 0) : undefined;
  if (left === "duration") return id === "before" || id === "after" ? 0 : undefined;
  if (dated.has(id)) return testing && isDate(left) ? 0 : undefined;
  if (arithmetic.has(id)) return numeric.has(left) ? 3 : undefined;
  if (each.has(id)) return numeric.has(left) && left !== "percent" ? 4 : undefined;
  if (shifts.has(id)) return isDate(left) ? 1 : undefined;
  if (timeUnits.has(id)) return left === "integer" || left === "number" ? 4 : undefined;
  if (points.has(id)) return left === "number" ? 4 : undefined;
  if (overYears.has(id)) return numeric.has(left) ? 4 : undefined;
  if (ofSchemes.has(id)) return left === "scheme" ? 0 : undefined;
  switch (id) {
    case "is": case "isNot": return testing && left !== "yes-no" && left !== "scheme" ? (left === "one-of" || left === "text" ? 0 : 1) : undefined;
    case "isOneOf": return testing && (left === "one-of" || left === "text" || left === "integer") ? 0 : undefined;
    case "inPrinciple": return testing && numeric.has(left) ? 2 : undefined;
    case "and": case "or": return testing ? 1 : undefined;
    case "of": return left === "percent" || left === "unknown" ? 0 : undefined;
    case "de": return left === "money" || left === "number" || left === "integer" || left === "unknown" ? 0 : undefined;
    case "asOf": return left === "value" ? 0 : undefined;
    case "ifGiven": return 4;
    default: return 1;
  }
}
