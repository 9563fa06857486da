import { formatDay, type Day } from "../../runtime/date.js";
import { prepare, settle, type Prepared } from "../../runtime/evaluate.js";
import { FactReader } from "../../runtime/input.js";
import { Ledger } from "../../runtime/ledger.js";
import type { FactInfo, Program } from "../../runtime/program.js";
import { parseRational, type Rational } from "../../runtime/rational.js";
import type { Award } from "../../runtime/result.js";
import type { Value } from "../../runtime/value.js";
import { parts, type CoreProgram, type CoreScheme, type Expr } from "../ir/core.js";

/**
 * What the applications for a scheme usually look like, found out from the declared facts alone: values near the
 * numbers of the rules are tried, and those that leave the application eligible are kept.
 */
export interface FactProfile {
  readonly fact: FactInfo;
  /** Values, as a text table writes them, that leave an otherwise good application good; dates are days from the application. */
  readonly good: readonly string[];
  readonly all: readonly string[];
  /** Amounts and quantities are drawn between these; undefined for listed values. */
  readonly range?: { readonly good: readonly [number, number]; readonly all: readonly [number, number] };
  /** Known only once an authority has decided, or left to the ledger. */
  readonly open: number;
}

export interface SchemeProfile {
  readonly scheme: string;
  readonly policy: number;
  readonly subjects: readonly string[];
  /** Subjects whose payments are counted by the year: they apply again and again. */
  readonly yearly: readonly string[];
  readonly facts: readonly FactProfile[];
}

const numeric = new Set(["money", "percent", "number", "integer"]);
const number = (value: Rational): number => Number(value.n) / Number(value.d);

function walk(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  for (const part of parts(expr)) walk(part, visit);
}

/** Every expression of a scheme. */
function expressions(value: unknown, found: Expr[] = []): readonly Expr[] {
  if (Array.isArray(value)) for (const item of value) expressions(item, found);
  else if (typeof value === "object" && value !== null) {
    if ("op" in value) found.push(value as Expr);
    else for (const item of Object.values(value)) expressions(item, found);
  }
  return found;
}

/** Numbers that a fact is compared with, and the largest amount of the scheme. */
function landmarks(scheme: CoreScheme): { readonly near: ReadonlyMap<string, readonly number[]>; readonly largest: number } {
  const near = new Map<string, number[]>();
  let largest = 0;
  const inside = (expr: Expr): { readonly facts: readonly string[]; readonly numbers: readonly number[] } => {
    const facts: string[] = [];
    const numbers: number[] = [];
    const look = (one: Expr, depth: number): void => {
      walk(one, (e) => {
        if (e.op === "fact" || e.op === "in-year") facts.push(e.fact);
        else if (e.op === "number") numbers.push(number(parseRational(e.value)));
        else if (e.op === "definition" && depth < 4) {
          const definition = scheme.definitions[e.index];
          if (definition !== undefined) look(definition.value, depth + 1);
        }
      });
    };
    look(expr, 0);
    return { facts, numbers };
  };
  for (const expr of expressions(scheme)) {
    walk(expr, (e) => {
      if (e.op === "number") largest = Math.max(largest, number(parseRational(e.value)));
      if (e.op !== "compare") return;
      for (const [side, other] of [[e.left, e.right], [e.right, e.left]] as const) {
        const { numbers } = inside(other);
        for (const fact of inside(side).facts) near.set(fact, [...(near.get(fact) ?? []), ...numbers]);
      }
    });
  }
  return { near, largest };
}

/** Facts that decisions, the ledger or a pool's remainder bring: mostly not in an application. */
function openness(core: CoreProgram, scheme: CoreScheme): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  for (const cap of scheme.caps) if (cap.counting !== undefined) open.set(cap.counting, 1);
  for (const pool of core.pools) if (pool.remaining !== undefined) open.set(pool.remaining, 1);
  for (const award of scheme.awards) {
    if (award.decided?.as === undefined) continue;
    const own = new Set<string>();
    walk(award.value, (e) => { if (e.op === "fact") own.add(e.fact); });
    walk(award.decided.as, (e) => { if (e.op === "fact" && !own.has(e.fact) && core.facts.find((f) => f.id === e.fact)?.kind === "money" && !open.has(e.fact)) open.set(e.fact, 0.4); });
  }
  return open;
}

const spread = [0.3, 0.8, 1, 1.5, 4] as const;

function candidates(fact: FactInfo, near: readonly number[], largest: number): readonly string[] {
  const clip = (value: number): number => Math.min(Math.max(value, fact.from === undefined ? 0 : Number(fact.from)), fact.to === undefined ? Infinity : Number(fact.to));
  switch (fact.kind) {
    case "yes-no": return ["true", "false"];
    case "one-of": return [...(fact.members ?? []).map((member) => member.id), ...(fact.orOther === true ? ["other"] : [])];
    case "date": return ["0", "-30", "-200", "-800", "200"];
    case "date-or-none": return ["none", "-30", "-200", "-1500"];
    case "money": {
      const marks = near.filter((value) => value >= 1).length > 0 ? near.filter((value) => value >= 1) : [largest >= 100 ? largest : 100_000];
      return [...new Set(marks.flatMap((mark) => spread.map((by) => clip(mark * by).toFixed(2))))];
    }
    case "percent": return [...new Set([...near.flatMap((value) => [value * 100 * 0.7, value * 100, value * 100 * 1.1]), 30, 100].map((value) => String(Math.round(clip(value)))))];
    case "integer": return [...new Set([...near.flatMap((value) => [value - 1, value, value + 1]), 1, 2, 3].map((value) => String(Math.round(clip(Math.max(0, value))))))];
    case "number": return [...new Set([...near, ...(near.length === 0 ? [100] : [])].flatMap((mark) => spread.map((by) => String(Number(clip(mark * by).toFixed(2))))))];
    default: return [];
  }
}

/** How far an award is from being paid; 0 for one that is. */
function distance(award: Award | undefined): number {
  if (award === undefined) return 1000;
  switch (award.status) {
    case "eligible": return award.exact?.n === 0n ? 2 : award.exact === undefined ? 0.5 : 0;
    case "case-by-case": return 3;
    case "elsewhere": return 20;
    case "undetermined": return 4 + award.missing.length;
    case "not-in-force": return 500;
    default: return 50 + award.reasons.length;
  }
}

export class Profiler {
  private readonly prepared: Prepared;
  private readonly reader: FactReader;

  constructor(private readonly core: CoreProgram, private readonly program: Program) {
    this.prepared = prepare(program);
    this.reader = new FactReader(program);
  }

  private value(fact: FactInfo, text: string, on: Day): Value | undefined {
    const given = fact.kind === "yes-no" ? text === "true"
      : fact.kind === "date" || fact.kind === "date-or-none" ? (text === "none" ? null : formatDay(on + Number(text))) : text;
    const read = this.reader.one(fact, given);
    return "value" in read ? read.value : undefined;
  }

  /** Tries values on a day on which the scheme takes applications. */
  profile(index: number, on: Day): SchemeProfile {
    const scheme = this.core.schemes[index] as CoreScheme;
    const { near, largest } = landmarks(scheme);
    const open = openness(this.core, scheme);
    const tested = new Set(this.prepared.dates);
    const facts = this.core.facts.filter((fact) => scheme.facts.includes(fact.id) && !tested.has(fact.id) && !fact.byYear);
    const tried = new Map(facts.map((fact) => [fact.id, candidates(fact, near.get(fact.id) ?? [], largest)]));
    const chosen = new Map<string, string>();
    const score = (change?: readonly [string, string]): number => {
      const values = new Map(this.reader.defaults);
      for (const fact of facts) {
        const text = change?.[0] === fact.id ? change[1] : chosen.get(fact.id);
        const value = text === undefined || (open.get(fact.id) ?? 0) > 0 ? undefined : this.value(fact, text, on);
        if (value !== undefined) values.set(fact.id, value);
      }
      const { awards } = settle(this.prepared, { id: "", facts: values, subjects: {}, schemes: [scheme.id] }, new Ledger(), { on, trace: false });
      return distance(awards.find((one) => one.scheme === this.program.schemes[index])?.award);
    };
    for (const fact of facts) {
      const [first] = tried.get(fact.id) ?? [];
      if (first !== undefined && fact.ifAbsent === undefined) chosen.set(fact.id, first);
    }
    // what the policy closes by itself stays as it is closed, as long as anything else helps
    for (let pass = 0; pass < 4 && score() > 0; pass++) {
      for (const fact of facts.filter((one) => pass >= 2 || one.ifAbsent === undefined)) {
        let best = score();
        for (const text of tried.get(fact.id) ?? []) {
          const found = score([fact.id, text]);
          if (found < best) {
            best = found;
            chosen.set(fact.id, text);
          }
        }
      }
    }
    const base = score();
    const profiles = facts.flatMap((fact): readonly FactProfile[] => {
      const all = tried.get(fact.id) ?? [];
      if (all.length === 0) return [];
      const good = all.filter((text) => score([fact.id, text]) <= base);
      const kept = good.length > 0 ? good : [chosen.get(fact.id) ?? (all[0] as string)];
      const span = (texts: readonly string[]): readonly [number, number] => [Math.min(...texts.map(Number)), Math.max(...texts.map(Number))];
      const often = open.get(fact.id) ?? (fact.ifAbsent === undefined ? 0 : 0.95);
      return [{ fact, good: kept, all, open: often, ...(numeric.has(fact.kind) && fact.kind !== "integer" ? { range: { good: span(kept), all: span(all) } } : {}) }];
    });
    return {
      scheme: scheme.id, policy: scheme.policy, subjects: [...new Set([...scheme.subjects, ...scheme.caps.flatMap((cap) => cap.subjects), ...(scheme.limits ?? []).flatMap((limit) => limit.subjects)])],
      yearly: [...new Set(scheme.caps.filter((cap) => cap.perYear).flatMap((cap) => cap.subjects))], facts: profiles,
    };
  }
}
