import { formatDay, fromDay, toDay, type Day } from "../../runtime/date.js";
import { poolContext } from "../../runtime/allocate.js";
import { prepare } from "../../runtime/evaluate.js";
import { inSpan } from "../../runtime/pool.js";
import type { Program, Titles } from "../../runtime/program.js";
import { spansOf } from "./validity.js";

/** What is in force when: versions with their days, the phases that they make together, gaps, and windows for applications. */

export interface TimelineVersion {
  readonly policy: string;
  readonly version: string;
  readonly titles: Titles;
  /** First and last day in force; null where the text leaves it open. */
  readonly from: string | null;
  readonly to: string | null;
  /** There is no last day, and the policy says so. */
  readonly endless: boolean;
  readonly windows: readonly TimelineWindow[];
}

export interface TimelineWindow {
  readonly scheme: string;
  readonly titles: Titles;
  /** First and last days on which applications are taken while the version is in force, in the years drawn. */
  readonly open: readonly { readonly from: string; readonly to: string }[];
}

export interface Phase {
  readonly from: string;
  readonly to: string;
  /** Indexes of the versions in force. */
  readonly versions: readonly number[];
}

export interface Timeline {
  readonly format: 1;
  readonly from: number;
  readonly to: number;
  readonly versions: readonly TimelineVersion[];
  readonly phases: readonly Phase[];
  /** Days between two versions of one policy on which none is in force. */
  readonly gaps: readonly { readonly policy: string; readonly from: string; readonly to: string }[];
}

interface Stretch {
  readonly from: Day;
  readonly to: Day;
}

const text = (day: Day | undefined): string | null => (day === undefined ? null : formatDay(day));

/** `years` are the first and last drawn; where absent, those in which anything is in force. */
export function timelineOf(program: Program, readings: Readonly<Record<string, string>>, years: { readonly from?: number; readonly to?: number } = {}): Timeline {
  const spans = spansOf(program, readings);
  const known = spans.flatMap(({ from, to }) => [from, to].filter((day): day is Day => day !== undefined).map((day) => fromDay(day).year));
  const firstYear = years.from ?? Math.min(...known, years.to ?? Infinity);
  const lastYear = years.to ?? Math.max(...known, firstYear);
  const first = toDay({ year: firstYear, month: 1, day: 1 });
  const last = toDay({ year: lastYear, month: 12, day: 31 });
  const stretches = spans.map(({ from, to }): Stretch => ({ from: from ?? -Infinity, to: to ?? Infinity }));
  const context = poolContext(prepare(program, readings), new Map(), undefined);
  const order = program.policies.map((_, index) => index).sort((a, b) => (stretches[a]?.from ?? 0) - (stretches[b]?.from ?? 0) || a - b);
  const versions = order.map((index): TimelineVersion => {
    const policy = program.policies[index];
    const own = stretches[index] as Stretch;
    const windows = program.schemes.filter((scheme) => scheme.policy === index).flatMap((scheme): readonly TimelineWindow[] => {
      // a window for another date takes no day of application away
      const taken = scheme.windows.filter((one) => context.stands(one) && one.by === policy?.validity[0]?.by);
      if (taken.length === 0) return [];
      const open = runs(Math.max(first, own.from), Math.min(last, own.to), (day) => {
        const { month, day: date } = fromDay(day);
        return taken.every(({ spans: own }) => own.some((span) => inSpan(span, month, date)));
      });
      return [{ scheme: scheme.id, titles: scheme.titles, open: open.map(({ from, to }) => ({ from: formatDay(from), to: formatDay(to) })) }];
    });
    return { policy: policy?.id ?? "", version: policy?.version ?? "", titles: policy?.titles ?? {}, from: text(spans[index]?.from), to: text(spans[index]?.to), endless: spans[index]?.endless === true, windows };
  });
  return { format: 1, from: firstYear, to: lastYear, versions, phases: phasesOf(order.map((index) => stretches[index] as Stretch), first, last), gaps: gapsOf(program, stretches) };
}

/** Stretches of days on which something holds. */
function runs(first: Day, last: Day, holds: (day: Day) => boolean): readonly Stretch[] {
  const found: { from: Day; to: Day }[] = [];
  for (let day = first; day <= last; day++) {
    if (!holds(day)) continue;
    const open = found[found.length - 1];
    if (open !== undefined && open.to === day - 1) open.to = day;
    else found.push({ from: day, to: day });
  }
  return found;
}

function phasesOf(stretches: readonly Stretch[], first: Day, last: Day): readonly Phase[] {
  const starts = [...new Set([first, ...stretches.flatMap(({ from, to }) => [from, to + 1])])].filter((day) => day >= first && day <= last).sort((a, b) => a - b);
  return starts.map((from, i): Phase => ({
    from: formatDay(from), to: formatDay((starts[i + 1] ?? last + 1) - 1),
    versions: stretches.flatMap((stretch, index) => (stretch.from <= from && from <= stretch.to ? [index] : [])),
  }));
}

function gapsOf(program: Program, stretches: readonly Stretch[]): Timeline["gaps"] {
  const ids = [...new Set(program.policies.map((policy) => policy.id))];
  return ids.flatMap((id) => {
    const own = stretches.filter((_, index) => program.policies[index]?.id === id).sort((a, b) => a.from - b.from);
    return own.slice(1).flatMap((next, i) => {
      const before = own[i] as Stretch;
      return next.from > before.to + 1 ? [{ policy: id, from: formatDay(before.to + 1), to: formatDay(next.from - 1) }] : [];
    });
  });
}
