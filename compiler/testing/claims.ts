import { InputFault } from "../../runtime/api.js";
import type { CoreProgram } from "../ir/core.js";
import { awardClaims } from "./award-claims.js";
import type { Claim, Runner, Violation } from "./claim.js";
import type { TestCase } from "./case.js";
import { knowledgeClaims } from "./knowledge-claims.js";
import { poolClaims, stackClaims } from "./shared-claims.js";

/** Properties that a program claims by what it declares. Each is checked on one case and says what breaks it. */

/** All claims of a program, or those of some schemes (qualified ids). */
export function claimsOf(core: CoreProgram, schemes: readonly string[] = core.schemes.map((scheme) => scheme.id)): readonly Claim[] {
  const asked = new Set(schemes);
  return [
    ...core.schemes.filter((scheme) => asked.has(scheme.id)).flatMap((scheme) => [...awardClaims(core, scheme), ...knowledgeClaims(core, scheme), generated(scheme)]),
    ...core.stacks.filter((stack) => stack.members.some((member) => member.scheme !== undefined && asked.has(member.scheme))).flatMap((stack) => stackClaims(stack)),
    ...core.pools.filter((pool) => pool.covers.some((id) => asked.has(id))).flatMap((pool) => poolClaims(core, pool).filter((claim) => claim.schemes.every((id) => asked.has(id)))),
  ];
}

function generated(scheme: CoreProgram["schemes"][number]): Claim {
  return {
    kind: "generated", subject: scheme.id, name: "", site: scheme.site, schemes: [scheme.id],
    en: "the generated evaluator pays the same", zh: "生成的求值器结果相同",
    check(run, at) {
      if (run.other === undefined) return undefined;
      const [own, other] = [run.outcome(at), run.other(at)].map((evaluation) => JSON.stringify(evaluation.awards));
      return own === other ? undefined : { en: `${own}\n${other}`, zh: `${own}\n${other}`, sites: [scheme.site] };
    },
  };
}

/** The hostile case is refused with its faults listed; anything else is a violation. */
export function refuses(run: Runner, at: TestCase): Violation | undefined {
  try {
    run.outcome(at);
  } catch (error) {
    if (error instanceof InputFault && error.errors.length > 0) return undefined;
    const what = error instanceof Error ? error.message : String(error);
    return { en: `not a fault of the input: ${what}`, zh: `不是输入错误：${what}`, sites: [] };
  }
  return { en: "evaluated as if nothing were wrong", zh: "被当作正常输入求值", sites: [] };
}
