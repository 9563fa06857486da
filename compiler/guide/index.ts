import { spell, keywords, type Keyword, type KeywordId } from "../../grammar/keywords.js";
import { awardPages } from "./awards.js";
import { amountIdioms } from "./idioms-amount.js";
import { manyIdioms } from "./idioms-many.js";
import { timeIdioms } from "./idioms-time.js";
import { conditionPages } from "./conditions.js";
import { wholePages } from "./whole.js";
import { factPages } from "./facts.js";
import { limitPages } from "./limits.js";
import type { GuidePage } from "./page.js";

/** The guide: a page for each construct. A new page goes into the array of its family; a test holds that its example compiles. */

export type { GuidePage };

export interface GuideFamily {
  readonly title: GuidePage["title"];
  readonly pages: readonly GuidePage[];
}

export const families: readonly GuideFamily[] = [
  { title: { en: "The document", zh: "文件" }, pages: wholePages },
  { title: { en: "Facts", zh: "事实" }, pages: factPages },
  { title: { en: "Conditions", zh: "条件" }, pages: conditionPages },
  { title: { en: "Awards", zh: "补助" }, pages: awardPages },
  { title: { en: "Limits and payment", zh: "限额与拨付" }, pages: limitPages },
  { title: { en: "Idioms", zh: "惯用写法" }, pages: [...amountIdioms, ...timeIdioms, ...manyIdioms] },
];

export const guidePages: ReadonlyMap<string, GuidePage> = new Map(families.flatMap(({ pages }) => pages).map((page) => [page.id, page]));

const byWord = new Map<KeywordId, string>();
for (const page of guidePages.values()) for (const word of page.words) if (!byWord.has(word)) byWord.set(word, page.id);

/** Id of the page of a keyword. */
export const pageOfKeyword = (word: KeywordId): string | undefined => byWord.get(word);

/** The page that somebody means by a page's id, its title, or a word of the language in either surface. */
export function findPage(asked: string): GuidePage | undefined {
  const wanted = asked.trim().toLowerCase();
  const exact = guidePages.get(wanted.replaceAll(" ", "-"));
  if (exact !== undefined) return exact;
  for (const page of guidePages.values()) if (page.title.en.toLowerCase() === wanted || page.title.zh === wanted) return page;
  for (const word of byWord.keys()) {
    const { en, zh }: Keyword = keywords[word];
    if ([...en, ...zh].some((one) => one.toLowerCase() === wanted)) return guidePages.get(byWord.get(word) ?? "");
  }
  return undefined;
}

/** The words of the language that lead to a page, as a surface writes them. */
export const wordsOf = (page: GuidePage, surface: "en" | "zh"): readonly string[] =>
  [...new Set(page.words.filter((word) => (keywords[word] as Keyword)[surface].length > 0).map((word) => spell(word, surface)))];

export const frame = `policy guide.page version "1" {
  in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date
    cite external "the guide" "2026-01-01, 2028-12-31"
  source "source.txt"
}
fact application_date / 申报日 "Date of application" "申报日期": date
`;

/** Names and reasons of the examples that have one language only, as the Chinese page writes them. */
export const inChinese: Readonly<Record<string, string>> = {
  annual: "年度", most: "限额", local: "注册地", size: "人数", minimum: "最低投入", few: "成员不多", open: "已开业", recent: "新开业", timely: "及时", large: "大额", bonus: "认证奖励",
  rate: "比例", first: "首期", second: "余款", recognition: "认定", acceptance: "验收", net: "不含税", gross: "含税", rent_meant: "租金口径", within_investment: "不超投入", within_purchases: "不超采购",
  "no rate after the second year": "第二年后没有比例", "a duty of offices, no amount": "部门责任，不涉及金额", "the tax is recovered": "税款可抵扣", "the cap": "上限起作用", "the text says so": "条文如此",
  "the threshold of the text": "条文的门槛", "the rates step down year by year": "比例逐年递减", "below the first band": "未达首档", "the text pays by bands": "条文按档给付", "two years only": "只有两年",
  "only grade A is rewarded": "只奖励A级", "decided by the city": "由市里决定", "as banks count": "银行的计息方法", "five years only": "只有五年", "levels are rewarded": "按台阶奖励",
  "each increase of 100 million is what is rewarded": "所奖励的是每增加的一亿元", "the day count, which the text leaves open": "原文未规定的计息天数", "360 days, 365 days": "360天、365天", "published rates": "公布的利率",
  "the years counted through": "依次计年", "years 1 to 3, 4 to 5": "第1至3年、第4至5年", "one of each kind": "国产、进口各一台", city: "市级", county: "县级", quick: "增速", short: "不足三年", middle: "三至五年", "the notice of issuance": "印发通知", "the year before": "此前年度",
};

/** The example as a file that compiles beside a source of the page's sentence. */
export function exampleFile(page: GuidePage): { readonly file: string; readonly source: string } {
  const own = /^(?:policy|vocabulary)\b/.test(page.example);
  return { file: own ? page.example : frame + page.example, source: `一、${page.sentence.zh}\n` };
}
