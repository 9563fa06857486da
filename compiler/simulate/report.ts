import { escaped } from "../explain/html.js";
import { titleOf } from "../explain/index.js";
import type { Program } from "../../runtime/program.js";
import { barChart, fillChart, shortAmount } from "./charts.js";
import { share, shownYuan, yuanText } from "./fen.js";
import { htmlTable, page } from "./html.js";
import { cutName, missingName, policyName } from "./names.js";
import type { ComparisonSummary, Summary } from "./summary.js";
import { colon, words, type Lang } from "./words.js";

/** The report of a simulation: one page that stands alone, with tables and charts. */

/** A drawing with its title. */
export interface Curve {
  readonly title: string;
  readonly svg: string;
}

const fen = (yuan: string): bigint => BigInt(yuan.replace(".", ""));
const money = (yuan: string): string => shownYuan(fen(yuan));
const signed = (yuan: string): string => (fen(yuan) > 0n ? `+${money(yuan)}` : money(yuan));

export function reportOf(summary: Summary, { program, lang, curves = [] }: { readonly program: Program; readonly lang: Lang; readonly curves?: readonly Curve[] }): string {
  const w = (key: keyof typeof words): string => words[key][lang];
  const name = (titles: Parameters<typeof titleOf>[0], id: string): string => titleOf(titles, lang, id);
  const section = (title: string, body: string): string => (body === "" ? "" : `<section><h2>${escaped(title)}</h2>\n${body}</section>\n`);
  const figure = (title: string, chart: string): string => `<figure><figcaption>${escaped(title)}</figcaption>${chart}</figure>\n`;
  const facts: readonly (readonly [string, string])[] = [
    [w("applications"), String(summary.applications)], ...(summary.refused > 0 ? [[w("refused"), String(summary.refused)] as const] : []),
    [w("total"), `${money(summary.paid)} ${w("yuan")}`],
    ...(fen(summary.taken) > 0n ? [[w("taken"), `${money(summary.taken)} ${w("yuan")}`] as const] : []),
    ...(fen(summary.ceiling) > 0n ? [[w("ceilings"), `${money(summary.ceiling)} ${w("yuan")}`] as const] : []),
    ...(summary.against === undefined ? [] : [[w("cost"), summary.against.difference === null ? w("nothingCompared") : `${signed(summary.against.difference)} ${w("yuan")}`] as const]),
  ];
  const policies = summary.policies.map((one) => policyName(program, one, lang));
  const readings = Object.entries(summary.readings).map(([reading, alternative]) => {
    const found = program.readings.find((r) => r.id === reading);
    return `${name(found?.titles ?? {}, reading)}${colon[lang]}${name(found?.alternatives.find((a) => a.id === alternative)?.titles ?? {}, alternative)}`;
  });
  const head = `<h1>${escaped(w("title"))}</h1>\n${policies.map((text) => `<p class="note">${escaped(text)}</p>\n`).join("")}${
    readings.length === 0 ? "" : `<p class="note">${escaped(`${w("readingsTaken")}${colon[lang]}${readings.join(lang === "en" ? "; " : "；")}`)}</p>\n`}<dl>${
    facts.map(([term, value]) => `<div><dt>${escaped(term)}</dt><dd>${escaped(value)}</dd></div>`).join("")}</dl>\n`;

  const schemes = htmlTable("", [w("scheme"), w("applications"), w("eligible"), w("others"), w("undetermined"), w("awarded"), w("paid"), w("upTo")], summary.schemes.map((scheme) => {
    const { eligible = 0, undetermined = 0 } = scheme.statuses;
    return [name(scheme.titles, scheme.scheme), String(scheme.applications), String(eligible), String(scheme.applications - eligible - undetermined), String(undetermined), money(scheme.awarded), money(scheme.paid), scheme.ceilings.count === 0 ? "" : money(scheme.ceilings.amount)];
  }), 1);
  const years = [...new Set(summary.schemes.flatMap((scheme) => scheme.years.map(({ year }) => year)))].sort((a, b) => a - b);
  const byYear = years.length === 0 ? "" : htmlTable(w("byYear"), [w("scheme"), ...years.map(String)], summary.schemes.filter((scheme) => scheme.years.length > 0)
    .map((scheme) => [name(scheme.titles, scheme.scheme), ...years.map((year) => money(scheme.years.find((one) => one.year === year)?.amount ?? "0.00"))]), 1);

  const distribution = summary.schemes.filter((scheme) => scheme.sizes.length > 0).map((scheme) => {
    const edges = edgesBetween(scheme.sizes.map(({ upTo }) => upTo));
    const bars = edges.map((edge) => ({ label: `≤${shortAmount(edge, lang)}`, value: scheme.sizes.find(({ upTo }) => upTo === edge)?.count ?? 0 }));
    return figure(name(scheme.titles, scheme.scheme), barChart(name(scheme.titles, scheme.scheme), bars, lang));
  }).join("");
  const sizes = htmlTable("", [w("scheme"), w("sizeUpTo"), w("number"), w("amount")], summary.schemes.flatMap((scheme) => scheme.sizes.map((size) => [name(scheme.titles, scheme.scheme), shownYuan(BigInt(size.upTo) * 100n), String(size.count), money(size.amount)])), 1);

  const fills = summary.pools.map((pool) => {
    const title = `${name(pool.titles, pool.pool)}${pool.year === null ? "" : ` ${pool.year}`}`;
    return figure(title, fillChart(title, {
      paid: pool.months.map(({ paid }) => Number(paid)), asked: pool.months.map(({ asked }) => Number(asked)), limit: pool.limit === null ? undefined : Number(pool.limit),
      paidName: w("paidLine"), askedName: w("askedLine"), limitName: w("limit"),
    }, lang));
  }).join("");
  const pools = summary.pools.length === 0 ? "" : htmlTable("", [w("pool"), w("year"), w("limit"), w("asked"), w("paid"), w("used"), w("cut"), w("open")], summary.pools.map((pool) => [
    name(pool.titles, pool.pool), String(pool.year ?? ""), pool.limit === null ? w("noLimit") : money(pool.limit), money(pool.asked), money(pool.paid), pool.limit === null ? "" : share(fen(pool.paid), fen(pool.limit)), String(pool.cut), String(pool.unsettled)]), 2) + summary.pools.filter((pool) => fen(pool.earlier) > 0n).map((pool) =>
    `<p class="note">${escaped(`${name(pool.titles, pool.pool)}${pool.year === null ? "" : ` ${pool.year}`}${colon[lang]}${money(pool.earlier)} ${w("yuan")} ${w("earlierPaid")}`)}</p>\n`).join("");

  const cuts = summary.schemes.flatMap((scheme) => [...scheme.caps, ...scheme.stacks, ...scheme.pools].map((cut) => [name(scheme.titles, scheme.scheme), cutName(program, scheme.scheme, cut.by, lang), String(cut.count), money(cut.amount)]));
  const largest = summary.largestCuts.map((cut) => [cut.application, name(program.schemes.find((s) => s.id === cut.scheme)?.titles ?? {}, cut.scheme), cutName(program, cut.scheme, cut.by.join(" + "), lang), money(cut.from), money(cut.to)]);
  const missing = summary.schemes.flatMap((scheme) => scheme.missing.map((one) => [name(scheme.titles, scheme.scheme), missingName(one, lang), String(one.count)]));
  return page(lang, `${w("title")}${colon[lang]}${policies[0] ?? ""}`, [
    head, section(w("scheme").replace(/^./, (c) => c.toUpperCase()), schemes + byYear),
    section(w("distribution"), distribution === "" ? "" : `<div class="charts">${distribution}</div>\n${sizes}`),
    section(w("fill"), fills === "" ? "" : `<div class="charts">${fills}</div>\n${pools}`),
    section(w("cuts"), cuts.length === 0 ? "" : htmlTable("", [w("scheme"), w("by"), w("number"), w("amount")], cuts, 2) + (largest.length === 0 ? "" : htmlTable(w("largest"), [w("application"), w("scheme"), w("by"), w("from"), w("to")], largest, 3))),
    section(w("missing"), missing.length === 0 ? "" : htmlTable("", [w("scheme"), w("fact"), w("number")], missing, 2)),
    section(w("curves"), curves.map(({ title, svg }) => figure(title, svg)).join("")),
    section(w("effects"), effectsOf(summary, lang)),
    summary.against === undefined ? "" : section(w("against"), againstOf(summary.against, lang)),
  ].join(""));
}

/** All edges 1, 2, 5, 10, ... from the first to the last: a gap in a distribution is seen. */
function edgesBetween(edges: readonly number[]): readonly number[] {
  const all: number[] = [];
  for (let edge = 1, step = 0; edge <= Math.max(...edges); step++) {
    if (edge >= Math.min(...edges)) all.push(edge);
    edge = step % 3 === 1 ? (edge / 2) * 5 : edge * 2;
  }
  return all;
}

function effectsOf({ effects }: Summary, lang: Lang): string {
  if (effects === undefined || effects.length === 0) return "";
  const w = (key: keyof typeof words): string => words[key][lang];
  return htmlTable("", [w("reading"), w("alternative"), w("paid"), w("difference"), w("ofCeilings"), w("halfOpen")], effects.map((effect) =>
    [titleOf(effect.titles, lang, effect.reading), titleOf(effect.alternativeTitles, lang, effect.alternative), money(effect.paid), signed(effect.difference), signed(effect.ceilingDifference), String(effect.open)]), 2);
}

function againstOf(against: ComparisonSummary, lang: Lang): string {
  const w = (key: keyof typeof words): string => words[key][lang];
  const change = (after: string, before: string): string => signed(yuanText(fen(after) - fen(before)));
  const list = (caption: string, rows: ComparisonSummary["gains"]): string => (rows.length === 0 ? "" : htmlTable(caption, [w("application"), w("before"), w("after"), w("difference")], rows.map(({ application, before, after }) => [application, money(before), money(after), change(after, before)]), 1));
  return `<p class="note">${escaped(against.policies.map(({ id, version }) => `${id} (${version})`).join(", "))}${escaped(Object.entries(against.readings).map(([reading, alternative]) => ` ${reading}=${alternative}`).join(""))}</p>\n` +
    htmlTable("", ["", w("number"), w("amount")], [
      [w("winners"), String(against.winners.count), `+${money(against.winners.amount)}`], [w("losers"), String(against.losers.count), `-${money(against.losers.amount)}`],
      [w("unchanged"), String(against.same), ""], [w("incomparable"), String(against.open), ""], [w("cost"), "", against.difference === null ? w("nothingCompared") : signed(against.difference)],
    ], 1) +
    htmlTable("", [w("scheme"), w("before"), w("after"), w("difference")], against.schemes.map(({ scheme, titles, before, after }) => [titleOf(titles, lang, scheme), money(before), money(after), change(after, before)]), 1) +
    list(w("gains"), against.gains) + list(w("losses"), against.losses);
}
