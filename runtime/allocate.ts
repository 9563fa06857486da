import type { Context } from "./context.js";
import type { Day } from "./date.js";
import { prepare, Run, withDate, type Application, type EvaluateOptions, type Prepared } from "./evaluate.js";
import { batchOf, sharePool, type Claim, type PoolResult } from "./pool.js";
import type { Pool, Program, Scheme } from "./program.js";
import { least, one, parseRational, toText, type Rational } from "./rational.js";
import type { Award } from "./result.js";
import { countedShare } from "./scheme.js";
import { leftOf, type Left } from "./stack.js";
import { isRational, type Value } from "./value.js";

/** What applications ask of a pool, and what it gives each of them. */

/** A direct claim on a pool: an award that was settled elsewhere. */
export interface DirectClaim {
  readonly id: string;
  readonly amount: Rational;
  readonly date?: Day;
}

const none: ReadonlyMap<string, Left> = new Map();

interface PoolClaims {
  readonly claims: readonly Claim[];
  /** Ids of claims whose amount or share is not known: they may still change what the others get. */
  readonly unsettled: readonly string[];
}

/** The name of an award in a pool: an application for one scheme is its own claim; one for several makes a claim a scheme. */
export const claimId = (program: Program, application: Pick<Application, "id" | "schemes">, scheme: Scheme): string =>
  application.schemes?.length === 1 || program.schemes.length === 1 ? application.id : `${application.id} ${scheme.id}`;

/** What one award asks of a pool; undefined where it asks nothing, "unsettled" where its amount or share is not known. */
export function claimOf(run: Run, scheme: Scheme, award: Award | undefined, pool: Pool, id: string, context = run.context(scheme, false)): Claim | "unsettled" | undefined {
  const share = countedShare(context, pool);
  if (award?.exact === undefined || !isRational(share)) {
    return award?.status === "undetermined" || award?.exactCeiling !== undefined || !isRational(share) ? "unsettled" : undefined;
  }
  const dayOf = (fact: string | undefined): Day | undefined => {
    const on = context.fact(fact ?? run.prepared.program.policies[scheme.policy]?.validity[0]?.by ?? "");
    return typeof on === "number" ? on : undefined;
  };
  const allocation = pool.allocation.find((one) => context.stands(one));
  const quantity = (fact: string): Rational | undefined => {
    const value = context.fact(fact);
    return isRational(value) ? value : typeof value === "number" ? { n: BigInt(-value), d: 1n } : undefined;
  };
  const by = allocation?.by === undefined || (allocation.rule !== "ranked" && allocation.rule !== "pro-rata") ? undefined : quantity(allocation.by);
  const tie = typeof allocation?.ties === "object" ? quantity(allocation.ties.by) : undefined;
  const unknownBy = (allocation?.rule === "ranked" || (allocation?.rule === "pro-rata" && allocation.by !== undefined)) && by === undefined;
  if (unknownBy || (typeof allocation?.ties === "object" && tie === undefined)) return "unsettled";
  return {
    id, amount: award.exact, share, date: allocation?.rule === "in-order" || allocation?.by === undefined ? dayOf(allocation?.by) : undefined,
    ...(by === undefined ? {} : allocation?.rule === "ranked" ? { rank: by } : { weight: by }), ...(tie === undefined ? {} : { tie }),
    // only where batches are served one after another does it matter
    batch: allocation?.rule === "window-then-pro-rata" ? batchOf(context, scheme, dayOf) : "",
  };
}

/** The context in which a pool's own limits are computed: facts about the pool, no application. */
export const poolContext = (prepared: Prepared, facts: ReadonlyMap<string, Value>, on: Day | undefined): Context =>
  new Run(prepared, withDate(prepared, facts, on), false).context(undefined, false);

/** What relations between the awards of an application leave of them. */
export function leftAfterStacks(run: Run, asked: readonly Scheme[], context = run.context(undefined, false)): ReadonlyMap<string, Left> {
  const stacks = run.prepared.program.stacks.filter(({ policy }) => run.versions.has(policy));
  return stacks.length === 0 ? none : leftOf(context, stacks, asked.flatMap(({ id }) => run.award(id) ?? []), run.facts);
}

/** What the applications ask of a pool: their awards, cut first by the relations among them, then by the pools inside it. */
function claimsOn(prepared: Prepared, pool: Pool, applications: readonly Application[], facts: ReadonlyMap<string, Value>, options: EvaluateOptions): PoolClaims {
  const { program } = prepared;
  const claims: Claim[] = [];
  const unsettled: string[] = [];
  for (const application of applications) {
    const run = new Run(prepared, withDate(prepared, application.facts, options.on), false);
    const asked = run.chosen.filter((scheme) => application.schemes?.includes(scheme.id) ?? true);
    const left = leftAfterStacks(run, asked);
    for (const scheme of asked.filter(({ id }) => pool.covers.includes(id))) {
      const id = claimId(program, application, scheme);
      const award = run.award(scheme.id);
      const less = left.get(scheme.id);
      const claim = claimOf(run, scheme, award === undefined || less === undefined ? award : { ...award, exact: less.amount }, pool, id);
      if (claim === "unsettled") unsettled.push(id);
      else if (claim !== undefined) claims.push(claim);
    }
  }
  const cut = new Map<string, string>();
  for (const inner of program.pools.filter((p) => p.within === pool.id && p.policy === pool.policy)) {
    const asked = claimsOn(prepared, inner, applications, facts, options);
    for (const [id, paid] of Object.entries(sharePool(poolContext(prepared, facts, options.on), inner, asked.claims).paid)) cut.set(id, paid);
    unsettled.push(...asked.unsettled);
  }
  return {
    claims: claims.map((claim) => ({ ...claim, amount: least(claim.amount, parseRational(cut.get(claim.id) ?? toText(claim.amount))) })),
    unsettled: [...new Set(unsettled)],
  };
}

/** Shares a pool among direct claims and the awards of the applications that its schemes cover, inner pools first. */
export function allocate(
  program: Program,
  poolId: string,
  applications: readonly Application[],
  direct: readonly DirectClaim[],
  facts: ReadonlyMap<string, Value>,
  options: EvaluateOptions = {},
): PoolResult & { readonly unsettled: readonly string[] } {
  const pool = program.pools.find((p) => p.id === poolId);
  if (pool === undefined) throw new Error(`no pool ${poolId}`);
  const prepared = prepare(program, options.readings);
  const asked = claimsOn(prepared, pool, applications, facts, options);
  const settled = direct.map((claim): Claim => ({ id: claim.id, amount: claim.amount, share: one, date: claim.date, batch: "0" }));
  return { ...sharePool(poolContext(prepared, facts, options.on), pool, [...settled, ...asked.claims]), unsettled: asked.unsettled };
}
