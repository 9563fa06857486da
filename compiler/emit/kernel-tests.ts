import type { Bool } from "../plan/ir.js";

/** Conditions as text, and conditions on one fact of few values as one or two comparisons. */

export const joined = (tests: readonly string[], and: boolean): string => {
  const [idle, decisive] = and ? ["true", "false"] : ["false", "true"];
  const left = [...new Set(tests)].filter((test) => test !== idle);
  return left.includes(decisive) ? decisive : left.length === 0 ? idle : left.length === 1 ? left[0] as string : `(${left.join(and ? " && " : " || ")})`;
};

export const opposite = (test: string): string => (test === "true" ? "false" : test === "false" ? "true" : /^\w+$/.test(test) ? `!${test}` : `!(${test})`);

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** A condition that holds of one value of one fact. */
export interface Key {
  readonly fact: string;
  readonly code: number;
}

/** Few values of one fact, or all but these. */
export interface Chosen {
  readonly fact: string;
  readonly codes: ReadonlySet<number>;
  readonly but: boolean;
}

/** A condition that only asks which of few values one fact is. */
export function chosenIn(test: Bool, keyOf: (test: Bool) => Key | undefined, rangeOf: (fact: string) => Range | undefined): Chosen | undefined {
  if (test.op === "not") { const inner = chosenIn(test.item, keyOf, rangeOf); return inner === undefined ? undefined : { ...inner, but: !inner.but }; }
  const all = (fact: string): ReadonlySet<number> | undefined => {
    const range = rangeOf(fact);
    return range === undefined ? undefined : new Set(Array.from({ length: range.most - range.least + 1 }, (_, i) => range.least + i));
  };
  if (test.op === "known") { const codes = all(test.fact); return codes === undefined ? undefined : { fact: test.fact, codes, but: false }; }
  const key = keyOf(test);
  if (key !== undefined) return rangeOf(key.fact) === undefined ? undefined : { fact: key.fact, codes: new Set([key.code]), but: false };
  if (test.op !== "and" && test.op !== "or") return undefined;
  // some value of these, or none of those: what is unknown is never some value
  let sum: Chosen | undefined;
  for (const item of test.items) {
    const one = chosenIn(item, keyOf, rangeOf);
    if (one === undefined || (sum !== undefined && one.fact !== sum.fact)) return undefined;
    if (sum === undefined) { sum = one; continue; }
    const [a, b] = test.op === "and" ? [sum, one] : [{ ...sum, but: !sum.but }, { ...one, but: !one.but }];
    const both: Chosen = a.but && b.but ? { fact: one.fact, codes: new Set([...a.codes, ...b.codes]), but: true }
      : { fact: one.fact, codes: new Set([...(a.but ? b : a).codes].filter((code) => a.codes.has(code) !== a.but && b.codes.has(code) !== b.but)), but: false };
    sum = test.op === "and" ? both : { ...both, but: !both.but };
  }
  return sum;
}

export function among({ codes, but }: Chosen, f: string, range: Range | undefined, there: boolean): string {
  if (range === undefined) return "false";
  const all = Array.from({ length: range.most - range.least + 1 }, (_, i) => range.least + i);
  const own = all.filter((code) => codes.has(code));
  const others = all.filter((code) => !codes.has(code));
  // what is unknown is none of them
  if (others.length === 0) return there ? String(!but) : but ? `${f} !== ${f}` : `${f} === ${f}`;
  if (own.length === 0) return String(but);
  const [low, high] = [Math.min(...own), Math.max(...own)];
  if (own.length === 1) return `${f} ${but ? "!==" : "==="} ${low}`;
  if (there && others.length === 1) return `${f} ${but ? "===" : "!=="} ${others[0] ?? 0}`;
  const within = high - low + 1 === own.length;
  const test = within && low === range.least ? `${f} <= ${high}` : within && high === range.most ? `${f} >= ${low}` : within ? `(${f} >= ${low} && ${f} <= ${high})` : joined(own.map((code) => `${f} === ${code}`), false);
  return but ? opposite(test) : test;
}
