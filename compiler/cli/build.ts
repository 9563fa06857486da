import { Option } from "commander";
import { emitJs } from "../emit/js.js";
import { emitSchema } from "../emit/schema.js";
import { emitTypes } from "../emit/types.js";
import type { CoreProgram } from "../ir/core.js";
import { UsageFault } from "./faults.js";
import { langOption, load, runnable, type Verb } from "./options.js";
import { language } from "./shell.js";
import { writeFiles } from "./write.js";

/** `allot build`: evaluators, their types and the schema of their facts. The same policies always give the same bytes. */

type Target = "js" | "types" | "schema";

interface BuildOptions {
  readonly target?: readonly Target[];
  readonly output: string;
  readonly name: string;
  readonly runtime?: string;
  readonly drafts?: true;
  readonly lang?: string;
}

const targets: Readonly<Record<Target, { readonly ending: string; readonly emit: (program: CoreProgram, runtime: string | undefined) => string }>> = {
  js: { ending: ".js", emit: (program, runtime) => emitJs(program, runtime === undefined ? {} : { runtime }) },
  types: { ending: ".d.ts", emit: (program, runtime) => emitTypes(program, runtime) },
  schema: { ending: ".schema.json", emit: emitSchema },
};

export const buildVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .addOption(new Option("-t, --target <target>", "js, types or schema; may be repeated; default: all three").choices(Object.keys(targets))
      .argParser((word: string, before: readonly string[] | undefined) => {
        if (!Object.hasOwn(targets, word)) throw new UsageFault(`\`--target ${word}\`: choose js, types or schema`, `\`--target ${word}\`：可选 js、types、schema`);
        return [...new Set([...(before ?? []), word])];
      }))
    .option("-o, --output <folder>", "where the files are written", "build")
    .option("--name <name>", "first part of the files' names", "policies")
    .option("--runtime <module>", "where the evaluators import their runtime from; default: allot/runtime")
    .option("--drafts", "read drafts too")
    .addOption(langOption())
    .action(async (paths: readonly string[], options: BuildOptions) => {
      if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(options.name) || options.name.length > 80) throw new UsageFault(`\`--name ${options.name}\`: use letters, digits, . _ and -`, `\`--name ${options.name}\`：只用字母、数字、. _ -`);
      const loaded = await load(paths, options.drafts === true);
      if (runnable(loaded, shell, language(options.lang)) === undefined) return;
      const core = loaded.compiled.program as CoreProgram;
      const chosen = options.target ?? (Object.keys(targets) as Target[]);
      const files = chosen.map((target) => ({ name: `${options.name}${targets[target].ending}`, text: targets[target].emit(core, options.runtime) }));
      for (const path of writeFiles(options.output, files)) shell.out(`${path}\n`);
    });
};
