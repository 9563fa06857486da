import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.js";
import { temporaryFolder } from "../support/folder.js";

/** The package as its users have it: packed, installed in an empty project, run there by Node and by a browser. */

const folder = temporaryFolder("package");
const project = join(folder, "project");

function run(command: string, args: readonly string[], cwd = project): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${String(status)}\n${stdout}\n${stderr}`);
  return stdout;
}

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

let packed: Packed;
const tarball = (): string => join(folder, packed.filename);

const facts = '{ applicant_kind: "enterprise", uses_ai: true, on_municipal_platform: true, annual_purchase: "299999.99", service_fee: "299999.97", subsidy_year: 2 }';
const call = (from: string): string => `import { evaluate } from "${from}";\nexport const amount = evaluate(${facts}, { on: "2025-06-15", schemes: ["fuzhou.ai_industry.compute_use"] }).awards[0].amount;\n`;

beforeAll(() => {
  // the tests' own build is packed: another one would pull the files away from the tests beside this one
  [packed] = JSON.parse(run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", folder], resolve("."))) as [Packed];
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--no-save", tarball()]);
  run(join(project, "node_modules/.bin/allot"), ["build", "node_modules/allot/policies", "-o", "rules", "-t", "js", "-t", "types", "-t", "kernel"]);
  run(join(project, "node_modules/.bin/allot"), ["build", "node_modules/allot/policies", "-o", "alone", "--standalone"]);
}, 120_000);

describe("what is packed", () => {
  test("nothing but the compiler, the policies and the README, and it is small", () => {
    console.info(`${packed.filename}: ${Math.round(packed.size / 1024)} KiB packed, ${Math.round(packed.unpackedSize / 1024)} KiB unpacked, ${packed.files.length} files`);
    expect(packed.files.map(({ path }) => path).filter((path) => !/^(?:dist\/(?:compiler|grammar|runtime|standalone)\/|policies\/|README(?:\.zh)?\.md$|package\.json$|LICENSE$)/.test(path))).toEqual([]);
    expect(packed.size).toBeLessThan(800 * 1024);
  });

  test("publint has nothing to say", () => {
    expect(run(resolve("node_modules/.bin/publint"), ["run", "--strict", tarball()], resolve("."))).toContain("All good");
  });

  test("the types are not wrong", () => {
    run(resolve("node_modules/.bin/attw"), [tarball(), "--profile", "esm-only", "--no-definitely-typed"], resolve("."));
  });

  test("every module can be imported for nothing: no side effect", () => {
    const stated = JSON.parse(readFileSync(join(project, "node_modules/allot/package.json"), "utf8")) as { readonly sideEffects: boolean; readonly engines: { readonly node: string }; readonly exports: Readonly<Record<string, unknown>> };
    expect([stated.sideEffects, stated.engines.node]).toEqual([false, ">=20.19"]);
    const doors = Object.keys(stated.exports).map((door) => `await import("allot${door.slice(1)}");`).join("\n");
    writeFileSync(join(project, "silent.js"), `const before = Object.getOwnPropertyNames(globalThis).join();\n${doors}\nif (Object.getOwnPropertyNames(globalThis).join() !== before) console.log("a global");\n`);
    expect(run("node", ["silent.js"])).toBe("");
  });
});

describe("the same fen", () => {
  let expected = "";

  test("Node, by the runtime of the package", () => {
    writeFileSync(join(project, "node.js"), `${call("./rules/policies.js")}console.log(amount);\n`);
    expected = run("node", ["node.js"]).trim();
    // 40% of 299,999.97 yuan
    expect(expected).toBe("119999.98");
  });

  test("Node, standing alone in a folder without the package", () => {
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "package.json"), '{ "type": "module" }');
    writeFileSync(join(elsewhere, "policies.js"), readFileSync(join(project, "alone/policies.js")));
    writeFileSync(join(elsewhere, "node.js"), `${call("./policies.js")}console.log(amount);\n`);
    expect(run("node", ["node.js"], elsewhere).trim()).toBe(expected);
  });

  test("a type checker that finds the declarations", () => {
    writeFileSync(join(project, "typed.ts"), call("./rules/policies.js").replace(".awards[0].", ".awards[0]!."));
    run("npx", ["tsc", "--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--types", "", join(project, "typed.ts")], resolve("."));
  });

  test("bundled by Vite, in a browser, with the kernel and its workers", async () => {
    writeFileSync(join(project, "index.html"), '<!doctype html><title>x</title><script type="module" src="./page.js"></script>');
    writeFileSync(join(project, "page.js"), `${call("./rules/policies.js")}
import { amount as alone } from "./page-alone.js";
import { batch, fromCase, outputs, settle } from "./rules/policies.kernel.js";
import { spread } from "./rules/policies.spread.js";
const given = fromCase({ ...${facts}, application_date: "2025-06-15" });
const columns = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, new Float64Array(8).fill(value)]));
const one = settle(given).fuzhou_ai_industry_compute_use_fen;
const many = batch(columns, outputs(8), 0, 8).amount.fuzhou_ai_industry_compute_use[7];
const shared = (await spread(columns, 8, 2)).amount.fuzhou_ai_industry_compute_use[7];
document.title = JSON.stringify([amount, alone, one, many, shared]);
`);
    writeFileSync(join(project, "page-alone.js"), call("./alone/policies.js"));
    const site = join(folder, "site");
    await build({ root: project, configFile: false, logLevel: "error", worker: { format: "es" }, build: { outDir: site, emptyOutDir: true, target: "es2022" } });
    const type = (path: string): string => (path.endsWith(".html") ? "text/html" : "text/javascript");
    const server = createServer((request, response) => {
      const path = join(site, request.url === "/" ? "index.html" : (request.url ?? ""));
      const there = path.startsWith(site) && statSync(path, { throwIfNoEntry: false })?.isFile() === true;
      // shared memory asks for an isolated page
      response.writeHead(there ? 200 : 404, { "content-type": type(path), "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" });
      response.end(there ? readFileSync(path) : "");
    });
    await new Promise<void>((done) => { server.listen(0, "127.0.0.1", done); });
    const browser = await openBrowser();
    afterAll(async () => { await browser.close(); server.close(); });
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => { faults.push(String(error)); });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => document.title.startsWith("["), undefined, { timeout: 20_000 }).catch((reason: unknown) => { throw new Error([...faults, ...readdirSync(join(site, "assets")), String(reason)].join("\n")); });
    expect(JSON.parse(await page.title())).toEqual([expected, expected, 11_999_998, 11_999_998, 11_999_998]);
  }, 60_000);
});
