import type { Bool, Bounds, Int } from "./ir.js";

/** Makes conditions and whole numbers, simplified as far as constants allow. */

export const yes: Bool = { op: "true" };
export const no: Bool = { op: "false" };
export const flag = (name: string): Bool => ({ op: "flag", name });
export const int = (value: bigint): Int => ({ op: "int", value });
export const name = (text: string): Int => ({ op: "name", name: text });

const texts = new WeakMap<object, string>();

/** Equal conditions have equal texts: made of those of their parts, each once. */
function textOf(item: object): string {
  let text = texts.get(item);
  if (text === undefined) {
    text = "(";
    for (const value of Object.values(item) as readonly unknown[]) text += typeof value === "object" && value !== null ? textOf(value) : `${String(value)} `;
    texts.set(item, text += ")");
  }
  return text;
}

/** Facts of which a condition that holds says that they are known. */
const says = (item: Bool): string | undefined => (item.op === "yes" || item.op === "no" || item.op === "listed" || item.op === "absent" ? item.fact : undefined);

/** Conditions that all hold, or of which one does: none twice, none beside its opposite, none that another one decides. */
function joined(op: "and" | "or", given: readonly Bool[]): Bool {
  const [idle, decisive, other] = op === "and" ? ([yes, no, "or"] as const) : ([no, yes, "and"] as const);
  const all = new Map<string, Bool>();
  for (const item of given.flatMap((one) => (one.op === op ? one.items : [one]))) if (item.op !== idle.op) all.set(textOf(item), item);
  if ([...all.values()].some((item) => item.op === decisive.op || all.has(textOf(not(item))))) return decisive;
  const stated = new Set([...all.values()].flatMap((item) => says(op === "and" ? item : not(item)) ?? []));
  const left: Bool[] = [];
  let changed = false;
  for (const item of all.values()) {
    const plain = op === "and" ? item : not(item);
    if (plain.op === "known" && stated.has(plain.fact)) continue;
    if (item.op !== other) { left.push(item); continue; }
    // what another condition decides of this one
    if (item.items.some((part) => all.has(textOf(part)))) continue;
    const parts = item.items.filter((part) => !all.has(textOf(not(part))));
    changed ||= parts.length < item.items.length;
    left.push(parts.length < item.items.length ? joined(other, parts) : item);
  }
  if (changed) return joined(op, left);
  return left.length === 0 ? idle : left.length === 1 ? (left[0] as Bool) : { op, items: left };
}

export const and = (...items: readonly Bool[]): Bool => joined("and", items);
export const or = (...items: readonly Bool[]): Bool => joined("or", items);

/** A condition that is asked only where none of `denied` holds: without those parts that then follow from its others. */
export function given(test: Bool, denied: Bool): Bool {
  if (test.op !== "or") return test;
  const stated = new Set(test.items.map(textOf));
  const refused = new Set<string>();
  for (const item of denied.op === "or" ? denied.items : [denied]) {
    const parts = item.op === "and" ? item.items : [item];
    // of what does not hold together, one part holds only where another does not
    const decided = parts.find((part) => stated.has(textOf(part)) && parts.every((other) => other === part || (stated.has(textOf(not(other))) && !refused.has(textOf(not(other))))));
    if (decided !== undefined) refused.add(textOf(decided));
  }
  return refused.size === 0 ? test : or(...test.items.filter((item) => !refused.has(textOf(item))));
}

const opposites = new WeakMap<Bool, Bool>();

export function not(item: Bool): Bool {
  if (item.op === "true") return no;
  if (item.op === "false") return yes;
  if (item.op === "not") return item.item;
  let opposite = opposites.get(item);
  if (opposite === undefined) {
    opposite = item.op === "and" ? joined("or", item.items.map(not)) : item.op === "or" ? joined("and", item.items.map(not)) : { op: "not", item };
    opposites.set(item, opposite);
  }
  return opposite;
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
