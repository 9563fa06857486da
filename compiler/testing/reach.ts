import { expressionsOf } from "../link.js";
import { parts, type CoreProgram, type CoreScheme, type Expr } from "../ir/core.js";

/** What a scheme reads, other schemes and pools included: more than it says itself. */

/** An expression and all inside it, definitions and other schemes not followed. */
export function* inside(expr: Expr): Generator<Expr> {
  yield expr;
  for (const part of parts(expr)) yield* inside(part);
}

interface Index {
  readonly schemes: ReadonlyMap<string, CoreScheme>;
  readonly pools: ReadonlyMap<string, readonly CoreProgram["pools"][number][]>;
}
const indexes = new WeakMap<CoreProgram, Index>();

function indexOf(program: CoreProgram): Index {
  const known = indexes.get(program);
  if (known !== undefined) return known;
  const schemes = new Map<string, CoreScheme>();
  for (const scheme of program.schemes) if (!schemes.has(scheme.id)) schemes.set(scheme.id, scheme);
  const pools = new Map<string, CoreProgram["pools"][number][]>();
  for (const pool of program.pools) for (const id of new Set(pool.covers)) pools.set(id, [...(pools.get(id) ?? []), pool]);
  const made = { schemes, pools };
  indexes.set(program, made);
  return made;
}

/** Every expression of a scheme and of the pools that cover it. */
export function expressionsFor(program: CoreProgram, scheme: CoreScheme): readonly Expr[] {
  const pools = indexOf(program).pools.get(scheme.id) ?? [];
  return [
    ...expressionsOf(scheme),
    ...(program.policies[scheme.policy]?.validity.flatMap((span) => [span.from, ...(span.to === undefined ? [] : [span.to])]) ?? []),
    ...pools.flatMap((pool) => [...pool.caps.map((cap) => cap.value), ...pool.counts.map((count) => count.share)]),
  ];
}

/** Schemes that a scheme asks, itself included. */
export function schemesAsked(program: CoreProgram, ids: readonly string[]): readonly CoreScheme[] {
  const found = new Map<string, CoreScheme>();
  const visit = (id: string): void => {
    const scheme = indexOf(program).schemes.get(id);
    if (scheme === undefined || found.has(id)) return;
    found.set(id, scheme);
    for (const expr of expressionsFor(program, scheme)) {
      for (const one of inside(expr)) if (one.op === "payout-of" || one.op === "ceiling-of" || one.op === "cap-of") visit(one.scheme);
    }
  };
  ids.forEach(visit);
  return [...found.values()];
}

/** Ids of the facts that decide what these schemes pay, in the order of the program. */
export function factsRead(program: CoreProgram, ids: readonly string[]): readonly string[] {
  const read = new Set<string>();
  for (const scheme of schemesAsked(program, ids)) {
    for (const id of scheme.facts) read.add(id);
    for (const expr of expressionsFor(program, scheme)) {
      for (const one of inside(expr)) if (one.op === "fact" || one.op === "in-year") read.add(one.fact);
    }
    for (const plan of scheme.instalments) for (const retest of plan.retests) read.add(retest.fact).add(retest.as);
    for (const cap of scheme.caps) if (cap.counting !== undefined) read.add(cap.counting);
    for (const pool of indexOf(program).pools.get(scheme.id) ?? []) if (pool.remaining !== undefined) read.add(pool.remaining);
    for (const span of program.policies[scheme.policy]?.validity ?? []) read.add(span.by);
  }
  return program.facts.map((fact) => fact.id).filter((id) => read.has(id));
}

/** Facts that stand for the tested date of a policy. */
export const testedDates = (program: CoreProgram): ReadonlySet<string> =>
  new Set(program.policies.flatMap((policy) => policy.validity.map((span) => span.by)));
