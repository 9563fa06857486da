import type { KeywordId, Surface } from "../../grammar/index.js";
import { PolicyParser } from "../../grammar/parser.js";
import { declarationHeads } from "../../grammar/recovery.js";
import { kw, Percent, scan } from "../../grammar/tokens.js";
import { keywordOf, surfaceOfTokens, typeOf, type Token, type View } from "./text.js";

/**
 * Where in the language the cursor is, read from tokens alone: a file that is being typed has no tree there. What may come next
 * is asked of the grammar itself, so that no construct is forgotten.
 */

export type BlockKind =
  | "policy" | "scheme" | "everyScheme" | "pool" | "stack" | "when" | "arm" | "reading" | "example" | "value" | "instalments"
  | "byReading" | "banded" | "graded" | "firstOf" | "conditions" | "unknown";

export interface Block {
  readonly kind: BlockKind;
  /** Index of the word that opens it, and of its brace. */
  readonly head: number;
  readonly brace: number;
}

const openers: Partial<Record<KeywordId, BlockKind>> = {
  policy: "policy", scheme: "scheme", everyScheme: "everyScheme", pool: "pool", stack: "stack", when: "when", reading: "reading", example: "example", value: "value",
  instalments: "instalments", byReading: "byReading", bandedBy: "banded", banded: "banded", marginalOn: "banded", marginal: "banded", gradedBy: "graded", graded: "graded",
  firstOf: "firstOf", anyOf: "conditions", allOf: "conditions", atLeast: "conditions",
};

const startsDeclaration = (token: Token): boolean => token.startColumn !== undefined && declarationHeads.has(token.tokenType);

/** The blocks open after the first `count` tokens, outermost first. */
export function openBlocks(tokens: readonly Token[], count: number): readonly Block[] {
  const open: Block[] = [];
  for (let i = 0; i < count; i++) {
    const token = tokens[i] as Token;
    // a block that was never closed ends where the next declaration begins
    if (open.length > 0 && startsDeclaration(token)) open.length = 0;
    if (typeOf(token) === "CloseBrace") open.pop();
    if (typeOf(token) === "OpenBrace") open.push(blockAt(tokens, i, open.at(-1)?.brace ?? -1));
  }
  return open;
}

function blockAt(tokens: readonly Token[], brace: number, outer: number): Block {
  if (typeOf(tokens[brace - 1]) === "Colon") return { kind: "arm", head: brace - 1, brace };
  let depth = 0;
  for (let i = brace - 1; i > outer; i--) {
    const type = typeOf(tokens[i]);
    if (type === "CloseBrace") depth++;
    else if (type === "OpenBrace") depth--;
    const kind = depth === 0 ? openers[keywordOf(tokens[i]) as KeywordId] : undefined;
    if (kind !== undefined) return { kind, head: i, brace };
  }
  return { kind: "unknown", head: brace, brace };
}

const holdsStatements: ReadonlySet<BlockKind> = new Set(["scheme", "everyScheme", "pool", "stack", "when", "arm"]);

/** What the statements around the cursor belong to. */
export type Home = "file" | "policy" | "scheme" | "pool" | "stack";

export function homeOf(blocks: readonly Block[]): Home {
  for (const { kind } of blocks) {
    if (kind === "policy" || kind === "scheme" || kind === "pool" || kind === "stack") return kind;
    if (kind === "everyScheme") return "scheme";
  }
  return "file";
}

/** One construct from its first word to the cursor, and the rule of the grammar that reads it. */
export interface Item {
  readonly rule: "statement" | "decl" | "policyHeader" | "vocabularyHeader";
  readonly tokens: readonly Token[];
  /** The block whose items these are; undefined at the top of the file. */
  readonly block: Block | undefined;
}

/** Words that begin a statement wherever they stand. */
const alwaysBegins: ReadonlySet<string> = new Set<KeywordId>(["require", "window", "deadline", "plus", "where", "paysAtLeast", "noPaymentBelow", "deduct", "roundDown", "roundHalfUp", "roundUp", "elsewhere", "note", "cliff", "fact", "finding"]);

export function itemAt(tokens: readonly Token[], count: number, blocks: readonly Block[]): Item {
  const block = blocks.findLast(({ kind }) => holdsStatements.has(kind));
  const from = block === undefined ? 0 : block.brace + 1;
  const margin = tokens[from]?.startColumn ?? 1;
  let start = from;
  let depth = 0;
  for (let i = from; i < count; i++) {
    const token = tokens[i] as Token;
    const type = typeOf(token);
    if (type === "CloseBrace") depth--;
    // an unclosed brace of an earlier item does not swallow those after it
    const atMargin = token.startColumn !== undefined && token.startColumn <= margin && type !== "CloseBrace";
    const begins = atMargin || (depth <= 0 && block !== undefined && alwaysBegins.has(keywordOf(token) ?? ""));
    if (i > from && begins) {
      start = i;
      depth = 0;
    }
    if (type === "OpenBrace") depth++;
  }
  const own = tokens.slice(start, count);
  const head = keywordOf(own[0]);
  const rule = block !== undefined ? "statement" : head === "policy" ? "policyHeader" : head === "vocabulary" ? "vocabularyHeader" : "decl";
  return { rule, tokens: own, block };
}

/** A token type that may come next, with the rules and their occurrences that lead to it. */
export interface Expected {
  readonly token: string;
  readonly path: readonly string[];
}

let parser: PolicyParser | undefined;

/** Longest construct that is asked about: the search follows every way through the grammar. */
const longest = 400;
const everyYear = kw("everyYear");
const steps: ReadonlySet<string> = new Set(["Num", "Money", "Percent"]);

/** Statements that may begin with a name and a colon. */
const labelled: ReadonlySet<string> = new Set<KeywordId>(["require", "award", "plus", "cap", "deadline", "always", "usually", "lapses"]);
const [aName, aColon] = scan("x:").tokens as [Token, Token];

/**
 * The search takes the first way that fits and forgets the others: `per enterprise` after a value would be a step only, and
 * `require rent` a name without its colon. Scopes become one word, and statements without a name are given one; the word after
 * the bound of a fact is no unit.
 */
function unambiguous(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  const bounded = ["fact", "finding", "target"].includes(keywordOf(tokens[0]) ?? "");
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const next = tokens[i + 1];
    // `bound by award`, `cap annual of rent`: the same words inside other statements
    const begins = i === 0 || token.startColumn !== undefined || ["Colon", "OpenBrace", "CloseBrace"].includes(typeOf(tokens[i - 1])) || keywordOf(token) === "lapses";
    if (next !== undefined && begins && labelled.has(keywordOf(token) ?? "") && typeOf(tokens[i + 2]) !== "Colon") result.push(token, aName, aColon);
    else if (bounded && typeOf(token) === "Num" && keywordOf(next) !== undefined) result.push({ ...token, tokenType: Percent, tokenTypeIdx: Percent.tokenTypeIdx ?? 0 });
    else if (keywordOf(token) === "per" && next !== undefined && !steps.has(typeOf(next))) {
      result.push({ ...token, tokenType: everyYear, tokenTypeIdx: everyYear.tokenTypeIdx ?? 0 });
      i++;
    } else result.push(token);
  }
  return result;
}

/** Everything that the grammar lets stand after these tokens of an item; nothing where they are no beginning of one. */
export function expectedAfter(rule: Item["rule"], tokens: readonly Token[]): readonly Expected[] {
  if (tokens.length > longest) return [];
  parser ??= new PolicyParser();
  const found = parser.computeContentAssist(rule, unambiguous(tokens));
  return found.map(({ nextTokenType, ruleStack, occurrenceStack }) => ({
    token: nextTokenType.name,
    path: ruleStack.map((name, i) => (occurrenceStack[i] === 0 ? name : `${name}${occurrenceStack[i] ?? ""}`)),
  }));
}

/** The surface of the construct under the cursor, else of the file, else of its names. */
export function surfaceAt(view: View, item: Item, fallback: Surface | undefined): Surface {
  const near = item.tokens.length >= 3 ? surfaceOfTokens(item.tokens) : undefined;
  const { block } = item;
  const around = block === undefined ? undefined : surfaceOfTokens(view.tokens.slice(block.head, block.brace + 40));
  return near ?? around ?? surfaceOfTokens(view.tokens) ?? fallback ?? "en";
}
