import type { IRecognitionException, IToken } from "chevrotain";
import type { File } from "./ast.js";
import { syntaxIssue, type SyntaxCode, type SyntaxIssue } from "./issues.js";
import { PolicyParser } from "./parser.js";
import { indexLines } from "./span.js";
import { scan } from "./tokens.js";

export * as Ast from "./ast.js";
export { keywords, spell, type KeywordId, type Surface } from "./keywords.js";
export { limits, scan } from "./tokens.js";
export { syntaxCodes, type SyntaxCode, type SyntaxIssue } from "./issues.js";
export { indexLines, join, type LineIndex, type Position, type SourceFile, type Span } from "./span.js";
export { FilePrinter, print, type PrintOptions } from "./print.js";
export { flat, type Doc, type Rows } from "./print-layout.js";
export type { Level } from "./print-levels.js";
export { styles } from "./print-words.js";

export interface Parsed {
  readonly file: File;
  readonly issues: readonly SyntaxIssue[];
}

let shared: PolicyParser | undefined;

/** Text to syntax tree. Always gives a tree; what could not be read is left out of it and is an issue. */
export function parse(text: string): Parsed {
  const scanned = scan(text);
  let { file, issues } = read(text, scanned.tokens, false);
  // where the braces do not pair up the indentation may tell which one is missing
  if (issues.length > 0 && !balanced(scanned.tokens)) {
    const again = read(text, scanned.tokens, true);
    if (again.issues.length <= issues.length) ({ file, issues } = again);
  }
  const comments = scanned.comments.map((c) => ({
    text: c.image.trimEnd(),
    ownLine: startsLine(text, c.startOffset),
    span: { start: c.startOffset, end: c.startOffset + c.image.trimEnd().length },
  }));
  const blankLines = [...text.matchAll(/(?:\r\n|\n|\r(?!\n))[ \t\u3000]*(?=[\n\r])/g)].map((m) => m.index + m[0].length);
  return { file: { ...file, comments, blankLines }, issues: withoutEchoes([...scanned.issues, ...issues], text) };
}

function read(text: string, tokens: IToken[], layoutCloses: boolean): { readonly file: Omit<File, "comments" | "blankLines">; readonly issues: readonly SyntaxIssue[] } {
  const parser = (shared ??= new PolicyParser());
  parser.issues = [];
  parser.inPrinciple = [];
  parser.layoutCloses = layoutCloses;
  parser.input = tokens;
  const file = parser.file();
  for (const { start, end } of parser.inPrinciple) {
    parser.issues.push(syntaxIssue("unexpected-token", start, end, { found: text.slice(start, end), rule: "comparison", expected: "" }));
  }
  const errors = parser.errors.map((e) => describe(e, text));
  // what follows from giving up is no fault of its own
  const gaveUp = Math.min(...parser.issues.filter((i) => i.code === "nested-too-deep").map((i) => i.span.start));
  return { file, issues: [...parser.issues, ...errors].filter((i) => i.span.start <= gaveUp) };
}

const balanced = (tokens: readonly IToken[]): boolean =>
  tokens.reduce((depth, { image }) => depth + (image === "{" ? 1 : image === "}" ? -1 : 0), 0) === 0;

/** Whether nothing but space stands before an offset on its line. */
function startsLine(text: string, offset: number): boolean {
  for (let i = offset - 1; i >= 0; i--) {
    const c = text[i] ?? "";
    if (c === "\n" || c === "\r") return true;
    if (c.trim() !== "") return false;
  }
  return true;
}

const fromParser: ReadonlySet<SyntaxCode> = new Set(["unexpected-token", "missing-token"]);

/** A fault that the parser stumbles over again, at the same place or later on the line, is one fault. */
function withoutEchoes(issues: readonly SyntaxIssue[], text: string): SyntaxIssue[] {
  const sorted = [...issues].sort((a, b) => a.span.start - b.span.start);
  const lines = indexLines(text);
  const lineOf = (offset: number): number => lines.position(offset).line;
  let last = { offset: -1, code: "" };
  let faultyLine = 0;
  return sorted.filter((issue) => {
    const { code, span } = issue;
    // what is missing at the end of a line is noticed at the start of the next
    const line = lineOf(code === "missing-token" && issue.related !== undefined ? issue.related.end : span.start);
    if (fromParser.has(code) && line === faultyLine) return false;
    if (fromParser.has(code) || code === "unexpected-character") faultyLine = line;
    const same = last.offset === span.start && (fromParser.has(code) || last.code !== code);
    last = { offset: span.start, code };
    return !same;
  });
}

function describe(error: IRecognitionException, text: string): SyntaxIssue {
  const context = error as IRecognitionException & { previousToken?: IToken };
  const token = error.token;
  const at = token.startOffset >= 0 ? token.startOffset : text.trimEnd().length;
  const end = token.startOffset >= 0 ? (token.endOffset ?? at) + 1 : at;
  const found = token.startOffset >= 0 ? token.image : "";
  const rule = error.context.ruleStack[error.context.ruleStack.length - 1] ?? "file";
  const expected = /expecting.*?-->\s*(\S+)\s*<--/i.exec(error.message)?.[1] ?? "";
  const previous = context.previousToken;
  return {
    ...syntaxIssue(expected === "" ? "unexpected-token" : "missing-token", at, end, {
      found,
      rule,
      expected: /^Expecting: (value|statement|declaration)\b/.exec(error.message)?.[1] ?? expected,
    }),
    ...(previous !== undefined && previous.startOffset >= 0
      ? { related: { start: previous.startOffset, end: (previous.endOffset ?? previous.startOffset) + 1 } }
      : {}),
  };
}
