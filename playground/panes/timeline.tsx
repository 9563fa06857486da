import { useState } from "preact/hooks";
import type { PolicyModel } from "../protocol.js";
import { change, changeCase, lang, model, t, titleOf, work } from "../store.js";
import { headlineOf } from "../ui/amounts.js";
import { useAnswer } from "../ui/answer.js";

/** What is in force when, and what this case comes to on each day of the years of the policies. */

const dayLength = 86_400_000;

/** The years in which policies are in force, the case's own included. */
function yearsOf(policies: readonly PolicyModel[], on: string): readonly number[] {
  const known = [...policies.flatMap(({ from, to }) => [from, to]), on].flatMap((day) => (day === undefined || day === "" ? [] : [Number(day.slice(0, 4))]));
  const [from, to] = known.length === 0 ? [2026, 2026] : [Math.min(...known), Math.max(...known)];
  return Array.from({ length: Math.min(200, to - from + 1) }, (_, i) => from + i);
}

export function Timeline() {
  const given = work.value.case;
  const policies = model.value?.policies ?? [];
  const years = yearsOf(policies, given.on);
  const marked = years.filter((_, i) => i % Math.ceil(years.length / 10) === 0);
  const [firstYear, lastYear] = [years[0] ?? 0, years.at(-1) ?? 0];
  const first = Date.UTC(firstYear, 0, 1);
  const days = Math.round((Date.UTC(lastYear, 11, 31) - first) / dayLength);
  const place = (one: string): number => Math.min(days, Math.max(0, Math.round((Date.parse(one) - first) / dayLength)));
  const percent = (n: number): string => `${((n / days) * 100).toFixed(2)}%`;
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const at = place(chosen ?? (given.on === "" ? `${lastYear}-06-15` : given.on));
  const known = model.value;
  const day = new Date(first + at * dayLength).toISOString().slice(0, 10);
  const facts = Object.fromEntries(Object.entries(given.facts).filter(([name]) => known?.dates.includes(name) !== true));
  const answer = useAnswer("evaluate", { case: { ...given, on: day, facts }, lang: lang.value });
  const [head] = headlineOf(answer);
  const inForce = (known?.policies ?? []).filter(({ from, to, draft }) => (from ?? "") <= day && day <= (to ?? "9999") && (!draft || work.value.drafts));
  return (
    <section class="timeline" aria-labelledby="timeline"><h2 id="timeline">{t("timeline")}</h2>
      <div class="bars" aria-hidden="true">
        {(known?.policies ?? []).map((policy) => {
          const [from, to] = [policy.from === undefined ? 0 : place(policy.from), policy.to === undefined ? days : place(policy.to)];
          return <div key={`${policy.id}@${policy.version}`} class="bar-row"><span class={`bar ${policy.draft ? "draft" : ""} ${inForce.includes(policy) ? "now" : ""}`} style={{ marginInlineStart: percent(from), width: percent(to - from) }}>{policy.version} · {titleOf(policy.titles, policy.id)}</span></div>;
        })}
        <span class="needle" style={{ insetInlineStart: percent(at) }} />
      </div>
      <input type="range" min={0} max={days} value={at} aria-label={`${t("slider")} ${firstYear} – ${lastYear}`} aria-valuetext={`${day}: ${head?.text ?? ""}`} onInput={(event) => { setChosen(new Date(first + Number(event.currentTarget.value) * dayLength).toISOString().slice(0, 10)); }} />
      <div class="years" aria-hidden="true" style={{ gridTemplateColumns: `repeat(${marked.length}, 1fr)` }}>{marked.map((year) => <span key={year}>{year}</span>)}</div>
      <div class="row wrap between timeline-now">
        <span><strong>{day}</strong> <span class="muted">{inForce.length === 0 ? "–" : inForce.map((policy) => `${policy.version}${policy.draft ? ` (${t("draft")})` : ""}`).join(" · ")} {t("inForce")}</span></span>
        <strong>{head?.text ?? "–"}</strong>
      </div>
      <div class="row wrap">
        <button type="button" class="plain outlined" onClick={() => { changeCase({ on: day, facts }); }}>{t("useDate")}</button>
        {(known?.policies ?? []).some(({ draft }) => draft) && <label class="field inline"><input type="checkbox" checked={work.value.drafts} onChange={(event) => { change({ drafts: event.currentTarget.checked }); }} />{t("drafts")}</label>}
      </div>
    </section>
  );
}
