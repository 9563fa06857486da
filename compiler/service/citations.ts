import type { Ast, Span } from "../../grammar/index.js";
import { locate, type Source } from "../check/cited.js";
import { splitSentences, type Sentence } from "../source-text/index.js";
import type { Session } from "./session.js";

/** Every citation of a file with its place in the source. */

export interface SourceLink {
  /** Of the quoted words, quotation marks included. */
  readonly span: Span;
  readonly anchor: string;
  readonly source: string;
  /** Stretches of the source; several where the quote skips with an ellipsis. */
  readonly parts: readonly Span[];
  /** False where the words stand in another clause than the one named. */
  readonly inClause: boolean;
}

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;

const cites = new WeakMap<Ast.File, readonly Ast.Cite[]>();

/** All citations of a tree, in the order of the text. */
export function citesOf(ast: Ast.File): readonly Ast.Cite[] {
  const known = cites.get(ast) ?? collect(ast);
  cites.set(ast, known);
  return known;
}

function collect(ast: Ast.File): readonly Ast.Cite[] {
  const found: Ast.Cite[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isNode(value)) {
      if ("anchor" in value && "quote" in value) found.push(value as unknown as Ast.Cite);
      else for (const child of Object.values(value)) walk(child);
    }
  };
  walk([ast.header, ast.decls]);
  return found.sort((a, b) => a.span.start - b.span.start);
}

export type SourceText = Source & { readonly id: string };

function link(cite: Ast.Cite, sources: readonly SourceText[]): SourceLink | undefined {
  if (cite.external || cite.quote.value === "") return undefined;
  for (const source of sources) {
    const found = locate(source, cite);
    if (found !== undefined) return { span: cite.quote.span, anchor: cite.anchor, source: source.id, parts: found.match.parts, inClause: found.inClause };
  }
  return undefined;
}

export function linksToSource(session: Session, file: string): readonly SourceLink[] {
  const ast = session.parsed(file)?.file;
  if (ast === undefined) return [];
  const sources = session.sourcesOf(file);
  return citesOf(ast).flatMap((cite) => link(cite, sources) ?? []);
}

/** The citation whose clause number or words an offset touches. */
export function citeAt(session: Session, file: string, offset: number): (SourceLink & { readonly cite: Ast.Cite }) | undefined {
  const ast = session.parsed(file)?.file;
  const cite = ast === undefined ? undefined : citesOf(ast).find((one) => one.span.start <= offset && offset <= one.span.end);
  const found = cite === undefined ? undefined : link(cite, session.sourcesOf(file));
  return cite === undefined || found === undefined ? undefined : { ...found, cite };
}

const sentences = new WeakMap<object, readonly Sentence[]>();

export function sentencesOf(source: SourceText): readonly Sentence[] {
  const known = sentences.get(source.quotes) ?? splitSentences(source.text);
  sentences.set(source.quotes, known);
  return known;
}

/** The sentences that some stretches of a source touch, on one line. */
export function sentencesAround(source: SourceText, parts: readonly Span[]): string {
  const touched = sentencesOf(source).filter((sentence) => parts.some((part) => part.start < sentence.end && part.end > sentence.start));
  return touched.map((sentence) => oneLine(source.text.slice(sentence.start, sentence.end))).join(" ");
}

/** Line breaks inside a sentence are layout of the page it was copied from. */
export const oneLine = (text: string): string => text.replace(/(\p{Script=Han}|[，、；：])\s+(?=\p{Script=Han})/gu, "$1").replace(/\s+/g, " ").trim();
