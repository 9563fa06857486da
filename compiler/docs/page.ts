import type { Ast } from "../../grammar/index.js";
import type { FactInfo } from "../../runtime/program.js";
import type { Unit } from "../declare.js";
import type { CoreProgram } from "../ir/core.js";
import { unitOf } from "../explain/names.js";
import { escaped, standalonePage } from "../explain/html.js";
import { Names, shownName } from "./names.js";
import { quotesIn, RulePrinter } from "./rules.js";
import { docsStyle } from "./style.js";
import { words, type Lang, type Word } from "./words.js";

/** The policies as one page for people, in one language: every rule beside its sentence. It needs no script and nothing else. */

/** A payout curve, drawn: `fact` by its id, points as values of the fact and yuan paid (null: not settled). */
export interface DocsCurve {
  readonly scheme: string;
  readonly fact: string;
  readonly svg: string;
  readonly points: readonly { readonly value: string; readonly paid: string | null }[];
}

export interface DocsOptions {
  readonly lang: Lang;
  readonly curves?: readonly DocsCurve[];
}

type Decl<K extends Ast.Decl["kind"]> = Extract<Ast.Decl, { readonly kind: K }>;

/** The parts of a scheme, in the order in which a reader asks for them. */
const parts: readonly (readonly [Word, ReadonlySet<Ast.Stmt["kind"]>])[] = [
  ["scope", new Set(["scope"])], ["facts", new Set(["fact"])], ["conditions", new Set(["require", "bar", "elsewhere", "term", "no-duplication"])], ["times", new Set(["window", "deadline"])],
  ["award", new Set(["award", "plus", "where", "case-by-case", "uplift"])], ["caps", new Set(["cap", "floor", "deduct", "cliff"])], ["payment", new Set(["round", "instalments", "funded", "repay"])],
];

/** What a block under a reading or a condition is about: its first statement decides. */
function kindOf(statement: Ast.Stmt): Ast.Stmt["kind"] {
  const [first] = statement.kind === "when-block" ? statement.body : statement.kind === "by-reading" ? statement.arms.flatMap((arm) => arm.value) : [];
  return first === undefined ? statement.kind : kindOf(first);
}

export function emitDocs(program: CoreProgram, units: readonly Unit[], { lang, curves = [] }: DocsOptions): string {
  const standing = new Set(program.policies.map((policy) => `${policy.id} ${policy.version}`));
  const headerOf = (unit: Unit): Ast.PolicyHeader | undefined => (unit.ast.header?.kind === "policy" ? unit.ast.header : undefined);
  const policies = units.filter((unit) => { const header = headerOf(unit); return header !== undefined && standing.has(`${unit.id} ${header.version.value}`); });
  const pages = policies.map((unit, i) => new PolicyPage(program, unit, `p${i + 1}`, lang, curves));
  const vocabularies = units.filter((unit) => unit.kind === "vocabulary");
  const facts = [...policies, ...vocabularies].flatMap((unit) => unit.ast.decls).flatMap((decl) => (decl.kind === "fact" ? [decl] : []));
  const title = pages.map((page) => page.title).join(lang === "en" ? "; " : "；");
  const contents = pages.map((page) => `<li><a href="#${page.anchor}">${escaped(page.title)}</a>${page.contents()}</li>`).join("");
  const used = new Set(facts.flatMap((decl) => [decl.naming.name.text, decl.naming.alias?.text ?? ""]));
  return standalonePage(lang, title, docsStyle, `<header><h1>${escaped(title)}</h1>
<p class="note">${escaped(words.made[lang])}</p>
<nav aria-label="${escaped(words.contents[lang])}"><ul>${contents}<li><a href="#facts">${escaped(words.stated[lang])}</a></li></ul></nav></header>
<main>
${pages.map((page) => page.html()).join("\n")}
<section id="facts"><h2>${escaped(words.stated[lang])}</h2>
${factTable(program.facts.filter((fact) => [fact.id, ...fact.names].some((name) => used.has(name))), lang)}</section>
</main>
`);
}

class PolicyPage {
  readonly title: string;
  private readonly header: Ast.PolicyHeader;
  private readonly printer: RulePrinter;
  private readonly names: Names;
  private readonly decls: readonly Ast.Decl[];

  constructor(private readonly program: CoreProgram, private readonly unit: Unit, readonly anchor: string, private readonly lang: Lang, private readonly curves: readonly DocsCurve[]) {
    this.header = unit.ast.header as Ast.PolicyHeader;
    this.decls = unit.ast.decls;
    this.names = new Names(unit, lang);
    const defaults = this.of("reading").flatMap((reading) => {
      const standard = reading.alternatives.find((one) => one.byDefault);
      const shown = (naming: Ast.Naming): string => this.names.in(naming).name.text;
      return standard === undefined ? [] : [[shown(reading.naming), shown(standard.naming)] as const];
    });
    this.printer = new RulePrinter(this.names, lang, new Map(defaults));
    const { id, alias, titles, version, draft } = this.header;
    this.title = `${shownName({ name: id, alias, titles }, lang)} (${words.version[lang]} ${version.value}${draft ? `, ${words.draft[lang]}` : ""})`;
  }

  private of<K extends Ast.Decl["kind"]>(kind: K): readonly Decl<K>[] {
    return this.decls.filter((decl): decl is Decl<K> => decl.kind === kind);
  }

  private say(word: Word): string {
    return escaped(words[word][this.lang]);
  }

  private schemes(): readonly (readonly [string, Decl<"scheme">])[] {
    return this.of("scheme").map((scheme, i) => [`${this.anchor}-s${i + 1}`, scheme]);
  }

  contents(): string {
    return `<ul>${this.schemes().map(([id, scheme]) => `<li><a href="#${id}">${escaped(shownName(scheme.naming, this.lang))}</a></li>`).join("")}</ul>`;
  }

  html(): string {
    const texts = (list: readonly Ast.TextLiteral[]): string => escaped([...list].sort((a, b) => Number(this.foreign(a.value)) - Number(this.foreign(b.value))).slice(0, 1).map(({ value }) => value).join(""));
    const head = [
      ...(this.header.issuer.length === 0 ? [] : [`<div><dt>${this.say("issuer")}</dt><dd>${texts(this.header.issuer)}</dd></div>`]),
      ...(this.header.documentNumber === undefined ? [] : [`<div><dt>${this.say("number")}</dt><dd>${escaped(this.header.documentNumber.value)}</dd></div>`]),
    ];
    const validity = this.printer.header(this.names.in({ ...this.header, titles: [], issuer: [], documentNumber: undefined, sources: [], supersedes: [], cites: [] }));
    return `<article id="${this.anchor}"><h2>${escaped(this.title)}</h2>
${head.length === 0 ? "" : `<dl>${head.join("")}</dl>\n`}${this.section("inForce", this.printer.beside(this.printer.html(this.inForceOnly(validity.doc)), quotesIn([this.header.inForce, this.header.cites])))}
${this.section("process", [...this.of("bar"), ...this.of("publicity"), ...this.of("value")].map((decl) => this.printer.rule(decl, "declaration")).join(""))}
${this.of("every-scheme").map((every) => this.section("common", this.printer.rules(every.body))).join("")}
${this.schemes().map(([id, scheme]) => this.scheme(id, scheme)).join("\n")}
${this.group("pools", "pool")}${this.group("stacks", "stack")}
${this.readings()}
${this.section("claims", this.of("always").map((decl) => this.printer.rule(decl, "declaration")).join(""))}
${this.section("targets", this.of("target").map((decl) => this.printer.rule(decl, "declaration")).join(""))}
${this.section("notComputed", this.of("not-computed").map((decl) => this.printer.beside(escaped(decl.because.value), decl.cites)).join(""))}
</article>`;
  }

  private foreign(text: string): boolean {
    return /\p{Script=Han}/u.test(text) !== (this.lang === "zh");
  }

  /** The lines of the header without its name, which is the title already. */
  private inForceOnly(doc: Parameters<RulePrinter["html"]>[0]): Parameters<RulePrinter["html"]>[0] {
    if (typeof doc === "string") return "";
    if ("kind" in doc) return doc.kind === "rows" ? doc.lines.map((line) => line.doc) : "";
    return doc.map((part) => this.inForceOnly(part));
  }

  private section(title: Word, body: string): string {
    return body === "" ? "" : `<section><h3>${this.say(title)}</h3>\n${body}</section>\n`;
  }

  private scheme(id: string, scheme: Decl<"scheme">): string {
    const left = new Set(scheme.body);
    const take = (kinds: ReadonlySet<Ast.Stmt["kind"]>): readonly Ast.Stmt[] => scheme.body.filter((statement) => kinds.has(kindOf(statement)) && left.delete(statement));
    const groups = parts.map(([word, kinds]) => [word, take(kinds)] as const);
    // what the policy says of its own checks is not for readers
    const others = [...left].filter((statement) => statement.kind !== "accept");
    const blocks = [...groups, ["others", others] as const].map(([word, body]) => (body.length === 0 ? "" : `<h4>${this.say(word)}</h4>\n${word === "facts" ? this.facts(body) : this.printer.rules(body)}`));
    return `<section class="scheme" id="${id}"><h3>${escaped(shownName(scheme.naming, this.lang))}</h3>\n${blocks.join("")}${this.curve(scheme)}</section>`;
  }

  private facts(body: readonly Ast.Stmt[]): string {
    const names = new Set(body.flatMap((statement) => (statement.kind === "fact" ? [statement.naming.name.text] : [])));
    return factTable(this.program.facts.filter((fact) => [fact.id, ...fact.names].some((name) => names.has(name))), this.lang);
  }

  private curve(scheme: Decl<"scheme">): string {
    const names = [scheme.naming.name.text, scheme.naming.alias?.text ?? ""].map((name) => `${this.unit.id}.${name}`);
    return this.curves.filter((curve) => names.includes(curve.scheme)).map((curve) => {
      const fact = titleOfFact(this.program.facts.find(({ id }) => id === curve.fact), this.lang, curve.fact);
      const rows = curve.points.map(({ value, paid }) => `<tr><td class="n">${escaped(value)}</td><td class="n">${escaped(paid ?? words.unsettled[this.lang])}</td></tr>`).join("");
      return `<figure><figcaption>${this.say("curve")} <span class="name">${escaped(fact)}</span> <span class="note">${this.say("curveNote")}</span></figcaption>${curve.svg}` +
        `<details><summary>${this.say("points")}</summary><table><thead><tr><th scope="col" class="n">${escaped(fact)}</th><th scope="col" class="n">${this.say("paid")}</th></tr></thead><tbody>${rows}</tbody></table></details></figure>`;
    }).join("");
  }

  private group(title: Word, kind: "pool" | "stack"): string {
    return this.section(title, this.of(kind).map((decl) => `<h4>${escaped(shownName(decl.naming, this.lang))}</h4>\n${this.printer.rules(decl.body.filter((statement) => statement.kind !== "accept"))}`).join(""));
  }

  private readings(): string {
    const each = this.of("reading").map((reading) => {
      const rows = reading.alternatives.map((one) => `<tr><th scope="row">${escaped(shownName(one.naming, this.lang))}${one.byDefault ? ` <em>(${this.say("byDefault")})</em>` : ""}<br><code>${escaped(one.naming.name.text)}</code></th><td>${escaped(one.because?.value ?? "")}</td></tr>`).join("");
      const table = `<table><thead><tr><th scope="col">${this.say("alternative")}</th><th scope="col">${this.say("because")}</th></tr></thead><tbody>${rows}</tbody></table>`;
      return `<h4>${escaped(shownName(reading.naming, this.lang))} <code>${escaped(reading.naming.name.text)}</code></h4>\n${this.printer.beside(table, reading.cites)}`;
    });
    return each.length === 0 ? "" : this.section("readings", `<p class="note">${this.say("readingsNote")}</p>\n${each.join("")}`);
  }
}

const titleOfFact = (fact: FactInfo | undefined, lang: Lang, id: string): string =>
  fact?.titles[lang] ?? shownName({ name: { text: fact?.names[0] ?? id }, alias: fact?.names[1] === undefined ? undefined : { text: fact.names[1] } }, lang);

function measureOf(fact: FactInfo, lang: Lang): string {
  const say = (word: Word): string => words[word][lang];
  const kinds: Readonly<Record<FactInfo["kind"], string>> = {
    money: say("money"), percent: say("percent"), integer: say("integer"), number: unitOf(fact, lang) ?? say("plain"), "yes-no": say("yesNo"), text: say("text"), date: say("date"), "date-or-none": say("dateOrNone"), dates: say("dates"), list: `${say("list")}${lang === "en" ? ": " : "："}${(fact.rows ?? []).map((row) => `${titleOfFact(row, lang, row.id)} (${measureOf(row, lang)})`).join(lang === "en" ? ", " : "、")}`,
    "one-of": (fact.members ?? []).map(({ id, names }) => shownName({ name: { text: names[0] ?? id }, alias: names[1] === undefined ? undefined : { text: names[1] } }, lang)).join(lang === "en" ? ", " : "、") + (fact.orOther === true ? ` ${say("orOther")}` : ""),
  };
  return [
    kinds[fact.kind], fact.from === undefined && fact.to === undefined ? "" : `${fact.from ?? ""} ${say("to")} ${fact.to ?? ""}`, fact.perYear ? say("perYear") : "", fact.byYear ? say("byYear") : "",
    fact.alwaysKnown ? say("required") : "", fact.ifAbsent === undefined ? "" : `${say("ifAbsent")} ${fact.ifAbsent}`, fact.finding ? `${say("finding")}${fact.establishedBy === undefined ? "" : ` (${fact.establishedBy})`}` : "",
  ].filter((part) => part !== "").join(lang === "en" ? "; " : "；");
}

function factTable(facts: readonly FactInfo[], lang: Lang): string {
  const rows = facts.map((fact) => `<tr><th scope="row">${escaped(titleOfFact(fact, lang, fact.id))}</th><td>${escaped(measureOf(fact, lang))}</td><td><code>${[...new Set([fact.id, ...fact.names])].map(escaped).join("</code> <code>")}</code></td></tr>`).join("\n");
  return `<table class="facts"><thead><tr><th scope="col">${escaped(words.fact[lang])}</th><th scope="col">${escaped(words.measure[lang])}</th><th scope="col">${escaped(words.name[lang])}</th></tr></thead><tbody>${rows}</tbody></table>`;
}
