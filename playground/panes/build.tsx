import { useEffect, useRef, useState } from "preact/hooks";
import { download } from "../keep/zip.js";
import type { Target } from "../protocol.js";
import { dark, lang, notice, t } from "../store.js";
import { useAnswer } from "../ui/answer.js";
import { loadEditor } from "../ui/editor-column.js";

/** What other systems run, marked where the last edit changed it. */

const targets = [["js", "policies.js"], ["types", "policies.d.ts"], ["schema", "policies.schema.json"], ["duckdb", "policies.duckdb.sql"], ["postgres", "policies.postgres.sql"], ["clickhouse", "policies.clickhouse.sql"], ["kernel", "policies.kernel.js"], ["ir", "policies.ir.json"], ["docs", "policies.html"]] as const satisfies readonly (readonly [Target, string])[];
const databases = { duckdb: "SQL · DuckDB", postgres: "SQL · PostgreSQL", clickhouse: "SQL · ClickHouse" } as const;
const nameOf = (target: Target): string => (target in databases ? databases[target as keyof typeof databases] : t(target as "js"));

/** The text before the last edit, by target. */
const before = new Map<Target, string>();
const latest = new Map<Target, string>();

/** Lines of the new text that the old one does not have, counted from 1. */
export function changedLines(old: string, now: string): readonly number[] {
  const left = new Map<string, number>();
  for (const line of old.split("\n")) left.set(line, (left.get(line) ?? 0) + 1);
  return now.split("\n").flatMap((line, i) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count > 0 ? [] : [i + 1];
  });
}

export function BuildPane() {
  const [target, setTarget] = useState<Target>("js");
  const [shown, setShown] = useState<{ readonly target: Target; readonly text: string; readonly left: readonly string[] } | undefined>(undefined);
  const answer = useAnswer("build", { target, lang: lang.value });
  useEffect(() => {
    if (answer === undefined) return;
    const now = latest.get(target);
    if (now !== undefined && now !== answer.text) before.set(target, now);
    latest.set(target, answer.text);
    setShown({ target, ...answer });
  }, [answer]);
  const text = shown?.text ?? "";
  const old = before.get(target);
  const changed = old === undefined ? [] : changedLines(old, text);
  const file = targets.find(([one]) => one === target)?.[1] ?? "policies.txt";
  return (
    <div class="build">
      <div class="pad row wrap between build-head">
        <label class="field inline">{t("target")}<select value={target} onChange={(event) => { setTarget(event.currentTarget.value as Target); }}>{targets.map(([one]) => <option key={one} value={one}>{nameOf(one)}</option>)}</select></label>
        <span class="muted">{text === "" ? "" : `${text.split("\n").length} ${t("lines")}`}{changed.length > 0 && <span class="tag">{changed.length} {t("changedLines")}</span>}</span>
        <div class="row">
          <button type="button" class="plain outlined" disabled={text === ""} onClick={() => { void navigator.clipboard.writeText(text).then(() => { notice.value = { word: "copied" }; }, () => {}); }}>{t("copy")}</button>
          <button type="button" class="plain outlined" disabled={text === ""} onClick={() => { download(file, new Blob([text], { type: "text/plain" })); }}>{t("download")}</button>
        </div>
      </div>
      {shown !== undefined && shown.left.length > 0 && <details class="pad left-out"><summary>{t("leftOut")} ({shown.left.length})</summary><ul class="plain-list small">{shown.left.map((one) => <li key={one}>{one}</li>)}</ul></details>}
      {shown !== undefined && <Viewer key={`${shown.target} ${dark.value}`} text={text} changed={changed} label={nameOf(target)} />}
    </div>
  );
}

function Viewer({ text, changed, label }: { readonly text: string; readonly changed: readonly number[]; readonly label: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let dispose = (): void => {};
    let gone = false;
    void loadEditor().then(({ mountViewer }) => { if (!gone && box.current !== null) dispose = mountViewer(box.current, text, changed, label); });
    return () => {
      gone = true;
      dispose();
    };
  }, [text]);
  return <div ref={box} class="viewer" />;
}
