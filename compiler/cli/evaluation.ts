import type { Command } from "commander";
import type { Program } from "../../runtime/program.js";
import { parseDay } from "../../runtime/date.js";
import { nearest } from "../../runtime/input.js";
import type { Language } from "../diagnostics/render.js";
import { evaluateFile, evaluateLines, type Asked, type Evaluated, type Refused } from "./cases.js";
import { UsageFault } from "./faults.js";
import { collect, langOption, load, runnable } from "./options.js";
import { language, type Shell } from "./shell.js";

/** What `eval` and `explain` share: which case, under which policies, read how. */

export interface EvaluationOptions {
  readonly policies?: readonly string[];
  readonly case?: string;
  readonly lines?: true;
  readonly on?: string;
  readonly scheme?: readonly string[];
  readonly reading?: readonly string[];
  readonly drafts?: true;
  readonly lang?: string;
}

export const addEvaluationOptions = (command: Command): Command =>
  command
    .argument("[case]", "a case or a dossier in JSON, or JSON Lines (.jsonl); - is standard input")
    .option("-p, --policies <paths...>", "policy files and folders; default: policies")
    .option("--case <file>", "the case, where it is not the argument")
    .option("--lines", "one case a line")
    .option("--on <date>", "date of application, as 2026-06-15")
    .option("--scheme <name>", "only this scheme; may be repeated", collect)
    .option("--reading <id=value>", "take this alternative of a reading; may be repeated", collect)
    .option("--drafts", "read drafts too")
    .addOption(langOption());

const isCase = (word: string): boolean => word === "-" || /\.(?:jsonl?|ndjson)$/i.test(word);

/** `--policies a b case.json`: what is no policy is the case. */
function sorted(given: string | undefined, options: EvaluationOptions): { readonly path: string; readonly policies: readonly string[] } {
  const named = options.policies ?? [];
  const cases = [...(given === undefined ? [] : [given]), ...(options.case === undefined ? [] : [options.case]), ...named.filter(isCase)];
  const [path] = cases;
  if (path === undefined) throw new UsageFault("which case? `allot eval CASE.json`, or - for standard input", "请写明申报文件：`allot eval 文件.json`，或用 - 表示标准输入");
  if (cases.length > 1) throw new UsageFault(`one case at a time, not ${cases.join(" and ")}; several go into one file, one a line (.jsonl)`, `每次一个文件，而不是 ${cases.join("、")}；多个申报写入一个文件，每行一个（.jsonl）`);
  const policies = named.filter((word) => !isCase(word));
  return { path, policies: policies.length === 0 ? ["policies"] : policies };
}

function readingsOf(given: readonly string[] | undefined): Readonly<Record<string, string>> {
  const readings: Record<string, string> = {};
  for (const word of given ?? []) {
    const at = word.indexOf("=");
    if (at <= 0 || at === word.length - 1) throw new UsageFault(`\`--reading ${word}\`: write reading=alternative`, `\`--reading ${word}\`：写成 读法=选项`);
    Object.defineProperty(readings, word.slice(0, at), { value: word.slice(at + 1), enumerable: true, configurable: true, writable: true });
  }
  return readings;
}

/** What the command line itself names must exist: exit 2, whatever the case says. */
function checkAsked(program: Program, options: EvaluationOptions, readings: Readonly<Record<string, string>>): void {
  if (options.on !== undefined && parseDay(options.on) === undefined) throw new UsageFault(`\`--on ${options.on}\`: write a day that exists, as 2026-06-15`, `\`--on ${options.on}\`：写存在的日期，如 2026-06-15`);
  const last = (id: string): string => id.slice(id.lastIndexOf(".") + 1);
  const ask = (flag: string, given: string, known: readonly (readonly string[])[], en: string, zh: string): void => {
    if (known.some((names) => names.includes(given))) return;
    const near = nearest(given, known.flat());
    throw new UsageFault(`\`--${flag} ${given}\`: there is no ${en} \`${given}\`${near === undefined ? `; there ${known.length === 1 ? "is" : "are"} ${known.map((names) => names[0]).join(", ")}` : `; did you mean \`${near}\`?`}`,
      `\`--${flag} ${given}\`：没有${zh} \`${given}\`${near === undefined ? `；有 ${known.map((names) => names[0]).join("、")}` : `；是否指 \`${near}\`？`}`);
  };
  for (const scheme of options.scheme ?? []) ask("scheme", scheme, program.schemes.map((s) => [last(s.id), s.id, ...s.names]), "scheme", "项目");
  for (const [reading, alternative] of Object.entries(readings)) {
    ask("reading", reading, program.readings.map((r) => [last(r.id), r.id, ...r.names]), "reading", "读法");
    const matching = program.readings.filter((r) => r.id === reading || r.names.includes(reading) || last(r.id) === reading);
    ask("reading", alternative, matching.flatMap((r) => r.alternatives.map((a) => [a.id, ...a.names])), `alternative of \`${reading}\``, `读法 \`${reading}\` 的选项`);
  }
}

export interface Session {
  readonly program: Program;
  readonly lang: Language;
  readonly several: boolean;
  readonly cases: AsyncIterable<Evaluated>;
}

/** Loads the policies and gives the cases one after another; those that cannot be evaluated are told and left out. */
export async function startEvaluation(given: string | undefined, options: EvaluationOptions, trace: boolean, shell: Shell): Promise<Session | undefined> {
  const lang = language(options.lang);
  const { path, policies } = sorted(given, options);
  const readings = readingsOf(options.reading);
  const program = runnable(await load(policies, options.drafts === true), shell, lang);
  if (program === undefined) return undefined;
  checkAsked(program, options, readings);
  const asked: Asked = { readings, trace, ...(options.on === undefined ? {} : { on: options.on }), ...(options.scheme === undefined ? {} : { schemes: options.scheme }) };
  const several = options.lines === true || /\.(?:jsonl|ndjson)$/i.test(path);
  async function* cases(): AsyncGenerator<Evaluated> {
    const all: AsyncIterable<Evaluated | Refused> = several ? evaluateLines(program as Program, path, asked, lang) : one(evaluateFile(program as Program, path, asked, lang));
    for await (const result of all) {
      if ("evaluation" in result) {
        yield result;
        continue;
      }
      for (const message of result.messages) shell.err(`${lang === "en" ? "error: " : "错误："}${message}\n`);
      // the other lines go on; a single case that cannot be read is a fault of its file
      shell.exit(several ? 1 : 2);
    }
  }
  return { program, lang, several, cases: cases() };
}

async function* one<T>(result: Promise<T>): AsyncGenerator<T> {
  yield await result;
}

