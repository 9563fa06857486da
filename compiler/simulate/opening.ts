import type { Subjects } from "../../runtime/ledger.js";
import type { Program, Scheme } from "../../runtime/program.js";
import { parseRational, type Rational } from "../../runtime/rational.js";
import type { SubjectName } from "./columns.js";
import { schemesCalled } from "./row.js";

/** The opening ledger: what was paid before the population begins. */

export interface OpeningEntry {
  readonly subjects: Subjects;
  readonly scheme: Scheme;
  readonly year: number | undefined;
  readonly amount: Rational;
}

export type OpeningFault = "scheme" | "year" | "amount" | "subject";

const heads: Readonly<Record<string, "subject" | "scheme" | "year" | "amount">> = {
  subject: "subject", 主体: "subject", scheme: "scheme", 补助项目: "scheme", year: "year", 年度: "year", amount: "amount", 金额: "amount",
};

/** What a column of the ledger is; undefined for what it cannot have. */
export function ledgerRole(head: string, subjects: readonly SubjectName[]): { readonly kind: "subject" | "scheme" | "year" | "amount"; readonly subject?: string } | undefined {
  const subject = subjects.find(({ id, names }) => id === head || names.includes(head));
  if (subject !== undefined) return { kind: "subject", subject: subject.id };
  const kind = Object.hasOwn(heads, head) ? heads[head] : undefined;
  return kind === undefined ? undefined : { kind };
}

/** Subjects whose payments a scheme counts. */
const countedSubjects = (scheme: Scheme): readonly string[] => [...new Set([...(scheme.once ? scheme.subjects : []), ...scheme.caps.flatMap((cap) => cap.subjects)])];

/** Reads one payment. `subject` without a kind stands for whatever the scheme counts by. */
export function openingEntries(program: Program, given: { readonly subject?: string; readonly subjects: Subjects; readonly scheme: string; readonly year: string; readonly amount: string }): readonly OpeningEntry[] | OpeningFault {
  const ids = schemesCalled(program, given.scheme);
  const schemes = program.schemes.filter((scheme) => ids.includes(scheme.id));
  if (schemes.length === 0) return "scheme";
  if (!/^(?:\d{4})?$/.test(given.year) || (given.year === "" && schemes.some((scheme) => scheme.caps.some((cap) => cap.perYear)))) return "year";
  if (!/^(?:0|[1-9]\d{0,14})(?:\.\d{1,2})?$/.test(given.amount)) return "amount";
  if (given.subject === undefined && Object.keys(given.subjects).length === 0) return "subject";
  // versions of one scheme share its accounts
  const caps = new Map(schemes.flatMap((s) => s.caps.map((cap) => [cap.id, cap] as const)));
  const scheme: Scheme = { ...(schemes[0] as Scheme), once: schemes.some((s) => s.once), caps: [...caps.values()] };
  const generic = given.subject === undefined ? {} : Object.fromEntries(schemes.flatMap(countedSubjects).map((name) => [name, given.subject as string]));
  return [{ subjects: { ...generic, ...given.subjects }, scheme, year: given.year === "" ? undefined : Number(given.year), amount: parseRational(given.amount) }];
}
