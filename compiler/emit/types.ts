import type { FactInfo } from "../../runtime/program.js";
import type { CoreProgram } from "../ir/core.js";
import { commented, quoted } from "./literals.js";

/** Declarations for the emitted module: a wrong fact name, or a required one left out, is a type error. */

function typeOf(fact: FactInfo): string {
  switch (fact.kind) {
    case "money": case "percent": case "number": case "text": case "date": return "string";
    case "integer": return "number | string";
    case "yes-no": return "boolean";
    case "date-or-none": return "string | null";
    case "dates": return "readonly string[]";
    case "list": return `readonly { ${(fact.rows ?? []).flatMap((row) => row.names.map((name) => `readonly ${quoted(name)}?: ${typeOf(row)}`)).join("; ")} }[]`;
    case "one-of": {
      const names = [...new Set((fact.members ?? []).flatMap((member) => [member.id, ...member.names]))].map(quoted).join(" | ");
      return fact.orOther === true ? `${names} | (string & {})` : names;
    }
  }
}

function factLines(fact: FactInfo): string {
  const value = fact.byYear ? `{ readonly [year: string]: ${typeOf(fact)} }` : typeOf(fact);
  const measure = [
    fact.kind === "money" ? "decimal yuan" : fact.kind === "percent" ? "percent, 30 means 30%" : fact.unit,
    fact.perYear ? "per calendar year" : undefined,
    fact.from === undefined && fact.to === undefined ? undefined : `${fact.from ?? ""} to ${fact.to ?? ""}`,
    fact.ifAbsent === undefined ? undefined : `${fact.ifAbsent} if absent`,
    fact.finding ? `finding${fact.establishedBy === undefined ? "" : ` of ${fact.establishedBy}`}` : undefined,
  ].filter((part) => part !== undefined);
  const doc = [fact.titles.en, fact.titles.zh, ...measure].filter((part) => part !== undefined).map(commented).join(" · ");
  const [first = fact.id, ...others] = [...new Set([fact.id, ...fact.names])];
  const optional = fact.alwaysKnown ? "" : "?";
  const own = `  /** ${doc} */\n  readonly ${quoted(first)}${optional}: ${value};\n`;
  // either name may be given; a fact that must be known is required under its first
  return own + others.map((name) => `  /** ${commented(first)} */\n  readonly ${quoted(name)}?: ${value};\n`).join("");
}

export interface TypesOptions {
  /** Where the runtime's types are imported from. */
  readonly runtime?: string;
  /** The text of these types themselves: what is emitted then imports nothing. */
  readonly standalone?: string;
}

export function emitTypes(program: CoreProgram, { runtime = "allot/runtime", standalone }: TypesOptions = {}): string {
  const readings = program.readings.map((reading) => {
    const doc = [reading.titles.en, reading.titles.zh].filter((part) => part !== undefined).map(commented).join(" · ");
    return `  /** ${doc} Default: ${commented(reading.byDefault)}. */\n  readonly ${quoted(reading.id)}?: ${reading.alternatives.map((a) => quoted(a.id)).join(" | ")};\n`;
  });
  const schemes = [...new Set(program.schemes.map((scheme) => quoted(scheme.id)))].join(" | ");
  return (standalone ?? `import type { CaseOptions, Dossier, DossierApplication, Evaluation, PoolInput, PoolResult, Program } from ${quoted(runtime)};\n`) + "\n" +
    `/** What is known of one application. What is absent is unknown, never zero. */\nexport interface Facts {\n${program.facts.map(factLines).join("")}}\n\n` +
    `export interface Readings {\n${readings.join("")}}\n\n` +
    `export type SchemeId = ${schemes === "" ? "never" : schemes};\n\n` +
    "export interface Options extends Omit<CaseOptions, \"readings\" | \"schemes\"> {\n  readonly readings?: Readings;\n  readonly schemes?: readonly SchemeId[];\n}\n\n" +
    "export interface Application extends Omit<DossierApplication, \"facts\" | \"schemes\"> {\n  readonly facts?: Facts;\n  readonly schemes?: readonly SchemeId[];\n}\n\n" +
    `export declare const program: ${standalone === undefined ? "Program" : "object"};\n` +
    "/** One application. Throws InputFault when a fact cannot be read. */\nexport declare function evaluate(facts: Facts, options?: Options): Evaluation;\n" +
    "/** The same with every step of the account. */\nexport declare function explain(facts: Facts, options?: Options): Evaluation;\n" +
    "/** Several applications of one enterprise; earlier awards count against the caps of later ones. */\nexport declare function dossier(given: Omit<Dossier, \"applications\" | \"facts\"> & { readonly facts?: Facts; readonly applications: readonly Application[] }, options?: Options): Evaluation;\n" +
    "/** Shares a pool among applications, or among claims whose amounts are known. */\nexport declare function sharePool(pool: string, given: PoolInput, options?: Options): PoolResult & { readonly unsettled: readonly string[] };\n";
}
