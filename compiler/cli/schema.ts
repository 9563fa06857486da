import { Argument } from "commander";
import type { Verb } from "./options.js";
import { accountSchema } from "./schemas/account.js";
import { caseSchema, dossierSchema, type JsonSchema } from "./schemas/case.js";
import { irSchema } from "./schemas/ir.js";
import { resultSchema } from "./schemas/result.js";

/** `allot schema`: the contracts of the files people write and read. */

const schemas: Readonly<Record<string, JsonSchema>> = { case: caseSchema, dossier: dossierSchema, result: resultSchema, account: accountSchema, ir: irSchema };

export const schemaVerb: Verb = (command, shell) => {
  command
    .addArgument(new Argument("<file>", "which file").choices(Object.keys(schemas)))
    .action((name: string) => { shell.out(`${JSON.stringify(schemas[name], null, 2)}\n`); });
};
