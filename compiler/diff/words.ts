import { amountText, titleOf, type Lang } from "../explain/index.js";
import type { Site } from "../../runtime/program.js";
import { multiply, parseRational, rational, toText } from "../../runtime/rational.js";
import type { CoreProgram } from "../ir/core.js";
import { nameOfFact, valueText } from "../prove/words.js";
import type { UnseenKind } from "./same.js";
import type { ChangedRegion, Extreme, SchemeEffect } from "./effect.js";
import type { Change, ConstructKind, Detail } from "./structure.js";

/** Changes and their effects as sentences, in both languages. */

type Both = Readonly<Record<Lang, string>>;

const kinds: Readonly<Record<ConstructKind, Both>> = {
  policy: { en: "validity", zh: "有效期" }, fact: { en: "fact", zh: "事实" }, reading: { en: "reading", zh: "读法" }, scheme: { en: "scheme", zh: "项目" },
  requirement: { en: "requirement", zh: "条件" }, award: { en: "award", zh: "补助" }, cap: { en: "cap", zh: "上限" }, definition: { en: "definition", zh: "定义" },
  deduction: { en: "deduction", zh: "扣除" }, floor: { en: "minimum", zh: "最低额" }, rounding: { en: "rounding", zh: "取整" }, instalments: { en: "instalments", zh: "拨付" },
  uplift: { en: "uplift", zh: "上浮下浮" }, limit: { en: "limit on the number of awards", zh: "项数限额" }, repayment: { en: "repayment", zh: "退还" }, funding: { en: "who pays which part", zh: "资金分担" },
  note: { en: "note", zh: "提示" }, elsewhere: { en: "another's purse", zh: "另行" }, pool: { en: "pool", zh: "资金池" }, stack: { en: "stack", zh: "叠加" },
  bar: { en: "bar", zh: "禁止申报" }, publicity: { en: "publicity", zh: "公示" }, always: { en: "invariant", zh: "恒有" },
};

const verbs: Readonly<Record<Change["change"], Both>> = {
  added: { en: "added", zh: "新增" }, removed: { en: "removed", zh: "删去" }, changed: { en: "changed", zh: "修改" },
};

const relations: Readonly<Record<string, Both>> = {
  "at-least": { en: "at least", zh: "不低于" }, "more-than": { en: "more than", zh: "超过" }, "at-most": { en: "at most", zh: "不超过" },
  "less-than": { en: "less than", zh: "低于" }, is: { en: "is", zh: "为" }, "is-not": { en: "is not", zh: "不为" },
};

export function changeTitle(change: Change, lang: Lang): string {
  const owner = change.owner === "" ? "" : `${change.owner.slice(change.owner.lastIndexOf(".") + 1)}${lang === "en" ? ": " : "："}`;
  const name = change.name.includes(".") ? change.name.slice(change.name.lastIndexOf(".") + 1) : change.name;
  const shown = name === change.kind ? "" : ` \`${name}\``;
  return lang === "en" ? `${owner}${kinds[change.kind].en}${shown} ${verbs[change.change].en}` : `${owner}${verbs[change.change].zh}${kinds[change.kind].zh}${shown}`;
}

/** A number as the rule's own words have it: money, a share, or plain. */
function numberText(value: string, site: Site | undefined, lang: Lang): string {
  const number = parseRational(value);
  const text = site?.text ?? "";
  // the rule's text says what the number is
  const percent = toText(multiply(number, rational(100n)));
  if (new RegExp(`(?<![\\d.])${percent.replace(".", "\\.")}\\s*[%％]`).test(text)) return `${percent}%`;
  const decimals = toText(number);
  if (decimals.includes("/")) return decimals;
  const isMoney = /yuan|元/.test(text) && number.n >= 0n && !new RegExp(`(?<![\\d.,])${decimals}\\s*(?!yuan|元|万|亿|,)[A-Za-z]`).test(text);
  return isMoney ? amountText(decimals, lang).replace(/\.00/, "") : decimals;
}

export function detailText(change: Change, detail: Detail, lang: Lang): string {
  const { before, after } = change;
  switch (detail.what) {
    case "number": case "amount": case "percent": return `${numberText(detail.from, before, lang)} → ${numberText(detail.to, after, lang)}`;
    case "date": return `${detail.from} → ${detail.to}`;
    case "edge": {
      const at = detail.at === undefined || detail.at === "" ? "" : numberText(detail.at, after, lang);
      const [from, to] = [relations[detail.from]?.[lang] ?? detail.from, relations[detail.to]?.[lang] ?? detail.to];
      return lang === "en" ? `the edge ${at} moved from “${from}” to “${to}”` : `界限 ${at} 由“${from}”改为“${to}”`;
    }
    case "row-added": return lang === "en" ? "a row added" : "新增一行";
    case "row-removed": return lang === "en" ? "a row removed" : "删去一行";
    case "field": return `${detail.at ?? ""}: ${detail.from || "–"} → ${detail.to || "–"}`;
    case "condition": return lang === "en" ? "the condition is another" : "条件不同";
    default: return lang === "en" ? "the rule is another" : "规则不同";
  }
}

/** The two wordings, where there are two, each with its clause and quote. */
export const wordings = (change: Change): readonly { readonly side: "before" | "after"; readonly text: string; readonly cites: readonly string[] }[] =>
  ([["before", change.before], ["after", change.after]] as const).flatMap(([side, site]) =>
    site === undefined ? [] : [{ side, text: site.text, cites: site.cites.map((cite) => `${cite.anchor} “${cite.quote}”`) }]);

const unseenWords: Readonly<Record<UnseenKind, Both>> = {
  instalments: { en: "instalments", zh: "拨付" }, limits: { en: "the number of awards", zh: "项数限额" }, scope: { en: "by whom and when caps are counted", zh: "上限按谁、按什么期间计" },
  windows: { en: "when applications are taken", zh: "受理期" }, pools: { en: "the pool", zh: "资金池" }, stacks: { en: "how awards combine", zh: "叠加方式" }, payers: { en: "who pays which part", zh: "资金分担" },
  repayments: { en: "repayment", zh: "退还" }, date: { en: "the date that is tested", zh: "据以判断的日期" }, defaults: { en: "what an absent fact means", zh: "事实缺省时的取值" }, ranges: { en: "the ranges of facts", zh: "事实的取值范围" },
};

const becauseWords: Readonly<Record<NonNullable<SchemeEffect["because"]>, Both>> = {
  "too-many-cases": { en: "there are too many cases", zh: "情形过多" },
  "no-applicant-found": { en: "the rules differ, and no applicant was found whom it concerns", zh: "规则不同，但没有找到受影响的申报者" },
  "ceiling-or-award": { en: "what was a ceiling is an award now, or the other way round", zh: "原为最高限额的现为补助额，或相反" },
  "another-kind": { en: "a fact is of another kind now", zh: "有事实的类型不同" },
};

/** What else differs, and what was left out, as a sentence's end. */
export function restText({ unseen = [], byDefault, verdict }: SchemeEffect, lang: Lang): string {
  if (verdict === "only-before" || verdict === "only-after") return "";
  const kinds = unseen.map((kind) => unseenWords[kind][lang]).join(lang === "en" ? ", " : "、");
  return (byDefault === true ? (lang === "en" ? ", under the default readings" : "（按默认读法）") : "") + (kinds === "" ? "" : lang === "en" ? `; other than before, and not compared: ${kinds}` : `；另有不同、未作比较：${kinds}`);
}

export function verdictText(effect: SchemeEffect, lang: Lang): string {
  return ownText(effect, lang) + restText(effect, lang);
}

function ownText(effect: SchemeEffect, lang: Lang): string {
  switch (effect.verdict) {
    case "same-amount": return lang === "en" ? `pays the same for one application by itself (${effect.cases} cases compared)` : `单独一份申报的补助相同（比较 ${effect.cases} 种情形）`;
    case "equal": if (effect.sameRules === true) return lang === "en" ? "the same rules" : "规则相同";
      return lang === "en" ? `pays the same ${effect.nowSettled === true || effect.nowUnsettled === true ? "wherever it is settled" : "to every applicant"} (proved over ${effect.cases} cases)` : `${effect.nowSettled === true || effect.nowUnsettled === true ? "凡能确定的" : "对每个申报者"}补助相同（核查 ${effect.cases} 种情形）`;
    case "only-before": return lang === "en" ? "is no longer there" : "不再设立";
    case "only-after": return lang === "en" ? "is new" : "新设";
    case "not decided": return `${lang === "en" ? "not decided: " : "未决："}${becauseWords[effect.because ?? "too-many-cases"][lang]}`;
    case "changed": return lang === "en" ? `changes (${effect.cases} cases compared)` : `有变化（比较 ${effect.cases} 种情形）`;
  }
}

export const extremeText = (extreme: Extreme, lang: Lang): string => {
  const by = extreme.by.startsWith("-") ? `−${amountText(extreme.by.slice(1), lang)}` : `+${amountText(extreme.by, lang)}`;
  const most = extreme.atMost === undefined ? "" : lang === "en" ? ` (nobody's is above ${amountText(extreme.atMost, lang)})` : `（任何人不超过${amountText(extreme.atMost, lang)}）`;
  return `${by}${lang === "en" ? ": " : "："}${amountText(extreme.before, lang)} → ${amountText(extreme.after, lang)}${most}`;
};

export function regionText(program: CoreProgram, region: ChangedRegion, lang: Lang): string {
  const info = (id: string): CoreProgram["facts"][number] | undefined => program.facts.find((fact) => fact.id === id);
  const ranges = region.ranges.map(({ fact, from, to }) => {
    const name = nameOfFact(info(fact), lang, fact);
    const [low, high] = [from, to].map((value) => (value === undefined ? undefined : valueText(info(fact), value, lang)));
    if (low !== undefined && low === high) return `${name} ${low}`;
    if (low === undefined) return lang === "en" ? `${name} up to ${high ?? ""}` : `${name} ${high ?? ""}以内`;
    return high === undefined ? (lang === "en" ? `${name} from ${low}` : `${name} ${low}以上`) : `${name} ${low} – ${high}`;
  });
  const listed = Object.entries(region.listed).map(([fact, values]) => `${nameOfFact(info(fact), lang, fact)} ${values.map((value) => valueText(info(fact), info(fact)?.kind === "yes-no" ? value === "true" : value, lang)).join("/")}`);
  const signed = (value: string): string => (value === "" ? "…" : value.startsWith("-") ? `−${amountText(value.slice(1), lang)}` : `+${amountText(value, lang)}`);
  const none = /^-?0\.00$/.test(region.least) || region.least === "";
  const size = region.least === region.most ? signed(region.most) : none ? (lang === "en" ? `up to ${signed(region.most)}` : `至多${signed(region.most)}`) : `${signed(region.least)} … ${signed(region.most)}`;
  const dated = region.dated === true ? [lang === "en" ? "on some dates" : "在某些日期"] : [];
  const where = [...ranges, ...listed, ...dated].join(lang === "en" ? "; " : "；");
  return `${size}${lang === "en" ? "  where " : "  当 "}${where === "" ? (lang === "en" ? "always" : "任何情形") : where}`;
}

export const schemeTitle = (programs: readonly CoreProgram[], id: string, lang: Lang): string => {
  const scheme = programs.flatMap((program) => program.schemes).find((s) => s.id === id);
  return titleOf(scheme?.titles ?? {}, lang, id);
};
