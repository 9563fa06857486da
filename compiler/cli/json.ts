/**
 * JSON as a contract reads it: nothing is guessed and nothing is lost. A key said twice, a number that a computer would
 * round, nesting without end and broken characters are refused by name and place.
 */

export interface JsonLimits {
  readonly depth: number;
}

export const jsonLimits = { bytes: 8 * 1024 * 1024, depth: 64 } as const;

/** The text is not the JSON that is wanted; said in both languages, with line and column. */
export class JsonFault extends Error {
  constructor(message: string, readonly chinese: string, readonly line: number, readonly column: number) {
    super(message);
  }
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const escapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const numberText = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainText = /[^"\\\u0000-\u001f]*/y;
const loneSurrogate = /\p{Cs}/u;
const word = /[\p{L}\p{N}_.+-]+/uy;

class Reader {
  private at = 0;

  constructor(private readonly text: string, private readonly limits: JsonLimits) {
    if (text.startsWith("\uFEFF")) this.at = 1;
  }

  document(): Json {
    this.space();
    if (this.at >= this.text.length) this.refuse("the file is empty", "文件是空的");
    const value = this.value(0);
    this.space();
    if (this.at < this.text.length) this.refuse(`\`${this.shown()}\` stands after the end of the document`, `文档结束之后还有 \`${this.shown()}\``);
    return value;
  }

  private refuse(en: string, zh: string, at = this.at): never {
    const before = this.text.slice(0, at);
    const line = before.split(/\r\n|\n|\r/).length;
    const column = at - Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
    throw new JsonFault(en, zh, line, column);
  }

  private shown(): string {
    word.lastIndex = this.at;
    const found = word.exec(this.text)?.[0] ?? String.fromCodePoint(this.text.codePointAt(this.at) ?? 0xfffd);
    return found.length > 20 ? `${found.slice(0, 19)}…` : found;
  }

  private space(): void {
    for (;;) {
      const c = this.text.charCodeAt(this.at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
      this.at++;
    }
  }

  private value(depth: number): Json {
    const c = this.text[this.at];
    if (depth >= this.limits.depth && (c === "{" || c === "[")) this.refuse(`nested deeper than ${this.limits.depth} levels`, `嵌套超过 ${this.limits.depth} 层`);
    if (c === "{") return this.object(depth);
    if (c === "[") return this.array(depth);
    if (c === '"') return this.string();
    if (c === "-" || (c !== undefined && c >= "0" && c <= "9")) return this.number();
    for (const [name, value] of [["true", true], ["false", false], ["null", null]] as const) {
      if (this.text.startsWith(name, this.at)) {
        this.at += name.length;
        return value;
      }
    }
    if (c === undefined) this.refuse("the file ends in the middle; a bracket or a quote is not closed", "文件中途结束，括号或引号没有闭合");
    const found = this.shown();
    if (c === "'" || c === "“" || c === "”") return this.refuse("text stands in straight double quotes \"…\"", "文字要用英文双引号 \"…\"");
    return this.refuse(`\`${found}\` is no value; text stands in double quotes`, `\`${found}\` 不是值；文字要加双引号`);
  }

  private object(depth: number): Json {
    const result = Object.create(null) as Record<string, Json>;
    this.at++;
    this.space();
    if (this.text[this.at] === "}") {
      this.at++;
      return result;
    }
    for (;;) {
      this.space();
      const start = this.at;
      if (this.text[this.at] === "}") this.refuse("a comma stands before `}`; remove it", "`}` 之前多了逗号，删去");
      if (this.text[this.at] !== '"') this.refuse(`expected a name in double quotes, found \`${this.shown()}\``, `应为双引号中的名称，却是 \`${this.shown()}\``);
      const key = this.string();
      if (Object.hasOwn(result, key)) this.refuse(`\`${key.slice(0, 80)}\` is given twice; keep one`, `\`${key.slice(0, 80)}\` 写了两次，只留一个`, start);
      this.space();
      if (this.text[this.at] !== ":") this.refuse(`expected \`:\` after \`${key.slice(0, 80)}\``, `\`${key.slice(0, 80)}\` 之后缺少 \`:\``);
      this.at++;
      this.space();
      const value = this.value(depth + 1);
      Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
      this.space();
      const next = this.text[this.at];
      if (next === "}") {
        this.at++;
        return result;
      }
      if (next !== ",") this.between("}", "`}`");
      this.at++;
    }
  }

  private between(close: string, shown: string): never {
    if (this.at >= this.text.length) return this.refuse(`the file ends before ${shown}`, `文件结束，缺少 ${shown}`);
    return this.refuse(`expected \`,\` or \`${close}\`, found \`${this.shown()}\``, `应为 \`,\` 或 \`${close}\`，却是 \`${this.shown()}\``);
  }

  private array(depth: number): Json {
    const result: Json[] = [];
    this.at++;
    this.space();
    if (this.text[this.at] === "]") {
      this.at++;
      return result;
    }
    for (;;) {
      this.space();
      if (this.text[this.at] === "]") this.refuse("a comma stands before `]`; remove it", "`]` 之前多了逗号，删去");
      result.push(this.value(depth + 1));
      this.space();
      const next = this.text[this.at];
      if (next === "]") {
        this.at++;
        return result;
      }
      if (next !== ",") this.between("]", "`]`");
      this.at++;
    }
  }

  private string(): string {
    const start = this.at++;
    let result = "";
    for (;;) {
      plainText.lastIndex = this.at;
      const plain = plainText.exec(this.text)?.[0] ?? "";
      result += plain;
      this.at += plain.length;
      const c = this.text[this.at];
      if (c === '"') {
        this.at++;
        if (loneSurrogate.test(result)) this.refuse("a broken character stands in this text", "这段文字含有损坏的字符", start);
        return result;
      }
      if (c !== "\\") this.refuse(c === undefined ? "this text is not closed" : "a line break or control character stands in this text", c === undefined ? "这段文字没有闭合" : "这段文字含有换行或控制字符", start);
      result += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? "";
    if (letter === "u") {
      const code = this.text.slice(this.at + 2, this.at + 6);
      if (!/^[\da-fA-F]{4}$/.test(code)) this.refuse(`\`\\u${code}\` is no character`, `\`\\u${code}\` 不是字符`);
      this.at += 6;
      return String.fromCharCode(Number.parseInt(code, 16));
    }
    if (!Object.hasOwn(escapes, letter)) this.refuse(`\`\\${letter}\` is no escape`, `\`\\${letter}\` 不是转义`);
    this.at += 2;
    return escapes[letter] ?? "";
  }

  private number(): number {
    const start = this.at;
    numberText.lastIndex = this.at;
    const text = numberText.exec(this.text)?.[0] ?? "";
    this.at += text.length;
    word.lastIndex = this.at;
    const rest = word.exec(this.text)?.[0] ?? "";
    const whole = text + rest;
    const shown = whole.length > 30 ? `${whole.slice(0, 29)}…` : whole;
    if (text === "" || rest !== "") this.refuse(`\`${shown}\` is no number`, `\`${shown}\` 不是数`, start);
    const value = Number(text);
    if (!Number.isFinite(value) || digitsOf(text) !== digitsOf(String(value))) {
      this.refuse(`\`${shown}\` would lose digits; write it as text: "${shown}"`, `\`${shown}\` 会丢失位数，请写成文字："${shown}"`, start);
    }
    return value;
  }
}

/** A decimal as sign, digits and power of ten, so that `1e3`, `1000` and `1000.0` are the same. */
function digitsOf(text: string): string {
  const [, sign = "", whole = "", decimals = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = `${whole}${decimals}`.replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  return digits === "" ? "0" : `${sign}${digits}e${Number(power) - decimals.length + all.length - digits.length}`;
}

/** Text to a value; objects have no prototype. Throws JsonFault. */
export const parseJson = (text: string, limits: JsonLimits = jsonLimits): Json => new Reader(text, limits).document();
