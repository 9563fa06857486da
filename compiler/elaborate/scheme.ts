import { spell, type Ast, type KeywordId } from "../../grammar/index.js";
import type { Bar, Guard, WindowSpan } from "../../runtime/program.js";
import { daysInMonth } from "../../runtime/date.js";
import { add, compare, parseRational, rational, toText, zero } from "../../runtime/rational.js";
import { canonical, titlesOf, type SchemeSymbol } from "../declare.js";
import type { CoreScheme, Expr } from "../ir/core.js";
import { money, plainNumber, typeName, yesNo, type Type } from "../ir/types.js";
import { alternativeId, and, broken, checkArms, condition, elaborate, expect, mismatch, percentText, testedDate, type Typed } from "./expression.js";
import { elaborateColumns } from "./table.js";
import type { Definition, SchemeScope, Scope } from "./scope.js";

/** A scheme's statements to its tables in the core. */

type Kind = Ast.Stmt["kind"];
type StatementOf<K extends Kind> = Extract<Ast.Stmt, { readonly kind: K }>;

/** A statement with what surrounds it. */
export interface Placed<S extends Ast.Stmt = Ast.Stmt> {
  readonly statement: S;
  readonly guards: readonly Guard[];
  readonly when: readonly Ast.Expr[];
  readonly cites: readonly Ast.Cite[];
}

const headOf: Readonly<Record<Kind, KeywordId>> = {
  scope: "per", fact: "fact", require: "require", window: "window", deadline: "deadline", award: "award", "case-by-case": "award", plus: "plus",
  where: "where", cap: "cap", floor: "paysAtLeast", deduct: "deduct", round: "roundDown", instalments: "instalments", elsewhere: "elsewhere",
  note: "note", accept: "accept", cliff: "cliff", "when-block": "when", "by-reading": "byReading", bar: "bar", covers: "covers", within: "within", counts: "counts",
  remaining: "remaining", allocate: "allocate", residue: "residue", shares: "sharedCost", relation: "relation",
};

const places = {
  scheme: ["scope", "fact", "require", "window", "deadline", "award", "case-by-case", "plus", "where", "cap", "floor", "deduct", "round", "instalments", "elsewhere", "note", "accept", "cliff", "when-block", "by-reading", "bar"],
  pool: ["fact", "covers", "within", "cap", "counts", "remaining", "allocate", "residue", "accept", "by-reading"],
  stack: ["fact", "covers", "shares", "relation", "accept", "by-reading"],
} as const satisfies Readonly<Record<string, readonly Kind[]>>;

const placeNames = { scheme: "a scheme|项目", pool: "a pool|资金池", stack: "a stack|叠加" } as const;

/** Flattens blocks and readings: each statement with the guards and conditions under which it stands. */
export function place(body: readonly Ast.Stmt[], where: keyof typeof places, scope: Scope, guards: readonly Guard[] = [], when: readonly Ast.Expr[] = [], cites: readonly Ast.Cite[] = []): Placed[] {
  return body.flatMap((statement): Placed[] => {
    if (!(places[where] as readonly Kind[]).includes(statement.kind)) {
      const belongs = (Object.keys(places) as (keyof typeof places)[]).find((p) => (places[p] as readonly Kind[]).includes(statement.kind)) ?? "scheme";
      const head = headOf[statement.kind];
      scope.report("not-allowed-here", statement.span, { statement: `${spell(head, "en")}|${spell(head, "zh")}`, place: placeNames[where], belongs: placeNames[belongs] });
      return [];
    }
    if (statement.kind === "when-block") return place(statement.body, where, scope, guards, [...when, statement.when], cites);
    if (statement.kind === "by-reading") {
      const reading = scope.reading(statement.reading);
      if (reading !== undefined) checkArms(reading, statement.arms, statement.reading.span, scope);
      return statement.arms.flatMap((arm) => {
        const guard: Guard = { reading: reading?.qualified ?? "", alternatives: [alternativeId(reading, arm.alternative, scope)] };
        return place(arm.value, where, scope, [...guards, guard], when, [...cites, ...statement.cites]);
      });
    }
    return [{ statement, guards, when, cites }];
  });
}

/** Whether some choice of readings lets both stand. */
const together = (a: readonly Guard[], b: readonly Guard[]): boolean =>
  a.every((guard) => b.every((other) => guard.reading !== other.reading || guard.alternatives.some((x) => other.alternatives.includes(x))));

function reportDoubles(placed: readonly Placed[], owner: string, scope: Scope): void {
  const single: readonly Kind[] = ["scope", "award", "case-by-case", "round", "instalments", "within", "remaining", "allocate", "residue", "counts", "relation", "covers", "shares"];
  const label = (p: Placed): string => ("name" in p.statement && p.statement.name !== undefined ? p.statement.name.text : "");
  const isSingle = (p: Placed): boolean => single.includes(p.statement.kind) && p.when.length === 0;
  // most statements can be said any number of times: only those that cannot are compared
  const before = new Map<KeywordId, Placed[]>();
  for (const b of placed) {
    if (!isSingle(b) && label(b) === "") continue;
    const head = headOf[b.statement.kind];
    const others = before.get(head) ?? [];
    for (const a of others) {
      const twice = isSingle(a) && isSingle(b);
      if ((!twice && label(a) !== label(b)) || !together(a.guards, b.guards)) continue;
      const related = { related: { file: scope.unit.file.id, span: a.statement.span } };
      if (twice) {
        scope.report("duplicate-statement", b.statement.span, { name: owner, place: "scheme|项目", statement: `${spell(head, "en")}|${spell(head, "zh")}` }, related);
        return;
      }
      scope.report("duplicate-name", b.statement.span, { name: label(a) }, related);
    }
    others.push(b);
    before.set(head, others);
  }
}

export const conjunction = (placed: Placed, scope: Scope): { readonly when?: Expr } => {
  const own = "when" in placed.statement && placed.statement.when !== undefined && placed.statement.kind !== "elsewhere" ? [placed.statement.when] : [];
  const all = [...placed.when, ...own].map((expr) => condition(expr, scope));
  return all.length === 0 ? {} : { when: and(all) };
};

export const ofKind = <K extends Kind>(placed: readonly Placed[], kind: K): Placed<StatementOf<K>>[] =>
  placed.filter((p): p is Placed<StatementOf<K>> => p.statement.kind === kind);

const placeSite = (scope: Scope, p: Placed, kind: string, name: string, titles: readonly Ast.TextLiteral[] = [], type?: Type): number =>
  scope.site(kind, p.statement.span, { name, titles, ...(type === undefined ? {} : { type }), cites: [...("cites" in p.statement ? p.statement.cites : []), ...p.cites] });

/** Names for statements that have none: what they are about, numbered where that is not unique. */
function namer(): (wanted: string, guards: readonly Guard[]) => string {
  const taken = new Map<string, (readonly Guard[])[]>();
  // a name taken without guards is taken for all: a scheme of ten thousand statements does not count up each time
  const free = new Map<string, number>();
  return (wanted, guards) => {
    for (let n = free.get(wanted) ?? 1; ; n++) {
      const id = n === 1 ? wanted : `${wanted}_${n}`;
      const others = taken.get(id) ?? [];
      if (others.some((other) => together(other, guards))) continue;
      taken.set(id, [...others, guards]);
      if (guards.length === 0 && n === (free.get(wanted) ?? 1)) free.set(wanted, n + 1);
      return id;
    }
  };
}

function subject(expr: Ast.Expr): string | undefined {
  switch (expr.kind) {
    case "name": return expr.name.text;
    case "compare": return subject(expr.left);
    case "one-of": return subject(expr.left);
    case "not": return subject(expr.item);
    case "and": case "or": case "at-least-n": return expr.items[0] === undefined ? undefined : subject(expr.items[0]);
    default: return undefined;
  }
}

const windowSpan = (span: Ast.MonthSpan): WindowSpan => {
  const toMonth = span.toMonth ?? span.month;
  return { from: [span.month, span.day ?? 1], to: [toMonth, span.toDay ?? (span.toMonth === undefined ? span.day : undefined) ?? (toMonth === 2 ? 29 : daysInMonth(2001, toMonth))] };
};

function subjects(scope: Scope, written: Ast.Scope | undefined): readonly string[] {
  return (written?.subjects ?? []).map((name) => {
    const symbol = scope.unit.subjects.get(name.text);
    if (symbol === undefined && name.text !== "") scope.report("unknown-subject", name.span, { name: name.text, suggestion: "" });
    return symbol?.id ?? name.text;
  });
}

/** Base caps and `where` definitions: what names mean inside the scheme. */
function schemeScope(placed: readonly Placed[], outer: Scope): { readonly scope: Scope; readonly definitions: CoreScheme["definitions"][number][] } {
  const definitions: CoreScheme["definitions"][number][] = [];
  const wheres = new Map<string, { readonly placed: Placed<StatementOf<"where">>; readonly column: number }>();
  for (const p of ofKind(placed, "where")) {
    if (p.guards.length > 0) outer.report("not-allowed-here", p.statement.span, { statement: "where|其中", place: "by reading|依读法", belongs: "the scheme, with `by reading` in its value|项目，在值中写“依读法”" });
    p.statement.names.forEach((name, column) => {
      const other = wheres.get(name.text);
      if (other !== undefined) outer.report("duplicate-name", name.span, { name: name.text }, { related: { file: outer.unit.file.id, span: other.placed.statement.span } });
      else wheres.set(name.text, { placed: p, column });
    });
  }
  const done = new Map<string, Definition>();
  const pending: string[] = [];
  const inner: SchemeScope = {
    definitionNames: [...wheres.keys()],
    baseCaps: new Map(),
    usedFacts: new Set(),
    definition(name) {
      const known = done.get(name);
      if (known !== undefined) return known;
      const where = wheres.get(name);
      if (where === undefined) return undefined;
      if (pending.includes(name)) {
        scope.report("definition-cycle", where.placed.statement.span, { name, cycle: [...pending.slice(pending.indexOf(name)), name].join(" → ") });
        done.set(name, { index: -1, type: { kind: "any" } });
        return done.get(name);
      }
      pending.push(name);
      const { value } = where.placed.statement;
      const typed: Typed = where.placed.statement.names.length > 1
        ? value.kind === "graded" ? (elaborateColumns(value, scope, undefined)[where.column] ?? broken) : mismatch(scope, value.span, "a graded table with several values a row|每行有几个值的“分别给予”表", { kind: "any" })
        : elaborate(value, scope);
      pending.pop();
      const site = placeSite(scope, where.placed, "where", name, [], typed.type);
      if (!done.has(name)) {
        definitions.push({ site, guards: where.placed.guards, name, value: typed.core });
        done.set(name, { index: definitions.length - 1, type: typed.type });
      }
      return done.get(name);
    },
  };
  const scope = outer.inside(inner);
  // deductions from a base come before its caps
  const changes = [...ofKind(placed, "deduct").map((p) => ({ p, cap: false })), ...ofKind(placed, "cap").filter((p) => p.statement.target === "base").map((p) => ({ p, cap: true }))];
  for (const { p, cap } of changes) {
    const { base, value } = p.statement;
    if (base === undefined) continue;
    const fact = scope.unit.facts.get(base.text);
    if (fact === undefined && !wheres.has(base.text)) {
      scope.unknownName(base);
      continue;
    }
    const key = wheres.has(base.text) ? base.text : (fact?.id ?? base.text);
    const before = inner.baseCaps.get(key) ?? ((plain: Expr) => plain);
    inner.baseCaps.set(key, (plain) => {
      const saved = inner.baseCaps.get(key);
      inner.baseCaps.delete(key);
      const limit = elaborate(value, scope).core;
      if (saved !== undefined) inner.baseCaps.set(key, saved);
      const uncapped = before(plain);
      const changed: Expr = cap
        ? { op: "lower", left: uncapped, right: limit }
        : { op: "higher", left: { op: "number", value: "0" }, right: { op: "subtract", left: uncapped, right: limit } };
      return p.guards.reduceRight<Expr>((capped, guard) => {
        const reading = [...scope.unit.readings.values()].find((r) => r.qualified === guard.reading);
        return { op: "by-reading", reading: guard.reading, arms: (reading?.alternatives ?? []).map((a) => ({ alternative: a.id, value: guard.alternatives.includes(a.id) ? capped : uncapped })) };
      }, changed);
    });
  }
  return { scope, definitions };
}

export interface ElaboratedScheme {
  readonly scheme: CoreScheme;
  readonly bars: readonly Bar<Expr>[];
}

export function elaborateScheme(symbol: SchemeSymbol, common: readonly Ast.Stmt[], policy: number, outer: Scope): ElaboratedScheme {
  const placed = [...place(common, "scheme", outer), ...place(symbol.decl.body, "scheme", outer)];
  reportDoubles(placed, symbol.id, outer);
  const counted = ofKind(placed, "cap").find((p) => p.statement.target === "awards");
  if (counted !== undefined) outer.report("not-allowed-here", counted.statement.span, { statement: "cap awards|上限 项数", place: placeNames.scheme, belongs: placeNames.pool });
  const { scope, definitions } = schemeScope(placed, outer);
  const id = namer();
  const written = ofKind(placed, "scope")[0];
  const site = scope.site("scheme", symbol.decl.naming.span, { name: symbol.id, titles: symbol.decl.naming.titles });

  const requirements: CoreScheme["requirements"][number][] = [];
  const windows: CoreScheme["windows"][number][] = [];
  const bars: Bar<Expr>[] = [];
  for (const p of placed) {
    const s = p.statement;
    if (s.kind === "scope" && s.recordedIn !== undefined) {
      const fact = scope.requireFact(s.recordedIn);
      if (fact !== undefined && fact.type.kind !== "yes-no") mismatch(scope, s.recordedIn.span, typeName(yesNo), fact.type);
      requirements.push({ id: "once", kind: "once", site: placeSite(scope, p, "once", "once"), guards: p.guards, test: { op: "not", item: { op: "fact", fact: fact?.id ?? "" } } });
    } else if (s.kind === "require") {
      const name = id(s.name?.text ?? subject(s.condition) ?? "require", p.guards);
      requirements.push({
        id: name, kind: "require", site: placeSite(scope, p, "require", name, s.titles), guards: p.guards, ...conjunction(p, scope),
        test: condition(s.condition, scope),
        ...(s.unless === undefined ? {} : { unless: condition(s.unless, scope) }),
      });
    } else if (s.kind === "window") {
      const by = s.by === undefined ? undefined : scope.requireFact(s.by);
      const date: Expr = by === undefined ? testedDate(scope) : { op: "fact", fact: by.id };
      const spans = s.spans.map(windowSpan);
      const at = placeSite(scope, p, "window", "window");
      windows.push({ site: at, guards: p.guards, by: date.op === "fact" ? date.fact : "", spans });
      requirements.push({ id: "window", kind: "window", site: at, guards: p.guards, ...conjunction(p, scope), test: { op: "in-window", date, spans } });
    } else if (s.kind === "deadline") {
      const name = id(s.name?.text ?? "deadline", p.guards);
      requirements.push({ id: name, kind: "deadline", site: placeSite(scope, p, "deadline", name), guards: p.guards, ...conjunction(p, scope), test: deadline(s, scope) });
    } else if (s.kind === "bar") {
      const bar = elaborateBar(s, p, scope);
      if (bar === undefined) continue;
      bars.push(bar);
      const on = testedDate(scope);
      const from: Expr = { op: "fact", fact: bar.from };
      const end: Expr = { op: "shift", date: from, count: { op: "number", value: String(bar.count) }, unit: bar.unit, direction: 1 };
      const within: Expr = { op: "all", items: [{ op: "compare", relation: "at-most", left: from, right: on }, { op: "compare", relation: bar.inclusive ? "at-most" : "less-than", left: on, right: end }] };
      requirements.push({ id: bar.id, kind: "bar", site: bar.site, guards: p.guards, ...conjunction(p, scope), test: { op: "not", item: within } });
    }
  }

  const awards: CoreScheme["awards"][number][] = [];
  for (const p of placed) {
    const s = p.statement;
    if (s.kind === "award") {
      const value = expect(s.value, scope, money);
      const decided = s.decided === undefined ? {} : { decided: { by: s.decided.by.value, ...(s.decided.as === undefined ? {} : { as: expect(s.decided.as, scope, money).core }) } };
      awards.unshift({ id: s.name?.text ?? "award", site: placeSite(scope, p, "award", s.name?.text ?? "award"), guards: p.guards, ...conjunction(p, scope), value: value.core, ...decided });
    } else if (s.kind === "case-by-case") {
      awards.unshift({ id: "award", site: placeSite(scope, p, "award", "award"), guards: p.guards, value: { op: "number", value: "0" }, caseByCase: true });
    } else if (s.kind === "plus") {
      const name = id(s.name?.text ?? "plus", p.guards);
      awards.push({
        id: name, site: placeSite(scope, p, "plus", name), guards: p.guards, ...conjunction(p, scope), value: expect(s.value, scope, money).core,
        ...(s.cap === undefined ? {} : { cap: expect(s.cap, scope, money).core }),
      });
    }
  }
  if (awards.every((award) => award.id !== "award" && !placed.some((p) => p.statement.kind === "award" || p.statement.kind === "case-by-case"))) {
    scope.report("award-missing", symbol.decl.naming.span, { name: symbol.id });
  }

  const instalments = ofKind(placed, "instalments").map((p) => elaborateInstalments(p, scope));
  const core: CoreScheme = {
    id: symbol.qualified, names: symbol.names, policy, site, titles: titlesOf(symbol.decl.naming.titles, scope.report),
    subjects: subjects(scope, written?.statement.scope), perYear: written?.statement.scope.calendarYear ?? false, once: written?.statement.scope.once ?? false,
    definitions: [], requirements, windows,
    elsewhere: ofKind(placed, "elsewhere").map((p) => ({
      site: placeSite(scope, p, "elsewhere", "elsewhere", p.statement.titles), guards: p.guards,
      test: and([...p.when.map((w) => condition(w, scope)), condition(p.statement.when, scope)]),
    })),
    awards,
    deductions: ofKind(placed, "deduct").filter((p) => p.statement.base === undefined).map((p) => {
      if (p.statement.order === undefined) scope.report("deduct-order-unsaid", p.statement.span);
      return p;
    }).map((p) => ({
      site: placeSite(scope, p, "deduct", "deduct"), guards: p.guards, ...conjunction(p, scope), value: expect(p.statement.value, scope, money).core, afterCaps: p.statement.order !== "before-caps",
    })),
    caps: capsOn("payout", placed, scope, id),
    floors: ofKind(placed, "floor").map((p) => ({ site: placeSite(scope, p, "floor", "floor"), guards: p.guards, ...conjunction(p, scope), value: expect(p.statement.value, scope, money).core, drops: p.statement.drops })),
    rounding: ofKind(placed, "round").map((p) => ({ site: placeSite(scope, p, "round", "round"), guards: p.guards, mode: p.statement.mode, unit: parseRational(p.statement.unit.yuan) })),
    notes: ofKind(placed, "note").map((p) => ({ id: p.statement.name.text, site: placeSite(scope, p, "note", p.statement.name.text, p.statement.titles), guards: p.guards, ...conjunction(p, scope) })),
    instalments,
    facts: [],
  };
  for (const name of scope.scheme?.definitionNames ?? []) scope.scheme?.definition(name);
  return { scheme: { ...core, definitions, facts: [...(scope.scheme?.usedFacts ?? [])] }, bars };
}

/** Caps on the payout, or on the number of awards of a pool. */
export function capsOn(target: "payout" | "awards", placed: readonly Placed[], scope: Scope, id = namer()): CoreScheme["caps"][number][] {
  return ofKind(placed, "cap").flatMap((p) => {
    const s = p.statement;
    if (s.target === undefined && target === "payout") scope.report("cap-needs-target", s.span);
    if (s.target !== target) return [];
    const counting = s.counting === undefined ? undefined : scope.requireFact(s.counting);
    const name = id(s.name?.text ?? "cap", p.guards);
    return [{
      id: name, site: placeSite(scope, p, "cap", name), guards: p.guards, ...conjunction(p, scope), value: expect(s.value, scope, target === "payout" ? money : plainNumber).core,
      subjects: subjects(scope, s.scope), perYear: s.scope?.calendarYear ?? false, ...(counting === undefined ? {} : { counting: counting.id }),
    }];
  });
}

function deadline(s: StatementOf<"deadline">, scope: Scope): Expr {
  const date: Expr = { op: "fact", fact: scope.requireFact(s.date)?.id ?? "" };
  const event: Expr = { op: "fact", fact: scope.requireFact(s.event)?.id ?? "" };
  if (s.rule.kind === "years") {
    const last: Expr = { op: "add", left: { op: "year-of", item: event }, right: { op: "number", value: s.rule.following } };
    return { op: "compare", relation: "at-most", left: { op: "year-of", item: date }, right: last };
  }
  const unit = s.rule.term.unit === "working-day" ? "day" : s.rule.term.unit;
  const last: Expr = { op: "shift", date: event, count: { op: "number", value: s.rule.term.count }, unit, direction: 1 };
  return { op: "compare", relation: "at-most", left: date, right: last };
}

function elaborateBar(s: Ast.BarDecl, p: Placed, scope: Scope): Bar<Expr> | undefined {
  const fact = scope.requireFact(s.from);
  if (fact === undefined) return undefined;
  const { id } = canonical(s.naming);
  const unit = s.term.unit === "working-day" ? "day" : s.term.unit;
  return { id, site: placeSite(scope, p, "bar", id, s.naming.titles), guards: p.guards, titles: titlesOf(s.naming.titles, scope.report), from: fact.id, count: Number(s.term.count), unit, inclusive: s.sameDateInclusive };
}

function elaborateInstalments(p: Placed<StatementOf<"instalments">>, scope: Scope): CoreScheme["instalments"][number] {
  const s = p.statement;
  const sum = s.parts.reduce((total, part) => add(total, parseRational(part.share?.value ?? "0")), zero);
  const rests = s.parts.filter((part) => part.share === undefined);
  if (rests.length === 0 && compare(sum, rational(100n)) !== 0) scope.report("instalments-sum", s.span, { sum: toText(sum) });
  if (rests.length > 0 && s.parts[s.parts.length - 1]?.share !== undefined) scope.report("rest-not-last", rests[0]?.span ?? s.span);
  const id = namer();
  const retest = (r: Ast.Retest, guards: readonly Guard[]): CoreScheme["instalments"][number]["retests"][number][] => {
    const fact = scope.requireFact(r.fact);
    const later = scope.requireFact(r.with);
    if (fact === undefined || later === undefined) return [];
    return [{ site: scope.site("retest", r.span, { cites: r.cites }), guards, fact: fact.id, as: later.id }];
  };
  return {
    site: placeSite(scope, p, "instalments", "instalments"), guards: p.guards, ...conjunction(p, scope),
    parts: s.parts.map((part) => {
      const name = id(part.name?.text ?? part.after.text, []);
      return {
        id: name, site: scope.site("instalment", part.span, { name, cites: part.cites }), guards: [], after: part.after.text,
        ...(part.share === undefined ? {} : { share: parseRational(percentText(part.share.value)) }),
        ...(part.when === undefined ? {} : { when: condition(part.when, scope) }),
        lapses: part.lapses.map((lapse, i) => ({
          id: lapse.name?.text ?? `lapse_${i + 1}`, site: scope.site("lapse", lapse.span, { name: lapse.name?.text ?? "", titles: lapse.titles, cites: lapse.cites }),
          // what lapses is computed with capped bases: an extension counts at most so many months
          test: expect(lapse.when, scope.withCaps(), yesNo).core,
        })),
      };
    }),
    retests: s.retests.flatMap((r) => {
      if (!("kind" in r)) return retest(r, []);
      const reading = scope.reading(r.reading);
      if (reading !== undefined) checkArms(reading, r.arms, r.reading.span, scope);
      return r.arms.flatMap((arm) => arm.value.flatMap((inner) => retest(inner, [{ reading: reading?.qualified ?? "", alternatives: [alternativeId(reading, arm.alternative, scope)] }])));
    }),
  };
}

export { reportDoubles };
