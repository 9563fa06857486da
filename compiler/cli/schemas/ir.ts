import type { JsonSchema } from "./case.js";

/** The contract of `allot build --target ir`: version 1. */

const ref = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const list = (items: JsonSchema): JsonSchema => ({ type: "array", items });
const text: JsonSchema = { type: "string" };
const flag: JsonSchema = { type: "boolean" };
const site: JsonSchema = { type: "integer", minimum: 0, description: "index into `sites`" };
const exact: JsonSchema = { type: "string", pattern: "^-?\\d+(\\.\\d+)?(/\\d+)?$", description: "an exact number: yuan, a fraction of one, or a count" };

const op = (names: readonly string[], fields: Readonly<Record<string, JsonSchema>>, optional: readonly string[] = []): JsonSchema => ({
  type: "object", properties: { op: { enum: names }, ...fields }, required: ["op", ...Object.keys(fields).filter((field) => !optional.includes(field))], additionalProperties: false,
});

const expressions: readonly JsonSchema[] = [
  op(["number"], { value: exact }), op(["date"], { iso: text }), op(["text"], { value: text }), op(["yes-no"], { value: flag }), op(["none"], {}),
  op(["nothing"], { site }), op(["fact"], { fact: text }), op(["in-year"], { fact: text, year: ref("expression") }),
  op(["definition"], { index: { type: "integer", minimum: 0, description: "index into the scheme's definitions" } }),
  op(["add", "subtract", "multiply", "divide", "lower", "higher"], { left: ref("expression"), right: ref("expression") }),
  op(["whole-down", "whole-up", "not", "year-of"], { item: ref("expression") }),
  op(["compare"], { relation: { enum: ["at-least", "at-most", "more-than", "less-than", "is", "is-not"] }, left: ref("expression"), right: ref("expression") }),
  op(["rank"], { item: ref("expression"), order: list(text) }),
  op(["all", "any"], { items: list(ref("expression")) }), op(["at-least-of"], { count: { type: "integer" }, items: list(ref("expression")) }),
  op(["cases"], { site, rows: list({ type: "object", properties: { when: { anyOf: [ref("expression"), { type: "null" }] }, then: ref("expression") }, required: ["when", "then"] }) }),
  op(["given"], { value: ref("expression"), fallback: ref("expression") }),
  op(["by-reading"], { reading: text, arms: list({ type: "object", properties: { alternative: text, value: ref("expression") }, required: ["alternative", "value"] }) }),
  op(["payout-of", "ceiling-of"], { scheme: text }), op(["cap-of"], { scheme: text, cap: { type: ["string", "null"] } }),
  op(["shift"], { date: ref("expression"), count: ref("expression"), unit: { enum: ["day", "month", "year"] }, direction: { enum: [1, -1] } }),
  op(["elapsed"], { unit: { enum: ["days", "full-months", "started-months"] }, from: ref("expression"), to: ref("expression") }),
  op(["sum-rows"], { site, list: text, value: ref("expression") }),
  op(["in-window"], { date: ref("expression"), spans: list({ type: "object" }) }),
];

const statement = (fields: Readonly<Record<string, JsonSchema>>, required: readonly string[] = []): JsonSchema => ({
  type: "object",
  properties: { site, guards: list({ type: "object", properties: { reading: text, alternatives: list(text) }, required: ["reading", "alternatives"] }), when: ref("expression"), ...fields },
  required: ["site", "guards", ...required],
});

export const irSchema: JsonSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "A compiled set of policies, version 1 of the format",
  type: "object",
  required: ["ir", "policies", "facts", "readings", "schemes", "pools", "stacks", "always", "sites"],
  properties: {
    ir: { const: 1 }, format: { const: 1 },
    policies: list({ type: "object", required: ["id", "version", "draft", "validity"], properties: { id: text, version: text, draft: flag, validity: list(statement({ by: text, from: ref("expression"), to: ref("expression"), fromInclusive: flag, toInclusive: flag }, ["by", "from"])) } }),
    facts: list({ type: "object", required: ["id", "names", "kind"], properties: { id: text, names: list(text), kind: { enum: ["money", "percent", "integer", "number", "yes-no", "text", "dates", "date", "date-or-none", "one-of", "list"] }, rows: list({ type: "object", required: ["id", "names", "kind"] }) } }),
    readings: list({ type: "object", required: ["id", "alternatives", "byDefault"] }),
    schemes: list({
      type: "object", required: ["id", "policy", "definitions", "requirements", "elsewhere", "awards", "deductions", "caps", "floors", "rounding", "instalments"],
      properties: {
        id: text, policy: { type: "integer", minimum: 0 },
        definitions: list(statement({ name: text, value: ref("expression") }, ["value"])),
        requirements: list(statement({ id: text, kind: { enum: ["require", "window", "deadline", "bar", "once"] }, test: ref("expression"), unless: ref("expression") }, ["kind", "test"])),
        elsewhere: list(statement({ test: ref("expression") }, ["test"])),
        awards: list(statement({ id: text, value: ref("expression"), cap: ref("expression") }, ["value"])),
        deductions: list(statement({ value: ref("expression"), afterCaps: flag, whole: flag }, ["value", "afterCaps"])),
        caps: list(statement({ id: text, value: ref("expression"), counting: text, subjects: list(text), perYear: flag }, ["id", "value"])),
        floors: list(statement({ value: ref("expression"), drops: flag }, ["value", "drops"])),
        limits: list(statement({ id: text, value: ref("expression"), counting: text, subjects: list(text), categories: list(text), perYear: flag, serves: { enum: ["earliest", "highest"] } }, ["id", "value", "serves"])),
        repayments: list(statement({ id: text, test: ref("expression"), value: ref("expression") }, ["id", "test", "value"])),
        funding: list(statement({ payers: list({ type: "object", properties: { id: text, share: exact }, required: ["id", "share"] }) }, ["payers"])),
        rounding: list(statement({ mode: { enum: ["down", "half-up", "up"] }, unit: exact }, ["mode", "unit"])),
      },
    }),
    pools: list({ type: "object", required: ["id", "covers", "caps"] }),
    stacks: list({ type: "object", required: ["id", "members", "relations"] }),
    always: list(statement({ id: text, claim: ref("expression") }, ["claim"])),
    sites: list({ type: "object", required: ["policy", "kind", "text", "cites", "file", "start", "end"] }),
  },
  $defs: { expression: { oneOf: expressions } },
};
