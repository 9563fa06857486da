import { readFileSync } from "node:fs";
import type { Verb } from "./options.js";

/** `allot version`. */

export function packageVersion(): string {
  for (const up of ["../../../", "../../../../", "../../", "../"]) {
    try {
      const found = JSON.parse(readFileSync(new URL(`${up}package.json`, import.meta.url), "utf8")) as { readonly name?: string; readonly version?: string };
      if (found.name === "allot" && found.version !== undefined) return found.version;
    } catch {
      // not there: look further up
    }
  }
  return "0.0.0";
}

export const versionVerb: Verb = (command, shell) => {
  command.action(() => { shell.out(`allot ${packageVersion()}\n`); });
};
