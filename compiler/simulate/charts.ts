import { escaped } from "../explain/html.js";

/** Charts as inline SVG: no script, no outside file, readable on paper. Sizes are in CSS pixels. */

const width = 460;
const height = 220;
const left = 64;
const bottom = 44;
const top = 14;
const right = 10;

/** A round number at or above a value, for the end of an axis. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}

/** An amount on an axis, short: 2.5 million is "2.5M", in Chinese 250万. */
export function shortAmount(value: number, lang: "en" | "zh"): string {
  const units: readonly (readonly [number, string])[] = lang === "en" ? [[1e9, "bn"], [1e6, "m"], [1e3, "k"]] : [[1e8, "亿"], [1e4, "万"]];
  const [by, name] = units.find(([one]) => value >= one) ?? [1, ""];
  return `${Number((value / by).toFixed(value / by < 10 ? 1 : 0))}${name}`;
}

const x = (part: number): number => left + part * (width - left - right);
const y = (part: number): number => top + (1 - part) * (height - top - bottom);
const at = (value: number): string => String(Number(value.toFixed(1)));

interface Frame {
  readonly title: string;
  readonly max: number;
  readonly lang: "en" | "zh";
  readonly labels: readonly string[];
  /** Labels stand below the middle of their share of the axis. */
  readonly every: number;
}

function frame({ title, max, lang, labels, every }: Frame, body: string): string {
  const lines = [0, 0.25, 0.5, 0.75, 1].map((part) =>
    `<line class="grid" x1="${left}" x2="${width - right}" y1="${at(y(part))}" y2="${at(y(part))}"/><text class="tick" x="${left - 6}" y="${at(y(part) + 4)}" text-anchor="end">${shortAmount(part * max, lang)}</text>`).join("");
  const names = labels.map((label, i) => (i % every === 0 ? `<text class="tick" x="${at(x((i + 0.5) / labels.length))}" y="${height - bottom + 16}" text-anchor="middle">${escaped(label)}</text>` : "")).join("");
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}"><title>${escaped(title)}</title>${lines}${names}${body}</svg>`;
}

/** Bars, one a label. */
export function barChart(title: string, bars: readonly { readonly label: string; readonly value: number }[], lang: "en" | "zh"): string {
  const max = roundUp(Math.max(4, ...bars.map(({ value }) => value)));
  const body = bars.map(({ label, value }, i) => {
    const from = x((i + 0.1) / bars.length);
    const to = x((i + 0.9) / bars.length);
    return `<rect class="bar" x="${at(from)}" y="${at(y(value / max))}" width="${at(to - from)}" height="${at(y(0) - y(value / max))}"><title>${escaped(label)}: ${value}</title></rect>`;
  }).join("");
  return frame({ title, max, lang, labels: bars.map(({ label }) => label), every: Math.ceil(bars.length / 9) }, body);
}

/** Sums that grow from month to month, with the limit as a line across. */
export function fillChart(title: string, given: { readonly paid: readonly number[]; readonly asked: readonly number[]; readonly limit: number | undefined; readonly paidName: string; readonly askedName: string; readonly limitName: string }, lang: "en" | "zh"): string {
  const { paid, asked, limit } = given;
  const grow = (months: readonly number[]): readonly number[] => months.map((_, i) => months.slice(0, i + 1).reduce((sum, value) => sum + value, 0));
  const [paidSum, askedSum] = [grow(paid), grow(asked)];
  const highest = Math.max(1, limit ?? 0, ...paidSum);
  // what is asked may be a thousand times the pool: the axis belongs to the pool
  const max = roundUp(Math.min(Math.max(highest, ...askedSum), highest * 2.5));
  const path = (sums: readonly number[]): string => [0, ...sums].map((value, i) => `${i === 0 ? "M" : "L"}${at(x(i / sums.length))} ${at(y(Math.min(1, value / max)))}`).join("");
  const line = limit === undefined ? "" : `<line class="limit" x1="${left}" x2="${width - right}" y1="${at(y(limit / max))}" y2="${at(y(limit / max))}"/>`;
  const legend = [["asked", given.askedName], ["paid", given.paidName], ...(limit === undefined ? [] : [["limit", given.limitName]])].map(([name = "", text = ""], i) =>
    `<line class="${name}" x1="${left + i * 120}" x2="${left + i * 120 + 18}" y1="${height - 10}" y2="${height - 10}"/><text class="tick" x="${left + i * 120 + 23}" y="${height - 6}">${escaped(text)}</text>`).join("");
  return frame({ title, max, lang, labels: Array.from({ length: paid.length }, (_, i) => String(i + 1)), every: 1 },
    `<path class="asked" d="${path(askedSum)}"/><path class="area" d="${path(paidSum)}L${at(x(1))} ${at(y(0))}L${left} ${at(y(0))}Z"/><path class="paid" d="${path(paidSum)}"/>${line}${legend}`);
}
