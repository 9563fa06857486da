import { useEffect, useRef, useState } from "preact/hooks";
import type { HelpLink, HelpPage } from "../../compiler/service/index.js";
import { ClientFault, Latest } from "../client.js";
import type { Output } from "../protocol.js";
import { client, help, lang, t } from "../store.js";
import { openTour, tourAtHand } from "../tour.js";

/** The guide beside the work: a page for each construct and each diagnostic. Not modal; Escape closes it. */
export function HelpDrawer() {
  const asked = help.value;
  const [answer, setAnswer] = useState<Output<"help"> | undefined>(undefined);
  const latest = useRef(new Latest());
  const box = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const key = JSON.stringify([asked, lang.value]);
  useEffect(() => {
    if (asked === undefined) {
      (before.current as HTMLElement | null)?.focus?.();
      before.current = null;
      return;
    }
    before.current ??= document.activeElement;
    latest.current.of(client.request("help", { ...asked, lang: lang.value })).then((found) => {
      if (found !== undefined) setAnswer(found);
    }, (fault: unknown) => { if (!(fault instanceof ClientFault)) throw fault; });
  }, [key]);
  // a page begins at its top, and keys and screen readers are taken to it
  useEffect(() => {
    box.current?.scrollTo(0, 0);
    box.current?.querySelector<HTMLElement>("h2")?.focus();
  }, [answer]);
  if (asked === undefined) return null;
  const close = (): void => { help.value = undefined; };
  return (
    <aside ref={box} class="drawer" aria-label={t("guide")} onKeyDown={(event) => { if (event.key === "Escape") close(); }}>
      <div class="drawer-head">
        {asked.id === "" ? <span class="eyebrow">{t("guide")}</span> : <button type="button" class="plain small" onClick={() => { help.value = { id: "", problem: false }; }}>← {t("allPages")}</button>}
        <button type="button" class="icon" aria-label={t("close")} onClick={close}>×</button>
      </div>
      {answer !== undefined && (asked.id === "" ? <Contents answer={answer} /> : answer.page === undefined ? <h2 tabIndex={-1}>{t("noPage")}</h2> : <Page key={`${answer.page.id} ${lang.value}`} page={answer.page} />)}
    </aside>
  );
}

const matches = (wanted: string) => ({ id, title }: HelpLink): boolean => wanted === "" || id.includes(wanted) || title.toLowerCase().includes(wanted);

function Contents({ answer }: { readonly answer: Output<"help"> }) {
  const [wanted, setWanted] = useState("");
  const fits = matches(wanted.trim().toLowerCase());
  const problems = answer.problems.filter(fits);
  return (
    <>
      <h2 tabIndex={-1}>{t("guide")}</h2>
      <p class="muted">{t("guideAbout")}</p>
      {tourAtHand.value !== undefined && <button type="button" class="plain outlined" onClick={() => { help.value = undefined; openTour(); }}>{t("tour")}</button>}
      <label class="field"><span class="visually-hidden">{t("search")}</span><input type="search" placeholder={t("search")} value={wanted} onInput={(event) => { setWanted(event.currentTarget.value); }} /></label>
      {answer.families.map(({ title, pages }) => (pages.some(fits) ? <section key={title}><h3>{title}</h3><Links links={pages.filter(fits)} problem={false} /></section> : null))}
      {problems.length > 0 && <details open={wanted !== ""}><summary><h3>{t("messages")} <span class="count">{problems.length}</span></h3></summary><Links links={problems} problem code /></details>}
    </>
  );
}

function Links({ links, problem, code = false }: { readonly links: readonly HelpLink[]; readonly problem: boolean; readonly code?: boolean }) {
  return <ul class="plain-list">{links.map(({ id, title }) => <li key={id}><button type="button" class="link" onClick={() => { help.value = { id, problem }; }}>{title}</button>{code && <code>{id}</code>}</li>)}</ul>;
}

function Page({ page }: { readonly page: HelpPage }) {
  const [shown, setShown] = useState("");
  useEffect(() => { if (page.kind === "problem") void import("./problem-examples.js").then(({ problemExamples }) => { setShown(problemExamples[page.id] ?? ""); }); }, [page.id]);
  return (
    <>
      <h2 tabIndex={-1}>{page.title}</h2>
      {page.sentence !== undefined && <section><h3>{t("officialText")}</h3><blockquote lang="zh-CN">{page.sentence.text}</blockquote>{page.sentence.gloss !== undefined && <blockquote>{page.sentence.gloss}</blockquote>}</section>}
      {page.example !== undefined && <section><h3>{t("theRule")}</h3><Code text={page.example} /></section>}
      {page.kind === "problem" && <h3>{t("wayOut")}</h3>}
      <p>{page.text.split(/(`[^`]+`)/).map((part, i) => (i % 2 === 1 ? <code key={i}>{part.slice(1, -1)}</code> : part))}</p>
      {page.other !== undefined && <details><summary>{t("otherSurface")}</summary><Code text={page.other} /></details>}
      {shown !== "" && <details><summary>{t("whereSeen")}</summary><Code text={shown} /></details>}
      {page.words.length > 0 && <p class="muted small">{t("wordsOfPage")}{lang.value === "zh" ? "：" : ": "}{page.words.map((word) => <code key={word}>{word}</code>)}</p>}
      {page.problems.length > 0 && <section><h3>{t("sayings")}</h3><Links links={page.problems} problem /></section>}
      {page.see.length > 0 && <section><h3>{t("seeAlso")}</h3><Links links={page.see} problem={false} /></section>}
    </>
  );
}

const Code = ({ text }: { readonly text: string }) => <pre class="sample-code" tabIndex={0}>{text.trimEnd()}</pre>;
