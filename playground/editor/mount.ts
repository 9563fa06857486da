import { effect } from "@preact/signals";
import { cursor, dark, lang, openFile, redo, reveal, undo, work } from "../store.js";
import { words } from "../words.js";
import { registerLanguage } from "./language.js";
import { fileOf, followModels, language, modelOf, rangeOf } from "./models.js";
import { monaco } from "./monaco.js";
import { defineThemes } from "./theme.js";

/** Loaded behind the shell: the editor itself. */

let prepared = false;
function prepare(): void {
  if (prepared) return;
  prepared = true;
  defineThemes();
  registerLanguage();
  followModels();
}

const common = {
  automaticLayout: true, renderFinalNewline: "on", minimap: { enabled: false }, scrollBeyondLastLine: false, fontSize: 13.5, lineHeight: 22, wordWrap: "on", wrappingIndent: "indent", padding: { top: 12, bottom: 12 },
  fontFamily: "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC Variable'",
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true, nonBasicASCII: false }, renderLineHighlight: "line", overviewRulerBorder: false, fixedOverflowWidgets: true,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 }, "semanticHighlighting.enabled": true, accessibilitySupport: "auto", folding: true, lineNumbersMinChars: 4, "bracketPairColorization.enabled": false, overviewRulerLanes: 0, hideCursorInOverviewRuler: true,
} as const;

const offset = (): string => (dark.value ? "allot-dark" : "allot-light");

export type Actions = { readonly run: (id: string) => void };

export function mountEditor(box: HTMLElement): { readonly actions: Actions; readonly dispose: () => void } {
  prepare();
  const editor = monaco.editor.create(box, { ...common, model: null, theme: offset(), ariaLabel: words.editorLabel[lang.peek()] });
  const states = new Map<string, ReturnType<typeof editor.saveViewState>>();
  const lit = editor.createDecorationsCollection();
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyZ, undo);
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyMod.Shift | monaco.KeyCode.KeyZ, redo);
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.KeyY, redo);
  let timer: ReturnType<typeof setTimeout> | undefined;
  editor.onDidChangeCursorPosition(({ position }) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const model = editor.getModel();
      if (model !== null) cursor.value = { file: fileOf(model.uri), offset: model.getOffsetAt(position) };
    }, 120);
  });
  const stops = [
    effect(() => { monaco.editor.setTheme(offset()); }),
    effect(() => { editor.updateOptions({ ariaLabel: words.editorLabel[lang.value] }); }),
    effect(() => {
      const file = openFile.value;
      void work.value.files[file];
      const model = modelOf(file) ?? null;
      const now = editor.getModel();
      if (now === model) return;
      if (now !== null) states.set(fileOf(now.uri), editor.saveViewState());
      editor.setModel(model);
      lit.clear();
      const state = states.get(file);
      if (state !== undefined) editor.restoreViewState(state);
    }),
    effect(() => {
      const place = reveal.value;
      const model = editor.getModel();
      if (place === undefined || model === null || fileOf(model.uri) !== place.file) return;
      const range = rangeOf(model, place);
      lit.set([{ range, options: { isWholeLine: true, className: "lit-lines", linesDecorationsClassName: "lit-margin" } }]);
      editor.setPosition(range.getStartPosition());
      editor.revealRangeInCenterIfOutsideViewport(range, monaco.editor.ScrollType.Smooth);
    }),
  ];
  return {
    actions: { run: (id) => { editor.focus(); editor.trigger("page", id, undefined); } },
    dispose: () => {
      for (const stop of stops) stop();
      editor.dispose();
    },
  };
}

/** A file of the workspace, or a text that is none. */
export type DiffSide = { readonly file: string } | { readonly text: string };

/** Two texts side by side, to read. */
export function mountDiff(box: HTMLElement, before: DiffSide, after: string): () => void {
  prepare();
  const own = "text" in before ? monaco.editor.createModel(before.text, language) : undefined;
  const [original, modified] = [own ?? ("file" in before ? modelOf(before.file) : undefined) ?? null, modelOf(after) ?? null];
  const editor = monaco.editor.createDiffEditor(box, { ...common, readOnly: true, originalEditable: false, renderSideBySide: true, useInlineViewWhenSpaceIsLimited: true, hideUnchangedRegions: { enabled: true }, accessibilityVerbose: true, theme: offset() } as never);
  if (original !== null && modified !== null) editor.setModel({ original, modified });
  return () => {
    editor.dispose();
    own?.dispose();
  };
}

export function mountViewer(box: HTMLElement, text: string, changed: readonly number[], label: string): () => void {
  prepare();
  const model = monaco.editor.createModel(text, "output");
  const editor = monaco.editor.create(box, { ...common, model, readOnly: true, domReadOnly: true, theme: offset(), wordWrap: "off", ariaLabel: label });
  editor.createDecorationsCollection(changed.map((line) => ({ range: new monaco.Range(line, 1, line, 1), options: { isWholeLine: true, className: "changed-line", linesDecorationsClassName: "changed-margin" } })));
  if (changed[0] !== undefined) editor.revealLineInCenter(changed[0]);
  return () => {
    editor.dispose();
    model.dispose();
  };
}
