import { parseDay } from "../../runtime/date.js";
import { add, compare, greatest, parseRational, round, subtract, toText, toYuan, zero, type Rational } from "../../runtime/rational.js";
import type { Award } from "../../runtime/result.js";
import type { CoreProgram, CoreScheme } from "../ir/core.js";
import { awardOf, type Claim, type Runner } from "./claim.js";
import type { TestCase } from "./case.js";

/** What a scheme claims of its own award. */

const paid = (award: Award): string | null => award.amount ?? award.ceiling;

const yuan = (amount: string): { readonly en: string; readonly zh: string } => ({ en: `${amount} yuan`, zh: `${amount}元` });

export function awardClaims(core: CoreProgram, scheme: CoreScheme): readonly Claim[] {
  const base = { subject: scheme.id, schemes: [scheme.id] };
  const own = scheme.awards[0]?.site ?? scheme.site;
  const ofAward = (check: (award: Award, at: TestCase) => ReturnType<Claim["check"]>): Claim["check"] => (run, at) => {
    const award = awardOf(run.evaluate(at), scheme.id);
    return award === undefined ? undefined : check(award, at);
  };
  return [
    {
      ...base, kind: "amount", name: "", site: scheme.site, en: "never pays less than nothing", zh: "补助额不为负",
      check: ofAward((award) => {
        const amount = paid(award);
        return amount !== null && amount.startsWith("-") ? { en: `pays ${amount} yuan`, zh: `补助 ${amount}元`, sites: [own, scheme.site] } : undefined;
      }),
    },
    {
      ...base, kind: "gated", name: "", site: scheme.site,
      en: "pays nothing out of force or to whom a requirement fails", zh: "不在有效期或条件不满足时不支付",
      check: ofAward((award, at) => gate(core, scheme, award, at)),
    },
    ...scheme.caps.map((cap): Claim => ({
      ...base, kind: "cap", name: cap.id, site: cap.site, en: `never pays more than the cap ${cap.id}`, zh: `补助额不超过上限 ${cap.id}`,
      check: ofAward((award) => {
        const room = roomUnder(award, cap);
        const amount = paid(award);
        if (room === undefined || amount === null || compare(parseRational(amount), allowed(scheme, award, room)) <= 0) return undefined;
        const limit = yuan(toText(room));
        return { en: `pays ${amount} yuan, more than ${limit.en}`, zh: `补助 ${amount}元，超过 ${limit.zh}`, sites: [award.binding[0]?.site ?? own, cap.site] };
      }),
    })),
    ...scheme.caps.filter((cap) => cap.subjects.length > 0).map((cap): Claim => ({
      ...base, kind: "yearly-cap", name: cap.id, site: cap.site, en: `two applications together stay under the cap ${cap.id}`, zh: `两次申报合计不超过上限 ${cap.id}`,
      check: (run, at) => twoUnder(scheme, cap, run, at, own),
    })),
    ...scheme.instalments.map((plan): Claim => ({
      ...base, kind: "instalments", name: "", site: plan.site, en: "the instalments sum to the award", zh: "各期拨付之和等于补助额",
      check: ofAward((award) => partsOf(award, plan.site, own)),
    })),
    ...core.always.filter((claim) => core.sites[claim.site]?.policy === core.sites[scheme.site]?.policy).map((claim): Claim => ({
      ...base, kind: "always", name: claim.id, site: claim.site, en: `always ${claim.titles.en ?? claim.id}`, zh: `恒有 ${claim.titles.zh ?? claim.id}`,
      check: (run, at) => (run.evaluate(at).claims.some((one) => one.site === claim.site && one.holds === false)
        ? { en: "does not hold", zh: "不成立", sites: [own, claim.site] } : undefined),
    })),
  ];
}

/** What the cap leaves by the account: its value less what was paid against it. */
function roomUnder(award: Award, cap: CoreScheme["caps"][number]): Rational | undefined {
  const step = award.trace.find((one) => one.site === cap.site);
  if (step === undefined || typeof step.value !== "string" || !/^-?\d/.test(step.value)) return undefined;
  return greatest(zero, parseRational(step.value));
}

/** Rounding half up may pass a percentage by a part of a fen: then the cap is rounded alike. */
function allowed(scheme: CoreScheme, award: Award, room: Rational): Rational {
  const rules = scheme.rounding.filter((rule) => rule.guards.every((guard) => guard.alternatives.includes(award.readings[guard.reading] ?? guard.alternatives[0] ?? "")));
  return rules.reduce((most, rule) => (rule.mode === "down" ? most : greatest(most, round(room, rule.mode, rule.unit))), room);
}

function gate(core: CoreProgram, scheme: CoreScheme, award: Award, at: TestCase): ReturnType<Claim["check"]> {
  const amount = paid(award);
  if (amount === null || compare(parseRational(amount), zero) === 0) return undefined;
  const said = (site: number, en: string, zh: string): ReturnType<Claim["check"]> => ({
    en: `pays ${amount} yuan although ${en}`, zh: `${zh}，仍补助 ${amount}元`, sites: [award.binding[0]?.site ?? scheme.site, site],
  });
  if (award.status !== "eligible") return said(scheme.site, `it is ${award.status}`, `状态为 ${award.status}`);
  for (const requirement of scheme.requirements) {
    const step = award.trace.find((one) => one.site === requirement.site);
    const waived = award.notes.some((note) => note.kind === "waived" && note.id === requirement.id);
    if (step?.value === false && !waived) return said(requirement.site, `${requirement.id} fails`, `${requirement.id} 不满足`);
  }
  const [span, another] = core.policies[scheme.policy]?.validity ?? [];
  // one validity with both ends said can be looked at without the evaluator
  if (span?.from.op !== "date" || span.to?.op !== "date" || another !== undefined) return undefined;
  const given = at.facts[span.by] ?? at.on;
  const [day, from, to] = [given, span.from.iso, span.to.iso].map((iso) => (typeof iso === "string" ? parseDay(iso) : undefined));
  if (day === undefined || from === undefined || to === undefined) return undefined;
  const inForce = (span.fromInclusive ? day >= from : day > from) && (span.toInclusive ? day <= to : day < to);
  return inForce ? undefined : said(span.site, `${String(given)} is out of force`, `${String(given)} 不在有效期`);
}

function twoUnder(scheme: CoreScheme, cap: CoreScheme["caps"][number], run: Runner, at: TestCase, own: number): ReturnType<Claim["check"]> {
  const single = awardOf(run.evaluate(at), scheme.id);
  const room = single === undefined ? undefined : roomUnder(single, cap);
  if (single?.amount === undefined || single.amount === null || room === undefined) return undefined;
  const both = run.twice(at, Object.fromEntries(cap.subjects.concat(scheme.subjects).map((subject) => [subject, "1"]))).awards.filter((award) => award.scheme === scheme.id);
  const total = both.reduce((sum, award) => add(sum, parseRational(award.amount ?? "0")), zero);
  if (compare(total, allowed(scheme, single, room)) <= 0) return undefined;
  return { en: `two applications get ${toYuan(total)} yuan, more than ${toText(room)} yuan`, zh: `两次申报共得 ${toYuan(total)}元，超过 ${toText(room)}元`, sites: [own, cap.site] };
}

function partsOf(award: Award, plan: number, own: number): ReturnType<Claim["check"]> {
  if (award.amount === null || award.instalments.length === 0) return undefined;
  const amounts = award.instalments.map((part) => parseRational(part.amount ?? "0"));
  const total = amounts.reduce(add, zero);
  const whole = parseRational(award.amount);
  const due = award.instalments.every((part) => part.status === "due");
  const negative = amounts.some((amount) => amount.n < 0n);
  const lowered = award.flags.length > 0;
  if (!negative && compare(total, whole) <= 0 && (!due || lowered || compare(total, whole) === 0)) return undefined;
  const parts = award.instalments.map((part) => part.amount ?? part.status).join(" + ");
  const short = subtract(whole, total);
  return { en: `${parts} is not ${award.amount} yuan (${toYuan(short)} apart)`, zh: `${parts} 不等于 ${award.amount}元（相差 ${toYuan(short)}）`, sites: [own, plan] };
}

