import { formatDay, parseDay } from "../runtime/date.js";
import type { Site } from "../runtime/program.js";
import { factDifference, type FactSymbol, type Unit } from "./declare.js";
import { constantDates, elaboratePolicy, type PolicyPart } from "./elaborate/policy.js";
import { parts, type CoreProgram, type CoreScheme, type Expr } from "./ir/core.js";

/** Policies to one program: facts shared by name, versions in order of time, no cycles between schemes. */
export function link(units: readonly Unit[], options: { readonly drafts: boolean }, elaborate = elaboratePolicy): CoreProgram {
  const sites: Site[] = [];
  const all = units.flatMap((unit) => (unit.ast.header?.kind === "policy" ? [{ unit, header: unit.ast.header }] : []));
  // a draft is checked like any other, but takes part only when asked for
  for (const { unit, header } of all) if (header.draft && !options.drafts) elaboratePolicy(unit, header, 0, []);
  const policies = all
    .filter(({ header }) => options.drafts || !header.draft)
    .sort((a, b) => (a.unit.id === b.unit.id ? (a.header.version.value < b.header.version.value ? -1 : 1) : a.unit.id < b.unit.id ? -1 : 1));
  const elaborated = policies.map(({ unit, header }, index) => ({ unit, part: elaborate(unit, header, index, sites) }));
  checkVersions(elaborated);
  const schemes = elaborated.flatMap(({ part }) => part.schemes);
  checkCycles(schemes, elaborated);
  checkPools(elaborated);
  const readings = new Map(elaborated.flatMap(({ part }) => part.readings.map((reading) => [reading.id, reading] as const)));
  return {
    format: 1,
    policies: elaborated.map(({ part }) => part.policy),
    facts: linkFacts(policies.map(({ unit }) => unit)).map((fact) => fact.info),
    readings: [...readings.values()],
    schemes,
    pools: elaborated.flatMap(({ part }) => part.pools),
    stacks: elaborated.flatMap(({ part }) => part.stacks),
    always: elaborated.flatMap(({ part }) => part.always),
    known: elaborated.flatMap(({ part }) => part.known),
    usual: elaborated.flatMap(({ part }) => part.usual),
    sites,
  };
}

/** Facts are one table for the whole program: the same name means the same thing everywhere. */
function linkFacts(units: readonly Unit[]): readonly FactSymbol[] {
  const facts = new Map<string, FactSymbol>();
  const reported = new Set<string>();
  for (const unit of units) {
    for (const fact of new Set(unit.facts.values())) {
      const other = facts.get(fact.id);
      if (other === undefined) facts.set(fact.id, fact);
      else if (other !== fact && !reported.has(fact.id)) {
        const difference = factDifference(fact, other);
        if (difference !== undefined) {
          reported.add(fact.id);
          fact.unit.report("fact-declared-differently", fact.span, { name: fact.names[0] ?? fact.id, difference }, { related: { file: other.unit.file.id, span: other.span } });
        }
      }
    }
  }
  return [...facts.values()];
}

type Elaborated = readonly { readonly unit: Unit; readonly part: PolicyPart }[];

function checkVersions(elaborated: Elaborated): void {
  for (const [i, a] of elaborated.entries()) {
    for (const b of elaborated.slice(i + 1)) {
      if (a.unit.id !== b.unit.id || a.part.policy.draft || b.part.policy.draft) continue;
      for (const x of a.part.policy.validity) {
        for (const y of b.part.policy.validity) {
          const day = (expr: Expr, last: boolean): number | undefined => {
            const days = constantDates(expr).flatMap((iso) => parseDay(iso) ?? []);
            return days.length === 0 ? undefined : last ? Math.max(...days) : Math.min(...days);
          };
          const end = ({ to }: typeof x): number | undefined => (to === undefined ? Infinity : day(to, true));
          const [xFrom, xTo, yFrom, yTo] = [day(x.from, false), end(x), day(y.from, false), end(y)];
          if (xTo === undefined || yTo === undefined) continue;
          const start = Math.max((xFrom ?? -Infinity) + (x.fromInclusive ? 0 : 1), (yFrom ?? -Infinity) + (y.fromInclusive ? 0 : 1));
          const close = Math.min(xTo - (x.toInclusive ? 0 : 1), yTo - (y.toInclusive ? 0 : 1));
          if (start > close) continue;
          const at = b.unit.ast.header?.kind === "policy" ? (b.unit.ast.header.inForce[0]?.span ?? b.unit.ast.header.id.span) : { start: 0, end: 0 };
          const other = a.unit.ast.header?.kind === "policy" ? (a.unit.ast.header.inForce[0]?.span ?? a.unit.ast.header.id.span) : { start: 0, end: 0 };
          b.unit.report("versions-overlap", at, { first: a.part.policy.version, second: b.part.policy.version, name: b.unit.id, witness: formatDay(Number.isFinite(start) ? start : close) }, { related: { file: a.unit.file.id, span: other } });
        }
      }
    }
  }
}

/** Schemes that an expression asks for. */
function asked(expr: Expr): readonly string[] {
  const own = expr.op === "payout-of" || expr.op === "ceiling-of" || expr.op === "cap-of" ? [expr.scheme] : [];
  return [...own, ...parts(expr).flatMap(asked)];
}

export function expressionsOf(scheme: CoreScheme): readonly Expr[] {
  const some = (...list: readonly (Expr | undefined)[]): readonly Expr[] => list.filter((expr) => expr !== undefined);
  return [
    ...scheme.definitions.map((d) => d.value),
    ...scheme.requirements.flatMap((r) => some(r.when, r.test, r.unless)),
    ...scheme.elsewhere.map((e) => e.test),
    ...scheme.awards.flatMap((a) => some(a.when, a.value, a.cap, a.decided?.as)),
    ...scheme.deductions.flatMap((d) => some(d.when, d.value)),
    ...scheme.caps.flatMap((c) => some(c.when, c.value)),
    ...scheme.floors.flatMap((f) => some(f.when, f.value)),
    ...scheme.notes.flatMap((n) => some(n.when)),
    ...(scheme.limits ?? []).flatMap((limit) => some(limit.when, limit.value)),
    ...(scheme.repayments ?? []).flatMap((r) => some(r.when, r.test, r.value)),
    ...scheme.instalments.flatMap((i) => i.parts.flatMap((part) => some(part.when, ...part.lapses.map((lapse) => lapse.test)))),
  ];
}

const needed = new WeakMap<CoreScheme, ReadonlySet<string>>();

/** Schemes that a scheme asks for; a scheme that is kept is looked through once. */
function needsOf(scheme: CoreScheme): ReadonlySet<string> {
  const found = needed.get(scheme) ?? new Set(expressionsOf(scheme).flatMap(asked));
  needed.set(scheme, found);
  return found;
}

function checkCycles(schemes: readonly CoreScheme[], elaborated: Elaborated): void {
  const needs = new Map(schemes.map((scheme) => [scheme.id, needsOf(scheme)]));
  const done = new Set<string>();
  const walk = (id: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
    if (done.has(id)) return undefined;
    for (const next of needs.get(id) ?? []) {
      const cycle = walk(next, [...path, id]);
      if (cycle !== undefined) return cycle;
    }
    done.add(id);
    return undefined;
  };
  for (const scheme of schemes) {
    const cycle = walk(scheme.id, []);
    if (cycle === undefined) continue;
    for (const { unit } of elaborated) {
      const symbol = [...unit.schemes.values()].find((s) => cycle.includes(s.qualified));
      if (symbol === undefined) continue;
      unit.report("scheme-cycle", symbol.span, { cycle: cycle.join(" → ") });
      return;
    }
  }
}

function checkPools(elaborated: Elaborated): void {
  for (const { unit, part } of elaborated) {
    for (const pool of part.pools) {
      const path = [pool.id];
      for (let next = pool.within; next !== undefined; next = part.pools.find((p) => p.id === next)?.within) {
        const closed = path.includes(next);
        path.push(next);
        if (!closed) continue;
        const symbol = [...unit.pools.values()].find((p) => `${unit.id}.${p.id}` === pool.id);
        unit.report("scheme-cycle", symbol?.span ?? { start: 0, end: 0 }, { cycle: path.join(" → ") });
        return;
      }
    }
  }
}
