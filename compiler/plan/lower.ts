import type { CoreProgram, CoreScheme } from "../ir/core.js";
import type { Plan, SchemePlan } from "./ir.js";
import { SchemeLowerer } from "./scheme.js";
import { Unsayable } from "./terms.js";

/** The core in whole numbers. What cannot be said so is left to the general evaluator, with the reason. */

const columnName = (id: string): string => id.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_");
export interface PlanOptions {
  /** Alternatives other than the defaults, fixed in the code. */
  readonly readings?: Readonly<Record<string, string>>;
}

export function planOf(program: CoreProgram, options: PlanOptions = {}): Plan {
  const readings = new Map(Object.entries(options.readings ?? {}));
  const done = new Map<string, SchemePlan>();
  const schemes: SchemePlan[] = [];
  const left: { id: string; why: string }[] = [];
  const taken = new Set<string>();
  const facts = new Map(program.facts.map((fact) => [fact.id, fact]));
  const order = new Map(program.facts.map((fact, i) => [fact.id, i]));
  const versions = new Map<string, number>();
  for (const scheme of program.schemes) versions.set(scheme.id, (versions.get(scheme.id) ?? 0) + 1);
  for (const scheme of inOrder(program)) {
    const version = program.policies[scheme.policy]?.version ?? "";
    const base = columnName((versions.get(scheme.id) ?? 1) > 1 ? `${scheme.id} ${version}` : scheme.id);
    let column = base;
    for (let n = 2; taken.has(column); n++) column = `${base}_${n}`;
    taken.add(column);
    try {
      const plan = new SchemeLowerer(program, readings, done, facts, order).scheme(scheme, column);
      schemes.push(plan);
      if (versions.get(scheme.id) === 1) done.set(scheme.id, plan);
    } catch (reason) {
      if (!(reason instanceof Unsayable)) throw reason;
      left.push({ id: scheme.id, why: reason.message });
    }
  }
  return { schemes, left };
}

/** Schemes after those whose payout they ask for. */
function inOrder(program: CoreProgram): readonly CoreScheme[] {
  const asked = (value: unknown, found: Set<string>): Set<string> => {
    if (typeof value !== "object" || value === null) return found;
    const node = value as { readonly op?: string; readonly scheme?: string };
    if ((node.op === "payout-of" || node.op === "ceiling-of") && node.scheme !== undefined) found.add(node.scheme);
    for (const child of Array.isArray(value) ? value : Object.values(value)) asked(child, found);
    return found;
  };
  const byId = new Map<string, CoreScheme[]>();
  for (const scheme of program.schemes) byId.set(scheme.id, [...(byId.get(scheme.id) ?? []), scheme]);
  const ordered = new Set<CoreScheme>();
  const enter = (scheme: CoreScheme): void => {
    if (ordered.has(scheme)) return;
    for (const id of asked([scheme.awards, scheme.caps, scheme.definitions, scheme.requirements, scheme.deductions, scheme.floors], new Set())) {
      for (const other of byId.get(id) ?? []) if (other !== scheme) enter(other);
    }
    ordered.add(scheme);
  };
  for (const scheme of program.schemes) enter(scheme);
  return [...ordered];
}
