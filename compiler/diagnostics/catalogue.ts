/**
 * Every diagnostic, once: code, severity, and what it says and advises in both languages. Codes name the fault and are
 * never reused. Texts are lower case, without a final period; `{x}` is a parameter; the reader's own words stand in
 * backticks. A help line with an empty parameter in it is left out.
 */

export type Severity = "error" | "warning";

export interface Entry {
  readonly severity: Severity;
  readonly en: readonly [message: string, help: string];
  readonly zh: readonly [message: string, help: string];
}

const error = (en: readonly [string, string], zh: readonly [string, string]): Entry => ({ severity: "error", en, zh });
const warning = (en: readonly [string, string], zh: readonly [string, string]): Entry => ({ severity: "warning", en, zh });

export const catalogue = {
  // ------------------------------------------------------------ text and syntax
  "source-too-large": error(
    ["the file is larger than {limit} allows", "split it into several files that `use` one another"],
    ["文件超过上限 {limit}", "拆成几个文件，用“引用”连接"],
  ),
  "unexpected-character": error(
    ["`{text}` means nothing here", "{advice}"],
    ["这里不能出现 `{text}`", "{advice}"],
  ),
  "invisible-character": error(
    ["an invisible character ({code}) stands here", "delete it; text copied from a web page or a PDF often carries one"],
    ["这里有一个看不见的字符（{code}）", "删去；从网页或 PDF 复制的文字常带有它"],
  ),
  "full-width-digits": error(
    ["`{text}` is written in full-width digits", "write `{suggestion}`"],
    ["`{text}` 是全角数字", "写作 `{suggestion}`"],
  ),
  "unclosed-quote": error(
    ["this quote is not closed on its line", "close it with the same kind of quotation mark"],
    ["这一行的引号没有闭合", "用同一种引号闭合"],
  ),
  "name-too-long": error(
    ["this name is longer than {limit} characters", "shorten it and put the rest into a title"],
    ["名称超过 {limit} 个字符", "缩短名称，其余写入标题"],
  ),
  "mixed-script-name": error(
    ["`{name}` mixes letters of scripts that look alike", "type the name again on one keyboard layout"],
    ["`{name}` 混用了外形相同的不同文字", "用同一种输入法重新输入"],
  ),
  "nested-too-deep": error(
    ["brackets are nested deeper than {limit} levels", "name the inner parts with `where`"],
    ["括号嵌套超过 {limit} 层", "用“其中”给内层命名"],
  ),
  "unexpected-token": error(
    ["`{found}` cannot stand here{expectation}", "{advice}"],
    ["这里不能写 `{found}`{expectation}", "{advice}"],
  ),
  "missing-token": error(
    ["expected {expected} {where}", "{advice}"],
    ["{where}缺少 {expected}", "{advice}"],
  ),
  "unclosed-block": error(
    ["the block {what} is not closed", "add `}` {before}"],
    ["块 {what} 没有闭合", "{before}加 `}`"],
  ),
  "file-ends-early": error(
    ["the file ends where {expected} is expected", "{advice}"],
    ["文件到此结束，缺少 {expected}", "{advice}"],
  ),
  "number-too-long": error(
    ["`{text}` has more digits than an amount can have", "at most 15 digits before and 6 after the point"],
    ["`{text}` 的位数过多", "小数点前最多15位，后最多6位"],
  ),
  "fraction-of-zero": error(
    ["`{text}` has no value", "the lower number of a fraction is not zero"],
    ["`{text}` 没有值", "分母不能为零"],
  ),
  "no-such-date": error(
    ["there is no day `{text}`", "check month and day"],
    ["没有 `{text}` 这一天", "检查月和日"],
  ),
  "grouped-number-in-list": error(
    ["`{text}` could be one number or two", "write one number without the comma, or two with a space after it"],
    ["`{text}` 可能是一个数，也可能是两个数", "一个数不写逗号；两个数在逗号后留空格"],
  ),
  "percent-needs-brackets": error(
    ["a share of something stands beside another operation without brackets", "write (30% of a) + b or 30% of (a + b)"],
    ["比例与其他运算并列而没有括号", "写成 （a 的 30%）＋ b 或 （a ＋ b）的 30%"],
  ),
  "ceiling-or-cap": error(
    ["`{text}` after award does not say whether an authority decides", "write `award up to … decided by \"…\"` for a maximum that somebody decides, or `award …` with `cap payout at …` for a limit"],
    ["“补助”后写 `{text}` 没有说明是否由机关核定", "由机关核定的最高额写“补助 最高 … 核定单位 “…””；计算额的限制写“补助 …”加“上限 补助额 …”"],
  ),
  "unknown-escape": error(
    ["`{text}` is not an escape", "only \\\" and \\\\ are; write the character itself"],
    ["`{text}` 不是转义", "只有 \\\" 和 \\\\；直接写该字符"],
  ),

  // ------------------------------------------------------------ names
  "header-missing": error(
    ["the file does not begin with a policy or a vocabulary", "begin with `policy city.plan version \"2026\" { … }`"],
    ["文件没有以“政策”或“词汇”开头", "以 `政策 city.plan 版本 “2026” { … }` 开头"],
  ),
  "duplicate-name": error(
    ["`{name}` is declared twice", "rename one of the two"],
    ["`{name}` 声明了两次", "给其中一个改名"],
  ),
  "unknown-name": error(
    ["nothing is called `{name}`", "did you mean `{suggestion}`? || declare it with `fact {name} \"title\": money`, or `use` the vocabulary that has it"],
    ["没有名为 `{name}` 的事实或定义", "是否指 `{suggestion}`？ || 用 `事实 {name} “标题”：金额` 声明，或“引用”含有它的词汇"],
  ),
  "unknown-scheme": error(
    ["there is no scheme `{name}`", "did you mean `{suggestion}`? || write the name that stands after `scheme`; one of another policy is `policy.scheme`"],
    ["没有项目 `{name}`", "是否指 `{suggestion}`？ || 写“项目”之后的名称；其他政策的项目写 `政策.项目`"],
  ),
  "unknown-pool": error(
    ["there is no pool `{name}`", "did you mean `{suggestion}`? || write the name that stands after `pool`"],
    ["没有资金池 `{name}`", "是否指 `{suggestion}`？ || 写“资金池”之后的名称"],
  ),
  "unknown-cap": error(
    ["`{scheme}` has no cap on its payout called `{name}`", "give the cap a name: `cap {name}: payout at …`"],
    ["`{scheme}` 没有名为 `{name}` 的补助额上限", "给上限命名：`上限 {name}：补助额 …`"],
  ),
  "unknown-reading": error(
    ["there is no reading `{name}`", "did you mean `{suggestion}`? || declare it with `reading {name} \"title\" { … }`"],
    ["没有读法 `{name}`", "是否指 `{suggestion}`？ || 用 `读法 {name} “标题” { … }` 声明"],
  ),
  "unknown-alternative": error(
    ["`{name}` is no alternative of `{reading}`", "it has {expected}"],
    ["`{reading}` 没有 `{name}` 这一读法", "它有 {expected}"],
  ),
  "unknown-policy": error(
    ["nothing called `{name}` is among the files", "did you mean `{suggestion}`? || add the file that begins with that name to the set"],
    ["文件中没有 `{name}`", "是否指 `{suggestion}`？ || 把以此名称开头的文件加入"],
  ),
  "unknown-unit": error(
    ["`{name}` is not declared as a unit", "did you mean `{suggestion}`? || a unit of the policy's own is declared with `unit {name}`"],
    ["`{name}` 没有声明为计量单位", "是否指 `{suggestion}`？ || 政策自己的单位用 `计量单位 {name}` 声明"],
  ),
  "unknown-subject": error(
    ["`{name}` is not declared as a subject", "did you mean `{suggestion}`? || a subject is declared with `subject {name}`, or comes from a vocabulary that the policy uses"],
    ["`{name}` 没有声明为补助对象", "是否指 `{suggestion}`？ || 补助对象用 `补助对象 {name}` 声明，或由所引用的词汇提供"],
  ),
  "fact-declared-differently": error(
    ["`{name}` is declared differently in two places: {difference}", "put the fact into a vocabulary that both use, or rename one"],
    ["`{name}` 在两处声明不同：{difference}", "放入共用词汇，或给其中一个改名"],
  ),
  "titles-same-language": error(
    ["two titles are in the same language", "keep one in each language"],
    ["两个标题是同一种语言", "每种语言各留一个"],
  ),

  // ------------------------------------------------------------ types and units
  "type-mismatch": error(
    ["expected {expected}, found {found}", "{advice} || write {expected} here"],
    ["应为{expected}，却是{found}", "{advice} || 此处写{expected}"],
  ),
  "unit-mismatch": error(
    ["`{left}` and `{right}` are different units", "convert one of them in the policy's own words"],
    ["`{left}` 与 `{right}` 单位不同", "在政策中写明换算"],
  ),
  "not-ordered": error(
    ["the values of `{name}` have no order", "declare the fact `in rising order`, or compare with `is`"],
    ["`{name}` 的取值没有高低之分", "声明“依次升高”，或用“为”比较"],
  ),
  "not-listed": error(
    ["`{name}` is none of the values of `{fact}`: {expected}", "did you mean `{suggestion}`? || write one of the values above, or add it to the declaration"],
    ["`{name}` 不是 `{fact}` 的取值：{expected}", "是否指 `{suggestion}`？ || 写上列取值之一，或在声明中增加"],
  ),
  "range-reversed": error(
    ["the range ends before it begins", "swap the two ends"],
    ["范围的终点小于起点", "调换两端"],
  ),
  "default-not-literal": error(
    ["a default must be a plain value", "use `… if given or else …` where it is needed"],
    ["缺省值必须是具体的值", "在使用处写“… 如已提供 否则 …”"],
  ),

  // ------------------------------------------------------------ statements
  "not-allowed-here": error(
    ["`{statement}` does not belong in {place}", "move it to {belongs}"],
    ["`{statement}` 不能写在{place}里", "移到{belongs}"],
  ),
  "duplicate-statement": error(
    ["{place} `{name}` says `{statement}` twice", "keep one, or tell them apart with `by reading`"],
    ["{place} `{name}` 有两个 `{statement}`", "只留一个，或用“依读法”区分"],
  ),
  "award-missing": error(
    ["scheme `{name}` has no award", "say what is paid with `award …`"],
    ["项目 `{name}` 没有写补助", "用“补助 …”写明支付什么"],
  ),
  "cap-needs-target": error(
    ["the cap does not say what it limits", "write `cap payout at …` or `cap base NAME at …`"],
    ["上限没有说明限制什么", "写“上限 补助额 …”或“上限 基数 名称 …”"],
  ),
  "deduct-order-unsaid": error(
    ["the deduction does not say whether it comes before or after the caps", "write `from payout before caps` or `from payout after caps`"],
    ["扣除没有说明在封顶前还是封顶后", "写“自 补助额 封顶前”或“封顶后”"],
  ),
  "count-needs-order": error(
    ["a number of awards cannot be shared in proportion", "say who comes first: `allocate in order of DATE`"],
    ["项数不能按比例分配", "写明先后：“分配 依次按 日期”"],
  ),
  "reading-arm-missing": error(
    ["reading `{reading}` has the alternative `{missing}`, which is not treated here", "add `{missing}: …`; write `nothing` where it changes nothing"],
    ["读法 `{reading}` 的 `{missing}` 在这里没有处理", "补上 `{missing}：…`；没有影响的写“不补助”"],
  ),
  "reading-arm-duplicate": error(
    ["alternative `{name}` is treated twice", "remove one"],
    ["读法 `{name}` 处理了两次", "删去一个"],
  ),
  "reading-default": error(
    ["reading `{name}` has {count} defaults", "mark exactly one alternative with `default`"],
    ["读法 `{name}` 有 {count} 个默认", "恰好给一个标上“默认”"],
  ),
  "scheme-cycle": error(
    ["these need one another: {cycle}", "one of them must not depend on the others"],
    ["相互依赖：{cycle}", "其中一个不得依赖其他"],
  ),
  "definition-cycle": error(
    ["`{name}` is defined by itself: {cycle}", "define it from facts"],
    ["`{name}` 由自身定义：{cycle}", "改由事实定义"],
  ),
  "instalments-sum": error(
    ["the shares add up to {sum}%, not 100%", "make them add up, or let the last one be `the rest`"],
    ["各期比例合计为 {sum}%，不是100%", "使合计为100%，或让末期为“剩余部分”"],
  ),
  "rest-not-last": error(
    ["`the rest` must be the last instalment", "move it to the end"],
    ["“剩余部分”必须是最后一期", "移到最后"],
  ),

  // ------------------------------------------------------------ tables
  "each-unsaid": error(
    ["the text does not say what a step that is not full counts", "write `for each full`, `for each started` or `for each pro rata`; where the text is silent, make it a reading"],
    ["没有说明不足一档如何计算", "写“每满”“每不足”或“每按比例”；原文未说明的，写成读法"],
  ),
  "slice-outside": error(
    ["`of the slice` stands outside a marginal table", "say what is counted, or put the value into a row of `marginal on`"],
    ["“该部分”不在分段累进表内", "写明按什么计数，或放入“分段累进”的一行"],
  ),
  "not-by-year": error(
    ["`{name}` has no value of its own for each year", "declare it `by year`"],
    ["`{name}` 没有按年取值", "声明时加“按年”"],
  ),
  "growth-base-unsaid": error(
    ["growth of `{name}` has no value where the year before was zero", "say what holds then: `growth of {name} without base 0%`"],
    ["上年度为零时，`{name}` 的增速没有意义", "写明此时如何计算：`{name} 同比增速 无基数时 0%`"],
  ),
  "day-count-unsaid": error(
    ["a share of a year is counted by `360 days`, `365 days` or `12 months`", "write `by 360 days`; where the text is silent, make it a reading"],
    ["年数须写明按“360天”“365天”或“12个月”计", "写“按 360天”；原文未说明的，写成读法"],
  ),
  "ratio-of-nothing": error(
    ["money cannot be matched at 0 to something", "write the applicant's part first: `at 1:0.5`"],
    ["不能按 0 比若干配套", "先写申报方的份数：`按 1:0.5`"],
  ),
  "not-a-list": error(
    ["`{name}` is no list", "declare it `list { … }` with the facts of its rows"],
    ["`{name}` 不是明细表", "声明为“明细表 { … }”，写明各行的事实"],
  ),
  "list-in-list": error(
    ["a list stands inside the rows of another", "give the inner rows as a list of their own"],
    ["明细表的行内又有明细表", "把内层的行单列为一张明细表"],
  ),
  "milestones-not-rising": error(
    ["this level is not above the one before it", "write the levels from the lowest to the highest"],
    ["这一台阶不高于前一台阶", "台阶由低到高写"],
  ),
  "uplift-target": error(
    ["it is not clear what `{name}` raises or lowers here", "name one of: {expected}"],
    ["不清楚这里调整的是什么：`{name}`", "写明其一：{expected}"],
  ),
  "uplifts-mixed": error(
    ["uplifts of one value meet in different ways", "say `added to others` or `compounded with others` of all of them; where nothing is said only one of a kind counts"],
    ["对同一数值的几项调整，并用方式不一", "各项都写“与其他相加”或“与其他连乘”；都不写时同向的只取一项"],
  ),
  "term-unit": error(
    ["a term by calendar year is counted in years", "write the length in years"],
    ["按自然年计的期限以年为单位", "期限写成年"],
  ),
  "limit-order-unsaid": error(
    ["which awards count is not said where their number is limited", "write `earliest first` or `highest first`"],
    ["限定项数而未说明哪几项计入", "写“先申请优先”或“金额高优先”"],
  ),
  "payers-sum": error(
    ["the parts of the payers sum to {sum}%", "they must sum to 100%"],
    ["各方分担比例合计为 {sum}%", "合计应为 100%"],
  ),
  "band-gap": error(
    ["no row covers {witness}", "let two rows meet, or add `otherwise`"],
    ["没有一档包含 {witness}", "使两档相接，或加“其他”"],
  ),
  "band-overlap": error(
    ["two rows cover {witness}", "let one bound be exclusive, or use `first of` where overlap is meant"],
    ["两档都包含 {witness}", "其中一端改为不含；有意重叠的用“依次取首”"],
  ),
  "band-edge-unsaid": error(
    ["the bound does not say whether it belongs to the row", "write (inclusive) or (exclusive)"],
    ["没有说明是否含本数", "写（含）或（不含）"],
  ),
  "band-not-constant": error(
    ["a bound must be a plain number or amount", "compare in a `first of` table instead"],
    ["档的两端必须是具体的数", "改用“依次取首”比较"],
  ),
  "band-reversed": error(
    ["this row ends before it begins", "swap its bounds"],
    ["这一档的终点小于起点", "调换两端"],
  ),
  "grade-key-missing": error(
    ["the table has no row for {witness}", "add the row, or `otherwise`"],
    ["表中没有 {witness} 这一行", "补上，或加“其他”"],
  ),
  "grade-key-unknown": error(
    ["`{name}` is none of the values of `{fact}`: {expected}", "did you mean `{suggestion}`? || write one of the values above, or add it to the declaration"],
    ["`{name}` 不是 `{fact}` 的取值：{expected}", "是否指 `{suggestion}`？ || 写上列取值之一，或在声明中增加"],
  ),
  "grade-key-duplicate": error(
    ["two rows answer to {witness}", "remove one of the two rows"],
    ["两行都对应 {witness}", "删去其中一行"],
  ),
  "grade-columns": error(
    ["this row has {found} values, the table {expected}", "give every row the same number of values"],
    ["这一行有 {found} 个值，表有 {expected} 个", "每行的值个数应相同"],
  ),
  "row-unreachable": warning(
    ["no case reaches this row", "the rows before it already answer; remove it or move it up"],
    ["这一行永远用不到", "前面的行已经回答；删去或上移"],
  ),
  "otherwise-missing": error(
    ["the table does not end with `otherwise`", "say what holds when no row applies"],
    ["表没有以“其他”结尾", "写明都不符合时如何"],
  ),

  // ------------------------------------------------------------ time
  "validity-missing": error(
    ["the policy does not say when it is in force", "write `in force from … to … by DATE`"],
    ["政策没有写明有效期", "写“有效期 自 … 至 … 按 日期”"],
  ),
  "validity-reversed": error(
    ["the policy would end on {to}, before it begins on {from}", "swap the dates"],
    ["终止日 {to} 早于起始日 {from}", "调换日期"],
  ),
  "versions-overlap": error(
    ["versions {first} and {second} of `{name}` are both in force on {witness}", "end the older one the day before the newer begins"],
    ["`{name}` 的版本 {first} 与 {second} 在 {witness} 同时有效", "旧版应在新版开始的前一日终止"],
  ),
  "dated-rows-overlap": error(
    ["two rows give a value for {witness}", "end one the day before the other begins"],
    ["两行都给出 {witness} 的值", "一行应在另一行开始的前一日结束"],
  ),

  // ------------------------------------------------------------ citations
  "source-missing": error(
    ["the source text `{name}` cannot be read", "put the file beside the policy, or correct its name"],
    ["读不到原文 `{name}`", "把文件放在政策旁边，或改正名称"],
  ),
  "no-source": warning(
    ["`{name}` names no source text, so none of its numbers is checked", "store the text beside the policy and add `source \"FILE\"` to its header"],
    ["`{name}` 没有写明原文，其中的数字都无从核对", "把原文放在政策旁边，在开头加“原文 “文件名””"],
  ),
  "quote-not-found": error(
    ["these words do not stand in the source", "the nearest are “{suggestion}” || copy the words from the source, with its punctuation"],
    ["原文没有这些字", "最接近的是“{suggestion}” || 从原文复制，标点一致"],
  ),
  "anchor-mismatch": error(
    ["the quoted words stand in {found}, not in {expected}", "cite {found}"],
    ["引文在 {found}，不在 {expected}", "改为依据 {found}"],
  ),
  "literal-not-cited": error(
    ["`{text}` does not stand in the words cited", "quote the words it comes from, or correct the number; they have {found} || quote the words it comes from, or correct the number"],
    ["引文中没有 `{text}`", "引用其出处，或改正数字；引文有 {found} || 引用其出处，或改正数字"],
  ),
  "number-without-citation": error(
    ["`{text}` has no citation", "add `cite CLAUSE \"…\"` with the words it comes from"],
    ["`{text}` 没有依据", "加“依据 条号 “…””，引用其出处"],
  ),
  "rule-without-citation": warning(
    ["`{text}` does not say which clause it comes from", "add `cite CLAUSE \"…\"` with its words, or `cite external \"…\" \"…\"` where it stands elsewhere"],
    ["`{text}` 没有写明出自哪一条", "加“依据 条号 “…””引用原文；出自他处的写“依据 外部 “…” “…””"],
  ),
  "number-unused": error(
    ["the quoted `{text}` is not used by this rule", "use it, or quote fewer words"],
    ["引文中的 `{text}` 没有被本条使用", "使用它，或缩短引文"],
  ),
  "comparison-disagrees": error(
    ["the rule says {rule}, the words cited say {quote}", "follow the words, or cite the right ones"],
    ["条文写 {quote}，规则写 {rule}", "以条文为准，或改正引文"],
  ),

  // ------------------------------------------------------------ what the analyser finds
  "cap-never-binds": warning(
    ["the cap `{name}` never binds{where}: at most {most} is awarded there and the cap is never below {limit}", "check the amounts; if the text says so, add `accept \"cap-never-binds\" {name} because \"…\"`"],
    ["上限 `{name}`{where}从不起作用：那里最多补助 {most}，上限不会低于 {limit}", "核对金额；如果原文如此，加 `认可 “cap-never-binds” {name} 理由 “…”`"],
  ),
  "row-out-of-reach": warning(
    ["no applicant reaches the row `{name}`", "the requirements or the ranges of the facts exclude it; remove it, or add `accept \"row-out-of-reach\" because \"…\"`"],
    ["没有申报者能用到 `{name}` 这一行", "条件或事实的范围已把它排除；删去，或加 `认可 “row-out-of-reach” 理由 “…”`"],
  ),
  "grades-pay-same": warning(
    ["`{first}` and `{second}` pay the same wherever {range}: {witness}", "check the caps; if the text says so, add `accept \"grades-pay-same\" because \"…\"`"],
    ["当{range}时，`{first}` 与 `{second}` 补助相同：{witness}", "核对上限；如果原文如此，加 `认可 “grades-pay-same” 理由 “…”`"],
  ),
  cliff: warning(
    ["one step of `{fact}` from {below} to {above} changes the payout from {before} to {after}", "if the text says so, state it: `cliff at {at} cite …`"],
    ["`{fact}` 从 {below} 到 {above} 只差一步，补助额从 {before} 变为 {after}", "如果原文如此，写明：`断崖 {at} 依据 …`"],
  ),
  "above-cost": warning(
    ["the awards on one cost come to {paid} where the cost is {limit}: {witness}", "say how they combine, or add `accept \"above-cost\" because \"…\"`"],
    ["同一费用为 {limit} 时，各项补助合计 {paid}：{witness}", "写明如何叠加，或加 `认可 “above-cost” 理由 “…”`"],
  ),
  "relation-unsaid": warning(
    ["`{first}` and `{second}` are both reckoned from `{fact}`, and no stack says how they combine", "write a stack that covers {first}, {second} on {fact}, with its relation"],
    ["`{first}` 与 `{second}` 都以 `{fact}` 为基数，没有写明如何叠加", "写一个“叠加”，覆盖 {first}、{second}，同一费用 {fact}，并写明关系"],
  ),
  "no-date-left": warning(
    ["with `{fact}` from {from} to {to} there is no day on which to apply: no window is left before the policy ends", "check windows, deadline and validity; if the text says so, add `accept \"no-date-left\" because \"…\"`"],
    ["`{fact}` 在 {from} 至 {to} 的，没有可以申报的日子：政策终止前已无受理期", "核对受理期、期限和有效期；如果原文如此，加 `认可 “no-date-left” 理由 “…”`"],
  ),
  "pool-small": warning(
    ["as few as {count} at the threshold of `{scheme}` can take the whole pool: {witness}", "check the pool; if the text says so, add `accept \"pool-small\" because \"…\"`"],
    ["`{scheme}` 刚达门槛的 {count} 个申报者即可用完资金池：{witness}", "核对资金池；如果原文如此，加 `认可 “pool-small” 理由 “…”`"],
  ),
  "reading-idle": warning(
    ["`{name}` pays the same as the default in every case", "remove the alternative, or use it; or add `accept \"reading-idle\" because \"…\"`"],
    ["`{name}` 在任何情形下都与默认读法相同", "删去该读法，或使用它；或加 `认可 “reading-idle” 理由 “…”`"],
  ),
  "accept-idle": warning(
    ["nothing is found here that this statement accepts", "remove it: what it speaks of no longer happens"],
    ["这里没有该语句所认可的情形", "删去：它所说的情形已不存在"],
  ),
  "unknown-finding": error(
    ["there is no finding `{name}`", "did you mean `{suggestion}`? || `allot check` names the finding in front of each warning"],
    ["没有名为 `{name}` 的提示", "是否指 `{suggestion}`？ || `allot check` 在每条警告前写有名称"],
  ),

  // ------------------------------------------------------------ examples
  "example-value": error(
    ["`{name}` cannot be `{value}`", "write a value as the fact is declared, such as {needed}"],
    ["`{name}` 不能是 `{value}`", "按事实的声明填写，例如 {needed}"],
  ),
} as const satisfies Readonly<Record<string, Entry>>;

export type DiagnosticCode = keyof typeof catalogue;

/** Findings of the analyser, which a policy may accept with a reason. */
export const lintCodes: ReadonlySet<string> = new Set<DiagnosticCode>([
  "cap-never-binds", "row-out-of-reach", "grades-pay-same", "cliff", "above-cost", "relation-unsaid", "no-date-left", "pool-small", "reading-idle",
]);
