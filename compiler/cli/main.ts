#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { addCheck } from "./check.js";
import { addEval } from "./eval.js";
import { addExplain } from "./explain.js";
import { addFmt } from "./fmt.js";
import { FileFault, UsageFault } from "./faults.js";
import { createShell, language, type Shell } from "./shell.js";
import { addVersion, packageVersion } from "./version.js";

/** The `allot` command: one file a verb. Results go to standard output, everything else to standard error. */

const verbs = [addCheck, addFmt, addEval, addExplain, addVersion];

function commandLine(shell: Shell): Command {
  const program = new Command("allot")
    .description("Public subsidy rules: check them, run them, explain them.")
    .exitOverride()
    .showHelpAfterError("(`allot help` lists the verbs, `allot VERB --help` its options)")
    .configureOutput({ writeOut: (text) => { shell.out(text); }, writeErr: (text) => { shell.err(text); } })
    .version(packageVersion(), "-V, --version", "print the version")
    .helpCommand("help [verb]", "how to use a verb")
    .addHelpText("after", "\nExit codes: 0 clean, 1 findings, 2 usage or file error, 3 internal fault.");
  for (const add of verbs) add(program, shell);
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
  const program = commandLine(shell);
  if (process.argv.length <= 2) {
    program.outputHelp({ error: true });
    shell.exit(2);
  } else await program.parseAsync();
} catch (error) {
  tell(error, shell);
}
