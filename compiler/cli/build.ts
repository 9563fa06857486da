import { createHash } from "node:crypto";
import { Option } from "commander";
import type { CompileInput } from "../pipeline.js";
import { typicalCurve } from "../docs/curves.js";
import { emitDocs } from "../docs/page.js";
import { emitIr } from "../emit/ir.js";
import { emitJs } from "../emit/js.js";
import { emitKernel } from "../emit/kernel.js";
import { emitKernelTypes } from "../emit/kernel-types.js";
import { emitSchema } from "../emit/schema.js";
import { emitSql, type Dialect } from "../emit/sql.js";
import { emitWorkers } from "../emit/workers.js";
import { emitTypes } from "../emit/types.js";
import type { Unit } from "../declare.js";
import type { CoreProgram } from "../ir/core.js";
import type { Plan } from "../plan/ir.js";
import { planOf } from "../plan/lower.js";
import { nearest } from "../../runtime/input.js";
import { explainBuild } from "./explain-build.js";
import { UsageFault } from "./faults.js";
import { standaloneText } from "./standalone.js";
import { collect, langOption, load, runnable, type Verb } from "./options.js";
import { language } from "./shell.js";
import { packageVersion } from "./version.js";
import { writeFiles } from "./write.js";

/** `allot build`: what other systems run. The same policies always give the same bytes. */

type Target = "js" | "types" | "schema" | "kernel" | "ir" | "sql" | "docs";

interface BuildOptions {
  readonly target?: readonly Target[];
  readonly output: string;
  readonly name: string;
  readonly runtime?: string;
  readonly standalone?: true;
  readonly dialect: Dialect;
  readonly cluster?: string;
  readonly reading?: readonly string[];
  readonly explain?: true;
  readonly drafts?: true;
  readonly lang?: string;
}

interface Made {
  readonly program: CoreProgram;
  readonly units: readonly Unit[];
  readonly lang: "en" | "zh";
  readonly plan: () => Plan;
  readonly options: BuildOptions;
}

interface File {
  readonly name: string;
  readonly text: string;
}

const targets: Readonly<Record<Target, (made: Made) => readonly File[]>> = {
  js: ({ program, options }) => [{ name: `${options.name}.js`, text: emitJs(program, { ...(options.runtime === undefined ? {} : { runtime: options.runtime }), ...(options.standalone === true ? { standalone: standaloneText("runtime.js") } : {}) }) }],
  types: ({ program, options }) => [{ name: `${options.name}.d.ts`, text: emitTypes(program, { ...(options.runtime === undefined ? {} : { runtime: options.runtime }), ...(options.standalone === true ? { standalone: standaloneText("runtime.d.ts") } : {}) }) }],
  schema: ({ program, options }) => [{ name: `${options.name}.schema.json`, text: emitSchema(program) }],
  kernel: ({ program, plan, options }) => {
    const { worker, spread, types } = emitWorkers(options.name);
    return [
      { name: `${options.name}.kernel.js`, text: `${banner(program)}${emitKernel(program, plan())}` },
      { name: `${options.name}.kernel.d.ts`, text: emitKernelTypes(program, plan()) },
      { name: `${options.name}.worker.js`, text: worker }, { name: `${options.name}.spread.js`, text: spread }, { name: `${options.name}.spread.d.ts`, text: types },
    ];
  },
  ir: ({ program, options }) => [{ name: `${options.name}.ir.json`, text: emitIr(program) }],
  sql: ({ program, plan, options }) => [{ name: `${options.name}.${options.dialect}.sql`, text: emitSql(program, plan(), { dialect: options.dialect, ...(options.cluster === undefined ? {} : { cluster: options.cluster }) }).text }],
  docs: ({ program, units, lang, options }) => [{ name: `${options.name}.${lang}.html`, text: emitDocs(program, units, { lang, curves: typicalCurve(program, lang) }) }],
};

const usual: readonly Target[] = ["js", "types", "schema"];

const banner = (program: CoreProgram): string =>
  `/**\n * Public subsidy rules in whole numbers, compiled by allot from\n${program.policies.map((policy) => ` *   ${policy.id.replaceAll("*/", "* /")} ${policy.version.replaceAll("*/", "* /")}\n`).join("")} * Do not edit: change the policy and compile again.\n */\n`;

export const buildVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .addOption(new Option("-t, --target <target>", `${Object.keys(targets).join(", ")}; may be repeated; default: ${usual.join(", ")}`).choices(Object.keys(targets))
      .argParser((word: string, before: readonly string[] | undefined) => {
        if (!Object.hasOwn(targets, word)) throw new UsageFault(`\`--target ${word}\`: choose ${Object.keys(targets).join(", ")}`, `\`--target ${word}\`：可选 ${Object.keys(targets).join("、")}`);
        return [...new Set([...(before ?? []), word])];
      }))
    .option("-o, --output <folder>", "where the files are written", "build")
    .option("--name <name>", "first part of the files' names", "policies")
    .option("--runtime <module>", "where the evaluators import their runtime from; default: allot/runtime")
    .option("--standalone", "js and types: with the runtime inside, so that they import nothing")
    .addOption(new Option("--dialect <dialect>", "of the target sql").choices(["duckdb", "postgres", "clickhouse"]).default("duckdb"))
    .option("--cluster <name>", "clickhouse: a cluster on whose shards the view runs")
    .option("--reading <reading=alternative>", "kernel and sql: fix a reading otherwise than by default; may be said several times", collect)
    .option("--explain", "say which schemes are in whole numbers, which need BigInt and why")
    .option("--drafts", "read drafts too")
    .addOption(langOption())
    .action(async (paths: readonly string[], options: BuildOptions) => {
      const lang = language(options.lang);
      if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(options.name) || options.name.length > 80) throw new UsageFault(`\`--name ${options.name}\`: use letters, digits, . _ and -`, `\`--name ${options.name}\`：只用字母、数字、. _ -`);
      if (options.standalone === true && options.runtime !== undefined) throw new UsageFault("--standalone has the runtime inside: leave out --runtime", "--standalone 已包含运行时：请去掉 --runtime");
      if (options.cluster !== undefined && options.dialect !== "clickhouse") throw new UsageFault("--cluster needs --dialect clickhouse", "--cluster 需要 --dialect clickhouse");
      const loaded = await load(paths, options.drafts === true);
      if (runnable(loaded, shell, lang) === undefined) return;
      const program = loaded.compiled.program as CoreProgram;
      const readings = readingsOf(program, options.reading ?? []);
      let planned: Plan | undefined;
      const made: Made = { program, units: loaded.compiled.units, lang, options, plan: () => (planned ??= planOf(program, { readings })) };
      const chosen = options.target ?? usual;
      const files = chosen.flatMap((target) => targets[target](made));
      files.push({ name: `${options.name}.manifest.json`, text: manifest(program, loaded.input, files, chosen, readings) });
      for (const path of writeFiles(options.output, files)) shell.out(`${path}\n`);
      if (options.explain === true) explainBuild(program, made.plan(), readings, lang, shell);
    });
};

/** "reading=alternative" pairs, by any of their names. */
function readingsOf(program: CoreProgram, pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs.map((pair) => {
    const [name = "", alternative = ""] = pair.split("=");
    const reading = program.readings.find((r) => r.id === name || r.names.includes(name) || r.id.endsWith(`.${name}`));
    if (reading === undefined) {
      const near = nearest(name, program.readings.flatMap((r) => [r.id, ...r.names])) ?? "";
      throw new UsageFault(`there is no reading \`${name}\`${near === "" ? "" : `; did you mean \`${near}\`?`}`, `没有读法 \`${name}\`${near === "" ? "" : `；是否指 \`${near}\`？`}`);
    }
    const found = reading.alternatives.find((a) => a.id === alternative || a.names.includes(alternative));
    if (found === undefined) throw new UsageFault(`\`${name}\` has no alternative \`${alternative}\`; there are ${reading.alternatives.map((a) => a.id).join(", ")}`, `\`${name}\` 没有 \`${alternative}\`；可选 ${reading.alternatives.map((a) => a.id).join("、")}`);
    return [reading.id, found.id];
  }));
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** What was built from what: enough to see later whether it is still the same. */
function manifest(program: CoreProgram, input: CompileInput, files: readonly File[], chosen: readonly Target[], readings: Readonly<Record<string, string>>): string {
  const fixed = chosen.includes("kernel") || chosen.includes("sql");
  return `${JSON.stringify({
    format: 1, compiler: `allot ${packageVersion()}`, targets: chosen,
    policies: program.policies.map((policy) => ({ id: policy.id, version: policy.version, draft: policy.draft })),
    sources: [...input.files].sort((a, b) => (a.id < b.id ? -1 : 1)).map((file) => ({ file: file.id, sha256: sha256(file.text) })),
    readings: program.readings.map((reading) => ({ id: reading.id, byDefault: reading.byDefault, ...(fixed ? { fixed: readings[reading.id] ?? reading.byDefault } : {}) })),
    files: files.map((file) => ({ name: file.name, sha256: sha256(file.text) })),
  }, null, 2)}\n`;
}
