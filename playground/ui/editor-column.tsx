import { computed } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Problem } from "../../compiler/service/index.js";
import type { Actions } from "../editor/mount.js";
import { change, checked, client, help, isPolicy, jobs, lang, notice, openFile, show, surfaceOf, t, work } from "../store.js";

/** File tabs, the editor and what is wrong with the text. */

let actions: Actions | undefined;

const shortName = (file: string): string => file.split("/").slice(-2).join("/").replace(/\.policy$/, "");

/** Names of the files: a keystroke in one of them draws no tab again. */
const names = computed(() => Object.keys(work.value.files).sort().join("\n"));
const errorCounts = computed(() => Object.entries(checked.value?.problems ?? {}).map(([file, found]) => `${file}\t${found.filter((problem) => problem.severity === "error").length}`).sort().join("\n"));
const surfaceNow = computed(() => surfaceOf(work.value.files[openFile.value] ?? ""));

export function EditorColumn() {
  return (
    <section class="editor-column" aria-label={t("editor")}>
      <FileBar />
      <Toolbar />
      <EditorBox />
      <Problems />
    </section>
  );
}

function FileBar() {
  const files = names.value === "" ? [] : names.value.split("\n");
  const others = files.filter((file) => !isPolicy(file));
  const counts = new Map(errorCounts.value === "" ? [] : errorCounts.value.split("\n").map((line) => line.split("\t") as [string, string]));
  return (
    <div class="file-bar">
      <div class="file-tabs" role="tablist" aria-label={t("files")} onKeyDown={moveTab}>
        {files.filter(isPolicy).map((file) => {
          const errors = Number(counts.get(file) ?? 0);
          return (
            <button key={file} type="button" role="tab" title={file} aria-selected={file === openFile.value} tabIndex={file === openFile.value ? 0 : -1} aria-controls="editor-panel" onClick={() => { openFile.value = file; }}>
              {shortName(file)}{errors > 0 && <span class="badge bad">{errors}<span class="visually-hidden"> {t("errors")}</span></span>}
            </button>
          );
        })}
      </div>
      {others.length > 0 && (
        <select aria-label={t("files")} value={isPolicy(openFile.value) ? "" : openFile.value} onChange={(event) => { if (event.currentTarget.value !== "") openFile.value = event.currentTarget.value; }}>
          <option value="">{t("more")}…</option>
          {others.map((file) => <option key={file} value={file}>{shortName(file)}</option>)}
        </select>
      )}
    </div>
  );
}

function moveTab(event: KeyboardEvent): void {
  const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (by === 0) return;
  const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")];
  const next = tabs[(tabs.indexOf(document.activeElement as HTMLElement) + by + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
  event.preventDefault();
}

async function rewrite(method: "format" | "switchSurface", surface?: "en" | "zh"): Promise<void> {
  const file = openFile.value;
  const found = surface === undefined ? await client.ask("format", file) : await client.ask(method, file, surface);
  if ("reason" in found) notice.value = { word: "refusedRequest", detail: found.reason[lang.value] };
  else if (work.value.files[file] !== found.text) change({ files: { ...work.value.files, [file]: found.text } });
}

function Toolbar() {
  const file = openFile.value;
  if (!isPolicy(file)) return <div class="toolbar"><span class="muted">{file}</span></div>;
  const surface = surfaceNow.value;
  return (
    <div class="toolbar" role="toolbar" aria-label={t("editor")}>
      <button type="button" class="plain" onClick={() => { actions?.run("editor.action.quickOutline"); }}>{t("outline")}</button>
      <button type="button" class="plain" onClick={() => { void rewrite("format"); }}>{t("format")}</button>
      <div class="segmented" role="group" aria-label={t("surface")}>
        {(["zh", "en"] as const).map((one) => <button key={one} type="button" aria-pressed={surface === one} onClick={() => { if (surface !== one) void rewrite("switchSurface", one); }}>{one === "zh" ? "中文" : "English"}</button>)}
      </div>
      <span class="muted hint">{t("tabHint")}</span>
    </div>
  );
}

function EditorBox() {
  const box = useRef<HTMLDivElement>(null);
  const [loaded, setLoaded] = useState(false);
  const file = openFile.value;
  useEffect(() => {
    let dispose = (): void => {};
    let gone = false;
    void loadEditor().then(({ mountEditor }) => {
      if (gone || box.current === null) return;
      const mounted = mountEditor(box.current);
      actions = mounted.actions;
      dispose = mounted.dispose;
      setLoaded(true);
    });
    return () => {
      gone = true;
      actions = undefined;
      dispose();
    };
  }, []);
  return (
    <div class="editor-box" id="editor-panel" role="tabpanel" aria-label={file}>
      {!loaded && <pre class="before-editor" tabIndex={0} aria-label={t("loadingEditor")}>{(work.peek().files[file] ?? "").slice(0, 6000)}</pre>}
      <div ref={box} class="editor-mount" />
    </div>
  );
}

/** The editor's own words come before the editor. */
export async function loadEditor(): Promise<typeof import("../editor/mount.js")> {
  if (lang.peek() === "zh") await import("monaco-editor/nls/lang/zh-cn");
  return import("../editor/mount.js");
}

function Problems() {
  const [open, setOpen] = useState(false);
  const [deeper, setDeeper] = useState<Readonly<Record<string, readonly Problem[]>>>({});
  const problems = checked.value?.problems ?? {};
  useEffect(() => { setDeeper({}); }, [problems]);
  const all = [...Object.entries(problems), ...Object.entries(deeper)].flatMap(([file, found]) => found.map((problem) => ({ file, problem })));
  const count = (severity: string): number => all.filter(({ problem }) => (problem.severity === "error") === (severity === "error")).length;
  const [errors, warnings] = [count("error"), count("other")];
  return (
    <div class={`problems ${errors > 0 ? "bad" : ""}`}>
      <div class="problems-head">
        <button type="button" class="plain" aria-expanded={open} onClick={() => { setOpen(!open); }}>
          {all.length === 0 ? `✓ ${t("noProblems")}` : `${errors > 0 ? `✗ ${errors} ${t("errors")}` : ""}${errors > 0 && warnings > 0 ? " · " : ""}${warnings > 0 ? `${warnings} ${t("warnings")}` : ""}`}
        </button>
        <button type="button" class="plain small" onClick={() => { void jobs.request("findings", { lang: lang.value }).then((found) => { setDeeper(found); setOpen(true); }, () => {}); }}>{t("analyse")}</button>
      </div>
      {open && all.length > 0 && (
        <ul class="problem-list" tabIndex={0} aria-label={t("problems")}>
          {all.map(({ file, problem }, i) => (
            <li key={i}>
              <button type="button" class={`problem ${problem.severity}`} onClick={() => { show({ file, start: problem.span.start, end: problem.span.end }); }}>
                <span class="where">{shortName(file)}</span> {problem.message}
              </button>
              <button type="button" class="plain small" aria-label={`${t("explain")}: ${problem.code}`} onClick={() => { help.value = { id: problem.code, problem: true }; }}>{t("explain")}</button>
              {problem.fixes[0] !== undefined && <button type="button" class="plain small" onClick={() => { applyFix(problem); }}>{t("fix")}: {problem.fixes[0].title}</button>}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function applyFix(problem: Problem): void {
  const files = { ...work.value.files };
  for (const edit of [...(problem.fixes[0]?.edits ?? [])].sort((a, b) => b.start - a.start)) {
    const text = files[edit.file];
    if (text !== undefined) files[edit.file] = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  }
  change({ files });
}
