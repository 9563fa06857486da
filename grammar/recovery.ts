import { EmbeddedActionsParser, EOF, isRecognitionException, MismatchedTokenException, tokenMatcher, type IToken, type TokenType } from "chevrotain";
import { syntaxIssue, type SyntaxCode, type SyntaxIssue } from "./issues.js";
import type { Span } from "./span.js";
import * as T from "./tokens.js";

/**
 * How parsing goes on after a fault: what stands between braces is read item by item, and an item with a fault is
 * left out as a whole. Where the next one begins the layout tells: it starts a line no further in than this one did.
 * Within an item the library may still put in or leave out one token; its own way to resume elsewhere is off, because
 * it stops at the next name, and almost anything may be a name.
 */
export class RecoveringParser extends EmbeddedActionsParser {
  issues: SyntaxIssue[] = [];
  /** Whether the indentation also tells where a block ends that was not closed. */
  layoutCloses = false;
  /** Items left out so far. */
  private leftOut = 0;

  /** Checking the grammar itself takes half of the start-up: a test does it. */
  constructor(validate = false) {
    super(T.vocabulary, { recoveryEnabled: true, maxLookahead: 1, skipValidations: !validate });
  }

  protected isInCurrentRuleReSyncSet(): boolean {
    return false;
  }
  protected findReSyncTokenType(): TokenType {
    return EOF;
  }
  protected shouldInRepetitionRecoveryBeTried(): boolean {
    return false;
  }

  /** One token too many: the next is the one expected. Never the first of a line, which starts something else. */
  protected canRecoverWithSingleTokenDeletion(expected: TokenType): boolean {
    return this.LA(1).startColumn === undefined && this.LA(2).startColumn === undefined && tokenMatcher(this.LA(2), expected);
  }

  /** One token too few: the next is one that may follow it. After a brace that is missing almost anything may. */
  protected canRecoverWithSingleTokenInsertion(expected: TokenType, follows: readonly TokenType[]): boolean {
    const next = this.LA(1);
    const further = next.startColumn === undefined || next.startColumn > T.lineIndent(this.LA(0));
    if (expected === T.OpenBrace ? next.startColumn === undefined || !further : expected !== T.CloseBrace && !further) return false;
    return !this.canRecoverWithSingleTokenDeletion(expected) && follows.some((type) => tokenMatcher(next, type));
  }

  protected issue(code: SyntaxCode, span: Span, parameters: Readonly<Record<string, string>> = {}): void {
    this.ACTION(() => this.issues.push(syntaxIssue(code, span.start, span.end, parameters)));
  }

  /** `{ item item … }`, of which one at least where `required` names what is missing. */
  protected braced(item: () => void, required?: string): void {
    this.CONSUME(T.OpenBrace);
    if (this.RECORDING_PHASE) this.MANY(item);
    else if (!this.items(item, required)) return;
    this.CONSUME(T.CloseBrace);
  }

  /** Reads items up to the brace that closes them; false if it is missing at the end of the file, or the layout says so. */
  private items(item: () => void, required: string | undefined): boolean {
    const indent = T.lineIndent(this.LA(0));
    const faults = this.leftOut;
    const next = this.LA(1);
    if (required !== undefined && next.tokenType === T.CloseBrace) {
      this.issue("unexpected-token", { start: next.startOffset, end: next.startOffset + 1 }, { found: next.image, rule: required, expected: "" });
    }
    for (;;) {
      const first = this.LA(1);
      const column = first.startColumn;
      const leaves = this.layoutCloses && column !== undefined && column <= indent && (column < indent || first.tokenType !== T.CloseBrace);
      if (leaves || first.tokenType === EOF) {
        // what is left of a block with a fault in it is no second fault
        if (leaves && this.leftOut > faults) throw new MismatchedTokenException("", first, this.LA(0));
        const end = (this.LA(0).endOffset ?? 0) + 1;
        this.issue("missing-token", { start: end, end }, { found: "", rule: "block", expected: "CloseBrace" });
        return false;
      }
      if (first.tokenType === T.CloseBrace || startsDeclaration(first)) return true;
      this.attempt(item, first, () => this.skipItem(first));
    }
  }

  /** Reads one item, and after a fault in it lets `skip` find the next. */
  protected attempt(item: () => void, first: IToken, skip: () => void): void {
    try {
      item();
    } catch (error) {
      if (!(error instanceof Error) || !isRecognitionException(error)) throw error;
      this.leftOut++;
      skip();
      if (this.LA(1) === first && first.tokenType !== T.CloseBrace) this.SKIP_TOKEN();
    }
  }

  /** Leaves out the rest of an item: up to the next one, or to the brace that closes them all. */
  protected skipItem(first: IToken): void {
    let depth = this.braceDepth(first);
    const own = T.lineIndent(first);
    for (;;) {
      const token = this.LA(1);
      const { tokenType: type, startColumn: column } = token;
      if (type === EOF || (token !== first && startsDeclaration(token))) return;
      if (token !== first && column !== undefined) {
        const closesOwn = type === T.CloseBrace && depth > 0;
        if (column < own || (column === own && !closesOwn)) return;
      }
      if (type === T.CloseBrace && depth-- <= 0) return;
      if (type === T.OpenBrace) depth++;
      this.SKIP_TOKEN();
      // items on one line have nothing but commas to tell them apart
      if (first.startColumn === undefined && depth <= 0 && type === T.Comma) return;
    }
  }

  /** Braces opened since a token and not closed. */
  private braceDepth(first: IToken): number {
    let depth = 0;
    for (let i = 0; ; i--) {
      const token = this.LA(i);
      if (token.tokenType === EOF || token.startOffset < first.startOffset) return depth;
      if (token.tokenType === T.OpenBrace) depth++;
      if (token.tokenType === T.CloseBrace) depth--;
    }
  }
}

/** Words that start a declaration and never a statement, at the start of a line. */
export const declarationHeads: ReadonlySet<TokenType> = new Set(
  (["policy", "vocabulary", "use", "unit", "subject", "value", "everyScheme", "scheme", "pool", "stack", "publicity", "target", "notComputed", "example", "always", "usually"] as const).map(T.kw),
);
const startsDeclaration = (token: IToken): boolean => token.startColumn !== undefined && declarationHeads.has(token.tokenType);
