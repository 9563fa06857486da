/**
 * What an analyst who reads the documents would claim of every application: each limit and each threshold of a
 * sentence, said once more and by itself. Only what holds under the readings that it names; that a payout rises with
 * the purchases, or that two supports stay below the cost, is not true of these documents.
 */
export const claims = {
  city: `
always a_year: payout of compute_use at most 500,000 yuan cite III(1) "shall not exceed 500,000 yuan"
always research: ceiling of rnd_general at most 5,000,000 yuan cite III(2) "up to 5 million yuan"
always scenario: ceiling of scenario_reward at most 1,000,000 yuan cite III(4) "up to 1 million yuan"
always each_project: payout of industrial_internet at most 2,000,000 yuan cite III(4) "up to a maximum of 2 million yuan"
always training: ceiling of talent_training at most 300,000 yuan cite III(7) "not exceeding 300,000 yuan"
always purchases: annual_purchase at least 100,000 yuan or service_fee at least 100,000 yuan or payout of compute_use at most 0 yuan
  cite III(1) "100,000 yuan (inclusive)"
always platform: on_municipal_platform or service_fee at least 300,000 yuan or annual_purchase at least 300,000 yuan or payout of compute_use at most 0 yuan
  cite III(1) "300,000 yuan or more"
always ai: uses_ai or payout of compute_use at most 0 yuan
always rated: rated_power at least 100 PFLOPS or payout of compute_supply at most 0 yuan cite III(1) "100 PFLOPS or more"
always chips: proprietary_share at least 80% or payout of compute_supply at most 0 yuan cite III(1) "no less than 80%"
by reading rounding {
  floor_fen: always a_fifth: payout of industrial_internet at most 20% of actual_investment cite III(4) "20% of the actual investment"
  half_up_fen: nothing
}
by reading rounding {
  floor_fen: always per_p: payout of compute_supply at most (50,000 yuan for each PFLOPS of rated_power) cite III(1) "50,000 yuan per P"
  half_up_fen: nothing
}
`,
  province: `
恒有 模型：行业垂直模型 的补助额 不超过1000万元 依据 二（一） “1000 万”
恒有 平台：优质平台 的补助额 不超过500万元 依据 二（三） “500 万”
恒有 企业：优质企业 的补助额 不超过300万元 依据 二（四） “300 万”
恒有 算力：采购算力 的最高额 不超过50万元 依据 二（五） “不超过 50 万元”
恒有 门槛：年度购买总金额不低于10万元 或 采购算力 的最高额 不超过0元 依据 二（五） “10 万元（含）以上”
恒有 失信：非 列入失信企业名单 或 行业垂直模型 的补助额 不超过0元 依据 三 “未被列入”
恒有 牵头：非 联合体申报 或 联合参与单位数不超过4 或 行业垂直模型 的补助额 不超过0元 依据 三（一）4 “不超过 4 家”
依读法 原则性条件 {
  可豁免：恒有 最低投入：豁免最低投入 或 实际投入不低于500万元 或 优质平台 的补助额 不超过0元 依据 三（三）3 “不少于 500 万元”
  强制：不补助
  仅提示：不补助
}
依读法 取整 {
  向下取整到分：恒有 三成：行业垂直模型 的补助额 不超过 （项目总投入的30%） 依据 二（一） “30%”
  四舍五入到分：不补助
}
依读法 取整 {
  向下取整到分：恒有 五成：优质平台 的补助额 不超过 （实际投入的50%） 依据 二（三） “50%”
  四舍五入到分：不补助
}
依读法 取整 {
  向下取整到分：恒有 费用五成：采购算力 的最高额 不超过 （服务费用的50%） 依据 二（五） “50%”
  四舍五入到分：不补助
}
`,
} as const;
