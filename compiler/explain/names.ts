/** What the two scripts call a thing: facts, values and units are shown by the name in the reader's own. */

const han = /\p{Script=Han}/u;

/** The name in the script of a language, where there are two; empty where there is none. */
export const inScript = (names: readonly string[], lang: "en" | "zh"): string => names.find((name) => han.test(name) === (lang === "zh")) ?? names[0] ?? "";

interface Measured {
  readonly unit?: string;
  readonly unitNames?: readonly string[];
}

/** Unit of a quantity, as the reader calls it; undefined where it is a plain number. */
export const unitOf = ({ unit, unitNames }: Measured, lang: "en" | "zh"): string | undefined => (unit === undefined ? undefined : inScript(unitNames ?? [unit], lang).replaceAll("_", " "));

/** "36 months", "36个月": a Chinese unit stands close to its number. */
export const withUnit = (value: string, unit: string | undefined): string => (unit === undefined ? value : `${value}${han.test(unit) ? "" : " "}${unit}`);
