import type { LineIndex } from "../../grammar/span.js";

/** What is needed of the scanner's tokens. */
export interface Token {
  readonly image: string;
  readonly startOffset: number;
  readonly tokenType: { readonly name: string };
}

export const endOf = (token: Token): number => token.startOffset + token.image.length;

/** A block that was never closed, found by how the lines are indented: the parser notices it only much later. */
export interface UnclosedBrace {
  readonly open: Token;
  /** The first token that should stand outside the block; undefined at the end of the file. */
  readonly before: Token | undefined;
}

export interface BraceFaults {
  readonly unclosed: readonly UnclosedBrace[];
  readonly unopened: readonly Token[];
}

/** Words looked through for the place where a block should have ended. */
const furthest = 5000;

interface Placed {
  readonly token: Token;
  readonly index: number;
  readonly line: number;
  /** Indentation of its line. */
  readonly indent: number;
  readonly startsLine: boolean;
}

function placedTokens(tokens: readonly Token[], lines: LineIndex): readonly Placed[] {
  let known = { line: 0, indent: 0 };
  return tokens.map((token, index) => {
    const { line, column } = lines.position(token.startOffset);
    // a line may be as long as a file: it is looked at once
    if (line !== known.line) known = { line, indent: /^[ \t\u3000]*/.exec(lines.line(line))?.[0].length ?? 0 };
    const { indent } = known;
    return { token, index, line, indent, startsLine: column - 1 === indent };
  });
}

/** Only where the braces of a file do not balance: indentation is a witness, not a rule. */
export function braceFaults(tokens: readonly Token[], lines: LineIndex, startsStatement: (token: Token) => boolean): BraceFaults {
  const balance = tokens.reduce((sum, token) => sum + (token.image === "{" ? 1 : token.image === "}" ? -1 : 0), 0);
  if (balance === 0) return { unclosed: [], unopened: [] };
  const placed = placedTokens(tokens, lines);
  const open: Placed[] = [];
  const unclosed: UnclosedBrace[] = [];
  const unopened: Token[] = [];
  const leave = (opened: Placed): void => {
    const before = placed.slice(opened.index + 1, opened.index + 1 + furthest).find((p) => p.startsLine && p.line > opened.line && p.indent <= opened.indent && (startsStatement(p.token) || (p.token.image === "}" && p.indent < opened.indent)));
    unclosed.push({ open: opened.token, before: before?.token });
  };
  for (const here of placed) {
    if (here.token.image === "{") open.push(here);
    if (here.token.image !== "}") continue;
    const top = open[open.length - 1];
    if (top === undefined) {
      unopened.push(here.token);
      continue;
    }
    // a brace further left than its block began closes an outer block
    const matching = here.startsLine && top.line !== here.line && top.indent > here.indent ? open.findLastIndex((opened) => opened.indent === here.indent) : -1;
    if (balance > 0 && matching >= 0) open.splice(matching + 1).forEach(leave);
    open.pop();
  }
  open.forEach(leave);
  return { unclosed, unopened };
}
