import { expect, test } from "vitest";
import { PolicyParser } from "../../grammar/parser.js";

// left out at run time, because it takes half of the start-up
test("the grammar has no ambiguous alternatives and no left recursion", () => {
  expect(() => new PolicyParser(true)).not.toThrow();
});
