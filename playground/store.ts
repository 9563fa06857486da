import { batch, computed, effect, signal } from "@preact/signals";
import { Client, ClientFault, Latest, type FaultKind } from "./client.js";
import { History } from "./history.js";
import type { FactInfo } from "../runtime/program.js";
import type { Case, Checked, Kind, Lang, Model, Outcome, Place } from "./protocol.js";
import { words, type Word } from "./words.js";

/** What the page knows. What can be undone is `work`; the rest is where the reader looks. */

export interface Work {
  readonly files: Readonly<Record<string, string>>;
  readonly case: Case;
  readonly drafts: boolean;
}

export type Pane = "rules" | "case" | "result" | "source" | "curve" | "proof" | "readings" | "compare" | "build";

export const emptyCase: Case = { on: "", facts: {}, readings: {}, schemes: [] };
export const work = signal<Work>({ files: {}, case: emptyCase, drafts: false });
export const history = new History<Work>();

export const lang = signal<Lang>("en");
export const dark = signal(false);
export const narrow = signal(false);
export const pane = signal<Pane>("case");
export const openFile = signal("");
export const openSource = signal("");

export const checked = signal<Checked | undefined>(undefined);
export const model = signal<Model | undefined>(undefined);
export const outcome = signal<Outcome | undefined>(undefined);
export const busy = signal(false);
/** Counts the workspaces opened; an answer about an earlier one is dropped. */
export const workspaces = signal(0);
/** Says once what happened; read out to those who don't see it. */
export const notice = signal<{ readonly word: Word; readonly detail?: string; readonly action?: { readonly word: Word; readonly go: () => void } } | undefined>(undefined);
/** Where the editor, or the source, should look now; a new object each time. */
export const reveal = signal<Place | undefined>(undefined);
export const sourceFocus = signal<Place | undefined>(undefined);
export const cursor = signal<{ readonly file: string; readonly offset: number }>({ file: "", offset: 0 });

/** The open page of the guide: of a construct or of a diagnostic; the contents where the id is empty. */
export const help = signal<{ readonly id: string; readonly problem: boolean } | undefined>(undefined);
/** What the comparison is between: two versions, two days, or the shipped texts and the ones at hand. */
export const compareBy = signal<"versions" | "days" | "shipped">("versions");

export const t = (word: Word): string => words[word][lang.value];
export const stale = computed(() => checked.value?.stale === true);
export const good = computed(() => checked.value?.good ?? 0);
export const titleOf = (titles: { readonly en?: string; readonly zh?: string } | undefined, fallback: string): string =>
  titles?.[lang.value] ?? titles?.[lang.value === "en" ? "zh" : "en"] ?? fallback;

const makeWorker = (): Worker => new Worker(new URL("./worker/main.ts", import.meta.url), { type: "module", name: "allot" });
const limits: Partial<Record<Kind, number>> = { check: 10_000, findings: 60_000, prove: 180_000, fuzz: 180_000, compare: 120_000, "reading-effects": 120_000 };

/** Of which good program the model is; another worker counts anew. */
let modelOf = -1;

let lastLost = "";
function lost(kind: FaultKind): void {
  modelOf = -1;
  if (kind === "stopped") return;
  notice.value = { word: kind === "stuck" ? "workerStuck" : "workerCrashed", action: { word: "tryAgain", go: () => { lastLost = ""; refreshSoon(0); } } };
  busy.value = false;
  // once by itself; a text that does it again waits for the reader
  const now = JSON.stringify(work.value);
  if (now === lastLost) return;
  lastLost = now;
  refreshSoon(50);
}

const common = { create: makeWorker, texts: () => work.value.files, drafts: () => work.value.drafts, limitMs: (kind: Kind) => limits[kind] ?? 8000 };
/** Answers while the reader types. */
export const client = new Client({ ...common, lost });
/** Long work, ended without harm. */
export const jobs = new Client({ ...common, lost: () => {} });

const latestCheck = new Latest();

let timer: ReturnType<typeof setTimeout> | undefined;
let running = false;
let again = false;
/** Asks at once where nothing is asked, else when the answer is there: a fast typist is asked about once, at the end. */
export function refreshSoon(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (running) again = true;
    else void refreshInTurn();
  }, ms);
}

async function refreshInTurn(): Promise<void> {
  running = true;
  try {
    do {
      again = false;
      await refresh();
    } while (again);
  } finally {
    running = false;
  }
  modelSoon();
}

let modelTimer: ReturnType<typeof setTimeout> | undefined;
/** Lists and forms follow when the reader rests: they are much to send. */
function modelSoon(): void {
  clearTimeout(modelTimer);
  modelTimer = setTimeout(() => {
    const count = good.peek();
    if (count === modelOf || count === 0) return;
    const of = workspaces.value;
    void client.request("model", {}).then((found) => {
      if (of !== workspaces.value) return;
      modelOf = count;
      model.value = found;
    }, () => {});
  }, 1200);
}

async function refresh(): Promise<void> {
  const asked = work.value;
  const language = lang.value;
  const of = workspaces.value;
  busy.value = true;
  try {
    const state = await latestCheck.of(client.request("check", { lang: language, drafts: asked.drafts, withModel: model.value === undefined, case: asked.case }));
    if (state === undefined || of !== workspaces.value) return;
    batch(() => {
      checked.value = state;
      if (state.outcome !== undefined) outcome.value = state.outcome;
      if (state.model === undefined) return;
      modelOf = state.good;
      model.value = state.model;
    });
    if (work.value === asked) busy.value = false;
  } catch (fault) {
    busy.value = false;
    if (!(fault instanceof ClientFault)) throw fault;
    if (fault.kind === "refused") notice.value = { word: "refusedRequest", detail: fault.message };
  }
}

/** Every change of the work goes through here. Changes of one `group` within a second are one step of undoing. */
export function change(next: Partial<Work>, group = ""): void {
  history.enter(work.value, group);
  work.value = { ...work.value, ...next };
}

export const changeCase = (next: Partial<Case>, group = ""): void => { change({ case: { ...work.value.case, ...next } }, group); };
export const setFile = (file: string, text: string): void => {
  if (work.value.files[file] !== text) change({ files: { ...work.value.files, [file]: text } }, `text ${file}`);
};

export function undo(): void {
  const before = history.back(work.value);
  if (before !== undefined) follow(before);
}

export function redo(): void {
  const after = history.forward(work.value);
  if (after !== undefined) follow(after);
}

/** Where other texts come, forms, results and the open file follow them. */
function follow(next: Work): void {
  const others = !Object.keys(work.value.files).some((file) => next.files[file] !== undefined);
  enter(next, others);
}

function enter(next: Work, others: boolean): void {
  if (others && jobs.busy) jobs.stop();
  batch(() => {
    work.value = next;
    if (others) {
      workspaces.value += 1;
      model.value = undefined;
      outcome.value = undefined;
      checked.value = undefined;
    }
    if (next.files[openFile.value] === undefined) openFile.value = firstPolicy(next.files);
  });
}

/** Another workspace that undoing leads back from. */
export function enterWork(next: Work): void {
  history.enter(work.value, "");
  follow(next);
}

/** Another workspace in place of this one; nothing of the old one can be undone into it. */
export function replaceWork(next: Work): void {
  history.clear();
  enter(next, true);
}

export const isPolicy = (file: string): boolean => file.endsWith(".policy");
/** Which surface a policy is written in: told by its own first words. */
export const surfaceOf = (text: string): Lang => (/^\s*(?:政策|词汇)/m.test(text) ? "zh" : "en");
/** The longest policy in the reader's language: where there is most to see. */
export function firstPolicy(files: Work["files"]): string {
  const policies = Object.keys(files).filter(isPolicy).sort((a, b) => (files[b]?.length ?? 0) - (files[a]?.length ?? 0));
  return policies.find((file) => surfaceOf(files[file] ?? "") === lang.peek()) ?? policies[0] ?? Object.keys(files)[0] ?? "";
}

/** Begins to follow the work. */
export function start(): void {
  let files = work.value.files;
  effect(() => {
    const { files: now } = work.value;
    void lang.value;
    // facts that are typed rest a moment; texts are asked about at once
    refreshSoon(now === files ? 20 : 0);
    files = now;
  });
}

export function show(place: Place): void {
  if (isPolicy(place.file)) {
    openFile.value = place.file;
    reveal.value = { ...place };
  } else {
    openSource.value = place.file;
    sourceFocus.value = { ...place };
  }
}

/** A case file may name facts and listed values by any of their names; the page holds the first. */
export function canonical(given: Case): Case {
  const facts = Object.fromEntries(Object.entries(given.facts).map(([name, value]) => {
    const info = model.peek()?.facts.find((fact) => fact.id === name || fact.names.includes(name));
    return [info?.id ?? name, canonicalValue(info, value)];
  }));
  return { ...given, facts };
}

function canonicalValue(info: FactInfo | undefined, value: unknown): unknown {
  if (info?.kind === "list" && Array.isArray(value)) {
    return value.map((row: unknown) => (typeof row !== "object" || row === null ? row : Object.fromEntries(Object.entries(row).map(([key, one]) => {
      const fact = info.rows?.find((each) => each.names.includes(key));
      return [fact?.names[0] ?? key, canonicalValue(fact, one)];
    }))));
  }
  return info?.members?.find((one) => one.names.includes(value as string))?.id ?? value;
}

export function renameFact(from: string, to: string): void {
  const { [from]: value, ...rest } = work.value.case.facts;
  if (value !== undefined && to !== "") changeCase({ facts: { ...rest, [to]: value } });
}

export function loadCase(next: Case): void {
  changeCase(canonical(next));
  pane.value = "case";
}
