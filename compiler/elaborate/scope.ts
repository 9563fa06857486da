import type { Ast, Span } from "../../grammar/index.js";
import type { Citation, ReadingInfo, Site } from "../../runtime/program.js";
import { nearest } from "../../runtime/input.js";
import { keywords, type Keyword } from "../../grammar/keywords.js";
import { canonical, titlesOf, type FactSymbol, type ReadingSymbol, type SchemeSymbol, type Unit } from "../declare.js";
import type { Report } from "../diagnostics/diagnostic.js";
import type { Expr } from "../ir/core.js";
import type { Type } from "../ir/types.js";

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
}

export class Scope {
  constructor(
    readonly unit: Unit,
    /** Sites of the whole program, shared by all policies. */
    readonly sites: Site[],
    readonly scheme: SchemeScope | undefined = undefined,
    /** Inside a condition base caps do not apply. */
    readonly inCondition = false,
  ) {}

  get report(): Report {
    return this.unit.report;
  }

  inside(scheme: SchemeScope): Scope {
    return new Scope(this.unit, this.sites, scheme);
  }

  asCondition(): Scope {
    return this.inCondition ? this : new Scope(this.unit, this.sites, this.scheme, true);
  }

  /** Enters a place into the table of sites and gives its index. */
  site(kind: string, span: Span, more: { name?: string; titles?: readonly Ast.TextLiteral[]; cites?: readonly Ast.Cite[]; text?: string; rows?: readonly string[] } = {}): number {
    const written = this.unit.file.text.slice(span.start, span.end).replace(/\s+/g, " ");
    this.sites.push({
      policy: this.unit.id, kind, name: more.name ?? "", titles: titlesOf(more.titles ?? []),
      text: more.text ?? (written.length > 240 ? `${written.slice(0, 239)}…` : written),
      cites: (more.cites ?? []).map(citation), file: this.unit.file.id, start: span.start, end: span.end,
      ...(more.rows === undefined ? {} : { rows: more.rows }),
    });
    return this.sites.length - 1;
  }

  fact(name: Ast.Ident): FactSymbol | undefined {
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
    const known = [...this.unit.facts.keys(), ...this.unit.values.keys(), ...(this.scheme?.definitionNames ?? [])];
    const split = splitHan(name.text, new Set(known));
    const suggestion = split ?? nearest(name.text, known) ?? "";
    this.report("unknown-name", name.span, { name: name.text, suggestion }, suggestion === "" ? {} : { fix: suggestion });
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

const hanKeywords = new Set(
  (Object.values(keywords) as readonly Keyword[]).flatMap((keyword) => [...keyword.zh]).filter((word) => /^\p{Script=Han}+$/u.test(word)),
);

/** An unknown Chinese run that falls in exactly one way into declared names and keywords: the likely missing spaces. */
export function splitHan(run: string, names: ReadonlySet<string>): string | undefined {
  if (!/\p{Script=Han}/u.test(run) || run.length > 64) return undefined;
  const ways: (readonly string[])[][] = Array.from({ length: run.length + 1 }, () => []);
  ways[0] = [[]];
  for (let end = 1; end <= run.length; end++) {
    for (let start = Math.max(0, end - 24); start < end; start++) {
      const word = run.slice(start, end);
      if (!names.has(word) && !hanKeywords.has(word)) continue;
      for (const way of ways[start] ?? []) if ((ways[end]?.length ?? 0) < 2) ways[end]?.push([...way, word]);
    }
  }
  const whole = (ways[run.length] ?? []).filter((way) => way.length > 1 && way.some((word) => names.has(word)));
  return whole.length === 1 ? whole[0]?.join(" ") : undefined;
}
