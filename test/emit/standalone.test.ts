import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { build } from "vite";
import { expect, test } from "vitest";
import { caseArbitrary } from "../../compiler/testing/index.js";
import { emitted, shippedPolicies, type Emitted } from "../support/compile.js";
import { temporaryFolder } from "../support/folder.js";

/** `allot build --standalone`: modules that need nothing, far from any installation. */

const folder = temporaryFolder("standalone");
const { status, stderr } = spawnSync(process.execPath, [resolve("dist/compiler/cli/main.js"), "build", "policies", "-o", folder, "--standalone"], { encoding: "utf8" });
writeFileSync(join(folder, "package.json"), '{ "type": "module", "sideEffects": false }');

test("it imports nothing and answers as the module that imports the runtime", async () => {
  expect([status, stderr]).toEqual([0, ""]);
  expect(readFileSync(join(folder, "policies.js"), "utf8")).not.toMatch(/^\s*import\b|\bimport\s*\(|\brequire\s*\(/m);
  const { program } = shippedPolicies();
  const own = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "policies.js")).href)) as Emitted;
  const other = await emitted(program);
  fc.assert(fc.property(caseArbitrary(program), (at) => {
    const options = { readings: at.readings, ...(at.on === undefined ? {} : { on: at.on }) };
    expect(own.evaluate(at.facts, options)).toEqual(other.evaluate(at.facts, options));
  }), { numRuns: 60 });
});

test("its types need nothing either", () => {
  writeFileSync(join(folder, "use.ts"), 'import { evaluate, sharePool } from "./policies.js";\nexport const a: string | null | undefined = evaluate({ cost_of_nothing: "1" }).awards[0]?.amount;\nexport const b: readonly string[] = sharePool("x", {}).unsettled;\n');
  const { stdout } = spawnSync("npx", ["tsc", "--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", "", join(folder, "use.ts")], { encoding: "utf8" });
  expect(stdout.match(/error/g)).toHaveLength(1);
  expect(stdout).toContain("cost_of_nothing");
});

test("what is not used falls away when it is bundled", async () => {
  const bundled = async (text: string): Promise<string> => {
    writeFileSync(join(folder, "entry.js"), text);
    const result = await build({ configFile: false, logLevel: "silent", root: folder, build: { write: false, minify: false, lib: { entry: join(folder, "entry.js"), formats: ["es"] } } });
    return (Array.isArray(result) ? result : [result]).flatMap((one) => ("output" in one ? one.output : [])).map((one) => ("code" in one ? one.code : "")).join("");
  };
  expect((await bundled('import "./policies.js";\n')).trim()).toBe("");
  const [one, all] = [await bundled('export { evaluate } from "./policies.js";\n'), await bundled('export * from "./policies.js";\n')];
  expect(all).toContain("function sharePoolOf");
  expect(one).not.toContain("function sharePoolOf");
});
