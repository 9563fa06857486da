import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allot, folderWith, smallPolicy } from "./support.js";

const claim = (surface: "en" | "zh"): string => (surface === "en" ? "\nalways modest: \"never more than 600 yuan\" “从不超过600元” payout of rent at most 600 yuan\n" : "\n恒有 适度：\"never more than 600 yuan\" “从不超过600元” 房租 的补助额 不超过600元\n");
const folder = (text = smallPolicy + claim("en")): string => folderWith({ "a.policy": text });
const fuzz = (cwd: string, ...more: readonly string[]): ReturnType<typeof allot> => allot(["fuzz", ".", "--seed", "7", "--runs", "200", ...more], { cwd });

describe("allot fuzz", () => {
  test("a policy that keeps what it claims: exit 0, the claims listed, the seed told", () => {
    const { code, out, err } = fuzz(folder(smallPolicy));
    expect([code, out, err]).toEqual([0, expect.stringMatching(/^✓ test\.plan\.rent {2}\d+ claims, 200 cases, \d+ paid\n$/) as unknown, "no counterexample in 200 cases; seed 7\n"]);
  });
  test("a claim that does not hold: exit 1, both clauses, the smallest case as an example, how to repeat", () => {
    const { code, out, err } = fuzz(folder());
    expect(code).toBe(1);
    expect(out).toContain("✗ test.plan.rent: always never more than 600 yuan  a.policy:19");
    expect(out).toContain("a.policy:15  award 50% of fee\n");
    expect(out).toMatch(/a\.policy:19 {2}\S/);
    expect(out).toContain("  fee = 2,000 yuan\n  local = yes\n  expect rent = 1,000 yuan bound by award, annual\n}\n");
    expect(out).toContain("to repeat: allot fuzz . --seed 7 --runs 200\n");
    expect(err).toBe("1 counterexample in 200 cases; seed 7\n");
  });
  test("in Chinese", () => {
    const { code, out, err } = fuzz(folder(), "--lang", "zh");
    expect([code, err]).toEqual([1, "200 个用例，发现 1 个反例；种子 7\n"]);
    expect(out).toContain("恒有 从不超过600元");
    expect(out).toContain("重现: allot fuzz");
  });
  test("as JSON", () => {
    const { code, out } = fuzz(folder(), "--format", "json");
    const result = JSON.parse(out) as { readonly seed: number; readonly findings: readonly { readonly kind: string; readonly line: number; readonly case: unknown; readonly example: string }[] };
    expect([code, result.seed, result.findings.length]).toEqual([1, 7, 1]);
    expect(result.findings[0]).toMatchObject({ kind: "always", subject: "test.plan.rent", line: 19, case: { facts: { fee: "2000", local: true } } });
  });
  test("--save appends the example once; the file still checks, is in the canonical layout, and the example passes", () => {
    const cwd = folder();
    allot(["fmt", "-w", "."], { cwd });
    const before = readFileSync(join(cwd, "a.policy"), "utf8");
    expect(fuzz(cwd, "--save").err).toContain("saved in a.policy; correct what it expects to what the text says\n");
    const saved = readFileSync(join(cwd, "a.policy"), "utf8");
    expect(saved.startsWith(`${before}\nexample `)).toBe(true);
    expect(allot(["test", "."], { cwd }).err).toBe("1 example: 1 passed, 0 failed\n");
    expect(allot(["fmt", "--check", "."], { cwd })).toMatchObject({ code: 0 });
    expect(fuzz(cwd, "--save").err).toContain("a.policy has this case already\n");
    expect(readFileSync(join(cwd, "a.policy"), "utf8")).toBe(saved);
  });
  test("one scheme only, by any of its names; an unknown one is a usage fault", () => {
    expect(fuzz(folder(smallPolicy), "--scheme", "房租").code).toBe(0);
    expect(fuzz(folder(smallPolicy), "--scheme", "rant")).toMatchObject({ code: 2, out: "", err: "error: no scheme `rant`; did you mean `rent`?\n" });
    for (const runs of ["many", "0"]) expect(fuzz(folder(smallPolicy), "--runs", runs).code).toBe(2);
  });
  test("policies with errors are told, and nothing is tried", () => {
    expect(fuzz(folder("policy a.b version \"1\" {"))).toMatchObject({ code: 1, out: "" });
  });
});
