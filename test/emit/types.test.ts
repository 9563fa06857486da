import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { emitJs, emitTypes } from "../../compiler/index.js";
import { policyWith, programOf } from "../support/compile.js";

test("a wrong fact name, a wrong value and a missing required fact are type errors; the right call is none", () => {
  const folder = "dist/test-types";
  mkdirSync(folder, { recursive: true });
  const program = programOf(policyWith("scheme s { award 50% of cost }\nreading way { default plain \"p\" odd \"o\" }", "fact needed: money always known"));
  writeFileSync(`${folder}/policy.js`, emitJs(program));
  writeFileSync(`${folder}/policy.d.ts`, emitTypes(program));
  const call = (facts: string, options = "{}"): string => `import { evaluate } from "./policy.js";\nexport const amount: string | null | undefined = evaluate(${facts}, ${options}).awards[0]?.amount;\n`;
  const files = {
    right: call('{ needed: "5", cost: "5", tier: "A", year: 3, application_date: "2026-06-15" }', '{ on: "2026-06-15", readings: { "test.plan.way": "odd" }, schemes: ["test.plan.s"] }'),
    wrongName: call('{ needed: "5", csot: "5" }'),
    wrongValue: call('{ needed: "5", tier: "D" }'),
    number: call('{ needed: "5", cost: 5 }'),
    missing: call('{ cost: "5" }'),
    reading: call('{ needed: "5" }', '{ readings: { "test.plan.way": "other" } }'),
    scheme: call('{ needed: "5" }', '{ schemes: ["test.plan.nope"] }'),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}.ts`, text);
  const { stdout } = spawnSync("npx", ["tsc", "--ignoreConfig", "--noEmit", "--strict", "--module", "nodenext", "--target", "es2023", "--skipLibCheck", ...Object.keys(files).map((name) => `${folder}/${name}.ts`)], { encoding: "utf8" });
  expect([...new Set([...stdout.matchAll(/(\w+)\.ts\(\d+/g)].map(([, name]) => name))].sort()).toEqual(["missing", "number", "reading", "scheme", "wrongName", "wrongValue"]);
}, 60_000);
