import { renderAccount } from "../explain/index.js";
import type { CoreProgram } from "../ir/core.js";
import type { Site } from "../../runtime/program.js";
import { runExamples, type ExampleResult } from "../examples.js";
import { interpret } from "../interpret.js";
import { placeOf, type Language, type Sources } from "../diagnostics/render.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { UsageFault } from "./faults.js";
import { junit } from "./junit.js";
import { count, formatOption, langOption, load, runnable, type Verb } from "./options.js";
import { language, type Shell } from "./shell.js";
import { table } from "./table.js";

/** `allot test`: the examples that travel with the rules. */

interface TestOptions {
  readonly format: "text" | "json" | "junit";
  readonly coverage?: true;
  readonly run?: string;
  readonly drafts?: true;
  readonly lang?: string;
}

export const testVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .addOption(formatOption("text", "json", "junit"))
    .option("--coverage", "list the rules that no example touches")
    .option("--run <pattern>", "only examples whose title matches")
    .option("--drafts", "read drafts too")
    .addOption(langOption())
    .action(async (paths: readonly string[], options: TestOptions) => {
      const lang = language(options.lang);
      const wanted = patternOf(options.run);
      const loaded = await load(paths, options.drafts === true);
      if (runnable(loaded, shell, lang) === undefined) return;
      const core = loaded.compiled.program as CoreProgram;
      const results = runExamples(loaded.compiled).filter((result) => wanted.test(result.title));
      const untouched = options.coverage === true ? notTouched(core, results) : undefined;
      switch (options.format) {
        case "text": asText(core, results, untouched, loaded.sources, lang, shell); break;
        case "json": shell.out(`${JSON.stringify(asJson(results, untouched, loaded.sources), null, 2)}\n`); break;
        case "junit": shell.out(junit(results.map((result) => ({ file: result.file, name: result.title, failures: result.failures.map((f) => failureText(f, lang)) })))); break;
      }
      const failed = results.filter((result) => !result.passed).length;
      shell.err(lang === "en"
        ? `${count(results.length, "example")}: ${results.length - failed} passed, ${failed} failed\n`
        : `${results.length} 个算例：${results.length - failed} 个通过，${failed} 个未通过\n`);
      // a pattern that matches nothing tests nothing
      if (failed > 0 || (options.run !== undefined && results.length === 0)) shell.exit(1);
    });
};

function patternOf(pattern: string | undefined): RegExp {
  try {
    return new RegExp(pattern ?? "", "iu");
  } catch {
    throw new UsageFault(`\`--run ${pattern}\` is no pattern; escape brackets and stars with \\`, `\`--run ${pattern}\` 不是有效的模式；括号和星号前加 \\`);
  }
}

const lineOf = (at: { readonly file: string; readonly span: { readonly start: number; readonly end: number } }, sources: Sources): number =>
  placeOf(at as Diagnostic, sources).line;

const failureText = (failure: ExampleResult["failures"][number], lang: Language): string =>
  lang === "en" ? `${failure.expectation}\nexpected ${failure.expected}\ngot      ${failure.got}` : `${failure.expectation}\n应得 ${failure.expected}\n实得 ${failure.got}`;

function asText(core: CoreProgram, results: readonly ExampleResult[], untouched: readonly Untouched[] | undefined, sources: Sources, lang: Language, shell: Shell): void {
  const { green, red, bold } = shell.colors;
  const program = interpret(core);
  for (const result of results) {
    shell.out(`${result.passed ? green("✓") : red("✗")} ${result.title}  ${shell.colors.dim(`${result.file}:${lineOf(result, sources)}`)}\n`);
    for (const failure of result.failures) {
      shell.out(`${indent(failureText(failure, lang), "    ")}\n`);
      const { evaluation } = result;
      if (evaluation === undefined || failure.scheme === undefined) continue;
      const own = { ...evaluation, awards: evaluation.awards.filter((award) => award.scheme === failure.scheme), stacks: [] };
      shell.out(`\n${indent(renderAccount(program, own, { lang, format: "text" }).trimEnd(), "    ")}\n\n`);
    }
  }
  if (untouched === undefined) return;
  const rules = rulesOf(core).length;
  shell.out(`\n${bold(lang === "en" ? `touched by examples: ${rules - untouched.length} of ${count(rules, "rule")}` : `算例触及 ${rules} 条规则中的 ${rules - untouched.length} 条`)}\n`);
  if (untouched.length === 0) return;
  const place = ({ site }: Untouched): string => `${site.file}:${lineOf({ file: site.file, span: site }, sources)}`;
  shell.out(table(
    [{ title: lang === "en" ? "not touched" : "未触及" }, { title: lang === "en" ? "kind" : "类别" }, { title: lang === "en" ? "rule" : "规则", most: 90 }],
    untouched.map((one) => [place(one), one.site.kind, one.row ?? (one.site.name === "" || one.site.text.includes(one.site.name) ? one.site.text : `${one.site.name}: ${one.site.text}`)]),
    bold,
  ));
}

const indent = (text: string, pad: string): string => text.split("\n").map((line) => (line === "" ? "" : pad + line)).join("\n");

function asJson(results: readonly ExampleResult[], untouched: readonly Untouched[] | undefined, sources: Sources): unknown {
  const failed = results.filter((result) => !result.passed).length;
  return {
    format: 1, passed: results.length - failed, failed,
    examples: results.map(({ file, title, passed, failures, span }) => ({ file, line: lineOf({ file, span }, sources), title, passed, failures })),
    ...(untouched === undefined ? {} : {
      untouched: untouched.map(({ site, row }) => ({ file: site.file, line: lineOf({ file: site.file, span: site }, sources), policy: site.policy, kind: site.kind, name: site.name, text: row ?? site.text })),
    }),
  };
}

/** A rule, or a row of a table, that no example reaches. */
interface Untouched {
  readonly site: Site;
  readonly row?: string;
}

/** Kinds of constructs that an example can reach; pools and procedures are not a scheme's. */
const ruleKinds: ReadonlySet<string> = new Set(["require", "window", "deadline", "bar", "once", "elsewhere", "award", "plus", "where", "table", "cap", "floor", "deduct", "note", "instalment", "lapse", "relation"]);

/** Every rule and every row, by its key among what was touched; the same words in one place are one rule. */
function rulesOf(core: CoreProgram): readonly { readonly keys: readonly string[]; readonly rule: Untouched }[] {
  const rules = new Map<string, { keys: string[]; rule: Untouched }>();
  const enter = (place: string, key: string, rule: Untouched): void => {
    const known = rules.get(place);
    if (known === undefined) rules.set(place, { keys: [key], rule });
    else known.keys.push(key);
  };
  const ofPools = new Set(core.pools.flatMap((pool) => pool.caps.map((cap) => cap.site)));
  for (const [index, site] of core.sites.entries()) {
    if (!ruleKinds.has(site.kind) || ofPools.has(index)) continue;
    const place = `${site.file}:${site.start}:${site.end}:${site.kind}`;
    if (site.kind !== "table") enter(place, String(index), { site });
    for (const [row, { text }] of (site.rows ?? []).entries()) enter(`${place}#${row}`, `${index}#${row}`, { site, row: text });
  }
  return [...rules.values()];
}

function notTouched(core: CoreProgram, results: readonly ExampleResult[]): readonly Untouched[] {
  const touched = new Set(results.flatMap((result) => result.touched));
  return rulesOf(core).filter(({ keys }) => !keys.some((key) => touched.has(key))).map(({ rule }) => rule);
}
