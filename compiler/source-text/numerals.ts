/** The characters a Chinese numeral is written with. */
export const HAN_NUMERALS = "〇○零一二两三四五六七八九十百千万亿";

const HAN_DIGITS: ReadonlyMap<string, number> = new Map(
  [..."〇一二三四五六七八九"].map((character, digit): [string, number] => [character, digit]).concat([["○", 0], ["零", 0], ["两", 2]]),
);
const HAN_SMALL_SCALES: ReadonlyMap<string, number> = new Map([["十", 10], ["百", 100], ["千", 1000]]);
const LONGEST_HAN_NUMERAL = 24;

/**
 * The value of a Chinese numeral such as `十二`, `两千`, `一百零五`, `三千五百万`; a scale without a digit
 * counts one (`百` is 100). Undefined when it is not one well-formed numeral (`一二三`, `十四五`, `万一`),
 * or drops its last scale (`三千五`).
 */
export function hanValue(numeral: string): bigint | undefined {
  if (numeral === "" || numeral.length > LONGEST_HAN_NUMERAL) return undefined;
  const yi = numeral.indexOf("亿");
  if (yi < 0) return asBigInt(belowYi(numeral));
  const high = yi === 0 ? 1 : belowYi(numeral.slice(0, yi));
  const low = yi === numeral.length - 1 ? 0 : belowYi(numeral.slice(yi + 1));
  if (high === undefined || low === undefined || isBareDigit(numeral.slice(yi + 1))) return undefined;
  return BigInt(high) * 100_000_000n + BigInt(low);
}

function belowYi(numeral: string): number | undefined {
  const wan = numeral.indexOf("万");
  if (wan < 0) return belowWan(numeral);
  const high = wan === 0 ? 1 : belowWan(numeral.slice(0, wan));
  const low = wan === numeral.length - 1 ? 0 : belowWan(numeral.slice(wan + 1));
  if (high === undefined || low === undefined || isBareDigit(numeral.slice(wan + 1))) return undefined;
  return high * 10_000 + low;
}

function belowWan(numeral: string): number | undefined {
  let total = 0;
  let digit: number | undefined;
  let lastScale = Infinity;
  let afterZero = false;
  for (const character of numeral) {
    const value = HAN_DIGITS.get(character);
    const scale = HAN_SMALL_SCALES.get(character);
    if (value === 0) {
      if (digit !== undefined || afterZero) return undefined;
      afterZero = true;
    } else if (value !== undefined) {
      if (digit !== undefined) return undefined;
      digit = value;
    } else if (scale !== undefined) {
      if (scale >= lastScale || (digit === undefined && total > 0 && !(afterZero && scale === 10))) return undefined;
      total += (digit ?? 1) * scale;
      digit = undefined;
      lastScale = scale;
      afterZero = false;
    } else {
      return undefined;
    }
  }
  if (digit !== undefined && Number.isFinite(lastScale) && lastScale > 10 && !afterZero) return undefined;
  return total + (digit ?? 0);
}

function isBareDigit(tail: string): boolean {
  return tail.length === 1 && HAN_DIGITS.get(tail) !== 0;
}

function asBigInt(value: number | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt(value);
}

/** The four digits of a year written digit by digit (`二〇二六` is "2026"); undefined when another character stands there. */
export function hanDigits(written: string): string | undefined {
  const digits = [...written].map((character) => HAN_DIGITS.get(character));
  return digits.every((digit) => digit !== undefined) ? digits.join("") : undefined;
}

const ROMAN = /^X{0,3}(?:IX|IV|V?I{0,3})$/;

/** The value of a Roman numeral in capitals up to XXXIX; undefined when it is none (`IIII`, `closing`). */
export function romanValue(numeral: string): number | undefined {
  if (numeral === "" || numeral.length > 7 || !ROMAN.test(numeral)) return undefined;
  const tens = numeral.length - numeral.replaceAll("X", "").length;
  if (numeral.endsWith("IX")) return (tens - 1) * 10 + 9;
  if (numeral.endsWith("IV")) return tens * 10 + 4;
  const ones = numeral.slice(tens);
  return tens * 10 + (ones.startsWith("V") ? ones.length + 4 : ones.length);
}
