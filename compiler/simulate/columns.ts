import { nearest } from "../../runtime/input.js";
import type { FactInfo, Program } from "../../runtime/program.js";

/** What the columns of a population are: the application itself, its subjects, its facts. */

export interface SubjectName {
  readonly id: string;
  readonly names: readonly string[];
}

export type Role =
  | { readonly kind: "id" | "on" | "scheme" | "ignored" | "unknown" }
  | { readonly kind: "subject"; readonly subject: string }
  /** `year` for one year of a fact that has a value a year. */
  | { readonly kind: "fact"; readonly fact: FactInfo; readonly year?: number };

const reserved: ReadonlyMap<string, "id" | "on" | "scheme"> = new Map([
  ...["id", "编号", "申报编号"].map((name) => [name, "id"] as const),
  ...["on", "日期", "申请日期"].map((name) => [name, "on"] as const),
  ...["scheme", "schemes", "补助项目", "申报项目"].map((name) => [name, "scheme"] as const),
]);

export interface Vocabulary {
  readonly program: Pick<Program, "facts">;
  readonly subjects: readonly SubjectName[];
  /** Columns that are passed over. */
  readonly ignored: readonly string[];
}

/** Heads to roles; a head is a name or a title of a fact in either language, the name of a subject, or one of the reserved words. */
export class Heads {
  private readonly facts = new Map<string, FactInfo>();
  private readonly subjects = new Map<string, string>();

  constructor(private readonly vocabulary: Vocabulary) {
    // names win over titles
    for (const fact of vocabulary.program.facts) for (const title of [fact.titles.en, fact.titles.zh]) if (title !== undefined && !this.facts.has(title)) this.facts.set(title, fact);
    for (const fact of vocabulary.program.facts) for (const name of fact.names) this.facts.set(name, fact);
    for (const { id, names } of vocabulary.subjects) for (const name of [id, ...names]) this.subjects.set(name, id);
  }

  roleOf(head: string): Role {
    const name = head.trim().normalize("NFC");
    if (this.vocabulary.ignored.includes(name)) return { kind: "ignored" };
    const word = reserved.get(name);
    if (word !== undefined) return { kind: word };
    const fact = this.facts.get(name);
    if (fact !== undefined) return { kind: "fact", fact };
    const yearly = /^(.+?)[@ ](\d{4})$/.exec(name);
    const by = yearly?.[1] === undefined ? undefined : this.facts.get(yearly[1]);
    if (by?.byYear === true) return { kind: "fact", fact: by, year: Number(yearly?.[2]) };
    const subject = this.subjects.get(name);
    return subject === undefined ? { kind: "unknown" } : { kind: "subject", subject };
  }

  /** The nearest head that would be known. */
  suggest(head: string): string | undefined {
    return nearest(head.trim(), [...this.facts.keys(), ...this.subjects.keys(), ...reserved.keys()]);
  }
}

/** What two columns must not both be. */
export function sameRole(a: Role, b: Role): boolean {
  if (a.kind === "ignored" || a.kind === "unknown" || a.kind !== b.kind) return false;
  if (a.kind === "fact" && b.kind === "fact") return a.fact.id === b.fact.id && a.year === b.year;
  return a.kind === "subject" && b.kind === "subject" ? a.subject === b.subject : true;
}
