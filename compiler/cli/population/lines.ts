import { openSync, readSync, closeSync } from "node:fs";
import { cannot } from "../faults.js";

/** Bytes of a file in pieces that end with a line; a line longer than the limit comes in parts. */

export const pieceSize = 1 << 18;
/** A record of a population is a line of text, not a book. */
export const longestRecord = 1 << 20;

export interface Piece {
  readonly bytes: Buffer;
  /** Bytes of the file read so far. */
  readonly at: number;
  /** It ends with a line end, or with the file. */
  readonly whole: boolean;
}

/** Reads a file from an offset; `more` asks for more lines in one piece, as when a quoted field runs over lines. */
export class PieceReader {
  private readonly file: number;
  private rest: Buffer = Buffer.alloc(0);
  private position: number;
  private ended = false;

  constructor(private readonly path: string, from = 0, private readonly to = Infinity) {
    try {
      this.file = openSync(path, "r");
    } catch (error) {
      throw cannot("read", path, error);
    }
    this.position = from;
  }

  private fill(): void {
    const size = Math.min(pieceSize, this.to - this.position);
    const buffer = Buffer.allocUnsafe(size);
    let read: number;
    try {
      read = size <= 0 ? 0 : readSync(this.file, buffer, 0, size, this.position);
    } catch (error) {
      throw cannot("read", this.path, error);
    }
    this.position += read;
    if (read === 0) this.ended = true;
    else this.rest = this.rest.length === 0 ? buffer.subarray(0, read) : Buffer.concat([this.rest, buffer.subarray(0, read)]);
  }

  next(): Piece | undefined {
    let end = -1;
    do {
      this.fill();
      end = this.rest.lastIndexOf(10) + 1;
    } while (!this.ended && end === 0 && this.rest.length < longestRecord);
    if (this.rest.length === 0) return undefined;
    const whole = this.ended || end > 0;
    const bytes = whole && end > 0 && !this.ended ? this.rest.subarray(0, end) : this.rest;
    this.rest = this.rest.subarray(bytes.length);
    return { bytes, at: this.position - this.rest.length, whole };
  }

  close(): void {
    closeSync(this.file);
  }
}

/** Lines of text of a file that this program wrote, several thousand at a time. */
export function* writtenLines(path: string, to = Infinity): Generator<readonly string[]> {
  const reader = new PieceReader(path, 0, to);
  try {
    let held = "";
    for (let piece = reader.next(); piece !== undefined; piece = reader.next()) {
      const lines = (held + piece.bytes.toString("utf8")).split("\n");
      held = lines.pop() ?? "";
      yield lines;
    }
    if (held !== "") yield [held];
  } finally {
    reader.close();
  }
}
