import type { Rational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme } from "../ir/core.js";
import { constant, plus, substitute, textOf, variable, type Form } from "./linear.js";
import { explore, TooMany, type Path, type Ranges, type Rounding } from "./path.js";
import type { Region } from "./region.js";
import { Model, Symbolic, type Choice, type Paid } from "./symbolic.js";
import { rangesOf } from "./witness.js";

/** All ways through a scheme: together they are every application, apart they do not overlap. */

export interface Way {
  readonly region: Region;
  readonly picks: ReadonlyMap<string, string | boolean>;
  readonly possible: ReadonlyMap<string, readonly string[]>;
  readonly roundings: ReadonlyMap<string, Rounding>;
  /** Products that rise with their factors. */
  readonly rising: ReadonlySet<string>;
  /** Row of each table that answered. */
  readonly rows: ReadonlyMap<number, number>;
  readonly paid: Paid;
  /** Answers at which the payout may jump. */
  readonly jumps: Path["jumps"];
}

export interface Ways {
  readonly ways: readonly Way[];
  /** Readings that the scheme asked for on some way. */
  readonly readings: ReadonlySet<string>;
  /** The same for the same ways: what they ask, and what they pay. */
  readonly signature: string;
}

export const noChoice: Choice = new Map();

export class Analysis {
  readonly model: Model;
  readonly ranges: Ranges;
  private readonly known = new Map<string, Ways | undefined>();

  /** With `refusals`, who is refused is looked at as well: where it is not only asked what is paid at most. */
  constructor(readonly program: CoreProgram, private readonly refusals = false) {
    this.model = new Model(program);
    this.ranges = rangesOf(program);
  }

  /** Undefined where there are too many to look at. */
  waysOf(scheme: string, choice: Choice = noChoice): Ways | undefined {
    const key = `${scheme} ${JSON.stringify([...choice].sort())}`;
    if (this.known.has(key)) return this.known.get(key);
    // a reading that is never asked for changes nothing
    const plain = choice.size === 0 ? undefined : this.waysOf(scheme);
    if (plain !== undefined && ![...choice.keys()].some((reading) => plain.readings.has(reading))) return plain;
    const ways: Way[] = [];
    const readings = new Set<string>();
    let result: Ways | undefined;
    try {
      explore(this.ranges, (path) => {
        const symbolic = new Symbolic(this.model, path, choice, readings, this.refusals);
        return { paid: symbolic.schemeNamed(scheme), rows: symbolic.rows };
      }, ({ paid, rows }, path) => {
        if (paid !== undefined) ways.push({ region: path.region, picks: path.picks, possible: path.possible, roundings: path.roundings, rising: path.rising, rows, paid, jumps: path.jumps });
      }, 4000);
      const signature = ways.map((way) => `${[...way.jumps].map(([key, { answer }]) => `${key}${answer}`).join()}|${[...way.picks].join()}|${[...way.possible].join()}|${way.paid.refused ? way.paid.bound : textOf(way.paid.amount)}|${[...way.paid.caps].map(([id, form]) => `${id} ${textOf(form)}`).join()}`).join("\n");
      result = { ways, readings, signature };
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
    }
    this.known.set(key, result);
    return result;
  }

  /** Regions of the applications that keep to what the policies call usual. */
  usual(): readonly Region[] {
    const { usual } = this.program;
    const [scheme] = this.program.schemes;
    if (usual.length === 0 || scheme === undefined) return [];
    return this.regionsOf((symbolic) => usual.every(({ claim }) => symbolic.holds(claim, scheme, true))) ?? [];
  }

  /** Every situation with the answer of a condition there; undefined where there are too many. */
  where(holds: (symbolic: Symbolic, scheme: CoreScheme) => boolean, choice: Choice, refusals: boolean): { readonly situations: readonly { readonly situation: Situation; readonly holds: boolean }[] } | undefined {
    const [scheme] = this.program.schemes;
    if (scheme === undefined) return undefined;
    const situations: { readonly situation: Situation; readonly holds: boolean }[] = [];
    try {
      explore(this.ranges, (path) => holds(new Symbolic(this.model, path, choice, undefined, refusals), scheme), (answer, path) => {
        situations.push({ situation: path, holds: answer });
      }, 4000);
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      return undefined;
    }
    return { situations };
  }

  /** A condition over facts alone, as the regions in which it holds; undefined where it is not of that form. */
  regionsOf(look: (symbolic: Symbolic, path: Path) => boolean, limit = 16): readonly Region[] | undefined {
    const regions: Region[] = [];
    try {
      explore(this.ranges, (path) => look(new Symbolic(this.model, path, noChoice), path), (holds, path) => { if (holds) regions.push(path.region); }, limit);
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
      return undefined;
    }
    return regions;
  }
}

/** Answers of both, if they agree. */
function merged<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>, both: (x: V, y: V) => V | undefined): ReadonlyMap<string, V> | undefined {
  const result = new Map(a);
  for (const [key, value] of b) {
    const other = result.get(key);
    if (other === undefined) result.set(key, value);
    else {
      const agreed = both(other, value);
      if (agreed === undefined) return undefined;
      result.set(key, agreed);
    }
  }
  return result;
}

export type Situation = Pick<Way, "region" | "picks" | "possible" | "roundings">;

/** The applications that take both ways at once; undefined where there are none. */
export function join(a: Situation, b: Situation): Situation | undefined {
  const picks = merged(a.picks, b.picks, (x, y) => (x === y ? x : undefined));
  if (picks === undefined) return undefined;
  const possible = merged(a.possible, b.possible, (x, y) => {
    const common = x.filter((value) => y.includes(value));
    return common.length === 0 ? undefined : common;
  });
  if (possible === undefined) return undefined;
  const region = a.region.meet(b.region);
  return a.region.meets(b.region, region) ? { region, picks, possible, roundings: new Map([...a.roundings, ...b.roundings]) } : undefined;
}

/** A way told about applications whose fact is one step lower: what they get when it rises by that step. */
export function shifted(way: Way, fact: string, step: Rational): Way {
  const moved = plus(variable(fact), constant(step));
  // what is made of other facts alone is the same before and after
  const same = (name: string): boolean => !name.startsWith("\u0001") || way.region.isApartFrom(name, fact);
  const rename = (form: Form): Form => {
    let result = substitute(form, fact, moved);
    for (const name of form.terms.keys()) if (!same(name)) result = substitute(result, name, variable(`${name}'`));
    return result;
  };
  const roundings = new Map([...way.roundings].map(([name, rounding]) => [same(name) ? name : `${name}'`, { ...rounding, form: rename(rounding.form) }]));
  const { paid } = way;
  return { ...way, region: way.region.renamed(rename), roundings, paid: { ...paid, amount: rename(paid.amount), exact: rename(paid.exact), formula: rename(paid.formula), caps: new Map([...paid.caps].map(([id, form]) => [id, rename(form)])) } };
}
