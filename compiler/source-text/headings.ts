import { hanValue, romanValue } from "./numerals.js";

/** How a heading writes its number, one name per style. */
export type HeadingStyle =
  | "chapter" // 第三章, Chapter III
  | "section" // 第二节, Section 2
  | "article" // 第十二条, Article 12
  | "roman" // II.
  | "han" // 二、
  | "roman-bracket" // (II)
  | "han-bracket" // （二）
  | "digit-bracket" // (2)
  | "digit" // 2.
  | "digit-closed" // 2)
  | "circled"; // ②

/** The numbering of one heading; offsets into the text, `end` behind the numbering and its mark. */
export interface Heading {
  readonly start: number;
  readonly end: number;
  readonly style: HeadingStyle;
  readonly value: number;
}

const HAN = "[一二三四五六七八九十百零〇]{1,6}";
/** No L, C, D, M: a lettered list reads A., B., C. */
const ROMAN = "(?:[IVX]{1,7}|[Ⅰ-Ⅻ])";
const NUMBERING = new RegExp(
  `^[^\\S\\r\\n]*(?:` +
    [
      `第[ ]?(?<named>${HAN}|\\d{1,4})[ ]?(?<level>[编章节条])`,
      `(?<englishLevel>Chapter|Part|Section|Article)[ ](?<englishNumber>${ROMAN}|\\d{1,4})(?![A-Za-z0-9])[.:]?`,
      `(?<roman>${ROMAN})(?:\\.(?!\\d)|、)`,
      `(?<han>${HAN})、`,
      `\\([ ]?(?:(?<romanBracket>${ROMAN})|(?<hanBracket>${HAN})|(?<digitBracket>\\d{1,2}))[ ]?\\)[.、]?(?!\\d)`,
      `(?<digit>\\d{1,2})(?:\\.(?!\\d)|、(?!\\s?\\d))`,
      `(?<digitClosed>\\d{1,2})\\)`,
      `(?<circled>[①-⑳])`,
    ].join("|") +
    `)`,
  "gm",
);

type Groups = Readonly<Record<string, string | undefined>>;

/** The numberings at line starts, in order. `folded` is the text with full-width signs as ASCII. */
export function readHeadings(folded: string): readonly Heading[] {
  const headings: Heading[] = [];
  for (const match of folded.matchAll(NUMBERING)) {
    const meaning = meaningOf(match.groups ?? {});
    if (meaning === undefined) continue;
    const indent = match[0].length - match[0].trimStart().length;
    headings.push({ start: match.index + indent, end: match.index + match[0].length, ...meaning });
  }
  return headings;
}

function meaningOf(groups: Groups): { readonly style: HeadingStyle; readonly value: number } | undefined {
  for (const [group, style] of STYLES) {
    const written = groups[group];
    if (written === undefined) continue;
    const value = plainValue(written);
    return value === undefined ? undefined : { style: style ?? levelOf(groups), value };
  }
  return undefined;
}

const STYLES: readonly (readonly [string, HeadingStyle | undefined])[] = [
  ["named", undefined],
  ["englishNumber", undefined],
  ["roman", "roman"],
  ["han", "han"],
  ["romanBracket", "roman-bracket"],
  ["hanBracket", "han-bracket"],
  ["digitBracket", "digit-bracket"],
  ["digit", "digit"],
  ["digitClosed", "digit-closed"],
  ["circled", "circled"],
];

function levelOf(groups: Groups): HeadingStyle {
  const level = groups["level"] ?? groups["englishLevel"];
  if (level === "条" || level === "Article") return "article";
  return level === "节" || level === "Section" ? "section" : "chapter";
}

/** The value of one numbering written in digits, Roman or Chinese numerals, or as one circled or Roman character. */
export function plainValue(written: string): number | undefined {
  if (/^\d{1,9}$/.test(written)) return Number(written);
  const code = written.charCodeAt(0);
  if (code >= 0x2460 && code < 0x2474) return code - 0x245f;
  if (code >= 0x2160 && code < 0x216c) return code - 0x215f;
  const roman = romanValue(written);
  if (roman !== undefined) return roman;
  const han = hanValue(written);
  return han === undefined ? undefined : Number(han);
}
