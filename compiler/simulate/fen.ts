import { floor, multiply, rational, type Rational } from "../../runtime/rational.js";

/** Sums of money as whole fen; what is paid is always whole fen. */

const hundred = rational(100n);

export const fenOf = (yuan: Rational): bigint => floor(multiply(yuan, hundred));

/** "1234.56". */
export function yuanText(fen: bigint): string {
  const digits = String(fen < 0n ? -fen : fen).padStart(3, "0");
  return `${fen < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** "1,234.56", for people. */
export const shownYuan = (fen: bigint): string => yuanText(fen).replace(/\B(?=(?:\d{3})+\.)/g, ",");

/** The part of a whole in per cent with one decimal: "12.3%". */
export function share(part: bigint, whole: bigint): string {
  if (whole === 0n) return "–";
  const tenths = (part * 1000n) / whole;
  return `${tenths / 10n}.${tenths % 10n}%`;
}
