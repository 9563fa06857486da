import { effectOf, effectOnDays } from "../diff/effect.js";
import { asHtml, asMarkdown, asText, type Comparison } from "../diff/report.js";
import { structuralChanges } from "../diff/structure.js";
import { onDay, onlyPolicies, validities, type Validity } from "../versions.js";
import type { CoreProgram } from "../ir/core.js";
import { parseDay } from "../../runtime/date.js";
import { existsSync } from "node:fs";
import type { CompileInput } from "../pipeline.js";
import { UsageFault } from "./faults.js";
import { collect, formatOption, langOption, load, runnable, type Verb } from "./options.js";
import { language, type Shell } from "./shell.js";
import { basename, dirname } from "node:path";
import { parse } from "../../grammar/index.js";
import { loadPolicies } from "./load.js";
import { writeFiles } from "./write.js";

/** `allot diff`: what changed between two versions, and who gains and who loses. */

interface DiffOptions {
  readonly format: "text" | "md" | "json" | "html";
  readonly on?: readonly string[];
  readonly policies?: readonly string[];
  readonly scheme?: readonly string[];
  readonly output?: string;
  readonly exitCode?: true;
  readonly lang?: string;
}

export const diffVerb: Verb = (command, shell) => {
  command
    .argument("[old]", "a policy file or folder, or a version such as `city.plan@2024`")
    .argument("[new]", "the other")
    .addOption(formatOption("text", "md", "json", "html"))
    .option("--on <date>", "compare one set on two dates or more; may be said several times", collect)
    .option("--policies <path>", "the set that versions, dates and imports are looked up in; default: policies", collect)
    .option("--scheme <id>", "only this scheme; may be said several times", collect)
    .option("-o, --output <file>", "write the result to a file")
    .option("--exit-code", "end with 1 where anything changed")
    .addOption(langOption())
    .action(async (old: string | undefined, now: string | undefined, options: DiffOptions) => {
      const lang = language(options.lang);
      const pairs = await comparisons(old, now, options, shell, lang);
      if (pairs === undefined) return;
      const { dim, green, red } = shell.colors;
      const paint = (kind: string, text: string): string => (kind === "gain" || kind === "after" ? green(text) : kind === "loss" || kind === "before" ? red(text) : kind === "quote" || kind === "equal" ? dim(text) : text);
      const parts = pairs.map((c) => ({ text: () => asText(c, lang, options.output === undefined ? paint : undefined), md: () => asMarkdown(c, lang), html: () => asHtml(c, lang), json: () => `${JSON.stringify(asJson(c), null, 2)}\n` })[options.format]());
      if (options.format === "html" && parts.length > 1) throw new UsageFault("--format html is one page: compare two dates at a time", "--format html 是一个页面：每次比较两个日期");
      const result = parts.join("\n");
      if (options.output === undefined) shell.out(result);
      else writeFiles(dirname(options.output), [{ name: basename(options.output), text: result }]);
      if (options.exitCode === true && pairs.some((c) => c.changes.length > 0 || c.effect.schemes.some((one) => one.verdict !== "equal"))) shell.exit(1);
    });
};

async function comparisons(old: string | undefined, now: string | undefined, options: DiffOptions, shell: Shell, lang: "en" | "zh"): Promise<readonly Comparison[] | undefined> {
  if (options.on !== undefined) {
    const dates = options.on.map((text) => ({ text, day: parseDay(text) }));
    const wrong = dates.find(({ day }) => day === undefined);
    if (wrong !== undefined) throw new UsageFault(`\`${wrong.text}\` is no date such as 2026-06-30`, `\`${wrong.text}\` 不是 2026-06-30 这样的日期`);
    if (dates.length < 2) throw new UsageFault("say --on at least twice", "--on 至少写两次");
    const loaded = await load(old === undefined ? (options.policies ?? ["policies"]) : [old], false);
    if (runnable(loaded, shell, lang) === undefined) return undefined;
    const program = loaded.compiled.program as CoreProgram;
    return dates.slice(1).map((date, i) => {
      const before = dates[i] as (typeof dates)[number];
      return compared(onDay(program, before.day ?? 0), onDay(program, date.day ?? 0), [before.text, date.text], options.scheme, true);
    });
  }
  if (old === undefined || now === undefined) throw new UsageFault("say what to compare: `allot diff OLD NEW`, or `allot diff --on DATE --on DATE`", "写明比较什么：`allot diff 旧 新`，或 `allot diff --on 日期 --on 日期`");
  const [a, b] = [await side(old, options, shell, lang), await side(now, options, shell, lang)];
  if (a === undefined || b === undefined) return undefined;
  // what both hold unchanged, such as a province's policy, stays beside both
  return [compared(a, b, [old, now], options.scheme)];
}

/** A version of the set, or files of their own with the vocabulary of the set. */
async function side(what: string, options: DiffOptions, shell: Shell, lang: "en" | "zh"): Promise<CoreProgram | undefined> {
  const set = options.policies ?? ["policies"];
  const at = what.lastIndexOf("@");
  const loaded = await load(at > 0 ? set : withSet(what, set, options.policies !== undefined), true);
  if (runnable(loaded, shell, lang) === undefined) return undefined;
  const program = loaded.compiled.program as CoreProgram;
  const all = validities(program);
  const named = at > 0
    ? all.filter(({ policy, version }) => (policy === what.slice(0, at) || policy.endsWith(`.${what.slice(0, at)}`)) && version === what.slice(at + 1))
    : withoutDrafts(all.filter(({ index }) => isWithin(program.sites[program.policies[index]?.site ?? -1]?.file ?? "", what)));
  if (named.length === 0) {
    const known = all.map(({ policy, version }) => `${policy}@${version}`).join(", ");
    throw new UsageFault(`there is no policy \`${what}\`; there are ${known}`, `没有政策 \`${what}\`；已有 ${known}`);
  }
  const ids = new Set(named.map(({ policy }) => policy));
  // of the other policies that version which is not a draft
  const others = all.filter(({ policy, draft }) => !ids.has(policy) && !draft);
  return onlyPolicies(program, new Set([...named, ...others].map(({ index }) => index)));
}

/** Of a folder's policies the drafts are left out where another version is there. */
const withoutDrafts = (all: readonly Validity[]): readonly Validity[] =>
  all.filter((one) => !one.draft || all.every((other) => other.policy !== one.policy || other.draft));

/** Files of a side, and of the set what they do not replace themselves, where they are of it or use it. */
function withSet(what: string, set: readonly string[], asked: boolean): CompileInput {
  const own = loadPolicies([what]);
  const idOf = (text: string): string | undefined => parse(text).file.header?.id.text;
  const ids = new Set(own.files.map((file) => idOf(file.text)));
  if (!set.some((path) => existsSync(path))) return own;
  const others = loadPolicies(set.filter((path) => existsSync(path)));
  const lacks = own.files.some(({ text }) => parse(text).file.decls.some((decl) => decl.kind === "use" && !ids.has(decl.id.text)));
  if (!asked && !lacks && !own.files.some((file) => others.files.some((other) => normal(other.id) === normal(file.id)))) return own;
  return { files: [...own.files, ...others.files.filter((file) => !own.files.some((o) => o.id === file.id) && !ids.has(idOf(file.text)))], source: own.source };
}

const normal = (path: string): string => path.replace(/\\/g, "/").replace(/^\.\//, "").replace(/\/+$/, "");
const isWithin = (file: string, path: string): boolean => normal(file) === normal(path) || normal(file).startsWith(`${normal(path)}/`) || normal(file).endsWith(`/${normal(path)}`);

function compared(before: CoreProgram, after: CoreProgram, names: readonly [string, string], schemes: readonly string[] | undefined, dated = false): Comparison {
  const only = schemes === undefined ? undefined : [...before.schemes, ...after.schemes].filter((s) => schemes.some((name) => s.id === name || s.names.includes(name))).map((s) => s.id);
  const changes = structuralChanges(before, after).filter((change) => only === undefined || only.includes(change.owner) || only.includes(change.name));
  return { before, after, names, changes, effect: dated ? effectOnDays(before, after, names, only) : effectOf(before, after, only) };
}

function asJson(c: Comparison): unknown {
  const site = (s: Comparison["changes"][number]["before"]): unknown => (s === undefined ? null : { text: s.text, cites: s.cites, file: s.file, start: s.start, end: s.end });
  return {
    format: 1, before: c.names[0], after: c.names[1],
    changes: c.changes.map(({ before, after, ...change }) => ({ ...change, before: site(before), after: site(after) })),
    effect: c.effect,
  };
}
