import type { KeywordId, Surface } from "../../grammar/index.js";
import { PolicyParser } from "../../grammar/parser.js";
import { declarationHeads } from "../../grammar/recovery.js";
import { kw, Percent, scan } from "../../grammar/tokens.js";
import { isWordLike, keywordOf, surfaceOfTokens, typeOf, type Token, type View } from "./text.js";

/**
 * Where in the language the cursor is, read from tokens alone: a file that is being typed has no tree there. What may come next
 * is asked of the grammar itself, so that no construct is forgotten.
 */

export type BlockKind =
  | "policy" | "scheme" | "everyScheme" | "pool" | "stack" | "when" | "arm" | "reading" | "example" | "value" | "instalments"
  | "byReading" | "banded" | "graded" | "firstOf" | "conditions" | "list" | "sumForEach" | "firstReaching" | "unknown";

export interface Block {
  readonly kind: BlockKind;
  /** Index of the word that opens it, and of its brace. */
  readonly head: number;
  readonly brace: number;
}

const openers: Partial<Record<KeywordId, BlockKind>> = {
  policy: "policy", scheme: "scheme", everyScheme: "everyScheme", pool: "pool", stack: "stack", when: "when", reading: "reading", example: "example", value: "value",
  instalments: "instalments", byReading: "byReading", bandedBy: "banded", banded: "banded", marginalOn: "banded", marginal: "banded", gradedBy: "graded", graded: "graded",
  firstOf: "firstOf", anyOf: "conditions", allOf: "conditions", atLeast: "conditions", listOf: "list", sumForEach: "sumForEach", firstReaching: "firstReaching",
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
const alwaysBegins: ReadonlySet<string> = new Set<KeywordId>(["require", "window", "deadline", "plus", "where", "paysAtLeast", "noPaymentBelow", "deduct", "roundDown", "roundHalfUp", "roundUp", "elsewhere", "note", "cliff", "fact", "finding", "term", "noDuplication", "fundedBy", "repay", "raisePayout", "raiseRate", "raiseCap", "lowerPayout", "lowerRate", "lowerCap"]);

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
    // 补足至 120万元 扣除 … goes on
    const toppingUp = keywordOf(token) === "deduct" && tokens.slice(start, i).some((one) => keywordOf(one) === "topUp");
    const begins = atMargin || (depth <= 0 && block !== undefined && alwaysBegins.has(keywordOf(token) ?? "") && !toppingUp);
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
const labelled: ReadonlySet<string> = new Set<KeywordId>(["require", "award", "plus", "cap", "deadline", "always", "usually", "lapses", "term", "repay"]);
const uplifts: ReadonlySet<string> = new Set<KeywordId>(["raisePayout", "raiseRate", "raiseCap", "lowerPayout", "lowerRate", "lowerCap"]);
const points: readonly KeywordId[] = ["percentagePoints", "basisPoints"];
const [aName, aColon] = scan("x:").tokens as [Token, Token];

/**
 * The search takes the first way that fits and forgets the others: `per enterprise` after a value would be a step only, and
 * `require rent` a name without its colon. Scopes become one word, and statements without a name are given one; the word after
 * the bound of a fact is no unit.
 */
function unambiguous(tokens: readonly Token[]): Token[] {
  const result: Token[] = [];
  const head = keywordOf(tokens[0]) ?? "";
  const bounded = ["fact", "finding", "target", "cap"].includes(head);
  const like = (token: Token, type: typeof Percent): Token => ({ ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx ?? 0 });
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token;
    const next = tokens[i + 1];
    // `bound by award`, `cap annual of rent`: the same words inside other statements
    const begins = i === 0 || token.startColumn !== undefined || ["Colon", "OpenBrace", "CloseBrace"].includes(typeOf(tokens[i - 1])) || keywordOf(token) === "lapses";
    if (next !== undefined && begins && labelled.has(keywordOf(token) ?? "") && typeOf(tokens[i + 2]) !== "Colon") result.push(token, aName, aColon);
    else if (typeOf(token) === "Num" && points.includes(keywordOf(next) as KeywordId)) {
      result.push(like(token, Percent));
      i++;
    } else if (bounded && typeOf(token) === "Num" && keywordOf(next) !== undefined) result.push(like(token, Percent));
    else if (keywordOf(token) === "per" && next !== undefined && !steps.has(typeOf(next)) && head !== "noDuplication") {
      result.push(like(token, everyYear));
      i++;
    // `to` may be a name, `by` may not; what follows is the same
    } else if (uplifts.has(head) && keywordOf(token) === "to") result.push(like(token, kw("by")));
    else result.push(token);
  }
  return result;
}

/** Everything that the grammar lets stand after these tokens of an item; nothing where they are no beginning of one. */
export function expectedAfter(rule: Item["rule"], tokens: readonly Token[]): readonly Expected[] {
  if (tokens.length > longest) return [];
  parser ??= new PolicyParser();
  const found = parser.computeContentAssist(rule, unambiguous(tokens));
  return [...found.map(({ nextTokenType, ruleStack, occurrenceStack }) => ({
    token: nextTokenType.name,
    path: ruleStack.map((name, i) => (occurrenceStack[i] === 0 ? name : `${name}${occurrenceStack[i] ?? ""}`)),
  })), ...(found.length === 0 ? [] : forgotten(tokens))];
}

/** What the search forgets: the points of a number, how an uplift goes on after the name of what it changes. */
function forgotten(tokens: readonly Token[]): readonly Expected[] {
  const words = (path: string, ...ids: readonly KeywordId[]): readonly Expected[] => ids.map((id) => ({ token: `Keyword_${id}`, path: [path] }));
  const last = tokens.at(-1);
  const isUplift = uplifts.has(keywordOf(tokens[0]) ?? "");
  if (typeOf(last) === "Num") return words("points", ...points, ...(isUplift && keywordOf(tokens.at(-2)) === "to" ? ["fold"] as const : []));
  const before = typeOf(tokens.at(-2)) === "Colon" || tokens.length === 2;
  return isUplift && (tokens.length === 1 || typeOf(last) === "Colon" || before && isWordLike(last) && keywordOf(last) !== "by" && keywordOf(last) !== "to") ? words("uplift", "to", "by") : [];
}

/** The surface of the construct under the cursor, else of the file, else of its names. */
export function surfaceAt(view: View, item: Item, fallback: Surface | undefined): Surface {
  const near = item.tokens.length >= 3 ? surfaceOfTokens(item.tokens) : undefined;
  const { block } = item;
  const around = block === undefined ? undefined : surfaceOfTokens(view.tokens.slice(block.head, block.brace + 40));
  return near ?? around ?? surfaceOfTokens(view.tokens) ?? fallback ?? "en";
}
