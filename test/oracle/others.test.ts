import { describe, expect, test } from "vitest";
import { loadPolicies } from "../../compiler/cli/load.js";
import { compile } from "../../compiler/index.js";
import { compareOn } from "./agree.js";

/** The idioms of the policies of other places, by the third evaluator. */

describe.each(["policies/xiamen", "policies/hainan", "policies/china"])("%s", (set) => {
  const schemes = compile(loadPolicies([set])).program?.schemes.map((scheme) => scheme.id) ?? [];
  test.each(schemes)("%s: interpreter, generated code and third evaluator agree", async (scheme) => {
    const { cases, paid, disagreements } = await compareOn([scheme], 3000, 5, undefined, set);
    expect(disagreements).toEqual([]);
    expect([cases, paid > 0]).toEqual([3000, true]);
  });
});
