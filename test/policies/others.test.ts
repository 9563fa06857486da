import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadPolicies, setFile } from "../../compiler/cli/load.js";
import { compile, cover, interpret, leftOver, prove, renderAccount, runExamples } from "../../compiler/index.js";

/** Policies of other places and fields: sets of their own, held to the same as the first two. */

const sets = readdirSync("policies", { recursive: true }).map(String).filter((path) => path.endsWith(setFile)).map((path) => `policies/${path.slice(0, -setFile.length - 1)}`).sort();

test("a folder above leaves them alone", () => {
  expect(sets).toEqual(["policies/china", "policies/hainan", "policies/xiamen"]);
  expect(loadPolicies(["policies"]).files.filter(({ id }) => sets.some((set) => id.startsWith(set)))).toEqual([]);
});

describe.each(sets)("%s", (set) => {
  const input = loadPolicies([set]);
  const compiled = compile(input);
  if (compiled.program === undefined) throw new Error(JSON.stringify(compiled.diagnostics, null, 1));
  const { program } = compiled;
  const results = runExamples({ ...compiled, program });

  test("checks without a word", () => { expect(compiled.diagnostics).toEqual([]); });
  test.each(results.map((result) => [result.title, result] as const))("example: %s", (_, result) => { expect(result.failures).toEqual([]); });
  test("every scheme has examples that pay and that do not", () => {
    const awards = results.flatMap((result) => result.evaluation?.awards ?? []);
    for (const { id } of program.schemes) {
      expect([id, awards.some((award) => award.scheme === id && award.status === "eligible")]).toEqual([id, true]);
      expect([id, awards.some((award) => award.scheme === id && award.status !== "eligible")]).toEqual([id, true]);
    }
  });
  test("nothing in the sources that carries a number is left over", () => {
    expect(cover(compiled, input.source).map((source) => [source.policy, leftOver(source).map((n) => n.text)])).toEqual(program.policies.map(({ id }) => [id, []]));
  });
  test("what a person reads of an award that is paid", async () => {
    const shown = program.schemes.map(({ id }) => {
      const paid = results.find((result) => result.evaluation?.awards.some((award) => award.scheme === id && award.status === "eligible") === true);
      const evaluation = paid?.evaluation;
      if (paid === undefined || evaluation === undefined) return "";
      const own = { ...evaluation, awards: evaluation.awards.filter((award) => award.scheme === id), stacks: [] };
      return `${paid.title}\n\n${(["zh", "en"] as const).map((lang) => renderAccount(interpret(program), own, { lang, format: "text" })).join("\n")}`;
    });
    await expect(shown.join(`\n${"-".repeat(72)}\n`)).toMatchFileSnapshot(`../golden/accounts/${set.slice(set.lastIndexOf("/") + 1)}.txt`);
  });
  test("no claim is refuted", () => {
    expect(prove(program).proofs.filter((proof) => proof.verdict === "refuted").map((proof) => proof.claim)).toEqual([]);
  });
});
