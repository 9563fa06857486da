import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import standaloneCode from "ajv/dist/standalone/index.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../support/folder.js";

/** Every target of the shipped policies: the same bytes each time, a manifest of them, an IR that its own schema describes. */

const main = resolve("dist/compiler/cli/main.js");
const targets = ["js", "types", "schema", "kernel", "ir", "sql", "docs"].flatMap((target) => ["-t", target]);
const build = (...more: readonly string[]): string => {
  const folder = temporaryFolder("targets");
  const { status, stderr } = spawnSync(process.execPath, [main, "build", "policies", "-o", folder, ...targets, ...more], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return folder;
};
const sha256 = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

interface Manifest {
  readonly format: number;
  readonly compiler: string;
  readonly policies: readonly { readonly id: string; readonly version: string }[];
  readonly sources: readonly { readonly file: string; readonly sha256: string }[];
  readonly readings: readonly { readonly id: string; readonly byDefault: string; readonly fixed?: string }[];
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}

let first = "", second = "";
beforeAll(() => { first = build(); second = build("--lang", "en"); }, 120_000);
const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "policies.manifest.json"), "utf8")) as Manifest;

test("byte for byte the same from build to build", () => {
  const names = readdirSync(first).sort();
  expect(readdirSync(second).sort()).toEqual(names);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect([name, sha256(join(second, name))]).toEqual([name, sha256(join(first, name))]);
});

test("the manifest names policies, compiler and readings, and the hash of every source and file", () => {
  const manifest = manifestOf(first);
  expect(manifest.compiler).toMatch(/^allot \d/);
  expect(manifest.policies.map(({ id }) => id).length).toBeGreaterThan(1);
  for (const { file, sha256: hash } of manifest.sources) expect([file, sha256(file)]).toEqual([file, hash]);
  expect(manifest.files.map(({ name }) => name).sort()).toEqual(readdirSync(first).filter((name) => name !== "policies.manifest.json").sort());
  for (const { name, sha256: hash } of manifest.files) expect([name, sha256(join(first, name))]).toEqual([name, hash]);
  // the kernel and the view have fixed them
  expect(manifest.readings.every((reading) => reading.fixed === reading.byDefault)).toBe(true);
  const [reading] = manifest.readings.filter(({ id }) => id.endsWith("rounding"));
  if (reading === undefined) return;
  const other = manifestOf(build("--reading", `${reading.id}=half_up_fen`)).readings.find(({ id }) => id === reading.id);
  expect(other?.fixed).toBe("half_up_fen");
});

test("the IR is what `allot schema ir` says it is", () => {
  const { stdout } = spawnSync(process.execPath, [main, "schema", "ir"], { encoding: "utf8" });
  const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(JSON.parse(stdout) as object);
  const ir: unknown = JSON.parse(readFileSync(join(first, "policies.ir.json"), "utf8"));
  expect([validate(ir), validate.errors?.slice(0, 3) ?? []]).toEqual([true, []]);
  // a schema that takes anything would say so too
  expect(validate({ ...(ir as object), schemes: [{}] })).toBe(false);
  expect(validate({ ...(ir as object), ir: 2 })).toBe(false);
});

test("ajv compiles the schema of the facts ahead of time, and strictly", async () => {
  const schema = JSON.parse(readFileSync(join(first, "policies.schema.json"), "utf8")) as object;
  const ajv = new Ajv2020({ strict: true, code: { source: true, esm: true } });
  const path = join(first, "facts.mjs");
  writeFileSync(path, standaloneCode.default(ajv, ajv.compile(schema)));
  const { default: validate } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { readonly default: (facts: unknown) => boolean };
  expect([validate({}), validate({ applicant_kind: "enterprise", service_fee: "200000.00" }), validate({ service_fee: 200000 }), validate({ service_fees: "1" }), validate({ applicant_kind: "nobody" })]).toEqual([true, true, false, false, false]);
});
