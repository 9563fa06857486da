#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { FileFault, UsageFault } from "./faults.js";
import type { Verb } from "./options.js";
import { createShell, language, type Shell } from "./shell.js";
import { packageVersion } from "./version.js";

/** The `allot` command: one file a verb. Results go to standard output, everything else to standard error. */

const verbs: readonly (readonly [name: string, description: string, load: () => Promise<Verb>])[] = [
  ["check", "say what is wrong with policies", async () => (await import("./check.js")).checkVerb],
  ["fmt", "write policies in the canonical layout", async () => (await import("./fmt.js")).fmtVerb],
  ["eval", "say what an application gets", async () => (await import("./eval.js")).evalVerb],
  ["explain", "say why an application gets what it gets", async () => (await import("./explain.js")).explainVerb],
  ["test", "run the examples in the policies", async () => (await import("./test.js")).testVerb],
  ["fuzz", "try what the policies claim on many cases beside their breakpoints", async () => (await import("./fuzz.js")).fuzzVerb],
  ["prove", "prove that no payout passes its limits, or show who breaks them", async () => (await import("./prove.js")).proveVerb],
  ["diff", "say what changed between two versions, and who gains and who loses", async () => (await import("./diff.js")).diffVerb],
  ["cover", "say what of the source texts the policies carry, and what not", async () => (await import("./cover.js")).coverVerb],
  ["build", "write JavaScript evaluators, their types and the JSON Schema of their facts", async () => (await import("./build.js")).buildVerb],
  ["simulate", "run a population of applications, with ledger and pools", async () => (await import("./simulate.js")).simulateVerb],
  ["sample", "make a population of applications, by a seed", async () => (await import("./sample.js")).sampleVerb],
  ["timeline", "draw what is in force when", async () => (await import("./timeline.js")).timelineVerb],
  ["init", "write a first small policy, its source text, an example and a case", async () => (await import("./init.js")).initVerb],
  ["guide", "what a construct means, with an example; without a topic: all of them", async () => (await import("./guide.js")).guideVerb],
  ["error", "what a diagnostic means; without a code: all of them", async () => (await import("./error.js")).errorVerb],
  ["lsp", "serve editors over the language server protocol", async () => (await import("./lsp.js")).lspVerb],
  ["schema", "print the JSON Schema of a file that allot reads or writes", async () => (await import("./schema.js")).schemaVerb],
  ["version", "print the version", async () => (await import("./version.js")).versionVerb],
];

/** Only the verb that is asked for is loaded. */
async function commandLine(shell: Shell): Promise<Command> {
  const asked = process.argv[2] === "help" ? process.argv[3] : process.argv[2];
  const program = new Command("allot")
    .description("Public subsidy rules: check them, run them, explain them.")
    .exitOverride()
    .showHelpAfterError("(`allot help` lists the verbs, `allot VERB --help` its options)")
    .configureOutput({ writeOut: (text) => { shell.out(text); }, writeErr: (text) => { shell.err(text); } })
    .version(packageVersion(), "-V, --version", "print the version")
    .helpCommand("help [verb]", "how to use a verb")
    .addHelpText("after", "\nExit codes: 0 clean, 1 findings, 2 usage or file error, 3 internal fault.");
  for (const [name, description, load] of verbs) {
    const command = program.command(name).description(description);
    if (name === asked) (await load())(command, shell);
  }
  return program;
}

/** What ended a command, told to the person who typed it. */
function tell(error: unknown, shell: Shell): void {
  const lang = language(langAsked());
  if (error instanceof CommanderError) {
    // commander has said why
    if (error.exitCode !== 0) shell.exit(2);
  } else if (error instanceof FileFault || error instanceof UsageFault) {
    shell.err(lang === "en" ? `error: ${error.message}\n` : `错误：${error.chinese}\n`);
    shell.exit(2);
  } else {
    const what = error instanceof Error ? error.message : String(error);
    shell.err(lang === "en"
      ? `internal fault: ${what}\nThis is a fault of allot, not of your files. Please report it with the command you typed; ALLOT_DEBUG=1 shows where it happened.\n`
      : `内部故障：${what}\n这是 allot 的故障，与您的文件无关。请连同所用命令一并报告；设置 ALLOT_DEBUG=1 可显示位置。\n`);
    if (process.env["ALLOT_DEBUG"] && error instanceof Error) shell.err(`${error.stack ?? ""}\n`);
    shell.exit(3);
  }
}

function langAsked(): string | undefined {
  const at = process.argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = process.argv[at];
  return word === undefined ? undefined : word === "--lang" ? process.argv[at + 1] : word.slice("--lang=".length);
}

const shell = createShell();
process.on("uncaughtException", (error) => {
  tell(error, shell);
  process.exit();
});
try {
  const program = await commandLine(shell);
  if (process.argv.length <= 2) {
    program.outputHelp({ error: true });
    shell.exit(2);
  } else await program.parseAsync();
} catch (error) {
  tell(error, shell);
}
