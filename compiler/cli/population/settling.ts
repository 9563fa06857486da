import { Ranking, ranksAwards } from "../../../runtime/highest.js";
import { Ledger } from "../../../runtime/ledger.js";
import type { Program } from "../../../runtime/program.js";
import type { InputError } from "../../../runtime/input.js";
import { PoolBooks } from "../../simulate/pools.js";
import { ProgramEvaluator, type ApplicationRecord, type SimulationRecord } from "../../simulate/record.js";
import { RowReader, type Foreign, type Row, type RawRow, type RowFault, type RowReaderOptions } from "../../simulate/row.js";
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
  readonly ledger: Ledger;
  readonly books: PoolBooks;
  private readonly closing: boolean;
  private year = 0;
  /** Where the highest of a number of awards count: their ranks, found in a pass of their own, over what was paid before. */
  private readonly ranks: { readonly ranking: Ranking; readonly opening: Ledger } | undefined;

  constructor(private readonly scenario: Scenario) {
    this.reader = new RowReader(scenario.program, scenario.vocabulary, scenario.rows, scenario.foreign);
    this.evaluator = new ProgramEvaluator(scenario.program, scenario.readings);
    this.books = new PoolBooks(this.evaluator.prepared, this.reader.common, scenario.opening);
    this.ledger = opened(scenario.opening);
    this.ranks = ranksAwards(scenario.program.schemes) ? { ranking: new Ranking(), opening: opened(scenario.opening) } : undefined;
    // yearly accounts of years gone by are dropped where rows come in the order of the one date that is tested
    this.closing = this.evaluator.prepared.dates.length === 1;
  }

  /** Settles one row with the ledger, and enters it. */
  next(raw: RawRow, heads: readonly string[]): { readonly record: ApplicationRecord } | { readonly faults: readonly Fault[] } {
    const row = this.read(raw, heads);
    if (!("application" in row)) return { faults: row };
    const usedUp = this.ranks?.ranking.usedUp(row.application.id, this.evaluator.contenders(row, this.ranks.opening));
    const record = this.evaluator.settle(row, this.ledger, usedUp);
    this.close(record);
    return { record };
  }

  /** Awards are to be ranked before any row is settled: every row is shown to `rank`, and once more where `rankAgain` says so. */
  get ranked(): boolean {
    return this.ranks !== undefined;
  }

  rank(raw: RawRow, heads: readonly string[]): void {
    const row = this.read(raw, heads);
    if (this.ranks !== undefined && "application" in row) this.ranks.ranking.add(row.application.id, this.evaluator.contenders(row, this.ranks.opening));
  }

  rankAgain(): boolean {
    return this.ranks?.ranking.again() === true;
  }

  private read(raw: RawRow, heads: readonly string[]): Row | readonly Fault[] {
    const row = this.reader.read(raw, heads);
    if (!("application" in row)) return row;
    const { application } = row;
    if (this.scenario.twice.has(application.id)) return [{ code: "row-id-twice", fact: "id", found: application.id.slice(0, 40), expected: "" }];
    return this.scenario.schemes === undefined ? row : { application: { ...application, schemes: this.asked(application.schemes) }, on: row.on };
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

function opened(payments: readonly OpeningEntry[]): Ledger {
  const ledger = new Ledger();
  for (const { subjects, scheme, year, amount, limits } of payments) {
    const entry = { application: "opening", status: "eligible", exact: amount, exactCeiling: undefined } as const;
    ledger.enter(subjects, scheme, year, entry);
    for (const { limit, category } of limits) ledger.serve(subjects, scheme, limit, category, year, entry);
  }
  return ledger;
}

export const isApplication = (record: SimulationRecord): record is ApplicationRecord => "id" in record;
