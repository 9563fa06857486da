import { boundsOf, not } from "../plan/build.js";
import { safe, statusCodes, type Bool, type Bounds, type Int, type SchemePlan, type Step } from "../plan/ir.js";
import { among, chosenIn, joined, opposite, type Key, type Range } from "./kernel-tests.js";

/** Values and conditions of a plan as JavaScript: whole numbers in doubles where they stay below 2^53, in BigInt elsewhere. */

/** What the code of one scheme finds around it. */
export interface Surroundings {
  /** Variable of a fact. */
  readonly fact: (id: string) => string;
  /** Whether a fact always has a value. */
  readonly there: (id: string) => boolean;
  /** The whole numbers that a fact may be, where they are few. */
  readonly range: (id: string) => Range | undefined;
  /** What the number of a fact lies between. */
  readonly bounds: (id: string) => Bounds;
  /** Status and amount of another scheme that was computed before. */
  readonly status: (scheme: string) => string | undefined;
  readonly amount: (scheme: string) => string | undefined;
  readonly amountBounds: (scheme: string) => Bounds;
  /** Functions and tables that the module must hold; a table answers with its name. */
  readonly helper: (name: string) => void;
  readonly table: (text: string) => string;
}

type Strict = ReadonlySet<string>;
const none: Strict = new Set();

/** A value that doubles do not hold exactly. */
const isWide = ({ least, most }: Bounds): boolean => most > safe || least < -safe;

export class SchemeCode {
  private readonly steps: ReadonlyMap<string, Step>;
  private readonly uses = new Map<string, number>();
  private readonly variables = new Map<string, string>();

  constructor(plan: SchemePlan, private readonly at: Surroundings) {
    const steps = [...plan.prelude, ...plan.steps];
    this.steps = new Map(steps.map((step) => [step.name, step]));
    const { gates, elsewhere, nothing, unknown, ceiling, caseByCase, amount } = plan;
    this.count([gates, elsewhere, nothing, unknown, ceiling, caseByCase, amount], 1);
    for (const step of steps) {
      // a limit is compared, then taken
      if (step.kind === "limits") step.of.forEach((limit, i) => { this.count(limit.present, 1); this.count(limit.value, i === 0 ? 1 : 2); });
      else this.count(step.value, 1);
    }
  }

  private count(value: unknown, weight: number): void {
    if (typeof value !== "object" || value === null) return;
    const node = value as { readonly op?: string; readonly name?: string };
    if ((node.op === "name" || node.op === "flag") && node.name !== undefined) this.uses.set(node.name, (this.uses.get(node.name) ?? 0) + weight);
    const inner = node.op === "least" || node.op === "greatest" ? 2 : weight;
    for (const child of Array.isArray(value) ? value : Object.values(value)) this.count(child, inner);
  }

  /** What is asked for once stands where it is asked for: it is then computed only where it is needed. */
  private inlined(name: string): Exclude<Step, { readonly kind: "limits" }> | undefined {
    const step = this.steps.get(name);
    return step === undefined || step.kind === "limits" || this.uses.get(name) !== 1 || (step.kind === "int" && step.rounded === true) ? undefined : step;
  }

  variable(name: string): string {
    let found = this.variables.get(name);
    if (found === undefined) this.variables.set(name, found = `v${this.variables.size}`);
    return found;
  }

  /** Statements of a step; `bits` is the variable of the binding. */
  step(step: Step, bits: string): readonly string[] {
    if (step.kind === "limits") return this.limits(step, bits);
    if (this.inlined(step.name) !== undefined) return [];
    return [`const ${this.variable(step.name)} = ${step.kind === "int" ? (step.rounded === true ? this.code(step.value, false) : this.int(step.value, isWide(step.bounds))) : this.bool(step.value)};`];
  }

  private limits(step: Extract<Step, { readonly kind: "limits" }>, bits: string): readonly string[] {
    const least = this.variable(step.name);
    const [first, ...others] = step.of;
    const big = this.wideLimits(step);
    return [
      `${others.length === 0 ? "const" : "let"} ${least} = ${this.int(first.value, big)}; ${bits} = 1;`,
      ...others.map(({ present, value }, i) => {
        const limit = this.int(value, big);
        const bit = 2 ** (i + 1);
        const test = `if (${limit} < ${least}) { ${least} = ${limit}; ${bits} = ${bit}; } else if (${limit} === ${least}) ${bits} += ${bit};`;
        return present.op === "true" ? test : `if (${this.bool(present)}) { ${test} }`;
      }),
    ];
  }

  private readonly lookup = (value: Int & { readonly op: "fact" | "name" }): Bounds => {
    if (value.op === "fact") return this.at.bounds(value.fact);
    if (value.name.startsWith("amount ")) return this.at.amountBounds(value.name.slice(7));
    const step = this.steps.get(value.name);
    return step === undefined || step.kind === "flag" ? { least: 0n, most: 0n } : step.bounds;
  };

  /** Whether a value needs BigInt, or one that it is made of. */
  private wide(value: Int): boolean {
    if (value.op === "name") { const step = this.steps.get(value.name); if (step?.kind === "int" && step.rounded === true) return false; }
    if (isWide(boundsOf(value, this.lookup))) return true;
    switch (value.op) {
      case "add": case "subtract": case "multiply": case "least": case "greatest": return this.wide(value.left) || this.wide(value.right);
      case "divide": return this.wide(value.item);
      case "if": return this.wide(value.then) || this.wide(value.otherwise);
      case "name": {
        const step = this.steps.get(value.name);
        return step?.kind === "limits" ? this.wideLimits(step) : step?.kind === "int" && this.inlined(value.name) !== undefined && this.wide(step.value);
      }
      default: return false;
    }
  }

  private wideLimits(step: Extract<Step, { readonly kind: "limits" }>): boolean {
    return isWide(step.bounds) || step.of.some(({ value }) => this.wide(value));
  }

  /** The value as a number, or as a BigInt where that is asked for. */
  int(value: Int, big = false): string {
    const wide = this.wide(value);
    if (wide) return big ? this.code(value, true) : `Number(${this.code(value, true)})`;
    if (!big) return this.code(value, false);
    return value.op === "int" ? this.code(value, true) : this.asked(this.code(value, false), true);
  }

  private asked(number: string, big: boolean): string {
    if (!big) return number;
    this.at.helper("big");
    return `big(${number})`;
  }

  private code(value: Int, big: boolean): string {
    const number = (n: bigint): string => `${n}${big ? "n" : ""}`;
    switch (value.op) {
      case "int": return value.value < 0n ? `(${number(value.value)})` : number(value.value);
      case "fact": return this.asked(this.at.fact(value.fact), big);
      case "name": {
        const other = value.name.startsWith("amount ") ? this.at.amount(value.name.slice(7)) : undefined;
        if (other !== undefined) return this.asked(other, big);
        const step = this.inlined(value.name);
        return step?.kind === "int" ? this.code(step.value, big) : this.variable(value.name);
      }
      case "add": return `(${this.int(value.left, big)} + ${this.int(value.right, big)})`;
      case "subtract": return `(${this.int(value.left, big)} - ${this.int(value.right, big)})`;
      case "multiply": return `${this.int(value.left, big)} * ${this.int(value.right, big)}`;
      case "least": case "greatest": {
        const [a, b] = (value.left.op === "int" ? [value.right, value.left] : [value.left, value.right]).map((side) => this.int(side, big));
        return `(${a} ${value.op === "least" ? "<" : ">"} ${b} ? ${a} : ${b})`;
      }
      case "divide":
        if (!big) return `Math.floor(${this.int(value.item)} / ${value.by})`;
        this.at.helper("floorOver");
        return `floorOver(${this.int(value.item, true)}, ${value.by}n)`;
      case "if": return this.looked(value, big) ?? this.either(this.bool(value.test), this.int(value.then, big), this.int(value.otherwise, big));
      case "year": this.at.helper("yearOfDay"); return `yearOfDay(${this.int(value.day)})`;
      case "shift": {
        const [day, count] = [this.int(value.day), this.int(value.count)];
        const steps = value.direction === 1 ? count : `-${count}`;
        if (value.unit === "day") return `(${day} + ${steps})`;
        this.at.helper("addMonths");
        return `addMonths(${day}, ${steps})`;
      }
    }
  }

  private either(test: string, then: string, otherwise: string): string {
    return test === "true" || then === otherwise ? then : test === "false" ? otherwise : `(${test} ? ${then} : ${otherwise})`;
  }

  /** A value for every code of one fact: looked up, since which row is met cannot be foreseen. */
  private looked(value: Int, big: boolean): string | undefined {
    const rows = new Map<number, bigint>();
    let fact: string | undefined;
    let rest = value;
    while (rest.op === "if" && rest.then.op === "int") {
      const key = this.key(rest.test);
      if (key === undefined || (fact !== undefined && key.fact !== fact)) break;
      fact = key.fact;
      if (!rows.has(key.code)) rows.set(key.code, rest.then.value);
      rest = rest.otherwise;
    }
    const range = fact === undefined ? undefined : this.at.range(fact);
    if (rest.op !== "int" || fact === undefined || range === undefined || rows.size < 2) return undefined;
    const last = rest.value;
    const cells = Array.from({ length: range.most + 1 }, (_, code) => `${rows.get(code) ?? last}${big ? "n" : ""}`);
    // what is unknown is looked up as 0; whether it is known is asked elsewhere
    return `${this.at.table(`[${cells.join(", ")}]`)}[${this.at.fact(fact)} | 0]`;
  }

  private key(test: Bool): Key | undefined {
    const found = test.op === "flag" ? this.steps.get(test.name) : undefined;
    const whole = found?.kind === "flag" ? found.value : test;
    // what equals a number is known
    const asked = whole.op === "and" && whole.items.length === 2 ? whole.items.find((item) => item.op === "equal" && whole.items.some((other) => other.op === "known" && [item.left, item.right].some((side) => side.op === "fact" && side.fact === other.fact))) ?? whole : whole;
    if (asked.op === "listed") return { fact: asked.fact, code: asked.code };
    const sides = asked.op === "equal" ? [asked.left, asked.right] : [];
    const [fact, int] = [sides.find((side) => side.op === "fact"), sides.find((side) => side.op === "int")];
    return fact?.op === "fact" && int?.op === "int" && int.value >= 0n && int.value < 64n && this.at.range(fact.fact) !== undefined ? { fact: fact.fact, code: Number(int.value) } : undefined;
  }

  bool(test: Bool): string {
    const chosen = test.op === "and" || test.op === "or" || test.op === "not" ? chosenIn(test, (one) => this.key(one), this.at.range) : undefined;
    if (chosen !== undefined) return among(chosen, this.at.fact(chosen.fact), this.at.range(chosen.fact), this.at.there(chosen.fact));
    switch (test.op) {
      case "true": case "false": return test.op;
      case "flag": return this.flag(test.name) ?? ((): string => {
        const step = this.inlined(test.name);
        return step?.kind === "flag" ? this.bool(step.value) : this.variable(test.name);
      })();
      case "yes": return `${this.at.fact(test.fact)} === 1`;
      case "no": return `${this.at.fact(test.fact)} === 0`;
      case "listed": return `${this.at.fact(test.fact)} === ${test.code}`;
      // what is not known is not a number
      case "known": { const fact = this.at.fact(test.fact); return `${fact} === ${fact}`; }
      case "absent": return `${this.at.fact(test.fact)} === Infinity`;
      case "less": return this.compared(test, "<", ">");
      case "at-most": return this.compared(test, "<=", ">=");
      case "equal": return this.compared(test, "===", "===");
      case "and": return joined(this.certain(test.items).map((item) => this.bool(item)), true);
      case "or": return this.doubtful(test.items);
      case "not": return this.negated(test.item);
      case "choose": {
        const [asked, then, otherwise] = [this.bool(test.test), this.bool(test.then), this.bool(test.otherwise)];
        if (then === "false") return joined([this.negated(test.test), otherwise], true);
        return then === otherwise ? then : otherwise === "false" ? joined([asked, then], true) : then === "true" ? joined([asked, otherwise], false) : otherwise === "true" ? joined([this.negated(test.test), then], false) : `(${asked} ? ${then} : ${otherwise})`;
      }
      case "window": {
        this.at.helper("monthDay");
        return `(${test.spans.map(({ from, to }, i) => {
          const md = i === 0 ? `(md = monthDay(${this.int(test.day)}))` : "md";
          const [low, high] = [from[0] * 100 + from[1], to[0] * 100 + to[1]];
          return low <= high ? `(${md} >= ${low} && md <= ${high})` : `(${md} >= ${low} || md <= ${high})`;
        }).join(" || ")})`;
      }
    }
  }

  /** Whether another scheme is settled, or has a ceiling. */
  private flag(name: string): string | undefined {
    if (!/^(?:settled|ceiling) /.test(name)) return undefined;
    const status = this.at.status(name.slice(8)) ?? "0";
    return name.startsWith("ceiling ") ? `${status} === ${statusCodes.ceiling}` : `(${status} === ${statusCodes.eligible} || (${status} >= ${statusCodes.ineligible} && ${status} <= ${statusCodes.exhausted}))`;
  }

  /** Constants stand on the right, as people write them. */
  private compared({ left, right }: { readonly left: Int; readonly right: Int }, relation: string, turned: string): string {
    const big = this.wide(left) || this.wide(right);
    return left.op === "int" ? `${this.int(right, big)} ${turned} ${this.int(left, big)}` : `${this.int(left, big)} ${relation} ${this.int(right, big)}`;
  }

  private negated(test: Bool): string {
    switch (test.op) {
      case "less": return this.compared(test, ">=", "<=");
      case "at-most": return this.compared(test, ">", "<");
      case "equal": return this.compared(test, "!==", "!==");
      case "yes": return `${this.at.fact(test.fact)} !== 1`;
      case "no": return `${this.at.fact(test.fact)} !== 0`;
      case "listed": return `${this.at.fact(test.fact)} !== ${test.code}`;
      case "known": { const fact = this.at.fact(test.fact); return `${fact} !== ${fact}`; }
      case "not": return this.bool(test.item);
      case "and": case "or": return this.bool(not(test));
      case "flag": {
        const step = this.flag(test.name) === undefined ? this.inlined(test.name) : undefined;
        return step?.kind === "flag" ? this.negated(step.value) : opposite(this.bool(test));
      }
      default: return opposite(this.bool(test));
    }
  }

  /** Nothing compares with what is not a number: a comparison that holds says that its facts are known. */
  private certain(items: readonly Bool[]): readonly Bool[] {
    const said = new Set(items.flatMap((item) => [...this.says(item)]));
    return items.filter((item) => item.op !== "known" || !said.has(item.fact));
  }

  /** And a comparison that is denied holds of what is not a number. */
  private doubtful(items: readonly Bool[]): string {
    const unknown = new Set(items.flatMap((item) => (item.op === "not" && item.item.op === "known" ? [item.item.fact] : [])));
    const heard = new Set<string>();
    const codes = items.map((item) => {
      const said = item.op === "not" && (item.item.op === "less" || item.item.op === "at-most") ? [...this.says(item.item)].filter((fact) => unknown.has(fact)) : [];
      for (const fact of said) heard.add(fact);
      return { item, code: item.op === "not" && said.length > 0 ? `!(${this.bool(item.item)})` : this.bool(item) };
    });
    return joined(codes.filter(({ item }) => !(item.op === "not" && item.item.op === "known" && heard.has(item.item.fact))).map(({ code }) => code), false);
  }

  private says(test: Bool): Strict {
    switch (test.op) {
      case "yes": case "no": case "listed": return new Set([test.fact]);
      case "less": case "at-most": case "equal": return this.wide(test.left) || this.wide(test.right) ? none : new Set([...this.strict(test.left), ...this.strict(test.right)]);
      case "not": return test.item.op === "less" || test.item.op === "at-most" ? this.says(test.item) : none;
      case "and": return new Set(test.items.flatMap((item) => [...(item.op === "known" ? [item.fact] : this.says(item))]));
      default: return none;
    }
  }

  /** Facts without which a value is not a number. */
  private strict(value: Int): Strict {
    switch (value.op) {
      case "fact": return new Set([value.fact]);
      case "add": case "subtract": case "multiply": return new Set([...this.strict(value.left), ...this.strict(value.right)]);
      case "divide": return this.strict(value.item);
      case "name": { const step = this.steps.get(value.name); return step?.kind === "int" ? this.strict(step.value) : none; }
      default: return none;
    }
  }
}
