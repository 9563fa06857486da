import { titleOf, type Lang } from "../explain/index.js";
import { escaped, standalonePage } from "../explain/html.js";
import type { CoreProgram } from "../ir/core.js";
import { applicantLines } from "../prove/words.js";
import { Curves, type CurvePoint } from "../prove/curve.js";
import { drawing } from "../prove/drawing.js";
import { daysLines } from "./days.js";
import type { Effect, Extreme, SchemeEffect } from "./effect.js";
import type { Change } from "./structure.js";
import { changeTitle, detailText, extremeText, regionText, schemeTitle, verdictText, wordings } from "./words.js";

/** A comparison for people: text for a terminal, Markdown for a memo, one page that needs nothing else. */

export interface Comparison {
  readonly before: CoreProgram;
  readonly after: CoreProgram;
  /** What the two are called: files, versions or dates. */
  readonly names: readonly [string, string];
  readonly changes: readonly Change[];
  readonly effect: Effect;
}

interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
}

interface Line {
  readonly level: 0 | 1 | 2;
  readonly text: string;
  readonly kind: "change" | "quote" | "before" | "after" | "gain" | "loss" | "plain" | "equal";
}

const word = (lang: Lang, en: string, zh: string): string => (lang === "en" ? en : zh);

function applicant(program: CoreProgram, scheme: string, extreme: Extreme, lang: Lang): Line[] {
  return applicantLines(program, extreme.witness.after, [scheme], lang).map((text): Line => ({ level: 2, text, kind: "plain" }));
}

function effectLines(c: Comparison, one: SchemeEffect, lang: Lang): Line[] {
  const lines: Line[] = [{ level: 0, text: `${schemeTitle([c.after, c.before], one.scheme, lang)}${word(lang, ": ", "：")}${verdictText(one, lang)}`, kind: one.verdict === "equal" ? "equal" : "change" }];
  const add = (title: string, extreme: Extreme | undefined, kind: "gain" | "loss"): void => {
    if (extreme === undefined) return;
    lines.push({ level: 1, text: `${title} ${extremeText(extreme, lang)}`, kind }, ...applicant(c.after, one.scheme, extreme, lang));
  };
  add(word(lang, "greatest gain", "最大增加"), one.gain, "gain");
  add(word(lang, "greatest loss", "最大减少"), one.loss, "loss");
  add(word(lang, "newly eligible", "新符合条件"), one.newlyEligible, "gain");
  add(word(lang, "no longer eligible", "不再符合条件"), one.noLongerEligible, "loss");
  if (one.nowSettled === true) lines.push({ level: 1, text: word(lang, "some awards that were undetermined are settled now", "有些原来待定的补助现在可以确定"), kind: "plain" });
  if (one.nowUnsettled === true) lines.push({ level: 1, text: word(lang, "some awards are undetermined now", "有些补助现在待定"), kind: "loss" });
  if (one.asks.length > 0 && one.verdict === "changed") lines.push({ level: 1, text: `${word(lang, "asks for what the old did not: ", "新增所需事实：")}${one.asks.join(", ")}`, kind: "plain" });
  for (const direction of ["rise", "fall"] as const) {
    const regions = one.regions.filter((region) => region.direction === direction);
    if (regions.length > 0) lines.push({ level: 1, text: direction === "rise" ? word(lang, "rises", "增加的情形") : word(lang, "falls", "减少的情形"), kind: direction === "rise" ? "gain" : "loss" });
    lines.push(...regions.map((region): Line => ({ level: 2, text: regionText(c.after, region, lang), kind: "plain" })));
  }
  return lines;
}

/** What pays as before, in one paragraph. */
function sameLines(c: Comparison, same: readonly SchemeEffect[], lang: Lang): Line[] {
  const cases = same.reduce((sum, one) => sum + one.cases, 0);
  const why = cases === 0 ? word(lang, " (the same rules)", "（规则相同）") : word(lang, ` (proved over ${cases} cases)`, `（核查 ${cases} 种情形）`);
  const days = c.effect.days.length === 0 ? "" : word(lang, ", each on the days of its version", "（各按其有效期内的日期）");
  return [
    { level: 0, text: word(lang, `pays the same to every applicant${days}${why}`, `对每个申报者补助相同${days}${why}`), kind: "equal" },
    ...same.map((one): Line => ({ level: 1, text: schemeTitle([c.after, c.before], one.scheme, lang), kind: "equal" })),
  ];
}

/** Readings that came or went, in one line each way. */
function readingLines(c: Comparison, lang: Lang): Line[] {
  return (["removed", "added"] as const).flatMap((change): Line[] => {
    const program = change === "removed" ? c.before : c.after;
    const gone = c.changes.filter((one) => one.kind === "reading" && one.change === change);
    const titles = gone.map((one) => titleOf(program.readings.find((r) => r.id === one.name)?.titles ?? {}, lang, one.name));
    const head = change === "removed" ? word(lang, "readings that are settled or gone", "已明确或不再有的读法") : word(lang, "new readings", "新增读法");
    return gone.length === 0 ? [] : [{ level: 0, text: head, kind: "change" }, ...titles.map((text): Line => ({ level: 1, text, kind: change === "removed" ? "before" : "after" }))];
  });
}

function sections(c: Comparison, lang: Lang): readonly Section[] {
  const structure = c.changes.length === 0
    ? [{ level: 0, text: c.effect.schemes.every((one) => one.verdict === "equal") ? word(lang, "no change in effect: wording and order at most", "没有实质变化：至多是文字和次序") : word(lang, "the rules are the same", "规则没有变化"), kind: "equal" } as const]
    : [...c.changes.filter((change) => change.kind !== "reading" || change.change === "changed").flatMap((change): Line[] => [
      { level: 0, text: changeTitle(change, lang), kind: "change" },
      ...[...new Set(change.details.map((detail) => detailText(change, detail, lang)))].map((text): Line => ({ level: 1, text, kind: "plain" })),
      ...wordings(change).flatMap(({ side, text, cites }): Line[] => [{ level: 1, text: `${side === "before" ? "−" : "+"} ${text}`, kind: side }, ...cites.map((cite): Line => ({ level: 2, text: cite, kind: "quote" }))]),
    ]), ...readingLines(c, lang)];
  const isPlain = (one: SchemeEffect): boolean => one.verdict === "equal" && one.byDefault !== true && one.nowSettled !== true && one.nowUnsettled !== true;
  const same = c.effect.schemes.filter(isPlain);
  const days = c.effect.days.flatMap((change) => daysLines([c.before, c.after], change, c.names, lang)).map(({ kind, text }): Line => ({ level: 0, text, kind }));
  const effect = [...days, ...c.effect.schemes.filter((one) => !isPlain(one)).flatMap((one) => effectLines(c, one, lang)), ...(same.length === 0 ? [] : sameLines(c, same, lang))];
  const total = c.effect.total === undefined ? [] : ([["gain", c.effect.total.gain], ["loss", c.effect.total.loss]] as const).flatMap(([kind, extreme]): Line[] =>
    extreme === undefined ? [] : [{ level: 0, text: `${kind === "gain" ? word(lang, "greatest gain of one applicant over all schemes", "一个申报者各项合计最大增加") : word(lang, "greatest loss of one applicant over all schemes", "一个申报者各项合计最大减少")} ${extremeText(extreme, lang)}`, kind }]);
  return [
    { title: word(lang, "What the rules say", "规则的变化"), lines: structure },
    { title: word(lang, "What it does to payouts", "对补助额的影响"), lines: [...effect, ...total] },
  ];
}

const heading = (c: Comparison, lang: Lang): string => `${c.names[0]} → ${c.names[1]}${lang === "en" ? "" : ""}`;

export function asText(c: Comparison, lang: Lang, paint: (kind: Line["kind"], text: string) => string = (_, text) => text): string {
  const out = [heading(c, lang), ""];
  for (const section of sections(c, lang)) {
    out.push(section.title, ...section.lines.map((line) => `${"  ".repeat(line.level + 1)}${paint(line.kind, line.text)}`), "");
  }
  return out.join("\n");
}

const md = (text: string): string => text.replace(/([\\`*_[\]<>#|])/g, "\\$1");

export function asMarkdown(c: Comparison, lang: Lang): string {
  const out = [`# ${md(heading(c, lang))}`, ""];
  for (const section of sections(c, lang)) {
    out.push(`## ${md(section.title)}`, "");
    for (const line of section.lines) out.push(line.kind === "quote" ? `${"  ".repeat(line.level)}- > ${md(line.text)}` : `${"  ".repeat(line.level)}- ${line.level === 0 ? `**${md(line.text)}**` : md(line.text)}`);
    out.push("");
  }
  return out.join("\n");
}

const style = `body{font:16px/1.55 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:54rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2rem 0 .4rem;border-bottom:1px solid #d5dce4}.l0{font-weight:600;margin-top:.7rem}.l1{margin-left:1.2rem}.l2{margin-left:2.4rem;color:#5b6776;font-size:.92rem}
.before{color:#9a3412}.after{color:#166534}.gain{color:#166534}.loss{color:#9a3412}.equal{color:#5b6776}.quote{font-style:italic}
figure{margin:1.2rem 0}figcaption{color:#5b6776;font-size:.92rem}svg text{font-size:11px;fill:currentColor}table{border-collapse:collapse;font-size:.85rem}td,th{padding:.1rem .6rem;text-align:right;border-bottom:1px solid #d5dce4}
@media (prefers-color-scheme:dark){body{color:#e6ebf1;background:#14181d}.l2,.equal,figcaption{color:#a3b0bf}.before,.loss{color:#fdba74}.after,.gain{color:#86efac}h2,td,th{border-color:#39434f}}
@media print{body{margin:0}details{display:none}}`;

/** Payouts of both versions along one fact, for the applicant who gains or loses most. */
function curves(c: Comparison, one: SchemeEffect, lang: Lang): string {
  const extreme = one.gain ?? one.loss;
  const [range] = one.regions.flatMap((region) => region.ranges);
  if (extreme === undefined || range === undefined) return "";
  const ends = one.regions.flatMap((region) => region.ranges).filter((r) => r.fact === range.fact).flatMap((r) => [Number(r.from ?? 0), Number(r.to ?? 0)]);
  const to = String(Math.ceil(Math.max(...ends, 1) * 1.3));
  const line = (program: CoreProgram, side: "before" | "after"): readonly CurvePoint[] => {
    const { facts, readings } = extreme.witness[side];
    const declared = program.facts.find((f) => f.id === range.fact)?.to;
    return new Curves(program).of({ scheme: one.scheme, fact: range.fact, facts, readings, to: declared !== undefined && Number(declared) < Number(to) ? declared : to }) ?? [];
  };
  const [old, now] = [line(c.before, "before"), line(c.after, "after")];
  if (old.length === 0 || now.length === 0) return "";
  const fact = c.after.facts.find((f) => f.id === range.fact);
  const title = `${schemeTitle([c.after, c.before], one.scheme, lang)} / ${fact?.titles[lang] ?? fact?.titles.en ?? range.fact}`;
  return `<figure>${drawing([{ name: c.names[0], points: old, color: "#9a3412" }, { name: c.names[1], points: now, color: "#166534" }], title)}<figcaption>${escaped(title)}</figcaption>${tableOf(old, now, c.names, lang)}</figure>`;
}

function tableOf(old: readonly CurvePoint[], now: readonly CurvePoint[], names: readonly [string, string], lang: Lang): string {
  const values = [...new Set([...old, ...now].map((p) => p.value))].sort((a, b) => Number(a) - Number(b));
  const at = (points: readonly CurvePoint[], value: string): string => points.find((p) => p.value === value)?.paid ?? "";
  const rows = values.map((value) => `<tr><td>${escaped(value)}</td><td>${escaped(at(old, value))}</td><td>${escaped(at(now, value))}</td></tr>`).join("");
  return `<details><summary>${word(lang, "the points as a table", "以表格查看")}</summary><table><thead><tr><th></th><th>${escaped(names[0])}</th><th>${escaped(names[1])}</th></tr></thead><tbody>${rows}</tbody></table></details>`;
}

export function asHtml(c: Comparison, lang: Lang): string {
  const body = sections(c, lang).map((section) => `<section><h2>${escaped(section.title)}</h2>${section.lines.map((line) => `<div class="l${line.level} ${line.kind}">${escaped(line.text)}</div>`).join("\n")}</section>`).join("\n");
  const drawn = c.effect.schemes.map((one) => curves(c, one, lang)).join("\n");
  const title = heading(c, lang);
  const figures = drawn === "" ? "" : `<section><h2>${word(lang, "Payout curves", "补助曲线")}</h2>${drawn}</section>`;
  return standalonePage(lang, title, style, `<h1>${escaped(title)}</h1>\n${body}\n${figures}`);
}
