import type { Case } from "./expressions.js";
import { build, type Failure, type Scheme } from "./scheme.js";
import { given, readPolicies } from "./symbols.js";
import { arithmetic, dayOf, Decimal, every, isDecimal, nothing, unknown, type Value } from "./values.js";

/**
 * The third evaluator: what one scheme pays in one case, straight from the syntax tree. It covers what the shipped
 * policies use and refuses the rest.
 */

export interface Outcome {
  readonly status: "eligible" | "ineligible" | "undetermined" | "not-in-force" | "outside-window" | "barred" | "exhausted" | "elsewhere";
  readonly amount: string | null;
  readonly ceiling: string | null;
  /** Names of what decides the amount, sorted. */
  readonly binding: readonly string[];
  /** Null: not yet due, or not known. */
  readonly instalments: readonly (string | null)[];
}

export interface Oracle {
  /** Qualified ids of the schemes. */
  readonly schemes: readonly string[];
  settle(scheme: string, facts: Readonly<Record<string, unknown>>, on: string | undefined, readings: Readonly<Record<string, string>>): Outcome;
}

interface Settled {
  readonly kind: "amount" | "ceiling";
  readonly rounded: Decimal;
  readonly binding: readonly string[];
}

/** Formula, least of the caps, one rounding. */
function formula(scheme: Scheme, at: Case): Settled | typeof unknown | typeof nothing {
  const award = scheme.awards.find((rule) => rule.stands(at) === true)?.is;
  if (award === undefined) return unknown;
  let base = award.value(at);
  for (const { stands, is } of scheme.supplements) {
    const holds = stands(at);
    if (holds !== false) base = holds === true ? arithmetic(base, is(at), (a, b) => a.add(b)) : base === nothing ? nothing : unknown;
  }
  if (base === nothing || base === unknown) return base;
  const limits: { readonly name: string; readonly value: Value }[] = [{ name: "award", value: base }];
  for (const { stands, is } of scheme.caps) {
    const holds = stands(at);
    if (holds === false) continue;
    if (holds !== true) return unknown;
    const room = is.counting === undefined ? is.value(at) : arithmetic(is.value(at), is.counting(at), (a, b) => Decimal.max(0, a.sub(b)));
    limits.push({ name: is.name, value: room });
  }
  for (const { pool, stands, share, left } of scheme.rooms) {
    const room = left(at);
    if (stands(at) !== true || room === unknown) continue;
    const part = share(at);
    if (isDecimal(part) && part.isZero()) continue;
    limits.push({ name: pool, value: arithmetic(room, part, (a, b) => a.div(b)) });
  }
  const decided = award.as?.(at) ?? unknown;
  if (award.decided && decided !== unknown) limits.push({ name: "decision", value: decided });
  const known = limits.map((limit) => limit.value);
  if (known.includes(unknown)) return unknown;
  const lowest = Decimal.max(0, Decimal.min(...known.filter(isDecimal)));
  let least = lowest;
  for (const { stands, is } of scheme.deductions) {
    if (stands(at) !== true) continue;
    const taken = is(at);
    if (taken === unknown) return unknown;
    if (isDecimal(taken)) least = Decimal.max(0, least.sub(taken));
  }
  const rule = scheme.rounding.find((one) => one.stands(at) === true)?.is;
  const unit = rule?.unit ?? new Decimal("0.01");
  const steps = least.div(unit);
  const whole = rule?.mode === "half-up" ? steps.add(0.5).floor() : rule?.mode === "up" ? steps.ceil() : steps.floor();
  return {
    kind: award.decided && decided === unknown ? "ceiling" : "amount",
    rounded: whole.mul(unit),
    binding: limits.filter(({ value }) => isDecimal(value) && Decimal.max(0, value).eq(lowest)).map(({ name }) => name).sort(),
  };
}

function instalments(scheme: Scheme, at: Case, settled: Settled): readonly (string | null)[] {
  const plan = scheme.plans.find((rule) => rule.stands(at) === true)?.is;
  if (plan === undefined) return [];
  let split = new Decimal(0);
  return plan.parts.map((part) => {
    const lapses = part.lapses.map((lapse) => lapse(at));
    if (lapses.includes(true)) return yuan(new Decimal(0));
    const due = part.when(at);
    const share = part.share === undefined ? undefined : settled.rounded.mul(part.share).mul(100).floor().div(100);
    if (due === false) {
      if (share !== undefined) split = split.add(share);
      return null;
    }
    if (due !== true || lapses.includes(unknown)) return null;
    if (share !== undefined) {
      split = split.add(share);
      return yuan(share);
    }
    let final = settled.rounded;
    const retests = plan.retests.filter((rule) => rule.stands(at) === true);
    if (retests.length > 0) {
      const facts = new Map(at.facts);
      for (const { is } of retests) {
        const later = at.facts.get(is.as) ?? unknown;
        if (later === unknown) return null;
        facts.set(is.fact, later);
      }
      const again = formula(scheme, { ...at, facts, definitions: new Map() });
      if (again === unknown) return null;
      if (again !== nothing) final = Decimal.min(final, again.rounded);
    }
    const rest = Decimal.max(0, final.sub(split));
    split = split.add(rest);
    return yuan(rest);
  });
}

const yuan = (value: Decimal): string => value.toFixed(2);

const refused = (status: Outcome["status"], amount: string | null = "0.00"): Outcome => ({ status, amount, ceiling: null, binding: [], instalments: [] });

const failures: readonly (readonly [Failure, Outcome["status"]])[] = [["bar", "barred"], ["require", "ineligible"], ["deadline", "ineligible"], ["window", "outside-window"], ["once", "exhausted"]];

function settle(scheme: Scheme, at: Case): Outcome {
  const valid = scheme.inForce(at);
  if (valid === false) return refused("not-in-force");
  const elsewhere = scheme.elsewhere.map(({ stands, is }) => every([stands(at), is(at)]));
  const tests = scheme.tests.map(({ stands, is }) => {
    const holds = stands(at);
    const result = holds === false ? true : is.test(at);
    return { kind: is.kind, result: holds === unknown && result === false ? unknown : result };
  });
  const failed = failures.find(([kind]) => tests.some((test) => test.kind === kind && test.result === false));
  if (failed !== undefined) return refused(failed[1]);
  const open = valid === unknown || tests.some((test) => test.result === unknown);
  // only what has been selected is another authority's: 入选项目由…执行
  if (!open && elsewhere.includes(true)) return refused("elsewhere", null);
  const settled = formula(scheme, at);
  if (settled === nothing) return refused("ineligible");
  if (open || elsewhere.includes(unknown) || settled === unknown) return refused("undetermined", null);
  const amount = yuan(settled.rounded);
  return settled.kind === "ceiling"
    ? { status: "eligible", amount: null, ceiling: amount, binding: settled.binding, instalments: [] }
    : { status: "eligible", amount, ceiling: null, binding: settled.binding, instalments: instalments(scheme, at, settled) };
}

export function createOracle(texts: readonly string[]): Oracle {
  const policies = readPolicies(texts);
  const schemes = new Map<string, Scheme>();
  for (const policy of policies) for (const { id, body } of new Set(policy.schemes.values())) schemes.set(id, build(policy, id, body));
  const facts = new Map(policies.flatMap((policy) => [...policy.facts.values()].map((fact) => [fact.id, fact] as const)));
  const absent = [...facts.values()].flatMap((fact) => (fact.ifAbsent === undefined ? [] : [[fact.id, fact.ifAbsent] as const]));
  const tested = policies.flatMap((policy) => policy.header?.inForce.map((span) => policy.facts.get(span.by.text)?.id ?? "") ?? []);
  const named = (id: string): Scheme => {
    const found = schemes.get(id);
    if (found === undefined) throw new Error(`no scheme ${id}`);
    return found;
  };
  return {
    schemes: [...schemes.keys()],
    settle(id, raw, on, readings) {
      const values = new Map<string, Value>(absent);
      for (const [name, value] of Object.entries(raw)) {
        const fact = facts.get(name);
        if (fact === undefined) throw new Error(`no fact ${name}`);
        if (fact.byYear) for (const [year, one] of Object.entries(value as Record<string, unknown>)) values.set(`${name}@${year}`, given(fact, one));
        else values.set(name, given(fact, value));
      }
      if (on !== undefined) for (const by of tested) if (!values.has(by)) values.set(by, dayOf(on));
      const at: Case = {
        facts: values, readings: new Map(Object.entries(readings)), definitions: new Map(),
        other: (other, what, cap) => {
          const asked = named(other);
          const own: Case = { ...at, definitions: new Map() };
          if (what === "cap") {
            if (asked.inForce(own) !== true) return unknown;
            const rules = asked.caps.filter((rule) => rule.stands(own) === true && (cap === undefined || rule.is.name === cap));
            return rules.length === 1 ? (rules[0]?.is.value(own) ?? unknown) : unknown;
          }
          const outcome = settle(asked, own);
          const paid = what === "ceiling" ? (outcome.ceiling ?? outcome.amount) : outcome.amount;
          return paid === null ? unknown : new Decimal(paid);
        },
      };
      return settle(named(id), at);
    },
  };
}
