import type { DocsCurve } from "./page.js";
import { titleOf } from "../explain/index.js";
import type { CoreProgram } from "../ir/core.js";
import { drawing } from "../prove/drawing.js";
import { Prover } from "../prove/prove.js";
import { typicalCurves, type TypicalCurve } from "../prove/typical.js";

/** One curve a scheme: along the amount or quantity on which its payout hangs most. */
export function typicalCurve(program: CoreProgram, lang: "en" | "zh"): readonly DocsCurve[] {
  const prover = new Prover(program);
  const best = new Map<string, { readonly curve: TypicalCurve; readonly fact: string; readonly rank: number }>();
  for (const fact of program.facts) {
    if (fact.kind !== "money" && fact.kind !== "number" && fact.kind !== "integer") continue;
    for (const curve of typicalCurves(program, fact.id, prover)) {
      // amounts and quantities before counts, and of two the one where it jumps, or with more to see
      const rank = (fact.kind === "integer" ? 0 : 1000) + 10 * curve.cliffs.length + curve.points.length;
      if (rank >= (best.get(curve.scheme)?.rank ?? 0)) best.set(curve.scheme, { curve, fact: fact.id, rank });
    }
  }
  return [...best].map(([scheme, { curve, fact }]) => {
    const name = titleOf(program.schemes.find((one) => one.id === scheme)?.titles ?? {}, lang, scheme);
    const along = titleOf(program.facts.find((one) => one.id === fact)?.titles ?? {}, lang, fact);
    return { scheme, fact, points: curve.points, svg: drawing([{ name, points: curve.points, color: "var(--paid)" }], `${name} / ${along}`, curve) };
  });
}
