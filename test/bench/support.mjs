/** Medians and tables for the benchmarks. */

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

export function ms(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const shown = (cell) => (typeof cell === "number" ? (cell >= 100 || Number.isInteger(cell) ? cell.toFixed(0) : cell.toFixed(1)) : String(cell));

export function table(title, head, rows) {
  const cells = [head, ...rows].map((row) => row.map(shown));
  const widths = head.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? "").length)));
  console.log(`\n${title}`);
  for (const [i, row] of cells.entries()) {
    console.log(`  ${row.map((cell, j) => (typeof (rows[i - 1] ?? [])[j] === "number" ? cell.padStart(widths[j]) : cell.padEnd(widths[j]))).join("  ")}`);
    if (i === 0) console.log(`  ${widths.map((w) => "-".repeat(w)).join("  ")}`);
  }
}
