import type { Bool, Bounds, Int } from "./ir.js";

/** Makes conditions and whole numbers, simplified as far as constants allow. */

export const yes: Bool = { op: "true" };
export const no: Bool = { op: "false" };
export const flag = (name: string): Bool => ({ op: "flag", name });
export const int = (value: bigint): Int => ({ op: "int", value });
export const name = (text: string): Int => ({ op: "name", name: text });

/** The same question asked twice is asked once. */
function distinct(items: readonly Bool[]): readonly Bool[] {
  if (items.length < 2) return items;
  const seen = new Set<unknown>();
  return items.filter((item) => {
    const key = leafKey(item) ?? item;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function leafKey(item: Bool): string | undefined {
  switch (item.op) {
    case "flag": return `flag ${item.name}`;
    case "yes": case "no": case "known": case "absent": return `${item.op} ${item.fact}`;
    case "listed": return `listed ${item.fact} ${item.code}`;
    case "not": { const inner = leafKey(item.item); return inner === undefined ? undefined : `not ${inner}`; }
    default: return undefined;
  }
}

export function and(...items: readonly Bool[]): Bool {
  const left = distinct(items.flatMap((item) => (item.op === "and" ? item.items : [item])).filter((item) => item.op !== "true"));
  if (left.some((item) => item.op === "false")) return no;
  return left.length === 0 ? yes : left.length === 1 ? (left[0] as Bool) : { op: "and", items: left };
}

export function or(...items: readonly Bool[]): Bool {
  const left = distinct(items.flatMap((item) => (item.op === "or" ? item.items : [item])).filter((item) => item.op !== "false"));
  if (left.some((item) => item.op === "true")) return yes;
  return left.length === 0 ? no : left.length === 1 ? (left[0] as Bool) : { op: "or", items: left };
}

export function not(item: Bool): Bool {
  if (item.op === "true") return no;
  if (item.op === "false") return yes;
  return item.op === "not" ? item.item : { op: "not", item };
}

export function choose(test: Bool, then: Bool, otherwise: Bool): Bool {
  if (test.op === "true") return then;
  if (test.op === "false") return otherwise;
  if (then.op === otherwise.op && (then.op === "true" || then.op === "false")) return then;
  if (then.op === "true") return or(test, otherwise);
  if (then.op === "false") return and(not(test), otherwise);
  if (otherwise.op === "false") return and(test, then);
  if (otherwise.op === "true") return or(not(test), then);
  return { op: "choose", test, then, otherwise };
}

export function when(test: Bool, then: Int, otherwise: Int): Int {
  if (test.op === "true") return then;
  if (test.op === "false") return otherwise;
  if (then.op === "int" && otherwise.op === "int" && then.value === otherwise.value) return then;
  return { op: "if", test, then, otherwise };
}

export function two(op: "add" | "subtract" | "multiply" | "least" | "greatest", left: Int, right: Int): Int {
  if (left.op === "int" && right.op === "int") {
    const [a, b] = [left.value, right.value];
    return int(op === "add" ? a + b : op === "subtract" ? a - b : op === "multiply" ? a * b : op === "least" ? (a < b ? a : b) : a > b ? a : b);
  }
  if (op === "add" && left.op === "int" && left.value === 0n) return right;
  if ((op === "add" || op === "subtract") && right.op === "int" && right.value === 0n) return left;
  if (op === "multiply" && left.op === "int" && left.value === 1n) return right;
  if (op === "multiply" && right.op === "int" && right.value === 1n) return left;
  if (op === "multiply" && ((left.op === "int" && left.value === 0n) || (right.op === "int" && right.value === 0n))) return int(0n);
  return { op, left, right };
}

export function floorDivide(item: Int, by: bigint): Int {
  if (by === 1n) return item;
  if (item.op === "int") {
    const quotient = item.value / by;
    return int(item.value < 0n && quotient * by !== item.value ? quotient - 1n : quotient);
  }
  return { op: "divide", item, by };
}

export function compared(op: "less" | "at-most" | "equal", left: Int, right: Int): Bool {
  if ((left.op === "name" && right.op === "name" && left.name === right.name) || (left.op === "fact" && right.op === "fact" && left.fact === right.fact)) return op === "less" ? no : yes;
  if (left.op === "int" && right.op === "int") return (op === "less" ? left.value < right.value : op === "at-most" ? left.value <= right.value : left.value === right.value) ? yes : no;
  return { op, left, right };
}

const size = (a: bigint): bigint => (a < 0n ? -a : a);
export const widthOf = ({ least, most }: Bounds): bigint => (size(least) > size(most) ? size(least) : size(most));
const lower = (...all: readonly bigint[]): bigint => all.reduce((a, b) => (a < b ? a : b));
const upper = (...all: readonly bigint[]): bigint => all.reduce((a, b) => (a > b ? a : b));

/** What a value lies between, from what its facts and names lie between; every value on the way is told to `see`. */
export function boundsOf(value: Int, of: (value: Int & { readonly op: "fact" | "name" }) => Bounds, see: (bounds: Bounds) => void = () => {}): Bounds {
  const bounds = ((): Bounds => {
    switch (value.op) {
      case "int": return { least: value.value, most: value.value };
      case "fact": case "name": return of(value);
      case "add": case "subtract": case "multiply": case "least": case "greatest": {
        const [a, b] = [boundsOf(value.left, of, see), boundsOf(value.right, of, see)];
        if (value.op === "add") return { least: a.least + b.least, most: a.most + b.most };
        if (value.op === "subtract") return { least: a.least - b.most, most: a.most - b.least };
        if (value.op === "least") return { least: lower(a.least, b.least), most: lower(a.most, b.most) };
        if (value.op === "greatest") return { least: upper(a.least, b.least), most: upper(a.most, b.most) };
        const corners = [a.least * b.least, a.least * b.most, a.most * b.least, a.most * b.most];
        return { least: lower(...corners), most: upper(...corners) };
      }
      case "divide": {
        const inner = boundsOf(value.item, of, see);
        const down = (n: bigint): bigint => (n < 0n ? -((-n + value.by - 1n) / value.by) : n / value.by);
        return { least: down(inner.least), most: down(inner.most) };
      }
      case "if": {
        seeIn(value.test, of, see);
        const [a, b] = [boundsOf(value.then, of, see), boundsOf(value.otherwise, of, see)];
        return { least: lower(a.least, b.least), most: upper(a.most, b.most) };
      }
      case "year": return { least: -10_000n, most: 20_000n };
      case "shift": return { least: -10_000_000n, most: 10_000_000n };
    }
  })();
  see(bounds);
  return bounds;
}

/** Values inside a condition. */
export function seeIn(test: Bool, of: (value: Int & { readonly op: "fact" | "name" }) => Bounds, see: (bounds: Bounds) => void): void {
  switch (test.op) {
    case "less": case "at-most": case "equal": boundsOf(test.left, of, see); boundsOf(test.right, of, see); return;
    case "and": case "or": for (const item of test.items) seeIn(item, of, see); return;
    case "not": seeIn(test.item, of, see); return;
    case "choose": for (const part of [test.test, test.then, test.otherwise]) seeIn(part, of, see); return;
    default:
  }
}
