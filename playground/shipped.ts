import type { Both } from "../compiler/service/types.js";
import type { Work } from "./store.js";

/** The policies that come with the compiler, as they lie in the repository. */
const found: Readonly<Record<string, string>> = import.meta.glob(["../policies/**/*.{policy,txt,json}", "!../policies/**/tour.json"], { query: "?raw", import: "default", eager: true });

const all = Object.entries(found).map(([path, text]) => [path.replace("../policies/", ""), text] as const).sort(([a], [b]) => (a < b ? -1 : 1));
const configs = all.filter(([path]) => path.endsWith("/allot.json"));
const folderOf = (config: string): string => config.slice(0, -"allot.json".length);

/** A folder that is a policy set of its own. */
export interface ShippedSet {
  readonly id: string;
  readonly title: Both;
  readonly files: Work["files"];
}

export const shippedFiles: Work["files"] = Object.fromEntries(all.filter(([path]) => !configs.some(([config]) => path.startsWith(folderOf(config)))));

export const shippedSets: readonly ShippedSet[] = configs.map(([config, text]) => ({
  id: folderOf(config), title: (JSON.parse(text) as { readonly title: Both }).title,
  files: Object.fromEntries(all.filter(([path]) => path.startsWith(folderOf(config)) && path !== config)),
}));

/** Every text as it was shipped, of whatever set. */
export const shippedTexts: Work["files"] = Object.assign({}, shippedFiles, ...shippedSets.map(({ files }) => files)) as Work["files"];

/** Tells whether a link was made with the same shipped texts. */
export function editionOf(files: Work["files"]): string {
  let hash = 0x811c9dc5;
  for (const text of Object.entries(files).flat()) for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
