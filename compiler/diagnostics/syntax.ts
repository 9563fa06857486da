import { indexLines, keywords, scan, type KeywordId, type SourceFile, type Span, type SyntaxIssue } from "../../grammar/index.js";
import { braceFaults, endOf, type Token } from "./braces.js";
import { catalogue, type DiagnosticCode } from "./catalogue.js";
import type { Diagnostic } from "./diagnostic.js";
import { han, isHead, isWord, mistyped, nearby, separated, surfaceOf, type Nearby } from "./spelling.js";
import { adviceFor, foreign, hasSpelling, headWords, rulePlaces, statementPlaces, tokenWords, typeWords, type Place } from "./syntax-words.js";

/** What the parser noticed, in an analyst's words: what was expected there, and a way out. */

/** Names that the files declare: a Chinese run that is two of them was written without a space. */
export function syntaxDiagnostics(file: SourceFile, issues: readonly SyntaxIssue[], names: ReadonlySet<string> = new Set()): Diagnostic[] {
  if (issues.length === 0) return [];
  const context = new Context(file, issues, names);
  return context.withoutEchoes(issues).flatMap((issue) => context.explain(issue)).concat(context.blocks());
}

const make = (file: SourceFile, code: DiagnosticCode, span: Span, parameters: Readonly<Record<string, string>>, more: Pick<Diagnostic, "related" | "fix"> = {}): Diagnostic =>
  ({ code, severity: catalogue[code].severity, file: file.id, span, parameters, ...more });

/** Blocks left open, or closed twice, that one file is told of. */
const mostBlocks = 100;
/** Codes that only this file gives, besides those of the grammar. */
export const blockCodes = ["unclosed-block", "file-ends-early"] as const;

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);
const statementHeads: ReadonlySet<string> = new Set([...headWords.scheme, ...headWords.file, ...statementPlaces.pool.words, ...statementPlaces.stack.words].map((id) => `Keyword_${id}`));
const isStatementHead = (token: Token): boolean => statementHeads.has(token.tokenType.name);
/** The reader's own words inside a text that has both languages. */
const quoted = (text: string): string => `\`${text.replaceAll("|", "｜")}\``;
const fromParser: ReadonlySet<string> = new Set(["unexpected-token", "missing-token"]);

class Context {
  readonly lines;
  readonly tokens: readonly Token[];
  private readonly faults;
  private readonly unopened: ReadonlySet<number>;
  private readonly at = new Map<number, number>();

  /** Braces inside quotes that were never closed: the parser misses them. */
  private readonly quotedBraces: boolean;

  constructor(private readonly file: SourceFile, issues: readonly SyntaxIssue[], private readonly names: ReadonlySet<string>) {
    this.lines = indexLines(file.text);
    this.tokens = scan(file.text).tokens;
    for (const [index, token] of this.tokens.entries()) this.at.set(token.startOffset, index);
    this.quotedBraces = issues.some((issue) => issue.code === "unclosed-quote" && /[{}]/.test(file.text.slice(issue.span.start, issue.span.end)));
    this.faults = this.quotedBraces ? { unclosed: [], unopened: [] } : braceFaults(this.tokens, this.lines, isStatementHead);
    this.unopened = new Set(this.faults.unopened.map((token) => token.startOffset));
  }

  private lineOf(offset: number): number {
    return this.lines.position(offset).line;
  }

  /** One message a fault: what follows from it on the same line, or from a block that is not closed, is left out. */
  withoutEchoes(issues: readonly SyntaxIssue[]): readonly SyntaxIssue[] {
    const kept: SyntaxIssue[] = [];
    let last: SyntaxIssue | undefined;
    // `fact scheme: money`: the parser takes the word for a scheme and wants its block
    let phantom = false;
    for (const issue of issues) {
      const before = last;
      last = issue;
      if (fromParser.has(issue.code)) {
        const { expected = "", found = "" } = issue.parameters;
        if (this.belongsToBlock(issue) || (this.quotedBraces && this.isBrace(issue))) continue;
        if (phantom && (expected === "OpenBrace" || expected === "CloseBrace")) {
          phantom = expected === "OpenBrace";
          continue;
        }
        const named = this.tokens[this.at.get(issue.span.start) ?? -1];
        if (expected === "Name" && named !== undefined && isHead(named)) phantom = true;
        const between = before === undefined || before.span.end > issue.span.start ? "x" : this.file.text.slice(before.span.end, issue.span.start);
        const follows = between.trim() === "" && (!between.includes("\n") || found === "" || found === "}");
        const sameStatement = before !== undefined && fromParser.has(before.code) && this.lineOf(before.span.start) === this.lineOf(issue.span.start);
        if (follows || sameStatement) continue;
      }
      kept.push(issue);
    }
    return kept;
  }

  /** Whether an issue is how the parser noticed a brace too few or too many. */
  private belongsToBlock(issue: SyntaxIssue): boolean {
    const found = issue.parameters["found"] ?? "";
    if (this.unopened.has(issue.span.start)) return true;
    return this.faults.unclosed.slice(0, mostBlocks).some(({ open, before }) => issue.span.start > open.startOffset
      && (found === "" || found === "}" || (before !== undefined && this.lineOf(before.startOffset) === this.lineOf(issue.span.start))));
  }

  private isBrace(issue: SyntaxIssue): boolean {
    const { expected = "", found = "" } = issue.parameters;
    return found === "}" || found === "" || expected === "OpenBrace" || expected === "CloseBrace";
  }

  /** Braces too few and too many. */
  blocks(): Diagnostic[] {
    const unclosed = this.faults.unclosed.map(({ open, before }) => {
      const where = before === undefined ? "at the end of the file|在文件结尾" : this.beforeWords(before);
      return make(this.file, "unclosed-block", this.spanOf(open), { what: this.blockName(open), before: where },
        before === undefined ? {} : { related: { file: this.file.id, span: this.spanOf(before) } });
    });
    const unopened = this.faults.unopened.map((token) => make(this.file, "unexpected-token", this.spanOf(token), {
      found: token.image,
      expectation: ": every block is closed already|，各个块都已闭合",
      advice: "remove it; or a `}` above closes its block too early|删去；或前面的 `}` 闭合得太早",
    }));
    return [...unclosed.slice(0, mostBlocks), ...unopened.slice(0, mostBlocks)];
  }

  private beforeWords(token: Token): string {
    const line = this.lineOf(token.startOffset);
    return `before \`${token.image}\` on line ${line}|在第${line}行 \`${token.image}\` 之前`;
  }

  private spanOf(token: Token): Span {
    return { start: token.startOffset, end: endOf(token) };
  }

  /** `scheme rent_support`: the words before the brace on its line. */
  private blockName(open: Token): string {
    const line = this.lineOf(open.startOffset);
    const index = this.at.get(open.startOffset) ?? 0;
    let first = index;
    while (first > 0 && this.lineOf((this.tokens[first - 1] as Token).startOffset) === line) first--;
    const words = this.tokens.slice(first, index).filter((token) => token.tokenType.name !== "Text");
    const shown = words.slice(0, 3).map((token) => token.image).join(" ");
    return shown === "" ? "`{`" : `\`${shown}${words.length > 3 ? " …" : ""} {\``;
  }

  explain(issue: SyntaxIssue): Diagnostic[] {
    if (issue.code === "unexpected-character") return [this.character(issue)];
    if (!fromParser.has(issue.code)) return [this.asIs(issue)];
    const { found = "", rule = "", expected = "" } = issue.parameters;
    if (found === "") return [this.atEnd(issue)];
    const index = this.at.get(issue.span.start);
    const token = index === undefined ? undefined : this.tokens[index];
    if (expected === "" && rule === "statement" && token?.tokenType.name !== "Word") {
      return [make(this.file, "unexpected-token", issue.span, { found, expectation: ": it is said twice, or does nothing here|，重复，或在此不起作用", advice: "remove it|删去" })];
    }
    if (expected === "" && rule === "comparison" && (keywords.inPrinciple.en.includes(found as never) || keywords.inPrinciple.zh.includes(found as never))) {
      return [make(this.file, "unexpected-token", issue.span, { found, expectation: ": it belongs in `require`|，它属于“条件”", advice: "only a requirement can hold in principle; remove it here|只有条件可以是原则性的，此处删去" })];
    }
    const place = this.placeOf(rule, expected, index ?? 0);
    if (place !== undefined) {
      return [this.surprised(issue, place, index)];
    }
    const advice = expected === "Name" && token !== undefined && isHead(token)
      ? `${quoted(found)} is a word of the language; join it with another word to make a name, as \`${han.test(found) ? `${found}名称` : `${found.replaceAll(" ", "_")}_name`}\`|${quoted(found)} 是语言的关键词，加字成为名称，如 \`${han.test(found) ? `${found}名称` : `${found.replaceAll(" ", "_")}_name`}\``
      : adviceFor(rule, expected);
    const similar = expected.startsWith("Keyword_") ? nearby(this.tokens, index, [expected.slice("Keyword_".length) as KeywordId]) : undefined;
    if (similar !== undefined) return [this.didYouMean(issue, similar, "")];
    return [this.lacking(issue, index, tokenWords(expected), own(foreign, found) ?? advice)];
  }

  /** Something is missing: said after the word before where that ends its line, else before the word found. */
  private lacking(issue: SyntaxIssue, index: number | undefined, expected: string, advice: string): Diagnostic {
    const { found = "" } = issue.parameters;
    const previous = index === undefined ? undefined : this.tokens[index - 1];
    if (previous !== undefined && this.lineOf(endOf(previous)) < this.lineOf(issue.span.start)) {
      const shown = quoted(previous.image.length > 40 ? `…${previous.image.slice(-39)}` : previous.image);
      return make(this.file, "missing-token", this.spanOf(previous), { found, expected, where: `after ${shown}|${shown} 之后`, advice });
    }
    return make(this.file, "missing-token", issue.span, { found, expected, where: `before ${quoted(found)}|${quoted(found)} 之前`, advice });
  }

  private asIs(issue: SyntaxIssue): Diagnostic {
    const fix = issue.parameters["suggestion"];
    const { related } = issue;
    return make(this.file, issue.code, issue.span, issue.parameters, {
      ...(fix === undefined ? {} : { fix }),
      ...(related === undefined ? {} : { related: { file: this.file.id, span: related } }),
    });
  }

  private character(issue: SyntaxIssue): Diagnostic {
    const { start } = issue.span;
    const two = this.file.text.slice(start, start + 2);
    const text = own(foreign, two) === undefined ? (issue.parameters["text"] ?? "") : two;
    const digits = /^\d/.test(text) ? "write the number out in plain digits, as `100,000`|写出完整的数字，如 `100,000`" : undefined;
    const advice = digits ?? own(foreign, text) ?? own(foreign, text.slice(0, 1)) ?? "remove it, or put quotes around the words|删去，或给文字加引号";
    return make(this.file, issue.code, text === two ? { start, end: start + 2 } : issue.span, { text, advice });
  }

  private atEnd(issue: SyntaxIssue): Diagnostic {
    const { rule = "", expected = "" } = issue.parameters;
    const next = this.tokens.findIndex((token) => token.startOffset >= issue.span.start);
    // the layout says that something ends here although the file goes on
    if (next > 0) return this.lacking({ ...issue, span: this.spanOf(this.tokens[next] as Token) }, next, tokenWords(expected), adviceFor(rule, expected));
    const place = expected === "" || expected === "value" ? rulePlaces[rule] : undefined;
    const what = place?.what ?? tokenWords(expected);
    const advice = place?.advice ?? adviceFor(rule, expected);
    // the last characters of the file are where the reader has to go on
    const end = this.file.text.trimEnd().length;
    return make(this.file, "file-ends-early", { start: Math.max(0, end - 1), end }, { expected: what, advice });
  }

  /** What may stand at the place, where the parser was at a choice; undefined where it wanted one certain token. */
  private placeOf(rule: string, expected: string, index: number): Place | undefined {
    if (expected === "" || expected === "value") return rulePlaces[rule] ?? rulePlaces["primary"];
    if (expected === "statement") return this.blockPlace(index);
    if (expected === "declaration") return index === 0 ? rulePlaces["file"] : statementPlaces.file;
    // a body that ends where a statement was meant to begin
    if (expected === "CloseBrace") {
      if (rule === "block" || rule === "policyHeader" || rule === "example") return this.blockPlace(index);
      return rulePlaces[rule];
    }
    if (expected === "EOF") return index === 0 ? rulePlaces["file"] : statementPlaces.file;
    return hasSpelling(expected, surfaceOf(this.tokens[index]?.image ?? "")) ? undefined : rulePlaces[rule];
  }

  /** The kind of block around a token, by the word that opened it. */
  private blockPlace(index: number): Place {
    let depth = 0;
    for (let i = index - 1; i >= 0; i--) {
      const token = this.tokens[i] as Token;
      if (token.image === "}") depth++;
      else if (token.image === "{") depth--;
      else if (depth < 0) {
        const kind = /^Keyword_(scheme|pool|stack|policy|example|everyScheme)$/.exec(token.tokenType.name)?.[1];
        if (kind !== undefined) return statementPlaces[kind === "everyScheme" ? "scheme" : (kind as keyof typeof statementPlaces)];
      }
    }
    return statementPlaces.scheme;
  }

  private surprised(issue: SyntaxIssue, place: Place, index: number | undefined): Diagnostic {
    const { found = "" } = issue.parameters;
    const token = index === undefined ? undefined : this.tokens[index];
    const previous = index === undefined ? undefined : this.tokens[index - 1];
    const { expectation } = place;
    const isStatement = Object.values(statementPlaces).includes(place as never);
    // `if a then`: the word before is the foreign one
    const odd = own(foreign, found);
    if (odd !== undefined) return make(this.file, "unexpected-token", issue.span, { found, expectation, advice: odd });
    const before = previous?.tokenType.name === "Word" ? own(foreign, previous.image) : undefined;
    if (before !== undefined && previous !== undefined) return make(this.file, "unexpected-token", this.spanOf(previous), { found: previous.image, expectation: "", advice: before });
    const similar = nearby(this.tokens, index, place.words);
    if (similar !== undefined) return this.didYouMean(issue, similar, isStatement ? "" : expectation);
    if (isStatement && token !== undefined) {
      const special = this.misplaced(token, index ?? 0, place);
      if (special !== undefined) return make(this.file, "unexpected-token", issue.span, { found, expectation, ...special.parameters }, special.fix === undefined ? {} : { fix: special.fix });
    }
    const split = separated(found, place.words, this.names);
    if (split !== undefined) return this.didYouMean(issue, { text: split, end: issue.span.end }, "");
    const type = isStatement && index !== undefined && this.factBefore(index) ? nearby(this.tokens, index, typeWords) : undefined;
    if (type !== undefined) return this.didYouMean(issue, { ...type, text: `: ${type.text}` }, ": a colon stands before the kind of a fact|，事实的类型之前有冒号");
    // `cap payuot at 5 yuan`: the parser stumbles one word later
    const earlier = isWord(previous) && !this.names.has(previous.image) && this.lineOf(previous.startOffset) === this.lineOf(issue.span.start)
      ? mistyped(previous, this.names) : undefined;
    if (earlier !== undefined && isWord(previous)) return this.didYouMean({ ...issue, span: this.spanOf(previous) }, earlier, "");
    const any = mistyped(token, this.names);
    if (any !== undefined) return this.didYouMean(issue, any, "");
    const newLine = previous !== undefined && this.lineOf(endOf(previous)) < this.lineOf(issue.span.start);
    if (!isStatement && newLine) return this.lacking(issue, index, place.what, place.advice);
    return make(this.file, "unexpected-token", issue.span, { found, expectation, advice: place.advice });
  }

  /** A keyword that has its place elsewhere. */
  private misplaced(token: Token, index: number, place: Place): { readonly parameters: Readonly<Record<string, string>>; readonly fix?: string } | undefined {
    const id = token.tokenType.name.replace(/^Keyword_/, "") as KeywordId;
    if (place === statementPlaces.file && (headWords.scheme as readonly string[]).includes(id)) {
      return { parameters: { expectation: ": it belongs in a scheme|，它属于项目", advice: "move it into `scheme NAME { … }`; perhaps a `}` above closes the scheme too early|移到 `项目 名称 { … }` 之内；或前面的 `}` 闭合得太早" } };
    }
    if ((typeWords as readonly string[]).includes(id) && this.factBefore(index)) {
      return { parameters: { expectation: ": a colon stands before the kind of a fact|，事实的类型之前有冒号", advice: `write \`: ${token.image}\`|写 \`：${token.image}\`` }, fix: `: ${token.image}` };
    }
    if (place !== statementPlaces.file && (headWords.file as readonly string[]).includes(id) && !(headWords.scheme as readonly string[]).includes(id)) {
      return { parameters: { expectation: ": it stands outside of schemes, pools and stacks|，它写在项目、资金池、叠加之外", advice: "close the block above with `}` first|先用 `}` 闭合上面的块" } };
    }
    return undefined;
  }

  /** Whether the line declares a fact whose kind has not been said. */
  private factBefore(index: number): boolean {
    for (let i = index - 1; i >= 0 && i > index - 6; i--) {
      const name = this.tokens[i]?.tokenType.name;
      if (name === "Keyword_fact" || name === "Keyword_finding") return true;
      if (name === "Colon" || name === "OpenBrace" || name === "CloseBrace") return false;
    }
    return false;
  }

  private didYouMean(issue: SyntaxIssue, similar: Nearby, expectation: string): Diagnostic {
    const span = { start: issue.span.start, end: Math.max(issue.span.end, similar.end) };
    return make(this.file, "unexpected-token", span, {
      found: this.file.text.slice(span.start, span.end), expectation,
      advice: `did you mean \`${similar.text}\`?|是否指 \`${similar.text}\`？`,
    }, { fix: similar.text });
  }
}
