import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { help, message, placeOf, type Language, type Sources } from "../diagnostics/render.js";

const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** One line that GitHub Actions shows beside the code. */
export function githubAnnotation(d: Diagnostic, sources: Sources, lang: Language): string {
  const { line, column, endLine, endColumn } = placeOf(d, sources);
  const advice = help(d, lang);
  // columns are shown only where a place lies in one line
  const end = endLine === line ? `,endColumn=${endColumn}` : "";
  const place = `file=${property(d.file)},line=${line},endLine=${endLine},col=${column}${end},title=${property(d.code)}`;
  return `::${d.severity} ${place}::${data(advice === undefined ? message(d, lang) : `${message(d, lang)}\n${advice}`)}\n`;
}
