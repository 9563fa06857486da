import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadPolicies } from "../../compiler/cli/load.js";
import { compile, emitJs, interpret, type Compiled, type CoreProgram } from "../../compiler/index.js";
import type { Program } from "../../runtime/index.js";

/** The shipped policies, compiled once. */
let shipped: Compiled | undefined;
export function shippedPolicies(): Compiled & { readonly program: CoreProgram } {
  shipped ??= compile(loadPolicies(["policies"]));
  if (shipped.program === undefined) throw new Error(JSON.stringify(shipped.diagnostics, null, 1));
  return { ...shipped, program: shipped.program };
}

export interface CompileTextOptions {
  readonly source?: string;
  readonly others?: readonly { readonly id: string; readonly text: string }[];
}

/** One policy from text; the source it names, if any, is given beside it. */
export const compileText = (text: string, options: CompileTextOptions = {}): Compiled =>
  compile({ files: [{ id: "a.policy", text }, ...(options.others ?? [])], source: () => options.source });

/** A program that must compile. */
export function programOf(text: string, options: CompileTextOptions = {}): CoreProgram {
  const { program, diagnostics } = compileText(text, options);
  if (program === undefined) throw new Error(diagnostics.map((d) => `${d.code} ${JSON.stringify(d.parameters)} ${text.slice(d.span.start, d.span.end)}`).join("\n"));
  return program;
}

export interface Emitted {
  readonly program: Program;
  readonly evaluate: (facts: unknown, options?: unknown) => ReturnType<typeof import("../../runtime/index.js").evaluateCase>;
}

/** Writes the emitted module and imports it, as a developer would; it finds the built runtime by the package's name. */
export async function emitted(program: CoreProgram): Promise<Emitted> {
  const text = emitJs(program);
  const folder = resolve("dist/test-modules");
  mkdirSync(folder, { recursive: true });
  const path = resolve(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.mjs`);
  writeFileSync(path, text);
  return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Emitted;
}

export const interpreted = (program: CoreProgram): Program => interpret(program);

/** A policy around statements: facts and units that most tests need. */
export function policyWith(schemes: string, declarations = ""): string {
  return `policy test.plan version "1" {
  in force from 2024-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date
}
subject enterprise
subject project
unit widgets
fact application_date: date
fact cost: money from 0 yuan to 1,000,000,000 yuan
fact fees: money from 0 yuan to 1,000,000,000 yuan
fact share: percent from 0% to 100%
fact size: quantity in widgets from 0 to 1,000,000
fact year: integer from 1 to 50
fact tier: one of A, B, C
fact good: yes or no
fact fair: yes or no
fact paid: money if absent 0 yuan
${declarations}
${schemes}
`;
}
