import type * as Ast from "./ast.js";
import type { Span } from "./span.js";

/** How printed pieces become lines: what stays on one line, what breaks, where comments and blank lines go. */

/** Text that stays on one line, save for the tables and breaks in it. */
export type Doc = string | Rows | Break | readonly Doc[];

/** A place where a line that is too long may go on below. */
export interface Break {
  readonly kind: "break";
  readonly flat: string;
  readonly indent: number;
}

/** What stands between braces, one line each; `flat` is the same on one line where that is allowed. */
export interface Rows {
  readonly kind: "rows";
  readonly open: string;
  readonly lines: readonly Line[];
  /** Written after every line but the last. */
  readonly separator: string;
  /** Written only where the next line would otherwise be read as going on with this one. */
  readonly guard: string;
  readonly flat: Doc | undefined;
  readonly span: Span;
}

export interface Line {
  readonly span: Span;
  readonly doc: Doc;
  /** Citations: on the line where they fit, else each on a line of its own. */
  readonly cites: readonly { readonly text: string; readonly span: Span }[];
  /** Lines that belong to this one. */
  readonly under?: readonly Line[];
}

const lineWidth = 100;

/** Columns on a screen: Han and full-width characters take two. */
export function width(text: string): number {
  let columns = 0;
  for (const c of text) columns += /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]/u.test(c) ? 2 : 1;
  return columns;
}

/** The one-line form, or nothing where a table has to break: by its kind, or for a comment in it. */
export function flat(doc: Doc, mustBreak: (span: Span) => boolean = () => false): string | undefined {
  if (typeof doc === "string") return doc;
  if (isList(doc)) {
    let text = "";
    for (const part of doc) {
      const piece = flat(part, mustBreak);
      if (piece === undefined) return undefined;
      text += piece;
    }
    return text;
  }
  if (doc.kind === "break") return doc.flat;
  return doc.flat === undefined || mustBreak(doc.span) ? undefined : flat(doc.flat, mustBreak);
}

const isList = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);

/** What a piece starts and ends with, for the rules on spaces, brackets and separators. */
export function firstText(doc: Doc): string {
  if (typeof doc === "string") return doc;
  if (isList(doc)) return doc.map(firstText).find((text) => text !== "") ?? "";
  if (doc.kind === "break") return doc.flat;
  return doc.flat === undefined ? doc.open + "{" : firstText(doc.flat);
}
export function lastText(doc: Doc): string {
  if (typeof doc === "string") return doc;
  if (isList(doc)) return doc.map(lastText).findLast((text) => text !== "") ?? "";
  if (doc.kind === "break") return doc.flat;
  return doc.flat === undefined ? "}" : lastText(doc.flat);
}

function firstRows(doc: Doc): Span | undefined {
  if (typeof doc === "string") return undefined;
  if (!isList(doc)) return doc.kind === "rows" ? doc.span : undefined;
  for (const part of doc) {
    const span = firstRows(part);
    if (span !== undefined) return span;
  }
  return undefined;
}

export interface Trivia {
  readonly comments: readonly Ast.Comment[];
  readonly blankLines: readonly number[];
}

/** Whether the second of two lines could be read as going on with the first. */
export type RunsOn = (before: string, after: string) => boolean;

/** Writes lines in source order and lets the comments of the source fall in between. */
export class Writer {
  private readonly out: string[] = [];
  private nextComment = 0;
  private nextBlank = 0;
  private lastOffset = 0;
  /** At the start of a file or after an opening brace no blank line is kept. */
  private fresh = true;
  private canTrail = false;
  private wantsBlank = false;

  constructor(private readonly trivia: Trivia, private readonly runsOn: RunsOn) {}

  finish(): string {
    this.flush(Infinity, 0);
    return this.out.length === 0 ? "" : this.out.join("\n") + "\n";
  }

  /** Asks for a blank line before what comes next. */
  blank(): void {
    this.wantsBlank = true;
  }

  line(line: Line, indent: number, after = ""): void {
    this.flush(line.span.start, indent);
    const under = line.under ?? [];
    const whole = this.flat(line.doc);
    const lastCite = line.cites.at(-1);
    const tails = lastCite !== undefined || under.length > 0;
    const limit = line.cites[0]?.span.start ?? under[0]?.span.start ?? line.span.end;
    // a comment in the middle of what is printed as one line goes above it; else there is room for it below
    const rows = firstRows(line.doc);
    if (rows !== undefined) this.flush(rows.start, indent, true);
    if (whole !== undefined && !tails) this.flush(limit, indent, true);
    this.blankBefore(line.span.start);
    const end = under.length === 0 ? after : "";
    const oneLine = whole === undefined ? undefined : [whole, ...line.cites.map((cite) => cite.text)].join(" ") + end;
    if (oneLine !== undefined && this.fits(oneLine, indent) && (lastCite === undefined || !this.hasComment({ start: 0, end: lastCite.span.end }))) {
      this.push(oneLine, indent, lastCite?.span.end ?? (tails ? line.span.start : limit));
    } else {
      this.broken(line.doc, indent, tails ? "" : end, tails ? line.span.start : limit);
      line.cites.forEach((cite, i) => {
        const text = cite.text + (i === line.cites.length - 1 ? end : "");
        const closed = line.cites.length === 1 && this.out.at(-1)?.trim() === "}" && !this.hasComment({ start: 0, end: cite.span.end });
        if (closed && this.fits(`} ${text}`, indent)) this.append(` ${text}`, cite.span.end);
        else {
          this.flush(cite.span.end, indent + 2);
          this.push(text, indent + 2, cite.span.end);
        }
      });
    }
    under.forEach((below, i) => this.line(below, indent + 2, i === under.length - 1 ? after : ""));
  }

  /** Writes a piece whose tables break, or that is too long and has a place to break. */
  private broken(doc: Doc, indent: number, after: string, end: number): void {
    let text = "";
    let at = indent;
    const write = (part: Doc, atBreak: boolean): void => {
      if (typeof part === "string") text += part;
      else if (isList(part)) part.forEach((p) => write(p, atBreak));
      else if (part.kind === "break") {
        if (!atBreak) text += part.flat;
        else {
          this.push(text.trimEnd(), at, 0);
          text = "";
          at = indent + part.indent;
        }
      } else {
        const one = this.flat(part);
        if (one !== undefined && this.fits(text + one, at)) text += one;
        else {
          this.push(text + part.open + "{", at, part.span.start);
          this.fresh = true;
          part.lines.forEach((line, i) => {
            const next = part.lines[i + 1];
            this.line(line, indent + 2, next === undefined ? "" : part.separator || this.between(line, next, part.guard));
          });
          this.flush(part.span.end - 1, indent + 2);
          this.fresh = false;
          this.wantsBlank = false;
          text = "}";
          at = indent;
        }
      }
    };
    write(doc, !this.fits(this.head(doc).text, indent));
    this.push(text + after, at, end);
  }

  private between(line: Line, next: Line, guard: string): string {
    const last = line.under?.at(-1) ?? line;
    return last.cites.length === 0 && this.runsOn(lastText(last.doc), firstText(next.doc)) ? guard : "";
  }

  private fits(text: string, indent: number): boolean {
    return indent + width(text) <= lineWidth;
  }

  private append(text: string, end: number): void {
    this.out[this.out.length - 1] += text;
    this.lastOffset = Math.max(this.lastOffset, end);
  }

  private push(text: string, indent: number, end: number): void {
    this.out.push(" ".repeat(indent) + text);
    this.fresh = false;
    this.canTrail = true;
    this.lastOffset = Math.max(this.lastOffset, end);
  }

  private flat(doc: Doc): string | undefined {
    return flat(doc, (span) => this.hasComment(span));
  }

  /** What stands before the first table that has to break by its kind; comments must not move a break. */
  private head(doc: Doc): { readonly text: string; readonly ends: boolean } {
    const one = flat(doc);
    if (one !== undefined) return { text: one, ends: false };
    if (typeof doc === "string" || !isList(doc)) return { text: "{", ends: true };
    let text = "";
    for (const part of doc) {
      const piece = this.head(part);
      text += piece.text;
      if (piece.ends) break;
    }
    return { text, ends: true };
  }

  private hasComment(span: Span): boolean {
    for (let i = this.nextComment; ; i++) {
      const comment = this.trivia.comments[i];
      if (comment === undefined || comment.span.start >= span.end) return false;
      if (comment.span.start >= span.start) return true;
    }
  }

  /** Writes the comments that stand before an offset: after the line they ended, else on lines of their own. */
  private flush(before: number, indent: number, above = false): void {
    for (;;) {
      const comment = this.trivia.comments[this.nextComment];
      if (comment === undefined || comment.span.start >= before) return;
      this.nextComment++;
      if (!above && !comment.ownLine && this.canTrail) this.append(`  ${comment.text}`, comment.span.end);
      else {
        this.blankBefore(comment.span.start);
        this.push(comment.text, indent, comment.span.end);
      }
      this.canTrail = false;
    }
  }

  private blankBefore(offset: number): void {
    let found = false;
    for (;;) {
      const blank = this.trivia.blankLines[this.nextBlank];
      if (blank === undefined || blank >= offset) break;
      if (blank >= this.lastOffset) found = true;
      this.nextBlank++;
    }
    if ((found || this.wantsBlank) && !this.fresh) this.out.push("");
    this.wantsBlank = false;
  }
}
