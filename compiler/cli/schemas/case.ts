/**
 * What people write for `allot eval` and `allot explain`: JSON Schema 2020-12. The facts inside are the policies' own
 * (`allot build --target schema` writes their schema); here is what surrounds them.
 */

export type JsonSchema = { readonly [key: string]: unknown };

const draft = "https://json-schema.org/draft/2020-12/schema";
const text = (description: string, maxLength = 200): JsonSchema => ({ type: "string", minLength: 1, maxLength, description });

const parts = {
  format: { const: 1, description: "version of this format; 1 where it is not said" },
  id: text("names the case in results and messages"),
  title: text("for the reader; nothing is computed from it"),
  on: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", description: "date of application, 2026-06-15: stands for the dates that policies test where the facts do not give them" },
  facts: {
    type: "object",
    description: "what is known, by the facts' names in either language: amounts, percentages and decimals as text (\"200000\", \"37.5\"), dates as \"2026-06-15\", conditions as true or false; what is absent is unknown, never zero",
  },
  schemes: { type: "array", minItems: 1, maxItems: 500, items: text("name of a scheme"), description: "schemes applied for; all where it is absent" },
  readings: { type: "object", maxProperties: 500, additionalProperties: text("name of an alternative"), description: "reading to alternative, where it is not the default" },
  subjects: { type: "object", maxProperties: 100, additionalProperties: text("identity of the subject"), description: "who and what is meant, such as { \"enterprise\": \"registration number\" }: caps that count over several applications need it" },
} as const satisfies Readonly<Record<string, JsonSchema>>;

/** One application. */
export const caseSchema = {
  $schema: draft,
  $id: "urn:allot:case:1",
  title: "Case",
  description: "One application: its facts, and how to read the policies.",
  type: "object",
  required: ["facts"],
  properties: parts,
  additionalProperties: false,
} as const satisfies JsonSchema;

/** Several applications of one enterprise, settled in the order given. */
export const dossierSchema = {
  $schema: draft,
  $id: "urn:allot:dossier:1",
  title: "Dossier",
  description: "Several applications of one enterprise, settled in order: what one is paid counts against the caps of the next. Facts, subjects and schemes said at the top hold for every application that does not say them itself.",
  type: "object",
  required: ["applications"],
  properties: {
    ...parts,
    applications: {
      type: "array",
      minItems: 1,
      maxItems: 10_000,
      items: {
        type: "object",
        properties: { id: text("names the application in results"), title: parts.title, schemes: parts.schemes, facts: parts.facts, subjects: parts.subjects },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const satisfies JsonSchema;
