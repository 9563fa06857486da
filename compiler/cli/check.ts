import { message, help, placeOf, render, type Language, type Sources } from "../diagnostics/render.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Compiled } from "../pipeline.js";
import { count, formatOption, langOption, load, wholeNumber, type Verb } from "./options.js";
import { githubAnnotation } from "./github.js";
import { toSarif } from "./sarif.js";
import { language } from "./shell.js";
import { packageVersion } from "./version.js";

/** `allot check`: what is wrong with the policies. */

interface CheckOptions {
  readonly format: "text" | "json" | "sarif" | "github";
  readonly lang?: string;
  readonly maxErrors?: number;
  readonly strict?: true;
  readonly drafts?: true;
}

const defaultMaximum = 50;

export const checkVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .addOption(formatOption("text", "json", "sarif", "github"))
    .addOption(langOption())
    .option("--max-errors <n>", `show at most n diagnostics; text: ${defaultMaximum} where it is not said`, wholeNumber)
    .option("--strict", "warnings count as findings")
    .option("--drafts", "read drafts too")
    .action(async (paths: readonly string[], options: CheckOptions) => {
      const lang = language(options.lang);
      const { input, compiled, sources } = await load(paths, options.drafts === true);
      const diagnostics = await withFindings(compiled);
      const limit = options.maxErrors ?? (options.format === "text" ? defaultMaximum : Infinity);
      const shown = diagnostics.slice(0, limit);
      switch (options.format) {
        case "text": for (const d of shown) shell.out(`${render(d, sources, { lang, color: shell.color })}\n\n`); break;
        case "json": shell.out(`${JSON.stringify(asJson(shown, diagnostics, input.files.length, sources, lang), null, 2)}\n`); break;
        case "sarif": shell.out(`${JSON.stringify(toSarif(shown, sources, lang, packageVersion()), null, 2)}\n`); break;
        case "github": for (const d of shown) shell.out(githubAnnotation(d, sources, lang)); break;
      }
      shell.err(`${summary(diagnostics, input.files.length, shown.length, lang)}\n`);
      if (diagnostics.some((d) => d.severity === "error" || options.strict === true)) shell.exit(1);
    });
};

/** What the compiler says, and what the analyser finds in a program without errors. */
async function withFindings({ program, diagnostics }: Compiled): Promise<readonly Diagnostic[]> {
  if (program === undefined) return diagnostics;
  const { lint } = await import("../prove/lint.js");
  return inOrder([...diagnostics, ...lint(program)]);
}

const inOrder = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
  [...diagnostics].sort((a, b) => (a.file === b.file ? a.span.start - b.span.start : a.file < b.file ? -1 : 1));

function summary(diagnostics: readonly Diagnostic[], files: number, shown: number, lang: Language): string {
  const errors = diagnostics.filter((d) => d.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const hidden = diagnostics.length - shown;
  if (lang === "zh") {
    const found = errors + warnings === 0 ? "没有发现问题" : `${errors} 处错误，${warnings} 处警告`;
    return `${files} 个文件：${found}${hidden > 0 ? `（未显示 ${hidden} 处，用 --max-errors 调整）` : ""}`;
  }
  const found = errors + warnings === 0 ? "nothing to report" : `${count(errors, "error")}, ${count(warnings, "warning")}`;
  return `${count(files, "file")}: ${found}${hidden > 0 ? ` (${hidden} not shown; see --max-errors)` : ""}`;
}

function asJson(shown: readonly Diagnostic[], all: readonly Diagnostic[], files: number, sources: Sources, lang: Language): unknown {
  const errors = all.filter((d) => d.severity === "error").length;
  return {
    format: 1, files, errors, warnings: all.length - errors,
    diagnostics: shown.map((d) => ({
      code: d.code, severity: d.severity, file: d.file, ...placeOf(d, sources), start: d.span.start, end: d.span.end,
      message: message(d, lang), help: help(d, lang) ?? null,
      ...(d.fix === undefined ? {} : { fix: d.fix }),
      ...(d.related === undefined ? {} : { related: { file: d.related.file, ...placeOf({ ...d, ...d.related }, sources), start: d.related.span.start, end: d.related.span.end } }),
    })),
  };
}
