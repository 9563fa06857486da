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
    if (cost !== undefined && isRational(cost) && isZero(cost)) continue;
    // a common ceiling holds for one award alone too
    if (members.length < (stack.relations.some(({ relation }) => relation === "together") ? 1 : 2)) continue;
    const rest = restsOf(context, stack.relations.find((one) => applies(context, one) === true), members);
    for (const [i, { id, amount }] of rest === undefined ? [] : members.entries()) {
      const own = rest?.[i] ?? amount;
      done.add(id);
      if (compare(own, amount) < 0) left.set(id, { amount: own, stack });
    }
  }
  return left;
}

/** What a relation leaves of each of the amounts, in the order of the stack; undefined where it cuts none. */
function restsOf(context: Context, relation: Stack["relations"][number] | undefined, members: readonly { readonly id: string; readonly amount: Rational }[]): readonly Rational[] | undefined {
  let before = zero;
  const inTurn = (rest: (amount: Rational) => Rational): readonly Rational[] => members.map(({ amount }) => {
    const own = greatest(zero, rest(amount));
    before = add(before, own);
    return own;
  });
  switch (relation?.relation) {
    case "fills-up": return inTurn((amount) => subtract(amount, before));
    case "together": {
      const ceiling = relation.inPrinciple === true ? undefined : relation.ceiling?.(context);
      return ceiling === undefined || !isRational(ceiling) ? undefined : inTurn((amount) => least(amount, subtract(toFen(ceiling), before)));
    }
    case "higher": case "excludes": {
      const highest = members.reduce((best, one) => (compare(one.amount, best.amount) > 0 ? one : best));
      const kept = relation.relation === "higher" || relation.givesWay === undefined ? highest : (members.find(({ id }) => id !== relation.givesWay) ?? highest);
      return members.map((one) => (one === kept ? one.amount : zero));
    }
    default: return undefined;
  }
}
