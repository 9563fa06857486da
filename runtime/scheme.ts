import { applies, Context } from "./context.js";
import { payInstalments } from "./instalments.js";
import type { AwardPart, Cap, Pool, Repayment, Scheme } from "./program.js";
import { compare, divide, greatest, least, multiply, one, round, subtract, toYuan, zero, rational, type Rational } from "./rational.js";
import type { Award, Binding, PayerResult, Reason, RepaymentResult, Status } from "./result.js";
import { isRational, minus, Nothing, plus, Unknown, unsettled, type Value } from "./value.js";

/** Settles one scheme for one application: gates, formula, the least of the caps, one rounding. */

/** What the formula and the caps leave, before and after rounding. */
export interface Settled {
  readonly kind: "amount" | "ceiling";
  readonly exact: Rational;
  readonly rounded: Rational;
  /** What caps and pools took from the formula, or from the decision where that is lower. */
  readonly cut: Rational;
  readonly binding: readonly Binding[];
  readonly decidedBy: string | undefined;
}

interface Outcome {
  readonly settled?: Settled;
  readonly nothing?: Nothing;
  readonly missing?: ReadonlySet<string>;
  readonly caseByCase?: AwardPart;
}

function statusOf(failures: readonly Reason[]): Status {
  const has = (kind: Reason["kind"]): boolean => failures.some((failure) => failure.kind === kind);
  if (has("bar")) return "barred";
  if (has("require") || has("deadline")) return "ineligible";
  return has("window") ? "outside-window" : has("once") || has("limit") ? "exhausted" : "ineligible";
}

const empty = [] as const;

/** Every award has the same fields in the same order: engines are quick with objects of one shape. */
function awardOf(context: Context, scheme: Scheme, application: string, part: Partial<Award> & { readonly status: Status }): Award {
  const policy = context.program.policies[scheme.policy];
  return {
    application, scheme: scheme.id, policy: policy?.id ?? "", version: policy?.version ?? "", titles: scheme.titles,
    status: part.status, amount: part.amount ?? null, ceiling: part.ceiling ?? null, decidedBy: part.decidedBy ?? null,
    binding: part.binding ?? empty, reasons: part.reasons ?? empty, notes: part.notes ?? empty, missing: part.missing ?? empty,
    readings: context.readingsTaken(),
    pools: part.pools ?? empty, instalments: part.instalments ?? empty, paidSoFar: part.paidSoFar ?? null, flags: part.flags ?? empty,
    ...(part.repayments === undefined ? {} : { repayments: part.repayments }), ...(part.payers === undefined ? {} : { payers: part.payers }),
    trace: context.steps, exact: part.exact, exactCeiling: part.exactCeiling, exactCut: part.exactCut,
  };
}

export function settleScheme(context: Context, scheme: Scheme, pools: readonly Pool[], application: string): Award {
  const finish = (part: Partial<Award> & { readonly status: Status }): Award =>
    awardOf(context, scheme, application, scheme.repayments === undefined ? part : { ...part, repayments: repayments(context, scheme.repayments) });
  const refused = (status: Status, reasons: readonly Reason[]): Award =>
    finish({ status, reasons, amount: toYuan(zero), exact: zero });

  // in force, by the date the policy tests
  const validity = testValidity(context, scheme);
  if (validity.reason !== undefined) return refused("not-in-force", [validity.reason]);

  // gates: one definite failure decides, whatever else is missing
  const failures: Reason[] = [];
  const notes: Reason[] = [];
  const missing = new Set<string>(validity.missing);
  for (const requirement of scheme.requirements) {
    const relevant = applies(context, requirement);
    if (relevant === false) {
      context.forget();
      continue;
    }
    let passes = requirement.test(context);
    let waived = false;
    if (passes !== true && requirement.unless !== undefined && requirement.unless(context) === true) {
      waived = passes === false;
      passes = true;
    }
    // an implication: an unknown condition does not matter where the requirement holds anyway
    const verdict = relevant === true || passes === true ? passes : relevant;
    context.step(requirement.site, verdict);
    if (waived) notes.push({ id: requirement.id, kind: "waived", site: requirement.site });
    if (verdict === false || verdict instanceof Nothing) failures.push({ id: requirement.id, kind: requirement.kind, site: requirement.site });
    else if (verdict instanceof Unknown) for (const fact of verdict.missing) missing.add(fact);
  }
  if (context.usedOnce(scheme) && !failures.some((failure) => failure.kind === "once")) failures.push({ id: "once", kind: "once", site: scheme.site });
  for (const limit of scheme.limits ?? []) {
    if (applies(context, limit) !== true) continue;
    const left = minus(minus(limit.value(context), limit.counting === undefined ? zero : context.fact(limit.counting)), context.served(scheme, limit));
    context.step(limit.site, left);
    if (left instanceof Unknown) for (const fact of left.missing) missing.add(fact);
    else if (isRational(left) && compare(left, one) < 0) failures.push({ id: limit.id, kind: "limit", site: limit.site });
  }
  if (failures.length > 0) return refused(statusOf(failures), failures);

  for (const elsewhere of scheme.elsewhere) {
    if (!context.stands(elsewhere)) continue;
    const test = elsewhere.test(context);
    context.step(elsewhere.site, test);
    if (test instanceof Unknown) for (const fact of test.missing) missing.add(fact);
    else if (test === true && missing.size === 0) {
      return finish({ status: "elsewhere", reasons: [{ id: "elsewhere", kind: "elsewhere", site: elsewhere.site }] });
    }
  }

  const outcome = computeAward(context, scheme, pools);
  if (outcome.nothing !== undefined) {
    return refused("ineligible", [{ id: context.program.sites[outcome.nothing.site]?.name ?? "nothing", kind: "nothing", site: outcome.nothing.site }]);
  }
  for (const fact of outcome.missing ?? []) missing.add(fact);
  if (missing.size > 0 || outcome.missing !== undefined) return finish({ status: "undetermined", missing: inOrder(context, missing) });

  for (const note of scheme.notes) {
    if (applies(context, note) === true) {
      notes.push({ id: note.id, kind: "note", site: note.site });
      context.step(note.site, true);
    }
  }
  if (outcome.caseByCase !== undefined) return finish({ status: "case-by-case", notes });
  const settled = outcome.settled as Settled;
  const covering = pools.filter((pool) => pool.caps.some((cap) => context.stands(cap)));
  const status = "eligible";
  const decidedBy = settled.decidedBy ?? null;
  const after = covering.filter((pool) => pool.remaining === undefined || context.fact(pool.remaining) instanceof Unknown).map((pool) => pool.id);
  if (settled.kind === "ceiling") {
    return finish({ status, notes, binding: settled.binding, decidedBy, pools: after, ceiling: toYuan(settled.rounded), exactCeiling: settled.rounded, exactCut: settled.cut });
  }
  const { instalments, paidSoFar, flags, missing: open } = payInstalments(context, scheme, settled, (again) => computeAward(again, scheme, pools).settled);
  return finish({
    status, notes, binding: settled.binding, decidedBy, pools: after, amount: toYuan(settled.rounded), exact: settled.rounded, exactCut: settled.cut,
    instalments, paidSoFar, flags, missing: open, ...payersOf(context, scheme, settled.rounded),
  });
}

/** Claims on money paid earlier: what each gives back, rounded down to the fen. */
function repayments(context: Context, all: readonly Repayment[]): readonly RepaymentResult[] {
  return all.flatMap((repayment): readonly RepaymentResult[] => {
    const relevant = applies(context, repayment);
    const due = relevant === true ? repayment.test(context) : relevant;
    if (due === false || due instanceof Nothing) return [];
    const value = due === true ? repayment.value(context) : due;
    context.step(repayment.site, value);
    const common = { id: repayment.id, site: repayment.site };
    if (isRational(value)) return [{ ...common, amount: toYuan(round(greatest(zero, value), "down", fen)), missing: [] }];
    return value instanceof Unknown ? [{ ...common, amount: null, missing: [...value.missing] }] : [];
  });
}

const fen = rational(1n, 100n);

function payersOf(context: Context, scheme: Scheme, award: Rational): Pick<Award, "payers"> {
  const funding = scheme.funding?.find((one) => applies(context, one) === true);
  if (funding === undefined) return {};
  let left = award;
  const payers = funding.payers.map(({ id, share }, i): PayerResult => {
    const part = i === funding.payers.length - 1 ? left : round(multiply(award, share), "down", fen);
    left = subtract(left, part);
    return { payer: id, amount: toYuan(part) };
  });
  context.step(funding.site, award);
  return { payers };
}

/** Facts in the order in which the program declares them; what is no fact comes last. */
function inOrder(context: Context, missing: ReadonlySet<string>): string[] {
  const declared = context.program.facts.map((fact) => fact.id).filter((id) => missing.has(id));
  return [...declared, ...[...missing].filter((id) => !declared.includes(id)).sort()];
}

export function testValidity(context: Context, scheme: Scheme): { readonly reason?: Reason; readonly missing: ReadonlySet<string> } {
  const policy = context.program.policies[scheme.policy];
  const missing = new Set<string>();
  for (const validity of policy?.validity ?? []) {
    if (!context.stands(validity)) continue;
    const date = context.fact(validity.by);
    const from = validity.from(context);
    const to = validity.to === undefined ? undefined : validity.to(context);
    const before = typeof date === "number" && typeof from === "number" && (validity.fromInclusive ? date < from : date <= from);
    const after = typeof date === "number" && typeof to === "number" && (validity.toInclusive ? date > to : date >= to);
    const open = unsettled(to === undefined ? [date, from] : [date, from, to]);
    context.step(validity.site, before || after ? false : (open ?? true));
    if (before) return { reason: { id: "not-yet-in-force", kind: "not-yet-in-force", site: validity.site }, missing };
    if (after) return { reason: { id: "expired", kind: "expired", site: validity.site }, missing };
    if (open instanceof Unknown) for (const fact of open.missing) missing.add(fact);
  }
  return { missing };
}

function computeAward(context: Context, scheme: Scheme, pools: readonly Pool[]): Outcome {
  const active = scheme.awards.filter((part) => context.stands(part));
  const caseByCase = active.find((part) => part.caseByCase);
  if (caseByCase !== undefined) return { caseByCase };

  // the formula: parts that add up, each under its own cap
  let formula: Value = zero;
  let decision: { readonly value: Value; readonly by: string; readonly site: number } | undefined;
  let ceilingOnly = false;
  let decidedBy: string | undefined;
  const formulaRows: { row?: number } = {};
  for (const part of active) {
    const condition = part.when === undefined ? true : part.when(context);
    if (condition === false || condition instanceof Nothing) {
      context.forget();
      continue;
    }
    context.lastRow = undefined;
    let value = condition === true ? part.value(context) : condition;
    if (part === active[0] && context.lastRow !== undefined) formulaRows.row = context.lastRow;
    if (part.cap !== undefined) {
      const cap = part.cap(context);
      value = isRational(value) && isRational(cap) ? least(value, cap) : (unsettled([value, cap]) ?? value);
    }
    if (part.decided !== undefined) {
      decidedBy = part.decided.by;
      const as = part.decided.as?.(context);
      if (as === undefined || as instanceof Unknown) ceilingOnly = true;
      else decision = { value: as, by: part.decided.by, site: part.site };
    }
    context.step(part.site, value);
    // what a supplement's table does not give is no reason to refuse the award itself
    if (value instanceof Nothing && part !== active[0]) continue;
    formula = plus(formula, value);
  }
  for (const deduction of scheme.deductions) {
    if (!deduction.afterCaps && applies(context, deduction) === true) {
      const value = deduction.value(context);
      context.step(deduction.site, value);
      formula = isRational(formula) && isRational(value) ? greatest(zero, subtract(formula, value)) : (unsettled([formula, value]) ?? formula);
    }
  }
  if (formula instanceof Nothing) return { nothing: formula };

  const candidates: { readonly value: Value; readonly binding: Binding }[] = [
    { value: formula, binding: { id: "award", site: active[0]?.site ?? scheme.site, ...formulaRows } },
  ];
  if (decision !== undefined && !ceilingOnly) {
    candidates.push({ value: decision.value, binding: { id: "decision", site: decision.site } });
  }
  for (const cap of scheme.caps) {
    const relevant = applies(context, cap);
    if (relevant === false) continue;
    const value = relevant === true ? capValue(context, scheme, cap) : relevant;
    context.step(cap.site, value);
    candidates.push({ value, binding: { id: cap.id, site: cap.site } });
  }
  for (const pool of pools) {
    const left = poolRoom(context, pool);
    if (left !== undefined) candidates.push({ value: left, binding: { id: pool.id, site: pool.site } });
  }
  const open = unsettled(candidates.map((candidate) => candidate.value));
  if (open instanceof Nothing) return { nothing: open };
  if (open !== undefined) return { missing: open.missing };

  let lifted: Rational | undefined;
  for (const floor of scheme.floors) {
    if (floor.drops || applies(context, floor) !== true) continue;
    const value = floor.value(context);
    // lifts an award that is due; nothing is never revived
    if (isRational(value) && isRational(formula) && formula.n > 0n && compare(formula, value) < 0) lifted = lifted === undefined ? value : greatest(lifted, value);
    context.step(floor.site, value);
  }
  const values = candidates.map(({ value, binding }) => ({
    value: lifted !== undefined && binding.id === "award" ? lifted : (value as Rational),
    binding,
  }));
  let exact = values.reduce((low, { value }) => least(low, value), values[0]?.value ?? zero);
  const binding = values.filter(({ value }) => compare(value, exact) === 0).map((candidate) => candidate.binding);
  const own = values.filter(({ binding: { id } }) => id === "award" || id === "decision").reduce((low, { value }) => least(low, value), values[0]?.value ?? zero);
  const cut = subtract(greatest(zero, own), greatest(zero, exact));
  exact = greatest(zero, exact);
  for (const deduction of scheme.deductions) {
    if (deduction.afterCaps && applies(context, deduction) === true) {
      const value = deduction.value(context);
      context.step(deduction.site, value);
      if (value instanceof Unknown) return { missing: value.missing };
      if (isRational(value)) exact = deduction.whole === true ? (compare(exact, value) > 0 ? exact : zero) : greatest(zero, subtract(exact, value));
    }
  }
  const rule = scheme.rounding.find((rounding) => context.stands(rounding));
  let rounded = rule === undefined ? round(exact, "down", rational(1n, 100n)) : round(exact, rule.mode, rule.unit);
  if (rule !== undefined) context.step(rule.site, rounded);
  for (const floor of scheme.floors) {
    if (!floor.drops || applies(context, floor) !== true) continue;
    const value = floor.value(context);
    context.step(floor.site, value);
    if (isRational(value) && compare(rounded, value) < 0) rounded = zero;
  }
  return { settled: { kind: ceilingOnly ? "ceiling" : "amount", exact, rounded, cut, binding, decidedBy } };
}

/** A cap less what was already paid against it, by the fact that says so and by earlier applications; never below zero. */
function capValue(context: Context, scheme: Scheme, cap: Cap): Value {
  const value = cap.value(context);
  const counted = cap.counting === undefined ? zero : context.fact(cap.counting);
  const left = minus(minus(value, counted), context.spent(scheme, cap));
  return isRational(left) ? greatest(zero, left) : left;
}

/** The share of an award that counts against a pool. */
export function countedShare(context: Context, pool: Pool): Value {
  const rule = pool.counts.find((counts) => context.stands(counts));
  return rule === undefined ? one : rule.share(context);
}

/** What the pool still allows this award, where the case says what is left of the pool. */
function poolRoom(context: Context, pool: Pool): Value | undefined {
  if (pool.remaining === undefined || !pool.caps.some((cap) => context.stands(cap))) return undefined;
  const left = context.fact(pool.remaining);
  if (left instanceof Unknown) return undefined;
  const share = countedShare(context, pool);
  if (!isRational(left) || !isRational(share)) return unsettled([left, share]);
  if (share.n === 0n) return undefined;
  return divide(left, share);
}
