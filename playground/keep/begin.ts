import { effect } from "@preact/signals";
import type { Sample } from "../protocol.js";
import { canonical, emptyCase, enterWork, firstPolicy, model, notice, openFile, replaceWork, work, type Work } from "../store.js";
import { forget, keep, kept } from "./browser.js";

/** Where the work comes from when the page opens: a link, what was kept, or the shipped policies. */

const shipped = async (): Promise<Work["files"]> => (await import("../shipped.js")).shippedFiles;

export async function freshWork(): Promise<Work> {
  return { files: await shipped(), case: emptyCase, drafts: false };
}

/** A fresh workspace shows a case as soon as it compiles: the first that lies among its files. */
function firstCaseWhenReady(): void {
  const stop = effect(() => {
    const sample: Sample | undefined = model.value?.samples[0];
    if (model.value === undefined) return;
    queueMicrotask(() => { stop(); });
    if (sample !== undefined && Object.keys(work.peek().case.facts).length === 0) work.value = { ...work.peek(), case: canonical(sample.case) };
  });
}

/** Another set of the shipped policies in place of the texts at hand; undoing leads back. */
export function openShipped(files: Work["files"]): void {
  enterWork({ files, case: emptyCase, drafts: false });
  firstCaseWhenReady();
}

/** Whether the texts at hand are those that were shipped: nothing is lost by leaving them. */
export async function isAsShipped(): Promise<boolean> {
  const { shippedTexts } = await import("../shipped.js");
  return Object.entries(work.peek().files).every(([file, text]) => shippedTexts[file] === text);
}

export async function startFresh(): Promise<void> {
  replaceWork(await freshWork());
  firstCaseWhenReady();
}

async function openShared(hash: string): Promise<void> {
  const { openLink } = await import("./share.js");
  const opened = await openLink(hash, await shipped());
  window.history.replaceState(null, "", window.location.pathname + window.location.search);
  if ("fault" in opened) {
    notice.value = { word: opened.fault };
    return;
  }
  if (Object.keys(work.peek().files).length > 0) keep(work.peek(), "mine");
  replaceWork(opened.work);
  notice.value = { word: opened.otherEdition ? "linkOther" : "linkOpened", action: { word: "backToMine", go: () => { void backToMine(); } } };
}

async function backToMine(): Promise<void> {
  const mine = kept("mine");
  forget("mine");
  if (mine === undefined || mine === "broken") await startFresh();
  else replaceWork(mine);
  notice.value = undefined;
}

export async function beginWork(): Promise<void> {
  const before = kept();
  if (before === undefined || before === "broken") {
    work.value = await freshWork();
    if (before === "broken") notice.value = { word: "keptBroken" };
    firstCaseWhenReady();
  } else work.value = before;
  openFile.value = firstPolicy(work.value.files);
  if (window.location.hash.startsWith("#w=")) await openShared(window.location.hash);
  window.addEventListener("hashchange", () => { if (window.location.hash.startsWith("#w=")) void openShared(window.location.hash); });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = false;
  const now = (): void => {
    if (keep(work.peek()) || told) return;
    told = true;
    notice.value = { word: "notKept" };
  };
  effect(() => {
    void work.value;
    clearTimeout(timer);
    timer = setTimeout(now, 300);
  });
  window.addEventListener("pagehide", now);
}
