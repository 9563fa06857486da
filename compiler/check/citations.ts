import type { Ast } from "../../grammar/index.js";
import { parseRational, toText } from "../../runtime/rational.js";
import { readNumbers, type NumberInText } from "../source-text/index.js";
import type { Unit } from "../declare.js";
import { citedConstructs, free, locate, numbersIn, readSource, type Cited, type Literal, type Source } from "./cited.js";

/**
 * Every number quotes its sentence: cited words stand in the source, in the clause named; each number in them is used by
 * the construct that cites them; each literal of a rule stands in the words it cites; the comparison agrees with the words.
 */
export function checkCitations(unit: Unit, read: (policyFile: string, name: string) => string | undefined): readonly Source[] {
  const { header } = unit.ast;
  if (header?.kind !== "policy") return [];
  if (header.sources.length === 0) {
    unit.report("no-source", header.id.span, { name: unit.id });
    return [];
  }
  const sources: Source[] = [];
  for (const name of header.sources) {
    const text = read(unit.file.id, name.value);
    if (text === undefined) unit.report("source-missing", name.span, { name: name.value });
    else sources.push(readSource(name.value, text));
  }
  const complete = sources.length === header.sources.length && sources.length > 0;
  for (const cited of citedConstructs(unit)) {
    if (rules.has(cited.kind) && cited.cites.length === 0 && cited.inner.length === 0 && cited.literals.every((literal) => free(literal.value))) {
      unit.report("rule-without-citation", cited.span, { text: (unit.file.text.slice(cited.span.start, cited.span.end).split("\n")[0] ?? "").slice(0, 60) });
    }
    checkConstruct(cited, [], unit, sources, complete);
  }
  return sources;
}

/** Statements that decide who gets what: each has its clause. */
const rules = new Set(["require", "award", "cap", "window", "deadline", "bar", "elsewhere", "plus", "case-by-case", "uplift", "term", "no-duplication", "funded", "repay"]);

/** Numbers in the words cited, or undefined when the words cannot be found. */
function quoted(cite: Ast.Cite, unit: Unit, sources: readonly Source[], complete: boolean): readonly NumberInText[] | undefined {
  if (cite.external) return readNumbers(cite.quote.value);
  if (!complete) return undefined;
  for (const source of sources) {
    const found = locate(source, cite);
    if (found === undefined) continue;
    if (!found.inClause) {
      const path = source.clauses.pathAt(found.match.parts[0]?.start ?? 0);
      unit.report("anchor-mismatch", cite.span, { found: clauseText(path, cite.anchor), expected: cite.anchor });
    }
    return numbersIn(source, found.match);
  }
  const nearest = sources.map((source) => source.quotes.nearest(cite.quote.value)).find((near) => near !== undefined);
  const suggestion = nearest?.text.replace(/\s+/g, " ").trim() ?? "";
  unit.report("quote-not-found", cite.quote.span, { suggestion: suggestion.length > 160 ? `${suggestion.slice(0, 159)}…` : suggestion });
  return undefined;
}

const roman = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
const han = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/** A place in the numbering, in the manner in which the reader cites: II(3)1 or 二（三）1. */
function clauseText(path: readonly number[], manner: string): string {
  const chinese = /\p{Script=Han}/u.test(manner);
  const [chapter = 0, section, ...items] = path;
  const first = (chinese ? han : /^[IVX]/.test(manner) ? roman : [])[chapter] ?? String(chapter);
  const second = section === undefined ? "" : chinese ? `（${han[section] ?? section}）` : `(${section})`;
  return path.length === 0 ? "-" : `${first}${second}${items.join(".")}`;
}

const canonical = (value: string): string => (/^\d+(?:\.\d+)?(?:\/\d+)?$/.test(value) ? toText(parseRational(value)) : value);

const pointUnit = /百分点|基点|percentage point|basis point|^BP$/i;

/** Whether a number in the words is what the rule writes. */
function same(literal: Literal, number: NumberInText): boolean {
  switch (literal.kind) {
    case "money": return (number.kind === "money" || (number.kind === "count" && number.unit === undefined)) && canonical(number.value) === canonical(literal.value);
    case "percent": return number.kind === "percent" && canonical(number.value) === canonical(literal.value);
    case "points": return number.kind === "count" && pointUnit.test(number.unit ?? "") && canonical(number.value) === canonical(literal.value);
    case "date": return number.kind === "date" && number.value === literal.value;
    case "month": return number.kind === "month" && number.value === literal.value;
    case "duration": return (number.kind === "duration" || number.kind === "count") && canonical(number.value) === canonical(literal.value);
    case "number": return ["count", "ordinal", "duration", "month", "date", "money"].includes(number.kind) && canonical(number.value) === canonical(literal.value);
  }
}

const everyLiteral = (cited: Cited): readonly Literal[] => [...cited.literals, ...cited.inner.flatMap(everyLiteral)];

const opposite: Readonly<Record<string, string>> = { "at-least": "less-than", "less-than": "at-least", "at-most": "more-than", "more-than": "at-most" };

const words: Readonly<Record<string, string>> = {
  "at-least": "at least|不低于", "at-most": "at most|不超过", "more-than": "more than|超过", "less-than": "less than|低于", is: "is|为", "is-not": "is not|不为",
};

function checkConstruct(cited: Cited, outer: readonly NumberInText[], unit: Unit, sources: readonly Source[], complete: boolean): void {
  const found: NumberInText[] = [];
  let readable = true;
  for (const cite of cited.cites) {
    const numbers = quoted(cite, unit, sources, complete);
    if (numbers === undefined) readable = false;
    else {
      found.push(...numbers);
      if (cited.carrier === "rule" || cited.carrier === "target") reportUnused(numbers, cited, cite, unit);
    }
  }
  const available = [...found, ...outer];
  for (const literal of cited.literals) {
    if (literal.implied === true || free(literal.value)) continue;
    const twins = available.filter((number) => same(literal, number));
    const text = unit.file.text.slice(literal.span.start, literal.span.end);
    if (twins.length === 0) {
      // 减半 says a half without a number
      if (literal.kind === "percent" && literal.value === "50" && cited.cites.some((cite) => /减半|一半|\bhal(?:f|ved?)\b/i.test(cite.quote.value))) continue;
      if (cited.cites.length === 0 && outer.length === 0) {
        if (!(literal.kind === "percent" && literal.value === "100")) unit.report("number-without-citation", literal.span, { text });
      } else if (readable) unit.report("literal-not-cited", literal.span, { text, found: available.map((number) => number.value).join(", ") });
      continue;
    }
    const { relation } = literal;
    if (relation === undefined || relation === "is" || relation === "is-not") continue;
    const disagreeing = twins.find((number) => number.comparison !== undefined && number.comparison !== relation && !(literal.mayNegate === true && opposite[relation] === number.comparison));
    if (disagreeing !== undefined && !twins.some((number) => number.comparison === relation)) {
      unit.report("comparison-disagrees", literal.span, { rule: words[relation] ?? relation, quote: words[disagreeing.comparison ?? ""] ?? "" });
    }
  }
  for (const inner of cited.inner) checkConstruct(inner, available, unit, sources, complete);
}

function reportUnused(numbers: readonly NumberInText[], cited: Cited, cite: Ast.Cite, unit: Unit): void {
  const literals = everyLiteral(cited);
  const unused = numbers.find((number) => !literals.some((literal) => same(literal, number)));
  if (unused === undefined) return;
  unit.report("number-unused", cite.quote.span, { text: unused.unit === undefined || unused.kind === "money" ? unused.value : `${unused.value} ${unused.unit}` });
}
