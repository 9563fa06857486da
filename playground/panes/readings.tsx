import { useState } from "preact/hooks";
import { ClientFault } from "../client.js";
import type { Loaded, ReadingEffect, ReadingModel } from "../protocol.js";
import { changeCase, jobs, lang, loadCase, model, show, t, titleOf, work } from "../store.js";
import { useAnswer } from "../ui/answer.js";
import { JobBar, useJob } from "../ui/job.js";
import { distinctSchemes } from "./case.js";

/** Every ambiguity of the texts, switchable, with what it changes for this case and at most for any. */

export function ReadingsPane() {
  const given = work.value.case;
  const changes = useAnswer("readings", { case: given, lang: lang.value });
  const [effects, setEffects] = useState<readonly ReadingEffect[] | undefined>(undefined);
  const job = useJob();
  const known = model.value;
  if (known === undefined) return <p class="muted pad">{t("working")}…</p>;
  const run = (): void => {
    job.run((progress) => jobs.request("reading-effects", { case: given, lang: lang.value }, progress)).then((found) => { if (found !== undefined) setEffects(found); }, (fault: unknown) => { if (!(fault instanceof ClientFault)) throw fault; });
  };
  const touched = (reading: ReadingModel): boolean => changes?.some((one) => one.reading === reading.id && one.changes.length > 0) === true;
  const sorted = [...known.readings].sort((a, b) => Number(touched(b)) - Number(touched(a)));
  const chosen = Object.keys(given.readings).length;
  return (
    <div class="pad stack">
      <p class="muted">{t("readingsAbout")}</p>
      <div class="row wrap">
        <JobBar job={job} label={t("computeEffects")} onRun={run} />
        {chosen > 0 && <button type="button" class="plain outlined" onClick={() => { changeCase({ readings: {} }); }}>{t("resetReadings")}</button>}
      </div>
      {sorted.map((reading) => (
        <fieldset key={reading.id} class={`reading-card ${touched(reading) ? "touched" : ""}`}>
          <legend>{titleOf(reading.titles, reading.id)}{touched(reading) && <span class="tag">{t("changesThis")}</span>}</legend>
          {reading.cites[0] !== undefined && <button type="button" class="link cite" onClick={() => { show(reading); }}>{reading.cites[0].clause} “{reading.cites[0].quote}”</button>}
          {reading.alternatives.map((alternative) => {
            const taken = (given.readings[reading.id] ?? reading.byDefault) === alternative.id;
            const own = changes?.find((one) => one.reading === reading.id && one.alternative === alternative.id)?.changes ?? [];
            const effect = effects?.find((one) => one.reading === reading.id && one.alternative === alternative.id);
            return (
              <div key={alternative.id} class="alternative">
                <label>
                  <input type="radio" name={reading.id} checked={taken} onChange={() => { choose(reading, alternative.id); }} />
                  <span>{titleOf(alternative.titles, alternative.id)}{alternative.id === reading.byDefault && <span class="muted"> · {t("byDefault")}{alternative.because === undefined ? "" : `${lang.value === "en" ? ": " : "："}${alternative.because}`}</span>}</span>
                </label>
                {!taken && changes !== undefined && <p class={own.length > 0 ? "change" : "muted change"}>{t("forThisCase")}: {own.length === 0 ? t("noChange") : own.map((one) => `${schemeTitle(one.scheme)} ${one.before} → ${one.after}`).join(" · ")}</p>}
                {effect !== undefined && <Effect effect={effect} />}
              </div>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}

const schemeTitle = (id: string): string => titleOf(distinctSchemes().find((scheme) => scheme.id === id)?.titles, id);

function choose(reading: ReadingModel, alternative: string): void {
  const { [reading.id]: _before, ...rest } = work.value.case.readings;
  changeCase({ readings: alternative === reading.byDefault ? rest : { ...rest, [reading.id]: alternative } });
}

function Effect({ effect }: { readonly effect: ReadingEffect }) {
  if (effect.effects.length === 0) return <p class="muted change">{t("atMost")}: {t("changesNothing")}</p>;
  return <div class="change">{t("atMost")}:{effect.effects.map((one) => <div key={one.scheme} class="effect">{schemeTitle(one.scheme)} {one.gain === undefined && one.loss === undefined && one.verdict}<Amount loaded={one.gain} kind="gain" /><Amount loaded={one.loss} kind="loss" /></div>)}</div>;
}

export function Amount({ loaded, kind }: { readonly loaded: Loaded | undefined; readonly kind: "gain" | "loss" }) {
  return loaded === undefined ? null : <button type="button" class={`link ${kind}`} title={t("loadApplicant")} onClick={() => { loadCase(loaded.case); }}>{loaded.text}</button>;
}
