import { rational, toText } from "../../runtime/rational.js";
import type { FactInfo } from "../../runtime/program.js";
import type { CoreProgram } from "../ir/core.js";
import { ends, stepsOf } from "./facts.js";
import { safe } from "./ir.js";
import { planOf, type PlanOptions } from "./lower.js";

/** A fact that alone would let a scheme compute in doubles, and the largest value it may then be declared to have. */
export interface Narrower {
  readonly fact: string;
  /** In the fact's unit, as a policy states it. */
  readonly to: string;
}

/** Which range of which fact keeps every value of a scheme below 2^53; none where no single fact can. */
export function narrowerRanges(program: CoreProgram, scheme: string, options: PlanOptions = {}): readonly Narrower[] {
  const only = { ...program, schemes: program.schemes.filter((one) => one.id === scheme || asks(program, scheme).has(one.id)) };
  const widest = (facts: readonly FactInfo[]): bigint => planOf({ ...only, facts }, options).schemes.find((one) => one.id === scheme)?.widestInDoubles.size ?? 0n;
  const wanted = planOf(only, options).schemes.find((one) => one.id === scheme)?.facts ?? [];
  return program.facts.filter((fact) => wanted.includes(fact.id) && stepsOf[fact.kind] !== undefined).flatMap((fact) => {
    const scale = fact.kind === "percent" ? 100n : (stepsOf[fact.kind] ?? 1n);
    const shown = (steps: bigint): string => toText(rational(steps, scale));
    const fits = (most: bigint): boolean => widest(program.facts.map((one) => (one === fact ? { ...one, to: shown(most) } : one))) <= safe;
    const { least, most } = ends(fact);
    if (!fits(least)) return [];
    let [low, high] = [least, most];
    while (high - low > 1n) {
      const middle = (low + high) / 2n;
      if (fits(middle)) low = middle; else high = middle;
    }
    return [{ fact: fact.id, to: shown(low) }];
  });
}

/** Schemes on whose payout a scheme hangs. */
function asks(program: CoreProgram, scheme: string): ReadonlySet<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { readonly op?: string; readonly scheme?: string };
    if (node.scheme !== undefined && /^(?:payout|ceiling|cap)-of$/.test(node.op ?? "") && !found.has(node.scheme)) {
      found.add(node.scheme);
      walk(program.schemes.filter((one) => one.id === node.scheme));
    }
    for (const child of Array.isArray(value) ? value : Object.values(value)) walk(child);
  };
  walk(program.schemes.filter((one) => one.id === scheme));
  return found;
}
