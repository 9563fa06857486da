import type { Site } from "../../runtime/program.js";
import { toText } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme } from "../ir/core.js";

/**
 * What was added, removed and changed between two programs, matched by identity and not by line. Only what evaluators
 * run on is compared: other words, quotes, titles or another order are no change.
 */

export type ConstructKind =
  | "policy" | "fact" | "reading" | "scheme" | "requirement" | "award" | "cap" | "definition" | "deduction" | "floor" | "rounding"
  | "instalments" | "uplift" | "limit" | "repayment" | "funding" | "note" | "elsewhere" | "pool" | "stack" | "bar" | "publicity" | "always";

export interface Change {
  readonly kind: ConstructKind;
  readonly change: "added" | "removed" | "changed";
  /** Policy or scheme, pool or stack it belongs to; empty for facts. */
  readonly owner: string;
  readonly name: string;
  readonly details: readonly Detail[];
  /** Index into the sites of the old and of the new program. */
  readonly before?: Site;
  readonly after?: Site;
}

/** One value that differs: "500000" to "600000" yuan, "less-than" to "at-most" at 300,000. */
export interface Detail {
  readonly what: "amount" | "percent" | "number" | "date" | "edge" | "relation" | "row-added" | "row-removed" | "rule" | "condition" | "field";
  readonly from: string;
  readonly to: string;
  /** For an edge: the value at which it stands. For a field: its name. */
  readonly at?: string;
}

interface Piece {
  readonly kind: ConstructKind;
  readonly owner: string;
  readonly name: string;
  readonly content: unknown;
  readonly site: Site | undefined;
}

/** What is compared: definitions by name, choices by reading with their default, and nothing that is only wording. */
function named(value: unknown, definitions: CoreScheme["definitions"], defaults: ReadonlyMap<string, string> = new Map()): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (typeof (value as { n?: unknown }).n === "bigint") return toText(value as never);
  if (Array.isArray(value)) return value.map((item) => named(item, definitions, defaults));
  const node = value as Record<string, unknown>;
  if (node["op"] === "definition") return { op: "definition", name: definitions[node["index"] as number]?.name };
  // where it stands and what it is called is wording
  return Object.fromEntries(Object.entries(node).filter(([key]) => key !== "site" && key !== "titles" && key !== "names" && key !== "policy" && key !== "establishedBy").map(([key, item]) => [key, named(item, definitions, defaults)]).concat(node["op"] === "by-reading" ? [["byDefault", defaults.get(String(node["reading"]))]] : []));
}

/** The statements of a pool or stack that stand under the default readings, without their guards. */
function standing(body: Record<string, unknown>, defaults: ReadonlyMap<string, string>): unknown {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => {
    if (!Array.isArray(value)) return [key, value];
    const kept = value.filter((item) => !isNode(item) || !Array.isArray(item["guards"]) || (item["guards"] as readonly { readonly reading: string; readonly alternatives: readonly string[] }[]).every((g) => g.alternatives.includes(defaults.get(g.reading) ?? "")));
    return [key, kept.map((item: unknown) => (isNode(item) ? Object.fromEntries(Object.entries(item).filter(([k]) => k !== "guards")) : item))];
  }));
}

/** Each reading's default alternative. */
const defaultsOf = (program: CoreProgram): ReadonlyMap<string, string> => new Map(program.readings.map((reading) => [reading.id, reading.byDefault]));

function pieces(program: CoreProgram, other: CoreProgram): readonly Piece[] {
  const defaults = defaultsOf(program);
  const kept = defaultsOf(other);
  const at = (site: number): Site | undefined => program.sites[site];
  const all: Piece[] = [];
  const many = (kind: ConstructKind, owner: string, statements: readonly { readonly site: number; readonly id?: string; readonly name?: string }[], definitions: CoreScheme["definitions"]): void => {
    const seen = new Map<string, number>();
    for (const statement of statements) {
      const base = statement.id ?? statement.name ?? kind;
      // alternatives of a reading share a name: the guards tell them apart
      const guards = (statement as { readonly guards?: readonly { readonly reading: string; readonly alternatives: readonly string[] }[] }).guards ?? [];
      const unusual = guards.filter((g) => !g.alternatives.includes(defaults.get(g.reading) ?? ""));
      // what stands under other readings goes with its reading
      if (unusual.some((g) => !kept.has(g.reading))) continue;
      const tag = unusual.map((g) => g.alternatives.join("/")).join("+");
      const name = tag === "" ? base : `${base} (${tag})`;
      const n = (seen.get(name) ?? 0) + 1;
      seen.set(name, n);
      const { id: _id, name: _name, guards: _guards, ...content } = statement as typeof statement & { readonly guards?: unknown };
      all.push({ kind, owner, name: n === 1 ? name : `${name} ${n}`, content: named(withoutUplifts(content, owner, definitions), definitions, defaults), site: at(statement.site) });
    }
  };
  /** An uplift lies in the value it changes; what it does is told apart, with its own words. */
  const withoutUplifts = (value: unknown, owner: string, definitions: CoreScheme["definitions"]): unknown => {
    if (Array.isArray(value)) return value.map((item) => withoutUplifts(item, owner, definitions));
    if (!isNode(value) || typeof value["n"] === "bigint") return value;
    const place = value["op"] === "cases" ? at(Number(value["site"])) : undefined;
    if (place?.kind !== "uplift") return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutUplifts(item, owner, definitions)]));
    const [row, otherwise] = value["rows"] as readonly { readonly when: unknown; readonly then: unknown }[];
    const same = all.filter((piece) => piece.kind === "uplift" && piece.owner === owner).length;
    all.push({ kind: "uplift", owner, name: place.name === "" ? `uplift${same === 0 ? "" : ` ${same + 1}`}` : place.name, content: named(row, definitions, defaults), site: place });
    return withoutUplifts(otherwise?.then, owner, definitions);
  };
  for (const policy of program.policies) {
    all.push({ kind: "policy", owner: "", name: policy.id, content: named({ validity: policy.validity }, [], defaults), site: at(policy.validity[0]?.site ?? policy.site) });
    many("bar", policy.id, policy.bars, []);
    many("publicity", policy.id, policy.publicity, []);
  }
  for (const fact of program.facts) {
    const { kind, unit, members, orOther, finding, perYear, byYear, alwaysKnown, from, to, ifAbsent, rows } = fact;
    const content = { type: kind, unit, rows: rows?.map((row) => [row.id, row.kind, row.unit, row.from, row.to]), listed: members?.map((m) => m.id), orOther, finding, perYear, byYear, alwaysKnown, from, to, ifAbsent };
    all.push({ kind: "fact", owner: "", name: fact.id, content: JSON.parse(JSON.stringify(content)) as unknown, site: undefined });
  }
  for (const reading of program.readings) {
    all.push({ kind: "reading", owner: "", name: reading.id, content: { alternatives: reading.alternatives.map((a) => a.id).sort(), byDefault: reading.byDefault }, site: at(reading.site) });
  }
  for (const scheme of program.schemes) {
    const { id, definitions } = scheme;
    all.push({ kind: "scheme", owner: program.policies[scheme.policy]?.id ?? "", name: id, content: { subjects: scheme.subjects, perYear: scheme.perYear, once: scheme.once }, site: at(scheme.site) });
    many("requirement", id, scheme.requirements, definitions);
    many("award", id, scheme.awards, definitions);
    many("cap", id, scheme.caps, definitions);
    many("definition", id, definitions, definitions);
    many("deduction", id, scheme.deductions, definitions);
    many("floor", id, scheme.floors, definitions);
    many("rounding", id, scheme.rounding, definitions);
    many("elsewhere", id, scheme.elsewhere, definitions);
    many("note", id, scheme.notes, definitions);
    many("instalments", id, scheme.instalments, definitions);
    many("limit", id, scheme.limits ?? [], definitions);
    many("repayment", id, scheme.repayments ?? [], definitions);
    many("funding", id, scheme.funding ?? [], definitions);
  }
  for (const pool of program.pools) all.push({ kind: "pool", owner: program.policies[pool.policy]?.id ?? "", name: pool.id, content: named(standing({ ...pool, id: "" }, defaults), [], defaults), site: at(pool.caps[0]?.site ?? pool.site) });
  for (const stack of program.stacks) all.push({ kind: "stack", owner: program.policies[stack.policy]?.id ?? "", name: stack.id, content: named(standing({ ...stack, id: "" }, defaults), [], defaults), site: at(stack.site) });
  many("always", "", program.always, []);
  return all;
}

/** The parts of one that the other does not have, both ways; the same shape with other numbers is told number by number. */
function compare(left: unknown, right: unknown, details: Detail[], at = ""): void {
  // a reading that only one of them leaves open: its default is compared
  const reads = (value: unknown): boolean => isNode(value) && value["op"] === "by-reading";
  const [a, b] = reads(left) !== reads(right) ? [settled(left), settled(right)] : [left, right];
  if (same(a, b)) return;
  if (isNode(a) && isNode(b) && a["op"] === "number" && b["op"] === "number") {
    details.push({ what: "number", from: String(a["value"]), to: String(b["value"]) });
    return;
  }
  if (isNode(a) && isNode(b) && a["op"] === "date" && b["op"] === "date") {
    details.push({ what: "date", from: String(a["iso"]), to: String(b["iso"]) });
    return;
  }
  if (isNode(a) && isNode(b) && a["op"] === "compare" && b["op"] === "compare" && same(a["left"], b["left"])) {
    const [x, y] = [a["right"], b["right"]];
    if (a["relation"] !== b["relation"]) details.push({ what: "edge", from: String(a["relation"]), to: String(b["relation"]), at: isNode(y) && y["op"] === "number" ? String(y["value"]) : "" });
    compare(x, y, details);
    return;
  }
  if (isNode(a) && isNode(b) && a["op"] === "cases" && b["op"] === "cases") {
    rows(a["rows"] as readonly unknown[], b["rows"] as readonly unknown[], details);
    return;
  }
  if (Array.isArray(a) && Array.isArray(b) && a.length === b.length) {
    a.forEach((item, i) => { compare(item, b[i], details, at); });
    return;
  }
  if (isNode(a) && isNode(b) && a["op"] === b["op"]) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) compare(a[key], b[key], details, key);
    return;
  }
  if (isPlain(a) && isPlain(b)) {
    details.push({ what: "field", from: plain(a), to: plain(b), at });
    return;
  }
  details.push({ what: at === "when" || at === "test" ? "condition" : "rule", from: "", to: "", ...(at === "" ? {} : { at }) });
}

/** Rows of a table by what they answer to. */
function rows(a: readonly unknown[], b: readonly unknown[], details: Detail[]): void {
  if (a.length === b.length) {
    a.forEach((row, i) => { compare(row, b[i], details); });
    return;
  }
  const key = (row: unknown): string => JSON.stringify((row as { readonly when: unknown }).when);
  const [before, after] = [new Map(a.map((row) => [key(row), row])), new Map(b.map((row) => [key(row), row]))];
  for (const [k, row] of before) {
    const other = after.get(k);
    if (other === undefined) details.push({ what: "row-removed", from: k, to: "" });
    else compare(row, other, details);
  }
  for (const k of after.keys()) if (!before.has(k)) details.push({ what: "row-added", from: "", to: k });
}

/** The default arm of a choice by reading. */
function settled(value: unknown): unknown {
  if (!isNode(value) || value["op"] !== "by-reading") return value;
  const arms = value["arms"] as readonly { readonly alternative: string; readonly value: unknown }[];
  return settled((arms.find((arm) => arm.alternative === value["byDefault"]) ?? arms[0])?.value);
}

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null || (Array.isArray(value) && value.every((item) => typeof item !== "object"));
const plain = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : value === undefined ? "" : String(value));
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export function structuralChanges(before: CoreProgram, after: CoreProgram): readonly Change[] {
  const key = (piece: Piece): string => `${piece.kind} ${piece.owner} ${piece.name}`;
  const olds = new Map(pieces(before, after).map((piece) => [key(piece), piece]));
  const news = new Map(pieces(after, before).map((piece) => [key(piece), piece]));
  const changes: Change[] = [];
  const gone = (piece: Piece, others: ReadonlyMap<string, Piece>): boolean => piece.kind !== "scheme" && piece.kind !== "policy" && !others.has(`scheme ${policyOf(piece.owner)} ${piece.owner}`) && /\./.test(piece.owner) && [...olds.values(), ...news.values()].some((p) => p.kind === "scheme" && p.name === piece.owner);
  for (const [k, piece] of olds) {
    const other = news.get(k);
    const base = { kind: piece.kind, owner: piece.owner, name: piece.name };
    if (other === undefined) {
      // with the scheme go its statements: they are not told one by one
      if (!gone(piece, news)) changes.push({ ...base, change: "removed", details: [], ...(piece.site === undefined ? {} : { before: piece.site }) });
    } else if (!same(piece.content, other.content)) {
      const details: Detail[] = [];
      compare(piece.content, other.content, details);
      // a reading that was given up for its default changes nothing here
      if (details.length > 0) changes.push({ ...base, change: "changed", details, ...(piece.site === undefined ? {} : { before: piece.site }), ...(other.site === undefined ? {} : { after: other.site }) });
    }
  }
  for (const [k, piece] of news) {
    if (olds.has(k) || gone(piece, olds)) continue;
    changes.push({ kind: piece.kind, owner: piece.owner, name: piece.name, change: "added", details: [], ...(piece.site === undefined ? {} : { after: piece.site }) });
  }
  const rank = (change: Change): number => ranks.indexOf(change.kind === "policy" || change.kind === "pool" || change.kind === "stack" || change.kind === "fact" || change.kind === "reading" ? change.kind : "scheme");
  const position = new Map([...before.schemes, ...after.schemes].map((scheme, i) => [scheme.id, i]));
  const order = (change: Change): number => position.get(change.owner) ?? position.get(change.name) ?? -1;
  return changes.sort((a, b) => rank(a) - rank(b) || order(a) - order(b));
}

const ranks: readonly ConstructKind[] = ["policy", "scheme", "pool", "stack", "fact", "reading"];

const policyOf = (id: string): string => id.slice(0, Math.max(0, id.lastIndexOf(".")));

