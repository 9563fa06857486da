import type { Outcome } from "../protocol.js";
import { lang, t, titleOf } from "../store.js";

/** "3000000.00" as people write it. */
export function amount(yuan: string): string {
  const [whole = "", decimals = "00"] = yuan.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+(?!\d))/g, ",");
  const shown = `${grouped}.${decimals.padEnd(2, "0")}`;
  return lang.value === "en" ? `${shown} yuan` : `${shown}元`;
}

/** Short, for axes: 50万, 1.2亿; 500k, 1.2M. */
export function short(value: number): string {
  const trim = (n: number): string => n.toLocaleString("en-US", { maximumFractionDigits: 2 });
  if (lang.value === "zh") return value >= 1e8 ? `${trim(value / 1e8)}亿` : value >= 1e4 ? `${trim(value / 1e4)}万` : trim(value);
  return value >= 1e9 ? `${trim(value / 1e9)}bn` : value >= 1e6 ? `${trim(value / 1e6)}m` : value >= 1e4 ? `${trim(value / 1e3)}k` : trim(value);
}

/** The sums of a case, the widest last; one award alone stands for itself. */
export function headlineOf(outcome: Outcome | undefined): readonly { readonly title: string; readonly text: string }[] {
  if (outcome?.account === undefined) return [];
  const totals = outcome.account.totals.map(({ title, text }) => ({ title: `${t("total")} · ${title}`, text }));
  if (totals.length > 0) return [...totals].reverse();
  return outcome.awards.filter((award) => award.status === "eligible" || award.status === "undetermined").slice(0, 1)
    .map((award) => ({ title: titleOf(award.titles, award.scheme), text: award.amount !== null && award.status === "eligible" ? amount(award.amount) : award.ceiling !== null ? `${t("upTo")} ${amount(award.ceiling)}` : t("undetermined") }));
}

/** Exact shift of a decimal text: "1.5" by 4 is "15000". */
export function shifted(text: string, by: number): string {
  const negative = text.startsWith("-");
  const [whole = "0", decimals = ""] = text.replace("-", "").split(".");
  const point = whole.length + by;
  const digits = (whole + decimals).padEnd(point, "0");
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits;
  const at = Math.max(1, point);
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, "");
  const right = padded.slice(at).replace(/0+$/, "");
  return `${negative ? "-" : ""}${left}${right === "" ? "" : `.${right}`}`;
}
