import type { Ast, Span } from "../../grammar/index.js";
import { indexClauses, indexQuotes, parseAnchor, readNumbers, type ClauseIndex, type NumberInText, type QuoteIndex, type QuoteMatch } from "../source-text/index.js";
import type { Unit } from "../declare.js";

/** What a policy cites: every construct with its literals, every citation with its place in the source. */

export interface Source {
  readonly name: string;
  readonly text: string;
  readonly quotes: QuoteIndex;
  readonly clauses: ClauseIndex;
  readonly numbers: readonly NumberInText[];
}

export type Carrier = "rule" | "target" | "not computed" | "reading";

/** A part of the syntax tree with citations of its own, the literals in it, and the parts inside it. */
export interface Cited {
  readonly carrier: Carrier;
  /** Kind of construct, for people. */
  readonly kind: string;
  readonly name: string;
  readonly span: Span;
  readonly cites: readonly Ast.Cite[];
  readonly literals: readonly Literal[];
  readonly inner: readonly Cited[];
}

export interface Literal {
  readonly span: Span;
  readonly kind: "money" | "percent" | "points" | "number" | "date" | "duration" | "month";
  readonly value: string;
  /** How the rule compares with it; undefined where it does not. */
  readonly relation?: Ast.Comparison;
  /** In a condition that tells a special case, the words may say the opposite. */
  readonly mayNegate?: boolean;
  /** Counted from the shape of the construct (rows of a table), not written. */
  readonly implied?: boolean;
}

export function readSource(name: string, text: string): Source {
  return { name, text, quotes: indexQuotes(text), clauses: indexClauses(text), numbers: readNumbers(text) };
}

/** Where a quote stands, inside its clause where the clause is numbered; else anywhere. */
export function locate(source: Source, cite: Ast.Cite): { readonly match: QuoteMatch; readonly inClause: boolean } | undefined {
  const path = parseAnchor(cite.anchor);
  const within = path === undefined ? undefined : source.clauses.find(path);
  const inside = within === undefined ? undefined : source.quotes.find(cite.quote.value, within);
  if (inside !== undefined) return { match: inside, inClause: true };
  const anywhere = source.quotes.find(cite.quote.value);
  return anywhere === undefined ? undefined : { match: anywhere, inClause: path === undefined };
}

export const numbersIn = (source: Source, match: QuoteMatch): readonly NumberInText[] =>
  source.numbers.filter((n) => match.parts.some((part) => n.start < part.end && n.end > part.start));

type Node = { readonly [key: string]: unknown; readonly kind?: string; readonly span?: Span; readonly cites?: readonly Ast.Cite[] };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);

/** Words, not rules: numbers in them need no source. */
const skipped = new Set(["cites", "titles", "because", "quote", "span", "naming", "by", "range", "ifAbsent", "title", "unit"]);
const unruled = new Set(["accept", "fact", "round", "example", "use", "subject", "reading"]);

const free = (value: string): boolean => Number(value) === 0;

class Collector {
  constructor(private readonly carrier: Carrier, private readonly mayNegate: boolean) {}

  collect(node: Node, literals: Literal[], inner: Cited[]): void {
    let mayNegate = this.mayNegate;
    const add = (kind: Literal["kind"], value: string, span: Span, relation?: Ast.Comparison, implied = false): void => {
      literals.push({ kind, value, span, ...(relation === undefined ? {} : { relation }), ...(mayNegate ? { mayNegate: true } : {}), ...(implied ? { implied } : {}) });
    };
    const relate = (value: unknown, relation: Ast.Comparison | undefined): boolean => {
      if (!isNode(value)) return false;
      const span = value.span as Span;
      if (value.kind === "money") add("money", value["yuan"] as string, span, relation);
      else if (value.kind === "percent") add(value["points"] === undefined ? "percent" : "points", value["value"] as string, span, relation);
      else if (value.kind === "number") add("number", value["value"] as string, span, relation);
      else if (value.kind === "date") add("date", value["iso"] as string, span, relation);
      else if (value.kind === "duration") add("duration", value["count"] as string, span, relation);
      else return false;
      return true;
    };
    const walk = (value: unknown): void => {
      if (Array.isArray(value)) {
        value.forEach(walk);
        return;
      }
      if (!isNode(value)) return;
      if (value.kind !== undefined && unruled.has(value.kind)) return;
      if (value !== node && Array.isArray(value.cites) && value.cites.length > 0) {
        const own: Literal[] = [];
        const nested: Cited[] = [];
        new Collector(this.carrier, this.mayNegate || value.kind === "note" || "when" in value && value.kind === undefined).collect(value, own, nested);
        inner.push({ carrier: this.carrier, kind: value.kind ?? "row", name: nameOf(value), span: value.span as Span, cites: value.cites, literals: own, inner: nested });
        return;
      }
      if (relate(value, undefined)) return;
      if (value.kind === "note" && !mayNegate) {
        mayNegate = true;
        walk(value["when"]);
        mayNegate = false;
        return;
      }
      if (value.kind === "compare") {
        const op = value["op"] as Ast.Comparison;
        walk(value["left"]);
        if (!relate(value["right"], op)) walk(value["right"]);
        return;
      }
      if (value.kind === "at-least-n") add("number", value["count"] as string, value["span"] as Span, "at-least");
      if (value.kind === "match") {
        add("number", value["own"] as string, value["span"] as Span);
        add("number", value["ours"] as string, value["span"] as Span);
      }
      if (value.kind === "uplift" && (value["change"] as Node).kind === "fold") add("number", String((value["change"] as Node)["times"]), value["span"] as Span);
      if (value.kind === "ranked") add("number", String(value["places"]), (value["by"] as Node)["span"] as Span);
      if (value.kind === "for-each") {
        walk(value["amount"]);
        walk(value["of"]);
        const step = value["step"] as Node;
        // 每平方米 and 每1平方米 say the same
        if (step["value"] === "1") add(step["points"] !== undefined ? "points" : step.kind === "percent" ? "percent" : "number", "1", step.span as Span, undefined, true);
        else relate(step, undefined);
        return;
      }
      if ("low" in value && "high" in value) {
        const edges = [[value["low"], "at-least", "more-than"], [value["high"], "at-most", "less-than"]] as const;
        for (const [bound, included, excluded] of edges) {
          if (isNode(bound)) relate(bound["value"], bound["inclusive"] === false ? excluded : included);
        }
        walk(value["value"]);
        return;
      }
      if (value.kind === "cap" && relate(value["value"], "at-most")) {
        walk(value["when"]);
        return;
      }
      if ("month" in value && "toMonth" in value) {
        // 3月5日 is a day of every year, 3月 a month
        const on = (month: unknown, day: unknown): void => {
          const two = (n: unknown): string => String(n).padStart(2, "0");
          if (typeof month === "number") add(typeof day === "number" ? "date" : "month", typeof day === "number" ? `--${two(month)}-${two(day)}` : String(month), value["span"] as Span);
        };
        on(value["month"], value["day"]);
        on(value["toMonth"], value["toDay"]);
        return;
      }
      if (Array.isArray(value["rows"])) {
        const rows = value["rows"].length;
        for (const count of [rows, rows - 1]) add("number", String(count), value["span"] as Span, undefined, true);
      }
      if (value.kind === "one-of" && Array.isArray(value["items"])) add("number", String(value["items"].length), value["span"] as Span, undefined, true);
      if (Array.isArray(value["spans"])) add("number", String(value["spans"].length), value["span"] as Span, undefined, true);
      if (Array.isArray(value["payers"])) add("number", String(value["payers"].length), value["span"] as Span, undefined, true);
      if (Array.isArray(value["parts"])) add("number", String(value["parts"].length), value["span"] as Span, undefined, true);
      for (const [key, child] of Object.entries(value)) if (!skipped.has(key)) walk(child);
    };
    walk(node);
  }
}

function nameOf(node: Node): string {
  const name = node["name"];
  if (isNode(name) && typeof name["text"] === "string") return name["text"];
  const naming = node["naming"];
  return isNode(naming) && isNode(naming["name"]) ? String(naming["name"]["text"]) : "";
}

const carrierOf: Partial<Record<string, Carrier>> = { target: "target", "not-computed": "not computed", reading: "reading" };

/** Every construct of a policy that cites or should: declarations at the top, statements below them. */
export function citedConstructs(unit: Unit): readonly Cited[] {
  const result: Cited[] = [];
  const enter = (node: Node, owner: string): void => {
    if (node.kind === undefined) return;
    if (node.kind === "scheme" || node.kind === "every-scheme" || node.kind === "pool" || node.kind === "stack") {
      for (const statement of node["body"] as readonly Node[]) enter(statement, nameOf(node) || node.kind);
      return;
    }
    if (node.kind === "when-block") {
      for (const statement of node["body"] as readonly Node[]) enter(statement, owner);
      return;
    }
    if (node.kind === "by-reading" && ((node.cites ?? []).length === 0)) {
      for (const arm of node["arms"] as readonly { readonly value: readonly Node[] | Node }[]) {
        for (const statement of Array.isArray(arm.value) ? arm.value : [arm.value]) enter(statement as Node, owner);
      }
      return;
    }
    const literals: Literal[] = [];
    const inner: Cited[] = [];
    const carrier = carrierOf[node.kind] ?? "rule";
    const exempt = carrier === "reading" || carrier === "not computed" || unruled.has(node.kind);
    if (!exempt) new Collector(carrier, node.kind === "note" || node.kind === "elsewhere").collect(node, literals, inner);
    result.push({ carrier, kind: node.kind, name: [owner, nameOf(node)].filter((part) => part !== "").join("."), span: node.span as Span, cites: node.cites ?? [], literals, inner });
  };
  const { header } = unit.ast;
  if (header?.kind === "policy") {
    for (const line of header.inForce) enter({ ...line, kind: "in-force" } as unknown as Node, "");
    if (header.cites.length > 0) result.push({ carrier: "not computed", kind: "policy", name: unit.id, span: header.id.span, cites: header.cites, literals: [], inner: [] });
  }
  for (const decl of unit.ast.decls) enter(decl as unknown as Node, "");
  return result;
}

export { free };
