import { escaped } from "../explain/html.js";
import type { CurvePoint } from "./curve.js";

/** Payout curves as SVG that needs no script. */

export interface Drawn {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  readonly color: string;
}

/** What stands out: a value of the fact at which the payout jumps, or an amount that caps it. */
export interface Marks {
  readonly cliffs?: readonly string[];
  readonly caps?: readonly { readonly name: string; readonly amount: string }[];
}

/** Curves over one another; the unsettled stretches are left open. */
export function drawing(all: readonly Drawn[], title: string, marks: Marks = {}): string {
  const [w, h, left, bottom] = [720, 300, 84, 34];
  const xs = all.flatMap((d) => d.points.map((p) => Number(p.value)));
  const ys = all.flatMap((d) => d.points.flatMap((p) => (p.paid === null ? [] : [Number(p.paid)])));
  const [minX, maxX, maxY] = [Math.min(...xs), Math.max(...xs), Math.max(1, ...ys)];
  const x = (value: number): number => left + ((value - minX) / Math.max(1e-9, maxX - minX)) * (w - left - 10);
  const y = (value: number): number => h - bottom - (value / maxY) * (h - bottom - 16);
  const number = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  const path = (points: readonly CurvePoint[]): string => {
    let pen = "M";
    return points.map((p) => {
      if (p.paid === null) { pen = "M"; return ""; }
      const text = `${pen}${x(Number(p.value)).toFixed(1)},${y(Number(p.paid)).toFixed(1)}`;
      pen = "L";
      return text;
    }).join("");
  };
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return `<svg viewBox="0 0 ${w} ${h}" role="img" aria-label="${escaped(title)}" width="100%" font-size="11" fill="currentColor">` +
    ticks.map((t) => `<line x1="${left}" x2="${w - 10}" y1="${y(maxY * t).toFixed(1)}" y2="${y(maxY * t).toFixed(1)}" stroke="currentColor" opacity=".12"/><text x="${left - 6}" y="${(y(maxY * t) + 4).toFixed(1)}" text-anchor="end">${number(Math.round(maxY * t))}</text>` +
      `<text x="${x(minX + (maxX - minX) * t).toFixed(1)}" y="${h - bottom + 16}" text-anchor="${t === 1 ? "end" : "middle"}">${number(Math.round(minX + (maxX - minX) * t))}</text>`).join("") +
    (marks.cliffs ?? []).filter((at) => Number(at) >= minX && Number(at) <= maxX).map((at, i) => `<line x1="${x(Number(at)).toFixed(1)}" x2="${x(Number(at)).toFixed(1)}" y1="16" y2="${h - bottom}" style="stroke:var(--cliff,#b7791f)" stroke-dasharray="3 3"/><text x="${(x(Number(at)) + 3).toFixed(1)}" y="${26 + 13 * (i % 3)}" style="fill:var(--cliff,#b7791f)">${number(Number(at))}</text>`).join("") +
    (marks.caps ?? []).filter(({ amount }) => Number(amount) <= maxY * 1.001).map((cap) => `<line x1="${left}" x2="${w - 10}" y1="${y(Number(cap.amount)).toFixed(1)}" y2="${y(Number(cap.amount)).toFixed(1)}" style="stroke:var(--cap,#b42318)" opacity=".7"/><text x="${w - 12}" y="${(y(Number(cap.amount)) - 4).toFixed(1)}" text-anchor="end" style="fill:var(--cap,#b42318)">${escaped(cap.name)} ${number(Number(cap.amount))}</text>`).join("") +
    all.map((d, i) => `<path d="${path(d.points)}" fill="none" style="stroke:${d.color}" stroke-width="2"${i === 0 && all.length > 1 ? ' stroke-dasharray="6 4"' : ""}/><text x="${left + 8}" y="${14 + i * 14}" style="fill:${d.color}">${i === 0 && all.length > 1 ? "- - " : "— "}${escaped(d.name)}</text>`).join("") + "</svg>";
}

