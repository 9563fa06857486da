import { spell, type KeywordId, type Span } from "../../grammar/index.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Site } from "./fix-places.js";
import type { BothFix, Fixer } from "./fixes.js";
import { keywordOf, tokenEnd, typeOf, type Token } from "./text.js";
import type { Edit } from "./types.js";

/** What the text of an idiom leaves unsaid, said in each way that is possible. */

const put = (at: Site, start: number, end: number, text: string): Edit => ({ file: at.file, start, end, text });
const word = (at: Site, id: KeywordId): string => spell(id, at.surface);
const write = (shown: string, ...edits: readonly Edit[]): BothFix => ({ title: { en: `write \`${shown}\``, zh: `写 \`${shown}\`` }, edits });
const within = ({ view }: Site, span: Span): readonly Token[] => view.tokens.filter((token) => token.startOffset >= span.start && tokenEnd(token) <= span.end);

/** The end of the last word before one of these, or of the span. */
function endBefore(at: Site, span: Span, ids: readonly KeywordId[]): number {
  const tokens = within(at, span);
  const stop = tokens.findIndex((token) => (ids as readonly string[]).includes(keywordOf(token) ?? ""));
  const last = tokens[(stop < 0 ? tokens.length : stop) - 1];
  return last === undefined ? span.end : tokenEnd(last);
}

/** `for each 1,000 yuan`: full, started or pro rata. */
const each: Fixer = (at) => {
  const before = at.view.tokens.findLast((token) => tokenEnd(token) <= at.span.start);
  if (before === undefined || !["forEach", "per"].includes(keywordOf(before) ?? "")) return [];
  const ids = at.surface === "zh" ? (["eachFull", "eachStarted", "eachPart"] as const) : (["forEachFull", "forEachStarted", "forEachPart"] as const);
  return ids.map((id) => write(word(at, id), put(at, before.startOffset, tokenEnd(before), word(at, id))));
};

const growthBase: Fixer = (at) => {
  const text = `${word(at, "withoutBase")} 0%`;
  return [write(text, put(at, at.span.end, at.span.end, ` ${text}`))];
};

const dayCount: Fixer = (at) => {
  const [only, ...others] = within(at, at.span);
  const replaces = others.length === 0 && typeOf(only) === "Duration";
  const offset = endBefore(at, at.span, ["cappedAt"]);
  const years = { en: ["360 days", "365 days", "12 months"], zh: ["360天", "365天", "12个月"] }[at.surface];
  return years.map((year) => write(`${word(at, "by")} ${year}`, replaces ? put(at, at.span.start, at.span.end, year) : put(at, offset, offset, ` ${word(at, "by")} ${year}`)));
};

const limitOrder: Fixer = (at) => {
  const offset = endBefore(at, at.span, ["when", "cite"]);
  return (["earliestFirst", "highestFirst"] as const).map((id) => write(word(at, id), put(at, offset, offset, ` ${word(at, id)}`)));
};

/** Both of two uplifts say the same of how they meet. */
const mixed: Fixer = (at) => {
  const { related } = at;
  if (related === undefined) return [];
  return (["addedToOthers", "compounded"] as const).map((id) => write(word(at, id), ...[related, at.span].flatMap((span) => {
    const said = within(at, span).find((token) => keywordOf(token) === "addedToOthers" || keywordOf(token) === "compounded");
    const offset = endBefore(at, span, ["when"]);
    return said === undefined ? [put(at, offset, offset, ` ${word(at, id)}`)] : [put(at, said.startOffset, tokenEnd(said), word(at, id))];
  })));
};

/** What is raised, by each name that there is. */
const target: Fixer = (at) => {
  const names = (at.parameters["expected"] ?? "").split(", ").filter((name) => name !== "");
  const tokens = within(at, at.span);
  const [head, label, colon] = tokens;
  const after = typeOf(colon) === "Colon" ? colon : head;
  if (head === undefined || after === undefined || names.length > 3) return [];
  const isName = tokens.length === 1 && label === undefined;
  return names.map((name) => write(name, isName ? put(at, at.span.start, at.span.end, name) : put(at, tokenEnd(after), tokenEnd(after), ` ${name}`)));
};

const termUnit: Fixer = (at) => {
  const months = Number(/^\d+/.exec(at.view.text.slice(at.span.start, at.span.end))?.[0] ?? "1");
  const text = at.surface === "zh" ? `${months / 12}年` : `${months / 12} year${months === 12 ? "" : "s"}`;
  return months % 12 === 0 && /month|月/.test(at.view.text.slice(at.span.start, at.span.end)) ? [write(text, put(at, at.span.start, at.span.end, text))] : [];
};

/** The fact gets a value for each year, where it is declared. */
const byYear: Fixer = (at) => {
  const decl = at.session.units().get(at.file)?.facts.get(at.parameters["name"] ?? "");
  if (decl === undefined || decl.unit.file.id !== at.file) return [];
  const offset = endBefore(at, decl.decl.span, ["cite"]);
  return [write(word(at, "byYear"), put(at, offset, offset, ` ${word(at, "byYear")}`))];
};

export const idiomFixers: Partial<Record<Diagnostic["code"], Fixer>> = {
  "each-unsaid": each, "growth-base-unsaid": growthBase, "day-count-unsaid": dayCount, "limit-order-unsaid": limitOrder,
  "uplifts-mixed": mixed, "uplift-target": target, "term-unit": termUnit, "not-by-year": byYear,
};
