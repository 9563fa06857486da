import { accountOf, titleOf } from "../explain/index.js";
import { reasonWords, statusWords, words } from "../explain/words.js";
import type { Language } from "../diagnostics/render.js";
import type { Award, Evaluation, Reason } from "../../runtime/result.js";
import type { Program } from "../../runtime/program.js";
import type { Evaluated } from "./cases.js";
import { csvRow } from "./csv.js";
import { table, type Column } from "./table.js";

/** A result as JSON, as a table, as rows of a spreadsheet. */

/** The evaluation as its schema has it: plain data, and the places it points to. */
export function resultJson(program: Program, { line, id, on, evaluation }: Evaluated, trace: boolean): unknown {
  const sites = new Set<number>();
  const plain = (value: unknown, key = ""): unknown => {
    if (key === "site" && typeof value === "number") sites.add(value);
    if (Array.isArray(value)) return value.map((item) => plain(item));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "exact" && name !== "exactCeiling" && (trace || name !== "trace")).map(([name, inner]) => [name, plain(inner, name)]));
  };
  const { format, ...results } = evaluation;
  const body = plain(results) as object;
  const places = [...sites].sort((a, b) => a - b).flatMap((site) => {
    const found = program.sites[site];
    if (found === undefined) return [];
    const { policy, kind, name, titles, text, cites, file } = found;
    return [[String(site), { policy, kind, name, titles, text, cites, file }] as const];
  });
  return {
    format, ...(line === undefined ? {} : { line }), ...(id === undefined ? {} : { id }), ...(on === undefined ? {} : { on }),
    ...body, sites: Object.fromEntries(places),
  };
}

const headings = {
  application: { en: "application", zh: "申报" },
  scheme: { en: "scheme", zh: "项目" },
  status: { en: "status", zh: "状态" },
  amount: { en: "amount (yuan)", zh: "金额（元）" },
  why: { en: "why", zh: "说明" },
  line: { en: "line", zh: "行" },
} as const;

const phrases = {
  formula: { en: "the award's own rule", zh: "补助规则" },
  decision: { en: "the authority's decision", zh: "核定结果" },
  limitedBy: { en: "limited by", zh: "受限于" },
  equals: { en: "by", zh: "依" },
  and: { en: " and ", zh: "、" },
  list: { en: ", ", zh: "、" },
  colon: { en: ": ", zh: "：" },
  beforePools: { en: "before the pools", zh: "未经资金池分配：" },
} as const;

const grouped = (yuan: string): string => yuan.replace(/\B(?=(?:\d{3})+(?!\d)(?=.*\.))/g, ",");

function amountCell(award: Award, lang: Language): string {
  if (award.amount !== null && award.status !== "undetermined") return grouped(award.amount);
  return award.ceiling === null ? "" : `${words.upTo[lang]} ${grouped(award.ceiling)}`;
}

function factName(program: Program, id: string, lang: Language): string {
  const fact = program.facts.find((f) => f.id === id);
  if (fact === undefined || lang === "en") return id;
  return fact.names.find((name) => /\p{Script=Han}/u.test(name)) ?? id;
}

const reasonText = (reason: Reason, lang: Language): string => {
  const kind = reasonWords[reason.kind][lang];
  return ["require", "deadline", "note", "waived"].includes(reason.kind) ? `${kind}${phrases.colon[lang]}${reason.id}` : kind;
};

/** What decided: the cap that binds, the requirement that fails, the facts that are missing. */
function why(program: Program, award: Award, lang: Language): string {
  if (award.missing.length > 0) return `${words.missing[lang]}${phrases.colon[lang]}${award.missing.map((id) => factName(program, id, lang)).join(phrases.list[lang])}`;
  if (award.reasons.length > 0) return [...new Set(award.reasons.map((reason) => reasonText(reason, lang)))].join(lang === "en" ? "; " : "；");
  const caps = award.binding.filter((b) => b.id !== "award" && b.id !== "decision").map((b) => b.id.slice(b.id.lastIndexOf(".") + 1));
  const own = award.binding.flatMap((b) => (b.id === "award" ? [phrases.formula[lang]] : b.id === "decision" ? [phrases.decision[lang]] : []));
  const limited = caps.length > 0 ? `${phrases.limitedBy[lang]} ${[...caps, ...own].join(phrases.and[lang])}` : own.length > 0 ? `${phrases.equals[lang]} ${own.join(phrases.and[lang])}` : "";
  // what the year's claims may still cut
  const pools = award.pools.map((id) => titleOf(program.pools.find((pool) => pool.id === id)?.titles ?? {}, lang, id)).join(phrases.list[lang]);
  return pools === "" ? limited : lang === "en" ? `${limited}; ${phrases.beforePools.en}: ${pools}` : `${limited}；${phrases.beforePools.zh}${pools}`;
}

const statusCell = (award: Award, lang: Language): string =>
  award.status === "eligible" && award.amount === null && award.decidedBy !== null ? `${statusWords.eligible[lang]}, ${words.decidedBy[lang]} ${award.decidedBy}` : statusWords[award.status][lang];

/** One line an award, then what awards on one cost come to together. */
export function resultText(program: Program, evaluated: Evaluated, lang: Language, bold: (text: string) => string): string {
  const { evaluation } = evaluated;
  const several = evaluation.awards.some((award) => award.application !== "");
  const head: readonly Column[] = [
    ...(several ? [{ title: headings.application[lang], most: 24 }] : []),
    { title: headings.scheme[lang], most: 60 },
    { title: headings.status[lang], most: 44 },
    { title: headings.amount[lang], right: true },
    { title: headings.why[lang], most: 110 },
  ];
  const rows = evaluation.awards.map((award) => [
    ...(several ? [award.application] : []),
    titleOf(award.titles, lang, award.scheme), statusCell(award, lang), amountCell(award, lang), why(program, award, lang),
  ]);
  const heading = [evaluated.line === undefined ? "" : `${headings.line[lang]} ${evaluated.line}`, evaluated.id ?? "", evaluated.on ?? ""].filter((part) => part !== "").join("  ");
  return `${heading === "" ? "" : `${heading}\n`}${table(head, rows, bold)}${together(program, evaluation, lang)}`;
}

function together(program: Program, evaluation: Evaluation, lang: Language): string {
  const { totals } = accountOf(program, evaluation, lang);
  return totals.length === 0 ? "" : `\n${totals.map((total) => `${words.together[lang]}${phrases.colon[lang]}${total.title}${phrases.colon[lang]}${total.text}\n`).join("")}`;
}

export const csvHead = ["line", "id", "application", "scheme", "title", "policy", "version", "status", "amount", "ceiling", "decided_by", "bound_by", "reasons", "notes", "missing", "readings"];

export function resultCsv({ line, id, evaluation }: Evaluated, lang: Language): string {
  return evaluation.awards.map((award) => csvRow([
    line === undefined ? "" : String(line), id ?? "", award.application, award.scheme, titleOf(award.titles, lang, award.scheme), award.policy, award.version, award.status,
    award.amount ?? "", award.ceiling ?? "", award.decidedBy ?? "", award.binding.map((b) => b.id).join("; "), award.reasons.map((r) => r.id).join("; "),
    award.notes.map((n) => n.id).join("; "), award.missing.join("; "), Object.entries(award.readings).map(([reading, alternative]) => `${reading}=${alternative}`).join("; "),
  ])).join("");
}
