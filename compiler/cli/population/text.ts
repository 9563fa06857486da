import { titleOf } from "../../explain/index.js";
import type { Program } from "../../../runtime/program.js";
import { share, shownYuan, yuanText } from "../../simulate/fen.js";
import { cutName, missingName, policyName } from "../../simulate/names.js";
import type { ComparisonSummary, SchemeSummary, Summary } from "../../simulate/summary.js";
import { colon, words, type Lang } from "../../simulate/words.js";
import { table, type Column } from "../table.js";

/** The summary of a simulation as text. */

const fen = (yuan: string): bigint => BigInt(yuan.replace(".", ""));
const money = (yuan: string): string => shownYuan(fen(yuan));
const signed = (yuan: string): string => (fen(yuan) > 0n ? `+${money(yuan)}` : money(yuan));
const right = true as const;

export function summaryText(summary: Summary, program: Program, other: Program | undefined, lang: Lang, bold: (text: string) => string): string {
  const w = (key: keyof typeof words): string => words[key][lang];
  const line = (label: string, value: string): string => `${label}${colon[lang]}${value}\n`;
  const title = (text: string): string => `\n${bold(text)}\n`;
  const parts: string[] = [];
  parts.push(line(capital(w("applications")), String(summary.applications)));
  if (summary.refused > 0) parts.push(line(capital(w("refused")), String(summary.refused)));
  for (const [reading, alternative] of Object.entries(summary.readings)) parts.push(line(w("readingsTaken"), `${reading}=${alternative}`));
  parts.push(line(w("total"), `${money(summary.paid)} ${w("yuan")}`));
  if (fen(summary.taken) > 0n) parts.push(line(w("taken"), `${money(summary.taken)} ${w("yuan")}`));
  if (fen(summary.ceiling) > 0n) parts.push(line(w("ceilings"), `${money(summary.ceiling)} ${w("yuan")}`));
  parts.push("\n", schemesTable(summary.schemes, lang, bold));

  if (summary.pools.length > 0) {
    parts.push(title(w("pools")), table(
      [{ title: w("pool"), most: 40 }, { title: w("year") }, ...numbers(w("limit"), w("asked"), w("paid"), w("used"), w("cut"), w("open"))],
      summary.pools.map((pool) => [titleOf(pool.titles, lang, pool.pool), String(pool.year ?? ""), pool.limit === null ? w("noLimit") : money(pool.limit), money(pool.asked), money(pool.paid),
        pool.limit === null ? "" : share(fen(pool.paid), fen(pool.limit)), String(pool.cut), String(pool.unsettled)]), bold));
    for (const pool of summary.pools.filter((p) => fen(p.earlier) > 0n)) parts.push(`${titleOf(pool.titles, lang, pool.pool)}${pool.year === null ? "" : ` ${pool.year}`}${colon[lang]}${money(pool.earlier)} ${w("yuan")} ${w("earlierPaid")}\n`);
    for (const pool of summary.pools.filter((p) => p.tied > 0)) parts.push(`${titleOf(pool.titles, lang, pool.pool)} ${pool.year ?? ""}: ${pool.tied} ${w("tied")}\n`);
  }
  const cuts = summary.schemes.flatMap((scheme) => [...scheme.caps, ...scheme.stacks, ...scheme.pools].map((cut) => [titleOf(scheme.titles, lang, scheme.scheme), cutName(program, scheme.scheme, cut.by, lang), String(cut.count), money(cut.amount)]));
  if (cuts.length > 0) parts.push(title(w("cuts")), table([{ title: w("scheme"), most: 44 }, { title: w("by"), most: 60 }, ...numbers(w("number"), w("amount"))], cuts, bold));
  if (summary.largestCuts.length > 0) {
    parts.push(title(w("largest")), table([{ title: w("application"), most: 30 }, { title: w("by"), most: 60 }, ...numbers(w("from"), w("to"))],
      summary.largestCuts.map((cut) => [cut.application, cutName(program, cut.scheme, cut.by.join(" + "), lang), money(cut.from), money(cut.to)]), bold));
  }
  const missing = summary.schemes.flatMap((scheme) => scheme.missing.slice(0, 5).map((one) => [titleOf(scheme.titles, lang, scheme.scheme), missingName(one, lang), String(one.count)]));
  if (missing.length > 0) parts.push(title(w("missing")), table([{ title: w("scheme"), most: 44 }, { title: w("fact"), most: 60 }, ...numbers(w("number"))], missing, bold));
  parts.push(effectsText(summary, lang, bold));
  if (summary.against !== undefined) parts.push(againstText(summary.against, other ?? program, lang, bold));
  return parts.join("");
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const numbers = (...titles: readonly string[]): readonly Column[] => titles.map((one) => ({ title: one, right }));

function schemesTable(schemes: readonly SchemeSummary[], lang: Lang, bold: (text: string) => string): string {
  const w = (key: keyof typeof words): string => words[key][lang];
  const versions = new Map<string, number>();
  for (const { scheme } of schemes) versions.set(scheme, (versions.get(scheme) ?? 0) + 1);
  const name = ({ scheme, titles, version }: SchemeSummary): string => `${titleOf(titles, lang, scheme)}${(versions.get(scheme) ?? 0) > 1 ? ` (${version})` : ""}`;
  return table(
    [{ title: w("scheme"), most: 50 }, ...numbers(w("applications"), w("eligible"), w("others"), w("undetermined"), w("awarded"), w("paid"), w("upTo"))],
    schemes.map((scheme) => {
      const { eligible = 0, undetermined = 0 } = scheme.statuses;
      return [name(scheme), String(scheme.applications), String(eligible), String(scheme.applications - eligible - undetermined), String(undetermined), money(scheme.awarded), money(scheme.paid), scheme.ceilings.count === 0 ? "" : money(scheme.ceilings.amount)];
    }), bold);
}

function effectsText({ effects }: Summary, lang: Lang, bold: (text: string) => string): string {
  if (effects === undefined) return "";
  const w = (key: keyof typeof words): string => words[key][lang];
  const shown = effects.filter((effect) => fen(effect.difference) !== 0n || fen(effect.ceilingDifference) !== 0n || effect.open > 0);
  if (shown.length === 0) return `\n${w("noEffect")}\n`;
  const size = (text: string): bigint => (fen(text) < 0n ? -fen(text) : fen(text));
  const ranked = [...shown].sort((a, b) => (size(b.difference) > size(a.difference) ? 1 : size(b.difference) < size(a.difference) ? -1 : b.open - a.open));
  const rest = effects.length - shown.length;
  const open = shown.some((effect) => effect.open > 0);
  return `\n${bold(w("effects"))}\n${table(
    [{ title: w("reading"), most: 44 }, { title: w("alternative"), most: 50 }, ...numbers(w("difference"), w("ofCeilings"), ...(open ? [w("halfOpen")] : []))],
    ranked.map((effect) => [titleOf(effect.titles, lang, effect.reading), titleOf(effect.alternativeTitles, lang, effect.alternative), effect.open > 0 && fen(effect.difference) === 0n ? "" : signed(effect.difference), fen(effect.ceilingDifference) === 0n ? "" : signed(effect.ceilingDifference), ...(open ? [effect.open === 0 ? "" : String(effect.open)] : [])]), bold)}${rest === 0 ? "" : `${capital(w("same"))}${colon[lang]}${rest}\n`}`;
}

function againstText(against: ComparisonSummary, other: Program, lang: Lang, bold: (text: string) => string): string {
  const w = (key: keyof typeof words): string => words[key][lang];
  const line = (label: string, value: string): string => `${label}${colon[lang]}${value}\n`;
  const sum = ({ count, amount }: ComparisonSummary["winners"], sign: string): string => `${count} (${sign}${money(amount)})`;
  const named = against.policies.map((one) => policyName(other, one, lang)).join(lang === "en" ? ", " : "、");
  const read = Object.entries(against.readings).map(([reading, alternative]) => ` ${reading}=${alternative}`).join("");
  const changes = (label: string, list: ComparisonSummary["gains"]): string => (list.length === 0 ? "" : `\n${bold(label)}\n${table(
    [{ title: w("application"), most: 30 }, ...numbers(w("before"), w("after"), w("difference"))],
    list.map(({ application, before, after }) => [application, money(before), money(after), signed(yuanText(fen(after) - fen(before)))]), bold)}`);
  return `\n${bold(`${w("against")}${colon[lang]}${named}${read}`)}\n` +
    line(w("cost"), against.difference === null ? w("nothingCompared") : `${signed(against.difference)} ${w("yuan")}${fen(against.ceilingDifference) === 0n ? "" : `; ${w("ofCeilings")} ${signed(against.ceilingDifference)}`}`) +
    line(capital(w("winners")), sum(against.winners, "+")) + line(capital(w("losers")), sum(against.losers, "-")) +
    line(capital(w("unchanged")), String(against.same)) + (against.open === 0 ? "" : line(capital(w("incomparable")), String(against.open))) +
    (against.schemes.length === 0 ? "" : `\n${table([{ title: w("scheme"), most: 50 }, ...numbers(w("before"), w("after"), w("difference"))],
      against.schemes.map(({ scheme, titles, before, after }) => [titleOf(titles, lang, scheme), money(before), money(after), signed(yuanText(fen(after) - fen(before)))]), bold)}`) +
    changes(w("gains"), against.gains) + changes(w("losses"), against.losses);
}

