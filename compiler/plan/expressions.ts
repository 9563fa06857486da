import { parseDay } from "../../runtime/date.js";
import { parseRational, rational, type Rational } from "../../runtime/rational.js";
import type { CoreScheme, Expr } from "../ir/core.js";
import { and, boundsOf, choose, compared, flag, int, name, no, not, or, two, when, yes } from "./build.js";
import { alwaysThere, listedValues, stepsOf } from "./facts.js";
import type { Bool, Int } from "./ir.js";
import { gcd, lcm, openOf, Unsayable, type Dated, type Num, type Term, type Truth } from "./terms.js";
import { Workspace } from "./workspace.js";

/** Values and conditions of the core in whole numbers. */
export abstract class Expressions extends Workspace {
  protected abstract validity(scheme: CoreScheme): { readonly fails: Bool; readonly open: Bool };

  protected number(e: Expr, scheme: CoreScheme): Num {
    const term = this.term(e, scheme);
    if (term.is !== "number") throw new Unsayable(`${term.is} where a number is needed`);
    return term;
  }

  protected constant(e: Expr, scheme: CoreScheme): Rational | undefined {
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
      case "elapsed": {
        if (e.unit !== "days") throw new Unsayable("months between two dates");
        const [from, to] = [this.date(e.from, scheme), this.date(e.to, scheme)];
        return this.num(two("greatest", int(0n), this.named(two("subtract", to.day, from.day), "days")), 1n, and(from.known, to.known, not(from.absent), not(to.absent)));
      }
      case "sum-rows": throw new Unsayable(`the rows of a list (${e.list})`);
      case "in-year": throw new Unsayable(`values by year (${e.fact})`);
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

  protected date(e: Expr, scheme: CoreScheme): Dated {
    const term = this.term(e, scheme);
    if (term.is !== "date") throw new Unsayable(`${term.is} where a date is needed`);
    return term;
  }

  protected fact(id: string): Term {
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
      case "at-least": return this.settled("at-most", y, x);
      case "more-than": return this.settled("less", y, x);
      case "at-most": return this.settled("at-most", x, y);
      case "less-than": return this.settled("less", x, y);
      case "is": return this.settled("equal", x, y);
      default: return not(this.settled("equal", x, y));
    }
  }

  /** A comparison that the ranges of its facts decide is none. */
  private settled(op: "less" | "at-most" | "equal", x: Int, y: Int): Bool {
    const [a, b] = [boundsOf(x, this.lookup), boundsOf(y, this.lookup)];
    if (op === "equal") return a.most < b.least || b.most < a.least ? no : compared(op, x, y);
    if (op === "less" ? a.most < b.least : a.most <= b.least) return yes;
    return (op === "less" ? a.least >= b.most : a.least > b.most) ? no : compared(op, x, y);
  }
}
