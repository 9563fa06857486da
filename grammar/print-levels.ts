import type * as Ast from "./ast.js";
import type { Surface } from "./keywords.js";

/** How tightly an expression holds together; an operand looser than its place wants stands in brackets. */
export const level = { top: 0, or: 10, and: 20, not: 30, compare: 40, excess: 45, sum: 50, product: 60, postfix: 70, primary: 80, bracketed: 90 } as const;
export type Level = number;

/** Rates and their like, which take what follows in English and what stands before in Chinese. */
export function hasBareRate(node: Ast.Expr): boolean {
  if (node.kind === "percent-of" || node.kind === "for-each") return true;
  return (node.kind === "times" || node.kind === "divided") && (hasBareRate(node.left) || hasBareRate(node.right));
}

const levels: Readonly<Record<Ast.Expr["kind"], { readonly en: Level; readonly zh: Level }>> = {
  money: same(level.primary), number: same(level.primary), percent: same(level.primary), date: same(level.primary),
  duration: same(level.primary), text: same(level.primary), name: same(level.primary), "yes-no": same(level.primary),
  none: same(level.primary), nothing: same(level.primary), "percent-of": same(level.postfix), add: same(level.sum), less: same(level.sum),
  times: same(level.product), divided: same(level.product), "for-each": same(level.postfix),
  excess: { en: level.excess, zh: level.primary }, higher: { en: level.top, zh: level.primary }, "if-given": same(level.postfix),
  "cap-of": same(level.primary), "payout-of": same(level.primary), "ceiling-of": same(level.primary), shift: same(level.postfix),
  "year-of": { en: level.primary, zh: level.postfix }, "previous-year": same(level.primary), banded: same(level.primary),
  marginal: same(level.primary), graded: same(level.primary), "first-of": same(level.primary), "by-reading": same(level.primary),
  compare: same(level.compare), "one-of": same(level.compare), and: same(level.and), or: same(level.or), not: same(level.not),
  "unit-price": same(level.primary), increase: { en: level.primary, zh: level.postfix }, growth: { en: level.primary, zh: level.postfix },
  "year-since": { en: level.primary, zh: level.postfix }, elapsed: same(level.postfix), "as-of": same(level.postfix), "top-up": same(level.postfix),
  match: same(level.postfix), interest: same(level.postfix), "sum-each": same(level.primary), milestones: same(level.primary),
  "at-least-n": same(level.primary), broken: same(level.primary),
};

function same(of: Level): { readonly en: Level; readonly zh: Level } {
  return { en: of, zh: of };
}

export function levelOf(node: Ast.Expr, surface: Surface): Level {
  if ((node.kind === "and" || node.kind === "or") && node.items.length < 2) return level.primary;
  return levels[node.kind][surface];
}
