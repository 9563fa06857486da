import type { FactInfo } from "../../runtime/program.js";
import type { CoreProgram } from "../../compiler/ir/core.js";
import { validities } from "../../compiler/versions.js";
import { formatDay } from "../../runtime/date.js";

/** A few answers to a fact, spread over what it can be: enough to see whether knowing it settles something. */
export function valuesWorthTrying(fact: FactInfo, program: CoreProgram): readonly unknown[] {
  switch (fact.kind) {
    case "yes-no": return [true, false];
    case "one-of": return (fact.members ?? []).map((member) => member.id).slice(0, 8);
    case "date": case "date-or-none": {
      const days = validities(program).flatMap(({ from, to }) => (from === undefined || to === undefined ? [] : [formatDay(from), formatDay(Math.floor((from + to) / 2))]));
      return [...days.slice(0, 3), ...(fact.kind === "date-or-none" ? [null] : [])];
    }
    case "money": case "number": case "percent": case "integer": {
      const from = Number(fact.from ?? 0);
      const to = Number(fact.to ?? 1_000_000);
      const middle = fact.kind === "integer" ? Math.floor((from + to) / 2) : (from + to) / 2;
      const small = Math.min(to, Math.max(from, fact.kind === "money" ? 200_000 : fact.kind === "integer" ? from + 1 : middle / 2));
      return [...new Set([from, small, middle, to])].map((value) => (fact.kind === "integer" ? value : value.toFixed(fact.kind === "money" ? 2 : 0)));
    }
    default: return [];
  }
}
