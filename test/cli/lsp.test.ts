import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type CodeAction, type CompletionItem, type Diagnostic, type DocumentSymbol, type Hover, type InitializeResult, type Location, type ProtocolConnection, type TextEdit, type WorkspaceEdit } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { temporaryFolder } from "../support/folder.js";

/** An editor's session over standard input and output, on the shipped policies. */

class Editor {
  readonly connection: ProtocolConnection;
  readonly problems = new Map<string, readonly Diagnostic[]>();
  private waiting: (() => void)[] = [];
  private text = new Map<string, TextDocument>();

  constructor(readonly process: ChildProcess) {
    this.connection = createProtocolConnection(new StreamMessageReader(process.stdout!), new StreamMessageWriter(process.stdin!));
    this.connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }: { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }) => {
      this.problems.set(uri, diagnostics);
      for (const go of this.waiting.splice(0)) go();
    });
    this.connection.listen();
  }

  async begin(folder: string | null, options: object = {}): Promise<InitializeResult> {
    const answer = await this.ask<InitializeResult>("initialize", { processId: null, rootUri: null, capabilities: {}, locale: "en", workspaceFolders: folder === null ? null : [{ uri: pathToFileURL(folder).href, name: "w" }], initializationOptions: options });
    await this.connection.sendNotification("initialized", {});
    return answer;
  }

  ask<T>(method: string, params: object): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  async open(uri: string, text: string): Promise<void> {
    this.text.set(uri, TextDocument.create(uri, "allot", 1, text));
    await this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "allot", version: 1, text } });
  }

  /** Types in place of the first words that stand so. */
  async replace(uri: string, words: string, put: string): Promise<void> {
    const document = this.text.get(uri)!;
    const start = document.getText().indexOf(words);
    if (start < 0) throw new Error(`no ${words}`);
    await this.apply(uri, [{ range: { start: document.positionAt(start), end: document.positionAt(start + words.length) }, newText: put }]);
  }

  async apply(uri: string, edits: readonly TextEdit[]): Promise<void> {
    const document = this.text.get(uri)!;
    const contentChanges = [...edits].reverse().map(({ range, newText }) => ({ range, text: newText }));
    const version = document.version + 1;
    this.text.set(uri, TextDocument.update(document, [...contentChanges], version));
    await this.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  textOf(uri: string): string {
    return this.text.get(uri)?.getText() ?? "";
  }

  position(uri: string, words: string, into = 0): { readonly textDocument: { readonly uri: string }; readonly position: object } {
    const document = this.text.get(uri)!;
    return { textDocument: { uri }, position: document.positionAt(document.getText().indexOf(words) + into) };
  }

  /** Waits until what is told of a file is so. */
  async until(uri: string, so: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    for (;;) {
      const now = this.problems.get(uri);
      if (now !== undefined && so(now)) return now;
      await new Promise<void>((go) => this.waiting.push(go));
    }
  }

  async end(): Promise<number | null> {
    const ended = new Promise<number | null>((done) => this.process.once("exit", done));
    await this.ask("shutdown", {});
    await this.connection.sendNotification("exit");
    return ended;
  }
}

const start = (command: readonly string[] = ["dist/compiler/cli/main.js", "lsp", "--stdio"]): Editor => new Editor(spawn(process.execPath, command, { stdio: ["pipe", "pipe", "inherit"] }));

describe("a session on the shipped policies", () => {
  const work = temporaryFolder("lsp");
  const path = join(work, "policies/fuzhou/ai-industry/2024.policy");
  const uri = pathToFileURL(path).href;
  let editor: Editor;
  beforeAll(async () => {
    cpSync("policies", join(work, "policies"), { recursive: true });
    editor = start();
    const { capabilities, serverInfo } = await editor.begin(work, { guide: true });
    expect(serverInfo).toEqual({ name: "allot", version: "0.1.0" });
    expect(Object.keys(capabilities)).toEqual(expect.arrayContaining(["completionProvider", "hoverProvider", "definitionProvider", "referencesProvider", "renameProvider", "documentSymbolProvider", "foldingRangeProvider", "semanticTokensProvider", "documentFormattingProvider", "codeActionProvider"]));
    await editor.open(uri, readFileSync(path, "utf8"));
  });
  afterAll(async () => { expect(await editor.end()).toBe(0); });

  test("a mistake is told with its code and its page, its fix mends it", async () => {
    await editor.replace(uri, "award rate of service_fee", "award rate of service_fe").catch(() => editor.replace(uri, "rate of service_fee\n", "rate of service_fe\n"));
    const [problem] = await editor.until(uri, (all) => all.some(({ code }) => code === "unknown-name"));
    expect(problem).toMatchObject({ code: "unknown-name", severity: 1, source: "allot", codeDescription: { href: "allot-guide:/unknown-name.md?problem" }, message: expect.stringContaining("service_fe") as string });
    expect(await editor.ask<string>("allot/guide", { id: "unknown-name", problem: true })).toMatch(/^# error\[unknown-name\]/);
    const actions = await editor.ask<CodeAction[]>("textDocument/codeAction", { textDocument: { uri }, range: problem?.range, context: { diagnostics: [problem], only: ["quickfix"] } });
    expect(actions[0]?.title).toContain("service_fee");
    await editor.apply(uri, actions[0]?.edit?.changes?.[uri] ?? []);
    expect(await editor.until(uri, (all) => all.length === 0)).toEqual([]);
    expect(editor.textOf(uri)).toBe(readFileSync(path, "utf8"));
  });

  test("completion, hover with the sentence, definition in another file, references", async () => {
    const items = await editor.ask<CompletionItem[]>("textDocument/completion", editor.position(uri, "20% of actual_investment", "20% of ".length));
    expect(items.find(({ label }) => label === "actual_investment")).toMatchObject({ detail: expect.stringContaining("money") as string, textEdit: { newText: "actual_investment" } });
    const hover = await editor.ask<Hover>("textDocument/hover", editor.position(uri, "20% of actual_investment", "20% of a".length));
    expect((hover.contents as { readonly value: string }).value).toMatch(/Investment actually made[\s\S]*20% of the actual investment[\s\S]*allot-guide:\/fact\.md/);
    const [definition] = await editor.ask<Location[]>("textDocument/definition", editor.position(uri, "20% of actual_investment", "20% of a".length));
    expect(definition?.uri).toBe(pathToFileURL(join(work, "policies/shared/enterprise.policy")).href);
    const uses = await editor.ask<Location[]>("textDocument/references", { ...editor.position(uri, "20% of actual_investment", "20% of a".length), context: { includeDeclaration: true } });
    expect(new Set(uses.map((use) => use.uri)).size).toBeGreaterThan(2);
  });

  test("renaming goes through all files, and refuses what is a keyword", async () => {
    const at = editor.position(uri, "award rate of service_fee".slice(6), "rate of s".length);
    expect(await editor.ask("textDocument/prepareRename", at)).toMatchObject({ placeholder: "service_fee" });
    const { changes } = await editor.ask<WorkspaceEdit>("textDocument/rename", { ...at, newName: "fee_paid" });
    expect(Object.keys(changes ?? {}).length).toBeGreaterThan(2);
    await expect(editor.ask("textDocument/rename", { ...at, newName: "award" })).rejects.toThrow(/award/);
  });

  test("outline, folding, colours, selection, layout, the other surface", async () => {
    const textDocument = { uri };
    const [policy] = await editor.ask<DocumentSymbol[]>("textDocument/documentSymbol", { textDocument });
    expect(policy?.name).toBe("fuzhou.ai_industry");
    expect((await editor.ask<unknown[]>("textDocument/foldingRange", { textDocument })).length).toBeGreaterThan(20);
    const { data } = await editor.ask<{ readonly data: number[] }>("textDocument/semanticTokens/full", { textDocument });
    expect([data.length % 5, data.length > 5000]).toEqual([0, true]);
    const [selection] = await editor.ask<{ readonly parent?: unknown }[]>("textDocument/selectionRange", { textDocument, positions: [editor.position(uri, "rate of service_fee", 9).position] });
    expect(selection?.parent).toBeDefined();
    const [layout] = await editor.ask<TextEdit[]>("textDocument/formatting", { textDocument, options: { tabSize: 2, insertSpaces: true } });
    await editor.apply(uri, layout === undefined ? [] : [layout]);
    expect(await editor.ask("textDocument/formatting", { textDocument, options: { tabSize: 2, insertSpaces: true } })).toEqual([]);
    const actions = await editor.ask<CodeAction[]>("textDocument/codeAction", { textDocument, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, context: { diagnostics: [] } });
    const chinese = actions.find(({ title }) => title === "Write this file in Chinese");
    expect(chinese?.edit?.changes?.[uri]?.[0]?.newText).toContain("政策 fuzhou.ai_industry 版本");
  });

  test("what changes on the disk is seen; a file outside stands alone", async () => {
    const source = join(work, "policies/fuzhou/ai-industry/source.en.txt");
    const before = readFileSync(source, "utf8");
    writeFileSync(source, before.replace("20% of the actual investment", "21% of the actual investment"));
    const changed = { changes: [{ uri: pathToFileURL(source).href, type: 2 }] };
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", changed);
    await editor.until(uri, (all) => all.some(({ code }) => code === "quote-not-found"));
    writeFileSync(source, before);
    await editor.connection.sendNotification("workspace/didChangeWatchedFiles", changed);
    await editor.until(uri, (all) => all.length === 0);
    const lonely = "untitled:Untitled-1";
    await editor.open(lonely, 'policy a.b version "1" {\n}\nuse shared.enterprise\nscheme s { award actual_investmet }\n');
    const told = await editor.until(lonely, (all) => all.length > 0);
    expect(told.some(({ message }) => message.includes("actual_investment"))).toBe(true);
  });
});

describe("the VS Code extension", () => {
  const out = temporaryFolder("vsix");
  let files: ReadonlyMap<string, string>;
  beforeAll(() => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["playground/vscode/build.mjs", out], { encoding: "utf8" });
    expect([status, stderr]).toEqual([0, ""]);
    files = stored(readFileSync(stdout.trim()));
  }, 60_000);

  test("holds its manifests, the client and a server", () => {
    expect([...files.keys()]).toEqual(["[Content_Types].xml", "extension.vsixmanifest", "extension/package.json", "extension/language-configuration.json", "extension/dist/extension.js", "extension/dist/server.mjs"]);
    const { version, main, contributes } = JSON.parse(files.get("extension/package.json") ?? "") as { readonly version: string; readonly main: string; readonly contributes: { readonly languages: readonly { readonly extensions: readonly string[] }[] } };
    expect([version, contributes.languages[0]?.extensions]).toEqual([(JSON.parse(readFileSync("package.json", "utf8")) as { readonly version: string }).version, [".policy"]]);
    expect(files.has(`extension/${main.replace("./", "")}`)).toBe(true);
    expect(files.get("extension.vsixmanifest")).toContain(`Version="${version}"`);
  });

  test("its server answers from its own folder", async () => {
    const server = join(out, "server.mjs");
    writeFileSync(server, files.get("extension/dist/server.mjs") ?? "");
    const editor = start([resolve(server)]);
    expect((await editor.begin(null)).serverInfo?.name).toBe("allot");
    await editor.open("untitled:a", "policy a.b version {");
    expect((await editor.until("untitled:a", (all) => all.length > 0))[0]?.source).toBe("allot");
    expect(await editor.end()).toBe(0);
  });
});

/** Texts of a zip whose entries are stored as they are. */
function stored(zip: Buffer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const [size, name, extra] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
    const body = at + 30 + name + extra;
    found.set(zip.toString("utf8", at + 30, at + 30 + name), zip.toString("utf8", body, body + size));
    at = body + size;
  }
  return found;
}
