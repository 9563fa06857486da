import { computed, signal } from "@preact/signals";
import { choice } from "./keep/browser.js";
import type { Case, Lang } from "./protocol.js";
import { change, changeCase, compareBy, narrow, pane, show, work, type Pane } from "./store.js";

/** A guided first quarter of an hour. What it says of a policy lies beside the policy, in `tour.json`. */

type Both = Readonly<Record<Lang, string>>;

export interface TourStep {
  readonly title: Both;
  /** Paragraphs are parted by an empty line. */
  readonly text: Both;
  readonly pane?: Exclude<Pane, "rules">;
  /** Words of the policy to show: the first that stands there. */
  readonly find?: readonly string[];
  readonly case?: Case;
  readonly compare?: "versions" | "days" | "shipped";
  /** A change that the page makes for the reader, one button each. */
  readonly edits?: readonly { readonly label: Both; readonly find: string; readonly put: string }[];
}

export interface Tour {
  readonly format: 1;
  /** The policy it is about, beside it. */
  readonly file: string;
  readonly steps: readonly TourStep[];
}

/** Path of the policy in the workspace, and the steps about it. */
export interface FoundTour {
  readonly file: string;
  readonly steps: readonly TourStep[];
}

const tours = signal<readonly FoundTour[]>([]);
export const tourAtHand = computed(() => tours.value.find(({ file }) => work.value.files[file] !== undefined));

/** The step shown, counted from 0; -1 while the tour is closed, undefined while nobody has said. */
const kept = choice("tour");
export const tourStep = signal<number | undefined>(kept === null ? undefined : Number(kept));
const furthest = signal(Number(choice("tour.at") ?? "0") || 0);

export async function loadTours(): Promise<void> {
  const { shippedTours } = await import("./shipped-tours.js");
  tours.value = Object.entries(shippedTours).map(([path, tour]) => ({ file: path.slice(0, path.lastIndexOf("/") + 1) + tour.file, steps: tour.steps }));
}

export const closeTour = (): void => { set(-1); };
export const openTour = (): void => { goTo(Math.min(furthest.value, (tourAtHand.value?.steps.length ?? 1) - 1)); };

function set(step: number): void {
  tourStep.value = step;
  choice("tour", String(step));
  if (step < 0) return;
  furthest.value = step;
  choice("tour.at", String(step));
}

/** Where the words of a step stand in the text as it is now. */
export function placeOf(tour: FoundTour, step: TourStep): { readonly file: string; readonly start: number; readonly end: number } | undefined {
  const text = work.value.files[tour.file] ?? "";
  for (const words of step.find ?? []) {
    const start = text.indexOf(words);
    if (start >= 0) return { file: tour.file, start, end: start + words.trimEnd().length };
  }
  return undefined;
}

export function goTo(i: number): void {
  const tour = tourAtHand.value;
  const step = tour?.steps[i];
  if (tour === undefined || step === undefined) return;
  set(i);
  if (step.case !== undefined) changeCase(step.case);
  if (step.compare !== undefined) compareBy.value = step.compare;
  if (step.pane !== undefined) pane.value = step.pane;
  const place = narrow.value ? undefined : placeOf(tour, step);
  if (place !== undefined) show(place);
}

export function applyEdit(tour: FoundTour, edit: { readonly find: string; readonly put: string }): void {
  const text = work.value.files[tour.file] ?? "";
  const start = text.indexOf(edit.find);
  if (start < 0) return;
  change({ files: { ...work.value.files, [tour.file]: text.slice(0, start) + edit.put + text.slice(start + edit.find.length) } });
  show({ file: tour.file, start, end: start + edit.put.trimEnd().length });
}
