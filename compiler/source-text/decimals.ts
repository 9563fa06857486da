/** A decimal without leading zeros, trailing fraction zeros or grouping commas: `010,000.50` is `10000.5`. */
export function canonicalDecimal(written: string): string {
  if (!/^0|[,.]/.test(written)) return written;
  const [whole = "", fraction = ""] = written.replaceAll(",", "").split(".");
  const left = withoutLeadingZeros(whole);
  const right = withoutTrailingZeros(fraction);
  return right === "" ? left : `${left}.${right}`;
}

/** `value` × 10^`power`, exactly; `power` may be negative. */
export function shiftDecimal(value: string, power: number): string {
  if (power === 0) return value;
  if (power > 0 && !value.includes(".")) return value === "0" ? value : value + "0".repeat(power);
  const [whole = "", fraction = ""] = value.split(".");
  if (power > 0) {
    const padded = fraction.padEnd(power, "0");
    return canonicalDecimal(`${whole}${padded.slice(0, power)}.${padded.slice(power)}`);
  }
  const padded = whole.padStart(1 - power, "0");
  return canonicalDecimal(`${padded.slice(0, power)}.${padded.slice(power)}${fraction}`);
}

/** The sum of two canonical decimals, exactly. */
export function addDecimals(a: string, b: string): string {
  const places = Math.max(fractionLength(a), fractionLength(b));
  return shiftDecimal((BigInt(shiftDecimal(a, places)) + BigInt(shiftDecimal(b, places))).toString(), -places);
}

/** Negative, zero or positive as `a` is below, equal to or above `b`; both canonical and not negative. */
export function compareDecimals(a: string, b: string): number {
  const [wholeA = "", fractionA = ""] = a.split(".");
  const [wholeB = "", fractionB = ""] = b.split(".");
  if (wholeA.length !== wholeB.length) return wholeA.length - wholeB.length;
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  if (fractionA === fractionB) return 0;
  return fractionA < fractionB ? -1 : 1;
}

function fractionLength(value: string): number {
  const point = value.indexOf(".");
  return point < 0 ? 0 : value.length - point - 1;
}

function withoutLeadingZeros(digits: string): string {
  let at = 0;
  while (at < digits.length - 1 && digits[at] === "0") at += 1;
  return digits.slice(at) || "0";
}

function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}
