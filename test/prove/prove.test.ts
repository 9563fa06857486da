import { describe, expect, test } from "vitest";
import { lint } from "../../compiler/prove/lint.js";
import { prove, type Proof, type ProofReport } from "../../compiler/prove/prove.js";
import { evaluateCase } from "../../runtime/index.js";
import { interpreted, policyWith, programOf, shippedPolicies } from "../support/compile.js";

/** The analyser looks at every case; what it refutes it can show. Expected values are worked out by hand. */

const report = (schemes: string, declarations = ""): ProofReport => prove(programOf(policyWith(schemes, declarations)));
const verdicts = (proofs: readonly Proof[], kind: Proof["claim"]["kind"]): readonly (readonly [string, string])[] =>
  proofs.filter((p) => p.claim.kind === kind).map((p) => [p.claim.name, p.verdict]);

describe("caps", () => {
  test("the least of the caps, rounded down, is proved", () => {
    const { proofs } = report("scheme s { award cost\n cap a: payout at 30% of fees\n cap b: payout at 100 yuan }");
    expect(verdicts(proofs, "cap")).toEqual([["a", "proved"], ["b", "proved"]]);
    expect(proofs.filter((p) => p.claim.kind === "cap").every((p) => p.everyReading)).toBe(true);
  });
  test("half-up rounding passes a percentage by a part of a fen, and there is an applicant to show it", () => {
    const program = programOf(policyWith("scheme s { award cost\n cap a: payout at 30% of fees\n round half up to 0.01 yuan }"));
    const proof = prove(program).proofs.find((p) => p.claim.kind === "cap");
    expect(proof?.verdict).toBe("refuted");
    const paid = evaluateCase(interpreted(program), proof?.witness?.facts, {}).awards[0]?.amount;
    expect(paid).toBe(proof?.paid);
    expect(Number(paid)).toBeGreaterThan(Number(proof?.limit));
  });
  test("half-up rounding cannot pass a cap of whole fen, nor one that was partly paid", () => {
    const { proofs } = report("scheme s { award 33% of cost\n cap a: payout at 100 yuan\n cap b: payout at 200 yuan counting fees\n round half up to 0.01 yuan }");
    expect(verdicts(proofs, "cap")).toEqual([["a", "proved"], ["b", "proved"]]);
  });
  test("whole fen times a whole number stay whole: a period of one", () => {
    expect(verdicts(report("scheme s { award cost\n cap a: payout at 200% of fees\n round half up to 0.01 yuan }").proofs, "cap")).toEqual([["a", "proved"]]);
  });
  test("rounding up passes every cap that is no multiple", () => {
    expect(verdicts(report("scheme s { award cost\n cap a: payout at 50% of fees\n round up to 1 yuan }").proofs, "cap")).toEqual([["a", "refuted"]]);
  });
});

describe("two schemes on one cost", () => {
  const both = (a: string, b: string, rounding = ""): string => `scheme a { award ${a} of cost ${rounding} } scheme b { award ${b} of cost ${rounding} } stack t { covers a, b on cost relation cumulate }`;
  const stack = (text: string): Proof | undefined => report(text).proofs.find((p) => p.claim.kind === "stack");
  test("60% and 50% exceed it", () => {
    const proof = stack(both("60%", "50%"));
    expect(proof?.verdict).toBe("refuted");
    expect(Number(proof?.paid) / Number(proof?.limit)).toBeCloseTo(1.1, 5);
  });
  test("50% and 50% reach it and never exceed it", () => {
    const proof = stack(both("50%", "50%"));
    expect([proof?.verdict, proof?.paid === proof?.limit]).toEqual(["proved", true]);
  });
  test("50% and 50%, both half up, exceed one odd fen by one", () => {
    const proof = stack(both("50%", "50%", "round half up to 0.01 yuan"));
    expect([proof?.verdict, Math.round(100 * (Number(proof?.paid) - Number(proof?.limit)))]).toEqual(["refuted", 1]);
  });
  test("one half up and one down give exactly the whole", () => {
    const proof = stack("scheme a { award 50% of cost round half up to 0.01 yuan } scheme b { award 50% of cost } stack t { covers a, b on cost relation cumulate }");
    expect(proof?.verdict).toBe("proved");
  });
  test("only the higher is paid", () => {
    const proof = stack("scheme a { award 60% of cost } scheme b { award 50% of cost } stack t { covers a, b on cost relation higher only }");
    expect(proof?.verdict).toBe("proved");
  });
});

describe("cliffs", () => {
  test("a band that ends is found without being told, with the fen before and after", () => {
    const { cliffs } = report("scheme s { award banded by cost { 0 yuan (inclusive) to 300,000 yuan (exclusive): 50% of cost  300,000 yuan (inclusive) and above: excess of 50% of cost over 500,000 yuan } }");
    expect(cliffs).toMatchObject([{ fact: "cost", direction: "fall", below: "299999.99", above: "300000", paidBelow: "149999.99", paidAbove: "0.00" }]);
  });
  test("a requirement is a step up", () => {
    const { cliffs } = report("scheme s { require size at least 100 widgets\n award 5 yuan for each 1 widgets of size }");
    expect(cliffs).toMatchObject([{ fact: "size", direction: "rise", below: "99.999", above: "100", paidBelow: "0.00", paidAbove: "500.00" }]);
  });
  test("a rate that changes nothing at its edge is no cliff", () => {
    expect(report("scheme s { award marginal on cost { 0 yuan (inclusive) to 100 yuan (inclusive): 10%  100 yuan (exclusive) and above: 5% } }").cliffs).toEqual([]);
  });
  test("a fall breaks the claim that an award never falls when its base rises, unless it is stated", () => {
    const table = "award banded by cost { 0 yuan (inclusive) to 300,000 yuan (exclusive): 50% of cost  300,000 yuan (inclusive) and above: 10% of cost }";
    expect(verdicts(report(`scheme s { ${table} }`).proofs, "monotone")).toEqual([["cost", "refuted"]]);
    const stated = report(`scheme s { ${table}\n cliff of cost at 300,000 yuan because "the text says so" }`).proofs.find((p) => p.claim.kind === "monotone");
    expect([stated?.verdict, stated?.except]).toEqual(["proved", ["300000"]]);
  });
  test("usual applicants are shown first", () => {
    const text = "scheme s { award banded by cost { 0 yuan (inclusive) to 300,000 yuan (exclusive): 50% of fees  300,000 yuan (inclusive) and above: 0 yuan } }";
    const worst = (declarations: string): string | undefined => report(text, declarations).cliffs.find((c) => c.direction === "fall")?.paidBelow;
    expect([worst(""), worst("usually within: fees at most cost")]).toEqual(["500000000.00", "149999.99"]);
  });
});

describe("what is warned of is so", () => {
  const kwh = "unit kwh\nfact energy: quantity in kwh from 0 to 10,000,000\nfact paid_before: money from 0 yuan to 5,000,000 yuan if absent 0 yuan";
  const codes = (scheme: string): readonly string[] => lint(programOf(policyWith(`scheme s {\n${scheme}\n}`, kwh))).map((finding) => finding.code).filter((code) => code !== "cliff");
  const graded = "award graded by tier { A: 0.15 yuan/kwh, B: 0.10 yuan/kwh, C: nothing } times energy";
  test("grades pay the same under a cap only where the other facts are large: nothing is said of all", () => {
    expect(codes(`per enterprise per calendar year\n${graded}\n cap annual: payout at 500,000 yuan counting paid_before`)).not.toContain("grades-pay-same");
  });
  test("a cap that counts what was paid, or counts several awards, can bind whatever one award is", () => {
    // 1,500,000 at most for one award; 4,000,000 may have been paid
    expect(codes(`per enterprise per calendar year\n${graded}\n cap annual: payout at 5,000,000 yuan counting paid_before`)).not.toContain("cap-never-binds");
    expect(codes(`per project once\n${graded}\n cap annual: payout at 5,000,000 yuan per enterprise per calendar year`)).not.toContain("cap-never-binds");
    expect(codes(`per project once\n${graded}\n cap most: payout at 5,000,000 yuan`)).toContain("cap-never-binds");
  });
});

describe("what a policy claims itself", () => {
  test("an invariant that holds, and one that does not", () => {
    const { proofs } = report("scheme s { award 50% of cost\n cap a: payout at 100 yuan }\nalways low: payout of s at most 100 yuan\nalways lower: payout of s at most 99 yuan");
    expect(verdicts(proofs, "always")).toEqual([["low", "proved"], ["lower", "refuted"]]);
  });
  test("who is refused breaks a claim that something is paid", () => {
    expect(verdicts(report("scheme s { require a: good\n award 100 yuan }\nalways paid_out: payout of s at least 100 yuan").proofs, "always")).toEqual([["paid_out", "refuted"]]);
    const { proofs } = report("scheme s { window in March\n award 10 yuan }\nscheme t { window in September\n award 10 yuan }\nalways more: payout of s at least payout of t");
    expect(verdicts(proofs, "always")).toEqual([["more", "refuted"]]);
  });
  test("two definitions of one place in two schemes are two", () => {
    const rows = "fact machines: list {\n  fact price: money from 0 yuan to 1,000 yuan\n}";
    const { proofs } = report("scheme s { where r = 50%\n award (sum for each machines { r of price }) }\nscheme t { where r = 10%\n award (sum for each machines { r of price }) }\nalways fewer: payout of s at most payout of t", rows);
    expect(verdicts(proofs, "always")).toEqual([["fewer", "not decided"]]);
  });
});

describe("the shipped policies", () => {
  const { program } = shippedPolicies();
  const found = prove(program);
  test("every cap of a single scheme is proved under the default readings", () => {
    const caps = found.proofs.filter((p) => p.claim.kind === "cap" && Object.keys(p.readings).every((reading) => !reading.endsWith(".rounding")));
    expect(caps.length).toBeGreaterThan(6);
    expect(caps.filter((p) => p.verdict !== "proved")).toEqual([]);
  });
  test("rounded half up, a percentage cap is passed, and an applicant shows it", () => {
    const broken = found.proofs.filter((p) => p.claim.kind === "cap" && p.verdict === "refuted");
    expect(broken.length).toBeGreaterThan(0);
    for (const proof of broken) expect(Object.values(proof.readings)).toContain("half_up_fen");
  });
  test("city and province on one fee reach 100% and never exceed it; two readings break that", () => {
    const proofs = found.proofs.filter((p) => p.claim.subject === "fuzhou.ai_industry.compute_support");
    const [byDefault] = proofs;
    expect([byDefault?.verdict, byDefault?.readings, byDefault?.paid === byDefault?.limit]).toEqual(["proved", {}, true]);
    const refuted = proofs.filter((p) => p.verdict === "refuted").map((p) => p.readings);
    expect(refuted).toContainEqual({ "fuzhou.ai_industry.excess_portion": "fee_excess" });
    expect(refuted).toContainEqual({ "fuzhou.ai_industry.rounding": "half_up_fen", "fujian.ai_projects.rounding": "half_up_fen" });
  });
  test("a fee inside a model project is paid at 130%", () => {
    const proof = found.proofs.find((p) => p.claim.subject === "fuzhou.ai_industry.model_plus_compute");
    expect([proof?.verdict, Number(proof?.paid) / Number(proof?.limit)]).toEqual(["refuted", 1.3]);
  });
  test("the cliffs of the documents are found, with the fen before and after", () => {
    const cliffs = found.cliffs.map((c) => [c.scheme.split(".").pop(), c.fact, c.below, c.above, c.paidBelow, c.paidAbove]);
    expect(cliffs).toContainEqual(["compute_use", "annual_purchase", "299999.99", "300000", "149999.99", "0.00"]);
    expect(cliffs).toContainEqual(["compute_supply", "rated_power", "99.999", "100", "0.00", "5000000.00"]);
    expect(cliffs.filter(([scheme, fact]) => scheme === "compute_use" && fact === "subsidy_year").map((c) => [c[2], c[3]])).toEqual([["1", "2"], ["2", "3"], ["3", "4"]]);
  });
  test("nothing that the analyser warns of is left without a reason", () => {
    expect(lint(program)).toEqual([]);
  });
  test("without their reasons the lints find what the inventory lists", () => {
    const bare = { ...program, known: [] };
    const codes = lint(bare).map((d) => [d.code, d.parameters["fact"] ?? d.parameters["first"] ?? d.parameters["name"] ?? d.parameters["scheme"] ?? ""]);
    // 500,000 a year binds once 400,000 were paid, whatever the lower band gives
    expect(codes).not.toContainEqual(["cap-never-binds", "annual"]);
    expect(codes).toContainEqual(["no-date-left", "commissioning_date"]);
    expect(codes).toContainEqual(["pool-small", "compute_supply"]);
    expect(codes.filter(([code]) => code === "grades-pay-same")).toHaveLength(4);
    expect(codes.filter(([code]) => code === "above-cost")).toHaveLength(1);
    expect(lint(bare).find((d) => d.code === "grades-pay-same")?.parameters["range"]).toContain("20,000,000 yuan");
    expect(lint(bare).find((d) => d.code === "no-date-left")?.parameters).toMatchObject({ from: "2026-10-01", to: "2026-12-31" });
  });
});
