import { effect } from "@preact/signals";
import type { Problem } from "../../compiler/service/index.js";
import { checked, setFile, work } from "../store.js";
import { monaco } from "./monaco.js";

/** One model a text; the store and the models follow each other. */

export type TextModel = ReturnType<typeof monaco.editor.createModel>;
export const language = "allot";

/** Links into the guide, which the page opens itself; the name is reserved and leads nowhere. */
export const guideHost = "guide.invalid";
export const guideUri = (id: string, problem: boolean) => monaco.Uri.from({ scheme: "https", authority: guideHost, path: `/${id}`, query: problem ? "problem" : "" });

const uriOf = (file: string) => monaco.Uri.from({ scheme: "work", path: `/${file}` });
export const fileOf = (uri: { readonly path: string }): string => uri.path.slice(1);
const existing = (file: string): TextModel | undefined => monaco.editor.getModel(uriOf(file)) ?? undefined;

/** The model of a file of the workspace, made when it is first looked at. */
export function modelOf(file: string): TextModel | undefined {
  const known = existing(file);
  const text = work.peek().files[file];
  if (known !== undefined || text === undefined) return known;
  const made = monaco.editor.createModel(text, file.endsWith(".policy") ? language : "plaintext", uriOf(file));
  made.onDidChangeContent(() => { setFile(file, made.getValue()); });
  mark(made, checked.peek()?.problems[file] ?? []);
  return made;
}

function mark(model: TextModel, found: readonly Problem[]): void {
  monaco.editor.setModelMarkers(model, "allot", found.map((problem) => {
    const [from, to] = [model.getPositionAt(problem.span.start), model.getPositionAt(Math.max(problem.span.end, problem.span.start + 1))];
    return {
      startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column, code: { value: problem.code, target: guideUri(problem.code, true) },
      message: problem.help === undefined ? problem.message : `${problem.message}\n${problem.help}`,
      severity: problem.severity === "error" ? monaco.MarkerSeverity.Error : problem.severity === "warning" ? monaco.MarkerSeverity.Warning : monaco.MarkerSeverity.Info,
    };
  }));
}

/** Only what differs is replaced: cursors and folds stay. */
function adopt(model: TextModel, text: string): void {
  const now = model.getValue();
  if (now === text) return;
  let start = 0;
  while (start < now.length && start < text.length && now[start] === text[start]) start++;
  let end = 0;
  while (end < now.length - start && end < text.length - start && now[now.length - 1 - end] === text[text.length - 1 - end]) end++;
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(now.length - end));
  model.pushEditOperations([], [{ range, text: text.slice(start, text.length - end) }], () => null);
}

let following = false;

export function followModels(): void {
  if (following) return;
  following = true;
  let before: Readonly<Record<string, string>> = {};
  effect(() => {
    const { files } = work.value;
    const known = before;
    before = files;
    for (const model of monaco.editor.getModels()) if (model.uri.scheme === "work" && files[fileOf(model.uri)] === undefined) model.dispose();
    for (const [file, text] of Object.entries(files)) {
      if (known[file] === text) continue;
      const model = existing(file);
      if (model !== undefined) adopt(model, text);
    }
  });
  let marked: readonly string[] = [];
  effect(() => {
    const problems = checked.value?.problems ?? {};
    const files = Object.keys(problems);
    const all = new Set([...marked, ...files]);
    marked = files;
    for (const file of all) {
      const model = existing(file);
      if (model !== undefined) mark(model, problems[file] ?? []);
    }
  });
}

export const rangeOf = (model: TextModel, { start, end }: { readonly start: number; readonly end: number }) =>
  monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
