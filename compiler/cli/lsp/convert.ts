import { CompletionItemKind, DiagnosticSeverity, InsertTextFormat, SymbolKind, type CompletionItem, type Diagnostic, type DocumentSymbol, type Location, type Range, type TextEdit, type WorkspaceEdit } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { semanticKinds, type CompletionItem as Item, type CompletionKind, type Edit, type Hover, type Language, type OutlineEntry, type Problem, type SemanticKind, type SemanticToken } from "../../service/index.js";
import type { FileSet } from "./sets.js";

/** Values of the language service as the protocol writes them. */

type Span = { readonly start: number; readonly end: number };

export const rangeOf = (document: TextDocument, { start, end }: Span): Range => ({ start: document.positionAt(start), end: document.positionAt(end) });

export function locationOf(set: FileSet, place: Span & { readonly file: string }): readonly Location[] {
  const document = set.documents.get(place.file);
  return document === undefined ? [] : [{ uri: document.uri, range: rangeOf(document, place) }];
}

export function workspaceEdit(set: FileSet, edits: readonly Edit[]): WorkspaceEdit {
  const changes: Record<string, TextEdit[]> = {};
  for (const edit of edits) {
    const document = set.documents.get(edit.file);
    if (document !== undefined) (changes[document.uri] ??= []).push({ range: rangeOf(document, edit), newText: edit.text });
  }
  return { changes };
}

/** Address of a page of the guide, for an editor that says it opens them. */
export const guideLink = (id: string, problem: boolean): string => `allot-guide:/${id}.md${problem ? "?problem" : ""}`;

export function diagnosticOf(set: FileSet, document: TextDocument, problem: Problem, links: boolean): Diagnostic {
  const { code, severity, related } = problem;
  const [other] = related === undefined ? [] : locationOf(set, related);
  return {
    range: rangeOf(document, problem.span), severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning, code, source: "allot",
    message: problem.help === undefined ? problem.message : `${problem.message}\n${problem.help}`,
    ...(links ? { codeDescription: { href: guideLink(code, true) } } : {}),
    ...(other === undefined || related === undefined ? {} : { relatedInformation: [{ location: other, message: related.message }] }),
  };
}

const itemKinds: Readonly<Partial<Record<CompletionKind, CompletionItemKind>>> = {
  keyword: CompletionItemKind.Keyword, snippet: CompletionItemKind.Snippet, fact: CompletionItemKind.Field, finding: CompletionItemKind.Field, scheme: CompletionItemKind.Class, definition: CompletionItemKind.Variable,
  unit: CompletionItemKind.Unit, member: CompletionItemKind.EnumMember, value: CompletionItemKind.Value, reading: CompletionItemKind.Enum, alternative: CompletionItemKind.EnumMember, anchor: CompletionItemKind.Reference,
  quote: CompletionItemKind.Text, source: CompletionItemKind.File,
};

export function completionOf(document: TextDocument, item: Item): CompletionItem {
  const said = item.documentation === undefined ? "" : [item.documentation.title, item.documentation.clause, item.documentation.quote].filter((part) => part !== undefined && part !== "").join("\n\n");
  return {
    label: item.label, kind: itemKinds[item.kind] ?? CompletionItemKind.Text, sortText: item.sortText, filterText: item.filterText,
    insertTextFormat: item.isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText, textEdit: { range: rangeOf(document, item.replace), newText: item.insertText },
    ...(item.detail === undefined ? {} : { detail: item.detail }), ...(said === "" ? {} : { documentation: said }),
  };
}

/** Nothing of a file becomes markup. */
const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>&|~]/g, "\\$&");

export function hoverText(found: Hover, lang: Language, links: boolean): string {
  const guide = found.guide;
  const page = { en: "Guide", zh: "指南" }[lang];
  return [
    found.title === undefined ? "" : `**${plain(found.title)}**`,
    `\`${found.signature.replaceAll("`", "'")}\``,
    found.lines.map(({ label, text }) => `${plain(label)}: ${plain(text)}`).join("  \n"),
    ...found.quotes.map(({ clause, words, sentence }) => `> **${plain(clause)}** ${plain(sentence ?? words)}`),
    guide === undefined ? "" : links ? `[${page}: ${plain(guide.title)}](${guideLink(guide.id, false)})` : `${page}: \`allot guide ${guide.id}\``,
  ].filter((part) => part !== "").join("\n\n");
}

const symbolKinds: Readonly<Partial<Record<OutlineEntry["kind"], SymbolKind>>> = {
  policy: SymbolKind.Module, vocabulary: SymbolKind.Module, scheme: SymbolKind.Class, pool: SymbolKind.Class, stack: SymbolKind.Class, fact: SymbolKind.Field, reading: SymbolKind.Enum, alternative: SymbolKind.EnumMember,
  unit: SymbolKind.TypeParameter, subject: SymbolKind.TypeParameter, where: SymbolKind.Variable, value: SymbolKind.Constant, example: SymbolKind.Event,
};

export function symbolOf(document: TextDocument, entry: OutlineEntry, lang: Language): DocumentSymbol {
  const title = entry.titles[lang] ?? entry.titles[lang === "en" ? "zh" : "en"] ?? "";
  return {
    name: entry.name, detail: title, kind: symbolKinds[entry.kind] ?? SymbolKind.Property, range: rangeOf(document, entry.span), selectionRange: rangeOf(document, entry.nameSpan),
    children: entry.children.map((child) => symbolOf(document, child, lang)),
  };
}

/** Names of the protocol, which every theme colours. */
const tokenTypes: Readonly<Record<SemanticKind, string>> = {
  keyword: "keyword", policy: "namespace", fact: "variable", finding: "variable", member: "enumMember", value: "property", definition: "property", scheme: "class", pool: "class", stack: "class", reading: "enum",
  alternative: "enumMember", part: "property", unit: "type", subject: "type", stage: "type", money: "number", percent: "number", number: "number", date: "number", duration: "number", text: "string", quote: "string",
  anchor: "decorator", comment: "comment", error: "string",
};
export const legend = { tokenTypes: [...new Set(semanticKinds.map((kind) => tokenTypes[kind]))], tokenModifiers: ["declaration"] };

/** Positions each from the one before; what spans lines is told line by line. */
export function encodedTokens(document: TextDocument, tokens: readonly SemanticToken[]): number[] {
  const data: number[] = [];
  let [line, character] = [0, 0];
  for (const token of tokens) {
    const [from, to] = [document.positionAt(token.start), document.positionAt(token.end)];
    for (let at = from.line; at <= to.line; at++) {
      const start = at === from.line ? from.character : 0;
      const whole = document.getText({ start: { line: at, character: 0 }, end: { line: at + 1, character: 0 } }).replace(/[\r\n]+$/, "").length;
      const length = (at === to.line ? to.character : whole) - start;
      if (length <= 0) continue;
      data.push(at - line, at === line ? start - character : start, length, legend.tokenTypes.indexOf(tokenTypes[token.kind]), token.declares ? 1 : 0);
      [line, character] = [at, start];
    }
  }
  return data;
}
