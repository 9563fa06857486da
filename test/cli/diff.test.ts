import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allot, folderWith, root, smallPolicy } from "./support.js";

/** `allot diff`: two files, two versions, two dates; four formats. */

const folder = folderWith({ "old.policy": smallPolicy, "new.policy": smallPolicy.replace("award 50%", "award 60%"), "same.policy": smallPolicy.replaceAll("\n  ", "\n      ") });

describe("diff", () => {
  test("two files: what changed and who gains, exit 1 where asked", () => {
    const { code, out } = allot(["diff", "old.policy", "new.policy", "--exit-code"], { cwd: folder });
    expect(code).toBe(1);
    expect(out).toContain("50% → 60%");
    expect(out).toMatch(/greatest gain \+[\d,.]+ yuan/);
    expect(out).not.toContain("greatest loss");
  });
  test("another layout is no change", () => {
    const { code, out } = allot(["diff", "old.policy", "same.policy", "--exit-code"], { cwd: folder });
    expect([code, out.includes("no change in effect: wording and order at most")]).toEqual([0, true]);
  });
  test("two versions of the set, in Chinese", () => {
    const { code, out } = allot(["diff", "fuzhou.ai_industry@2024", "fuzhou.ai_industry@2027", "--scheme", "industrial_internet", "--lang", "zh"], { cwd: root });
    expect(code).toBe(0);
    expect(out).toContain("20% → 25%");
    expect(out).toContain("最大增加 +500,000.00元：2,000,000.00元 → 2,500,000.00元");
  });
  test("a version that is not there names those that are", () => {
    const { code, err } = allot(["diff", "fuzhou.ai_industry@2024", "fuzhou.ai_industry@2025"], { cwd: root });
    expect([code, err]).toEqual([2, "error: there is no policy `fuzhou.ai_industry@2025`; there are fujian.ai_projects@2026, fuzhou.ai_industry@2024, fuzhou.ai_industry@2027\n"]);
  });
  test("a page of its own with both curves, and a memo", () => {
    allot(["diff", "old.policy", "new.policy", "--format", "html", "-o", "out.html"], { cwd: folder });
    const page = readFileSync(join(folder, "out.html"), "utf8");
    expect(page).toContain("<svg");
    expect(page).not.toMatch(/<script|https?:/);
    expect(allot(["diff", "old.policy", "new.policy", "--format", "md"], { cwd: folder }).out).toContain("## What it does to payouts");
  });
  test("json carries the witness of each side", () => {
    const { out } = allot(["diff", "old.policy", "new.policy", "--format", "json"], { cwd: folder });
    const { effect } = JSON.parse(out) as { effect: { schemes: readonly { gain?: { witness: { before: { facts: object }; after: { facts: object } } } }[] } };
    expect(Object.keys(effect.schemes[0]?.gain?.witness.before.facts ?? {}).length).toBeGreaterThan(0);
  });
});
