import { escaped, standalonePage } from "../explain/html.js";

/** Tables and pages of the report. */

/** A table; columns from `numbers` on stand to the right. */
export function htmlTable(caption: string, head: readonly string[], rows: readonly (readonly string[])[], numbers: number): string {
  const cell = (tag: "th" | "td", text: string, i: number): string => `<${tag}${i >= numbers ? ' class="n"' : ""}${tag === "th" ? ' scope="col"' : ""}>${escaped(text)}</${tag}>`;
  return `<table>${caption === "" ? "" : `<caption>${escaped(caption)}</caption>`}<thead><tr>${head.map((text, i) => cell("th", text, i)).join("")}</tr></thead><tbody>${
    rows.map((row) => `<tr>${row.map((text, i) => cell("td", text, i)).join("")}</tr>`).join("")}</tbody></table>\n`;
}

export const page = (lang: "en" | "zh", title: string, body: string): string => standalonePage(lang, title, style, `<main>\n${body}</main>\n`);

const style = `
:root{color-scheme:light;--ink:#1b1f24;--soft:#59636e;--line:#d8dee4;--paid:#1f6feb;--asked:#8b949e;--limit:#cf222e}
body{margin:0;background:#fff;color:var(--ink);font:15px/1.55 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
main{max-width:980px;margin:0 auto;padding:28px 20px 60px}
h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:34px 0 10px;border-bottom:1px solid var(--line);padding-bottom:4px}h3{font-size:15px;margin:18px 0 4px}
p.note{color:var(--soft);margin:2px 0}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:12px;margin:18px 0}
dl div{border:1px solid var(--line);border-radius:6px;padding:10px 14px}dt{color:var(--soft);font-size:13px}dd{margin:2px 0 0;font-size:20px;font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%;margin:8px 0 16px;font-size:13.5px}caption{text-align:left;color:var(--soft);padding:4px 0}
th,td{padding:5px 8px;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}th{font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(400px,1fr));gap:8px 24px}
figure{margin:0;break-inside:avoid}figcaption{font-size:13.5px;font-weight:600}
svg{max-width:100%;height:auto}.grid{stroke:var(--line)}.tick{font-size:11px;fill:var(--soft)}
.bar{fill:var(--paid)}.paid{stroke:var(--paid);fill:none;stroke-width:2}.area{fill:var(--paid);opacity:.12}.asked{stroke:var(--asked);fill:none;stroke-width:1.5;stroke-dasharray:5 4}.limit{stroke:var(--limit);stroke-width:1.5}
@media print{main{max-width:none;padding:0}h2{break-after:avoid}tr,figure,dl div{break-inside:avoid}body{font-size:11pt}}
`;
