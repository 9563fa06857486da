import type { Subjects } from "../../runtime/ledger.js";
import { parts, type CoreProgram, type Expr } from "../ir/core.js";

/**
 * Which applications share an account of the ledger. Accounts belong to a scheme and the ids of its subjects; a scheme
 * that asks for the award of another reads that one's accounts too. Applications that share none can be settled apart.
 */
export class Sharing {
  private readonly names = new Map<string, ReadonlySet<string>>();
  private readonly all: readonly string[];

  constructor(program: CoreProgram) {
    const own = new Map<string, Set<string>>();
    const asks = new Map<string, Set<string>>();
    for (const scheme of program.schemes) {
      const names = own.get(scheme.id) ?? new Set<string>();
      for (const name of [...(scheme.once ? scheme.subjects : []), ...scheme.caps.flatMap((cap) => cap.subjects), ...(scheme.limits ?? []).flatMap((limit) => limit.subjects)]) names.add(name);
      own.set(scheme.id, names);
      const asked = asks.get(scheme.id) ?? new Set<string>();
      collect(scheme, asked);
      asks.set(scheme.id, asked);
    }
    const reach = (id: string, seen: Set<string>): Set<string> => {
      if (seen.has(id)) return seen;
      seen.add(id);
      for (const next of asks.get(id) ?? []) reach(next, seen);
      return seen;
    };
    for (const id of own.keys()) this.names.set(id, new Set([...reach(id, new Set())].flatMap((one) => [...(own.get(one) ?? [])])));
    this.all = [...own.keys()];
  }

  /**
   * The text by which applications that share an account are told: all of them give the same. Undefined where the
   * accounts of two kinds of subjects meet in one application, so that no such text exists.
   */
  keyOf(id: string, subjects: Subjects, schemes: readonly string[] | undefined): string | undefined {
    let name: string | undefined;
    for (const scheme of schemes ?? this.all) {
      for (const one of this.names.get(scheme) ?? []) {
        if (!Object.hasOwn(subjects, one) || one === name) continue;
        if (name !== undefined) return undefined;
        name = one;
      }
    }
    return name === undefined ? id : (subjects[name] ?? id);
  }
}

/** Schemes whose award an expression of the scheme asks for. */
function collect(value: unknown, asked: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, asked);
  else if (typeof value === "object" && value !== null) {
    if ("op" in value) walk(value as Expr, asked);
    else for (const item of Object.values(value)) collect(item, asked);
  }
}

function walk(expr: Expr, asked: Set<string>): void {
  if (expr.op === "payout-of" || expr.op === "ceiling-of" || expr.op === "cap-of") asked.add(expr.scheme);
  for (const part of parts(expr)) walk(part, asked);
}

/** A number from 0 to below `count`, the same on every machine. */
export function shardOf(key: string, count: number): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16_777_619);
  // the low bits of this hash follow the last character
  hash ^= hash >>> 15;
  return (hash >>> 0) % count;
}
