import { accounts, cover, leftOver, type CoveredPart, type SourceCoverage } from "../cover.js";
import type { Language } from "../diagnostics/render.js";
import { safe } from "../diagnostics/columns.js";
import { count, formatOption, langOption, load, type Verb } from "./options.js";
import { language, type Shell } from "./shell.js";
import { cut } from "./table.js";

/** `allot cover`: which sentences and numbers of the source texts are carried by which construct, and which are not. */

interface CoverOptions {
  readonly format: "text" | "json";
  readonly summary?: true;
  readonly drafts?: true;
  readonly lang?: string;
}

export const coverVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .addOption(formatOption("text", "json"))
    .option("--summary", "text: counts, and what is not carried")
    .option("--drafts", "read drafts too")
    .addOption(langOption())
    .action(async (paths: readonly string[], options: CoverOptions) => {
      const lang = language(options.lang);
      const loaded = await load(paths, options.drafts === true);
      // coverage is of use while the policies are being written
      const errors = loaded.compiled.diagnostics.filter((d) => d.severity === "error").length;
      if (errors > 0) {
        shell.err(lang === "en" ? `${count(errors, "error")} in the policies: only what could be read is counted\n` : `政策中有 ${errors} 处错误：只计入能读懂的部分\n`);
        shell.exit(1);
      }
      const all = cover(loaded.compiled, loaded.input.source);
      if (options.format === "json") shell.out(`${JSON.stringify(asJson(all), null, 2)}\n`);
      else for (const one of all) asText(one, options.summary === true, lang, shell);
      const left = all.reduce((sum, one) => sum + leftOver(one).length, 0);
      shell.err(lang === "en" ? `${count(all.length, "source")}: ${left === 0 ? "no number is left over" : `${count(left, "number")} left over`}\n`
        : `${all.length} 份原文：${left === 0 ? "没有遗漏的数字" : `遗漏 ${left} 个数字`}\n`);
      if (left > 0) shell.exit(1);
    });
};

const nameOf = ({ kind, name }: CoveredPart["by"][number]): string => (name === "" ? kind : `${kind} ${name}`);
const carriers = (part: CoveredPart): readonly string[] => [...new Set(part.by.map(nameOf))];

function asText(one: SourceCoverage, summary: boolean, lang: Language, shell: Shell): void {
  const { bold, red, dim, green } = shell.colors;
  const left = leftOver(one);
  const carried = one.sentences.filter((sentence) => sentence.by.length > 0).length;
  shell.out(`${bold(`${one.policy} ${one.version}: ${one.source}`)}\n`);
  shell.out(lang === "en"
    ? `  sentences: ${carried} of ${one.sentences.length} carried; numbers: ${one.numbers.length - left.length} of ${one.numbers.length} accounted for\n`
    : `  语句：${one.sentences.length} 句中承载 ${carried} 句；数字：${one.numbers.length} 个中落实 ${one.numbers.length - left.length} 个\n`);
  if (!summary) {
    for (const sentence of one.sentences) {
      const by = carriers(sentence);
      shell.out(`  ${by.length === 0 ? dim("·") : green("✓")} ${String(sentence.line).padStart(4)}  ${cut(safe(sentence.text), 100)}\n`);
      if (by.length > 0) shell.out(dim(`           ← ${safe(by.join(", "))}\n`));
      for (const number of one.numbers.filter((n) => n.start >= sentence.start && n.start < sentence.end)) {
        const own = number.by.filter(accounts);
        shell.out(own.length === 0 ? red(`         ✗ ${number.text}\n`) : dim(`         ${number.text} ← ${safe([...new Set(own.map(nameOf))].join(", "))}\n`));
      }
    }
  }
  const open = one.sentences.filter((sentence) => sentence.by.length === 0);
  if (open.length > 0) {
    shell.out(bold(lang === "en" ? `  sentences that nothing cites: ${open.length}\n` : `  没有引用的语句：${open.length} 句\n`));
    for (const sentence of open) shell.out(`    ${one.source}:${sentence.line}  ${cut(safe(sentence.text), 90)}\n`);
  }
  if (left.length > 0) {
    shell.out(bold(lang === "en" ? `  numbers that nothing accounts for: ${left.length}\n` : `  没有落实的数字：${left.length} 个\n`));
    for (const number of left) shell.out(red(`    ${one.source}:${number.line}  ${number.text}\n`));
  }
  shell.out("\n");
}

const partJson = (part: CoveredPart): unknown => ({
  line: part.line, start: part.start, end: part.end, text: part.text,
  by: part.by.map(({ carrier, kind, name, file, span }) => ({ carrier, kind, name, file, start: span.start, end: span.end })),
});

const asJson = (all: readonly SourceCoverage[]): unknown => ({
  format: 1,
  sources: all.map((one) => ({
    policy: one.policy, version: one.version, source: one.source,
    sentences: one.sentences.map(partJson), numbers: one.numbers.map(partJson), leftOver: leftOver(one).map(partJson),
  })),
});
