import type { GuidePage } from "./page.js";

/** A policy as a whole: header, versions, citations, what is not computed. */
export const wholePages: readonly GuidePage[] = [
  {
    id: "policy", title: { en: "The head of a policy", zh: "政策的开头" }, words: ["policy", "inForce", "source", "title", "issuer", "number"],
    sentence: { zh: "本办法自2026年1月1日起施行，有效期至2028年12月31日。", en: "These measures take effect on January 1, 2026 and are valid until December 31, 2028." },
    example: `policy city.rent version "2026" {
  title "Measures on rent" "租金补助办法"
  in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date
    cite 一 "自2026年1月1日起施行，有效期至2028年12月31日"
  source "source.txt"
}
fact application_date / 申报日 "Date of application" "申报日期": date
`,
    text: {
      en: "Name, version, validity and source text. Whether the policy is in force is asked of the date after `by`, usually the date of application. The source lies beside the file; every citation is looked up in it.",
      zh: "写明名称、版本、有效期和原文。是否有效，按“按”后面的日期判断，一般为申报日。原文文件放在政策旁边，各处依据都到其中核对。",
    },
    see: ["versions", "cite", "vocabulary"], codes: ["header-missing", "validity-missing", "validity-reversed", "no-source", "source-missing"],
  },
  {
    id: "versions", title: { en: "Versions and drafts", zh: "版本与草案" }, words: ["version", "draft", "supersedes", "onwards"],
    sentence: { zh: "本办法自2027年1月1日起施行，原办法同时废止。", en: "These measures take effect on January 1, 2027; the former measures are repealed at the same time." },
    example: `policy city.rent version "2027" draft {
  in force from 2027-01-01 (inclusive) onwards by application_date
    cite 一 "自2027年1月1日起施行"
  supersedes city.rent version "2024"
  source "source.txt"
}
fact application_date / 申报日 "Date of application" "申报日期": date
`,
    text: {
      en: "Versions of one policy lie side by side under one name; the one in force on the date of an application answers. `onwards` stands where the text names no last day; once a later version repeals the policy, its last day is written instead. A draft is checked like any other and takes part only when asked for.",
      zh: "同一政策的各个版本以同一名称并列；申报日有效的版本生效。原文未写终止日的，写“起”；后来的版本废止它时，改写终止日。草案照常检查，但只有在要求时才参与计算。",
    },
    see: ["policy"], codes: ["versions-overlap"],
  },
  {
    id: "vocabulary", title: { en: "Vocabularies: names that policies share", zh: "词汇：几项政策共用的名称" }, words: ["vocabulary", "use", "as"],
    sentence: { zh: "本办法所称企业，是指在本市注册、具有独立法人资格的企业。", en: "Enterprise in these measures means an enterprise registered in the city with legal personality of its own." },
    example: `vocabulary shared.enterprise "Applications by enterprises" "企业申报通用词汇"
subject enterprise / 企业 "enterprise" "企业"
fact registered_here / 本市注册 "Registered in the city" "在本市注册"
`,
    text: {
      en: "A file that declares facts, subjects and units for several policies. `use shared.enterprise` takes its names in; `use city.rent as rent` lets another policy be spoken of as `rent.scheme`.",
      zh: "为几项政策共同声明事实、对象和单位的文件。“引用 shared.enterprise”即可使用其中的名称；“引用 city.rent 称为 rent”后可用 rent.项目名 提及另一政策。",
    },
    see: ["fact", "subject", "unit"], codes: ["unknown-name", "unknown-policy", "fact-declared-differently"],
  },
  {
    id: "scheme", title: { en: "A scheme: one subsidy", zh: "项目：一项补助" }, words: ["scheme", "everyScheme", "per", "once", "recordedIn"],
    sentence: { zh: "对新认定的企业给予一次性50万元奖励。", en: "Newly recognised enterprises receive a one-time reward of 500,000 yuan." },
    example: `subject enterprise / 企业 "enterprise" "企业"
fact recognised / 新认定 "Newly recognised" "新认定"
fact rewarded / 已获奖励 "Already rewarded" "已获奖励"
scheme reward / 认定奖励 "Reward for recognition" "认定奖励" {
  per enterprise once recorded in rewarded cite 一 "一次性"
  require recognised cite 一 "新认定的企业"
  award 500,000 yuan cite 一 "一次性50万元奖励"
}
`,
    text: {
      en: "Requirements, an award, caps. Their order never matters: the award is its formula, then the least of its caps, then one rounding. `every scheme { … }` says what holds in all schemes of the file.",
      zh: "由条件、补助和上限组成。书写先后不影响结果：先按公式计算，再取各上限中最低的，最后取整一次。“各项目 { … }”写对本文件全部项目适用的语句。",
    },
    see: ["award", "require", "cap"], codes: ["award-missing", "scheme-cycle", "duplicate-statement"],
  },
  {
    id: "cite", title: { en: "Citing the sentence", zh: "依据：引用原句" }, words: ["cite", "external"],
    sentence: { zh: "对符合条件的企业，按照实际投入的20%给予补助。", en: "Eligible enterprises receive a subsidy of 20% of the actual investment." },
    example: `fact investment / 实际投入 "Actual investment" "实际投入": money from 0 yuan to 1,000,000,000 yuan
scheme support / 投入补助 "Support of investments" "投入补助" {
  award 20% of investment cite 一 "按照实际投入的20%给予补助"
}
`,
    text: {
      en: "The clause, then words of it. They must stand in the source, in that clause; each number in them must be used by the rule, each literal of the rule must stand in them, and the comparison must agree. `cite external \"where\" \"words\"` names what stands outside the stored text.",
      zh: "先写条号，再写原文。原文中必须有这句话且在该条之内；其中每个数字都要被规则用到，规则中每个数值都要出自其中，比较的方向也要一致。存档原文之外的内容写“依据 外部 “出处” “原文””。",
    },
    see: ["policy", "because", "not-computed"], codes: ["quote-not-found", "anchor-mismatch", "number-unused", "literal-not-cited", "number-without-citation", "rule-without-citation", "comparison-disagrees"],
  },
  {
    id: "because", title: { en: "Giving the reason", zh: "理由" }, words: ["because"],
    sentence: { zh: "第一年按30%给予补助，第二年按20%给予补助。", en: "A subsidy of 30% is granted for the first year and of 20% for the second." },
    example: `fact rent / 租金 "Rent paid" "实付租金": money from 0 yuan to 1,000,000,000 yuan
fact year / 第几年 "Year of support" "第几年享受": integer from 1 to 50
scheme support / 租金补助 "Support of rent" "租金补助" {
  award graded by year {
    1: 30% of rent
    2: 20% of rent
    otherwise: nothing because "no rate after the second year"
  } cite 一 "第一年按30%给予补助，第二年按20%给予补助"
  accept "cliff" year because "the rates step down year by year"
}
`,
    text: {
      en: "A person who is refused is told the reason in these words; a default reading, a stated cliff and an acceptance owe theirs to the next reader of the file.",
      zh: "申报人被拒绝时会看到这句话；默认读法、写明的断崖和认可也要写明理由，供后来的人查阅。",
    },
    see: ["otherwise", "reading", "accept"],
  },
  {
    id: "target", title: { en: "Targets: goals that pay nothing", zh: "目标：不产生补助的指标" }, words: ["target"],
    sentence: { zh: "到2026年，建成示范园区不少于3个。", en: "By 2026 at least 3 demonstration parks are built." },
    example: `target parks / 示范园区数 "Demonstration parks" "示范园区": at least 3 cite 一 "建成示范园区不少于3个"
`,
    text: {
      en: "A number of the text that is a goal of the government and nobody's right. Stating it keeps the account of the document complete: `allot cover` then shows no number left over.",
      zh: "原文中属于政府目标、而非申报人权利的数字。写明后，全文的数字便都有交代，`allot cover` 不会再提示遗漏。",
    },
    see: ["not-computed"],
  },
  {
    id: "not-computed", title: { en: "What is deliberately no rule", zh: "不作计算的条文" }, words: ["notComputed"],
    sentence: { zh: "各有关部门应于每年12月底前报送落实情况。", en: "The departments concerned report by the end of December of each year." },
    example: `not computed because "a duty of offices, no amount"
  cite 一 "各有关部门应于每年12月底前报送落实情况"
`,
    text: {
      en: "Cites sentences with a number or a duty that decide no payout, and says why. What is left out silently cannot be told from what was overlooked.",
      zh: "引用含有数字或责任、但不影响补助的条文，并说明理由。不写明的，无从区分是有意不算还是遗漏。",
    },
    see: ["target", "cite"],
  },
  {
    id: "reading", title: { en: "Readings: where the text can be read in more than one way", zh: "读法：原文可作几种理解之处" }, words: ["reading", "byReading", "byDefault"],
    sentence: { zh: "按照实际租金的30%给予补助。", en: "A subsidy of 30% of the actual rent is granted." },
    example: `fact rent / 含税租金 "Rent with tax" "含税租金": money from 0 yuan to 1,000,000,000 yuan
fact net_rent / 不含税租金 "Rent without tax" "不含税租金": money from 0 yuan to 1,000,000,000 yuan
reading rent_meant "Which rent is meant" "租金是否含税" cite 一 "实际租金" {
  default net "without tax" "不含税" because "the tax is recovered"
  gross "with tax" "含税"
}
scheme support / 租金补助 "Support of rent" "租金补助" {
  award 30% of (by reading rent_meant { net: net_rent, gross: rent }) cite 一 "按照实际租金的30%给予补助"
}
`,
    text: {
      en: "Every way of reading is written down, one is the default and says why, and whoever evaluates may choose another. `by reading` wraps a value or whole statements, and answers every alternative. The result says on which readings it depended.",
      zh: "各种理解都写下来，其中一种为默认并说明理由，计算时可另选。“依读法”可以放在数值处，也可以包住整条语句，每个选项都要写。结果会注明依赖哪些读法。",
    },
    see: ["because", "always"], codes: ["reading-default", "reading-arm-missing", "reading-arm-duplicate", "reading-idle", "unknown-reading", "unknown-alternative"],
  },
  {
    id: "example", title: { en: "Examples that travel with the rules", zh: "算例" }, words: ["example", "expect", "boundBy", "missing", "ineligible", "undetermined"],
    sentence: { zh: "按照实际租金的50%给予补助，最高不超过20万元。", en: "A subsidy of 50% of the actual rent is granted, at most 200,000 yuan." },
    example: `fact rent / 实际租金 "Rent paid" "实际租金": money from 0 yuan to 1,000,000,000 yuan
scheme support / 租金补助 "Support of rent" "租金补助" {
  award 50% of rent cite 一 "按照实际租金的50%给予补助"
  cap most: payout at 200,000 yuan cite 一 "最高不超过20万元"
}
example "the cap" on 2026-06-15 {
  rent = 1,000,000 yuan
  expect support = 200,000 yuan bound by most
}
`,
    text: {
      en: "A case worked out by hand, with the result it must have: an amount, `up to` an amount, `ineligible`, `undetermined missing …`. `allot test` runs them all; a change that moves one says so.",
      zh: "人工算好的一个申报及其应得结果：金额、“最高”金额、不符合、待定及所缺事实。`allot test` 运行全部算例，改动影响到哪个即报告哪个。",
    },
    see: ["always"], codes: ["example-value"],
  },
  {
    id: "always", title: { en: "Claims about every applicant", zh: "恒有：对一切申报的断言" }, words: ["always"],
    sentence: { zh: "补助资金不得超过企业实际投入。", en: "The subsidy shall not exceed the enterprise's actual investment." },
    example: `fact investment / 实际投入 "Actual investment" "实际投入": money from 0 yuan to 1,000,000,000 yuan
scheme support / 投入补助 "Support of investments" "投入补助" {
  award investment cite 一 "企业实际投入"
}
always within_investment: payout of support at most investment
`,
    text: {
      en: "What must hold for all applicants in the facts' ranges. `allot prove` proves it, or shows an applicant who breaks it; `allot fuzz` tries it beside every threshold.",
      zh: "对事实范围内的一切申报都应成立的断言。`allot prove` 给出证明，或列出推翻它的申报；`allot fuzz` 在每个界点附近试算。",
    },
    see: ["usually", "example"],
  },
  {
    id: "usually", title: { en: "What plausible applicants keep to", zh: "通常：一般申报所遵守的关系" }, words: ["usually"],
    sentence: { zh: "按照服务费用给予补助，年度采购总额以合同为准。", en: "Service fees are subsidised; the purchases of the year are those of the contracts." },
    example: `fact purchases / 采购总额 "Purchases of the year" "年度采购总额": money from 0 yuan to 1,000,000,000 yuan
fact fee / 服务费用 "Service fees paid" "服务费用": money from 0 yuan to 1,000,000,000 yuan
usually within_purchases: fee at most purchases
scheme support / 服务补助 "Support of services" "服务补助" {
  award fee cite 一 "按照服务费用给予补助"
}
`,
    text: {
      en: "A refutation by an applicant whom nobody will meet convinces nobody: witnesses are looked for first among applicants who keep to this. Proofs hold for all others too.",
      zh: "以不可能出现的申报作反例难以服人：反例先在遵守此关系的申报中寻找。证明则对所有申报都成立。",
    },
    see: ["always"],
  },
  {
    id: "accept", title: { en: "Accepting what the analyser finds", zh: "认可分析器的提示" }, words: ["accept"],
    sentence: { zh: "给予5万元奖励，单家企业不超过10万元。", en: "A reward of 50,000 yuan is granted, at most 100,000 yuan for an enterprise." },
    example: `scheme reward / 认定奖励 "Reward for recognition" "认定奖励" {
  award 50,000 yuan cite 一 "给予5万元奖励"
  cap most: payout at 100,000 yuan cite 一 "单家企业不超过10万元"
  accept "cap-never-binds" most because "the text says so"
}
`,
    text: {
      en: "The code of the finding, where needed the name it is about, and the reason. An acceptance that has become pointless is a warning itself.",
      zh: "写提示的代码，必要时写所指名称，再写理由。已无必要的认可本身会被提示。",
    },
    see: ["cliff", "because"], codes: ["accept-idle", "grades-pay-same", "cap-never-binds", "no-date-left", "pool-small", "above-cost"],
  },
  {
    id: "cliff", title: { en: "Cliffs that the text wants", zh: "断崖：原文所要的跳变" }, words: ["cliff"],
    sentence: { zh: "年租金10万元以上的，按照租金的20%给予补助。", en: "Where the annual rent is 100,000 yuan or more, a subsidy of 20% of the rent is granted." },
    example: `fact rent / 租金 "Annual rent" "年租金": money from 0 yuan to 1,000,000,000 yuan
scheme support / 租金补助 "Support of rent" "租金补助" {
  require enough: rent at least 100,000 yuan cite 一 "年租金10万元以上"
  award 20% of rent cite 一 "按照租金的20%给予补助"
  cliff of rent at 100,000 yuan because "the threshold of the text" cite 一 "年租金10万元以上"
}
`,
    text: {
      en: "A place where one fen more changes the payout by more than the slope. The prover finds every cliff; one that the text wants is stated with its sentence, all others are findings.",
      zh: "事实多一分钱、补助额的变化就超过坡度之处。证明器会找出全部断崖；原文所要的，连同依据写明，其余的都会提示。",
    },
    see: ["accept", "banded"], codes: ["cliff"],
  },
];
