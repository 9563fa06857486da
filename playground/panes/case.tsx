import { useState } from "preact/hooks";
import type { FactInfo } from "../../runtime/program.js";
import type { Advice, SchemeModel } from "../protocol.js";
import { changeCase, emptyCase, loadCase, model, outcome, t, titleOf, work } from "../store.js";
import { useAnswer } from "../ui/answer.js";
import { factTitle, valueWord } from "./entry.js";
import { FactField } from "./fact-field.js";
import { CaseJson } from "./case-json.js";

/** A form made from the declared facts: what is known, what still matters, and what would settle it. */
export function CasePane() {
  const [json, setJson] = useState(false);
  const known = model.value;
  const given = work.value.case;
  if (known === undefined) return <p class="muted pad">{t("working")}…</p>;
  return (
    <div class="pad stack">
      <div class="row wrap between">
        <label class="field inline">{t("on")}<input type="date" value={given.on} onInput={(event) => { changeCase({ on: event.currentTarget.value }, "on"); }} /></label>
        <div class="row">
          <Samples />
          <button type="button" class="plain" onClick={() => { changeCase({ ...emptyCase, on: given.on }); }}>{t("clear")}</button>
          <div class="segmented" role="group"><button type="button" aria-pressed={!json} onClick={() => { setJson(false); }}>{t("form")}</button><button type="button" aria-pressed={json} onClick={() => { setJson(true); }}>{t("json")}</button></div>
        </div>
      </div>
      {json ? <CaseJson /> : <><SchemeChooser /><FactForm /></>}
    </div>
  );
}

function Samples() {
  const samples = model.value?.samples ?? [];
  const files = [...new Set(samples.map(({ file }) => file))];
  return (
    <select aria-label={t("samples")} value="" onChange={(event) => {
      const sample = samples[Number(event.currentTarget.value)];
      if (sample !== undefined && event.currentTarget.value !== "") loadCase(sample.case);
      event.currentTarget.value = "";
    }}>
      <option value="">{t("chooseSample")}</option>
      {files.map((file) => <optgroup key={file} label={file}>{samples.map((sample, i) => (sample.file === file ? <option key={i} value={i}>{sample.title}</option> : null))}</optgroup>)}
    </select>
  );
}

/** One entry a scheme, whatever versions there are of it. */
export const distinctSchemes = (): readonly SchemeModel[] => [...new Map((model.value?.schemes ?? []).map((scheme) => [scheme.id, scheme])).values()];

function SchemeChooser() {
  const { schemes } = work.value.case;
  const all = distinctSchemes();
  const toggle = (id: string): void => { changeCase({ schemes: schemes.includes(id) ? schemes.filter((one) => one !== id) : [...schemes, id] }); };
  const chosen = all.filter(({ id }) => schemes.includes(id));
  return (
    <details class="chooser">
      <summary>{t("schemesAsked")}<span class="muted">{chosen.length === 0 ? t("allSchemes") : chosen.map((scheme) => titleOf(scheme.titles, scheme.id)).join(" · ")}</span></summary>
      <div class="chips">
        <button type="button" class="chip" aria-pressed={schemes.length === 0} onClick={() => { changeCase({ schemes: [] }); }}>{t("allSchemes")}</button>
        {all.map((scheme) => <button key={scheme.id} type="button" class="chip" aria-pressed={schemes.includes(scheme.id)} onClick={() => { toggle(scheme.id); }}>{titleOf(scheme.titles, scheme.id)}</button>)}
      </div>
    </details>
  );
}

/** One list in the order of the declarations: a field never moves away under the hand that answers it. */
function FactForm() {
  const [others, setOthers] = useState(false);
  const given = work.value.case;
  const advice = useAnswer("advise", { case: given }) ?? [];
  const facts = (model.value?.facts ?? []).filter((fact) => !(model.value?.dates ?? []).includes(fact.id));
  const missing = new Set([...(outcome.value?.asked ?? []), ...(outcome.value?.awards ?? []).flatMap((award) => (award.status === "undetermined" || award.ceiling !== null ? award.missing : []))]);
  const isGiven = (fact: FactInfo): boolean => given.facts[fact.id] !== undefined;
  // of a year, of a row: `output 2025`, `staff.months`
  const isMissing = (fact: FactInfo): boolean => missing.has(fact.id) || ((fact.byYear || fact.kind === "list") && [...missing].some((id) => id.startsWith(`${fact.id}${fact.byYear ? " " : "."}`)));
  const shown = facts.filter((fact) => isGiven(fact) || isMissing(fact));
  const rest = facts.filter((fact) => !shown.includes(fact));
  const open = shown.filter((fact) => !isGiven(fact) || isMissing(fact));
  const weight = (one: Advice): number => one.every.length * 100 + one.some.length;
  const [next] = advice.filter((one) => one.some.length > 0 && open.some((fact) => fact.id === one.fact)).sort((a, b) => weight(b) - weight(a));
  const errors = new Map((outcome.value?.errors ?? []).map((error) => [error.fact, error]));
  const field = (fact: FactInfo) => <FactField key={fact.id} fact={fact} value={given.facts[fact.id]} error={errors.get(fact.id) ?? (fact.byYear ? [...errors].find(([id]) => id.startsWith(`${fact.id} `))?.[1] : undefined)} />;
  return (
    <>
      {next !== undefined && <NextQuestion advice={next} />}
      {open.length === 0 && outcome.value !== undefined && <p class="good-note">{t("nothingAsked")}</p>}
      <section aria-labelledby="facts"><h2 id="facts">{t("facts")}<span class="count">{t("answered")} {shown.length - open.length}</span>{open.length > 0 && <span class="count open">{t("stillAsked")} {open.length}</span>}</h2>
        <div class="facts">{shown.map(field)}</div>
      </section>
      <details open={others} onToggle={(event) => { setOthers(event.currentTarget.open); }}><summary>{t("showOthers")} ({rest.length})</summary>{others && <div class="facts">{rest.map(field)}</div>}</details>
    </>
  );
}

function NextQuestion({ advice }: { readonly advice: Advice }) {
  const fact = model.value?.facts.find((one) => one.id === advice.fact);
  if (fact === undefined) return null;
  const names = (ids: readonly string[]): string => ids.map((id) => titleOf(distinctSchemes().find((scheme) => scheme.id === id)?.titles, id)).join(" · ");
  return (
    <div class="next-question">
      <span class="eyebrow">{t("best")}</span>
      <button type="button" class="link strong" onClick={() => { document.getElementById(`fact-${fact.id}`)?.focus(); }}>{factTitle(fact)}</button>
      <p class="muted">
        {advice.every.length > 0 ? `${t("settlesAll")}: ${names(advice.every)}` : `${t("settlesIf")} ${advice.answers.map((value) => valueWord(fact, value)).join(" / ")}: ${names(advice.some)}`}
      </p>
    </div>
  );
}
