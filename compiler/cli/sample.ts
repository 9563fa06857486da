import { Option } from "commander";
import { parseDay, type Day } from "../../runtime/date.js";
import type { CoreProgram } from "../ir/core.js";
import { sampleOf } from "../simulate/sample.js";
import { schemesCalled } from "../simulate/row.js";
import { csvRow } from "./csv.js";
import { UsageFault } from "./faults.js";
import { collect, langOption, load, runnable, wholeNumber, type Verb } from "./options.js";
import { openTable } from "./population/output.js";
import { generated } from "./population/program.js";
import { createProgress } from "./population/progress.js";
import { language } from "./shell.js";

/** `allot sample`: a population of applications made from the declared facts, the same for a seed. */

interface SampleVerbOptions {
  readonly rows: number;
  readonly seed: string;
  readonly output?: string;
  readonly scheme?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly subjects?: number;
  readonly drafts?: true;
  readonly lang?: string;
}

function day(flag: string, text: string | undefined): Day | undefined {
  const found = text === undefined ? undefined : parseDay(text);
  if (text !== undefined && found === undefined) throw new UsageFault(`\`--${flag} ${text}\`: write a day that exists, as 2026-06-15`, `\`--${flag} ${text}\`：写存在的日期，如 2026-06-15`);
  return found;
}

export const sampleVerb: Verb = (command, shell) => {
  command
    .argument("<set>", "policy file or folder")
    .addOption(new Option("-n, --rows <number>", "number of applications").argParser(wholeNumber).default(1000))
    .option("--seed <text>", "the same seed makes the same rows", "1")
    .option("-o, --output <file>", ".csv, .jsonl or .parquet; default: CSV on standard output")
    .option("--scheme <name>", "only applications for this scheme; may be repeated", collect)
    .option("--from <date>", "first date of application; default: when the first policy comes into force")
    .option("--to <date>", "last date of application; default: when the last policy expires")
    .addOption(new Option("--subjects <number>", "number of applicants; default: a third of the rows, at most 200,000").argParser(wholeNumber))
    .option("--drafts", "read drafts too")
    .addOption(langOption())
    .action(async (set: string, options: SampleVerbOptions) => {
      const lang = language(options.lang);
      const loaded = await load([set], options.drafts === true);
      if (runnable(loaded, shell, lang) === undefined) return;
      const core = loaded.compiled.program as CoreProgram;
      const program = await generated(core);
      const schemes = options.scheme?.flatMap((name) => {
        const found = schemesCalled(program, name);
        if (found.length === 0) throw new UsageFault(`\`--scheme ${name}\`: there is no scheme \`${name}\``, `\`--scheme ${name}\`：没有项目 \`${name}\``);
        return found;
      });
      const sample = sampleOf(core, program, { rows: options.rows, seed: options.seed, schemes, from: day("from", options.from), to: day("to", options.to), subjects: options.subjects === 0 ? 1 : options.subjects });
      if (options.output === undefined) {
        shell.out(csvRow(sample.columns.map(({ name }) => name)));
        let held = "";
        for (const row of sample.rows()) {
          held += csvRow(row);
          if (held.length < 1 << 16) continue;
          shell.out(held);
          held = "";
          await shell.drained();
        }
        shell.out(held);
        return;
      }
      const progress = createProgress(lang);
      const table = openTable(options.output, sample.columns);
      try {
        let done = 0;
        for (const row of sample.rows()) {
          table.row(row);
          if (++done % 1000 === 0) progress("making", done / options.rows);
        }
        table.commit();
      } catch (error) {
        table.abandon();
        throw error;
      } finally {
        progress.end();
      }
    });
};
