import type { IToken } from "chevrotain";
import type { LineIndex } from "../../grammar/span.js";

/** A block that was never closed, found by how the lines are indented: the parser notices it only much later. */
export interface UnclosedBrace {
  readonly open: IToken;
  /** The first token that should stand outside the block; undefined at the end of the file. */
  readonly before: IToken | undefined;
}

export interface BraceFaults {
  readonly unclosed: readonly UnclosedBrace[];
  readonly unopened: readonly IToken[];
}

const none: BraceFaults = { unclosed: [], unopened: [] };

interface Opened {
  readonly token: IToken;
  readonly at: number;
  readonly line: number;
  readonly indent: number;
}

/** Only where the braces of a file do not balance: indentation is a witness, not a rule. */
export function braceFaults(tokens: readonly IToken[], lines: LineIndex): BraceFaults {
  const balance = tokens.reduce((sum, token) => sum + (token.image === "{" ? 1 : token.image === "}" ? -1 : 0), 0);
  if (balance === 0) return none;
  const lineOf = (token: IToken): number => lines.position(token.startOffset).line;
  const indentOf = (line: number): number => /^[ \t\u3000]*/.exec(lines.line(line))?.[0].length ?? 0;
  const open: Opened[] = [];
  const unclosed: UnclosedBrace[] = [];
  const unopened: IToken[] = [];
  const leave = (opened: Opened): void => {
    unclosed.push({ open: opened.token, before: firstOutside(opened) });
  };
  const firstOutside = (opened: Opened): IToken | undefined => {
    for (let i = opened.at + 1; i < tokens.length; i++) {
      const token = tokens[i] as IToken;
      const line = lineOf(token);
      if (line > opened.line && token.startOffset === startOf(line) && indentOf(line) <= opened.indent) return token;
    }
    return undefined;
  };
  const startOf = (line: number): number => {
    const { column } = { column: indentOf(line) };
    return offsetOf(line) + column;
  };
  const offsets = new Map<number, number>();
  const offsetOf = (line: number): number => offsets.get(line) ?? 0;
  for (const token of tokens) {
    const { line, column } = lines.position(token.startOffset);
    offsets.set(line, token.startOffset - column + 1);
  }
  for (const [at, token] of tokens.entries()) {
    if (token.image === "{") {
      const line = lineOf(token);
      open.push({ token, at, line, indent: indentOf(line) });
    } else if (token.image === "}") {
      const { line, column } = lines.position(token.startOffset);
      const own = column - 1 === indentOf(line);
      const matching = own ? open.findLastIndex((opened) => opened.indent === column - 1 || opened.line === line) : -1;
      const top = open[open.length - 1];
      if (top === undefined) unopened.push(token);
      else if (balance > 0 && matching >= 0 && top.line !== line && top.indent > column - 1) {
        for (const opened of open.splice(matching + 1)) leave(opened);
        open.pop();
      } else open.pop();
    }
  }
  for (const opened of open) leave(opened);
  return { unclosed, unopened };
}
