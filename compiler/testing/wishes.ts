import { expressionsFor, inside } from "./reach.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import { meeting, piecesOf } from "./linear.js";
import { compare, multiply, rational, toText, type Rational } from "../../runtime/rational.js";

/** What an applicant that passes would state: random answers to twelve conditions pass almost never. */

export interface Wish {
  /** Values that pass, as a case file gives them. */
  readonly values: readonly unknown[];
  /** For numbers, in the fact's own unit: at least, at most. */
  readonly from?: Rational;
  readonly to?: Rational;
}

export type Wishes = ReadonlyMap<string, Wish>;

class Collector {
  readonly values = new Map<string, Set<unknown>>();
  readonly bounds = new Map<string, { from?: Rational; to?: Rational }>();
  /** Requirements bound a number from one side; the rows of a table take turns. */
  bounding = true;

  constructor(private readonly program: CoreProgram, private readonly scheme: CoreScheme) {}

  wish(fact: string, value: unknown): void {
    this.values.set(fact, (this.values.get(fact) ?? new Set()).add(value));
  }

  want(expr: Expr, wanted: boolean): void {
    switch (expr.op) {
      case "fact": {
        const kind = this.program.facts.find((fact) => fact.id === expr.fact)?.kind;
        if (kind === "yes-no") this.wish(expr.fact, wanted);
        break;
      }
      case "definition": {
        const definition = this.scheme.definitions[expr.index];
        if (definition !== undefined) this.want(definition.value, wanted);
        break;
      }
      case "not": this.want(expr.item, !wanted); break;
      case "all": case "any": case "at-least-of": for (const item of expr.items) this.want(item, wanted); break;
      case "by-reading": for (const arm of expr.arms) this.want(arm.value, wanted); break;
      case "compare": this.compared(expr, wanted); break;
      default: break;
    }
  }

  private compared(expr: Extract<Expr, { readonly op: "compare" }>, wanted: boolean): void {
    const relation = wanted ? expr.relation : opposite[expr.relation];
    const { left, right } = expr;
    if (left.op === "rank" && left.item.op === "fact" && right.op === "rank" && right.item.op === "text") {
      const at = left.order.indexOf(right.item.value);
      const passes = left.order.filter((_, i) => holds(relation, Math.sign(i - at)));
      for (const member of passes) this.wish(left.item.fact, member);
      return;
    }
    if (left.op === "fact" && right.op === "text") {
      const members = this.program.facts.find((fact) => fact.id === left.fact)?.members?.map((member) => member.id) ?? [];
      for (const member of relation === "is" ? [right.value] : members.filter((one) => one !== right.value)) this.wish(left.fact, member);
      return;
    }
    for (const a of piecesOf(this.program, this.scheme, left)) for (const b of piecesOf(this.program, this.scheme, right)) {
      const met = meeting(a, b);
      if (met === undefined || a.fact === undefined || b.fact !== undefined || a.slope.n <= 0n) continue;
      const percent = this.program.facts.find((fact) => fact.id === met.fact)?.kind === "percent";
      const at = percent ? multiply(met.at, rational(100n)) : met.at;
      if (relation === "is") this.wish(met.fact, toText(at));
      if (!this.bounding || relation === "is" || relation === "is-not") continue;
      const bound = this.bounds.get(met.fact) ?? {};
      if ((relation === "at-least" || relation === "more-than") && (bound.from === undefined || compare(at, bound.from) > 0)) bound.from = at;
      if ((relation === "at-most" || relation === "less-than") && (bound.to === undefined || compare(at, bound.to) < 0)) bound.to = at;
      this.bounds.set(met.fact, bound);
    }
  }
}

type Relation = Extract<Expr, { readonly op: "compare" }>["relation"];

const opposite: Readonly<Record<Relation, Relation>> = {
  is: "is-not", "is-not": "is", "at-least": "less-than", "less-than": "at-least", "at-most": "more-than", "more-than": "at-most",
};

function holds(relation: Relation, sign: number): boolean {
  switch (relation) {
    case "is": return sign === 0;
    case "is-not": return sign !== 0;
    case "at-least": return sign >= 0;
    case "at-most": return sign <= 0;
    case "more-than": return sign > 0;
    case "less-than": return sign < 0;
  }
}

export function wishesOf(program: CoreProgram, schemes: readonly CoreScheme[]): Wishes {
  const wishes = new Map<string, Wish>();
  for (const scheme of schemes) {
    const collector = new Collector(program, scheme);
    for (const requirement of scheme.requirements) collector.want(requirement.test, true);
    for (const elsewhere of scheme.elsewhere) collector.want(elsewhere.test, false);
    for (const bar of program.policies[scheme.policy]?.bars ?? []) {
      if (program.facts.find((fact) => fact.id === bar.from)?.kind === "date-or-none") collector.wish(bar.from, null);
    }
    collector.bounding = false;
    for (const expr of expressionsFor(program, scheme)) for (const one of inside(expr)) {
      if (one.op === "cases") for (const row of one.rows) if (row.when !== null && row.then.op !== "nothing") collector.want(row.when, true);
    }
    for (const id of new Set([...collector.values.keys(), ...collector.bounds.keys()])) {
      const [known, bound] = [wishes.get(id), collector.bounds.get(id)];
      wishes.set(id, { ...known, ...bound, values: [...new Set([...(known?.values ?? []), ...(collector.values.get(id) ?? [])])] });
    }
  }
  return wishes;
}
