import { langOption, type Verb } from "./options.js";
import { language } from "./shell.js";

/** `allot lsp`: a language server on standard input and output. */

export const lspVerb: Verb = (command) => {
  command
    .addOption(langOption())
    .option("--stdio", "what editors say; it is the only way")
    .action(async (options: { readonly lang?: string }) => {
      const { serve } = await import("./lsp/server.js");
      serve(language(options.lang));
    });
};
