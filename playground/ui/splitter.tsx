import { signal } from "@preact/signals";
import { choice } from "../keep/browser.js";
import { t } from "../store.js";

/** Share of the width that the editor has, in percent. */
const read = Number(choice("split") ?? "50");
export const split = signal(read >= 25 && read <= 75 ? read : 50);

function set(value: number): void {
  split.value = Math.min(75, Math.max(25, value));
  document.documentElement.style.setProperty("--split", `${split.value}%`);
  choice("split", String(Math.round(split.value)));
}
document.documentElement.style.setProperty("--split", `${split.value}%`);

export function Splitter() {
  return (
    <div class="splitter" role="separator" aria-orientation="vertical" tabIndex={0} aria-label={t("resize")} aria-valuenow={Math.round(split.value)} aria-valuemin={25} aria-valuemax={75}
      onKeyDown={(event) => {
        if (event.key === "ArrowLeft") set(split.value - 3);
        else if (event.key === "ArrowRight") set(split.value + 3);
        else return;
        event.preventDefault();
      }}
      onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); }}
      onPointerMove={(event) => { if (event.currentTarget.hasPointerCapture(event.pointerId)) set((event.clientX / window.innerWidth) * 100); }} />
  );
}
