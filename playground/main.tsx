import "./style/base.css";
import "./style/panes.css";
import { effect } from "@preact/signals";
import { render } from "preact";
import { beginWork } from "./keep/begin.js";
import { choice } from "./keep/browser.js";
import { dark, lang, narrow, notice, pane, redo, start, t, undo, type Pane } from "./store.js";
import { loadTours } from "./tour.js";
import { App } from "./ui/app.js";

/** Shell first; texts, fonts, worker and editor follow. */

lang.value = choice("lang") === "en" || choice("lang") === "zh" ? (choice("lang") as "en" | "zh") : navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const darkNow = (): boolean => (choice("theme") ?? (prefersDark.matches ? "dark" : "light")) === "dark";
dark.value = darkNow();
prefersDark.addEventListener("change", () => { dark.value = darkNow(); });
const small = matchMedia("(max-width: 860px)");
narrow.value = small.matches;
small.addEventListener("change", () => { narrow.value = small.matches; });
const panes: readonly Pane[] = ["rules", "case", "result", "source", "curve", "proof", "readings", "compare", "build"];
const last = choice("pane") as Pane | null;
pane.value = narrow.value ? "result" : last !== null && panes.includes(last) && last !== "rules" ? last : "result";

effect(() => {
  document.documentElement.lang = lang.value === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset["theme"] = dark.value ? "dark" : "light";
  document.title = t("title");
});
effect(() => { choice("pane", pane.value); });
effect(() => { if (!narrow.value && pane.value === "rules") pane.value = "case"; });

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const target = event.target as HTMLElement;
  // a text field that is being typed in undoes its own letters
  if (target.closest(".monaco-editor") !== null || target.matches("textarea, input[type=text], input:not([type])")) return;
  const key = event.key.toLowerCase();
  if (key === "z" && !event.shiftKey) undo();
  else if (key === "y" || (key === "z" && event.shiftKey)) redo();
  else return;
  event.preventDefault();
});

render(<App />, document.getElementById("app") as HTMLElement);
void import("./style/fonts.js");
void loadTours();
void beginWork().then(start, (fault: unknown) => { notice.value = { word: "refusedRequest", detail: String(fault) }; });
