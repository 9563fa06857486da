import { and, no, not } from "./build.js";
import type { Bool, Int } from "./ir.js";

/** What an expression is in whole numbers, with what is known of it beside. */

/** What cannot be said in whole numbers, and why. */
export class Unsayable extends Error {}

/** A number over a known denominator; unknown where it is neither known nor nothing. */
export interface Num {
  readonly is: "number";
  readonly int: Int;
  readonly over: bigint;
  readonly known: Bool;
  readonly nothing: Bool;
  /** Known or nothing, whatever the facts. */
  readonly sure: boolean;
}

export interface Dated {
  readonly is: "date";
  readonly day: Int;
  readonly known: Bool;
  readonly absent: Bool;
}

export interface Truth {
  readonly is: "truth";
  readonly yes: Bool;
  readonly no: Bool;
  /** Either yes or no, whatever the facts. */
  readonly sure: boolean;
}

export const openOf = (term: Num): Bool => (term.sure ? no : and(not(term.known), not(term.nothing)));

export type Term = Num | Dated | Truth | { readonly is: "listed"; readonly fact: string; readonly values: readonly string[]; readonly known: Bool } | { readonly is: "text"; readonly value: string };
export const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
export const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;
