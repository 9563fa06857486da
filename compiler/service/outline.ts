import type { Ast, Span } from "../../grammar/index.js";
import type { Titles } from "../../runtime/program.js";
import { titlesOf, type Unit } from "../declare.js";
import { closingBrace, lineAt, tokenEnd, typeOf, type View } from "./text.js";

/** What a file holds, nested, with titles; and what of it can be folded away. */

export interface OutlineEntry {
  readonly name: string;
  /** The name in the other script, where there is one. */
  readonly alias: string | undefined;
  readonly kind: Ast.Decl["kind"] | Ast.Stmt["kind"] | "policy" | "vocabulary" | "alternative" | "instalment";
  readonly titles: Titles;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly OutlineEntry[];
}

type Naming = Pick<Ast.Naming, "name" | "alias"> & { readonly titles?: readonly Ast.TextLiteral[] };

function entry(kind: OutlineEntry["kind"], naming: Naming, whole: Span, children: readonly OutlineEntry[] = []): readonly OutlineEntry[] {
  const { name, alias, titles = [] } = naming;
  if (name.text === "" || name.span.end <= name.span.start) return children;
  // while the name is typed the tree can hold one that stands elsewhere: editors refuse a name outside of its construct
  const span = { start: Math.min(whole.start, name.span.start), end: Math.max(whole.end, name.span.end) };
  return [{ name: name.text, alias: alias?.text, kind, titles: titlesOf(titles), span, nameSpan: name.span, children }];
}

const plain = (name: Ast.Ident, titles: readonly Ast.TextLiteral[] = []): Naming => ({ name, alias: undefined, titles });

/** A list holds the facts of its rows. */
const factEntry = (decl: Ast.FactDecl): readonly OutlineEntry[] => entry("fact", decl.naming, decl.span, decl.type.kind === "list" ? decl.type.facts.flatMap(factEntry) : []);

function statements(body: readonly Ast.Stmt[]): readonly OutlineEntry[] {
  return body.flatMap((s): readonly OutlineEntry[] => {
    switch (s.kind) {
      case "fact": return factEntry(s);
      case "bar": return entry(s.kind, s.naming, s.span);
      case "where": return s.names.flatMap((name) => entry("where", plain(name), s.span));
      case "when-block": return statements(s.body);
      case "by-reading": return s.arms.flatMap((arm) => statements(arm.value));
      case "instalments": return entry("instalments", plain({ text: "instalments", span: { start: s.span.start, end: s.span.start + 1 } }), s.span, s.parts.flatMap((part) => (part.name === undefined ? [] : entry("instalment", plain(part.name), part.span))));
      case "require": case "note": case "deadline": case "award": case "plus": case "cap": case "uplift": case "term": case "repay":
        return s.name === undefined ? [] : entry(s.kind, plain(s.name, "titles" in s ? s.titles : []), s.span);
      default: return [];
    }
  });
}

function declarations(decls: readonly Ast.Decl[]): readonly OutlineEntry[] {
  return decls.flatMap((decl): readonly OutlineEntry[] => {
    switch (decl.kind) {
      case "fact": return factEntry(decl);
      case "unit": case "subject": case "value": case "publicity": case "bar": case "target": return entry(decl.kind, decl.naming, decl.span);
      case "scheme": case "pool": case "stack": return entry(decl.kind, decl.naming, decl.span, statements(decl.body));
      case "every-scheme": return entry("every-scheme", plain({ text: "every scheme", span: { start: decl.span.start, end: decl.span.start + 1 } }), decl.span, statements(decl.body));
      case "reading": return entry("reading", decl.naming, decl.span, decl.alternatives.flatMap((one) => entry("alternative", one.naming, one.span)));
      case "by-reading": return decl.arms.flatMap((arm) => declarations(arm.value));
      case "example": return entry("example", plain({ text: decl.title.value, span: decl.title.span }), decl.span);
      case "always": return decl.name === undefined ? [] : entry("always", plain(decl.name, decl.titles), decl.span);
      default: return [];
    }
  });
}

export function outline(unit: Unit | undefined): readonly OutlineEntry[] {
  if (unit === undefined) return [];
  const { header, decls } = unit.ast;
  const inside = declarations(decls);
  return header === undefined ? inside : [...entry(header.kind, { name: header.id, alias: header.kind === "policy" ? header.alias : undefined, titles: header.titles }, header.span), ...inside];
}

export interface FoldingRange extends Span {
  readonly kind: "block" | "comment" | "region";
}

/** Blocks between braces, runs of comments, and the parts between `// -----` headings. */
export function folding(view: View): readonly FoldingRange[] {
  const { text, tokens, comments } = view;
  const severalLines = (start: number, end: number): boolean => /[\n\r]/.test(text.slice(start, end));
  const blocks = tokens.flatMap((token, i): FoldingRange[] => {
    const close = typeOf(token) === "OpenBrace" ? tokens[closingBrace(tokens, i)] : undefined;
    return close !== undefined && severalLines(token.startOffset, close.startOffset) ? [{ start: token.startOffset, end: tokenEnd(close), kind: "block" }] : [];
  });
  const own = comments.filter((comment) => text.slice(lineAt(text, comment.startOffset).start, comment.startOffset).trim() === "");
  const runs: { start: number; end: number }[] = [];
  for (const comment of own) {
    const end = comment.startOffset + comment.image.trimEnd().length;
    const last = runs.at(-1);
    if (last !== undefined && /^[^\S\n]*\r?\n[^\S\n]*$/.test(text.slice(last.end, comment.startOffset))) last.end = end;
    else runs.push({ start: comment.startOffset, end });
  }
  const headings = own.filter((comment) => /^\/\/\s*-{4,}/.test(comment.image));
  const regions = headings.map((heading, i): FoldingRange => {
    const until = headings[i + 1]?.startOffset ?? text.length;
    return { start: heading.startOffset, end: heading.startOffset + text.slice(heading.startOffset, until).trimEnd().length, kind: "region" };
  });
  return [...blocks, ...runs.filter((run) => severalLines(run.start, run.end)).map((run): FoldingRange => ({ ...run, kind: "comment" })), ...regions.filter((region) => severalLines(region.start, region.end))]
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** From the word under the cursor outwards: word, line, blocks, file. */
export function selectionRanges(view: View, offset: number): readonly Span[] {
  const { text, tokens } = view;
  const line = lineAt(text, offset);
  const word = tokens.find((token) => token.startOffset <= offset && offset <= tokenEnd(token));
  const blocks = tokens.flatMap((token, i): Span[] => {
    if (typeOf(token) !== "OpenBrace" || token.startOffset > offset) return [];
    const close = tokens[closingBrace(tokens, i)];
    const end = close === undefined ? text.length : tokenEnd(close);
    const start = lineAt(text, token.startOffset);
    return end < offset ? [] : [{ start: start.start + start.indent.length, end }];
  });
  const all = [...(word === undefined ? [] : [{ start: word.startOffset, end: tokenEnd(word) }]), { start: line.start + line.indent.length, end: line.end }, ...blocks.reverse(), { start: 0, end: text.length }];
  return all.filter((one, i) => one.start <= offset && offset <= one.end && all.slice(0, i).every((inner) => inner.start >= one.start && inner.end <= one.end && (inner.start !== one.start || inner.end !== one.end)));
}

