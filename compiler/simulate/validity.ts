import type { Day } from "../../runtime/date.js";
import { poolContext } from "../../runtime/allocate.js";
import { prepare } from "../../runtime/evaluate.js";
import type { Program } from "../../runtime/program.js";

/** When each version of each policy is in force, as far as that is known without any application. */

export interface Span {
  /** Index of the policy in the program. */
  readonly policy: number;
  /** First and last day in force; undefined where the text leaves it open. */
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** The policy says that it has no last day. */
  readonly endless: boolean;
}

export function spansOf(program: Program, readings: Readonly<Record<string, string>>): readonly Span[] {
  const context = poolContext(prepare(program, readings), new Map(), undefined);
  return program.policies.map((policy, index): Span => {
    const validity = policy.validity.find((one) => context.stands(one));
    const from = validity?.from(context);
    const to = validity?.to?.(context);
    return {
      policy: index,
      from: typeof from === "number" ? from + (validity?.fromInclusive === true ? 0 : 1) : undefined,
      endless: validity !== undefined && validity.to === undefined,
      to: typeof to === "number" ? to - (validity?.toInclusive === true ? 0 : 1) : undefined,
    };
  });
}
