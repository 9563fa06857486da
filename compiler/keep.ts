import type { Ast, Parsed, SourceFile } from "../grammar/index.js";
import type { Site } from "../runtime/program.js";
import { declare, linkImports, type Unit } from "./declare.js";
import { createSink, type Diagnostic, type Sink } from "./diagnostics/diagnostic.js";
import { elaboratePolicy, type PolicyPart } from "./elaborate/policy.js";

/** For a caller that compiles again after each edit: what a file gave is kept while it and the files it uses stay the same. */
export interface CompileCache {
  readonly parsed: Map<string, { readonly text: string; readonly parsed: Parsed }>;
  readonly citations: Map<string, { readonly ast: Ast.File; readonly sources: readonly (string | undefined)[]; readonly diagnostics: readonly Diagnostic[] }>;
  readonly units: Map<string, KeptUnit>;
}

export const createCache = (): CompileCache => ({ parsed: new Map(), citations: new Map(), units: new Map() });

/** A unit with what was said of it alone; what later stages say is cut off again before the next compilation. */
export interface KeptUnit {
  readonly unit: Unit;
  readonly sink: Sink;
  readonly uses: readonly (readonly Unit[] | undefined)[];
  /** How many diagnostics come from declaring and linking. */
  readonly declared: number;
  part?: { readonly index: number; readonly base: number; readonly sites: readonly Site[]; readonly part: PolicyPart; readonly said: number };
  examples?: readonly Diagnostic[];
}

const usesOf = (unit: Unit, byId: ReadonlyMap<string, readonly Unit[]>): readonly (readonly Unit[] | undefined)[] =>
  unit.ast.decls.flatMap((decl) => (decl.kind === "use" && decl.id.text !== "" ? [byId.get(decl.id.text)] : []));

const idsOf = (units: Iterable<Unit>): ReadonlyMap<string, readonly Unit[]> => {
  const byId = new Map<string, Unit[]>();
  for (const unit of units) {
    const same = byId.get(unit.id);
    if (same === undefined) byId.set(unit.id, [unit]);
    else same.push(unit);
  }
  return byId;
};

const alike = (a: readonly Unit[] | undefined, b: readonly Unit[] | undefined): boolean => a !== undefined && b !== undefined && a.length === b.length && a.every((unit, i) => unit === b[i]);

/** Declares the files and links them; a unit is kept where neither it nor a file that it uses is another. */
export function declareFiles(files: readonly { readonly file: SourceFile; readonly ast: Ast.File }[], sink: Sink, cache: CompileCache | undefined): readonly KeptUnit[] {
  const units = new Map<string, Unit>();
  const sinks = new Map<string, Sink>();
  const fresh = new Set<Unit>();
  const again = (file: SourceFile, ast: Ast.File): void => {
    const own = createSink();
    const unit = declare(file, ast, own);
    if (unit === undefined) {
      sink.diagnostics.push(...own.diagnostics);
      return;
    }
    units.set(file.id, unit);
    sinks.set(file.id, own);
    fresh.add(unit);
  };
  for (const { file, ast } of files) {
    const known = cache?.units.get(file.id);
    if (known?.unit.ast === ast) units.set(file.id, known.unit);
    else again(file, ast);
  }
  for (let changed = cache !== undefined; changed;) {
    changed = false;
    const byId = idsOf(units.values());
    for (const { file, ast } of files) {
      const unit = units.get(file.id);
      if (unit === undefined || fresh.has(unit)) continue;
      const known = cache?.units.get(file.id)?.uses ?? [];
      if (usesOf(unit, byId).every((now, i) => alike(now, known[i]))) continue;
      again(file, ast);
      changed = true;
    }
  }
  linkImports([...units.values()], fresh);
  const byId = idsOf(units.values());
  const kept = [...units].map(([id, unit]): KeptUnit => {
    const known = cache?.units.get(id);
    if (known?.unit === unit) {
      known.sink.diagnostics.length = known.part?.said ?? known.declared;
      return known;
    }
    const own = sinks.get(id) ?? createSink();
    return { unit, sink: own, uses: usesOf(unit, byId), declared: own.diagnostics.length };
  });
  if (cache !== undefined) {
    cache.units.clear();
    for (const one of kept) cache.units.set(one.unit.file.id, one);
  }
  return kept;
}

/** A policy's places begin at a multiple of this where parts are kept: an edit then rarely moves those of the next. */
const block = 512;

/** Elaborates a policy, or gives the part that is kept of it. */
export function elaborateKept(kept: ReadonlyMap<Unit, KeptUnit>): typeof elaboratePolicy {
  return (unit, header, index, sites) => {
    const known = kept.get(unit);
    if (known === undefined) return elaboratePolicy(unit, header, index, sites);
    const base = sites.length;
    if (known.part?.index === index && known.part.base === base) {
      for (const site of known.part.sites) sites.push(site);
      return known.part.part;
    }
    known.sink.diagnostics.length = known.declared;
    const part = elaboratePolicy(unit, header, index, sites);
    const filler = sites[base];
    const end = base + Math.ceil((sites.length - base + 32) / block) * block;
    while (filler !== undefined && sites.length < end) sites.push(filler);
    known.part = { index, base, sites: sites.slice(base), part, said: known.sink.diagnostics.length };
    return part;
  };
}
