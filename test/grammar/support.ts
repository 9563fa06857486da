import { parse, type Ast, type SyntaxIssue } from "../../grammar/index.js";

/** A tree without what it says of the source: where things stood, and the comments between them. */
export function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, v]) => key !== "span" && key !== "comments" && key !== "blankLines" && v !== undefined)
      .map(([key, v]) => [key, bare(v)]),
  );
}

/** Parses what must parse. */
export function parsed(text: string): Ast.File {
  const { file, issues } = parse(text);
  if (issues.length > 0) throw new Error(`${issues.map((issue) => described(issue, text)).join("\n")}\n---\n${text}`);
  return file;
}

export const described = (issue: SyntaxIssue, text: string): string =>
  `${issue.code} ${JSON.stringify(issue.parameters)} at «${text.slice(Math.max(0, issue.span.start - 40), issue.span.start)}▮${text.slice(issue.span.start, issue.span.end + 40)}»`;

/** The first expression, statement or declaration of a text that holds just one. */
export function requireOf(condition: string): Ast.Expr {
  const [scheme] = parsed(`scheme s {\n  require ${condition}\n}\n`).decls;
  const statement = scheme?.kind === "scheme" ? scheme.body[0] : undefined;
  if (statement?.kind !== "require") throw new Error(`no requirement in ${condition}`);
  return statement.condition;
}
