import { parse, syntaxCodes, type Parsed, type SourceFile, type SyntaxIssue } from "../grammar/index.js";
import type { Unit } from "./declare.js";
import { blockCodes, syntaxDiagnostics } from "./diagnostics/syntax.js";
import { createSink, type Diagnostic } from "./diagnostics/diagnostic.js";
import { exampleCase, examplesOf } from "./examples.js";
import { checkCitations } from "./check/citations.js";
import type { CoreProgram } from "./ir/core.js";
import { elaboratePolicy } from "./elaborate/policy.js";
import { createCache, declareFiles, elaborateKept, type CompileCache, type KeptUnit } from "./keep.js";
import { link } from "./link.js";

/**
 * The compiler, as a drawing:
 *
 *   text ──parse──▶ syntax tree ──declare──▶ symbols ──link imports──▶ units
 *   units ──elaborate (names, types, units, tables)──▶ core of each policy ──link──▶ program
 *   units ──check citations──▶ diagnostics
 *   program ──interpret──▶ awards        program ──emit──▶ JavaScript, types, schema
 *
 * Every stage reports all it can; a program is given only when there is no error.
 */
export interface CompileInput {
  readonly files: readonly SourceFile[];
  /** Text of a source named by a policy, beside it; undefined when there is none. */
  readonly source: (policyFile: string, name: string) => string | undefined;
  readonly drafts?: boolean;
}

export interface Compiled {
  /** Undefined when there are errors. */
  readonly program: CoreProgram | undefined;
  readonly units: readonly Unit[];
  readonly diagnostics: readonly Diagnostic[];
}

export { createCache, type CompileCache };

/** The tree of a file, read again only when its text changed. */
export function parseCached(file: SourceFile, cache: CompileCache | undefined): Parsed {
  const known = cache?.parsed.get(file.id);
  if (known?.text === file.text) return known.parsed;
  const parsed = parse(file.text);
  cache?.parsed.set(file.id, { text: file.text, parsed });
  return parsed;
}

export function compile(input: CompileInput, cache?: CompileCache): Compiled {
  const sink = createSink();
  const readable: { readonly file: SourceFile; readonly ast: Parsed["file"] }[] = [];
  const unread: { readonly file: SourceFile; readonly issues: readonly SyntaxIssue[] }[] = [];
  /** The header and declarations that did not parse: nothing more is said about them. */
  const broken = new Map<string, { readonly start: number; readonly end: number }[]>();
  for (const file of [...input.files].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const parsed = parseCached(file, cache);
    // a file of junk is not told a hundred thousand times
    const issues = parsed.issues.slice(0, mostIssues);
    if (issues.length > 0) unread.push({ file, issues });
    broken.set(file.id, parsed.issues.length > mostIssues
      ? [{ start: 0, end: file.text.length }]
      : brokenSpans([parsed.file.header, ...parsed.file.decls].flatMap((part) => part?.span ?? []), issues.map((issue) => issue.span), file.text.length));
    // a header lost to a fault that is reported is not missing
    if (parsed.file.header !== undefined || parsed.issues.length === 0) readable.push({ file, ast: parsed.file });
  }
  const kept = declareFiles(readable, sink, cache);
  const units = kept.map(({ unit }) => unit);
  const names = unread.length === 0 ? new Set<string>() : new Set(units.flatMap((unit) => [...unit.facts.keys(), ...unit.values.keys(), ...unit.schemes.keys()]));
  const syntax = unread.flatMap(({ file, issues }) => syntaxDiagnostics(file, issues, names));
  const program = link(units, { drafts: input.drafts === true }, cache === undefined ? elaboratePolicy : elaborateKept(new Map(kept.map((one) => [one.unit, one]))));
  for (const { sink: own } of kept) sink.diagnostics.push(...own.diagnostics);
  for (const one of kept) {
    if (one.unit.kind !== "policy") continue;
    sink.diagnostics.push(...citationFaults(one.unit, input.source, cache), ...exampleFaults(one));
  }
  const said = new Set<string>();
  // what a missing file would have declared is not told name by name
  const lacking = new Set(sink.diagnostics.flatMap(({ code, file }) => (code === "unknown-policy" ? [file] : [])));
  const diagnostics = [...syntax, ...sink.diagnostics]
    .filter((d) => !(lacking.has(d.file) && fromElsewhere.has(d.code)))
    .filter((d) => !isEcho(d, broken.get(d.file) ?? [], said))
    .sort((a, b) => (a.file === b.file ? a.span.start - b.span.start : a.file < b.file ? -1 : 1));
  const failed = diagnostics.some((d) => d.severity === "error");
  return { program: failed ? undefined : program, units, diagnostics };
}

/** Examples read the names of their own file and of those it uses. */
function exampleFaults(one: KeptUnit): readonly Diagnostic[] {
  if (one.examples !== undefined) return one.examples;
  const { diagnostics } = one.sink;
  const before = diagnostics.length;
  for (const example of examplesOf(one.unit)) exampleCase(one.unit, example);
  one.examples = diagnostics.splice(before);
  return one.examples;
}

/** Citations depend on the tree of their own file and on its sources alone. */
function citationFaults(unit: Unit, read: CompileInput["source"], cache: CompileCache | undefined): readonly Diagnostic[] {
  const { header } = unit.ast;
  const sources = header?.kind === "policy" ? header.sources.map((name) => read(unit.file.id, name.value)) : [];
  const known = cache?.citations.get(unit.file.id);
  if (known?.ast === unit.ast && known.sources.every((text, i) => text === sources[i])) return known.diagnostics;
  const { diagnostics, in: within } = createSink();
  checkCitations({ ...unit, report: within(unit.file.id) }, read);
  cache?.citations.set(unit.file.id, { ast: unit.ast, sources, diagnostics });
  return diagnostics;
}

/** What follows from a file that is not there. */
const fromElsewhere: ReadonlySet<string> = new Set(["unknown-name", "unknown-scheme", "unknown-subject", "unknown-unit", "unknown-pool", "unknown-cap", "unknown-reading", "unknown-alternative"]);

/** Faults told of one file's text. */
const mostIssues = 1000;

const syntaxCodeSet: ReadonlySet<string> = new Set([...syntaxCodes, ...blockCodes]);

function brokenSpans(decls: readonly { readonly start: number; readonly end: number }[], issues: readonly { readonly start: number; readonly end: number }[], length: number): { readonly start: number; readonly end: number }[] {
  return issues.map((issue) => {
    const inside = decls.find((decl) => issue.start >= decl.start && issue.start <= decl.end);
    const next = decls.find((decl) => decl.start > issue.start);
    return inside ?? { start: issue.start, end: next?.start ?? length };
  });
}

/** Said already at the same place, or about something that did not parse. */
function isEcho(diagnostic: Diagnostic, broken: readonly { readonly start: number; readonly end: number }[], said: Set<string>): boolean {
  const { file, code, span } = diagnostic;
  const place = JSON.stringify([file, code, span.start, span.end]);
  if (said.has(place)) return true;
  said.add(place);
  return !syntaxCodeSet.has(code) && broken.some((part) => span.start >= part.start && span.start < part.end);
}
