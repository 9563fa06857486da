import type { Lang } from "./account.js";
import type { RelationKind } from "../../runtime/program.js";
import type { Reason, Status } from "../../runtime/result.js";

/** The words of an account, in both languages. */

type Both = Readonly<Record<Lang, string>>;

export const statusWords: Readonly<Record<Status, Both>> = {
  eligible: { en: "eligible", zh: "符合条件" },
  ineligible: { en: "not eligible", zh: "不符合条件" },
  undetermined: { en: "undetermined", zh: "待定" },
  "not-in-force": { en: "not in force", zh: "不在有效期" },
  "outside-window": { en: "outside the application window", zh: "不在受理期" },
  barred: { en: "barred from applying", zh: "禁止申报期内" },
  exhausted: { en: "already received", zh: "已享受" },
  elsewhere: { en: "decided elsewhere", zh: "另行规定" },
  "case-by-case": { en: "decided case by case", zh: "一事一议" },
};

export const reasonWords: Readonly<Record<Reason["kind"], Both>> = {
  "not-yet-in-force": { en: "not yet in force on this date", zh: "尚未生效" },
  expired: { en: "expired before this date", zh: "已过有效期" },
  require: { en: "condition not met", zh: "条件不满足" },
  window: { en: "no applications are taken on this date", zh: "该日不受理申报" },
  deadline: { en: "the deadline has passed", zh: "已过申报期限" },
  bar: { en: "barred", zh: "在禁止申报期内" },
  once: { en: "already received once", zh: "已享受一次" },
  nothing: { en: "nothing is due", zh: "不予补助" },
  elsewhere: { en: "another authority decides and pays; the amount is not known here", zh: "由其他机关按其规定办理并支付，金额不由此确定" },
  note: { en: "note", zh: "提示" },
  waived: { en: "an exception to the minimum is on record", zh: "已记录豁免最低要求" },
};

export const relationWords: Readonly<Record<RelationKind, Both>> = {
  cumulate: { en: "all are paid", zh: "累加" },
  higher: { en: "only the highest is paid", zh: "就高" },
  excludes: { en: "one excludes the other", zh: "互斥" },
  "fills-up": { en: "the later fills up the earlier", zh: "补足" },
  together: { en: "together under one ceiling", zh: "合计封顶" },
};

export const words = {
  account: { en: "Account", zh: "计算说明" },
  on: { en: "on", zh: "日期" },
  upTo: { en: "up to", zh: "最高" },
  decidedBy: { en: "decided by", zh: "核定单位" },
  bound: { en: "this decides the amount", zh: "由此决定金额" },
  missing: { en: "still missing", zh: "尚缺" },
  finding: { en: "a finding only an authority can make", zh: "须由主管部门认定" },
  because: { en: "because", zh: "原因" },
  notes: { en: "Notes", zh: "提示" },
  steps: { en: "How it was found", zh: "计算过程" },
  instalments: { en: "Instalments", zh: "拨付" },
  payers: { en: "Paid by", zh: "资金分担" },
  repayments: { en: "To be given back", zh: "应退还" },
  aboveInPrinciple: { en: "above the ceiling that holds in principle", zh: "超过原则上的合计上限" },
  after: { en: "after", zh: "触发" },
  notYetDue: { en: "not yet due", zh: "未到拨付条件" },
  lapsed: { en: "lapsed", zh: "不再拨付" },
  undetermined: { en: "undetermined", zh: "待定" },
  recomputed: { en: "computed again with the later figures, lower than at first", zh: "按复核后的数额重新计算，低于原定补助" },
  overpaid: { en: "the first part is more than the final award; the text has no rule for the difference", zh: "首期已超过最终补助，文件没有规定差额如何处理" },
  readings: { en: "Readings taken", zh: "所依读法" },
  pools: { en: "before the pool, which may still cut it", zh: "未经资金池分配，可能按资金池核减" },
  everything: { en: "all awards", zh: "各项补助" },
  due: { en: "due", zh: "应拨付" },
  together: { en: "Together", zh: "合计" },
  range: { en: "the texts are silent; between", zh: "文件未规定，范围为" },
  and: { en: "and", zh: "至" },
  yes: { en: "yes", zh: "是" },
  no: { en: "no", zh: "否" },
  none: { en: "none", zh: "无" },
  unknown: { en: "not known", zh: "未知" },
  nothing: { en: "nothing", zh: "不补助" },
  yuan: { en: "yuan", zh: "元" },
  clause: { en: "clause", zh: "依据" },
  external: { en: "outside the stored text", zh: "原文之外" },
  row: { en: "row", zh: "档" },
  inForce: { en: "in force on this date", zh: "在有效期内" },
  formula: { en: "by this table", zh: "按上表" },
  rounded: { en: "rounded", zh: "取整" },
  application: { en: "Application", zh: "申报" },
} as const satisfies Readonly<Record<string, Both>>;
