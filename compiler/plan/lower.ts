import { parseDay } from "../../runtime/date.js";
import type { FactInfo, Guard } from "../../runtime/program.js";
import { parseRational, rational, type Rational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import { and, boundsOf, choose, compared, flag, floorDivide, int, name, no, not, or, seeIn, two, when, widthOf, yes } from "./build.js";
import { type Bool, type Bounds, type Gate, type Int, type Plan, type PlanStatus, type SchemePlan, type Step } from "./ir.js";

/** The core in whole numbers. What cannot be said so is left to the general evaluator, with the reason. */

export class Unsayable extends Error {}

/** A number over a known denominator; unknown where it is neither known nor nothing. */
interface Num {
  readonly is: "number";
  readonly int: Int;
  readonly over: bigint;
  readonly known: Bool;
  readonly nothing: Bool;
  /** Known or nothing, whatever the facts. */
  readonly sure: boolean;
}

interface Dated {
  readonly is: "date";
  readonly day: Int;
  readonly known: Bool;
  readonly absent: Bool;
}

interface Truth {
  readonly is: "truth";
  readonly yes: Bool;
  readonly no: Bool;
  /** Either yes or no, whatever the facts. */
  readonly sure: boolean;
}

const openOf = (term: Num): Bool => (term.sure ? no : and(not(term.known), not(term.nothing)));

type Term = Num | Dated | Truth | { readonly is: "listed"; readonly fact: string; readonly values: readonly string[]; readonly known: Bool } | { readonly is: "text"; readonly value: string };

/** Steps of a fact of each kind to one of its unit. */
const stepsOf: Readonly<Partial<Record<FactInfo["kind"], bigint>>> = { money: 100n, percent: 10_000n, integer: 1n, number: 1_000_000n };

export const factSteps = (kind: FactInfo["kind"]): bigint | undefined => stepsOf[kind];

export const listedValues = (info: FactInfo): readonly string[] => [...(info.members ?? []).map((m) => m.id), ...(info.orOther === true ? ["other"] : [])];

/** Whether a fact always has a value: it is required, or closed by a default. */
export const alwaysThere = (info: FactInfo | undefined): boolean => info !== undefined && (info.alwaysKnown || info.ifAbsent !== undefined);

/** The integer of a fact's steps for a value in its unit; percentages are stated as fractions of one here. */
function ends(info: FactInfo): Bounds {
  const steps = stepsOf[info.kind];
  if (steps === undefined) return { least: -1_000_000n, most: 10_000_000n };
  const scale = info.kind === "percent" ? 100n : steps;
  const of = (text: string): bigint => { const { n, d } = parseRational(text); return (n * scale) / d; };
  const digits = 10n ** 15n;
  return { least: info.from === undefined ? (info.kind === "money" ? 0n : -digits * scale) : of(info.from), most: info.to === undefined ? digits * scale : of(info.to) };
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;

const columnName = (id: string): string => id.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_");

class Lowerer {
  private readonly facts: ReadonlyMap<string, FactInfo>;
  private readonly bounds = new Map<string, Bounds>();
  private steps: Step[] = [];
  private definitions = new Map<number, Term>();
  private readonly used = new Set<string>();
  private count = 0;
  widest = { size: 0n, what: "" };

  constructor(
    private readonly program: CoreProgram,
    private readonly readings: ReadonlyMap<string, string>,
    private readonly done: ReadonlyMap<string, SchemePlan>,
  ) {
    this.facts = new Map(program.facts.map((fact) => [fact.id, fact]));
  }

  // ------------------------------------------------------------ bookkeeping

  private readonly lookup = (value: Int & { readonly op: "fact" | "name" }): Bounds => {
    if (value.op === "name") return this.bounds.get(value.name) ?? { least: 0n, most: 0n };
    const info = this.facts.get(value.fact);
    return info === undefined ? { least: 0n, most: 0n } : ends(info);
  };

  private see(what: string): (bounds: Bounds) => void {
    return (bounds) => { if (widthOf(bounds) > this.widest.size) this.widest = { size: widthOf(bounds), what }; };
  }

  /** A name for a value that is used more than once. */
  private named(value: Int, hint: string): Int {
    if (value.op === "int" || value.op === "name" || value.op === "fact") return value;
    const id = `${hint} ${++this.count}`;
    const bounds = boundsOf(value, this.lookup, this.see(hint));
    this.bounds.set(id, bounds);
    this.steps.push({ kind: "int", name: id, value, bounds });
    return name(id);
  }

  /** A quotient whose dividend has a name: databases divide towards zero, so they have to look at its sign. */
  private floored(value: Int, by: bigint): Int {
    return by === 1n ? value : floorDivide(this.named(value, "quotient"), by);
  }

  private flagged(value: Bool, hint: string): Bool {
    if (value.op === "true" || value.op === "false" || value.op === "flag" || value.op === "known" || value.op === "yes" || value.op === "no" || value.op === "listed") return value;
    seeIn(value, this.lookup, this.see(hint));
    const id = `${hint} ${++this.count}`;
    this.steps.push({ kind: "flag", name: id, value });
    return flag(id);
  }

  private reading(id: string): string {
    return this.readings.get(id) ?? this.program.readings.find((r) => r.id === id)?.byDefault ?? "";
  }

  private stands({ guards }: { readonly guards: readonly Guard[] }): boolean {
    return guards.every((guard) => guard.alternatives.includes(this.reading(guard.reading)));
  }

  // ------------------------------------------------------------ values

  private num(value: Int, over: bigint, known: Bool = yes, nothing: Bool = no, sure = known.op === "true"): Num {
    return { is: "number", int: value, over, known, nothing, sure };
  }

  private over(term: Num, over: bigint): Int {
    return two("multiply", term.int, int(over / term.over));
  }

  private common(a: Num, b: Num): readonly [Int, Int, bigint] {
    const over = lcm(a.over, b.over);
    return [this.over(a, over), this.over(b, over), over];
  }

  private combined(a: Num, b: Num, operation: (x: Int, y: Int) => Int): Num {
    const [x, y, over] = this.common(a, b);
    return this.num(operation(x, y), over, and(a.known, b.known), or(a.nothing, b.nothing), a.sure && b.sure);
  }

  private number(e: Expr, scheme: CoreScheme): Num {
    const term = this.term(e, scheme);
    if (term.is !== "number") throw new Unsayable(`${term.is} where a number is needed`);
    return term;
  }

  private constant(e: Expr, scheme: CoreScheme): Rational | undefined {
    const term = this.term(e, scheme);
    return term.is === "number" && term.int.op === "int" && term.known.op === "true" ? rational(term.int.value, term.over) : undefined;
  }

  term(e: Expr, scheme: CoreScheme): Term {
    switch (e.op) {
      case "number": { const { n, d } = parseRational(e.value); return this.num(int(n), d); }
      case "nothing": return this.num(int(0n), 1n, no, yes, true);
      case "text": return { is: "text", value: e.value };
      case "date": return { is: "date", day: int(BigInt(parseDay(e.iso) ?? 0)), known: yes, absent: no };
      case "none": return { is: "date", day: int(0n), known: yes, absent: yes };
      case "yes-no": return { is: "truth", yes: e.value ? yes : no, no: e.value ? no : yes, sure: true };
      case "fact": return this.fact(e.fact);
      case "definition": {
        const known = this.definitions.get(e.index);
        if (known !== undefined) return known;
        const definition = scheme.definitions[e.index];
        if (definition === undefined) throw new Unsayable("a definition that is not there");
        const made = this.shared(this.term(definition.value, scheme), definition.name);
        this.definitions.set(e.index, made);
        return made;
      }
      case "add": return this.combined(this.number(e.left, scheme), this.number(e.right, scheme), (x, y) => two("add", x, y));
      case "subtract": return this.combined(this.number(e.left, scheme), this.number(e.right, scheme), (x, y) => two("subtract", x, y));
      case "lower": return this.combined(this.number(e.left, scheme), this.number(e.right, scheme), (x, y) => two("least", this.named(x, "least"), this.named(y, "least")));
      case "higher": return this.combined(this.number(e.left, scheme), this.number(e.right, scheme), (x, y) => two("greatest", this.named(x, "greatest"), this.named(y, "greatest")));
      case "multiply": {
        const [a, b] = [this.number(e.left, scheme), this.number(e.right, scheme)];
        const shrunk = gcd(a.int.op === "int" ? a.int.value : 1n, b.over) * gcd(b.int.op === "int" ? b.int.value : 1n, a.over);
        const product = two("multiply", a.int, b.int);
        const reduce = shrunk > 1n && product.op === "multiply" ? this.reduced(a, b) : undefined;
        return reduce ?? this.num(product, a.over * b.over, and(a.known, b.known), or(a.nothing, b.nothing), a.sure && b.sure);
      }
      case "divide": {
        const by = this.constant(e.right, scheme);
        if (by === undefined) throw new Unsayable("a division by what is not constant");
        if (by.n === 0n) throw new Unsayable("a division by zero");
        const a = this.number(e.left, scheme);
        const sign = by.n < 0n ? -1n : 1n;
        return this.num(two("multiply", a.int, int(by.d * sign)), a.over * by.n * sign, a.known, a.nothing, a.sure);
      }
      case "whole-down": { const a = this.number(e.item, scheme); return this.num(this.floored(a.int, a.over), 1n, a.known, a.nothing, a.sure); }
      case "whole-up": { const a = this.number(e.item, scheme); return this.num(two("subtract", int(0n), this.floored(two("subtract", int(0n), a.int), a.over)), 1n, a.known, a.nothing, a.sure); }
      case "cases": return this.cases(e, scheme);
      case "given": {
        const [a, b] = [this.number(e.value, scheme), this.number(e.fallback, scheme)];
        if (a.sure) return a;
        const open = openOf(a);
        const [x, y, over] = this.common(a, b);
        return this.num(when(open, y, x), over, or(a.known, and(open, b.known)), or(a.nothing, and(open, b.nothing)), b.sure);
      }
      case "by-reading": {
        const arm = e.arms.find((one) => one.alternative === this.reading(e.reading));
        if (arm === undefined) throw new Unsayable("a reading without this alternative");
        return this.term(arm.value, scheme);
      }
      case "payout-of": case "ceiling-of": {
        const other = this.done.get(e.scheme);
        if (other === undefined) throw new Unsayable(`the payout of ${e.scheme}, which is not said in whole numbers`);
        this.bounds.set(`amount ${e.scheme}`, other.amountBounds);
        for (const fact of other.facts) this.used.add(fact);
        const settled = flag(`settled ${e.scheme}`);
        return this.num(name(`amount ${e.scheme}`), 100n, e.op === "payout-of" ? settled : or(settled, flag(`ceiling ${e.scheme}`)));
      }
      case "cap-of": {
        const others = this.program.schemes.filter((s) => s.id === e.scheme);
        const [other] = others;
        const cap = other?.caps.find((c) => (e.cap === null || c.id === e.cap) && this.stands(c));
        if (other === undefined || cap === undefined) return this.num(int(0n), 1n, no);
        if (others.length > 1) throw new Unsayable(`${e.scheme} has several versions`);
        const own = this.definitions;
        this.definitions = new Map();
        const value = this.number(cap.value, other);
        this.definitions = own;
        const { fails, open } = this.validity(other);
        return { ...value, known: and(value.known, not(fails), not(open)), sure: false };
      }
      case "rank": {
        const item = this.term(e.item, scheme);
        if (item.is === "text") return this.num(int(BigInt(e.order.indexOf(item.value))), 1n);
        if (item.is !== "listed") throw new Unsayable("the rank of what is no listed fact");
        const value = e.order.reduceRight<Int>((rest, member, i) => when({ op: "listed", fact: item.fact, code: item.values.indexOf(member) }, int(BigInt(i)), rest), int(-1n));
        return this.num(value, 1n, item.known);
      }
      case "year-of": {
        const date = this.date(e.item, scheme);
        return this.num({ op: "year", day: date.day }, 1n, and(date.known, not(date.absent)));
      }
      case "shift": {
        const date = this.date(e.date, scheme);
        const count = this.number(e.count, scheme);
        const whole = this.floored(count.int, count.over);
        const months = e.unit === "year" ? two("multiply", whole, int(12n)) : whole;
        return { is: "date", day: { op: "shift", day: date.day, count: months, unit: e.unit === "day" ? "day" : "month", direction: e.direction }, known: and(date.known, count.known), absent: date.absent };
      }
      case "compare": case "not": case "all": case "any": case "at-least-of": case "in-window": return this.truth(e, scheme);
      case "in-year": throw new Unsayable(`values by year (${e.fact})`);
      case "elapsed": throw new Unsayable("the time between two dates");
      case "sum-rows": throw new Unsayable(`the rows of a list (${e.list})`);
    }
  }

  /** A product with a constant, its fraction in lowest terms. */
  private reduced(a: Num, b: Num): Num | undefined {
    const [fixed, free] = a.int.op === "int" ? [a, b] : [b, a];
    if (fixed.int.op !== "int") return undefined;
    const factor = rational(fixed.int.value, fixed.over * free.over);
    return this.num(two("multiply", free.int, int(factor.n)), factor.d, and(a.known, b.known), or(a.nothing, b.nothing), a.sure && b.sure);
  }

  private shared(term: Term, hint: string): Term {
    if (term.is === "number") return { ...term, int: this.named(term.int, hint), known: this.flagged(term.known, hint), nothing: this.flagged(term.nothing, hint) };
    if (term.is === "truth") return { ...term, yes: this.flagged(term.yes, hint), no: term.sure ? not(this.flagged(term.yes, hint)) : this.flagged(term.no, hint) };
    return term;
  }

  private date(e: Expr, scheme: CoreScheme): Dated {
    const term = this.term(e, scheme);
    if (term.is !== "date") throw new Unsayable(`${term.is} where a date is needed`);
    return term;
  }

  private fact(id: string): Term {
    const info = this.facts.get(id);
    if (info === undefined) throw new Unsayable(`the fact ${id}`);
    this.used.add(id);
    const known: Bool = alwaysThere(info) ? yes : { op: "known", fact: id };
    const steps = stepsOf[info.kind];
    if (info.byYear) throw new Unsayable(`values by year (${id})`);
    if (steps !== undefined) return this.num({ op: "fact", fact: id }, steps, known);
    switch (info.kind) {
      case "yes-no": return { is: "truth", yes: { op: "yes", fact: id }, no: alwaysThere(info) ? not({ op: "yes", fact: id }) : { op: "no", fact: id }, sure: alwaysThere(info) };
      case "one-of": return { is: "listed", fact: id, values: listedValues(info), known };
      case "date": return { is: "date", day: { op: "fact", fact: id }, known, absent: no };
      case "date-or-none": return { is: "date", day: { op: "fact", fact: id }, known, absent: { op: "absent", fact: id } };
      default: throw new Unsayable(`${info.kind} (${id})`);
    }
  }

  /** Rows in order; an unknown condition leaves the whole table unknown. */
  private cases(e: Extract<Expr, { readonly op: "cases" }>, scheme: CoreScheme): Term {
    const rows = e.rows.map((row) => ({ test: row.when === null ? undefined : this.truth(row.when, scheme), then: this.term(row.then, scheme) }));
    if (rows.some(({ then }) => then.is === "date")) {
      return rows.reduceRight<Dated>((rest, { test, then }) => {
        if (then.is !== "date") throw new Unsayable("a table of dates and something else");
        if (test === undefined) return then;
        const met = this.flagged(test.yes, "row");
        return { is: "date", day: when(met, then.day, rest.day), known: choose(met, then.known, and(test.no, rest.known)), absent: choose(met, then.absent, rest.absent) };
      }, { is: "date", day: int(0n), known: no, absent: no });
    }
    if (rows.some(({ then }) => then.is === "truth")) {
      return rows.reduceRight<Truth>((rest, { test, then }) => {
        if (then.is !== "truth") throw new Unsayable("a table of conditions and something else");
        if (test === undefined) return then;
        const met = this.flagged(test.yes, "row");
        const otherwise = test.sure ? yes : test.no;
        return { is: "truth", yes: choose(met, then.yes, and(otherwise, rest.yes)), no: choose(met, then.no, and(otherwise, rest.no)), sure: test.sure && then.sure && rest.sure };
      }, { is: "truth", yes: no, no, sure: false });
    }
    const numbers = rows.map(({ test, then }) => {
      if (then.is !== "number") throw new Unsayable(`a table with ${then.is}`);
      return { test, then };
    });
    const over = numbers.reduce((all, { then }) => lcm(all, then.over), 1n);
    return numbers.reduceRight<Num>((rest, { test, then }) => {
      const value = this.over(then, over);
      if (test === undefined) return this.num(value, over, then.known, then.nothing, then.sure);
      const met = this.flagged(test.yes, "row");
      const otherwise = test.sure ? yes : test.no;
      return this.num(when(met, value, rest.int), over, choose(met, then.known, and(otherwise, rest.known)), choose(met, then.nothing, and(otherwise, rest.nothing)), test.sure && then.sure && rest.sure);
    }, this.num(int(0n), over, no, no, false));
  }

  // ------------------------------------------------------------ conditions

  truth(e: Expr, scheme: CoreScheme): Truth {
    const made = (whether: Bool, known: Bool = yes): Truth => ({ is: "truth", yes: and(known, whether), no: and(known, not(whether)), sure: known.op === "true" });
    switch (e.op) {
      case "not": { const item = this.truth(e.item, scheme); return { ...item, yes: item.no, no: item.yes }; }
      case "all": { const items = e.items.map((item) => this.truth(item, scheme)); return { is: "truth", yes: and(...items.map((i) => i.yes)), no: or(...items.map((i) => i.no)), sure: items.every((i) => i.sure) }; }
      case "any": { const items = e.items.map((item) => this.truth(item, scheme)); return { is: "truth", yes: or(...items.map((i) => i.yes)), no: and(...items.map((i) => i.no)), sure: items.every((i) => i.sure) }; }
      case "at-least-of": {
        const items = e.items.map((item) => this.truth(item, scheme));
        const total = (of: (t: Truth) => Bool): Int => items.reduce<Int>((sum, item) => two("add", sum, when(of(item), int(1n), int(0n))), int(0n));
        return { is: "truth", yes: compared("at-most", int(BigInt(e.count)), total((t) => t.yes)), no: compared("less", total((t) => not(t.no)), int(BigInt(e.count))), sure: items.every((i) => i.sure) };
      }
      case "in-window": {
        const date = this.date(e.date, scheme);
        return made(or(date.absent, { op: "window", day: date.day, spans: e.spans }), date.known);
      }
      case "compare": return this.compare(e, scheme);
      default: {
        const term = this.term(e, scheme);
        if (term.is !== "truth") throw new Unsayable(`${term.is} where a condition is needed`);
        return term;
      }
    }
  }

  private compare(e: Extract<Expr, { readonly op: "compare" }>, scheme: CoreScheme): Truth {
    const [a, b] = [this.term(e.left, scheme), this.term(e.right, scheme)];
    const negated = e.relation === "is-not";
    const made = (whether: Bool, known: Bool, sure = known.op === "true"): Truth => ({ is: "truth", yes: and(known, whether), no: and(known, not(whether)), sure });
    if (a.is === "number" && b.is === "number") {
      const [x, y] = this.common(a, b);
      const known = and(a.known, b.known);
      const nothing = or(a.nothing, b.nothing);
      const truth = made(this.related(e.relation, x, y), known);
      // what is not due is not compared with anything
      return { is: "truth", yes: truth.yes, no: or(truth.no, nothing), sure: a.sure && b.sure };
    }
    if (a.is === "date" && b.is === "date") {
      const real = and(not(a.absent), not(b.absent));
      const known = and(a.known, b.known);
      if (e.relation === "is" || negated) {
        const same = or(and(a.absent, b.absent), and(real, compared("equal", a.day, b.day)));
        return made(negated ? not(same) : same, known);
      }
      return made(and(real, this.related(e.relation, a.day, b.day)), known);
    }
    if (a.is === "listed" || b.is === "listed") {
      const [list, other] = a.is === "listed" ? [a, b] : [b as Extract<Term, { readonly is: "listed" }>, a];
      if (other.is !== "text") throw new Unsayable("two listed facts compared");
      const code = list.values.indexOf(other.value);
      const same: Bool = code < 0 ? no : { op: "listed", fact: list.fact, code };
      return made(negated ? not(same) : same, list.known);
    }
    if (a.is === "truth" && b.is === "truth") {
      const known = and(or(a.yes, a.no), or(b.yes, b.no));
      const same = or(and(a.yes, b.yes), and(a.no, b.no));
      return made(negated ? not(same) : same, known, a.sure && b.sure);
    }
    throw new Unsayable(`${a.is} compared with ${b.is}`);
  }

  private related(relation: string, x: Int, y: Int): Bool {
    switch (relation) {
      case "at-least": return compared("at-most", y, x);
      case "more-than": return compared("less", y, x);
      case "at-most": return compared("at-most", x, y);
      case "less-than": return compared("less", x, y);
      case "is": return compared("equal", x, y);
      default: return not(compared("equal", x, y));
    }
  }

  // ------------------------------------------------------------ schemes

  private validity(scheme: CoreScheme): { readonly fails: Bool; readonly open: Bool } {
    let fails: Bool = no;
    let open: Bool = no;
    for (const line of this.program.policies[scheme.policy]?.validity ?? []) {
      if (!this.stands(line)) continue;
      const on = this.fact(line.by);
      const [from, to] = [this.date(line.from, scheme), this.date(line.to, scheme)];
      if (on.is !== "date") throw new Unsayable("a validity without a date");
      const before = and(on.known, from.known, compared(line.fromInclusive ? "less" : "at-most", on.day, from.day));
      const after = and(on.known, to.known, compared(line.toInclusive ? "less" : "at-most", to.day, on.day));
      fails = or(fails, before, after);
      open = or(open, not(and(on.known, from.known, to.known)));
    }
    return { fails, open };
  }

  private gates(scheme: CoreScheme): readonly Gate[] {
    const inForce = this.validity(scheme);
    const groups = new Map<PlanStatus, { fails: Bool; open: Bool }>();
    const statusOf = { bar: "barred", require: "ineligible", deadline: "ineligible", window: "outside-window", once: "exhausted" } as const;
    for (const requirement of scheme.requirements) {
      if (!this.stands(requirement)) continue;
      const relevant = requirement.when === undefined ? { yes, no, sure: true } : this.truth(requirement.when, scheme);
      const test = this.truth(requirement.test, scheme);
      const waived = requirement.unless === undefined ? no : this.truth(requirement.unless, scheme).yes;
      const certain = test.sure && relevant.sure;
      const fails = and(relevant.yes, test.no, not(waived));
      const passes = certain ? no : this.flagged(or(test.yes, waived), "passes");
      const group = groups.get(statusOf[requirement.kind]) ?? { fails: no, open: no };
      group.fails = or(group.fails, fails);
      if (!certain) group.open = or(group.open, and(not(relevant.no), not(passes), not(fails)));
      groups.set(statusOf[requirement.kind], group);
    }
    return [
      { status: "not-in-force", ...inForce },
      ...(["barred", "ineligible", "outside-window", "exhausted"] as const).flatMap((status) => {
        const group = groups.get(status);
        return group === undefined ? [] : [{ status, ...group }];
      }),
    ];
  }

  scheme(scheme: CoreScheme, column: string): SchemePlan {
    const gates = this.gates(scheme);
    const tests = scheme.elsewhere.filter((e) => this.stands(e)).map((e) => this.truth(e.test, scheme));
    const elsewhere = { holds: or(...tests.map((t) => t.yes)), open: or(...tests.map((t) => (t.sure ? no : and(not(t.yes), not(t.no))))) };
    const prelude = this.steps;
    this.steps = [];
    const award = this.award(scheme);
    for (const gate of gates) for (const test of [gate.fails, gate.open]) seeIn(test, this.lookup, this.see("requirement"));
    const policy = this.program.policies[scheme.policy];
    return {
      id: scheme.id, column, policy: policy?.id ?? "", version: policy?.version ?? "", gates, elsewhere, ...needed(prelude, this.steps, { gates, elsewhere, ...award }), ...award,
      facts: this.program.facts.map((f) => f.id).filter((id) => this.used.has(id)), widest: this.widest,
    };
  }

  private award(scheme: CoreScheme): Pick<SchemePlan, "nothing" | "unknown" | "ceiling" | "caseByCase" | "amount" | "amountBounds" | "binding"> {
    const active = scheme.awards.filter((part) => this.stands(part));
    let formula: Num = this.num(int(0n), 1n);
    let decision: { readonly present: Bool; readonly value: Num } | undefined;
    let ceiling: Bool = no;
    let caseByCase: Bool = no;
    for (const [i, part] of active.entries()) {
      const met = part.when === undefined ? { yes, no, sure: true } : this.truth(part.when, scheme);
      if (part.caseByCase === true) caseByCase = or(caseByCase, met.yes);
      let value = this.number(part.value, scheme);
      if (part.cap !== undefined) {
        const cap = this.number(part.cap, scheme);
        value = this.combined(value, cap, (x, y) => two("least", this.named(x, "part"), this.named(y, "part")));
      }
      if (part.decided !== undefined) {
        if (part.decided.as === undefined) ceiling = or(ceiling, not(met.no));
        else {
          const as = this.number(part.decided.as, scheme);
          const open = openOf(as);
          ceiling = or(ceiling, and(not(met.no), open));
          decision = { present: and(not(met.no), not(open)), value: as };
        }
      }
      // a supplement that is not due adds nothing; an award that is not due refuses
      const skipped = i === 0 ? met.no : or(met.no, and(met.yes, value.nothing));
      const [x, y, over] = this.common(formula, value);
      formula = this.num(
        two("add", x, when(skipped, int(0n), y)), over,
        and(formula.known, or(skipped, and(met.yes, value.known))), or(formula.nothing, and(not(skipped), met.yes, value.nothing)), formula.sure && value.sure && met.sure,
      );
    }
    for (const deduction of scheme.deductions) {
      if (deduction.afterCaps || !this.stands(deduction)) continue;
      const met = deduction.when === undefined ? yes : this.truth(deduction.when, scheme).yes;
      const value = this.number(deduction.value, scheme);
      const [x, y, over] = this.common(formula, value);
      const name0 = this.named(two("subtract", x, y), "deducted");
      formula = this.num(when(met, two("greatest", int(0n), name0), x), over, and(formula.known, or(not(met), value.known)), or(formula.nothing, and(met, value.nothing)), formula.sure && value.sure);
    }
    formula = { ...formula, int: this.named(formula.int, "formula") };

    const candidates: { readonly id: string; readonly present: Bool; readonly value: Num }[] = [{ id: "award", present: yes, value: formula }];
    if (decision !== undefined) candidates.push({ id: "decision", present: and(decision.present, not(ceiling)), value: decision.value });
    for (const cap of scheme.caps) {
      if (!this.stands(cap)) continue;
      const met = cap.when === undefined ? { yes, no, sure: true } : this.truth(cap.when, scheme);
      const value = this.number(cap.value, scheme);
      const counted = cap.counting === undefined ? undefined : this.fact(cap.counting);
      const spent = counted === undefined || counted.is !== "number" ? value : this.combined(value, counted, (x, y) => two("subtract", x, y));
      const size = this.named(spent.int, cap.id);
      // what is left of a cap is never below zero
      const left = { ...spent, int: boundsOf(size, this.lookup).least >= 0n ? size : two("greatest", int(0n), size) };
      candidates.push({ id: cap.id, present: not(met.no), value: { ...left, known: and(met.yes, left.known), nothing: and(met.yes, left.nothing), sure: left.sure && met.sure } });
    }
    for (const pool of this.program.pools) {
      if (pool.policy !== scheme.policy || !pool.covers.includes(scheme.id) || pool.remaining === undefined || !pool.caps.some((cap) => this.stands(cap))) continue;
      const rule = pool.counts.find((counts) => this.stands(counts));
      const share = rule === undefined ? rational(1n) : this.constant(rule.share, scheme);
      if (share === undefined) throw new Unsayable(`the share of an award that counts against ${pool.id}`);
      if (share.n === 0n) continue;
      const left = this.fact(pool.remaining);
      if (left.is === "number") candidates.push({ id: pool.id, present: left.known, value: this.num(two("multiply", left.int, int(share.d)), left.over * share.n, left.known, no, true) });
    }
    const nothing = or(...candidates.map((c) => and(c.present, c.value.nothing)));
    let unknown: Bool = or(...candidates.map((c) => and(c.present, openOf(c.value))));

    const over = candidates.reduce((all, c) => lcm(all, c.value.over), 1n);
    const values = candidates.map((c) => ({ ...c, int: this.named(this.over(c.value, over), c.id), present: this.flagged(c.present, c.id) }));
    for (const floor of scheme.floors) {
      if (floor.drops || !this.stands(floor)) continue;
      const met = floor.when === undefined ? yes : this.truth(floor.when, scheme).yes;
      const value = this.number(floor.value, scheme);
      const common = lcm(over, value.over);
      if (common !== over) throw new Unsayable("a minimum in finer steps than the award");
      const first = values[0] as (typeof values)[number];
      const lifts = and(met, value.known, compared("less", int(0n), first.int));
      values[0] = { ...first, int: this.named(when(lifts, two("greatest", first.int, this.over(value, over)), first.int), "lifted") };
    }
    const least = values.slice(1).reduce<Int>((low, c) => this.named(when(c.present, two("least", low, c.int), low), "least"), (values[0] as (typeof values)[number]).int);
    const binding = values.map((c) => ({ id: c.id, holds: and(c.present, compared("equal", c.int, least)) }));
    let exact = this.num(boundsOf(least, this.lookup).least >= 0n ? least : two("greatest", int(0n), least), over);
    for (const deduction of scheme.deductions) {
      if (!deduction.afterCaps || !this.stands(deduction)) continue;
      const met = deduction.when === undefined ? yes : this.truth(deduction.when, scheme).yes;
      const value = this.number(deduction.value, scheme);
      unknown = or(unknown, and(met, openOf(value)));
      const [x, y, common] = this.common(exact, value);
      exact = this.num(when(and(met, value.known), two("greatest", int(0n), this.named(two("subtract", x, y), "deducted")), x), common);
    }
    const rule = scheme.rounding.find((rounding) => this.stands(rounding));
    const unit = rule?.unit ?? rational(1n, 100n);
    // in units: exact / over / unit
    const perUnit = exact.over * unit.n;
    const g = gcd(unit.d, perUnit);
    const top = two("multiply", exact.int, int(unit.d / g));
    const bottom = perUnit / g;
    const units = rule?.mode === "half-up" ? this.floored(two("add", two("multiply", top, int(2n)), int(bottom)), bottom * 2n)
      : rule?.mode === "up" ? two("subtract", int(0n), this.floored(two("subtract", int(0n), top), bottom)) : this.floored(top, bottom);
    const fenOfUnit = rational(unit.n * 100n, unit.d);
    if (fenOfUnit.d !== 1n) throw new Unsayable("rounding to a part of a fen");
    let amount = two("multiply", units, int(fenOfUnit.n));
    for (const floor of scheme.floors) {
      if (!floor.drops || !this.stands(floor)) continue;
      const met = floor.when === undefined ? yes : this.truth(floor.when, scheme).yes;
      const value = this.number(floor.value, scheme);
      const paid = this.named(amount, "rounded");
      const [x, y] = this.common(this.num(paid, 100n), value);
      amount = when(and(met, value.known, compared("less", x, y)), int(0n), paid);
    }
    const amountBounds = boundsOf(amount, this.lookup, this.see("rounding"));
    return { nothing, unknown, ceiling, caseByCase, amount, amountBounds: { least: 0n, most: amountBounds.most < 0n ? 0n : amountBounds.most }, binding };
  }
}

/** Steps whose names something asks for. */
function needed(prelude: readonly Step[], steps: readonly Step[], outputs: unknown): { readonly prelude: readonly Step[]; readonly steps: readonly Step[] } {
  const asked = new Set<string>();
  const ask = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { readonly op?: string; readonly name?: string };
    if ((node.op === "name" || node.op === "flag") && node.name !== undefined) asked.add(node.name);
    for (const child of Array.isArray(value) ? value : Object.values(value)) ask(child);
  };
  ask(outputs);
  const keep = (all: readonly Step[]): readonly Step[] => [...all].reverse().filter((step) => {
    if (!asked.has(step.name)) return false;
    ask(step.value);
    return true;
  }).reverse();
  const kept = keep(steps);
  return { prelude: keep(prelude), steps: kept };
}

export interface PlanOptions {
  /** Alternatives other than the defaults, fixed in the code. */
  readonly readings?: Readonly<Record<string, string>>;
}

export function planOf(program: CoreProgram, options: PlanOptions = {}): Plan {
  const readings = new Map(Object.entries(options.readings ?? {}));
  const done = new Map<string, SchemePlan>();
  const schemes: SchemePlan[] = [];
  const left: { id: string; why: string }[] = [];
  const taken = new Set<string>();
  const versions = new Map<string, number>();
  for (const scheme of program.schemes) versions.set(scheme.id, (versions.get(scheme.id) ?? 0) + 1);
  for (const scheme of inOrder(program)) {
    const version = program.policies[scheme.policy]?.version ?? "";
    const base = columnName((versions.get(scheme.id) ?? 1) > 1 ? `${scheme.id} ${version}` : scheme.id);
    let column = base;
    for (let n = 2; taken.has(column); n++) column = `${base}_${n}`;
    taken.add(column);
    try {
      const plan = new Lowerer(program, readings, done).scheme(scheme, column);
      schemes.push(plan);
      if (versions.get(scheme.id) === 1) done.set(scheme.id, plan);
    } catch (reason) {
      if (!(reason instanceof Unsayable)) throw reason;
      left.push({ id: scheme.id, why: reason.message });
    }
  }
  return { schemes, left };
}

/** Schemes after those whose payout they ask for. */
function inOrder(program: CoreProgram): readonly CoreScheme[] {
  const asked = (value: unknown, found: Set<string>): Set<string> => {
    if (typeof value !== "object" || value === null) return found;
    const node = value as { readonly op?: string; readonly scheme?: string };
    if ((node.op === "payout-of" || node.op === "ceiling-of") && node.scheme !== undefined) found.add(node.scheme);
    for (const child of Array.isArray(value) ? value : Object.values(value)) asked(child, found);
    return found;
  };
  const ordered: CoreScheme[] = [];
  const enter = (scheme: CoreScheme): void => {
    if (ordered.includes(scheme)) return;
    for (const id of asked([scheme.awards, scheme.caps, scheme.definitions, scheme.requirements, scheme.deductions, scheme.floors], new Set())) {
      for (const other of program.schemes.filter((s) => s.id === id && s !== scheme)) enter(other);
    }
    ordered.push(scheme);
  };
  for (const scheme of program.schemes) enter(scheme);
  return ordered;
}

