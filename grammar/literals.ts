import { Decimal } from "decimal.js";
import type { SyntaxCode } from "./issues.js";
import { limits } from "./tokens.js";

/** Reads literals exactly. Never throws: a literal that breaks a limit comes back with the code of its fault. */

export interface Read {
  readonly value: string;
  readonly issue?: SyntaxCode;
}

// exact for every literal the limits admit; a clone, so that a host's Decimal.set cannot reach in
const Exact = Decimal.clone({ precision: 60, toExpNeg: -60, toExpPos: 60 });

/** "1,000.50" -> "1000.5": no grouping, no needless zeros. */
export function readPlain(image: string): Read {
  const plain = image.replace(/,/g, "").trim();
  if (plain.includes("/")) {
    const parts = plain.split("/").map(readPlain);
    if (parts.every((part) => part.issue === undefined) && Number(parts[1]?.value) === 0) return { value: "0", issue: "fraction-of-zero" };
    return { value: parts.map((part) => part.value).join("/"), ...parts.find((part) => part.issue !== undefined) };
  }
  const [whole = "0", decimals = ""] = plain.split(".");
  if (!/^\d+$/.test(whole) || !/^\d*$/.test(decimals)) return { value: "0" };
  if (whole.replace(/^0+/, "").length > limits.integerDigits || decimals.length > limits.decimals) {
    return { value: "0", issue: "number-too-long" };
  }
  return { value: new Exact(plain).toFixed() };
}

const moneyUnits: Readonly<Record<string, string>> = {
  yuan: "1",
  元: "1",
  千元: "1000",
  万元: "10000",
  百万元: "1000000",
  千万元: "10000000",
  亿元: "100000000",
  "million yuan": "1000000",
  "billion yuan": "1000000000",
};

/** "1.5亿元" -> "150000000" yuan. */
export function readMoney(image: string): Read {
  const match = /^([\d,.]+)[ \t]*(.*)$/s.exec(image);
  const number = readPlain(match?.[1] ?? "0");
  if (number.issue !== undefined) return number;
  const factor = moneyUnits[(match?.[2] ?? "").replace(/[ \t]+/g, " ")] ?? "1";
  return readPlain(new Exact(number.value).times(factor).toFixed());
}

/** "2026-02-04" or "2026年2月4日" -> "2026-02-04"; a day that no calendar has is refused. */
export function readDate(image: string): Read {
  const [year = 0, month = 0, day = 0] = (image.match(/\d+/g) ?? []).map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const last = lengths[month - 1];
  if (last === undefined || day < 1 || day > last) return { value: "1970-01-01", issue: "no-such-date" };
  const two = (n: number): string => String(n).padStart(2, "0");
  return { value: `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}` };
}

const hanDigits = "零一二三四五六七八九";

function hanNumber(text: string): number {
  let value = 0;
  let digit = 0;
  for (const c of text) {
    if (c === "百" || c === "十") {
      value += (digit === 0 ? 1 : digit) * (c === "百" ? 100 : 10);
      digit = 0;
    } else digit = c === "两" ? 2 : Math.max(0, hanDigits.indexOf(c));
  }
  return value + digit;
}

/** 三分之二 -> "2/3"; 百分之三十 -> "30". */
export function readFraction(image: string): string {
  const [below = "", above = ""] = image.split("分之");
  return below === "百" ? String(hanNumber(above)) : `${hanNumber(above)}/${hanNumber(below)}`;
}
