import { randomInt } from "node:crypto";
import { parse, scan, type Ast, type Surface } from "../../grammar/index.js";
import { nearest } from "../../runtime/input.js";
import type { Evaluation } from "../../runtime/result.js";
import { placeOf, type Language, type Sources } from "../diagnostics/render.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { emitJs } from "../emit/js.js";
import type { CoreProgram } from "../ir/core.js";
import { exampleBlock } from "../testing/example.js";
import { fuzz, type Finding, type FuzzReport } from "../testing/fuzz.js";
import type { TestCase } from "../testing/case.js";
import { UsageFault } from "./faults.js";
import { sameTree, surfaceOf } from "./fmt.js";
import { collect, count, formatOption, langOption, load, runnable, wholeNumber, type Loaded, type Verb } from "./options.js";
import { language, type Shell } from "./shell.js";
import { rewriteFile } from "./write.js";

/** `allot fuzz`: the claims of the policies, tried on many cases beside their breakpoints. */

interface FuzzVerbOptions {
  readonly runs: number;
  readonly seed?: number;
  readonly scheme?: readonly string[];
  readonly save?: true;
  readonly format: "text" | "json";
  readonly drafts?: true;
  readonly lang?: string;
}

export const fuzzVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .option("--runs <number>", "cases for each scheme and each stack", wholeNumber, 300)
    .option("--seed <number>", "repeat the cases of an earlier run", wholeNumber)
    .option("--scheme <name>", "only this scheme; may be said several times", collect)
    .option("--save", "append each counterexample to its policy as an example")
    .option("--drafts", "read drafts too")
    .addOption(formatOption("text", "json"))
    .addOption(langOption())
    .action(async (paths: readonly string[], options: FuzzVerbOptions) => {
      const lang = language(options.lang);
      // what tries nothing finds nothing
      if (options.runs === 0) throw new UsageFault("`--runs` takes at least 1", "`--runs` 至少为 1");
      const loaded = await load(paths, options.drafts === true);
      if (runnable(loaded, shell, lang) === undefined) return;
      const program = loaded.compiled.program as CoreProgram;
      const schemes = options.scheme?.map((name) => known(program, name));
      const report = fuzz(program, {
        runs: options.runs, seed: options.seed ?? randomInt(1_000_000_000), other: await generatedCode(program),
        ...(schemes === undefined ? {} : { schemes }), ...(process.stderr.isTTY ? { progress: progress(lang, shell) } : {}),
      });
      const findings = report.findings.map((finding) => told(finding, program, loaded, lang));
      if (options.format === "json") shell.out(`${JSON.stringify(asJson(report, findings), null, 2)}\n`);
      else asText(report, findings, lang, shell, `allot fuzz ${paths.join(" ")} --seed ${report.seed} --runs ${report.runs}`);
      const texts = new Map(loaded.input.files.map((file) => [file.id, file.text]));
      if (options.save === true) for (const one of findings) save(one, texts, lang, shell);
      const cases = report.tried.reduce((sum, one) => sum + one.cases, 0);
      shell.err(lang === "en"
        ? `${findings.length === 0 ? "no counterexample" : count(findings.length, "counterexample")} in ${cases} cases; seed ${report.seed}\n`
        : `${cases} 个用例，${findings.length === 0 ? "未发现反例" : `发现 ${findings.length} 个反例`}；种子 ${report.seed}\n`);
      if (findings.length > 0) shell.exit(1);
    });
};

function known(program: CoreProgram, name: string): string {
  const found = program.schemes.find((scheme) => scheme.id === name || scheme.id.endsWith(`.${name}`) || scheme.names.includes(name));
  if (found !== undefined) return name;
  const near = nearest(name, program.schemes.flatMap((scheme) => [scheme.id, ...scheme.names]));
  throw new UsageFault(
    `no scheme \`${name}\`${near === undefined ? "" : `; did you mean \`${near}\`?`}`,
    `没有项目 \`${name}\`${near === undefined ? "" : `；是否指 \`${near}\`？`}`,
  );
}

/** What `allot build` would write, run beside the interpreter. */
async function generatedCode(program: CoreProgram): Promise<(at: TestCase) => Evaluation> {
  const runtime = new URL("../../runtime/index.js", import.meta.url).href;
  const text = emitJs(program).replaceAll('"allot/runtime"', JSON.stringify(runtime));
  const { evaluate } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as { readonly evaluate: (facts: unknown, options: unknown) => Evaluation };
  return (at) => evaluate(at.facts, { ...at, trace: false });
}

const progress = (lang: Language, shell: Shell) => (done: number, of: number): void => {
  shell.err(done >= of ? "\r\u001b[K" : `\r${lang === "en" ? "trying" : "进行中"} ${Math.floor((done * 100) / of)}%`);
};

/** A finding with its words: what was claimed, what came out, the clauses at odds, the case to keep. */
interface Told {
  readonly finding: Finding;
  readonly claim: string;
  readonly violation: string;
  readonly file: string;
  readonly line: number;
  readonly clauses: readonly { readonly place: string; readonly rule: string; readonly anchor: string; readonly quote: string }[];
  /** Absent for a case that cannot be read. */
  readonly example: string | undefined;
}

const lineOf = (site: { readonly file: string; readonly start: number; readonly end: number }, sources: Sources): number =>
  placeOf({ file: site.file, span: site } as unknown as Diagnostic, sources).line;

function told(finding: Finding, program: CoreProgram, { input, sources }: Loaded, lang: Language): Told {
  const { claim, violation, evaluation } = finding;
  const own = program.sites[claim.site];
  const file = own?.file ?? "";
  const source = input.files.find((one) => one.id === file)?.text ?? "";
  const clauses = [...new Set(violation.sites)].flatMap((index) => {
    const site = program.sites[index];
    if (site === undefined) return [];
    const place = `${site.file}:${lineOf(site, sources)}`;
    const cites = site.cites.length === 0 ? [{ anchor: "", quote: "" }] : site.cites;
    return cites.map(({ anchor, quote }) => ({ place, rule: site.text, anchor, quote }));
  });
  const surface = surfaceOf(scan(source).tokens);
  return {
    finding, file, line: own === undefined ? 0 : lineOf(own, sources), clauses,
    claim: claim[lang], violation: violation[lang],
    example: evaluation === undefined ? undefined : exampleBlock(program, finding.case, evaluation, surface, { policy: own?.policy ?? "", title: titleOf(finding, surface) }),
  };
}

const titleOf = ({ claim, violation }: Finding, surface: Surface): string =>
  surface === "zh" ? `反例，应得待核：${claim.zh}；${violation.zh}` : `counterexample, expectation to be checked: ${claim.en}; ${violation.en}`;

function asText(report: FuzzReport, findings: readonly Told[], lang: Language, shell: Shell, again: string): void {
  const { green, red, dim, bold } = shell.colors;
  for (const one of report.tried) {
    const failed = findings.filter(({ finding }) => finding.claim.schemes.join() === one.schemes.join()).length;
    const words = lang === "en"
      ? `${count(one.claims, "claim")}, ${one.cases} cases, ${one.paid} paid`
      : `${one.claims} 项断言，${one.cases} 个用例，${one.paid} 个有补助`;
    shell.out(`${failed === 0 ? green("✓") : red("✗")} ${one.schemes.join(" + ")}  ${dim(words)}\n`);
  }
  for (const one of findings) {
    shell.out(`\n${red("✗")} ${bold(`${one.finding.claim.subject}: ${one.claim}`)}  ${dim(`${one.file}:${one.line}`)}\n    ${one.violation}\n`);
    for (const { place, rule, anchor, quote } of one.clauses) {
      shell.out(`    ${place}  ${rule}${quote === "" ? "" : `  ${anchor} “${quote}”`}\n`);
    }
    shell.out(`\n${one.example ?? `${JSON.stringify(one.finding.case)}\n`}\n`);
  }
  if (findings.length > 0) shell.out(`${lang === "en" ? "to repeat" : "重现"}: ${again}\n`);
}

function asJson(report: FuzzReport, findings: readonly Told[]): unknown {
  return {
    format: 1, seed: report.seed, runs: report.runs, tried: report.tried,
    findings: findings.map(({ finding, claim, violation, file, line, clauses, example }) => ({
      kind: finding.claim.kind, subject: finding.claim.subject, name: finding.claim.name, claim, violation, file, line, clauses,
      case: finding.case, ...(example === undefined ? {} : { example }),
    })),
  };
}

type Example = Extract<Ast.Decl, { readonly kind: "example" }>;
const examplesIn = (text: string): readonly Example[] => parse(text).file.decls.filter((decl): decl is Example => decl.kind === "example");

/** Appends an example whose case the file does not have yet. */
function save({ example, file }: Told, texts: Map<string, string>, lang: Language, shell: Shell): void {
  const text = texts.get(file);
  if (example === undefined || text === undefined) return;
  const [wanted] = examplesIn(`policy a.b version "1" { }\n${example}`);
  const same = (one: Example): boolean => wanted !== undefined && sameTree(one.lines, wanted.lines) && sameTree(one.on, wanted.on);
  if (examplesIn(text).some(same)) {
    shell.err(lang === "en" ? `${file} has this case already\n` : `${file} 已有此用例\n`);
    return;
  }
  const longer = `${text.trimEnd()}\n\n${example}`;
  rewriteFile(file, longer);
  texts.set(file, longer);
  shell.err(lang === "en" ? `saved in ${file}; correct what it expects to what the text says\n` : `已写入 ${file}；请按文件原文改正其应得\n`);
}
