/** Exact rationals. Every amount, rate and quantity is one until the single rounding at the end of an award. */

export interface Rational {
  readonly n: bigint;
  /** Positive, coprime with n. */
  readonly d: bigint;
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);

/** Greatest common divisor of whole numbers that are not negative and exact as numbers. */
function gcdOfNumbers(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function gcd(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  // engines divide numbers many times faster, and nearly all amounts fit into one
  while (a > safe || b > safe) {
    if (b === 0n) return a;
    [a, b] = [b, a % b];
  }
  return BigInt(gcdOfNumbers(Number(a), Number(b)));
}

export function rational(n: bigint, d: bigint = 1n): Rational {
  if (d === 1n) return { n, d };
  const g = gcd(n, d);
  const sign = d < 0n ? -1n : 1n;
  return { n: (sign * n) / g, d: (sign * d) / g };
}

export const zero = rational(0n);
export const one = rational(1n);
export const isZero = (a: Rational): boolean => a.n === 0n;

/** "12.5", "-3" or "2/3"; the text must already have been checked. */
export function parseRational(text: string): Rational {
  const slash = text.indexOf("/");
  if (slash >= 0) return rational(BigInt(text.slice(0, slash)), BigInt(text.slice(slash + 1)));
  const dot = text.indexOf(".");
  if (dot < 0) return { n: BigInt(text), d: 1n };
  const digits = text.slice(0, dot) + text.slice(dot + 1);
  const places = text.length - dot - 1;
  // up to fifteen digits are exact as a number
  if (digits.length > 15) return rational(BigInt(digits), 10n ** BigInt(places));
  const scaled = Number(digits);
  const power = Number(`1e${places}`);
  const divisor = gcdOfNumbers(Math.abs(scaled), power);
  return { n: BigInt(scaled / divisor), d: BigInt(power / divisor) };
}

export const add = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
/** The divisor must not be zero. */
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);

export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.n * b.d;
  const right = b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}

export const least = (a: Rational, b: Rational): Rational => (compare(a, b) <= 0 ? a : b);
export const greatest = (a: Rational, b: Rational): Rational => (compare(a, b) >= 0 ? a : b);

/** Towards minus infinity, also below zero. */
export function floor(a: Rational): bigint {
  const quotient = a.n / a.d;
  return a.n < 0n && quotient * a.d !== a.n ? quotient - 1n : quotient;
}

export type RoundMode = "down" | "half-up" | "up";

/** To a multiple of `unit`. */
export function round(a: Rational, mode: RoundMode, unit: Rational): Rational {
  const steps = divide(a, unit);
  const whole = floor(steps);
  const rest = subtract(steps, rational(whole));
  const up = mode === "up" ? rest.n > 0n : mode === "half-up" && compare(rest, rational(1n, 2n)) >= 0;
  return multiply(rational(up ? whole + 1n : whole), unit);
}

/** Shortest exact text: "12.5" where the decimals end, "1/3" where they do not. */
export function toText(a: Rational): string {
  let d = a.d;
  let places = 0;
  for (; d % 10n === 0n; places++) d /= 10n;
  for (; d % 2n === 0n; places++) d /= 2n;
  for (; d % 5n === 0n; places++) d /= 5n;
  if (d !== 1n) return `${a.n}/${a.d}`;
  return toDecimal(a, places).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
}

/** Exactly `places` decimals; the value must be a multiple of 10^-places. */
export function toDecimal(a: Rational, places: number): string {
  const scaled = (a.n * 10n ** BigInt(places)) / a.d;
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return scaled < 0n ? `-${text}` : text;
}

/** An amount as it leaves: decimal yuan with two places. */
export const toYuan = (a: Rational): string => toDecimal(a, 2);
