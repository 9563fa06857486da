import type { Home } from "./context.js";
import type { Both } from "./types.js";

/** Whole statements to fill in, in both surfaces. `$1`, `${1:words}` are the places to fill in. */

export interface Snippet {
  readonly label: Both;
  readonly text: Both;
}

const snippet = (label: Both, en: readonly string[], zh: readonly string[]): Snippet => ({ label, text: { en: en.join("\n"), zh: zh.join("\n") } });

const fact = snippet({ en: "fact … money", zh: "事实 … 金额" },
  ['fact ${1:name} "${2:title}": money from 0 yuan to ${3:10,000,000} yuan'], ["事实 ${1:名称} “${2:标题}”：金额 自 0元 至 ${3:1000}万元"]);
const yesNo = snippet({ en: "fact … yes or no", zh: "事实 … 是否" }, ['fact ${1:name} "${2:title}"'], ["事实 ${1:名称} “${2:标题}”"]);
const listed = snippet({ en: "fact … one of", zh: "事实 … 取值" }, ['fact ${1:name} "${2:title}": one of ${3:A, B, C}'], ["事实 ${1:名称} “${2:标题}”：取值 ${3:A、B、C}"]);
const rows = snippet({ en: "fact … list { … }", zh: "事实 … 明细表 { … }" },
  ['fact ${1:name} "${2:title}": list {', '  fact ${3:price} "${4:title}": money from 0 yuan to ${5:10,000,000} yuan', "}"], ["事实 ${1:名称} “${2:标题}”：明细表 {", "  事实 ${3:购置价} “${4:标题}”：金额 自 0元 至 ${5:1000}万元", "}"]);
const yearly = snippet({ en: "fact … money by year", zh: "事实 … 金额 按年" },
  ['fact ${1:name} "${2:title}": money from 0 yuan to ${3:10,000,000} yuan by year'], ["事实 ${1:名称} “${2:标题}”：金额 自 0元 至 ${3:1000}万元 按年"]);

const inFile: readonly Snippet[] = [
  snippet({ en: "scheme { … }", zh: "项目 { … }" },
    ['scheme ${1:name} "${2:title}" {', "  per ${3:enterprise} per calendar year", "  require ${4:condition}", "  award ${5:30}% of ${6:cost}", "}"],
    ["项目 ${1:名称} “${2:标题}” {", "  每家 ${3:企业} 每年", "  条件 ${4:事实}", "  补助 ${6:费用}的${5:30}%", "}"]),
  fact, yesNo, listed, rows, yearly,
  snippet({ en: "reading { … }", zh: "读法 { … }" },
    ['reading ${1:name} "${2:what is open}" cite ${3:I(1)} "${4:words}" {', '  default ${5:one} "${6:what it means}" because "${7:why}"', '  ${8:other} "${9:what it means}"', "}"],
    ["读法 ${1:名称} “${2:疑义}” 依据 ${3:一（一）} “${4:原文}” {", "  默认 ${5:甲} “${6:含义}” 理由 “${7:理由}”", "  ${8:乙} “${9:含义}”", "}"]),
  snippet({ en: "pool { … }", zh: "资金池 { … }" },
    ['pool ${1:name} "${2:title}" {', "  covers ${3:scheme}", "  cap payout at ${4:10,000,000} yuan per calendar year", "  counts payout", "  allocate pro rata", "  residue undistributed", "}"],
    ["资金池 ${1:名称} “${2:标题}” {", "  覆盖 ${3:项目}", "  上限 补助额 每年 ${4:1000}万元", "  计入 补助额", "  分配 按比例", "  尾差 不分配", "}"]),
  snippet({ en: "stack { … }", zh: "叠加 { … }" },
    ['stack ${1:name} "${2:title}" {', "  covers ${3:scheme}, ${4:scheme}", "  on ${5:cost}", "  relation ${6:cumulate} silent", "}"],
    ["叠加 ${1:名称} “${2:标题}” {", "  覆盖 ${3:项目}、${4:项目}", "  同一费用 ${5:费用}", "  关系 ${6:累加} 未规定", "}"]),
  snippet({ en: "example { … }", zh: "算例 { … }" },
    ['example "${1:what it shows}" on ${2:2026-06-15} {', "  ${3:fact} = ${4:yes}", "  expect ${5:scheme} = ${6:10,000} yuan", "}"],
    ["算例 “${1:说明}” 于 ${2:2026年6月15日} {", "  ${3:事实} ＝ ${4:是}", "  应得 ${5:项目} ＝ ${6:1}万元", "}"]),
  snippet({ en: "not computed because …", zh: "不作计算 理由 …" }, ['not computed because "${1:why}"', '  cite ${2:I(1)} "${3:words}"'], ["不作计算 理由 “${1:理由}”", "  依据 ${2:一（一）} “${3:原文}”"]),
  snippet({ en: "every scheme { … }", zh: "各项目 { … }" }, ["every scheme {", "  round down to 0.01 yuan", "  $1", "}"], ["各项目 {", "  向下取整 至 0.01元", "  $1", "}"]),
];

const header: readonly Snippet[] = [
  snippet({ en: "policy { … }", zh: "政策 { … }" },
    ['policy ${1:city.plan} version "${2:2026}" {', '  title "${3:title}"', "  in force from ${4:2026-01-01} (inclusive) to ${5:2028-12-31} (inclusive) by ${6:application_date}", '  source "${7:source.txt}"', "}"],
    ["政策 ${1:city.plan} 版本 “${2:2026}” {", "  标题 “${3:标题}”", "  有效期 自 ${4:2026年1月1日}（含）至 ${5:2028年12月31日}（含）按 ${6:申报日}", "  原文 “${7:source.txt}”", "}"]),
];

const inHeader: readonly Snippet[] = [
  snippet({ en: "in force from … to …", zh: "有效期 自 … 至 …" },
    ["in force from ${1:2026-01-01} (inclusive) to ${2:2028-12-31} (inclusive) by ${3:application_date}"], ["有效期 自 ${1:2026年1月1日}（含）至 ${2:2028年12月31日}（含）按 ${3:申报日}"]),
];

const inScheme: readonly Snippet[] = [
  snippet({ en: "require … cite", zh: "条件 … 依据" }, ['require ${1:name}: ${2:fact} cite ${3:I(1)} "${4:words}"'], ["条件 ${1:名称}：${2:事实} 依据 ${3:一（一）} “${4:原文}”"]),
  snippet({ en: "require … at least", zh: "条件 … 不低于" }, ['require ${1:name}: ${2:fact} at least ${3:100,000} yuan cite ${4:I(1)} "${5:words}"'], ["条件 ${1:名称}：${2:事实} 不低于 ${3:10}万元 依据 ${4:一（一）} “${5:原文}”"]),
  snippet({ en: "award …% of", zh: "补助 …的…%" }, ['award ${1:30}% of ${2:cost} cite ${3:I(1)} "${4:words}"'], ["补助 ${2:费用}的${1:30}% 依据 ${3:一（一）} “${4:原文}”"]),
  snippet({ en: "award up to … decided by", zh: "补助 最高 … 核定单位" }, ['award up to ${1:300,000} yuan decided by "${2:authority}" decided as ${3:approved_amount} cite ${4:I(1)} "${5:words}"'], ["补助 最高 ${1:30}万元 核定单位 “${2:主管部门}” 核定为 ${3:核定金额} 依据 ${4:一（一）} “${5:原文}”"]),
  snippet({ en: "award banded by { … }", zh: "补助 按 … 分档 { … }" },
    ["award banded by ${1:cost} {", "  ${2:0} yuan (inclusive) to ${3:100,000} yuan (exclusive): ${4:30}% of ${1:cost}", "  ${3:100,000} yuan (inclusive) and above: ${5:20}% of ${1:cost}", "}"],
    ["补助 按 ${1:费用} 分档 {", "  ${2:0}元（含）至${3:10}万元（不含）：${1:费用}的${4:30}%", "  ${3:10}万元（含）以上：${1:费用}的${5:20}%", "}"]),
  snippet({ en: "award graded by { … }", zh: "补助 按 … 分别给予 { … }" },
    ["award graded by ${1:tier} {", "  ${2:A}: ${3:100,000} yuan", '  otherwise: nothing because "${4:why}"', "}"],
    ["补助 按 ${1:档次} 分别给予 {", "  ${2:A}：${3:10}万元", "  其他：不补助 理由 “${4:理由}”", "}"]),
  snippet({ en: "cap … per calendar year", zh: "上限 … 每年" }, ['cap ${1:annual}: payout at ${2:500,000} yuan per ${3:enterprise} per calendar year cite ${4:I(1)} "${5:words}"'], ["上限 ${1:年度}：补助额 每家 ${3:企业} 每年 ${2:50}万元 依据 ${4:一（一）} “${5:原文}”"]),
  snippet({ en: "cap … share of", zh: "上限 … 比例" }, ["cap ${1:share}: payout at ${2:30}% of ${3:cost}"], ["上限 ${1:比例}：补助额 ${3:费用}的${2:30}%"]),
  snippet({ en: "where … =", zh: "其中 … ＝" }, ["where ${1:name} = $2"], ["其中 ${1:名称} ＝ $2"]),
  snippet({ en: "window in …", zh: "受理 …" }, ["window in ${1:March}, ${2:September}"], ["受理 ${1:3月}、${2:9月}"]),
  snippet({ en: "deadline … or the following year", zh: "期限 … 当年或次年" }, ["deadline ${1:application_date} in the year of ${2:event_date} or the following year"], ["期限 ${1:申报日} 在 ${2:事件日} 当年或次年"]),
  snippet({ en: "instalments { … }", zh: "拨付 { … }" }, ["instalments {", "  ${1:first}: ${2:50}% after ${3:recognition}", "  ${4:rest}: the rest after ${5:acceptance}", "}"], ["拨付 {", "  ${1:首期}：${3:认定} 后 ${2:50}%", "  ${4:余款}：${5:验收} 后 剩余部分", "}"]),
  snippet({ en: "award sum for each { … }", zh: "补助 逐项合计 { … }" }, ['award sum for each ${1:list} { ${2:10}% of ${3:price} } cite ${4:I(1)} "${5:words}"'], ["补助 逐项合计 ${1:明细} { ${3:购置价}的${2:10}% } 依据 ${4:一（一）} “${5:原文}”"]),
  snippet({ en: "award first reaching { … }", zh: "补助 首次达到 { … }" },
    ["award first reaching ${1:sales} best before ${2:best_before} skipping pays ${3:highest} {", "  ${4:100,000,000} yuan: ${5:100,000} yuan", "  ${6:500,000,000} yuan: ${7:300,000} yuan", '} cite ${8:I(1)} "${9:words}"'],
    ["补助 首次达到 ${1:销售额} 此前最高 ${2:历年最高} 跨档 ${3:就高} {", "  ${4:1}亿元：${5:10}万元", "  ${6:5}亿元：${7:30}万元", "} 依据 ${8:一（一）} “${9:原文}”"]),
  snippet({ en: "raise payout by …% when", zh: "上浮补助额 …% 当" }, ['raise payout by ${1:30}% when ${2:condition} cite ${3:I(1)} "${4:words}"'], ["上浮补助额 ${1:30}% 当 ${2:条件} 依据 ${3:一（一）} “${4:原文}”"]),
  snippet({ en: "raise rate to …% when", zh: "提高比例 至 …% 当" }, ['raise rate to ${1:60}% when ${2:condition} cite ${3:I(1)} "${4:words}"'], ["提高比例 至 ${1:60}% 当 ${2:条件} 依据 ${3:一（一）} “${4:原文}”"]),
  snippet({ en: "support term … years from", zh: "享受期限 …年 自" }, ['support term ${1:3} years from ${2:event_date} cite ${3:I(1)} "${4:words}"'], ["享受期限 ${1:3}年 自 ${2:事件日} 依据 ${3:一（一）} “${4:原文}”"]),
  snippet({ en: "support term … at most … months", zh: "享受期限 … 不超过 …个月" }, ['support term ${1:months} at most ${2:36} months counting ${3:months_paid} cite ${4:I(1)} "${5:words}"'], ["享受期限 ${1:月数} 不超过 ${2:36}个月 计入已拨 ${3:已发月数} 依据 ${4:一（一）} “${5:原文}”"]),
  snippet({ en: "cap awards … first", zh: "上限 项数 … 优先" }, ['cap awards at ${1:1} per ${2:enterprise} per calendar year ${3:earliest first} cite ${4:I(1)} "${5:words}"'], ["上限 项数 每家 ${2:企业} 每年 ${1:1} ${3:先申请优先} 依据 ${4:一（一）} “${5:原文}”"]),
  snippet({ en: "no duplication with …", zh: "不重复享受 …" }, ['no duplication with ${1:similar_support} ${2:higher only} cite ${3:I(1)} "${4:words}"'], ["不重复享受 ${1:同类支持} ${2:就高} 依据 ${3:一（一）} “${4:原文}”"]),
  snippet({ en: "funded by …", zh: "资金分担 …" }, ['funded by ${1:city} ${2:50}%, ${3:county} ${4:50}% cite ${5:I(1)} "${6:words}"'], ["资金分担 ${1:市级} ${2:50}%、${3:县级} ${4:50}% 依据 ${5:一（一）} “${6:原文}”"]),
  snippet({ en: "repay … when", zh: "退还 … 当" }, ['repay ${1:early}: ${2:50}% of ${3:paid} when ${4:condition} cite ${5:I(1)} "${6:words}"'], ["退还 ${1:提前}：${3:已拨补助}的${2:50}% 当 ${4:条件} 依据 ${5:一（一）} “${6:原文}”"]),
  snippet({ en: "round down to the fen", zh: "向下取整 至 分" }, ["round down to 0.01 yuan"], ["向下取整 至 0.01元"]),
  fact, yesNo, listed, rows, yearly,
];

const inPool: readonly Snippet[] = [
  snippet({ en: "cap payout … per calendar year", zh: "上限 补助额 … 每年" }, ["cap payout at ${1:10,000,000} yuan per calendar year"], ["上限 补助额 每年 ${1:1000}万元"]),
  snippet({ en: "allocate to the first …", zh: "分配 取前 …" }, ["allocate to the first ${1:50} by ${2:quantity} ${3:ties all served}"], ["分配 取前 ${1:50} 按 ${2:数量} ${3:并列全取}"]),
];
const inStack: readonly Snippet[] = [
  snippet({ en: "relation … silent", zh: "关系 … 未规定" }, ["relation ${1:cumulate} silent"], ["关系 ${1:累加} 未规定"]),
  snippet({ en: "covers every scheme except …", zh: "覆盖 各项目 除外 …" }, ["covers every scheme except ${1:scheme}", "relation together at most ${2:ceiling}"], ["覆盖 各项目 除外 ${1:项目}", "关系 合计上限 ${2:限额}"]),
];

export function snippetsFor(home: Home, withHeader: boolean): readonly Snippet[] {
  switch (home) {
    case "file": return withHeader ? inFile : header;
    case "policy": return inHeader;
    case "scheme": return inScheme;
    case "pool": return inPool;
    case "stack": return inStack;
  }
}

/** Rows of tables, by the kind of table. */
export const rowSnippets: Readonly<Partial<Record<string, Snippet>>> = {
  banded: snippet({ en: "… (inclusive) to … (exclusive):", zh: "…（含）至…（不含）：" }, ["${1:100,000} yuan (inclusive) to ${2:300,000} yuan (exclusive): $3"], ["${1:10}万元（含）至${2:30}万元（不含）：$3"]),
  firstOf: snippet({ en: "when …:", zh: "当 …：" }, ["when ${1:condition}: $2"], ["当 ${1:条件}：$2"]),
};

/** Plain words inside a snippet: its signs mean nothing. */
export const literally = (text: string): string => text.replace(/[\\$}]/g, "\\$&");
