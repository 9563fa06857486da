import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compareOn } from "./agree.js";

/** Three that share a reading share a bug: the third evaluator is its own, and a comparison with it sees faults. */

test("the third evaluator shares nothing with the compiler and the runtime", () => {
  const folder = new URL("./", import.meta.url);
  const own = readdirSync(folder).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "agree.ts");
  const imports = own.flatMap((file) => [...readFileSync(new URL(file, folder), "utf8").matchAll(/ from "([^"]+)"/g)].map(([, target = ""]) => target));
  expect([...new Set(imports)].filter((target) => !target.startsWith("./")).sort()).toEqual(["../../grammar/index.js", "decimal.js"]);
});

describe("a fault in one of the three is seen", () => {
  test.each([
    ["an edge", "fuzhou.ai_industry.compute_use", "100,000 yuan (inclusive) to 300,000 yuan (exclusive): rate", "100,000 yuan (exclusive) to 300,000 yuan (exclusive): rate"],
    ["a rate", "fuzhou.ai_industry.compute_use", "      3: 30%", "      3: 29.99%"],
    ["a fen", "fuzhou.ai_industry.industrial_internet", "payout at 2,000,000 yuan", "payout at 2,000,000.01 yuan"],
    ["a rounding", "fujian.ai_projects.vertical_model", "向下取整到分：向下取整", "向下取整到分：四舍五入"],
    ["a day", "fujian.ai_projects.quality_product", "3年 至对应日（含）", "3年 至对应日（不含）"],
    ["a reading", "fuzhou.ai_industry.compute_supply", "whole_only: award 50,000 yuan for each full", "whole_only: award 50,000 yuan for each started"],
  ])("%s", async (_, scheme, from, to) => {
    const { disagreements } = await compareOn([scheme], 3000, 11, (text) => text.replace(from, () => to));
    expect(disagreements.length).toBeGreaterThan(0);
  });
});
