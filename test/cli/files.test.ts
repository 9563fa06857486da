import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { sameTree, surfaceOf } from "../../compiler/cli/fmt.js";
import { parse, scan } from "../../grammar/index.js";
import { FileFault } from "../../compiler/cli/faults.js";
import { createFiles, rewriteFile, writeFiles } from "../../compiler/cli/write.js";
import { allot, folderWith, root, smallPolicy, type Ran } from "./support.js";

/** Files that are written: whole or not at all, and only where they belong. */

const diskFault = ["--import", pathToFileURL(join(root, "test/cli/disk-fault.mjs")).href];
const runtime = ["--runtime", pathToFileURL(join(root, "dist/runtime/index.js")).href];

const build = (folder: string, args: readonly string[] = [], fault?: string): Ran =>
  allot(["build", "p.policy", "-o", "out", ...runtime, ...args], { cwd: folder, ...(fault === undefined ? {} : { node: diskFault, env: { DISK_FAULT: fault } }) });

const outputs = ["policies.d.ts", "policies.js", "policies.manifest.json", "policies.schema.json"];
const read = (folder: string): readonly string[] => outputs.map((name) => readFileSync(join(folder, "out", name), "utf8"));

const changed = smallPolicy.replace("50%", "40%").replace("\"Fee paid\"", "\"Fee\"");
const built = folderWith({ "p.policy": smallPolicy });
const first = build(built);

describe("build", () => {
  test("three files, and the evaluator runs", async () => {
    expect(first).toEqual({ code: 0, out: "out/policies.js\nout/policies.d.ts\nout/policies.schema.json\nout/policies.manifest.json\n", err: "" });
    expect(readdirSync(join(built, "out")).sort()).toEqual(outputs);
    const evaluators = (await import(pathToFileURL(join(built, "out/policies.js")).href)) as { evaluate(facts: unknown, options: unknown): { readonly awards: readonly { readonly amount: string }[] } };
    expect(evaluators.evaluate({ fee: "100.01", local: true }, { on: "2026-03-01" }).awards[0]?.amount).toBe("50.00");
  });

  test("the same bytes in another place; chosen targets under another name", () => {
    const folder = folderWith({ "p.policy": smallPolicy });
    expect(build(folder, ["-t", "schema", "--target", "js", "--name", "plan-1"]).out).toBe("out/plan-1.schema.json\nout/plan-1.js\nout/plan-1.manifest.json\n");
    expect(readFileSync(join(folder, "out/plan-1.js"), "utf8")).toBe(readFileSync(join(built, "out/policies.js"), "utf8"));
    expect(build(folder, ["--name", "../x"])).toMatchObject({ code: 2, out: "" });
  });

  test("policies with errors write nothing", () => {
    const folder = folderWith({ "p.policy": smallPolicy.replace("award", "awrad") });
    expect(build(folder)).toMatchObject({ code: 1, out: "" });
    expect(readdirSync(folder)).toEqual(["p.policy"]);
  });

  const newer = folderWith({ "p.policy": changed });
  build(newer);
  test.each(["writeSync", "renameSync"])("killed at %s: every file is the old one or the new one, and the next run cleans up", (call) => {
    const folder = folderWith();
    cpSync(built, folder, { recursive: true });
    writeFileSync(join(folder, "p.policy"), changed);
    expect(build(folder, [], `kill:${call}:2`).code).toBeNull();
    for (const [i, text] of read(folder).entries()) expect([read(built)[i], read(newer)[i]]).toContain(text);
    // a temporary file is left behind
    expect(readdirSync(join(folder, "out"))).toHaveLength(outputs.length + 1);
    expect(build(folder)).toMatchObject({ code: 0, err: "" });
    expect(read(folder)).toEqual(read(newer));
    expect(readdirSync(join(folder, "out")).sort()).toEqual(outputs);
  });

  test.each([["ENOSPC", "writeSync", "the disk is full"], ["EROFS", "openSync", "the disk is read-only"]])("%s at %s: told, nothing left behind", (code, call, said) => {
    const folder = folderWith({ "p.policy": smallPolicy, "out/keep.txt": "" });
    const ran = build(folder, ["-t", "js"], `${code}:${call}`);
    expect({ code: ran.code, out: ran.out }).toEqual({ code: 2, out: "" });
    expect(ran.err).toContain(said);
    expect(ran.err).not.toContain("    at ");
    expect(readdirSync(join(folder, "out"))).toEqual(["keep.txt"]);
  });

  test("a link that leads out of the folder is not followed", () => {
    const folder = folderWith({ "p.policy": smallPolicy, "secret.txt": "keep" });
    mkdirSync(join(folder, "out"));
    symlinkSync("../secret.txt", join(folder, "out/policies.d.ts"));
    const { code, out, err } = build(folder);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain("is a symbolic link that leads out of ");
    expect(readFileSync(join(folder, "secret.txt"), "utf8")).toBe("keep");
    // nothing was written before the fault was found
    expect(readdirSync(join(folder, "out"))).toEqual(["policies.d.ts"]);
  });
});

describe("writing", () => {
  const write = (folder: string, name: string): string => {
    try {
      writeFiles(folder, [{ name, text: "new" }]);
      return "written";
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      return error.message.replaceAll(folder, "DIR");
    }
  };

  test("where a link, a folder, a pipe or a device stands", () => {
    const folder = folderWith({ "real.txt": "old", "folder/x": "" });
    symlinkSync("real.txt", join(folder, "inside"));
    symlinkSync("/nowhere/x", join(folder, "dangling"));
    symlinkSync("/dev/null", join(folder, "device"));
    symlinkSync("loop", join(folder, "loop"));
    execFileSync("mkfifo", [join(folder, "pipe")]);
    expect(write(folder, "inside")).toBe("written");
    expect(lstatSync(join(folder, "inside")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real.txt"), "utf8")).toBe("new");
    expect(write(folder, "dangling")).toBe("DIR/dangling is a symbolic link to nothing; remove it");
    expect(write(folder, "device")).toBe("DIR/device is a symbolic link that leads out of DIR; remove it");
    expect(write(folder, "loop")).toBe("DIR/loop is a symbolic link to nothing; remove it");
    expect(write(folder, "pipe")).toBe("DIR/pipe is not a regular file; remove it or choose another name");
    expect(write(folder, "folder")).toBe("DIR/folder is not a regular file; remove it or choose another name");
    expect(write(folder, "../out.txt")).toBe("../out.txt leads out of DIR");
    expect(write(folder, ".")).toBe(". leads out of DIR");
    expect(write(folder, "real.txt/x")).toMatch(/^cannot write DIR\/real\.txt\/x: /);
    expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("a temporary file of a process that still runs is left alone", () => {
    const folder = folderWith({ [`.a.allot-${process.ppid}.tmp`]: "", ".a.allot-4194304999.tmp": "", ".b.tmp": "" });
    expect(write(folder, "a")).toBe("written");
    expect(readdirSync(folder).sort()).toEqual([`.a.allot-${process.ppid}.tmp`, ".b.tmp", "a"]);
  });

  test("the mode of a file stays; a link is not written through; nothing is overwritten that is to be new", () => {
    const folder = folderWith({ a: "old" });
    chmodSync(join(folder, "a"), 0o640);
    rewriteFile(join(folder, "a"), "new");
    expect(statSync(join(folder, "a")).mode & 0o777).toBe(0o640);
    symlinkSync("a", join(folder, "link"));
    expect(() => { rewriteFile(join(folder, "link"), "x"); }).toThrow("is a symbolic link");
    expect(() => createFiles(folder, [{ name: "b", text: "" }, { name: "a", text: "" }])).toThrow("exists already; nothing was written");
    expect(readdirSync(folder).sort()).toEqual(["a", "link"]);
  });

  test.skipIf(process.getuid?.() === 0)("a folder without permission", () => {
    const folder = folderWith();
    chmodSync(folder, 0o555);
    expect(write(folder, "a")).toContain("permission denied");
    chmodSync(folder, 0o755);
  });
});

describe("fmt", () => {
  const loose = smallPolicy.replace("  award 50% of fee", "      award   50%   of fee   // half of it\n  // the end");

  test("writes in place, keeps every comment, leaves what it cannot read, and is then content", () => {
    const broken = smallPolicy.replace("award", "awrad");
    const folder = folderWith({ "a.policy": broken, "b.policy": loose });
    const { code, out, err } = allot(["fmt", "-w", "."], { cwd: folder });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("did you mean `award`?");
    expect(err).toContain("a.policy is left as it is");
    expect(readFileSync(join(folder, "a.policy"), "utf8")).toBe(broken);
    const text = readFileSync(join(folder, "b.policy"), "utf8");
    expect(text).toContain("half of it");
    expect(text).toContain("// the end");
    expect(allot(["fmt", "--check", "b.policy"], { cwd: folder })).toEqual({ code: 0, out: "", err: "" });
    expect(readdirSync(folder).sort()).toEqual(["a.policy", "b.policy"]);
  });

  test("--check names what is not canonical; several files are not poured into one stream", () => {
    const folder = folderWith({ "a.policy": loose, "b.policy": loose });
    expect(allot(["fmt", "--check", "."], { cwd: folder })).toEqual({ code: 1, out: "a.policy\nb.policy\n", err: "" });
    expect(allot(["fmt", "."], { cwd: folder })).toMatchObject({ code: 2, out: "" });
  });

  test("standard input to standard output, in either surface and back", () => {
    const { out: chinese, code } = allot(["fmt", "-", "--surface", "zh"], { input: loose });
    expect(code).toBe(0);
    expect(chinese).toContain("补助 fee 的50%");
    // what is mostly Chinese stays Chinese
    expect(allot(["fmt", "-"], { input: chinese }).out).toBe(chinese);
    expect(allot(["fmt", "-", "--surface", "en"], { input: chinese }).out).toContain("award 50% of fee");
  });

  test("what a file says is compared before it is written: every word, every comment, no layout", () => {
    const tree = (text: string): unknown => parse(text).file;
    expect(sameTree(tree(loose), tree(loose.replaceAll("   ", " ").replace("{\n", "{\n\n")))).toBe(true);
    for (const other of [loose.replace("// half of it", ""), loose.replace("half of it", "half"), loose.replace("50%", "51%"), loose.replace("1,000 yuan", "1,000.00 yuan"), loose.replace("local\n", "not local\n"), loose.replace("房租", "租金")]) {
      expect(sameTree(tree(loose), tree(other))).toBe(other.includes("1,000.00"));
    }
    expect(surfaceOf(scan(loose).tokens)).toBe("en");
    expect(surfaceOf(scan("政策 a.b 版本 \"1\" {\n}\nfact x").tokens)).toBe("zh");
  });

  test("killed while it writes: the old file stays", () => {
    const folder = folderWith({ "a.policy": loose });
    expect(allot(["fmt", "-w", "."], { cwd: folder, node: diskFault, env: { DISK_FAULT: "kill:writeSync" } }).code).toBeNull();
    expect(readFileSync(join(folder, "a.policy"), "utf8")).toBe(loose);
  });

  test("the kernel settles a population alone and with workers, and its types hold", async () => {
    expect(allot(["build", "policies", "-t", "kernel", "-o", join(built, "kernel")], { cwd: root }).code).toBe(0);
    const from = (name: string): string => pathToFileURL(join(built, "kernel", name)).href;
    const kernel = (await import(from("policies.kernel.js"))) as { batch(c: unknown, o: unknown, a: number, b: number): unknown; outputs(n: number): Record<"status" | "amount", Record<string, Float64Array>>; fromCase(f: unknown): Record<string, number>; settle(f: unknown): Record<string, number> };
    const { spread } = (await import(from("policies.spread.js"))) as { spread(c: unknown, n: number, threads: number): Promise<Record<"status" | "amount", Record<string, Float64Array>>> };
    const one = kernel.fromCase({ application_date: "2026-06-15", applicant_kind: "enterprise", uses_ai: true, on_municipal_platform: true, annual_purchase: "200000", service_fee: "200000", subsidy_year: "1" });
    // 50% of 200,000 yuan
    expect(kernel.settle(one)["fuzhou_ai_industry_compute_use_fen"]).toBe(10_000_000);
    const n = 1001;
    const columns = Object.fromEntries(Object.entries(one).map(([fact, value]) => [fact, Float64Array.from({ length: n }, (_, i) => (fact === "service_fee" ? i * 100 : value))]));
    const alone = kernel.outputs(n);
    kernel.batch(columns, alone, 0, n);
    const spreadOut = await spread(columns, n, 2);
    for (const column of Object.keys(alone.status)) {
      expect([...(spreadOut.status[column] ?? [])]).toEqual([...(alone.status[column] ?? [])]);
      expect([...(spreadOut.amount[column] ?? [])]).toEqual([...(alone.amount[column] ?? [])]);
    }
  });
});
