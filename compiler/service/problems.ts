import type { Span } from "../../grammar/index.js";
import type { DiagnosticCode, Severity } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { help, message } from "../diagnostics/render.js";
import { lint } from "../prove/lint.js";
import { fixesOf } from "./fixes.js";
import type { Session } from "./session.js";
import type { Both, Edit, Language, Place } from "./types.js";

/** Diagnostics in the reader's words, each with the edits that mend it where an edit is mechanical. */

export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Problem {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly span: Span;
  readonly message: string;
  /** Ways out, one a line. */
  readonly help?: string;
  readonly related?: Place & { readonly message: string };
  /** The likeliest first. */
  readonly fixes: readonly Fix[];
}

const otherPlace: Both = { en: "the other place", zh: "另一处" };

function problem(session: Session, diagnostic: Diagnostic, lang: Language): Problem {
  const { code, severity, related } = diagnostic;
  const length = session.text(diagnostic.file)?.length ?? 0;
  const span = { start: Math.min(diagnostic.span.start, length), end: Math.min(Math.max(diagnostic.span.start, diagnostic.span.end), length) };
  const said = help(diagnostic, lang);
  return {
    code, severity, span, message: message(diagnostic, lang), ...(said === undefined ? {} : { help: said }),
    ...(related === undefined ? {} : { related: { file: related.file, start: related.span.start, end: related.span.end, message: otherPlace[lang] } }),
    fixes: fixesOf(session, { ...diagnostic, span }).map(({ title, edits }) => ({ title: title[lang], edits })),
  };
}

export const diagnostics = (session: Session, file: string, lang: Language): readonly Problem[] =>
  session.compiled().diagnostics.filter((diagnostic) => diagnostic.file === file).map((diagnostic) => problem(session, diagnostic, lang));

const linted = new WeakMap<object, readonly Diagnostic[]>();

/** What the analyser finds in a program without errors; nothing while there are errors. Takes seconds: ask for it when the reader rests. */
export function findings(session: Session, file: string, lang: Language): readonly Problem[] {
  const { program } = session.compiled();
  if (program === undefined) return [];
  const found = linted.get(program) ?? lint(program);
  linted.set(program, found);
  return found.filter((diagnostic) => diagnostic.file === file).map((diagnostic) => problem(session, diagnostic, lang));
}
