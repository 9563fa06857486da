import { interpret } from "../../compiler/index.js";
import type { CoreProgram } from "../../compiler/index.js";
import { Settling, type Scenario } from "../../compiler/cli/population/settling.js";
import type { ApplicationRecord } from "../../compiler/simulate/record.js";
import { Tally } from "../../compiler/simulate/tally.js";
import { yuanText, fenOf } from "../../compiler/simulate/fen.js";
import { shippedPolicies } from "../support/compile.js";

/** A population without files: rows as objects, settled in the order given. */

export const subjects = ["enterprise", "project", "product", "scenario", "platform"].map((id) => ({ id, names: [id] }));

export interface Settled {
  readonly tally: Tally;
  readonly settling: Settling;
  /** "id scheme" to status, award before pools and paid. */
  readonly lines: readonly (readonly [id: string, status: string, award: string, paid: string])[];
  readonly refused: readonly string[];
}

export function settleRows(core: CoreProgram, rows: readonly Readonly<Record<string, string>>[], options: Partial<Scenario> & { readonly common?: Readonly<Record<string, string>> } = {}): Settled {
  const program = interpret(core);
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const { common = {}, ...rest } = options;
  const settling = new Settling({
    program, vocabulary: { program, subjects, ignored: [] }, rows: { common, on: undefined, textual: true },
    readings: {}, schemes: undefined, opening: [], twice: new Set(), foreign: undefined, ...rest,
  });
  const records: ApplicationRecord[] = [];
  const refused: string[] = [];
  const raws = rows.map((row, i) => ({ line: i + 2, cells: heads.map((head) => row[head]) }));
  if (settling.ranked) do for (const raw of raws) settling.rank(raw, heads); while (settling.rankAgain());
  for (const raw of raws) {
    const settled = settling.next(raw, heads);
    if ("record" in settled) records.push(settled.record);
    else refused.push(...settled.faults.map((fault) => fault.code));
  }
  const { books } = settling;
  for (let level = 0; level < books.levels; level++) {
    for (const record of records) books.ask(level, record);
    if (!books.close(level)) continue;
    for (const record of records) books.weigh(level, record);
    books.findEdges(level);
    for (const record of records) books.choose(level, record);
    books.settleRemainders(level);
  }
  const tally = new Tally(program, books);
  const lines = records.flatMap((record) => {
    const paid = record.awards.map((award) => books.pay(record, award));
    tally.add(record, paid);
    return record.awards.map((award, i) => [record.id, award.status, award.exact === undefined ? "" : yuanText(fenOf(parse(award.exact))), paid[i] === undefined ? "" : yuanText(fenOf(paid[i].amount))] as const);
  });
  return { tally, settling, lines, refused };
}

const parse = (text: string): { n: bigint; d: bigint } => {
  const [above = "0", below] = text.split("/");
  const [whole = "0", decimals = ""] = above.split(".");
  return below === undefined ? { n: BigInt(whole + decimals), d: 10n ** BigInt(decimals.length) } : { n: BigInt(above), d: BigInt(below) };
};

export const shipped = (): CoreProgram => shippedPolicies().program;

export const use = (id: string, enterprise: string, fee: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  id, on: "2026-03-02", enterprise, scheme: "compute_use", applicant_kind: "enterprise", uses_ai: "true", on_municipal_platform: "true", annual_purchase: fee, service_fee: fee, subsidy_year: "1", ...more,
});

export const industrial = (id: string, investment: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  id, on: "2026-06-02", enterprise: `of ${id}`, project: `project ${id}`, scheme: "industrial_internet", applicant_kind: "enterprise", significant_results: "yes", actual_investment: investment, ...more,
});
