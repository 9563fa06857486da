/** What analysts type by mistake: a name for the mistake, and the lines inside a policy. */

const header = "policy city.plan version \"1\" {\n  in force from 2026-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date\n}\n\nfact application_date: date\nfact fee: money\nfact 服务费用 / service_fee：金额\nfact 年度购买总金额 / annual_purchase：金额\n\n";

const scheme = (body: string): string => `scheme rent {\n${body}\n}\n`;
const project = (body: string): string => `项目 房租 {\n${body}\n}\n`;

const inFile: Readonly<Record<string, string>> = {
  "a keyword misspelt": scheme("  requre fee at least 100 yuan\n  award 30% of fee"),
  "a word later in the line misspelt": scheme("  award 30% of fee\n  cap payuot at 5 yuan"),
  "what an analyst might say instead": scheme("  must fee at least 100 yuan\n  grant 30% of fee"),
  "a sign for words": scheme("  require fee >= 100 yuan\n  award 30% of fee"),
  "a word of a programming language": scheme("  award if fee then 5 yuan else 3 yuan"),
  "a unit misspelt": scheme("  award 5 yaun"),
  "a value left out": scheme("  require fee at least\n  award 30% of fee"),
  "an equals sign left out": scheme("  where rate 50%\n  award rate of fee"),
  "a colon left out": "fact tier money\n",
  "the kind of a fact misspelt": "fact tier: mony\n",
  "a citation without its clause": scheme("  award 5 yuan cite \"five yuan\""),
  "a citation without its words": scheme("  award 5 yuan cite III(1)\n  cap payout at 3 yuan"),
  "a bracket left open": scheme("  award 30% of (fee + 5 yuan\n  cap payout at 3 yuan"),
  "a block left open": "scheme rent {\n  award 5 yuan\n\nscheme power {\n  award 5 yuan\n}\n",
  "a table left open": "scheme rent {\n  award graded by fee {\n    1: 5 yuan\n    otherwise: nothing\n  cap payout at 3 yuan\n}\n",
  "a block closed twice": "scheme rent {\n  award 5 yuan\n}}\nscheme power {\n  award 5 yuan\n}\n",
  "a quote left open": "scheme rent \"Rent {\n  award 5 yuan\n}\n",
  "a keyword as a name": "fact scheme: money\nfact other: money\n",
  "a statement outside of a scheme": "award 5 yuan\n",
  "a statement in the wrong block": "pool rents {\n  award 5 yuan\n}\n",
  "a statement said twice": scheme("  award 5 yuan\n  award 6 yuan"),
  "a month misspelt": scheme("  window in Mach\n  award 5 yuan"),
  "full-width digits": scheme("  award ５ yuan"),
  "an invisible character": scheme("  award 5 yuan\u200B of"),
  "a row without its colon": scheme("  award graded by fee { 1 50 yuan  otherwise: nothing }"),
  "the file ends": "scheme rent {\n  award",
  关键词写错: project("  补肋 服务费用的30%"),
  关键词与名称连写: project("  条件年度购买总金额不低于10万元\n  补助 服务费用的30%"),
  数与字连写: project("  补助服务费用的30%"),
  另一种说法: project("  要求 服务费用不低于10万元\n  奖励 服务费用的30%"),
  符号代替文字: project("  条件 服务费用≥10万元\n  补助 服务费用的30%"),
  漏写数值: project("  条件 服务费用不低于\n  补助 服务费用的30%"),
  漏写条号: project("  补助 服务费用的30% 依据 “按30%给予补助”"),
  括号未闭合: project("  补助 （服务费用 的30%\n  上限 补助额 5万元"),
  关键词作名称: "事实 项目：金额\n事实 其他费用：金额\n",
  引号不成对: project("  条件 本市：服务费用 超过 5元 依据 一 “在本市注册\n  补助 5元"),
};

export const mistakes: Readonly<Record<string, string>> = {
  "an empty file": "",
  "something else altogether": "Measures for Supporting Enterprises\n",
  "a header without a version": "policy city.plan {\n}\n",
  "a header without its block": "policy city.plan version \"1\"\nscheme rent { award 5 yuan }\n",
  ...Object.fromEntries(Object.entries(inFile).map(([name, text]) => [name, header + text])),
};
