import { Option, type Command } from "commander";
import type { Compiled, CompileInput } from "../pipeline.js";
import { createSources, render, type Language, type Sources } from "../diagnostics/render.js";
import type { Program } from "../../runtime/program.js";
import { interpret } from "../interpret.js";
import { loadPolicies } from "./load.js";
import { UsageFault } from "./faults.js";
import type { Shell } from "./shell.js";

/** What several verbs share: options, loading, and telling why a policy cannot be used. */

export const langOption = (): Option => new Option("--lang <language>", "language of messages and titles; default: the terminal's").choices(["en", "zh"]);

export const formatOption = (...formats: readonly string[]): Option =>
  new Option("--format <format>", "how the result is written").choices(formats).default(formats[0]);

/** An option that may be said several times. */
export const collect = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new UsageFault(`\`${value}\` is no whole number`, `\`${value}\` 不是整数`);
  return Number(value);
}

export interface Loaded {
  readonly input: CompileInput;
  readonly compiled: Compiled;
  readonly sources: Sources;
}

/** The compiler is loaded when it is needed: a wrong option is told at once. */
export async function load(given: readonly string[] | CompileInput, drafts = false): Promise<Loaded> {
  const input = { ...("files" in given ? given : loadPolicies(given)), drafts };
  const { compile } = await import("../pipeline.js");
  const texts = new Map(input.files.map((file) => [file.id, file.text]));
  return { input, compiled: compile(input), sources: createSources((file) => texts.get(file)) };
}

/** The program of policies without errors; else the errors on standard error, and exit 1. */
export function runnable(loaded: Loaded, shell: Shell, lang: Language): Program | undefined {
  const { compiled, sources } = loaded;
  if (compiled.program !== undefined) return interpret(compiled.program);
  const errors = compiled.diagnostics.filter((d) => d.severity === "error");
  for (const diagnostic of errors.slice(0, 20)) shell.err(`${render(diagnostic, sources, { lang, color: shell.errorColor })}\n\n`);
  shell.err(lang === "en" ? `${count(errors.length, "error")} in the policies; \`allot check\` lists all\n` : `政策中有 ${errors.length} 处错误；用 \`allot check\` 查看全部\n`);
  shell.exit(1);
  return undefined;
}

/** "1 error", "2 errors". */
export const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;

/** A verb says what its command takes and does. */
export type Verb = (command: Command, shell: Shell) => void;
