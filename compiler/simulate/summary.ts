import type { Program, Titles } from "../../runtime/program.js";
import type { Status } from "../../runtime/result.js";
import type { Change, Comparison } from "./comparison.js";
import { yuanText } from "./fen.js";
import type { PoolBooks } from "./pools.js";
import { poolKey, type CutSum, type Tally } from "./tally.js";

/** The summary of a simulation as plain data: what `--format json` prints, and what text and report are made of. Amounts are yuan. */

export interface SumOf {
  readonly count: number;
  readonly amount: string;
}

export interface SchemeSummary {
  readonly scheme: string;
  readonly version: string;
  readonly titles: Titles;
  readonly applications: number;
  readonly statuses: Readonly<Partial<Record<Status, number>>>;
  /** Before stacks and pools. */
  readonly awarded: string;
  readonly paid: string;
  /** Awards of which only a ceiling is known, and the sum of the ceilings. */
  readonly ceilings: SumOf;
  readonly caps: readonly (SumOf & { readonly by: string })[];
  /** Relations between awards on one cost. */
  readonly stacks: readonly (SumOf & { readonly by: string })[];
  readonly pools: readonly (SumOf & { readonly by: string })[];
  readonly missing: readonly { readonly fact: string; readonly titles: Titles; readonly count: number }[];
  readonly years: readonly (SumOf & { readonly year: number })[];
  readonly sizes: readonly (SumOf & { readonly upTo: number })[];
}

export interface PoolSummary {
  readonly pool: string;
  readonly titles: Titles;
  readonly year: number | null;
  /** What the population could be paid: without `earlier`. */
  readonly limit: string | null;
  /** Paid out of it before, by the opening ledger. */
  readonly earlier: string;
  readonly claims: number;
  readonly asked: string;
  readonly paid: string;
  readonly cut: number;
  /** Awards that are not settled and may still ask for a part. */
  readonly unsettled: number;
  readonly exceeded: boolean;
  readonly tied: number;
  readonly months: readonly { readonly asked: string; readonly paid: string }[];
}

export interface Effect {
  readonly reading: string;
  readonly titles: Titles;
  readonly alternative: string;
  readonly alternativeTitles: Titles;
  readonly paid: string;
  /** Over the applications that are settled under both. */
  readonly difference: string;
  readonly ceilingDifference: string;
  /** Applications that are settled under one of them only: they are left out of the differences. */
  readonly open: number;
}

export interface ComparisonSummary {
  readonly policies: Summary["policies"];
  readonly readings: Summary["readings"];
  /** Paid under the other set in all. */
  readonly paid: string;
  /** Paid to the applications that are compared, under the other set and now. */
  readonly before: string;
  readonly after: string;
  /** Cost of the reform: `after` less `before`; null where nothing could be compared. */
  readonly difference: string | null;
  readonly ceilingDifference: string;
  readonly winners: SumOf;
  readonly losers: SumOf;
  readonly same: number;
  /** Applications that are not settled under both, and so left out of all other numbers here. */
  readonly open: number;
  readonly schemes: readonly { readonly scheme: string; readonly titles: Titles; readonly before: string; readonly after: string }[];
  readonly gains: readonly { readonly application: string; readonly before: string; readonly after: string }[];
  readonly losses: readonly { readonly application: string; readonly before: string; readonly after: string }[];
}

export interface Summary {
  readonly format: 1;
  readonly policies: readonly { readonly id: string; readonly version: string }[];
  /** Readings other than the default. */
  readonly readings: Readonly<Record<string, string>>;
  readonly applications: number;
  readonly refused: number;
  /** What is paid in all: the sum of what the schemes pay, after what relations between awards take back and after pools. */
  readonly paid: string;
  readonly ceiling: string;
  readonly taken: string;
  readonly schemes: readonly SchemeSummary[];
  readonly pools: readonly PoolSummary[];
  readonly largestCuts: readonly { readonly application: string; readonly scheme: string; readonly by: readonly string[]; readonly from: string; readonly to: string }[];
  readonly effects?: readonly Effect[];
  readonly against?: ComparisonSummary;
}

/** What one run over the population gave. */
export interface Counted {
  readonly program: Program;
  readonly readings: Readonly<Record<string, string>>;
  readonly tally: Tally;
  readonly books: PoolBooks;
}

const sumOf = ({ count, amount }: CutSum): SumOf => ({ count, amount: yuanText(amount) });
const byAmount = (a: CutSum, b: CutSum): number => (b.amount > a.amount ? 1 : b.amount < a.amount ? -1 : 0);

function notDefault(program: Program, readings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(readings).filter(([id, alternative]) => program.readings.some((reading) => reading.id === id && reading.byDefault !== alternative)));
}

export function summarise(counted: Counted, more: { readonly effects?: readonly Effect[] | undefined; readonly against?: ComparisonSummary | undefined } = {}): Summary {
  const { program, tally } = counted;
  return {
    format: 1,
    policies: program.policies.map(({ id, version }) => ({ id, version })),
    readings: notDefault(program, counted.readings),
    applications: tally.applications, refused: tally.refused,
    paid: yuanText(tally.paid), ceiling: yuanText(tally.ceiling), taken: yuanText(tally.taken),
    schemes: schemesOf(counted), pools: poolsOf(counted),
    largestCuts: tally.largest.map(({ from, to, ...cut }) => ({ ...cut, from: yuanText(from), to: yuanText(to) })),
    ...(more.effects === undefined ? {} : { effects: more.effects }),
    ...(more.against === undefined ? {} : { against: more.against }),
  };
}

function schemesOf({ program, tally }: Counted): readonly SchemeSummary[] {
  return program.schemes.flatMap((scheme, index): readonly SchemeSummary[] => {
    const own = tally.schemes.get(index);
    if (own === undefined) return [];
    const cuts = (map: ReadonlyMap<string, CutSum>) => [...map].sort(([, a], [, b]) => byAmount(a, b)).map(([by, sum]) => ({ by, ...sumOf(sum) }));
    return [{
      scheme: scheme.id, version: program.policies[scheme.policy]?.version ?? "", titles: scheme.titles, applications: own.count, statuses: Object.fromEntries([...own.statuses].sort()),
      awarded: yuanText(own.awarded), paid: yuanText(own.paid), ceilings: { count: own.ceilings, amount: yuanText(own.ceiling) },
      caps: cuts(own.caps), stacks: cuts(own.stacks), pools: cuts(own.pools),
      missing: [...own.missing].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([fact, count]) => ({ fact, titles: program.facts.find((f) => f.id === fact)?.titles ?? {}, count })).slice(0, 20),
      years: [...own.years].sort((a, b) => a[0] - b[0]).map(([year, sum]) => ({ year, ...sumOf(sum) })),
      sizes: [...own.sizes].sort((a, b) => a[0] - b[0]).map(([upTo, sum]) => ({ upTo, ...sumOf(sum) })),
    }];
  });
}

function poolsOf({ tally, books }: Counted): readonly PoolSummary[] {
  return books.years().map(({ pool, index, year, limit, earlier, claims, asked, exceeded, tied }): PoolSummary => {
    const own = tally.pools.get(poolKey(index, year)) ?? tally.pool(index, year);
    return {
      pool: pool.id, titles: pool.titles, year: year ?? null, limit: limit === undefined ? null : yuanText(limit), earlier: yuanText(earlier), claims,
      asked: yuanText(asked), paid: yuanText(own.paid), cut: own.cut, unsettled: own.waits, exceeded, tied,
      months: own.months.map((month) => ({ asked: yuanText(month.asked), paid: yuanText(month.paid) })),
    };
  });
}

/** `counted` is the policy set that is asked about, `other` the one it is compared with. */
export function compareRuns(counted: Counted, other: Counted, comparison: Comparison): ComparisonSummary {
  const changes = (list: readonly Change[]) => list.map(({ application, before, after }) => ({ application, before: yuanText(before), after: yuanText(after) }));
  const all = [...counted.program.schemes, ...other.program.schemes];
  return {
    policies: other.program.policies.map(({ id, version }) => ({ id, version })),
    readings: notDefault(other.program, other.readings),
    paid: yuanText(other.tally.paid), before: yuanText(comparison.before), after: yuanText(comparison.after),
    difference: comparison.compared ? yuanText(comparison.after - comparison.before) : null,
    ceilingDifference: yuanText(comparison.ceilingAfter - comparison.ceilingBefore),
    winners: { count: comparison.winners, amount: yuanText(comparison.gained) },
    losers: { count: comparison.losers, amount: yuanText(comparison.lost) },
    same: comparison.same, open: comparison.open,
    schemes: [...new Set(all.map(({ id }) => id))].map((id) => ({
      scheme: id, titles: all.find((scheme) => scheme.id === id)?.titles ?? {},
      before: yuanText(comparison.schemes.get(id)?.before ?? 0n), after: yuanText(comparison.schemes.get(id)?.after ?? 0n),
    })).filter(({ before, after }) => before !== "0.00" || after !== "0.00"),
    gains: changes(comparison.gains), losses: changes(comparison.losses),
  };
}
