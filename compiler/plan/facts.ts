import type { FactInfo } from "../../runtime/program.js";
import { parseRational } from "../../runtime/rational.js";
import type { Bounds } from "./ir.js";

/** Facts as whole numbers: how many steps a unit has, which values are listed, how far a range goes. */

/** Steps of a fact of each kind to one of its unit. */
export const stepsOf: Readonly<Partial<Record<FactInfo["kind"], bigint>>> = { money: 100n, percent: 10_000n, integer: 1n, number: 1_000_000n };

export const factSteps = (kind: FactInfo["kind"]): bigint | undefined => stepsOf[kind];

export const listedValues = (info: FactInfo): readonly string[] => [...(info.members ?? []).map((m) => m.id), ...(info.orOther === true ? ["other"] : [])];

/** Whether a fact always has a value: it is required, or closed by a default. */
export const alwaysThere = (info: FactInfo | undefined): boolean => info !== undefined && (info.alwaysKnown || info.ifAbsent !== undefined);

/** The integer of a fact's steps for a value in its unit; percentages are stated as fractions of one here. */
export function ends(info: FactInfo): Bounds {
  const steps = stepsOf[info.kind];
  if (steps === undefined) return { least: -1_000_000n, most: 10_000_000n };
  const scale = info.kind === "percent" ? 100n : steps;
  const of = (text: string): bigint => { const { n, d } = parseRational(text); return (n * scale) / d; };
  const digits = 10n ** 15n;
  return { least: info.from === undefined ? (info.kind === "money" ? 0n : -digits * scale) : of(info.from), most: info.to === undefined ? digits * scale : of(info.to) };
}

/** The whole numbers that a fact may be, where they are few: codes of listed values, a short range. */
export function fewValues(info: FactInfo | undefined): { readonly least: number; readonly most: number } | undefined {
  if (info?.kind === "one-of") return { least: 0, most: listedValues(info).length - 1 };
  if (info?.kind !== "integer" || info.from === undefined || info.to === undefined) return undefined;
  const { least, most } = ends(info);
  return least >= 0n && most < 64n ? { least: Number(least), most: Number(most) } : undefined;
}

export const boundsOfFact = (info: FactInfo | undefined): Bounds => (info === undefined ? { least: 0n, most: 0n } : ends(info));
