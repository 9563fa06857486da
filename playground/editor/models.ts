import { effect } from "@preact/signals";
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
export const modelOf = (file: string): TextModel | undefined => monaco.editor.getModel(uriOf(file)) ?? undefined;

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
  effect(() => {
    const { files } = work.value;
    for (const model of monaco.editor.getModels()) if (model.uri.scheme === "work" && files[fileOf(model.uri)] === undefined) model.dispose();
    for (const [file, text] of Object.entries(files)) {
      const model = modelOf(file);
      if (model !== undefined) {
        adopt(model, text);
        continue;
      }
      const made = monaco.editor.createModel(text, file.endsWith(".policy") ? language : "plaintext", uriOf(file));
      made.onDidChangeContent(() => { setFile(file, made.getValue()); });
    }
  });
  effect(() => {
    const problems = checked.value?.problems ?? {};
    for (const [file, found] of Object.entries(problems)) {
      const model = modelOf(file);
      if (model === undefined) continue;
      monaco.editor.setModelMarkers(model, "allot", found.map((problem) => {
        const [from, to] = [model.getPositionAt(problem.span.start), model.getPositionAt(Math.max(problem.span.end, problem.span.start + 1))];
        return {
          startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column, code: { value: problem.code, target: guideUri(problem.code, true) },
          message: problem.help === undefined ? problem.message : `${problem.message}\n${problem.help}`,
          severity: problem.severity === "error" ? monaco.MarkerSeverity.Error : problem.severity === "warning" ? monaco.MarkerSeverity.Warning : monaco.MarkerSeverity.Info,
        };
      }));
    }
  });
}

export const rangeOf = (model: TextModel, { start, end }: { readonly start: number; readonly end: number }) =>
  monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
