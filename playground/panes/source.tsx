import { useEffect, useRef, useState } from "preact/hooks";
import type { CoveredPart, SourceCoverage } from "../../compiler/cover.js";
import { cursor, openFile, openSource, show, sourceFocus, t } from "../store.js";
import { useAnswer } from "../ui/answer.js";

/** The document, every sentence coloured by what carries it; from a sentence to its rules and from a rule to its sentences. */

type Kind = "rule" | "target" | "reading" | "not" | "none";

/** Rules weigh most: a sentence that a rule and a reading cite is carried by the rule. */
function kindOf(part: CoveredPart): Kind {
  const by = new Set(part.by.map(({ carrier }) => carrier));
  return by.has("rule") ? "rule" : by.has("target") ? "target" : by.has("not computed") ? "not" : by.has("reading") ? "reading" : "none";
}

const legend = [["rule", "carriedRule"], ["target", "carriedTarget"], ["reading", "carriedReading"], ["not", "carriedNot"], ["none", "carriedNone"]] as const;
const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/") + 1);

interface Document { readonly id: string; readonly coverage: SourceCoverage; readonly policyFile: string }

export function SourcePane() {
  const all = useAnswer("coverage", {});
  if (all === undefined) return <p class="muted pad">{t("working")}…</p>;
  const documents = all.map((coverage): Document => {
    const policyFile = coverage.sentences.flatMap(({ by }) => by)[0]?.file ?? "";
    return { id: folderOf(policyFile) + coverage.source, coverage, policyFile };
  });
  const wanted = documents.find(({ id }) => id === openSource.value) ?? documents.find(({ policyFile }) => policyFile === openFile.value) ?? documents[0];
  if (wanted === undefined) return <p class="muted pad">–</p>;
  const count = (kind: Kind): number => wanted.coverage.sentences.filter((part) => kindOf(part) === kind).length;
  return (
    <div class="pad stack">
      <div class="row wrap between">
        <label class="field inline">{t("document")}
          <select value={wanted.id} onChange={(event) => { openSource.value = event.currentTarget.value; }}>
            {documents.map(({ id, coverage }) => <option key={id} value={id}>{coverage.policy} {coverage.version}</option>)}
          </select>
        </label>
      </div>
      <ul class="legend">{legend.map(([kind, word]) => <li key={kind}><span class={`swatch ${kind}`} aria-hidden="true" />{t(word)} <span class="count">{count(kind)}</span></li>)}</ul>
      <Reading key={wanted.id} document={wanted} />
    </div>
  );
}

function Reading({ document: { id, coverage, policyFile } }: { readonly document: Document }) {
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const focus = sourceFocus.value;
  const at = cursor.value;
  const lit = (part: CoveredPart): boolean => focus !== undefined && focus.file === id && part.start < focus.end && part.end > focus.start;
  // the innermost construct around the cursor says which sentences the editor is at
  const around = at.file === policyFile ? coverage.sentences.flatMap(({ by }) => by).filter(({ file, span }) => file === at.file && span.start <= at.offset && at.offset <= span.end) : [];
  const narrowest = Math.min(...around.map(({ span }) => span.end - span.start));
  const here = new Set(around.filter(({ span }) => span.end - span.start === narrowest).map(({ span }) => span.start));
  const underCursor = (part: CoveredPart): boolean => part.by.some(({ file, span }) => file === at.file && here.has(span.start));
  useEffect(() => { box.current?.querySelector(".lit")?.scrollIntoView({ block: "center", behavior: "smooth" }); }, [focus, id]);
  useEffect(() => { if (focus === undefined || focus.file !== id) box.current?.querySelector(".at-cursor")?.scrollIntoView({ block: "nearest", behavior: "smooth" }); }, [at]);
  const choose = (i: number): void => {
    setChosen(i);
    const first = coverage.sentences[i]?.by[0];
    if (first !== undefined) show({ file: first.file, start: first.span.start, end: first.span.end });
  };
  /** One stop for the Tab key; arrows go from sentence to sentence. */
  const onKeyDown = (event: KeyboardEvent): void => {
    const i = Number((event.target as HTMLElement).dataset["at"] ?? "0");
    const to = { ArrowDown: i + 1, ArrowRight: i + 1, ArrowUp: i - 1, ArrowLeft: i - 1, Home: 0, End: coverage.sentences.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") choose(i);
    else if (to !== undefined) box.current?.querySelector<HTMLElement>(`[data-at="${to}"]`)?.focus();
    else return;
    event.preventDefault();
  };
  const part = chosen === undefined ? undefined : coverage.sentences[chosen];
  return (
    <>
      <div class="document" role="group" aria-label={t("document")} ref={box} onKeyDown={onKeyDown} lang={/\p{Script=Han}/u.test(coverage.text.slice(0, 400)) ? "zh-CN" : "en"}>
        {coverage.sentences.map((one, i) => {
          const gap = i === 0 ? "" : coverage.text.slice(coverage.sentences[i - 1]?.end ?? 0, one.start);
          return [
            /\n/.test(gap) ? <br key={`b${i}`} /> : " ",
            <span key={i} role="button" tabIndex={i === (chosen ?? 0) ? 0 : -1} data-at={i} class={`sentence ${kindOf(one)} ${lit(one) ? "lit" : ""} ${underCursor(one) ? "at-cursor" : ""}`} aria-pressed={chosen === i} onClick={() => { choose(i); }}>{one.text}</span>,
          ];
        })}
      </div>
      {part !== undefined && (
        <aside class="carriers" aria-live="polite">
          <h2>{t("carriedBy")}</h2>
          {part.by.length === 0 ? <p class="muted">{t("carriedNone")}</p> : (
            <ul class="plain-list">{[...new Map(part.by.map((one) => [`${one.span.start}`, one])).values()].map((one) => (
              <li key={one.span.start}><button type="button" class="link" onClick={() => { show({ file: one.file, start: one.span.start, end: one.span.end }); }}>{one.kind} {one.name}</button></li>
            ))}</ul>
          )}
        </aside>
      )}
    </>
  );
}
