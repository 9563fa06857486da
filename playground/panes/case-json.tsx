import { useState } from "preact/hooks";
import { caseOf } from "../keep/shape.js";
import { canonical, changeCase, t, work } from "../store.js";

/** The case as a file: what is copied here runs with `allot eval`. */
export function CaseJson() {
  const { on, facts, readings, schemes } = work.value.case;
  const text = JSON.stringify({ format: 1, ...(on === "" ? {} : { on }), facts, ...(Object.keys(readings).length === 0 ? {} : { readings }), ...(schemes.length === 0 ? {} : { schemes }) }, null, 2);
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const [wrong, setWrong] = useState("");
  const enter = (next: string): void => {
    setDraft(next);
    try {
      const read = caseOf(JSON.parse(next));
      if (read === undefined) throw new Error(t("jsonBad"));
      setWrong("");
      changeCase(canonical(read), "json");
    } catch (fault) {
      setWrong(`${t("jsonBad")}: ${(fault as Error).message}`);
    }
  };
  return (
    <div class="stack">
      <textarea class="code" aria-label={t("jsonLabel")} aria-invalid={wrong !== ""} rows={22} spellcheck={false} value={draft ?? text} onInput={(event) => { enter(event.currentTarget.value); }} onBlur={() => { if (wrong === "") setDraft(undefined); }} />
      {wrong !== "" && <p class="error" role="alert">{wrong}</p>}
    </div>
  );
}
