import { useState } from "preact/hooks";
import type { CliffRow, FuzzAnswer, Output, ProofAnswer, ProofRow } from "../protocol.js";
import { client, jobs, lang, loadCase, show, t, work } from "../store.js";
import { JobBar, useJob } from "../ui/job.js";

/** Every claim with its verdict; a refutation loads its applicant. Then generated tests, and the examples of the files. */

const marks = { proved: "✓", refuted: "✗", "not decided": "?" } as const;
const verdictWord = (verdict: ProofRow["verdict"]): string => t(verdict === "not decided" ? "notDecided" : verdict);

export function ProofPane() {
  const [answer, setAnswer] = useState<ProofAnswer | undefined>(undefined);
  const [only, setOnly] = useState<ProofRow["verdict"] | undefined>(undefined);
  const job = useJob();
  const run = (): void => { void job.run((progress) => jobs.request("prove", { case: work.value.case, lang: lang.value }, progress)).then((found) => { if (found !== undefined) setAnswer(found); }); };
  const rows = answer?.rows.filter((row) => only === undefined || row.verdict === only) ?? [];
  const subjects = [...new Map(rows.map((row) => [row.subject, row.title]))];
  return (
    <div class="pad stack">
      <p class="muted">{t("proveAbout")}</p>
      <div class="row wrap"><JobBar job={job} label={t("prove")} onRun={run} /></div>
      {answer !== undefined && (
        <>
          <div class="row wrap" role="group" aria-label={t("proof")}>
            {(["proved", "refuted", "not decided"] as const).map((verdict) => (
              <button key={verdict} type="button" class={`verdict-count ${verdict === "not decided" ? "open" : verdict}`} aria-pressed={only === verdict} onClick={() => { setOnly(only === verdict ? undefined : verdict); }}>
                <strong>{answer.rows.filter((row) => row.verdict === verdict).length}</strong> {verdictWord(verdict)}
              </button>
            ))}
            <span class="muted">{answer.sampled} {t("replayed")}</span>
          </div>
          {subjects.map(([subject, title]) => <section key={subject}><h2>{title}</h2><ul class="claims">{rows.filter((row) => row.subject === subject).map((row, i) => <Claim key={i} row={row} />)}</ul></section>)}
          {answer.cliffs.length > 0 && <section><h2>{t("cliffs")}<span class="count">{answer.cliffs.length}</span></h2><ul class="claims">{answer.cliffs.map((cliff, i) => <CliffLine key={i} cliff={cliff} />)}</ul></section>}
        </>
      )}
      <Tests />
      <Examples />
    </div>
  );
}

function Claim({ row }: { readonly row: ProofRow }) {
  return (
    <li class={`claim ${row.verdict === "not decided" ? "open" : row.verdict}`}>
      <div class="claim-head">
        <span class="verdict"><span aria-hidden="true">{marks[row.verdict]} </span>{verdictWord(row.verdict)}</span>
        <button type="button" class="link" onClick={() => { show(row); }}>{row.claim}</button>
      </div>
      <p class="muted small">{row.how}</p>
      {row.amounts !== "" && <p class="small">{row.amounts}</p>}
      {row.accepted !== undefined && row.verdict === "refuted" && <p class="muted small">{t("accepted")}: {row.accepted}</p>}
      {row.case !== undefined && <Applicant lines={row.applicant} onLoad={() => { if (row.case !== undefined) loadCase(row.case); }} />}
    </li>
  );
}

const Applicant = ({ lines, onLoad }: { readonly lines: readonly string[]; readonly onLoad: () => void }) => (
  <div class="applicant"><span class="muted small">{lines.slice(0, 5).join(" · ")}{lines.length > 5 ? " …" : ""}</span><button type="button" class="plain outlined" onClick={onLoad}>{t("loadApplicant")}</button></div>
);

const CliffLine = ({ cliff }: { readonly cliff: CliffRow }) => (
  <li class={`claim ${cliff.direction === "fall" && !cliff.stated ? "refuted" : "open"}`}>
    <div class="claim-head"><span class="verdict" aria-hidden="true">{cliff.direction === "fall" ? "↓" : "↑"}</span><span>{cliff.title}</span></div>
    <Applicant lines={[cliff.text, ...(cliff.stated ? [t("stated")] : [])]} onLoad={() => { loadCase(cliff.case); }} />
  </li>
);

function Tests() {
  const [answer, setAnswer] = useState<FuzzAnswer | undefined>(undefined);
  const [runs, setRuns] = useState(100);
  const job = useJob();
  const run = (): void => { void job.run((progress) => jobs.request("fuzz", { runs, seed: Math.floor(Math.random() * 1e9), lang: lang.value }, progress)).then((found) => { if (found !== undefined) setAnswer(found); }); };
  return (
    <section class="stack"><h2>{t("runTests")}</h2><p class="muted">{t("testsAbout")}</p>
      <div class="row wrap"><JobBar job={job} label={t("runTests")} onRun={run} /><label class="field inline">{t("casesTried")}<select value={runs} onChange={(event) => { setRuns(Number(event.currentTarget.value)); }}>{[20, 100, 300, 1000].map((n) => <option key={n} value={n}>{n}</option>)}</select></label></div>
      {answer !== undefined && <p class={answer.findings.length === 0 ? "good-note" : "error"}>{answer.findings.length === 0 ? t("noCounterexample") : `✗ ${answer.findings.length}`} · {answer.cases} {t("casesTried")} · {answer.claims} {t("claims")} · seed {answer.seed}</p>}
      <ul class="claims">{answer?.findings.map((one, i) => (
        <li key={i} class="claim refuted"><div class="claim-head"><button type="button" class="link" onClick={() => { show(one); }}>{one.subject}: {one.claim}</button></div><Applicant lines={[one.violation]} onLoad={() => { loadCase(one.case); }} /></li>
      ))}</ul>
    </section>
  );
}

function Examples() {
  const [results, setResults] = useState<Output<"examples"> | undefined>(undefined);
  const failed = results?.filter((one) => !one.passed) ?? [];
  return (
    <section class="stack"><h2>{t("runExamples")}</h2>
      <div class="row"><button type="button" class="plain outlined" onClick={() => { void client.request("examples", {}).then(setResults, () => {}); }}>{t("runExamples")}</button>
        {results !== undefined && <span class={failed.length === 0 ? "good-note" : "error"}>{results.length - failed.length} {t("passed")}{failed.length > 0 ? ` · ${failed.length} ${t("failed")}` : ""}</span>}</div>
      <ul class="claims">{failed.map((one, i) => <li key={i} class="claim refuted"><div class="claim-head"><button type="button" class="link" onClick={() => { show(one); }}>{one.title}</button></div><p class="small">{one.failures.join("; ")}</p></li>)}</ul>
    </section>
  );
}
