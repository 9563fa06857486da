import type { CompletionKind, Edit, OutlineEntry } from "../../compiler/service/index.js";
import { checked, client, help, lang, renameFact, show } from "../store.js";
import { words } from "../words.js";
import { fileOf, guideHost, guideUri, language, modelOf, rangeOf, type TextModel } from "./models.js";
import { monaco } from "./monaco.js";
import { semanticKinds } from "./theme.js";

/** The language service as the editor's providers. Everything shown is plain text: nothing of a file becomes markup. */

type Position = Parameters<TextModel["getOffsetAt"]>[0];

/** An answer about a text that has changed meanwhile is no answer. */
async function about<T>(model: TextModel, answer: Promise<T>): Promise<T | undefined> {
  const version = model.getVersionId();
  try {
    const value = await answer;
    return !model.isDisposed() && model.getVersionId() === version ? value : undefined;
  } catch {
    return undefined;
  }
}

const here = (model: TextModel, position: Position): readonly [file: string, offset: number] => [fileOf(model.uri), model.getOffsetAt(position)];

const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!<>&|~]/g, "\\$&");

const edits = (all: readonly Edit[]): { edits: { resource: TextModel["uri"]; versionId: undefined; textEdit: { range: ReturnType<typeof rangeOf>; text: string } }[] } => ({
  edits: all.flatMap((edit) => {
    const model = modelOf(edit.file);
    return model === undefined ? [] : [{ resource: model.uri, versionId: undefined, textEdit: { range: rangeOf(model, edit), text: edit.text } }];
  }),
});

const place = (file: string, span: { readonly start: number; readonly end: number }) => {
  const model = modelOf(file);
  return model === undefined ? [] : [{ uri: model.uri, range: rangeOf(model, span) }];
};

export function registerLanguage(): void {
  const { languages } = monaco;
  languages.register({ id: language, extensions: [".policy"] });
  languages.setLanguageConfiguration(language, {
    comments: { lineComment: "//" }, brackets: [["{", "}"], ["(", ")"], ["（", "）"]],
    autoClosingPairs: [["{", "}"], ["(", ")"], ["“", "”"], ["\"", "\""]].map(([open = "", close = ""]) => ({ open, close, notIn: ["string", "comment"] })),
    wordPattern: /[\p{L}_][\p{L}\p{N}_]*/u,
  });
  languages.setMonarchTokensProvider(language, { tokenizer: { root: [[/\/\/.*$/, "comment"], [/"[^"]*"|“[^”]*”/, "string"], [/\d[\d,]*(?:\.\d+)?%?/, "number"]] } });
  languages.register({ id: "output" });
  languages.setMonarchTokensProvider("output", {
    words: ["const", "export", "function", "import", "from", "return", "if", "else", "let", "for", "of", "interface", "readonly", "type", "declare", "null", "true", "false", "undefined", "SELECT", "FROM", "CASE", "WHEN", "THEN", "ELSE", "END", "AND", "OR", "NOT", "CREATE", "VIEW", "AS", "TABLE", "WITH", "IN", "IS", "NULL", "CAST"],
    tokenizer: {
      root: [[/\/\/.*$|--.*$/, "comment"], [/\/\*/, "comment", "@comment"], [/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/, "string"], [/\d[\d_.]*n?/, "number"], [/[A-Za-z_$][\w$]*/, { cases: { "@words": "keyword", "@default": "identifier" } }]],
      comment: [[/\*\//, "comment", "@pop"], [/./, "comment"]],
    },
  });
  registerEditing();
  monaco.editor.registerLinkOpener({
    open(uri) {
      if (uri.authority !== guideHost) return false;
      help.value = { id: uri.path.slice(1), problem: uri.query === "problem" };
      return true;
    },
  });
  registerReading();
}

const kinds = (): Readonly<Partial<Record<CompletionKind, number>>> => {
  const k = monaco.languages.CompletionItemKind;
  return { keyword: k.Keyword, snippet: k.Snippet, fact: k.Field, finding: k.Field, scheme: k.Class, definition: k.Variable, unit: k.Unit, member: k.EnumMember, value: k.Value, reading: k.Enum, alternative: k.EnumMember, anchor: k.Reference, quote: k.Text, source: k.File };
};

function registerEditing(): void {
  const { languages } = monaco;
  languages.registerCompletionItemProvider(language, {
    triggerCharacters: [" ", "\"", "“", "(", "（", ".", ":", "："],
    async provideCompletionItems(model, position) {
      const items = await about(model, client.ask("completion", ...here(model, position), lang.value));
      const icons = kinds();
      return {
        suggestions: (items ?? []).map((item) => {
          const said = item.documentation === undefined ? "" : [item.documentation.title, item.documentation.clause, item.documentation.quote].filter(Boolean).join("\n\n");
          return {
            label: { label: item.label, ...(item.detail === undefined ? {} : { description: item.detail }) }, kind: icons[item.kind] ?? languages.CompletionItemKind.Text,
            insertText: item.insertText, range: rangeOf(model, item.replace), sortText: item.sortText, filterText: item.filterText, ...(said === "" ? {} : { documentation: said }),
            ...(item.isSnippet ? { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet } : {}),
          };
        }),
      };
    },
  });
  languages.registerCodeActionProvider(language, {
    provideCodeActions(model, range) {
      const problems = checked.peek()?.problems[fileOf(model.uri)] ?? [];
      const [from, to] = [model.getOffsetAt(range.getStartPosition()), model.getOffsetAt(range.getEndPosition())];
      const actions = problems.filter(({ span }) => span.start <= to && from <= span.end)
        .flatMap((problem) => problem.fixes.map((fix, i) => ({ title: fix.title, kind: "quickfix", edit: edits(fix.edits), isPreferred: i === 0 })));
      return { actions, dispose: () => {} };
    },
  });
  languages.registerRenameProvider(language, {
    async resolveRenameLocation(model, position) {
      const found = await client.ask("prepareRename", ...here(model, position));
      if ("reason" in found) return { range: new monaco.Range(1, 1, 1, 1), text: "", rejectReason: found.reason[lang.value] };
      return { range: rangeOf(model, found), text: found.text };
    },
    async provideRenameEdits(model, position, newName) {
      const before = await client.ask("prepareRename", ...here(model, position));
      const found = await client.ask("renameAt", ...here(model, position), newName);
      // a fact of the case goes by its new name too, once the texts have it
      if (!("reason" in found) && !("reason" in before)) setTimeout(() => { renameFact(before.text, newName.trim()); });
      return "reason" in found ? { edits: [], rejectReason: found.reason[lang.value] } : edits(found.edits);
    },
  });
  languages.registerDocumentFormattingEditProvider(language, {
    async provideDocumentFormattingEdits(model) {
      const found = await about(model, client.ask("format", fileOf(model.uri)));
      return found === undefined || "reason" in found ? [] : [{ range: model.getFullModelRange(), text: found.text }];
    },
  });
}

function registerReading(): void {
  const { languages } = monaco;
  languages.registerHoverProvider(language, {
    async provideHover(model, position) {
      const found = await about(model, client.ask("hover", ...here(model, position), lang.value));
      if (found === undefined) return null;
      const lines = found.lines.map(({ label, text }) => `${plain(label)}: ${plain(text)}`);
      const quotes = found.quotes.map(({ clause, words, sentence }) => `> **${plain(clause)}** ${plain(sentence ?? words)}`);
      const guide = found.guide === undefined ? [] : [`[${words.guide[lang.value]}: ${plain(found.guide.title)}](${guideUri(found.guide.id, false).toString()})`];
      const title = found.title === undefined ? [] : [`**${plain(found.title)}**`];
      return { range: rangeOf(model, found.span), contents: [...title, `\`${found.signature.replaceAll("`", "'")}\``, lines.join("  \n"), ...quotes, ...guide].filter((value) => value !== "").map((value) => ({ value })) };
    },
  });
  languages.registerDefinitionProvider(language, {
    async provideDefinition(model, position) {
      const found = await about(model, client.ask("definition", ...here(model, position)));
      return (found ?? []).flatMap((one) => place(one.file, one));
    },
  });
  languages.registerReferenceProvider(language, {
    async provideReferences(model, position, context) {
      const found = await about(model, client.ask("references", ...here(model, position), context.includeDeclaration));
      return (found ?? []).flatMap((one) => place(one.file, one));
    },
  });
  languages.registerDocumentSymbolProvider(language, {
    async provideDocumentSymbols(model) {
      const found = await about(model, client.ask("outline", fileOf(model.uri)));
      const symbol = (entry: OutlineEntry): ReturnType<typeof asSymbol> => asSymbol(model, entry, symbol);
      return (found ?? []).map(symbol);
    },
  });
  languages.registerFoldingRangeProvider(language, {
    async provideFoldingRanges(model) {
      const found = await about(model, client.ask("folding", fileOf(model.uri)));
      return (found ?? []).map((range) => ({ start: model.getPositionAt(range.start).lineNumber, end: model.getPositionAt(range.end).lineNumber })).filter(({ start, end }) => end > start);
    },
  });
  languages.registerSelectionRangeProvider(language, {
    async provideSelectionRanges(model, positions) {
      const found = await about(model, Promise.all(positions.map((position) => client.ask("selectionRanges", ...here(model, position)))));
      return (found ?? []).map((ranges) => ranges.map((range) => ({ range: rangeOf(model, range) })));
    },
  });
  languages.registerDocumentSemanticTokensProvider(language, {
    getLegend: () => ({ tokenTypes: [...semanticKinds], tokenModifiers: [] }),
    async provideDocumentSemanticTokens(model) {
      const found = await about(model, client.ask("semanticTokens", fileOf(model.uri)));
      return found === undefined ? null : { data: encoded(model, found) };
    },
    releaseDocumentSemanticTokens: () => {},
  });
  monaco.editor.registerEditorOpener({
    openCodeEditor(_source, resource, where) {
      const model = monaco.editor.getModel(resource);
      if (model === null || resource.scheme !== "work") return false;
      const range = where === undefined ? new monaco.Range(1, 1, 1, 1) : "lineNumber" in where ? new monaco.Range(where.lineNumber, where.column, where.lineNumber, where.column) : monaco.Range.lift(where);
      show({ file: fileOf(resource), start: model.getOffsetAt(range.getStartPosition()), end: model.getOffsetAt(range.getEndPosition()) });
      return true;
    },
  });
}

function asSymbol(model: TextModel, entry: OutlineEntry, inner: (entry: OutlineEntry) => unknown): import("monaco-editor").languages.DocumentSymbol {
  const k = monaco.languages.SymbolKind;
  const icon = { scheme: k.Class, fact: k.Field, policy: k.Module, vocabulary: k.Module, reading: k.Enum, alternative: k.EnumMember, unit: k.Constant, pool: k.Struct, stack: k.Struct, where: k.Variable }[entry.kind as string] ?? k.Property;
  const name = entry.alias === undefined ? entry.name : `${entry.name} / ${entry.alias}`;
  return { name, detail: entry.titles[lang.value] ?? "", kind: icon, tags: [], range: rangeOf(model, entry.span), selectionRange: rangeOf(model, entry.nameSpan), children: entry.children.map(inner) as never };
}

/** Positions as the editor wants them, each from the one before; what spans lines is told line by line. */
function encoded(model: TextModel, tokens: readonly { readonly start: number; readonly end: number; readonly kind: (typeof semanticKinds)[number] }[]): Uint32Array {
  const data: number[] = [];
  let [line, column] = [0, 0];
  for (const token of tokens) {
    const [from, to] = [model.getPositionAt(token.start), model.getPositionAt(token.end)];
    for (let at = from.lineNumber; at <= to.lineNumber; at++) {
      const start = at === from.lineNumber ? from.column - 1 : 0;
      const length = (at === to.lineNumber ? to.column - 1 : model.getLineLength(at)) - start;
      if (length <= 0) continue;
      data.push(at - 1 - line, at - 1 === line ? start - column : start, length, semanticKinds.indexOf(token.kind), 0);
      [line, column] = [at - 1, start];
    }
  }
  return Uint32Array.from(data);
}
