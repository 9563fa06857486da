import { useRef, useState } from "preact/hooks";
import type { CurvePoint } from "../../compiler/prove/curve.js";
import type { CurveAnswer } from "../protocol.js";
import { t } from "../store.js";
import { amount, short } from "./amounts.js";

/** Payout curves, drawn from their breakpoints: caps, edges and cliffs are marked, every point can be read by pointer, keys or as a table. */

const size = { width: 720, height: 330, left: 74, right: 18, top: 22, bottom: 40 } as const;
const looks = ["one", "two", "three", "four", "five", "six"] as const;

/** Edges of a step lie a step apart: a jump is a cliff, a bend an edge. */
export interface Mark {
  readonly kind: "cliff" | "cap" | "band";
  readonly value: number;
  readonly paid: number;
  readonly text: string;
}

const paidOf = (point: CurvePoint): number => Number(point.paid ?? 0);

const slope = (a: CurvePoint | undefined, b: CurvePoint | undefined): number =>
  a === undefined || b === undefined || a.paid === null || b.paid === null ? 0 : Math.abs((paidOf(b) - paidOf(a)) / Math.max(1e-9, Number(b.value) - Number(a.value)));

export function marksOf(points: readonly CurvePoint[]): readonly Mark[] {
  const found: Mark[] = [];
  for (let i = 1; i < points.length; i++) {
    const [before, here] = [points[i - 1], points[i]];
    if (before === undefined || here === undefined || before.paid === null || here.paid === null) continue;
    const step = Number(here.value) - Number(before.value);
    const jump = paidOf(here) - paidOf(before);
    // one step of a steep line is no cliff
    const steep = Math.max(slope(points[i - 2], before), slope(here, points[i + 1])) * step;
    if (step <= 1.0001 && Math.abs(jump) > Math.max(1, steep * 3)) found.push({ kind: "cliff", value: Number(here.value), paid: paidOf(here), text: here.value });
    else if (here.binding.join() !== before.binding.join() && here.binding.some((id) => id !== "award" && id !== "decision") && paidOf(here) > 0) found.push({ kind: "cap", value: Number(here.value), paid: paidOf(here), text: here.value });
    else if (here.status !== before.status || here.binding.join() !== before.binding.join()) found.push({ kind: "band", value: Number(here.value), paid: paidOf(here), text: here.value });
  }
  return found.filter((mark, i) => found.findIndex((other) => other.kind === mark.kind && Math.abs(other.value - mark.value) <= 0.02) === i);
}

function ticks(from: number, to: number): readonly number[] {
  const raw = (to - from) / 4 || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5].find((one) => one * power >= raw) ?? 10) * power;
  const all: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to + step * 1e-9; at += step) all.push(at);
  return all;
}

/** The payout of a line at any value: between neighbours it is straight. */
function at(points: readonly CurvePoint[], value: number): number | undefined {
  const after = points.findIndex((point) => Number(point.value) >= value);
  const [left, right] = [points[after - 1] ?? points[after], points[after]];
  if (left === undefined || right === undefined || left.paid === null || right.paid === null) return undefined;
  const width = Number(right.value) - Number(left.value);
  return width === 0 ? paidOf(right) : paidOf(left) + ((value - Number(left.value)) / width) * (paidOf(right) - paidOf(left));
}

export function Chart({ answer, title, valueText }: { readonly answer: CurveAnswer; readonly title: string; readonly valueText: (value: string) => string }) {
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const svg = useRef<SVGSVGElement>(null);
  const { series } = answer;
  const [from, to] = [Number(answer.from), Number(answer.to)];
  const most = Math.max(1, ...series.flatMap(({ points }) => points.map(paidOf)));
  const top = Math.max(...ticks(0, most * 1.1), most);
  const x = (value: number): number => size.left + ((value - from) / Math.max(1e-9, to - from)) * (size.width - size.left - size.right);
  const y = (value: number): number => size.height - size.bottom - (value / top) * (size.height - size.bottom - size.top);
  const values = [...new Set(series.flatMap(({ points }) => points.map(({ value }) => value)))].sort((a, b) => Number(a) - Number(b));
  const path = (points: readonly CurvePoint[]): string => {
    let pen = "M";
    return points.map((point) => {
      if (point.paid === null) { pen = "M"; return ""; }
      const text = `${pen}${x(Number(point.value)).toFixed(1)} ${y(paidOf(point)).toFixed(1)}`;
      pen = "L";
      return text;
    }).join("");
  };
  const move = (event: KeyboardEvent): void => {
    const now = chosen === undefined ? 0 : values.findIndex((value) => Number(value) >= chosen);
    const next = { ArrowRight: now + (chosen === undefined ? 0 : 1), ArrowLeft: now - 1, Home: 0, End: values.length - 1 }[event.key];
    if (next === undefined) return;
    setChosen(Number(values[Math.min(values.length - 1, Math.max(0, next))]));
    event.preventDefault();
  };
  const point = (event: PointerEvent): void => {
    const box = svg.current?.getBoundingClientRect();
    if (box === undefined) return;
    const value = from + (((event.clientX - box.left) / box.width) * size.width - size.left) / (size.width - size.left - size.right) * (to - from);
    const near = values.map(Number).find((one) => Math.abs(x(one) - x(value)) < 5);
    setChosen(Math.min(to, Math.max(from, near ?? Math.round(value))));
  };
  const reading = chosen === undefined ? "" : `${valueText(String(chosen))} → ${series.map((one) => { const paid = at(one.points, chosen); return `${series.length > 1 ? `${one.name}: ` : ""}${paid === undefined ? t("open") : amount(paid.toFixed(2))}`; }).join(" · ")}`;
  const marks = series.flatMap((one, i) => marksOf(one.points).map((mark) => ({ ...mark, series: i })));
  return (
    <figure class="chart">
      {series.length > 1 && <ul class="chart-legend">{series.map((one, i) => <li key={one.name}><svg width="26" height="8" aria-hidden="true"><path d="M0 4H26" class={`line ${looks[i % looks.length] ?? ""}`} /></svg>{one.name}</li>)}</ul>}
      <svg ref={svg} viewBox={`0 0 ${size.width} ${size.height}`} role="application" aria-roledescription="chart" tabindex={0} aria-label={`${title}. ${t("chartHelp")}`} onKeyDown={move} onPointerMove={point} onPointerLeave={() => { setChosen(undefined); }}>
        {ticks(0, top).map((tick) => <g key={`y${tick}`}><path class="grid" d={`M${size.left} ${y(tick)}H${size.width - size.right}`} /><text x={size.left - 10} y={y(tick) + 4} text-anchor="end">{short(tick)}</text></g>)}
        {ticks(from, to).map((tick) => <text key={`x${tick}`} x={x(tick)} y={size.height - size.bottom + 20} text-anchor={x(tick) > size.width - 40 ? "end" : "middle"}>{short(tick)}</text>)}
        <path class="axis" d={`M${size.left} ${y(0)}H${size.width - size.right}`} />
        {marks.filter(({ kind }) => kind === "cliff").map((mark, i) => <path key={`c${i}`} class="mark-cliff" d={`M${x(mark.value)} ${size.top}V${y(0)}`} />)}
        {answer.at !== undefined && Number(answer.at) >= from && Number(answer.at) <= to && <g class="mark-case"><path d={`M${x(Number(answer.at))} ${size.top}V${y(0)}`} /><text x={x(Number(answer.at)) + 6} y={size.top - 8}>{t("thisCase")}</text></g>}
        {series.map((one, i) => <path key={one.name} class={`line ${looks[i % looks.length] ?? ""}`} d={path(one.points)} />)}
        {marks.map((mark, i) => <circle key={`m${i}`} class={`mark-dot ${mark.kind}`} cx={x(mark.value)} cy={y(mark.paid)} r="4" />)}
        {chosen !== undefined && <g class="reading"><path d={`M${x(chosen)} ${size.top}V${y(0)}`} />{series.map((one, i) => { const paid = at(one.points, chosen); return paid === undefined ? null : <circle key={i} cx={x(chosen)} cy={y(paid)} r="5" />; })}</g>}
      </svg>
      <figcaption aria-live="polite" class="chart-reading">{reading === "" ? <span class="muted">{title}</span> : reading}</figcaption>
    </figure>
  );
}

/** The same points for those who do not see the drawing. */
export function PointTable({ answer, valueText, bindingText }: { readonly answer: CurveAnswer; readonly valueText: (value: string) => string; readonly bindingText?: (ids: readonly string[]) => string }) {
  const values = [...new Set(answer.series.flatMap(({ points }) => points.map(({ value }) => value)))].sort((a, b) => Number(a) - Number(b));
  return (
    <details class="points"><summary>{t("points")}</summary>
      <div class="table-box" tabIndex={0} role="region" aria-label={t("points")}><table>
        <thead><tr><th scope="col">{t("fact")}</th>{answer.series.map((one) => <th scope="col" key={one.name}>{answer.series.length > 1 ? one.name : t("payout")}</th>)}{bindingText !== undefined && answer.series.length === 1 && <th scope="col">{t("bound")}</th>}</tr></thead>
        <tbody>{values.map((value) => (
          <tr key={value}><th scope="row">{valueText(value)}</th>{answer.series.map((one) => { const point = one.points.find((p) => p.value === value); return <td key={one.name}>{point === undefined ? "" : point.paid === null ? t("open") : `${point.ceiling ? `${t("upTo")} ` : ""}${amount(point.paid)}`}</td>; })}
            {bindingText !== undefined && answer.series.length === 1 && <td>{bindingText(answer.series[0]?.points.find((p) => p.value === value)?.binding ?? [])}</td>}</tr>
        ))}</tbody>
      </table></div>
    </details>
  );
}
