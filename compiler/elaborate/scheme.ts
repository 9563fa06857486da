import type { Ast } from "../../grammar/index.js";
import type { Bar, Guard, WindowSpan } from "../../runtime/program.js";
import { daysInMonth } from "../../runtime/date.js";
import { add, compare, parseRational, rational, toText, zero } from "../../runtime/rational.js";
import { canonical, titlesOf, type SchemeSymbol } from "../declare.js";
import type { CoreScheme, Expr } from "../ir/core.js";
import { money, plainNumber, typeName, yesNo, type Type } from "../ir/types.js";
import { alternativeId, and, broken, checkArms, condition, elaborate, expect, mismatch, percentText, testedDate, type Typed } from "./expression.js";
import { compared, shifted } from "./idioms.js";
import { conjunction, ofKind, place, reportDoubles, together, type Placed, type StatementOf } from "./place.js";
import { elaborateColumns } from "./table.js";
import type { Definition, SchemeScope, Scope } from "./scope.js";
import { lift, ratesIn, type PlacedUplift } from "./uplift.js";

/** A scheme's statements to its tables in the core. */

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

/** A limit on counted months is a cap on that base: 租用月数 不超过36个月, less what was counted before. */
function termAsCap(p: Placed<StatementOf<"term">>, counted: Ast.Ident, counting: Ast.Ident | undefined): Placed {
  const { statement: { length, extensions, span, name } } = p;
  const number = (value: string): Ast.Expr => ({ kind: "number", value, unit: undefined, span: length.span });
  const extended = extensions.reduce<Ast.Expr>((sum, extension) => {
    const more: Ast.Expr = extension.by === undefined ? (extension.to ?? number("0")) : { kind: "number", value: extension.by.count, unit: undefined, span: extension.by.span };
    const rows: readonly Ast.FirstRow[] = [{ when: extension.when, value: more, cites: [], span: extension.span }, { when: undefined, value: number("0"), cites: [], span: extension.span }];
    return { kind: "add", left: sum, right: { kind: "first-of", rows, span: extension.span }, span };
  }, number(length.count));
  const value: Ast.Expr = counting === undefined ? extended : { kind: "excess", of: extended, over: { kind: "name", name: counting, span: counting.span }, span };
  return { ...p, statement: { kind: "cap", name, target: "base", base: counted, value, scope: undefined, counting: undefined, when: undefined, cites: p.statement.cites, span } };
}

/** Whether the tested date lies within so many years or months of an event. */
function withinTerm(s: StatementOf<"term">, event: Ast.Ident, calendar: boolean, scope: Scope): Expr {
  const start: Expr = { op: "fact", fact: scope.requireFact(event)?.id ?? "" };
  const on = testedDate(scope);
  const year = (of: Expr): Expr => ({ op: "year-of", item: of });
  const inside = (length: Ast.DurationLiteral, from: Expr): Expr => calendar
    ? compared("less-than", year(on), { op: "add", left: year(from), right: { op: "number", value: length.count } })
    : compared("less-than", on, shifted(from, length));
  if (calendar && s.length.unit !== "year") scope.report("term-unit", s.length.span);
  const extended = s.extensions.map((extension): Expr => {
    const end = shifted(start, s.length);
    const longer = extension.by === undefined
      ? compared("at-most", on, expect(extension.to as Ast.Expr, scope, { kind: "date" }).core)
      : calendar ? inside({ ...s.length, count: String(Number(s.length.count) + Number(extension.by.count)) }, start) : compared("less-than", on, shifted(end, extension.by));
    return { op: "all", items: [condition(extension.when, scope), longer] };
  });
  const notBefore = calendar ? compared("at-least", year(on), year(start)) : compared("at-least", on, start);
  return { op: "all", items: [notBefore, extended.length === 0 ? inside(s.length, start) : { op: "any", items: [inside(s.length, start), ...extended] }] };
}

function subjects(scope: Scope, written: Ast.Scope | undefined): readonly string[] {
  return (written?.subjects ?? []).map((name) => {
    const symbol = scope.unit.subjects.get(name.text);
    if (symbol === undefined && name.text !== "") scope.report("unknown-subject", name.span, { name: name.text, suggestion: "" });
    return symbol?.id ?? name.text;
  });
}

/** Base caps and `where` definitions: what names mean inside the scheme. */
function schemeScope(placed: readonly Placed[], outer: Scope): { readonly scope: Scope; readonly definitions: CoreScheme["definitions"][number][]; readonly bind: (value: Expr, span: Ast.Expr["span"]) => Expr } {
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
  /** What is used several times has a place of its own. */
  const bind = (value: Expr, span: Ast.Expr["span"]): Expr => {
    definitions.push({ site: scope.site("where", span), guards: [], name: `before_uplift_${definitions.length}`, value });
    return { op: "definition", index: definitions.length - 1 };
  };
  const lifted = new Map<string, PlacedUplift[]>();
  const done = new Map<string, Definition>();
  const pending: string[] = [];
  const inner: SchemeScope = {
    definitionNames: [...wheres.keys()],
    baseCaps: new Map(),
    usedFacts: new Set(),
    liftedRates: new Map(),
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
      const lifts = lifted.get(name);
      const core = lifts === undefined ? typed.core : lift(lifts, typed, (base) => bind(base, value.span), scope);
      pending.pop();
      const site = placeSite(scope, where.placed, "where", name, [], typed.type);
      if (!done.has(name)) {
        definitions.push({ site, guards: where.placed.guards, name, value: core });
        done.set(name, { index: definitions.length - 1, type: typed.type });
      }
      return done.get(name);
    },
  };
  const scope = outer.inside(inner);
  const unnamed: PlacedUplift[] = [];
  for (const p of ofKind(placed, "uplift").filter(({ statement }) => statement.target === "rate")) {
    const { of } = p.statement;
    if (of === undefined) unnamed.push(p);
    else if (wheres.has(of.text)) lifted.set(of.text, [...(lifted.get(of.text) ?? []), p]);
    else outer.report("uplift-target", of.span, { name: of.text, expected: [...wheres.keys()].join(", ") });
  }
  const [said] = unnamed;
  if (said !== undefined) {
    const rates = ratesIn(ofKind(placed, "award").map((p) => p.statement.value));
    const [rate] = rates;
    if (rate === undefined || rates.length > 1) outer.report("uplift-target", said.statement.span, { name: "", expected: [...wheres.keys()].join(", ") });
    else inner.liftedRates.set(rate, (typed) => lift(unnamed, typed, (base) => bind(base, rate.rate.span), scope));
  }
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
      const { when } = conjunction(p, scope);
      const due: Expr = when === undefined ? changed : { op: "cases", site: placeSite(scope, p, "cap", base.text), rows: [{ when, then: changed }, { when: null, then: uncapped }] };
      return p.guards.reduceRight<Expr>((capped, guard) => {
        const reading = [...scope.unit.readings.values()].find((r) => r.qualified === guard.reading);
        return { op: "by-reading", reading: guard.reading, arms: (reading?.alternatives ?? []).map((a) => ({ alternative: a.id, value: guard.alternatives.includes(a.id) ? capped : uncapped })) };
      }, due);
    });
  }
  return { scope, definitions, bind };
}

export interface ElaboratedScheme {
  readonly scheme: CoreScheme;
  readonly bars: readonly Bar<Expr>[];
}

export function elaborateScheme(symbol: SchemeSymbol, common: readonly { readonly body: readonly Ast.Stmt[]; readonly guards: readonly Guard[] }[], policy: number, outer: Scope): ElaboratedScheme {
  const own = place(symbol.decl.body, "scheme", outer);
  // what a scheme says of similar support stands in place of what the policy says of all
  const general = common.flatMap(({ body, guards }) => place(body, "scheme", outer, guards)).filter((p) => p.statement.kind !== "no-duplication" || ofKind(own, "no-duplication").length === 0);
  const placed = [...general, ...own].map((p): Placed =>
    p.statement.kind === "term" && "counted" in p.statement.of ? termAsCap(p as Placed<StatementOf<"term">>, p.statement.of.counted, p.statement.of.counting) : p);
  reportDoubles(placed, symbol.id, outer);
  const { scope, definitions, bind } = schemeScope(placed, outer);
  const uplifts = ofKind(placed, "uplift");
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
    } else if (s.kind === "term" && "event" in s.of) {
      const name = id(s.name?.text ?? "term", p.guards);
      requirements.push({ id: name, kind: "require", site: placeSite(scope, p, "term", name), guards: p.guards, ...conjunction(p, scope), test: withinTerm(s, s.of.event, s.of.calendar, scope) });
    } else if (s.kind === "no-duplication" && s.rule === "excludes") {
      const support = expect({ kind: "name", name: s.with, span: s.with.span }, scope, money).core;
      const name = id(s.with.text, p.guards);
      requirements.push({ id: name, kind: "require", site: placeSite(scope, p, "no-duplication", name), guards: p.guards, ...conjunction(p, scope), test: compared("at-most", support, { op: "number", value: "0" }) });
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

  const parts = ofKind(placed, "plus").flatMap((p) => p.statement.name?.text ?? []);
  const payoutUplifts = (part: string | undefined): readonly PlacedUplift[] =>
    uplifts.filter(({ statement: { target, of } }) => target === "payout" && of?.text === part);
  for (const { statement: { target, of } } of uplifts) {
    if (target === "payout" && of !== undefined && !parts.includes(of.text)) scope.report("uplift-target", of.span, { name: of.text, expected: parts.join(", ") });
  }
  const awards: CoreScheme["awards"][number][] = [];
  for (const p of placed) {
    const s = p.statement;
    if (s.kind === "award") {
      const value = expect(s.value, scope, money);
      const decided = s.decided === undefined ? {} : { decided: { by: s.decided.by.value, ...(s.decided.as === undefined ? {} : { as: expect(s.decided.as, scope, money).core }) } };
      const raised = lift(payoutUplifts(undefined), value, (base) => bind(base, s.value.span), scope);
      awards.unshift({ id: s.name?.text ?? "award", site: placeSite(scope, p, "award", s.name?.text ?? "award"), guards: p.guards, ...conjunction(p, scope), value: raised, ...decided });
    } else if (s.kind === "case-by-case") {
      awards.unshift({ id: "award", site: placeSite(scope, p, "award", "award"), guards: p.guards, value: { op: "number", value: "0" }, caseByCase: true });
    } else if (s.kind === "plus") {
      const name = id(s.name?.text ?? "plus", p.guards);
      awards.push({
        id: name, site: placeSite(scope, p, "plus", name), guards: p.guards, ...conjunction(p, scope),
        value: lift(s.name === undefined ? [] : payoutUplifts(s.name.text), expect(s.value, scope, money), (base) => bind(base, s.value.span), scope),
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
    deductions: [...ofKind(placed, "no-duplication").flatMap((p) => {
      const { rule, with: support, unit } = p.statement;
      if (unit !== undefined) subjects(scope, { subjects: [unit], calendarYear: false, once: false, span: unit.span });
      if (rule === "excludes") return [];
      const value = expect({ kind: "name", name: support, span: support.span }, scope, money).core;
      return [{ site: placeSite(scope, p, "no-duplication", support.text), guards: p.guards, ...conjunction(p, scope), value, afterCaps: true, ...(rule === "higher" ? { whole: true as const } : {}) }];
    }), ...ofKind(placed, "deduct").filter((p) => p.statement.base === undefined).map((p) => {
      if (p.statement.order === undefined) scope.report("deduct-order-unsaid", p.statement.span);
      return p;
    }).map((p) => ({
      site: placeSite(scope, p, "deduct", "deduct"), guards: p.guards, ...conjunction(p, scope), value: expect(p.statement.value, scope, money).core, afterCaps: p.statement.order !== "before-caps",
    }))],
    caps: capsOn("payout", placed, scope, id, bind),
    ...limitsOf(placed, scope, id), ...fundingOf(placed, scope), ...repaymentsOf(placed, scope, id),
    floors: ofKind(placed, "floor").map((p) => ({ site: placeSite(scope, p, "floor", "floor"), guards: p.guards, ...conjunction(p, scope), value: expect(p.statement.value, scope, money).core, drops: p.statement.drops })),
    rounding: ofKind(placed, "round").map((p) => ({ site: placeSite(scope, p, "round", "round"), guards: p.guards, mode: p.statement.mode, unit: parseRational(p.statement.unit.yuan) })),
    notes: ofKind(placed, "note").map((p) => ({ id: p.statement.name.text, site: placeSite(scope, p, "note", p.statement.name.text, p.statement.titles), guards: p.guards, ...conjunction(p, scope) })),
    instalments,
    facts: [],
  };
  for (const name of scope.scheme?.definitionNames ?? []) scope.scheme?.definition(name);
  return { scheme: { ...core, definitions, facts: [...(scope.scheme?.usedFacts ?? [])] }, bars };
}

/** Limits on the number of awards of a subject; what is counted apart in each category is a fact among the subjects. */
function limitsOf(placed: readonly Placed[], scope: Scope, id: ReturnType<typeof namer>): Pick<CoreScheme, "limits"> {
  const limits = ofKind(placed, "cap").filter((p) => p.statement.target === "awards").map((p) => {
    const s = p.statement;
    if (s.serves === undefined) scope.report("limit-order-unsaid", s.span);
    const named = s.scope?.subjects ?? [];
    const categories = named.flatMap((name) => (scope.unit.subjects.has(name.text) ? [] : (scope.fact(name)?.id ?? [])));
    const who = subjects(scope, { subjects: named.filter((name) => scope.unit.subjects.has(name.text) || !scope.unit.facts.has(name.text)), calendarYear: false, once: false, span: s.span });
    const counting = s.counting === undefined ? undefined : scope.requireFact(s.counting);
    const name = id(s.name?.text ?? "limit", p.guards);
    return {
      id: name, site: placeSite(scope, p, "limit", name), guards: p.guards, ...conjunction(p, scope), value: expect(s.value, scope, plainNumber).core,
      subjects: who, categories, perYear: s.scope?.calendarYear ?? false, serves: s.serves ?? "earliest" as const, ...(counting === undefined ? {} : { counting: counting.id }),
    };
  });
  return limits.length === 0 ? {} : { limits };
}

function fundingOf(placed: readonly Placed[], scope: Scope): Pick<CoreScheme, "funding"> {
  const funding = ofKind(placed, "funded").map((p) => {
    const { payers } = p.statement;
    const sum = payers.reduce((total, payer) => add(total, parseRational(payer.share.value)), zero);
    if (compare(sum, rational(100n)) !== 0) scope.report("payers-sum", p.statement.span, { sum: toText(sum) });
    return {
      site: placeSite(scope, p, "funded", payers.map((payer) => payer.name.text).join(", ")), guards: p.guards, ...conjunction(p, scope),
      payers: payers.map((payer) => ({ id: payer.name.text, share: parseRational(percentText(payer.share.value)) })),
    };
  });
  return funding.length === 0 ? {} : { funding };
}

function repaymentsOf(placed: readonly Placed[], scope: Scope, id: ReturnType<typeof namer>): Pick<CoreScheme, "repayments"> {
  const repayments = ofKind(placed, "repay").map((p) => {
    const s = p.statement;
    const name = id(s.name?.text ?? "repay", p.guards);
    return {
      id: name, site: placeSite(scope, p, "repay", name, s.titles), guards: p.guards, titles: titlesOf(s.titles, scope.report),
      ...(p.when.length === 0 ? {} : { when: and(p.when.map((expr) => condition(expr, scope))) }),
      test: condition(s.when, scope), value: expect(s.value, scope, money).core,
    };
  });
  return repayments.length === 0 ? {} : { repayments };
}

/** Caps on the payout, or on the number of awards of a pool. */
export function capsOn(target: "payout" | "awards", placed: readonly Placed[], scope: Scope, id = namer(), bind: (value: Expr, span: Ast.Expr["span"]) => Expr = (value) => value): CoreScheme["caps"][number][] {
  const uplifts = ofKind(placed, "uplift").filter(({ statement }) => statement.target === "cap");
  const payoutCaps = ofKind(placed, "cap").filter((p) => p.statement.target === "payout");
  for (const { statement: { of, span } } of uplifts) {
    const meant = payoutCaps.filter((p) => of === undefined || p.statement.name?.text === of.text);
    if (meant.length !== 1) scope.report("uplift-target", of?.span ?? span, { name: of?.text ?? "", expected: payoutCaps.flatMap((p) => p.statement.name?.text ?? []).join(", ") });
  }
  return ofKind(placed, "cap").flatMap((p) => {
    const s = p.statement;
    if (s.target === undefined && target === "payout") scope.report("cap-needs-target", s.span);
    if (s.target !== target) return [];
    const counting = s.counting === undefined ? undefined : scope.requireFact(s.counting);
    const name = id(s.name?.text ?? "cap", p.guards);
    const raised = uplifts.filter(({ statement: { of } }) => of === undefined || of.text === s.name?.text);
    return [{
      id: name, site: placeSite(scope, p, "cap", name), guards: p.guards, ...conjunction(p, scope),
      value: lift(raised, expect(s.value, scope, target === "payout" ? money : plainNumber), (base) => bind(base, s.value.span), scope),
      subjects: subjects(scope, s.scope), perYear: s.scope?.calendarYear ?? false, ...(counting === undefined ? {} : { counting: counting.id }),
    }];
  });
}

function deadline(s: StatementOf<"deadline">, scope: Scope): Expr {
  const date: Expr = { op: "fact", fact: scope.requireFact(s.date)?.id ?? "" };
  const event: Expr = { op: "fact", fact: scope.requireFact(s.event)?.id ?? "" };
  if (s.rule.kind === "years") {
    const [year, first]: readonly [Expr, Expr] = [{ op: "year-of", item: date }, { op: "year-of", item: event }];
    const last: Expr = { op: "add", left: first, right: { op: "number", value: s.rule.following } };
    return { op: "all", items: [{ op: "compare", relation: "at-least", left: year, right: first }, { op: "compare", relation: "at-most", left: year, right: last }] };
  }
  const unit = s.rule.term.unit === "working-day" ? "day" : s.rule.term.unit;
  const last: Expr = { op: "shift", date: event, count: { op: "number", value: s.rule.term.count }, unit, direction: 1 };
  // who comes before the event is not within the term after it
  return { op: "all", items: [{ op: "compare", relation: "at-least", left: date, right: event }, { op: "compare", relation: "at-most", left: date, right: last }] };
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

