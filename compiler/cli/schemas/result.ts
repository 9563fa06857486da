import type { JsonSchema } from "./case.js";

/** What `allot eval --format json` writes: the evaluation, and the places in the policies that it points to. */

const string = { type: "string" };
const strings = { type: "array", items: string };
const yuan = { type: "string", pattern: "^(?:0|[1-9][0-9]*)\\.[0-9]{2}$", description: "decimal yuan" };
const maybe = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: "null" }] });
const site = { type: "integer", minimum: 0, description: "key into `sites`" };
const titles = { type: "object", properties: { en: string, zh: string }, additionalProperties: false };
const readings = { type: "object", additionalProperties: string, description: "readings the result depended on, with the alternative taken" };
const day = { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };

function object(properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema {
  return { type: "object", required: Object.keys(properties).filter((key) => !optional.includes(key)), properties, additionalProperties: false };
}

const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });

const reason = object({
  id: { ...string, description: "the statement's name within its scheme" },
  kind: { enum: ["not-yet-in-force", "expired", "require", "window", "deadline", "bar", "once", "limit", "nothing", "elsewhere", "note", "waived"] },
  site,
});

const value = {
  description: "amount or number as text, date, condition, null for a date checked and not there, nothing due, or what is missing",
  anyOf: [string, { type: "boolean" }, { type: "null" }, object({ nothing: string }), object({ missing: strings })],
};

const step = object({ site, value, row: { type: "integer", minimum: 0 }, inputs: { type: "object", additionalProperties: value } }, ["row", "inputs"]);

const instalment = object({
  id: string, after: string, amount: maybe(yuan), status: { enum: ["due", "not-yet-due", "lapsed", "undetermined"] }, missing: strings, reasons: list(reason), site,
});

const award = object({
  application: { ...string, description: "id of the application; empty where there is only one" },
  scheme: string, policy: string, version: string, titles,
  status: { enum: ["eligible", "ineligible", "undetermined", "not-in-force", "outside-window", "barred", "exhausted", "elsewhere", "case-by-case"] },
  amount: { ...maybe(yuan), description: "what is due; null where only a ceiling, or nothing yet, can be stated" },
  ceiling: { ...maybe(yuan), description: "the most the text allows where an authority decides" },
  decidedBy: maybe(string),
  binding: { ...list(object({ id: string, site, row: { type: "integer", minimum: 0 } }, ["row"])), description: "what the amount is equal to: the formula (award), the authority's decision, caps, pools" },
  reasons: list(reason), notes: list(reason),
  missing: { ...strings, description: "facts that would settle it" },
  readings, pools: { ...strings, description: "pools that may still cut the award" },
  instalments: list(instalment), paidSoFar: maybe(yuan), flags: list({ enum: ["recomputed", "overpaid"] }),
  repayments: { ...list(object({ id: string, amount: maybe(yuan), missing: strings, site })), description: "claims on money paid earlier; only where the scheme has any" },
  payers: { ...list(object({ payer: string, amount: yuan })), description: "who pays which part; only where the scheme says so" },
  trace: list(step),
}, ["trace", "repayments", "payers"]);

const place = object({
  policy: string, kind: string, name: string, titles, text: { ...string, description: "as the policy writes it" },
  cites: list(object({ anchor: string, quote: string, external: { type: "boolean" } })),
  file: string,
});

export const resultSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:allot:result:1",
  title: "Result",
  description: "What the policies give for one case or dossier. Amounts are decimal strings in yuan.",
  ...object({
    format: { const: 1 },
    line: { type: "integer", minimum: 1, description: "line of the input, for JSON Lines" },
    id: string, on: day,
    awards: list(award),
    bars: list(object({ id: string, policy: string, titles, barred: maybe({ type: "boolean" }), lastBarredDay: maybe(day), missing: strings, site })),
    publicity: list(object({ id: string, policy: string, titles, lastDay: maybe(day), earliestListDate: maybe(day), missing: strings, site })),
    stacks: list(object({
      id: string, titles, relation: maybe(string), silent: { type: "boolean", description: "the text does not say how the awards combine" },
      members: list(object({ id: string, amount: maybe(yuan), isCeiling: { type: "boolean" } })),
      total: maybe(yuan), isCeiling: { type: "boolean" },
      range: maybe({ type: "array", prefixItems: [yuan, yuan], items: false, minItems: 2, maxItems: 2 }),
      readings, aboveInPrinciple: { const: true, description: "together above a ceiling that holds in principle" }, site,
    }, ["aboveInPrinciple"])),
    claims: list(object({ id: string, holds: maybe({ type: "boolean" }), site })),
    sites: { type: "object", propertyNames: { pattern: "^[0-9]+$" }, additionalProperties: place, description: "the places in the policies that `site` numbers point to: clause, quoted words, file" },
  }, ["line", "id", "on"]),
} as const satisfies JsonSchema;
