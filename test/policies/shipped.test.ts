import { describe, expect, test } from "vitest";
import { loadPolicies } from "../../compiler/cli/load.js";
import { cover, leftOver, runExamples } from "../../compiler/index.js";
import { shippedPolicies } from "../support/compile.js";

describe("the shipped policies", () => {
  const compiled = shippedPolicies();
  const results = runExamples(compiled);

  test("check without a word", () => {
    expect(compiled.diagnostics).toEqual([]);
  });

  test.each(results.map((result) => [result.title, result] as const))("example: %s", (_, result) => {
    expect(result.failures).toEqual([]);
  });

  test("every scheme has examples", () => {
    const asked = new Set(results.flatMap((result) => (result.evaluation?.awards ?? []).filter((a) => a.status !== "undetermined").map((a) => a.scheme)));
    expect(compiled.program.schemes.map((scheme) => scheme.id).filter((id) => !asked.has(id))).toEqual([]);
  });

  test("nothing in the sources that carries a number is left over", () => {
    const coverage = cover(compiled, loadPolicies(["policies"]).source);
    expect(coverage.map((source) => [source.policy, source.numbers.length > 30, leftOver(source).map((n) => n.text)])).toEqual([
      ["fujian.ai_projects", true, []],
      ["fuzhou.ai_industry", true, []],
    ]);
  });

  test("every clause that clauses.md classes executable is carried: schemes, pools, budget, windows, bar, publicity, instalments", () => {
    const { program } = compiled;
    expect(program.schemes.map((s) => s.id.split(".").pop())).toEqual([
      "vertical_model", "quality_product", "quality_platform", "quality_enterprise", "compute_purchase",
      "compute_supply", "compute_use", "rnd_general", "scenario_reward", "industrial_internet", "talent_training",
    ]);
    expect(program.pools.map((p) => p.id.split(".").pop())).toEqual(["supply_city", "iiot_city", "plan_budget"]);
    expect(program.policies.flatMap((p) => [...p.bars.map((b) => b.id), ...p.publicity.map((n) => n.id)])).toEqual(["fraud_bar", "fraud_bar", "selection_publicity", "selection_publicity"]);
    expect(program.readings.length).toBe(29);
  });
});
