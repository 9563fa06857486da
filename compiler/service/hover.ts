import { inScript } from "../explain/names.js";
import type { Ast, Span } from "../../grammar/index.js";
import type { KeywordId } from "../../grammar/index.js";
import type { Titles } from "../../runtime/program.js";
import { citeAt, oneLine, sentencesAround } from "./citations.js";
import { guidePages, pageOfKeyword } from "../guide/index.js";
import { keywordHelp } from "./keyword-help.js";
import type { Named, NameKind, Occurrence } from "./names.js";
import type { Session } from "./session.js";
import { keywordOf, tokenAt, tokenEnd } from "./text.js";
import type { Both, Language } from "./types.js";
import { literalWords, rangeWords, typeWords, valueText } from "./words.js";

/** What the word under the cursor is: parts for a page to lay out, without markup. */

export interface HoverLine {
  readonly label: string;
  readonly text: string;
}

export interface HoverQuote {
  readonly clause: string;
  readonly words: string;
  /** Stands outside the stored text. */
  readonly external: boolean;
  /** The whole sentence, where the words are found in the source. */
  readonly sentence?: string;
}

export interface Hover {
  readonly span: Span;
  /** One line as the language writes it. */
  readonly signature: string;
  readonly title?: string;
  readonly lines: readonly HoverLine[];
  readonly quotes: readonly HoverQuote[];
  /** The guide's page on this construct. */
  readonly guide?: { readonly id: string; readonly title: string };
}

/** The guide's page on what a name stands for. */
const guideOf: Readonly<Partial<Record<NameKind, string>>> = {
  policy: "policy", vocabulary: "vocabulary", import: "vocabulary", unit: "unit", subject: "subject", fact: "fact", finding: "finding", value: "dated-value", scheme: "scheme", pool: "pool", stack: "stack",
  reading: "reading", alternative: "reading", definition: "where", requirement: "require", cap: "cap", award: "award", instalment: "instalments", lapse: "instalments", note: "note", deadline: "deadline", bar: "bar",
  publicity: "publicity", target: "target", always: "always", uplift: "uplift-payout", repayment: "repay", payer: "funded-by",
};

export const kindWords: Readonly<Record<NameKind, Both>> = {
  policy: { en: "policy", zh: "政策" }, vocabulary: { en: "vocabulary", zh: "词汇" }, import: { en: "use … as", zh: "引用 … 称为" }, unit: { en: "unit", zh: "计量单位" },
  subject: { en: "subject", zh: "补助对象" }, fact: { en: "fact", zh: "事实" }, finding: { en: "finding", zh: "认定事项" }, member: { en: "value of", zh: "取值" },
  value: { en: "value", zh: "标准值" }, scheme: { en: "scheme", zh: "项目" }, pool: { en: "pool", zh: "资金池" }, stack: { en: "stack", zh: "叠加" },
  reading: { en: "reading", zh: "读法" }, alternative: { en: "alternative", zh: "选项" }, definition: { en: "where", zh: "其中" }, requirement: { en: "require", zh: "条件" },
  cap: { en: "cap", zh: "上限" }, award: { en: "award", zh: "补助" }, instalment: { en: "instalment", zh: "一期拨付" }, lapse: { en: "lapses", zh: "不再拨付" },
  note: { en: "note", zh: "提示" }, deadline: { en: "deadline", zh: "期限" }, bar: { en: "bar", zh: "禁止申报" }, publicity: { en: "publicity", zh: "公示" },
  target: { en: "target", zh: "目标" }, always: { en: "always", zh: "恒有" }, stage: { en: "stage", zh: "阶段" }, uplift: { en: "raise, lower", zh: "调整" },
  repayment: { en: "repay", zh: "退还" }, payer: { en: "payer", zh: "出资方" },
};

const labels = {
  range: { en: "range", zh: "范围" }, absent: { en: "if absent", zh: "缺省" }, by: { en: "established by", zh: "认定单位" },
  stage: { en: "known at", zh: "确定于" }, known: { en: "always known", zh: "必填" }, declared: { en: "declared in", zh: "声明于" }, byDefault: { en: "default because", zh: "默认，理由" },
  because: { en: "because", zh: "理由" }, alternatives: { en: "alternatives", zh: "选项" }, example: { en: "example", zh: "例" },
  unknownIfAbsent: { en: "unknown", zh: "未知" }, clause: { en: "clause", zh: "条号" }, elsewhere: { en: "the words stand in another clause", zh: "引文不在此条" },
} as const satisfies Readonly<Record<string, Both>>;

/** The first of the two titles that exists, beginning with the reader's language. */
export const titleIn = (titles: Titles | undefined, lang: Language): string | undefined => titles?.[lang] ?? titles?.[lang === "en" ? "zh" : "en"];

export const titleOf = (named: Named, lang: Language): string | undefined => named.declarations.map((one) => titleIn(one.titles, lang)).find((title) => title !== undefined);

const most = 4;

const shortened = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** What the construct says, without its citations: one line of the file. */
function written(named: Named, length = 160): string {
  const [one] = named.declarations;
  if (one === undefined) return "";
  const end = Math.min(one.span.end, ...one.cites.map((cite) => cite.span.start).filter((start) => start > one.span.start));
  return shortened(oneLine(one.unit.file.text.slice(one.span.start, end)), length);
}

export function signatureOf(named: Named, lang: Language): string {
  const name = named.names.join(" / ");
  if (named.fact !== undefined) return `${kindWords[named.kind][lang]} ${name}${lang === "zh" ? "：" : ": "}${typeWords(named.fact, lang)}`;
  switch (named.kind) {
    case "import": return written(named);
    case "member": return `${name} (${kindWords.member[lang]} ${named.owner ?? ""})`;
    case "alternative": return `${name} (${kindWords.reading[lang]} ${named.owner ?? ""})`;
    case "definition": case "requirement": case "cap": case "award": case "instalment": case "lapse": case "note": case "deadline": case "bar": case "publicity": case "target": case "always": case "uplift": case "repayment":
      return written(named);
    default: return `${kindWords[named.kind][lang]} ${name}`;
  }
}

function guide(id: string | undefined, lang: Language): Pick<Hover, "guide"> {
  const page = guidePages.get(id ?? "");
  return page === undefined ? {} : { guide: { id: page.id, title: page.title[lang] } };
}

const quoteOf = (session: Session, cite: Ast.Cite, file: string): HoverQuote => {
  const found = cite.external ? undefined : citeAt(session, file, cite.quote.span.start);
  const source = session.sourcesOf(file).find((one) => one.id === found?.source);
  const sentence = found === undefined || source === undefined ? undefined : sentencesAround(source, found.parts);
  return { clause: cite.anchor, words: cite.quote.value, external: cite.external, ...(sentence === undefined || sentence === cite.quote.value ? {} : { sentence: shortened(sentence, 600) }) };
};

/** Things that are spoken of too often for their citations to say something. */
const quiet: ReadonlySet<NameKind> = new Set<NameKind>(["policy", "vocabulary", "import", "member", "subject", "unit", "scheme", "pool", "stack"]);
const owns: ReadonlySet<NameKind> = new Set<NameKind>(["scheme", "pool", "stack"]);
const payers: ReadonlySet<string> = new Set(["award", "case-by-case", "plus", "by-reading", "cap", "relation"]);

/** Citations of what a scheme pays, then of its other statements. */
function inside(named: Named): readonly { readonly cite: Ast.Cite; readonly file: string }[] {
  return named.declarations.flatMap(({ unit, span, file }) => {
    const decl = unit.ast.decls.find((one) => one.span.start === span.start && "body" in one);
    const body = decl !== undefined && "body" in decl ? decl.body : [];
    const [paying, others] = [body.filter((s) => payers.has(s.kind)), body.filter((s) => !payers.has(s.kind))];
    return [...paying, ...others].flatMap((s) => ("cites" in s ? s.cites : []).map((cite) => ({ cite, file })));
  });
}

/** Citations of where a thing is declared, then of where it is used, the file at hand first. */
function quotesOf(session: Session, named: Named, here: string): readonly HoverQuote[] {
  const seen = new Map<string, { readonly cite: Ast.Cite; readonly file: string }>();
  const add = (cites: readonly Ast.Cite[], file: string): void => {
    for (const cite of cites) if (seen.size < most) seen.set(`${cite.anchor} ${cite.quote.value}`, { cite, file });
  };
  for (const one of named.declarations) add(one.cites, one.file);
  if (owns.has(named.kind)) for (const { cite, file } of inside(named)) add([cite], file);
  const uses = session.namesFor(here).of(named);
  if (!quiet.has(named.kind)) for (const use of [...uses.filter((one) => one.file === here), ...uses.filter((one) => one.file !== here)]) add(use.cites, use.file);
  return [...seen.values()].map(({ cite, file }) => quoteOf(session, cite, file));
}

function linesOf(session: Session, use: Occurrence & { readonly of: Named }, lang: Language): readonly HoverLine[] {
  const named = use.of;
  const lines: HoverLine[] = [];
  const say = (label: Both, text: string | undefined): void => { if (text !== undefined && text !== "") lines.push({ label: label[lang], text }); };
  const info = named.fact?.info;
  if (info !== undefined) {
    say(labels.range, rangeWords(info, lang));
    say(labels.absent, info.ifAbsent === undefined ? labels.unknownIfAbsent[lang] : valueText(info, info.ifAbsent, lang));
    say(labels.by, info.establishedBy);
    say(labels.stage, info.stage);
    if (info.alwaysKnown) say(labels.known, { en: "yes", zh: "是" }[lang]);
  }
  if (named.kind === "reading") {
    const prefix = named.key.replace(/^reading:/, "alternative:");
    const all = [...session.namesFor(use.file).all.values()].filter((one) => one.key.startsWith(`${prefix}:`));
    say(labels.alternatives, all.map((one) => inScript(one.names, lang)).join(lang === "zh" ? "、" : ", "));
  }
  const [one] = named.declarations;
  if (one?.because !== undefined) say(one.byDefault === true ? labels.byDefault : labels.because, one.because);
  if (one !== undefined && one.file !== use.file) say(labels.declared, one.file);
  return lines;
}

export function hover(session: Session, file: string, offset: number, lang: Language): Hover | undefined {
  const view = session.view(file);
  const token = view === undefined ? undefined : tokenAt(view, offset);
  if (view === undefined || token === undefined) return undefined;
  const span = { start: token.startOffset, end: tokenEnd(token) };
  const use = session.namesFor(file).at(file, offset);
  if (use?.of !== undefined && use.start < span.end && use.end > span.start) {
    const { of } = use;
    const title = titleOf(of, lang);
    return { span: { start: use.start, end: use.end }, signature: signatureOf(of, lang), ...(title === undefined ? {} : { title }), lines: linesOf(session, { ...use, of }, lang), quotes: quotesOf(session, of, file), ...guide(guideOf[of.kind], lang) };
  }
  const keyword = keywordOf(token);
  if (keyword !== undefined) {
    const help = keywordHelp[keyword as KeywordId];
    return help === undefined ? undefined : { ...guide(pageOfKeyword(keyword as KeywordId), lang), span, signature: token.image, title: help.says[lang], lines: [{ label: labels.example[lang], text: help.example[lang] }], quotes: [] };
  }
  const words = literalWords(token, lang);
  if (words !== undefined) return { span, signature: words, lines: [], quotes: [] };
  const cited = citeAt(session, file, offset);
  if (cited === undefined) return undefined;
  const quote = quoteOf(session, cited.cite, file);
  return {
    span, signature: shortened(`${labels.clause[lang]} ${cited.anchor}`, 80), quotes: [quote],
    lines: cited.inClause ? [] : [{ label: labels.clause[lang], text: labels.elsewhere[lang] }],
  };
}

