import type { Span } from "../../grammar/span.js";
import { catalogue, type DiagnosticCode, type Severity } from "./catalogue.js";

/** Code, parameters and places; its words are rendered last, in the reader's language. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly file: string;
  readonly span: Span;
  readonly parameters: Readonly<Record<string, string>>;
  /** The other place, where there are two. */
  readonly related?: { readonly file: string; readonly span: Span };
  /** Text that, put in place of the span, mends the fault. */
  readonly fix?: string;
}

export interface Report {
  (code: DiagnosticCode, span: Span, parameters?: Readonly<Record<string, string>>, more?: Pick<Diagnostic, "related" | "fix">): void;
}

export interface Sink {
  readonly diagnostics: Diagnostic[];
  in(file: string): Report;
}

export function createSink(): Sink {
  const diagnostics: Diagnostic[] = [];
  return {
    diagnostics,
    in: (file) => (code, span, parameters = {}, more = {}) => {
      diagnostics.push({ code, severity: catalogue[code].severity, file, span, parameters, ...more });
    },
  };
}
