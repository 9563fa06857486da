import fc from "fast-check";
import { policyWith } from "./compile.js";

/** Valid policies of one scheme, as text, with constants where rounding and edges bite. */

const amount = fc.constantFrom("0.01 yuan", "1 yuan", "99.99 yuan", "100 yuan", "300,000 yuan", "299,999.99 yuan", "1,000,000 yuan");
const rate = fc.constantFrom("30%", "33.333333%", "50%", "100%", "0.01%", "2/3", "1/3", "99.99%");
const money: fc.Arbitrary<string> = fc.letrec<{ money: string; small: string }>((tie) => ({
  small: fc.oneof(fc.constantFrom("cost", "fees"), amount),
  money: fc.oneof(
    { depthSize: "small" },
    tie("small"),
    fc.tuple(rate, tie("money")).map(([r, m]) => `(${r} of (${m}))`),
    fc.tuple(tie("money"), tie("small")).map(([a, b]) => `((${a}) + ${b})`),
    fc.tuple(tie("money"), tie("small")).map(([a, b]) => `((${a}) less ${b})`),
    fc.tuple(tie("money"), tie("small")).map(([a, b]) => `(excess of (${a}) over ${b})`),
    fc.tuple(tie("money"), tie("small")).map(([a, b]) => `(higher of (${a}) and ${b})`),
    fc.tuple(amount, fc.constantFrom("each pro rata", "each full", "each started"), fc.constantFrom("", "3 ", "100 ")).map(([a, mode, step]) => `(${a} for ${mode} ${step}widgets of size)`),
    fc.tuple(tie("money"), tie("money"), tie("money")).map(([a, b, c]) => `graded by tier { A: ${a} B: ${b} C: ${c} }`),
    fc.tuple(tie("money"), tie("money")).map(([a, b]) => `graded by year { 1: ${a} 2 to 3: ${b} otherwise: nothing }`),
    fc.tuple(tie("money"), tie("money")).map(([a, b]) => `banded by fees { 0 yuan (inclusive) to 300,000 yuan (exclusive): ${a}  300,000 yuan (inclusive) and above: ${b} }`),
    fc.constant("marginal on cost { 0 yuan (inclusive) to 1,000,000 yuan (inclusive): 10%  1,000,000 yuan (exclusive) and above: 5% }"),
    fc.tuple(tie("money"), tie("money")).map(([a, b]) => `first of { when good: ${a} when fees at least cost: ${b} otherwise: nothing }`),
    fc.tuple(tie("money"), tie("money")).map(([a, b]) => `by reading way { plain: ${a} odd: ${b} }`),
    fc.tuple(tie("money"), tie("small")).map(([a, b]) => `(top up to (${a}) net of ${b})`),
    tie("money").map((m) => `(match (${m}) at 3:1)`),
    fc.constantFrom("highest", "sum", "difference").map((skipping) => `first reaching cost best before fees skipping pays ${skipping} { 100 yuan: 10 yuan  300,000 yuan: 99.99 yuan  1,000,000 yuan: 300,000 yuan }`),
    fc.constant("marginal on cost { 0 yuan (inclusive) to 1,000,000 yuan (inclusive): 10%  1,000,000 yuan (exclusive) and above: 99.99 yuan for each full 100,000 yuan of the slice }"),
    fc.tuple(tie("small"), tie("small")).map(([a, b]) => `(${a} if given or else ${b})`),
  ),
})).money;

const condition = fc.oneof(
  fc.constantFrom("good", "fair", "not good", "good and fair", "good or fair", "tier is A", "tier is one of A, B", "any of { good, fair }", "at least 2 of { good, fair, cost at least 100 yuan }"),
  fc.tuple(fc.constantFrom("cost", "fees"), fc.constantFrom("at least", "at most", "more than", "less than"), amount).map((parts) => parts.join(" ")),
  fc.constantFrom("size at least 100 widgets", "share at least 80%", "year at most 3"),
);

const statement = fc.oneof(
  fc.tuple(condition, condition, fc.boolean()).map(([c, when, conditional]) => `require ${c}${conditional ? ` when ${when}` : ""}`),
  fc.tuple(money, fc.constantFrom("", " per enterprise per calendar year", " per enterprise per calendar year counting paid"), fc.boolean(), condition).map(([m, scope, conditional, c]) => `cap payout at ${m}${scope}${conditional ? ` when ${c}` : ""}`),
  fc.tuple(money, condition).map(([m, c]) => `plus ${m} capped at 500,000 yuan when ${c}`),
  amount.map((a) => `pays at least ${a}`),
  amount.map((a) => `no payment below ${a}`),
  fc.tuple(amount, fc.constantFrom("before", "after")).map(([a, order]) => `deduct ${a} from payout ${order} caps`),
  fc.tuple(condition).map(([c]) => `note n${String(Math.abs(hash(c)))} when ${c}`),
  amount.map((a) => `cap base cost at ${a}`),
  fc.tuple(fc.constantFrom("by 30%", "to 2 fold", "by 99.99 yuan", "to 299,999.99 yuan"), condition).map(([how, c]) => `raise payout ${how} when ${c}`),
  fc.constantFrom("higher only", "difference", "excludes").map((rule) => `no duplication with fees ${rule}`),
  fc.constant("funded by city 33.333333%, county 66.666667%"),
  condition.map((c) => `repay 50% of paid when ${c}`),
);

const hash = (text: string): number => [...text].reduce((h, c) => (h * 31 + c.charCodeAt(0)) | 0, 7);

export interface RandomPolicy {
  readonly award: string;
  readonly statements: readonly string[];
}

export const arbitraryPolicy: fc.Arbitrary<RandomPolicy> = fc.record({
  award: fc.tuple(money, fc.boolean()).map(([m, decided]) => (decided ? `award up to ${m} decided by "the bureau" decided as paid` : `award ${m}`)),
  // a base is capped once, and a note has its own name
  statements: fc.uniqueArray(statement, { maxLength: 6, selector: (s) => (s.startsWith("cap base") ? "base" : s.startsWith("no duplication") ? "similar" : s.startsWith("funded") ? "funded" : s) }),
}).chain((policy) => fc.constantFrom("round down to 0.01 yuan", "round half up to 0.01 yuan", "round down to 1 yuan", "round up to 0.01 yuan").map((round) => ({ ...policy, statements: [...policy.statements, round] })));

export const textOf = (policy: RandomPolicy, order: (statements: readonly string[]) => readonly string[] = (s) => s): string =>
  policyWith(`scheme s {\n  per enterprise per calendar year\n  ${order([policy.award, ...policy.statements]).join("\n  ")}\n}`, "reading way { default plain \"plain\" odd \"odd\" }");
