import { amountText, titleOf, type Lang } from "../explain/index.js";
import { inScript, unitOf, withUnit } from "../explain/names.js";
import type { FactInfo, Site } from "../../runtime/program.js";
import type { CoreProgram } from "../ir/core.js";
import type { Cliff } from "./cliffs.js";
import type { Proof } from "./prove.js";
import type { Witness } from "./witness.js";

/** Claims, verdicts, cliffs and applicants as words, in both languages. */

type Both = Readonly<Record<Lang, string>>;

export const verdictWords: Readonly<Record<Proof["verdict"], Both>> = {
  proved: { en: "proved", zh: "成立" },
  refuted: { en: "refuted", zh: "不成立" },
  "not decided": { en: "not decided", zh: "未决" },
};

const becauseWords: Readonly<Record<Proof["because"], Both>> = {
  rule: { en: "by the rule of the construct", zh: "由语句的规则得出" },
  cases: { en: "every case was looked at", zh: "逐一核查全部情形" },
  replayed: { en: "shown by an applicant", zh: "有申报者为证" },
  "too-many-cases": { en: "there are too many cases to look at", zh: "情形过多，未能逐一核查" },
  "no-applicant-found": { en: "the bound is not tight enough, and no applicant was found who breaks it", zh: "估计不够紧，也没有找到反例" },
  "not-linear": { en: "it hangs on a product of two facts, or on a relation that is not a sum", zh: "取决于两个事实之积，或不是简单相加的关系" },
  disagrees: { en: "the analyser and the interpreter disagree: please report it", zh: "分析与解释执行不一致：请报告" },
};

export const nameOfFact = (info: FactInfo | undefined, lang: Lang, id = ""): string => titleOf(info?.titles ?? {}, lang, inScript(info?.names ?? [id], lang));

/** A value of a fact with its unit: "300,000.00 yuan", "80%", "A". */
export function valueText(info: FactInfo | undefined, value: unknown, lang: Lang): string {
  if (value === true) return lang === "en" ? "yes" : "是";
  if (value === false) return lang === "en" ? "no" : "否";
  if (value === null) return lang === "en" ? "none" : "无";
  const text = String(value);
  if (info?.kind === "money") return amountText(text, lang);
  if (info?.kind === "percent") return `${text}%`;
  if (info?.kind === "one-of") return inScript(info.members?.find((member) => member.id === text)?.names ?? [text], lang);
  return withUnit(text, info === undefined ? undefined : unitOf(info, lang));
}

/** What a claim says. */
export function claimText(program: CoreProgram, proof: Proof, lang: Lang): string {
  const { kind, name } = proof.claim;
  const fact = nameOfFact(program.facts.find((f) => f.id === name), lang, name);
  switch (kind) {
    case "cap": return lang === "en" ? `no payout above the cap \`${name}\`` : `补助额不超过上限“${name}”`;
    case "formula": return lang === "en" ? "no payout above its own formula" : "补助额不超过按公式计算的数额";
    case "gated": return lang === "en" ? "nothing is paid outside validity, or while a requirement fails" : "不在有效期、条件不满足时不支付";
    case "instalments": return lang === "en" ? "the instalments add up to the award" : "各期拨付之和等于补助额";
    case "monotone": return lang === "en" ? `the award never falls when “${fact}” rises` : `“${fact}”增加时，补助额不减少`;
    case "pool": return lang === "en" ? `what is paid from the pool never exceeds it (\`${name}\`)` : `从资金池支付的总额不超过资金池（“${name}”）`;
    case "stack": return lang === "en" ? `all awards together never exceed “${fact}”` : `各项补助合计不超过“${fact}”`;
    case "always": return lang === "en" ? `always \`${name}\`` : `恒有“${name}”`;
  }
}

/** Under which readings a verdict holds. */
export function readingsText(program: CoreProgram, proof: Proof, lang: Lang): string {
  const changed = Object.entries(proof.readings).map(([id, alternative]) => {
    const reading = program.readings.find((r) => r.id === id);
    const option = reading?.alternatives.find((a) => a.id === alternative);
    return `${titleOf(reading?.titles ?? {}, lang, id)}${lang === "en" ? ": " : "："}${titleOf(option?.titles ?? {}, lang, alternative)}`;
  });
  if (changed.length > 0) return lang === "en" ? `read as “${changed.join("; ")}”` : `按读法“${changed.join("；")}”`;
  if (proof.everyReading) return lang === "en" ? "under all readings" : "在所有读法下";
  return lang === "en" ? "under the default readings" : "在默认读法下";
}

export function becauseText(proof: Proof, lang: Lang): string {
  const cases = proof.cases === undefined ? "" : lang === "en" ? ` (${proof.cases})` : `（${proof.cases}）`;
  const except = proof.except === undefined ? "" : lang === "en" ? `, but for the cliffs that the policy states at ${proof.except.join(", ")}` : `，政策写明的断崖除外：${proof.except.join("、")}`;
  return `${becauseWords[proof.because][lang]}${proof.because === "cases" ? cases : ""}${except}`;
}

/** What was paid against what limit, where an applicant shows it. */
export function amountsText(proof: Proof, lang: Lang): string {
  if (proof.paid === undefined || proof.limit === undefined) return "";
  const limit = amountText(proof.limit, lang);
  if (proof.claim.kind === "monotone") return lang === "en" ? `falls from ${limit} to ${amountText(proof.paid, lang)}` : `从${limit}降到${amountText(proof.paid, lang)}`;
  if (proof.verdict === "proved") return lang === "en" ? `reached exactly: ${amountText(proof.paid, lang)} of ${limit}` : `恰好达到：${limit}中补助${amountText(proof.paid, lang)}`;
  return lang === "en" ? `${amountText(proof.paid, lang)} is paid where the limit is ${limit}` : `限额${limit}，支付${amountText(proof.paid, lang)}`;
}

/** The applicant, one fact a line, in the order in which the program declares them; dates that no rule asks for are left out. */
export function applicantLines(program: CoreProgram, witness: Witness, schemes: readonly string[], lang: Lang): readonly string[] {
  const asked = new Set(program.schemes.filter((scheme) => schemes.includes(scheme.id)).flatMap((scheme) => scheme.facts));
  const tested = new Set(program.policies.flatMap((policy) => policy.validity.map((validity) => validity.by)));
  return program.facts.filter((info) => info.id in witness.facts && (asked.has(info.id) || tested.has(info.id)))
    .map((info) => `${nameOfFact(info, lang, info.id)}${lang === "en" ? ": " : "："}${valueText(info, witness.facts[info.id], lang)}`);
}

export const citeLines = (site: Site | undefined): readonly string[] => (site?.cites ?? []).map((cite) => `${cite.anchor} “${cite.quote}”`);

export function cliffText(program: CoreProgram, cliff: Cliff, lang: Lang): string {
  const info = program.facts.find((f) => f.id === cliff.fact);
  const [below, above] = [valueText(info, cliff.below, lang), valueText(info, cliff.above, lang)];
  const [before, after] = [amountText(cliff.paidBelow, lang), amountText(cliff.paidAbove, lang)];
  return lang === "en"
    ? `${nameOfFact(info, lang, cliff.fact)} ${below} → ${above}: ${before} → ${after}`
    : `${nameOfFact(info, lang, cliff.fact)} ${below} → ${above}：${before} → ${after}`;
}

export const schemesOf = (program: CoreProgram, subject: string): readonly string[] => {
  const stack = program.stacks.find((s) => s.id === subject);
  return stack === undefined ? [subject] : stack.members.flatMap((member) => member.scheme ?? []);
};
