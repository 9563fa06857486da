import { render } from "preact";
import { isFileName } from "../keep/shape.js";
import { t } from "../store.js";
import type { Word } from "../words.js";

function opened(): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.addEventListener("close", () => { render(null, dialog); dialog.remove(); });
  return dialog;
}

/** Asks before something is done that takes work away. */
export function askFirst(title: string, text: string, word: Word, go: () => void): void {
  const dialog = opened();
  render(
    <form aria-labelledby="ask-title" onSubmit={(event) => { event.preventDefault(); dialog.close(); go(); }}>
      <h2 id="ask-title">{title}</h2><p>{text}</p>
      <div class="row end"><button type="button" class="plain" onClick={() => { dialog.close(); }}>{t("cancel")}</button><button type="submit" class="primary">{t(word)}</button></div>
    </form>, dialog);
  document.body.append(dialog);
  dialog.setAttribute("aria-labelledby", "ask-title");
  dialog.showModal();
}

/** Asks for the name of a new file. */
export function askName(done: (name: string) => void): void {
  const dialog = opened();
  const submit = (event: Event): void => {
    event.preventDefault();
    const field = dialog.querySelector("input") as HTMLInputElement;
    const name = field.value.trim();
    if (!isFileName(name)) {
      field.setAttribute("aria-invalid", "true");
      return;
    }
    dialog.close();
    done(name);
  };
  render(
    <form onSubmit={submit}>
      <label>{t("fileName")}<input type="text" name="name" placeholder="city/plan/2026.policy" required autocomplete="off" /></label>
      <div class="row end"><button type="button" class="plain" onClick={() => { dialog.close(); }}>{t("cancel")}</button><button type="submit" class="primary">{t("create")}</button></div>
    </form>, dialog);
  document.body.append(dialog);
  dialog.showModal();
}
