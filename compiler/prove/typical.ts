import { compare, toYuan, zero, type Rational } from "../../runtime/rational.js";
import type { CoreProgram } from "../ir/core.js";
import { Cliffs } from "./cliffs.js";
import { Curves, type CurvePoint } from "./curve.js";
import { atLeastZero, constant, isConstant, minus, variable } from "./linear.js";
import { Prover } from "./prove.js";
import { noChoice } from "./ways.js";
import { amountOf } from "./witness.js";

/** How a scheme pays along one fact, for an applicant who meets everything else. */

export interface TypicalCurve {
  readonly scheme: string;
  readonly points: readonly CurvePoint[];
  readonly cliffs: readonly string[];
  readonly caps: readonly { readonly name: string; readonly amount: string }[];
}

/** Money that plausible applications relate to a fact: drawn along with it. */
function partners(program: CoreProgram, fact: string): readonly string[] {
  return program.usual.flatMap(({ claim }) => {
    if (claim.op !== "compare" || claim.left.op !== "fact" || claim.right.op !== "fact") return [];
    const names = [claim.left.fact, claim.right.fact];
    return names.includes(fact) ? names.filter((name) => name !== fact) : [];
  });
}

/** One curve for each scheme whose payout hangs on the fact; drawn half as far again as it changes. */
export function typicalCurves(program: CoreProgram, fact: string, prover = new Prover(program)): readonly TypicalCurve[] {
  const curves = new Curves(program);
  return program.schemes.filter((scheme) => scheme.facts.includes(fact)).flatMap((scheme): TypicalCurve[] => {
    const together = partners(program, fact).filter((name) => scheme.facts.includes(name));
    // the applicants who can get most first
    const ways = (prover.analysis.waysOf(scheme.id)?.ways ?? []).map((way) => ({ way, most: way.region.most(way.paid.exact) }))
      .sort((a, b) => (a.most === undefined || b.most === undefined ? 0 : compare(b.most, a.most))).map(({ way }) => way);
    for (const way of ways.filter((one) => !one.paid.refused && ([fact, ...together].some((name) => one.paid.exact.terms.has(name)) || one.region.constraints().some((c) => c.form.terms.has(fact))))) {
      // who was not paid before
      const unpaid = scheme.caps.flatMap((cap) => cap.counting ?? []).map((counted) => atLeastZero(minus(constant(zero), variable(counted))));
      const fresh = { ...way, region: way.region.with(...unpaid) ?? way.region };
      const witness = prover.witnesses.find(fresh, noChoice, [scheme.id], (evaluation) => (amountOf(evaluation, scheme.id)?.n ?? 0n) > 0n);
      if (witness === undefined) continue;
      const request = { scheme: scheme.id, fact, facts: witness.facts, readings: witness.readings, together };
      const whole = curves.of(request) ?? [];
      // as far as it still changes, and half as far again
      const last = whole.reduce((at, point, i) => (whole[i - 1] !== undefined && whole[i - 1]?.paid !== point.paid ? Number(point.value) : at), 0);
      const declared = program.facts.find((one) => one.id === fact)?.to;
      const to = String(Math.ceil(Math.max(1, last) * 1.5));
      const points = curves.of({ ...request, to: declared !== undefined && Number(declared) < Number(to) ? declared : to });
      if (points === undefined || points.length < 2) continue;
      const highest = new Map<string, Rational>();
      for (const one of ways) {
        for (const [name, form] of one.paid.caps) {
          const most = one.region.most(form);
          if (most !== undefined && most.n > 0n && compare(most, highest.get(name) ?? zero) > 0 && (isConstant(form) || !form.terms.has(fact))) highest.set(name, most);
        }
      }
      const caps = [...highest].map(([name, amount]) => ({ name, amount: toYuan(amount) }));
      return [{ scheme: scheme.id, points, caps, cliffs: (new Cliffs(prover.analysis, prover.witnesses, prover.usual).of(scheme) ?? []).filter((cliff) => cliff.fact === fact).map((cliff) => cliff.above) }];
    }
    return [];
  });
}
