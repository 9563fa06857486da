import { halfWidth } from "./width.js";

/** A text folded for comparison, each unit with the stretch of the original it stands for. */
export interface FoldedText {
  readonly text: string;
  /** Offset into the original where folded unit `i` starts; one entry more than units, the last the original's length. */
  readonly starts: Uint32Array;
  /** Offset behind the original characters of folded unit `i`. */
  readonly ends: Uint32Array;
}

// A base with its marks, or marks alone; runs of marks are cut, for a hostile one makes normalisation quadratic.
const CLUSTER = /(?:[\u1100-\u11ff]{1,32}|[^\p{M}\u1100-\u11ff])\p{M}{0,30}|\p{M}{1,31}/uy;
const DOUBLE_QUOTES = "“”„‟";
const SINGLE_QUOTES = "‘’‚‛";
const CHUNK = 8192;

/**
 * Folds what a transcriber may write otherwise: white space (line breaks, U+3000) and invisible characters vanish,
 * full width becomes ASCII, the quotes of each sort become one, composed and decomposed letters one. Case stays.
 */
export function foldText(original: string): FoldedText {
  const folded = new Folding(original);
  for (let at = 0; at < original.length; ) {
    const code = original.charCodeAt(at);
    if (isSimple(code) && isSimple(original.charCodeAt(at + 1) || 0)) {
      folded.add(code, at, at + 1);
      at += 1;
    } else {
      CLUSTER.lastIndex = at;
      const cluster = CLUSTER.exec(original)?.[0] ?? original[at] ?? "";
      const composed = cluster.normalize("NFC");
      for (let unit = 0; unit < composed.length; unit += 1) folded.add(composed.charCodeAt(unit), at, at + cluster.length);
      at += cluster.length;
    }
  }
  return folded.done();
}

class Folding {
  readonly #length: number;
  readonly #pieces: string[] = [];
  #units: number[] = [];
  #starts: Uint32Array;
  #ends: Uint32Array;
  #count = 0;

  constructor(original: string) {
    this.#length = original.length;
    this.#starts = new Uint32Array(original.length + 1);
    this.#ends = new Uint32Array(original.length);
  }

  add(code: number, start: number, end: number): void {
    const unit = foldUnit(code);
    if (unit === undefined) return;
    if (this.#count === this.#ends.length) this.#grow();
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count += 1;
    this.#units.push(unit);
    if (this.#units.length === CHUNK) this.#flush();
  }

  done(): FoldedText {
    this.#flush();
    const starts = this.#starts.slice(0, this.#count + 1);
    starts[this.#count] = this.#length;
    return { text: this.#pieces.join(""), starts, ends: this.#ends.slice(0, this.#count) };
  }

  #flush(): void {
    this.#pieces.push(String.fromCharCode(...this.#units));
    this.#units = [];
  }

  /** Some letters decompose even in NFC, so the folded text may be longer. */
  #grow(): void {
    const size = this.#ends.length * 2 + 8;
    const [starts, ends] = [new Uint32Array(size + 1), new Uint32Array(size)];
    starts.set(this.#starts);
    ends.set(this.#ends);
    this.#starts = starts;
    this.#ends = ends;
  }
}

/** The folded code unit; undefined for white space and invisible characters. */
function foldUnit(code: number): number | undefined {
  const half = halfWidth(code);
  if (half <= 0x20 || (half >= 0x7f && half <= 0xa0) || half === 0xad || half === 0x1680) return undefined;
  if (half >= 0x2000 && half <= 0x206f) {
    const character = String.fromCharCode(half);
    if (DOUBLE_QUOTES.includes(character)) return 0x22;
    if (SINGLE_QUOTES.includes(character)) return 0x27;
    return half <= 0x200f || (half >= 0x2028 && half <= 0x202f) || half >= 0x205f ? undefined : half;
  }
  return half === 0xfeff ? undefined : half;
}

/** Whether NFC leaves the unit alone whatever stands beside it, another simple unit taken for granted. */
function isSimple(code: number): boolean {
  return code < 0x300 || (code >= 0x2010 && code <= 0x2027) || (code >= 0x3000 && code <= 0x3029) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0xff00 && code <= 0xffef);
}
