import type { Surface } from "../../grammar/index.js";
import { parseAnchor, type TextRange } from "../source-text/index.js";
import { readHeadings } from "../source-text/headings.js";
import { foldWidth } from "../source-text/width.js";
import { citesOf, oneLine, sentencesOf, type SourceText } from "./citations.js";
import type { Session } from "./session.js";
import type { View } from "./text.js";

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
  const style = styleOf(headings);
  const seen = new Map<string, Clause>();
  for (const heading of headings.slice(0, most)) {
    const anchor = anchorText(source.clauses.pathAt(heading.start), style);
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

/** The clause that an offset of a source stands in; empty before the first. */
export function clauseAt(source: SourceText, offset: number, surface: Surface): string {
  const anchor = anchorText(source.clauses.pathAt(offset), styleOf(readHeadings(foldWidth(source.text))));
  return inSurface([{ anchor, heading: "" }], surface)[0]?.anchor ?? "";
}

type Style = "han" | "roman" | "plain";

function styleOf(headings: ReturnType<typeof readHeadings>): Style {
  const first = headings[0]?.style;
  return first === "han" || first === "han-bracket" || first === "chapter" ? "han" : first === "roman" ? "roman" : "plain";
}

function anchorText(path: readonly number[], style: Style): string {
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
    const whole = oneLine(source.text.slice(sentence.start, sentence.end)).replace(/[。.；;]$/, "");
    const parts = whole.split(/(?<=[，；;])|(?<=,)(?=\s)/).map((part) => part.trim().replace(/[，；,;。.]$/, ""))
      // what is too short to say something by itself is left out, unless it has a number
      .filter((part) => part.length >= (/\p{Script=Han}/u.test(part) ? 10 : 40) || /\d/.test(part));
    return parts.length > 1 ? [whole, ...parts] : [whole];
  });
  return [...new Set(all)].slice(0, 200);
}

/** Clause numbers of the sources, then the named places that the file cites already. */
export function anchorsFor(session: Session, view: View, surface: Surface): readonly Clause[] {
  const numbered = session.sourcesOf(view.id).flatMap((source) => clausesOf(source, surface));
  const known = new Set(numbered.map((clause) => clause.anchor.normalize("NFKC")));
  const ast = session.parsed(view.id)?.file;
  const named = ast === undefined ? [] : citesOf(ast).filter((cite) => !cite.external && !known.has(cite.anchor.normalize("NFKC")) && !/[\d一二三四五六七八九十IVX]/.test(cite.anchor)).map((cite) => cite.anchor);
  return [...numbered, ...[...new Set(named)].map((anchor) => ({ anchor, heading: "" }))];
}
