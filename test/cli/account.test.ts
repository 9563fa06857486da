import Ajv2020 from "ajv/dist/2020.js";
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { accountSchema } from "../../compiler/cli/schemas/account.js";

const Ajv = Ajv2020 as unknown as typeof Ajv2020.default;
const isAccount = new Ajv({ strict: true }).compile(accountSchema);

test.each(["en", "zh"])("an account in %s is what its schema says", (lang) => {
  const run = spawnSync(process.execPath, ["dist/compiler/cli/main.js", "explain", "policies/fuzhou/ai-industry/cases/enterprise-2026.json", "--format", "json", "--lang", lang], { encoding: "utf8" });
  const account: unknown = JSON.parse(run.stdout);
  expect(isAccount(account)).toBe(true);
  expect(account).toMatchObject({ format: 1, lang, on: "2026-06-15" });
});
