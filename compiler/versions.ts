import { formatDay, parseDay, type Day } from "../runtime/date.js";
import type { CoreProgram, Expr } from "./ir/core.js";

/** Versions of policies in time: which are in force on a day, and programs of only those. */

export interface Validity {
  readonly policy: string;
  readonly version: string;
  readonly draft: boolean;
  readonly index: number;
  /** Days, both included; undefined where the text leaves it open. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** The policy says that it has no last day. */
  readonly endless: boolean;
}

/** The day an expression is under the default readings. */
function dayOf(program: CoreProgram, e: Expr): Day | undefined {
  if (e.op === "date") return parseDay(e.iso);
  if (e.op !== "by-reading") return undefined;
  const byDefault = program.readings.find((reading) => reading.id === e.reading)?.byDefault;
  const arm = e.arms.find((a) => a.alternative === byDefault);
  return arm === undefined ? undefined : dayOf(program, arm.value);
}

/** When each policy is in force, under the default readings. */
export function validities(program: CoreProgram): readonly Validity[] {
  return program.policies.map((policy, index) => {
    const [line] = policy.validity;
    const from = line === undefined ? undefined : dayOf(program, line.from);
    const to = line?.to === undefined ? undefined : dayOf(program, line.to);
    return {
      policy: policy.id, version: policy.version, draft: policy.draft, index, endless: line !== undefined && line.to === undefined,
      from: from === undefined ? undefined : from + (line?.fromInclusive === false ? 1 : 0),
      to: to === undefined ? undefined : to - (line?.toInclusive === false ? 1 : 0),
    };
  });
}

/** The program with some of its policies only; what speaks of others goes with them. */
export function onlyPolicies(program: CoreProgram, keep: ReadonlySet<number>): CoreProgram {
  const renumbered = new Map([...keep].sort((a, b) => a - b).map((old, now) => [old, now] as const));
  const here = <T extends { readonly policy: number }>(all: readonly T[]): T[] => all.filter((one) => keep.has(one.policy)).map((one) => ({ ...one, policy: renumbered.get(one.policy) ?? 0 }));
  const schemes = here(program.schemes);
  const ids = new Set(schemes.map((scheme) => scheme.id));
  const files = new Set([...keep].map((index) => program.sites[program.policies[index]?.site ?? -1]?.file));
  return {
    ...program,
    readings: program.readings.filter((reading) => files.has(program.sites[reading.site]?.file)),
    policies: program.policies.filter((_, index) => keep.has(index)),
    schemes,
    pools: here(program.pools).map((pool) => ({ ...pool, covers: pool.covers.filter((id) => ids.has(id)) })),
    stacks: here(program.stacks).map((stack) => ({ ...stack, members: stack.members.filter((member) => member.scheme === undefined || ids.has(member.scheme)) })),
    known: here(program.known),
  };
}

/** What is in force on a day. */
export function onDay(program: CoreProgram, day: Day): CoreProgram {
  const standing = validities(program).filter(({ from, to }) => (from === undefined || from <= day) && (to === undefined || day <= to));
  return onlyPolicies(program, new Set(standing.map(({ index }) => index)));
}

/** Programs with one version of each policy, so that every version is in one of them. */
export function eras(program: CoreProgram): readonly CoreProgram[] {
  const versions = new Map<string, number[]>();
  for (const [index, policy] of program.policies.entries()) versions.set(policy.id, [...(versions.get(policy.id) ?? []), index]);
  const most = Math.max(1, ...[...versions.values()].map((all) => all.length));
  if (most === 1) return [program];
  return [...Array(most).keys()].map((i) => onlyPolicies(program, new Set([...versions.values()].map((all) => all[Math.min(i, all.length - 1)] as number))));
}

export const dayText = (day: Day | undefined): string => (day === undefined ? "?" : formatDay(day));
