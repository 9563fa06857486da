import type { Program } from "../../runtime/program.js";
import { compare, multiply, parseRational, rational, round, subtract, toText, toYuan, add, type Rational } from "../../runtime/rational.js";
import type { Evaluation } from "../../runtime/result.js";
import { expressionsOf } from "../link.js";
import { interpret } from "../interpret.js";
import { parts, type CoreProgram, type CoreScheme, type Expr } from "../ir/core.js";
import { aboveZero, atLeastZero, constant, isConstant, largest, minus, plus, variable, type Form } from "./linear.js";
import { explore, TooMany, type Path } from "./path.js";
import { Symbolic } from "./symbolic.js";
import { findWitness, gridOf, rangesOf, type Witness } from "./witness.js";

/** Claims that the constructs of a policy imply, and what is true of them over all inputs in the facts' ranges. */

export type ClaimKind = "cap" | "gated" | "instalments" | "stack" | "always";
export type Verdict = "proved" | "refuted" | "not decided";

export interface Claim {
  readonly kind: ClaimKind;
  /** Scheme or stack, and the statement's name within it. */
  readonly subject: string;
  readonly name: string;
  readonly site: number;
}

export interface Proof {
  readonly claim: Claim;
  readonly verdict: Verdict;
  /** How it was found: by the rule of the construct, by looking at every case, or why it was not. */
  readonly why: "structure" | "every-case" | "too-many-cases" | "no-replay" | "replayed";
  /** Readings under which the verdict holds; empty means all. */
  readonly readings: Readonly<Record<string, string>>;
  /** For a refutation: an applicant that breaks the claim. For a ceiling that is met exactly: one that reaches it. */
  readonly witness?: Witness;
  readonly paid?: string;
  readonly limit?: string;
  readonly ways?: number;
}

/** A place where one step of a fact changes a payout by more than a yuan. */
export interface Cliff {
  readonly subject: string;
  readonly fact: string;
  readonly below: string;
  readonly above: string;
  readonly paidBelow: string;
  readonly paidAbove: string;
  readonly witness: Witness;
}

const one = rational(1n);

export class Prover {
  readonly executable: Program;
  readonly ranges;
  readonly defaults: ReadonlyMap<string, string>;

  constructor(readonly program: CoreProgram) {
    this.executable = interpret(program);
    this.ranges = rangesOf(program);
    this.defaults = new Map(program.readings.map((reading) => [reading.id, reading.byDefault]));
  }

  amountOf(evaluation: Evaluation, scheme: string): Rational | undefined {
    const award = evaluation.awards.find((a) => a.scheme === scheme);
    const text = award?.amount ?? award?.ceiling;
    return text === undefined || text === null ? undefined : parseRational(text);
  }

  /** The defaults, but for the readings that a guard needs otherwise. */
  readingsFor(guards: readonly { readonly reading: string; readonly alternatives: readonly string[] }[]): ReadonlyMap<string, string> {
    return new Map([...this.defaults, ...guards.filter((g) => !g.alternatives.includes(this.defaults.get(g.reading) ?? "")).map((g) => [g.reading, g.alternatives[0] ?? ""] as const)]);
  }

  changed(readings: ReadonlyMap<string, string>): Record<string, string> {
    return Object.fromEntries([...readings].filter(([id, alternative]) => this.defaults.get(id) !== alternative));
  }

  /** The least of the caps, rounded down, is never above any of them; other roundings are looked at. */
  cap(scheme: CoreScheme, cap: CoreScheme["caps"][number]): Proof[] {
    const claim: Claim = { kind: "cap", subject: scheme.id, name: cap.id, site: cap.site };
    const roundings = scheme.rounding.length === 0 ? [undefined] : scheme.rounding;
    return roundings.map((rule): Proof => {
      if (rule === undefined || rule.mode === "down") return { claim, verdict: "proved", why: "structure", readings: this.changed(this.readingsFor(rule?.guards ?? [])) };
      const readings = this.readingsFor([...rule.guards, ...cap.guards]);
      return this.capUnder(claim, scheme, cap.id, readings, rule.unit);
    });
  }

  private capUnder(claim: Claim, scheme: CoreScheme, capId: string, readings: ReadonlyMap<string, string>, unit: Rational): Proof {
    const changed = this.changed(readings);
    let refutation: Proof | undefined;
    let doubtful = false;
    try {
      const ways = explore(this.ranges, readings, (path) => new Symbolic(this.program, path).schemeNamed(scheme.id), (paid, path) => {
        const cap = paid?.caps.get(capId);
        if (refutation !== undefined || paid === undefined || cap === undefined) return;
        // rounding to a multiple of the unit cannot pass a cap that is one
        if (isConstant(cap) && compare(round(cap.constant, "down", unit), cap.constant) === 0) return;
        const excess = largest(minus(paid.amount, cap), path.constraints);
        if (excess !== undefined && (excess.value.n < 0n || (excess.value.n === 0n))) return;
        const found = this.overCap(scheme, capId, paid.exact, cap, path, unit);
        if (found === undefined) doubtful = true;
        else refutation = { claim, verdict: "refuted", why: "replayed", readings: changed, ...found };
      });
      return refutation ?? { claim, verdict: doubtful ? "not decided" : "proved", why: doubtful ? "no-replay" : "every-case", readings: changed, ways };
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      return { claim, verdict: "not decided", why: "too-many-cases", readings: changed };
    }
  }

  /** Steps along the grid until rounding carries the amount past its cap. */
  private overCap(scheme: CoreScheme, capId: string, exact: Form, cap: Form, path: Path, unit: Rational): Pick<Proof, "witness" | "paid" | "limit"> | undefined {
    const [name] = [...cap.terms.keys()];
    if (name === undefined) return undefined;
    const info = this.program.facts.find((fact) => fact.id === name);
    const step = gridOf(info);
    const middle = largest(variable(name), path.constraints)?.value ?? rational(1_000_000n);
    for (let k = 1n; k < 400n; k++) {
      const value = subtract(round(middle, "down", step), multiply(step, rational(k)));
      const at = [atLeastZero(minus(variable(name), constant(value))), atLeastZero(minus(constant(value), variable(name)))];
      const bound = largest(minus(exact, cap), [...path.constraints, ...at]);
      if (bound === undefined || bound.value.n < 0n) continue;
      const limit = add(cap.constant, multiply(cap.terms.get(name) ?? one, value));
      if (compare(round(limit, "half-up", unit), limit) <= 0) continue;
      let seen: Pick<Proof, "paid" | "limit"> | undefined;
      const witness = findWitness(this.program, this.executable, path, at, new Map(), (evaluation) => {
        const paid = this.amountOf(evaluation, scheme.id);
        if (paid === undefined || compare(paid, limit) <= 0) return false;
        seen = { paid: toYuan(paid), limit: toText(limit) };
        return true;
      });
      if (witness !== undefined) return { witness, ...seen };
      if (capId === "") return undefined;
    }
    return undefined;
  }

  /** All members together against the cost they share, under the default readings. */
  stack(stack: CoreProgram["stacks"][number]): Proof[] {
    const { cost } = stack;
    const members = stack.members.flatMap((member) => member.scheme ?? []);
    if (cost === undefined || members.length < 2) return [];
    const claim: Claim = { kind: "stack", subject: stack.id, name: cost, site: stack.site };
    let refutation: Proof | undefined;
    let reached: Pick<Proof, "witness" | "paid" | "limit"> | undefined;
    let doubtful = false;
    try {
      const ways = explore(this.ranges, this.defaults, (path) => {
        const symbolic = new Symbolic(this.program, path);
        return members.map((id) => symbolic.schemeNamed(id)?.amount ?? constant(rational(0n))).reduce(plus);
      }, (total, path) => {
        if (refutation !== undefined) return;
        const excess = minus(total, path.fact(cost));
        const most = largest(excess, path.constraints);
        const above = most === undefined || most.value.n > 0n;
        if (!above && (most.value.n < 0n || reached !== undefined)) return;
        let seen: Pick<Proof, "paid" | "limit"> | undefined;
        const witness = findWitness(this.program, this.executable, path, [above ? aboveZero(excess) : atLeastZero(excess)], new Map(), (evaluation, w) => {
          const amounts = members.map((id) => this.amountOf(evaluation, id));
          const limit = parseRational(String(w.facts[cost] ?? "0"));
          if (amounts.some((amount) => amount === undefined)) return false;
          const sum = amounts.reduce<Rational>((x, y) => add(x, y as Rational), rational(0n));
          const order = compare(sum, limit);
          if (above ? order <= 0 : order !== 0 || sum.n === 0n) return false;
          seen = { paid: toYuan(sum), limit: toYuan(limit) };
          return true;
        });
        if (witness === undefined) doubtful ||= above;
        else if (above) refutation = { claim, verdict: "refuted", why: "replayed", readings: {}, witness, ...seen };
        else reached = { witness, ...seen };
      });
      return [refutation ?? { claim, verdict: doubtful ? "not decided" : "proved", why: doubtful ? "no-replay" : "every-case", readings: {}, ways, ...reached }];
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      return [{ claim, verdict: "not decided", why: "too-many-cases", readings: {} }];
    }
  }

  /** Constants that conditions compare a numeric fact with: the two values on their sides. */
  thresholds(scheme: CoreScheme): readonly { readonly fact: string; readonly below: Rational; readonly above: Rational }[] {
    const found = new Map<string, { fact: string; below: Rational; above: Rational }>();
    const factOf = (expr: Expr): string | undefined => {
      if (expr.op === "fact") return expr.fact;
      if (expr.op === "definition") return factOf(scheme.definitions[expr.index]?.value ?? { op: "none" });
      if (expr.op !== "by-reading") return undefined;
      const arm = expr.arms.find((a) => a.alternative === this.defaults.get(expr.reading));
      return arm === undefined ? undefined : factOf(arm.value);
    };
    const walk = (expr: Expr): void => {
      if (expr.op === "compare" && expr.right.op === "number") {
        const fact = factOf(expr.left);
        const info = this.program.facts.find((f) => f.id === fact);
        if (fact !== undefined && info !== undefined && ["money", "percent", "number", "integer"].includes(info.kind)) {
          const value = parseRational(expr.right.value);
          const step = gridOf(info);
          const before = { fact, below: subtract(value, step), above: value };
          const after = { fact, below: value, above: add(value, step) };
          for (const side of expr.relation === "is" || expr.relation === "is-not" ? [before, after] : expr.relation === "at-least" || expr.relation === "less-than" ? [before] : [after]) {
            found.set(`${fact} ${toText(side.below)}`, side);
          }
        }
      }
      for (const part of parts(expr)) walk(part);
    };
    expressionsOf(scheme).forEach(walk);
    const inRange = (fact: string, value: Rational): boolean => {
      const { from, to } = this.ranges.range(fact);
      return (from === undefined || compare(value, from) >= 0) && (to === undefined || compare(value, to) <= 0);
    };
    return [...found.values()].filter(({ fact, below, above }) => inRange(fact, below) && inRange(fact, above));
  }

  /** The greatest fall and the greatest rise of a payout across each threshold, all other facts free. */
  cliffs(scheme: CoreScheme): Cliff[] {
    const result: Cliff[] = [];
    for (const { fact, below, above } of this.thresholds(scheme)) {
      for (const direction of ["fall", "rise"] as const) {
        let best: { readonly by: Rational; readonly difference: Form; readonly path: Path } | undefined;
        const consider = (difference: Form, path: Path): void => {
          const most = largest(difference, path.constraints);
          if (most !== undefined && compare(most.value, one) > 0 && (best === undefined || compare(most.value, best.by) > 0)) best = { by: most.value, difference, path };
        };
        try {
          explore(this.ranges, this.defaults, (path) => {
            const [x, y] = [below, above].map((value) => new Symbolic(this.program, path, new Map([[fact, value]]), true).schemeNamed(scheme.id)?.amount ?? constant(rational(0n)));
            return direction === "fall" ? minus(x as Form, y as Form) : minus(y as Form, x as Form);
          }, consider);
        } catch (error) {
          if (!(error instanceof TooMany)) throw error;
          continue;
        }
        if (best === undefined) continue;
        const cliff = this.replayCliff(scheme.id, fact, below, above, best.path, minus(best.difference, constant(multiply(best.by, rational(999n, 1000n)))));
        if (cliff !== undefined) result.push(cliff);
      }
    }
    return result;
  }

  private replayCliff(scheme: string, fact: string, below: Rational, above: Rational, path: Path, nearBest: Form): Cliff | undefined {
    const held = (value: Rational): ReadonlyMap<string, Rational> => new Map([[fact, value]]);
    const info = this.program.facts.find((f) => f.id === fact);
    const text = (value: Rational): string => (info?.kind === "percent" ? toText(multiply(value, rational(100n))) : info?.kind === "money" ? toYuan(value) : toText(value));
    let cliff: Cliff | undefined;
    findWitness(this.program, this.executable, path, [atLeastZero(nearBest)], held(below), (evaluation, witness) => {
      const before = this.amountOf(evaluation, scheme);
      let after: Rational | undefined;
      findWitness(this.program, this.executable, path, [atLeastZero(nearBest)], held(above), (other, second) => {
        if (JSON.stringify({ ...second.facts, [fact]: 0 }) !== JSON.stringify({ ...witness.facts, [fact]: 0 })) return false;
        after = this.amountOf(other, scheme);
        return true;
      });
      if (before === undefined || after === undefined || (before.n === 0n && after.n === 0n)) return false;
      const size = subtract(before, after);
      if (compare(size.n < 0n ? { n: -size.n, d: size.d } : size, one) <= 0) return false;
      cliff = { subject: scheme, fact, below: text(below), above: text(above), paidBelow: toYuan(before), paidAbove: toYuan(after), witness };
      return true;
    });
    return cliff;
  }
}

export interface ProofReport {
  readonly proofs: readonly Proof[];
  readonly cliffs: readonly Cliff[];
}

export function prove(program: CoreProgram): ProofReport {
  const prover = new Prover(program);
  const proofs: Proof[] = [];
  const cliffs: Cliff[] = [];
  for (const scheme of program.schemes) {
    proofs.push({ claim: { kind: "gated", subject: scheme.id, name: "gated", site: scheme.site }, verdict: "proved", why: "structure", readings: {} });
    for (const cap of scheme.caps) proofs.push(...prover.cap(scheme, cap));
    for (const plan of scheme.instalments) proofs.push({ claim: { kind: "instalments", subject: scheme.id, name: "instalments", site: plan.site }, verdict: "proved", why: "structure", readings: {} });
    cliffs.push(...prover.cliffs(scheme));
  }
  for (const stack of program.stacks) proofs.push(...prover.stack(stack));
  return { proofs, cliffs };
}
