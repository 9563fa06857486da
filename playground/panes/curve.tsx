import { useState } from "preact/hooks";
import type { CurveBy } from "../protocol.js";
import { lang, model, outcome, t, titleOf, work } from "../store.js";
import { useAnswer } from "../ui/answer.js";
import { Chart, marksOf, PointTable } from "../ui/chart.js";
import { distinctSchemes } from "./case.js";
import { factTitle, valueWord } from "./entry.js";

/** Payout against any numeric fact, all others as the case has them. */

const numeric: ReadonlySet<string> = new Set(["money", "percent", "number", "integer"]);

export function CurvePane() {
  const [wanted, setWanted] = useState("");
  const [wantedFact, setFact] = useState("");
  const [by, setBy] = useState("one");
  const [to, setTo] = useState("");
  const known = model.value;
  const schemes = distinctSchemes();
  const paying = outcome.value?.awards.filter((award) => award.amount !== null && award.status === "eligible" && award.amount !== "0.00").map(({ scheme }) => scheme) ?? [];
  const asked = work.value.case.schemes;
  const scheme = schemes.find(({ id }) => id === wanted) ?? schemes.find(({ id }) => paying.includes(id)) ?? schemes.find(({ id }) => asked.includes(id)) ?? schemes[0];
  const facts = (known?.facts ?? []).filter((fact) => numeric.has(fact.kind) && !fact.byYear && scheme?.facts.includes(fact.id) === true);
  const fact = facts.find(({ id }) => id === wantedFact) ?? facts.find(({ id, kind }) => kind === "money" && work.value.case.facts[id] !== undefined) ?? facts.find(({ kind }) => kind === "money") ?? facts[0];
  const readings = (known?.readings ?? []).filter((reading) => reading.policy === scheme?.policy);
  const one: CurveBy = by === "versions" ? { kind: "versions" } : by === "schemes" ? { kind: "schemes", schemes: schemes.filter((other) => fact !== undefined && other.facts.includes(fact.id)).map(({ id }) => id).slice(0, 6) }
    : by.startsWith("reading:") ? { kind: "reading", reading: by.slice(8) } : { kind: "one" };
  const answer = useAnswer("curve", scheme === undefined || fact === undefined ? undefined : { case: work.value.case, scheme: scheme.id, fact: fact.id, by: one, to: /^\d+(\.\d+)?$/.test(to) ? to : "", lang: lang.value });
  if (known === undefined) return <p class="muted pad">{t("working")}…</p>;
  const binding = (ids: readonly string[]): string => ids.map((id) => (id === "award" ? t("theFormula") : id === "decision" ? t("theDecision") : id.slice(id.lastIndexOf(".") + 1))).join(", ");
  return (
    <div class="pad stack">
      <div class="controls">
        <label>{t("scheme")}<select value={scheme?.id ?? ""} onChange={(event) => { setWanted(event.currentTarget.value); }}>{schemes.map(({ id, titles }) => <option key={id} value={id}>{titleOf(titles, id)}</option>)}</select></label>
        <label>{t("fact")}<select value={fact?.id ?? ""} onChange={(event) => { setFact(event.currentTarget.value); setTo(""); }}>{facts.map((item) => <option key={item.id} value={item.id}>{factTitle(item)}</option>)}</select></label>
        <label>{t("by")}<select value={by} onChange={(event) => { setBy(event.currentTarget.value); }}>
          <option value="one">{t("byCase")}</option><option value="versions">{t("byVersions")}</option><option value="schemes">{t("bySchemes")}</option>
          {readings.map((reading) => <option key={reading.id} value={`reading:${reading.id}`}>{t("byReading")} {titleOf(reading.titles, reading.id)}</option>)}
        </select></label>
        <label>{t("upToValue")}<input type="text" inputMode="numeric" placeholder={t("automatic")} value={to} onInput={(event) => { setTo(event.currentTarget.value.replace(/[,\s]/g, "")); }} /></label>
      </div>
      {fact === undefined || scheme === undefined ? <p class="muted">{t("noCurve")}</p> : answer === undefined ? <p class="muted">{t("working")}…</p> : (
        <>
          <Chart answer={answer} title={`${titleOf(scheme.titles, scheme.id)} / ${factTitle(fact)}`} valueText={(value) => valueWord(fact, value)} />
          <ul class="marks">
            {answer.series.flatMap((line) => marksOf(line.points).map((mark) => ({ line, mark }))).slice(0, 14).map(({ line, mark }, i) => (
              <li key={i}><span class={`mark-name ${mark.kind}`}>{t(mark.kind)}</span> {valueWord(fact, mark.text)}{answer.series.length > 1 ? <span class="muted"> · {line.name}</span> : ""}</li>
            ))}
          </ul>
          <PointTable answer={answer} valueText={(value) => valueWord(fact, value)} bindingText={binding} />
        </>
      )}
    </div>
  );
}
