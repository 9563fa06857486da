import { parseDay } from "../../runtime/date.js";
import type { Cap, Guard } from "../../runtime/program.js";
import { greatest as higherOf, parseRational, rational, round, zero, type Rational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import { constant, isConstant, minus, plus, times, type Form } from "./linear.js";
import { nowhere, type Path } from "./path.js";

/** The core, run on facts that are not yet known: every case is looked at, amounts are linear forms over the facts. */

type Value =
  | { readonly is: "form"; readonly form: Form }
  | { readonly is: "text"; readonly value: string }
  /** A listed fact of which not all is settled. */
  | { readonly is: "listed"; readonly fact: string; readonly domain: readonly string[] }
  | { readonly is: "truth"; readonly value: boolean }
  | { readonly is: "day"; readonly value: number }
  | { readonly is: "nothing" }
  /** Only dates and what is made of them: conditions on it are taken both ways. */
  | { readonly is: "open"; readonly key: string };

/** What a scheme pays on one way: nothing, or an amount with the caps that limit it. */
export interface Paid {
  readonly scheme: string;
  readonly amount: Form;
  readonly exact: Form;
  /** Id of what gave the amount: "award", "decision" or a cap. */
  readonly bound: string;
  readonly caps: ReadonlyMap<string, Form>;
  readonly isCeiling: boolean;
}

const form = (value: Form): Value => ({ is: "form", form: value });
const truth = (value: boolean): Value => ({ is: "truth", value });
const fen = rational(1n, 100n);

export class Symbolic {
  private readonly definitions = new Map<string, Value>();
  private readonly paid = new Map<string, Paid>();

  /**
   * `held` fixes numeric facts; `refusedIsZero` makes a scheme whose requirements fail pay nothing instead of leaving
   * the way, for comparing two sides of a threshold.
   */
  constructor(
    private readonly program: CoreProgram,
    private readonly path: Path,
    private readonly held: ReadonlyMap<string, Rational> = new Map(),
    private readonly refusedIsZero = false,
  ) {}

  private stands(statement: { readonly guards: readonly Guard[] }): boolean {
    return statement.guards.every((guard) => guard.alternatives.includes(this.reading(guard.reading)));
  }

  private reading(id: string): string {
    const reading = this.program.readings.find((r) => r.id === id);
    return this.path.reading(id, reading?.alternatives.map((a) => a.id) ?? [""]);
  }

  // ------------------------------------------------------------ expressions

  private number(expr: Expr, scheme: CoreScheme): Form | undefined {
    const value = this.value(expr, scheme);
    if (value.is === "form") return value.form;
    if (value.is === "nothing") return undefined;
    return this.path.opaque();
  }

  private two(e: { readonly left: Expr; readonly right: Expr }, scheme: CoreScheme, operation: (a: Form, b: Form) => Form): Value {
    const a = this.number(e.left, scheme);
    const b = a === undefined ? undefined : this.number(e.right, scheme);
    return a === undefined || b === undefined ? { is: "nothing" } : form(operation(a, b));
  }

  private value(e: Expr, scheme: CoreScheme): Value {
    switch (e.op) {
      case "number": return form(constant(parseRational(e.value)));
      case "date": return { is: "day", value: parseDay(e.iso) ?? 0 };
      case "text": return { is: "text", value: e.value };
      case "yes-no": return truth(e.value);
      case "none": return { is: "open", key: "none" };
      case "nothing": return { is: "nothing" };
      case "fact": return this.fact(e.fact);
      case "in-year": return form(this.path.fact(`${e.fact}@${JSON.stringify(e.year)}`));
      case "definition": {
        const key = `${scheme.id} ${e.index}`;
        const known = this.definitions.get(key);
        if (known !== undefined) return known;
        const made = this.value(scheme.definitions[e.index]?.value ?? { op: "number", value: "0" }, scheme);
        this.definitions.set(key, made);
        return made;
      }
      case "add": return this.two(e, scheme, plus);
      case "subtract": return this.two(e, scheme, minus);
      case "multiply": return this.two(e, scheme, (a, b) => this.path.product(a, b));
      case "divide": return this.two(e, scheme, (a, b) => (isConstant(b) && b.constant.n !== 0n ? times(a, { n: b.constant.d, d: b.constant.n }) : this.path.opaque()));
      case "lower": return this.two(e, scheme, (a, b) => this.path.least([a, b]).form);
      case "higher": return this.two(e, scheme, (a, b) => this.path.greatest([a, b]));
      case "whole-down": case "whole-up": {
        const inner = this.number(e.item, scheme);
        const mode = e.op === "whole-down" ? "down" : "up";
        return inner === undefined ? { is: "nothing" } : form(this.path.rounded(inner, mode, rational(1n), (v) => round(v, mode, rational(1n))));
      }
      case "cases": {
        for (const row of e.rows) if (row.when === null || this.holds(row.when, scheme)) return this.value(row.then, scheme);
        throw nowhere;
      }
      case "given": return this.path.pick(`given ${JSON.stringify(e.value)}`, [true, false]) ? this.value(e.value, scheme) : this.value(e.fallback, scheme);
      case "by-reading": {
        const chosen = this.reading(e.reading);
        const arm = e.arms.find((a) => a.alternative === chosen);
        if (arm === undefined) throw nowhere;
        return this.value(arm.value, scheme);
      }
      case "payout-of": case "ceiling-of": return form(this.schemeNamed(e.scheme)?.amount ?? constant(zero));
      case "cap-of": {
        const other = this.program.schemes.find((s) => s.id === e.scheme);
        const cap = other?.caps.find((c) => (e.cap === null || c.id === e.cap) && this.stands(c));
        if (other === undefined || cap === undefined) throw nowhere;
        return this.value(cap.value, other);
      }
      case "rank": {
        const found = this.value(e.item, scheme);
        const item: Value = found.is === "listed" ? { is: "text", value: this.path.one(found.fact, found.domain) } : found;
        return item.is === "text" ? form(constant(rational(BigInt(e.order.indexOf(item.value))))) : { is: "open", key: JSON.stringify(e) };
      }
      case "compare": case "not": case "all": case "any": case "at-least-of": case "in-window": return truth(this.holds(e, scheme));
      case "year-of": case "shift": return { is: "open", key: JSON.stringify(e) };
    }
  }

  private fact(id: string): Value {
    const info = this.program.facts.find((f) => f.id === id);
    const held = this.held.get(id);
    if (held !== undefined) return form(constant(held));
    switch (info?.kind) {
      case "money": case "percent": case "integer": case "number": return form(this.path.fact(id));
      case "yes-no": return truth(this.path.pick(`fact ${id}`, [true, false]));
      case "one-of": return { is: "listed", fact: id, domain: [...(info.members ?? []).map((m) => m.id), ...(info.orOther === true ? ["other"] : [])] };
      default: return { is: "open", key: `fact ${id}` };
    }
  }

  /** A condition; where only dates decide, `wish` is taken if there is one, else both ways. */
  holds(e: Expr, scheme: CoreScheme, wish?: boolean): boolean {
    switch (e.op) {
      case "not": return !this.holds(e.item, scheme, wish === undefined ? undefined : !wish);
      case "all": return e.items.every((item) => this.holds(item, scheme, wish));
      case "any": return wish === true ? e.items.some((item) => this.holds(item, scheme)) : e.items.some((item) => this.holds(item, scheme, wish));
      case "at-least-of": return e.items.filter((item) => this.holds(item, scheme)).length >= e.count;
      case "in-window": return this.path.pick(`open ${JSON.stringify(e)}`, wish === undefined ? [true, false] : [wish]);
      case "compare": {
        const a = this.value(e.left, scheme);
        const b = this.value(e.right, scheme);
        if (a.is === "nothing" || b.is === "nothing") return false;
        if (a.is === "form" && b.is === "form") return this.compared(e.relation, minus(a.form, b.form));
        const same = e.relation === "is";
        const wanted = wish === undefined ? undefined : wish === same;
        if (a.is === "listed" && b.is === "text") return this.path.isOne(a.fact, a.domain, b.value, wanted) === same;
        if (b.is === "listed" && a.is === "text") return this.path.isOne(b.fact, b.domain, a.value, wanted) === same;
        if ((a.is === "text" && b.is === "text") || (a.is === "truth" && b.is === "truth")) return (a.value === b.value) === (e.relation === "is");
        return this.path.pick(`open ${JSON.stringify(e)}`, wish === undefined ? [true, false] : [wish]);
      }
      default: {
        if (e.op === "fact" && this.program.facts.find((f) => f.id === e.fact)?.kind === "yes-no") return this.path.pick(`fact ${e.fact}`, wish === undefined ? [true, false] : [wish]);
        const value = this.value(e, scheme);
        if (value.is === "truth") return value.value;
        return this.path.pick(`open ${JSON.stringify(e)}`, wish === undefined ? [true, false] : [wish]);
      }
    }
  }

  private compared(relation: string, difference: Form): boolean {
    switch (relation) {
      case "at-least": return this.path.positive(difference, false);
      case "more-than": return this.path.positive(difference, true);
      case "at-most": return !this.path.positive(difference, true);
      case "less-than": return !this.path.positive(difference, false);
      default: {
        const equal = this.path.positive(difference, false) && !this.path.positive(difference, true);
        return equal === (relation === "is");
      }
    }
  }

  // ------------------------------------------------------------ schemes

  /** What a scheme pays where it pays: requirements hold, the policy is in force. Leaves the way where it does not. */
  schemeNamed(id: string): Paid | undefined {
    const known = this.paid.get(id);
    if (known !== undefined) return known;
    const scheme = this.program.schemes.find((s) => s.id === id);
    if (scheme === undefined) return undefined;
    const result = this.settleOrZero(scheme);
    this.paid.set(id, result);
    return result;
  }

  private settleOrZero(scheme: CoreScheme): Paid {
    const nothing: Paid = { scheme: scheme.id, amount: constant(zero), exact: constant(zero), bound: "refused", caps: new Map(), isCeiling: false };
    return this.settle(scheme, this.refusedIsZero ? nothing : undefined);
  }

  private applies(statement: { readonly guards: readonly Guard[]; readonly when?: Expr }, scheme: CoreScheme): boolean {
    return this.stands(statement) && (statement.when === undefined || this.holds(statement.when, scheme));
  }

  /** `refused` is what a scheme pays whose requirements fail; without it that way is left. */
  private settle(scheme: CoreScheme, refused?: Paid): Paid {
    const refuse = (): Paid => {
      if (refused === undefined) throw nowhere;
      return refused;
    };
    for (const requirement of scheme.requirements) {
      if (!this.stands(requirement)) continue;
      if (requirement.when !== undefined && !this.holds(requirement.when, scheme)) continue;
      if (this.holds(requirement.test, scheme, true)) continue;
      // a recorded exception lets it pass
      if (requirement.unless === undefined || !this.holds(requirement.unless, scheme, true)) return refuse();
    }
    for (const elsewhere of scheme.elsewhere) if (this.stands(elsewhere) && this.holds(elsewhere.test, scheme, false)) throw nowhere;

    let formula = constant(zero);
    let decision: Form | undefined;
    let ceilingOnly = false;
    let first = true;
    for (const part of scheme.awards) {
      if (!this.applies(part, scheme)) continue;
      const value = this.number(part.value, scheme);
      if (value === undefined) {
        if (first) return refuse();
        continue;
      }
      first = false;
      const cap = part.cap === undefined ? undefined : this.number(part.cap, scheme);
      formula = plus(formula, cap === undefined ? value : this.path.least([value, cap]).form);
      if (part.decided !== undefined) {
        if (part.decided.as !== undefined && this.path.pick(`decided ${scheme.id}`, [false, true])) decision = this.number(part.decided.as, scheme);
        else ceilingOnly = true;
      }
    }
    for (const deduction of scheme.deductions) {
      if (deduction.afterCaps || !this.applies(deduction, scheme)) continue;
      const value = this.number(deduction.value, scheme);
      if (value !== undefined) formula = this.path.greatest([constant(zero), minus(formula, value)]);
    }
    const candidates: { readonly id: string; readonly form: Form }[] = [];
    const caps = new Map<string, Form>();
    for (const cap of scheme.caps) {
      if (!this.applies(cap, scheme)) continue;
      const value = this.capForm(cap, scheme);
      if (value === undefined) throw nowhere;
      caps.set(cap.id, value);
      candidates.push({ id: cap.id, form: value });
    }
    if (decision !== undefined && !ceilingOnly) candidates.unshift({ id: "decision", form: decision });
    let lifted = formula;
    for (const floor of scheme.floors) {
      if (floor.drops || !this.applies(floor, scheme)) continue;
      const value = this.number(floor.value, scheme);
      if (value !== undefined && this.path.positive(formula, true)) lifted = this.path.greatest([lifted, value]);
    }
    candidates.unshift({ id: "award", form: lifted });
    const least = this.path.least(candidates.map((c) => c.form));
    let exact = this.path.positive(least.form, false) ? least.form : constant(zero);
    for (const deduction of scheme.deductions) {
      if (!deduction.afterCaps || !this.applies(deduction, scheme)) continue;
      const value = this.number(deduction.value, scheme);
      if (value !== undefined) exact = this.path.greatest([constant(zero), minus(exact, value)]);
    }
    const rule = scheme.rounding.find((r) => this.stands(r));
    const mode = rule?.mode ?? "down";
    const unit: Rational = rule?.unit ?? fen;
    let amount = this.path.rounded(exact, mode, unit, (value) => round(value, mode, unit));
    for (const floor of scheme.floors) {
      if (!floor.drops || !this.applies(floor, scheme)) continue;
      const value = this.number(floor.value, scheme);
      if (value !== undefined && !this.path.positive(minus(amount, value), false)) amount = constant(zero);
    }
    return { scheme: scheme.id, amount, exact, bound: candidates[least.index]?.id ?? "award", caps, isCeiling: ceilingOnly };
  }

  private capForm(cap: Cap<Expr>, scheme: CoreScheme): Form | undefined {
    const value = this.number(cap.value, scheme);
    if (value === undefined || cap.counting === undefined) return value;
    const counted = this.fact(cap.counting);
    if (counted.is !== "form") return value;
    const left = minus(value, counted.form);
    if (isConstant(left)) return constant(higherOf(zero, left.constant));
    return this.path.positive(left, false) ? left : constant(zero);
  }
}
