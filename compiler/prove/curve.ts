import { evaluateCase, InputFault } from "../../runtime/api.js";
import type { Program } from "../../runtime/program.js";
import { add, compare, multiply, parseRational, rational, subtract, toText, type Rational } from "../../runtime/rational.js";
import type { Status } from "../../runtime/result.js";
import { interpret } from "../interpret.js";
import type { CoreProgram } from "../ir/core.js";
import { atLeastZero, minus, variable } from "./linear.js";
import { explore, TooMany, type Ranges } from "./path.js";
import { Model, Symbolic } from "./symbolic.js";
import { gridOf, rangesOf } from "./witness.js";

/**
 * Payout against one fact, all others as a case has them. The breakpoints are the analyser's, the payouts the
 * interpreter's; between two neighbouring points the payout is a straight line, up to its rounding.
 */

export interface CurvePoint {
  /** The fact as a case states it: yuan, percent, or a number. */
  readonly value: string;
  /** Amount or ceiling in yuan; null where it is not settled. */
  readonly paid: string | null;
  readonly ceiling: boolean;
  readonly status: Status;
  /** Ids of what gave the amount. */
  readonly binding: readonly string[];
}

export interface CurveRequest {
  readonly scheme: string;
  readonly fact: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly readings?: Readonly<Record<string, string>>;
  readonly on?: string;
  /** Facts that always equal the fact drawn, such as what is paid of what is bought. */
  readonly together?: readonly string[];
  /** Ends of the drawing, as a case states them; the declared range where absent. */
  readonly from?: string;
  readonly to?: string;
}

export class Curves {
  private readonly model: Model;
  private readonly executable: Program;
  private readonly declared: Ranges;

  constructor(program: CoreProgram) {
    this.model = new Model(program);
    this.executable = interpret(program);
    this.declared = rangesOf(program);
  }

  private inMeasure(fact: string, text: string): Rational {
    const value = parseRational(text);
    return this.model.facts.get(fact)?.kind === "percent" ? multiply(value, rational(1n, 100n)) : value;
  }

  private stated(fact: string, value: Rational): string {
    return toText(this.model.facts.get(fact)?.kind === "percent" ? multiply(value, rational(100n)) : value);
  }

  /** Values of the fact at which the line may break. */
  breakpoints(request: CurveRequest): readonly Rational[] {
    const fixed = new Map<string, Rational>();
    const picks = new Map<string, boolean>();
    const listed = new Map<string, string>();
    for (const [name, value] of Object.entries(request.facts)) {
      const kind = this.model.facts.get(name)?.kind;
      if (name === request.fact || request.together?.includes(name) === true || value === null) continue;
      if (kind === "yes-no" && typeof value === "boolean") picks.set(`fact ${name}`, value);
      else if (kind === "one-of" && typeof value === "string") listed.set(name, value);
      else if ((kind === "money" || kind === "percent" || kind === "number" || kind === "integer") && /^-?\d+(\.\d+)?$/.test(String(value))) fixed.set(name, this.inMeasure(name, String(value)));
    }
    const ranges: Ranges = {
      range: (name) => {
        const value = fixed.get(name);
        return value === undefined ? this.declared.range(name) : { from: value, to: value };
      },
    };
    const found = new Map<string, Rational>();
    const enter = (value: Rational | undefined): void => { if (value !== undefined) found.set(`${value.n}/${value.d}`, value); };
    try {
      explore(ranges, (path) => {
        const drawn = path.fact(request.fact);
        for (const name of request.together ?? []) {
          const difference = minus(path.fact(name), drawn);
          path.demand(atLeastZero(difference), atLeastZero(minus(drawn, path.fact(name))));
        }
        return new Symbolic(this.model, path, new Map(Object.entries(request.readings ?? {}))).schemeNamed(request.scheme);
      }, (_, path) => {
        enter(path.region.least(variable(request.fact))?.value);
        enter(path.region.largest(variable(request.fact))?.value);
      }, 2000, { picks, listed });
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
    }
    return [...found.values()].sort(compare);
  }

  /** Undefined where the case itself cannot be read. */
  of(request: CurveRequest): readonly CurvePoint[] | undefined {
    const info = this.model.facts.get(request.fact);
    if (info === undefined) return undefined;
    const step = gridOf(info);
    const range = this.declared.range(request.fact);
    const from = request.from === undefined ? range.from : this.inMeasure(request.fact, request.from);
    const to = request.to === undefined ? range.to : this.inMeasure(request.fact, request.to);
    const inside = (value: Rational): boolean => (from === undefined || compare(value, from) >= 0) && (to === undefined || compare(value, to) <= 0);
    const values = new Map<string, Rational>();
    const enter = (value: Rational): void => {
      const steps = multiply(value, { n: step.d, d: step.n });
      const snapped = multiply(rational(steps.n / steps.d), step);
      for (const near of [subtract(snapped, step), snapped, add(snapped, step)]) if (inside(near)) values.set(toText(near), near);
    };
    for (const value of [...(from === undefined ? [] : [from]), ...this.breakpoints(request).filter(inside), ...(to === undefined ? [] : [to])]) enter(value);
    const points: CurvePoint[] = [];
    for (const value of [...values.values()].sort(compare)) {
      const point = this.at(request, this.stated(request.fact, value));
      if (point === undefined) return undefined;
      points.push(point);
    }
    return points;
  }

  private at(request: CurveRequest, value: string): CurvePoint | undefined {
    try {
      const evaluation = evaluateCase(this.executable, { ...request.facts, ...Object.fromEntries((request.together ?? []).map((name) => [name, value])), [request.fact]: value }, {
        ...(request.readings === undefined ? {} : { readings: request.readings }), ...(request.on === undefined ? {} : { on: request.on }), schemes: [request.scheme], trace: false,
      });
      const award = evaluation.awards.find((a) => a.scheme === request.scheme);
      if (award === undefined) return { value, paid: "0.00", ceiling: false, status: "not-in-force", binding: [] };
      return { value, paid: award.amount ?? award.ceiling, ceiling: award.amount === null && award.ceiling !== null, status: award.status, binding: award.binding.map((b) => b.id) };
    } catch (fault) {
      if (fault instanceof InputFault) return undefined;
      throw fault;
    }
  }
}
