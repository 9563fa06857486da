import { inScript } from "../explain/names.js";
import { parse, print, type Surface } from "../../grammar/index.js";
import { catalogue, type DiagnosticCode, type Entry } from "../diagnostics/catalogue.js";
import { inGeneral, severityWords } from "../diagnostics/render.js";
import { exampleFile, families, findPage, frame, guidePages, inChinese, wordsOf, type GuidePage } from "../guide/index.js";
import { Session } from "./session.js";
import { typeOf, viewOf } from "./text.js";
import type { Both, Language } from "./types.js";

/** Help pages: one for each construct and one for each diagnostic, in the reader's language. */

export interface HelpLink {
  readonly id: string;
  readonly title: string;
}

export interface HelpPage extends HelpLink {
  readonly kind: "construct" | "problem";
  /** What an official text says; the gloss is its translation. */
  readonly sentence?: { readonly text: string; readonly gloss?: string };
  readonly example?: string;
  /** The example in the other surface. */
  readonly other?: string;
  readonly text: string;
  /** Words of the language that lead here, as the surface writes them. */
  readonly words: readonly string[];
  readonly see: readonly HelpLink[];
  /** What the checker says about the construct. */
  readonly problems: readonly HelpLink[];
}

const other = (lang: Language): Language => (lang === "en" ? "zh" : "en");

/** Names in the script of a language, where the example gives a name in each. */
function named(text: string, lang: Language): string {
  const session = new Session(true);
  session.setFile("a.policy", text);
  const view = viewOf("a.policy", text);
  const edits = new Map<number, readonly [end: number, put: string]>();
  const known = session.names().in("a.policy");
  for (const use of known) {
    if (use.of === undefined || use.declares && use.of.names.length > 1) continue;
    const put = use.of.names.length > 1 ? inScript(use.of.names, lang) : lang === "zh" ? inChinese[use.text] : undefined;
    if (put !== undefined) edits.set(use.start, [use.end, put]);
  }
  if (lang === "zh") for (const token of view.tokens) {
    const put = /text|quote/i.test(typeOf(token)) ? inChinese[token.image.slice(1, -1)] : undefined;
    if (put !== undefined) edits.set(token.startOffset, [token.startOffset + token.image.length, `“${put}”`]);
  }
  let result = "";
  let at = 0;
  for (const [start, [end, put]] of [...edits].sort(([a], [b]) => a - b)) {
    if (start < at) continue;
    result += text.slice(at, start) + put;
    at = end;
  }
  return result + text.slice(at);
}

const printed = (text: string, surface: Surface): string => print(parse(text).file, { surface });

/** The whole file that a page's example is part of, in one surface with the names of its language. */
export const exampleText = (page: GuidePage, lang: Language): string => printed(named(exampleFile(page).file, lang), lang);

/** The example as the page shows it: without the header that all examples share. */
function shownExample(page: GuidePage, lang: Language): string {
  const whole = exampleText(page, lang);
  const head = printed(named(frame, lang), lang).trimEnd();
  return (whole.startsWith(head) ? whole.slice(head.length) : whole).trim();
}

const linkTo = (id: string, lang: Language): HelpLink => ({ id, title: guidePages.get(id)?.title[lang] ?? id });

function constructPage(page: GuidePage, lang: Language): HelpPage {
  return {
    id: page.id, kind: "construct", title: page.title[lang],
    sentence: lang === "zh" ? { text: page.sentence.zh } : { text: page.sentence.zh, gloss: page.sentence.en },
    example: shownExample(page, lang), other: shownExample(page, other(lang)), text: page.text[lang], words: wordsOf(page, lang),
    see: page.see.map((id) => linkTo(id, lang)), problems: (page.codes ?? []).map((code) => ({ id: code, title: inGeneral(catalogue[code][lang][0]) })),
  };
}

function problemPage(code: DiagnosticCode, lang: Language): HelpPage {
  const { severity, [lang]: [said, advice] }: Entry = catalogue[code];
  const about = [...guidePages.values()].filter((page) => page.codes?.includes(code) === true);
  return { id: code, kind: "problem", title: `${severityWords[severity][lang]}[${code}]${{ en: ": ", zh: "：" }[lang]}${inGeneral(said)}`, text: inGeneral(advice), words: [], see: about.map((page) => linkTo(page.id, lang)), problems: [] };
}

const isCode = (id: string): id is DiagnosticCode => Object.hasOwn(catalogue, id);

/** A page by its id, a diagnostic's code, a title, or a keyword in either surface. A code that is also a page's id means the page. */
export function helpPage(asked: string, lang: Language): HelpPage | undefined {
  const page = findPage(asked);
  if (page !== undefined) return constructPage(page, lang);
  const code = asked.replace(/^(?:error|warning|错误|警告)?\[(.*)\]$/, "$1");
  return isCode(code) ? problemPage(code, lang) : undefined;
}

/** The page of a diagnostic, also where a construct has the same name. */
export const problemHelp = (code: string, lang: Language): HelpPage | undefined => (isCode(code) ? problemPage(code, lang) : undefined);

export const helpContents = (lang: Language): readonly { readonly title: string; readonly pages: readonly HelpLink[] }[] =>
  families.map(({ title, pages }) => ({ title: title[lang], pages: pages.map((page) => ({ id: page.id, title: page.title[lang] })) }));

export const problemContents = (lang: Language): readonly HelpLink[] =>
  Object.keys(catalogue).map((code) => ({ id: code, title: inGeneral(catalogue[code as DiagnosticCode][lang][0]) }));

export const helpLabels = {
  sentence: { en: "An official text says", zh: "公文写法" }, rule: { en: "The rule", zh: "规则" }, other: { en: "The same in Chinese", zh: "英文写法" }, words: { en: "Words", zh: "用词" },
  see: { en: "See also", zh: "另见" }, problems: { en: "What the checker says about it", zh: "检查器的有关提示" }, wayOut: { en: "Way out", zh: "解决办法" },
} as const satisfies Readonly<Record<string, Both>>;

/** A page as Markdown; `link` gives the address of another page. */
export function helpMarkdown(page: HelpPage, lang: Language, link?: (id: string) => string): string {
  const label = (key: keyof typeof helpLabels): string => helpLabels[key][lang];
  const links = (all: readonly HelpLink[]): string => all.map(({ id, title }) => (link === undefined ? `- \`${id}\` ${title}` : `- [${title}](${link(id)})`)).join("\n");
  const code = (text: string): string => `\`\`\`policy\n${text}\n\`\`\``;
  const parts: readonly (string | undefined)[] = [
    `# ${page.title}`,
    page.sentence && `${label("sentence")}:\n\n> ${page.sentence.text}${page.sentence.gloss === undefined ? "" : `\n>\n> ${page.sentence.gloss}`}`,
    page.example && `${label("rule")}:\n\n${code(page.example)}`,
    page.kind === "problem" ? `**${label("wayOut")}**: ${page.text}` : page.text,
    page.other && `${label("other")}:\n\n${code(page.other)}`,
    page.words.length > 0 ? `${label("words")}: ${page.words.map((word) => `\`${word}\``).join(" ")}` : undefined,
    page.problems.length > 0 ? `## ${label("problems")}\n\n${links(page.problems)}` : undefined,
    page.see.length > 0 ? `## ${label("see")}\n\n${links(page.see)}` : undefined,
  ];
  const text = `${parts.filter((part) => part !== undefined && part !== "").join("\n\n")}\n`;
  return lang === "zh" ? text.replaceAll(/(?<=[\p{Script=Han}*]): ?(?=\n|`|\S)/gu, "：") : text;
}
