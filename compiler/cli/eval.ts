import { addEvaluationOptions, startEvaluation, type EvaluationOptions } from "./evaluation.js";
import { csvRow } from "./csv.js";
import { formatOption, type Verb } from "./options.js";
import { csvHead, resultCsv, resultJson, resultText } from "./result.js";

/** `allot eval`: what an application gets. */

interface EvalOptions extends EvaluationOptions {
  readonly format: "text" | "json" | "csv";
  readonly trace?: true;
}

export const evalVerb: Verb = (command, shell) => {
  addEvaluationOptions(command)
    .addOption(formatOption("text", "json", "csv"))
    .option("--trace", "json: with every step of the account")
    .action(async (given: string | undefined, options: EvalOptions) => {
      const session = await startEvaluation(given, options, options.trace === true, shell);
      if (session === undefined) return;
      let first = true;
      for await (const evaluated of session.cases) {
        switch (options.format) {
          case "text": shell.out(`${first ? "" : "\n"}${resultText(session.program, evaluated, session.lang, shell.colors.bold)}`); break;
          case "csv": shell.out(`${first ? csvRow(csvHead) : ""}${resultCsv(evaluated, session.lang)}`); break;
          case "json": shell.out(`${JSON.stringify(resultJson(session.program, evaluated, options.trace === true), null, session.several ? 0 : 2)}\n`); break;
        }
        first = false;
        await shell.drained();
      }
    });
};
