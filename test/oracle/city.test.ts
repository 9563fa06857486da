import { expect, test } from "vitest";
import { casesInAll, compareOn, schemesOf } from "./agree.js";

test("interpreter, generated code and the third evaluator agree on the city's schemes", async () => {
  const { cases, paid, disagreements } = await compareOn(schemesOf("fuzhou.ai_industry"), casesInAll / 2, 20260204);
  expect(disagreements).toEqual([]);
  expect(cases).toBeGreaterThanOrEqual(casesInAll / 2);
  // not a comparison of refusals
  expect(paid).toBeGreaterThan(cases / 8);
}, 300_000);
