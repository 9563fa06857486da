import { expect, test } from "vitest";
import { narrowerRanges } from "../../compiler/plan/advice.js";
import { safe } from "../../compiler/plan/ir.js";
import { planOf } from "../../compiler/plan/lower.js";
import { programOf } from "../support/compile.js";

/** What `allot build --explain` advises is enough, and not less than could be kept. */

const text = (cost: string, rate: string): string => `policy test.plan version "1" {
  in force from 2024-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date
}
fact application_date: date
fact cost: money from 0 yuan to ${cost} yuan
fact rate: percent from 0% to ${rate}%
scheme s { award rate of cost }
`;
const fits = (cost: string, rate: string): boolean => (planOf(programOf(text(cost, rate))).schemes[0]?.widestInDoubles.size ?? 0n) <= safe;

test("each range that is advised keeps all in doubles, and one step more does not", () => {
  const [cost, rate] = ["999999999999.99", "100"];
  expect(fits(cost, rate)).toBe(false);
  const advice = narrowerRanges(programOf(text(cost, rate)), "test.plan.s");
  expect(advice).toEqual([{ fact: "cost", to: "9007199254.74" }, { fact: "rate", to: "0.9" }]);
  expect([fits("9007199254.74", rate), fits("9007199254.75", rate), fits(cost, "0.9"), fits(cost, "0.91")]).toEqual([true, false, true, false]);
});
