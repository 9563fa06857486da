import type { Guard } from "../../runtime/program.js";
import { toText } from "../../runtime/rational.js";
import { isRational } from "../../runtime/value.js";
import { parts, type CoreProgram, type CoreScheme, type Expr } from "../ir/core.js";

/** What decides a payout, as text: equal texts pay the same; for other texts, which parts the analyser does not look at. */

export interface SchemeContent {
  /** Everything: where it is the same, so is every payout, under every reading. */
  readonly whole: string;
  /** Parts that the comparison of single applications leaves out, by what they are. */
  readonly unseen: Readonly<Record<Exclude<UnseenKind, "defaults" | "ranges">, string>>;
  /** What an absent fact means, and its range, by fact. */
  readonly defaults: Readonly<Record<string, string>>;
  readonly ranges: Readonly<Record<string, string>>;
  /** Facts whose kind or measure decides what a number of a case means. */
  readonly kinds: Readonly<Record<string, string>>;
}

export type UnseenKind = "instalments" | "limits" | "scope" | "windows" | "pools" | "stacks" | "payers" | "repayments" | "date" | "defaults" | "ranges";

/** Places and titles are wording. */
const wording: ReadonlySet<string> = new Set(["site", "titles", "names", "policy", "notes", "because"]);

type Defaults = ReadonlyMap<string, string>;

/** The value without what is only wording; with `defaults`, what stands under them alone. */
function plain(value: unknown, scheme: CoreScheme | undefined, defaults?: Defaults): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.filter((item) => defaults === undefined || stands(item, defaults)).map((item) => plain(item, scheme, defaults));
  if (isRational(value as never)) return toText(value as never);
  const node = value as Record<string, unknown>;
  if (node["op"] === "definition") return plain(scheme?.definitions[node["index"] as number]?.value, scheme, defaults);
  if (node["op"] === "by-reading" && defaults !== undefined) {
    const { reading, arms } = value as Extract<Expr, { op: "by-reading" }>;
    return plain(arms.find(({ alternative }) => alternative === defaults.get(reading))?.value, scheme, defaults);
  }
  return Object.fromEntries(Object.entries(node).filter(([key]) => !wording.has(key) && (key !== "guards" || defaults === undefined)).sort(([x], [y]) => (x < y ? -1 : 1)).map(([key, item]) => [key, plain(item, scheme, defaults)]));
}

const stands = (item: unknown, defaults: Defaults): boolean =>
  ((item as { readonly guards?: readonly Guard[] } | null)?.guards ?? []).every((guard) => guard.alternatives.includes(defaults.get(guard.reading) ?? ""));

const text = (value: unknown, scheme?: CoreScheme, defaults?: Defaults): string => JSON.stringify(plain(value, scheme, defaults)) ?? "";

/** Schemes whose award or caps a scheme asks for, itself first. */
function withAsked(program: CoreProgram, scheme: CoreScheme): readonly CoreScheme[] {
  const found = new Set<CoreScheme>([scheme]);
  for (const one of found) {
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const node = value as { readonly op?: string; readonly scheme?: string };
      if (node.op === "payout-of" || node.op === "ceiling-of" || node.op === "cap-of") for (const other of program.schemes) if (other.id === node.scheme) found.add(other);
      for (const child of Array.isArray(value) ? value : Object.values(value)) walk(child);
    };
    walk(one);
  }
  return [...found];
}

export function contentOf(program: CoreProgram, scheme: CoreScheme): SchemeContent {
  const all = withAsked(program, scheme);
  const defaults = new Map(program.readings.map(({ id, byDefault }) => [id, byDefault]));
  const own = (part: (one: CoreScheme) => unknown): string => text(part(scheme), scheme, defaults);
  const validity = all.map((one) => program.policies[one.policy]?.validity ?? []);
  const read = new Set(all.flatMap((one) => one.facts));
  for (const list of validity) for (const { by } of list) read.add(by);
  const facts = program.facts.filter(({ id }) => read.has(id));
  const kinds = Object.fromEntries(facts.map(({ id, kind, unit, members, orOther, byYear, perYear, rows }) => [id, text({ kind, unit, members: members?.map((one) => one.id), orOther, byYear, perYear, rows: rows?.map((row) => [row.id, row.kind, row.unit, row.members?.map((one) => one.id)]) })]));
  const pools = program.pools.filter(({ covers }) => covers.includes(scheme.id));
  const stacks = program.stacks.filter(({ members }) => members.some((member) => member.scheme === scheme.id));
  const unseen: SchemeContent["unseen"] = {
    instalments: own((one) => one.instalments),
    limits: own((one) => one.limits ?? []),
    scope: own(({ subjects, perYear, once, caps }) => ({ subjects, perYear, once, caps: caps.flatMap((cap) => (cap.subjects.length === 0 && !cap.perYear && cap.counting === undefined ? [] : [[cap.value, cap.subjects, cap.perYear, cap.counting]])) })),
    windows: own((one) => one.windows),
    pools: text(pools, undefined, defaults),
    stacks: text(stacks, undefined, defaults),
    payers: own((one) => one.funding ?? []),
    repayments: own((one) => one.repayments ?? []),
    date: text(program.policies[scheme.policy]?.validity.map(({ by }) => by)),
  };
  const absent = Object.fromEntries(facts.map(({ id, ifAbsent, alwaysKnown, rows }) => [id, text([ifAbsent, alwaysKnown, rows?.map((row) => [row.id, row.ifAbsent])])]));
  const ranges = Object.fromEntries(facts.map(({ id, from, to, rows }) => [id, text([from, to, rows?.map((row) => [row.id, row.from, row.to])])]));
  const rules = all.map(({ facts: _facts, definitions: _definitions, ...rest }, i) => text(rest, all[i])).join("\n");
  const everything = [rules, text(pools), text(stacks), text(validity), text(kinds), text(absent), text(ranges)].join("\n");
  const readings = [...defaults].filter(([id]) => everything.includes(JSON.stringify(id)));
  return { whole: `${everything}\n${text(readings)}`, unseen, kinds, defaults: absent, ranges };
}

/** What differs and is not looked at; of facts, those that both read. */
export function differences(x: SchemeContent, y: SchemeContent): readonly UnseenKind[] {
  const differ = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): readonly string[] => Object.keys(a).filter((key) => b[key] !== undefined && a[key] !== b[key]);
  return [...(differ(x.unseen, y.unseen) as UnseenKind[]), ...(differ(x.defaults, y.defaults).length > 0 ? ["defaults" as const] : []), ...(differ(x.ranges, y.ranges).length > 0 ? ["ranges" as const] : [])];
}

/** Whether a scheme has rules, or parts of rules, of other readings than the defaults. */
export function hasReadings(program: CoreProgram, scheme: CoreScheme): boolean {
  const guarded = (guards: readonly Guard[] | undefined): boolean => (guards?.length ?? 0) > 0;
  const asks = (e: Expr): boolean => e.op === "by-reading" || parts(e).some(asks);
  const walk = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return false;
    const node = value as { readonly op?: string; readonly guards?: readonly Guard[] };
    if (guarded(node.guards) || (node.op !== undefined && asks(value as Expr))) return true;
    return (Array.isArray(value) ? value : Object.values(value)).some(walk);
  };
  return withAsked(program, scheme).some(walk);
}
