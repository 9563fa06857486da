import * as fc from "fast-check";
import { fromDay, parseDay, type Day } from "../../runtime/date.js";
import { inSpan } from "../../runtime/pool.js";
import type { FactInfo, WindowSpan } from "../../runtime/program.js";
import { compare, floor, multiply, parseRational, rational, round, toText } from "../../runtime/rational.js";
import type { CoreProgram } from "../ir/core.js";
import { breakpoints, type Breakpoints } from "./breakpoints.js";
import { schemeIds, without, type TestCase } from "./case.js";
import { spoiled } from "./hostile.js";
import { factsRead, inside, schemesAsked, testedDates } from "./reach.js";
import { chance, dayText, drawDay, drawNumber, gridOf, numericKinds, oneOf, simplerDays, simplerNumbers, type Grid, type Random } from "./values.js";
import { wishesOf, type Wishes } from "./wishes.js";

/** Cases of a program for fast-check: where faults are, with facts missing, and getting simpler when they fail. */

export interface CaseOptions {
  /** Schemes to ask, by any of their names: only facts that decide them are drawn. All where absent. */
  readonly schemes?: readonly string[];
  /** Every case holds one thing that no input may hold: evaluating it must throw InputFault. */
  readonly hostile?: boolean;
  /** Alternatives of readings: any, or the defaults only. Any where absent. */
  readonly readings?: "any" | "default";
  /** Whether facts may be missing. True where absent. */
  readonly unknown?: boolean;
  readonly breakpoints?: Breakpoints;
}

/** Everything about a program that drawing a case needs, found once. */
class Model {
  readonly facts: readonly FactInfo[];
  readonly grids: ReadonlyMap<string, Grid>;
  readonly days: readonly Day[];
  readonly tested: ReadonlySet<string>;
  readonly wishes: Wishes;
  readonly readings: CoreProgram["readings"];
  readonly points: Breakpoints;
  readonly schemes: readonly string[] | undefined;
  private readonly spans: readonly Day[];
  private readonly windows: readonly WindowSpan[];

  constructor(readonly program: CoreProgram, readonly options: CaseOptions) {
    const ids = schemeIds(program, options.schemes);
    const read = new Set(options.schemes === undefined ? program.facts.map((fact) => fact.id) : factsRead(program, ids));
    const asked = schemesAsked(program, ids);
    this.points = options.breakpoints ?? breakpoints(program);
    this.facts = program.facts.filter((fact) => read.has(fact.id));
    this.grids = new Map(this.facts.filter((fact) => numericKinds.has(fact.kind)).map((fact) => [fact.id, gridOf(fact, this.points)]));
    this.days = this.points.days.flatMap((iso) => parseDay(iso) ?? []);
    this.tested = testedDates(program);
    this.wishes = wishesOf(program, asked);
    this.schemes = options.schemes === undefined ? undefined : ids;
    const policies = new Set(asked.map((scheme) => program.policies[scheme.policy]?.id));
    const first = asked[0];
    this.spans = (program.policies[first?.policy ?? 0]?.validity ?? []).flatMap(({ from, to }) =>
      [from, to].flatMap((end) => (end === undefined ? [Infinity] : [...inside(end)].flatMap((one) => (one.op === "date" ? (parseDay(one.iso) ?? []) : [])))));
    this.windows = options.schemes === undefined ? [] : (first?.windows ?? []).filter(({ by }) => by === program.policies[first?.policy ?? 0]?.validity[0]?.by).flatMap((months) => months.spans);
    this.readings = program.readings.filter((reading) => options.schemes === undefined || policies.has(reading.id.slice(0, reading.id.lastIndexOf("."))));
  }

  /** Whether the policy is in force on the day and takes applications. */
  open(day: Day): boolean {
    const { month, day: date } = fromDay(day);
    return (this.spans.length === 0 || (day >= Math.min(...this.spans) && day <= Math.max(...this.spans)))
      && (this.windows.length === 0 || this.windows.some((span) => inSpan(span, month, date)));
  }
}

const texts = ["a", "b", ""] as const;

function drawFact(random: Random, model: Model, fact: FactInfo, passing: boolean, days: readonly Day[]): unknown {
  const wish = model.wishes.get(fact.id);
  const grid = model.grids.get(fact.id);
  if (grid !== undefined) return drawNumber(random, fact, grid, passing ? wish : undefined);
  if (passing && wish !== undefined && wish.values.length > 0 && chance(random, 23, 24)) return oneOf(random, wish.values);
  switch (fact.kind) {
    case "yes-no": return chance(random, 1, 2);
    case "one-of": {
      const members = (fact.members ?? []).map((member) => member.id);
      return chance(random, 1, 8) && fact.orOther === true ? "Z" : oneOf(random, members);
    }
    case "date": return dayText(drawDay(random, model.points, days, model.days));
    case "date-or-none": return chance(random, 1, 4) ? null : dayText(drawDay(random, model.points, days, model.days));
    case "dates": return Array.from({ length: random.nextInt(0, 3) }, () => dayText(drawDay(random, model.points, days, model.days)));
    case "list": return Array.from({ length: random.nextInt(0, 3) }, () =>
      Object.fromEntries((fact.rows ?? []).filter(() => chance(random, 11, 12)).map((row) => [row.names[0] ?? row.id, drawCell(random, model, row, days)])));
    default: return oneOf(random, texts);
  }
}

/** A value of one fact of a row: its bounds, and a few between them. */
function drawCell(random: Random, model: Model, fact: FactInfo, days: readonly Day[]): unknown {
  const numeric = fact.kind === "money" || fact.kind === "percent" || fact.kind === "number" || fact.kind === "integer";
  if (!numeric) return drawFact(random, model, fact, false, days);
  const [from, to] = [fact.from ?? "0", fact.to ?? "1000000"];
  const inside = ["0", "1", "3", "12", "100", "1234", "50000"].filter((value) => Number(value) >= Number(from) && Number(value) <= Number(to));
  return oneOf(random, [from, to, ...inside]);
}

/** The year of the case and the one before, which is often near it; now and then one is left out, or another stands beside them. */
function drawYears(random: Random, model: Model, fact: FactInfo, passing: boolean, days: readonly Day[], year: number): unknown {
  const before = drawFact(random, model, fact, passing, days);
  const grid = model.grids.get(fact.id);
  const factor = oneOf(random, [[1n, 1n], [21n, 20n], [7n, 5n], [3n, 2n], [2n, 1n], [9n, 10n]] as const);
  const near = grid === undefined || typeof before !== "string" || chance(random, 1, 3) ? undefined : multiply(parseRational(before), rational(factor[0], factor[1]));
  const now = near === undefined || (fact.to !== undefined && compare(near, parseRational(fact.to)) > 0) ? drawFact(random, model, fact, passing, days)
    : fact.kind === "integer" ? toText(rational(floor(near))) : toText(round(near, "down", rational(1n, 100n)));
  const years: Record<string, unknown> = { [String(year - 1)]: before, [String(year)]: now };
  if (chance(random, 1, 8)) years[String(year - 2)] = drawFact(random, model, fact, passing, days);
  if (chance(random, 1, 16)) Reflect.deleteProperty(years, String(oneOf(random, [year, year - 1])));
  return years;
}

function drawCase(random: Random, model: Model): TestCase {
  const { options } = model;
  const facts: Record<string, unknown> = {};
  // most cases are complete and would pass, but for what a breakpoint decides
  const passing = chance(random, 3, 4);
  let on = drawDay(random, model.points, [], model.days);
  for (let again = 0; passing && again < 8 && !model.open(on); again++) on = drawDay(random, model.points, [], model.days);
  const days: Day[] = [on];
  const gaps = options.unknown === false ? 0 : random.nextInt(0, 3);
  const dropped = gaps === 2 ? random.nextInt(0, Math.max(0, model.facts.length - 1)) : -1;
  for (const [index, fact] of model.facts.entries()) {
    if (model.tested.has(fact.id)) continue;
    if (dropped === index || (gaps === 3 && chance(random, 1, 8))) continue;
    // a default that is said and one that is not are both tried
    if (fact.ifAbsent !== undefined && chance(random, 1, 2)) continue;
    const value = fact.byYear
      ? drawYears(random, model, fact, passing, days, fromDay(on).year)
      : drawFact(random, model, fact, passing, days);
    facts[fact.id] = value;
    const day = typeof value === "string" && fact.kind.startsWith("date") ? parseDay(value) : undefined;
    if (day !== undefined) days.push(day);
  }
  return {
    ...(options.unknown !== false && chance(random, 1, 40) ? {} : { on: dayText(on) }),
    facts,
    readings: options.readings === "default" ? {} : drawReadings(random, model.readings),
    ...(model.schemes === undefined ? {} : { schemes: model.schemes }),
  };
}

function drawReadings(random: Random, readings: CoreProgram["readings"]): Readonly<Record<string, string>> {
  // half the cases keep the defaults
  if (chance(random, 1, 2)) return {};
  return Object.fromEntries(readings.flatMap((reading) => {
    const chosen = chance(random, 3, 4) ? reading.byDefault : oneOf(random, reading.alternatives).id;
    return chosen === reading.byDefault ? [] : [[reading.id, chosen] as const];
  }));
}

/** Simpler cases, the most hopeful first: without facts, with default readings, nearer to breakpoints, rounder. */
function* simplerCases(model: Model, at: TestCase): Generator<TestCase> {
  const ids = Object.keys(at.facts);
  for (let size = ids.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < ids.length; from += size) {
      yield ids.slice(from, from + size).reduce(without, at);
    }
  }
  for (const id of Object.keys(at.readings)) {
    const { [id]: _dropped, ...readings } = at.readings;
    yield { ...at, readings };
  }
  const infos = new Map(model.program.facts.map((fact) => [fact.id, fact]));
  if (at.on !== undefined) for (const on of simplerDays(at.on, model.days)) yield { ...at, on };
  for (const [id, value] of Object.entries(at.facts)) {
    if (typeof value !== "string") continue;
    const grid = model.grids.get(id);
    const values = grid !== undefined ? simplerNumbers(value, grid) : infos.get(id)?.kind.startsWith("date") === true ? simplerDays(value, model.days) : [];
    for (const one of values) yield { ...at, facts: { ...at.facts, [id]: one } };
  }
}

class CaseArbitrary extends fc.Arbitrary<TestCase> {
  constructor(private readonly model: Model) {
    super();
  }

  override generate(random: fc.Random, _bias: number | undefined): fc.Value<TestCase> {
    const drawn = drawCase(random, this.model);
    return new fc.Value(this.model.options.hostile === true ? spoiled(random, this.model.facts, drawn) : drawn, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is TestCase {
    return typeof value === "object" && value !== null && "facts" in value && "readings" in value;
  }

  override shrink(value: TestCase): fc.Stream<fc.Value<TestCase>> {
    const model = this.model;
    return fc.stream((function* () {
      for (const simple of simplerCases(model, value)) yield new fc.Value(simple, undefined);
    })());
  }
}

/**
 * Cases of a program. Half of the numbers lie at a breakpoint or up to 100 steps beside it, a third between two, a
 * sixth anywhere in the declared range; dates lie at the policies' days and terms, or one day off. A failing case
 * shrinks towards the nearest breakpoint, then to whole yuan, and loses the facts that do not matter.
 * Throws RangeError for a scheme that does not exist.
 */
export const caseArbitrary = (program: CoreProgram, options: CaseOptions = {}): fc.Arbitrary<TestCase> => new CaseArbitrary(new Model(program, options));

/** Alternatives for the readings of a program, by reading id; what is absent is the default. */
export const readingsArbitrary = (program: CoreProgram): fc.Arbitrary<Readonly<Record<string, string>>> =>
  fc.record(Object.fromEntries(program.readings.map((reading) => [reading.id, fc.oneof(
    { weight: 3, arbitrary: fc.constant(reading.byDefault) },
    { weight: 1, arbitrary: fc.constantFrom(...reading.alternatives.map((one) => one.id)) },
  )])));

/** The simplest case that still fails, by the shrinking of `caseArbitrary`. At most `most` cases are tried. */
export function shrinkCase(program: CoreProgram, at: TestCase, fails: (at: TestCase) => boolean, options: CaseOptions = {}, most = 3000): TestCase {
  const model = new Model(program, { ...options, ...(at.schemes === undefined ? {} : { schemes: at.schemes }) });
  let best = at;
  for (let tried = 0, better = true; better && tried < most;) {
    better = false;
    for (const simple of simplerCases(model, best)) {
      if (++tried > most) break;
      if (!fails(simple)) continue;
      best = simple;
      better = true;
      break;
    }
  }
  return best;
}
