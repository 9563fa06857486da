import { formatDay } from "../../runtime/date.js";
import type { CoreProgram } from "../ir/core.js";
import { titleOf, type Lang } from "../explain/index.js";
import { validities } from "../versions.js";

/** Days on which only one of two versions of a policy is in force: who applies then gains or loses all of it. */

export interface DaysChange {
  /** Id of the policy. */
  readonly policy: string;
  readonly onlyBefore: readonly DayRange[];
  readonly onlyAfter: readonly DayRange[];
}

/** ISO dates, both included; the last is left out where there is none. */
export interface DayRange {
  readonly from: string;
  readonly to?: string;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What is in force of a policy, under the default readings; undefined where a reading leaves an end open. */
function stretches(program: CoreProgram, policy: string): readonly Stretch[] | undefined {
  const own = validities(program).filter((one) => one.policy === policy);
  const known = own.flatMap(({ from, to, endless }): Stretch[] => (from === undefined || (to === undefined && !endless) ? [] : [{ from, to: to ?? Infinity }]));
  return known.length < own.length ? undefined : known;
}

const without = (all: readonly Stretch[], others: readonly Stretch[]): readonly DayRange[] =>
  others.reduce<readonly Stretch[]>((left, other) => left.flatMap((one) => [
    { from: one.from, to: Math.min(one.to, other.from - 1) }, { from: Math.max(one.from, other.to + 1), to: one.to },
  ].filter(({ from, to }) => from <= to && from < Infinity)), all).map(({ from, to }) => ({ from: formatDay(from), ...(to === Infinity ? {} : { to: formatDay(to) }) }));

/** Policies that both programs hold and that are in force on different days. */
export function daysChanged(before: CoreProgram, after: CoreProgram): readonly DaysChange[] {
  const ids = [...new Set(after.policies.map(({ id }) => id))].filter((id) => before.policies.some((policy) => policy.id === id));
  return ids.flatMap((policy): DaysChange[] => {
    const [old, now] = [stretches(before, policy), stretches(after, policy)];
    if (old === undefined || now === undefined) return [];
    const change = { policy, onlyBefore: without(old, now), onlyAfter: without(now, old) };
    return change.onlyBefore.length + change.onlyAfter.length === 0 ? [] : [change];
  });
}

export interface DaysLine {
  readonly kind: "gain" | "loss";
  readonly text: string;
}

/** A line for each stretch of days; `names` are those of the two sides. */
export function daysLines(sides: readonly [CoreProgram, CoreProgram], change: DaysChange, names: readonly [string, string], lang: Lang): readonly DaysLine[] {
  const lines = (kind: DaysLine["kind"], side: 0 | 1, ranges: readonly DayRange[]): readonly DaysLine[] => {
    const title = titleOf(sides[side].policies.find(({ id }) => id === change.policy)?.titles ?? {}, lang, change.policy);
    return ranges.map(({ from, to }) => ({
      kind,
      text: lang === "en" ? `${title}: in force under ${names[side]} only, ${from} ${to === undefined ? "onwards" : `… ${to}`}` : `${title}：仅按 ${names[side]} 有效，${from} ${to === undefined ? "起" : `… ${to}`}`,
    }));
  };
  return [...lines("loss", 0, change.onlyBefore), ...lines("gain", 1, change.onlyAfter)];
}
