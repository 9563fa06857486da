import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateCase, type Evaluation } from "../../runtime/index.js";
import { emitted, interpreted, programOf, shippedPolicies } from "../support/compile.js";
import { caseArbitrary, claimsOf, createRunner, type TestCase } from "../../compiler/testing/index.js";
import { arbitraryPolicy, textOf } from "../support/random-policy.js";

/** What a caller sees: exact values are checked through their decimal text. */
const plain = (evaluation: Evaluation): unknown => JSON.parse(JSON.stringify(evaluation, (key, value: unknown) => (key === "exact" || key === "exactCeiling" ? undefined : value)));

const randomProgram = programOf;

describe("interpreter and generated code", () => {
  test("agree on both real policies, trace included, at breakpoints and with facts missing", async () => {
    const { program } = shippedPolicies();
    const walked = interpreted(program);
    const compiled = await emitted(program);
    fc.assert(fc.property(caseArbitrary(program), (at) => {
      expect(plain(compiled.evaluate(at.facts, at))).toEqual(plain(evaluateCase(walked, at.facts, at)));
    }), { numRuns: 400 });
  });

  test("agree on generated policies", async () => {
    await fc.assert(fc.asyncProperty(arbitraryPolicy, async (policy) => {
      const program = randomProgram(textOf(policy));
      const walked = interpreted(program);
      const compiled = await emitted(program);
      fc.assert(fc.property(caseArbitrary(program), (at) => {
        expect(plain(compiled.evaluate(at.facts, at))).toEqual(plain(evaluateCase(walked, at.facts, at)));
      }), { numRuns: 25 });
    }), { numRuns: 60 });
  });
});

describe("laws over generated policies", () => {
  test("the order of caps and requirements never changes a result", () => {
    fc.assert(fc.property(arbitraryPolicy, fc.integer(), (policy, seed) => {
      const program = randomProgram(textOf(policy));
      // caps, requirements and notes may be shuffled; the order of deductions is part of the rule
      const shuffled = randomProgram(textOf(policy, (statements) => shuffle(statements, seed)));
      const [a, b] = [interpreted(program), interpreted(shuffled)];
      fc.assert(fc.property(caseArbitrary(program), (at) => {
        const [x] = evaluateCase(a, at.facts, at).awards;
        const [y] = evaluateCase(b, at.facts, at).awards;
        expect([y?.status, y?.amount, y?.ceiling, y?.missing]).toEqual([x?.status, x?.amount, x?.ceiling, x?.missing]);
      }), { numRuns: 15 });
    }), { numRuns: 80 });
  });

  test("what their constructs claim holds", () => {
    fc.assert(fc.property(arbitraryPolicy, (policy) => {
      const program = randomProgram(textOf(policy));
      const run = createRunner(program);
      const claims = claimsOf(program);
      fc.assert(fc.property(caseArbitrary(program), (at: TestCase) => {
        expect(claims.flatMap((claim) => claim.check(run, at)?.en ?? [])).toEqual([]);
      }), { numRuns: 15 });
    }), { numRuns: 80 });
  });
});

function shuffle(items: readonly string[], seed: number): readonly string[] {
  const movable = items.filter((item) => !item.startsWith("deduct"));
  const fixed = items.filter((item) => item.startsWith("deduct"));
  let state = seed | 1;
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
  return [...movable.map((item) => [random(), item] as const).sort((a, b) => a[0] - b[0]).map(([, item]) => item), ...fixed];
}
