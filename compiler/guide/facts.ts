import type { GuidePage } from "./page.js";

/** What is known of an application, and what time does to it. */
export const factPages: readonly GuidePage[] = [
  {
    id: "fact", title: { en: "Facts: what an application states", zh: "事实：申报中陈述的内容" }, words: ["fact"],
    sentence: { zh: "按照企业年度研发投入给予补助。", en: "A subsidy is granted according to the enterprise's R&D spending of the year." },
    example: `fact spending / 研发投入 "R&D spending of the year" "年度研发投入":
  money from 0 yuan to 1,000,000,000 yuan per calendar year
scheme research / 研发补助 "Support of research" "研发补助" {
  award spending cite 一 "按照企业年度研发投入给予补助"
}
`,
    text: {
      en: "A name (or one in each language), titles, a type, a unit and a plausible range. What an application does not state is unknown, never zero: the result is then undetermined and says what is missing.",
      zh: "写名称（可中英各一）、标题、类型、单位和合理范围。申报中没有的为未知，不是零：结果因此待定，并列出所缺事实。",
    },
    see: ["types", "unknown", "finding"], codes: ["unknown-name", "duplicate-name", "range-reversed", "fact-declared-differently", "titles-same-language"],
  },
  {
    id: "types", title: { en: "Types of facts", zh: "事实的类型" }, words: ["money", "percent", "integer", "plainNumber", "quantityIn", "date", "dateOrNone", "yesOrNo", "oneOf", "rising", "orOther", "text", "listOfDates"],
    sentence: { zh: "对评定为A、B、C级的企业，于公布之日起受理。", en: "Applications of enterprises graded A, B or C are taken from the day of publication." },
    example: `unit sqm / 平方米 "square metres" "平方米"
fact amount / 金额数 "An amount" "金额": money from 0 yuan to 1,000,000 yuan
fact share / 占比 "A share" "占比": percent from 0% to 100%
fact staff / 人数 "People" "人数": integer from 0 to 10000
fact area / 面积 "Floor area" "面积": quantity in sqm from 0 to 100000
fact published / 公布日 "Day of publication" "公布日": date
fact punished / 处罚日 "Day of a punishment, if any" "处罚日": date or none
fact listed / 在册 "Listed" "列入名录": yes or no
fact grade / 等级 "Grade" "等级": one of C, B, A in rising order
`,
    text: {
      en: "Without a type a fact is `yes or no`. `date or none` tells a date that was looked for and is not there from one nobody looked for. Grades `in rising order` can be compared: `grade at least B`.",
      zh: "不写类型即为“是否”。“日期或无”区分查过而没有与未曾查过。“依次升高”的取值可以比较：等级 不低于 B。",
    },
    see: ["fact", "unit", "comparison", "sum-for-each"], codes: ["type-mismatch", "unit-mismatch", "not-ordered", "no-such-date"],
  },
  {
    id: "finding", title: { en: "Findings: what only an authority can establish", zh: "认定事项" }, words: ["finding", "establishedBy", "atStage"],
    sentence: { zh: "经专家评审认定成效显著的，给予20万元奖励。", en: "Where experts find the results significant, a reward of 200,000 yuan is granted." },
    example: `finding significant / 成效显著 "The results are significant" "成效显著" established by "评审专家组"
scheme reward / 成效奖励 "Reward for results" "成效奖励" {
  require significant cite 一 "认定成效显著"
  award 200,000 yuan cite 一 "给予20万元奖励"
}
`,
    text: {
      en: "A yes or no that no applicant can state for itself. `known at` names the stage at which a fact becomes known; before it the result stays open.",
      zh: "申报人不能自行陈述的是与否。“确定于”写明事实在哪个阶段才知道；此前结果未定。",
    },
    see: ["fact", "require"],
  },
  {
    id: "unit", title: { en: "Units of measure", zh: "计量单位" }, words: ["unit"],
    sentence: { zh: "按照实际面积每平方米给予100元补助。", en: "A subsidy of 100 yuan for each square metre of actual area is granted." },
    example: `unit sqm / 平方米 "square metres" "平方米"
fact area / 实际面积 "Floor area" "实际面积": quantity in sqm from 0 to 100000
scheme space / 场地补助 "Support of premises" "场地补助" {
  award 100 yuan for each sqm of area cite 一 "按照实际面积每平方米给予100元补助"
}
`,
    text: {
      en: "Yuan, percent and dates are there; all else is declared. Quantities of different units are never added or compared, and nothing is converted silently.",
      zh: "元、百分比和日期不必声明，其余单位都要声明。不同单位的数量不能相加或比较，也不会自动换算。",
    },
    see: ["types", "for-each", "unit-price"], codes: ["unknown-unit", "unit-mismatch"],
  },
  {
    id: "subject", title: { en: "Subjects: whom awards are counted by", zh: "补助对象" }, words: ["subject"],
    sentence: { zh: "每家企业每年补助不超过30万元。", en: "Each enterprise receives at most 300,000 yuan a year." },
    example: `subject enterprise / 企业 "enterprise" "企业"
fact rent / 租金 "Rent paid" "租金": money from 0 yuan to 1,000,000,000 yuan
scheme support / 租金补助 "Support of rent" "租金补助" {
  per enterprise per calendar year
  award rent cite 一 "补助"
  cap annual: payout at 300,000 yuan per enterprise per calendar year cite 一 "每家企业每年补助不超过30万元"
}
`,
    text: {
      en: "Enterprises, projects, products, persons. `per enterprise per calendar year` says what one award, or one limit, belongs to; several applications of one subject share it.",
      zh: "企业、项目、产品、个人等。“每家 企业 每年”说明一份补助或一个上限属于谁；同一对象的几次申报共用。",
    },
    see: ["scheme", "cap"], codes: ["unknown-subject"],
  },
  {
    id: "dated-value", title: { en: "Values that change by date", zh: "随日期变化的标准值" }, words: ["value"],
    sentence: { zh: "标准为5000元，自2027年1月1日起标准为6000元。", en: "The standard is 5,000 yuan, and 6,000 yuan from January 1, 2027 on." },
    example: `value standard / 标准 {
  from 2026-01-01 to 2026-12-31: 5,000 yuan
    cite 一 "标准为5000元"
    cite external "the year before" "2026-01-01, 2026-12-31"
  from 2027-01-01: 6,000 yuan cite 一 "自2027年1月1日起标准为6000元"
}
scheme support / 定额补助 "Standard support" "定额补助" {
  award standard cite 一 "标准"
}
`,
    text: {
      en: "A published figure with the days from which each holds. It is read on the date that the policy tests; rows neither overlap nor run backwards.",
      zh: "公布的数值及其适用起日。按政策所依的日期取值，各行不得重叠或颠倒。",
    },
    see: ["as-of", "policy", "where"], codes: ["dated-rows-overlap"],
  },
  {
    id: "unknown", title: { en: "Unknown, absent, given", zh: "未知、缺省与已提供" }, words: ["ifAbsent", "alwaysKnown", "ifGiven"],
    sentence: { zh: "按照租金给予补助，已享受的同类补助予以扣减。", en: "Rent is subsidised, less support of the same kind already received." },
    example: `fact rent / 租金 "Rent paid" "租金": money from 0 yuan to 1,000,000,000 yuan always known
fact received / 已享补助 "Support already received" "已享受的同类补助":
  money from 0 yuan to 1,000,000,000 yuan if absent 0 yuan
fact agreed_rent / 约定租金 "Rent as agreed" "约定租金": money from 0 yuan to 1,000,000,000 yuan
scheme support / 租金补助 "Support of rent" "租金补助" {
  award agreed_rent if given or else rent cite 一 "按照租金给予补助"
  deduct received from payout before caps cite 一 "已享受的同类补助予以扣减"
}
`,
    text: {
      en: "Unknown stays unknown: a sum with it is undetermined, a condition with it neither met nor failed. `if absent` closes a fact by a literal, `if given or else` falls back to another value, `always known` refuses an application without it.",
      zh: "未知始终是未知：含未知的金额待定，含未知的条件既非满足也非不满足。“缺省”给出没有填写时的值，“如已提供 否则”改用另一个值，“必填”则要求申报必须填写。",
    },
    see: ["fact"], codes: ["default-not-literal"],
  },
  {
    id: "years", title: { en: "Years of a date, yearly facts", zh: "年份与按年的事实" }, words: ["yearOf", "yearOfZh", "previousYear", "byYear", "calendarYear"],
    sentence: { zh: "按照较上年度营业收入增加部分的1%给予奖励。", en: "A reward of 1% of the increase in revenue over the previous year is granted." },
    example: `fact revenue / 营业收入 "Revenue" "营业收入": money from 0 yuan to 1,000,000,000 yuan by year
scheme growth / 增长奖励 "Reward for growth" "增长奖励" {
  award 1% of (excess of revenue over previous year revenue) cite 一 "按照较上年度营业收入增加部分的1%给予奖励"
}
`,
    text: {
      en: "A fact `by year` has a value for each calendar year; `previous year` reads the one before. `year of opening_date` is the year of a date, to grade by or to compare.",
      zh: "“按年”的事实每个自然年一个值，“上年度”取前一年的值。“投产日 所在年”得到日期的年份，可用于分档或比较。",
    },
    see: ["increase", "growth", "year-since", "graded"],
  },
];
