import type { GuidePage } from "./page.js";

const output = 'fact output / 工业产值 "Industrial output" "工业产值": money from 0 yuan to 1,000,000,000,000 yuan by year\n';

/** How officials speak of years, growth, steps and levels. */
export const timeIdioms: readonly GuidePage[] = [
  {
    id: "support-term", title: { en: "For so many years from an event", zh: "连续几年" }, words: ["term", "extendedBy", "extendedTo"],
    sentence: { zh: "自首次缴费之日起，距退休不足5年的可延长至退休，其余最长不超过3年，每年补贴2000元。", en: "From the first contribution on: to retirement for those less than 5 years from it, at most 3 years for all others; 2,000 yuan a year." },
    example: `fact first_paid / 首次缴费日 "Day of the first contribution" "首次缴费日": date
fact retires / 退休日 "Day of retirement" "退休日": date
scheme support / 社保补贴 "Support of contributions" "社保补贴" {
  support term 3 years from first_paid extended to retires when retires before 5 years after first_paid
    cite 一 "距退休不足5年的可延长至退休，其余最长不超过3年"
  award 2,000 yuan cite 一 "每年补贴2000元"
}
`,
    text: {
      en: "The tested date must lie within it; the corresponding day of the last year is outside. `by calendar year` counts the year of the event as the first, whatever its day. `extended by 1 year when …` lengthens it for some.",
      zh: "所依日期须在期内，末年的对应日在期外。“按 自然年”以事件当年为第一年，不论月日。“延长 1年 当 …”对部分情形延长。",
    },
    see: ["term-months", "year-since", "deadline"], codes: ["term-unit"],
  },
  {
    id: "term-months", title: { en: "At most so many months", zh: "累计不超过几个月" }, words: [],
    sentence: { zh: "住房租赁补贴累计发放不超过36个月，具体标准为硕士2000元/月。", en: "Rent is supported for at most 36 months in all; 2,000 yuan a month for masters." },
    example: `unit month / 月 "months" "月"
fact months / 申请月数 "Months applied for" "申请月数": quantity in month from 0 to 120
fact paid / 已发月数 "Months paid already" "已发放月数": integer from 0 to 36 if absent 0
scheme support / 租房补贴 "Support of renting" "租房补贴" {
  support term months at most 36 months counting paid cite 一 "累计发放不超过36个月"
  award 2,000 yuan/month times months cite 一 "硕士2000元/月"
}
`,
    text: {
      en: "Limits a counted number wherever the award reads it, less what was `counting`. Who applies for more gets what is left, not nothing.",
      zh: "限制补助所读取的数量，并减去“计入已拨”的数量。申请超出的，得所余部分，而非全部不予。",
    },
    see: ["support-term", "unit-price", "base-cap"],
  },
  {
    id: "year-since", title: { en: "The first to third year", zh: "第几年" }, words: ["yearSince", "yearSinceZh", "calendarYearSince", "calendarYearSinceZh", "ordinal"],
    sentence: { zh: "自投产之日起，前三年按租金的90%、后二年按租金的60%给予补贴。", en: "From the day of opening on, 90% of the rent is granted in the first three years and 60% in the two years after." },
    example: `fact opened / 投产日 "Day of opening" "投产日": date
fact rent / 租金 "Rent paid" "租金": money from 0 yuan to 1,000,000,000 yuan
scheme support / 租金补贴 "Support of rent" "租金补贴" {
  where rate = graded by (year since opened) { year 1 to 3: 90%, year 4 to 5: 60%, otherwise: nothing because "five years only" }
    cite 一 "前三年按租金的90%、后二年按租金的60%给予补贴"
    cite external "the years counted through" "years 1 to 3, 4 to 5"
  award rate of rent cite 一 "给予补贴"
}
`,
    text: {
      en: "`year since` counts from the day: the second year begins on the same day a year later. `calendar year since` counts years of the calendar. Before the event it is 0, and no row answers.",
      zh: "“起第几年”按日计：次年同日起为第二年。“起第几个自然年”按自然年计。事件之前为0，没有对应的行。",
    },
    see: ["graded", "support-term", "years"], codes: ["grade-key-missing", "grade-key-duplicate"],
  },
  {
    id: "increase", title: { en: "Increase over the previous year", zh: "较上年度增量" }, words: ["increaseOf", "increaseZh"],
    sentence: { zh: "对符合条件的企业，按照产值同比增量的0.3%予以奖励。", en: "Enterprises that qualify receive 0.3% of the increase in output over the year before." },
    example: `${output}scheme reward / 增产奖励 "Reward for more output" "增产奖励" {
  award 0.3% of increase of output over previous year cite 一 "按照产值同比增量的0.3%予以奖励"
}
`,
    text: {
      en: "Of a fact `by year`. An increase of zero or less pays nothing, as a refusal with its step; in a condition it is compared as it is. An absent year is unknown, never zero.",
      zh: "取自“按年”的事实。增量为零或为负的，不予补助，并列出该步；用在条件中则照实比较。缺少某年数值的为未知，不作零。",
    },
    see: ["growth", "years", "for-each"], codes: ["not-by-year"],
  },
  {
    id: "growth", title: { en: "Growth over the previous year", zh: "同比增速" }, words: ["growthOf", "growthZh", "withoutBase"],
    sentence: { zh: "同比增速达5%（含）以上的工业企业，给予5万元奖励。", en: "Industrial enterprises that grew by 5% or more receive 50,000 yuan." },
    example: `${output}scheme reward / 增速奖励 "Reward for growth" "增速奖励" {
  require quick: growth of output without base 0% at least 5% cite 一 "同比增速达5%（含）以上"
  award 50,000 yuan cite 一 "给予5万元奖励"
}
`,
    text: {
      en: "Growth over a year of zero has no value, neither 0% nor endless: `without base` says what holds then; where the text is silent it is a reading.",
      zh: "上年为零时增速没有意义，既非0%也非无穷：用“无基数时”写明此时如何；原文没有规定的，写成读法。",
    },
    see: ["increase", "percentage-points", "reading"], codes: ["growth-base-unsaid", "not-by-year"],
  },
  {
    id: "each-above", title: { en: "For each full unit above a start", zh: "超过部分每增加" }, words: ["above"],
    sentence: { zh: "超过50亿元的部分，每增加1亿元奖励6万元。", en: "For each 100,000,000 yuan above 5,000,000,000 yuan, 60,000 yuan are granted." },
    example: `fact revenue / 营业收入 "Revenue" "营业收入": money from 0 yuan to 100,000,000,000 yuan
reading broken_step / 零头 "What a step that is not full counts" "不足1亿元的部分如何计" cite 一 "每增加1亿元" {
  default full_only / 只计整数 "nothing" "不计" because "each increase of 100 million is what is rewarded"
  part / 按比例计 "its share" "按比例计"
}
scheme reward / 营收奖励 "Reward for revenue" "营收奖励" {
  award by reading broken_step {
    full_only: 60,000 yuan for each full 100,000,000 yuan of revenue above 5,000,000,000 yuan
    part: 60,000 yuan for each pro rata 100,000,000 yuan of revenue above 5,000,000,000 yuan
  } cite 一 "超过50亿元的部分，每增加1亿元奖励6万元"
}
`,
    text: {
      en: "`above` counts only what lies beyond it. Full, started or pro rata is always said; where the text leaves it open, it is a reading with one arm for each.",
      zh: "只计超过起点的部分。“每满”“每不足”“每按比例”必写其一；原文未写明的，写成读法，各为一支。",
    },
    see: ["for-each", "each-slice", "reading"], codes: ["each-unsaid"],
  },
  {
    id: "each-slice", title: { en: "Steps within a slice", zh: "分段内每满" }, words: ["ofTheSlice"],
    sentence: { zh: "10亿元以下部分每满1亿元奖励2万元；10亿元以上部分每满1亿元奖励6万元。", en: "For each full 100,000,000 yuan of the part up to 1,000,000,000 yuan 20,000 yuan are granted, of the part above 60,000 yuan." },
    example: `fact revenue / 营业收入 "Revenue" "营业收入": money from 0 yuan to 100,000,000,000 yuan
scheme reward / 营收奖励 "Reward for revenue" "营收奖励" {
  award marginal on revenue {
    0 yuan (inclusive) to 1,000,000,000 yuan (inclusive): 20,000 yuan for each full 100,000,000 yuan of the slice
      cite 一 "10亿元以下部分每满1亿元奖励2万元"
    1,000,000,000 yuan (exclusive) and above: 60,000 yuan for each full 100,000,000 yuan of the slice
      cite 一 "10亿元以上部分每满1亿元奖励6万元"
  }
}
`,
    text: {
      en: "A row of `marginal on` may be a rate, or so much for each step of what lies in the slice.",
      zh: "“分段累进”的一行可以是比例，也可以是该段之内每满若干给予若干。",
    },
    see: ["marginal", "each-above"], codes: ["slice-outside"],
  },
  {
    id: "first-reaching", title: { en: "Reaching a level for the first time", zh: "首次突破" }, words: ["firstReaching", "bestBefore", "skippingPays", "highest", "sum"],
    sentence: { zh: "年销售额首次达到5亿元、10亿元的，分别奖励10万元、20万元。", en: "Whose yearly sales reach 500,000,000 and 1,000,000,000 yuan for the first time receives 100,000 and 200,000 yuan." },
    example: `fact sales / 销售额 "Sales of the year" "年销售额": money from 0 yuan to 100,000,000,000 yuan
fact best / 历年最高 "Highest sales so far" "以前年度最高销售额": money from 0 yuan to 100,000,000,000 yuan
scheme reward / 突破奖励 "Reward for a new level" "突破奖励" {
  award first reaching sales best before best skipping pays highest { 500,000,000 yuan: 100,000 yuan  1,000,000,000 yuan: 200,000 yuan }
    cite 一 "首次达到5亿元、10亿元的，分别奖励10万元、20万元"
  accept "cliff" sales because "levels are rewarded"
  accept "cliff" best because "levels are rewarded"
}
`,
    text: {
      en: "Each level pays once ever, at the number itself: what was reached before is a fact. Who jumps over a level gets the `highest`, the `sum` of both or the `difference` to what was paid for the lower: one of the three is said.",
      zh: "每个台阶只奖一次，正好达到也算；以前达到的最高值是一个事实。一次跨过几个台阶的，“就高”“累加”“补差”必写其一。",
    },
    see: ["banded", "scheme"], codes: ["milestones-not-rising", "band-not-constant"],
  },
  {
    id: "bare-bounds", title: { en: "Bare 以上, 以下, 超过, 不足", zh: "未注明的以上、以下、超过、不足" }, words: ["below"],
    sentence: { zh: "营业面积不足100平方米的奖励1万元，100平方米以上500平方米以下的奖励3万元，超过500平方米的奖励5万元。", en: "Below 100 square metres 10,000 yuan, from 100 up to 500 square metres 30,000 yuan, above 500 square metres 50,000 yuan." },
    example: `unit sqm / 平方米 "square metres" "平方米"
fact area / 营业面积 "Floor area" "营业面积": quantity in sqm from 0 to 10000
scheme reward / 开店奖励 "Reward for opening" "开店奖励" {
  award banded by area {
    below 100 sqm: 10,000 yuan cite 一 "不足100平方米的奖励1万元"
    100 sqm (inclusive) to 500 sqm (inclusive): 30,000 yuan cite 一 "100平方米以上500平方米以下的奖励3万元"
    above 500 sqm: 50,000 yuan cite 一 "超过500平方米的奖励5万元"
  }
  accept "cliff" area because "the text pays by bands"
}
`,
    text: {
      en: "以上 and 以下 include the number, 超过 and 不足 do not, as the Civil Code has it. Write them as they stand; `allot fmt` adds （含） where a row needs it. In a condition: `require area 100 sqm and above`.",
      zh: "依民法典，“以上”“以下”含本数，“超过”“不足”不含。可照原文书写，格式化时补上（含）。条件中写：条件 营业面积 100平方米以上。",
    },
    see: ["comparison", "banded"], codes: ["band-edge-unsaid", "comparison-disagrees"],
  },
];
