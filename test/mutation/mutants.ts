/** Faults as a person makes them, planted in the two real policies. */

export interface Mutant {
  /** What the person did. */
  readonly name: string;
  readonly policy: "city" | "province";
  /** Scheme whose claims are tried. */
  readonly scheme: string;
  /** The text changed is the first `from` after this; the start of the file where absent. */
  readonly after?: string;
  readonly from: string;
  readonly to: string;
  /** A second change that the first needs to stay in the language. */
  readonly also?: { readonly from: string; readonly to: string };
}

const city = (scheme: string, name: string, from: string, to: string, after?: string): Mutant => ({ policy: "city", scheme, name, from, to, ...(after === undefined ? {} : { after }) });
const province = (scheme: string, name: string, from: string, to: string, after?: string): Mutant => ({ policy: "province", scheme, name, from, to, ...(after === undefined ? {} : { after }) });

export const mutants: readonly Mutant[] = [
  // who may apply, and when
  city("compute_use", "city: the first day of validity is left out", "(inclusive)\n    to 2026-12-31", "(exclusive)\n    to 2026-12-31"),
  city("compute_use", "city: the last day of validity is left out", "to 2026-12-31 (inclusive)", "to 2026-12-31 (exclusive)"),
  city("compute_use", "city: the plan begins a day late", "signed: 2024-03-20", "signed: 2024-03-21"),
  city("compute_use", "use: the platform condition is always met", "both_bands: require on_platform: on_municipal_platform", "both_bands: require on_platform: on_municipal_platform or not on_municipal_platform"),
  city("compute_use", "use: the condition on AI is turned round", "require transformation: uses_ai", "require transformation: not uses_ai"),
  city("compute_supply", "supply: 100 P is no longer enough", "rated_power at least 100 PFLOPS", "rated_power more than 100 PFLOPS"),
  city("compute_supply", "supply: 10 P is enough", "rated_power at least 100 PFLOPS", "rated_power at least 10 PFLOPS"),
  city("compute_supply", "supply: 80% of chips is no longer enough", "proprietary_share at least 80%", "proprietary_share more than 80%"),
  city("compute_supply", "supply: October instead of September", "window in March, September", "window in March, October"),
  city("compute_supply", "supply: the following year is forgotten", "deadline timely: application_date in the year of commissioning_date or the following year", "deadline timely: application_date within 12 months after commissioning_date"),
  city("talent_training", "training: any enterprise is eligible", "require eligible: eligible_enterprise", "require eligible: eligible_enterprise or not eligible_enterprise"),
  province("vertical_model", "province: the day of issuance is left out", "自 2026年2月4日（含）", "自 2026年2月4日（不含）"),
  province("vertical_model", "province: the plan begins a day early", "自 2026年2月4日（含）", "自 2026年2月3日（含）"),
  province("vertical_model", "province: the bar is a day short", "自 骗补认定日 3年 至对应日（含）", "自 骗补认定日 3年 至对应日（不含）"),
  province("vertical_model", "province: the bar is two years", "自 骗补认定日 3年 至对应日（含）", "自 骗补认定日 2年 至对应日（含）"),
  province("vertical_model", "province: the dishonest are let in", "条件 不在失信名单：非 列入失信企业名单", "条件 不在失信名单：列入失信企业名单"),
  province("vertical_model", "province: another prefecture is excepted", "另行规定：另行 当 所属地市 为 厦门", "另行规定：另行 当 所属地市 为 平潭"),
  province("vertical_model", "model: ten million is no longer enough", "可豁免：条件 最低投入：项目总投入原则上不低于1000万元", "可豁免：条件 最低投入：项目总投入原则上超过1000万元"),
  province("vertical_model", "model: the recorded exception is forgotten", "项目总投入原则上不低于1000万元 除非 豁免最低投入", "项目总投入不低于1000万元"),
  province("vertical_model", "model: five partners", "联合参与单位数不超过4", "联合参与单位数不超过5"),
  province("vertical_model", "model: four partners are too many", "联合参与单位数不超过4", "联合参与单位数 低于 4"),
  province("quality_platform", "platform: the minimum is a tenth", "可豁免：条件 最低投入：实际投入原则上不低于500万元", "可豁免：条件 最低投入：实际投入原则上不低于50万元"),
  province("quality_enterprise", "enterprise: a city's institution is not enough", "研发机构级别不低于市级", "研发机构级别 超过 市级"),
  province("compute_purchase", "purchase: 100,000 is no longer enough", "条件 采购门槛：年度购买总金额不低于10万元", "条件 采购门槛：年度购买总金额 超过 10万元"),
  province("compute_purchase", "purchase: a fen less is enough", "条件 采购门槛：年度购买总金额不低于10万元", "条件 采购门槛：年度购买总金额不低于99999.99元"),

  // the formula
  city("compute_use", "use: 100,000 falls out of the band", "100,000 yuan (inclusive) to 300,000 yuan (exclusive): rate", "100,000 yuan (exclusive) to 300,000 yuan (exclusive): rate"),
  city("compute_use", "use: the band ends a fen early", "100,000 yuan (inclusive) to 300,000 yuan (exclusive): rate", "100,000 yuan (inclusive) to 299,999.99 yuan (exclusive): rate"),
  {
    ...city("compute_use", "use: 300,000 stays in the band", "300,000 yuan (exclusive): rate of service_fee", "300,000 yuan (inclusive): rate of service_fee"),
    also: { from: "300,000 yuan (inclusive) and above:", to: "300,000 yuan (exclusive) and above:" },
  },
  city("compute_use", "use: the first two rates are swapped", "      1: 50%\n      2: 40%", "      1: 40%\n      2: 50%"),
  city("compute_use", "use: the third year gets the second's rate", "      3: 30%", "      3: 40%"),
  city("compute_use", "use: the last rate goes on for ever", "      otherwise: nothing because \"no rate after the third year\"", "      otherwise: 30%"),
  city("compute_use", "use: the province's maximum is not taken off", "entitlement_excess: excess of (rate of service_fee) over provincial_maximum", "entitlement_excess: rate of service_fee"),
  city("compute_use", "use: all of the fee above the province's maximum", "entitlement_excess: excess of (rate of service_fee) over provincial_maximum", "entitlement_excess: excess of service_fee over provincial_maximum"),
  city("compute_use", "use: an unknown maximum is zero", "nominal: stated_provincial_maximum if given or else cap of fujian.compute_purchase", "nominal: stated_provincial_maximum if given or else 0 yuan"),
  city("compute_supply", "supply: a tenth for each P", "linear: award 50,000 yuan for each PFLOPS", "linear: award 5,000 yuan for each PFLOPS"),
  city("compute_supply", "supply: whole P only", "linear: award 50,000 yuan for each PFLOPS", "linear: award 50,000 yuan for each full PFLOPS"),
  city("compute_supply", "supply: rated power instead of sold", "{ sold: sold_power, rated: rated_power }", "{ sold: rated_power, rated: rated_power }"),
  city("industrial_internet", "internet: 25%", "award 20% of actual_investment", "award 25% of actual_investment"),
  city("rnd_general", "research: the decision is not read", "decided by \"Municipal Science and Technology Bureau\" decided as approved_amount", "decided by \"Municipal Science and Technology Bureau\""),
  city("compute_use", "city: rounded half up", "floor_fen: round down to 0.01 yuan", "floor_fen: round half up to 0.01 yuan"),
  city("compute_use", "city: rounded to the yuan", "floor_fen: round down to 0.01 yuan", "floor_fen: round down to 1 yuan"),
  province("vertical_model", "province: rounded half up", "向下取整到分：向下取整 至 0.01元", "向下取整到分：四舍五入 至 0.01元"),
  province("vertical_model", "model: tiers A and B are swapped", "      A：1000万元\n      B：600万元", "      A：600万元\n      B：1000万元"),
  province("vertical_model", "model: one fen more in tier B", "      B：600万元", "      B：6000000.01元"),
  province("quality_product", "product: a digit lost", "按产品：50万元 乘以 入选产品数", "按产品：5万元 乘以 入选产品数"),
  province("quality_product", "product: one reward for all products", "按产品：50万元 乘以 入选产品数", "按产品：50万元"),
  province("quality_platform", "platform: a digit too many in tier A", "A：500万元\n      B：300万元", "A：5000万元\n      B：300万元"),
  province("quality_enterprise", "enterprise: tiers A and B are swapped", "        A：300万元\n        B：100万元", "        A：100万元\n        B：300万元"),
  province("quality_enterprise", "enterprise: who was rewarded is rewarded again", "定额：补助 依次取首 {\n      当 既往档次 为 未获：", "定额：补助 依次取首 {\n      当 既往档次 不为 B："),
  province("compute_purchase", "purchase: up to 60%", "补助 最高 服务费用的50%", "补助 最高 服务费用的60%"),
  province("compute_purchase", "purchase: an outright grant", "补助 最高 服务费用的50% 核定单位 “省工信厅” 核定为 服务费用 的 核定补助比例", "补助 服务费用的50%"),

  // caps, and what counts against them
  city("compute_use", "use: the yearly cap is dropped", "    city_only: cap annual: payout at 500,000 yuan per enterprise per calendar year counting city_paid_this_year", "    city_only: nothing"),
  city("compute_use", "use: the yearly cap is a fen more", "city_only: cap annual: payout at 500,000 yuan", "city_only: cap annual: payout at 500,000.01 yuan"),
  city("compute_use", "use: what was paid this year is forgotten", "city_only: cap annual: payout at 500,000 yuan per enterprise per calendar year counting city_paid_this_year", "city_only: cap annual: payout at 500,000 yuan per enterprise per calendar year"),
  city("compute_supply", "supply: power sold above the rated counts", "cap base supply_base at rated_power", "cap base supply_base at 100,000 PFLOPS"),
  city("compute_supply", "supply: the pool's rest is forgotten", "  remaining supply_pool_remaining\n", ""),
  city("scenario_reward", "scenario: a digit too many", "award up to 1,000,000 yuan decided", "award up to 10,000,000 yuan decided"),
  city("scenario_reward", "scenario: rewarded every year", "per scenario once recorded in already_rewarded", "per scenario"),
  city("industrial_internet", "internet: the cap is dropped", "  cap project: payout at 2,000,000 yuan per project cite III(4) \"up to a maximum of 2 million yuan\"\n", ""),
  city("industrial_internet", "internet: the cap is a fen less", "cap project: payout at 2,000,000 yuan", "cap project: payout at 1,999,999.99 yuan"),
  city("talent_training", "training: what was paid this year is forgotten", " counting training_paid_this_year", ""),
  province("vertical_model", "model: the percentage cap is dropped", "  上限 投入比例：补助额 计补投入的30% 依据 二（一） “补助金额不超过项目总投入的 30%”\n", ""),
  province("vertical_model", "model: the percentage cap is 50%", "上限 投入比例：补助额 计补投入的30%", "上限 投入比例：补助额 计补投入的50%"),
  province("vertical_model", "model: seven months of extension count", "上限 基数 批准延期月数 6", "上限 基数 批准延期月数 7"),
  province("quality_platform", "platform: the cap is of the total, not the half", "上限 投入比例：补助额 实际投入的50%", "上限 投入比例：补助额 实际投入的100%"),
  province("quality_product", "product: rewarded again and again", "每个 产品 一次 记录于 已获一次性奖励", "每个 产品 一次"),
  province("compute_purchase", "purchase: the cap is dropped", "按年度：上限 单家：补助额 每家 企业 每年 50万元 计入已拨 本年度已拨", "按年度：不补助"),
  province("compute_purchase", "purchase: earlier years count against the year", "每年 50万元 计入已拨 本年度已拨", "每年 50万元 计入已拨 以前年度已拨"),

  // payment
  province("vertical_model", "model: 60% at recognition", "首期：认定 后 50%", "首期：认定 后 60%"),
  province("vertical_model", "model: paid though acceptance failed", "不再拨付 验收不通过：当 验收结果 为 不通过", "不再拨付 验收不通过：当 验收结果 为 未验收"),
  province("vertical_model", "model: the last day of the extension is late", "当 完成日期 晚于 （实施期满日", "当 完成日期 不早于 （实施期满日"),
  province("vertical_model", "model: not tested again at acceptance", "验收复核：复核 项目总投入 以 验收核定总投入", "验收复核：不补助"),
];
