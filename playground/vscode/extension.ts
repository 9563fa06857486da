import { commands, window, workspace, Uri, type ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

/** VS Code's end of the language server; the guide opens as Markdown beside the policy. */

const guide = "allot-guide";
let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const module = context.asAbsolutePath("dist/server.mjs");
  const run = { module, transport: TransportKind.stdio } as const;
  const lang = workspace.getConfiguration("allot").get<string>("language") ?? "";
  const started = new LanguageClient("allot", "allot", { run, debug: run }, {
    documentSelector: [{ language: "allot" }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.{policy,txt,md}") },
    initializationOptions: { guide: true, ...(lang === "" ? {} : { lang }) },
  });
  client = started;
  context.subscriptions.push(
    workspace.registerTextDocumentContentProvider(guide, {
      provideTextDocumentContent: (uri) => started.sendRequest<string | null>("allot/guide", { id: uri.path.replace(/^\/|\.md$/g, ""), problem: uri.query === "problem" }),
    }),
    workspace.onDidOpenTextDocument((document) => { if (document.uri.scheme === guide) void commands.executeCommand("markdown.showPreview", document.uri); }),
    commands.registerCommand("allot.guide", async () => { await window.showTextDocument(await workspace.openTextDocument(Uri.parse(`${guide}:/.md`))); }),
  );
  await started.start();
}

export const deactivate = async (): Promise<void> => { await client?.stop(); };
