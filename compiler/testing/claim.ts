import { evaluateCase, evaluateDossier } from "../../runtime/api.js";
import { parseDay } from "../../runtime/date.js";
import { evaluate } from "../../runtime/evaluate.js";
import { readFacts } from "../../runtime/input.js";
import type { Program } from "../../runtime/program.js";
import type { Award, Evaluation } from "../../runtime/result.js";
import type { Value } from "../../runtime/value.js";
import { interpret } from "../interpret.js";
import type { CoreProgram } from "../ir/core.js";
import type { TestCase } from "./case.js";

/** What a claim is, and what checks it. */

export type ClaimKind =
  | "amount" | "gated" | "cap" | "yearly-cap" | "instalments" | "unknown" | "readings" | "always" | "stack" | "pool" | "generated" | "hostile";

export interface Violation {
  readonly en: string;
  readonly zh: string;
  /** Statements at odds: indices into the program's sites. */
  readonly sites: readonly number[];
}

export interface Claim {
  readonly kind: ClaimKind;
  /** Id of the scheme, stack or pool. */
  readonly subject: string;
  /** The statement's name within its subject. */
  readonly name: string;
  readonly site: number;
  readonly en: string;
  readonly zh: string;
  /** Schemes a case must ask. */
  readonly schemes: readonly string[];
  /** What is wrong with this case; undefined where the claim holds. */
  check(run: Runner, at: TestCase): Violation | undefined;
}

/** Evaluates cases; what was evaluated last is remembered. */
export interface Runner {
  readonly core: CoreProgram;
  readonly program: Program;
  /** With the steps of the account. Throws InputFault. */
  evaluate(at: TestCase): Evaluation;
  /** The awards alone, without the steps. Throws InputFault. */
  outcome(at: TestCase): Evaluation;
  /** The awards alone, as if one fact of the case were unknown. */
  lacking(at: TestCase, fact: string): Evaluation;
  /** The same applications of one enterprise, one after the other. */
  twice(at: TestCase, subjects: Readonly<Record<string, string>>): Evaluation;
  /** By another evaluator of the same program, where one is given. */
  readonly other: ((at: TestCase) => Evaluation) | undefined;
}

export function createRunner(core: CoreProgram, other?: (at: TestCase) => Evaluation): Runner {
  const program = interpret(core);
  const awards: Program = { ...program, always: [], stacks: [], policies: program.policies.map((policy) => ({ ...policy, bars: [], publicity: [] })) };
  let read: { readonly at: TestCase; readonly facts: ReadonlyMap<string, Value> } | undefined;
  let last: { readonly at: TestCase; readonly evaluation: Evaluation } | undefined;
  return {
    core, program, other,
    evaluate(at) {
      if (last?.at !== at) last = { at, evaluation: evaluateCase(program, at.facts, at) };
      return last.evaluation;
    },
    outcome: (at) => evaluateCase(awards, at.facts, { ...at, trace: false }),
    lacking(at, fact) {
      if (read?.at !== at) read = { at, facts: readFacts(program, at.facts).facts };
      const facts = new Map(read.facts);
      for (const id of facts.keys()) if (id === fact || id.startsWith(`${fact}@`)) facts.delete(id);
      const on = at.on === undefined ? undefined : parseDay(at.on);
      return evaluate(awards, [{ id: "", facts, subjects: {}, schemes: at.schemes }], { ...(on === undefined ? {} : { on }), readings: at.readings, trace: false });
    },
    twice: (at, subjects) => evaluateDossier(awards, { facts: at.facts, subjects, applications: [{ id: "1" }, { id: "2" }] }, { ...at, trace: false }),
  };
}

export const awardOf = (evaluation: Evaluation, scheme: string): Award | undefined => evaluation.awards.find((award) => award.scheme === scheme);
