import { formatDay, shift } from "./date.js";
import type { Bar, Cap, Compute, Guard, Limit, Program, Scheme, Statement } from "./program.js";
import { toText, zero } from "./rational.js";
import type { Award } from "./result.js";
import { isRational, none, Nothing, plus, Rows, Unknown, unknown, type Value } from "./value.js";

/** What the computing functions of a program may ask while one application is settled. */

export type TraceValue = string | boolean | null | { readonly nothing: string } | { readonly missing: readonly string[] };

/** One step of an account. The clause, its quote and its place are the site's. */
export interface Step {
  readonly site: number;
  readonly value: TraceValue;
  /** Row of a table, counted from 0. */
  readonly row?: number;
  /** Facts read for this step, with their values. */
  readonly inputs?: Readonly<Record<string, TraceValue>>;
}

export function traceValue(value: Value, program: Program): TraceValue {
  if (value instanceof Unknown) return { missing: [...value.missing].sort() };
  if (value instanceof Nothing) return { nothing: program.sites[value.site]?.text ?? "" };
  if (value === none) return null;
  if (typeof value === "number") return formatDay(value);
  if (isRational(value)) return toText(value);
  if (value instanceof Rows) return `${value.rows.length}`;
  return typeof value === "object" ? [...value].map(formatDay).join(" ") : value;
}

/** Rows of one list that an account tells one by one. */
const mostRowsTold = 100;

/** Answers of other schemes, asked while one is settled. The evaluator gives it; the schemes have no cycles. */
export interface Oracle {
  award(scheme: string): Award | undefined;
  /** Validity of a policy on the tested date: true, false or unknown. */
  inForce(policy: number): Value;
  scheme(id: string): Scheme | undefined;
  /** What earlier applications of the same subjects were paid against a cap. */
  spent(scheme: Scheme, cap: Cap): Value;
  /** How many awards earlier applications of the same subjects had under a limit. */
  served(scheme: Scheme, limit: Limit, context: Context): Value;
  /** Whether the subject already had this one-time award in an earlier application. */
  usedOnce(scheme: Scheme): boolean;
}

export class Context {
  readonly usedReadings = new Set<string>();
  readonly steps: Step[] = [];
  /** Row that the table evaluated last has answered with; outer tables finish after inner ones. */
  lastRow: number | undefined;
  private memo: Value[] | undefined;
  private reads: Map<string, Value> | undefined;

  constructor(
    readonly program: Program,
    private readonly facts: ReadonlyMap<string, Value>,
    private readonly readings: ReadonlyMap<string, string>,
    private readonly oracle: Oracle,
    private readonly tracing: boolean,
    private readonly scheme: Scheme | undefined,
  ) {}

  /** The same case for another scheme, or with some facts replaced (a re-test). */
  derive(scheme: Scheme | undefined, replaced?: ReadonlyMap<string, Value>): Context {
    const facts = replaced === undefined ? this.facts : new Map([...this.facts, ...replaced]);
    return new Context(this.program, facts, this.readings, this.oracle, this.tracing && replaced === undefined, scheme);
  }

  fact(id: string): Value {
    const value = this.facts.get(id) ?? unknown(id);
    if (this.tracing) (this.reads ??= new Map<string, Value>()).set(id, value);
    return value;
  }

  /** Value of a yearly fact in a year; the year of the tested date where none is said. */
  inYear(id: string, year: Value): Value {
    if (!isRational(year)) return year;
    const value = this.facts.get(`${id}@${year.n}`) ?? unknown(`${id} ${year.n}`);
    if (this.tracing) (this.reads ??= new Map<string, Value>()).set(`${id}@${year.n}`, value);
    return value;
  }

  /** A `where` definition of the scheme, computed once. */
  definition(index: number): Value {
    const known = this.memo?.[index];
    if (known !== undefined) return known;
    const definition = this.scheme?.definitions[index];
    if (definition === undefined) return unknown();
    const value = definition.value(this);
    (this.memo ??= [])[index] = value;
    this.step(definition.site, value);
    return value;
  }

  /** What was read for a statement that does not apply belongs to no step. */
  forget(): void {
    this.reads = undefined;
  }

  /** All facts read so far, those of its own steps included. */
  private inputsRead(): NonNullable<Step["inputs"]> {
    return Object.assign({}, ...this.steps.map(({ inputs }) => inputs), Object.fromEntries(this.inputs())) as NonNullable<Step["inputs"]>;
  }

  private inputs(): readonly (readonly [string, TraceValue])[] {
    return [...(this.reads ?? [])].map(([id, read]) => [id, traceValue(read, this.program)] as const);
  }

  step(site: number, value: Value, row?: number): void {
    if (!this.tracing) return;
    const inputs = this.inputs();
    this.reads = undefined;
    this.steps.push({
      site, value: traceValue(value, this.program),
      ...(row === undefined ? {} : { row }),
      ...(inputs.length === 0 ? {} : { inputs: Object.fromEntries(inputs) }),
    });
  }

  reading(id: string): string {
    this.usedReadings.add(id);
    return this.readings.get(id) ?? "";
  }

  /** The readings asked for so far, with the alternative taken. */
  readingsTaken(): Readonly<Record<string, string>> {
    const taken: Record<string, string> = {};
    for (const id of [...this.usedReadings].sort()) taken[id] = this.readings.get(id) ?? "";
    return taken;
  }

  /** Whether the readings let the statement stand. */
  stands({ guards }: { readonly guards: readonly Guard[] }): boolean {
    for (const guard of guards) if (!guard.alternatives.includes(this.reading(guard.reading))) return false;
    return true;
  }

  /** Rows in order; an unknown condition leaves the whole table unknown. */
  cases(site: number, rows: readonly (readonly [Compute | undefined, Compute])[]): Value {
    for (const [row, [when, then]] of rows.entries()) {
      const applies = when === undefined ? true : when(this);
      if (applies === true) {
        const value = then(this);
        this.lastRow = row;
        this.step(site, value, row);
        return value;
      }
      if (applies instanceof Unknown) return applies;
    }
    // a dated value outside its dates: not in this text
    return unknown(this.program.sites[site]?.name ?? "");
  }

  /** The sum over the rows of a list; one row that is not settled leaves it unknown. */
  sumRows(site: number, list: string, value: Compute): Value {
    const rows = this.fact(list);
    if (!(rows instanceof Rows)) return rows instanceof Unknown ? rows : unknown(list);
    let total: Value = zero;
    for (const [i, row] of rows.rows.entries()) {
      const told = this.tracing && i < mostRowsTold;
      const inner = new Context(this.program, new Map([...this.facts, ...row]), this.readings, this.oracle, told, this.scheme);
      const one = value(inner);
      if (told) this.steps.push({ site, value: traceValue(one, this.program), row: i, inputs: inner.inputsRead() });
      for (const id of inner.usedReadings) this.usedReadings.add(id);
      // a row that nothing is due for adds nothing
      if (!(one instanceof Nothing)) total = plus(total, one);
    }
    return total;
  }

  /** The arm of the chosen alternative. */
  choose(reading: string, arms: readonly (readonly [string, Compute])[]): Value {
    const chosen = this.reading(reading);
    const arm = arms.find(([alternative]) => alternative === chosen);
    return arm === undefined ? unknown(reading) : arm[1](this);
  }

  given(value: Value, fallback: Compute): Value {
    if (!(value instanceof Unknown)) return value;
    const other = fallback(this);
    return other instanceof Unknown ? value : other;
  }

  /** The absolute cap of another scheme; unknown where its policy is not in force on the tested date. */
  capOf(schemeId: string, capId: string | undefined): Value {
    const scheme = this.oracle.scheme(schemeId);
    const cap = scheme?.caps.find((c) => (capId === undefined || c.id === capId) && this.stands(c));
    if (scheme === undefined || cap === undefined || this.oracle.inForce(scheme.policy) !== true) {
      return unknown(`cap of ${schemeId}`);
    }
    return cap.value(this.derive(scheme));
  }

  /** The award of another scheme; what it depended on, this one depends on. */
  private awardOf(schemeId: string): Award | undefined {
    const award = this.oracle.award(schemeId);
    for (const id of Object.keys(award?.readings ?? {})) this.usedReadings.add(id);
    return award;
  }

  payoutOf(schemeId: string): Value {
    const award = this.awardOf(schemeId);
    return award?.exact ?? unknown(...(award?.missing ?? [`payout of ${schemeId}`]));
  }

  ceilingOf(schemeId: string): Value {
    const award = this.awardOf(schemeId);
    return award?.exact ?? award?.exactCeiling ?? unknown(...(award?.missing ?? [`payout of ${schemeId}`]));
  }

  spent(scheme: Scheme, cap: Cap): Value {
    return this.oracle.spent(scheme, cap);
  }

  served(scheme: Scheme, limit: Limit): Value {
    return this.oracle.served(scheme, limit, this);
  }

  usedOnce(scheme: Scheme): boolean {
    return this.oracle.usedOnce(scheme);
  }

  /** Last barred day, or undefined when nothing bars. */
  barredUntil(bar: Bar): Value {
    const from = this.fact(bar.from);
    if (typeof from !== "number") return from;
    return shift(from, bar.count, bar.unit) - (bar.inclusive ? 0 : 1);
  }
}

/** Whether a statement applies: its readings stand and its condition, if any, holds. */
export function applies(context: Context, statement: Statement): Value {
  if (!context.stands(statement)) return false;
  return statement.when === undefined ? true : statement.when(context);
}
