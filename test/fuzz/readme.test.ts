import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

test("the property test in the README runs as it stands", () => {
  const [, code = ""] = /```ts\n([\s\S]*?)```/.exec(readFileSync("README.md", "utf8")) ?? [];
  mkdirSync("dist/test-modules", { recursive: true });
  // its test function, without the runner
  const alone = code.replace('import { test } from "vitest";', "let ran = 0; const test = (_, body) => { body(); ran++; };");
  expect(alone).not.toBe(code);
  writeFileSync("dist/test-modules/readme-fuzz.mjs", `${alone}\nconsole.log(ran, run.program.schemes.length);\n`);
  const done = spawnSync(process.execPath, ["dist/test-modules/readme-fuzz.mjs"], { encoding: "utf8" });
  expect([done.status, done.stdout, done.stderr]).toEqual([0, "1 5\n", ""]);
});
