import { join, relative, resolve } from "node:path";
import { firstPolicy } from "./first-policy.js";
import { langOption, type Verb } from "./options.js";
import { language } from "./shell.js";
import { createFiles } from "./write.js";

/** `allot init`: a first small policy to start from. Never overwrites. */
export const initVerb: Verb = (command, shell) => {
  command
    .argument("<folder>", "where the files go; made where it does not exist")
    .addOption(langOption())
    .action((folder: string, options: { readonly lang?: string }) => {
      const lang = language(options.lang);
      for (const path of createFiles(folder, firstPolicy[lang])) shell.out(`${path}\n`);
      const shown = relative(process.cwd(), resolve(folder)) || ".";
      const next = [`allot check ${shown}`, `allot test ${shown}`, `allot explain ${join(shown, "city/cloud/cases/first.json")} --policies ${shown}`];
      shell.err(`${lang === "en" ? "next:" : "接着："}\n${next.map((line) => `  ${line}\n`).join("")}`);
    });
};
