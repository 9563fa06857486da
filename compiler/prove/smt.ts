import { parseRational, rational, type Rational } from "../../runtime/rational.js";
import type { Guard } from "../../runtime/program.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import type { Proof } from "./prove.js";
import type { Choice } from "./symbolic.js";
import { gridOf, rangesOf } from "./witness.js";

/**
 * Claims as SMT-LIB, written from the core and not from the analyser's cases, so that another solver gives an opinion
 * of its own. Facts are whole numbers of their steps; dates are left open; every fact is taken as known.
 */

const quoted = (name: string): string => `|${name.replace(/[|\\]/g, "_")}|`;
const real = ({ n, d }: Rational): string => {
  const size = n < 0n ? -n : n;
  const text = d === 1n ? `${size}.0` : `(/ ${size}.0 ${d}.0)`;
  return n < 0n ? `(- ${text})` : text;
};
const all = (items: readonly string[]): string => (items.length === 0 ? "true" : items.length === 1 ? (items[0] as string) : `(and ${items.join(" ")})`);
const some = (items: readonly string[]): string => (items.length === 0 ? "false" : items.length === 1 ? (items[0] as string) : `(or ${items.join(" ")})`);
const least = (a: string, b: string): string => `(ite (<= ${a} ${b}) ${a} ${b})`;
const most = (a: string, b: string): string => `(ite (>= ${a} ${b}) ${a} ${b})`;

/** A value that may be nothing: the term, and when it is there. */
interface Term {
  readonly is: string;
  readonly there: string;
}

/** A number with what has to be named before it is used. */
class Writer {
  readonly declared = new Map<string, string>();
  readonly asserted: string[] = [];
  readonly defined: string[] = [];
  private readonly paid = new Map<string, Term>();
  private readonly ranges;
  private readonly listed = new Map<string, readonly string[]>();

  constructor(private readonly program: CoreProgram, private readonly choice: Choice) {
    this.ranges = rangesOf(program);
  }

  stands(guards: readonly Guard[]): boolean {
    return guards.every((g) => g.alternatives.includes(this.reading(g.reading)));
  }

  private reading(id: string): string {
    return this.choice.get(id) ?? this.program.readings.find((r) => r.id === id)?.byDefault ?? "";
  }

  private name(term: string, sort: "Real" | "Bool", hint: string): string {
    const name = quoted(`${hint} ${this.defined.length}`);
    this.defined.push(`(define-fun ${name} () ${sort} ${term})`);
    return name;
  }

  fact(id: string): string {
    const info = this.program.facts.find((f) => f.id === id);
    const name = quoted(id);
    if (info?.kind === "yes-no") {
      this.declared.set(name, "Bool");
      return name;
    }
    if (info?.kind === "one-of") {
      this.declared.set(name, "Int");
      const values = [...(info.members ?? []).map((m) => m.id), ...(info.orOther === true ? ["other"] : [])];
      this.listed.set(id, values);
      this.assertOnce(`(and (>= ${name} 0) (< ${name} ${values.length}))`);
      return name;
    }
    this.declared.set(name, "Int");
    const term = `(* ${real(gridOf(info))} (to_real ${name}))`;
    const { from, to } = this.ranges.range(id);
    if (from !== undefined) this.assertOnce(`(>= ${term} ${real(from)})`);
    if (to !== undefined) this.assertOnce(`(<= ${term} ${real(to)})`);
    return term;
  }

  private assertOnce(text: string): void {
    if (!this.asserted.includes(text)) this.asserted.push(text);
  }

  private open(e: Expr): string {
    const name = quoted(`date ${JSON.stringify(e)}`);
    this.declared.set(name, "Bool");
    return name;
  }

  number(e: Expr, scheme: CoreScheme): Term {
    const here = (is: string): Term => ({ is, there: "true" });
    const two = (f: (a: string, b: string) => string): Term => {
      const { left, right } = e as { readonly left: Expr; readonly right: Expr };
      const [a, b] = [this.number(left, scheme), this.number(right, scheme)];
      return { is: f(a.is, b.is), there: all([a.there, b.there].filter((t) => t !== "true")) };
    };
    switch (e.op) {
      case "number": return here(real(parseRational(e.value)));
      case "nothing": return { is: "0.0", there: "false" };
      case "fact": return here(this.fact(e.fact));
      case "definition": return this.number(scheme.definitions[e.index]?.value ?? { op: "none" }, scheme);
      case "add": return two((a, b) => `(+ ${a} ${b})`);
      case "subtract": return two((a, b) => `(- ${a} ${b})`);
      case "multiply": return two((a, b) => `(* ${a} ${b})`);
      case "divide": return two((a, b) => `(/ ${a} ${b})`);
      case "lower": return two((a, b) => least(this.name(a, "Real", "a"), this.name(b, "Real", "b")));
      case "higher": return two((a, b) => most(this.name(a, "Real", "a"), this.name(b, "Real", "b")));
      case "whole-down": { const t = this.number(e.item, scheme); return { ...t, is: `(to_real (to_int ${t.is}))` }; }
      case "whole-up": { const t = this.number(e.item, scheme); return { ...t, is: `(- (to_real (to_int (- ${t.is}))))` }; }
      case "cases": return e.rows.reduceRight<Term>((rest, row) => {
        const then = this.number(row.then, scheme);
        if (row.when === null) return then;
        const when = this.name(this.truth(row.when, scheme), "Bool", "row");
        return { is: `(ite ${when} ${then.is} ${rest.is})`, there: then.there === rest.there ? then.there : `(ite ${when} ${then.there} ${rest.there})` };
      }, { is: "0.0", there: "false" });
      case "given": {
        const given = this.open(e.value);
        const [a, b] = [this.number(e.value, scheme), this.number(e.fallback, scheme)];
        return { is: `(ite ${given} ${a.is} ${b.is})`, there: a.there === b.there ? a.there : `(ite ${given} ${a.there} ${b.there})` };
      }
      case "by-reading": return this.number(e.arms.find((arm) => arm.alternative === this.reading(e.reading))?.value ?? { op: "nothing", site: 0 }, scheme);
      case "payout-of": case "ceiling-of": return here(this.payout(e.scheme).is);
      case "cap-of": {
        const other = this.program.schemes.find((s) => s.id === e.scheme);
        const cap = other?.caps.find((c) => (e.cap === null || c.id === e.cap) && this.stands(c.guards));
        return other === undefined || cap === undefined ? { is: "0.0", there: "false" } : this.number(cap.value, other);
      }
      case "rank": {
        const { order } = e;
        const item = this.listTerm(e.item);
        return here(item === undefined ? this.real(e) : order.reduceRight((rest, member, i) => `(ite (= ${item.term} ${item.values.indexOf(member)}) ${i}.0 ${rest})`, "(- 1.0)"));
      }
      default: return here(this.real(e));
    }
  }

  /** A number of which nothing is known, such as a year. */
  private real(e: Expr): string {
    const name = quoted(`value ${JSON.stringify(e)}`);
    this.declared.set(name, "Real");
    return name;
  }

  private listTerm(e: Expr): { readonly term: string; readonly values: readonly string[] } | undefined {
    if (e.op !== "fact" || this.program.facts.find((f) => f.id === e.fact)?.kind !== "one-of") return undefined;
    const term = this.fact(e.fact);
    return { term, values: this.listed.get(e.fact) ?? [] };
  }

  private isDate(e: Expr): boolean {
    return e.op === "date" || e.op === "none" || e.op === "shift" || (e.op === "fact" && ["date", "date-or-none"].includes(this.program.facts.find((f) => f.id === e.fact)?.kind ?? ""));
  }

  truth(e: Expr, scheme: CoreScheme): string {
    switch (e.op) {
      case "yes-no": return String(e.value);
      case "fact": return this.fact(e.fact);
      case "not": return `(not ${this.truth(e.item, scheme)})`;
      case "all": return all(e.items.map((item) => this.truth(item, scheme)));
      case "any": return some(e.items.map((item) => this.truth(item, scheme)));
      case "at-least-of": return `(>= (+ 0 ${e.items.map((item) => `(ite ${this.truth(item, scheme)} 1 0)`).join(" ")}) ${e.count})`;
      case "definition": return this.truth(scheme.definitions[e.index]?.value ?? { op: "none" }, scheme);
      case "by-reading": return this.truth(e.arms.find((arm) => arm.alternative === this.reading(e.reading))?.value ?? { op: "yes-no", value: false }, scheme);
      case "compare": {
        if (this.isDate(e.left) || this.isDate(e.right)) return this.open(e);
        for (const [list, other] of [[e.left, e.right], [e.right, e.left]] as const) {
          const term = this.listTerm(list);
          if (term !== undefined && other.op === "text") {
            const same = `(= ${term.term} ${term.values.indexOf(other.value)})`;
            return e.relation === "is" ? same : `(not ${same})`;
          }
        }
        if ([e.left, e.right].some((side) => side.op === "yes-no" || (side.op === "fact" && this.program.facts.find((f) => f.id === side.fact)?.kind === "yes-no"))) {
          const same = `(= ${this.truth(e.left, scheme)} ${this.truth(e.right, scheme)})`;
          return e.relation === "is" ? same : `(not ${same})`;
        }
        const [a, b] = [this.number(e.left, scheme), this.number(e.right, scheme)];
        const op = ({ "at-least": ">=", "more-than": ">", "at-most": "<=", "less-than": "<", is: "=", "is-not": "distinct" } as const)[e.relation];
        return all([a.there, b.there, `(${op} ${a.is} ${b.is})`].filter((t) => t !== "true"));
      }
      default: return this.open(e);
    }
  }

  private rounded(term: string, mode: "down" | "half-up" | "up", unit: Rational): string {
    const steps = `(/ ${term} ${real(unit)})`;
    const whole = mode === "down" ? `(to_int ${steps})` : mode === "half-up" ? `(to_int (+ ${steps} 0.5))` : `(- (to_int (- ${steps})))`;
    return `(* ${real(unit)} (to_real ${whole}))`;
  }

  /** What a scheme pays, zero where it refuses; `limits` are the caps that stand, by name, and the formula. */
  payout(id: string): Term & { readonly limits: ReadonlyMap<string, string> } {
    const scheme = this.program.schemes.find((s) => s.id === id);
    if (scheme === undefined) return { is: "0.0", there: "false", limits: new Map() };
    const known = this.paid.get(id) as (Term & { readonly limits: ReadonlyMap<string, string> }) | undefined;
    if (known !== undefined) return known;
    const conditions: string[] = [];
    for (const r of scheme.requirements) {
      if (!this.stands(r.guards)) continue;
      const test = r.unless === undefined ? this.truth(r.test, scheme) : `(or ${this.truth(r.test, scheme)} ${this.truth(r.unless, scheme)})`;
      conditions.push(r.when === undefined ? test : `(=> ${this.truth(r.when, scheme)} ${test})`);
    }
    for (const e of scheme.elsewhere) if (this.stands(e.guards)) conditions.push(`(not ${this.truth(e.test, scheme)})`);
    let formula = "0.0";
    let first = true;
    let decision: string | undefined;
    for (const part of scheme.awards) {
      if (!this.stands(part.guards)) continue;
      const value = this.number(part.value, scheme);
      const when = part.when === undefined ? [] : [this.truth(part.when, scheme)];
      if (first) conditions.push(...(value.there === "true" ? [] : [when.length === 0 ? value.there : `(=> ${when[0] ?? ""} ${value.there})`]));
      first = false;
      const cap = part.cap === undefined ? undefined : this.number(part.cap, scheme);
      const limited = cap === undefined ? value.is : least(this.name(value.is, "Real", "part"), this.name(cap.is, "Real", "limit"));
      const counted = all([...when, value.there].filter((t) => t !== "true"));
      formula = `(+ ${formula} ${counted === "true" ? limited : `(ite ${counted} ${limited} 0.0)`})`;
      if (part.decided?.as !== undefined) {
        const decided = quoted(`decided ${id}`);
        this.declared.set(decided, "Bool");
        decision = `(ite ${decided} ${this.number(part.decided.as, scheme).is} ${formula})`;
      }
    }
    for (const d of scheme.deductions) if (!d.afterCaps && this.stands(d.guards)) formula = most("0.0", this.name(`(- ${formula} ${d.when === undefined ? this.number(d.value, scheme).is : `(ite ${this.truth(d.when, scheme)} ${this.number(d.value, scheme).is} 0.0)`})`, "Real", "left"));
    const formulaName = this.name(formula, "Real", "formula");
    const limits = new Map([["award", formulaName]]);
    let exact = decision === undefined ? formulaName : least(formulaName, this.name(decision, "Real", "decision"));
    for (const cap of scheme.caps) {
      if (!this.stands(cap.guards)) continue;
      const value = this.number(cap.value, scheme);
      const left = cap.counting === undefined ? value.is : most("0.0", this.name(`(- ${value.is} ${this.fact(cap.counting)})`, "Real", "left"));
      const name = this.name(left, "Real", "cap");
      conditions.push(...(value.there === "true" ? [] : [value.there]));
      if (cap.when === undefined) {
        limits.set(cap.id, name);
        exact = least(this.name(exact, "Real", "exact"), name);
      } else {
        exact = `(ite ${this.truth(cap.when, scheme)} ${least(this.name(exact, "Real", "exact"), name)} ${exact})`;
      }
    }
    exact = most("0.0", this.name(exact, "Real", "exact"));
    for (const d of scheme.deductions) {
      if (d.afterCaps && d.whole === true && this.stands(d.guards)) exact = this.name(`(ite ${d.when === undefined ? "true" : this.truth(d.when, scheme)} (ite (> ${exact} ${this.number(d.value, scheme).is}) ${exact} 0.0) ${exact})`, "Real", "left");
      else if (d.afterCaps && this.stands(d.guards)) exact = most("0.0", this.name(`(- ${exact} ${d.when === undefined ? this.number(d.value, scheme).is : `(ite ${this.truth(d.when, scheme)} ${this.number(d.value, scheme).is} 0.0)`})`, "Real", "left"));
    }
    const rule = scheme.rounding.find((r) => this.stands(r.guards));
    const amount = this.rounded(this.name(exact, "Real", "exact"), rule?.mode ?? "down", rule?.unit ?? rational(1n, 100n));
    const pays = this.name(all(conditions), "Bool", "pays");
    const result = { is: this.name(`(ite ${pays} ${amount} 0.0)`, "Real", "paid"), there: pays, limits };
    this.paid.set(id, result);
    return result;
  }

  script(goal: string): string {
    // definitions may only use what stands before them: they were entered in that order
    return [...[...this.declared].map(([name, sort]) => `(declare-const ${name} ${sort})`), ...this.defined, ...this.asserted.map((a) => `(assert ${a})`), `(assert ${goal})`].join("\n");
  }
}

/** A script that is satisfiable where an applicant breaks the claim; undefined for claims that are not put this way. */
export function smtOf(program: CoreProgram, proof: Proof): string | undefined {
  const choice = new Map(Object.entries(proof.readings));
  const writer = new Writer(program, choice);
  const { kind, subject, name } = proof.claim;
  if (kind === "cap" || kind === "formula") {
    const scheme = program.schemes.find((s) => s.id === subject);
    if (scheme === undefined || scheme.floors.length > 0) return undefined;
    const paid = writer.payout(subject);
    const limit = paid.limits.get(kind === "formula" ? "award" : name);
    return limit === undefined ? undefined : writer.script(`(and ${paid.there} (> ${paid.is} ${limit}))`);
  }
  if (kind === "stack") {
    const stack = program.stacks.find((s) => s.id === subject);
    if (stack?.cost === undefined || stack.relations.find((r) => writer.stands(r.guards))?.relation !== "cumulate") return undefined;
    const paid = stack.members.flatMap((member) => (member.scheme === undefined ? [] : [writer.payout(member.scheme).is]));
    const cost = writer.fact(stack.cost);
    const same = (proof.sameAsCost ?? []).map((base) => `(= ${writer.fact(base)} ${cost})`);
    return writer.script(all([`(> (+ ${paid.join(" ")} 0.0) ${cost})`, ...same]));
  }
  return undefined;
}
