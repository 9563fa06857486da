import { formatDay, parseDay } from "../../runtime/date.js";
import { evaluateCase } from "../../runtime/api.js";
import type { FactInfo, Program } from "../../runtime/program.js";
import { multiply, parseRational, rational, toText, type Rational } from "../../runtime/rational.js";
import type { Evaluation } from "../../runtime/result.js";
import type { CoreProgram } from "../ir/core.js";
import { point, type Constraint } from "./linear.js";
import type { Path, Ranges } from "./path.js";

/** From a way through the program to an applicant that takes it. */

export interface Witness {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly readings: Readonly<Record<string, string>>;
}

export function rangesOf(program: CoreProgram): Ranges {
  const facts = new Map(program.facts.map((fact) => [fact.id, fact]));
  return {
    range(id) {
      const fact = facts.get(id);
      const scaled = (text: string): Rational => (fact?.kind === "percent" ? multiply(parseRational(text), rational(1n, 100n)) : parseRational(text));
      return { ...(fact?.from === undefined ? {} : { from: scaled(fact.from) }), ...(fact?.to === undefined ? {} : { to: scaled(fact.to) }) };
    },
  };
}

/** The steps in which a fact can be given. */
export function gridOf(fact: FactInfo | undefined): Rational {
  if (fact?.kind === "money") return rational(1n, 100n);
  if (fact?.kind === "percent") return rational(1n, 10_000n);
  return fact?.kind === "integer" ? rational(1n) : rational(1n, 1000n);
}

/** A value in the program's measure as a case file gives it. */
function given(fact: FactInfo, value: Rational): string {
  return toText(fact.kind === "percent" ? multiply(value, rational(100n)) : value);
}

/** Dates worth trying: where the policies begin and end, and the middle of each month beside them. */
function candidateDays(program: CoreProgram): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { readonly op?: string; readonly iso?: string };
    if (node.op === "date" && node.iso !== undefined) found.add(node.iso);
    for (const child of Array.isArray(value) ? value : Object.values(value)) walk(child);
  };
  walk(program.policies);
  const years = [...found].map((iso) => Number(iso.slice(0, 4)));
  const months = [2, 3, 6, 9, 11].map((month) => String(month).padStart(2, "0"));
  return [...new Set(years)].sort().flatMap((year) => months.map((month) => `${year}-${month}-15`)).concat([...found].flatMap((iso) => {
    const day = parseDay(iso);
    return day === undefined ? [] : [iso, formatDay(day - 1), formatDay(day + 1)];
  }));
}

/**
 * Applicants that fit the choices and demands of a way; dates are searched, since the analysis leaves them open.
 * `accept` says whether the evaluation shows what is looked for.
 */
export function findWitness(
  program: CoreProgram, executable: Program, path: Path, extra: readonly Constraint[], held: ReadonlyMap<string, Rational>,
  accept: (evaluation: Evaluation, witness: Witness) => boolean,
): Witness | undefined {
  const infos = new Map(program.facts.map((fact) => [fact.id, fact]));
  for (const side of ["high", "low"] as const) {
    const values = point([...path.constraints, ...extra], (name) => gridOf(infos.get(name)), () => side);
    if (values === undefined) continue;
    const facts: Record<string, unknown> = {};
    for (const [name, value] of [...values, ...held]) {
      const info = infos.get(name);
      if (info !== undefined) facts[name] = given(info, value);
    }
    for (const [question, answer] of path.choices) {
      if (question.startsWith("fact ")) facts[question.slice(5)] = answer;
    }
    const dates = program.facts.filter((fact) => fact.kind === "date" || fact.kind === "date-or-none");
    const tested = new Set(program.policies.flatMap((policy) => policy.validity.map((validity) => validity.by)));
    for (const on of candidateDays(program)) {
      const dated: Record<string, unknown> = { ...facts };
      // an event of the same year, an absence where that is possible
      for (const fact of dates) dated[fact.id] = tested.has(fact.id) ? on : fact.kind === "date-or-none" ? null : `${on.slice(0, 4)}-01-15`;
      const witness: Witness = { facts: dated, readings: Object.fromEntries(path.readings) };
      if (accept(evaluateCase(executable, dated, { readings: witness.readings, trace: false }), witness)) return witness;
    }
  }
  return undefined;
}
