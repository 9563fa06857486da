import { rational } from "../../runtime/rational.js";
import type { CoreScheme } from "../ir/core.js";
import { and, boundsOf, compared, given, int, name, no, not, or, seeIn, two, when, yes } from "./build.js";
import { Expressions } from "./expressions.js";
import type { Bool, Gate, Int, Limit, PlanStatus, SchemePlan, Step } from "./ir.js";
import { gcd, lcm, openOf, Unsayable, type Num } from "./terms.js";

/** One scheme in whole numbers: gates, formula, limits, rounding. */
export class SchemeLowerer extends Expressions {
  protected validity(scheme: CoreScheme): { readonly fails: Bool; readonly open: Bool } {
    let fails: Bool = no;
    let open: Bool = no;
    for (const line of this.program.policies[scheme.policy]?.validity ?? []) {
      if (!this.stands(line)) continue;
      const on = this.fact(line.by);
      const from = this.date(line.from, scheme);
      const to = line.to === undefined ? undefined : this.date(line.to, scheme);
      if (on.is !== "date") throw new Unsayable("a validity without a date");
      const before = and(on.known, from.known, compared(line.fromInclusive ? "less" : "at-most", on.day, from.day));
      const after = to === undefined ? no : and(on.known, to.known, compared(line.toInclusive ? "less" : "at-most", to.day, on.day));
      fails = or(fails, before, after);
      open = or(open, not(and(on.known, from.known, ...(to === undefined ? [] : [to.known]))));
    }
    return { fails, open };
  }

  private gates(scheme: CoreScheme): readonly Gate[] {
    const inForce = this.validity(scheme);
    const groups = new Map<PlanStatus, { fails: Bool; open: Bool }>();
    const statusOf = { bar: "barred", require: "ineligible", deadline: "ineligible", window: "outside-window", once: "exhausted" } as const;
    for (const requirement of scheme.requirements) {
      if (!this.stands(requirement)) continue;
      const relevant = requirement.when === undefined ? { yes, no, sure: true } : this.truth(requirement.when, scheme);
      const test = this.truth(requirement.test, scheme);
      const waived = requirement.unless === undefined ? no : this.truth(requirement.unless, scheme).yes;
      const certain = test.sure && relevant.sure;
      const fails = and(relevant.yes, test.no, not(waived));
      const passes = certain ? no : or(test.yes, waived);
      const group = groups.get(statusOf[requirement.kind]) ?? { fails: no, open: no };
      group.fails = or(group.fails, fails);
      if (!certain) group.open = or(group.open, and(not(relevant.no), not(passes)));
      groups.set(statusOf[requirement.kind], group);
    }
    for (const limit of scheme.limits ?? []) {
      if (!this.stands(limit)) continue;
      const met = limit.when === undefined ? yes : this.truth(limit.when, scheme).yes;
      const value = this.number(limit.value, scheme);
      const counted = limit.counting === undefined ? undefined : this.fact(limit.counting);
      const left = counted === undefined || counted.is !== "number" ? value : this.combined(value, counted, (x, y) => two("subtract", x, y));
      const group = groups.get("exhausted") ?? { fails: no, open: no };
      group.fails = or(group.fails, and(met, left.known, compared("less", this.named(left.int, limit.id), int(left.over))));
      if (!left.sure) group.open = or(group.open, and(met, not(left.known)));
      groups.set("exhausted", group);
    }
    const denied = or(inForce.fails, ...[...groups.values()].map((group) => group.fails));
    return [
      { status: "not-in-force", ...inForce },
      ...(["barred", "ineligible", "outside-window", "exhausted"] as const).flatMap((status) => {
        const group = groups.get(status);
        return group === undefined ? [] : [{ status, fails: group.fails, open: given(group.open, denied) }];
      }),
    ];
  }

  scheme(scheme: CoreScheme, column: string): SchemePlan {
    const gates = this.gates(scheme);
    const tests = scheme.elsewhere.filter((e) => this.stands(e)).map((e) => this.truth(e.test, scheme));
    const elsewhere = { holds: or(...tests.map((t) => t.yes)), open: or(...tests.map((t) => (t.sure ? no : and(not(t.yes), not(t.no))))) };
    const prelude = this.steps;
    this.steps = [];
    const award = this.award(scheme);
    for (const gate of gates) for (const test of [gate.fails, gate.open]) seeIn(test, this.lookup, this.see("requirement"));
    const policy = this.program.policies[scheme.policy];
    return {
      id: scheme.id, column, policy: policy?.id ?? "", version: policy?.version ?? "", gates, elsewhere, ...needed(prelude, this.steps, { gates, elsewhere, ...award }), ...award,
      facts: this.asked(), widest: this.widest, widestInDoubles: this.widestInDoubles,
    };
  }

  private award(scheme: CoreScheme): Pick<SchemePlan, "nothing" | "unknown" | "ceiling" | "caseByCase" | "amount" | "amountBounds" | "binding"> {
    const { formula, decision, ceiling, caseByCase } = this.formula(scheme);
    const candidates = this.limits(scheme, formula);
    if (decision !== undefined) candidates.splice(1, 0, { id: "decision", present: and(decision.present, not(ceiling)), value: decision.value });
    const nothing = or(...candidates.map((c) => and(c.present, c.value.nothing)));
    // asked only where nothing of this is known not to be due
    let unknown: Bool = given(or(...candidates.map((c) => (c.value.sure ? no : and(c.present, not(c.value.known))))), nothing);

    const over = candidates.reduce((all, c) => lcm(all, c.value.over), 1n);
    const sure = candidates.filter((c) => c.present.op === "true").map((c) => boundsOf(this.over(c.value, over), this.lookup).most);
    const most = sure.reduce((low, high) => (high < low ? high : low));
    const [award, ...limits] = candidates.map((c) => ({ id: c.id, value: this.limit(this.over(c.value, over), c.id, most), present: this.flagged(c.present, c.id) })) as [Limit, ...Limit[]];
    const lifted = this.lifted(scheme, award.value, over);
    const least = this.least([{ ...award, value: lifted }, ...limits]);
    let exact = this.num(boundsOf(least.name, this.lookup).least >= 0n ? least.name : two("greatest", int(0n), least.name), over);
    for (const deduction of scheme.deductions) {
      if (!deduction.afterCaps || !this.stands(deduction)) continue;
      const met = deduction.when === undefined ? yes : this.truth(deduction.when, scheme).yes;
      const value = this.number(deduction.value, scheme);
      unknown = or(unknown, and(met, openOf(value)));
      const [x, y, common] = this.common(exact, value);
      const left = deduction.whole === true
        ? when(compared("at-most", x, y), int(0n), x)
        : two("greatest", int(0n), this.named(two("subtract", x, y), "deducted"));
      exact = this.num(when(and(met, value.known), left, x), common);
    }
    const amount = this.rounded(scheme, exact);
    const amountBounds = boundsOf(amount, this.lookup, this.see("rounding"));
    return { nothing, unknown, ceiling, caseByCase, amount, amountBounds: { least: 0n, most: amountBounds.most < 0n ? 0n : amountBounds.most }, binding: least.binding };
  }

  /** The award before its limits, what an authority decided of it, and when it is only a ceiling. */
  private formula(scheme: CoreScheme): { readonly formula: Num; readonly decision: { readonly present: Bool; readonly value: Num } | undefined; readonly ceiling: Bool; readonly caseByCase: Bool } {
    const active = scheme.awards.filter((part) => this.stands(part));
    let formula: Num = this.num(int(0n), 1n);
    let decision: { readonly present: Bool; readonly value: Num } | undefined;
    let ceiling: Bool = no;
    let caseByCase: Bool = no;
    for (const [i, part] of active.entries()) {
      const met = part.when === undefined ? { yes, no, sure: true } : this.truth(part.when, scheme);
      if (part.caseByCase === true) caseByCase = or(caseByCase, met.yes);
      let value = this.number(part.value, scheme);
      if (part.cap !== undefined) {
        const cap = this.number(part.cap, scheme);
        value = this.combined(value, cap, (x, y) => two("least", this.named(x, "part"), this.named(y, "part")));
      }
      if (part.decided !== undefined) {
        if (part.decided.as === undefined) ceiling = or(ceiling, not(met.no));
        else {
          const as = this.number(part.decided.as, scheme);
          const open = openOf(as);
          ceiling = or(ceiling, and(not(met.no), open));
          decision = { present: and(not(met.no), not(open)), value: as };
        }
      }
      // a supplement that is not due adds nothing; an award that is not due refuses
      const skipped = i === 0 ? met.no : or(met.no, and(met.yes, value.nothing));
      const [x, y, over] = this.common(formula, value);
      formula = this.num(
        two("add", x, when(skipped, int(0n), y)), over,
        and(formula.known, or(skipped, and(met.yes, value.known))), or(formula.nothing, and(not(skipped), met.yes, value.nothing)), formula.sure && value.sure && met.sure,
      );
    }
    for (const deduction of scheme.deductions) {
      if (deduction.afterCaps || !this.stands(deduction)) continue;
      const met = deduction.when === undefined ? yes : this.truth(deduction.when, scheme).yes;
      const value = this.number(deduction.value, scheme);
      const [x, y, over] = this.common(formula, value);
      const name0 = this.named(two("subtract", x, y), "deducted");
      formula = this.num(when(met, two("greatest", int(0n), name0), x), over, and(formula.known, or(not(met), value.known)), or(formula.nothing, and(met, value.nothing)), formula.sure && value.sure);
    }
    return { formula, decision, ceiling, caseByCase };
  }

  /** The award and what limits it: caps, and what is left of pools. */
  private limits(scheme: CoreScheme, formula: Num): { readonly id: string; readonly present: Bool; readonly value: Num }[] {
    const candidates: { readonly id: string; readonly present: Bool; readonly value: Num }[] = [{ id: "award", present: yes, value: formula }];
    for (const cap of scheme.caps) {
      if (!this.stands(cap)) continue;
      const met = cap.when === undefined ? { yes, no, sure: true } : this.truth(cap.when, scheme);
      const value = this.number(cap.value, scheme);
      const counted = cap.counting === undefined ? undefined : this.fact(cap.counting);
      const spent = counted === undefined || counted.is !== "number" ? value : this.combined(value, counted, (x, y) => two("subtract", x, y));
      const size = this.named(spent.int, cap.id);
      // what is left of a cap is never below zero
      const left = { ...spent, int: boundsOf(size, this.lookup).least >= 0n ? size : two("greatest", int(0n), size) };
      candidates.push({ id: cap.id, present: not(met.no), value: { ...left, known: and(met.yes, left.known), nothing: and(met.yes, left.nothing), sure: left.sure && met.sure } });
    }
    for (const pool of this.program.pools) {
      if (pool.policy !== scheme.policy || !pool.covers.includes(scheme.id) || pool.remaining === undefined || !pool.caps.some((cap) => this.stands(cap))) continue;
      const rule = pool.counts.find((counts) => this.stands(counts));
      const share = rule === undefined ? rational(1n) : this.constant(rule.share, scheme);
      if (share === undefined) throw new Unsayable(`the share of an award that counts against ${pool.id}`);
      if (share.n === 0n) continue;
      const left = this.fact(pool.remaining);
      if (left.is === "number") candidates.push({ id: pool.id, present: left.known, value: this.num(two("multiply", left.int, int(share.d)), left.over * share.n, left.known, no, true) });
    }
    return candidates;
  }

  /** A minimum lifts what is above nothing. */
  private lifted(scheme: CoreScheme, award: Int, over: bigint): Int {
    let lifted = award;
    for (const floor of scheme.floors) {
      if (floor.drops || !this.stands(floor)) continue;
      const met = floor.when === undefined ? yes : this.truth(floor.when, scheme).yes;
      const value = this.number(floor.value, scheme);
      if (lcm(over, value.over) !== over) throw new Unsayable("a minimum in finer steps than the award");
      lifted = this.named(when(and(met, value.known, compared("less", int(0n), lifted)), two("greatest", lifted, this.over(value, over)), lifted), "lifted");
    }
    return lifted;
  }

  /** One step for the least of all limits and for what binds. */
  private least(of: readonly [Limit, ...Limit[]]): { readonly name: Int; readonly binding: SchemePlan["binding"] } {
    const id = `least ${++this.count}`;
    const ranges = of.map((limit) => ({ always: limit.present.op === "true", ...boundsOf(limit.value, this.lookup) }));
    const bounds = {
      least: ranges.reduce((low, { least }) => (least < low ? least : low), ranges[0]?.least ?? 0n),
      most: ranges.filter(({ always }) => always).reduce((low, { most }) => (most < low ? most : low), ranges[0]?.most ?? 0n),
    };
    this.bounds.set(id, bounds);
    this.steps.push({ kind: "limits", name: id, of, bounds });
    return { name: name(id), binding: of.map((limit) => ({ id: limit.id, holds: and(limit.present, compared("equal", limit.value, name(id))) })) };
  }

  /** In whole units of the rounding, then fen; what falls below a minimum is dropped. */
  private rounded(scheme: CoreScheme, exact: Num): Int {
    const rule = scheme.rounding.find((rounding) => this.stands(rounding));
    const unit = rule?.unit ?? rational(1n, 100n);
    // in units: exact / over / unit
    const perUnit = exact.over * unit.n;
    const g = gcd(unit.d, perUnit);
    const top = two("multiply", exact.int, int(unit.d / g));
    const bottom = perUnit / g;
    const units = rule?.mode === "half-up" ? this.floored(two("add", two("multiply", top, int(2n)), int(bottom)), bottom * 2n)
      : rule?.mode === "up" ? two("subtract", int(0n), this.floored(two("subtract", int(0n), top), bottom)) : this.floored(top, bottom);
    const fenOfUnit = rational(unit.n * 100n, unit.d);
    if (fenOfUnit.d !== 1n) throw new Unsayable("rounding to a part of a fen");
    let amount = two("multiply", units, int(fenOfUnit.n));
    for (const floor of scheme.floors) {
      if (!floor.drops || !this.stands(floor)) continue;
      const met = floor.when === undefined ? yes : this.truth(floor.when, scheme).yes;
      const value = this.number(floor.value, scheme);
      const paid = this.named(amount, "rounded");
      const [x, y] = this.common(this.num(paid, 100n), value);
      amount = when(and(met, value.known, compared("less", x, y)), int(0n), paid);
    }
    return amount;
  }
}

/** Steps whose names something asks for. */
function needed(prelude: readonly Step[], steps: readonly Step[], outputs: unknown): { readonly prelude: readonly Step[]; readonly steps: readonly Step[] } {
  const asked = new Set<string>();
  const ask = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { readonly op?: string; readonly name?: string };
    if ((node.op === "name" || node.op === "flag") && node.name !== undefined) asked.add(node.name);
    for (const child of Array.isArray(value) ? value : Object.values(value)) ask(child);
  };
  ask(outputs);
  const keep = (all: readonly Step[]): readonly Step[] => [...all].reverse().filter((step) => {
    if (!asked.has(step.name)) return false;
    ask(step.kind === "limits" ? step.of : step.value);
    return true;
  }).reverse();
  const kept = keep(steps);
  return { prelude: keep(prelude), steps: kept };
}
