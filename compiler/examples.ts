import type { Ast, Span } from "../grammar/index.js";
import { evaluateCase, InputFault, type CaseOptions } from "../runtime/api.js";
import { parseRational, toYuan } from "../runtime/rational.js";
import type { Award, Evaluation } from "../runtime/result.js";
import { nearest, readFacts } from "../runtime/input.js";
import type { FactSymbol, Unit } from "./declare.js";
import { interpret } from "./interpret.js";
import { onlyPolicies } from "./versions.js";
import type { CoreProgram } from "./ir/core.js";
import type { Compiled } from "./pipeline.js";

/** Runs the examples that travel with the rules. */

type Example = Extract<Ast.Decl, { readonly kind: "example" }>;

export interface ExampleFailure {
  /** The scheme that was expected on; absent for stacks and for facts that cannot be read. */
  readonly scheme?: string;
  /** The expectation as written. */
  readonly expectation: string;
  readonly expected: string;
  readonly got: string;
}

export interface ExampleResult {
  readonly file: string;
  readonly title: string;
  readonly span: Span;
  readonly passed: boolean;
  readonly failures: readonly ExampleFailure[];
  /** Sites that decided what the example expects; "12#1" is the second row of the table at site 12. */
  readonly touched: readonly string[];
  readonly evaluation: Evaluation | undefined;
}

/** A value of an example as a case file would give it. */
function inputValue(value: Ast.Expr): unknown {
  switch (value.kind) {
    case "money": return toYuan(parseRational(value.yuan));
    case "number": case "percent": return value.value;
    case "date": return value.iso;
    case "yes-no": return value.value;
    case "none": return null;
    case "text": return value.value;
    case "name": return value.name.text;
    case "duration": return value.count;
    default: return undefined;
  }
}

interface Case {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly options: CaseOptions;
}

/** The case an example describes; names that do not exist are reported. */
export function exampleCase(unit: Unit, example: Example): Case {
  const facts: Record<string, unknown> = {};
  const readings: Record<string, string> = {};
  for (const line of example.lines) {
    if (line.kind === "reading") {
      const reading = unit.readings.get(line.name.text);
      if (reading === undefined && !line.name.text.includes(".")) unit.report("unknown-reading", line.name.span, { name: line.name.text, suggestion: nearest(line.name.text, [...unit.readings.keys()]) ?? "" });
      const alternative = line.value.kind === "name" ? line.value.name.text : "";
      readings[reading?.qualified ?? line.name.text] = alternative;
      if (reading !== undefined && !reading.alternatives.some((a) => a.names.includes(alternative))) {
        unit.report("unknown-alternative", line.value.span, { name: alternative, reading: line.name.text, expected: reading.alternatives.map((a) => a.names[0]).join(", ") });
      }
      continue;
    }
    const symbol = unit.facts.get(line.name.text) ?? importedFact(unit, line.name.text);
    if (symbol === undefined) {
      const suggestion = nearest(line.name.text, [...unit.facts.keys()]) ?? "";
      unit.report("unknown-name", line.name.span, { name: line.name.text, suggestion }, suggestion === "" ? {} : { fix: suggestion });
      continue;
    }
    if (line.row !== undefined) {
      const row = Object.fromEntries(line.row.map((one) => [one.name.text, inputValue(one.value)]));
      const rows = facts[symbol.id];
      facts[symbol.id] = [...(Array.isArray(rows) ? (rows as unknown[]) : []), row];
      const [fault] = readFacts({ facts: [symbol.info] }, { [symbol.id]: [row] }).errors;
      if (fault !== undefined) unit.report("example-value", line.span, { name: line.name.text, value: unit.file.text.slice(line.span.start, line.span.end).slice(0, 60), needed: fault.expected });
      continue;
    }
    const before = facts[symbol.id];
    const years = symbol.info.byYear && line.year !== undefined;
    if (symbol.id in facts && !(years && typeof before === "object" && before !== null && !(line.year as string in before))) unit.report("duplicate-name", line.name.span, { name: line.name.text });
    const given = years ? { ...(typeof before === "object" ? before : {}), [line.year as string]: inputValue(line.value) } : inputValue(line.value);
    facts[symbol.id] = given;
    if (!fits(symbol, line.value, unit)) {
      unit.report("example-value", line.value.span, { name: line.name.text, value: written(unit, line.value), needed: sampleOf(symbol) });
      continue;
    }
    // what a case file could not say, an example cannot either
    const [fault] = readFacts({ facts: [symbol.info] }, { [symbol.id]: given }).errors;
    if (fault !== undefined && line.value.kind !== "broken") {
      unit.report("example-value", line.value.span, { name: line.name.text, value: written(unit, line.value), needed: fault.expected });
    }
  }
  for (const { name, outcome } of example.expectations) {
    const amounts = outcome.kind === "amount" || outcome.kind === "ceiling" ? [outcome.value] : outcome.kind === "instalments" ? outcome.values : [];
    for (const amount of amounts) if (amount.kind !== "money" && amount.kind !== "broken") unit.report("example-value", amount.span, { name: name.text, value: written(unit, amount), needed: "50,000 yuan|5万元" });
    if (resolve(unit, name.text) === undefined) {
      unit.report("unknown-scheme", name.span, { name: name.text, suggestion: nearest(name.text, [...unit.schemes.keys(), ...unit.stacks.keys()]) ?? "" });
    }
  }
  return { facts, options: { readings, ...(example.on === undefined ? {} : { on: example.on.iso }) } };
}

const written = (unit: Unit, value: Ast.Expr): string => unit.file.text.slice(value.span.start, value.span.end);

/** Whether a literal is of the fact's type and unit: 10万 is no amount of money. */
function fits(fact: FactSymbol, value: Ast.Expr, unit: Unit): boolean {
  switch (fact.type.kind) {
    case "money": case "percent": case "text": return value.kind === fact.type.kind || value.kind === "broken";
    case "yes-no": return value.kind === "yes-no";
    case "one-of": return value.kind === "name" || value.kind === "text";
    case "date": return value.kind === "date" || value.kind === "none";
    case "number": {
      const measured = value.kind === "number" && value.unit !== undefined ? (unit.units.get(value.unit.text)?.id ?? value.unit.text) : undefined;
      return value.kind === "duration" || (value.kind === "number" && (measured === undefined || measured === fact.type.unit));
    }
    default: return true;
  }
}

function sampleOf(fact: FactSymbol): string {
  const { type } = fact;
  const samples: Readonly<Record<string, string>> = { money: "50,000 yuan|5万元", percent: "30%", "yes-no": "yes|是", date: "2026-06-15|2026年6月15日", text: "\"…\"|“…”" };
  if (type.kind === "number") return type.unit === undefined ? "3" : `100 ${type.unit}`;
  return type.kind === "one-of" ? type.members.map((m) => m.names[0]).join(", ") : (samples[type.kind] ?? "");
}

/** Facts of the policies this one uses may be given too. */
function importedFact(unit: Unit, name: string): FactSymbol | undefined {
  return [...unit.imports.values()].flat().map((other) => other.facts.get(name)).find((fact) => fact !== undefined);
}

function resolve(unit: Unit, name: string): { readonly scheme: string } | { readonly stack: string } | undefined {
  const own = unit.schemes.get(name);
  if (own !== undefined) return { scheme: own.qualified };
  const stack = unit.stacks.get(name);
  if (stack !== undefined) return { stack: `${unit.id}.${stack.id}` };
  const dot = name.lastIndexOf(".");
  for (const other of unit.imports.get(name.slice(0, dot)) ?? []) {
    const scheme = other.schemes.get(name.slice(dot + 1));
    if (scheme !== undefined) return { scheme: scheme.qualified };
  }
  return undefined;
}

export const examplesOf = (unit: Unit): readonly Example[] =>
  unit.ast.decls.filter((decl): decl is Example => decl.kind === "example");

const yuanOf = (value: Ast.Expr): string => (value.kind === "money" ? toYuan(parseRational(value.yuan)) : "");

const describe = (award: Award): string => {
  const amount = award.amount ?? (award.ceiling === null ? "" : `up to ${award.ceiling}`);
  const missing = award.missing.length === 0 ? "" : ` missing ${award.missing.join(", ")}`;
  const reasons = award.reasons.length === 0 ? "" : ` (${award.reasons.map((reason) => reason.id).join(", ")})`;
  return `${award.status} ${amount}${missing}${reasons}`.trim();
};

function compareAward(unit: Unit, expectation: Ast.Expectation, award: Award): Omit<ExampleFailure, "expectation"> | undefined {
  const { outcome } = expectation;
  if (outcome.kind === "status") {
    const missing = outcome.missing.map((name) => unit.facts.get(name.text)?.id ?? name.text);
    const right = award.status === outcome.status && missing.every((fact) => award.missing.includes(fact));
    return right ? undefined : { expected: `${outcome.status} ${missing.join(", ")}`.trim(), got: describe(award) };
  }
  if (outcome.kind === "instalments") {
    const wanted = outcome.values.map(yuanOf).join(", ");
    const got = award.instalments.map((part) => part.amount ?? part.status).join(", ");
    return wanted === got ? undefined : { expected: wanted, got: got === "" ? describe(award) : got };
  }
  const wanted = yuanOf(outcome.value);
  const got = outcome.kind === "amount" ? award.amount : award.ceiling;
  if (got !== wanted || (outcome.kind === "amount" && award.status !== "eligible" && wanted !== "0.00")) {
    return { expected: outcome.kind === "amount" ? wanted : `up to ${wanted}`, got: describe(award) };
  }
  if (outcome.boundBy.length === 0) return undefined;
  const bound = new Set(award.binding.map((binding) => binding.id));
  const names = outcome.boundBy.map((name) => name.text);
  return names.every((name) => bound.has(name)) && bound.size === new Set(names).size ? undefined : { expected: `bound by ${names.join(", ")}`, got: [...bound].join(", ") };
}

type Target = NonNullable<ReturnType<typeof resolve>>;

/** What was only computed along with it, an example does not test. */
function touchedBy(evaluation: Evaluation, targets: readonly Target[]): readonly string[] {
  const schemes = new Set(targets.flatMap((target) => ("scheme" in target ? [target.scheme] : [])));
  const stacks = new Set(targets.flatMap((target) => ("stack" in target ? [target.stack] : [])));
  const steps = evaluation.awards.filter((award) => schemes.has(award.scheme)).flatMap((award) => [
    ...award.trace.flatMap((step) => [String(step.site), ...(step.row === undefined ? [] : [`${step.site}#${step.row}`])]),
    ...award.instalments.flatMap((part) => [part.site, ...part.reasons.map((reason) => reason.site)].map(String)),
  ]);
  return [...new Set([...steps, ...evaluation.stacks.filter((stack) => stacks.has(stack.id)).map((stack) => String(stack.site))])];
}

export function runExamples(compiled: Compiled): readonly ExampleResult[] {
  if (compiled.program === undefined) return [];
  const core = compiled.program;
  return compiled.units.flatMap((unit) => {
    const examples = examplesOf(unit);
    if (examples.length === 0 || !takesPart(core, unit)) return [];
    const program = interpret(ofItsOwnVersion(core, unit));
    return examples.map((example): ExampleResult => {
    const { facts, options } = exampleCase(unit, example);
    const base = { file: unit.file.id, title: example.title.value, span: example.span };
    let evaluation: Evaluation;
    try {
      evaluation = evaluateCase(program, facts, options);
    } catch (error) {
      if (!(error instanceof InputFault)) throw error;
      const failures = error.errors.map((e) => ({ expectation: e.fact, expected: e.expected, got: `${e.code} ${e.found}` }));
      return { ...base, passed: false, failures, touched: [], evaluation: undefined };
    }
    const failures = example.expectations.flatMap((expectation): ExampleFailure[] => {
      const written = unit.file.text.slice(expectation.span.start, expectation.span.end);
      const target = resolve(unit, expectation.name.text);
      if (target === undefined) return [{ expectation: written, expected: expectation.name.text, got: "no such scheme" }];
      if ("stack" in target) {
        const stack = evaluation.stacks.find((s) => s.id === target.stack);
        const wanted = expectation.outcome.kind === "amount" || expectation.outcome.kind === "ceiling" ? yuanOf(expectation.outcome.value) : "";
        const right = stack?.total === wanted && stack.isCeiling === (expectation.outcome.kind === "ceiling");
        return right ? [] : [{ expectation: written, expected: wanted, got: `${stack?.isCeiling === true ? "up to " : ""}${stack?.total ?? "undetermined"}` }];
      }
      const award = evaluation.awards.find((a) => a.scheme === target.scheme);
      const wrong = award === undefined ? { expected: target.scheme, got: "not evaluated" } : compareAward(unit, expectation, award);
      return wrong === undefined ? [] : [{ expectation: written, scheme: target.scheme, ...wrong }];
    });
    const touched = touchedBy(evaluation, example.expectations.flatMap((expectation) => resolve(unit, expectation.name.text) ?? []));
    return { ...base, passed: failures.length === 0, failures, touched, evaluation };
    });
  });
}

/** Drafts take part only when asked for. */
function takesPart(program: CoreProgram, unit: Unit): boolean {
  const { header } = unit.ast;
  return header?.kind !== "policy" || !header.draft || program.policies.some((policy) => policy.id === unit.id && policy.version === header.version.value);
}

/** An example speaks of the version in whose file it stands, whatever other versions say on that date. */
function ofItsOwnVersion(program: CoreProgram, unit: Unit): CoreProgram {
  const { header } = unit.ast;
  if (header?.kind !== "policy") return program;
  const others = program.policies.flatMap((policy, index) => (policy.id === unit.id && policy.version !== header.version.value ? [index] : []));
  return others.length === 0 ? program : onlyPolicies(program, new Set([...program.policies.keys()].filter((index) => !others.includes(index))));
}
