import type { GuidePage } from "./page.js";

const rent = 'fact rent / 租金 "Rent paid" "实际租金": money from 0 yuan to 1,000,000,000 yuan\n';
const loan = 'fact loan / 贷款本金 "Principal" "贷款本金": money from 0 yuan to 100,000,000 yuan\nfact lent / 放款日 "Day of the loan" "放款日": date\n';

/** How officials speak of amounts: raised, topped up, matched, by points and by units. */
export const amountIdioms: readonly GuidePage[] = [
  {
    id: "uplift-rate", title: { en: "A rate raised or lowered", zh: "提高比例、降低比例" }, words: ["raiseRate", "lowerRate"],
    sentence: { zh: "按照服务费用的50%给予资助，对初创企业提高资助比例至60%。", en: "50% of the fees are granted; for start-ups the rate is raised to 60%." },
    example: `fact fees / 服务费用 "Fees" "服务费用": money from 0 yuan to 1,000,000,000 yuan
fact startup / 初创企业 "A start-up" "初创企业"
scheme support / 服务资助 "Support of fees" "服务资助" {
  award 50% of fees cite 一 "按照服务费用的50%给予资助"
  raise rate to 60% when startup cite 一 "对初创企业提高资助比例至60%"
}
`,
    text: {
      en: "`to 60%` sets it, `by 5 percentage points` adds points, `by 5%` adds a twentieth of the rate itself: 50% becomes 52.5%. Where an award has several rates, give one a name with `where` and say `raise rate NAME to …`.",
      zh: "“至60%”改为该比例，“5个百分点”加百分点，“5%”则加比例自身的5%：50%变为52.5%。一个补助有几个比例的，用“其中”命名后写“提高比例 名称 至…”。",
    },
    see: ["uplift-payout", "uplift-cap", "percentage-points"], codes: ["uplift-target", "uplifts-mixed"],
  },
  {
    id: "uplift-payout", title: { en: "A payout raised, doubled, halved", zh: "上浮、加倍、减半" }, words: ["raisePayout", "lowerPayout", "fold", "half", "addedToOthers", "compounded"],
    sentence: { zh: "给予10万元奖励；属于重点产业的，标准上浮30%；设在山区的，标准上浮20%，可以叠加。", en: "100,000 yuan are granted; 30% more in key industries, 20% more in the mountains; both may be added." },
    example: `fact key_industry / 重点产业 "In a key industry" "属于重点产业"
fact mountains / 山区 "In the mountains" "设在山区"
scheme reward / 建设奖励 "Reward for building" "建设奖励" {
  award 100,000 yuan cite 一 "给予10万元奖励"
  raise payout by 30% added to others when key_industry cite 一 "属于重点产业的，标准上浮30%"
  raise payout by 20% added to others when mountains cite 一 "设在山区的，标准上浮20%，可以叠加"
}
`,
    text: {
      en: "`to 2 fold` doubles, `by half` halves with `lower payout`, `by 10,000 yuan` adds an amount. Of several that meet only the highest counts, unless all say `added to others` or `compounded with others`. Caps bind afterwards.",
      zh: "“至 2 倍”加倍，“降低补助额 一半”减半，也可加减金额。几项并存时只取最高一项；各项都写“与其他相加”或“与其他连乘”的，从其规定。上限在其后起作用。",
    },
    see: ["uplift-rate", "uplift-cap", "plus"], codes: ["uplifts-mixed", "uplift-target"],
  },
  {
    id: "uplift-cap", title: { en: "A cap raised with it", zh: "上限同时提高" }, words: ["raiseCap", "lowerCap"],
    sentence: { zh: "按照租金给予补助，最高200万元；对重点企业按2倍、最高400万元给予补助。", en: "Rent is subsidised, at most 2,000,000 yuan; key enterprises receive it twice, at most 4,000,000 yuan." },
    example: `${rent}fact key_enterprise / 重点企业 "A key enterprise" "重点企业"
scheme support / 租金补助 "Support of rent" "租金补助" {
  award rent cite 一 "按照租金给予补助"
  cap most: payout at 2,000,000 yuan cite 一 "最高200万元"
  raise payout to 2 fold when key_enterprise cite 一 "对重点企业按2倍"
  raise cap most to 4,000,000 yuan when key_enterprise cite 一 "最高400万元"
}
`,
    text: {
      en: "A raised payout is cut at the cap as it was, unless the cap is raised too. Name the cap where there are several.",
      zh: "补助额上浮后仍受原上限约束，除非上限也提高。有几个上限的，写明是哪一个。",
    },
    see: ["uplift-payout", "cap"], codes: ["uplift-target"],
  },
  {
    id: "percentage-points", title: { en: "Percentage points and basis points", zh: "百分点与基点" }, words: ["percentagePoints", "basisPoints"],
    sentence: { zh: "年销售增长超过全市平均增幅10%，每超过全市平均增幅1个百分点的，奖励1万元。", en: "For each percentage point by which sales grow more than the city's average of 10%, 10,000 yuan are granted." },
    example: `fact sales / 销售额 "Sales" "销售额": money from 0 yuan to 1,000,000,000 yuan by year
scheme reward / 增长奖励 "Reward for growth" "增长奖励" {
  award 10,000 yuan for each full 1 percentage point of (growth of sales without base 0%) above 10%
    cite 一 "年销售增长超过全市平均增幅10%"
    cite 一 "每超过全市平均增幅1个百分点的，奖励1万元"
}
`,
    text: {
      en: "A difference between two rates is counted in points, and 100 basis points are one of them. `5 percentage points` is no rate that can be paid: 5% of something is written `5%`.",
      zh: "两个比例之差以百分点计，100个基点为1个百分点。“5个百分点”不是可以支付的比例；某数的5%写“5%”。",
    },
    see: ["growth", "interest-support", "uplift-rate"], codes: ["type-mismatch"],
  },
  {
    id: "unit-price", title: { en: "So much per square metre and month", zh: "元/平方米/月" }, words: [],
    sentence: { zh: "第一年按18元/平方米/月给予租金补贴。", en: "In the first year 18 yuan per square metre and month of rent are granted." },
    example: `unit sqm / 平方米 "square metres" "平方米"
unit month / 月 "months" "月"
fact area / 面积 "Floor area" "租用面积": quantity in sqm from 0 to 10000
fact rented / 租期 "Months of rent" "租用月数": quantity in month from 0 to 12
scheme support / 租金补贴 "Support of rent" "租金补贴" {
  award 18 yuan/sqm/month times area times rented cite 一 "按18元/平方米/月给予租金补贴"
}
`,
    text: {
      en: "Each unit of the price is declared and must be multiplied away: without the months the result would be yuan per month, and the checker says so.",
      zh: "单价中的每个单位都须声明，并由相应数量乘去：漏乘月数，得到的是每月若干元，检查器会指出。",
    },
    see: ["unit", "term-months", "for-each"], codes: ["type-mismatch", "unit-mismatch", "unknown-unit"],
  },
  {
    id: "fraction", title: { en: "Two thirds, to a whole yuan", zh: "三分之二，取整数" }, words: [],
    sentence: { zh: "按实际缴费的2/3给予补贴（四舍五入取整数）。", en: "2/3 of the contributions are granted (rounded half up to a whole number)." },
    example: `fact contributions / 缴费 "Contributions paid" "实际缴费": money from 0 yuan to 1,000,000 yuan
scheme support / 社保补贴 "Support of contributions" "社保补贴" {
  award 2/3 of contributions cite 一 "按实际缴费的2/3给予补贴"
  round half up to 1 yuan cite 一 "四舍五入取整数"
}
`,
    text: {
      en: "Kept exactly until the one rounding: thrice a third of 1,000 yuan is 1,000 yuan.",
      zh: "取整之前保持精确：1000元的三分之一，三份仍是1000元。",
    },
    see: ["rounding", "percent"], codes: ["fraction-of-zero"],
  },
  {
    id: "top-up", title: { en: "Topping up to an amount", zh: "补足至、差额奖补" }, words: ["topUp", "netOf"],
    sentence: { zh: "对已获省级奖励的企业，按120万元的标准给予一次性差额奖补。", en: "Enterprises that had the province's reward receive once the difference up to 1,200,000 yuan." },
    example: `fact received / 省级奖励 "Reward of the province" "已获省级奖励": money from 0 yuan to 1,000,000,000 yuan
scheme reward / 差额奖补 "Difference" "差额奖补" {
  award top up to 1,200,000 yuan net of received cite 一 "按120万元的标准给予一次性差额奖补"
}
`,
    text: {
      en: "The amount less what was granted, never below zero. What the other support is, granted or paid, the fact says.",
      zh: "标准减去已获数额，不小于零。所减的是已认定还是已拨付的数额，由事实写明。",
    },
    see: ["no-duplication", "deduct"],
  },
  {
    id: "match", title: { en: "Matching money 1:0.5", zh: "按1:0.5配套" }, words: ["match"],
    sentence: { zh: "承担国家项目的，配套资金按照国家拨款1:1，参与承担的，按照国家拨款1:0.5。", en: "Who leads a national project has the state's money matched 1:1, who takes part 1:0.5." },
    example: `fact funds / 国家拨款 "Money of the state received" "国家拨款": money from 0 yuan to 100,000,000 yuan
fact role / 承担方式 "Role" "承担方式": one of leads / 牵头承担, takes_part / 参与承担
scheme matching / 项目配套 "Matching money" "项目配套" {
  award graded by role { leads: match funds at 1:1, takes_part: match funds at 1:0.5 }
    cite 一 "按照国家拨款1:1，参与承担的，按照国家拨款1:0.5"
}
`,
    text: {
      en: "The first number is the other side's money, the second what is added to it: 1:0.5 pays half of what was received.",
      zh: "前一个数是对方的资金，后一个数是所配套的：1:0.5即按到账数的一半配套。",
    },
    see: ["percent", "funded-by"], codes: ["ratio-of-nothing"],
  },
  {
    id: "interest-support", title: { en: "Interest support", zh: "贴息" }, words: ["interest", "interestOn", "interestOver"],
    sentence: { zh: "对贷款本金贴息1.5个百分点，贴息期限不超过2年。", en: "1.5 percentage points of interest on the principal are borne, for at most 2 years." },
    example: `${loan}fact repaid / 还款日 "Day of repayment" "还款日": date
reading year_days / 计息天数 "How many days a year has" "一年按多少天计息" cite 一 "贴息1.5个百分点" {
  default d360 / 三六零 "days over 360" "天数除以360" because "as banks count"
  d365 / 三六五 "days over 365" "天数除以365"
}
scheme support / 贷款贴息 "Interest support" "贷款贴息" {
  award interest support of 1.5 percentage points on loan over (by reading year_days {
    d360: years elapsed from lent to repaid by 360 days capped at 2 years
    d365: years elapsed from lent to repaid by 365 days capped at 2 years
  })
    cite 一 "对贷款本金贴息1.5个百分点，贴息期限不超过2年"
    cite external "the day count, which the text leaves open" "360 days, 365 days"
}
`,
    text: {
      en: "Rate, principal, time. Real texts give no day count (banks use 360, courts 365), so it is a reading. The rate may be a share of a reference rate, or what lies above one.",
      zh: "比例、本金、时间三项。公文多不写一年按几天计（银行用360，法院用365），故写成读法。比例可以是参考利率的一部分，或超过它的部分。",
    },
    see: ["elapsed", "as-of", "reading"], codes: ["day-count-unsaid"],
  },
  {
    id: "elapsed", title: { en: "Time between two days", zh: "两日之间的时间" }, words: ["fullMonths", "startedMonths", "daysFrom", "yearsFrom"],
    sentence: { zh: "按照租用月数每月给予1000元补贴，不足月的按月计。", en: "1,000 yuan are granted for each month of rent; a month begun counts as one." },
    example: `fact moved_in / 入住日 "Moved in" "入住日": date
fact moved_out / 退租日 "Moved out" "退租日": date
scheme support / 租房补贴 "Support of renting" "租房补贴" {
  award 1,000 yuan times (started months elapsed from moved_in to moved_out)
    cite 一 "每月给予1000元补贴，不足月的按月计"
}
`,
    text: {
      en: "`full months`, `started months`, `days`; `years elapsed` says by `360 days`, `365 days` or `12 months`. `capped at 2 years` ends the count that long after the first day.",
      zh: "“足月数”“跨月数”“经过天数”；“经过年数”须写按360天、365天或12个月计。“封顶 2年”则最多计到起日后2年。",
    },
    see: ["interest-support", "term-months", "dates"], codes: ["day-count-unsaid"],
  },
  {
    id: "as-of", title: { en: "A reference rate of another day", zh: "另一日的参考利率" }, words: ["asOf"],
    sentence: { zh: "按照放款日一年期LPR的35%给予贴息，贴息一年。", en: "Interest of 35% of the one-year LPR on the day of the loan is borne for one year." },
    example: `${loan}value lpr / 一年期LPR {
  from 2024-01-01 to 2025-05-19: 3.1% cite external "published rates" "2024-01-01, 2025-05-19, 3.1%"
  from 2025-05-20: 3% cite external "published rates" "2025-05-20, 3%"
}
scheme support / 贷款贴息 "Interest support" "贷款贴息" {
  award interest support of (35% of lpr as of lent) on loan over 1
    cite 一 "按照放款日一年期LPR的35%给予贴息，贴息一年"
}
`,
    text: {
      en: "A dated value is read on the day that the policy tests; `as of` reads it on another. A day before its first row is unknown, never the nearest one.",
      zh: "标准值按政策所依的日期取值，“取值于”按另一日取值。早于首行的日期为未知，不取最近一行。",
    },
    see: ["dated-value", "interest-support"], codes: ["dated-rows-overlap"],
  },
];
