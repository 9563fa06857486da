import { execFileSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { allot, folderWith, root, smallPolicy, type Ran } from "./support.js";

/** Files that are written: whole or not at all, and only where they belong. */

const build = (folder: string, args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Ran =>
  allot(["build", "p.policy", "-o", "out", ...args], { cwd: folder, env, node: Object.keys(env).length === 0 ? [] : ["--import", pathToFileURL(join(root, "test/cli/disk-fault.mjs")).href] });

const outputs = ["policies.d.ts", "policies.js", "policies.schema.json"];
const read = (folder: string): readonly string[] => outputs.map((name) => readFileSync(join(folder, "out", name), "utf8"));

describe("build", () => {
  test("three files, the same bytes each time, and the evaluator runs", async () => {
    const [one, two] = [folderWith({ "p.policy": smallPolicy }), folderWith({ "p.policy": smallPolicy })];
    expect(build(one, ["--runtime", pathToFileURL(join(root, "dist/runtime/index.js")).href])).toEqual({ code: 0, out: "out/policies.js\nout/policies.d.ts\nout/policies.schema.json\n", err: "" });
    build(two, ["--runtime", pathToFileURL(join(root, "dist/runtime/index.js")).href]);
    expect(read(one)).toEqual(read(two));
    expect(readdirSync(join(one, "out")).sort()).toEqual(outputs);
    writeFileSync(join(one, "out/package.json"), "{\"type\":\"module\"}");
    const evaluators = (await import(pathToFileURL(join(one, "out/policies.js")).href)) as { evaluate(facts: unknown, options: unknown): { readonly awards: readonly { readonly amount: string }[] } };
    expect(evaluators.evaluate({ fee: "100.01", local: true }, { on: "2026-03-01" }).awards[0]?.amount).toBe("50.00");
  });

  test("chosen targets, another name", () => {
    const folder = folderWith({ "p.policy": smallPolicy });
    expect(build(folder, ["-t", "schema", "--target", "js", "--name", "plan-1"]).out).toBe("out/plan-1.schema.json\nout/plan-1.js\n");
    for (const name of ["../x", ".x", "a/b", ""]) expect(build(folder, ["--name", name]).code).toBe(2);
  });

  test("policies with errors write nothing", () => {
    const folder = folderWith({ "p.policy": smallPolicy.replace("award", "awrad") });
    expect(build(folder)).toMatchObject({ code: 1, out: "" });
    expect(readdirSync(folder)).toEqual(["p.policy"]);
  });

  test.each(["writeSync", "fsyncSync", "renameSync", "closeSync"])("killed at %s: every file is the old one or the new one, and the next run cleans up", (call) => {
    const folder = folderWith({ "p.policy": smallPolicy });
    build(folder);
    const before = read(folder);
    writeFileSync(join(folder, "p.policy"), smallPolicy.replace("50%", "40%"));
    // the second of three files, or the folder's own fsync between them
    expect(build(folder, [], { DISK_FAULT: `kill:${call}:2` }).code).toBeNull();
    const torn = read(folder);
    expect(build(folder)).toMatchObject({ code: 0, err: "" });
    const after = read(folder);
    for (const [i, text] of torn.entries()) expect([before[i], after[i]]).toContain(text);
    expect(readdirSync(join(folder, "out")).sort()).toEqual(outputs);
  });

  test.each([["ENOSPC", "writeSync", "the disk is full"], ["EIO", "fsyncSync", "EIO"], ["EACCES", "renameSync", "permission denied"], ["EROFS", "openSync", "the disk is read-only"]])("%s at %s: told, nothing left behind", (code, call, said) => {
    const folder = folderWith({ "p.policy": smallPolicy });
    const ran = build(folder, ["-t", "js"], { DISK_FAULT: `${code}:${call}` });
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: "" });
    expect(ran.err).toContain(said);
    expect(ran.err).not.toContain("    at ");
    expect(readdirSync(folder).includes("out") ? readdirSync(join(folder, "out")) : []).toEqual([]);
  });

  test("a link that leads out of the folder is not followed", () => {
    const folder = folderWith({ "p.policy": smallPolicy, "secret.txt": "keep" });
    mkdirSync(join(folder, "out"));
    symlinkSync("../secret.txt", join(folder, "out/policies.js"));
    const { code, out, err } = build(folder);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("is a symbolic link that leads out of out");
    expect(readFileSync(join(folder, "secret.txt"), "utf8")).toBe("keep");
    // nothing was written before the fault was found
    expect(readdirSync(join(folder, "out"))).toEqual(["policies.js"]);
  });

  test("a link inside the folder, a link to nothing", () => {
    const folder = folderWith({ "p.policy": smallPolicy, "out/real.js": "old" });
    symlinkSync("real.js", join(folder, "out/policies.js"));
    expect(build(folder, ["-t", "js"]).code).toBe(0);
    expect(lstatSync(join(folder, "out/policies.js")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "out/real.js"), "utf8")).toContain("export const program");
    symlinkSync("/nowhere/x", join(folder, "out/policies.d.ts"));
    expect(build(folder, ["-t", "types"]).err).toContain("is a symbolic link to nothing");
  });

  test("a folder, a pipe, a file in the place of the output", () => {
    const folder = folderWith({ "p.policy": smallPolicy });
    mkdirSync(join(folder, "out/policies.js"), { recursive: true });
    expect(build(folder, ["-t", "js"])).toMatchObject({ code: 2, out: "" });
    execFileSync("mkfifo", [join(folder, "out/policies.d.ts")]);
    expect(build(folder, ["-t", "types"]).err).toContain("is not a regular file");
    expect(allot(["build", "p.policy", "-o", "p.policy"], { cwd: folder })).toMatchObject({ code: 2, out: "" });
    expect(allot(["build", "p.policy", "-o", "p.policy/x"], { cwd: folder }).err).toContain("a part of its path is not a folder");
  });

  test.skipIf(process.getuid?.() === 0)("a folder without permission", () => {
    const folder = folderWith({ "p.policy": smallPolicy });
    chmodSync(folder, 0o555);
    expect(build(folder)).toMatchObject({ code: 2, out: "" });
    chmodSync(folder, 0o755);
  });
});

describe("fmt", () => {
  const loose = smallPolicy.replace("  award 50% of fee", "      award   50%   of fee   // half of it\n  // the end");

  test("writes in place, keeps the mode and every comment, and is then content", () => {
    const folder = folderWith({ "p.policy": loose });
    chmodSync(join(folder, "p.policy"), 0o640);
    expect(allot(["fmt", "--check", "."], { cwd: folder })).toEqual({ code: 1, out: "p.policy\n", err: "" });
    expect(allot(["fmt", "-w", "."], { cwd: folder })).toEqual({ code: 0, out: "", err: "p.policy\n" });
    const text = readFileSync(join(folder, "p.policy"), "utf8");
    expect(text).toContain("half of it");
    expect(text).toContain("// the end");
    expect(statSync(join(folder, "p.policy")).mode & 0o777).toBe(0o640);
    expect(allot(["fmt", "--check", "."], { cwd: folder })).toEqual({ code: 0, out: "", err: "" });
    expect(readdirSync(folder)).toEqual(["p.policy"]);
  });

  test("standard input to standard output, in either surface and back", () => {
    const { out: chinese, code } = allot(["fmt", "-", "--surface", "zh"], { input: loose });
    expect(code).toBe(0);
    expect(chinese).toContain("补助 fee的50%");
    // what is mostly Chinese stays Chinese
    expect(allot(["fmt", "-"], { input: chinese }).out).toBe(chinese);
    expect(allot(["fmt", "-", "--surface", "en"], { input: chinese }).out).toBe(allot(["fmt", "-"], { input: loose }).out);
  });

  test("the shipped policies mean the same in the other surface", () => {
    for (const path of ["policies/fuzhou/ai-industry/2024.policy", "policies/fujian/ai-projects/2026.policy"]) {
      const there = allot(["fmt", path, "--surface", path.includes("fuzhou") ? "zh" : "en"]).out;
      const back = allot(["fmt", "-", "--surface", path.includes("fuzhou") ? "en" : "zh"], { input: there }).out;
      expect(back).toBe(allot(["fmt", path]).out);
    }
  });

  test("a file that cannot be read is left as it is", () => {
    const broken = smallPolicy.replace("award", "awrad");
    const folder = folderWith({ "a.policy": broken, "b.policy": loose });
    const { code, out, err } = allot(["fmt", "-w", "."], { cwd: folder });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("did you mean `award`?");
    expect(err).toContain("a.policy is left as it is");
    expect(readFileSync(join(folder, "a.policy"), "utf8")).toBe(broken);
    expect(readFileSync(join(folder, "b.policy"), "utf8")).not.toBe(loose);
  });

  test("several files are not poured into one stream; links are not followed", () => {
    const folder = folderWith({ "a.policy": loose, "b.policy": loose });
    expect(allot(["fmt", "."], { cwd: folder })).toMatchObject({ code: 2, out: "" });
    symlinkSync("a.policy", join(folder, "link.policy"));
    expect(allot(["fmt", "-w", "link.policy"], { cwd: folder }).err).toContain("is a symbolic link");
  });

  test("killed while it writes: the old file or the new one", () => {
    const folder = folderWith({ "a.policy": loose });
    const node = ["--import", pathToFileURL(join(root, "test/cli/disk-fault.mjs")).href];
    expect(allot(["fmt", "-w", "."], { cwd: folder, node, env: { DISK_FAULT: "kill:writeSync" } }).code).toBeNull();
    expect(readFileSync(join(folder, "a.policy"), "utf8")).toBe(loose);
    allot(["fmt", "-w", "."], { cwd: folder });
    expect(readdirSync(folder)).toEqual(["a.policy"]);
  });
});
