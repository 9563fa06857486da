import { PGlite } from "@electric-sql/pglite";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { emitSql, type Dialect } from "../../compiler/emit/sql.js";
import { planOf } from "../../compiler/plan/lower.js";
import { statusCodes } from "../../compiler/plan/ir.js";
import { caseArbitrary } from "../../compiler/testing/index.js";
import { evaluateCase } from "../../runtime/index.js";
import { interpreted, shippedPolicies } from "../support/compile.js";

/** Databases say of every row what the interpreter says: status, fen, and what bound it. */

const rows = Number(process.env["ALLOT_ROWS"] ?? 20_000);
const { program } = shippedPolicies();
const plan = planOf(program);
type Row = Readonly<Record<string, unknown>>;
let facts: readonly Row[] = [];
let expected: readonly (readonly string[])[] = [];

beforeAll(() => {
  const executable = interpreted(program);
  const tested = new Set(program.policies.flatMap((policy) => policy.validity.map((validity) => validity.by)));
  facts = fc.sample(caseArbitrary(program, { readings: "default" }), { numRuns: rows, seed: 42 }).map((at) => {
    const full: Record<string, unknown> = { ...at.facts };
    for (const by of tested) if (at.on !== undefined && full[by] === undefined) full[by] = at.on;
    return full;
  });
  expected = facts.map((one) => {
    const { awards } = evaluateCase(executable, one, { trace: false });
    return plan.schemes.map((scheme) => {
      const award = awards.find((a) => a.scheme === scheme.id);
      if (award === undefined) return "not evaluated";
      const status = award.status === "eligible" && award.amount === null ? "ceiling" : award.status;
      const yuan = award.amount ?? award.ceiling;
      const bits = award.status === "eligible" ? scheme.binding.reduce((sum, b, i) => sum + (award.binding.some((x) => x.id === b.id) ? 2 ** i : 0), 0) : 0;
      return `${status} ${yuan === null ? "-" : yuan.replace(".", "").replace(/^0+(?=\d)/, "")} ${bits}`;
    });
  });
}, 300_000);

function statements(dialect: Dialect): readonly string[] {
  const { text, left } = emitSql(program, plan, { dialect });
  expect(left).toEqual([]);
  return text.replace(/^--.*$/gm, "").split(/;\s*$/m).filter((statement) => statement.trim() !== "");
}

const kinds = new Map(program.facts.map((fact) => [fact.id, fact.kind]));

/** Rows as VALUES; no value of a case holds a quotation mark that is not doubled. */
function inserts(size: number): readonly string[] {
  const used = program.facts.filter((fact) => plan.schemes.some((scheme) => scheme.facts.includes(fact.id)));
  const columns = ["id", ...used.flatMap((fact) => (fact.kind === "date-or-none" ? [fact.id, `${fact.id}_none`] : [fact.id]))];
  const literal = (id: string, value: unknown): string => {
    if (value === undefined || value === null) return "NULL";
    const kind = kinds.get(id);
    if (kind === "yes-no") return value === true ? "TRUE" : "FALSE";
    if (kind === "one-of" || kind === "date" || kind === "date-or-none") return `'${String(value).replaceAll("'", "''")}'`;
    return String(value);
  };
  const result: string[] = [];
  for (let at = 0; at < facts.length; at += size) {
    const tuples = facts.slice(at, at + size).map((row, i) => `('${String(at + i).padStart(6, "0")}', ${used.flatMap((fact) => (fact.kind === "date-or-none" ? [literal(fact.id, row[fact.id]), row[fact.id] === null ? "TRUE" : "FALSE"] : [literal(fact.id, row[fact.id])])).join(", ")})`);
    result.push(`INSERT INTO facts (${columns.map((c) => `"${c}"`).join(", ")}) VALUES ${tuples.join(",\n")}`);
  }
  return result;
}

const query = (): string => `SELECT id, ${plan.schemes.map((s) => `"${s.column}_status", "${s.column}_fen", "${s.column}_binding"`).join(", ")} FROM awards ORDER BY id`;

function compare(got: readonly (readonly unknown[])[]): void {
  expect(got.length).toBe(facts.length);
  const wrong = got.flatMap(([, ...cells], i) => plan.schemes.flatMap((scheme, k) => {
    const [status, fen, binding] = cells.slice(3 * k, 3 * k + 3);
    const found = `${String(status)} ${fen === null ? "-" : String(fen)} ${String(binding)}`;
    return found === expected[i]?.[k] ? [] : [{ row: i, scheme: scheme.id, found, wanted: expected[i]?.[k], facts: facts[i] }];
  }));
  expect(wrong.slice(0, 3)).toEqual([]);
}

describe("one view, the same answers", () => {
  test(`DuckDB on ${rows} rows`, async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    for (const statement of [...statements("duckdb"), ...inserts(1000)]) await connection.run(statement);
    compare((await connection.runAndReadAll(query())).getRows());
  }, 300_000);

  test(`PostgreSQL on ${rows} rows`, async () => {
    const db = new PGlite();
    for (const statement of [...statements("postgres"), ...inserts(1000)]) await db.exec(statement);
    compare((await db.query<unknown[]>(query(), [], { rowMode: "array" })).rows);
    await db.close();
  }, 300_000);

  test("at least a tenth of what is compared is paid", () => {
    const paid = expected.flat().filter((one) => /^(?:eligible|ceiling) [1-9]/.test(one)).length;
    expect(paid).toBeGreaterThan(expected.length / 10);
    expect(new Set(expected.flat().map((one) => one.split(" ")[0])).size).toBeGreaterThan(Object.keys(statusCodes).length - 4);
  });
});
