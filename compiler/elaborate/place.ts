import { spell, type Ast, type KeywordId } from "../../grammar/index.js";
import type { Guard } from "../../runtime/program.js";
import type { Expr } from "../ir/core.js";
import { alternativeId, and, checkArms, condition } from "./expression.js";
import type { Scope } from "./scope.js";

/** Statements of a scheme, a pool or a stack with what surrounds each: readings, conditions, citations. */

type Kind = Ast.Stmt["kind"];
export type StatementOf<K extends Kind> = Extract<Ast.Stmt, { readonly kind: K }>;

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
  uplift: "raisePayout", term: "term", "no-duplication": "noDuplication", funded: "fundedBy", repay: "repay",
  note: "note", accept: "accept", cliff: "cliff", "when-block": "when", "by-reading": "byReading", bar: "bar", covers: "covers", within: "within", counts: "counts",
  remaining: "remaining", allocate: "allocate", residue: "residue", shares: "sharedCost", relation: "relation",
};

const places = {
  scheme: ["scope", "fact", "require", "window", "deadline", "award", "case-by-case", "plus", "where", "cap", "uplift", "term", "no-duplication", "funded", "repay", "floor", "deduct", "round", "instalments", "elsewhere", "note", "accept", "cliff", "when-block", "by-reading", "bar"],
  pool: ["fact", "covers", "within", "cap", "counts", "remaining", "allocate", "residue", "accept", "by-reading"],
  stack: ["fact", "covers", "shares", "relation", "accept", "by-reading"],
} as const satisfies Readonly<Record<string, readonly Kind[]>>;

export const placeNames = { scheme: "a scheme|项目", pool: "a pool|资金池", stack: "a stack|叠加" } as const;

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
export const together = (a: readonly Guard[], b: readonly Guard[]): boolean =>
  a.every((guard) => b.every((other) => guard.reading !== other.reading || guard.alternatives.some((x) => other.alternatives.includes(x))));

export function reportDoubles(placed: readonly Placed[], owner: string, scope: Scope): void {
  const single: readonly Kind[] = ["scope", "award", "case-by-case", "round", "instalments", "no-duplication", "funded", "within", "remaining", "allocate", "residue", "counts", "relation", "covers", "shares"];
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
  const own = "when" in placed.statement && placed.statement.when !== undefined && placed.statement.kind !== "elsewhere" && placed.statement.kind !== "repay" && placed.statement.kind !== "uplift" ? [placed.statement.when] : [];
  const all = [...placed.when, ...own].map((expr) => condition(expr, scope));
  return all.length === 0 ? {} : { when: and(all) };
};

export const ofKind = <K extends Kind>(placed: readonly Placed[], kind: K): Placed<StatementOf<K>>[] =>
  placed.filter((p): p is Placed<StatementOf<K>> => p.statement.kind === kind);

/** A condition that holds only under some alternatives of readings. */
export function guarded(guards: readonly Guard[], test: Expr, scope: Scope): Expr {
  return guards.reduceRight<Expr>((inner, guard) => {
    const reading = [...scope.unit.readings.values()].find((r) => r.qualified === guard.reading);
    return { op: "by-reading", reading: guard.reading, arms: (reading?.alternatives ?? []).map((a) => ({ alternative: a.id, value: guard.alternatives.includes(a.id) ? inner : { op: "yes-no", value: false } })) };
  }, test);
}
