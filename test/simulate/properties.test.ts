import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interpret } from "../../compiler/index.js";
import { sharePoolOf } from "../../runtime/index.js";
import { policyWith, programOf } from "../support/compile.js";
import { settleRows } from "./support.js";

/** The pools over records are the pools of the runtime, and the order of the rows is nothing to them. */

const rules = ["allocate pro rata", "allocate in order of filed", "allocate by window pro rata"];
const residues = ["residue undistributed", "residue largest remainder"];
const policy = (inner: string, outer: string, residue: string, limit: number, top: number): string => policyWith(
  `scheme a { award cost\n window in March, September } scheme b { award fees }
   pool inner { covers a within outer cap payout at ${limit} yuan per calendar year ${inner} ${residue} }
   pool outer { covers a, b cap payout at ${top} yuan per calendar year counts share of payout ${outer} ${residue} }`,
  "fact filed: date");

const row = fc.record({ scheme: fc.constantFrom("a", "b"), fen: fc.integer({ min: 0, max: 40_000 }), day: fc.integer({ min: 1, max: 28 }), month: fc.constantFrom("03", "09"), part: fc.constantFrom("100", "50", "33") });

describe("pools over records", () => {
  test("give what the runtime gives, whatever the order of the rows", () => {
    const programs = new Map<string, ReturnType<typeof programOf>>();
    fc.assert(fc.property(
      fc.array(row, { minLength: 1, maxLength: 25 }), fc.constantFrom(...rules), fc.constantFrom(...rules.slice(0, 2)), fc.constantFrom(...residues), fc.constantFrom(50, 400), fc.constantFrom(100, 600), fc.integer(),
      (drawn, inner, outer, residue, limit, top, seed) => {
        const text = policy(inner, outer, residue, limit, top);
        const core = programs.get(text) ?? programOf(text);
        programs.set(text, core);
        const rows = drawn.map(({ scheme, fen, day, month, part }, i) => {
          const date = `2026-${month}-${String(day).padStart(2, "0")}`;
          return { id: `r${i}`, on: date, scheme, [scheme === "a" ? "cost" : "fees"]: (fen / 100).toFixed(2), filed: date, share: part };
        });
        const applications = rows.map(({ id, on, scheme, ...facts }) => ({ id, schemes: [scheme], facts: { ...facts, application_date: on } }));
        const expected = sharePoolOf(interpret(core), "outer", { applications }).paid;
        const got = Object.fromEntries(settleRows(core, rows).lines.map(([id, , , paid]) => [id, paid]));
        expect(got).toEqual(Object.fromEntries(rows.map(({ id }) => [id, expected[id] ?? "0.00"])));
        const shuffled = [...rows].sort((a, b) => hash(a.id, seed) - hash(b.id, seed));
        expect(Object.fromEntries(settleRows(core, shuffled).lines.map(([id, , , paid]) => [id, paid]))).toEqual(got);
      }), { numRuns: 300 });
  });

  test("never pay more than there is, nor more than was asked", () => {
    const core = programOf(policy("allocate pro rata", "allocate pro rata", "residue largest remainder", 100, 150));
    fc.assert(fc.property(fc.array(row, { maxLength: 30 }), (drawn) => {
      const rows = drawn.map(({ scheme, fen }, i) => ({ id: `r${i}`, on: "2026-03-01", scheme, cost: (fen / 100).toFixed(2), fees: (fen / 100).toFixed(2), share: "100" }));
      const { lines, tally } = settleRows(core, rows);
      expect(tally.paid <= 15_000n).toBe(true);
      for (const [, , award, paid] of lines) expect(Number(paid)).toBeLessThanOrEqual(Number(award));
      const asked = lines.reduce((sum, [, , award]) => sum + Math.round(Number(award) * 100), 0);
      const inside = lines.filter((_, i) => rows[i]?.scheme === "a").reduce((sum, [, , award]) => sum + Math.round(Number(award) * 100), 0);
      // with the remainders given away nothing is left where more was asked
      expect(tally.paid).toBe(BigInt(Math.min(15_000, asked - inside + Math.min(10_000, inside))));
    }), { numRuns: 100 });
  });
});

function hash(text: string, seed: number): number {
  let value = seed | 0;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  return value;
}
