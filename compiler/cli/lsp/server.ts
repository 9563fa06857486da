import { CodeActionKind, FoldingRangeKind, ResponseError, TextDocumentSyncKind, createConnection, StreamMessageReader, StreamMessageWriter, type CodeAction, type InitializeParams, type InitializeResult, type TextDocumentPositionParams, type TextEdit, ErrorCodes } from "vscode-languageserver/node";
import { fileURLToPath } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Formatted, Language, Refusal } from "../../service/index.js";
import { helpContents, helpMarkdown, helpPage, problemHelp } from "../../service/guide.js";
import { packageVersion } from "../version.js";
import { completionOf, diagnosticOf, encodedTokens, guideLink, hoverText, legend, locationOf, rangeOf, symbolOf, workspaceEdit } from "./convert.js";
import { PolicySets, type FileSet } from "./sets.js";

/** The language server: the language service over the protocol, on standard input and output. */

interface Settings {
  /** Language of messages; else that of the editor. */
  readonly lang?: unknown;
  /** The editor opens addresses of the guide and asks for their text. */
  readonly guide?: unknown;
}

/** Milliseconds that the reader rests before problems are told. */
const rest = 120;

export function serve(terminal: Language): void {
  const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
  let sets = new PolicySets([]);
  let lang: Language = terminal;
  let links = false;
  const open = new Map<string, TextDocument>();
  const told = new Map<string, string>();
  const dirty = new Set<FileSet>();
  let timer: NodeJS.Timeout | undefined;

  connection.onInitialize(({ workspaceFolders, rootUri, locale, initializationOptions }: InitializeParams): InitializeResult => {
    const settings = (initializationOptions ?? {}) as Settings;
    lang = settings.lang === "en" || settings.lang === "zh" ? settings.lang : locale === undefined ? terminal : /^zh/i.test(locale) ? "zh" : "en";
    links = settings.guide === true;
    const roots = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === "string" ? [rootUri] : []);
    sets = new PolicySets(roots.filter((uri) => uri.startsWith("file:")).map((uri) => fileURLToPath(uri)));
    return {
      serverInfo: { name: "allot", version: packageVersion() },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        completionProvider: { triggerCharacters: [" ", "\"", "“", "(", "（", ".", ":", "："] },
        hoverProvider: true, definitionProvider: true, referencesProvider: true, renameProvider: { prepareProvider: true }, documentSymbolProvider: true, foldingRangeProvider: true, selectionRangeProvider: true,
        documentFormattingProvider: true, codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite] }, semanticTokensProvider: { legend, full: true },
      },
    };
  });
  connection.onInitialized(() => { for (const set of sets.all) soon(set); });

  // ------------------------------------------------------------ texts

  function soon(set: FileSet): void {
    dirty.add(set);
    clearTimeout(timer);
    timer = setTimeout(tell, rest);
  }

  function tell(): void {
    const asked = [...dirty];
    dirty.clear();
    for (const set of asked) {
      for (const id of set.service.files()) {
        const document = set.documents.get(id);
        if (document === undefined) continue;
        const diagnostics = set.service.diagnostics(id, lang).map((problem) => diagnosticOf(set, document, problem, links));
        const now = JSON.stringify(diagnostics);
        if ((told.get(document.uri) ?? "[]") === now) continue;
        told.set(document.uri, now);
        void connection.sendDiagnostics({ uri: document.uri, diagnostics });
      }
    }
  }

  connection.onDidOpenTextDocument(({ textDocument: { uri, languageId, version, text } }) => {
    open.set(uri, TextDocument.create(uri, languageId, version, text));
    soon(sets.edit(uri, text));
  });
  connection.onDidChangeTextDocument(({ textDocument: { uri, version }, contentChanges }) => {
    const document = open.get(uri);
    if (document === undefined) return;
    const changed = TextDocument.update(document, contentChanges, version);
    open.set(uri, changed);
    soon(sets.edit(uri, changed.getText()));
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    const set = sets.locate(uri)?.set;
    open.delete(uri);
    sets.close(uri);
    if (set !== undefined && sets.all.includes(set)) soon(set);
    else if (told.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const at = sets.locate(uri);
      sets.onDisk(uri);
      if (at === undefined) continue;
      if (at.set.documents.get(at.id) === undefined && told.delete(uri)) void connection.sendDiagnostics({ uri, diagnostics: [] });
      soon(at.set);
    }
  });

  // ------------------------------------------------------------ questions

  /** A question about a place in a text that is known; else no answer. */
  function at<T>(params: TextDocumentPositionParams, none: T, answer: (set: FileSet, id: string, document: TextDocument, offset: number) => T): T {
    return about(params.textDocument.uri, none, (set, id, document) => answer(set, id, document, document.offsetAt(params.position)));
  }
  function about<T>(uri: string, none: T, answer: (set: FileSet, id: string, document: TextDocument) => T): T {
    const found = sets.locate(uri);
    const document = found?.set.documents.get(found.id);
    return found === undefined || document === undefined ? none : answer(found.set, found.id, document);
  }
  const whole = (document: TextDocument, found: Formatted | Refusal): TextEdit[] =>
    "reason" in found || found.text === document.getText() ? [] : [{ range: rangeOf(document, { start: 0, end: document.getText().length }), newText: found.text }];
  const refused = ({ reason }: Refusal): ResponseError<void> => new ResponseError(ErrorCodes.InvalidRequest, reason[lang]);

  connection.onCompletion((params) => at(params, [], ({ service }, id, document, offset) => service.completion(id, offset, lang).map((item) => completionOf(document, item))));
  connection.onHover((params) => at(params, null, ({ service }, id, document, offset) => {
    const found = service.hover(id, offset, lang);
    return found === undefined ? null : { range: rangeOf(document, found.span), contents: { kind: "markdown" as const, value: hoverText(found, lang, links) } };
  }));
  connection.onDefinition((params) => at(params, [], (set, id, _, offset) => set.service.definition(id, offset).flatMap((one) => locationOf(set, one))));
  connection.onReferences((params) => at(params, [], (set, id, _, offset) => set.service.references(id, offset, params.context.includeDeclaration).flatMap((one) => locationOf(set, one))));
  connection.onPrepareRename((params) => at(params, null, ({ service }, id, document, offset) => {
    const found = service.prepareRename(id, offset);
    if ("reason" in found) throw refused(found);
    return { range: rangeOf(document, found), placeholder: found.text };
  }));
  connection.onRenameRequest((params) => at(params, null, (set, id, _, offset) => {
    const found = set.service.renameAt(id, offset, params.newName);
    if ("reason" in found) throw refused(found);
    return workspaceEdit(set, found.edits);
  }));
  connection.onDocumentSymbol(({ textDocument }) => about(textDocument.uri, [], ({ service }, id, document) => service.outline(id).map((entry) => symbolOf(document, entry, lang))));
  connection.onFoldingRanges(({ textDocument }) => about(textDocument.uri, [], ({ service }, id, document) => service.folding(id).map((fold) => {
    const { start, end } = rangeOf(document, fold);
    return { startLine: start.line, endLine: end.line, ...(fold.kind === "comment" ? { kind: FoldingRangeKind.Comment } : {}) };
  })));
  connection.onSelectionRanges(({ textDocument, positions }) => about(textDocument.uri, [], ({ service }, id, document) => positions.map((position) => {
    const spans = [...service.selectionRanges(id, document.offsetAt(position))].sort((a, b) => b.end - b.start - (a.end - a.start));
    type Nested = { range: ReturnType<typeof rangeOf>; parent?: Nested };
    const nested = spans.reduce<Nested | undefined>((parent, span) => ({ range: rangeOf(document, span), ...(parent === undefined ? {} : { parent }) }), undefined);
    return nested ?? { range: { start: position, end: position } };
  })));
  connection.languages.semanticTokens.on(({ textDocument }) => about(textDocument.uri, { data: [] }, ({ service }, id, document) => ({ data: encodedTokens(document, service.semanticTokens(id)) })));
  connection.onDocumentFormatting(({ textDocument }) => about(textDocument.uri, [], ({ service }, id, document) => whole(document, service.format(id))));
  connection.onCodeAction(({ textDocument, range, context }) => about(textDocument.uri, [], (set, id, document): CodeAction[] => {
    const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    const wanted = (kind: string): boolean => context.only === undefined || context.only.some((one) => kind === one || kind.startsWith(`${one}.`));
    const fixes = !wanted(CodeActionKind.QuickFix) ? [] : set.service.diagnostics(id, lang).filter(({ span }) => span.start <= to && from <= span.end)
      .flatMap((problem) => problem.fixes.map((fix, i): CodeAction => ({ title: fix.title, kind: CodeActionKind.QuickFix, isPreferred: i === 0, diagnostics: [diagnosticOf(set, document, problem, links)], edit: workspaceEdit(set, fix.edits) })));
    const surfaces = !wanted(CodeActionKind.RefactorRewrite) ? [] : (["zh", "en"] as const).flatMap((surface): CodeAction[] => {
      const edits = whole(document, set.service.switchSurface(id, surface));
      const title = { zh: { en: "Write this file in Chinese", zh: "以中文书写此文件" }, en: { en: "Write this file in English", zh: "以英文书写此文件" } }[surface][lang];
      return edits.length === 0 ? [] : [{ title, kind: CodeActionKind.RefactorRewrite, edit: { changes: { [document.uri]: edits } } }];
    });
    return [...fixes, ...surfaces];
  }));

  /** Text of a page of the guide, as Markdown; null where there is none. */
  connection.onRequest("allot/guide", ({ id, problem }: { readonly id: string; readonly problem: boolean }) => {
    if (id === "") return helpContents(lang).map(({ title, pages }) => `## ${title}\n\n${pages.map((page) => `- [${page.title}](${guideLink(page.id, false)})`).join("\n")}\n`).join("\n");
    const page = (problem ? problemHelp(id, lang) : undefined) ?? helpPage(id, lang);
    return page === undefined ? null : helpMarkdown(page, lang, (other) => guideLink(other, page.problems.some((link) => link.id === other)));
  });

  connection.listen();
}
