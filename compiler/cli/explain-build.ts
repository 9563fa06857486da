import type { CoreProgram } from "../ir/core.js";
import { narrowerRanges } from "../plan/advice.js";
import { safe, type Plan } from "../plan/ir.js";
import type { Shell } from "./shell.js";

/** `allot build --explain`: what computes in doubles, what needs BigInt, and which range would avoid it. */

/** Places that are no construct of a policy. */
const places: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  award: { en: "the award", zh: "补助" }, decision: { en: "the amount decided", zh: "核定额" }, rounding: { en: "the rounding", zh: "取整" }, requirement: { en: "a requirement", zh: "申报条件" }, least: { en: "the lower of two", zh: "取低" },
  greatest: { en: "the higher of two", zh: "取高" }, quotient: { en: "a division", zh: "除法" }, part: { en: "a part of the award", zh: "补助的一部分" }, deducted: { en: "a deduction", zh: "扣除" }, lifted: { en: "a minimum", zh: "最低额" }, row: { en: "a table", zh: "表" },
};

export function explainBuild(program: CoreProgram, plan: Plan, readings: Readonly<Record<string, string>>, lang: "en" | "zh", shell: Shell): void {
  for (const one of plan.schemes) {
    const { size, what } = one.widestInDoubles;
    const [shown, where] = [size.toLocaleString("en-US"), places[what]?.[lang] ?? what];
    if (size <= safe) {
      shell.err(lang === "en" ? `${one.id}: whole numbers in doubles; nothing passes ${shown} (${where})\n` : `${one.id}：双精度整数；最大 ${shown}（${where}）\n`);
      continue;
    }
    const ranges = narrowerRanges(program, one.id, { readings });
    const listed = ranges.map(({ fact, to }) => {
      const info = program.facts.find((other) => other.id === fact);
      const unit = info?.kind === "money" ? (lang === "en" ? " yuan" : " 元") : info?.kind === "percent" ? "%" : "";
      return lang === "en" ? `${fact} to at most ${to}${unit}` : `${fact} 不超过 ${to}${unit}`;
    });
    const advice = lang === "en"
      ? (listed.length === 0 ? "no single fact's range would avoid it" : `a narrower range would avoid it: ${listed.join(", or ")}`)
      : (listed.length === 0 ? "缩小任何单项事实的范围都不足以避免" : `缩小范围即可避免：${listed.join("，或 ")}`);
    shell.err(lang === "en" ? `${one.id}: BigInt, because ${where} may reach ${shown}, beyond 2^53; ${advice}\n` : `${one.id}：BigInt，因为${where}可达 ${shown}，超过 2^53；${advice}\n`);
  }
  for (const one of plan.left) shell.err(lang === "en" ? `${one.id}: left to the general evaluator: ${one.why}\n` : `${one.id}：由通用求值器处理：${one.why}\n`);
}
