import { parseDay } from "../../../runtime/date.js";
import type { Program } from "../../../runtime/program.js";
import type { Language } from "../../diagnostics/render.js";
import type { CoreProgram } from "../../ir/core.js";
import { Heads, sameRole, type SubjectName, type Vocabulary } from "../../simulate/columns.js";
import { schemesCalled } from "../../simulate/row.js";
import { FileFault, UsageFault } from "../faults.js";
import { load, runnable } from "../options.js";
import type { Shell } from "../shell.js";
import type { SimulateOptions } from "../simulate.js";
import { readLedger } from "./ledger-file.js";
import { textHash, type KeysOf } from "./order.js";
import { generated } from "./program.js";
import { resolveReadings } from "./readings.js";
import type { Scenario } from "./settling.js";
import type { ScenarioData } from "./shard-thread.js";
import type { Source } from "./source.js";

/** Policy sets of a simulation, and what the command line says about all rows. */

export interface PolicySet {
  readonly core: CoreProgram;
  readonly program: Program;
  readonly vocabulary: Vocabulary;
  readonly readings: Readonly<Record<string, string>>;
  readonly hash: string;
}

/** Drafts are read for the set that is asked about, not for the one that is in force. */
export async function loadSet(path: string, readings: readonly string[] | undefined, options: SimulateOptions, flag: "reading" | "against-reading", shell: Shell, lang: Language): Promise<PolicySet | undefined> {
  const loaded = await load([path], options.drafts === true && flag === "reading");
  if (runnable(loaded, shell, lang) === undefined) return undefined;
  const core = loaded.compiled.program as CoreProgram;
  const program = await generated(core);
  const subjects = new Map<string, SubjectName>(loaded.compiled.units.flatMap((unit) => [...unit.subjects.values()].map(({ id, names }) => [id, { id, names }] as const)));
  return {
    core, program, readings: resolveReadings(program, readings ?? [], flag),
    vocabulary: { program, subjects: [...subjects.values()], ignored: options.ignore ?? [] },
    hash: textHash(JSON.stringify(core, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))),
  };
}

function commonFacts(given: readonly string[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((given ?? []).map((word) => {
    const at = word.indexOf("=");
    if (at <= 0 || at === word.length - 1) throw new UsageFault(`\`--fact ${word}\`: write name=value`, `\`--fact ${word}\`：写成 名称=值`);
    return [word.slice(0, at).trim(), word.slice(at + 1).trim()];
  }));
}

/** Columns that no policy knows, or two that are the same, make every row wrong: they end the run at once. */
export function checkHeads(path: string, heads: readonly string[], known: readonly Heads[]): void {
  const roleOf = (head: string) => known.map((one) => one.roleOf(head)).find((role) => role.kind !== "unknown") ?? { kind: "unknown" as const };
  for (const [i, head] of heads.entries()) {
    const role = roleOf(head);
    if (role.kind === "unknown") {
      const near = known.map((one) => one.suggest(head)).find((one) => one !== undefined);
      throw new FileFault(`${path}: no policy knows the column \`${head}\`${near === undefined ? "" : `; did you mean \`${near}\`?`} (\`--ignore ${head}\` passes it over)`,
        `${path}：各政策都没有列 \`${head}\`${near === undefined ? "" : `；是否指 \`${near}\`？`}（可用 \`--ignore ${head}\` 略过）`);
    }
    const other = heads.slice(0, i).find((earlier) => sameRole(roleOf(earlier), role));
    if (other !== undefined) throw new FileFault(`${path}: the columns \`${other}\` and \`${head}\` are the same`, `${path}：列 \`${other}\` 与 \`${head}\` 是同一项`);
  }
}

export function keysOf(sets: readonly PolicySet[], day: string): KeysOf {
  const all = sets.map((set) => new Heads(set.vocabulary));
  const tested = new Set(sets.flatMap(({ program }) => program.policies.flatMap((policy) => policy.validity.map(({ by }) => by))));
  return (heads) => {
    const roles = heads.map((head) => all.map((one) => one.roleOf(head)).find((role) => role.kind !== "unknown"));
    const dates = roles.flatMap((role, i) => (role?.kind === "fact" && tested.has(role.fact.id) ? [i] : []));
    const on = roles.findIndex((role) => role?.kind === "on");
    const id = roles.findIndex((role) => role?.kind === "id");
    return { dates: [...dates, ...(on < 0 ? [] : [on])], id: id < 0 ? undefined : id, on: day };
  };
}

export function scenarioOf(set: PolicySet, source: Source, options: SimulateOptions, twice: ReadonlySet<string>, subjectsAll: readonly SubjectName[], foreign: PolicySet | undefined): Scenario {
  const on = options.on === undefined ? undefined : parseDay(options.on);
  if (options.on !== undefined && on === undefined) throw new UsageFault(`\`--on ${options.on}\`: write a day that exists, as 2026-06-15`, `\`--on ${options.on}\`：写存在的日期，如 2026-06-15`);
  const schemes = options.scheme?.flatMap((name) => {
    const found = schemesCalled(set.program, name);
    if (found.length === 0 && (foreign === undefined || schemesCalled(foreign.program, name).length === 0)) throw new UsageFault(`\`--scheme ${name}\`: there is no scheme \`${name}\``, `\`--scheme ${name}\`：没有项目 \`${name}\``);
    return found;
  });
  return {
    program: set.program, vocabulary: set.vocabulary, readings: set.readings, schemes, twice,
    rows: { common: commonFacts(options.fact), on, textual: source.textual },
    opening: options.ledger === undefined ? [] : readLedger(options.ledger, set.program, subjectsAll, foreign?.program),
    foreign: foreign === undefined ? undefined : { program: foreign.program, heads: new Heads(foreign.vocabulary) },
  };
}

const vocabularyData = ({ vocabulary: { subjects, ignored } }: PolicySet): ScenarioData["vocabulary"] => ({ subjects, ignored });

export const dataOf = (set: PolicySet, scenario: Scenario, foreign: PolicySet | undefined, options: SimulateOptions): ScenarioData => ({
  core: set.core, vocabulary: vocabularyData(set), foreign: foreign === undefined ? undefined : { core: foreign.core, vocabulary: vocabularyData(foreign) },
  ledger: options.ledger, rows: scenario.rows, readings: scenario.readings, schemes: scenario.schemes, twice: [...scenario.twice],
});
