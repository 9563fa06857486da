import { Option } from "commander";
import type { Surface } from "../../grammar/index.js";
import { createSources, render } from "../diagnostics/render.js";
import { decodeText } from "./decode.js";
import { UsageFault } from "./faults.js";
import { largestFile, listPolicyFiles, readText } from "./load.js";
import { langOption, type Verb } from "./options.js";
import { language, readStdin, type Shell } from "./shell.js";
import { rewriteFile } from "./write.js";

/** `allot fmt`: the canonical layout, in either surface. Never changes what a file says, and never loses a comment. */

interface FmtOptions {
  readonly write?: true;
  readonly check?: true;
  readonly surface?: Surface;
  readonly lang?: string;
}

export const fmtVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders; - is standard input", ["policies"])
    .option("-w, --write", "write the files")
    .option("--check", "only list the files that are not in the canonical layout; exit 1 where there are any")
    .addOption(new Option("--surface <language>", "English or Chinese keywords; default: what the file mostly uses").choices(["en", "zh"]))
    .addOption(langOption())
    .action(async (paths: readonly string[], options: FmtOptions) => {
      if (options.write === true && options.check === true) throw new UsageFault("choose one of --write and --check", "--write 与 --check 只选其一");
      if (paths.includes("-")) {
        if (paths.length > 1 || options.write === true) throw new UsageFault("- stands alone and cannot be written to", "- 只能单独使用，且不能写入");
        await fromStdin(options, shell);
        return;
      }
      const files = listPolicyFiles(paths);
      if (files.length > 1 && options.write !== true && options.check !== true) {
        throw new UsageFault(`${files.length} files: add -w to write them, or --check to see which would change`, `共 ${files.length} 个文件：用 -w 写入，或用 --check 查看哪些会改变`);
      }
      for (const file of files) await formatFile(file, options, shell);
    });
};

async function fromStdin(options: FmtOptions, shell: Shell): Promise<void> {
  const text = decodeText(await readStdin(largestFile), "standard input");
  const formatted = await format("-", text, options, shell);
  if (formatted === undefined) return;
  if (options.check !== true) shell.out(formatted);
  else if (formatted !== text) shell.exit(1);
}

async function formatFile(file: string, options: FmtOptions, shell: Shell): Promise<void> {
  const text = readText(file);
  const formatted = await format(file, text, options, shell);
  if (formatted === undefined) return;
  if (options.check === true) {
    if (formatted === text) return;
    shell.out(`${file}\n`);
    shell.exit(1);
  } else if (options.write === true) {
    if (formatted === text) return;
    rewriteFile(file, formatted);
    shell.err(`${file}\n`);
  } else shell.out(formatted);
}

/** The canonical text; undefined, and exit 1, for a file that does not parse. */
async function format(file: string, text: string, options: FmtOptions, shell: Shell): Promise<string | undefined> {
  const { parse, print, scan } = await import("../../grammar/index.js");
  const parsed = parse(text);
  if (parsed.issues.length > 0) {
    const { syntaxDiagnostics } = await import("../diagnostics/syntax.js");
    const lang = language(options.lang);
    const sources = createSources(() => text);
    for (const diagnostic of syntaxDiagnostics({ id: file, text }, parsed.issues).slice(0, 20)) {
      shell.err(`${render(diagnostic, sources, { lang, color: shell.errorColor })}\n\n`);
    }
    shell.err(lang === "en" ? `${file} is left as it is: it cannot be read\n` : `${file} 保持原样：无法读懂\n`);
    shell.exit(1);
    return undefined;
  }
  const formatted = print(parsed.file, { surface: options.surface ?? surfaceOf(scan(text).tokens) });
  const again = parse(formatted);
  if (again.issues.length > 0 || !sameTree(parsed.file, again.file)) {
    throw new Error(`the layout of ${file} would change what it says; it is left as it is`);
  }
  return formatted;
}

/** The surface in which most of the keywords are written. */
export function surfaceOf(tokens: readonly { readonly image: string; readonly tokenType: { readonly name: string } }[]): Surface {
  let chinese = 0;
  let english = 0;
  for (const token of tokens) {
    if (!token.tokenType.name.startsWith("Keyword_")) continue;
    if (/\p{Script=Han}/u.test(token.image)) chinese++;
    else english++;
  }
  return chinese > english ? "zh" : "en";
}

/** Places in the text and blank lines are layout; everything else is what a file says. */
const layout: ReadonlySet<string> = new Set(["span", "blankLines", "ownLine"]);

/** Whether two trees say the same, comments included. */
export function sameTree(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameTree(item, b[i]));
  }
  const keys = (node: object): readonly string[] => Object.keys(node).filter((key) => !layout.has(key) && (node as Record<string, unknown>)[key] !== undefined);
  const [own, other] = [keys(a), keys(b)];
  return own.length === other.length && own.every((key) => sameTree((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]));
}

