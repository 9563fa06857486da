import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build, runnerImport } from "vite";

/** Makes dist/allot-VERSION.vsix from what is installed: nothing is fetched. A .vsix is a zip with a manifest. */

const here = import.meta.dirname;
const root = resolve(here, "../..");
const out = resolve(root, process.argv[2] ?? "dist");
const made = mkdtempSync(join(tmpdir(), "allot-vsix-"));

/** One file of an entry and all it imports, for Node. */
async function bundle(entry, fileName, format, external) {
  const served = "\0server";
  await build({
    configFile: false, root, logLevel: "error",
    plugins: [{ name: "server", resolveId: (id) => (id === "server" ? served : undefined), load: (id) => (id === served ? `import { serve } from ${JSON.stringify(resolve(root, "compiler/cli/lsp/server.ts"))}; serve("en");` : undefined) }],
    ssr: { noExternal: true },
    build: { ssr: true, outDir: made, emptyOutDir: false, target: "node20", minify: true, rolldownOptions: { input: entry, external, output: { format, entryFileNames: fileName, codeSplitting: false } } },
  });
  return readFileSync(join(made, fileName), "utf8");
}

const node = [...builtinModules, /^node:/];
const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const xml = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const files = {
  "[Content_Types].xml": `<?xml version="1.0" encoding="utf-8"?>\n<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[["json", "application/json"], ["js", "application/javascript"], ["mjs", "application/javascript"], ["vsixmanifest", "text/xml"]].map(([end, type]) => `<Default Extension=".${end}" ContentType="${type}"/>`).join("")}</Types>\n`,
  "extension.vsixmanifest": `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${manifest.name}" Version="${manifest.version}" Publisher="${manifest.publisher}"/>
    <DisplayName>${xml(manifest.displayName)}</DisplayName>
    <Description xml:space="preserve">${xml(manifest.description)}</Description>
    <Categories>${xml(manifest.categories.join(","))}</Categories>
    <Properties><Property Id="Microsoft.VisualStudio.Code.Engine" Value="${xml(manifest.engines.vscode)}"/></Properties>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Dependencies/>
  <Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/></Assets>
</PackageManifest>
`,
  "extension/package.json": readFileSync(join(here, "package.json"), "utf8"),
  "extension/language-configuration.json": readFileSync(join(here, "language-configuration.json"), "utf8"),
  "extension/dist/extension.js": await bundle(join(here, "extension.ts"), "extension.js", "cjs", ["vscode", ...node]),
  "extension/dist/server.mjs": await bundle("server", "server.mjs", "es", node),
};
rmSync(made, { recursive: true });

const { module: { zipOf } } = await runnerImport(resolve(root, "playground/keep/zip.ts"), { logLevel: "error" });
const path = join(out, `${manifest.name}-${manifest.version}.vsix`);
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, Buffer.from(await zipOf(files).arrayBuffer()));
console.log(path);
