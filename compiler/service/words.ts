import { inScript, unitOf, withUnit } from "../explain/names.js";
import { readDate, readFraction, readMoney, readPlain } from "../../grammar/literals.js";
import { date, duration, money, styles } from "../../grammar/print-words.js";
import type { FactInfo } from "../../runtime/program.js";
import type { FactSymbol } from "../declare.js";
import { typeOf, type Token } from "./text.js";
import type { Both, Language } from "./types.js";

/** Types, ranges and numbers as words, in either language. */

export const factKindWords: Readonly<Record<FactInfo["kind"], Both>> = {
  money: { en: "money", zh: "金额" }, percent: { en: "percent", zh: "百分比" }, integer: { en: "integer", zh: "整数" }, number: { en: "number", zh: "数值" },
  "yes-no": { en: "yes or no", zh: "是否" }, text: { en: "text", zh: "文本" }, date: { en: "date", zh: "日期" }, "date-or-none": { en: "date or none", zh: "日期或无" },
  list: { en: "list", zh: "明细表" }, dates: { en: "list of dates", zh: "日期列表" }, "one-of": { en: "one of", zh: "取值" },
};

export const amount = (lang: Language, yuan: string): string => money(styles[lang], yuan);

/** A value of a fact, with its unit. */
export function valueText(fact: FactInfo, value: string, lang: Language): string {
  if (fact.kind === "money") return amount(lang, value);
  if (fact.kind === "percent") return `${value}%`;
  if (fact.kind === "yes-no") return value === "true" ? { en: "yes", zh: "是" }[lang] : { en: "no", zh: "否" }[lang];
  if (fact.kind === "date" || fact.kind === "date-or-none") return /^\d{4}-/.test(value) ? date(styles[lang], value) : value;
  const member = fact.members?.find((one) => one.id === value);
  if (member !== undefined) return inScript(member.names, lang);
  return withUnit(value, unitOf(fact, lang));
}

/** `money from 0 yuan to 10,000 yuan per calendar year`, as a fact would be declared. */
export function typeWords(symbol: FactSymbol, lang: Language): string {
  const { info } = symbol;
  const kind = factKindWords[info.kind][lang];
  if (info.kind === "one-of") {
    const members = (info.members ?? []).map((one) => inScript(one.names, lang)).join(lang === "zh" ? "、" : ", ");
    const rising = symbol.type.kind === "one-of" && symbol.type.rising ? { en: " in rising order", zh: " 依次升高" }[lang] : "";
    return `${kind} ${members}${rising}${info.orOther === true ? { en: " or other", zh: " 或其他" }[lang] : ""}`;
  }
  const unit = unitOf(info, lang);
  const measured = unit === undefined ? kind : { en: `quantity in ${unit}`, zh: `数量以 ${unit}` }[lang];
  return `${measured}${info.perYear ? { en: " per calendar year", zh: " 每年" }[lang] : ""}${info.byYear ? { en: " by year", zh: " 按年" }[lang] : ""}`;
}

export function rangeWords(info: FactInfo, lang: Language): string | undefined {
  if (info.from === undefined || info.to === undefined) return undefined;
  const [from, to] = [valueText(info, info.from, lang), valueText(info, info.to, lang)];
  return lang === "en" ? `${from} to ${to}` : `${from}至${to}`;
}

const weekdays = { en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"], zh: ["日", "一", "二", "三", "四", "五", "六"] } as const;

/** A literal in the notation of both surfaces: 30万元 = 300,000 yuan. Undefined where there is nothing to add. */
export function literalWords(token: Token, lang: Language): string | undefined {
  const both = (en: string, zh: string): string => (lang === "en" ? `${en} = ${zh}` : `${zh} = ${en}`);
  switch (typeOf(token)) {
    case "Money": {
      const { value, issue } = readMoney(token.image);
      return issue === undefined ? both(amount("en", value), amount("zh", value)) : undefined;
    }
    case "Percent": {
      const { value, issue } = readPlain(token.image.startsWith("百分之") ? readFraction(token.image) : token.image.replace(/[\s%％]/g, ""));
      if (issue !== undefined) return undefined;
      return lang === "en" ? `${value}% = ${value} of 100` : `${value}% = 百分之${value}`;
    }
    case "Fraction": {
      const { value, issue } = readPlain(/\d/.test(token.image) ? token.image : readFraction(token.image));
      return issue === undefined ? `${token.image} = ${value}` : undefined;
    }
    case "DateLiteral": {
      const { value, issue } = readDate(token.image);
      if (issue !== undefined) return undefined;
      const day = new Date(`${value}T00:00:00Z`).getUTCDay();
      return lang === "en" ? `${date(styles.en, value)}, ${weekdays.en[day] ?? ""} = ${date(styles.zh, value)}` : `${date(styles.zh, value)}，星期${weekdays.zh[day] ?? ""} = ${date(styles.en, value)}`;
    }
    case "Duration": {
      const unit = /working|工作/.test(token.image) ? "working-day" : /month|月/.test(token.image) ? "month" : /year|年/.test(token.image) ? "year" : "day";
      const count = /^\d+/.exec(token.image)?.[0] ?? "0";
      return both(duration(styles.en, count, unit), duration(styles.zh, count, unit));
    }
    case "Num": {
      const { value, issue } = readPlain(token.image);
      if (issue !== undefined || value.length < 5) return undefined;
      return both(amount("en", value).replace(/ yuan$/, ""), amount("zh", value).replace(/元$/, ""));
    }
    default: return undefined;
  }
}

