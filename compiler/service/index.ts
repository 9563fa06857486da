import type { Span, Surface } from "../../grammar/index.js";
import type { Compiled } from "../pipeline.js";
import type { CompletionItem } from "./candidates.js";
import { linksToSource, type SourceLink } from "./citations.js";
import { complete } from "./complete.js";
import { format, type Formatted } from "./format.js";
import { semanticTokens, type SemanticToken } from "./highlight.js";
import { hover, type Hover } from "./hover.js";
import { constructsAt, definition, references, type Construct, type Definition } from "./navigate.js";
import { folding, outline, selectionRanges, type FoldingRange, type OutlineEntry } from "./outline.js";
import { diagnostics, findings, type Problem } from "./problems.js";
import { prepareRename, rename, type Renamed } from "./rename.js";
import { Session, type LastGood } from "./session.js";
import { within } from "./text.js";
import type { Language, Place, Refusal } from "./types.js";

/**
 * The language service: what an editor asks of a set of policy files. Pure: texts in, values out; offsets are UTF-16 units
 * of the file's text. Every call is total: an unknown file, an offset outside, a text of junk give empty answers.
 */
export interface Service {
  setFile(id: string, text: string): void;
  removeFile(id: string): void;
  /** A source text; policies name it relative to their own folder, so its id is that folder and the name. */
  setSource(id: string, text: string): void;
  removeSource(id: string): void;
  files(): readonly string[];
  /** All files, compiled; kept until an edit. */
  compiled(): Compiled;
  /** The last program without errors. */
  lastGood(): LastGood;

  /** Files of which `diagnostics` says something. */
  filesWithProblems(): readonly string[];
  diagnostics(file: string, lang: Language): readonly Problem[];
  /** What the analyser finds in a program without errors. Takes seconds. */
  findings(file: string, lang: Language): readonly Problem[];
  /** Details are in `lang`, or in the language of the words around. */
  completion(file: string, offset: number, lang?: Language): readonly CompletionItem[];
  hover(file: string, offset: number, lang: Language): Hover | undefined;
  definition(file: string, offset: number): readonly Definition[];
  references(file: string, offset: number, withDeclaration?: boolean): readonly Place[];
  prepareRename(file: string, offset: number): (Span & { readonly text: string }) | Refusal;
  renameAt(file: string, offset: number, newName: string): Renamed | Refusal;
  outline(file: string): readonly OutlineEntry[];
  folding(file: string): readonly FoldingRange[];
  selectionRanges(file: string, offset: number): readonly Span[];
  semanticTokens(file: string): readonly SemanticToken[];
  format(file: string, surface?: Surface): Formatted | Refusal;
  switchSurface(file: string, surface: Surface): Formatted | Refusal;
  /** Every citation with its place in the source, for highlighting both ways. */
  linksToSource(file: string): readonly SourceLink[];
  /** The constructs around an offset, outermost first. */
  symbolsAt(file: string, offset: number): readonly Construct[];
}

export function createService(options: { readonly drafts?: boolean } = {}): Service {
  const session = new Session(options.drafts === true);
  /** An answer about a file that is there, at an offset that is in it. */
  const at = <T>(file: string, offset: number, empty: T, answer: (offset: number) => T): T => {
    const text = session.text(file);
    return text === undefined ? empty : answer(within(text, offset));
  };
  const missing: Refusal = { reason: { en: "there is no such file", zh: "没有这个文件" } };
  return {
    setFile: (id, text) => { session.setFile(id, text); },
    removeFile: (id) => { session.removeFile(id); },
    setSource: (id, text) => { session.setSource(id, text); },
    removeSource: (id) => { session.removeSource(id); },
    files: () => session.ids,
    compiled: () => session.compiled(),
    lastGood: () => session.lastGood(),
    filesWithProblems: () => [...new Set(session.compiled().diagnostics.map((diagnostic) => diagnostic.file))],
    diagnostics: (file, lang) => diagnostics(session, file, lang),
    findings: (file, lang) => findings(session, file, lang),
    completion: (file, offset, lang) => at(file, offset, [], (here) => {
      const view = session.view(file);
      return view === undefined ? [] : complete(session, view, here, lang);
    }),
    hover: (file, offset, lang) => at(file, offset, undefined, (here) => hover(session, file, here, lang)),
    definition: (file, offset) => at(file, offset, [], (here) => definition(session, file, here)),
    references: (file, offset, withDeclaration) => at(file, offset, [], (here) => references(session, file, here, withDeclaration)),
    prepareRename: (file, offset) => at<ReturnType<Service["prepareRename"]>>(file, offset, missing, (here) => prepareRename(session, file, here)),
    renameAt: (file, offset, newName) => at<Renamed | Refusal>(file, offset, missing, (here) => rename(session, file, here, newName)),
    outline: (file) => outline(session.units().get(file)),
    folding: (file) => at(file, 0, [], () => { const view = session.view(file); return view === undefined ? [] : folding(view); }),
    selectionRanges: (file, offset) => at(file, offset, [], (here) => { const view = session.view(file); return view === undefined ? [] : selectionRanges(view, here); }),
    semanticTokens: (file) => at(file, 0, [], () => { const view = session.view(file); return view === undefined ? [] : semanticTokens(session, view); }),
    format: (file, surface) => format(session, file, surface),
    switchSurface: (file, surface) => format(session, file, surface),
    linksToSource: (file) => linksToSource(session, file),
    symbolsAt: (file, offset) => at(file, offset, [], (here) => constructsAt(session, file, here)),
  };
}

export { applyEdits, type Both, type Edit, type Language, type Place, type Refusal } from "./types.js";
export type { Compiled, CompletionItem, Construct, Definition, FoldingRange, Formatted, Hover, LastGood, OutlineEntry, Problem, Renamed, SemanticToken, SourceLink };
export type { CompletionKind } from "./candidates.js";
export type { HoverLine, HoverQuote } from "./hover.js";
export type { Fix } from "./problems.js";
export { helpContents, helpMarkdown, helpPage, problemContents, problemHelp, type HelpLink, type HelpPage } from "./guide.js";
export { semanticKinds, type SemanticKind } from "./highlight.js";
