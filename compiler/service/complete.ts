import { keywords, spell, type KeywordId, type Surface } from "../../grammar/index.js";
import { hanOperators, type Keyword } from "../../grammar/keywords.js";
import { scan } from "../../grammar/tokens.js";
import { quotable } from "./clauses.js";
import { expectedAfter, homeOf, itemAt, openBlocks, surfaceAt, type Block, type Expected, type Home, type Item } from "./context.js";
import { Candidates, type CompletionItem, type Replace } from "./candidates.js";
import { keywordHelp } from "./keyword-help.js";
import { clauseOf, fitOf } from "./fit.js";
import { roleOf, wantedAfter, type Wanted } from "./roles.js";
import type { Session } from "./session.js";
import { literally, rowSnippets, snippetsFor } from "./snippets.js";
import { commentAt, countBefore, hasHan, isWordLike, keywordOf, lineAt, tokenEnd, typeOf, type Token, type View } from "./text.js";
import type { Language } from "./types.js";

/** What may be written at a place: asked of the grammar, filled with the names that are known there. */

export function complete(session: Session, view: View, offset: number, lang?: Language): readonly CompletionItem[] {
  if (commentAt(view, offset) !== undefined) return [];
  const inside = view.tokens.find((token) => token.startOffset < offset && offset < tokenEnd(token));
  const last = view.tokens[countBefore(view.tokens, offset) - 1];
  const text = typeOf(inside) === "Text" ? inside : unclosed(view, last, offset) ? last : undefined;
  if (text !== undefined) return inText(session, view, text, offset, lang);
  const word = isWordLike(inside) || typeOf(inside) === "Anchor" ? inside : inside === undefined && last !== undefined && tokenEnd(last) === offset && (isWordLike(last) || typeOf(last) === "Anchor") ? last : undefined;
  // inside a number or a date there is nothing to complete
  if (inside !== undefined && word === undefined) return [];
  const count = word === undefined ? countBefore(view.tokens, offset) : view.tokens.indexOf(word);
  const replace = { start: word?.startOffset ?? offset, end: word === undefined ? offset : Math.max(offset, tokenEnd(word)) };
  return new Completion(session, view, offset, count, replace, lang).run();
}

/** A quote without its end, on the line of the cursor. */
const unclosed = (view: View, token: Token | undefined, offset: number): boolean =>
  typeOf(token) === "Text" && view.issues.some((issue) => issue.code === "unclosed-quote" && issue.span.start === token?.startOffset && offset <= issue.span.end);

/** Words between quotation marks: those of a clause, a source, a finding. */
function inText(session: Session, view: View, token: Token, offset: number, lang: Language | undefined): readonly CompletionItem[] {
  const index = view.tokens.indexOf(token);
  const isClosed = !view.issues.some((issue) => issue.code === "unclosed-quote" && issue.span.start === token.startOffset);
  const end = isClosed ? tokenEnd(token) - 1 : Math.max(offset, view.text.slice(0, tokenEnd(token)).trimEnd().length);
  const replace: Replace = { start: token.startOffset + 1, end: Math.max(end, token.startOffset + 1) };
  const item = itemAt(view.tokens, index, openBlocks(view.tokens, index));
  const candidates = new Candidates(session, view, surfaceAt(view, item, undefined), replace, lang);
  const english = view.text[token.startOffset] === '"';
  const before = view.tokens[index - 1];
  if (typeOf(before) === "Anchor") {
    for (const source of session.sourcesOf(view.id)) {
      quotable(source, before?.image ?? "").forEach((words, i) => { candidates.quote(english ? words.replace(/["\\]/g, "\\$&") : words, before?.image ?? "", i); });
    }
    return candidates.items;
  }
  const role = expectedAfter(item.rule, item.tokens).filter((one) => one.token === "Text").map(roleOf).find((one) => one !== undefined);
  if (role !== undefined) candidates.role(role, { kind: "any" }, item, undefined);
  return candidates.items;
}

/** Words that stand only in pools or stacks, and those that do not stand there. */
const poolWords: ReadonlySet<string> = new Set(["within", "insidePool", "counts", "remaining", "allocate", "residue"]);
const stackWords: ReadonlySet<string> = new Set(["sharedCost", "relation"]);
const alsoPool: ReadonlySet<string> = new Set(["covers", "cap", "fact", "finding", "byReading", "accept"]);
const alsoStack: ReadonlySet<string> = new Set(["covers", "fact", "finding", "byReading", "accept"]);

function belongs(id: string, home: Home): boolean {
  if (home === "pool") return poolWords.has(id) || alsoPool.has(id);
  if (home === "stack") return stackWords.has(id) || alsoStack.has(id);
  return !poolWords.has(id) && !stackWords.has(id) && id !== "covers";
}

/** Words that only one surface needs: the other says it with another word of the table. */
const oddIn: Readonly<Record<Surface, ReadonlySet<string>>> = { en: new Set(["yearOfZh", "by"]), zh: new Set(["at", "gradedBy", "bandedBy", "marginalOn"]) };
/** Rules that have the word `by` of their own. */
const saysBy: ReadonlySet<string> = new Set(["uplift", "elapsed", "supportTerm", "poolStatement"]);
/** Plain values to fill in. */
const literalSamples: Readonly<Record<Surface, Readonly<Record<string, string>>>> = {
  en: { Money: "${1:100,000} yuan", Percent: "${1:30}%", DateLiteral: "${1:2026-01-01}" },
  zh: { Money: "${1:10}万元", Percent: "${1:30}%", DateLiteral: "${1:2026年1月1日}" },
};

const outcomeSample: Readonly<Record<Surface, string>> = { en: "= ${1:10,000} yuan", zh: "＝ ${1:1}万元" };

const countedSample: Readonly<Record<Surface, string>> = { en: "at least ${1:2} of { $2 }", zh: "至少 ${1:2} 项 { $2 }" };

class Completion {
  private readonly blocks: readonly Block[];
  private readonly item: Item;
  private readonly home: Home;
  private readonly surface: Surface;
  private readonly candidates: Candidates;
  private readonly prefix: string;
  private readonly lineStart: boolean;

  constructor(private readonly session: Session, private readonly view: View, private readonly offset: number, private readonly count: number, private readonly replace: Replace, lang: Language | undefined) {
    const { tokens, text } = view;
    this.blocks = openBlocks(tokens, count);
    this.item = itemAt(tokens, count, this.blocks);
    this.home = homeOf(this.blocks);
    this.surface = surfaceAt(view, this.item, hasHan(text) ? "zh" : undefined);
    this.candidates = new Candidates(session, view, this.surface, replace, lang);
    this.prefix = text.slice(replace.start, offset);
    this.lineStart = text.slice(lineAt(text, replace.start).start, replace.start).trim() === "";
  }

  run(): readonly CompletionItem[] {
    const { tokens, block } = this.item;
    const inner = this.blocks.at(-1);
    const atItems = inner === undefined || inner === block;
    // a new statement begins on a line of its own, or after a brace on the same line
    const begins = atItems && (this.lineStart || tokens.length === 0 || (block !== undefined && !/[\n\r]/.test(this.view.text.slice(this.view.tokens[block.brace]?.startOffset ?? 0, this.offset))));
    if (tokens.length > 0) this.offer(expectedAfter(this.item.rule, tokens), tokens, begins ? 4 : 0);
    if (begins) this.beginnings();
    else if (inner?.kind === "policy" && this.lineStart) for (const one of snippetsFor("policy", true)) this.candidates.snippet(one.label[this.surface], one.text[this.surface], 2);
    this.phrases();
    if (hasHan(this.prefix)) this.afterHanName();
    this.rows(inner);
    return this.candidates.items;
  }

  /** Statements and declarations that may begin here. */
  private beginnings(): void {
    const withHeader = this.session.parsed(this.view.id)?.file.header !== undefined || this.view.tokens.slice(0, this.count).some((token) => keywordOf(token) === "policy" || keywordOf(token) === "vocabulary");
    if (this.home === "file" && !withHeader) for (const id of ["policy", "vocabulary"] as const) this.candidates.keyword(id, 0);
    else if (this.home !== "policy") this.offer(expectedAfter(this.home === "file" ? "decl" : "statement", []), [], 0);
    for (const one of snippetsFor(this.home, withHeader)) this.candidates.snippet(one.label[this.surface], one.text[this.surface], 1);
  }

  private offer(expected: readonly Expected[], tokens: readonly Token[], rank: number): void {
    const previous = tokens.at(-1);
    // `per` begins a scope or a step: the grammar's search follows only one of them
    if (keywordOf(previous) === "per") {
      this.candidates.role({ of: "subject" }, { kind: "any" }, this.item, undefined, 0);
      if (this.surface === "en") this.candidates.keyword("calendarYear", 1);
      else this.candidates.role({ of: "unit" }, { kind: "any" }, this.item, undefined, 2);
      return;
    }
    const wanted = wantedAfter(tokens);
    const left = this.candidates.leftOf(previous, this.item);
    const clause = clauseOf(tokens);
    const said = new Set<string>();
    for (const one of expected) {
      const id = one.token.startsWith("Keyword_") ? (one.token.slice("Keyword_".length) as KeywordId) : undefined;
      if (id === "atLeast" && one.path.at(-1) === "countedConditions") {
        if (wanted.kind === "condition" && !said.has("atLeast of")) this.candidates.snippet(countedSample[this.surface].replace(/\$\{1:([^}]*)\}/, "$1").replace("$2", "…"), countedSample[this.surface], rank + 3);
        said.add("atLeast of");
        continue;
      }
      if (id !== undefined) {
        const fit = said.has(id) || !this.fits(id, one, wanted, previous) ? undefined : fitOf(id, (one.path.at(-1) ?? "").replace(/\d+$/, ""), left, clause, wanted, this.lineStart && tokens.length > 0);
        if (fit !== undefined) this.candidates.keyword(id, rank + fit);
        said.add(id);
        continue;
      }
      const sample = one.token === "Equals" && one.path.at(-1) === "outcome" ? outcomeSample[this.surface] : literalSamples[this.surface][one.token];
      if (sample !== undefined && !said.has(one.token) && (one.token === "Equals" || this.candidates.suits(wanted, one.token))) this.candidates.snippet(sample.replace(/\$\{1:([^}]*)\}/, "$1"), sample, rank + 2, "value");
      said.add(one.token);
      const role = roleOf(one);
      const key = JSON.stringify(role);
      if (role !== undefined && !said.has(key)) this.candidates.role(role, wanted, this.item, this.blocks.at(-1), rank);
      said.add(key);
    }
    if (typeOf(previous) === "Num") this.candidates.unitsAfterNumber(previous as Token);
  }

  private fits(id: KeywordId, one: Expected, wanted: Wanted, previous: Token | undefined): boolean {
    const spelled = (keywords[id] as Keyword)[this.surface];
    const rule = (one.path.at(-1) ?? "").replace(/\d+$/, "");
    if (spelled.length === 0 || (oddIn[this.surface].has(id) && !saysBy.has(rule))) return false;
    // the first word of a statement, at the start of a line or after the colon of an alternative
    const starts = previous === undefined || (typeOf(previous) === "Colon" && one.path.some((name) => name.startsWith("byReadingStatement")));
    if (starts && this.home !== "file" && one.path.some((name) => name.startsWith("statement")) && rule !== "byReadingStatement") return belongs(id, this.home);
    if (starts && this.home !== "file" && id === "byReading") return true;
    if (id === "sharedCost" && rule === "example") return this.surface === "en";
    // rows of a table by listed values are offered as such
    if (rule === "keyPattern" && id !== "otherwise") return false;
    if ((id === "yes" || id === "no" || id === "none") && rule === "primary") return this.candidates.suits(wanted, id);
    return true;
  }

  /** `not comp`: the words before belong to the keyword that is being typed. */
  private phrases(): void {
    for (const words of [1, 2, 3]) {
      const first = this.view.tokens[this.count - words];
      const between = first === undefined ? "\n" : this.view.text.slice(first.startOffset, this.replace.start);
      if (first === undefined || !isWordLike(first) || /[\n\r{}]/.test(between)) return;
      const typed = this.view.text.slice(first.startOffset, this.offset).replace(/\s+/g, " ");
      const blocks = openBlocks(this.view.tokens, this.count - words);
      const item = itemAt(this.view.tokens, this.count - words, blocks);
      const possible = [...expectedAfter(item.rule, item.tokens), ...(item.tokens.length === 0 || this.lineStart || lineAt(this.view.text, first.startOffset).indent.length + lineAt(this.view.text, first.startOffset).start === first.startOffset ? expectedAfter(item.block === undefined ? "decl" : "statement", []) : [])];
      for (const id of new Set(possible.flatMap((one) => (one.token.startsWith("Keyword_") ? [one.token.slice("Keyword_".length) as KeywordId] : [])))) {
        for (const spelling of (keywords[id] as Keyword)[this.surface]) {
          if (spelling.startsWith(typed) && spelling.length > typed.trimEnd().length && spelling.includes(" ")) this.candidates.phrase(id, spelling, { start: first.startOffset, end: this.replace.end });
        }
      }
    }
  }

  /** 项目总投入不: a name, and the beginning of the operator that follows it without a space. */
  private afterHanName(): void {
    for (let at = this.prefix.length; at > 0; at--) {
      const head = this.prefix.slice(0, at);
      if (!this.candidates.isOperand(head, this.item)) continue;
      const rest = this.prefix.slice(at);
      const [name] = scan(head).tokens;
      if (name === undefined) return;
      const expected = expectedAfter(this.item.rule, [...this.item.tokens, name]).map((one) => one.token);
      for (const operator of hanOperators) {
        const id = (Object.keys(keywords) as KeywordId[]).find((one) => (keywords[one].zh as readonly string[]).includes(operator));
        if (id === undefined || !operator.startsWith(rest) || !expected.includes(`Keyword_${id}`)) continue;
        this.candidates.add({
          label: operator, kind: "keyword", insertText: operator, isSnippet: false, detail: keywordHelp[id]?.says[this.candidates.lang] ?? "", filterText: rest === "" ? "" : operator,
          replace: { start: this.replace.start + at, end: this.offset },
        }, rest === "" ? 6 : 0);
      }
      return;
    }
  }

  /** Rows of the table around the cursor. */
  private rows(inner: Block | undefined): void {
    if (inner === undefined || !this.lineStart && typeOf(this.view.tokens[this.count - 1]) !== "OpenBrace") return;
    const row = rowSnippets[inner.kind];
    if (row !== undefined) this.candidates.snippet(row.label[this.surface], row.text[this.surface], 0);
    if ((inner.kind === "banded" || inner.kind === "firstOf" || inner.kind === "graded")) {
      const colon = this.surface === "zh" ? "：" : ": ";
      this.candidates.snippet(`${spell("otherwise", this.surface)}${colon}${spell("nothing", this.surface)}`, `${literally(spell("otherwise", this.surface))}${colon}\${1:${spell("nothing", this.surface)}}`, 2);
    }
  }
}
