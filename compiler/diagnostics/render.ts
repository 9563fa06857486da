import { indexLines, type LineIndex, type Span } from "../../grammar/span.js";
import { catalogue, type Severity } from "./catalogue.js";
import { columns, safe, visible } from "./columns.js";
import type { Diagnostic } from "./diagnostic.js";

/** A diagnostic's words and its picture, in the reader's language. */

export type Language = "en" | "zh";

export interface RenderOptions {
  readonly lang: Language;
  readonly color?: boolean;
}

/** The texts that diagnostics point into. */
export interface Sources {
  text(file: string): string | undefined;
  lines(file: string): LineIndex | undefined;
}

export function createSources(read: (file: string) => string | undefined): Sources {
  const indexes = new Map<string, LineIndex | undefined>();
  return {
    text: read,
    lines(file) {
      if (!indexes.has(file)) {
        const text = read(file);
        indexes.set(file, text === undefined ? undefined : indexLines(text));
      }
      return indexes.get(file);
    },
  };
}

/** Parameters that the compiler writes in both languages, `english|chinese`; all others are the reader's own words. */
const bilingual: ReadonlySet<string> = new Set(["advice", "before", "belongs", "expectation", "expected", "found", "needed", "place", "quote", "rule", "statement", "what", "where", "witness", "most", "limit", "range", "before", "after", "below", "above", "at", "paid", "fact"]);

function inLanguage(key: string, value: string, lang: Language): string {
  const bar = value.indexOf("|");
  if (key === "advice" && value === "|") return "";
  if (!bilingual.has(key) || bar <= 0 || bar === value.length - 1) return value;
  return lang === "en" ? value.slice(0, bar) : value.slice(bar + 1);
}

const parameter = /\{([a-z]+)\}/g;

function expand(template: string, diagnostic: Diagnostic, lang: Language): string {
  return template.replace(parameter, (_, key: string) => safe(inLanguage(key, diagnostic.parameters[key] ?? "", lang)));
}

/** What is wrong: lower case, no final period. */
export const message = (diagnostic: Diagnostic, lang: Language): string => expand(catalogue[diagnostic.code][lang][0], diagnostic, lang);

/** Between two ways to say an advice: the first that has all its parameters is given. */
const otherwise = " || ";

/** The way out, one advice a line; a line for which a parameter is empty is left out. */
export function help(diagnostic: Diagnostic, lang: Language): string | undefined {
  const complete = (template: string): boolean =>
    [...template.matchAll(parameter)].every(([, key = ""]) => inLanguage(key, diagnostic.parameters[key] ?? "", lang) !== "");
  const lines = catalogue[diagnostic.code][lang][1].split("\n").flatMap((line) => {
    const said = line.split(otherwise).find(complete);
    return said === undefined ? [] : [expand(said, diagnostic, lang)];
  });
  return lines.length === 0 ? undefined : lines.join("\n");
}

export const severityWords: Readonly<Record<Severity, Readonly<Record<Language, string>>>> = {
  error: { en: "error", zh: "错误" },
  warning: { en: "warning", zh: "警告" },
};

const words = {
  help: { en: "help: ", zh: "建议：" },
  related: { en: "the other place", zh: "另一处" },
} as const;

type Paint = (code: number, text: string) => string;
const paint: Paint = (code, text) => `\u001b[1;${code}m${text}\u001b[0m`;
const plain: Paint = (_, text) => text;
const [red, yellow, blue, cyan] = [31, 33, 34, 36];

/** Widest excerpt: a longer line is shown around the place. */
const widest = 100;
const context = 24;
/** Characters looked at on each side of a place: a line may be as long as a file. */
const far = 300;

interface Cell {
  readonly shown: string;
  readonly width: number;
}

const cells = (text: string): Cell[] =>
  Array.from(text, (character) => {
    const shown = visible(character);
    return { shown, width: columns(shown) };
  });

const widthOf = (list: readonly Cell[]): number => list.reduce((sum, cell) => sum + cell.width, 0);
const textOf = (list: readonly Cell[]): string => list.map((cell) => cell.shown).join("");

/** The longest head of the cells that fits. */
function fitting(list: readonly Cell[], width: number): readonly Cell[] {
  let used = 0;
  const end = list.findIndex((cell) => (used += cell.width) > width);
  return end < 0 ? list : list.slice(0, end);
}

/** A line and the marks under it, cut to what a reader can take in. */
function picture(line: string, from: number, to: number): { readonly line: string; readonly indent: number; readonly marks: number } {
  const before = cells(line.slice(Math.max(0, from - far), from));
  const marked = cells(line.slice(from, Math.min(to, from + far)));
  const after = cells(line.slice(to, to + far));
  if (widthOf(before) + widthOf(marked) + widthOf(after) <= widest) {
    return { line: textOf([...before, ...marked, ...after]), indent: widthOf(before), marks: widthOf(marked) };
  }
  const head = [...fitting([...before].reverse(), context)].reverse();
  const cutBefore = head.length < before.length;
  const middle = fitting(marked, widest - context);
  const cutMiddle = middle.length < marked.length;
  const tail = cutMiddle ? [] : fitting(after, Math.max(0, widest - widthOf(head) - widthOf(middle)));
  const cutAfter = cutMiddle || tail.length < after.length;
  return {
    line: `${cutBefore ? "…" : ""}${textOf(head)}${textOf(middle)}${textOf(tail)}${cutAfter ? "…" : ""}`,
    indent: widthOf(head) + (cutBefore ? 1 : 0),
    marks: widthOf(middle) + (cutMiddle ? 1 : 0),
  };
}

interface Shown {
  readonly place: string;
  readonly number: string;
  readonly line: string;
  readonly marks: string;
}

function excerpt(file: string, span: Span, sources: Sources, mark: string): Shown {
  const index = sources.lines(file);
  if (index === undefined) return { place: file, number: "", line: "", marks: "" };
  const { line, column } = index.position(span.start);
  const text = index.line(line);
  const from = Math.min(column - 1, text.length);
  const to = Math.max(from, Math.min(text.length, from + span.end - span.start));
  const shown = picture(text, from, to);
  return { place: `${file}:${line}:${column}`, number: String(line), line: shown.line, marks: " ".repeat(shown.indent) + mark.repeat(Math.max(1, shown.marks)) };
}

/** Where a diagnostic is: file, line and column, as editors count them. */
export function placeOf(diagnostic: Diagnostic, sources: Sources): { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number } {
  const index = sources.lines(diagnostic.file);
  const start = index?.position(diagnostic.span.start) ?? { line: 1, column: 1 };
  const end = index?.position(Math.max(diagnostic.span.start, diagnostic.span.end)) ?? start;
  return { ...start, endLine: end.line, endColumn: end.column };
}

/** Message, place, excerpt with marks, the other place, advice. */
export function render(diagnostic: Diagnostic, sources: Sources, options: RenderOptions): string {
  const { lang } = options;
  const colored = options.color === true ? paint : plain;
  const tone = diagnostic.severity === "error" ? red : yellow;
  const own = excerpt(diagnostic.file, diagnostic.span, sources, "^");
  const other = diagnostic.related === undefined ? undefined : excerpt(diagnostic.related.file, diagnostic.related.span, sources, "-");
  const gutter = Math.max(own.number.length, other?.number.length ?? 0);
  const bar = colored(blue, `${" ".repeat(gutter)} |`);
  const pictured = (shown: Shown, arrow: string, color: number, label: string): readonly string[] => [
    `${colored(blue, `${" ".repeat(gutter)}${arrow}`)} ${shown.place}`,
    ...(shown.number === "" ? [] : [bar, `${colored(blue, `${shown.number.padStart(gutter)} |`)} ${shown.line}`, `${bar} ${colored(color, shown.marks)}${label}`]),
  ];
  const colon = lang === "zh" ? "：" : ": ";
  const advice = help(diagnostic, lang)?.split("\n") ?? [];
  return [
    `${colored(tone, `${severityWords[diagnostic.severity][lang]}[${diagnostic.code}]`)}${colon}${message(diagnostic, lang)}`,
    ...pictured(own, "-->", tone, ""),
    ...(other === undefined ? [] : pictured(other, ":::", blue, ` ${words.related[lang]}`)),
    ...advice.map((line) => `${" ".repeat(gutter)} ${colored(blue, "=")} ${colored(cyan, words.help[lang].trimEnd())}${lang === "zh" ? "" : " "}${line}`),
  ].map((line) => line.trimEnd()).join("\n");
}

/** A template with its parameters as dots: what a code means in general. */
export const inGeneral = (template: string): string => template.replace(/\{[a-z]+\}/g, "…").split(/ \|\| |\n/).join("; ");
