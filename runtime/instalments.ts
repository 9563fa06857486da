import type { Context } from "./context.js";
import type { Scheme } from "./program.js";
import { add, compare, greatest, least, multiply, round, subtract, toYuan, zero, rational, type Rational } from "./rational.js";
import type { Award, InstalmentResult, Reason } from "./result.js";
import type { Settled } from "./scheme.js";
import { Unknown, type Value } from "./value.js";

const fen = rational(1n, 100n);

type Paid = Pick<Award, "instalments" | "paidSoFar" | "flags" | "missing">;

/**
 * Splits an award over its triggers. A share is rounded down, however the award was rounded; the rest, or the last
 * share, is what remains, so the parts sum to the award. A re-test computes the award again with the later fact: it never rises, the rest is the lower award
 * less what was paid, never below zero, and a first part that was too high is flagged.
 */
export function payInstalments(
  context: Context,
  scheme: Scheme,
  settled: Settled,
  again: (context: Context) => Settled | undefined,
): Paid {
  const plan = scheme.instalments.find((statement) => context.stands(statement));
  if (plan === undefined) return { instalments: [], paidSoFar: null, flags: [], missing: [] };
  const rule = scheme.rounding.find((rounding) => context.stands(rounding));
  const shares = plan.parts.map((part) => (part.share === undefined ? undefined : round(multiply(settled.rounded, part.share), "down", rule?.unit ?? fen)));
  if (!shares.includes(undefined)) shares[shares.length - 1] = subtract(settled.rounded, shares.slice(0, -1).reduce<Rational>((sum, share) => add(sum, share ?? zero), zero));

  let paid = zero;
  let split = zero;
  const flags = new Set<"recomputed" | "overpaid">();
  const results: InstalmentResult[] = [];
  for (const [index, part] of plan.parts.entries()) {
    const common = { id: part.id, after: part.after, site: part.site, missing: [] as readonly string[], reasons: [] as readonly Reason[] };
    const share = shares[index];
    const lapse = part.lapses.map((l): { readonly site: number; readonly id: string; readonly result: Value } => ({ site: l.site, id: l.id, result: l.test(context) }));
    for (const l of lapse) context.step(l.site, l.result);
    const lapsed = lapse.filter((l) => l.result === true);
    if (lapsed.length > 0) {
      const reasons = lapsed.map((l): Reason => ({ id: l.id, kind: "require", site: l.site }));
      results.push({ ...common, amount: toYuan(zero), status: "lapsed", reasons });
      continue;
    }
    const due = part.when === undefined ? true : part.when(context);
    context.step(part.site, due);
    if (due === false) {
      results.push({ ...common, amount: null, status: "not-yet-due" });
      if (share !== undefined) split = add(split, share);
      continue;
    }
    const open = [due, ...lapse.map((l) => l.result)].filter((value): value is Unknown => value instanceof Unknown);
    if (open.length > 0) {
      results.push({ ...common, amount: null, status: "undetermined", missing: [...new Set(open.flatMap((value) => [...value.missing]))] });
      continue;
    }
    if (share !== undefined) {
      results.push({ ...common, amount: toYuan(share), status: "due" });
      paid = add(paid, share);
      split = add(split, share);
      continue;
    }
    const final = finalAward(context, scheme, plan.retests, settled, again);
    if (final instanceof Unknown) {
      results.push({ ...common, amount: null, status: "undetermined", missing: [...final.missing] });
      continue;
    }
    if (compare(final, settled.rounded) < 0) flags.add("recomputed");
    if (compare(final, split) < 0) flags.add("overpaid");
    const rest = greatest(zero, subtract(final, split));
    results.push({ ...common, amount: toYuan(rest), status: "due" });
    paid = add(paid, rest);
    split = add(split, rest);
  }
  return { instalments: results, paidSoFar: toYuan(paid), flags: [...flags], missing: [] };
}

function finalAward(
  context: Context,
  scheme: Scheme,
  retests: Scheme["instalments"][number]["retests"],
  settled: Settled,
  again: (context: Context) => Settled | undefined,
): Rational | Unknown {
  const active = retests.filter((retest) => context.stands(retest));
  if (active.length === 0) return settled.rounded;
  const replaced = new Map<string, Value>(active.map((retest) => [retest.fact, context.fact(retest.as)]));
  for (const retest of active) context.step(retest.site, context.fact(retest.as));
  for (const value of replaced.values()) if (value instanceof Unknown) return value;
  const later = again(context.derive(scheme, replaced));
  return later === undefined ? settled.rounded : least(settled.rounded, later.rounded);
}
