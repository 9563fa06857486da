import { readFileSync } from "node:fs";
import { createService, type CompletionItem, type Service } from "../../compiler/service/index.js";

/** Small policies with a cursor, and the shipped ones. */

export const file = "city/plan.policy";

export const source = `I. Purpose
(1) Rent. Enterprises receive a subsidy of 30% of the rent paid, up to 100,000 yuan a year.
(2) Terms. The floor area is 100 square metres or more; applications are taken in March.
II. Money
The funds come from the city.
`;

const english = `policy city.plan version "1" {
  in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date
    cite external "the decree" "2026-01-01, 2028-12-31"
  source "source.txt"
}

use shared.terms

unit sqm / 平方米 "square metres" "平方米"
fact rent / 租金 "Rent paid" "实付租金": money from 0 yuan to 10,000,000 yuan per calendar year cite I(1) "the rent paid"
fact area "Floor area": quantity in sqm from 0 to 100000
fact tier / 档次 "Tier" "档次": one of low / 低, high / 高 in rising order
fact local "In the city"
finding good "Good standing" established by "the commission"
fact opened "Day of opening": date or none

reading span / 期间 "What a year is" {
  default own_year / 自然年度 "the calendar year" because "the words say a year"
  plan_year "the year of the plan"
}
`;

/** An English policy: declarations, then a scheme around the statements that are given. */
export const inScheme = (statements: string): string => `${english}
scheme support / 租金补助 "Rent support" "租金补助" {
  per enterprise per calendar year
${statements}
}
`;
export const inFile = (declarations: string): string => `${english}
${declarations}`;

const chinese = `政策 city.plan 版本 “1” {
  有效期 自 2026年1月1日（含）至 2028年12月31日（含）按 application_date
  原文 “source.txt”
}

引用 shared.terms

计量单位 平方米 / sqm “平方米”
事实 租金 / rent “实付租金” “Rent paid”：金额 自 0元 至 1000万元 每年
事实 面积 “面积”：数量以 平方米 自 0 至 100000
事实 档次 / tier “档次”：取值 低 / low、高 / high 依次升高
事实 在本市 / local “在本市”

读法 期间 / span “何为一年” {
  默认 自然年度 / own_year “自然年度” 理由 “条文说一年”
  计划年度 / plan_year “计划年度”
}
`;

export const inProject = (statements: string): string => `${chinese}
项目 租金补助 / support “租金补助” {
  每家 企业 每年
${statements}
}
`;

export const terms = `vocabulary shared.terms "Common terms" "共用词汇"
subject enterprise / 企业 "enterprise" "企业"
fact application_date / 申报日 "Date of application" "申报日期": date
`;

/** A service with the small policy, its vocabulary and its source; the offset of `|` in the text. */
export function open(marked: string, others: Readonly<Record<string, string>> = {}): { readonly service: Service; readonly offset: number; readonly text: string } {
  const offset = marked.indexOf("|");
  const text = offset < 0 ? marked : marked.slice(0, offset) + marked.slice(offset + 1);
  const service = createService();
  service.setFile(file, text);
  service.setFile("shared/terms.policy", terms);
  for (const [id, other] of Object.entries(others)) service.setFile(id, other);
  service.setSource("city/source.txt", source);
  return { service, offset: Math.max(0, offset), text };
}

export const sorted = (items: readonly CompletionItem[]): readonly CompletionItem[] => [...items].sort((a, b) => (a.sortText < b.sortText ? -1 : a.sortText > b.sortText ? 1 : 0));

/** The completions at the cursor, best first. */
export function completions(marked: string): readonly CompletionItem[] {
  const { service, offset } = open(marked);
  return sorted(service.completion(file, offset));
}
export const labels = (marked: string): readonly string[] => completions(marked).map((item) => item.label);

const shippedFiles = ["shared/enterprise", "fujian/ai-projects/2026", "fuzhou/ai-industry/2024"].map((name) => `policies/${name}.policy`);
const shippedSources = ["policies/fujian/ai-projects/source.zh.txt", "policies/fuzhou/ai-industry/source.en.txt"];

export function shipped(): { readonly service: Service; readonly files: readonly string[]; readonly text: (file: string) => string } {
  const service = createService();
  const text = (id: string): string => readFileSync(id, "utf8");
  for (const id of shippedFiles) service.setFile(id, text(id));
  for (const id of shippedSources) service.setSource(id, text(id));
  return { service, files: shippedFiles, text };
}
