import { titleOf } from "../../compiler/explain/index.js";
import type { CoreProgram } from "../../compiler/ir/core.js";
import { Curves, type CurvePoint, type CurveRequest } from "../../compiler/prove/curve.js";
import { dayText, onlyPolicies, validities } from "../../compiler/versions.js";
import type { Case, CurveAnswer, Input, Lang, Series } from "../protocol.js";
import type { Workspace } from "./workspace.js";

/** Payout curves, from breakpoints: exact where they bend. */

interface Drawn {
  readonly name: string;
  readonly curves: Curves;
  readonly request: CurveRequest;
}

const kept = new WeakMap<CoreProgram, Curves>();
export function curvesOf(program: CoreProgram): Curves {
  const known = kept.get(program) ?? new Curves(program);
  kept.set(program, known);
  return known;
}

/** Facts and readings that this program knows. */
export function requestFor(program: CoreProgram, asked: Case, scheme: string, fact: string): CurveRequest {
  const names = new Set(program.facts.map((one) => one.id));
  const readings = Object.fromEntries(Object.entries(asked.readings).filter(([id]) => program.readings.some((reading) => reading.id === id)));
  return { scheme, fact, facts: Object.fromEntries(Object.entries(asked.facts).filter(([name]) => names.has(name))), readings, ...(asked.on === "" ? {} : { on: asked.on }) };
}

export function curve(workspace: Workspace, { case: asked, scheme, fact, by, to, lang }: Input<"curve">): CurveAnswer {
  const drawn = linesOf(workspace, asked, scheme, fact, by, lang);
  const at = asked.facts[fact];
  return drawnOver(workspace.program(), drawn, fact, at === undefined || at === null ? undefined : String(at), to);
}

export function drawnOver(program: CoreProgram, drawn: readonly Drawn[], fact: string, at: string | undefined, to: string): CurveAnswer {
  const info = program.facts.find((one) => one.id === fact);
  const most = info?.to === undefined ? Number.POSITIVE_INFINITY : Number(info.to);
  const wanted = to !== "" ? Number(to) : span(drawn, Number(at ?? 0));
  const end = String(Math.min(most, Math.max(wanted, 1)));
  const from = String(Math.max(0, Number(info?.from ?? 0)));
  const series = drawn.map(({ name, curves, request }): Series => ({ name, points: curves.of({ ...request, from, to: end }) ?? [] }));
  return { series, from, to: end, at };
}

/** How far to draw: beyond the last bend that pays something, and beyond the case. */
function span(drawn: readonly Drawn[], at: number): number {
  const bends = drawn.flatMap(({ curves, request }) => lastBend(curves.of(request) ?? []));
  const reach = Math.max(at * 1.25, ...bends.map((bend) => bend * 1.3));
  return reach <= 0 ? 1_000_000 : nice(reach);
}

const slope = (a: CurvePoint, b: CurvePoint): number => (Number(b.paid ?? 0) - Number(a.paid ?? 0)) / Math.max(1e-9, Number(b.value) - Number(a.value));

function lastBend(points: readonly CurvePoint[]): readonly number[] {
  // neighbours around a breakpoint lie a step apart: the bend is told by the stretches on either side
  for (let i = points.length - 2; i > 0; i--) {
    const [before, here, after] = [points[i - 1], points[i], points[i + 1]];
    if (before === undefined || here === undefined || after === undefined) continue;
    if (before.status !== after.status || Math.abs(slope(before, here) - slope(here, after)) > 1e-6) return [Number(here.value)];
  }
  return [];
}

function nice(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}

function linesOf(workspace: Workspace, asked: Case, scheme: string, fact: string, by: Input<"curve">["by"], lang: Lang): readonly Drawn[] {
  const program = workspace.program();
  const one = (name: string, of: CoreProgram, which: Case = asked, id: string = scheme): Drawn => ({ name, curves: curvesOf(of), request: requestFor(of, which, id, fact) });
  const title = (id: string): string => titleOf(program.schemes.find((one) => one.id === id)?.titles ?? {}, lang, id);
  switch (by.kind) {
    case "one": return [one(title(scheme), program)];
    case "schemes": return [...new Set([scheme, ...by.schemes])].map((id) => one(title(id), program, asked, id));
    case "reading": {
      const reading = program.readings.find((r) => r.id === by.reading);
      return (reading?.alternatives ?? []).map((a) => one(titleOf(a.titles, lang, a.id), program, { ...asked, readings: { ...asked.readings, [by.reading]: a.id } }));
    }
    case "versions": return versionsOf(workspace, scheme).map(({ name, program: of, on }) => one(name, of, { ...asked, on: on(asked.on), facts: withoutDates(of, asked.facts) }));
  }
}

/** The tested dates follow the day of the version. */
const withoutDates = (program: CoreProgram, facts: Case["facts"]): Case["facts"] => {
  const dates = new Set(program.policies.flatMap((policy) => policy.validity.map(({ by }) => by)));
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !dates.has(name)));
};

/** Each version of a scheme's policy beside the other policies, with a day on which it is in force. */
export function versionsOf(workspace: Workspace, scheme: string): readonly { readonly name: string; readonly program: CoreProgram; readonly on: (day: string) => string }[] {
  const all = workspace.all();
  if (all === undefined) return [];
  const policy = all.schemes.filter((one) => one.id === scheme).map((one) => all.policies[one.policy]?.id)[0];
  const when = validities(all);
  return when.filter((version) => version.policy === policy && all.schemes.some((one) => one.id === scheme && one.policy === version.index)).map((version) => {
    const others = when.filter((one) => one.policy !== policy && !one.draft);
    return {
      name: version.version, program: versionProgram(all, [version.index, ...others.map(({ index }) => index)]),
      on: (day) => {
        const [from, to] = [version.from === undefined ? "" : dayText(version.from), version.to === undefined ? "9" : dayText(version.to)];
        return day === "" || day < from ? from : day > to ? to : day;
      },
    };
  });
}

const versionPrograms = new WeakMap<CoreProgram, Map<string, CoreProgram>>();
export function versionProgram(all: CoreProgram, indexes: readonly number[]): CoreProgram {
  const known = versionPrograms.get(all) ?? new Map<string, CoreProgram>();
  versionPrograms.set(all, known);
  const key = [...indexes].sort((a, b) => a - b).join();
  const program = known.get(key) ?? onlyPolicies(all, new Set(indexes));
  known.set(key, program);
  return program;
}
