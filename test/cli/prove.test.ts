import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allot, folderWith, root } from "./support.js";

/** `allot prove`: what an analyst reads, what a program reads, and what z3 says of it. */

interface ProofJson {
  readonly proofs: readonly { readonly kind: string; readonly subject: string; readonly name: string; readonly verdict: string; readonly paid?: string; readonly limit?: string; readonly readings: Readonly<Record<string, string>>; readonly case: unknown }[];
  readonly cliffs: readonly { readonly fact: string; readonly below: string; readonly above: string; readonly paidBelow: string; readonly paidAbove: string; readonly stated: boolean }[];
}

const broken = folderWith({
  "a.policy": `policy test.plan version "1" {
  in force from 2026-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date
}
fact application_date: date
fact cost "Cost of the project" "项目费用": money from 0 yuan to 1,000,000 yuan
scheme a "First subsidy" { award 60% of cost }
scheme b "Second subsidy" { award 50% of cost }
stack both "Both on one cost" { covers a, b
  on cost
  relation cumulate }
`,
});

describe("prove", () => {
  test("a broken claim names the applicant, in either language, and ends with 1", () => {
    const { code, out, err } = allot(["prove", ".", "--scheme", "both"], { cwd: broken });
    expect(code).toBe(1);
    expect(out).toContain("✗ refuted  all awards together never exceed “Cost of the project”");
    expect(out).toContain("1,100,000.00 yuan is paid where the limit is 1,000,000.00 yuan");
    expect(out).toContain("Cost of the project: 1,000,000.00 yuan");
    expect(err).toMatch(/1 claim: 0 proved, 1 refuted, 0 not decided/);
    const zh = allot(["prove", ".", "--scheme", "both", "--lang", "zh"], { cwd: broken });
    expect(zh.out).toContain("✗ 不成立  各项补助合计不超过“项目费用”");
    expect(zh.out).toContain("限额1,000,000.00元，支付1,100,000.00元");
  });

  test("--trace shows how the amounts were found", () => {
    const { out } = allot(["prove", ".", "--scheme", "both", "--trace"], { cwd: broken });
    expect(out).toContain("60% of cost");
    expect(out).toContain("600,000.00 yuan");
  });

  test("a scheme that is not there is asked back", () => {
    const { code, err } = allot(["prove", ".", "--scheme", "bothh"], { cwd: broken });
    expect([code, err]).toEqual([2, "error: there is no scheme, pool or stack `bothh`; did you mean `both`?\n"]);
  });

  test("a refutation is a case file that shows it again", () => {
    const { out } = allot(["prove", ".", "--format", "json"], { cwd: broken });
    const proof = (JSON.parse(out) as ProofJson).proofs.find((p) => p.verdict === "refuted");
    writeFileSync(join(broken, "case.json"), JSON.stringify(proof?.case));
    const again = allot(["eval", "case.json", "--policies", ".", "--format", "json"], { cwd: broken });
    const amounts = (JSON.parse(again.out) as { awards: readonly { amount: string }[] }).awards.map((a) => Number(a.amount));
    expect(amounts.reduce((x, y) => x + y, 0).toFixed(2)).toBe(proof?.paid);
  });

  test("the shipped policies: nothing broken that they do not state", () => {
    const { code, out } = allot(["prove", "policies", "--defaults-only", "--format", "json"], { cwd: root });
    expect(code).toBe(0);
    const { proofs, cliffs } = JSON.parse(out) as ProofJson;
    expect(proofs.filter((p) => p.verdict === "not decided")).toEqual([]);
    expect(cliffs).toContainEqual(expect.objectContaining({ fact: "annual_purchase", below: "299999.99", above: "300000", paidBelow: "149999.99", paidAbove: "0.00", stated: true }));
  });

  test("z3 says the same of every cap and of the shared cost", () => {
    const { code, err } = allot(["prove", "policies", "--defaults-only", "--scheme", "industrial_internet", "--scheme", "compute_support", "--scheme", "vertical_model", "--second-opinion", "z3"], { cwd: root });
    expect(code).toBe(0);
    const [, asked, agrees, silent] = /asked about (\d+) claims, agrees on (\d+), gives no answer on (\d+)/.exec(err) ?? [];
    expect(Number(agrees) + Number(silent)).toBe(Number(asked));
    expect(Number(agrees)).toBeGreaterThan(6);
  }, 60_000);
});
