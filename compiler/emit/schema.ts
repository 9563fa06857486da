import type { FactInfo } from "../../runtime/program.js";
import type { CoreProgram } from "../ir/core.js";

/** JSON Schema 2020-12 of the facts of a case. It refuses what the runtime's reader refuses, ranges of decimals apart. */

export type JsonSchema = { readonly [key: string]: unknown };

const money = { type: "string", pattern: "^(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,2})?$" };
const decimal = { type: "string", pattern: "^-?(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,6})?$" };
/** By pattern and not by length, so that a validator compiled ahead of time needs no helper. */
const words = { type: "string", pattern: "^[\\s\\S]{0,1000}$" };
const day = { type: "string", pattern: "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$" };

function valueSchema(fact: FactInfo): JsonSchema {
  switch (fact.kind) {
    case "money": return money;
    case "percent": case "number": return decimal;
    case "integer": return {
      anyOf: [
        { type: "integer", minimum: Number(fact.from ?? -Number.MAX_SAFE_INTEGER), maximum: Number(fact.to ?? Number.MAX_SAFE_INTEGER) },
        { type: "string", pattern: "^-?(?:0|[1-9][0-9]{0,14})$" },
      ],
    };
    case "yes-no": return { type: "boolean" };
    case "date": return day;
    case "date-or-none": return { anyOf: [day, { type: "null" }] };
    case "dates": return { type: "array", items: day, maxItems: 2000 };
    case "list": {
      const rows = fact.rows ?? [];
      return {
        type: "array", maxItems: 2000,
        items: {
          type: "object", additionalProperties: false,
          properties: Object.fromEntries(rows.flatMap((row) => row.names.map((name) => [name, factSchema(row)] as const))),
        },
      };
    }
    case "text": return words;
    case "one-of": return fact.orOther === true
      ? { ...words, examples: (fact.members ?? []).map((member) => member.id) }
      : { enum: [...new Set((fact.members ?? []).flatMap((member) => [member.id, ...member.names]))] };
  }
}

function factSchema(fact: FactInfo): JsonSchema {
  const value = fact.byYear ? { type: "object", propertyNames: { pattern: "^[0-9]{4}$" }, additionalProperties: valueSchema(fact) } : valueSchema(fact);
  const title = fact.titles.en ?? fact.titles.zh;
  const measure = [fact.kind === "money" ? "yuan" : fact.kind === "percent" ? "percent" : fact.unit, fact.perYear ? "per calendar year" : undefined].filter((part) => part !== undefined).join(" ");
  const described = [fact.titles.zh, measure, fact.finding ? "finding of an authority" : undefined].filter((part) => part !== undefined && part !== "").join("; ");
  return { ...value, ...(title === undefined ? {} : { title }), ...(described === "" ? {} : { description: described }) };
}

export function factsSchema(program: CoreProgram): JsonSchema {
  const entries = program.facts.flatMap((fact) => [...new Set([fact.id, ...fact.names])].map((name) => [name, factSchema(fact)] as const));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: `Facts of ${program.policies.map((policy) => `${policy.id} ${policy.version}`).join(", ")}`,
    type: "object",
    properties: Object.fromEntries(entries),
    required: program.facts.filter((fact) => fact.alwaysKnown).map((fact) => fact.id),
    additionalProperties: false,
  };
}

/** Text with a final line break, the same from build to build. */
export const emitSchema = (program: CoreProgram): string => `${JSON.stringify(factsSchema(program), null, 2)}\n`;
