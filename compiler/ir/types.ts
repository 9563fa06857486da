/** Types of expressions. `nothing` fits everywhere; `any` is left by an error already reported. */
export type Type =
  /** `per` are the units that one amount is for: yuan/sqm/month. */
  | { readonly kind: "money"; readonly per?: readonly string[] }
  /** `points`: a difference of percentages, no part of anything. */
  | { readonly kind: "percent"; readonly points?: true }
  | { readonly kind: "date" | "yes-no" | "text" | "dates" | "list" | "nothing" | "any" }
  | { readonly kind: "number"; readonly unit?: string; readonly fraction?: true }
  | { readonly kind: "one-of"; readonly fact: string; readonly members: readonly ListedValue[]; readonly rising: boolean; readonly orOther: boolean };

export interface ListedValue {
  readonly id: string;
  readonly names: readonly string[];
}

export const money: Type = { kind: "money" };
export const percent: Type = { kind: "percent" };
export const yesNo: Type = { kind: "yes-no" };
export const date: Type = { kind: "date" };
export const anything: Type = { kind: "any" };
export const plainNumber: Type = { kind: "number" };

export const isOpen = (type: Type): boolean => type.kind === "any" || type.kind === "nothing";

/** Whether two types are the same, units included. */
export function sameType(a: Type, b: Type): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "number" && b.kind === "number") return a.unit === b.unit;
  if (a.kind === "money" && b.kind === "money") return (a.per ?? []).join() === (b.per ?? []).join();
  if (a.kind === "one-of" && b.kind === "one-of") return a.members.map((m) => m.id).join() === b.members.map((m) => m.id).join();
  return true;
}

const names: Readonly<Record<Type["kind"], readonly [en: string, zh: string]>> = {
  money: ["an amount of money", "金额"],
  percent: ["a percentage", "百分比"],
  date: ["a date", "日期"],
  "yes-no": ["a condition", "条件"],
  text: ["a text", "文本"],
  dates: ["a list of dates", "日期列表"],
  list: ["a list of rows", "明细表"],
  nothing: ["nothing", "不补助"],
  any: ["a value", "值"],
  number: ["a number", "数"],
  "one-of": ["one of a list", "列举值"],
};

/** "an amount of money|金额": both languages in one parameter, split when rendered. */
export function typeName(type: Type): string {
  const [en, zh] = names[type.kind];
  if (type.kind === "number" && type.unit !== undefined) return `a number of ${type.unit}|以 ${type.unit} 计的数`;
  if (type.kind === "money" && type.per !== undefined) return `yuan/${type.per.join("/")}|元/${type.per.join("/")}`;
  if (type.kind === "percent" && type.points === true) return "percentage points|百分点";
  return `${en}|${zh}`;
}
