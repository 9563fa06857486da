import { FilePrinter, flat, styles, type Ast, type Doc, type Level, type Rows } from "../../grammar/index.js";
import { escaped } from "../explain/html.js";
import { nameMarks, type Names } from "./names.js";
import { words, type Lang, type Word } from "./words.js";

/** Rules of a policy as HTML: their canonical words, tables as tables, each beside the sentences it quotes. */

const [opens, closes] = nameMarks;
/** Around the number of a table that stands where it is printed. */
const tableMark = /\u{E002}(\d+)\u{E003}/u;

type Table = Extract<Ast.Expr, { readonly kind: "banded" | "marginal" | "graded" | "first-of" | "by-reading" | "milestones" }>;
const tableKinds: ReadonlySet<Ast.Expr["kind"]> = new Set<Table["kind"]>(["banded", "marginal", "graded", "first-of", "by-reading", "milestones"]);

function rowsIn(doc: Doc): Rows | undefined {
  if (typeof doc === "string") return undefined;
  if ("kind" in doc) return doc.kind === "rows" ? doc : undefined;
  for (const part of doc) { const found = rowsIn(part); if (found !== undefined) return found; }
  return undefined;
}

export class RulePrinter extends FilePrinter {
  private readonly tables: Table[] = [];

  constructor(private readonly known: Names, readonly lang: Lang, /** The default of each reading, both as they are shown. */ private readonly defaults: ReadonlyMap<string, string>) {
    super(styles[lang]);
  }

  override print(node: Ast.Expr, at: Level, commas: boolean): Doc {
    if (!tableKinds.has(node.kind)) return super.print(node, at, commas);
    return `\u{E002}${this.tables.push(node as Table) - 1}\u{E003}`;
  }

  private say(word: Word): string {
    return words[word][this.lang];
  }

  html(doc: Doc): string {
    if (typeof doc === "string") return this.inline(doc);
    if ("kind" in doc) {
      if (doc.kind === "break") return escaped(doc.flat);
      const short = flat(doc);
      if (short !== undefined && short.length < 90) return this.inline(short);
      const lines = doc.lines.map((line) => `<li>${this.html(line.doc)}${line.under === undefined ? "" : `<ul>${line.under.map((one) => `<li>${this.html(one.doc)}</li>`).join("")}</ul>`}</li>`);
      return `${this.inline(doc.open)}<ul>${lines.join("")}</ul>`;
    }
    return doc.map((part) => this.html(part)).join("");
  }

  private inline(text: string): string {
    return text.split(new RegExp(tableMark, "gu")).map((part, i) => {
      if (i % 2 === 1) return this.table(this.tables[Number(part)] as Table);
      const shown = this.lang === "zh" ? part.replace(new RegExp(`${closes} (?=[\\p{Script=Han}（])`, "gu"), closes) : part;
      return escaped(shown).replaceAll(opens, '<span class="name">').replaceAll(closes, "</span>");
    }).join("");
  }

  private table(node: Table): string {
    const rows = rowsIn(super.print(node, 0, false))?.lines ?? [];
    const head = ((): string => {
      const key = (e: Ast.Expr): string => this.html(super.print(e, 0, false));
      switch (node.kind) {
        case "banded": return key(node.key);
        case "milestones": return this.inline((flat(super.print({ ...node, rows: [] }, 0, false)) ?? "").replace(/\s*\{.*$/u, ""));
        case "marginal": return `${escaped(this.say("slice"))} ${key(node.key)}`;
        case "graded": return node.keys.map(key).join(", ");
        case "first-of": return escaped(this.say("condition"));
        case "by-reading": return `${escaped(this.say("reading"))}: ${this.inline(node.reading.text)}`;
      }
    })();
    const lines = rows.map(({ doc }) => {
      const parts = Array.isArray(doc) ? (doc as readonly Doc[]) : [doc as Doc];
      const label = parts.slice(0, -1).map((part) => flat(part) ?? "").join("").replace(/[:：]\s*$/u, "").replace(/^(?:when|当)\s*/u, "");
      const standard = node.kind === "by-reading" && label === this.defaults.get(node.reading.text) ? this.byDefault() : "";
      return `<tr><th scope="row">${this.inline(label)}${standard}</th><td>${this.html(parts.at(-1) ?? "")}</td></tr>`;
    });
    return `<table><thead><tr><th scope="col">${head}</th><th scope="col">${escaped(this.say("value"))}</th></tr></thead><tbody>${lines.join("")}</tbody></table>`;
  }

  private byDefault(): string {
    return ` <em>(${escaped(this.say("byDefault"))})</em>`;
  }

  /** A statement or declaration beside what it quotes. */
  rule(node: Ast.Stmt | Ast.Decl, kind: "statement" | "declaration"): string {
    const shown = this.known.in(node);
    const doc = kind === "statement" ? this.line(shown as Ast.Stmt).doc : this.decl(shown as Ast.Decl).doc;
    return this.beside(this.html(doc), quotesIn(node));
  }

  beside(rule: string, quotes: readonly Ast.Cite[]): string {
    return `<div class="rule"><div class="says">${rule}</div>${this.quotes(quotes)}</div>\n`;
  }

  quotes(cites: readonly Ast.Cite[]): string {
    const seen = new Set<string>();
    const each = cites.filter((cite) => { const key = `${cite.anchor} ${cite.quote.value}`; return seen.has(key) ? false : (seen.add(key), true); }).map((cite) =>
      `<blockquote><p lang="${/\p{Script=Han}/u.test(cite.quote.value) ? "zh" : "en"}">${escaped(cite.quote.value)}</p><footer>${cite.external ? `${escaped(this.say("external"))}: ` : `${escaped(this.say("clause"))} `}<cite>${escaped(cite.anchor)}</cite></footer></blockquote>`);
    return each.length === 0 ? "" : `<div class="quotes">${each.join("")}</div>`;
  }

  /** Statements in order; what stands under a reading or a condition is set in. */
  rules(body: readonly Ast.Stmt[]): string {
    return body.map((statement) => {
      if (statement.kind === "when-block") return `<div class="under"><p class="label">${escaped(this.say("when"))} ${this.html(this.print(this.known.in(statement.when), 0, false))}</p>${this.rules(statement.body)}</div>`;
      if (statement.kind !== "by-reading") return this.rule(statement, "statement");
      const shown = this.known.in(statement);
      const arms = shown.arms.map((arm, i) => `<div class="under"><p class="label">${this.inline(arm.alternative.text)}${arm.alternative.text === this.defaults.get(shown.reading.text) ? this.byDefault() : ""}</p>${this.rules(statement.arms[i]?.value ?? [])}</div>`);
      return `${this.beside(`${escaped(this.say("reading"))}: ${this.inline(shown.reading.text)}`, statement.cites)}${arms.join("")}`;
    }).join("");
  }
}

/** All that a construct quotes, in the order in which it stands. */
export function quotesIn(node: unknown): readonly Ast.Cite[] {
  if (typeof node !== "object" || node === null) return [];
  const cite = node as Partial<Ast.Cite>;
  if (typeof cite.anchor === "string" && cite.quote !== undefined) return [node as Ast.Cite];
  return Object.entries(node).flatMap(([key, value]) => (key === "span" ? [] : quotesIn(value)));
}
