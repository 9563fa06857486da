import { useEffect, useRef } from "preact/hooks";
import { lang, narrow, show, t, work } from "../store.js";
import { applyEdit, closeTour, goTo, openTour, placeOf, tourAtHand, tourStep } from "../tour.js";

/** The tour's card under the view it speaks of; a line that offers it to who has not seen it. */
export function TourCard() {
  const tour = tourAtHand.value;
  const at = tourStep.value;
  const heading = useRef<HTMLHeadingElement>(null);
  const seen = useRef(at);
  useEffect(() => {
    // who goes on by keys hears the new step; who comes back to the page is left alone
    if (seen.current !== at && (at ?? -1) >= 0) heading.current?.focus();
    seen.current = at;
  }, [at]);
  if (tour === undefined || at === -1) return null;
  if (at === undefined) {
    return <div class="tour offer"><span>{t("tourOffer")}</span><button type="button" class="plain outlined" onClick={openTour}>{t("begin")}</button><button type="button" class="plain" onClick={closeTour}>{t("notNow")}</button></div>;
  }
  const step = tour.steps[at];
  if (step === undefined) return null;
  const place = placeOf(tour, step);
  const text = work.value.files[tour.file] ?? "";
  const last = at === tour.steps.length - 1;
  return (
    <section class="tour" aria-label={t("tour")}>
      <div class="tour-head">
        <h2 ref={heading} tabIndex={-1}>{step.title[lang.value]}</h2>
        <span class="muted small">{t("step")} {at + 1} / {tour.steps.length}</span>
        <button type="button" class="icon" aria-label={t("close")} onClick={closeTour}>×</button>
      </div>
      <div class="tour-text">{step.text[lang.value].split("\n\n").map((part, i) => <p key={i}>{part}</p>)}
        {step.find !== undefined && place === undefined && <p class="muted small">{t("tourAway")}</p>}</div>
      <div class="row wrap tour-foot">
        {(step.edits ?? []).map((edit) => <button key={edit.put} type="button" class="plain outlined" disabled={!text.includes(edit.find)} onClick={() => { applyEdit(tour, edit); }}>{edit.label[lang.value]}</button>)}
        {place !== undefined && !narrow.value && <button type="button" class="link small" onClick={() => { show(place); }}>{t("showAgain")}</button>}
        <span class="grow" />
        <button type="button" class="plain" disabled={at === 0} onClick={() => { goTo(at - 1); }}>{t("back")}</button>
        <button type="button" class="primary" onClick={() => { if (last) closeTour(); else goTo(at + 1); }}>{t(last ? "finish" : "next")}</button>
      </div>
    </section>
  );
}
