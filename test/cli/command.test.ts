import { describe, expect, test } from "vitest";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Command } from "commander";
import type { Verb } from "../../compiler/cli/options.js";
import type { Shell } from "../../compiler/cli/shell.js";
import { allot, folderWith, inShell, readLittle, root, smallCase, smallPolicy } from "./support.js";

/** The frame around the verbs: exit codes, streams, help. */

const verbs = ["check", "fmt", "eval", "explain", "test", "fuzz", "cover", "build", "init", "error", "schema", "version"];

describe("the command line", () => {
  test("version, on standard output alone", () => {
    expect(allot(["version"])).toEqual({ code: 0, out: "allot 0.1.0\n", err: "" });
    expect(allot(["--version"]).out).toBe("0.1.0\n");
  });

  test("runs from the checkout under its name", () => {
    const { code, out } = inShell("npx --no-install allot version", root);
    expect({ code, out }).toEqual({ code: 0, out: "allot 0.1.0\n" });
    expect(inShell("npm run -s allot -- version", root).out).toBe("allot 0.1.0\n");
  });

  test("help lists every verb; each has a page", async () => {
    const { code, out, err } = allot(["help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const verb of verbs) expect(out).toContain(`\n  ${verb} `);
    expect(allot(["help", "schema"]).out).toBe(allot(["schema", "--help"]).out);
    for (const verb of verbs) {
      const found = (await import(`../../compiler/cli/${verb}.ts`)) as Readonly<Record<string, Verb>>;
      const command = new Command(verb);
      found[`${verb}Verb`]?.(command, {} as Shell);
      expect(command.helpInformation().split("\n").length).toBeGreaterThan(3);
    }
  });

  test.each([
    [[], /Usage: allot/],
    [["chekc"], /unknown command 'chekc'[^]*Did you mean check/],
    [["check", "--fromat", "json"], /unknown option '--fromat'[^]*--format/],
    [["check", "--format", "xml"], /Allowed choices are text, json, sarif, github/],
    [["check", "/no/such/folder"], /cannot read \/no\/such\/folder: it does not exist/],
    [["eval"], /which case\?/],
    [["eval", "a.json", "b.json"], /too many arguments/],
    [["error", "band-gp"], /did you mean `band-gap`/],
    [["error", "constructor"], /there is no diagnostic/],
    [["build", "--target", "wasm"], /js, types/],
    [["fmt", "--write", "--check"], /choose one/],
    [["schema", "cases"], /case, dossier, result/],
  ] as const)("usage: %j ends with 2 and says why", (args, said) => {
    const { code, out, err } = allot(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(said);
    expect(err).not.toMatch(/\n\s+at /);
  });

  test("the reader's language: asked for, else the terminal's", () => {
    expect(allot(["check", "/none", "--lang", "zh"]).err).toBe("错误：无法读取 /none：不存在（ENOENT）\n");
    expect(allot(["check", "/none"], { env: { LANG: "zh_CN.UTF-8" } }).err).toContain("错误");
    expect(allot(["check", "/none", "--lang", "en"], { env: { LANG: "zh_CN.UTF-8" } }).err).toContain("error");
  });

  test("an internal fault is 3, asks for a report, and shows the stack only on request", () => {
    const fault = ["--import", "data:text/javascript,import fs from 'node:fs'; import { syncBuiltinESMExports } from 'node:module'; fs.statSync = undefined; syncBuiltinESMExports();"];
    const quiet = allot(["check"], { node: fault });
    expect(quiet.code).toBe(3);
    expect(quiet.err).toContain("Please report");
    expect(quiet.err).not.toContain("    at ");
    expect(allot(["check"], { node: fault, env: { ALLOT_DEBUG: "1" } }).err).toContain("    at ");
  });

  test("colours only where asked: never in a pipe", () => {
    const folder = folderWith({ "a.policy": smallPolicy.replace("award", "awrad") });
    expect(allot(["check", folder]).out).not.toContain("\u001b[");
    expect(allot(["check", folder], { env: { CI: "1" } }).out).not.toContain("\u001b[");
    expect(allot(["check", folder], { env: { FORCE_COLOR: "1" } }).out).toContain("\u001b[");
    expect(allot(["check", folder], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }).out).not.toContain("\u001b[");
  });

  test("a reader that stops reading is no fault", async () => {
    const lines = Array.from({ length: 4000 }, () => smallCase({ fee: "100", local: true })).join("\n");
    const folder = folderWith({ "a.policy": smallPolicy, "cases.jsonl": lines });
    const { code, err } = await readLittle(["eval", `${folder}/cases.jsonl`, "-p", folder, "--format", "json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test("a result that cannot be written is a file error", () => {
    const { code, err } = inShell("allot version > /dev/full", root);
    expect(code).toBe(2);
    expect(err).toBe("error: cannot write the result: the disk is full (ENOSPC)\n");
  });
});

describe("schema", () => {
  test.each(["case", "dossier", "result", "account"])("%s is a schema that compiles strictly", (name) => {
    const { code, out, err } = allot(["schema", name]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const schema = JSON.parse(out) as object;
    expect(new Ajv2020({ strict: true }).compile(schema)).toBeTypeOf("function");
  });
});

describe("error", () => {
  test("a page in both languages, with the fixture's example", () => {
    const { code, out, err } = allot(["error", "band-gap"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("error: no row covers …");
    expect(out).toContain("错误：没有一档包含 …");
    expect(out).toContain("--> band-gap.policy:");
    expect(allot(["error", "error[band-gap]"]).out).toBe(out);
  });

  test("without a code: all of them", () => {
    const { out } = allot(["error", "--lang", "zh"]);
    expect(out).toContain("band-gap");
    expect(out.split("\n").length).toBeGreaterThan(60);
  });
});
