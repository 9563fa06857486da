import type { Ast } from "../../grammar/index.js";
import { compute, choice, type Case, type Compute, type Place } from "./expressions.js";
import type { Policy } from "./symbols.js";
import { addMonths, arithmetic, dayOfMonth, Decimal, every, isDay, isDecimal, monthOf, none, shift, unknown, yearOf, type Term, type Value } from "./values.js";

/** A scheme of the syntax tree, its statements sorted by what they do; what the shipped policies do not use is refused. */

type Statement<K extends Ast.Stmt["kind"]> = Extract<Ast.Stmt, { readonly kind: K }>;
export type Failure = "require" | "deadline" | "window" | "bar" | "once";

export interface Rule<T> {
  /** True where its reading is taken and its conditions hold. */
  readonly stands: Compute;
  readonly is: T;
}

interface Tests {
  readonly kind: Failure;
  readonly test: Compute;
}

export interface Scheme {
  readonly id: string;
  readonly policy: Policy;
  readonly inForce: Compute;
  readonly elsewhere: readonly Rule<Compute>[];
  readonly tests: readonly Rule<Tests>[];
  readonly awards: readonly Rule<{ readonly value: Compute; readonly decided: boolean; readonly as: Compute | undefined }>[];
  readonly supplements: readonly Rule<Compute>[];
  /** Taken from what the caps leave. */
  readonly deductions: readonly Rule<Compute>[];
  readonly caps: readonly Rule<{ readonly name: string; readonly value: Compute; readonly counting: Compute | undefined }>[];
  readonly rooms: readonly { readonly pool: string; readonly stands: Compute; readonly share: Compute; readonly left: Compute }[];
  readonly rounding: readonly Rule<{ readonly mode: Ast.RoundMode; readonly unit: Decimal }>[];
  readonly plans: readonly Rule<Plan>[];
}

interface Plan {
  readonly parts: readonly { readonly share: Decimal | undefined; readonly when: Compute; readonly lapses: readonly Compute[] }[];
  readonly retests: readonly Rule<{ readonly fact: string; readonly as: string }>[];
}

const always: Compute = () => true;
const both = (a: Compute, b: Compute): Compute => (at) => every([a(at), b(at)]);

/** Statements with the readings and conditions under which they stand. */
function flatten(policy: Policy, body: readonly Ast.Stmt[], place: () => Place, reading: Compute = always, when: Compute = always): { readonly statement: Ast.Stmt; readonly reading: Compute; readonly when: Compute }[] {
  return body.flatMap((statement) => {
    if (statement.kind === "by-reading") {
      const chosen = choice(policy, statement.reading.text);
      return statement.arms.flatMap((arm) => {
        const wanted = chosen.name(arm.alternative.text);
        return flatten(policy, arm.value, place, both(reading, (at) => chosen.of(at) === wanted), when);
      });
    }
    if (statement.kind === "when-block") return flatten(policy, statement.body, place, reading, both(when, later(() => compute(statement.when, place()))));
    return [{ statement, reading, when }];
  });
}

/** Compiled when it is first asked for. */
function later(make: () => Compute): Compute {
  let made: Compute | undefined;
  return (at) => (made ??= make())(at);
}

function inForce(policy: Policy, place: Place): Compute {
  const spans = policy.header?.inForce.map((span) => {
    const from = compute(span.from.value, place);
    const last = span.to;
    const to = last === undefined ? undefined : compute(last.value, place);
    const by = place.policy.facts.get(span.by.text)?.id ?? "";
    return (at: Case): Value => {
      const date = at.facts.get(by) ?? unknown;
      const side = (bound: Value, fits: (days: number) => boolean): Value => (isDay(date) && isDay(bound) ? fits(date.day - bound.day) : unknown);
      return every([
        side(from(at), (days) => (span.from.inclusive === false ? days > 0 : days >= 0)),
        ...(to === undefined ? [] : [side(to(at), (days) => (last?.inclusive === false ? days < 0 : days <= 0))]),
      ]);
    };
  }) ?? [];
  const [span] = spans;
  if (spans.length !== 1 || span === undefined) throw new Error("the third evaluator knows one validity a policy");
  return span;
}

/** Names keep the rest of a scheme's text; each is looked up here once. */
export function build(policy: Policy, id: string, body: readonly Ast.Stmt[]): Scheme {
  const definitions = new Map<string, { stands: Compute; value: Compute }[]>();
  const bases = new Map<string, { stands: Compute; limit: Compute }[]>();
  const place: Place = { policy, definitions, bases };
  const all = flatten(policy, [...policy.common, ...body], () => place);
  const value = (expr: Ast.Expr): Compute => later(() => compute(expr, place));
  const fact = (name: string): string => {
    const found = policy.facts.get(name);
    if (found === undefined) throw new Error(`no fact ${name}`);
    return found.id;
  };
  const rules = <K extends Ast.Stmt["kind"], T>(kind: K, make: (statement: Statement<K>) => T): readonly Rule<T>[] =>
    all.filter(({ statement }) => statement.kind === kind).map(({ statement, reading, when }) => ({ stands: both(reading, when), is: make(statement as Statement<K>) }));

  for (const { statement, reading } of all) {
    if (statement.kind === "where") {
      const [name] = statement.names;
      if (name === undefined || statement.names.length > 1) throw new Error("the third evaluator knows one name a definition");
      definitions.set(name.text, [...(definitions.get(name.text) ?? []), { stands: reading, value: value(statement.value) }]);
    }
    if (statement.kind === "cap" && statement.target === "base" && statement.base !== undefined) {
      bases.set(statement.base.text, [...(bases.get(statement.base.text) ?? []), { stands: reading, limit: value(statement.value) }]);
    }
    if (statement.kind === "term" && "counted" in statement.of && statement.extensions.length === 0) {
      const counted = statement.of.counting === undefined ? undefined : readFact(fact(statement.of.counting.text));
      const whole = new Decimal(statement.length.count);
      const limit: Compute = (at) => (counted === undefined ? whole : arithmetic(whole, counted(at), (a, b) => Decimal.max(0, a.sub(b))));
      bases.set(statement.of.counted.text, [...(bases.get(statement.of.counted.text) ?? []), { stands: reading, limit }]);
    } else if (statement.kind === "term") throw new Error("the third evaluator knows terms of counted months only");
    const other = statement.kind === "deduct" && (statement.base !== undefined || statement.order === "before-caps") || statement.kind === "no-duplication" && statement.rule !== "excludes";
    if (other || ["floor", "uplift", "funded", "repay", "case-by-case"].includes(statement.kind)) throw new Error(`the third evaluator does not know ${statement.kind}`);
  }
  const applied = policy.header?.inForce[0]?.by.text ?? "";
  return {
    id, policy,
    inForce: inForce(policy, place),
    elsewhere: rules("elsewhere", (s) => value(s.when)),
    tests: [
      ...rules("require", (s): Tests => ({ kind: "require", test: requirement(value(s.condition), s.unless && value(s.unless), s.when && value(s.when)) })),
      ...rules("window", (s): Tests => ({ kind: "window", test: windowTest(s.spans, fact(s.by?.text ?? applied)) })),
      ...rules("deadline", (s): Tests => ({ kind: "deadline", test: deadlineTest(s.rule, fact(s.date.text), fact(s.event.text)) })),
      ...rules("bar", (s): Tests => ({ kind: "bar", test: barTest(s, fact(s.from.text), fact(applied)) })),
      ...rules("no-duplication", (s): Tests => ({ kind: "require", test: compareWith(readFact(fact(s.with.text)), (n) => n.lte(0)) })),
      ...all.filter(({ statement }) => statement.kind === "cap" && statement.target === "awards").map(({ statement, reading, when }): Rule<Tests> => {
        const limit = statement as Statement<"cap">;
        const counted = limit.counting === undefined ? undefined : readFact(fact(limit.counting.text));
        const places = value(limit.value);
        const left: Compute = (at) => (counted === undefined ? places(at) : arithmetic(places(at), counted(at), (a, b) => a.sub(b)));
        return { stands: both(reading, when), is: { kind: "once", test: compareWith(left, (n) => n.gte(1)) } };
      }),
      ...rules("scope", (s): Tests => ({ kind: "once", test: s.recordedIn === undefined ? always : notYet(fact(s.recordedIn.text)) })),
    ],
    awards: rules("award", (s) => ({ value: value(s.value), decided: s.decided !== undefined, as: s.decided?.as === undefined ? undefined : value(s.decided.as) })),
    supplements: rules("plus", (s) => s).map(({ stands, is }) => ({ stands: is.when === undefined ? stands : both(stands, value(is.when)), is: value(is.value) })),
    deductions: rules("deduct", (s) => value(s.value)),
    caps: rules("cap", (s) => s).filter((rule) => rule.is.target === "payout" || rule.is.target === undefined).map(({ stands, is }) => ({
      stands: is.when === undefined ? stands : both(stands, value(is.when)),
      is: { name: is.name?.text ?? "", value: value(is.value), counting: is.counting === undefined ? undefined : readFact(fact(is.counting.text)) },
    })),
    rooms: policy.pools.flatMap((pool) => roomOf(policy, pool, id, place)),
    rounding: rules("round", (s) => ({ mode: s.mode, unit: new Decimal(s.unit.yuan) })),
    plans: rules("instalments", (s): Plan => ({
      parts: s.parts.map((part) => ({
        share: part.share === undefined ? undefined : new Decimal(part.share.value).div(100),
        when: part.when === undefined ? always : value(part.when),
        lapses: part.lapses.map((lapse) => value(lapse.when)),
      })),
      retests: s.retests.flatMap((retest): Rule<{ fact: string; as: string }>[] => {
        if (!("kind" in retest)) return [{ stands: always, is: { fact: fact(retest.fact.text), as: fact(retest.with.text) } }];
        const chosen = choice(policy, retest.reading.text);
        return retest.arms.flatMap((arm) => arm.value.map((one) => ({
          stands: (at: Case) => chosen.of(at) === chosen.name(arm.alternative.text), is: { fact: fact(one.fact.text), as: fact(one.with.text) },
        })));
      }),
    })),
  };
}

const compareWith = (of: Compute, holds: (n: Decimal) => boolean): Compute => (at) => {
  const value = of(at);
  return isDecimal(value) ? holds(value) : value;
};

const readFact = (id: string): Compute => (at) => at.facts.get(id) ?? unknown;

/** Holds, or is waived on record, or is not asked for. */
function requirement(condition: Compute, unless: Compute | undefined, when: Compute | undefined): Compute {
  return (at) => {
    const parts = [condition(at), ...(unless === undefined ? [] : [unless(at)]), ...(when === undefined ? [] : [negated(when(at))])];
    return parts.includes(true) ? true : parts.includes(unknown) ? unknown : false;
  };
}

const negated = (value: Value): Value => (typeof value === "boolean" ? !value : value);

function windowTest(spans: readonly Ast.MonthSpan[], by: string): Compute {
  return (at) => {
    const date = at.facts.get(by) ?? unknown;
    if (!isDay(date)) return unknown;
    const on = monthOf(date) * 100 + dayOfMonth(date);
    return spans.some((span) => {
      const from = span.month * 100 + (span.day ?? 1);
      const to = (span.toMonth ?? span.month) * 100 + (span.toDay ?? (span.toMonth === undefined ? (span.day ?? 31) : 31));
      return from <= to ? on >= from && on <= to : on >= from || on <= to;
    });
  };
}

function deadlineTest(rule: Ast.DeadlineRule, date: string, event: string): Compute {
  return (at) => {
    const [applied, happened]: readonly [Value, Value] = [at.facts.get(date) ?? unknown, at.facts.get(event) ?? unknown];
    if (!isDay(applied) || !isDay(happened)) return unknown;
    if (rule.kind === "years") return yearOf(applied) >= yearOf(happened) && yearOf(applied) <= yearOf(happened) + Number(rule.following);
    return applied.day >= happened.day && applied.day <= shift(happened, Number(rule.term.count), rule.term.unit as Term).day;
  };
}

/** Not barred: no decision, or the application lies before it or after the last barred day. */
function barTest(bar: Ast.BarDecl, from: string, on: string): Compute {
  return (at) => {
    const [decided, applied]: readonly [Value, Value] = [at.facts.get(from) ?? unknown, at.facts.get(on) ?? unknown];
    if (decided === none) return true;
    if (!isDay(decided) || !isDay(applied)) return unknown;
    const months = Number(bar.term.count) * (bar.term.unit === "year" ? 12 : 1);
    const same = addMonths(decided, months).day;
    return applied.day < decided.day || (bar.sameDateInclusive ? applied.day > same : applied.day >= same);
  };
}

const notYet = (recorded: string): Compute => (at) => negated(at.facts.get(recorded) ?? unknown);

/** What a pool leaves for one award more: only where somebody has said it. */
function roomOf(policy: Policy, pool: Policy["pools"][number], scheme: string, place: Place): Scheme["rooms"] {
  const all = flatten(policy, pool.body, () => place);
  const covered = all.some(({ statement }) => statement.kind === "covers" && statement.members.some((name) => policy.schemes.get(name.text)?.id === scheme));
  const left = all.find(({ statement }) => statement.kind === "remaining")?.statement;
  if (!covered || left?.kind !== "remaining") return [];
  const leftFact = policy.facts.get(left.fact.text)?.id ?? "";
  const caps = all.filter(({ statement }) => statement.kind === "cap");
  const shares = all.filter(({ statement }) => statement.kind === "counts").map(({ statement, reading }) => ({
    stands: reading,
    // `payout` or `share of payout`
    value: statement.kind === "counts" && statement.value.kind === "percent-of" ? compute(statement.value.rate, place) : (): Value => new Decimal(1),
  }));
  return [{
    pool: pool.id,
    stands: (at) => caps.some(({ reading }) => reading(at) === true),
    share: (at) => shares.find((share) => share.stands(at) === true)?.value(at) ?? new Decimal(1),
    left: readFact(leftFact),
  }];
}
