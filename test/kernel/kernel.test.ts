import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emitKernel } from "../../compiler/emit/kernel.js";
import { loadPolicies } from "../../compiler/cli/load.js";
import { planOf } from "../../compiler/plan/lower.js";
import { compile, type CoreProgram } from "../../compiler/index.js";
import { caseArbitrary } from "../../compiler/testing/index.js";
import { evaluateCase } from "../../runtime/index.js";
import { parseDay } from "../../runtime/date.js";
import { interpreted, policyWith, programOf, shippedPolicies } from "../support/compile.js";
import { arbitraryPolicy, textOf } from "../support/random-policy.js";

/** The code in whole numbers says what the interpreter says: status, amount to the fen, and what bound it. */

interface Kernel {
  readonly columns: Readonly<Record<string, { readonly scheme: string; readonly binding: readonly string[] }>>;
  readonly statuses: readonly string[];
  readonly settle: (facts: unknown) => Readonly<Record<string, number>>;
  readonly fromCase: (facts: unknown) => Readonly<Record<string, number>>;
  readonly outputs: (n: number) => { readonly status: Record<string, Uint8Array>; readonly amount: Record<string, Float64Array>; readonly binding: Record<string, Uint32Array> };
  readonly batch: (columns: unknown, outputs: unknown, from: number, to: number) => unknown;
}

async function kernelOf(program: CoreProgram, readings: Readonly<Record<string, string>> = {}): Promise<Kernel & { readonly left: readonly string[] }> {
  const plan = planOf(program, { readings });
  const text = emitKernel(program, plan);
  const folder = resolve("dist/test-modules");
  mkdirSync(folder, { recursive: true });
  const path = resolve(folder, `kernel-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.mjs`);
  writeFileSync(path, text);
  return { ...(await import(/* @vite-ignore */ pathToFileURL(path).href)) as Kernel, left: plan.left.map((one) => `${one.id}: ${one.why}`) };
}

/** What the interpreter says, in the kernel's terms. */
function expected(program: CoreProgram, facts: Readonly<Record<string, unknown>>, options: { readonly on?: string; readonly readings?: Readonly<Record<string, string>> }, kernel: Kernel): Readonly<Record<string, readonly unknown[]>> {
  const { awards } = evaluateCase(interpreted(program), facts, { ...options, trace: false });
  return Object.fromEntries(Object.entries(kernel.columns).map(([column, { scheme, binding }]) => {
    const award = awards.find((a) => a.scheme === scheme);
    if (award === undefined) return [column, ["not evaluated"]];
    const status = award.status === "eligible" && award.amount === null ? "ceiling" : award.status;
    const yuan = award.amount ?? award.ceiling;
    const bits = award.status === "eligible" ? binding.filter((id) => award.binding.some((b) => b.id === id)) : [];
    return [column, [status, yuan === null ? "unsettled" : yuan, bits.join()]];
  }));
}

const yuanOf = (fen: number): string => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, "0")}`;

function got(kernel: Kernel, result: ReturnType<Kernel["settle"]>): Readonly<Record<string, readonly unknown[]>> {
  return Object.fromEntries(Object.keys(kernel.columns).map((column) => {
    const [status = 0, amount = 0, binding = 0] = [result[`${column}_status`], result[`${column}_fen`], result[`${column}_binding`]];
    const ids = kernel.columns[column]?.binding.filter((_, i) => Math.floor(binding / 2 ** i) % 2 === 1) ?? [];
    return [column, [kernel.statuses[status], Number.isNaN(amount) ? "unsettled" : yuanOf(amount), ids.join()]];
  }));
}

/** The date of the case stands for every tested date that is not given. */
function withDate(program: CoreProgram, facts: Readonly<Record<string, unknown>>, on: string | undefined): Readonly<Record<string, unknown>> {
  const full: Record<string, unknown> = { ...facts };
  for (const { validity } of program.policies) for (const { by } of validity) if (on !== undefined && full[by] === undefined) full[by] = on;
  return full;
}

describe("the shipped policies", () => {
  const { program } = shippedPolicies();

  test("every scheme can be said in whole numbers", async () => {
    expect((await kernelOf(program)).left).toEqual([]);
  });

  for (const readings of [{}, ...program.readings.flatMap((reading) => reading.alternatives.filter((a) => a.id !== reading.byDefault).map((a) => ({ [reading.id]: a.id })))]) {
    test(`the same as the interpreter: ${JSON.stringify(readings)}`, async () => {
      const kernel = await kernelOf(program, readings);
      const runs = Object.keys(readings).length === 0 ? 1500 : 150;
      fc.assert(fc.property(caseArbitrary(program, { readings: "default" }), (at) => {
        const facts = withDate(program, at.facts, at.on);
        const wanted = expected(program, facts, { readings }, kernel);
        const result = got(kernel, kernel.settle(kernel.fromCase(facts)));
        for (const column of Object.keys(wanted)) if (kernel.columns[column] !== undefined) expect([column, ...(result[column] ?? [])]).toEqual([column, ...(wanted[column] ?? [])]);
      }), { numRuns: runs });
    }, 60_000);
  }

  test("columns give what single applications give", async () => {
    const kernel = await kernelOf(program);
    const cases = fc.sample(caseArbitrary(program, { readings: "default" }), { numRuns: 500, seed: 7 });
    const rows = cases.map((at) => kernel.fromCase(withDate(program, at.facts, at.on)));
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const columns = Object.fromEntries(names.map((name) => [name, Float64Array.from(rows, (row) => row[name] ?? Number.NaN)]));
    const out = kernel.outputs(rows.length);
    kernel.batch(columns, out, 0, rows.length);
    for (const [i, row] of rows.entries()) {
      const one = kernel.settle(row);
      for (const column of Object.keys(kernel.columns)) expect([column, out.status[column]?.[i], out.amount[column]?.[i], out.binding[column]?.[i]]).toEqual([column, one[`${column}_status`], one[`${column}_fen`], one[`${column}_binding`]]);
    }
  });
});

describe("policies of other places", () => {
  const program = compile(loadPolicies(["policies/china", "policies/hainan"])).program as CoreProgram;
  const days = programOf(policyWith("scheme s { award interest support of 1% on cost over (years elapsed from borrowed to repaid by 360 days)\n no duplication with fees higher only\n cap awards at 2 per enterprise counting year earliest first\n raise payout by 30% when good }", "fact borrowed: date\nfact repaid: date"));

  test.each([["deductions, uplifts, limits and days", days], ["trade-in, loans, housing", program]] as const)("the same as the interpreter: %s", async (_, own) => {
    const kernel = await kernelOf(own);
    expect(kernel.left).toEqual([]);
    fc.assert(fc.property(caseArbitrary(own, { readings: "default" }), (at) => {
      const facts = withDate(own, at.facts, at.on);
      const wanted = expected(own, facts, {}, kernel);
      const result = got(kernel, kernel.settle(kernel.fromCase(facts)));
      for (const column of Object.keys(kernel.columns)) expect([column, ...(result[column] ?? [])]).toEqual([column, ...(wanted[column] ?? [])]);
    }), { numRuns: 1500 });
  });
});

describe("random policies", () => {
  test("the same as the interpreter", async () => {
    const texts = fc.sample(arbitraryPolicy, { numRuns: 60, seed: 11 }).map((policy) => textOf(policy));
    for (const text of texts) {
      const program = programOf(text);
      const kernel = await kernelOf(program);
      fc.assert(fc.property(caseArbitrary(program, { readings: "default" }), (at) => {
        const facts = withDate(program, at.facts, at.on);
        const wanted = expected(program, facts, {}, kernel);
        const result = got(kernel, kernel.settle(kernel.fromCase(facts)));
        for (const column of Object.keys(kernel.columns)) expect([column, ...(result[column] ?? [])]).toEqual([column, ...(wanted[column] ?? [])]);
      }), { numRuns: 40 });
    }
  }, 120_000);
});

describe("wide amounts", () => {
  test("what passes 2^53 is computed in BigInt, exactly, and the plan says where", async () => {
    // 999,999,999,999.99 yuan at 99.99%: 99,999,999,999,999 fen times 9,999 is beyond 2^53
    const program = programOf("policy test.plan version \"1\" {\n  in force from 2024-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date\n}\nfact application_date: date\nfact cost: money from 0 yuan to 999,999,999,999.99 yuan\nfact rate: percent from 0% to 100%\nscheme s { award rate of cost }\n");
    expect(planOf(program).schemes[0]?.widest).toMatchObject({ what: expect.any(String) });
    expect(planOf(program).schemes[0]?.widest.size).toBeGreaterThan(2n ** 53n);
    const kernel = await kernelOf(program);
    const result = kernel.settle(kernel.fromCase({ application_date: "2025-01-01", cost: "999999999999.99", rate: "99.99" }));
    // 0.9999 x 99,999,999,999,999 = 99,989,999,999,999.0001 fen
    expect(result["test_plan_s_fen"]).toBe(99_989_999_999_999);
    expect(parseDay("2025-01-01")).toBe(kernel.fromCase({ application_date: "2025-01-01" })["application_date"]);
  });

  test("a product beyond 2^53 that a smaller cap decides stays in doubles, and is exact", async () => {
    const program = programOf("policy test.plan version \"1\" {\n  in force from 2024-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date\n}\nfact application_date: date\nfact cost: money from 0 yuan to 999,999,999,999.99 yuan\nfact rate: percent from 0% to 100%\nscheme s { award rate of cost\n cap most: payout at 900,000,000,000 yuan }\n");
    const [plan] = planOf(program).schemes;
    expect(plan?.widest.size).toBeGreaterThan(2n ** 53n);
    expect(emitKernel(program, planOf(program))).toMatch(/BigInt/);
    const small = programOf("policy test.plan version \"1\" {\n  in force from 2024-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date\n}\nfact application_date: date\nfact cost: money from 0 yuan to 999,999,999,999.99 yuan\nfact rate: percent from 0% to 100%\nscheme s { award rate of cost\n cap most: payout at 500,000 yuan }\n");
    expect(planOf(small).schemes[0]?.widestInDoubles.size).toBeLessThan(2n ** 53n);
    expect(emitKernel(small, planOf(small))).not.toMatch(/BigInt/);
    const kernel = await kernelOf(small);
    fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: 99_999_999_999_999 }), fc.integer({ min: 49_999_990, max: 600_000_000_000 })), fc.integer({ min: 0, max: 10_000 }), (fen, rate) => {
      const facts = { application_date: "2025-01-01", cost: yuanOf(fen), rate: yuanOf(rate) };
      expect(got(kernel, kernel.settle(kernel.fromCase(facts)))).toEqual(expected(small, facts, {}, kernel));
    }), { numRuns: 500 });
  });
});
