import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";

/** The direction rules of the house, held over the import lines. */

const root = resolve(import.meta.dirname, "..");
const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes(`${folder}/dist`))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), "utf8").matchAll(/^(?:import|export)\s[^;"]*\sfrom\s"([^"]+)"/gm)].map(([, target = ""]) =>
    target.startsWith(".") ? relative(root, resolve(root, dirname(file), target)).replace(/\.js$/, ".ts") : target);

/** Folder rules: what a file below may import, the most specific folder first. */
const rules: readonly (readonly [folder: string, may: readonly string[]])[] = [
  ["runtime", ["runtime/"]],
  ["grammar", ["grammar/", "chevrotain", "decimal.js"]],
  ["compiler/ir", ["compiler/ir/", "grammar/", "runtime/"]],
  ["compiler/diagnostics", ["compiler/diagnostics/", "grammar/", "runtime/input.ts"]],
  ["compiler/source-text", ["compiler/source-text/"]],
  ["compiler/guide", ["compiler/guide/", "compiler/diagnostics/catalogue.ts", "grammar/"]],
  ["compiler/emit", ["compiler/emit/", "compiler/ir/", "compiler/plan/", "runtime/"]],
  ["compiler/plan", ["compiler/plan/", "compiler/ir/", "runtime/"]],
  ["compiler/docs", ["compiler/docs/", "compiler/declare.ts", "compiler/explain/", "compiler/ir/", "compiler/prove/", "grammar/", "runtime/"]],
  ["compiler/explain", ["compiler/explain/", "runtime/"]],
  ["compiler/check", ["compiler/check/", "compiler/declare.ts", "compiler/source-text/", "grammar/", "runtime/"]],
  ["compiler/elaborate", ["compiler/elaborate/", "compiler/declare.ts", "compiler/diagnostics/", "compiler/ir/", "grammar/", "runtime/"]],
  ["compiler/cli", ["compiler/", "grammar/", "runtime/", "node:", "commander", "picocolors", "ajv", "papaparse", "hyparquet", "vscode-languageserver"]],
  ["compiler/service", ["compiler/service/", "compiler/check/", "compiler/explain/names.ts", "compiler/guide/", "compiler/diagnostics/", "compiler/ir/", "compiler/prove/", "compiler/source-text/", "compiler/declare.ts", "compiler/pipeline.ts", "grammar/", "runtime/"]],
  ["compiler/testing", ["compiler/", "grammar/", "runtime/", "fast-check"]],
  ["compiler", ["compiler/", "grammar/", "runtime/"]],
  ["playground/worker", ["playground/worker/", "playground/protocol.ts", "compiler/", "grammar/", "runtime/"]],
  ["playground/vscode", ["vscode", "vscode-languageclient/"]],
  ["playground", ["playground/", "compiler/explain/names.ts", "preact", "@preact/signals", "monaco-editor/", "@fontsource-variable/", "vite", "node:path"]],
];

describe("directions", () => {
  for (const file of ["runtime", "grammar", "compiler"].flatMap(sources)) {
    test(file, () => {
      const [, may = []] = rules.find(([folder]) => file.startsWith(`${folder}/`)) ?? [];
      const refused = importsOf(file).filter((target) => !may.some((allowed) => target === allowed || target.startsWith(allowed)));
      expect(refused).toEqual([]);
      if (!file.startsWith("compiler/cli/")) expect(importsOf(file).filter((target) => target.startsWith("compiler/cli/"))).toEqual([]);
    });
  }

  describe("the page", () => {
    for (const file of sources("playground")) {
      test(file, () => {
        const text = readFileSync(join(root, file), "utf8");
        const [, may = []] = rules.find(([folder]) => file.startsWith(`${folder}/`)) ?? [];
        const lines = [...text.matchAll(/^(?:import|export)\s(type\s)?[^;"]*\sfrom\s"([^"]+)"/gm)];
        // what is only a type is gone when the page runs
        const runs = lines.filter(([, type]) => type === undefined).map(([, , target = ""]) => (target.startsWith(".") ? relative(root, resolve(root, dirname(file), target)).replace(/\.js$/, ".ts") : target));
        expect(runs.filter((target) => !may.some((allowed) => target === allowed || target.startsWith(allowed)))).toEqual([]);
        expect(runs.filter((target) => target.startsWith("compiler/cli/"))).toEqual([]);
        if (!file.startsWith("playground/worker/")) expect(runs.filter((target) => target.startsWith("playground/worker/"))).toEqual([]);
        // no code is made from text, no markup from text
        expect(/\beval\(|new Function|innerHTML|dangerouslySetInnerHTML|insertAdjacentHTML|isTrusted|supportHtml/.exec(text)?.[0]).toBeUndefined();
      });
    }

    test("compiles with the types of a browser", () => {
      const { status, stdout } = spawnSync("npx", ["tsc", "-p", "playground"], { cwd: root, encoding: "utf8" });
      expect([status, stdout]).toEqual([0, ""]);
    });
  });

  test("only the command line touches the machine", () => {
    for (const file of ["runtime", "grammar", "compiler"].flatMap(sources)) {
      if (file.startsWith("compiler/cli/")) continue;
      // a line that a back end writes into its product is not run here
      const text = readFileSync(join(root, file), "utf8").replace(/'[^'\n]*'/g, "''");
      expect(`${file}: ${/\b(?:process|console|document|window|globalThis|Buffer)\.\w/.exec(text)?.[0] ?? "pure"}`).toBe(`${file}: pure`);
    }
  });

  test("the pure part compiles without Node and without a page", () => {
    const { status, stdout } = spawnSync("npx", ["tsc", "-p", "test/support/tsconfig.pure.json"], { cwd: root, encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });

  test("no word of the shipped documents lives in the tool", () => {
    const words = /fuzhou|fujian|xiamen|haicang|hainan|福州|福建|厦门|海沧|海南|平潭|pflops|compute_|算力|人工智能|行业垂直模型|工信/i;
    for (const file of ["runtime", "grammar", "compiler", "playground"].flatMap(sources)) {
      expect(`${file}: ${words.exec(readFileSync(join(root, file), "utf8"))?.[0] ?? "general"}`).toBe(`${file}: general`);
    }
  });
});
