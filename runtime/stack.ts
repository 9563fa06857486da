import { applies, type Context } from "./context.js";
import type { Stack } from "./program.js";
import { toFen } from "./pool.js";
import { add, compare, greatest, isZero, least, subtract, toYuan, zero, type Rational } from "./rational.js";
import type { Award, StackResult } from "./result.js";
import { isRational, Unknown, type Value } from "./value.js";

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

/** What a relation leaves of an award, and the stack that says so. */
export interface Left {
  readonly amount: Rational;
  readonly stack: Stack;
}

/**
 * What the relations leave of the awards of one application, by scheme; awards that none of them cuts are not named.
 * A stack belongs to what an applicant is entitled to: pools are asked for what it leaves. An award is cut once, by
 * the first stack that says something of it.
 */
export function leftOf(context: Context, stacks: readonly Stack[], awards: readonly Award[], facts: ReadonlyMap<string, Value>): ReadonlyMap<string, Left> {
  const left = new Map<string, Left>();
  const done = new Set<string>();
  for (const stack of stacks) {
    const members = stack.members.flatMap(({ scheme }) => {
      const award = awards.find((one) => one.scheme === scheme);
      return award?.exact === undefined || isZero(award.exact) || done.has(award.scheme) ? [] : [{ id: award.scheme, amount: award.exact }];
    });
    const cost = stack.cost === undefined ? undefined : facts.get(stack.cost);
    if (members.length < 2 || (cost !== undefined && isRational(cost) && isZero(cost))) continue;
    const relation = stack.relations.find((one) => applies(context, one) === true);
    const ceiling = relation?.ceiling?.(context);
    if (relation === undefined || relation.relation === "cumulate" || (relation.relation === "together" && (relation.inPrinciple === true || ceiling === undefined || !isRational(ceiling)))) continue;
    const highest = members.reduce((best, one) => (compare(one.amount, best.amount) > 0 ? one : best));
    const kept = relation.relation === "excludes" && relation.givesWay !== undefined ? (members.find(({ id }) => id !== relation.givesWay) ?? highest) : highest;
    let before = zero;
    for (const { id, amount } of members) {
      done.add(id);
      const rest = relation.relation === "fills-up" ? greatest(zero, subtract(amount, before))
        : relation.relation === "together" ? least(amount, subtract(toFen(ceiling as Rational), before))
        : id === kept.id ? amount : zero;
      before = add(before, rest);
      if (compare(rest, amount) < 0) left.set(id, { amount: greatest(zero, rest), stack });
    }
  }
  return left;
}
