import { formatDay, parseDay } from "../../runtime/date.js";
import { evaluateCase, InputFault } from "../../runtime/api.js";
import type { FactInfo, Program } from "../../runtime/program.js";
import { multiply, parseRational, rational, toText, type Rational } from "../../runtime/rational.js";
import type { Evaluation } from "../../runtime/result.js";
import type { CoreProgram } from "../ir/core.js";
import { interpret } from "../interpret.js";
import type { Ranges } from "./path.js";
import type { Side } from "./region.js";
import type { Choice } from "./symbolic.js";
import type { Situation } from "./ways.js";

/** From a way through the program to an applicant that takes it. */

export interface Witness {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly readings: Readonly<Record<string, string>>;
}

/** What an input can state at most, where a policy sets no range: fifteen digits, and no money below zero. */
const mostStated = "999999999999999";

export function rangesOf(program: CoreProgram): Ranges {
  const facts = new Map(program.facts.map((fact) => [fact.id, fact]));
  return {
    range(id) {
      const fact = facts.get(id);
      const scaled = (text: string): Rational => (fact?.kind === "percent" ? multiply(parseRational(text), rational(1n, 100n)) : parseRational(text));
      if (fact === undefined) return {};
      return { from: scaled(fact.from ?? (fact.kind === "money" ? "0" : `-${mostStated}`)), to: scaled(fact.to ?? mostStated) };
    },
  };
}

/** The steps in which a fact can be given. */
export function gridOf(fact: FactInfo | undefined): Rational {
  if (fact?.kind === "money") return rational(1n, 100n);
  if (fact?.kind === "percent") return rational(1n, 10_000n);
  return fact?.kind === "integer" ? rational(1n) : rational(1n, 1000n);
}

/** A value in the program's measure as a case file gives it. */
function given(fact: FactInfo, value: Rational): string {
  return toText(fact.kind === "percent" ? multiply(value, rational(100n)) : value);
}

/** What a scheme pays, or may pay at most where an authority decides; undefined where it is not settled. */
export function amountOf(evaluation: Evaluation | undefined, scheme: string): Rational | undefined {
  const award = evaluation?.awards.find((a) => a.scheme === scheme);
  const text = award?.amount ?? award?.ceiling;
  return text === undefined || text === null ? undefined : parseRational(text);
}

/** Dates worth trying: where the policies begin and end, and the middle of each month beside them. */
function candidateDays(program: CoreProgram): readonly string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { readonly op?: string; readonly iso?: string };
    if (node.op === "date" && node.iso !== undefined) found.add(node.iso);
    for (const child of Array.isArray(value) ? value : Object.values(value)) walk(child);
  };
  walk(program.policies);
  const years = [...found].map((iso) => Number(iso.slice(0, 4)));
  const months = [2, 3, 6, 9, 11].map((month) => String(month).padStart(2, "0"));
  return [...new Set(years)].sort().flatMap((year) => months.map((month) => `${year}-${month}-15`)).concat([...found].flatMap((iso) => {
    const day = parseDay(iso);
    return day === undefined ? [] : [iso, formatDay(day - 1), formatDay(day + 1)];
  }));
}

/** How many days before the application an event is tried, and how many such applications at most. */
const offsets = [20, 0, 100, 200, 300, 400, 550, 800, 1200, 1700, 2500, -60];
export const mostDates = 400;

/** From a situation to an applicant in it, replayed in the reference interpreter. */
export class Witnesses {
  private readonly executable: Program;
  private readonly days: readonly string[];
  private readonly dates: readonly FactInfo[];
  private readonly tested: ReadonlySet<string>;
  /** Days that served before, tried first. */
  private readonly served = new Map<string, string>();

  constructor(program: CoreProgram, private readonly facts: ReadonlyMap<string, FactInfo>, days?: readonly string[]) {
    this.executable = interpret(program);
    this.days = days ?? candidateDays(program);
    this.dates = program.facts.filter((fact) => fact.kind === "date" || fact.kind === "date-or-none");
    this.tested = new Set(program.policies.flatMap((policy) => policy.validity.map((validity) => validity.by)));
  }

  gridOf(fact: string): Rational {
    return gridOf(this.facts.get(fact));
  }

  /** A value of a fact as a case states it. */
  given(fact: string, value: Rational): string {
    const info = this.facts.get(fact);
    return info === undefined ? toText(value) : given(info, value);
  }

  grid(name: string, situation: Situation): Rational {
    return situation.roundings.get(name)?.unit ?? gridOf(this.facts.get(name));
  }

  /** What the interpreter says of an applicant, some schemes only; undefined where a fact is outside its range. */
  evaluate(witness: Witness, schemes: readonly string[]): Evaluation | undefined {
    try {
      return evaluateCase(this.executable, witness.facts, { readings: witness.readings, schemes, trace: false });
    } catch (fault) {
      if (fault instanceof InputFault) return undefined;
      throw fault;
    }
  }

  /** Numbers of a point of the situation, near the wanted end of every range. */
  point(situation: Situation, side: Side, first: readonly string[] = []): ReadonlyMap<string, Rational> | undefined {
    return situation.region.point((name) => this.grid(name, situation), () => side, first);
  }

  /** The first applicant with these numbers and a day on which `accept` sees what is looked for; undefined: not on this day. */
  at(
    situation: Situation, values: ReadonlyMap<string, Rational>, choice: Choice, schemes: readonly string[],
    accept: (evaluation: Evaluation, witness: Witness) => boolean | undefined,
  ): Witness | undefined {
    const facts = this.factsAt(situation, values);
    const readings = Object.fromEntries(choice);
    const key = schemes.join();
    const before = this.served.get(key);
    let settled = 0;
    const events = this.eventsOf(situation);
    for (const on of before === undefined ? this.days : [before, ...this.days]) {
      const witness: Witness = { facts: { ...facts, ...this.datesOn(on) }, readings };
      const evaluation = this.evaluate(witness, schemes);
      if (evaluation === undefined) return undefined;
      const accepted = accept(evaluation, witness);
      if (accepted === true) {
        this.served.set(key, on);
        return witness;
      }
      // where the day was not the hindrance, another hardly helps
      if (accepted === false && evaluation.awards.every((award) => award.status !== "not-in-force" && award.status !== "outside-window" && award.status !== "undetermined") && ++settled >= 2) break;
    }
    let tries = 0;
    for (const dates of this.datesAround(events)) {
      if (++tries > mostDates) return undefined;
      const witness: Witness = { facts: { ...facts, ...dates }, readings };
      const evaluation = this.evaluate(witness, schemes);
      if (evaluation !== undefined && accept(evaluation, witness) === true) return witness;
    }
    return undefined;
  }

  /** Every date for an application on a day: an event of the same year, an absence where that is possible. */
  private datesOn(on: string): Record<string, unknown> {
    return Object.fromEntries(this.dates.map((fact) => [fact.id, this.tested.has(fact.id) ? on : fact.kind === "date-or-none" ? null : `${on.slice(0, 4)}-01-15`]));
  }

  /** Dates that the situation's own questions hang on, with the days that stand written there. */
  private eventsOf({ picks }: Situation): { readonly facts: readonly FactInfo[]; readonly written: readonly string[] } {
    const questions = [...picks.keys()].filter((question) => question.startsWith("open "));
    const written = questions.flatMap((question) => [...question.matchAll(/"iso":"(\d{4}-\d\d-\d\d)"/g)].map(([, iso = ""]) => iso));
    return { facts: this.dates.filter((fact) => !this.tested.has(fact.id) && questions.some((question) => question.includes(`"fact":"${fact.id}"`))).slice(0, 3), written: [...new Set(written)].slice(0, 4) };
  }

  /** Facts of a point of the situation with every date worth trying, those first on which its questions do not hang. */
  *applicants(situation: Situation, values: ReadonlyMap<string, Rational>): Generator<Record<string, unknown>> {
    const facts = this.factsAt(situation, values);
    for (const on of this.days) yield { ...facts, ...this.datesOn(on) };
    for (const dates of this.datesAround(this.eventsOf(situation))) yield { ...facts, ...dates };
  }

  private factsAt(situation: Situation, values: ReadonlyMap<string, Rational>): Record<string, unknown> {
    const facts: Record<string, unknown> = {};
    for (const [name, value] of values) {
      const info = this.facts.get(name);
      if (info !== undefined) facts[name] = given(info, value);
    }
    for (const [question, answer] of situation.picks) if (question.startsWith("fact ")) facts[question.slice(5)] = answer;
    for (const [fact, possible] of situation.possible) facts[fact] = possible[0];
    return facts;
  }

  /** Applications with events long and shortly before them, and on the days that stand written. */
  private *datesAround({ facts, written }: ReturnType<Witnesses["eventsOf"]>): Generator<Record<string, unknown>> {
    if (facts.length === 0) return;
    for (const on of this.days) {
      const day = parseDay(on) ?? 0;
      const events = [...offsets.map((offset) => formatDay(day - offset)), ...written.flatMap((iso) => [iso, formatDay((parseDay(iso) ?? 0) - 1), formatDay((parseDay(iso) ?? 0) + 40)])];
      const walk = function* (i: number, dates: Record<string, unknown>): Generator<Record<string, unknown>> {
        const fact = facts[i];
        if (fact === undefined) yield dates;
        else for (const event of [...events, ...(fact.kind === "date-or-none" ? [null] : [])]) yield* walk(i + 1, { ...dates, [fact.id]: event });
      };
      yield* walk(0, this.datesOn(on));
    }
  }

  find(situation: Situation, choice: Choice, schemes: readonly string[], accept: (evaluation: Evaluation, witness: Witness) => boolean): Witness | undefined {
    for (const side of ["low", "high", "middle"] as const) {
      const values = this.point(situation, side);
      const witness = values === undefined ? undefined : this.at(situation, values, choice, schemes, accept);
      if (witness !== undefined) return witness;
    }
    return undefined;
  }
}
