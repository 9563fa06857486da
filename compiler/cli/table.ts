import { columns, pad, safe } from "../diagnostics/columns.js";

/** Rows of text in columns that line up, Chinese too. */

export interface Column {
  readonly title: string;
  readonly right?: true;
  /** A longer cell is cut. */
  readonly most?: number;
}

export function cut(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let shown = "";
  let used = 1;
  for (const character of text) {
    used += columns(character);
    if (used > width) break;
    shown += character;
  }
  return `${shown.trimEnd()}…`;
}

export function table(head: readonly Column[], rows: readonly (readonly string[])[], bold: (text: string) => string = (text) => text): string {
  const cells = rows.map((row) => head.map(({ most = Infinity }, i) => cut(safe(row[i] ?? ""), most)));
  const widths = head.map(({ title }, i) => Math.max(columns(title), ...cells.map((row) => columns(row[i] ?? ""))));
  const line = (row: readonly string[], paint: (text: string) => string): string => {
    const padded = row.map((cell, i) => (i === row.length - 1 && head[i]?.right !== true ? cell : pad(cell, widths[i] ?? 0, head[i]?.right === true ? "right" : "left")));
    return paint(padded.join("  ").trimEnd());
  };
  return [line(head.map(({ title }) => title), bold), ...cells.map((row) => line(row, (text) => text))].map((row) => `${row}\n`).join("");
}
