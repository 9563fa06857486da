import type { Span, Surface } from "../../grammar/index.js";
import { readDate, readMoney, readPlain } from "../../grammar/literals.js";
import { parseRational, toText } from "../../runtime/rational.js";
import { oneLine, sentencesOf, type SourceText } from "./citations.js";
import { clauseAt } from "./clauses.js";
import type { Session } from "./session.js";
import { closingBrace, lineAt, tokenEnd, typeOf, type Token, type View } from "./text.js";
import type { Edit } from "./types.js";

/** Where the text of a fix goes: at the end of a block, before a declaration, below the header. */

export interface Site {
  readonly session: Session;
  readonly view: View;
  readonly file: string;
  readonly span: Span;
  readonly parameters: Readonly<Record<string, string>>;
  readonly surface: Surface;
  /** The other place, in the same file. */
  readonly related: Span | undefined;
  readonly statement: Span | undefined;
}

/** Lines at the end of the block that the token `brace` opens. */
export function insertRow({ view, file }: Site, brace: number, lines: readonly string[]): Edit | undefined {
  const { tokens, text } = view;
  const [open, last] = [tokens[brace], closingBrace(tokens, brace)];
  const close = tokens[last];
  if (open === undefined || close === undefined) return undefined;
  const before = tokens[last - 1] ?? open;
  const oneLiner = !/[\n\r]/.test(text.slice(open.startOffset, close.startOffset));
  if (oneLiner) {
    const comma = before === open || typeOf(before) === "Comma" ? "" : /\p{Script=Han}/u.test(lines.join("")) ? "，" : ",";
    return { file, start: tokenEnd(before), end: tokenEnd(before), text: `${comma} ${lines.join(comma === "" ? " " : `${comma} `)}` };
  }
  const indent = before === open ? `${lineAt(text, open.startOffset).indent}  ` : lineAt(text, firstIn(tokens, brace)).indent;
  const lineEnd = lineAt(text, tokenEnd(before)).end;
  const at = Math.min(lineEnd, close.startOffset);
  return { file, start: at, end: at, text: lines.map((line) => `\n${indent}${line}`).join("") };
}

const firstIn = (tokens: readonly Token[], brace: number): number => tokens[brace + 1]?.startOffset ?? 0;

/** A line of its own before the declaration around the place, after the comment lines that belong to it. */
export function insertBefore(site: Site, text: string): Edit {
  const { session, view, file, span } = site;
  const decls = session.units().get(file)?.ast.decls ?? [];
  const around = decls.find((decl) => decl.span.start <= span.start && span.start <= decl.span.end) ?? decls.find((decl) => decl.span.start > span.start);
  const start = around === undefined ? view.text.length : lineAt(view.text, around.span.start).start;
  const lead = start > 0 && view.text[start - 1] !== "\n" ? "\n" : "";
  return { file, start, end: start, text: `${lead}${text}\n\n` };
}

/** A line below the header, after the `use` lines that stand there. */
export function insertTop({ session, view, file }: Site, text: string): Edit | undefined {
  const ast = session.parsed(file)?.file;
  if (ast?.header === undefined) return undefined;
  const uses = ast.decls.filter((decl) => decl.kind === "use");
  const after = uses.at(-1)?.span.end ?? ast.header.span.end;
  const { end } = lineAt(view.text, after);
  return { file, start: end, end, text: uses.length > 0 ? `\n${text}` : `\n\n${text}` };
}

/** What a number literal is, exactly; undefined for other tokens. */
function literalValue(token: Token): { readonly kind: string; readonly value: string } | undefined {
  const exact = (value: string): string => toText(parseRational(value));
  switch (typeOf(token)) {
    case "Money": return { kind: "money", value: exact(readMoney(token.image).value) };
    case "Percent": return /^[\d.,\s]+[%％]$/.test(token.image) ? { kind: "percent", value: exact(readPlain(token.image.replace(/[\s%％]/g, "")).value) } : undefined;
    case "Num": return { kind: "count", value: exact(readPlain(token.image).value) };
    case "DateLiteral": return { kind: "date", value: readDate(token.image).value };
    default: return undefined;
  }
}

/** Sentences of a source that have the number, as one would cite them. */
export function anchorText(source: SourceText, token: Token, surface: Surface): readonly { readonly anchor: string; readonly words: string }[] {
  const literal = literalValue(token);
  if (literal === undefined) return [];
  const numbers = source.numbers.filter((number) => number.kind === literal.kind && (number.kind === "date" ? number.value : safely(number.value)) === literal.value);
  const sentences = sentencesOf(source).filter((sentence) => numbers.some((number) => number.start >= sentence.start && number.end <= sentence.end));
  return sentences.map((sentence) => ({ anchor: clauseAt(source, sentence.start, surface), words: oneLine(source.text.slice(sentence.start, sentence.end)) })).filter(({ anchor }) => anchor !== "");
}

const safely = (value: string): string => (/^\d+(?:\.\d+)?(?:\/\d+)?$/.test(value) ? toText(parseRational(value)) : value);
