import type { GuidePage } from "./page.js";

const cost = 'fact cost / 总投入 "Total cost" "项目总投入": money from 0 yuan to 1,000,000,000 yuan\n';

/** How officials speak of many at once: rows of a list, numbers of awards, other support, other payers. */
export const manyIdioms: readonly GuidePage[] = [
  {
    id: "sum-for-each", title: { en: "Row by row of a list", zh: "逐项合计" }, words: ["sumForEach", "listOf"],
    sentence: { zh: "每台设备按购置价的10%给予补助，进口设备按购置价的5%给予补助，合计计算。", en: "10% of the price of each machine is granted, 5% for imported ones, added up." },
    example: `fact machines / 设备清单 "Machines" "购置设备清单": list {
  fact price / 购置价 "Price" "购置价": money from 0 yuan to 100,000,000 yuan
  fact imported / 进口 "Imported" "进口设备"
}
scheme support / 设备补助 "Support of machines" "设备补助" {
  award sum for each machines { first of { when imported: 5% of price, otherwise: 10% of price } }
    cite 一 "每台设备按购置价的10%给予补助，进口设备按购置价的5%给予补助"
}
example "one of each kind" on 2026-06-15 {
  machines = { price = 100,000 yuan, imported = no }
  machines = { price = 200,000 yuan, imported = yes }
  expect support = 20,000 yuan
}
`,
    text: {
      en: "A list is a fact whose rows have facts of their own; in a case it is an array, in an example a line for each row. An unknown in one row leaves the sum open and names the row's fact.",
      zh: "明细表是一种事实，各行有自己的事实；案例中为数组，算例中每行写一句。某行未知，合计即待定，并指出该行所缺的事实。",
    },
    see: ["fact", "example", "graded"], codes: ["not-a-list", "list-in-list"],
  },
  {
    id: "award-limit", title: { en: "So many awards each", zh: "每类限一件" }, words: ["awards", "earliestFirst", "highestFirst"],
    sentence: { zh: "补贴标准为最终销售价格的15%，每位消费者每类产品可补贴1件。", en: "15% of the final price is granted, for 1 piece of each kind per consumer." },
    example: `subject consumer / 消费者 "consumer" "消费者"
fact kind / 品类 "Kind of appliance" "家电品类": one of fridge / 冰箱, washer / 洗衣机, television / 电视
fact price / 最终销售价格 "Final price" "最终销售价格": money from 0 yuan to 100,000 yuan
fact before / 已补贴件数 "Pieces of this kind before" "本类已补贴件数": integer from 0 to 100 if absent 0
scheme support / 家电补贴 "Support of appliances" "家电补贴" {
  award 15% of price cite 一 "补贴标准为最终销售价格的15%"
  cap awards at 1 per consumer per kind counting before earliest first cite 一 "每位消费者每类产品可补贴1件"
}
`,
    text: {
      en: "What is counted apart stands behind `per`: a subject, facts, a calendar year. Which awards count is said, `earliest first` or `highest first`; the others are `exhausted`, which is no refusal of the right.",
      zh: "“每”后写分别计数的对象、事实或每年。计哪几项须写明：“先申请优先”或“金额高优先”；其余为“已用尽”，并非不符合条件。",
    },
    see: ["cap", "scheme", "ranked-pool"], codes: ["limit-order-unsaid"],
  },
  {
    id: "no-duplication", title: { en: "No duplication with similar support", zh: "同类政策就高不重复" }, words: ["noDuplication", "difference"],
    sentence: { zh: "按项目总投入的20%给予补助；已获得上级或本市其他专项资金支持的，按就高不重复原则执行。", en: "20% of the total cost is granted; with other special funds of the city or above, only the higher is paid." },
    example: `subject project / 项目单位 "project" "项目"
${cost}fact similar / 同类支持 "Other special funds received" "已获其他专项资金": money from 0 yuan to 1,000,000,000 yuan if absent 0 yuan
every scheme {
  no duplication with similar per project higher only cite 一 "已获得上级或本市其他专项资金支持的，按就高不重复原则执行"
}
scheme support / 项目补助 "Support of projects" "项目补助" {
  award 20% of cost cite 一 "按项目总投入的20%给予补助"
}
`,
    text: {
      en: "The other support is one fact, whatever its name. `higher only` pays all or nothing, `difference` the rest, `excludes` nothing beside it. In `every scheme` it holds for the policy; a scheme that says its own goes by that.",
      zh: "其他支持写成一个事实，不必列名。“就高”全付或不付，“补差”只付差额，“互斥”有则不付。写在“各项目”中为全政策的默认；某项目自有规定的从其规定。",
    },
    see: ["stack", "top-up", "deduct"], codes: ["duplicate-statement"],
  },
  {
    id: "joint-cap", title: { en: "A cap on several schemes together", zh: "各项合计封顶" }, words: ["except"],
    sentence: { zh: "给予技术改造补助10万元、用工补助5万元；除技术改造之外，其他条款的补助金额累计原则上不超过企业区级税收留成。", en: "100,000 yuan for renewal, 50,000 yuan for staff; but for renewal, all clauses together in principle pay no more than the enterprise's tax that stays with the district." },
    example: `fact district_tax / 区级税收留成 "Tax that stays with the district" "企业区级税收留成": money from 0 yuan to 1,000,000,000 yuan
scheme renewal / 技改补助 "Support of renewal" "技术改造补助" {
  award 100,000 yuan cite 一 "给予技术改造补助10万元"
}
scheme staff / 用工补助 "Support of staff" "用工补助" {
  award 50,000 yuan cite 一 "用工补助5万元"
}
stack joint / 合计封顶 "All clauses together" "各项合计" {
  covers every scheme except renewal
  relation in principle together at most district_tax cite 一 "除技术改造之外，其他条款的补助金额累计原则上不超过企业区级税收留成"
}
`,
    text: {
      en: "`covers` names schemes, facts of what others pay, or every scheme but some. Which of them `gives way` may be said. `in principle` cuts nothing: the result says that the sum lies above.",
      zh: "“覆盖”写项目、他处补助额的事实，或“各项目 除外 …”。可写明由谁“让位”。“原则上”不扣减，只在结果中提示合计超过。",
    },
    see: ["stack", "cap", "in-principle"], codes: ["relation-unsaid"],
  },
  {
    id: "ranked-pool", title: { en: "The first fifty by a quantity", zh: "排名前50位" }, words: ["toTheFirst", "tiesServed", "tiesDropped", "tiesBy"],
    sentence: { zh: "对增量排名前50位的企业，按新增额的10%给予奖励。", en: "The 50 enterprises with the largest increase receive 10% of it." },
    example: `fact added / 新增额 "Increase" "新增额": money from 0 yuan to 1,000,000,000 yuan
scheme reward / 增量奖励 "Reward for the increase" "增量奖励" {
  award 10% of added cite 一 "按新增额的10%给予奖励"
}
pool ranking / 排名奖励 "The first 50" "前50位" {
  covers reward
  allocate to the first 50 by added ties all served cite 一 "对增量排名前50位的企业"
}
`,
    text: {
      en: "Ties at the last place are all served, none served, or told apart by another fact. One application alone is not settled: `allot simulate` ranks all of them.",
      zh: "末位并列的，全取、不取或按另一事实区分，须写明。单独一个申报不能确定名次，用 `allot simulate` 对全部申报排名。",
    },
    see: ["pool", "award-limit", "pool-by-base"], codes: ["count-needs-order"],
  },
  {
    id: "pool-by-base", title: { en: "A sum shared by a base", zh: "按基数分配总额" }, words: [],
    sentence: { zh: "每年安排50万元，按各单位服务人数占比分配，每家不超过服务人数乘以100元。", en: "500,000 yuan a year are shared by the number of people served, at most 100 yuan for each of them." },
    example: `fact served / 服务人数 "People served" "服务人数": integer from 0 to 100000
scheme support / 服务补助 "Support of services" "服务补助" {
  award 100 yuan times served cite 一 "每家不超过服务人数乘以100元"
}
pool yearly / 年度资金 "Money of the year" "年度资金" {
  covers support
  cap payout at 500,000 yuan per calendar year cite 一 "每年安排50万元"
  allocate pro rata by served cite 一 "按各单位服务人数占比分配"
}
`,
    text: {
      en: "`pro rata` alone shares by the awards, `pro rata by` by another quantity. Nobody gets more than the award; what is left then is not given to others.",
      zh: "只写“按比例”即按补助额分配，“按比例 按 …”则按另一数量。任何一家不超过其补助额，余下的不再分给他人。",
    },
    see: ["pool", "ranked-pool"], codes: ["pool-small"],
  },
  {
    id: "funded-by", title: { en: "Who pays which part", zh: "市、县各承担" }, words: ["fundedBy"],
    sentence: { zh: "给予20万元奖励，市、县两级财政各承担50%。", en: "200,000 yuan are granted; city and county bear 50% each." },
    example: `scheme reward / 建设奖励 "Reward for building" "建设奖励" {
  award 200,000 yuan cite 一 "给予20万元奖励"
  funded by city 50%, county 50% cite 一 "市、县两级财政各承担50%"
}
`,
    text: {
      en: "Changes no amount. The parts sum to 100%, and in fen to the award; the result shows each.",
      zh: "不改变金额。各方比例合计100%，各方金额之和与补助额分毫不差；结果列出各方金额。",
    },
    see: ["match", "instalments"], codes: ["payers-sum"],
  },
  {
    id: "repay", title: { en: "Money to be paid back", zh: "退还" }, words: ["repay"],
    sentence: { zh: "设备使用少于3年的，退还补助的50%；大于3年少于5年的，退还30%。", en: "Who uses the machine for less than 3 years repays 50% of the money, for more than 3 and less than 5 years 30%." },
    example: `${cost}fact used / 使用年数 "Years of use" "使用年数": number from 0 to 50
fact paid / 已拨补助 "Money paid" "已拨补助": money from 0 yuan to 1,000,000,000 yuan
scheme support / 设备补助 "Support of machines" "设备补助" {
  award cost cite 一 "补助"
  repay short: 50% of paid when used less than 3 cite 一 "设备使用少于3年的，退还补助的50%"
  repay middle: 30% of paid when used more than 3 and used less than 5 cite 一 "大于3年少于5年的，退还30%"
}
`,
    text: {
      en: "A claim beside the award, never a negative award, and graded by a later event. The text here says nothing of exactly 3 years, and neither does the rule.",
      zh: "是补助之外的一笔应退款，不是负的补助，按以后发生的情形分级。此例原文没有规定正好3年的情形，规则也就没有。",
    },
    see: ["instalments", "when"],
  },
  {
    id: "any-of", title: { en: "Any of, all of, at least two of", zh: "符合下列条件之一" }, words: ["anyOf", "allOf", "countOf"],
    sentence: { zh: "需符合以下条件之一：拥有发明专利，参与制定国家标准，同时具有软件著作权和省级奖项。给予5万元奖励。", en: "One of these is required: a patent for an invention; part in a national standard; both a software copyright and a provincial prize. 50,000 yuan are granted." },
    example: `fact patent / 发明专利 "Has a patent for an invention" "拥有发明专利"
fact standard / 国家标准 "Took part in a national standard" "参与制定国家标准"
fact copyright / 软件著作权 "Has a software copyright" "具有软件著作权"
fact prize / 省级奖项 "Has a provincial prize" "具有省级奖项"
scheme reward / 创新奖励 "Reward for innovation" "创新奖励" {
  require any of { patent, standard, all of { copyright, prize } }
    cite 一 "需符合以下条件之一：拥有发明专利，参与制定国家标准，同时具有软件著作权和省级奖项"
  award 50,000 yuan cite 一 "给予5万元奖励"
}
`,
    text: {
      en: "`any of` is met as soon as one holds, `all of` fails as soon as one does not, whatever is unknown besides. `at least 2 of` counts.",
      zh: "“任一”有一项成立即满足，“全部”有一项不成立即不满足，其余未知也无妨。“至少 2 项”按项数计。",
    },
    see: ["logic", "require"],
  },
];
