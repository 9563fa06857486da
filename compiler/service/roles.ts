import type { KeywordId } from "../../grammar/index.js";
import type { FactInfo } from "../../runtime/program.js";
import type { Expected } from "./context.js";
import { isWordLike, keywordOf, typeOf, type Token } from "./text.js";

/** What a name at some place of the grammar stands for, by the rule that reads it. */

export type FactKind = FactInfo["kind"];

export type Role =
  | { readonly of: "operand" }
  | { readonly of: "fact"; readonly kinds?: readonly FactKind[]; readonly alsoDefinitions?: true; readonly byYear?: true }
  | { readonly of: "scheme" | "schemeOrStack" | "cap" | "reading" | "alternative" | "member" | "unit" | "subject" | "pool" | "policy" | "stage" | "accepted" | "lifted" | "boundBy" | "exampleName" }
  | { readonly of: "anchor" | "source" | "findingCode" };

const dates: Role = { of: "fact", kinds: ["date", "date-or-none"] };
const money: Role = { of: "fact", kinds: ["money"] };
const number: Role = { of: "fact", kinds: ["money", "number", "integer"] };
const yearly: Role = { of: "fact", kinds: ["money", "number", "integer", "percent"], byYear: true };
const base: Role = { of: "fact", kinds: ["money", "number", "integer"], alsoDefinitions: true };

/** By the last two rules and the occurrences in them. Names that are new have no entry. */
const byRule: Readonly<Record<string, Role>> = {
  "reference ident": { of: "scheme" }, "reference ident1": { of: "cap" }, "reference ident2": { of: "scheme" }, "reference ident3": { of: "scheme" }, "reference ident4": { of: "scheme" },
  "reference ident5": { of: "operand" },
  "primary ident1": { of: "fact", kinds: ["money", "number", "integer", "percent"] },
  "term ident": { of: "fact", kinds: ["integer", "number"] },
  "step ident": { of: "unit" },
  "keyPattern ident": { of: "member" },
  "byReadingValue ident": { of: "reading" }, "byReadingValue ident1": { of: "alternative" },
  "byReadingStatement ident1": { of: "reading" }, "byReadingStatement ident2": { of: "alternative" },
  "byReadingDecl ident1": { of: "reading" }, "byReadingDecl ident2": { of: "alternative" },
  "retestByReading ident1": { of: "reading" }, "retestByReading ident2": { of: "alternative" },
  "scopeStatement ident": { of: "fact", kinds: ["yes-no"] },
  "window ident": dates, "deadline ident1": dates, "deadline ident2": dates, "deadline ident3": dates,
  "cap ident1": base, "cap ident2": money, "deduct ident": base,
  "instalment ident1": { of: "stage" }, "instalment ident2": { of: "stage" },
  "retest ident1": { of: "fact" }, "retest ident2": { of: "fact" },
  "accept ident": { of: "accepted" }, "cliff ident1": { of: "fact" }, "cliff ident2": { of: "fact" },
  "barDecl ident1": dates, "barDecl ident2": dates,
  "poolStatement ident1": { of: "pool" }, "poolStatement ident2": money, "poolStatement ident3": dates, "poolStatement ident4": number, "poolStatement ident5": number, "poolStatement ident6": { of: "fact" },
  "increase ident": yearly, "growth ident": yearly, "sumEach ident": { of: "fact", kinds: ["list"] }, "supportTerm ident1": dates, "supportTerm ident2": base, "supportTerm ident3": number, "noDuplication ident": money,
  "uplift ident1": { of: "lifted" },
  "stackStatement ident1": money, "stackStatement ident2": { of: "scheme" },
  "factDecl ident": { of: "stage" }, "factType ident1": { of: "unit" },
  "inForce ident": dates, "use ident1": { of: "policy" }, "policyHeader ident3": { of: "policy" },
  "publicity ident1": dates, "publicity ident2": { of: "fact", kinds: ["dates"] }, "publicity ident3": { of: "fact", kinds: ["dates"] },
  "exampleLine ident": { of: "exampleName" }, "expectation ident": { of: "schemeOrStack" },
};

/** Whom the list is of, by the rule around it. */
const members: Readonly<Record<string, Role>> = { poolStatement: { of: "scheme" }, outcome: { of: "fact" } };

export function roleOf(expected: Expected): Role | undefined {
  const { path, token } = expected;
  const last = path.at(-1) ?? "";
  const rule = last.replace(/\d+$/, "");
  const parent = (path.at(-2) ?? "").replace(/\d+$/, "");
  if (token === "Anchor") return { of: "anchor" };
  if (token === "Text") return last === "text3" && parent === "policyHeader" ? { of: "source" } : last === "text1" && parent === "accept" ? { of: "findingCode" } : undefined;
  if (token === "Word") return { of: "cap" };
  if (token !== "Name") return undefined;
  if (rule === "quantity") return { of: "unit" };
  if (rule === "boundNames") return { of: "boundBy" };
  // names of subjects and listed values are new where they are declared
  if (rule === "subjectName") return parent === "scope" || parent === "noDuplication" ? { of: "subject" } : undefined;
  if (rule === "ident" && parent === "members") return members[(path.at(-3) ?? "").replace(/\d+$/, "")];
  return byRule[`${parent} ${last}`];
}

// ------------------------------------------------------------ what type of value is wanted

/** `condition` wants yes or no, but any fact may begin a comparison. */
export type Wanted = { readonly kind: "condition" | "amount" | "key" | "listed" | "any" } | { readonly kind: "like"; readonly name: string };

const compares: ReadonlySet<string> = new Set<KeywordId>(["atLeast", "atMost", "moreThan", "lessThan", "is", "isNot", "isOneOf", "onOrBefore", "onOrAfter", "before", "after", "inPrinciple"]);
const conditional: ReadonlySet<string> = new Set<KeywordId>(["require", "when", "unless", "and", "or", "not", "anyOf", "allOf", "always", "usually"]);
const amounts: ReadonlySet<string> = new Set<KeywordId>(["award", "plus", "at", "payout", "upTo", "decidedAs", "excessOf", "over", "higherOf", "paysAtLeast", "noPaymentBelow", "deduct", "cappedAt", "of", "de", "topUp", "netOf", "match", "repay", "by", "to", "raisePayout", "raiseRate", "raiseCap", "lowerPayout", "lowerRate", "lowerCap", "firstReaching", "interestOn", "bestBefore"]);

/** From the words before the cursor: the other side of a comparison, or the head of the statement. */
export function wantedAfter(tokens: readonly Token[]): Wanted {
  let i = tokens.length - 1;
  const last = tokens[i];
  const keyword = keywordOf(last) ?? "";
  if (compares.has(keyword)) {
    while (i >= 0 && compares.has(keywordOf(tokens[i]) ?? "")) i--;
    return likeName(tokens[i]);
  }
  // further values of a list: kind is one of a, b
  if (typeOf(last) === "Comma") {
    while (i > 0 && (typeOf(tokens[i]) === "Comma" || typeOf(tokens[i]) === "Word")) i--;
    if (keywordOf(tokens[i]) === "isOneOf") return likeName(tokens[i - 1]);
  }
  if (typeOf(last) === "Equals") return likeName(tokens[i - 1]);
  if (keyword === "bandedBy" || keyword === "marginalOn") return { kind: "key" };
  if (keyword === "gradedBy") return { kind: "listed" };
  if (conditional.has(keyword)) return { kind: "condition" };
  if (amounts.has(keyword)) return { kind: "amount" };
  if (typeOf(last) === "Colon") {
    const head = keywordOf(tokens[i - 2]) ?? keywordOf(tokens[i - 1]) ?? "";
    if (head === "require" || head === "always" || head === "usually") return { kind: "condition" };
    if (head === "award" || head === "plus" || head === "cap" || head === "repay") return { kind: "amount" };
  }
  return { kind: "any" };
}

/** Words of the language that begin nothing may be names too. */
const likeName = (token: Token | undefined): Wanted => (isWordLike(token) ? { kind: "like", name: token?.image.normalize("NFC") ?? "" } : { kind: "any" });
