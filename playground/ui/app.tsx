import { useEffect } from "preact/hooks";
import { busy, narrow, notice, pane, stale, t } from "../store.js";
import { EditorColumn } from "./editor-column.js";
import { Header } from "./header.js";
import { HelpDrawer } from "./help.js";
import { Panel } from "./panel.js";
import { Splitter } from "./splitter.js";

export function App() {
  return (
    <>
      <a class="skip" href="#panel" onClick={(event) => { event.preventDefault(); pane.value = "result"; document.getElementById("panel")?.focus(); }}>{t("skip")}</a>
      <Header />
      <Notice />
      <main class="workspace">
        {(!narrow.value || pane.value === "rules") && <EditorColumn />}
        {!narrow.value && <Splitter />}
        <Panel />
      </main>
      <HelpDrawer />
      <div class="visually-hidden" role="status">{busy.value ? t("working") : stale.value ? t("stale") : t("ready")}</div>
    </>
  );
}

function Notice() {
  const said = notice.value;
  const quiet = said?.word === "linkCopied" || said?.word === "folderSaved" || said?.word === "setOpened";
  useEffect(() => {
    if (!quiet) return;
    const timer = setTimeout(() => { if (notice.peek() === said) notice.value = undefined; }, 8000);
    return () => { clearTimeout(timer); };
  }, [said, quiet]);
  return (
    <div role="alert" class="notices">
      {said !== undefined && (
        <div class="notice">
          <span>{t(said.word)}{said.detail === undefined ? "" : ` (${said.detail})`}</span>
          {said.action !== undefined && <button type="button" class="plain" onClick={() => { const go = said.action?.go; notice.value = undefined; go?.(); }}>{t(said.action.word)}</button>}
          <button type="button" class="icon" aria-label={t("close")} onClick={() => { notice.value = undefined; }}>×</button>
        </div>
      )}
    </div>
  );
}
