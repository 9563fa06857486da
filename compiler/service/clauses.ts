import type { Surface } from "../../grammar/index.js";
import { parseAnchor, type TextRange } from "../source-text/index.js";
import { readHeadings } from "../source-text/headings.js";
import { foldWidth } from "../source-text/width.js";
import { oneLine, sentencesOf, type SourceText } from "./citations.js";

/** The clauses of a source as one cites them, and the sentences in each. */

export interface Clause {
  /** `III(1)`, `三（一）`, as this source numbers its clauses. */
  readonly anchor: string;
  readonly heading: string;
}

const roman = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
const han = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十"];

/** Clauses that one source offers to cite. */
const most = 400;

const kept = new WeakMap<object, readonly Clause[]>();

export function clausesOf(source: SourceText, surface: Surface): readonly Clause[] {
  const known = kept.get(source.clauses);
  if (known !== undefined) return inSurface(known, surface);
  const headings = readHeadings(foldWidth(source.text));
  const first = headings[0]?.style;
  const seen = new Map<string, Clause>();
  for (const heading of headings.slice(0, most)) {
    const anchor = anchorText(source.clauses.pathAt(heading.start), first === "han" || first === "han-bracket" || first === "chapter" ? "han" : first === "roman" ? "roman" : "plain");
    const line = /^[^\n\r]*/.exec(source.text.slice(heading.start))?.[0] ?? "";
    if (anchor !== "" && !seen.has(anchor)) seen.set(anchor, { anchor, heading: oneLine(line).slice(0, 80) });
  }
  const all = [...seen.values()];
  kept.set(source.clauses, all);
  return inSurface(all, surface);
}

/** Anchors of Chinese documents take full-width brackets in Chinese. */
const inSurface = (clauses: readonly Clause[], surface: Surface): readonly Clause[] =>
  surface === "en" ? clauses : clauses.map((clause) => (/\p{Script=Han}/u.test(clause.anchor) ? { ...clause, anchor: clause.anchor.replaceAll("(", "（").replaceAll(")", "）") } : clause));

function anchorText(path: readonly number[], style: "han" | "roman" | "plain"): string {
  const [chapter, section, ...items] = path;
  if (chapter === undefined) return "";
  const first = (style === "han" ? han : style === "roman" ? roman : [])[chapter] ?? String(chapter);
  const second = section === undefined ? "" : `(${style === "han" ? (han[section] ?? section) : section})`;
  return `${first}${second}${items.join(".")}`;
}

/** What may be quoted from a clause: its sentences, and the parts of long ones between commas. */
export function quotable(source: SourceText, anchor: string): readonly string[] {
  const path = parseAnchor(anchor.normalize("NFKC"));
  const within: TextRange = (path === undefined ? undefined : source.clauses.find(path)) ?? { start: 0, end: source.text.length };
  const inside = sentencesOf(source).filter((sentence) => sentence.start >= within.start && sentence.end <= within.end);
  const all = inside.flatMap((sentence) => {
    const whole = oneLine(source.text.slice(sentence.start, sentence.end));
    const parts = whole.split(/(?<=[，；;])|(?<=,)(?=\s)/).map((part) => part.trim().replace(/[，；,;。.]$/, "")).filter((part) => part.length >= 4);
    return parts.length > 1 ? [whole.replace(/[。.]$/, ""), ...parts] : [whole.replace(/[。.]$/, "")];
  });
  return [...new Set(all)].slice(0, 200);
}
