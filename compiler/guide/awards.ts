import type { GuidePage } from "./page.js";

const rent = 'fact rent / 租金 "Rent paid" "租金": money from 0 yuan to 1,000,000,000 yuan\n';

/** What is paid, before any limit. */
export const awardPages: readonly GuidePage[] = [
  {
    id: "award", title: { en: "The award: a fixed amount", zh: "补助：定额" }, words: ["award"],
    sentence: { zh: "对新增纳统的企业给予10万元奖励。", en: "Enterprises newly included in the statistics receive 100,000 yuan." },
    example: `scheme reward / 纳统奖励 "Reward for inclusion" "纳统奖励" {
  award 100,000 yuan cite 一 "给予10万元奖励"
}
`,
    text: {
      en: "Each scheme has one award: an amount, or a formula that gives one. Caps and the one rounding come after it, wherever they are written.",
      zh: "每个项目有一个补助：一个金额，或得出金额的公式。上限和最后的取整在其后，与书写先后无关。",
    },
    see: ["percent", "graded", "cap", "up-to"], codes: ["award-missing"],
  },
  {
    id: "percent", title: { en: "A percentage of something", zh: "按比例补助" }, words: ["of", "de"],
    sentence: { zh: "按照实际租金的30%给予补助。", en: "A subsidy of 30% of the rent paid is granted." },
    example: `${rent}scheme support / 租金补助 "Support of rent" "租金补助" {
  award 30% of rent cite 一 "按照实际租金的30%给予补助"
}
`,
    text: {
      en: "Exact until the one rounding at the end: a third of a fen is not lost on the way. A rate may be a fact or a `where` value: `rate of rent`.",
      zh: "直到最后取整前都是精确值，中途不丢失不足一分的部分。比例也可以是事实或“其中”定义的值：租金 的 比例。",
    },
    see: ["award", "where", "rounding"], codes: ["percent-needs-brackets"],
  },
  {
    id: "for-each", title: { en: "So much for each unit", zh: "每单位若干元" }, words: ["forEach", "forEachFull", "forEachStarted", "forEachPart", "eachFull", "eachStarted", "eachPart"],
    sentence: { zh: "营业收入每满1000万元奖励2万元。", en: "20,000 yuan are granted for each full 10,000,000 yuan of revenue." },
    example: `fact revenue / 营业收入 "Revenue" "营业收入": money from 0 yuan to 1,000,000,000 yuan
scheme growth / 营收奖励 "Reward for revenue" "营收奖励" {
  award 20,000 yuan for each full 10,000,000 yuan of revenue cite 一 "营业收入每满1000万元奖励2万元"
}
`,
    text: {
      en: "`for each full` counts whole steps, `for each started` also one begun, `for each pro rata` goes in proportion. With a step of more than one unit, one of them is said; where a text does not say which, it is a reading.",
      zh: "“每满”只计整数个，“每不足”不足一个也计一个，“每按比例”按比例计。一档超过一个单位的必写其一；原文没有写明的，写成读法。",
    },
    see: ["each-above", "each-slice", "unit", "reading"], codes: ["each-unsaid"],
  },
  {
    id: "graded", title: { en: "Graded by named levels", zh: "按级别分别给予" }, words: ["gradedBy", "graded", "by"],
    sentence: { zh: "对国家级、省级企业分别给予100万元、50万元奖励。", en: "Enterprises of national and provincial level receive 1,000,000 and 500,000 yuan." },
    example: `fact level / 级别 "Level" "级别": one of national / 国家级, provincial / 省级 or other
scheme reward / 级别奖励 "Reward by level" "级别奖励" {
  award graded by level { national: 1,000,000 yuan, provincial: 500,000 yuan, otherwise: nothing }
    cite 一 "对国家级、省级企业分别给予100万元、50万元奖励"
}
`,
    text: {
      en: "One row for each value; a value that no row answers is an error that names it. Rows may hold amounts, rates or whole formulas; integer keys may be ranges: `2 to 3: 40%`.",
      zh: "每个取值一行，漏写的取值会被指出。各行可以是金额、比例或公式；整数可以写范围：2至3：40%。",
    },
    see: ["banded", "first-of", "otherwise"], codes: ["grade-key-missing", "grade-key-duplicate", "grade-key-unknown", "grade-columns", "grades-pay-same", "otherwise-missing"],
  },
  {
    id: "banded", title: { en: "Banded: the whole amount by its interval", zh: "分档：整额按所在区间" }, words: ["bandedBy", "banded"],
    sentence: { zh: "租金10万元（含）以上至50万元（不含）的给予2万元；50万元（含）以上的给予5万元。", en: "Rents from 100,000 yuan (inclusive) to 500,000 yuan (exclusive) receive 20,000 yuan; 500,000 yuan (inclusive) and above receive 50,000 yuan." },
    example: `${rent}scheme support / 租金补助 "Support of rent" "租金补助" {
  award banded by rent {
    100,000 yuan (inclusive) to 500,000 yuan (exclusive): 20,000 yuan cite 一 "10万元（含）以上至50万元（不含）的给予2万元"
    500,000 yuan (inclusive) and above: 50,000 yuan cite 一 "50万元（含）以上的给予5万元"
    otherwise: nothing because "below the first band"
  }
  accept "cliff" rent because "the text pays by bands"
}
`,
    text: {
      en: "The row in which the value falls holds for the whole of it. Every edge says whether it belongs to its row; a gap or an overlap is an error with a value that falls into it. Where the payout falls at an edge, the analyser reports a cliff.",
      zh: "数值落在哪一档，整额按哪一档。每个界点要写明是否含本数；空隙或重叠是错误，并给出落入其中的数值。若补助额在界点下降，分析器会提示断崖。",
    },
    see: ["marginal", "graded", "cliff"], codes: ["band-gap", "band-overlap", "band-reversed", "band-edge-unsaid", "band-not-constant", "row-unreachable", "row-out-of-reach"],
  },
  {
    id: "marginal", title: { en: "Marginal: each slice at its own rate", zh: "分段累进" }, words: ["marginalOn", "marginal"],
    sentence: { zh: "500万元以下部分按10%、500万元以上部分按5%给予补助。", en: "A subsidy of 10% of the part below 5,000,000 yuan and of 5% of the part above is granted." },
    example: `fact sales / 销售额 "Sales" "销售额": money from 0 yuan to 1,000,000,000 yuan
scheme support / 销售补助 "Support of sales" "销售补助" {
  award marginal on sales {
    0 yuan (inclusive) to 5,000,000 yuan (inclusive): 10%
    otherwise: 5%
  } cite 一 "500万元以下部分按10%、500万元以上部分按5%给予补助"
}
`,
    text: {
      en: "The slices are added up, so the payout has no cliff at their edges: the usual way to repair one.",
      zh: "各段分别计算后相加，在界点没有断崖：修复断崖的常用办法。",
    },
    see: ["banded", "cliff"], codes: ["band-gap", "band-overlap"],
  },
  {
    id: "first-of", title: { en: "The first condition that holds", zh: "依次取首" }, words: ["firstOf"],
    sentence: { zh: "获国家奖的奖励20万元，获省奖的奖励10万元，不重复享受。", en: "A national prize is rewarded with 200,000 yuan, a provincial one with 100,000; only one of them." },
    example: `fact national_prize / 国家奖 "Won a national prize" "获国家奖"
fact provincial_prize / 省奖 "Won a provincial prize" "获省奖"
scheme reward / 获奖奖励 "Reward for prizes" "获奖奖励" {
  award first of {
    when national_prize: 200,000 yuan
    when provincial_prize: 100,000 yuan
    otherwise: nothing
  } cite 一 "获国家奖的奖励20万元，获省奖的奖励10万元"
}
`,
    text: {
      en: "Conditions in order; the rows below a row that is unknown wait for it.",
      zh: "按先后取第一个成立的条件；某行未知时，其后各行须等它确定。",
    },
    see: ["graded", "when"], codes: ["row-unreachable", "otherwise-missing"],
  },
  {
    id: "plus", title: { en: "Something on top", zh: "另加" }, words: ["plus", "cappedAt"],
    sentence: { zh: "按照租金的20%给予补助；获认证的额外再给予1万元。", en: "20% of the rent is granted, and 10,000 yuan more to the certified." },
    example: `${rent}fact certified / 获认证 "Certified" "获认证"
scheme support / 租金补助 "Support of rent" "租金补助" {
  award 20% of rent cite 一 "按照租金的20%给予补助"
  plus bonus: 10,000 yuan when certified cite 一 "获认证的额外再给予1万元"
}
`,
    text: {
      en: "Added before the caps, which bind the sum. `capped at 20,000 yuan` limits the addition alone.",
      zh: "在上限之前相加，上限约束其和。“封顶 2万元”只限制另加部分。",
    },
    see: ["award", "when", "cap"],
  },
  {
    id: "up-to", title: { en: "Up to: a ceiling, not a payout", zh: "最高：是最高额，不是补助额" }, words: ["upTo", "decidedBy", "decidedAs"],
    sentence: { zh: "根据投入情况给予最高30万元奖励。", en: "A reward of up to 300,000 yuan is granted according to the investment." },
    example: `fact granted / 核定金额 "Amount granted" "核定金额": money from 0 yuan to 1,000,000,000 yuan
scheme reward / 投入奖励 "Reward for investment" "投入奖励" {
  award up to 300,000 yuan decided by "主管部门" decided as granted cite 一 "给予最高30万元奖励"
}
`,
    text: {
      en: "Where an authority decides below a ceiling, the result is the ceiling and says who decides; once the decision is a fact (`decided as`) it is the award.",
      zh: "由主管部门在限额内核定的，结果为最高额，并注明由谁核定；核定结果写成事实后（“核定为”），即为补助额。",
    },
    see: ["case-by-case", "cap"], codes: ["ceiling-or-cap"],
  },
  {
    id: "case-by-case", title: { en: "Decided case by case", zh: "一事一议" }, words: ["caseByCase"],
    sentence: { zh: "对重大项目可采取“一事一议”的方式给予支持。", en: "Major projects may be supported case by case." },
    example: `fact major / 重大项目 "A major project" "重大项目"
scheme special / 重大支持 "Support of major projects" "重大项目支持" {
  require major cite 一 "对重大项目"
  award decided case by case cite 一 "可采取“一事一议”的方式给予支持"
}
`,
    text: {
      en: "No amount and no ceiling stand in the text. The result says so; it is never 0.",
      zh: "原文没有金额，也没有最高额。结果如实说明，不会写成0。",
    },
    see: ["up-to"],
  },
  {
    id: "where", title: { en: "Where: naming a part of the formula", zh: "其中：给公式的一部分命名" }, words: ["where"],
    sentence: { zh: "第一年按租金的50%、第二年按租金的30%给予补助。", en: "50% of the rent is granted in the first year and 30% in the second." },
    example: `${rent}fact year / 第几年 "Year of support" "第几年享受": integer from 1 to 50
scheme support / 租金补助 "Support of rent" "租金补助" {
  where rate = graded by year { 1: 50%, 2: 30%, otherwise: nothing because "two years only" }
    cite 一 "第一年按租金的50%、第二年按租金的30%给予补助"
  award rate of rent cite 一 "给予补助"
  accept "cliff" year because "the rates step down year by year"
}
`,
    text: {
      en: "A value with a name and a citation of its own. The account shows it as a step.",
      zh: "有自己名称和依据的一个值，在计算过程中单独列为一步。",
    },
    see: ["graded", "percent"], codes: ["definition-cycle"],
  },
  {
    id: "otherwise", title: { en: "Otherwise, nothing", zh: "其他、不补助" }, words: ["otherwise", "nothing"],
    sentence: { zh: "对A级企业给予5万元奖励。", en: "Enterprises of grade A receive 50,000 yuan." },
    example: `fact grade / 等级 "Grade" "等级": one of A, B, C
scheme reward / 等级奖励 "Reward by grade" "等级奖励" {
  award graded by grade { A: 50,000 yuan, otherwise: nothing because "only grade A is rewarded" }
    cite 一 "对A级企业给予5万元奖励"
}
`,
    text: {
      en: "`otherwise` answers what no other row does. `nothing` is a refusal with its reason; a payout of 0 yuan is not.",
      zh: "“其他”对应其余各种情形。“不补助”是附理由的不予补助，与补助0元不同。",
    },
    see: ["graded", "because"], codes: ["otherwise-missing"],
  },
  {
    id: "arithmetic", title: { en: "Adding, taking away, multiplying", zh: "加减乘除" }, words: ["plusSign", "less", "times", "dividedBy"],
    sentence: { zh: "按照实际投入扣除已获财政资金后的20%给予补助。", en: "20% of the investment less public money already received is granted." },
    example: `fact investment / 实际投入 "Actual investment" "实际投入": money from 0 yuan to 1,000,000,000 yuan
fact received / 已获资金 "Public money received" "已获财政资金": money from 0 yuan to 1,000,000,000 yuan
scheme support / 投入补助 "Support of investments" "投入补助" {
  award 20% of (investment less received) cite 一 "按照实际投入扣除已获财政资金后的20%给予补助"
}
`,
    text: {
      en: "Words, or the signs + − × ÷. Money is never multiplied by money, and units are kept through. A payout never falls below zero.",
      zh: "可写文字，也可写符号。金额不能与金额相乘，单位始终保留。补助额不会小于零。",
    },
    see: ["excess", "percent"], codes: ["unit-mismatch", "fraction-of-zero", "type-mismatch"],
  },
  {
    id: "excess", title: { en: "The part above", zh: "超过的部分" }, words: ["excessOf", "over", "dePart"],
    sentence: { zh: "对超过100万元的部分按5%给予补助。", en: "A subsidy of 5% of the part above 1,000,000 yuan is granted." },
    example: `fact sales / 销售额 "Sales" "销售额": money from 0 yuan to 1,000,000,000 yuan
scheme support / 超额补助 "Support of sales above" "超额补助" {
  award 5% of (excess of sales over 1,000,000 yuan) cite 一 "对超过100万元的部分按5%给予补助"
}
`,
    text: {
      en: "Never below zero. Whether the excess is of a subsidy or of what it is paid on is a classical ambiguity: write both as readings.",
      zh: "不小于零。所超过的是补助额还是计算基数，是常见的歧义，宜写成两种读法。",
    },
    see: ["arithmetic", "reading", "other-schemes"],
  },
  {
    id: "higher-of", title: { en: "The higher of several", zh: "就高" }, words: ["higherOf", "with", "higherAmong"],
    sentence: { zh: "按照研发费用与设备费用中的较高者给予补助。", en: "The higher of research costs and equipment costs is granted." },
    example: `fact research / 研发费用 "Research costs" "研发费用": money from 0 yuan to 1,000,000,000 yuan
fact equipment / 设备费用 "Equipment costs" "设备费用": money from 0 yuan to 1,000,000,000 yuan
scheme support / 费用补助 "Support of costs" "费用补助" {
  award higher of research and equipment cite 一 "按照研发费用与设备费用中的较高者给予补助"
}
`,
    text: {
      en: "The lower of several is a cap. Two schemes of which only the higher is paid are a stack with `relation higher only`.",
      zh: "取较低者用上限表示。两个项目就高不重复的，用叠加的“关系 就高”表示。",
    },
    see: ["stack", "cap"],
  },
  {
    id: "other-schemes", title: { en: "Speaking of another scheme", zh: "提及另一项目" }, words: ["capOf", "payoutOf", "ceilingOf", "deCap", "dePayout", "deCeiling"],
    sentence: { zh: "对租金给予补助，并按租金补助额的10%给予奖励。", en: "The rent is subsidised, and a reward of 10% of the subsidy is granted." },
    example: `${rent}scheme support / 租金补助 "Support of rent" "租金补助" {
  award rent cite 一 "对租金给予补助"
}
scheme reward / 配套奖励 "Reward on top" "配套奖励" {
  award 10% of (payout of support) cite 一 "按租金补助额的10%给予奖励"
}
`,
    text: {
      en: "`payout of` is what it pays in this case, `cap of` its cap as written, `ceiling of` the most it can pay here. Of another policy: `payout of rent.support` after `use city.rent as rent`.",
      zh: "“的补助额”是此申报的补助，“的上限”是写明的上限，“的最高额”是在此最多能得的数额。另一政策的项目，在“引用 city.rent 称为 rent”后写 rent.项目名。",
    },
    see: ["stack", "vocabulary"], codes: ["unknown-scheme", "unknown-cap", "cap-needs-target", "scheme-cycle"],
  },
];
