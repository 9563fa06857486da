import { nearest } from "../../runtime/input.js";
import { guidePages } from "../guide/index.js";
import { helpContents, helpLabels, helpMarkdown, helpPage, problemHelp, type HelpPage } from "../service/guide.js";
import type { Language } from "../diagnostics/render.js";
import { catalogue, type DiagnosticCode } from "../diagnostics/catalogue.js";
import { exampleOf } from "./error.js";
import { UsageFault } from "./faults.js";
import { formatOption, langOption, type Verb } from "./options.js";
import { language, type Shell } from "./shell.js";
import { table } from "./table.js";

/** `allot guide`: a page for each construct and each diagnostic. */

interface Options {
  readonly lang?: string;
  readonly format: "text" | "md" | "json";
}

export const guideVerb: Verb = (command, shell) => {
  command
    .argument("[topic...]", "a construct, a word of the language, or a diagnostic's code")
    .addOption(langOption())
    .addOption(formatOption("text", "md", "json"))
    .action(async (words: readonly string[], options: Options) => {
      const lang = language(options.lang);
      const topic = words.join(" ");
      if (topic === "") {
        contents(shell, lang, options.format);
        return;
      }
      const page = helpPage(topic, lang) ?? problemHelp(topic, lang);
      if (page === undefined) {
        const near = nearest(topic, [...guidePages.keys(), ...Object.keys(catalogue)]);
        throw new UsageFault(`the guide has no page \`${topic}\`${near === undefined ? "; `allot guide` lists them" : `; did you mean \`${near}\`?`}`,
          `指南中没有 \`${topic}\`${near === undefined ? "；`allot guide` 列出全部" : `；是否指 \`${near}\`？`}`);
      }
      const shown = page.kind === "problem" && options.format === "text" ? await exampleOf(page.id as DiagnosticCode, lang, shell.color) : undefined;
      shell.out(options.format === "json" ? `${JSON.stringify(page, null, 2)}\n` : options.format === "md" ? helpMarkdown(page, lang) : plain(page, lang, shell) + (shown === undefined ? "" : `\n${shown}`));
    });
};

function contents(shell: Shell, lang: Language, format: Options["format"]): void {
  const all = helpContents(lang);
  if (format === "json") shell.out(`${JSON.stringify(all, null, 2)}\n`);
  else if (format === "md") shell.out(all.map(({ title, pages }) => `## ${title}\n\n${pages.map((page) => `- \`${page.id}\` ${page.title}\n`).join("")}`).join("\n"));
  else shell.out(all.map(({ title, pages }) => table([{ title }, { title: "" }], pages.map((page) => [page.id, page.title]), shell.colors.bold)).join("\n"));
}

/** The page for a terminal: what is code is indented. */
function plain(page: HelpPage, lang: Language, { colors }: Shell): string {
  const label = (key: keyof typeof helpLabels): string => colors.dim(helpLabels[key][lang]);
  const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, "  ");
  const list = (key: "see" | "problems"): string => (page[key].length === 0 ? "" : `${label(key)}\n${table([{ title: "" }, { title: "" }], page[key].map(({ id, title }) => [`  ${id}`, title])).replace(/^\s*\n/, "")}`);
  return [
    `${colors.bold(page.title)}\n`,
    page.sentence === undefined ? "" : `${label("sentence")}\n  ${page.sentence.text}\n${page.sentence.gloss === undefined ? "" : `  ${page.sentence.gloss}\n`}`,
    page.example === undefined ? "" : `${label("rule")}\n${indented(page.example)}\n`,
    `${page.text}\n`,
    page.other === undefined ? "" : `${label("other")}\n${indented(page.other)}\n`,
    page.words.length === 0 ? "" : `${label("words")}  ${page.words.join(" · ")}\n`,
    list("problems"), list("see"),
  ].filter((part) => part !== "").join("\n");
}
