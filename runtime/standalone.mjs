import { readFileSync, writeFileSync } from "node:fs";
import { build } from "vite";

/**
 * The runtime as one text, for modules that `allot build --standalone` writes. Names at its top stay as they are: the
 * emitted module uses them, and what it does not use falls away when it is bundled.
 */
const folder = "dist/standalone";
await build({
  configFile: false, logLevel: "warn", publicDir: false,
  build: {
    lib: { entry: "dist/runtime/index.js", formats: ["es"], fileName: () => "runtime.js" }, outDir: folder, target: "es2022", minify: false,
    rolldownOptions: { output: { comments: false, minify: { compress: true, mangle: { toplevel: false }, codegen: { removeWhitespace: true } } } },
  },
});
const text = readFileSync(`${folder}/runtime.js`, "utf8").trim();
if (/^import\b|\bimport\(/m.test(text)) throw new Error("the runtime imports something");
const [, names] = /export\s*\{([^}]*)\};?$/.exec(text) ?? [];
if (names === undefined || /\bas\b/.test(names)) throw new Error("a name of the runtime was changed");
if (/\b(?:var|let|const|function|class) (?:n\d+|allot[A-Z]\w*)\b/.test(text)) throw new Error("a name of the runtime is one of the emitted module's");
writeFileSync(`${folder}/runtime.js`, `${text}\n`);

// the types that its declarations speak of, and those that these speak of, in one text too
const declared = new Map();
for (const file of ["api", "context", "date", "input", "pool", "program", "rational", "result", "value"]) {
  const source = readFileSync(`dist/runtime/${file}.d.ts`, "utf8").replace(/^import .*;\n/gm, "");
  for (const [, comment = "", text, name] of source.matchAll(/((?:^\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?)(^export (?:interface|type) (\w+)[\s\S]*?(?:;|\})\n)(?=^[^\s}]|$(?![\s\S]))/gm)) declared.set(name, comment + text);
}
const asked = new Set();
const ask = (name) => {
  const text = declared.get(name);
  if (text === undefined || asked.has(name)) return;
  asked.add(name);
  for (const [word] of text.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/\b[A-Z]\w+/g)) ask(word);
};
["CaseOptions", "Dossier", "DossierApplication", "Evaluation", "PoolInput", "PoolResult"].forEach(ask);
writeFileSync(`${folder}/runtime.d.ts`, [...declared].filter(([name]) => asked.has(name)).map(([, text]) => text).join("\n"));
