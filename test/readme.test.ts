import { spawn, spawnSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "../grammar/index.js";
import { temporaryFolder } from "./support/folder.js";

/** The READMEs stay true: their commands run, their snippets parse, their pictures are there and small. */

const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");
const readme = `${read("README.md")}\n${read("README.zh.md")}`;
const blocks = (language: string): readonly string[] => [...readme.matchAll(new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g"))].map(([, text = ""]) => text);

const commands = blocks("sh").flatMap((block) => block.split("\n")).filter((line) => line.trim() !== "").map((line) => line.replace(/^npm ci && /, ""));

/** As `npm run build:page` does, into a folder of its own. */
function buildPage(): string {
  const folder = temporaryFolder("start");
  expect(spawnSync("npx", ["vite", "build", "--config", "playground/vite.config.ts", "--outDir", folder, "--logLevel", "error"], { encoding: "utf8" }).status).toBe(0);
  return folder;
}

describe("commands", () => {
  // the other commands of the README are this very run
  const own = [...new Set(commands.filter((line) => line.startsWith("npx allot")))];
  test.each(own)("%s", (line) => {
    const run = spawnSync(process.execPath, ["dist/compiler/cli/main.js", ...line.replace("npx allot ", "").split(" ")], { encoding: "utf8" });
    expect(`${run.status} ${run.stderr}`).toMatch(/^0 /);
    expect(run.stdout.length > 0).toBe(!/^npx allot (?:check|fmt)/.test(line));
  });
  test("npm test is the other one, beside the one that opens the page", () => {
    expect(commands.filter((line) => !line.startsWith("npx allot"))).toEqual(["npm test", "npm start", "npm start"]);
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining([...readme.matchAll(/`npm run ([\w:]+)/g)].map(([, name = ""]) => name)));
  });
  test("npm start builds the page and serves it", async () => {
    const port = 41_000 + (process.pid % 20_000);
    const page = spawn("npx", ["vite", "preview", "--config", "playground/vite.config.ts", "--host", "127.0.0.1", "--port", String(port), "--outDir", buildPage()], { detached: true });
    try {
      let said = "";
      await new Promise<void>((done, fail) => {
        page.stdout.on("data", (text: Buffer) => { said += text.toString(); if (said.includes(String(port))) done(); });
        page.once("exit", () => { fail(new Error(said)); });
      });
      const answer = await fetch(`http://127.0.0.1:${port}/`);
      expect([answer.status, answer.headers.get("content-security-policy")]).toEqual([200, expect.stringContaining("connect-src 'none'") as string]);
    } finally {
      process.kill(-(page.pid ?? 0));
    }
  });
  test.each([...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = ""]) => path))("%s", (path) => {
    expect(statSync(path).size).toBeLessThan(150_000);
  });
});

describe("snippets", () => {
  test.each(blocks("policy"))("%s", (text) => {
    const header = "policy a.b version \"1\" { }\n";
    const ways = [text, `${header}${text}`, `${header}scheme s {\n${text}\n}`];
    expect(ways.map((way) => parse(way).issues.length)).toContain(0);
  });
  test.each([...readme.matchAll(/^\| [^|]+ \| `([^`]+)` \|$/gm)].map(([, rule = ""]) => rule).filter((rule) => /\s/.test(rule)))("%s", (rule) => {
    expect(parse(`policy a.b version "1" { }\nscheme s {\n${rule}\n}`).issues.length === 0 || parse(`policy a.b version "1" { }\n${rule}`).issues.length === 0).toBe(true);
  });
  test("the JavaScript gives the amount it says", () => {
    spawnSync(process.execPath, ["dist/compiler/cli/main.js", "build", "policies", "-o", "dist/build"]);
    const [code = ""] = blocks("js");
    writeFileSync("dist/build/readme.mjs", `${code}\nconsole.log(awards[0].amount);\n`);
    expect(spawnSync(process.execPath, ["dist/build/readme.mjs"], { encoding: "utf8" }).stdout).toBe("80000.00\n");
  });
});
