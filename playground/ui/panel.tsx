import type { ComponentType } from "preact";
import { BuildPane } from "../panes/build.js";
import { CasePane } from "../panes/case.js";
import { ComparePane } from "../panes/compare.js";
import { CurvePane } from "../panes/curve.js";
import { ProofPane } from "../panes/proof.js";
import { ReadingsPane } from "../panes/readings.js";
import { ResultPane } from "../panes/result.js";
import { SourcePane } from "../panes/source.js";
import { busy, narrow, outcome, pane, stale, t, workspaces, type Pane } from "../store.js";
import { headlineOf } from "./amounts.js";
import { TourCard } from "./tour-card.js";

/** The views beside the editor, and under them, always, what the case comes to. */

const views: readonly (readonly [Exclude<Pane, "rules">, ComponentType])[] = [
  ["case", CasePane], ["result", ResultPane], ["source", SourcePane], ["curve", CurvePane], ["proof", ProofPane], ["readings", ReadingsPane], ["compare", ComparePane], ["build", BuildPane],
];

function move(event: KeyboardEvent): void {
  const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("[role=tab]")];
  const at = tabs.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (to === undefined) return;
  const next = tabs[(to + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
  event.preventDefault();
}

export function Panel() {
  const names: readonly Pane[] = narrow.value ? ["result", "case", "rules", ...views.map(([name]) => name).filter((name) => name !== "result" && name !== "case")] : views.map(([name]) => name);
  const View = views.find(([name]) => name === pane.value)?.[1];
  return (
    <section class="panel" aria-label={t("panes")}>
      <div class="tabs" role="tablist" aria-label={t("panes")} onKeyDown={move}>
        {names.map((name) => (
          <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={pane.value === name} aria-controls="panel" tabIndex={pane.value === name ? 0 : -1} onClick={() => { pane.value = name; }}>
            {t(name === "rules" ? "editor" : name)}
          </button>
        ))}
      </div>
      <div id="panel" class="panel-body" role="tabpanel" tabIndex={-1} aria-labelledby={`tab-${pane.value}`}>
        {stale.value && <p class="stale-note">{t("stale")}</p>}
        {View !== undefined && <View key={workspaces.value} />}
      </div>
      <TourCard />
      {pane.value !== "result" && pane.value !== "rules" && <Ribbon />}
    </section>
  );
}

function Ribbon() {
  const [first] = headlineOf(outcome.value);
  return (
    <button type="button" class={`ribbon ${stale.value ? "stale" : ""}`} aria-busy={busy.value} onClick={() => { pane.value = "result"; }}>
      {first === undefined ? <span class="muted">{t((outcome.value?.awards.length ?? 0) > 0 ? "nothingDue" : "noCase")}</span> : <><span class="ribbon-title">{first.title}</span><strong>{first.text}</strong></>}
      <span class="go" aria-hidden="true">{t("result")} →</span>
    </button>
  );
}
