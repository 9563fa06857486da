import type { Program } from "../../runtime/program.js";
import type { Evaluation } from "../../runtime/result.js";
import { accountOf, type Account, type AccountAward, type AccountLine, type Lang } from "./account.js";
import { escaped, standalonePage } from "./html.js";
import { words } from "./words.js";

export { accountOf, amountText, titleOf, type Account, type AccountAward, type AccountLine, type AccountTotal, type Lang } from "./account.js";

export interface RenderOptions {
  readonly lang: Lang;
  readonly format: "text" | "md" | "html";
  readonly on?: string;
}

const marks: Readonly<Record<AccountLine["mark"], string>> = { met: "✓", failed: "✗", open: "?", step: "·", decides: "▶" };

/** The account as text for a terminal, Markdown for a memo, or a page that needs nothing else. */
export function renderAccount(program: Program, evaluation: Evaluation, options: RenderOptions): string {
  const account = accountOf(program, evaluation, options.lang, options.on);
  return { text: asText, md: asMarkdown, html: asHtml }[options.format](account);
}

const colon = (lang: Lang): string => (lang === "en" ? ": " : "：");
const heading = (account: Account): string =>
  `${words.account[account.lang]}${account.on === undefined ? "" : account.lang === "en" ? `, ${words.on.en} ${account.on}` : `（${account.on}）`}`;

interface Group {
  readonly title: string;
  readonly items: readonly string[];
}

/** Titled lists below an award, the same in every format; empty ones are left out. */
function groups(award: AccountAward, lang: Lang): readonly Group[] {
  return [
    { title: words.because[lang], items: award.because },
    { title: words.missing[lang], items: award.missing },
    { title: words.notes[lang], items: award.notes },
    { title: words.instalments[lang], items: award.instalments },
    { title: words.payers[lang], items: award.payers ?? [] },
    { title: words.repayments[lang], items: award.repayments ?? [] },
  ].filter((group) => group.items.length > 0);
}

const readings = (award: AccountAward, lang: Lang): readonly Group[] =>
  award.readings.length === 0 ? [] : [{ title: words.readings[lang], items: award.readings }];

const citeText = (cite: AccountLine["cites"][number], lang: Lang): string =>
  `${cite.external ? `${words.external[lang]}${colon(lang)}` : ""}${cite.clause} “${cite.quote}”`;

function asText(account: Account): string {
  const { lang } = account;
  const out: string[] = [heading(account), ""];
  for (const award of account.awards) {
    out.push(`${award.title}${award.application === "" ? "" : ` [${award.application}]`}`, `  ${award.policy}`, `  ${award.status}${award.headline === "" ? "" : `${colon(lang)}${award.headline}`}`);
    for (const group of groups(award, lang)) out.push(`  ${group.title}${colon(lang).trim()}`, ...group.items.map((item) => `    ${item}`));
    out.push(`  ${words.steps[lang]}${colon(lang).trim()}`);
    for (const line of award.lines) {
      out.push(`    ${marks[line.mark]} ${line.text}${line.mark === "decides" ? `  ← ${words.bound[lang]}` : ""}`);
      if (line.inputs.length > 0) out.push(`        ${line.inputs.join("; ")}`);
      out.push(...line.cites.map((cite) => `        ${citeText(cite, lang)}`));
    }
    for (const group of readings(award, lang)) out.push(`  ${group.title}${colon(lang).trim()}`, ...group.items.map((item) => `    ${item}`));
    out.push("");
  }
  for (const total of account.totals) out.push(`${words.together[lang]}${colon(lang)}${total.title}`, `  ${total.text}`, ...total.parts.map((part) => `    ${part}`), "");
  return out.join("\n");
}

const md = (text: string): string => text.replace(/([\\`*_{}[\]<>#|])/g, "\\$1");

function asMarkdown(account: Account): string {
  const { lang } = account;
  const out: string[] = [`# ${md(heading(account))}`, ""];
  for (const award of account.awards) {
    out.push(`## ${md(award.title)}${award.application === "" ? "" : ` (${md(award.application)})`}`, "", `*${md(award.policy)}*`, "", `**${md(award.status)}${award.headline === "" ? "" : `${colon(lang)}${md(award.headline)}`}**`, "");
    for (const group of groups(award, lang)) out.push(`${md(group.title)}${colon(lang).trim()}`, "", ...group.items.map((item) => `- ${md(item)}`), "");
    out.push(`${words.steps[lang]}${colon(lang).trim()}`, "");
    for (const line of award.lines) {
      out.push(`- ${marks[line.mark]} ${md(line.text)}${line.mark === "decides" ? ` **← ${words.bound[lang]}**` : ""}`);
      if (line.inputs.length > 0) out.push(`  - ${md(line.inputs.join("; "))}`);
      out.push(...line.cites.map((cite) => `  - > ${md(citeText(cite, lang))}`));
    }
    out.push("");
    for (const group of readings(award, lang)) out.push(`${md(group.title)}${colon(lang).trim()}`, "", ...group.items.map((item) => `- ${md(item)}`), "");
  }
  for (const total of account.totals) out.push(`## ${words.together[lang]}${colon(lang)}${md(total.title)}`, "", `**${md(total.text)}**`, "", ...total.parts.map((part) => `- ${md(part)}`), "");
  return out.join("\n");
}

const style = `body{font:16px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin:2rem 0 .2rem}.policy{color:#5b6776;margin:0}.headline{font-size:1.2rem;font-weight:600;margin:.4rem 0}
dl{margin:.6rem 0}dt{font-weight:600}dd{margin:0 0 0 1rem}ol{list-style:none;padding:0}ol>li{border-left:3px solid #d5dce4;padding:.15rem .8rem;margin:.35rem 0}
li.decides{border-color:#b7791f;background:#fff8e8}li.failed{border-color:#b42318}li.open{border-color:#6d5bd0}li.met{border-color:#2f855a}
.inputs{color:#5b6776;font-size:.9rem}blockquote{margin:.2rem 0;color:#5b6776;font-size:.9rem}cite{font-style:normal;font-weight:600}
@media (prefers-color-scheme:dark){body{color:#e6ebf1;background:#14181d}.policy,.inputs,blockquote{color:#a3b0bf}li.decides{background:#2a2310}ol>li{border-color:#39434f}}
@media print{body{margin:0}}`;

function asHtml(account: Account): string {
  const { lang } = account;
  const line = (l: AccountLine): string =>
    `<li class="${l.mark}">${marks[l.mark]} ${escaped(l.text)}${l.mark === "decides" ? ` <strong>← ${words.bound[lang]}</strong>` : ""}` +
    (l.inputs.length === 0 ? "" : `<div class="inputs">${escaped(l.inputs.join("; "))}</div>`) +
    l.cites.map((c) => `<blockquote><cite>${escaped(c.external ? `${words.external[lang]}${colon(lang)}${c.clause}` : c.clause)}</cite> “${escaped(c.quote)}”</blockquote>`).join("") + "</li>";
  const list = (all: readonly Group[]): string =>
    `<dl>${all.map((g) => `<dt>${escaped(g.title)}</dt>${g.items.map((item) => `<dd>${escaped(item)}</dd>`).join("")}`).join("")}</dl>`;
  const award = (a: AccountAward): string =>
    `<section><h2>${escaped(a.title)}${a.application === "" ? "" : ` (${escaped(a.application)})`}</h2><p class="policy">${escaped(a.policy)}</p>` +
    `<p class="headline">${escaped(a.status)}${a.headline === "" ? "" : `${colon(lang)}${escaped(a.headline)}`}</p>${list(groups(a, lang))}` +
    `<h3>${words.steps[lang]}</h3><ol>${a.lines.map(line).join("")}</ol>${list(readings(a, lang))}</section>`;
  const totals = account.totals.map((t) => `<section><h2>${words.together[lang]}${colon(lang)}${escaped(t.title)}</h2><p class="headline">${escaped(t.text)}</p><ul>${t.parts.map((p) => `<li>${escaped(p)}</li>`).join("")}</ul></section>`).join("");
  return standalonePage(lang, heading(account), style, `<h1>${escaped(heading(account))}</h1>${account.awards.map(award).join("\n")}${totals}`);
}
