import { formatDay, fromDay, parseDay, type Day } from "../../runtime/date.js";
import { Context, type Oracle } from "../../runtime/context.js";
import type { Requirement } from "../../runtime/program.js";
import type { Value } from "../../runtime/value.js";
import { interpret } from "../interpret.js";
import { parts, type CoreProgram, type CoreScheme, type Expr } from "../ir/core.js";

/** Dates of an event that leave no day on which to apply: window, deadline and validity together, every day looked at. */

export interface NoDay {
  readonly fact: string;
  /** ISO dates, both ends included. */
  readonly from: string;
  readonly to: string;
  readonly site: number;
}

function datesIn(e: Expr, dates: ReadonlySet<string>): readonly string[] {
  if (e.op === "fact") return dates.has(e.fact) ? [e.fact] : [];
  return parts(e).flatMap((part) => datesIn(part, dates));
}

const nothing: Oracle = { scheme: () => undefined, award: () => undefined, inForce: () => true, spent: () => ({ n: 0n, d: 1n }), served: () => ({ n: 0n, d: 1n }), usedOnce: () => false };

export function evaluateDates(program: CoreProgram, scheme: CoreScheme): readonly NoDay[] {
  const policy = program.policies[scheme.policy];
  const validity = policy?.validity[0];
  // without a last day there is always a later one
  if (policy === undefined || validity?.to === undefined) return [];
  const readings = new Map(program.readings.map((reading) => [reading.id, reading.byDefault]));
  const dayOf = (e: Expr): Day | undefined => {
    if (e.op === "date") return parseDay(e.iso);
    if (e.op !== "by-reading") return undefined;
    const arm = e.arms.find((a) => a.alternative === readings.get(e.reading));
    return arm === undefined ? undefined : dayOf(arm.value);
  };
  const [begin, end] = [dayOf(validity.from), dayOf(validity.to)];
  if (begin === undefined || end === undefined || end - begin > 4000) return [];
  const first = begin + (validity.fromInclusive ? 0 : 1);
  const last = end - (validity.toInclusive ? 0 : 1);
  const dates = new Set(program.facts.filter((fact) => fact.kind === "date").map((fact) => fact.id));
  const stands = (r: Requirement<Expr>): boolean => r.guards.every((g) => g.alternatives.includes(readings.get(g.reading) ?? ""));
  const dated = scheme.requirements.filter((r) => stands(r) && r.when === undefined && datesIn(r.test, dates).length > 0
    // a window for something else than applying takes no day of application away
    && !(r.kind === "window" && r.test.op === "in-window" && r.test.date.op === "fact" && r.test.date.fact !== validity.by));
  const events = [...new Set(dated.flatMap((r) => datesIn(r.test, dates)))].filter((fact) => fact !== validity.by);
  const executable = interpret(program);
  const tests = executable.schemes.find((s) => s.id === scheme.id)?.requirements.filter((r) => dated.some((d) => d.site === r.site && d.id === r.id)) ?? [];
  const run = (facts: ReadonlyMap<string, Value>, only: readonly Requirement[]): boolean => {
    const context = new Context(executable, facts, readings, nothing, false, undefined);
    return only.every((r) => r.test(context) !== false);
  };
  return events.flatMap((fact): NoDay[] => {
    const both = dated.filter((r) => datesIn(r.test, dates).includes(fact));
    const own = tests.filter((t) => both.some((r) => r.site === t.site && r.id === t.id));
    const rest = tests.filter((t) => !own.includes(t));
    // days on which one can apply at all; of a run of such days the ends decide
    const open: Day[] = [];
    for (let day = first; day <= last; day++) if (run(new Map<string, Value>([[validity.by, day]]), rest)) open.push(day);
    const ends = open.filter((day, i) => open[i - 1] !== day - 1 || open[i + 1] !== day + 1 || fromDay(day).day === 1);
    if (open.length === 0) return [];
    const gaps: NoDay[] = [];
    let start: Day | undefined;
    for (let day = first; day <= last + 1; day++) {
      const closed = day <= last && ![...ends, day].some((on) => (on !== day || open.includes(day)) && run(new Map<string, Value>([[validity.by, on], [fact, day]]), own));
      if (closed && start === undefined) start = day;
      if (!closed && start !== undefined) {
        gaps.push({ fact, from: formatDay(start), to: formatDay(day - 1), site: both[0]?.site ?? scheme.site });
        start = undefined;
      }
    }
    return gaps;
  });
}
