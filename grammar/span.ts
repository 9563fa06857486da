/** Source text, spans and positions. Offsets are UTF-16 code units, as JavaScript strings count them. */

export interface SourceFile {
  /** How messages name the file: a path or a workspace id. */
  readonly id: string;
  readonly text: string;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One-based line and column, as editors show them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export const spanOf = (start: number, end: number): Span => ({ start, end });

export const join = (a: Span, b: Span): Span => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

export interface LineIndex {
  position(offset: number): Position;
  /** The text of a one-based line without its line break. */
  line(number: number): string;
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return {
    position(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    },
    line(number) {
      const start = starts[number - 1] ?? text.length;
      return text.slice(start, starts[number] ?? text.length).replace(/[\r\n]+$/, "");
    },
  };
}
