import { titleOf } from "../explain/index.js";
import type { Program } from "../../runtime/program.js";
import type { Lang } from "./words.js";

/** What cut an award, for people: "cap annual", or the title of a pool; several are joined by " + ". */
export function cutName(program: Program, scheme: string, by: string, lang: Lang): string {
  const one = (id: string): string => {
    const pool = program.pools.find((p) => p.id === id);
    if (pool !== undefined) return titleOf(pool.titles, lang, id.slice(id.lastIndexOf(".") + 1));
    const cap = program.schemes.find((s) => s.id === scheme)?.caps.find((c) => c.id === id);
    const site = cap === undefined ? undefined : program.sites[cap.site];
    return lang === "en" ? `cap ${titleOf(site?.titles ?? {}, lang, id)}` : `上限 ${titleOf(site?.titles ?? {}, lang, id)}`;
  };
  return by.split(" + ").map(one).join(" + ");
}
