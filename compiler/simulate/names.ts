import { titleOf } from "../explain/index.js";
import type { Program, Titles } from "../../runtime/program.js";
import { earlierAward } from "./tally.js";
import { words, type Lang } from "./words.js";

/** A missing fact by its title; an award of the same subject that is not settled is none of the facts. */
export const missingName = (one: { readonly fact: string; readonly titles: Titles }, lang: Lang): string =>
  one.fact === earlierAward ? words.earlier[lang] : titleOf(one.titles, lang, one.fact);

/** A version of a policy by its title. */
export const policyName = (program: Program, { id, version }: { readonly id: string; readonly version: string }, lang: Lang): string =>
  `${titleOf(program.policies.find((p) => p.id === id && p.version === version)?.titles ?? {}, lang, id)} (${version})`;

/** What cut an award, for people: "cap annual", or the title of a stack or pool; several are joined by " + ". */
export function cutName(program: Program, scheme: string, by: string, lang: Lang): string {
  const one = (id: string): string => {
    const pool = [...program.pools, ...program.stacks].find((p) => p.id === id);
    if (pool !== undefined) return titleOf(pool.titles, lang, id.slice(id.lastIndexOf(".") + 1));
    const cap = program.schemes.find((s) => s.id === scheme)?.caps.find((c) => c.id === id);
    const site = cap === undefined ? undefined : program.sites[cap.site];
    return lang === "en" ? `cap ${titleOf(site?.titles ?? {}, lang, id)}` : `上限 ${titleOf(site?.titles ?? {}, lang, id)}`;
  };
  return by.split(" + ").map(one).join(" + ");
}
