import { useState } from "preact/hooks";
import type { Line, Outcome, Quoted } from "../protocol.js";
import { openSource, outcome, pane, show, sourceFocus, stale, t, titleOf } from "../store.js";
import { amount, headlineOf } from "../ui/amounts.js";
import { errorText } from "./entry.js";

/** What each scheme gives, and how it was found, step by step. */

type Told = NonNullable<Outcome["account"]>["awards"][number];
type Award = Outcome["awards"][number];
interface Entry { readonly told: Told; readonly award: Award }

export function ResultPane() {
  const result = outcome.value;
  if (result === undefined) return <p class="muted pad">{t("working")}…</p>;
  if (result.account === undefined) {
    return <div class="pad stack" role="alert"><h2>{t("inputWrong")}</h2><ul class="plain-list">{result.errors.map((error, i) => <li key={i} class="error"><strong>{error.fact}</strong>: {errorText(error)}</li>)}</ul></div>;
  }
  const entries = result.account.awards.flatMap((told, i): Entry[] => { const award = result.awards[i]; return award === undefined ? [] : [{ told, award }]; });
  const due = entries.filter(({ award }) => award.status === "eligible" || award.ceiling !== null);
  const open = entries.filter((entry) => entry.award.status === "undetermined" && !due.includes(entry));
  const refused = entries.filter((entry) => !due.includes(entry) && !open.includes(entry));
  return (
    <div class={`pad stack ${stale.value ? "is-stale" : ""}`}>
      <Totals result={result} />
      <h2 class="visually-hidden">{t("awards")}</h2>
      {due.map((entry, i) => <AwardCard key={entry.award.scheme} entry={entry} open={i === 0 || due.length < 3} />)}
      {open.length > 0 && <Group title={t("undetermined")} entries={open} open={due.length === 0} />}
      {refused.length > 0 && <Group title={t("refused")} entries={refused} open={due.length === 0 && open.length === 0} />}
    </div>
  );
}

function Totals({ result }: { readonly result: Outcome }) {
  const totals = result.account?.totals ?? [];
  const [first] = headlineOf(result);
  if (first === undefined) return <p class="muted">{t(result.awards.length > 0 ? "nothingDue" : "noCase")}</p>;
  return (
    <section class="totals" aria-label={t("total")}>
      {totals.length === 0 ? <div class="total main"><span>{first.title}</span><strong>{first.text}</strong></div>
        : [...totals].reverse().map((total, i) => (
          <div key={i} class={`total ${i === 0 ? "main" : ""} ${result.stacks[totals.length - 1 - i]?.aboveInPrinciple === true ? "above" : ""}`}><span>{total.title}</span><strong>{total.text}</strong>{total.parts.length > 0 && <span class="parts">{total.parts.map((part, k) => <span key={k}>{part}</span>)}</span>}</div>
        ))}
    </section>
  );
}

function Group({ title, entries, open }: { readonly title: string; readonly entries: readonly Entry[]; readonly open: boolean }) {
  return <details class="group" open={open}><summary><h2>{title}<span class="count">{entries.length}</span></h2></summary><div class="stack">{entries.map((entry) => <AwardCard key={entry.award.scheme} entry={entry} open={false} />)}</div></details>;
}

/** The formula and a decision have no name of their own; a cap is told as the policy writes it. */
const bound = (told: Told): string => (told.headline === "" ? "" : [...new Set(told.bound.map(({ id, text }) => (id === "award" ? t("theFormula") : id === "decision" ? t("theDecision") : text)))].join(" · "));

function AwardCard({ entry: { told, award }, open }: { readonly entry: Entry; readonly open: boolean }) {
  const value = award.status === "eligible" && award.amount !== null ? amount(award.amount) : award.ceiling !== null ? `${t("upTo")} ${amount(award.ceiling)}` : told.status;
  const binding = bound(told);
  return (
    <article class={`award ${award.status}`}>
      <header>
        <div><h3>{titleOf(award.titles, award.scheme)}</h3><p class="muted">{told.policy} · {award.version}</p></div>
        <div class="value"><strong class={award.amount === null || award.status !== "eligible" ? "soft" : ""}>{value}</strong>{award.decidedBy !== null && award.amount === null && <span class="muted">{award.decidedBy}</span>}</div>
      </header>
      {(binding !== "" || award.missing.length > 0 || told.because.length > 0 || told.payers !== undefined || told.repayments !== undefined) && (
        <dl class="facts-of">
          {binding !== "" && <><dt>{t("boundBy")}</dt><dd>{binding}</dd></>}
          {told.because.length > 0 && <><dt>{t("because")}</dt><dd>{told.because.map((text, i) => <div key={i}>{text}</div>)}</dd></>}
          {told.missing.length > 0 && <><dt>{t("missing")}</dt><dd>{told.missing.join(" · ")}</dd></>}
          {told.notes.length > 0 && <><dt>{t("notes")}</dt><dd>{told.notes.map((text, i) => <div key={i}>{text}</div>)}</dd></>}
          {told.payers !== undefined && <><dt>{t("payers")}</dt><dd>{told.payers.map((text, i) => <div key={i}>{text}</div>)}</dd></>}
          {told.repayments !== undefined && <><dt>{t("repayments")}</dt><dd class="repayments">{told.repayments.map((text, i) => <div key={i}>{text}</div>)}</dd></>}
          {told.instalments.length > 0 && <><dt>{t("instalments")}</dt><dd>{told.instalments.map((text, i) => <div key={i}>{text}</div>)}</dd></>}
        </dl>
      )}
      {told.readings.length > 0 && <details class="readings-of"><summary>{t("dependsOn")} ({told.readings.length})</summary>{told.readings.map((text, i) => <div key={i}>{text}</div>)}</details>}
      {told.lines.length > 0 && <details class="steps" open={open}><summary>{t("steps")} ({told.lines.length})</summary><ol>{told.lines.map((line, i) => <Step key={i} line={line} />)}</ol></details>}
    </article>
  );
}

const marks = { met: "✓", failed: "✗", open: "?", step: "·", decides: "▸" } as const;

function Step({ line }: { readonly line: Line }) {
  const [open, setOpen] = useState(false);
  const light = (): void => {
    setOpen(!open);
    show({ file: line.file, start: line.start, end: line.end });
    const [first] = line.quoted;
    if (first !== undefined) {
      openSource.value = first.file;
      sourceFocus.value = { ...first };
    }
  };
  return (
    <li class={`step ${line.mark}`}>
      <button type="button" aria-expanded={open} onClick={light}>
        <span class="mark" aria-hidden="true">{marks[line.mark]}</span>
        <span class="step-text">{line.text}{line.mark === "decides" && <em> {t("decides")}</em>}{line.inputs.length > 0 && <span class="inputs">{line.inputs.join(" · ")}</span>}</span>
        {line.cites[0] !== undefined && <span class="clause">{line.cites[0].clause}</span>}
      </button>
      {open && <div class="quotes">{line.quoted.length > 0 ? line.quoted.map((quoted, i) => <Quotation key={i} quoted={quoted} />) : line.cites.map((cite, i) => <blockquote key={i}>{cite.clause} “{cite.quote}”</blockquote>)}</div>}
    </li>
  );
}

function Quotation({ quoted }: { readonly quoted: Quoted }) {
  const { sentence, from, to } = quoted;
  return (
    <blockquote>
      {sentence.slice(0, from)}<mark>{sentence.slice(from, to)}</mark>{sentence.slice(to)}
      <button type="button" class="link" onClick={() => { show(quoted); pane.value = "source"; }}>{t("inSource")}</button>
    </blockquote>
  );
}
