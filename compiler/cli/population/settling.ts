import { Ledger } from "../../../runtime/ledger.js";
import type { Program } from "../../../runtime/program.js";
import type { InputError } from "../../../runtime/input.js";
import { PoolBooks } from "../../simulate/pools.js";
import { ProgramEvaluator, type ApplicationRecord, type SimulationRecord } from "../../simulate/record.js";
import { RowReader, type Foreign, type RawRow, type RowFault, type RowReaderOptions } from "../../simulate/row.js";
import type { Vocabulary } from "../../simulate/columns.js";
import type { OpeningEntry } from "../../simulate/opening.js";

/** One run over a population: one policy set, read in one way. */

export interface Scenario {
  readonly program: Program;
  readonly vocabulary: Vocabulary;
  readonly rows: RowReaderOptions;
  readonly readings: Readonly<Record<string, string>>;
  /** Schemes that are looked at; all where absent. */
  readonly schemes: readonly string[] | undefined;
  readonly opening: readonly OpeningEntry[];
  /** Ids that more than one row has. */
  readonly twice: ReadonlySet<string>;
  readonly foreign: Foreign | undefined;
}

export type Fault = InputError | RowFault;

/** Settles rows of one scenario, in order; what the ledger holds is rebuilt from the records where a run is taken up. */
export class Settling {
  readonly reader: RowReader;
  readonly evaluator: ProgramEvaluator;
  readonly ledger = new Ledger();
  readonly books: PoolBooks;
  private readonly closing: boolean;
  private year = 0;

  constructor(private readonly scenario: Scenario) {
    this.reader = new RowReader(scenario.program, scenario.vocabulary, scenario.rows, scenario.foreign);
    this.evaluator = new ProgramEvaluator(scenario.program, scenario.readings);
    this.books = new PoolBooks(this.evaluator.prepared, this.reader.common);
    for (const { subjects, scheme, year, amount } of scenario.opening) this.ledger.enter(subjects, scheme, year, { application: "opening", status: "eligible", exact: amount, exactCeiling: undefined });
    // yearly accounts of years gone by are dropped where rows come in the order of the one date that is tested
    this.closing = this.evaluator.prepared.dates.length === 1;
  }

  /** Settles one row with the ledger, and enters it. */
  next(raw: RawRow, heads: readonly string[]): { readonly record: ApplicationRecord } | { readonly faults: readonly Fault[] } {
    const row = this.reader.read(raw, heads);
    if (!("application" in row)) return { faults: row };
    const { application } = row;
    if (this.scenario.twice.has(application.id)) return { faults: [{ code: "row-id-twice", fact: "id", found: application.id.slice(0, 40), expected: "" }] };
    const whole = this.scenario.schemes === undefined;
    const record = this.evaluator.settle(whole ? row : { application: { ...application, schemes: this.asked(application.schemes) }, on: row.on }, this.ledger);
    this.close(record);
    return { record };
  }

  /** Who applies for what, without reading the facts. */
  peek(raw: RawRow, heads: readonly string[]): ReturnType<RowReader["peek"]> {
    const named = this.reader.peek(raw, heads);
    const { schemes } = this.scenario;
    return named === undefined || schemes === undefined ? named : { ...named, schemes: this.asked(named.schemes) };
  }

  private asked(own: readonly string[] | undefined): readonly string[] | undefined {
    const { schemes } = this.scenario;
    return schemes === undefined ? own : (own ?? schemes).filter((id) => schemes.includes(id));
  }

  /** Enters a record that was settled before. */
  enter(record: ApplicationRecord): void {
    this.evaluator.enter(record, this.ledger);
    this.close(record);
  }

  private close(record: ApplicationRecord): void {
    const year = record.awards[0]?.year;
    if (!this.closing || year === undefined || year <= this.year) return;
    this.ledger.closeBefore(year);
    this.year = year;
  }
}

export const isApplication = (record: SimulationRecord): record is ApplicationRecord => "id" in record;
