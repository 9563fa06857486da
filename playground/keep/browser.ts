import type { Work } from "../store.js";
import { workOf } from "./shape.js";

/** Work kept in this browser. A browser may refuse to keep, and what it gives back may be anything. */

const key = "allot.work";
const mineKey = "allot.mine";

/** Characters that no browser keeps. */
const tooMuch = 5_000_000;

export function keep(work: Work, where: "work" | "mine" = "work"): boolean {
  if (Object.values(work.files).reduce((sum, text) => sum + text.length, 0) > tooMuch) return false;
  try {
    localStorage.setItem(where === "work" ? key : mineKey, JSON.stringify(work));
    return true;
  } catch {
    return false;
  }
}

/** Undefined where nothing was kept; "broken" where it cannot be read. */
export function kept(where: "work" | "mine" = "work"): Work | "broken" | undefined {
  try {
    const text = localStorage.getItem(where === "work" ? key : mineKey);
    return text === null ? undefined : (workOf(JSON.parse(text)) ?? "broken");
  } catch {
    return "broken";
  }
}

export function forget(where: "work" | "mine"): void {
  try {
    localStorage.removeItem(where === "work" ? key : mineKey);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** Small choices of the reader: language, appearance. */
export function choice(name: string, value?: string): string | null {
  try {
    if (value !== undefined) localStorage.setItem(`allot.${name}`, value);
    return localStorage.getItem(`allot.${name}`);
  } catch {
    return null;
  }
}
