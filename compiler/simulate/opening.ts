import { FactReader } from "../../runtime/input.js";
import { categoryOf, type Subjects } from "../../runtime/ledger.js";
import type { FactInfo, Limit, Program, Scheme } from "../../runtime/program.js";
import { parseRational, type Rational } from "../../runtime/rational.js";
import { unknown, type Value } from "../../runtime/value.js";
import type { SubjectName } from "./columns.js";
import { fromText, schemesCalled } from "./row.js";

/** The opening ledger: what was paid before the population begins. A row is one award. */

export interface OpeningEntry {
  readonly subjects: Subjects;
  readonly scheme: Scheme;
  readonly year: number | undefined;
  readonly amount: Rational;
  /** Limits on the number of awards under which it counts, with its category. */
  readonly limits: readonly { readonly limit: Limit; readonly category: string }[];
}

export type OpeningFault = "scheme" | "year" | "amount" | "subject" | "category";

const heads: Readonly<Record<string, "subject" | "scheme" | "year" | "amount">> = {
  subject: "subject", 主体: "subject", scheme: "scheme", 补助项目: "scheme", year: "year", 年度: "year", amount: "amount", 金额: "amount",
};

export type LedgerRole = { readonly kind: "subject" | "scheme" | "year" | "amount"; readonly subject?: string } | { readonly kind: "fact"; readonly fact: string };

/** What a column of the ledger is; undefined for what it cannot have. Facts are those by which numbers of awards are counted apart. */
export function ledgerRole(program: Program, head: string, subjects: readonly SubjectName[]): LedgerRole | undefined {
  const subject = subjects.find(({ id, names }) => id === head || names.includes(head));
  if (subject !== undefined) return { kind: "subject", subject: subject.id };
  const kind = Object.hasOwn(heads, head) ? heads[head] : undefined;
  if (kind !== undefined) return { kind };
  const categories = new Set(program.schemes.flatMap(({ limits }) => (limits ?? []).flatMap((limit) => limit.categories)));
  const fact = program.facts.find(({ id, names, titles }) => categories.has(id) && (id === head || names.includes(head) || titles.en === head || titles.zh === head));
  return fact === undefined ? undefined : { kind: "fact", fact: fact.id };
}

/** Subjects whose payments a scheme counts. */
const countedSubjects = (scheme: Scheme): readonly string[] =>
  [...new Set([...(scheme.once ? scheme.subjects : []), ...[...scheme.caps, ...(scheme.limits ?? [])].flatMap(({ subjects }) => subjects)])];

/** Pools that pay a scheme, whichever version of it. */
export const poolsOf = (program: Program, scheme: Scheme): readonly number[] => program.pools.flatMap(({ covers }, index) => (covers.includes(scheme.id) ? [index] : []));

export interface Payment {
  readonly subject?: string;
  readonly subjects: Subjects;
  readonly scheme: string;
  readonly year: string;
  readonly amount: string;
  /** Facts that tell categories apart, as they are written. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** Reads one payment. `subject` without a kind stands for whatever the scheme counts by. */
export function openingEntries(program: Program, given: Payment, reader = new FactReader(program)): readonly OpeningEntry[] | OpeningFault {
  const ids = schemesCalled(program, given.scheme);
  const schemes = program.schemes.filter((scheme) => ids.includes(scheme.id));
  const [first] = schemes;
  if (first === undefined) return "scheme";
  const yearly = schemes.some((scheme) => [...scheme.caps, ...(scheme.limits ?? [])].some(({ perYear }) => perYear))
    || poolsOf(program, first).some((index) => [...(program.pools[index]?.caps ?? []), ...(program.pools[index]?.numbers ?? [])].some(({ perYear }) => perYear));
  if (!/^(?:\d{4})?$/.test(given.year) || (given.year === "" && yearly)) return "year";
  if (!/^(?:0|[1-9]\d{0,14})(?:\.\d{1,2})?$/.test(given.amount)) return "amount";
  if (given.subject === undefined && Object.keys(given.subjects).length === 0) return "subject";
  const valueOf = (id: string): Value => {
    const fact = program.facts.find((one) => one.id === id) as FactInfo;
    const text = given.facts?.[id];
    const read = text === undefined ? undefined : reader.one(fact, fromText(fact, text));
    return read !== undefined && "value" in read ? read.value : unknown(id);
  };
  // versions of one scheme share its accounts
  const all = new Map(schemes.flatMap((scheme) => scheme.limits ?? []).map((limit) => [JSON.stringify([limit.id, limit.perYear, limit.subjects, limit.categories]), limit]));
  const limits = [...all.values()].map((limit) => ({ limit, category: categoryOf(limit, valueOf) }));
  if (!limits.every((one): one is OpeningEntry["limits"][number] => one.category !== undefined)) return "category";
  const scheme: Scheme = { ...first, once: schemes.some((s) => s.once), caps: schemes.flatMap((s) => s.caps) };
  const generic = given.subject === undefined ? {} : Object.fromEntries(schemes.flatMap(countedSubjects).map((name) => [name, given.subject as string]));
  return [{ subjects: { ...generic, ...given.subjects }, scheme, year: given.year === "" ? undefined : Number(given.year), amount: parseRational(given.amount), limits }];
}
