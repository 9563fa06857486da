import { accountOf, renderAccount } from "../explain/index.js";
import { addEvaluationOptions, startEvaluation, type EvaluationOptions } from "./evaluation.js";
import { UsageFault } from "./faults.js";
import { formatOption, type Verb } from "./options.js";

/** `allot explain`: why an application gets what it gets, with the sentence behind every number. */

interface ExplainOptions extends EvaluationOptions {
  readonly format: "text" | "md" | "html" | "json";
}

export const explainVerb: Verb = (command, shell) => {
  addEvaluationOptions(command)
    .addOption(formatOption("text", "md", "html", "json"))
    .action(async (given: string | undefined, options: ExplainOptions) => {
      const session = await startEvaluation(given, options, true, shell);
      if (session === undefined) return;
      if (session.several && options.format === "html") throw new UsageFault("--format html is one page: explain one case at a time", "--format html 是一个页面：每次说明一个申报");
      const { lang } = session;
      let first = true;
      for await (const { evaluation, on, line, id } of session.cases) {
        const dated = on === undefined ? {} : { on };
        if (options.format === "json") {
          const account = { ...accountOf(session.program, evaluation, lang, on), ...(line === undefined ? {} : { line }), ...(id === undefined ? {} : { id }) };
          shell.out(`${JSON.stringify(account, null, session.several ? 0 : 2)}\n`);
        } else {
          const text = renderAccount(session.program, evaluation, { lang, format: options.format, ...dated });
          shell.out(`${first ? "" : "\n"}${text.endsWith("\n") ? text : `${text}\n`}`);
        }
        first = false;
        await shell.drained();
      }
    });
};
