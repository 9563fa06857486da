import { existsSync } from "node:fs";
import { basename, dirname } from "node:path";
import { availableParallelism } from "node:os";
import { Option, type Command } from "commander";
import { UsageFault } from "./faults.js";
import { titleOf } from "../explain/index.js";
import type { Curve } from "../simulate/report.js";
import { collect, formatOption, langOption, load, wholeNumber, type Verb } from "./options.js";
import { simulate, type Simulated } from "./population/run.js";
import { summaryText } from "./population/text.js";
import { language, type Shell } from "./shell.js";
import { writeFiles } from "./write.js";

/** `allot simulate`: a whole population of applications, with ledger and pools. */

export interface SimulateOptions {
  readonly output?: string;
  readonly format: "text" | "json";
  readonly report?: string;
  readonly curve?: string;
  readonly rejects?: string;
  readonly against?: string;
  readonly againstReading?: readonly string[];
  readonly ledger?: string;
  readonly on?: string;
  readonly scheme?: readonly string[];
  readonly reading?: readonly string[];
  readonly fact?: readonly string[];
  readonly ignore?: readonly string[];
  readonly readingsEffect?: boolean;
  readonly checkpoint?: string;
  readonly checkpointEvery: number;
  readonly restart?: true;
  readonly workers?: number;
  readonly drafts?: true;
  readonly lang?: string;
}

const threads = (word: string): number => {
  const n = wholeNumber(word);
  if (n < 1 || n > 64) throw new UsageFault(`\`--workers ${word}\`: write a number from 1 to 64`, `\`--workers ${word}\`：写 1 至 64 的整数`);
  return n;
};

const every = (word: string): number => {
  const n = wholeNumber(word);
  if (n < 1) throw new UsageFault("`--checkpoint-every 0`: write a number of rows", "`--checkpoint-every 0`：写行数");
  return n;
};

const addOptions = (command: Command): Command =>
  command
    .argument("<set>", "policy file or folder")
    .argument("<cases>", "one application a row: .csv, .jsonl or .parquet")
    .option("-o, --output <file>", "results per application: .csv, .jsonl or .parquet")
    .addOption(formatOption("text", "json"))
    .option("--report <file>", "one HTML page with tables and charts")
    .option("--curve <fact>", "in the report: payout against this fact, with its caps and cliffs")
    .option("--rejects <file>", "rows that cannot be evaluated, with line and reason (.csv or .jsonl)")
    .option("--against <set>", "compare with another policy set: who wins, who loses, what it costs")
    .option("--against-reading <id=value>", "a reading of the other set; may be repeated", collect)
    .option("--ledger <file>", "earlier payments, one award a row: a CSV of subject, scheme, year, amount; they count for caps, limits and pools")
    .option("--on <date>", "date of application for rows that give none")
    .option("--scheme <name>", "only this scheme; may be repeated", collect)
    .option("--reading <id=value>", "take this alternative of a reading; may be repeated", collect)
    .option("--fact <name=value>", "a fact of all rows and of the pools, such as a budget; may be repeated", collect)
    .option("--ignore <column>", "a column that is no fact; may be repeated", collect)
    .option("--readings-effect", "what every other reading would change of the total; on by itself up to 2,000 rows")
    .option("--no-readings-effect", "leave that out")
    .option("--checkpoint <folder>", "where a run that may be taken up keeps its work; default: beside the output")
    .addOption(new Option("--checkpoint-every <rows>", "rows between two checkpoints").argParser(every).default(50_000))
    .option("--restart", "begin again although there is a checkpoint")
    .addOption(new Option("--workers <number>", "threads that settle rows; default: as many as there are processors, for large files").argParser(threads))
    .option("--drafts", "read drafts of the set too, not of the one compared with")
    .addOption(langOption());

export const simulateVerb: Verb = (command, shell) => {
  addOptions(command).action(async (set: string, cases: string, options: SimulateOptions) => {
    const lang = language(options.lang);
    for (const [flag, path] of [["-o", options.output], ["--report", options.report], ["--rejects", options.rejects]] as const) {
      if (path !== undefined && existsSync(path) && existsSync(cases) && sameFile(path, cases)) throw new UsageFault(`${flag} ${path} is the input`, `${flag} ${path} 就是输入文件`);
    }
    const simulated = await simulate(set, cases, options, lang, shell, availableParallelism());
    if (simulated === undefined) return;
    await show(simulated, options, lang, shell, set);
  });
};

const sameFile = (a: string, b: string): boolean => dirname(a) === dirname(b) && basename(a) === basename(b);

async function show({ summary, program, other }: Simulated, options: SimulateOptions, lang: "en" | "zh", shell: Shell, set: string): Promise<void> {
  if (options.report !== undefined) {
    const { reportOf } = await import("../simulate/report.js");
    writeFiles(dirname(options.report), [{ name: basename(options.report), text: reportOf(summary, { program, lang, curves: options.curve === undefined ? [] : await curvesOf(set, options.curve, lang) }) }]);
  }
  shell.out(options.format === "json" ? `${JSON.stringify(summary, null, 2)}\n` : summaryText(summary, program, other, lang, shell.colors.bold));
}

/** Curves along a fact, named by any of its names. */
async function curvesOf(set: string, name: string, lang: "en" | "zh"): Promise<readonly Curve[]> {
  const { compiled: { program } } = await load([set]);
  const fact = program?.facts.find((one) => one.id === name || one.names.includes(name) || one.titles[lang] === name);
  if (program === undefined || fact === undefined) throw new UsageFault(`--curve ${name}: there is no such fact`, `--curve ${name}：没有这项事实`);
  const { typicalCurves } = await import("../prove/typical.js");
  const { drawing } = await import("../prove/drawing.js");
  return typicalCurves(program, fact.id).map((one) => {
    const scheme = program.schemes.find((s) => s.id === one.scheme);
    const title = `${titleOf(scheme?.titles ?? {}, lang, one.scheme)} / ${titleOf(fact.titles, lang, fact.id)}`;
    return { title, svg: drawing([{ name: titleOf(scheme?.titles ?? {}, lang, one.scheme), points: one.points, color: "#1f6feb" }], title, one) };
  });
}
