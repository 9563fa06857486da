import type { Ast } from "../../grammar/index.js";
import type { Guard, Publicity, ReadingInfo, Site } from "../../runtime/program.js";
import { canonical, headOfDecl, titlesOf, type Unit } from "../declare.js";
import type { CoreProgram, CoreScheme, Expr, Known } from "../ir/core.js";
import { lintCodes } from "../diagnostics/catalogue.js";
import { nearest } from "../../runtime/input.js";
import { date, money, percent, type Type } from "../ir/types.js";
import { alternativeId, checkArms, condition, elaborate, expect, mismatch } from "./expression.js";
import { conjunction, ofKind, place, reportDoubles, type Placed } from "./place.js";
import { capsOn, elaborateScheme } from "./scheme.js";
import { readingInfo, Scope } from "./scope.js";

/** One policy to its part of the program. */
export type PolicyPart = Pick<CoreProgram, "schemes" | "pools" | "stacks" | "always" | "readings" | "known" | "usual"> & { readonly policy: CoreProgram["policies"][number] };

export function elaboratePolicy(unit: Unit, header: Ast.PolicyHeader, index: number, sites: Site[]): PolicyPart {
  const scope = new Scope(unit, sites);
  const decls = flatten(unit.ast.decls, scope, []);
  // a bar that stands alone is one of every scheme
  const common = decls.flatMap(({ decl, guards }) => (decl.kind === "every-scheme" ? [{ body: decl.body, guards }] : decl.kind === "bar" ? [{ body: [decl], guards }] : []));
  const readings: ReadingInfo[] = [...new Set(unit.readings.values())].map((symbol) => readingInfo(symbol, scope));
  const bars = new Map<string, CoreProgram["policies"][number]["bars"][number]>();
  const schemes: CoreScheme[] = [];
  for (const symbol of new Set(unit.schemes.values())) {
    const done = elaborateScheme(symbol, common, index, scope);
    schemes.push(done.scheme);
    for (const bar of done.bars) bars.set(`${bar.id} ${JSON.stringify(bar.guards)}`, bar);
  }
  const publicity: Publicity<Expr>[] = [];
  const pools: CoreProgram["pools"][number][] = [];
  const stacks: CoreProgram["stacks"][number][] = [];
  const always: CoreProgram["always"][number][] = [];
  const usual: CoreProgram["usual"][number][] = [];
  const known: Known[] = [];
  for (const { decl, guards } of decls) {
    if (guards.length > 0 && !ofReadings.has(decl.kind)) {
      unit.report("not-allowed-here", decl.span, { statement: headOfDecl(decl), place: "an alternative of a reading|读法的选项", belongs: "the policy itself, and let its rules depend on the reading|政策本身，由其中的语句依读法" });
    }
    if (decl.kind === "publicity") publicity.push(elaboratePublicity(decl, guards, scope));
    else if (decl.kind === "pool") pools.push(elaboratePool(decl, index, scope));
    else if (decl.kind === "stack") stacks.push(elaborateStack(decl, index, scope));
    else if (decl.kind === "accept") known.push(elaborateAccept(decl, "", index, scope));
    else if (decl.kind === "always" && decl.usual) {
      const id = decl.name?.text ?? `usually_${usual.length + 1}`;
      usual.push({ id, site: scope.site("usually", decl.span, { name: id, titles: decl.titles, cites: decl.cites }), claim: condition(decl.claim, scope) });
    } else if (decl.kind === "always") {
      const id = decl.name?.text ?? `always_${always.length + 1}`;
      always.push({ id, site: scope.site("always", decl.span, { name: id, titles: decl.titles, cites: decl.cites }), guards, titles: titlesOf(decl.titles, unit.report), claim: condition(decl.claim, scope) });
    } else if (decl.kind === "value") {
      checkDatedRows(decl.rows, scope);
    } else if (decl.kind === "target" && decl.value !== undefined) {
      const first = elaborate(decl.value.value, scope);
      if (decl.value.to !== undefined) expect(decl.value.to, scope, first.type);
    }
  }
  for (const { decl } of decls) {
    if (decl.kind !== "scheme" && decl.kind !== "pool" && decl.kind !== "stack") continue;
    known.push(...knownIn(decl.body, `${unit.id}.${canonical(decl.naming).id}`, index, scope));
  }
  return { policy: { ...policyInfo(unit, header, scope), bars: [...bars.values()], publicity }, schemes, pools, stacks, always, readings, known, usual };
}

function elaborateAccept(decl: Ast.AcceptDecl, construct: string, policy: number, scope: Scope): Known {
  if (!lintCodes.has(decl.code.value)) scope.report("unknown-finding", decl.code.span, { name: decl.code.value, suggestion: nearest(decl.code.value, [...lintCodes]) ?? "" });
  return {
    code: decl.code.value, construct, policy, because: decl.because.value, ...(decl.name === undefined ? {} : { name: scope.unit.facts.get(decl.name.text)?.id ?? decl.name.text }),
    site: scope.site("accept", decl.span, { name: decl.code.value, cites: decl.cites }),
  };
}

/** Accepted findings and stated cliffs of a scheme, a pool or a stack. */
function knownIn(body: readonly Ast.Stmt[], construct: string, policy: number, scope: Scope): Known[] {
  return body.flatMap((s): Known[] => {
    if (s.kind === "when-block") return knownIn(s.body, construct, policy, scope);
    if (s.kind === "by-reading") return s.arms.flatMap((arm) => knownIn(arm.value, construct, policy, scope));
    if (s.kind === "accept") return [elaborateAccept(s, construct, policy, scope)];
    if (s.kind !== "cliff") return [];
    const fact = s.fact === undefined ? undefined : scope.requireFact(s.fact);
    const value = fact === undefined ? elaborate(s.value, scope) : expect(s.value, scope, fact.type);
    return [{
      code: "cliff", construct, policy, value: value.core, ...(fact === undefined ? {} : { fact: fact.id }), ...(s.because === undefined ? {} : { because: s.because.value }),
      site: scope.site("cliff", s.span, { name: s.fact?.text ?? "", cites: s.cites }),
    }];
  });
}

/** A dated value has one answer a day. */
function checkDatedRows(rows: readonly Ast.ValueRow[], scope: Scope): void {
  const last = (row: Ast.ValueRow): string => row.to?.iso ?? "9999-12-31";
  for (const [i, a] of rows.entries()) {
    if (last(a) < a.from.iso) scope.report("validity-reversed", a.to?.span ?? a.span, { from: a.from.iso, to: last(a) }, { related: { file: scope.unit.file.id, span: a.from.span } });
    for (const b of rows.slice(i + 1)) {
      const start = a.from.iso > b.from.iso ? a.from.iso : b.from.iso;
      if (start > last(a) || start > last(b)) continue;
      scope.report("dated-rows-overlap", b.span, { witness: start }, { related: { file: scope.unit.file.id, span: a.span } });
      return;
    }
  }
}

/** What may stand under one alternative of a reading only; a name is declared under all. */
const ofReadings: ReadonlySet<Ast.Decl["kind"]> = new Set<Ast.Decl["kind"]>(["every-scheme", "bar", "publicity", "always"]);

/** Declarations with the readings under which they stand. */
function flatten(decls: readonly Ast.Decl[], scope: Scope, guards: readonly Guard[]): { decl: Ast.Decl; guards: readonly Guard[] }[] {
  return decls.flatMap((decl) => {
    if (decl.kind !== "by-reading") return [{ decl, guards }];
    const reading = scope.reading(decl.reading);
    if (reading !== undefined) checkArms(reading, decl.arms, decl.reading.span, scope);
    return decl.arms.flatMap((arm) => flatten(arm.value, scope, [...guards, { reading: reading?.qualified ?? "", alternatives: [alternativeId(reading, arm.alternative, scope)] }]));
  });
}

function policyInfo(unit: Unit, header: Ast.PolicyHeader, scope: Scope): Omit<CoreProgram["policies"][number], "bars" | "publicity"> {
  if (header.inForce.length === 0) unit.report("validity-missing", header.id.span);
  return {
    id: unit.id, version: header.version.value, draft: header.draft, titles: titlesOf(header.titles, unit.report),
    site: scope.site("policy", header.id.span, { name: unit.id, titles: header.titles, cites: header.cites }),
    validity: header.inForce.map((line) => {
      const by = scope.requireFact(line.by);
      if (by !== undefined && by.type.kind !== "date") mismatch(scope, line.by.span, "a date|日期", by.type);
      for (const bound of [line.from, ...(line.to === undefined ? [] : [line.to])]) if (bound.inclusive === undefined) unit.report("band-edge-unsaid", bound.span);
      const from = expect(line.from.value, scope, date).core;
      const to = line.to === undefined ? undefined : expect(line.to.value, scope, date).core;
      const reversed = constantDates(from).flatMap((a) => (to === undefined ? [] : constantDates(to)).map((b) => [a, b] as const)).find(([a, b]) => a > b);
      if (reversed !== undefined) unit.report("validity-reversed", line.to?.span ?? line.span, { from: reversed[0], to: reversed[1] }, { related: { file: unit.file.id, span: line.from.span } });
      return {
        site: scope.site("validity", line.span, { name: "in force", cites: line.cites }), guards: [], by: by?.id ?? "",
        from, ...(to === undefined ? {} : { to }), fromInclusive: line.from.inclusive ?? true, toInclusive: line.to?.inclusive ?? true,
      };
    }),
  };
}

/** The dates an expression can be under some reading, where they are written out. */
export function constantDates(expr: Expr): readonly string[] {
  if (expr.op === "date") return [expr.iso];
  return expr.op === "by-reading" ? expr.arms.flatMap((arm) => constantDates(arm.value)) : [];
}

function elaboratePublicity(decl: Extract<Ast.Decl, { kind: "publicity" }>, guards: readonly Guard[], scope: Scope): Publicity<Expr> {
  const dates: Type = { kind: "dates" };
  const fact = (name: Ast.Ident | undefined, type: Type): string | undefined => {
    const symbol = name === undefined ? undefined : scope.requireFact(name);
    if (name !== undefined && symbol !== undefined && symbol.type.kind !== type.kind) mismatch(scope, name.span, type.kind === "date" ? "a date|日期" : "a list of dates|日期列表", symbol.type);
    return symbol?.id;
  };
  const { id } = canonical(decl.naming);
  const holidays = fact(decl.holidays, dates);
  const extraWorkdays = fact(decl.workdays, dates);
  return {
    id, guards, titles: titlesOf(decl.naming.titles, scope.report), from: fact(decl.from, date) ?? "", workingDays: Number(decl.term.count), startsSameDay: decl.startsSameDay,
    site: scope.site("publicity", decl.span, { name: id, titles: decl.naming.titles, cites: decl.cites }),
    ...(holidays === undefined ? {} : { holidays }),
    ...(extraWorkdays === undefined ? {} : { extraWorkdays }),
  };
}

const bodySite = (scope: Scope, kind: string, naming: Ast.Naming): number =>
  scope.site(kind, naming.span, { name: canonical(naming).id, titles: naming.titles });
const siteOf = (scope: Scope, p: Placed, kind: string): number =>
  scope.site(kind, p.statement.span, { name: kind, cites: [...("cites" in p.statement ? p.statement.cites : []), ...p.cites] });

function elaboratePool(decl: Extract<Ast.Decl, { kind: "pool" }>, policy: number, scope: Scope): CoreProgram["pools"][number] {
  const placed = place(decl.body, "pool", scope);
  const name = canonical(decl.naming).id;
  reportDoubles(placed, name, scope);
  const within = ofKind(placed, "within")[0]?.statement.pool;
  const outer = within === undefined ? undefined : scope.unit.pools.get(within.text);
  if (within !== undefined && outer === undefined) scope.report("unknown-pool", within.span, { name: within.text, suggestion: "" });
  // a number of awards cannot be shared in proportion: the order must be said
  const count = ofKind(placed, "cap").find((p) => p.statement.target === "awards");
  const unordered = ofKind(placed, "allocate").filter((p) => p.statement.rule.kind !== "in-order");
  if (count !== undefined && (unordered.length > 0 || ofKind(placed, "allocate").length === 0)) {
    scope.report("count-needs-order", count.statement.span, {}, unordered[0] === undefined ? {} : { related: { file: scope.unit.file.id, span: unordered[0].statement.span } });
  }
  const remaining = ofKind(placed, "remaining")[0]?.statement.fact;
  const remainingFact = remaining === undefined ? undefined : scope.requireFact(remaining);
  return {
    id: `${scope.unit.id}.${name}`, policy, site: bodySite(scope, "pool", decl.naming), titles: titlesOf(decl.naming.titles, scope.report),
    covers: ofKind(placed, "covers").flatMap((p) => everyBut(p.statement, scope) ?? p.statement.members.flatMap((member) => scope.schemeNamed(member)?.qualified ?? [])),
    ...(outer === undefined ? {} : { within: `${scope.unit.id}.${outer.id}` }),
    caps: capsOn("payout", placed, scope),
    numbers: capsOn("awards", placed, scope),
    counts: ofKind(placed, "counts").map((p) => ({ site: siteOf(scope, p, "counts"), guards: p.guards, ...conjunction(p, scope), share: shareOf(p.statement.value, scope) })),
    ...(remainingFact === undefined ? {} : { remaining: remainingFact.id }),
    allocation: ofKind(placed, "allocate").map((p) => {
      const { rule } = p.statement;
      const by = "by" in rule && rule.by !== undefined ? scope.requireFact(rule.by) : undefined;
      const common = { site: siteOf(scope, p, "allocate"), guards: p.guards, rule: rule.kind, ...(by === undefined ? {} : { by: by.id }) };
      if (rule.kind !== "ranked") return common;
      const ties = typeof rule.ties === "string" ? rule.ties : { by: scope.requireFact(rule.ties)?.id ?? "" };
      return { ...common, places: Number(rule.places), ties };
    }),
    residue: ofKind(placed, "residue").map((p) => ({ site: siteOf(scope, p, "residue"), guards: p.guards, rule: p.statement.rule })),
  };
}

/** `covers every scheme except a, b`: the schemes of the policy that are not named. */
function everyBut(covers: Ast.Stmt & { readonly kind: "covers" }, scope: Scope): readonly string[] | undefined {
  if (covers.every !== true) return undefined;
  const except = covers.members.map((member) => scope.schemeNamed(member)?.qualified);
  return [...new Set(scope.unit.schemes.values())].map((scheme) => scheme.qualified).filter((id) => !except.includes(id));
}

/** `counts payout` or `counts SHARE of payout`: the fraction of an award that counts. */
function shareOf(value: Ast.Expr, scope: Scope): Expr {
  const isPayout = (expr: Ast.Expr): boolean => expr.kind === "name" && (expr.name.text === "payout" || expr.name.text === "补助额");
  if (isPayout(value)) return { op: "number", value: "1" };
  if (value.kind === "percent-of" && isPayout(value.base)) return expect(value.rate, scope, percent).core;
  if (value.kind !== "broken") mismatch(scope, value.span, "`payout`, or a share of it|“补助额”或其比例", { kind: "any" });
  return { op: "number", value: "1" };
}

function elaborateStack(decl: Extract<Ast.Decl, { kind: "stack" }>, policy: number, scope: Scope): CoreProgram["stacks"][number] {
  const placed = place(decl.body, "stack", scope);
  const name = canonical(decl.naming).id;
  reportDoubles(placed, name, scope);
  const cost = ofKind(placed, "shares")[0]?.statement.cost;
  const costFact = cost === undefined ? undefined : scope.requireFact(cost);
  return {
    id: `${scope.unit.id}.${name}`, policy, site: bodySite(scope, "stack", decl.naming), titles: titlesOf(decl.naming.titles, scope.report),
    members: ofKind(placed, "covers").flatMap((p): readonly { readonly scheme?: string; readonly fact?: string }[] => everyBut(p.statement, scope)?.map((id) => ({ scheme: id })) ?? p.statement.members.flatMap((member): { readonly scheme?: string; readonly fact?: string }[] => {
      // support from elsewhere is a money fact
      const fact = scope.unit.facts.get(member.text);
      if (fact !== undefined && fact.type.kind === "money") return [{ fact: fact.id }];
      const scheme = scope.schemeNamed(member);
      return scheme === undefined ? [] : [{ scheme: scheme.qualified }];
    })),
    ...(costFact === undefined ? {} : { cost: costFact.id }),
    relations: ofKind(placed, "relation").map((p) => {
      const { relation, silent, givesWay, inPrinciple } = p.statement;
      return {
        site: siteOf(scope, p, "relation"), guards: p.guards, ...conjunction(p, scope), relation: relation.kind, silent, ...(inPrinciple === true ? { inPrinciple } : {}),
        ...(relation.kind === "together" ? { ceiling: expect(relation.ceiling, scope, money).core } : {}),
        ...(givesWay === undefined ? {} : { givesWay: scope.schemeNamed(givesWay)?.qualified ?? "" }),
      };
    }),
  };
}
