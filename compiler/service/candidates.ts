import { inScript } from "../explain/names.js";
import { keywords, spell, type KeywordId, type Span, type Surface } from "../../grammar/index.js";
import type { Keyword } from "../../grammar/keywords.js";
import { catalogue, lintCodes, type DiagnosticCode } from "../diagnostics/catalogue.js";
import type { FactSymbol, ReadingSymbol, Unit } from "../declare.js";
import { anchorsFor } from "./clauses.js";
import { openBlocks, type Block, type Item } from "./context.js";
import { titleOf } from "./hover.js";
import { keywordHelp } from "./keyword-help.js";
import type { Named, NameKind } from "./names.js";
import type { Left } from "./fit.js";
import type { FactKind, Role, Wanted } from "./roles.js";
import { sourcesBeside, type Session } from "./session.js";
import { literally } from "./snippets.js";
import { closingBrace, countBefore, hasHan, isWordLike, keywordOf, tokenEnd, typeOf, type Token, type View } from "./text.js";
import type { Language } from "./types.js";
import { typeWords } from "./words.js";

/** The candidates of a completion, with their order, types, titles and quotes. */

export type Replace = Span;

export type CompletionKind = NameKind | "keyword" | "snippet" | "value" | "anchor" | "quote" | "source" | "findingCode";

export interface CompletionItem {
  readonly label: string;
  readonly kind: CompletionKind;
  /** With `$1`, `${1:words}` where `isSnippet`; else plain. */
  readonly insertText: string;
  readonly isSnippet: boolean;
  /** Type and unit, or what a keyword does. */
  readonly detail?: string;
  readonly documentation?: { readonly title?: string; readonly clause?: string; readonly quote?: string };
  readonly sortText: string;
  /** What the typed letters are compared with: both names and the title. */
  readonly filterText: string;
  readonly replace: Replace;
}

/** Literals and listed words by the kinds of facts that take them. */
const literalFits: Readonly<Record<string, readonly FactKind[]>> = {
  Money: ["money"], Percent: ["percent"], DateLiteral: ["date", "date-or-none"], none: ["date-or-none"], yes: ["yes-no"], no: ["yes-no"],
};
const literalKinds: Readonly<Record<string, Left>> = { Money: "money", Percent: "percent", Num: "number", Fraction: "percent", DateLiteral: "date", Duration: "duration" };
const numeric: readonly FactKind[] = ["money", "number", "integer", "percent"];

export class Candidates {
  readonly items: CompletionItem[] = [];
  readonly lang: Language;
  private readonly unit: Unit | undefined;
  private readonly row: ReadonlyMap<string, FactSymbol> | undefined;
  private readonly taken = new Set<string>();

  constructor(private readonly session: Session, private readonly view: View, private readonly surface: Surface, private readonly replace: Replace, lang: Language | undefined) {
    this.lang = lang ?? surface;
    this.unit = session.units().get(view.id);
    this.row = this.rowsAround();
  }

  add(item: Omit<CompletionItem, "sortText" | "replace" | "filterText"> & { readonly filterText?: string; readonly replace?: Replace }, rank: number, order = ""): void {
    const key = `${item.kind === "keyword" ? "keyword" : item.kind} ${item.label} ${item.replace?.start ?? ""}`;
    if (this.taken.has(key)) return;
    this.taken.add(key);
    this.items.push({ ...item, filterText: item.filterText ?? item.label, replace: item.replace ?? this.replace, sortText: `${Math.min(9, Math.max(0, rank))}${order}${item.label}` });
  }

  keyword(id: KeywordId, rank: number): void {
    const spelled = (keywords[id] as Keyword)[this.surface];
    const [first] = spelled;
    if (first === undefined) return;
    const help = keywordHelp[id];
    // classifiers are one keyword: the reader picks the one that fits the noun
    for (const label of id === "per" ? spelled : [first]) {
      this.add({ label, kind: "keyword", insertText: label, isSnippet: false, filterText: `${label} ${(keywords[id] as Keyword)[this.surface === "en" ? "zh" : "en"].join(" ")}`.trim(), ...(help === undefined ? {} : { detail: help.says[this.lang] }) }, rank);
    }
  }

  phrase(id: KeywordId, spelling: string, replace: Replace): void {
    const help = keywordHelp[id];
    this.add({ label: spelling, kind: "keyword", insertText: spelling, isSnippet: false, replace, ...(help === undefined ? {} : { detail: help.says[this.lang] }) }, 0);
  }

  snippet(label: string, text: string, rank: number, kind: "snippet" | "value" = "snippet"): void {
    this.add({ label, kind, insertText: text, isSnippet: true }, rank);
  }

  quote(words: string, clause: string, order: number): void {
    this.add({ label: words.length > 80 ? `${words.slice(0, 79)}…` : words, kind: "quote", insertText: words, isSnippet: false, filterText: words, detail: clause }, 0, String(order).padStart(4, "0"));
  }

  // ------------------------------------------------------------ names

  private named(named: Named | undefined, rank: number, more: { readonly prefix?: string; readonly suffix?: string; readonly order?: string } = {}): void {
    if (named === undefined || named.names.length === 0) return;
    const { prefix = "", suffix = "" } = more;
    const own = inScript(named.names, this.surface);
    const label = prefix + own;
    const title = titleOf(named, this.lang);
    const cite = named.declarations.flatMap((one) => one.cites)[0] ?? this.session.namesFor(this.view.id).of(named).flatMap((use) => use.cites)[0];
    const documentation = { ...(title === undefined ? {} : { title }), ...(cite === undefined ? {} : { clause: cite.anchor, quote: cite.quote.value }) };
    const titles = named.declarations.flatMap((one) => [one.titles.en, one.titles.zh]).filter((text) => text !== undefined);
    this.add({
      label, kind: named.kind, insertText: suffix === "" ? label : `${literally(label)}${suffix}`, isSnippet: suffix !== "",
      ...(named.fact === undefined ? {} : { detail: typeWords(named.fact, this.lang) }), documentation, filterText: [label, ...named.names.filter((name) => name !== own), ...titles].join(" "),
    }, rank, more.order);
  }

  private known(key: string): Named | undefined {
    return this.session.namesFor(this.view.id).all.get(key);
  }

  private facts(): readonly FactSymbol[] {
    return [...new Set([...(this.row?.values() ?? []), ...(this.unit?.facts.values() ?? [])])];
  }

  /** The facts of the rows of the list around the cursor, which is summed or given by an example. */
  private rowsAround(): ReadonlyMap<string, FactSymbol> | undefined {
    const { tokens } = this.view;
    for (const { brace, kind } of openBlocks(tokens, countBefore(tokens, this.replace.start)).toReversed()) {
      const name = kind === "sumForEach" ? tokens[brace - 1] : typeOf(tokens[brace - 1]) === "Equals" ? tokens[brace - 2] : undefined;
      const rows = this.unit?.facts.get(name?.image.normalize("NFC") ?? "")?.rows;
      if (rows !== undefined) return rows;
    }
    return undefined;
  }

  /** The fact or definition of a name, in the scheme around the cursor. */
  private factOf(name: string): FactSymbol | undefined {
    return this.row?.get(name) ?? this.unit?.facts.get(name);
  }

  private owners(item: Item): readonly string[] {
    const policy = this.unit?.id ?? "";
    const { block } = item;
    if (block === undefined) return [];
    const first = this.view.tokens.findLastIndex((token, i) => i <= block.brace && ["scheme", "pool", "stack"].includes(keywordOf(token) ?? "") && token.startColumn !== undefined);
    const name = this.view.tokens[first + 1]?.image.normalize("NFC") ?? "";
    const symbol = this.unit?.schemes.get(name) ?? this.unit?.pools.get(name) ?? this.unit?.stacks.get(name);
    return [`${policy}.${symbol?.id ?? name}`, `${policy}.*`];
  }

  private parts(kinds: readonly NameKind[], owners: readonly string[]): readonly Named[] {
    return [...this.session.namesFor(this.view.id).all.values()].filter((one) => kinds.includes(one.kind) && one.owner !== undefined && owners.includes(one.owner));
  }

  isOperand(name: string, item: Item): boolean {
    return this.factOf(name.normalize("NFC")) !== undefined || this.owners(item).some((owner) => this.known(`definition:${owner}:${name}`) !== undefined);
  }

  /** Whether a literal or a word may be what is wanted. */
  suits(wanted: Wanted, literal: string): boolean {
    const kinds = literalFits[literal] ?? [];
    if (wanted.kind === "like") {
      const kind = this.factOf(wanted.name)?.info.kind;
      return kind === undefined ? literal !== "none" : kinds.includes(kind);
    }
    if (wanted.kind === "amount") return literal === "Money" || literal === "Percent";
    if (wanted.kind === "any") return literal !== "none" && literal !== "yes" && literal !== "no";
    return false;
  }

  /** What kind of value ends before the cursor; undefined where none does. */
  leftOf(token: Token | undefined, item: Item): Left {
    const literal = literalKinds[typeOf(token)];
    if (token === undefined || literal !== undefined) return literal;
    if (typeOf(token) === "Close" || typeOf(token) === "CloseBrace") return typeOf(token) === "Close" ? "unknown" : undefined;
    if (!isWordLike(token) || item.tokens.length < 2) return undefined;
    const name = token.image.normalize("NFC");
    const fact = this.factOf(name);
    if (fact !== undefined) return fact.info.kind;
    if (this.isOperand(name, item)) return "unknown";
    if (this.unit?.values.has(name) === true) return "value";
    return this.unit?.schemes.has(name) === true || (name.includes(".") && this.unit?.imports.has(name.slice(0, name.lastIndexOf("."))) === true) ? "scheme" : undefined;
  }

  /** Facts of the scheme at the cursor first, then those of all, then those of other schemes. */
  private nearness(fact: FactSymbol, item: Item): string {
    if (this.row?.get(fact.decl.naming.name.text) === fact) return "a";
    const { span, file } = { span: fact.decl.span, file: fact.unit.file.id };
    const decl = fact.unit.ast.decls.find((one) => "body" in one && one.span.start <= span.start && span.end <= one.span.end);
    if (decl === undefined || decl.kind === "every-scheme" || file !== this.view.id) return "b";
    const at = item.block === undefined ? this.replace.start : (this.view.tokens[item.block.brace]?.startOffset ?? 0);
    return decl.span.start <= at && at <= decl.span.end ? "a" : "c";
  }

  private operands(wanted: Wanted, item: Item, rank: number): void {
    const like = wanted.kind === "like" ? this.factOf(wanted.name) : undefined;
    if (like?.type.kind === "one-of") {
      like.type.members.forEach((member, i) => { this.named(this.known(`member:${like.id}:${member.id}`), rank, { order: String(i).padStart(3, "0") }); });
      if (like.info.kind === "one-of") return;
    }
    const rankOf = (kind: FactKind): number => {
      switch (wanted.kind) {
        case "condition": return kind === "yes-no" ? 0 : 1;
        case "amount": return kind === "money" ? 0 : kind === "percent" || kind === "number" || kind === "integer" ? 1 : 3;
        case "key": return numeric.includes(kind) ? 0 : 3;
        case "listed": return kind === "one-of" ? 0 : kind === "integer" ? 1 : 3;
        case "like": return like === undefined || like.info.kind === kind ? 0 : 3;
        case "any": return 0;
      }
    };
    for (const definition of this.parts(["definition"], this.owners(item))) this.named(definition, rank);
    for (const fact of this.facts()) if (fact.info.kind !== "list") this.named(this.known(`fact:${fact.id}`), rank + rankOf(fact.info.kind), { order: this.nearness(fact, item) });
    for (const value of new Set(this.unit?.values.values() ?? [])) this.named(this.session.namesFor(this.view.id).at(this.view.id, value.naming.name.span.start)?.of, rank + 1);
  }

  /** Own schemes, then those of the policies that are used, as `policy.scheme`. */
  private schemes(rank: number, tables: readonly ("schemes" | "stacks" | "pools")[] = ["schemes"]): void {
    const { unit } = this;
    if (unit === undefined) return;
    const kinds = { schemes: "scheme", stacks: "stack", pools: "pool" } as const;
    for (const table of tables) for (const symbol of new Set(unit[table].values())) this.named(this.known(`${kinds[table]}:${unit.id}:${symbol.id}`), rank);
    const aliases = unit.ast.decls.flatMap((decl) => (decl.kind === "use" ? [decl.as?.text ?? decl.id.text] : []));
    for (const alias of aliases) {
      for (const other of unit.imports.get(alias) ?? []) for (const symbol of new Set(other.schemes.values())) this.named(this.known(`scheme:${other.id}:${symbol.id}`), rank + 1, { prefix: `${alias}.` });
    }
  }

  /** The names that a role asks for. `inner` is the innermost block around the cursor. */
  role(role: Role, wanted: Wanted, item: Item, inner: Block | undefined, rank = 0): void {
    const { unit, view } = this;
    const before = item.tokens.at(-1);
    switch (role.of) {
      case "operand": this.operands(wanted, item, rank); return;
      case "fact": {
        const kinds = role.kinds;
        for (const fact of this.facts()) this.named(this.known(`fact:${fact.id}`), rank + ((kinds === undefined || kinds.includes(fact.info.kind)) && (role.byYear !== true || fact.info.byYear) ? 0 : 5), { order: this.nearness(fact, item) });
        if (role.alsoDefinitions === true) for (const definition of this.parts(["definition"], this.owners(item))) this.named(definition, rank);
        return;
      }
      case "scheme": this.schemes(rank); return;
      case "schemeOrStack": this.schemes(rank, ["schemes", "stacks"]); return;
      case "pool": for (const pool of new Set(unit?.pools.values() ?? [])) this.named(this.known(`pool:${unit?.id ?? ""}:${pool.id}`), rank); return;
      case "cap": for (const cap of [...this.session.namesFor(this.view.id).all.values()].filter((one) => one.kind === "cap")) this.named(cap, rank); return;
      case "accepted": for (const part of this.parts(["cap", "requirement", "award"], this.owners(item))) this.named(part, rank); for (const fact of this.facts()) this.named(this.known(`fact:${fact.id}`), rank + 1); return;
      case "lifted": {
        const head = keywordOf(item.tokens[0]) ?? "";
        const kinds: readonly NameKind[] = /Rate$/.test(head) ? ["definition"] : /Cap$/.test(head) ? ["cap"] : ["award"];
        for (const part of this.parts(kinds, this.owners(item))) this.named(part, rank, { order: "0" });
        return;
      }
      case "boundBy": {
        for (const cap of [...this.session.namesFor(this.view.id).all.values()].filter((one) => one.kind === "cap" && one.declarations.some((d) => d.file === view.id))) this.named(cap, rank);
        this.keyword("award", rank);
        return;
      }
      case "reading": this.readings(rank, inner, keywordOf(before) === "byReading"); return;
      case "alternative": this.alternatives(rank, inner); return;
      case "member": this.members(rank, inner); return;
      case "unit": for (const symbol of new Set(unit?.units.values() ?? [])) this.named(this.known(`unit:${symbol.id}`), rank); return;
      case "subject": for (const symbol of new Set(unit?.subjects.values() ?? [])) this.named(this.known(`subject:${symbol.id}`), rank); return;
      case "policy": {
        const used = new Set(unit?.ast.decls.flatMap((decl) => (decl.kind === "use" ? [decl.id.text] : [])) ?? []);
        for (const one of this.session.namesFor(this.view.id).all.values()) {
          if ((one.kind === "policy" || one.kind === "vocabulary") && one.names[0] !== unit?.id && !used.has(one.names[0] ?? "")) this.named(one, rank + (one.kind === "vocabulary" ? 0 : 1));
        }
        return;
      }
      case "stage": for (const stage of [...this.session.namesFor(this.view.id).all.values()].filter((one) => one.kind === "stage")) this.named(stage, rank); return;
      case "exampleName": {
        if (keywordOf(before) === "reading") { this.readings(rank, undefined, false); return; }
        const equals = this.surface === "zh" ? " ＝ " : " = ";
        const given = new Set(item.tokens.map((token) => token.image.normalize("NFC")));
        for (const fact of this.facts()) if (!fact.names.some((name) => given.has(name))) this.named(this.known(`fact:${fact.id}`), rank + 1, { suffix: `${equals}$1` });
        return;
      }
      case "anchor": {
        const cited = new Set(view.tokens.filter((token) => typeOf(token) === "Anchor" && token.startOffset < this.replace.start).slice(-1).map((token) => token.image.normalize("NFKC")));
        anchorsFor(this.session, view, this.surface).forEach(({ anchor, heading }, i) => {
          const [open, close] = this.surface === "zh" ? ["“", "”"] : ['"', '"'];
        const after = /^[^\S\n]*["“]/.test(view.text.slice(this.replace.end));
        this.add({ label: anchor, kind: "anchor", insertText: after ? literally(anchor) : `${literally(anchor)} ${open}$1${close}`, isSnippet: true, ...(heading === "" ? {} : { detail: heading }), filterText: `${anchor} ${heading}` }, cited.has(anchor.normalize("NFKC")) ? rank : rank + 1, String(i).padStart(4, "0"));
        });
        return;
      }
      case "source": for (const name of sourcesBeside(view.id, this.session.sourceIds)) this.add({ label: name, kind: "source", insertText: name, isSnippet: false }, rank); return;
      case "findingCode": for (const code of lintCodes) this.add({ label: code, kind: "findingCode", insertText: code, isSnippet: false, detail: catalogue[code as DiagnosticCode][this.lang][0].replace(/\{\w+\}/g, "…") }, rank); return;
    }
  }

  // ------------------------------------------------------------ blocks with one row for each name

  private readonly colon = (): string => (this.surface === "zh" ? "：" : ": ");

  private readings(rank: number, _inner: Block | undefined, opens: boolean): void {
    const next = this.view.tokens.find((token) => token.startOffset >= this.replace.end);
    for (const symbol of new Set(this.unit?.readings.values() ?? [])) {
      const named = this.known(`reading:${this.unit?.id ?? ""}:${symbol.id}`);
      // the whole block, unless it is there already
      const block = opens && typeOf(next) !== "OpenBrace" ? ` {\n${this.rowsOf(symbol)}\n}` : "";
      this.named(named, rank, { suffix: block });
    }
  }

  private rowsOf(symbol: ReadingSymbol, skip: ReadonlySet<string> = new Set(), indent = "  "): string {
    return symbol.alternatives.filter((one) => !one.names.some((name) => skip.has(name))).map((one, i) => `${indent}${literally(inScript(one.names, this.surface))}${this.colon()}$${i + 1}`).join("\n");
  }

  /** Names that begin rows of a block already. */
  private written(block: Block): ReadonlySet<string> {
    const { tokens } = this.view;
    const end = closingBrace(tokens, block.brace);
    return new Set(tokens.slice(block.brace + 1, end).filter((token, i, all) => typeOf(all[i + 1]) === "Colon" && token.startOffset !== this.replace.start).map((token) => token.image.normalize("NFC")));
  }

  private alternatives(rank: number, inner: Block | undefined): void {
    if (inner === undefined) return;
    const name = this.view.tokens[inner.head + 1]?.image.normalize("NFC") ?? "";
    const reading = this.unit?.readings.get(name);
    if (reading === undefined) return;
    const written = this.written(inner);
    const missing = reading.alternatives.filter((one) => !one.names.some((other) => written.has(other)));
    missing.forEach((one, i) => { this.named(this.known(`alternative:${this.unit?.id ?? ""}:${reading.id}:${one.id}`), rank, { suffix: `${this.colon()}$1`, order: String(i).padStart(2, "0") }); });
    if (missing.length > 1) {
      const text = this.rowsOf(reading, written, "");
      this.add({ label: missing.map((one) => inScript(one.names, this.surface)).join(" + "), kind: "snippet", insertText: text, isSnippet: true }, rank);
    }
  }

  /** The facts a graded table is by: 按 甲、乙 分别给予, graded by a, b. */
  private keyFacts(block: Block): readonly (FactSymbol | undefined)[] {
    const { tokens } = this.view;
    const forward = keywordOf(tokens[block.head]) === "gradedBy";
    const from = forward ? block.head + 1 : tokens.findLastIndex((token, i) => i < block.head && keywordOf(token) === "by") + 1;
    return tokens.slice(from, forward ? block.brace : block.head).filter((token) => typeOf(token) !== "Comma").map((token) => this.factOf(token.image.normalize("NFC")));
  }

  private members(rank: number, inner: Block | undefined): void {
    if (inner?.kind !== "graded") return;
    const keys = this.keyFacts(inner);
    const before = this.view.tokens.filter((token) => tokenEnd(token) <= this.replace.start);
    let column = 0;
    for (let i = before.length - 1; i > inner.brace && before[i]?.startColumn === undefined && typeOf(before[i]) !== "Colon"; i--) if (typeOf(before[i]) === "Comma") column++;
    const fact = keys[Math.min(column, keys.length - 1)];
    if (fact?.type.kind === "yes-no") for (const id of ["yes", "no"] as const) this.add({ label: spell(id, this.surface), kind: "value", insertText: `${spell(id, this.surface)}${this.colon()}$1`, isSnippet: true }, rank);
    if (fact?.type.kind !== "one-of") return;
    const written = keys.length === 1 ? this.written(inner) : new Set<string>();
    const missing = fact.type.members.filter((one) => !one.names.some((name) => written.has(name)));
    missing.forEach((one, i) => { this.named(this.known(`member:${fact.id}:${one.id}`), rank, { suffix: column === keys.length - 1 ? `${this.colon()}$1` : "", order: String(i).padStart(3, "0") }); });
    if (keys.length === 1 && missing.length > 1) {
      const text = missing.map((one, i) => `${literally(inScript(one.names, this.surface))}${this.colon()}$${i + 1}`).join("\n");
      this.add({ label: missing.map((one) => inScript(one.names, this.surface)).join(" + "), kind: "snippet", insertText: text, isSnippet: true }, rank);
    }
  }

  /** After a number: money, time, percent, and the units that are declared. */
  unitsAfterNumber(number: Token): void {
    const touching = tokenEnd(number) === this.replace.start;
    const space = this.surface === "en" && touching ? " " : "";
    const words = this.surface === "en" ? ["yuan", "million yuan", "%", "days", "months", "years", "working days"] : ["元", "万元", "亿元", "%", "天", "个工作日", "个月", "年"];
    const spaced = this.surface === "zh" && !touching;
    words.forEach((unit, i) => { this.add({ label: unit, kind: "unit", insertText: `${unit === "%" ? "" : space}${unit}`, isSnippet: false }, spaced ? 4 : 0, String(i)); });
    for (const symbol of new Set(this.unit?.units.values() ?? [])) {
      const label = inScript(symbol.names, this.surface);
      this.add({ label, kind: "unit", insertText: `${touching && !(this.surface === "zh" && hasHan(label)) ? " " : ""}${label}`, isSnippet: false, filterText: symbol.names.join(" ") }, 0);
    }
  }
}
