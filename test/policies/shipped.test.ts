import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadPolicies } from "../../compiler/cli/load.js";
import { cover, leftOver, runExamples } from "../../compiler/index.js";
import { indexQuotes } from "../../compiler/source-text/index.js";
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

  test("a project that is not finished gets no balance", () => {
    const [model] = results.filter((r) => r.title.startsWith("项目尚未完成")).flatMap((r) => (r.evaluation?.awards ?? []).filter((a) => a.scheme.endsWith("vertical_model")));
    expect(model?.instalments.map((part) => [part.amount, part.status])).toEqual([["3000000.00", "due"], [null, "not-yet-due"]]);
  });

  test("every scheme has examples", () => {
    const asked = new Set(results.flatMap((result) => (result.evaluation?.awards ?? []).filter((a) => a.status !== "undetermined").map((a) => a.scheme)));
    expect(compiled.program.schemes.map((scheme) => scheme.id).filter((id) => !asked.has(id))).toEqual([]);
  });

  test("nothing in the sources that carries a number is left over", () => {
    expect(coverage.filter((source) => source.version !== "2027").map((source) => [source.policy, source.numbers.length > 30, leftOver(source).map((n) => n.text)])).toEqual([
      ["fujian.ai_projects", true, []],
      ["fuzhou.ai_industry", true, []],
    ]);
  });

  // an inventory of both documents made by hand before there was a compiler: every executable clause is a rule, every
  // target a target, every duty has its reason
  const coverage = cover(compiled, loadPolicies(["policies"]).source);
  const inventory = JSON.parse(readFileSync(new URL("clauses.json", import.meta.url), "utf8")) as readonly { readonly id: string; readonly policy: string; readonly class: "executable" | "KPI" | "delegation"; readonly quote: string }[];
  const carriers = { executable: ["rule"], KPI: ["target", "not computed"], delegation: ["not computed", "rule", "target"] } as const;
  test.each(inventory.map((clause) => [clause.id, clause.quote, clause] as const))("%s is carried: %s", (_, __, clause) => {
    const source = coverage.find((c) => c.policy === clause.policy);
    const place = indexQuotes(source?.text ?? "").find(clause.quote)?.parts[0];
    const sentences = (source?.sentences ?? []).filter((s) => place !== undefined && s.start < place.end && s.end > place.start);
    const found = new Set<string>(sentences.flatMap((s) => s.by.map((by) => by.carrier)));
    expect(carriers[clause.class].some((carrier) => found.has(carrier))).toBe(true);
  });

  test("schemes, pools, the budget, the bar and publicity are constructs", () => {
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
