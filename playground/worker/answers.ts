import { typicalCurve } from "../../compiler/docs/curves.js";
import { emitDocs } from "../../compiler/docs/page.js";
import { emitIr } from "../../compiler/emit/ir.js";
import { emitJs } from "../../compiler/emit/js.js";
import { emitKernel } from "../../compiler/emit/kernel.js";
import { emitSchema } from "../../compiler/emit/schema.js";
import { emitSql } from "../../compiler/emit/sql.js";
import { emitTypes } from "../../compiler/emit/types.js";
import { planOf } from "../../compiler/plan/lower.js";
import { cover } from "../../compiler/cover.js";
import { helpContents, helpPage, problemContents, problemHelp } from "../../compiler/service/index.js";
import { runExamples } from "../../compiler/examples.js";
import type { Input, Kind, Lang, Output, Target } from "../protocol.js";
import { compare } from "./compare.js";
import { curve } from "./curve.js";
import { advise, evaluateHere } from "./evaluate.js";
import { modelOf } from "./model.js";
import { fuzzHere, proveHere } from "./prove.js";
import { readingChanges, readingEffects } from "./readings.js";
import type { Workspace } from "./workspace.js";

/** One function for each question. */

type Progress = (done: number, of: number) => void;
type Answers = { readonly [K in Kind]: (workspace: Workspace, input: Input<K>, progress: Progress) => Output<K> | Promise<Output<K>> };

export const answers: Answers = {
  check(workspace, { lang, withModel, case: asked }) {
    const { service } = workspace;
    const all = workspace.all();
    return {
      problems: Object.fromEntries(service.filesWithProblems().map((file) => [file, service.diagnostics(file, lang)])),
      stale: service.lastGood().stale, good: all === undefined ? 0 : workspace.good, outcome: all === undefined ? undefined : evaluateHere(workspace, asked, lang),
      ...(all === undefined || !withModel ? {} : { model: modelOf(workspace, all) }),
    };
  },
  model(workspace) {
    const all = workspace.all();
    if (all === undefined) throw new Error("nothing has compiled yet");
    return modelOf(workspace, all);
  },
  evaluate: (workspace, input) => evaluateHere(workspace, input.case, input.lang),
  advise: (workspace, input) => advise(workspace, input.case),
  ask({ service }, { method, args }) {
    return (service[method] as (...args: readonly unknown[]) => unknown)(...args);
  },
  coverage: (workspace) => cover(workspace.service.compiled(), workspace.source),
  curve,
  readings: readingChanges,
  "reading-effects": readingEffects,
  prove: proveHere,
  fuzz: fuzzHere,
  examples: (workspace) => runExamples(workspace.service.compiled()).map(({ file, title, span, passed, failures }) => ({
    file, start: span.start, end: span.end, title, passed, failures: failures.map((one) => `${one.expectation}: ${one.got}`),
  })),
  findings: ({ service }, { lang }) => Object.fromEntries(service.files().map((file) => [file, service.findings(file, lang)])),
  compare,
  help: (_, { id, problem, lang }) => ({
    page: id === "" ? undefined : (problem ? problemHelp(id, lang) : undefined) ?? helpPage(id, lang), families: helpContents(lang), problems: problemContents(lang),
  }),
  build: (workspace, { target, lang }) => built(workspace, target, lang),
};

function built(workspace: Workspace, target: Target, lang: Lang): { readonly text: string; readonly left: readonly string[] } {
  const program = workspace.program();
  const plain = (text: string): { readonly text: string; readonly left: readonly string[] } => ({ text, left: [] });
  switch (target) {
    case "js": return plain(emitJs(program));
    case "types": return plain(emitTypes(program));
    case "schema": return plain(emitSchema(program));
    case "ir": return plain(emitIr(program));
    case "docs": return plain(emitDocs(program, workspace.units, { lang, curves: typicalCurve(program, lang) }));
    case "kernel": {
      const plan = planOf(program);
      return { text: emitKernel(program, plan), left: plan.left.map(({ id, why }) => `${id}: ${why}`) };
    }
    default: {
      const { text, left } = emitSql(program, planOf(program), { dialect: target });
      return { text, left: left.map(({ id, why }) => `${id}: ${why}`) };
    }
  }
}
