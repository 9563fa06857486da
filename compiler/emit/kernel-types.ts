import type { CoreProgram } from "../ir/core.js";
import { statusCodes, type Plan } from "../plan/ir.js";
import { factSteps, listedValues } from "../plan/facts.js";
import { commented, quoted } from "./literals.js";

/** Declarations for the kernel: facts in whole steps, results by column. */
export function emitKernelTypes(program: CoreProgram, plan: Plan): string {
  const used = new Set(plan.schemes.flatMap((one) => one.facts));
  const facts = program.facts.filter((fact) => used.has(fact.id));
  const unit = (fact: CoreProgram["facts"][number]): string => {
    const steps = factSteps(fact.kind);
    if (fact.kind === "money") return "fen";
    if (fact.kind === "percent") return "hundredths of a percent: 8000 is 80%";
    if (steps !== undefined) return steps === 1n ? (fact.unit ?? "a whole number") : `millionths${fact.unit === undefined ? "" : ` of ${fact.unit}`}`;
    if (fact.kind === "yes-no") return "1 for yes, 0 for no";
    if (fact.kind === "one-of") return listedValues(fact).map((value, i) => `${i} ${value}`).join(", ");
    return fact.kind === "date-or-none" ? "days since 1970-01-01; Infinity for none" : "days since 1970-01-01";
  };
  const doc = (fact: CoreProgram["facts"][number]): string => [fact.titles.en, fact.titles.zh, unit(fact)].filter((part) => part !== undefined).map(commented).join(" · ");
  return `/** Facts of one application in whole steps; what is absent is unknown, never zero. */
export interface Steps {
${facts.map((fact) => `  /** ${doc(fact)} */\n  readonly ${quoted(fact.id)}${fact.alwaysKnown ? "" : "?"}: number;`).join("\n")}
}

/** Columns of many applications: NaN is unknown, which only floats can say; a column that is left out is unknown everywhere. */
export type Columns = { readonly [K in keyof Steps]?: Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array };

/** Of every column its status (index into \`statuses\`), its fen (NaN where not settled) and the bits of what bound it. */
export type Settled = Readonly<Record<\`\${Column}_status\` | \`\${Column}_fen\` | \`\${Column}_binding\`, number>>;

export type Column = ${plan.schemes.map((one) => quoted(one.column)).join(" | ") || "never"};

export interface Outputs {
  readonly status: Readonly<Record<Column, Uint8Array>>;
  readonly amount: Readonly<Record<Column, Float64Array>>;
  readonly binding: Readonly<Record<Column, Uint32Array>>;
}

export declare const columns: Readonly<Record<Column, { readonly scheme: string; readonly version: string; readonly binding: readonly string[] }>>;
export declare const statuses: readonly [${Object.entries(statusCodes).sort(([, a], [, b]) => a - b).map(([name]) => quoted(name)).join(", ")}];
export declare const steps: Readonly<Record<keyof Steps, { readonly kind: string; readonly names?: readonly string[]; readonly of?: number; readonly codes?: Readonly<Record<string, number>> }>>;
/** One application; who settles many may give the result of one to the next, to be written over. */
export declare function settle(facts: Steps, into?: Settled): Settled;
/** The facts of a case that has been checked, as steps. */
export declare function fromCase(facts: Readonly<Record<string, unknown>>): Steps;
/** Room for the results of so many rows. */
export declare function outputs(length: number, shared?: boolean): Outputs;
/** Rows \`from\` up to \`to\`, one column of results a scheme. */
export declare function batch(columns: Columns, outputs: Outputs, from: number, to: number): Outputs;
`;
}
