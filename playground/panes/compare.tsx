import { useEffect, useRef, useState } from "preact/hooks";
import type { CompareAnswer, Side } from "../protocol.js";
import type { DiffSide } from "../editor/mount.js";
import { compareBy, isPolicy, jobs, lang, model, show, t, titleOf, work, type Work } from "../store.js";
import { Chart, PointTable } from "../ui/chart.js";
import { loadEditor } from "../ui/editor-column.js";
import { JobBar, useJob } from "../ui/job.js";
import { amount } from "../ui/amounts.js";
import { Timeline } from "./timeline.js";
import { Amount } from "./readings.js";

/** Two versions side by side: the texts, what the rules say differently, who gains and who loses. */

export function ComparePane() {
  const versions = model.value?.policies ?? [];
  const ofSame = versions.filter((one) => versions.some((other) => other.id === one.id && other.version !== one.version));
  const key = (one: { readonly id: string; readonly version: string }): string => `${one.id}@${one.version}`;
  const [chosen, setChosen] = useState<readonly [string, string]>(["", ""]);
  const year = Number((work.value.case.on === "" ? (versions.map(({ to }) => to ?? "").sort().at(-1) ?? "") : work.value.case.on).slice(0, 4)) || 2026;
  const [chosenDays, setDays] = useState<readonly [string, string] | undefined>(undefined);
  const days = chosenDays ?? [`${year - 1}-06-30`, `${year}-06-30`];
  const [original, setOriginal] = useState<Work["files"]>({});
  useEffect(() => { void import("../shipped.js").then(({ shippedTexts }) => { setOriginal(shippedTexts); }); }, []);
  const files = work.value.files;
  const edited = Object.keys(original).filter((file) => isPolicy(file) && files[file] !== undefined && files[file] !== original[file]);
  const by = compareBy.value;
  const [answer, setAnswer] = useState<CompareAnswer | undefined>(undefined);
  const job = useJob();
  const [first, second] = [ofSame.find((one) => key(one) === chosen[0]) ?? ofSame[0], ofSame.find((one) => key(one) === chosen[1]) ?? ofSame[1]];
  const days_ = by === "days" || first === undefined || second === undefined;
  const run = (): void => {
    const sides: readonly [Side, Side] = by === "shipped" ? [{ texts: Object.fromEntries(Object.keys(original).filter((file) => files[file] !== undefined).map((file) => [file, original[file] ?? ""])), name: t("asShipped") }, { now: t("atHand") }]
      : days_ ? [{ on: days[0] }, { on: days[1] }] : [{ version: key(first) }, { version: key(second) }];
    void job.run((progress) => jobs.request("compare", { before: sides[0], after: sides[1], lang: lang.value }, progress)).then((found) => { if (found !== undefined) setAnswer(found); });
  };
  const choose = (i: 0 | 1, value: string): void => { setChosen(i === 0 ? [value, second === undefined ? "" : key(second)] : [first === undefined ? "" : key(first), value]); };
  return (
    <div class="pad stack">
      <Timeline />
      <div class="segmented" role="group" aria-label={t("compare")}>
        {(["versions", "days", "shipped"] as const).map((one) => <button key={one} type="button" aria-pressed={by === one} onClick={() => { compareBy.value = one; setAnswer(undefined); }}>{t(ways[one])}</button>)}
      </div>
      <div class="row wrap end-aligned">
        {by !== "shipped" && ([0, 1] as const).map((i) => (
          <label key={i} class="field inline">{t(i === 0 ? "before" : "after")}
            {days_ ? <input type="date" value={days[i]} onInput={(event) => { setDays(i === 0 ? [event.currentTarget.value, days[1]] : [days[0], event.currentTarget.value]); }} />
              : <select value={i === 0 ? key(first) : key(second)} onChange={(event) => { choose(i, event.currentTarget.value); }}>{ofSame.map((one) => <option key={key(one)} value={key(one)}>{one.version}{one.draft ? ` (${t("draft")})` : ""} · {titleOf(one.titles, one.id)}</option>)}</select>}
          </label>
        ))}
        {(by !== "shipped" || edited.length > 0) && <JobBar job={job} label={t("runCompare")} onRun={run} />}
      </div>
      {by === "shipped" && edited.length === 0 && <p class="muted">{t("noChanges")}</p>}
      {by === "shipped" && edited.map((file) => <Texts key={file} before={{ text: original[file] ?? "" }} after={file} name={edited.length > 1 ? file : ""} />)}
      {by !== "shipped" && ofSame.length < 2 && <p class="muted">{t("oneVersion")}</p>}
      {by === "versions" && !days_ && first.file !== second.file && <Texts key={`${first.file} ${second.file}`} before={{ file: first.file }} after={second.file} name="" />}
      {answer !== undefined && <Answer answer={answer} />}
    </div>
  );
}

const ways = { versions: "compareVersions", days: "compareDays", shipped: "compareShipped" } as const;

function Texts({ before, after, name }: { readonly before: DiffSide; readonly after: string; readonly name: string }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    let dispose = (): void => {};
    let gone = false;
    void loadEditor().then(({ mountDiff }) => { if (!gone && box.current !== null) dispose = mountDiff(box.current, before, after); });
    return () => {
      gone = true;
      dispose();
    };
  }, [open, "file" in before ? before.file : before.text, after]);
  return <details open={open} onToggle={(event) => { setOpen(event.currentTarget.open); }}><summary>{t("texts")}{name === "" ? "" : ` · ${name}`}</summary>{open && <div ref={box} class="diff-box" />}</details>;
}

function Answer({ answer }: { readonly answer: CompareAnswer }) {
  const changed = answer.effects.filter((one) => !one.equal);
  const same = answer.effects.filter((one) => one.equal);
  return (
    <>
      <section><h2>{t("whatItDoes")}</h2>
        {answer.days.map(({ kind, text }) => <p key={text} class={kind}>{text}</p>)}
        {changed.map((one) => (
          <article key={one.scheme} class="award effect-card">
            <h3>{one.title}</h3><p class="muted">{one.verdict}</p>
            <dl class="facts-of">
              {one.gain !== undefined && <><dt>{t("gain")}</dt><dd><Amount loaded={one.gain} kind="gain" /></dd></>}
              {one.loss !== undefined && <><dt>{t("loss")}</dt><dd><Amount loaded={one.loss} kind="loss" /></dd></>}
              {one.rises.length > 0 && <><dt>{t("rises")}</dt><dd>{one.rises.slice(0, 4).map((text, i) => <div key={i}>{text}</div>)}</dd></>}
              {one.falls.length > 0 && <><dt>{t("falls")}</dt><dd>{one.falls.slice(0, 4).map((text, i) => <div key={i}>{text}</div>)}</dd></>}
            </dl>
            {one.curve !== undefined && <><Chart answer={one.curve.answer} title={`${one.title} / ${one.curve.fact}`} valueText={(value) => (one.curve?.money === true ? amount(Number(value).toFixed(2)) : value)} /><PointTable answer={one.curve.answer} valueText={(value) => value} /></>}
          </article>
        ))}
        {same.length > 0 && <p class="good-note">{same.map((one) => one.title).join(" · ")}{lang.value === "en" ? ": " : "："}{t("same")}</p>}
      </section>
      <section><h2>{t("whatChanged")}<span class="count">{answer.changes.length}</span></h2>
        <ul class="claims">{answer.changes.map((change, i) => (
          <li key={i} class={`claim change-${change.change}`}>
            <div class="claim-head"><strong>{change.title}</strong><span class="muted small">{change.details.slice(0, 4).join(" · ")}</span></div>
            {change.sides.map((side) => (
              <div key={side.side} class={`side ${side.side}`}><button type="button" class="link" onClick={() => { show(side); }}><span class="visually-hidden">{t(side.side)}: </span>{side.side === "before" ? "−" : "+"} {side.text.length > 220 ? `${side.text.slice(0, 219)}…` : side.text}</button>{side.cites[0] !== undefined && <span class="muted small">{side.cites[0]}</span>}</div>
            ))}
          </li>
        ))}</ul>
      </section>
    </>
  );
}
