import { prove } from "../../compiler/prove/prove.js";
import type { CoreProgram } from "../../compiler/index.js";

/** What the analyser says of one scheme and of what it shares costs with: a mutant is caught where a line is new. */
export function proveVerdicts(program: CoreProgram, scheme: string): readonly string[] {
  const ids = program.schemes.filter((one) => one.id === scheme || one.names.includes(scheme)).map((one) => one.id);
  const stacks = program.stacks.filter((stack) => stack.members.some((member) => ids.includes(member.scheme ?? ""))).map((stack) => stack.id);
  const { proofs, cliffs } = prove(program, { subjects: [...ids, ...stacks], everyReading: false });
  return [
    ...proofs.filter((proof) => proof.claim.kind !== "always").map((proof) => `${proof.claim.kind} ${proof.claim.name} ${proof.verdict}${proof.verdict === "refuted" ? ` ${proof.paid ?? ""}` : ""}`),
    ...cliffs.map((cliff) => `cliff ${cliff.fact} ${cliff.below} ${cliff.paidBelow} ${cliff.paidAbove}`),
  ];
}
