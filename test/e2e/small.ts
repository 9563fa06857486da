import { firstPolicy } from "../../compiler/cli/first-policy.js";

/** A workspace of one rule, as a browser would have kept it. */
export const smallWork = (lang: "en" | "zh" = "en"): { readonly files: Readonly<Record<string, string>>; readonly case: unknown; readonly drafts: boolean } => ({
  files: Object.fromEntries(firstPolicy[lang].map(({ name, text }) => [name, text])), drafts: false,
  case: { on: "2026-06-15", facts: { registered_in_city: true, annual_purchase: "100000", service_fee: "100000" }, readings: {}, schemes: [] },
});
