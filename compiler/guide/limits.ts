import type { GuidePage } from "./page.js";

const rent = 'fact rent / 租金 "Rent paid" "租金": money from 0 yuan to 1,000,000,000 yuan\n';

/** What limits an award, how it is paid, and what awards do to one another. */
export const limitPages: readonly GuidePage[] = [
  {
    id: "cap", title: { en: "Caps on the payout", zh: "上限：补助额" }, words: ["cap", "payout", "counting"],
    sentence: { zh: "按照租金的50%给予补助，每家企业每年最高不超过20万元。", en: "50% of the rent is granted, at most 200,000 yuan per enterprise per year." },
    example: `subject enterprise / 企业 "enterprise" "企业"
${rent}fact paid / 本年已拨 "Paid this year" "本年已拨": money from 0 yuan to 1,000,000,000 yuan if absent 0 yuan
scheme support / 租金补助 "Support of rent" "租金补助" {
  per enterprise per calendar year
  award 50% of rent cite 一 "按照租金的50%给予补助"
  cap annual: payout at 200,000 yuan per enterprise per calendar year counting paid
    cite 一 "每家企业每年最高不超过20万元"
}
`,
    text: {
      en: "The least of all caps binds, and the result says which. A cap may be a share (`at 30% of total`) or a fact. `counting` subtracts what was paid before in the same period.",
      zh: "各上限中最低的起作用，结果会说明是哪一个。上限可以是比例（总投入的30%）或事实。“计入已拨”扣除同期已拨的数额。",
    },
    see: ["base-cap", "award-limit", "joint-cap", "pool"], codes: ["cap-needs-target", "cap-never-binds", "unknown-cap"],
  },
  {
    id: "base-cap", title: { en: "Caps on what is counted", zh: "上限：计算基数" }, words: ["base"],
    sentence: { zh: "按每平方米20元给予补助，补助面积不超过1000平方米。", en: "20 yuan per square metre are granted, for at most 1,000 square metres." },
    example: `unit sqm / 平方米 "square metres" "平方米"
fact area / 面积 "Floor area" "面积": quantity in sqm from 0 to 100000
scheme space / 场地补助 "Support of premises" "场地补助" {
  award 20 yuan for each sqm of area cite 一 "按每平方米20元给予补助"
  cap base area at 1,000 sqm cite 一 "补助面积不超过1000平方米"
}
`,
    text: {
      en: "Limits a fact or a `where` value wherever the award reads it. It is not the same as a cap on the payout once a rate changes.",
      zh: "限制补助所读取的事实或“其中”的值。比例一变，它便与补助额的上限不同。",
    },
    see: ["cap", "for-each"],
  },
  {
    id: "floors", title: { en: "Minimum payouts", zh: "最低补助与起付额" }, words: ["paysAtLeast", "noPaymentBelow"],
    sentence: { zh: "按照租金的10%给予补助，不足1000元的不予补助。", en: "10% of the rent is granted; less than 1,000 yuan is not paid." },
    example: `${rent}scheme support / 租金补助 "Support of rent" "租金补助" {
  award 10% of rent cite 一 "按照租金的10%给予补助"
  no payment below 1,000 yuan cite 一 "不足1000元的不予补助"
}
`,
    text: {
      en: "`no payment below` drops a small payout, `pays at least` lifts it. Both come after the caps.",
      zh: "“起付额”不足则不付，“最低补助”不足则补足。二者都在上限之后。",
    },
    see: ["cap", "rounding"],
  },
  {
    id: "deduct", title: { en: "Deducting what was received", zh: "扣除" }, words: ["deduct", "beforeCaps", "afterCaps"],
    sentence: { zh: "按照租金给予补助，已获其他补助的予以扣除，最高不超过20万元。", en: "Rent is subsidised less other support received, at most 200,000 yuan." },
    example: `${rent}fact received / 其他补助 "Other support received" "已获其他补助": money from 0 yuan to 1,000,000,000 yuan if absent 0 yuan
scheme support / 租金补助 "Support of rent" "租金补助" {
  award rent cite 一 "按照租金给予补助"
  deduct received from payout before caps cite 一 "已获其他补助的予以扣除"
  cap most: payout at 200,000 yuan cite 一 "最高不超过20万元"
}
`,
    text: {
      en: "Whether it is taken off before or after the caps changes the payout: it must be said, and where the text is silent it is a reading.",
      zh: "在上限之前还是之后扣除，结果不同，必须写明；原文没有规定的，写成读法。",
    },
    see: ["cap", "no-duplication", "stack"], codes: ["deduct-order-unsaid"],
  },
  {
    id: "rounding", title: { en: "The one rounding", zh: "取整" }, words: ["roundDown", "roundHalfUp", "roundUp"],
    sentence: { zh: "按照租金的30%给予补助，四舍五入取整到元。", en: "30% of the rent is granted, rounded half up to the yuan." },
    example: `${rent}scheme support / 租金补助 "Support of rent" "租金补助" {
  award 30% of rent cite 一 "按照租金的30%给予补助"
  round half up to 1 yuan cite 一 "四舍五入取整到元"
}
`,
    text: {
      en: "Amounts are exact fractions until this one rounding at the end. Without it a payout is given down to the fen.",
      zh: "取整之前都是精确的分数，只在最后取整一次。不写的，向下取整到分。",
    },
    see: ["percent", "fraction"],
  },
  {
    id: "instalments", title: { en: "Instalments", zh: "分期拨付" }, words: ["instalments", "theRest", "lapses", "retest"],
    sentence: { zh: "给予100万元补助，认定后拨付50%，验收通过后拨付剩余部分。", en: "1,000,000 yuan are granted: 50% after recognition, the rest after acceptance." },
    example: `fact accepted / 验收通过 "Passed the acceptance" "验收通过" known at acceptance
scheme support / 项目补助 "Support of projects" "项目补助" {
  award 1,000,000 yuan cite 一 "给予100万元补助"
  instalments {
    first: 50% after recognition
    second: the rest after acceptance when accepted
  } cite 一 "认定后拨付50%，验收通过后拨付剩余部分"
}
`,
    text: {
      en: "Each part says its share, its stage and its condition; the last is `the rest`, so that the parts sum to the award to the fen. `lapses` names what forfeits a part.",
      zh: "每期写份额、阶段和条件；最后一期写“剩余部分”，各期之和分毫不差。“不再拨付”写明丧失的情形。",
    },
    see: ["rounding", "finding", "repay"], codes: ["instalments-sum", "rest-not-last"],
  },
  {
    id: "pool", title: { en: "Pools: many applicants, one sum", zh: "资金池：众多申报，一笔资金" }, words: ["pool", "covers", "counts", "remaining", "allocate", "proRata", "inOrderOf", "byWindow", "residue"],
    sentence: { zh: "按照租金给予补助，全市每年总额不超过5000万元，超出时按比例折算。", en: "Rent is subsidised; the city pays at most 50,000,000 yuan a year, in proportion where more is asked." },
    example: `${rent}scheme support / 租金补助 "Support of rent" "租金补助" {
  award rent cite 一 "按照租金给予补助"
}
pool yearly / 年度资金 "Money of the year" "年度资金" {
  covers support
  cap payout at 50,000,000 yuan per calendar year cite 一 "全市每年总额不超过5000万元"
  allocate pro rata
  residue undistributed
}
`,
    text: {
      en: "Which schemes share it, its limit, and what happens when it is too small: `pro rata`, `in order of application_date`, `by window`. `within` puts one pool into another.",
      zh: "写明覆盖的项目、限额，以及不足时如何分配：按比例、依次按申报日、按批次。“包含于”把一个资金池放进另一个。",
    },
    see: ["cap", "ranked-pool", "pool-by-base", "stack"], codes: ["pool-small", "unknown-pool", "count-needs-order"],
  },
  {
    id: "stack", title: { en: "Stacks: several awards on one cost", zh: "叠加：同一费用的几项补助" }, words: ["stack", "relation", "sharedCost", "cumulate", "higherOnly", "excludes", "fillsUp", "together", "givesWay", "silent"],
    sentence: { zh: "按照租金给予补助，按照租金的50%给予奖励，二者就高不重复。", en: "Rent is subsidised, and 50% of it rewarded; only the higher of both is paid." },
    example: `${rent}scheme support / 租金补助 "Support of rent" "租金补助" {
  award rent cite 一 "按照租金给予补助"
}
scheme reward / 租金奖励 "Reward on rent" "租金奖励" {
  award 50% of rent cite 一 "按照租金的50%给予奖励"
}
stack both / 租金叠加 "Support and reward" "补助与奖励" {
  covers support, reward
  on rent
  relation higher only cite 一 "就高不重复"
}
`,
    text: {
      en: "`cumulate`, `higher only`, `excludes`, `excess over`, `together at most`. Where the text says nothing, `silent` keeps the whole range visible instead of guessing.",
      zh: "累加、就高、互斥、补足、合计上限。原文没有规定的写“未规定”，结果显示整个范围，不作猜测。",
    },
    see: ["no-duplication", "joint-cap", "higher-of", "other-schemes"], codes: ["relation-unsaid", "above-cost"],
  },
];
