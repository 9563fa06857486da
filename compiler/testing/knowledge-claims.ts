import { compare, parseRational } from "../../runtime/rational.js";
import type { Award } from "../../runtime/result.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import type { TestCase } from "./case.js";
import { awardOf, type Claim, type Violation } from "./claim.js";
import { expressionsFor, factsRead, inside, schemesAsked, testedDates } from "./reach.js";

/** Unknown is never an amount, and a result names all readings it depends on. */

export const knowledgeClaims = (core: CoreProgram, scheme: CoreScheme): readonly Claim[] => [unknownClaim(core, scheme), readingsClaim(core, scheme)];

/**
 * Facts whose absence says something: closed by a default, asked with `if given`, decided by an authority (a
 * ceiling until then), or what a pool has left.
 */
function speakingWhenAbsent(core: CoreProgram, scheme: CoreScheme): ReadonlySet<string> {
  const facts = new Set(core.facts.filter((fact) => fact.ifAbsent !== undefined).map((fact) => fact.id));
  const read = (expr: Expr): void => {
    for (const one of inside(expr)) if (one.op === "fact") facts.add(one.fact);
  };
  for (const asked of schemesAsked(core, [scheme.id])) {
    for (const expr of expressionsFor(core, asked)) for (const one of inside(expr)) if (one.op === "given") read(one.value);
    for (const award of asked.awards) if (award.decided?.as !== undefined) read(award.decided.as);
    for (const requirement of asked.requirements) if (requirement.unless !== undefined) read(requirement.unless);
  }
  for (const pool of core.pools) if (pool.remaining !== undefined) facts.add(pool.remaining);
  return facts;
}

const settled = (award: Award): string => JSON.stringify([award.amount, award.ceiling]);
const pays = (award: Award): boolean => [award.amount, award.ceiling].some((amount) => amount !== null && compare(parseRational(amount), parseRational("0")) > 0);

function unknownClaim(core: CoreProgram, scheme: CoreScheme): Claim {
  const speaking = speakingWhenAbsent(core, scheme);
  const read = new Set(factsRead(core, [scheme.id]));
  const tested = testedDates(core);
  return {
    kind: "unknown", subject: scheme.id, name: "", site: scheme.site, schemes: [scheme.id],
    en: "a fact that becomes unknown leaves the result or makes it undetermined", zh: "已知事实变为未知时，结果不变或待定",
    check(run, at): Violation | undefined {
      const whole = awardOf(run.evaluate(at), scheme.id);
      if (whole === undefined) return undefined;
      for (const fact of Object.keys(at.facts)) {
        if (speaking.has(fact) || tested.has(fact) || !read.has(fact)) continue;
        const less = awardOf(run.lacking(at, fact), scheme.id);
        if (less === undefined || less.status === "undetermined" || settled(less) === settled(whole)) continue;
        // who was refused by another authority's rules may be refused here as well
        if (!pays(less) && !pays(whole)) continue;
        return {
          en: `without ${fact}: ${less.status} ${less.amount ?? less.ceiling ?? ""} instead of ${whole.status} ${whole.amount ?? whole.ceiling ?? ""}`,
          zh: `缺少 ${fact} 时：${less.status} ${less.amount ?? less.ceiling ?? ""}，而非 ${whole.status} ${whole.amount ?? whole.ceiling ?? ""}`,
          sites: [whole.binding[0]?.site ?? scheme.site, scheme.site],
        };
      }
      return undefined;
    },
  };
}

function readingsClaim(core: CoreProgram, scheme: CoreScheme): Claim {
  const policies = new Set(schemesAsked(core, [scheme.id]).map((one) => core.policies[one.policy]?.id));
  const readings = core.readings.filter((reading) => policies.has(reading.id.slice(0, reading.id.lastIndexOf("."))));
  return {
    kind: "readings", subject: scheme.id, name: "", site: scheme.site, schemes: [scheme.id],
    en: "a reading that the result does not name changes nothing", zh: "结果未列出的读法不影响结果",
    check(run, at): Violation | undefined {
      const award = awardOf(run.evaluate(at), scheme.id);
      if (award === undefined || award.status === "undetermined") return undefined;
      const others: Record<string, string> = { ...at.readings };
      for (const reading of readings) {
        if (reading.id in award.readings) continue;
        const now = at.readings[reading.id] ?? reading.byDefault;
        const other = reading.alternatives.find((one) => one.id !== now);
        if (other !== undefined) others[reading.id] = other.id;
      }
      const changed: TestCase = { ...at, readings: others };
      const again = awardOf(run.outcome(changed), scheme.id);
      if (again === undefined || (again.status === award.status && settled(again) === settled(award))) return undefined;
      return {
        en: `${award.status} ${award.amount ?? award.ceiling ?? ""} becomes ${again.status} ${again.amount ?? again.ceiling ?? ""} by readings it does not name`,
        zh: `${award.status} ${award.amount ?? award.ceiling ?? ""} 因未列出的读法变为 ${again.status} ${again.amount ?? again.ceiling ?? ""}`,
        sites: [award.binding[0]?.site ?? scheme.site, scheme.site],
      };
    },
  };
}
