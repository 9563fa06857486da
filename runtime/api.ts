import { allocate } from "./allocate.js";
import { evaluate, type Application } from "./evaluate.js";
import { FactReader, nearest, readFacts, type InputError } from "./input.js";
import { parseDay, type Day } from "./date.js";
import type { PoolResult } from "./pool.js";
import type { Program } from "./program.js";
import { parseRational } from "./rational.js";
import type { Evaluation } from "./result.js";

/** The door for callers: plain JSON in, plain JSON out, every fault of the input named. */

export interface CaseOptions {
  /** Date of application, "2026-06-15": stands for every tested date the facts do not give. */
  readonly on?: string;
  /** Reading to alternative, by any of their names; a bare name means that reading of every policy. */
  readonly readings?: Readonly<Record<string, string>>;
  /** Schemes asked, by any of their names; all where absent. */
  readonly schemes?: readonly string[];
  /** Leave out the steps of the account. */
  readonly trace?: boolean;
}

export interface DossierApplication {
  readonly id?: string;
  readonly schemes?: readonly string[];
  readonly facts?: unknown;
  readonly subjects?: Readonly<Record<string, string>>;
}

/** Several applications of one enterprise; facts and subjects said at the top hold for all of them. */
export interface Dossier {
  readonly facts?: unknown;
  readonly subjects?: Readonly<Record<string, string>>;
  readonly applications: readonly DossierApplication[];
}

/** The input cannot be evaluated; every fault is listed. */
export class InputFault extends Error {
  constructor(readonly errors: readonly InputError[]) {
    super(errors.map((error) => `${error.code} ${error.fact}`).join("; "));
    this.name = "InputFault";
  }
}

const lastPart = (id: string): string => id.slice(id.lastIndexOf(".") + 1);

function resolveReadings(program: Program, chosen: Readonly<Record<string, string>>, errors: InputError[]): Record<string, string> {
  const result: Record<string, string> = {};
  for (const key of Object.keys(chosen)) {
    const given = chosen[key] ?? "";
    const matching = program.readings.filter((reading) => reading.id === key || reading.names.includes(key) || lastPart(reading.id) === key);
    if (matching.length === 0) {
      const suggestion = nearest(key, program.readings.map((reading) => lastPart(reading.id)));
      errors.push({ code: "reading-unknown", fact: key, found: given, expected: "", ...(suggestion === undefined ? {} : { suggestion }) });
    }
    for (const reading of matching) {
      const alternative = reading.alternatives.find((a) => a.id === given || a.names.includes(given));
      if (alternative !== undefined) result[reading.id] = alternative.id;
      else if (matching.length === 1) errors.push({ code: "alternative-unknown", fact: key, found: given, expected: reading.alternatives.map((a) => a.id).join(", ") });
    }
    if (matching.length > 1 && matching.every((reading) => result[reading.id] === undefined)) {
      errors.push({ code: "alternative-unknown", fact: key, found: given, expected: matching.flatMap((r) => r.alternatives.map((a) => a.id)).join(", ") });
    }
  }
  return result;
}

function resolveSchemes(program: Program, names: readonly string[] | undefined, errors: InputError[]): readonly string[] | undefined {
  return names?.flatMap((name) => {
    const found = [...new Set(program.schemes.filter((s) => s.id === name || lastPart(s.id) === name || program.sites[s.site]?.name === name || s.names.includes(name)).map((s) => s.id))];
    if (found.length === 0) {
      const suggestion = nearest(name, program.schemes.map((s) => lastPart(s.id)));
      errors.push({ code: "scheme-unknown", fact: name, found: "", expected: "", ...(suggestion === undefined ? {} : { suggestion }) });
    }
    return found;
  });
}

function resolveDate(on: string | undefined, errors: InputError[]): Day | undefined {
  if (on === undefined) return undefined;
  const day = parseDay(on);
  if (day === undefined) errors.push({ code: "date-invalid", fact: "on", found: on, expected: "2026-06-15" });
  return day;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null && !Array.isArray(value);

function toApplication(program: Program, reader: FactReader, part: DossierApplication, index: number, top: Dossier, errors: InputError[]): Application {
  const facts = { ...(isObject(top.facts) ? top.facts : {}), ...(isObject(part.facts) ? part.facts : {}) };
  const read = readFacts(program, facts, reader);
  errors.push(...read.errors);
  return {
    id: part.id ?? (top.applications.length === 1 ? "" : String(index + 1)),
    facts: read.facts,
    subjects: { ...top.subjects, ...part.subjects },
    schemes: resolveSchemes(program, part.schemes, errors),
  };
}

function run<T>(program: Program, dossier: Dossier, options: CaseOptions, go: (applications: readonly Application[], evaluated: { on?: Day; readings: Record<string, string>; trace: boolean }) => T): T {
  const errors: InputError[] = [];
  if (!isObject(dossier) || !Array.isArray(dossier.applications) || !dossier.applications.every(isObject)) {
    throw new InputFault([{ code: "dossier-malformed", fact: "applications", found: "", expected: '{ "applications": [ { "facts": { } } ] }' }]);
  }
  for (const part of [dossier, ...dossier.applications] as readonly { readonly facts?: unknown }[]) {
    if (part.facts !== undefined && !isObject(part.facts)) errors.push({ code: "case-not-an-object", fact: "facts", found: "", expected: "{ ... }" });
  }
  const on = resolveDate(options.on, errors);
  const readings = resolveReadings(program, options.readings ?? {}, errors);
  const asked = options.schemes;
  const reader = new FactReader(program);
  const applications = dossier.applications.map((part: DossierApplication, index) =>
    toApplication(program, reader, asked === undefined || part.schemes !== undefined ? part : { ...part, schemes: asked }, index, dossier, errors));
  if (errors.length > 0) throw new InputFault(errors);
  return go(applications, { ...(on === undefined ? {} : { on }), readings, trace: options.trace !== false });
}

/** Results leave as plain data: amounts are their decimal texts. */
const plain = (evaluation: Evaluation): Evaluation => ({
  ...evaluation,
  awards: evaluation.awards.map(({ exact: _exact, exactCeiling: _ceiling, exactCut: _cut, ...award }) => award),
});

/** One application, for all schemes or those asked. Throws InputFault. */
export const evaluateCase = (program: Program, facts: unknown, options: CaseOptions = {}): Evaluation => {
  if (!isObject(facts)) throw new InputFault([{ code: "case-not-an-object", fact: "", found: String(facts), expected: "{ ... }" }]);
  return run(program, { applications: [{ facts }] }, options, (applications, evaluated) => plain(evaluate(program, applications, evaluated)));
};

/** Several applications of one enterprise, settled in order: what one is paid counts against the caps of the next. */
export const evaluateDossier = (program: Program, dossier: Dossier, options: CaseOptions = {}): Evaluation =>
  run(program, dossier, options, (applications, evaluated) => plain(evaluate(program, applications, evaluated)));

export interface PoolClaim {
  readonly id: string;
  /** Decimal yuan. */
  readonly amount: string;
  readonly date?: string;
}

export interface PoolInput {
  readonly applications?: readonly DossierApplication[];
  /** Awards that were settled elsewhere. */
  readonly claims?: readonly PoolClaim[];
  /** Facts about the pool itself: the budget of the year, what is left of it. */
  readonly facts?: unknown;
}

/** Shares a pool among applications, or among claims whose amounts are known. Throws InputFault. */
export function sharePoolOf(program: Program, pool: string, input: PoolInput, options: CaseOptions = {}): PoolResult & { readonly unsettled: readonly string[] } {
  const found = program.pools.find((p) => p.id === pool || lastPart(p.id) === pool);
  if (found === undefined) throw new InputFault([{ code: "pool-unknown", fact: pool, found: "", expected: program.pools.map((p) => p.id).join(", ") }]);
  const common = readFacts(program, input.facts ?? {});
  if (common.errors.length > 0) throw new InputFault(common.errors);
  return run(program, { applications: input.applications ?? [] }, options, (applications, evaluated) => {
    const direct = (input.claims ?? []).map((claim) => {
      const day = claim.date === undefined ? undefined : parseDay(claim.date);
      return { id: claim.id, amount: parseRational(claim.amount), ...(day === undefined ? {} : { date: day }) };
    });
    return allocate(program, found.id, applications, direct, common.facts, evaluated);
  });
}
