import { signal } from "@preact/signals";
import { isAsShipped, openShipped } from "../keep/begin.js";
import { choice } from "../keep/browser.js";
import { canPickFolders, readChosen, readFolder, saveFolder, type FolderRead } from "../keep/folder.js";
import { download, zipOf } from "../keep/zip.js";
import { change, dark, emptyCase, help, history, lang, notice, openFile, redo, replaceWork, t, undo, work } from "../store.js";
import { openTour, tourAtHand } from "../tour.js";
import { Menu } from "./menu.js";
import { Icon } from "./icon.js";
import type { ShippedSet } from "../shipped.js";

const dialogs = (): Promise<typeof import("./name-dialog.js")> => import("./name-dialog.js");

function opened(read: FolderRead | undefined): void {
  if (read === undefined) return;
  if ("fault" in read) notice.value = { word: read.fault };
  else replaceWork({ files: read.files, case: emptyCase, drafts: false });
}

/** A chooser that was closed is no fault. */
const unlessClosed = (fault: unknown): void => { if ((fault as { readonly name?: string }).name !== "AbortError") notice.value = { word: "refusedRequest", detail: String(fault) }; };

function chooseFiles(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.webkitdirectory = true;
  input.onchange = () => { if (input.files !== null) void readChosen(input.files).then(opened, unlessClosed); };
  input.click();
}

async function share(): Promise<void> {
  const [{ linkOf }, { shippedFiles }] = await Promise.all([import("../keep/share.js"), import("../shipped.js")]);
  const hash = await linkOf(work.value, shippedFiles);
  if (hash === undefined) {
    notice.value = { word: "linkLong" };
    return;
  }
  const link = `${window.location.origin === "null" ? "" : window.location.origin}${window.location.pathname}${hash}`;
  try {
    await navigator.clipboard.writeText(link);
    notice.value = { word: "linkCopied" };
  } catch {
    window.history.replaceState(null, "", hash);
    notice.value = { word: "linkShown" };
  }
}

/** The other sets that were shipped, known when the menu is first opened. */
const sets = signal<readonly ShippedSet[]>([]);
const findSets = (): void => { void import("../shipped.js").then(({ shippedSets }) => { sets.value = shippedSets; }); };

async function openSet(title: string, files: ShippedSet["files"]): Promise<void> {
  const go = (): void => {
    openShipped(files);
    notice.value = { word: "setOpened", action: { word: "undo", go: undo } };
  };
  if (await isAsShipped()) go();
  else (await dialogs()).askFirst(title, t("openSetAsks"), "openSet", go);
}

export function Header() {
  const nextLang = lang.value === "en" ? "zh" : "en";
  return (
    <header class="top">
      <div class="brand">
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true"><rect width="32" height="32" rx="7" class="mark" /><path d="M8 23v-6h4v6zm6 0V12h4v11zm6 0V8h4v15z" fill="#fff" /></svg>
        <h1>{t("title")}</h1>
        <span class="tagline">{t("tagline")}</span>
      </div>
      <div class="tools">
        <button type="button" class="icon" title={t("undo")} aria-label={t("undo")} disabled={!history.canUndo.value} onClick={undo}><Icon name="undo" /></button>
        <button type="button" class="icon" title={t("redo")} aria-label={t("redo")} disabled={!history.canRedo.value} onClick={redo}><Icon name="redo" /></button>
        <Menu label={t("files")} onOpen={findSets} items={[
          { label: t("newFile"), go: () => { void dialogs().then(({ askName }) => { askName((name) => { change({ files: { ...work.value.files, [name]: work.value.files[name] ?? "" } }); openFile.value = name; }); }); } },
          { label: t("openFolder"), go: () => { if (canPickFolders()) void readFolder().then(opened, unlessClosed); else chooseFiles(); } },
          ...(canPickFolders() ? [{ label: t("saveFolder"), go: () => { void saveFolder(work.value.files).then((done) => { if (done) notice.value = { word: "folderSaved" }; }, unlessClosed); } }] : []),
          { label: t("downloadZip"), go: () => { download("policies.zip", zipOf(work.value.files)); } },
          { label: t("removeFile"), go: () => { const { [openFile.value]: _gone, ...files } = work.value.files; change({ files }); } },
          ...sets.value.map(({ title, files }) => {
            const label = `${t("openSet")} ${title[lang.value]}`;
            return { label, go: () => { void openSet(label, files); } };
          }),
          { label: t("reset"), go: () => { void import("../shipped.js").then(({ shippedFiles }) => openSet(t("reset"), shippedFiles)); } },
        ]} />
        <Menu label={t("help")} items={[
          { label: t("guide"), go: () => { help.value = { id: "", problem: false }; } },
          ...(tourAtHand.value === undefined ? [] : [{ label: t("tour"), go: openTour }]),
        ]} />
        <button type="button" class="primary" onClick={() => { void share(); }}>{t("share")}</button>
        <button type="button" class="icon" title={t("theme")} aria-label={`${t("theme")}: ${t(dark.value ? "light" : "dark")}`} onClick={() => { dark.value = !dark.value; choice("theme", dark.value ? "dark" : "light"); }}><Icon name={dark.value ? "sun" : "moon"} /></button>
        <button type="button" class="plain lang" lang={nextLang === "zh" ? "zh-CN" : "en"} aria-label={t("switchLanguage")} onClick={() => { lang.value = nextLang; choice("lang", nextLang); }}>{t("language")}</button>
      </div>
    </header>
  );
}
