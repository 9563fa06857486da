import { expect, test } from "vitest";
import { casesInAll, compareOn, schemesOf } from "./agree.js";

test("interpreter, generated code and the third evaluator agree on the province's schemes", async () => {
  const { cases, paid, disagreements } = await compareOn(schemesOf("fujian.ai_projects"), casesInAll / 2, 20240320);
  expect(disagreements).toEqual([]);
  expect(cases).toBeGreaterThanOrEqual(casesInAll / 2);
  // not a comparison of refusals
  expect(paid).toBeGreaterThan(cases / 8);
}, 300_000);
