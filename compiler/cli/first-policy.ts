import type { Language } from "../diagnostics/render.js";

/** What `allot init` writes: a source text, the policy that transcribes it, a vocabulary, and a case. Invented. */

export interface FirstFile {
  readonly name: string;
  readonly text: string;
}

const english: readonly FirstFile[] = [
  {
    name: "shared/enterprise.policy",
    text: `// Facts and subjects that several policies read.
vocabulary shared.enterprise "Applications by enterprises"

subject enterprise "enterprise"

fact application_date "Date of application": date
fact registered_in_city "Registered in the city"
fact annual_purchase "Cloud services purchased in the calendar year":
  money from 0 yuan to 1,000,000,000 yuan per calendar year
fact service_fee "Service fees actually paid in the calendar year":
  money from 0 yuan to 1,000,000,000 yuan per calendar year
`,
  },
  {
    name: "city/cloud/source.txt",
    text: `Measures for Supporting the Purchase of Cloud Services

I. General Provisions

These measures take effect on January 1, 2026 and remain valid until December 31, 2027.

II. Support

(1) Cloud services. Enterprises registered in the city that purchase no less than 50,000 yuan of cloud services in a calendar year receive a subsidy of 30% of the service fees actually paid, not exceeding 200,000 yuan per enterprise per year.
`,
  },
  {
    name: "city/cloud/2026.policy",
    text: `// One rule a statement, each with the words it comes from. The text is source.txt.
policy city.cloud version "2026" {
  title "Measures for Supporting the Purchase of Cloud Services"
  in force from 2026-01-01 (inclusive) to 2027-12-31 (inclusive) by application_date
    cite I "take effect on January 1, 2026 and remain valid until December 31, 2027"
  source "source.txt"
}

use shared.enterprise

scheme cloud_services "Subsidy for cloud services" {
  per enterprise per calendar year
  fact paid_this_year "Subsidy already paid for the year":
    money from 0 yuan to 1,000,000,000 yuan if absent 0 yuan
  require registered: registered_in_city cite II(1) "Enterprises registered in the city"
  require enough: annual_purchase at least 50,000 yuan
    cite II(1) "purchase no less than 50,000 yuan of cloud services in a calendar year"
  award 30% of service_fee cite II(1) "a subsidy of 30% of the service fees actually paid"
  cap annual: payout at 200,000 yuan per enterprise per calendar year counting paid_this_year
    cite II(1) "not exceeding 200,000 yuan per enterprise per year"
}

example "30% of 100,000 yuan" on 2026-06-15 {
  registered_in_city = yes
  annual_purchase = 100,000 yuan
  service_fee = 100,000 yuan
  expect cloud_services = 30,000 yuan bound by award
}

example "the cap of 200,000 yuan" on 2026-06-15 {
  registered_in_city = yes
  annual_purchase = 1,000,000 yuan
  service_fee = 1,000,000 yuan
  expect cloud_services = 200,000 yuan bound by annual
}

example "too little was purchased" on 2026-06-15 {
  registered_in_city = yes
  annual_purchase = 49,999.99 yuan
  service_fee = 49,999.99 yuan
  expect cloud_services ineligible
}

example "the fees are not known" on 2026-06-15 {
  registered_in_city = yes
  annual_purchase = 100,000 yuan
  expect cloud_services undetermined missing service_fee
}
`,
  },
  {
    name: "city/cloud/cases/first.json",
    text: `{
  "format": 1,
  "id": "first",
  "on": "2026-06-15",
  "facts": {
    "registered_in_city": true,
    "annual_purchase": "100000",
    "service_fee": "100000"
  }
}
`,
  },
];

const chinese: readonly FirstFile[] = [
  {
    name: "shared/enterprise.policy",
    text: `// 几项政策共用的事实和补助对象。
词汇 shared.enterprise “企业申报通用词汇”

补助对象 企业 / enterprise “企业”

事实 申报日 / application_date “申报日期”：日期
事实 本市注册 / registered_in_city “在本市注册”
事实 年度购买额 / annual_purchase “年度购买云服务总金额”：金额 自 0元 至 10亿元 每年
事实 服务费用 / service_fee “年度实际支付的服务费用”：金额 自 0元 至 10亿元 每年
`,
  },
  {
    name: "city/cloud/source.txt",
    text: `支持企业购买云服务若干措施

一、总则

本措施自2026年1月1日起施行，有效期至2027年12月31日。

二、支持政策

（一）云服务补助。对在本市注册、年度购买云服务总金额不低于5万元的企业，按实际支付服务费用的30%给予补助，单家企业每年不超过20万元。
`,
  },
  {
    name: "city/cloud/2026.policy",
    text: `// 一条规则一个语句，各引所据原文；原文见 source.txt。
政策 city.cloud 版本 “2026” {
  标题 “支持企业购买云服务若干措施”
  有效期 自 2026年1月1日（含）至 2027年12月31日（含）按 申报日
    依据 一 “本措施自2026年1月1日起施行，有效期至2027年12月31日”
  原文 “source.txt”
}

引用 shared.enterprise

项目 云服务 / cloud_services “云服务补助” {
  每家 企业 每年
  事实 本年度已拨 / paid_this_year “本年度已拨补助”：金额 自 0元 至 10亿元 缺省 0元
  条件 注册地：本市注册 依据 二（一） “在本市注册”
  条件 购买额：年度购买额不低于5万元 依据 二（一） “年度购买云服务总金额不低于5万元的企业”
  补助 服务费用的30% 依据 二（一） “按实际支付服务费用的30%给予补助”
  上限 年度：补助额 每家 企业 每年 20万元 计入已拨 本年度已拨
    依据 二（一） “单家企业每年不超过20万元”
}

算例 “10万元的30%” 于 2026年6月15日 {
  本市注册 ＝ 是
  年度购买额 ＝ 10万元
  服务费用 ＝ 10万元
  应得 云服务 ＝ 3万元 受限于 补助
}

算例 “20万元封顶” 于 2026年6月15日 {
  本市注册 ＝ 是
  年度购买额 ＝ 100万元
  服务费用 ＝ 100万元
  应得 云服务 ＝ 20万元 受限于 年度
}

算例 “购买额不足” 于 2026年6月15日 {
  本市注册 ＝ 是
  年度购买额 ＝ 49999.99元
  服务费用 ＝ 49999.99元
  应得 云服务 不符合
}

算例 “不知道服务费用” 于 2026年6月15日 {
  本市注册 ＝ 是
  年度购买额 ＝ 10万元
  应得 云服务 待定 缺少 服务费用
}
`,
  },
  {
    name: "city/cloud/cases/first.json",
    text: `{
  "format": 1,
  "id": "first",
  "on": "2026-06-15",
  "facts": {
    "本市注册": true,
    "年度购买额": "100000",
    "服务费用": "100000"
  }
}
`,
  },
];

export const firstPolicy: Readonly<Record<Language, readonly FirstFile[]>> = { en: english, zh: chinese };
