import { sharePoolOf } from "../../runtime/api.js";
import { add, compare, divide, greatest, multiply, one, parseRational, rational, toYuan, zero, type Rational } from "../../runtime/rational.js";
import type { StackResult } from "../../runtime/result.js";
import type { CoreProgram } from "../ir/core.js";
import type { Claim, Runner, Violation } from "./claim.js";
import type { TestCase } from "./case.js";

/** What awards claim together: on one cost, and out of one pool. */

export function stackClaims(stack: CoreProgram["stacks"][number]): readonly Claim[] {
  const schemes = stack.members.flatMap((member) => member.scheme ?? []);
  if (schemes.length < 2) return [];
  return [{
    kind: "stack", subject: stack.id, name: "", site: stack.site, schemes,
    en: "the total follows from the awards", zh: "合计由各项补助得出",
    check(run, at): Violation | undefined {
      const result = run.evaluate(at).stacks.find((one) => one.id === stack.id);
      const wrong = result === undefined ? undefined : wrongTotal(result);
      return wrong === undefined ? undefined : { ...wrong, sites: [result?.site ?? stack.site, stack.site] };
    },
  }];
}

function wrongTotal(result: StackResult): Pick<Violation, "en" | "zh"> | undefined {
  const amounts = result.members.map((member) => member.amount);
  const open = amounts.includes(null);
  if (open !== (result.total === null)) return { en: `the total is ${result.total} with ${amounts.join(", ")}`, zh: `各项为 ${amounts.join("、")}，合计却为 ${result.total}` };
  if (result.total === null) return undefined;
  const values = amounts.map((amount) => parseRational(amount ?? "0"));
  const [sum, highest, total] = [values.reduce(add, zero), values.reduce(greatest, zero), parseRational(result.total)];
  const expected = result.relation === "cumulate" || result.relation === null ? sum : result.relation === "higher" || result.relation === "fills-up" ? highest : undefined;
  const outside = compare(total, sum) > 0 || (result.range !== null && (compare(total, parseRational(result.range[0])) < 0 || compare(total, parseRational(result.range[1])) > 0));
  if (!outside && (expected === undefined || compare(total, expected) === 0)) return undefined;
  return { en: `the total is ${result.total} of ${amounts.join(" + ")}`, zh: `${amounts.join(" + ")} 的合计为 ${result.total}` };
}

/** Copies of one application that ask of a pool at once. */
const copies = 3;

export function poolClaims(core: CoreProgram, pool: CoreProgram["pools"][number]): readonly Claim[] {
  return pool.covers.map((scheme): Claim => ({
    kind: "pool", subject: pool.id, name: scheme.slice(scheme.lastIndexOf(".") + 1), site: pool.site, schemes: [scheme],
    en: "shares never exceed the pool", zh: "分配之和不超过资金池",
    check(run, at): Violation | undefined {
      const share = countedShare(core, pool, at);
      if (share === undefined) return undefined;
      const applications = Array.from({ length: copies }, (_, i) => ({ id: String(i + 1), facts: at.facts, schemes: [scheme] }));
      const result = sharePoolOf(run.program, pool.id, { applications, facts: poolFacts(core, at) }, { ...(at.on === undefined ? {} : { on: at.on }), readings: at.readings });
      const paid = Object.values(result.paid).map(parseRational);
      const total = multiply(paid.reduce(add, zero), share);
      const site = pool.caps[0]?.site ?? pool.site;
      const said = (en: string, zh: string): Violation => ({ en, zh, sites: [site, pool.site] });
      if (paid.some((amount) => amount.n < 0n)) return said("a share is below zero", "分配额为负");
      const single = awardAmount(run, at, scheme);
      if (single !== undefined && paid.some((amount) => compare(amount, single) > 0)) {
        return said(`a share is above the award of ${toYuan(single)} yuan`, `分配额超过补助额 ${toYuan(single)}元`);
      }
      if (result.limit === null || compare(total, parseRational(result.limit)) <= 0) return undefined;
      return said(`${copies} applications get ${toYuan(total)} yuan out of ${result.limit} yuan`, `${copies} 份申报从 ${result.limit}元 中得到 ${toYuan(total)}元`);
    },
  }));
}

function awardAmount(run: Runner, at: TestCase, scheme: string): Rational | undefined {
  const amount = run.outcome({ ...at, schemes: [scheme] }).awards.find((award) => award.scheme === scheme)?.amount;
  return amount === undefined || amount === null ? undefined : parseRational(amount);
}

/** The part of an award that counts against the pool; undefined where only the program can say. */
function countedShare(core: CoreProgram, pool: CoreProgram["pools"][number], at: TestCase): Rational | undefined {
  const standing = pool.counts.find((count) => count.guards.every((guard) => guard.alternatives.includes(at.readings[guard.reading] ?? core.readings.find((one) => one.id === guard.reading)?.byDefault ?? "")));
  if (standing === undefined) return one;
  if (standing.share.op === "number") return parseRational(standing.share.value);
  if (standing.share.op !== "fact") return undefined;
  const id = standing.share.fact;
  const given = at.facts[id] ?? core.facts.find((fact) => fact.id === id)?.ifAbsent;
  return typeof given === "string" ? divide(parseRational(given), rational(100n)) : undefined;
}

/** Facts about the pool itself. */
function poolFacts(core: CoreProgram, at: TestCase): Readonly<Record<string, unknown>> {
  const known = new Set(core.pools.flatMap((pool) => [...(pool.remaining === undefined ? [] : [pool.remaining]), ...pool.caps.flatMap((cap) => (cap.value.op === "fact" ? [cap.value.fact] : []))]));
  return Object.fromEntries(Object.entries(at.facts).filter(([id]) => known.has(id)));
}

