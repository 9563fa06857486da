import { spawnSync } from "node:child_process";
import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emitSql } from "../../dist/compiler/emit/sql.js";
import { planOf } from "../../dist/compiler/plan/lower.js";
import { startShards } from "../cluster/shards.mjs";
import { cpuNs, kernelOf, w1 } from "./contest.mjs";
import { table } from "./support.mjs";
import { columns as makeColumns } from "./w1/facts.mjs";
import { stepsOf } from "./w1/rules.mjs";

/** The emitted view of W1 in DuckDB, and in ClickHouse where it is installed, beside the kernel on the same rows. */

const n = 200_000;
const scaled = (value, places) => { const text = String(value).padStart(places + 1, "0"); return `${text.slice(0, -places)}.${text.slice(-places)}`; };

export async function bench() {
  const program = w1();
  const kernel = await kernelOf(program, "w1");
  const steps = stepsOf(makeColumns(n, 42));
  const write = { money: (v) => scaled(v, 2), percent: (v) => scaled(v, 2), number: (v) => scaled(v, 6), date: (v) => new Date(v * 86_400_000).toISOString().slice(0, 10) };
  const cell = (name, value) => { const { kind, codes } = kernel.steps[name]; return kind === "one-of" ? Object.keys(codes)[value] : (write[kind] ?? String)(value); };
  const names = Object.keys(kernel.steps);
  const lines = Array.from({ length: n }, (_, i) => [String(i).padStart(7, "0"), ...names.map((name) => cell(name, steps[name][i]))].join(","));
  const out = kernel.outputs(n);
  kernel.batch(steps, out, 0, n);
  const schemes = Object.keys(kernel.columns);
  const wanted = schemes.map((column) => String(out.amount[column].reduce((sum, fen) => sum + BigInt(Number.isNaN(fen) ? 0 : fen), 0n))).join();
  const sums = `SELECT ${schemes.map((column) => `sum(${column}_fen)`).join(", ")} FROM awards`;
  const own = Math.min(...[1, 2, 3, 4, 5].map(() => cpuNs(() => kernel.batch(steps, out, 0, n)))) / n;
  const rows = [["allot kernel, 24 columns", own, 1]];
  const statements = (dialect) => emitSql(program, planOf(program), { dialect }).text.replace(/^--.*$/gm, "").split(/;\s*$/m).filter((one) => one.trim() !== "");
  const check = (name, got) => { if (got !== wanted) throw new Error(`${name}: ${got}\nwanted ${wanted}`); };

  const folder = mkdtempSync(join(tmpdir(), "allot-bench-"));
  try {
    writeFileSync(join(folder, "facts.csv"), `${["id", ...names].join(",")}\n${lines.join("\n")}\n`);
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    await db.run("SET threads TO 1");
    for (const statement of statements("duckdb")) await db.run(statement);
    await db.run(`INSERT INTO facts (id, ${names.join(", ")}) SELECT * FROM read_csv('${join(folder, "facts.csv")}', header = true, all_varchar = true)`);
    const timed = async (sql) => { const start = process.cpuUsage(); await db.run(sql); const { user, system } = process.cpuUsage(start); return ((user + system) * 1000) / n; };
    check("DuckDB", (await db.runAndReadAll(sums)).getRows()[0].map(String).join());
    const best = async (sql) => Math.min(await timed(sql), await timed(sql), await timed(sql));
    const [table24, sum] = [await best("CREATE OR REPLACE TABLE results AS SELECT * FROM awards"), await best(sums)];
    rows.push(["DuckDB, view into a table, one thread", table24, table24 / own], ["DuckDB, sums of the view, one thread", sum, sum / own]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }

  if (spawnSync("sh", ["-c", "command -v clickhouse-server"]).status === 0) {
    const shards = await startShards(1);
    try {
      for (const statement of statements("clickhouse")) await shards.query(statement);
      for (let at = 0; at < n; at += 20_000) await shards.query(`INSERT INTO facts (id, ${names.join(", ")}) FORMAT CSV\n${lines.slice(at, at + 20_000).join("\n")}\n`);
      check("ClickHouse", (await shards.query(sums)).replaceAll("\t", ","));
      // another process: the clock, one thread
      const clock = async () => { const start = performance.now(); await shards.query(sums); return ((performance.now() - start) * 1e6) / n; };
      const sum = Math.min(await clock(), await clock(), await clock());
      rows.push([`ClickHouse ${await shards.query("SELECT version()")}, sums of the view, one thread (clock)`, sum, sum / own]);
    } finally {
      await shards.stop();
    }
  } else console.log("ClickHouse is not installed: left out");
  table(`W1 in databases, a row of ${n} (ns; sums of all schemes equal)`, ["what", "ns", "to the kernel"], rows);
}
