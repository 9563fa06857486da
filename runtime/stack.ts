import { applies, type Context } from "./context.js";
import type { Stack } from "./program.js";
import { add, compare, greatest, least, subtract, toYuan, zero, type Rational } from "./rational.js";
import type { Award, StackResult } from "./result.js";
import { isRational, Unknown } from "./value.js";

/** How awards on one cost combine. Where the text is silent the result carries the whole range. */
export function combine(context: Context, stack: Stack, awards: readonly Award[]): StackResult | undefined {
  const members: { id: string; amount: Rational | undefined; isCeiling: boolean }[] = [];
  for (const member of stack.members) {
    if (member.fact !== undefined) {
      const value = context.fact(member.fact);
      if (value instanceof Unknown) continue;
      members.push({ id: member.fact, amount: isRational(value) ? value : undefined, isCeiling: false });
      continue;
    }
    const own = awards.filter((award) => award.scheme === member.scheme);
    if (own.length === 0) continue;
    const amounts = own.map((award) => award.exact ?? award.exactCeiling);
    members.push({
      id: member.scheme ?? "",
      amount: amounts.every((amount) => amount !== undefined) ? amounts.reduce<Rational>((a, b) => add(a, b as Rational), zero) : undefined,
      isCeiling: own.some((award) => award.exact === undefined && award.exactCeiling !== undefined),
    });
  }
  if (members.length < 2) return undefined;

  const relation = stack.relations.find((r) => applies(context, r) === true);
  const amounts = members.map((member) => member.amount);
  const known = amounts.every((amount): amount is Rational => amount !== undefined);
  const kind = relation?.relation ?? "cumulate";
  const highest = known ? amounts.reduce(greatest, zero) : zero;
  const all = known ? amounts.reduce(add, zero) : zero;
  let total: Rational | undefined = known ? all : undefined;
  let above = false;
  if (known && (kind === "higher" || kind === "excludes")) {
    const kept = members.find((member) => member.id !== relation?.givesWay && (member.amount?.n ?? 0n) > 0n);
    total = kind === "excludes" && relation?.givesWay !== undefined ? (kept?.amount ?? highest) : highest;
  }
  if (known && kind === "fills-up") {
    // the first is paid; each later one only what exceeds what came before
    total = amounts.reduce((sofar, amount) => add(sofar, greatest(zero, subtract(amount, sofar))), zero);
  }
  if (known && kind === "together" && relation?.ceiling !== undefined) {
    const ceiling = relation.ceiling(context);
    total = !isRational(ceiling) ? undefined : relation.inPrinciple === true ? all : least(all, ceiling);
    above = relation.inPrinciple === true && isRational(ceiling) && compare(all, ceiling) > 0;
  }
  const silent = relation === undefined || relation.silent;
  return {
    id: stack.id,
    titles: stack.titles,
    relation: relation?.relation ?? null,
    silent,
    members: members.map((member) => ({ id: member.id, amount: member.amount === undefined ? null : toYuan(member.amount), isCeiling: member.isCeiling })),
    total: total === undefined ? null : toYuan(total),
    isCeiling: members.some((member) => member.isCeiling),
    range: known && silent && compare(highest, all) !== 0 ? [toYuan(highest), toYuan(all)] : null,
    readings: context.readingsTaken(),
    ...(above ? { aboveInPrinciple: true as const } : {}),
    site: relation?.site ?? stack.site,
  };
}
