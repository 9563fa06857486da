import { createToken, Lexer, type IToken, type TokenType } from "chevrotain";
import { hanOperators, keywords, monthNames, valueEndings, type Keyword, type KeywordId } from "./keywords.js";
import { syntaxIssue, type SyntaxIssue } from "./issues.js";

/** Token types and the scanner: text to tokens, with what the lexer alone can refuse. */

/** Category of everything that may stand where a name is expected. */
export const Name = createToken({ name: "Name", pattern: Lexer.NA });

const keywordTypes = new Map<KeywordId, TokenType>();
for (const [id, keyword] of Object.entries(keywords) as [KeywordId, Keyword][]) {
  keywordTypes.set(
    id,
    createToken({ name: `Keyword_${id}`, pattern: Lexer.NA, categories: keyword.head ? [] : [Name] }),
  );
}

/** The token type of a keyword. */
export function kw(id: KeywordId): TokenType {
  const type = keywordTypes.get(id);
  if (type === undefined) throw new Error(`no token for ${id}`);
  return type;
}

const isAsciiWordCode = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95;
const isDigitCode = (c: number): boolean => c >= 48 && c <= 57;
const isHanCode = (c: number): boolean => (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf);
const letter = /\p{L}/u;
const mark = /\p{M}/u;

/** `的` ends a name only before a number or a bracket; 项目总投入的30% is three tokens, 补助的依据 is one. */
const possessiveBeforeNumber = /的[ \t　]*[\d(（]/y;

function operatorAt(text: string, offset: number): string | undefined {
  const c = text[offset];
  if (c !== "不" && c !== "原" && c !== "的") return undefined;
  for (const operator of hanOperators) if (text.startsWith(operator, offset)) return operator;
  possessiveBeforeNumber.lastIndex = offset;
  return possessiveBeforeNumber.test(text) ? "的" : undefined;
}

/** The longest run of letters that is one name or one keyword. */
function wordEnd(text: string, start: number): number {
  let i = start;
  let previousHan = false;
  while (i < text.length) {
    const c = text.charCodeAt(i);
    if (isAsciiWordCode(c)) {
      previousHan = false;
      i++;
    } else if (isDigitCode(c)) {
      if (i === start || previousHan) break;
      i++;
    } else if (c === 46 /* . */) {
      if (i === start) break;
      const next = text.codePointAt(i + 1);
      if (next === undefined || !letter.test(String.fromCodePoint(next))) break;
      i++;
    } else if (c < 128) {
      break;
    } else if (isHanCode(c)) {
      if (operatorAt(text, i) !== undefined) break;
      previousHan = true;
      i++;
    } else {
      const point = String.fromCodePoint(text.codePointAt(i) ?? 0);
      if (!(letter.test(point) || (i > start && mark.test(point)))) break;
      previousHan = false;
      i += point.length;
    }
  }
  return i;
}

const custom = (match: (text: string, offset: number) => string | undefined) => ({
  pattern: (text: string, offset: number): [string] | null => {
    const found = match(text, offset);
    return found === undefined || found === "" ? null : [found];
  },
  line_breaks: false,
});

export const Word = createToken({
  name: "Word",
  ...custom((text, offset) => text.slice(offset, wordEnd(text, offset))),
  categories: [Name],
});
const HanOperator = createToken({ name: "HanOperator", ...custom(operatorAt) });

const isQuoteEnd = (text: string, i: number): boolean => text[i] === "\n" || text[i] === "\r" || text[i] === undefined;
export const Text = createToken({
  name: "Text",
  ...custom((text, offset) => {
    const open = text[offset];
    if (open === '"') {
      for (let i = offset + 1; !isQuoteEnd(text, i); i++) {
        if (text[i] === "\\") i++;
        else if (text[i] === '"') return text.slice(offset, i + 1);
      }
    } else if (open === "“") {
      // official sentences quote inside quotes: “以“信用中国”记录为准”
      let depth = 0;
      for (let i = offset; !isQuoteEnd(text, i); i++) {
        if (text[i] === "“") depth++;
        else if (text[i] === "”" && --depth === 0) return text.slice(offset, i + 1);
      }
    }
    return undefined;
  }),
});

/** A clause number such as III(1) or 二（一）3 needs no quotes, because it is only read after `cite`. */
const anchorRun = /[^\s"“{}]+/y;
export const Anchor = createToken({
  name: "Anchor",
  pattern: (text: string, offset: number, tokens: IToken[]) => {
    const previous = tokens[tokens.length - 1]?.image;
    if (previous !== "cite" && previous !== "依据") return null;
    anchorRun.lastIndex = offset;
    const found = anchorRun.exec(text);
    return found === null || found[0] === "external" || found[0] === "外部" ? null : found;
  },
  line_breaks: false,
});

const digits = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?`;
/** A pattern that names Unicode classes is run by hand: the library drops its flag. */
const token = (name: string, pattern: RegExp): TokenType => {
  if (!pattern.unicode) return createToken({ name, pattern });
  const sticky = new RegExp(pattern.source, "uy");
  return createToken({
    name,
    ...custom((text, offset) => {
      sticky.lastIndex = offset;
      return sticky.exec(text)?.[0];
    }),
  });
};

export const DateLiteral = token("DateLiteral", /\d{4}-\d{1,2}-\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日/);
export const MonthDay = token("MonthDay", /(?:1[0-2]|0?[1-9])月(?:3[01]|[12]\d|0?[1-9])日/);
export const Month = token("Month", /(?:1[0-2]|0?[1-9])月/);
/** After a space a Chinese unit must be the whole word: `18 元每平方米` is a quantity, `18 元以上` is money. */
const wholeWord = String.raw`(?!(?!以上|以下|以内|后|前|至|的|不|原则上)[\p{L}])`;
const measured = (number: string, english: string, chinese: string): RegExp =>
  new RegExp(String.raw`${number}(?:[ \t]*(?:${english})(?!\w)|(?:${chinese})|[ \t]+(?:${chinese})${wholeWord})`, "u");
export const Money = token(
  "Money",
  measured(digits, String.raw`(?:(?:million|billion)[ \t]+)?yuan`, "千元|百万元|千万元|万元|亿元|元"),
);
export const Duration = token(
  "Duration",
  measured(String.raw`\d+`, String.raw`working[ \t]+days?|months?|days?|years?`, "个工作日|个月|天|日|年"),
);
export const Percent = token("Percent", new RegExp(`${digits}[ \\t]*[%％]`));
export const Fraction = token("Fraction", /\d+\/\d+/);
export const Num = token("Num", new RegExp(digits));
const FullWidthDigits = token("FullWidthDigits", /[０-９]+/);
/** `1e400`, `0x1F`: numbers of other languages, which would otherwise be read as a number and its unit. */
const ForeignNumber = token("ForeignNumber", /\d+(?:\.\d+)?[eE][+-]?\d+|0[xXoObB][\da-fA-F]+/);
const hidden = String.raw`[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\p{Cs}]`;
const Invisible = token("Invisible", new RegExp(hidden, "u"));
const everyHidden = new RegExp(hidden, "gu");
const UnclosedText = token("UnclosedText", /["“][^\n\r]*/);

export const OpenBrace = token("OpenBrace", /\{/);
export const CloseBrace = token("CloseBrace", /\}/);
export const Open = token("Open", /[(（]/);
export const Close = token("Close", /[)）]/);
export const Colon = token("Colon", /[:：]/);
export const Comma = token("Comma", /[,，、；;]/);
export const Plus = token("Plus", /[+＋]/);
export const Minus = token("Minus", /[-－]/);
export const Equals = token("Equals", /[=＝]/);
export const Bar = token("Bar", /[|｜]/);
export const Slash = token("Slash", /[/／]/);

const Space = createToken({
  name: "Space",
  pattern: /[ \t\r\n\u00A0\u3000]+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
export const Comment = createToken({ name: "Comment", pattern: /\/\/[^\n\r]*/, group: "comments" });

const scanned: TokenType[] = [
  Space, Comment, HanOperator, Anchor, Word,
  OpenBrace, CloseBrace, Open, Close, Colon, Comma,
  Text, UnclosedText,
  DateLiteral, MonthDay, ForeignNumber, Money, Duration, Month, Percent, Fraction, Num,
  Plus, Minus, Equals, Bar, Slash,
  FullWidthDigits, Invisible,
];

export const vocabulary: TokenType[] = [...scanned, Name, ...keywordTypes.values()];

const scanner = new Lexer(scanned, { positionTracking: "onlyOffset", skipValidations: true });

/** First word of a phrase to the phrases that start with it, longest first. */
const phrases = new Map<string, { readonly words: readonly string[]; readonly type: TokenType; readonly head: boolean }[]>();
for (const [id, keyword] of Object.entries(keywords) as [KeywordId, Keyword][]) {
  for (const spelling of [...keyword.en, ...keyword.zh]) {
    const words = spelling.split(" ");
    const list = phrases.get(words[0] ?? "") ?? [];
    list.push({ words, type: kw(id), head: keyword.head === true });
    list.sort((a, b) => b.words.length - a.words.length);
    phrases.set(words[0] ?? "", list);
  }
}

/** Any other word before a colon that may be a name is one there: a key or the name of a statement. */
const beforeColon = new Set(valueEndings.map(kw));

const hanFraction = /^(百|[一二三四五六七八九十]+)分之([一二三四五六七八九十百]+)$/u;

const confusable = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const latin = /\p{Script=Latin}/u;
/** Letters of other scripts that are drawn like Latin ones. */
const latinTwins = /^[аеорсухіјѕһԁԛԝгАВЕКМНОРСТУХІЈЅαικνορυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧօսոցհ_.\d]+$/u;

/** Names that a reader cannot tell from others: two alphabets in one, Latin in disguise, full-width letters. */
const looksLikeAnother = (name: string): boolean =>
  /[^\x00-\x7f\u4e00-\u9fff]/.test(name) &&
  ((confusable.test(name) && (latin.test(name) || latinTwins.test(name))) || name.normalize("NFKC") !== name.normalize("NFC"));

function retype(tok: IToken, type: TokenType): IToken {
  tok.tokenType = type;
  tok.tokenTypeIdx = type.tokenTypeIdx ?? 0;
  return tok;
}

/** Turns words into keywords, joining phrases of several words. */
function recogniseKeywords(tokens: readonly IToken[], text: string): IToken[] {
  const result: IToken[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const tok = tokens[i] as IToken;
    if (tok.tokenType !== Word && tok.tokenType !== HanOperator) {
      result.push(tok);
      continue;
    }
    const stands = (words: readonly string[], from: number): boolean =>
      words.every((w, k) => tokens[from + k]?.image === w && tokens[from + k]?.tokenType !== Text);
    const match = phrases.get(tok.image)?.find(({ words }) => {
      if (!stands(words, i)) return false;
      // `known at least 5`: a name, and the comparison that its end belongs to
      const last = i + words.length - 1;
      return words.length === 1 || !phrases.get(words.at(-1) ?? "")?.some((p) => p.head && p.words.length > 1 && stands(p.words, last));
    });
    if (match !== undefined) {
      const last = tokens[i + match.words.length - 1] as IToken;
      tok.endOffset = last.endOffset ?? last.startOffset;
      tok.image = text.slice(tok.startOffset, (last.endOffset ?? tok.startOffset) + 1);
      i += match.words.length - 1;
      const next = tokens[i + 1]?.tokenType;
      const ofYear = (next === Num || next === Duration) && tokens[i + 2]?.tokenType === Equals;
      const label = match.words.length === 1 && (next === Equals || ofYear || (next === Colon && !beforeColon.has(match.type)));
      result.push(label && tok.tokenType === Word && match.type.CATEGORIES?.includes(Name) ? tok : retype(tok, match.type));
    } else if (hanFraction.test(tok.image)) {
      result.push(retype(tok, tok.image.startsWith("百分之") ? Percent : Fraction));
    } else if (monthNames.includes(tok.image as (typeof monthNames)[number])) {
      result.push(retype(tok, Month));
    } else result.push(tok);
  }
  return result;
}

export interface Scan {
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
  readonly issues: readonly SyntaxIssue[];
}

/** Limits on hostile input; each is documented in the README. */
export const limits = {
  sourceCharacters: 1_048_576,
  tokens: 200_000,
  nesting: 64,
  terms: 500,
  integerDigits: 15,
  decimals: 6,
  nameCharacters: 128,
} as const;

/** The column at which the line of a token starts. */
export const lineIndent = (token: IToken): number => (typeof token.payload === "number" ? token.payload : 1);

/** Text to tokens. Never throws; what cannot be read is an issue and is left out. */
export function scan(text: string): Scan {
  const issues: SyntaxIssue[] = [];
  if (text.length > limits.sourceCharacters) {
    return {
      tokens: [],
      comments: [],
      issues: [syntaxIssue("source-too-large", 0, 0, { limit: String(limits.sourceCharacters) })],
    };
  }
  const bom = text.startsWith("\uFEFF") ? " " + text.slice(1) : text;
  const result = scanner.tokenize(bom);
  for (const error of result.errors) {
    issues.push(
      syntaxIssue("unexpected-character", error.offset, error.offset + error.length, {
        text: bom.slice(error.offset, error.offset + Math.min(error.length, 20)),
      }),
    );
  }
  // in texts and comments too: there they mislead the reader most
  for (const { index, 0: found } of bom.matchAll(everyHidden)) {
    const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    issues.push(syntaxIssue("invisible-character", index, index + found.length, { code: `U+${code}` }));
  }
  let depth = 0;
  const kept: IToken[] = [];
  // where a line starts tells recovery where an item or a block ends: each token knows it, its first has it as column
  let indent = 1;
  let scannedTo = 0;
  for (const tok of result.tokens) {
    const start = tok.startOffset;
    const end = start + tok.image.length;
    const between = bom.slice(scannedTo, start);
    if (scannedTo === 0 || /[\n\r]/.test(between)) {
      const line = between.slice(Math.max(between.lastIndexOf("\n"), between.lastIndexOf("\r")) + 1);
      tok.startColumn = indent = 1 + line.length - line.trimStart().length;
    }
    tok.payload = indent;
    scannedTo = end;
    tok.endOffset = end - 1; // the lexer tracks starts only
    if (tok.tokenType === Invisible) continue;
    if (tok.tokenType === ForeignNumber) {
      issues.push(syntaxIssue("unexpected-character", start, end, { text: tok.image }));
      retype(tok, Num);
      tok.image = "0";
    }
    if (tok.tokenType === FullWidthDigits) {
      const ascii = tok.image.normalize("NFKC");
      issues.push(syntaxIssue("full-width-digits", start, end, { text: tok.image, suggestion: ascii }));
      retype(tok, Num);
      tok.image = ascii;
    }
    if (tok.tokenType === UnclosedText) {
      issues.push(syntaxIssue("unclosed-quote", start, end, {}));
      retype(tok, Text);
      tok.image += tok.image.startsWith('"') ? '"' : "”";
    }
    if (tok.tokenType === Word) {
      if (end - start > limits.nameCharacters) {
        issues.push(syntaxIssue("name-too-long", start, end, { limit: String(limits.nameCharacters) }));
      }
      if (looksLikeAnother(tok.image)) {
        issues.push(syntaxIssue("mixed-script-name", start, end, { name: tok.image }));
      }
    }
    if (tok.tokenType === OpenBrace || tok.tokenType === Open) depth++;
    if (tok.tokenType === CloseBrace || tok.tokenType === Close) depth = Math.max(0, depth - 1);
    if (depth > limits.nesting) {
      issues.push(syntaxIssue("nested-too-deep", start, end, { limit: String(limits.nesting) }));
      return { tokens: [], comments: [], issues };
    }
    kept.push(tok);
  }
  if (kept.length > limits.tokens) {
    issues.push(syntaxIssue("source-too-large", 0, 0, { limit: `${limits.tokens} tokens` }));
    return { tokens: [], comments: [], issues };
  }
  return { tokens: recogniseKeywords(kept, bom), comments: result.groups["comments"] ?? [], issues };
}
