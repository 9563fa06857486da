import { keywords, spell, type Ast, type KeywordId, type SourceFile, type Span } from "../grammar/index.js";
import { nearest } from "../runtime/input.js";
import type { FactInfo, Titles } from "../runtime/program.js";
import type { Report, Sink } from "./diagnostics/diagnostic.js";
import { typeName, type ListedValue, type Type } from "./ir/types.js";

/** Collects what each file declares, and links the files by `use`. */

export interface Unit {
  readonly file: SourceFile;
  readonly ast: Ast.File;
  readonly id: string;
  readonly kind: "policy" | "vocabulary";
  readonly report: Report;
  readonly facts: Map<string, FactSymbol>;
  readonly values: Map<string, Extract<Ast.Decl, { kind: "value" }>>;
  readonly schemes: Map<string, SchemeSymbol>;
  readonly pools: Map<string, NamedSymbol>;
  readonly stacks: Map<string, NamedSymbol>;
  readonly readings: Map<string, ReadingSymbol>;
  readonly units: Map<string, NamedSymbol>;
  readonly subjects: Map<string, NamedSymbol>;
  /** Alias or id to the units so called: several versions of a policy, or one vocabulary. */
  readonly imports: Map<string, readonly Unit[]>;
}

export interface NamedSymbol {
  readonly id: string;
  readonly names: readonly string[];
  readonly span: Span;
}

export interface FactSymbol extends NamedSymbol {
  readonly unit: Unit;
  readonly decl: Ast.FactDecl;
  readonly type: Type;
  readonly info: FactInfo;
  /** Facts of each row of a list, by any of their names. */
  readonly rows?: ReadonlyMap<string, FactSymbol>;
}

export interface SchemeSymbol extends NamedSymbol {
  readonly qualified: string;
  readonly decl: Extract<Ast.Decl, { kind: "scheme" }>;
  readonly unit: Unit;
}

export interface ReadingSymbol extends NamedSymbol {
  readonly qualified: string;
  readonly decl: Extract<Ast.Decl, { kind: "reading" }>;
  readonly alternatives: readonly (ListedValue & { readonly byDefault: boolean })[];
}

const han = /\p{Script=Han}/u;
const latinName = /^[\x21-\x7E]+$/;

/** The Latin name where there are two: what JSON files and generated code use. */
export function canonical(naming: { readonly name: Ast.Ident; readonly alias: Ast.Ident | undefined }): ListedValue {
  const names = [naming.name.text, ...(naming.alias === undefined ? [] : [naming.alias.text])];
  return { id: names.find((name) => latinName.test(name)) ?? (names[0] as string), names };
}

/** Sorts titles by the script they are written in. */
export function titlesOf(titles: readonly Ast.TextLiteral[], report?: Report): Titles {
  const found: { en?: string; zh?: string } = {};
  for (const title of titles) {
    const language = han.test(title.value) ? "zh" : "en";
    if (found[language] !== undefined) report?.("titles-same-language", title.span);
    else found[language] = title.value;
  }
  return found;
}

const named = (naming: Ast.Naming): NamedSymbol => ({ ...canonical(naming), span: naming.span });

/** Enters a symbol under all its names; a name taken already is reported where it is said again. */
function enter<S extends NamedSymbol>(table: Map<string, S>, symbol: S, { report, file: { id: file } }: Unit): void {
  for (const name of symbol.names) {
    if (name === "") continue;
    const other = table.get(name);
    if (other !== undefined && other !== symbol) {
      report("duplicate-name", symbol.span, { name }, { related: { file, span: other.span } });
    } else table.set(name, symbol);
  }
}

export function declare(file: SourceFile, ast: Ast.File, sink: Sink): Unit | undefined {
  const report = sink.in(file.id);
  if (ast.header === undefined) {
    report("header-missing", { start: 0, end: Math.min(1, file.text.length) });
    return undefined;
  }
  const unit: Unit = {
    file, ast, report, id: ast.header.id.text, kind: ast.header.kind,
    facts: new Map(), values: new Map(), schemes: new Map(), pools: new Map(), stacks: new Map(),
    readings: new Map(), units: new Map(), subjects: new Map(), imports: new Map(),
  };
  // units first: facts are measured in them
  const isUnit = (decl: Ast.Decl): boolean => decl.kind === "unit";
  for (const decl of [...ast.decls.filter(isUnit), ...ast.decls.filter((d) => !isUnit(d))]) enterDecl(unit, decl);
  return unit;
}

/** The keyword that a declaration begins with, in both surfaces. */
export function headOfDecl({ kind }: Ast.Decl): string {
  const head = kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return head in keywords ? `${spell(head as KeywordId, "en")}|${spell(head as KeywordId, "zh")}` : kind;
}

/** A vocabulary gives names away; rules in it would be nobody's. */
const ofVocabularies: ReadonlySet<Ast.Decl["kind"]> = new Set<Ast.Decl["kind"]>(["use", "unit", "subject", "fact"]);

function enterDecl(unit: Unit, decl: Ast.Decl): void {
  const { report } = unit;
  if (unit.kind === "vocabulary" && !ofVocabularies.has(decl.kind)) report("not-allowed-here", decl.span, { statement: headOfDecl(decl), place: "a vocabulary|词汇", belongs: "a policy|政策" });
  switch (decl.kind) {
    case "unit": enter(unit.units, named(decl.naming), unit); break;
    case "subject": enter(unit.subjects, named(decl.naming), unit); break;
    case "fact": enterFact(unit, decl); break;
    case "value":
      for (const name of canonical(decl.naming).names) {
        const other = unit.values.get(name);
        if (other !== undefined) report("duplicate-name", decl.naming.span, { name }, { related: { file: unit.file.id, span: other.naming.span } });
        else unit.values.set(name, decl);
      }
      break;
    case "scheme": {
      const symbol = named(decl.naming);
      enter(unit.schemes, { ...symbol, qualified: `${unit.id}.${symbol.id}`, decl, unit }, unit);
      decl.body.forEach((statement) => { enterFactsOf(unit, statement); });
      break;
    }
    case "every-scheme": decl.body.forEach((statement) => { enterFactsOf(unit, statement); }); break;
    case "pool":
      enter(unit.pools, named(decl.naming), unit);
      decl.body.forEach((statement) => { enterFactsOf(unit, statement); });
      break;
    case "stack":
      enter(unit.stacks, named(decl.naming), unit);
      decl.body.forEach((statement) => { enterFactsOf(unit, statement); });
      break;
    case "reading": {
      const symbol = named(decl.naming);
      const alternatives = decl.alternatives.map((a) => ({ ...canonical(a.naming), byDefault: a.byDefault }));
      const defaults = alternatives.filter((a) => a.byDefault).length;
      if (defaults !== 1) report("reading-default", decl.naming.span, { name: symbol.id, count: String(defaults) });
      enter(unit.readings, { ...symbol, qualified: `${unit.id}.${symbol.id}`, decl, alternatives }, unit);
      break;
    }
    case "by-reading": for (const arm of decl.arms) arm.value.forEach((inner) => { enterDecl(unit, inner); }); break;
    default: break;
  }
}

/** Facts may be declared inside schemes, pools and blocks; they are one table all the same. */
function enterFactsOf(unit: Unit, statement: Ast.Stmt): void {
  if (statement.kind === "fact") enterFact(unit, statement);
  else if (statement.kind === "when-block") statement.body.forEach((inner) => { enterFactsOf(unit, inner); });
  else if (statement.kind === "by-reading") for (const arm of statement.arms) arm.value.forEach((inner) => { enterFactsOf(unit, inner); });
}

function typeOf(fact: string, type: Ast.FactType): Type {
  switch (type.kind) {
    case "money": case "percent": case "yes-no": case "text": case "dates": case "list": return { kind: type.kind };
    case "integer": case "number": return { kind: "number" };
    case "date": return { kind: "date" };
    case "quantity": {
      // the unit may come from a vocabulary: looked up once the files are linked
      return { kind: "number", unit: type.unit.text };
    }
    case "one-of": return { kind: "one-of", fact, members: type.members.map(canonical), rising: type.rising, orOther: type.orOther };
  }
}

function enterFact(unit: Unit, decl: Ast.FactDecl): void {
  const symbol = factSymbol(unit, decl);
  if (symbol !== undefined) enter(unit.facts, symbol, unit);
}

function factSymbol(unit: Unit, decl: Ast.FactDecl): FactSymbol | undefined {
  const { id, names } = canonical(decl.naming);
  if (id === "") return undefined;
  const type = typeOf(id, decl.type);
  const kind: FactInfo["kind"] =
    decl.type.kind === "quantity" ? "number" : decl.type.kind === "date" ? (decl.type.orNone ? "date-or-none" : "date") : decl.type.kind;
  const from = literalText(decl.range?.from);
  const to = literalText(decl.range?.to);
  const ifAbsent = defaultText(decl.ifAbsent, type);
  if (decl.ifAbsent !== undefined && ifAbsent === undefined && decl.ifAbsent.kind !== "broken") unit.report("default-not-literal", decl.ifAbsent.span);
  for (const end of [decl.range?.from, decl.range?.to, decl.ifAbsent]) {
    // 10亿 beside a money fact is ten, not ten hundred million yuan
    const wrong = end !== undefined && ((type.kind === "money" && end.kind !== "money") || (type.kind === "percent" && end.kind !== "percent") || (type.kind === "number" && end.kind !== "number"));
    if (wrong && literalText(end) !== undefined) unit.report("type-mismatch", end.span, { expected: typeName(type), found: literalName(end), advice: "|" });
  }
  if (from !== undefined && to !== undefined && Number(from) > Number(to)) unit.report("range-reversed", decl.range?.to.span ?? decl.span);
  const rows = decl.type.kind === "list" ? rowsOf(unit, id, decl.type.facts) : undefined;
  const info: FactInfo = {
    id, names, titles: titlesOf(decl.naming.titles, unit.report), kind, finding: decl.finding,
    perYear: decl.calendarYear, byYear: decl.byYear, alwaysKnown: decl.alwaysKnown,
    ...(type.kind === "number" && type.unit !== undefined ? { unit: type.unit } : {}),
    ...(type.kind === "one-of" ? { members: type.members, orOther: type.orOther } : {}),
    ...(decl.establishedBy === undefined ? {} : { establishedBy: decl.establishedBy.value }),
    ...(decl.stage === undefined ? {} : { stage: decl.stage.text }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(ifAbsent === undefined ? {} : { ifAbsent }),
    ...(rows === undefined ? {} : { rows: [...new Set(rows.values())].map((row) => row.info) }),
  };
  return { id, names, span: decl.naming.span, unit, decl, type, info, ...(rows === undefined ? {} : { rows }) };
}

/** The facts of a list's rows; their ids start with the list's, so that no other fact is meant. */
function rowsOf(unit: Unit, list: string, decls: readonly Ast.FactDecl[]): ReadonlyMap<string, FactSymbol> {
  const rows = new Map<string, FactSymbol>();
  for (const decl of decls) {
    const own = factSymbol(unit, decl);
    if (own === undefined) continue;
    if (decl.type.kind === "list") unit.report("list-in-list", decl.span);
    enter(rows, { ...own, id: `${list}.${own.id}`, info: { ...own.info, id: `${list}.${own.id}` } }, unit);
  }
  return rows;
}

const literalName = (expr: Ast.Expr): string =>
  expr.kind === "money" ? typeName({ kind: "money" }) : expr.kind === "percent" ? typeName({ kind: "percent" }) : expr.kind === "number" ? typeName({ kind: "number" }) : typeName({ kind: "any" });

function literalText(expr: Ast.Expr | undefined): string | undefined {
  if (expr?.kind === "money") return expr.yuan;
  if (expr?.kind === "number" || expr?.kind === "percent") return expr.value;
  return undefined;
}

function defaultText(expr: Ast.Expr | undefined, type: Type): string | undefined {
  if (expr === undefined) return undefined;
  if (expr.kind === "yes-no") return String(expr.value);
  if (expr.kind === "text") return expr.value;
  if (expr.kind === "date") return expr.iso;
  if (expr.kind === "name" && type.kind === "one-of") return type.members.find((m) => m.names.includes(expr.name.text))?.id;
  return literalText(expr);
}

/** Connects the files: `use` names a policy (all its versions) or a vocabulary. With `only`, the others are connected already. */
export function linkImports(units: readonly Unit[], only?: ReadonlySet<Unit>): void {
  const byId = new Map<string, Unit[]>();
  for (const unit of units) byId.set(unit.id, [...(byId.get(unit.id) ?? []), unit]);
  // a vocabulary gives its facts away in the units it knows by then
  for (const unit of [...units].sort((a, b) => Number(b.kind === "vocabulary") - Number(a.kind === "vocabulary"))) {
    if (only?.has(unit) === false) continue;
    const vocabularies: Unit[] = [];
    for (const decl of unit.ast.decls) {
      if (decl.kind !== "use" || decl.id.text === "") continue;
      const found = byId.get(decl.id.text);
      if (found === undefined) {
        unit.report("unknown-policy", decl.id.span, { name: decl.id.text, suggestion: nearest(decl.id.text, [...byId.keys()]) ?? "" });
        continue;
      }
      unit.imports.set(decl.as?.text ?? decl.id.text, found);
      unit.imports.set(decl.id.text, found);
      vocabularies.push(...found.filter(({ kind }) => kind === "vocabulary"));
    }
    for (const other of vocabularies) {
      for (const table of ["units", "subjects"] as const) {
        for (const [name, symbol] of other[table]) if (!unit[table].has(name)) unit[table].set(name, symbol);
      }
    }
    for (const fact of new Set(unit.facts.values())) {
      const measured = inUnits(fact, unit.units);
      if (measured !== fact) for (const name of fact.names) if (unit.facts.get(name) === fact) unit.facts.set(name, measured);
    }
    for (const other of vocabularies) {
      for (const [name, fact] of other.facts) {
        const own = unit.facts.get(name);
        if (own === undefined) unit.facts.set(name, fact);
        else if (own.unit === unit) {
          const difference = factDifference(own, fact);
          if (difference !== undefined) unit.report("fact-declared-differently", own.span, { name, difference }, { related: { file: other.file.id, span: fact.span } });
        }
      }
    }
  }
}

/** The fact with the unit that its own word for it stands for; rows of a list likewise. */
function inUnits(fact: FactSymbol, units: Unit["units"]): FactSymbol {
  const unit = fact.type.kind === "number" && fact.type.unit !== undefined ? units.get(fact.type.unit) : undefined;
  if (unit !== undefined) return { ...fact, type: { kind: "number", unit: unit.id }, info: { ...fact.info, unit: unit.id, unitNames: unit.names } };
  if (fact.rows === undefined) return fact;
  const measured = new Map([...new Set(fact.rows.values())].map((row) => [row, inUnits(row, units)]));
  const rows = new Map([...fact.rows].map(([name, row]) => [name, measured.get(row) ?? row]));
  return { ...fact, rows, info: { ...fact.info, rows: [...measured.values()].map((row) => row.info) } };
}

/** What two declarations of one fact disagree on; undefined when they agree. */
export function factDifference(a: FactSymbol, b: FactSymbol): string | undefined {
  const keys = ["kind", "unit", "from", "to", "ifAbsent", "byYear", "finding"] as const;
  for (const key of keys) if (a.info[key] !== b.info[key]) return `${key} ${String(a.info[key] ?? "-")} / ${String(b.info[key] ?? "-")}`;
  const list = (fact: FactSymbol): string => (fact.info.members ?? []).map((member) => member.id).join(", ");
  return list(a) === list(b) ? undefined : `${list(a)} / ${list(b)}`;
}
