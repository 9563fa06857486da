/** One cell: quoted where it must be, and never a formula where a spreadsheet opens the file. */
export function csvCell(value: string): string {
  // a spreadsheet runs what begins with these; a negative amount is none
  const text = !/^-\d+\.\d\d$/.test(value) && /^[\s\u0000-\u001f]*[=+\-@＝＋－＠]/u.test(value) || /^[\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvRow = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\n`;
