import { describe, expect, test } from "vitest";
// @ts-expect-error plain JavaScript, as `npm run conformance` runs it
import { compiledPolicies, runFile } from "./run.mjs";

interface Result {
  readonly test: { readonly id: string; readonly why: string };
  readonly differences: readonly unknown[];
}

describe("golden cases derived by hand from the documents", async () => {
  const results = runFile(await compiledPolicies(), new URL("cases.json", import.meta.url)) as readonly Result[];
  test.each(results.map((result) => [result.test.id, result.test.why, result.differences] as const))("%s %s", (_, __, differences) => {
    expect(differences).toEqual([]);
  });
});
