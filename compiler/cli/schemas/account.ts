import type { JsonSchema } from "./case.js";

/** What `allot explain --format json` writes: the account as a person reads it, in one language. */

const string = { type: "string" };
const strings = { type: "array", items: string };

const line = {
  type: "object",
  required: ["mark", "text", "inputs", "cites", "file", "start", "end"],
  properties: {
    mark: { enum: ["met", "failed", "open", "step", "decides"], description: "decides: this gave the amount" },
    text: string,
    inputs: { ...strings, description: "facts it read, with their values" },
    cites: {
      type: "array",
      items: {
        type: "object", required: ["clause", "quote", "external"], additionalProperties: false,
        properties: { clause: string, quote: string, external: { type: "boolean", description: "stands outside the stored text" } },
      },
    },
    file: { ...string, description: "policy file" },
    start: { type: "integer", minimum: 0, description: "offset of the statement in the file" },
    end: { type: "integer", minimum: 0 },
  },
  additionalProperties: false,
};

const award = {
  type: "object",
  required: ["scheme", "title", "policy", "application", "status", "headline", "because", "missing", "notes", "lines", "instalments", "readings"],
  properties: {
    scheme: { ...string, description: "qualified id" }, title: string, policy: string, application: string, status: string,
    headline: { ...string, description: "amount or ceiling with its unit; empty where nothing can be stated" },
    because: strings, missing: strings, notes: strings, lines: { type: "array", items: line }, instalments: strings, payers: strings, repayments: strings, readings: strings,
  },
  additionalProperties: false,
};

const total = {
  type: "object", required: ["title", "text", "parts"], additionalProperties: false,
  properties: { title: string, text: { ...string, description: "total, relation, and the range where the texts are silent" }, parts: strings },
};

export const accountSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:allot:account:1",
  title: "Account",
  type: "object",
  required: ["format", "lang", "awards", "totals"],
  properties: {
    format: { const: 1 }, lang: { enum: ["en", "zh"] }, on: { ...string, description: "date of application" },
    id: { ...string, description: "the case's own name" }, line: { type: "integer", minimum: 1, description: "line of a JSON Lines file" },
    awards: { type: "array", items: award }, totals: { type: "array", items: total },
  },
  additionalProperties: false,
};
