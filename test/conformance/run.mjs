// npm run conformance -- FILE.json: golden cases against the compiled policies.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { compile, emitJs } from "allot";
import { differences, runCase } from "./adapter.mjs";
import { loadPolicies } from "../../dist/compiler/cli/load.js";

/** The shipped policies as a compiled module, imported as a developer would. */
export async function compiledPolicies() {
  const input = loadPolicies(["policies"]);
  const { program, diagnostics } = compile(input);
  if (program === undefined) throw new Error(diagnostics.map((d) => `${d.file} ${d.code} ${JSON.stringify(d.parameters)}`).join("\n"));
  mkdirSync("dist/conformance", { recursive: true });
  writeFileSync("dist/conformance/policies.mjs", emitJs(program));
  return import(pathToFileURL("dist/conformance/policies.mjs").href);
}

export function runFile(evaluators, file) {
  const { cases } = JSON.parse(readFileSync(file, "utf8"));
  return cases.map((test) => {
    try {
      return { test, differences: differences(test.expected, runCase(evaluators, test)) };
    } catch (error) {
      return { test, differences: [{ field: "error", expected: "", got: String(error?.message ?? error) }] };
    }
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = process.argv[2];
  if (file === undefined) {
    console.error("usage: npm run conformance -- FILE.json");
    process.exit(2);
  }
  if (!existsSync(file)) {
    console.error(`${file}: no such file, seen from ${process.cwd()}`);
    process.exit(2);
  }
  const results = runFile(await compiledPolicies(), file);
  const failed = results.filter((r) => r.differences.length > 0);
  for (const { test, differences: list } of failed) {
    console.log(`${test.id} ${test.scheme} on ${test.asOf}, ${test.reading}: ${test.why}`);
    for (const d of list) console.log(`  ${d.field}: expected ${d.expected}, got ${d.got}`);
  }
  console.log(`${results.length - failed.length} passed, ${failed.length} failed`);
  process.exit(failed.length === 0 ? 0 : 1);
}
