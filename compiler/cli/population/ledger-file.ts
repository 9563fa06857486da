import Papa from "papaparse";
import { FactReader } from "../../../runtime/input.js";
import type { Program } from "../../../runtime/program.js";
import type { SubjectName } from "../../simulate/columns.js";
import { ledgerRole, openingEntries, type OpeningEntry, type OpeningFault, type Payment } from "../../simulate/opening.js";
import { FileFault } from "../faults.js";
import { readText } from "../load.js";

/** The opening ledger from its file. A payment that cannot be read ends the run: every cap would be wrong. */

const largest = 256 * 1_048_576;

const words: Readonly<Record<OpeningFault, readonly [en: string, zh: string]>> = {
  scheme: ["there is no such scheme", "没有该项目"],
  year: ["write the year of the payment, as 2026", "写拨付年度，如 2026"],
  amount: ["write an amount in yuan, such as 200000 or 1234.56", "金额以元为单位，如 200000 或 1234.56"],
  subject: ["say who was paid", "写明受款主体"],
  category: ["say in a column of its own each fact by which the awards of this scheme are counted apart", "该项目按类别计项数，请用单独的列写明各类别事实"],
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export function readLedger(path: string, program: Program, subjects: readonly SubjectName[], foreign: Program | undefined): readonly OpeningEntry[] {
  const text = readText(path, largest).replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  const { data, errors } = Papa.parse<string[]>(text, { newline: "\n", delimiter: ",", skipEmptyLines: false });
  const [broken] = errors.filter((error) => error.type === "Quotes");
  if (broken !== undefined) throw new FileFault(`${path}:${(broken.row ?? 0) + 1}: the quotes do not fit together`, `${path}:${(broken.row ?? 0) + 1}：引号不成对`);
  const [heads = [], ...rows] = data.map((row) => row.map((cell) => cell.trim()));
  const roles = heads.map((head) => {
    const role = ledgerRole(program, head, subjects) ?? (foreign === undefined ? undefined : ledgerRole(foreign, head, subjects));
    if (role === undefined) throw new FileFault(`${path}:1: a ledger has the columns subject (or the names of subjects), scheme, year, amount; not \`${head}\``, `${path}:1：台账的列为 subject（或各主体名称）、scheme、year、amount，没有 \`${head}\``);
    return role;
  });
  for (const kind of ["scheme", "amount"] as const) {
    if (!roles.some((role) => role.kind === kind)) throw new FileFault(`${path}:1: there is no column \`${kind}\``, `${path}:1：缺少列 \`${kind}\``);
  }
  const reader = new FactReader(program);
  return rows.flatMap((cells, index) => {
    if (cells.every((cell) => cell === "")) return [];
    const facts: Record<string, string> = {};
    const given: Writable<Payment> & { readonly subjects: Record<string, string> } = { scheme: "", year: "", amount: "", subjects: {}, facts };
    for (const [i, role] of roles.entries()) {
      const cell = cells[i] ?? "";
      if (role.kind === "fact") {
        if (cell !== "") facts[role.fact] = cell;
      } else if (role.kind !== "subject") given[role.kind] = cell;
      else if (cell !== "" && role.subject === undefined) given.subject = cell;
      else if (cell !== "" && role.subject !== undefined) given.subjects[role.subject] = cell;
    }
    const entries = openingEntries(program, given, reader);
    if (typeof entries !== "string") return entries;
    // a scheme that only the other policy set has is no fault of this one
    if (entries === "scheme" && foreign !== undefined && openingEntries(foreign, given) !== "scheme") return [];
    throw new FileFault(`${path}:${index + 2}: ${words[entries][0]}`, `${path}:${index + 2}：${words[entries][1]}`);
  });
}
