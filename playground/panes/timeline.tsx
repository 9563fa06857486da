import { useState } from "preact/hooks";
import { change, changeCase, lang, model, t, titleOf, work } from "../store.js";
import { headlineOf } from "../ui/amounts.js";
import { useAnswer } from "../ui/answer.js";

/** What is in force when, and what this case comes to on each day from 2024 to 2028. */

const first = Date.UTC(2024, 0, 1);
const days = Math.round((Date.UTC(2028, 11, 31) - first) / 86_400_000);
const dayOf = (n: number): string => new Date(first + n * 86_400_000).toISOString().slice(0, 10);
const place = (day: string): number => Math.min(days, Math.max(0, Math.round((Date.parse(day) - first) / 86_400_000)));
const percent = (n: number): string => `${((n / days) * 100).toFixed(2)}%`;

export function Timeline() {
  const given = work.value.case;
  const [at, setAt] = useState(place(given.on === "" ? "2026-06-15" : given.on));
  const known = model.value;
  const day = dayOf(at);
  const facts = Object.fromEntries(Object.entries(given.facts).filter(([name]) => known?.dates.includes(name) !== true));
  const answer = useAnswer("evaluate", { case: { ...given, on: day, facts }, lang: lang.value });
  const [head] = headlineOf(answer);
  const inForce = (known?.policies ?? []).filter(({ from, to, draft }) => (from ?? "") <= day && day <= (to ?? "9999") && (!draft || work.value.drafts));
  return (
    <section class="timeline" aria-labelledby="timeline"><h2 id="timeline">{t("timeline")}</h2>
      <div class="bars" aria-hidden="true">
        {(known?.policies ?? []).map((policy) => {
          const [from, to] = [place(policy.from ?? "2024-01-01"), place(policy.to ?? "2028-12-31")];
          return <div key={`${policy.id}@${policy.version}`} class="bar-row"><span class={`bar ${policy.draft ? "draft" : ""} ${inForce.includes(policy) ? "now" : ""}`} style={{ marginInlineStart: percent(from), width: percent(to - from) }}>{policy.version} · {titleOf(policy.titles, policy.id)}</span></div>;
        })}
        <span class="needle" style={{ insetInlineStart: percent(at) }} />
      </div>
      <input type="range" min={0} max={days} value={at} aria-label={t("slider")} aria-valuetext={`${day}: ${head?.text ?? ""}`} onInput={(event) => { setAt(Number(event.currentTarget.value)); }} />
      <div class="years" aria-hidden="true">{[2024, 2025, 2026, 2027, 2028].map((year) => <span key={year}>{year}</span>)}</div>
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
