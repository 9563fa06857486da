import type { Ast, Span } from "../../grammar/index.js";
import type { Citation, ReadingInfo, Site } from "../../runtime/program.js";
import { nearest } from "../../runtime/input.js";
import { canonical, titlesOf, type FactSymbol, type ReadingSymbol, type SchemeSymbol, type Unit } from "../declare.js";
import type { Report } from "../diagnostics/diagnostic.js";
import { splitHan } from "../diagnostics/split-han.js";
import type { Expr } from "../ir/core.js";
import type { Type } from "../ir/types.js";
import type { Typed } from "./expression.js";

/** What is visible while one policy is elaborated, and the tables that grow meanwhile. */

export interface Definition {
  readonly index: number;
  readonly type: Type;
}

/** The scheme that a value is elaborated for. */
export interface SchemeScope {
  readonly definitionNames: readonly string[];
  /** Elaborates a `where` on first use, so that their order does not matter. */
  definition(name: string): Definition | undefined;
  /** Names whose base is capped: what to put around each use. */
  readonly baseCaps: Map<string, (value: Expr) => Expr>;
  readonly usedFacts: Set<string>;
  /** Rates that an uplift changes, by the expression that states them. */
  readonly liftedRates: Map<Ast.Expr, (rate: Typed) => Expr>;
}

export class Scope {
  constructor(
    readonly unit: Unit,
    /** Sites of the whole program, shared by all policies. */
    readonly sites: Site[],
    readonly scheme: SchemeScope | undefined = undefined,
    /** Inside a condition base caps do not apply. */
    readonly inCondition = false,
    /** What ends a payment is told with capped bases: an extension counts at most so many months. */
    private readonly capsEverywhere = false,
    /** Facts of the row of a list that is summed. */
    readonly row: ReadonlyMap<string, FactSymbol> | undefined = undefined,
    /** The part of a marginal table's key that a slice is about. */
    readonly slice: Expr | undefined = undefined,
  ) {}

  get report(): Report {
    return this.unit.report;
  }

  inside(scheme: SchemeScope): Scope {
    return new Scope(this.unit, this.sites, scheme);
  }

  asCondition(): Scope {
    return this.inCondition || this.capsEverywhere ? this : new Scope(this.unit, this.sites, this.scheme, true, false, this.row, this.slice);
  }

  withCaps(): Scope {
    return new Scope(this.unit, this.sites, this.scheme, false, true, this.row);
  }

  inRow(row: ReadonlyMap<string, FactSymbol>): Scope {
    return new Scope(this.unit, this.sites, this.scheme, this.inCondition, this.capsEverywhere, row, this.slice);
  }

  inSlice(part: Expr): Scope {
    return new Scope(this.unit, this.sites, this.scheme, this.inCondition, this.capsEverywhere, this.row, part);
  }

  private text(span: Span, cites: readonly Ast.Cite[]): string {
    // the words without their citations: those are kept apart
    const end = Math.min(span.end, ...cites.map((cite) => cite.span.start).filter((start) => start > span.start));
    const written = this.unit.file.text.slice(span.start, end).replace(/\s+/g, " ").trim();
    return written.length > 240 ? `${written.slice(0, 239)}…` : written;
  }

  /** Rows of a table as written, each with its own citations. */
  rows(rows: readonly { readonly span: Span; readonly cites: readonly Ast.Cite[] }[]): NonNullable<Site["rows"]> {
    return rows.map((row) => ({ text: this.text(row.span, row.cites).replace(/[,，、；;]$/, ""), cites: row.cites.map(citation) }));
  }

  /** Enters a place into the table of sites and gives its index. */
  site(kind: string, span: Span, more: { name?: string; titles?: readonly Ast.TextLiteral[]; cites?: readonly Ast.Cite[]; text?: string; rows?: Site["rows"]; type?: Type } = {}): number {
    this.sites.push({
      policy: this.unit.id, kind, name: more.name ?? "", titles: titlesOf(more.titles ?? []),
      text: more.text ?? this.text(span, more.cites ?? []),
      cites: (more.cites ?? []).map(citation), file: this.unit.file.id, start: span.start, end: span.end,
      ...(more.rows === undefined ? {} : { rows: more.rows }),
      ...measureOf(kind, more.type),
    });
    return this.sites.length - 1;
  }

  fact(name: Ast.Ident): FactSymbol | undefined {
    const own = this.row?.get(name.text);
    if (own !== undefined) return own;
    const symbol = this.unit.facts.get(name.text);
    if (symbol !== undefined) this.scheme?.usedFacts.add(symbol.id);
    return symbol;
  }

  /** A fact that must exist; its absence is reported. */
  requireFact(name: Ast.Ident): FactSymbol | undefined {
    const symbol = this.fact(name);
    if (symbol === undefined) this.unknownName(name);
    return symbol;
  }

  unknownName(name: Ast.Ident): void {
    if (name.text === "") return;
    const known = [...(this.row?.keys() ?? []), ...this.unit.facts.keys(), ...this.unit.values.keys(), ...(this.scheme?.definitionNames ?? [])];
    const split = splitHan(name.text, new Set(known));
    const suggestion = split ?? nearest(name.text, known) ?? "";
    this.report("unknown-name", name.span, { name: name.text, suggestion }, suggestion === "" ? {} : { fix: suggestion });
  }

  unknownUnit(name: Ast.Ident): void {
    const suggestion = nearest(name.text, [...this.unit.units.keys(), "yuan", "days", "months", "years", "万元", "亿元"]) ?? "";
    this.report("unknown-unit", name.span, { name: name.text, suggestion }, suggestion === "" ? {} : { fix: suggestion });
  }

  reading(name: Ast.Ident): ReadingSymbol | undefined {
    const symbol = this.unit.readings.get(name.text);
    if (symbol === undefined && name.text !== "") {
      const suggestion = nearest(name.text, [...this.unit.readings.keys()]) ?? "";
      this.report("unknown-reading", name.span, { name: name.text, suggestion }, suggestion === "" ? {} : { fix: suggestion });
    }
    return symbol;
  }

  /** `scheme`, or `policy.scheme` for another policy; several versions of it share the id. */
  schemeNamed(name: Ast.Ident): SchemeSymbol | undefined {
    const own = this.unit.schemes.get(name.text);
    if (own !== undefined) return own;
    const dot = name.text.lastIndexOf(".");
    const others = dot < 0 ? [] : (this.unit.imports.get(name.text.slice(0, dot)) ?? []);
    for (const other of others) {
      const found = other.schemes.get(name.text.slice(dot + 1));
      if (found !== undefined) return found;
    }
    if (name.text !== "") {
      const known = [
        ...this.unit.schemes.keys(),
        ...[...this.unit.imports].flatMap(([alias, units]) => units.flatMap((u) => [...u.schemes.keys()].map((s) => `${alias}.${s}`))),
      ];
      const suggestion = nearest(name.text, known) ?? "";
      this.report("unknown-scheme", name.span, { name: name.text, suggestion }, suggestion === "" ? {} : { fix: suggestion });
    }
    return undefined;
  }
}

/** Amounts are money without saying; definitions and tables say what they are. */
function measureOf(kind: string, type: Type | undefined): { readonly measure?: string } {
  if (["award", "plus", "cap", "floor", "deduct", "round", "repay", "no-duplication", "funded"].includes(kind) || type?.kind === "money") return { measure: "money" };
  if (type?.kind === "percent") return { measure: "percent" };
  return type?.kind === "number" && type.unit !== undefined ? { measure: type.unit } : {};
}

export const citation = (cite: Ast.Cite): Citation => ({ anchor: cite.anchor, quote: cite.quote.value, external: cite.external });

export function readingInfo(symbol: ReadingSymbol, scope: Scope): ReadingInfo {
  const { decl } = symbol;
  const site = scope.site("reading", decl.naming.span, { name: symbol.id, titles: decl.naming.titles, cites: decl.cites });
  return {
    id: symbol.qualified, names: symbol.names, titles: titlesOf(decl.naming.titles),
    alternatives: decl.alternatives.map((alternative) => ({
      ...canonical(alternative.naming), titles: titlesOf(alternative.naming.titles, scope.report),
      ...(alternative.because === undefined ? {} : { because: alternative.because.value }),
    })),
    byDefault: symbol.alternatives.find((a) => a.byDefault)?.id ?? symbol.alternatives[0]?.id ?? "",
    site,
  };
}
