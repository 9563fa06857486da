import { type SourceFile, type SyntaxIssue } from "../../grammar/index.js";
import { catalogue } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";

/** What the parser noticed, with the place and the words that help an analyst. */
export function syntaxDiagnostics(file: SourceFile, issues: readonly SyntaxIssue[]): Diagnostic[] {
  return issues.map((issue) => ({
    code: issue.code,
    severity: catalogue[issue.code].severity,
    file: file.id,
    span: issue.span,
    parameters: issue.parameters,
    ...(issue.parameters["suggestion"] === undefined ? {} : { fix: issue.parameters["suggestion"] }),
  }));
}
