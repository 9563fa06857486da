import { render } from "preact";
import { isFileName } from "../keep/shape.js";
import { t } from "../store.js";

/** Asks for the name of a new file. */
export function askName(done: (name: string) => void): void {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
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
  dialog.addEventListener("close", () => { render(null, dialog); dialog.remove(); });
  render(
    <form onSubmit={submit}>
      <label>{t("fileName")}<input type="text" name="name" placeholder="city/plan/2026.policy" required autocomplete="off" /></label>
      <div class="row end"><button type="button" class="plain" onClick={() => { dialog.close(); }}>{t("cancel")}</button><button type="submit" class="primary">{t("create")}</button></div>
    </form>, dialog);
  document.body.append(dialog);
  dialog.showModal();
}
