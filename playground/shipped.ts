import type { Work } from "./store.js";

/** The policies that come with the compiler, as they lie in the repository. */
const found: Readonly<Record<string, string>> = import.meta.glob(["../policies/**/*.{policy,txt,json}", "!../policies/**/tour.json"], { query: "?raw", import: "default", eager: true });

const all = Object.entries(found).map(([path, text]) => [path.replace("../policies/", ""), text] as const).sort(([a], [b]) => (a < b ? -1 : 1));
/** Folders that are policy sets of their own. */
const sets = all.filter(([path]) => path.endsWith("/allot.json")).map(([path]) => path.slice(0, -"allot.json".length));

export const shippedFiles: Work["files"] = Object.fromEntries(all.filter(([path]) => !sets.some((set) => path.startsWith(set))));

/** Tells whether a link was made with the same shipped texts. */
export function editionOf(files: Work["files"]): string {
  let hash = 0x811c9dc5;
  for (const text of Object.entries(files).flat()) for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
