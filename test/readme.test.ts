import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "../grammar/index.js";

/** The README stays true: its commands run, its snippets parse. */

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const blocks = (language: string): readonly string[] => [...readme.matchAll(new RegExp("```" + language + "\\n([\\s\\S]*?)```", "g"))].map(([, text = ""]) => text);

const commands = blocks("sh").flatMap((block) => block.split("\n")).filter((line) => line.trim() !== "").map((line) => line.replace(/^npm ci && /, ""));

describe("commands", () => {
  // the other commands of the README are this very run
  const own = commands.filter((line) => line.startsWith("npx allot"));
  test.each(own)("%s", (line) => {
    const run = spawnSync(process.execPath, ["dist/compiler/cli/main.js", ...line.replace("npx allot ", "").split(" ")], { encoding: "utf8" });
    expect(`${run.status} ${run.stderr}`).toMatch(/^0 /);
    expect(run.stdout.length > 0).toBe(!/^npx allot (?:check|fmt)/.test(line));
  });
  test("npm test is the other one, beside the two that serve the page", () => {
    expect(commands.filter((line) => !line.startsWith("npx allot"))).toEqual(["npm test", "npm run dev", "npm run playground"]);
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { readonly scripts: Readonly<Record<string, string>> };
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["dev", "playground"]));
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
