import { titleOf } from "../../compiler/explain/index.js";
import { prove } from "../../compiler/prove/prove.js";
import { amountsText, applicantLines, becauseText, citeLines, claimText, cliffText, readingsText, schemesOf } from "../../compiler/prove/words.js";
import { testedDates } from "../../compiler/testing/reach.js";
import type { CoreProgram } from "../../compiler/ir/core.js";
import type { Proof } from "../../compiler/prove/prove.js";
import type { Input, Output, ProofRow } from "../protocol.js";
import { placeOf } from "./model.js";
import { caseOfWitness } from "./readings.js";
import type { Workspace } from "./workspace.js";

type Progress = (done: number, of: number) => void;

/** A refutation that the policy states itself. */
function acceptedBy(program: CoreProgram, proof: Proof): string | undefined {
  if (proof.claim.kind !== "stack") return undefined;
  return program.known.find((known) => known.code === "above-cost" && (known.construct === proof.claim.subject || known.construct === ""))?.because;
}

export function proveHere(workspace: Workspace, { case: asked, lang }: Input<"prove">, progress: Progress): Output<"prove"> {
  const program = workspace.program();
  const dates = testedDates(program);
  const report = prove(program, { progress });
  const titles = new Map([...program.schemes, ...program.pools, ...program.stacks].map((one) => [one.id, titleOf(one.titles, lang, one.id)]));
  const rows = report.proofs.map((proof): ProofRow => {
    const schemes = schemesOf(program, proof.claim.subject);
    return {
      subject: proof.claim.subject, title: titles.get(proof.claim.subject) ?? proof.claim.subject, verdict: proof.verdict,
      claim: claimText(program, proof, lang), how: `${readingsText(program, proof, lang)}${lang === "en" ? "; " : "；"}${becauseText(proof, lang)}`, amounts: amountsText(proof, lang),
      cites: citeLines(program.sites[proof.claim.site]), ...placeOf(program, proof.claim.site),
      applicant: proof.witness === undefined ? [] : applicantLines(program, proof.witness, schemes, lang),
      case: proof.witness === undefined ? undefined : caseOfWitness(proof.witness, schemes.filter((id) => program.schemes.some((scheme) => scheme.id === id)), asked, dates),
      accepted: acceptedBy(program, proof),
    };
  });
  return {
    rows, sampled: report.sampled,
    cliffs: report.cliffs.map((cliff) => ({
      title: titles.get(cliff.scheme) ?? cliff.scheme, direction: cliff.direction, text: cliffText(program, cliff, lang), stated: cliff.declared !== undefined,
      case: caseOfWitness(cliff.witness, [cliff.scheme], asked, dates),
    })),
  };
}

export async function fuzzHere(workspace: Workspace, { runs, seed, lang }: Input<"fuzz">, progress: Progress): Promise<Output<"fuzz">> {
  const { fuzz } = await import("../../compiler/testing/fuzz.js");
  const program = workspace.program();
  const report = fuzz(program, { runs, seed, progress });
  const sum = (of: "cases" | "paid" | "claims"): number => report.tried.reduce((n, one) => n + one[of], 0);
  return {
    cases: sum("cases"), paid: sum("paid"), claims: sum("claims"), seed: report.seed,
    findings: report.findings.map(({ claim, violation, case: at }) => ({
      subject: claim.subject, claim: claim[lang], violation: violation[lang], ...placeOf(program, claim.site),
      case: { on: at.on ?? "", facts: at.facts, readings: at.readings, schemes: at.schemes ?? [] },
    })),
  };
}
