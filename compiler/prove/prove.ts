import type { Guard } from "../../runtime/program.js";
import { add, compare, divide, multiply, parseRational, rational, round, subtract, toText, toYuan, zero, type Rational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import { parts } from "../ir/core.js";
import { eras } from "../versions.js";
import { Cliffs, type Cliff } from "./cliffs.js";
import { aboveZero, atLeastZero, constant, isConstant, minus, plus, sameForm, times, valueOf, variable, type Form } from "./linear.js";
import type { Bound, Region } from "./region.js";
import type { Choice } from "./symbolic.js";
import { Analysis, join, noChoice, type Situation, type Way } from "./ways.js";
import { amountOf, Witnesses, type Witness } from "./witness.js";

/** Claims that the constructs of a policy imply, and what is true of them over all inputs in the facts' ranges. */

export type ClaimKind = "cap" | "formula" | "gated" | "instalments" | "monotone" | "pool" | "stack" | "always";
export type Verdict = "proved" | "refuted" | "not decided";

export interface Claim {
  readonly kind: ClaimKind;
  /** Scheme, pool or stack. */
  readonly subject: string;
  /** The cap, the shared cost, the base fact, or the invariant. */
  readonly name: string;
  /** Index into the program's sites: clause and quote. */
  readonly site: number;
}

/**
 * How a verdict was found: `rule`, by the rule of the construct, which the evaluators run and the laws test; `cases`, by
 * looking at every case exactly; `replayed`, by an applicant shown in the reference interpreter; or why it was not found.
 */
export type Because = "rule" | "cases" | "replayed" | "too-many-cases" | "no-applicant-found" | "not-linear" | "disagrees";

export interface Proof {
  readonly claim: Claim;
  readonly verdict: Verdict;
  readonly because: Because;
  /** Readings other than the defaults under which this is so. */
  readonly readings: Readonly<Record<string, string>>;
  /** True where it is so under every combination of readings. */
  readonly everyReading: boolean;
  /** For a refutation: an applicant that breaks the claim. For a ceiling that is met exactly: one that reaches it. */
  readonly witness?: Witness;
  /** What is paid to it and what the limit is, decimal yuan or an exact decimal. */
  readonly paid?: string;
  readonly limit?: string;
  /** Cases looked at. */
  readonly cases?: number;
  /** For a shared cost: facts whose whole amount is taken to be that cost. */
  readonly sameAsCost?: readonly string[];
  /** Declared cliffs that a monotone payout has all the same. */
  readonly except?: readonly string[];
}

export interface ProofReport {
  readonly proofs: readonly Proof[];
  readonly cliffs: readonly Cliff[];
  /** Applicants replayed in the interpreter at the corners of what was proved. */
  readonly sampled: number;
}

const fen = rational(1n, 100n);
const half = rational(1n, 2n);
/** Situations in which a limit may be passed and no applicant is found: then the claim is left open. */
const mostDoubts = 8;
/** Situations of several schemes that are joined for one claim. */
const mostJoins = 4000;
/** Steps along one fact that are tried for a rounding. */
const mostSteps = 20_000n;

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

type Shown = Pick<Proof, "witness" | "paid" | "limit">;

export class Prover {
  readonly analysis: Analysis;
  readonly witnesses: Witnesses;
  readonly usual: readonly Region[];
  readonly cliffsOf: Cliffs;

  /** See `Analysis` for `refusals`; `days` are those on which applicants are looked for, where not all are. */
  constructor(readonly program: CoreProgram, { refusals = false, days }: { readonly refusals?: boolean; readonly days?: readonly string[] } = {}) {
    this.analysis = new Analysis(program, refusals);
    this.witnesses = new Witnesses(program, this.analysis.model.facts, days);
    this.usual = this.analysis.usual();
    this.cliffsOf = new Cliffs(this.analysis, this.witnesses, this.usual);
  }

  // ------------------------------------------------------------ one scheme

  /** The readings that guards ask for, where they are not the defaults. */
  private choiceFor(guards: readonly Guard[]): Choice {
    return new Map(guards.flatMap(({ reading, alternatives }) => {
      const byDefault = this.analysis.model.readings.get(reading)?.byDefault ?? "";
      return alternatives.includes(byDefault) ? [] : [[reading, alternatives[0] ?? byDefault] as const];
    }));
  }

  /**
   * No payout above a cap, or above the formula itself. The payout is the least of them, so rounding down cannot pass
   * any; other roundings are looked at case by case.
   */
  limits(scheme: CoreScheme): Proof[] {
    const limits: { readonly claim: Claim; readonly guards: readonly Guard[]; readonly values: readonly Expr[]; readonly of: (way: Way) => Form | undefined }[] = scheme.caps.map((cap) => ({
      claim: { kind: "cap" as const, subject: scheme.id, name: cap.id, site: cap.site }, guards: cap.guards, values: [cap.value], of: (way: Way) => way.paid.caps.get(cap.id),
    }));
    if (scheme.floors.length === 0) {
      const [award] = scheme.awards;
      limits.push({ claim: { kind: "formula", subject: scheme.id, name: "award", site: award?.site ?? scheme.site }, guards: [], values: scheme.awards.map((a) => a.value), of: (way) => (way.paid.refused ? undefined : way.paid.formula) });
    }
    return limits.flatMap(({ claim, guards, values, of }) => {
      const up = scheme.rounding.filter((rule) => rule.mode !== "down");
      const own = this.choiceFor(guards);
      const down: Proof = { claim, verdict: "proved", because: "rule", readings: Object.fromEntries(own), everyReading: up.length === 0 && guards.length === 0 };
      // a limit of whole units is not passed by rounding to units, up or down
      if (up.every((rule) => values.every((value) => this.isWhole(value, scheme, rule.unit)))) return [{ ...down, everyReading: guards.length === 0 }];
      const other = up.map((rule) => this.limitUnder(claim, scheme.id, own, this.choiceFor(rule.guards), rule, of));
      if (other.length > 0 && other.every((proof) => proof.verdict === "proved")) {
        return [{ ...down, because: "cases", everyReading: guards.length === 0, cases: other.reduce((n, proof) => n + (proof.cases ?? 0), 0) }];
      }
      return up.length > 0 && up.every((rule) => this.choiceFor(rule.guards).size === 0) ? other : [down, ...other];
    });
  }

  /** Rounding comes last: the ways are the same, whatever it is. */
  private limitUnder(claim: Claim, scheme: string, before: Choice, rounding: Choice, { unit, mode }: CoreScheme["rounding"][number], of: (way: Way) => Form | undefined): Proof {
    const choice: Choice = new Map([...before, ...rounding]);
    const readings = Object.fromEntries(choice);
    const ways = this.analysis.waysOf(scheme, before)?.ways;
    if (ways === undefined) return { claim, verdict: "not decided", because: "too-many-cases", readings, everyReading: false };
    let doubtful = false;
    for (const way of ways) {
      const limit = of(way);
      // a multiple of the unit is never passed by rounding to multiples of the unit
      if (limit === undefined || way.paid.refused || this.isMultiple(limit, unit, way)) continue;
      const most = multiply(unit, mode === "up" ? rational(1n) : half);
      const excess = way.region.largest(minus(plus(way.paid.exact, constant(most)), limit));
      if (excess !== undefined && (excess.value.n < 0n || (mode === "up" && excess.value.n === 0n))) continue;
      const shown = this.roundedAbove(scheme, way, limit, choice, unit);
      if (shown === "never") continue;
      if (shown !== undefined) return { claim, verdict: "refuted", because: "replayed", readings, everyReading: false, ...shown };
      doubtful = true;
    }
    return { claim, verdict: doubtful ? "not decided" : "proved", because: doubtful ? "no-applicant-found" : "cases", readings, everyReading: false, cases: ways.length };
  }

  /** Whether an expression is a multiple of the unit whatever its facts are, told by its form alone. */
  private isWhole(e: Expr, scheme: CoreScheme, unit: Rational): boolean {
    const all = (items: readonly Expr[]): boolean => items.every((item) => this.isWhole(item, scheme, unit));
    const whole = (value: Rational): boolean => divide(value, unit).d === 1n;
    switch (e.op) {
      case "number": return whole(this.analysis.model.number(e.value));
      case "nothing": return true;
      case "fact": return whole(this.witnesses.gridOf(e.fact)) && this.analysis.model.facts.get(e.fact)?.kind === "money";
      case "definition": return all([scheme.definitions[e.index]?.value ?? { op: "none" }]);
      case "add": case "subtract": case "lower": case "higher": return all([e.left, e.right]);
      case "cases": return all(e.rows.map((row) => row.then));
      case "given": return all([e.value, e.fallback]);
      case "by-reading": return all(e.arms.map((arm) => arm.value));
      case "payout-of": case "ceiling-of": {
        const other = this.analysis.model.schemes.get(e.scheme);
        return other !== undefined && (other.rounding.length === 0 ? whole(fen) : other.rounding.every((rule) => whole(rule.unit)));
      }
      default: return false;
    }
  }

  /** Whether a form has a multiple of the unit wherever its facts are on their grids. */
  private isMultiple(form: Form, unit: Rational, way: Situation): boolean {
    const whole = (value: Rational): boolean => divide(value, unit).d === 1n;
    return whole(form.constant) && [...form.terms].every(([name, factor]) => {
      const step = name.startsWith("\u0001") ? way.roundings.get(name)?.unit : this.witnesses.gridOf(name);
      return step !== undefined && whole(multiply(factor, step));
    });
  }

  /** An applicant whose limit ends in half a unit or more; "never" where a whole period of the fact has none. */
  private roundedAbove(scheme: string, way: Way, limit: Form, choice: Choice, unit: Rational): Shown | "never" | undefined {
    const values = this.witnesses.point(way, "middle");
    if (values === undefined) return undefined;
    let complete = sameForm(way.paid.exact, limit) && limit.terms.size === 1;
    for (const [name, factor] of limit.terms) {
      if (name.startsWith("\u0001")) return undefined;
      const step = this.witnesses.gridOf(name);
      const period = divide(multiply(factor, step), unit).d;
      if (period > mostSteps) complete = false;
      let inside = 0n;
      for (let k = 0n; k < (period < mostSteps ? period : mostSteps); k++) {
        const at = new Map(values).set(name, subtract(values.get(name) ?? zero, multiply(step, rational(k))));
        const most = valueOf(limit, at);
        if (!way.region.contains(at)) continue;
        inside++;
        if (compare(round(valueOf(way.paid.exact, at), "half-up", unit), most) <= 0 && compare(round(most, "up", unit), most) === 0) continue;
        let seen: Shown | undefined;
        const witness = this.witnesses.at(way, at, choice, [scheme], (evaluation) => {
          const paid = amountOf(evaluation, scheme);
          if (paid === undefined || compare(paid, most) <= 0) return false;
          seen = { paid: toYuan(paid), limit: toText(most) };
          return true;
        });
        if (witness !== undefined) return { witness, ...seen };
      }
      if (inside < period) complete = false;
    }
    return complete ? "never" : undefined;
  }

  /** Mode and unit of the rounding that stands under the default readings. */
  roundingOf(scheme: CoreScheme): string {
    const rule = scheme.rounding.find((r) => this.choiceFor(r.guards).size === 0);
    return rule === undefined ? `down ${toText(fen)}` : `${rule.mode} ${toText(rule.unit)}`;
  }

  /** Facts from which an award is reckoned. */
  basesOf(scheme: CoreScheme): readonly string[] {
    const found = new Set<string>();
    const walk = (e: Expr, counts: boolean): void => {
      if (e.op === "fact") {
        const kind = this.analysis.model.facts.get(e.fact)?.kind;
        if (counts && (kind === "money" || kind === "number")) found.add(e.fact);
      } else if (e.op === "definition") walk(scheme.definitions[e.index]?.value ?? { op: "none" }, counts);
      else if (e.op === "subtract") { walk(e.left, counts); walk(e.right, false); }
      else if (e.op === "divide") { walk(e.left, counts); walk(e.right, false); }
      else for (const part of parts(e)) walk(part, counts);
    };
    for (const award of scheme.awards) walk(award.value, true);
    return [...found];
  }

  /** An award never falls when its base rises, but for the cliffs that the policy declares. */
  monotone(scheme: CoreScheme, cliffs: readonly Cliff[] | undefined): Proof[] {
    const ways = this.analysis.waysOf(scheme.id)?.ways;
    return this.basesOf(scheme).map((fact): Proof => {
      const claim: Claim = { kind: "monotone", subject: scheme.id, name: fact, site: scheme.awards[0]?.site ?? scheme.site };
      const common = { claim, readings: {}, everyReading: false };
      if (ways === undefined || cliffs === undefined) return { ...common, verdict: "not decided", because: "too-many-cases" };
      const falls = cliffs.filter((cliff) => cliff.fact === fact && cliff.direction === "fall");
      const undeclared = falls.find((cliff) => cliff.declared === undefined);
      if (undeclared !== undefined) {
        return { ...common, verdict: "refuted", because: "replayed", witness: undeclared.witness, paid: undeclared.paidAbove, limit: undeclared.paidBelow };
      }
      const slope = ways.flatMap((way) => way.paid.exact.terms.get(fact) ?? []).some(({ n }) => n < 0n);
      const opaque = ways.some((way) => [...way.paid.exact.terms].some(([name, { n }]) => name.startsWith("\u0001") && !way.roundings.has(name) && !(way.rising.has(name) && n > 0n)));
      if (slope || opaque) return { ...common, verdict: "not decided", because: opaque ? "not-linear" : "no-applicant-found" };
      return { ...common, verdict: "proved", because: "cases", cases: ways.length, ...(falls.length === 0 ? {} : { except: falls.map((cliff) => cliff.above) }) };
    });
  }

  // ------------------------------------------------------------ several schemes on one cost

  /** Every reading that a member asks for, changed alone; and alternatives of one name together. */
  private alternatives(members: readonly string[]): readonly Choice[] {
    const asked = [...new Set(members.flatMap((id) => [...(this.analysis.waysOf(id)?.readings ?? [])]))].sort();
    const changes = asked.flatMap((id) => {
      const reading = this.analysis.model.readings.get(id);
      return (reading?.alternatives ?? []).filter((a) => a !== reading?.byDefault).map((a) => [id, a] as const);
    });
    const together = [...new Set(changes.map(([, a]) => a))].map((a) => changes.filter(([, other]) => other === a)).filter((group) => group.length > 1);
    return [...changes.map((change) => new Map([change])), ...together.map((group) => new Map(group))];
  }

  /** All members together against the cost they share. */
  stack(stack: CoreProgram["stacks"][number], everyReading: boolean): Proof[] {
    const { cost } = stack;
    const members = stack.members.flatMap((member) => member.scheme ?? []);
    if (cost === undefined || members.length < 2) return [];
    const claim: Claim = { kind: "stack", subject: stack.id, name: cost, site: stack.site };
    const first = this.stackUnder(stack, claim, members, cost, noChoice);
    if (!everyReading) return [first];
    const others = this.alternatives(members).flatMap((choice): Proof[] => {
      if (first.verdict === "refuted" && this.stillAbove(first, members, cost, choice)) return [];
      const relation = (c: Choice): string => this.relationUnder(stack, c);
      const same = relation(noChoice) === relation(choice) && members.every((id) => this.analysis.waysOf(id)?.signature !== undefined && this.analysis.waysOf(id)?.signature === this.analysis.waysOf(id, choice)?.signature);
      return same ? [] : [this.stackUnder(stack, claim, members, cost, choice)];
    });
    return [first, ...others.filter((proof) => proof.verdict !== first.verdict)];
  }

  private relationUnder(stack: CoreProgram["stacks"][number], choice: Choice): string {
    const stands = (guards: readonly Guard[]): boolean => guards.every((g) => g.alternatives.includes(choice.get(g.reading) ?? this.analysis.model.readings.get(g.reading)?.byDefault ?? ""));
    return stack.relations.find((r) => stands(r.guards))?.relation ?? "cumulate";
  }

  /** Whether the applicant who broke the claim breaks it under other readings as well. */
  private stillAbove(first: Proof, members: readonly string[], cost: string, choice: Choice): boolean {
    if (first.witness === undefined) return false;
    const evaluation = this.witnesses.evaluate({ facts: first.witness.facts, readings: Object.fromEntries(choice) }, members);
    const amounts = members.map((id) => amountOf(evaluation, id));
    const sum = amounts.reduce<Rational>((x, y) => add(x, y ?? zero), zero);
    return amounts.every((amount) => amount !== undefined) && compare(sum, parseRational(String(first.witness.facts[cost] ?? "0"))) > 0;
  }

  private stackUnder(stack: CoreProgram["stacks"][number], claim: Claim, members: readonly string[], cost: string, choice: Choice): Proof {
    const readings = Object.fromEntries(choice);
    const common = { claim, readings, everyReading: false, sameAsCost: this.aligned(members, cost) };
    const relation = this.relationUnder(stack, choice);
    const all = members.map((id) => this.analysis.waysOf(id, choice)?.ways);
    if (all.some((ways) => ways === undefined)) return { ...common, verdict: "not decided", because: "too-many-cases" };
    if (relation === "higher" || relation === "excludes") return this.alone(common, all as (readonly Way[])[], members, cost, choice);
    if (relation !== "cumulate") return { ...common, verdict: "not decided", because: "not-linear" };
    const aligned = this.aligned(members, cost);
    const lists = (all as (readonly Way[])[]).map((ways) => ways.flatMap((way) => this.within(way, cost, aligned)));
    const shares = this.sharesOf(lists, [cost, ...aligned]);
    // what each way takes above its share: where the sum is not positive, nothing more is to be looked at
    const over = lists.map((ways, i) => ways.map((way) => way.region.largest(minus(way.paid.amount, times(variable(cost), shares[i] as Rational)), false)));
    let cases = 0;
    let doubtful = 0;
    let refuted: Shown | undefined;
    const finished = this.combine(lists, over, { cost, shares }, (situation, total) => {
      cases++;
      const excess = minus(total, variable(cost));
      const most = situation.region.largest(excess);
      if (most !== undefined && (most.value.n <= 0n || (compare(most.value, fen) < 0 && this.isMultiple(excess, fen, situation)))) return false;
      const exact = this.along(situation, excess);
      if (exact === "never") return false;
      refuted = this.showTotal(situation, total, members, cost, choice, "above", exact, most?.value);
      if (refuted === undefined) doubtful++;
      return refuted !== undefined || doubtful > mostDoubts;
    });
    if (refuted !== undefined) return { ...common, verdict: "refuted", because: "replayed", ...(refuted as Shown) };
    if (!finished && doubtful === 0) return { ...common, verdict: "not decided", because: "too-many-cases" };
    if (doubtful > 0) return { ...common, verdict: "not decided", because: "no-applicant-found" };
    return { ...common, verdict: "proved", because: "cases", cases: lists.reduce((n, ways) => n + ways.length, cases), ...(choice.size > 0 ? {} : this.reaches(lists, over, shares, members, cost, choice)) };
  }

  /** The part of the cost that each member is given for comparing: as its largest rate, together the whole. */
  private sharesOf(lists: readonly (readonly Way[])[], costs: readonly string[]): readonly Rational[] {
    const rates = lists.map((ways) => ways.reduce((most, way) => {
      const rate = costs.reduce((sum, cost) => add(sum, way.paid.exact.terms.get(cost) ?? zero), zero);
      return compare(rate, most) > 0 ? rate : most;
    }, zero));
    const sum = rates.reduce(add, zero);
    return sum.n === 0n ? rates.map(() => rational(1n, BigInt(lists.length))) : rates.map((rate) => divide(rate, sum));
  }

  /**
   * Where a form that hangs on one fact, through roundings or not, is above zero: exact, since a linear form and a
   * rounding with a period have their extremes in the first or the last period. Undefined where it hangs on several.
   */
  private along(situation: Situation, form: Form): "never" | { readonly fact: string; readonly value: Rational } | undefined {
    const facts = new Set<string>();
    let period = 1n;
    for (const name of form.terms.keys()) {
      const rounding = situation.roundings.get(name);
      if (name.startsWith("\u0001") && rounding === undefined) return undefined;
      if (rounding === undefined) facts.add(name);
      for (const [inner, factor] of rounding?.form.terms ?? []) {
        if (inner.startsWith("\u0001")) return undefined;
        facts.add(inner);
        period = lcm(period, divide(multiply(factor, this.witnesses.gridOf(inner)), (rounding as { readonly unit: Rational }).unit).d);
      }
    }
    const [fact] = facts;
    if (fact === undefined || facts.size > 1 || period > mostSteps) return undefined;
    const step = this.witnesses.gridOf(fact);
    const ends = situation.region.ends(fact, step);
    const [low, high = low] = ends;
    if (low === undefined || high === undefined) return undefined;
    const at = (value: Rational): Rational => {
      const values = new Map([[fact, value]]);
      for (const [name, rounding] of situation.roundings) values.set(name, round(valueOf(rounding.form, values), rounding.mode, rounding.unit));
      return valueOf(form, values);
    };
    for (let k = 0n; k < period; k++) {
      for (const value of [add(low, multiply(step, rational(k))), subtract(high, multiply(step, rational(k)))]) {
        if (compare(value, low) >= 0 && compare(value, high) <= 0 && at(value).n > 0n) return { fact, value };
      }
    }
    return "never";
  }

  private alone(common: Pick<Proof, "claim" | "readings" | "everyReading">, all: readonly (readonly Way[])[], members: readonly string[], cost: string, choice: Choice): Proof {
    for (const [i, ways] of all.entries()) {
      for (const way of ways.flatMap((w) => this.within(w, cost, this.aligned(members, cost)))) {
        const most = way.region.largest(minus(way.paid.amount, variable(cost)));
        if (most !== undefined && most.value.n <= 0n) continue;
        const shown = this.showTotal(way, way.paid.amount, [members[i] as string], cost, choice, "above");
        return shown === undefined ? { ...common, verdict: "not decided", because: "no-applicant-found" } : { ...common, verdict: "refuted", because: "replayed", ...shown };
      }
    }
    return { ...common, verdict: "proved", because: "cases" };
  }

  /** Facts that members take percentages of, where they are not the shared cost: there the whole base is that cost. */
  private aligned(members: readonly string[], cost: string): readonly string[] {
    const found = new Set<string>();
    for (const id of members) {
      const scheme = this.analysis.model.schemes.get(id);
      const walk = (e: Expr): void => {
        if (e.op === "multiply" && scheme !== undefined) {
          for (const side of [e.left, e.right]) {
            const base = this.plainFact(side, scheme);
            if (base !== undefined && base !== cost) found.add(base);
          }
        } else if (e.op === "definition") walk(scheme?.definitions[e.index]?.value ?? { op: "none" });
        else parts(e).forEach(walk);
      };
      for (const award of scheme?.awards ?? []) walk(award.value);
      for (const cap of scheme?.caps ?? []) walk(cap.value);
    }
    return [...found];
  }

  private plainFact(e: Expr, scheme: CoreScheme): string | undefined {
    if (e.op === "fact") return this.analysis.model.facts.get(e.fact)?.kind === "money" ? e.fact : undefined;
    if (e.op === "definition") return this.plainFact(scheme.definitions[e.index]?.value ?? { op: "none" }, scheme);
    if (e.op !== "by-reading") return undefined;
    const arm = e.arms.find((a) => a.alternative === this.analysis.model.readings.get(e.reading)?.byDefault);
    return arm === undefined ? undefined : this.plainFact(arm.value, scheme);
  }

  private within(way: Way, cost: string, aligned: readonly string[]): readonly Way[] {
    const { from, to } = this.analysis.ranges.range(cost);
    const demands = [
      ...(from === undefined ? [] : [atLeastZero(minus(variable(cost), constant(from)))]),
      ...(to === undefined ? [] : [atLeastZero(minus(constant(to), variable(cost)))]),
      ...aligned.flatMap((base) => [atLeastZero(minus(variable(base), variable(cost))), atLeastZero(minus(variable(cost), variable(base)))]),
    ];
    const region = way.region.with(...demands);
    return region === undefined ? [] : [{ ...way, region }];
  }

  /** Joins ways of all members, those above their shares first, until `visit` says stop; false where there are too many. */
  private combine(lists: readonly (readonly Way[])[], over: readonly (readonly (Bound | undefined)[])[], of: { readonly cost: string; readonly shares: readonly Rational[] }, visit: (situation: Situation, total: Form) => boolean, least: "above" | "at" = "above"): boolean {
    const sorted = lists.map((ways, i) => ways.map((way, j) => ({ way, over: over[i]?.[j]?.value })).sort((a, b) => (a.over === undefined ? -1 : b.over === undefined ? 1 : compare(b.over, a.over))));
    const best = sorted.map(([first]) => (first === undefined ? zero : first.over));
    const rest = best.map((_, i) => best.slice(i + 1).reduce<Rational | undefined>((sum, b) => (sum === undefined || b === undefined ? undefined : add(sum, b)), zero));
    let joins = 0;
    const walk = (i: number, situation: Situation | undefined, total: Form, sum: Rational | undefined): boolean => {
      if (i === sorted.length) return visit(situation as Situation, total);
      for (const { way, over: own } of sorted[i] ?? []) {
        const so = sum === undefined || own === undefined ? undefined : add(sum, own);
        const most = so === undefined || rest[i] === undefined ? undefined : add(so, rest[i]);
        // ways come with the largest first
        if (most !== undefined && (least === "above" ? most.n <= 0n : most.n < 0n)) break;
        if (++joins > mostJoins) return true;
        const joined = situation === undefined ? way : join(situation, way);
        if (joined === undefined) continue;
        const sofar = plus(total, way.paid.amount);
        if (i > 0 && i + 1 < sorted.length) {
          // what the first ones take together above their shares
          const taken = of.shares.slice(0, i + 1).reduce(add, zero);
          const both = joined.region.most(minus(sofar, times(variable(of.cost), taken)));
          const top = both === undefined || rest[i] === undefined ? undefined : add(both, rest[i]);
          if (top !== undefined && (least === "above" ? top.n <= 0n : top.n < 0n)) continue;
        }
        if (walk(i + 1, joined, sofar, so)) return true;
      }
      return false;
    };
    walk(0, undefined, constant(zero), zero);
    return joins <= mostJoins;
  }

  /** An applicant whose awards together are the whole cost. */
  private reaches(lists: readonly (readonly Way[])[], over: readonly (readonly (Bound | undefined)[])[], shares: readonly Rational[], members: readonly string[], cost: string, choice: Choice): Shown {
    let shown: Shown | undefined;
    let tried = 0;
    this.combine(lists, over, { cost, shares }, (situation, total) => {
      if (isConstant(total) || situation.region.largest(minus(total, variable(cost)))?.value.n !== 0n) return false;
      shown = this.showTotal(situation, total, members, cost, choice, "reached");
      return shown !== undefined || ++tried > mostDoubts;
    }, "at");
    return shown ?? {};
  }

  private showTotal(situation: Situation, total: Form, members: readonly string[], cost: string, choice: Choice, wanted: "above" | "reached", place?: { readonly fact: string; readonly value: Rational }, most?: Rational): Shown | undefined {
    const region = situation.region.copy();
    if (place !== undefined) {
      region.add(atLeastZero(minus(variable(place.fact), constant(place.value))));
      region.add(atLeastZero(minus(constant(place.value), variable(place.fact))));
    }
    const excess = minus(total, variable(cost));
    region.add(wanted === "above" ? aboveZero(excess) : atLeastZero(excess));
    region.add(aboveZero(variable(cost)));
    const tops: Region[] = [];
    if (most !== undefined) {
      const top = region.copy();
      top.add(atLeastZero(minus(excess, constant(most))));
      if (top.isPossible()) tops.push(top);
    }
    const usual = [...tops, region].flatMap((r) => this.usual.map((u) => r.meet(u))).filter((r) => r.isPossible());
    for (const tried of [...usual, ...tops, region]) {
      let seen: Shown | undefined;
      const witness = this.witnesses.find({ ...situation, region: tried }, choice, members, (evaluation, w) => {
        const amounts = members.map((id) => amountOf(evaluation, id));
        if (amounts.some((amount) => amount === undefined)) return false;
        const sum = amounts.reduce<Rational>((x, y) => add(x, y as Rational), zero);
        const limit = parseRational(String(w.facts[cost] ?? "0"));
        const order = compare(sum, limit);
        if (sum.n === 0n || (wanted === "above" ? order <= 0 : order !== 0)) return false;
        seen = { paid: toYuan(sum), limit: toYuan(limit) };
        return true;
      });
      if (witness !== undefined) return { witness, ...seen };
    }
    return undefined;
  }

  // ------------------------------------------------------------ what the policy claims itself

  always(claim: CoreProgram["always"][number], everyReading: boolean): Proof[] {
    const subject: Claim = { kind: "always", subject: claim.id, name: claim.id, site: claim.site };
    const under = (choice: Choice): Proof => {
      const found = this.analysis.where((symbolic, scheme) => symbolic.holds(claim.claim, scheme), choice, !onlyLimits(claim.claim));
      const common = { claim: subject, readings: Object.fromEntries(choice), everyReading: false };
      if (found === undefined) return { ...common, verdict: "not decided", because: "too-many-cases" };
      const broken = found.situations.filter(({ holds }) => !holds);
      for (const { situation } of broken) {
        const witness = this.witnesses.find(situation, choice, this.program.schemes.map((s) => s.id), (evaluation) => evaluation.claims.some((c) => c.id === claim.id && c.holds === false));
        if (witness !== undefined) return { ...common, verdict: "refuted", because: "replayed", witness };
      }
      return broken.length > 0 ? { ...common, verdict: "not decided", because: "no-applicant-found" } : { ...common, verdict: "proved", because: "cases", cases: found.situations.length };
    };
    const first = under(noChoice);
    if (!everyReading) return [first];
    const asked = new Set<string>();
    const walk = (e: Expr): void => {
      if (e.op === "payout-of" || e.op === "ceiling-of" || e.op === "cap-of") for (const id of this.analysis.waysOf(e.scheme)?.readings ?? []) asked.add(id);
      parts(e).forEach(walk);
    };
    walk(claim.claim);
    const others = [...asked].flatMap((id) => {
      const reading = this.analysis.model.readings.get(id);
      return (reading?.alternatives ?? []).filter((a) => a !== reading?.byDefault).map((a) => under(new Map([[id, a]])));
    });
    return [first, ...others.filter((proof) => proof.verdict !== first.verdict)];
  }

  // ------------------------------------------------------------ proofs are sampled

  /** Replays corners of every way; gives how many, and the scheme for which the interpreter says something else. */
  sample(scheme: CoreScheme): { readonly sampled: number; readonly disagrees: boolean } {
    let sampled = 0;
    let disagrees = false;
    for (const way of this.analysis.waysOf(scheme.id)?.ways ?? []) {
      for (const side of ["low", "high"] as const) {
        const values = this.witnesses.point(way, side);
        if (values === undefined) continue;
        const opaque = [...way.paid.exact.terms.keys()].some((name) => name.startsWith("\u0001"));
        if (opaque) continue;
        const expected = way.paid.refused ? zero : valueOf(way.paid.exact, values);
        let last: Rational | undefined;
        const witness = this.witnesses.at(way, values, noChoice, [scheme.id], (evaluation) => {
          last = amountOf(evaluation, scheme.id);
          return last !== undefined && compare(round(last, "down", fen), last) === 0 && compare(multiply(subtract(expected, last), subtract(expected, last)), rational(1n, 4n)) <= 0;
        });
        sampled++;
        // a day on which the applicant can apply may be missing; an amount above all that was expected is a fault
        if (witness === undefined && last !== undefined && compare(last, add(expected, half)) > 0) disagrees = true;
      }
    }
    return { sampled, disagrees };
  }
}

/** Whether a claim can only be broken by payouts that are too large: who is refused then never breaks it. */
function onlyLimits(claim: Expr): boolean {
  const pays = (e: Expr): boolean => e.op === "payout-of" || e.op === "ceiling-of" || parts(e).some(pays);
  const sums = (e: Expr): boolean => e.op === "payout-of" || e.op === "ceiling-of" || !pays(e) || (e.op === "add" && sums(e.left) && sums(e.right));
  if (claim.op === "all") return claim.items.every(onlyLimits);
  if (claim.op !== "compare") return !pays(claim);
  if (claim.relation === "at-most" || claim.relation === "less-than") return sums(claim.left) && !pays(claim.right);
  return (claim.relation === "at-least" || claim.relation === "more-than") && !pays(claim.left) && sums(claim.right);
}

export interface ProveOptions {
  /** Only these schemes, pools and stacks. */
  readonly subjects?: readonly string[];
  /** Try every alternative of the readings that a claim depends on, each alone. */
  readonly everyReading?: boolean;
  readonly progress?: (done: number, of: number) => void;
}

/** Each version of a policy is looked at beside the others that may be in force with it. */
export function prove(program: CoreProgram, options: ProveOptions = {}): ProofReport {
  const reports = eras(program).map((era) => proveOne(era, options));
  if (reports.length === 1) return reports[0] as ProofReport;
  const distinct = <T>(all: readonly T[]): readonly T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  return {
    proofs: distinct(reports.flatMap((report) => report.proofs)), cliffs: distinct(reports.flatMap((report) => report.cliffs)),
    sampled: reports.reduce((n, report) => n + report.sampled, 0),
  };
}

function proveOne(program: CoreProgram, options: ProveOptions): ProofReport {
  const prover = new Prover(program);
  const wanted = (id: string): boolean => options.subjects === undefined || options.subjects.includes(id);
  const everyReading = options.everyReading !== false;
  const proofs: Proof[] = [];
  const cliffs: Cliff[] = [];
  let sampled = 0;
  let done = 0;
  const of = program.schemes.length + program.stacks.length;
  const byRule = (kind: ClaimKind, subject: string, name: string, site: number): Proof => ({ claim: { kind, subject, name, site }, verdict: "proved", because: "rule", readings: {}, everyReading: true });
  for (const scheme of program.schemes) {
    options.progress?.(done++, of);
    if (!wanted(scheme.id)) continue;
    proofs.push(byRule("gated", scheme.id, "gated", scheme.site));
    const corners = prover.sample(scheme);
    sampled += corners.sampled;
    const limits = prover.limits(scheme);
    proofs.push(...(corners.disagrees ? limits.map((proof): Proof => ({ ...proof, verdict: "not decided", because: "disagrees" })) : limits));
    for (const plan of scheme.instalments) proofs.push(byRule("instalments", scheme.id, "instalments", plan.site));
    const own = prover.cliffsOf.of(scheme);
    cliffs.push(...(own ?? []));
    proofs.push(...prover.monotone(scheme, own));
  }
  for (const pool of program.pools) if (wanted(pool.id)) for (const cap of [...pool.caps, ...pool.numbers]) proofs.push(byRule("pool", pool.id, cap.id, cap.site));
  for (const stack of program.stacks) {
    options.progress?.(done++, of);
    if (wanted(stack.id)) proofs.push(...prover.stack(stack, everyReading));
  }
  for (const claim of program.always) if (wanted(claim.id)) proofs.push(...prover.always(claim, everyReading));
  options.progress?.(of, of);
  return { proofs, cliffs, sampled };
}
