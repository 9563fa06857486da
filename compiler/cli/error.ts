import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "../../runtime/input.js";
import { catalogue, type DiagnosticCode, type Entry } from "../diagnostics/catalogue.js";
import { createSources, inGeneral, render, severityWords, type Language } from "../diagnostics/render.js";
import { UsageFault } from "./faults.js";
import { langOption, type Verb } from "./options.js";
import { language } from "./shell.js";
import { table } from "./table.js";

/** `allot error`: a page for each diagnostic. */

export const errorVerb: Verb = (command, shell) => {
  command
    .argument("[code]", "as in error[band-gap]")
    .addOption(langOption())
    .action(async (code: string | undefined, options: { readonly lang?: string }) => {
      const lang = language(options.lang);
      if (code === undefined) {
        const rows = Object.entries(catalogue as Readonly<Record<string, Entry>>).map(([name, entry]) => [name, severityWords[entry.severity][lang], inGeneral(entry[lang][0])]);
        shell.out(table([{ title: lang === "en" ? "code" : "代码" }, { title: "" }, { title: lang === "en" ? "what it says" : "内容" }], rows, shell.colors.bold));
        return;
      }
      const known = code.replace(/^(?:error|warning)?\[(.*)\]$/, "$1");
      if (!Object.hasOwn(catalogue, known)) {
        const near = nearest(known, Object.keys(catalogue));
        throw new UsageFault(`there is no diagnostic \`${code}\`${near === undefined ? "; `allot error` lists them" : `; did you mean \`${near}\`?`}`,
          `没有诊断 \`${code}\`${near === undefined ? "；`allot error` 列出全部" : `；是否指 \`${near}\`？`}`);
      }
      shell.out(await page(known as DiagnosticCode, lang, shell.color));
    });
};

async function page(code: DiagnosticCode, lang: Language, color: boolean): Promise<string> {
  const entry: Entry = catalogue[code];
  const said = (language: Language, label: string): string => {
    const [message, advice] = entry[language];
    return `${severityWords[entry.severity][language]}${language === "en" ? ": " : "："}${inGeneral(message)}\n${label}${inGeneral(advice)}\n`;
  };
  const example = await exampleOf(code, lang, color);
  const parts = [`${code}\n`, said("en", "help: "), said("zh", "建议："), ...(example === undefined ? [] : [example])];
  return parts.join("\n");
}

/** The fixture that shows the diagnostic, where the package carries it. */
export async function exampleOf(code: DiagnosticCode, lang: Language, color: boolean): Promise<string | undefined> {
  for (const up of ["../../../", "../../../../"]) {
    const folder = fileURLToPath(new URL(`${up}test/fixtures/${code}/`, import.meta.url));
    const single = fileURLToPath(new URL(`${up}test/fixtures/${code}.policy`, import.meta.url));
    const paths = existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder).filter((name) => name.endsWith(".policy")).sort().map((name) => join(folder, name)) : existsSync(single) ? [single] : [];
    if (paths.length === 0) continue;
    const files = paths.map((path) => ({ id: path.slice(path.lastIndexOf("/") + 1), text: readFileSync(path, "utf8") }));
    const texts = new Map(files.map((file) => [file.id, file.text]));
    const read = (_: string, name: string): string | undefined => (!name.includes("/") && existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : undefined);
    const { compile } = await import("../pipeline.js");
    const found = compile({ files, source: read }).diagnostics.find((d) => d.code === code);
    if (found !== undefined) return `${render(found, createSources((id) => texts.get(id)), { lang, color })}\n`;
  }
  return undefined;
}
