import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPolicies } from "../../compiler/cli/load.js";
import { compile, runExamples } from "../../compiler/index.js";
import { caseArbitrary, createRunner, exampleBlock } from "../../compiler/testing/index.js";
import { shippedPolicies } from "../support/compile.js";

/** A printed case must be what a person can paste: it parses, and passes for what the program now pays. */

describe("cases as example blocks", () => {
  const { program } = shippedPolicies();
  const run = createRunner(program);
  const input = loadPolicies(["policies"]);

  test.each(["en", "zh"] as const)("pass in the policy files, in %s", (surface) => {
    const added = new Map<string, string[]>();
    for (const scheme of program.schemes) {
      const { file = "", policy = "" } = program.sites[scheme.site] ?? {};
      for (const at of fc.sample(caseArbitrary(program, { schemes: [scheme.id] }), { seed: 7, numRuns: 60 })) {
        const block = exampleBlock(program, at, run.outcome(at), surface, { policy });
        expect(block.endsWith("}\n")).toBe(true);
        added.set(file, [...(added.get(file) ?? []), block]);
      }
    }
    const files = input.files.map((file) => ({ ...file, text: `${file.text}\n${(added.get(file.id) ?? []).join("\n")}` }));
    const compiled = compile({ ...input, files });
    expect(compiled.diagnostics).toEqual([]);
    const results = runExamples(compiled);
    expect(results.length).toBeGreaterThan(60 * program.schemes.length);
    expect(results.flatMap((result) => result.failures.map((failure) => [result.title, failure]))).toEqual([]);
  });

  test("several schemes in one block, named as the file knows them", () => {
    const [stack] = program.stacks.filter((one) => one.id.endsWith("compute_support"));
    const schemes = stack?.members.flatMap((member) => member.scheme ?? []) ?? [];
    const { file = "", policy = "" } = program.sites[stack?.site ?? 0] ?? {};
    const blocks = fc.sample(caseArbitrary(program, { schemes }), { seed: 7, numRuns: 40 }).map((at) => exampleBlock(program, at, run.outcome(at), "en", { policy }));
    const files = input.files.map((one) => (one.id === file ? { ...one, text: `${one.text}\n${blocks.join("\n")}` } : one));
    const compiled = compile({ ...input, files });
    expect(compiled.diagnostics).toEqual([]);
    expect(runExamples(compiled).filter((result) => !result.passed)).toEqual([]);
  });
});
