import type { GuidePage } from "./page.js";

/** Who may apply, and when. */
export const conditionPages: readonly GuidePage[] = [
  {
    id: "require", title: { en: "Requirements", zh: "条件" }, words: ["require"],
    sentence: { zh: "对在本市注册、从业人员不少于10人的企业给予5万元补助。", en: "Enterprises registered in the city with at least 10 employees receive 50,000 yuan." },
    example: `fact registered_here / 本市注册 "Registered in the city" "在本市注册"
fact staff / 从业人员 "Employees" "从业人员": integer from 0 to 10000
scheme support / 企业补助 "Support of enterprises" "企业补助" {
  require local: registered_here cite 一 "在本市注册"
  require size: staff at least 10 cite 一 "从业人员不少于10人"
  award 50,000 yuan cite 一 "给予5万元补助"
}
`,
    text: {
      en: "Each condition of the text is a statement of its own, so that a refusal names the one that failed. A name before the colon is what accounts and proofs call it. An unknown condition leaves the award undetermined.",
      zh: "原文的每个条件各写一句，不符合时便能指出是哪一个。冒号前的名称供说明和证明引用。条件未知时，补助待定。",
    },
    see: ["comparison", "logic", "in-principle"],
  },
  {
    id: "in-principle", title: { en: "In principle, unless …", zh: "原则上……除非" }, words: ["inPrinciple", "unless"],
    sentence: { zh: "项目总投入原则上不低于500万元，经批准的除外。", en: "The total investment is in principle no less than 5,000,000 yuan, unless otherwise approved." },
    example: `fact investment / 总投入 "Total investment" "总投入": money from 0 yuan to 1,000,000,000 yuan
finding waived / 经批准 "An exception is approved" "经批准" if absent no
scheme support / 项目补助 "Support of projects" "项目补助" {
  require minimum: investment in principle at least 5,000,000 yuan unless waived
    cite 一 "总投入原则上不低于500万元，经批准的除外"
  award investment cite 一 "总投入"
  cliff of investment at 5,000,000 yuan because "the threshold of the text" cite 一 "总投入原则上不低于500万元"
}
`,
    text: {
      en: "A rule with exceptions that somebody decides and records. The exception is a fact; who pays without it would break the rule, and who refuses with it would too.",
      zh: "允许例外、但例外须有人决定并留下记录的规则。例外写成一个事实：没有它而支付、有它而拒绝，都违反规则。",
    },
    see: ["require", "finding"],
  },
  {
    id: "when", title: { en: "When: for some cases only", zh: "当：只适用于部分情形" }, words: ["when"],
    sentence: { zh: "联合体申报的，成员单位不超过4家，给予10万元补助。", en: "Where a consortium applies, it has at most 4 members; 100,000 yuan are granted." },
    example: `fact consortium / 联合体申报 "A consortium applies" "联合体申报"
fact members / 成员数 "Members" "成员单位数": integer from 1 to 100
scheme support / 项目补助 "Support of projects" "项目补助" {
  require few: members at most 4 when consortium cite 一 "联合体申报的，成员单位不超过4家"
  award 100,000 yuan cite 一 "给予10万元补助"
}
`,
    text: {
      en: "Written behind a statement, or before a block of them: `when consortium { … }`. Where the condition is unknown the statement is open.",
      zh: "写在一句之后，或写在一组语句之前：“当 联合体申报 { … }”。条件未知时，该句未定。",
    },
    see: ["require", "plus"],
  },
  {
    id: "comparison", title: { en: "Comparisons and their bounds", zh: "比较与是否含本数" }, words: ["is", "isNot", "isOneOf", "atLeast", "atMost", "moreThan", "lessThan", "inclusive", "exclusive", "andAbove", "andBelow"],
    sentence: { zh: "面积100平方米以上、员工超过5人的小型企业，给予1万元补助。", en: "Small enterprises with 100 square metres or more and more than 5 employees receive 10,000 yuan." },
    example: `unit sqm / 平方米 "square metres" "平方米"
fact area / 面积 "Floor area" "面积": quantity in sqm from 0 to 100000
fact staff / 员工数 "Employees" "员工人数": integer from 0 to 10000
fact size / 规模 "Size" "企业规模": one of small / 小型, large / 大型
scheme support / 小企补助 "Support of small enterprises" "小型企业补助" {
  require area at least 100 sqm cite 一 "面积100平方米以上"
  require staff more than 5 cite 一 "员工超过5人"
  require size is small cite 一 "小型企业"
  award 10,000 yuan cite 一 "给予1万元补助"
  cliff of area at 100 sqm because "the threshold of the text" cite 一 "面积100平方米以上"
}
`,
    text: {
      en: "`at least` and 以上 include the number, `more than` and 超过 do not. The checker compares the word of the rule with the word of the sentence. `is one of a, b` asks for one of several values.",
      zh: "“不低于”“以上”含本数，“超过”“不足”不含本数。检查器会核对规则用词与原文用词是否一致。“属于 甲、乙”问是否为所列取值之一。",
    },
    see: ["require", "bare-bounds", "banded", "dates"], codes: ["comparison-disagrees", "type-mismatch", "not-ordered"],
  },
  {
    id: "logic", title: { en: "And, or, not, any of", zh: "且、或、非、任一" }, words: ["and", "or", "not", "yes", "no"],
    sentence: { zh: "未被列入失信名单，且具有专利、标准、软件著作权中至少2项的，给予10万元奖励。", en: "Who is not on the list of defaulters and has at least 2 of patent, standard and software copyright receives 100,000 yuan." },
    example: `fact listed / 列入失信名单 "On the list of defaulters" "被列入失信名单"
fact patent / 有专利 "Has a patent" "具有专利"
fact standard / 有标准 "Has a standard" "具有标准"
fact copyright / 有软著 "Has a software copyright" "具有软件著作权"
scheme reward / 创新奖励 "Reward for innovation" "创新奖励" {
  require not listed cite 一 "未被列入失信名单"
  require at least 2 of { patent, standard, copyright } cite 一 "具有专利、标准、软件著作权中至少2项"
  award 100,000 yuan cite 一 "给予10万元奖励"
}
`,
    text: {
      en: "Three-valued: `or` is met as soon as one part is, even if others are unknown; `not` of unknown is unknown. Conditions that stand apart in the text are better statements of their own.",
      zh: "三值逻辑：“或”只要一项成立即成立，其余未知也无妨；未知的“非”仍为未知。原文分列的条件，宜各写一句。",
    },
    see: ["require", "any-of", "comparison"],
  },
  {
    id: "dates", title: { en: "Before and after dates", zh: "日期的先后" }, words: ["onOrBefore", "onOrAfter", "before", "after", "laterBy", "earlierBy", "none", "days", "months", "years"],
    sentence: { zh: "申报时须已开业，且开业不超过12个月，给予3万元补助。", en: "The business has opened when applying, at most 12 months before; 30,000 yuan are granted." },
    example: `fact opened / 开业日 "Day of opening" "开业日": date
scheme support / 开业补助 "Support of new businesses" "开业补助" {
  require open: opened on or before application_date cite 一 "申报时须已开业"
  require recent: application_date on or before 12 months after opened cite 一 "开业不超过12个月"
  award 30,000 yuan cite 一 "给予3万元补助"
}
`,
    text: {
      en: "Dates are calendar days without a time zone. `12 months after opened` keeps the day of the month, or takes the month's last day where it has no such day.",
      zh: "日期为日历日，与时区无关。“开业日 后 12个月”取同日；该月没有这一日的，取月末日。",
    },
    see: ["deadline", "window", "types"], codes: ["no-such-date"],
  },
  {
    id: "window", title: { en: "When applications are taken", zh: "受理时间" }, words: ["window"],
    sentence: { zh: "每年3月、9月集中受理，给予2万元补助。", en: "Applications are taken in March and September of each year; 20,000 yuan are granted." },
    example: `scheme support / 集中补助 "Support by rounds" "集中补助" {
  window in March, September cite 一 "每年3月、9月集中受理"
  award 20,000 yuan cite 一 "给予2万元补助"
}
`,
    text: {
      en: "Months, or days of the year (`March 1 to March 15`). Outside them the result is `outside window`, which is no refusal of the right.",
      zh: "写月份，或写起止日（3月1日至3月15日）。此外的时间结果为“不在受理期”，并非不符合条件。",
    },
    see: ["deadline", "dates"],
  },
  {
    id: "deadline", title: { en: "The last day to apply", zh: "申报期限" }, words: ["deadline", "inTheYearOf", "orFollowingYear", "within"],
    sentence: { zh: "应在投产当年或次年申报，逾期不予受理，给予2万元补助。", en: "Who applies in the year of opening or the following year receives 20,000 yuan; later applications are not taken." },
    example: `fact opened / 投产日 "Day of opening" "投产日": date
scheme support / 投产补助 "Support of openings" "投产补助" {
  deadline timely: application_date in the year of opened or the following year cite 一 "应在投产当年或次年申报"
  award 20,000 yuan cite 一 "给予2万元补助"
}
`,
    text: {
      en: "By calendar years as here, or `application_date within 12 months after opened`. The analyser reports a right that no day can exercise.",
      zh: "可如例按自然年，也可写“申报日 在 投产日 之后 12个月”。若任何一天都无法申报，分析器会提示。",
    },
    see: ["window", "dates"], codes: ["no-date-left"],
  },
  {
    id: "bar", title: { en: "Barred for a time", zh: "禁止申报" }, words: ["bar", "forTerm", "untilSameDate"],
    sentence: { zh: "弄虚作假的，自认定之日起三年内不得申报。", en: "Who cheats may not apply for three years from the day of the decision." },
    example: `fact decided / 认定日 "Day of the decision" "认定日": date or none
bar fraud / 造假禁申 "Barred after fraud" "造假禁申" for 3 years from decided until the same date (inclusive)
  cite 一 "自认定之日起三年内不得申报"
`,
    text: {
      en: "Holds for all schemes of the policy; one inside a scheme, for that scheme. Whether the last day itself is barred is said: `(inclusive)` or `(exclusive)`.",
      zh: "对本政策全部项目适用；写在某一项目内的，只对该项目适用。届满之日是否仍禁止，要写明（含）或（不含）。",
    },
    see: ["require", "types"],
  },
  {
    id: "publicity", title: { en: "Posting a list", zh: "公示" }, words: ["publicity", "startingNextDay", "startingSameDay", "holidays", "workdays", "workingDayUnit"],
    sentence: { zh: "拟补助名单公示5个工作日。", en: "The list of recipients is posted for 5 working days." },
    example: `fact posted / 张贴日 "Day of posting" "公示张贴日": date
fact days_off / 休假 "Public holidays" "法定休假日": list of dates
fact days_on / 调休 "Working weekends" "调休上班日": list of dates
publicity list / 名单公示 "Posting of the list" "名单公示" 5 working days from posted starting the next day holidays days_off working days days_on
  cite 一 "拟补助名单公示5个工作日"
`,
    text: {
      en: "Working days need the year's holidays, which are facts. The result gives the last day of the posting.",
      zh: "工作日须知道当年的休假与调休安排，写成事实。结果给出公示届满之日。",
    },
    see: ["dates"],
  },
  {
    id: "elsewhere", title: { en: "Another authority decides", zh: "另行办理" }, words: ["elsewhere"],
    sentence: { zh: "计划单列市的企业由其自行制定办法，其他企业给予5万元补助。", en: "Enterprises of cities with a plan of their own follow its rules; others receive 50,000 yuan." },
    example: `fact own_plan / 计划单列市 "In a city with a plan of its own" "在计划单列市"
scheme support / 企业补助 "Support of enterprises" "企业补助" {
  elsewhere when own_plan "decided by the city" cite 一 "计划单列市的企业由其自行制定办法"
  award 50,000 yuan cite 一 "其他企业给予5万元补助"
}
`,
    text: {
      en: "Neither a refusal nor zero: the amount stands in another's rules. The result names who decides.",
      zh: "既非拒绝，也不是零：金额由他人的办法规定。结果会说明由谁决定。",
    },
    see: ["up-to", "when"],
  },
  {
    id: "note", title: { en: "Notes to the applicant", zh: "提示" }, words: ["note"],
    sentence: { zh: "按照申报租金给予补助；租金超过100万元的，另行核查。", en: "The rent stated is subsidised; rents of more than 1,000,000 yuan are checked separately." },
    example: `fact rent / 申报租金 "Rent stated" "申报租金": money from 0 yuan to 1,000,000,000 yuan
scheme support / 租金补助 "Support of rent" "租金补助" {
  award rent cite 一 "按照申报租金给予补助"
  note large "This will be checked" "将另行核查" when rent more than 1,000,000 yuan cite 一 "租金超过100万元的，另行核查"
}
`,
    text: {
      en: "Shown in the account where it holds; it changes no amount.",
      zh: "成立时显示在计算说明中，不改变金额。",
    },
    see: ["when"],
  },
];
