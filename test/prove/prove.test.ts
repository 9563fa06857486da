import { describe, expect, test } from "vitest";
import { prove } from "../../compiler/prove/prove.js";
import { evaluateCase } from "../../runtime/index.js";
import { interpreted, policyWith, programOf } from "../support/compile.js";

/** The analyser looks at every case; what it refutes it can show. Expected values are worked out by hand. */

const report = (schemes: string, declarations = ""): ReturnType<typeof prove> => prove(programOf(policyWith(schemes, declarations)));

describe("caps", () => {
  test("the least of the caps, rounded down, is proved", () => {
    const { proofs } = report("scheme s { award cost\n cap a: payout at 30% of fees\n cap b: payout at 100 yuan }");
    expect(proofs.filter((p) => p.claim.kind === "cap").map((p) => [p.claim.name, p.verdict])).toEqual([["a", "proved"], ["b", "proved"]]);
  });
  test("half-up rounding passes a percentage by a part of a fen, and there is an applicant to show it", () => {
    const text = policyWith("scheme s { award cost\n cap a: payout at 30% of fees\n round half up to 0.01 yuan }");
    const [proof] = prove(programOf(text)).proofs.filter((p) => p.claim.kind === "cap");
    expect(proof?.verdict).toBe("refuted");
    const paid = evaluateCase(interpreted(programOf(text)), proof?.witness?.facts, {}).awards[0]?.amount;
    expect(paid).toBe(proof?.paid);
    expect(Number(paid)).toBeGreaterThan(Number(proof?.limit));
  });
  test("half-up rounding cannot pass a cap of whole fen", () => {
    const { proofs } = report("scheme s { award 33% of cost\n cap a: payout at 100 yuan\n round half up to 0.01 yuan }");
    expect(proofs.find((p) => p.claim.kind === "cap")?.verdict).toBe("proved");
  });
});

describe("two schemes on one cost", () => {
  const both = (a: string, b: string): string => `scheme a { award ${a} of cost } scheme b { award ${b} of cost } stack t { covers a, b on cost relation cumulate }`;
  test("60% and 50% exceed it", () => {
    const proof = report(both("60%", "50%")).proofs.find((p) => p.claim.kind === "stack");
    expect(proof?.verdict).toBe("refuted");
    expect(Number(proof?.paid)).toBeGreaterThan(Number(proof?.limit));
  });
  test("50% and 50% reach it and never exceed it", () => {
    const proof = report(both("50%", "50%")).proofs.find((p) => p.claim.kind === "stack");
    expect([proof?.verdict, proof?.paid === proof?.limit]).toEqual(["proved", true]);
  });
});

describe("cliffs", () => {
  test("a band that ends is found without being told, with the fen before and after", () => {
    const { cliffs } = report("scheme s { award banded by cost { 0 yuan (inclusive) to 300,000 yuan (exclusive): 50% of cost  300,000 yuan (inclusive) and above: excess of 50% of cost over 500,000 yuan } }");
    expect(cliffs).toMatchObject([{ fact: "cost", below: "299999.99", above: "300000.00", paidBelow: "149999.99", paidAbove: "0.00" }]);
  });
  test("a requirement is a step up", () => {
    const { cliffs } = report("scheme s { require size at least 100 widgets\n award 5 yuan for each 1 widgets of size }");
    expect(cliffs).toMatchObject([{ fact: "size", below: "99.999", above: "100", paidBelow: "0.00", paidAbove: "500.00" }]);
  });
  test("a rate that changes nothing at its edge is no cliff", () => {
    expect(report("scheme s { award marginal on cost { 0 yuan (inclusive) to 100 yuan (inclusive): 10%  100 yuan (exclusive) and above: 5% } }").cliffs).toEqual([]);
  });
});
