import { csvBatches } from "./csv.js";
import { jsonBatches } from "./jsonl.js";
import { sortedBatches } from "./order.js";
import type { Batch, PopulationFormat } from "./source.js";

/** A population that was looked through: where its rows stand in the order in which they are settled. Plain data. */
export interface PopulationData {
  readonly path: string;
  readonly format: PopulationFormat;
  readonly encoding: "utf-8" | "gb18030";
  readonly rows: number;
  /** The file of the rows put in order; undefined where they stand in order in the source. */
  readonly sorted: string | undefined;
}

export async function* batchesOf({ path, format, encoding, rows, sorted }: PopulationData): AsyncGenerator<Batch> {
  if (sorted !== undefined) yield* sortedBatches(sorted, rows);
  else if (format === "csv") yield* csvBatches(path, encoding);
  else if (format === "jsonl") yield* jsonBatches(path);
  else {
    const { parquetBatches } = await import("./parquet.js");
    yield* parquetBatches(path);
  }
}
