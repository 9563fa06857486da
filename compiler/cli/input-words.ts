import type { Language } from "../diagnostics/render.js";
import { safe } from "../diagnostics/columns.js";
import type { InputCode, InputError } from "../../runtime/input.js";

/** What is wrong with a case, in words: what was found, what is wanted, and a name that is near. */

type Words = (error: { readonly fact: string; readonly found: string; readonly expected: string }) => string;

const words: Readonly<Record<InputCode, Readonly<Record<Language, Words>>>> = {
  "case-not-an-object": {
    en: () => "the facts are no object; write { \"name\": value, … }",
    zh: () => "事实不是对象，写成 { \"名称\": 值, … }",
  },
  "fact-unknown": {
    en: (e) => `no policy has a fact \`${e.fact}\``,
    zh: (e) => `各政策都没有事实 \`${e.fact}\``,
  },
  "fact-given-twice": {
    en: (e) => `\`${e.fact}\` is given twice: ${e.expected} are the same fact`,
    zh: (e) => `\`${e.fact}\` 给了两次：${e.expected} 是同一事实`,
  },
  "fact-not-money": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write an amount in yuan as text, such as "200000" or "1234.56", without commas or units`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；金额以元为单位写成文字，如 "200000" 或 "1234.56"，不加逗号和单位`,
  },
  "fact-not-a-number": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write a number as text, such as ${e.expected}`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；数值写成文字，如 ${e.expected}`,
  },
  "fact-not-an-integer": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write a whole number, such as 3`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；写整数，如 3`,
  },
  "fact-not-yes-or-no": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write true or false, without quotes`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；写 true 或 false，不加引号`,
  },
  "fact-not-a-list": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write a list of rows: ${e.expected}`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；写成明细表：${e.expected}`,
  },
  "fact-not-a-date": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write a day that exists, as ${e.expected}`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；写存在的日期，如 ${e.expected}`,
  },
  "fact-not-listed": {
    en: (e) => `\`${e.fact}\` is ${e.found}; it can be ${e.expected}`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；可以是 ${e.expected}`,
  },
  "fact-not-text": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write a text of at most 1000 characters`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；写文字，最多1000字`,
  },
  "fact-not-dates": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write a list of days, as ${e.expected}`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；写日期列表，如 ${e.expected}`,
  },
  "fact-not-by-year": {
    en: (e) => `\`${e.fact}\` is ${e.found}; write one value a year, as ${e.expected}`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；每年写一个值，如 ${e.expected}`,
  },
  "fact-out-of-range": {
    en: (e) => `\`${e.fact}\` is ${e.found}; it lies between ${e.expected.replace(" .. ", " and ")}`,
    zh: (e) => `\`${e.fact}\` 为 ${e.found}；应在 ${e.expected.replace(" .. ", " 与 ")} 之间`,
  },
  "reading-unknown": {
    en: (e) => `there is no reading \`${e.fact}\``,
    zh: (e) => `没有读法 \`${e.fact}\``,
  },
  "alternative-unknown": {
    en: (e) => `\`${e.found}\` is no alternative of the reading \`${e.fact}\`; it has ${e.expected}`,
    zh: (e) => `读法 \`${e.fact}\` 没有 \`${e.found}\`；它有 ${e.expected}`,
  },
  "scheme-unknown": {
    en: (e) => `there is no scheme \`${e.fact}\``,
    zh: (e) => `没有项目 \`${e.fact}\``,
  },
  "pool-unknown": {
    en: (e) => `there is no pool \`${e.fact}\``,
    zh: (e) => `没有资金池 \`${e.fact}\``,
  },
  "date-invalid": {
    en: (e) => `\`${e.fact}\` is \`${e.found}\`; write a day that exists, as 2026-06-15`,
    zh: (e) => `\`${e.fact}\` 为 \`${e.found}\`；写存在的日期，如 2026-06-15`,
  },
  "dossier-malformed": {
    en: (e) => `a dossier is ${e.expected}`,
    zh: (e) => `多项申报写成 ${e.expected}`,
  },
};

export function inputMessage(error: InputError, lang: Language): string {
  const suggestion = error.suggestion === undefined ? "" : lang === "en" ? `; did you mean \`${error.suggestion}\`?` : `；是否指 \`${error.suggestion}\`？`;
  return safe(words[error.code][lang](error) + suggestion);
}
