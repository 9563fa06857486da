import type { Program } from "../../../runtime/program.js";
import type { SubjectName } from "../../simulate/columns.js";
import { fenOf, yuanText } from "../../simulate/fen.js";
import type { Paid } from "../../simulate/pools.js";
import type { AwardRecord, RefusedRecord } from "../../simulate/record.js";
import { parseRational, zero } from "../../../runtime/rational.js";
import { openTable, type Column, type TableWriter } from "./output.js";
import type { FinalRow } from "./simulation.js";

/** Results per application and the rows that were refused: what `-o` and `--rejects` write. */

const money = (text: string | undefined): string => (text === undefined ? "" : yuanText(fenOf(parseRational(text))));

export class Results {
  private readonly table: TableWriter | undefined;
  private readonly rejects: TableWriter | undefined;
  private readonly subjects: readonly string[];

  constructor(options: { readonly output?: string; readonly rejects?: string }, private readonly program: Program, subjects: readonly SubjectName[], private readonly path: string, private readonly other: Program | undefined) {
    this.subjects = [...new Set(subjects.map(({ id }) => id))];
    const text = (name: string): Column => ({ name, kind: "text" });
    const amount = (name: string): Column => ({ name, kind: "money" });
    this.table = options.output === undefined ? undefined : openTable(options.output, [
      text("id"), text("on"), ...this.subjects.map(text), text("scheme"), text("version"), text("status"),
      amount("award"), amount("ceiling"), amount("paid"), text("cut_by"), text("bound_by"), text("reasons"), text("missing"),
      ...(other !== undefined ? [amount("paid_against"), amount("difference")] : []),
    ]);
    this.rejects = options.rejects === undefined ? undefined : openTable(options.rejects, [text("file"), text("line"), text("reason")]);
  }

  application(row: FinalRow, before: FinalRow | undefined): void {
    if (this.table === undefined) return;
    const { record } = row;
    const subjects = this.subjects.map((subject) => record.subjects[subject] ?? "");
    const line = (scheme: string, version: string, cells: readonly string[], now: bigint | undefined, then: bigint | undefined): void => {
      this.table?.row([record.id, record.on ?? "", ...subjects, scheme, version, ...cells,
        ...(this.other !== undefined ? [then === undefined ? "" : yuanText(then), now === undefined || then === undefined ? "" : yuanText(now - then)] : [])]);
    };
    const theirs = new Map((before?.record.awards ?? []).map((award, i) => [this.other?.schemes[award.scheme]?.id ?? "", before?.paid[i]] as const));
    for (const [i, award] of record.awards.entries()) {
      const scheme = this.program.schemes[award.scheme];
      const policy = scheme === undefined ? undefined : this.program.policies[scheme.policy];
      const paid = row.paid[i];
      const now = paid === undefined ? undefined : fenOf(paid.amount);
      const id = scheme?.id ?? "";
      // a scheme that the other set has not pays nothing there
      const then = before === undefined ? undefined : theirs.has(id) ? theirs.get(id) : { amount: zero };
      theirs.delete(id);
      line(scheme?.id ?? "", policy?.version ?? "", [
        award.status, money(award.exact), money(award.ceiling), now === undefined ? "" : yuanText(now),
        this.cutBy(award, paid), boundBy(award), (award.reasons ?? []).join("; "), (award.missing ?? []).join("; "),
      ], now, then === undefined ? undefined : fenOf(then.amount));
    }
    // what only the other set pays
    for (const [scheme, then] of theirs) if (then !== undefined) line(scheme, "", ["", "", "", "0.00", "", "", "", ""], 0n, fenOf(then.amount));
  }

  private cutBy({ left }: AwardRecord, paid: Paid | undefined): string {
    const stack = left === undefined ? [] : [this.program.stacks[left[1]]?.id ?? ""];
    return [...stack, ...(paid?.cutBy ?? []).map((index) => this.program.pools[index]?.id ?? "")].join("; ");
  }

  refused(record: RefusedRecord): void {
    this.rejects?.row([this.path, String(record.line), record.refused.join("; ")]);
  }

  commit(): void {
    this.table?.commit();
    this.rejects?.commit();
  }

  abandon(): void {
    this.table?.abandon();
    this.rejects?.abandon();
  }
}

const boundBy = (award: AwardRecord): string => (award.bound ?? []).join("; ");
