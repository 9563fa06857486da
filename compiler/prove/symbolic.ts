import { fromDay, parseDay } from "../../runtime/date.js";
import { inSpan } from "../../runtime/pool.js";
import type { Cap, FactInfo, Guard } from "../../runtime/program.js";
import { greatest as higherOf, parseRational, rational, round, zero, type Rational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import { constant, isConstant, minus, plus, textOf, times, type Form } from "./linear.js";
import { nowhere, unsettled, type Path } from "./path.js";

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
  /** Requirements do not hold, or a table says that nothing is due. */
  readonly refused: boolean;
  /** It asks for what is not in the program, such as the cap of a scheme that is not in force. */
  readonly unsettled?: true;
  readonly amount: Form;
  readonly exact: Form;
  /** Id of what gave the amount: "award", "decision" or a cap. */
  readonly bound: string;
  /** The formula before its caps. */
  readonly formula: Form;
  readonly caps: ReadonlyMap<string, Form>;
  readonly isCeiling: boolean;
}

const form = (value: Form): Value => ({ is: "form", form: value });
const truth = (value: boolean): Value => ({ is: "truth", value });
const fen = rational(1n, 100n);

/** A program made ready for being looked at: everything by name, texts read once. */
export class Model {
  readonly facts: ReadonlyMap<string, FactInfo>;
  readonly schemes: ReadonlyMap<string, CoreScheme>;
  readonly readings: ReadonlyMap<string, { readonly byDefault: string; readonly alternatives: readonly string[] }>;
  private readonly keys = new WeakMap<object, string>();
  private readonly numbers = new Map<string, Rational>();

  constructor(readonly program: CoreProgram) {
    this.facts = new Map(program.facts.map((fact) => [fact.id, fact]));
    this.schemes = new Map(program.schemes.map((scheme) => [scheme.id, scheme]));
    this.readings = new Map(program.readings.map((r) => [r.id, { byDefault: r.byDefault, alternatives: r.alternatives.map((a) => a.id) }]));
  }

  /** The same text for the same expression, whatever its scheme calls the parts of it. */
  key(expr: Expr, scheme: CoreScheme): string {
    const known = this.keys.get(expr);
    if (known !== undefined) return known;
    const made = JSON.stringify(expr, (key, value: unknown) => {
      if (key === "site") return undefined;
      const node = value as { readonly op?: string; readonly index?: number } | null;
      return typeof node === "object" && node?.op === "definition" ? scheme.definitions[node.index ?? -1]?.value : value;
    });
    this.keys.set(expr, made);
    return made;
  }

  number(text: string): Rational {
    let value = this.numbers.get(text);
    if (value === undefined) this.numbers.set(text, value = parseRational(text));
    return value;
  }
}

/** Chosen alternatives; a reading that is not in it has its default. */
export type Choice = ReadonlyMap<string, string>;

export class Symbolic {
  private readonly definitions = new Map<string, Value>();
  private readonly paid = new Map<string, Paid>();
  /** Row of each table that answered, by the table's site. */
  readonly rows = new Map<number, number>();
  private readonly usedReadings: Set<string>;

  /** With `refusals`, requirements and dates are taken both ways; else they hold where they may. */
  constructor(private readonly model: Model, private readonly path: Path, private readonly choice: Choice, used: Set<string> = new Set(), private readonly refusals = false) {
    this.usedReadings = used;
  }

  private stands(statement: { readonly guards: readonly Guard[] }): boolean {
    return statement.guards.every((guard) => guard.alternatives.includes(this.reading(guard.reading)));
  }

  private reading(id: string): string {
    this.usedReadings.add(id);
    return this.choice.get(id) ?? this.model.readings.get(id)?.byDefault ?? "";
  }

  // ------------------------------------------------------------ expressions

  private number(expr: Expr, scheme: CoreScheme): Form | undefined {
    const value = this.value(expr, scheme);
    if (value.is === "form") return value.form;
    if (value.is === "nothing") return undefined;
    return this.path.opaque(`value ${this.model.key(expr, scheme)}`);
  }

  private two(e: { readonly left: Expr; readonly right: Expr }, scheme: CoreScheme, operation: (a: Form, b: Form) => Form): Value {
    const a = this.number(e.left, scheme);
    const b = a === undefined ? undefined : this.number(e.right, scheme);
    return a === undefined || b === undefined ? { is: "nothing" } : form(operation(a, b));
  }

  private value(e: Expr, scheme: CoreScheme): Value {
    switch (e.op) {
      case "number": return form(constant(this.model.number(e.value)));
      case "date": return { is: "day", value: parseDay(e.iso) ?? 0 };
      case "text": return { is: "text", value: e.value };
      case "yes-no": return truth(e.value);
      case "none": return { is: "open", key: "none" };
      case "nothing": return { is: "nothing" };
      case "fact": return this.fact(e.fact);
      case "in-year": return form(this.path.fact(`${e.fact}@${this.model.key(e.year, scheme)}`));
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
      case "divide": return this.two(e, scheme, (a, b) => (isConstant(b) && b.constant.n !== 0n ? times(a, { n: b.constant.d, d: b.constant.n }) : this.path.opaque(`(${textOf(a)})/(${textOf(b)})`)));
      case "lower": return this.two(e, scheme, (a, b) => this.path.least([a, b]).form);
      case "higher": return this.two(e, scheme, (a, b) => this.path.greatest([a, b]));
      case "whole-down": case "whole-up": {
        const inner = this.number(e.item, scheme);
        const mode = e.op === "whole-down" ? "down" : "up";
        return inner === undefined ? { is: "nothing" } : form(this.path.rounded(inner, mode, rational(1n), (v) => round(v, mode, rational(1n))));
      }
      case "cases": {
        for (const [i, row] of e.rows.entries()) {
          if (row.when !== null && !this.holds(row.when, scheme)) continue;
          this.rows.set(e.site, i);
          return this.value(row.then, scheme);
        }
        throw nowhere;
      }
      case "given": return this.path.pick(`given ${this.model.key(e.value, scheme)}`, [false, true]) ? this.value(e.value, scheme) : this.value(e.fallback, scheme);
      case "by-reading": {
        const chosen = this.reading(e.reading);
        const arm = e.arms.find((a) => a.alternative === chosen);
        if (arm === undefined) throw nowhere;
        return this.value(arm.value, scheme);
      }
      case "payout-of": case "ceiling-of": return form(this.schemeNamed(e.scheme)?.amount ?? constant(zero));
      case "cap-of": {
        const other = this.model.schemes.get(e.scheme);
        const cap = other?.caps.find((c) => (e.cap === null || c.id === e.cap) && this.stands(c));
        if (other === undefined || cap === undefined) throw unsettled;
        return this.value(cap.value, other);
      }
      case "rank": {
        const found = this.value(e.item, scheme);
        const item: Value = found.is === "listed" ? { is: "text", value: this.path.one(found.fact, found.domain) } : found;
        return item.is === "text" ? form(constant(rational(BigInt(e.order.indexOf(item.value))))) : { is: "open", key: this.model.key(e, scheme) };
      }
      case "compare": case "not": case "all": case "any": case "at-least-of": case "in-window": return truth(this.holds(e, scheme));
      case "elapsed": case "sum-rows": return form(this.path.opaque(this.model.key(e, scheme)));
      case "year-of": {
        const of = this.value(e.item, scheme);
        return of.is === "day" ? form(constant(rational(BigInt(fromDay(of.value).year)))) : { is: "open", key: this.model.key(e, scheme) };
      }
      case "shift": return { is: "open", key: this.model.key(e, scheme) };
    }
  }

  private fact(id: string): Value {
    const info = this.model.facts.get(id);
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
      case "in-window": {
        const on = this.value(e.date, scheme);
        if (on.is === "day") {
          const { month, day } = fromDay(on.value);
          return e.spans.some((span) => inSpan(span, month, day));
        }
        return this.path.pick(`open ${this.model.key(e, scheme)}`, wish === undefined ? [true, false] : [wish]);
      }
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
        if (a.is === "day" && b.is === "day") return this.compared(e.relation, constant(rational(BigInt(a.value - b.value))));
        return this.path.pick(`open ${this.model.key(e, scheme)}`, wish === undefined ? [true, false] : [wish]);
      }
      default: {
        if (e.op === "fact" && this.model.facts.get(e.fact)?.kind === "yes-no") return this.path.pick(`fact ${e.fact}`, wish === undefined ? [true, false] : [wish]);
        const value = this.value(e, scheme);
        if (value.is === "truth") return value.value;
        return this.path.pick(`open ${this.model.key(e, scheme)}`, wish === undefined ? [true, false] : [wish]);
      }
    }
  }

  private compared(relation: string, difference: Form): boolean {
    switch (relation) {
      case "at-least": return this.path.positive(difference, false, true);
      case "more-than": return this.path.positive(difference, true, true);
      case "at-most": return !this.path.positive(difference, true, true);
      case "less-than": return !this.path.positive(difference, false, true);
      default: {
        const equal = this.path.positive(difference, false, true) && !this.path.positive(difference, true, true);
        return equal === (relation === "is");
      }
    }
  }

  // ------------------------------------------------------------ schemes

  /** What a scheme pays while its policy is in force; dates and yes-no requirements are taken to hold. */
  schemeNamed(id: string): Paid | undefined {
    const known = this.paid.get(id);
    if (known !== undefined) return known;
    const scheme = this.model.schemes.get(id);
    if (scheme === undefined) return undefined;
    const result = this.settleOrNot(scheme);
    this.paid.set(id, result);
    return result;
  }

  private settleOrNot(scheme: CoreScheme): Paid {
    try {
      return this.settle(scheme);
    } catch (reason) {
      if (reason !== unsettled) throw reason;
      const nothing = constant(zero);
      return { scheme: scheme.id, refused: true, unsettled: true, amount: nothing, exact: nothing, formula: nothing, bound: "unsettled", caps: new Map(), isCeiling: false };
    }
  }

  private applies(statement: { readonly guards: readonly Guard[]; readonly when?: Expr }, scheme: CoreScheme): boolean {
    return this.stands(statement) && (statement.when === undefined || this.holds(statement.when, scheme));
  }

  private settle(scheme: CoreScheme): Paid {
    const nothing = constant(zero);
    const refuse = (): Paid => ({ scheme: scheme.id, refused: true, amount: nothing, exact: nothing, formula: nothing, bound: "refused", caps: new Map(), isCeiling: false });
    for (const requirement of scheme.requirements) {
      if (!this.stands(requirement)) continue;
      if (requirement.when !== undefined && !this.holds(requirement.when, scheme)) continue;
      if (this.holds(requirement.test, scheme, this.refusals ? undefined : true)) continue;
      // a recorded exception lets it pass
      if (requirement.unless === undefined || !this.holds(requirement.unless, scheme)) return refuse();
    }
    for (const elsewhere of scheme.elsewhere) {
      if (this.stands(elsewhere) && this.holds(elsewhere.test, scheme, this.refusals ? undefined : false)) throw this.refusals ? unsettled : nowhere;
    }
    for (const limit of this.refusals ? (scheme.limits ?? []) : []) {
      const most = limit.counting === undefined || !this.applies(limit, scheme) ? undefined : this.number(limit.value, scheme);
      const had = limit.counting === undefined ? undefined : this.fact(limit.counting);
      if (most !== undefined && had?.is === "form" && !this.path.positive(minus(minus(most, had.form), constant(rational(1n))), false, true)) return refuse();
    }

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
      if (value !== undefined && this.path.positive(formula, true, true)) lifted = this.path.greatest([lifted, value]);
    }
    candidates.unshift({ id: "award", form: lifted });
    const least = this.path.least(candidates.map((c) => c.form));
    let exact = this.path.positive(least.form, false) ? least.form : constant(zero);
    for (const deduction of scheme.deductions) {
      if (!deduction.afterCaps || !this.applies(deduction, scheme)) continue;
      const value = this.number(deduction.value, scheme);
      if (value !== undefined && deduction.whole === true) exact = this.path.positive(minus(exact, value), false) ? exact : constant(zero);
      else if (value !== undefined) exact = this.path.greatest([constant(zero), minus(exact, value)]);
    }
    const rule = scheme.rounding.find((r) => this.stands(r));
    const mode = rule?.mode ?? "down";
    const unit: Rational = rule?.unit ?? fen;
    let dropped = false;
    let amount = this.path.rounded(exact, mode, unit, (value) => round(value, mode, unit));
    for (const floor of scheme.floors) {
      if (!floor.drops || !this.applies(floor, scheme)) continue;
      const value = this.number(floor.value, scheme);
      if (value !== undefined && !this.path.positive(minus(amount, value), false, true)) {
        amount = constant(zero);
        dropped = true;
      }
    }
    if (dropped && this.refusals) exact = constant(zero);
    return { scheme: scheme.id, refused: false, amount, exact, formula: lifted, bound: candidates[least.index]?.id ?? "award", caps, isCeiling: ceilingOnly };
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
