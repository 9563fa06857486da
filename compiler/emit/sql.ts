import type { FactInfo } from "../../runtime/program.js";
import type { CoreProgram } from "../ir/core.js";
import { when } from "../plan/build.js";
import { statusCodes, type Bool, type Int, type Plan, type SchemePlan, type Step } from "../plan/ir.js";
import { alwaysThere, factSteps, listedValues } from "../plan/facts.js";
import { defaultStep } from "./kernel.js";

/**
 * A plan as SQL: a table of facts, and a view with status, fen and binding of every scheme that a row decides. NULL is
 * unknown; inside, every fact is a whole number beside the question whether it is known, so that nothing hangs on what a
 * database makes of NULL.
 */

export type Dialect = "duckdb" | "postgres" | "clickhouse";

export interface SqlOptions {
  readonly dialect: Dialect;
  /** Names of the table and of the view. */
  readonly table?: string;
  readonly view?: string;
  /** ClickHouse: the cluster on whose shards the table and the view are made. */
  readonly cluster?: string;
}

/** Largest whole number of the databases' 64 bits. */
const widest = 9_223_372_036_854_775_807n;

class Writer {
  constructor(readonly dialect: Dialect) {}

  id(name: string): string {
    return this.dialect === "clickhouse" ? `\`${name.replace(/[\\`]/g, (c) => `\\${c}`)}\`` : `"${name.replace(/"/g, '""')}"`;
  }

  text(value: string): string {
    return this.dialect === "clickhouse" ? `'${value.replace(/[\\']/g, (c) => `\\${c}`)}'` : `'${value.replace(/'/g, "''")}'`;
  }

  int(value: bigint): string {
    if (this.dialect === "clickhouse") return `toInt64(${value})`;
    return value < 0n ? `(CAST(${value} AS BIGINT))` : `CAST(${value} AS BIGINT)`;
  }

  bool(value: boolean): string {
    return this.dialect === "clickhouse" ? (value ? "1" : "0") : value ? "TRUE" : "FALSE";
  }

  divide(a: string, by: bigint): string {
    const over = (n: string): string => (this.dialect === "clickhouse" ? `intDiv(${n}, ${this.int(by)})` : this.dialect === "duckdb" ? `(${n} // ${this.int(by)})` : `(${n} / ${this.int(by)})`);
    return `CASE WHEN ${a} < 0 THEN -${over(`(${this.int(by - 1n)} - ${a})`)} ELSE ${over(a)} END`;
  }

  /** Days since 1970 of a date column. */
  days(column: string): string {
    if (this.dialect === "clickhouse") return `toInt64(toRelativeDayNum(${column}))`;
    return this.dialect === "duckdb" ? `CAST(date_diff('day', DATE '1970-01-01', ${column}) AS BIGINT)` : `CAST(${column} - DATE '1970-01-01' AS BIGINT)`;
  }

  private date(day: string): string {
    return this.dialect === "clickhouse" ? `toDate(${day})` : `(DATE '1970-01-01' + CAST(${day} AS INTEGER))`;
  }

  year(day: string): string {
    return this.dialect === "clickhouse" ? `toInt64(toYear(${this.date(day)}))` : `CAST(EXTRACT(YEAR FROM ${this.date(day)}) AS BIGINT)`;
  }

  monthDay(day: string): string {
    const date = this.date(day);
    return this.dialect === "clickhouse" ? `(toMonth(${date}) * 100 + toDayOfMonth(${date}))` : `(EXTRACT(MONTH FROM ${date}) * 100 + EXTRACT(DAY FROM ${date}))`;
  }

  shift(day: string, count: string, unit: "day" | "month", direction: 1 | -1): string {
    const steps = direction === 1 ? `(${count})` : `(-(${count}))`;
    if (unit === "day") return `(${day} + ${steps})`;
    const date = this.date(day);
    if (this.dialect === "clickhouse") return `toInt64(toRelativeDayNum(addMonths(${date}, ${steps})))`;
    if (this.dialect === "duckdb") return this.days(`CAST(${date} + to_months(CAST(${steps} AS INTEGER)) AS DATE)`);
    return this.days(`CAST(${date} + make_interval(months => CAST(${steps} AS INTEGER)) AS DATE)`);
  }

  // ------------------------------------------------------------ plans

  value(value: Int, scheme: string): string {
    switch (value.op) {
      case "int": return this.int(value.value);
      case "fact": return this.id(`f:${value.fact}`);
      case "name": return this.id(value.name.startsWith("amount ") ? `a:${value.name.slice(7)}` : `v:${scheme}:${value.name}`);
      case "add": return `(${this.value(value.left, scheme)} + ${this.value(value.right, scheme)})`;
      case "subtract": return `(${this.value(value.left, scheme)} - ${this.value(value.right, scheme)})`;
      case "multiply": return `(${this.value(value.left, scheme)} * ${this.value(value.right, scheme)})`;
      case "least": case "greatest": {
        const [a, b] = [this.value(value.left, scheme), this.value(value.right, scheme)];
        return `CASE WHEN ${a} ${value.op === "least" ? "<" : ">"} ${b} THEN ${a} ELSE ${b} END`;
      }
      case "divide": return this.divide(this.value(value.item, scheme), value.by);
      case "if": return `CASE WHEN ${this.test(value.test, scheme)} THEN ${this.value(value.then, scheme)} ELSE ${this.value(value.otherwise, scheme)} END`;
      case "year": return this.year(this.value(value.day, scheme));
      case "shift": return this.shift(this.value(value.day, scheme), this.value(value.count, scheme), value.unit, value.direction);
    }
  }

  test(test: Bool, scheme: string): string {
    switch (test.op) {
      case "true": case "false": return this.bool(test.op === "true");
      case "flag": {
        if (test.name.startsWith("settled ")) {
          const status = this.id(`s:${test.name.slice(8)}`);
          return `(${status} = ${statusCodes.eligible} OR (${status} >= ${statusCodes.ineligible} AND ${status} <= ${statusCodes.exhausted}))`;
        }
        if (test.name.startsWith("ceiling ")) return `(${this.id(`s:${test.name.slice(8)}`)} = ${statusCodes.ceiling})`;
        return this.isTrue(this.id(`k:${scheme}:${test.name}`));
      }
      case "yes": return `(${this.id(`f:${test.fact}`)} = 1)`;
      case "no": return `(${this.id(`f:${test.fact}`)} = 0)`;
      case "listed": return `(${this.id(`f:${test.fact}`)} = ${test.code})`;
      case "known": return this.isTrue(this.id(`k:${test.fact}`));
      case "absent": return this.isTrue(this.id(`n:${test.fact}`));
      case "less": return `(${this.value(test.left, scheme)} < ${this.value(test.right, scheme)})`;
      case "at-most": return `(${this.value(test.left, scheme)} <= ${this.value(test.right, scheme)})`;
      case "equal": return `(${this.value(test.left, scheme)} = ${this.value(test.right, scheme)})`;
      case "and": return `(${test.items.map((item) => this.test(item, scheme)).join(" AND ")})`;
      case "or": return `(${test.items.map((item) => this.test(item, scheme)).join(" OR ")})`;
      case "not": return `(NOT ${this.test(test.item, scheme)})`;
      case "choose": return `(CASE WHEN ${this.test(test.test, scheme)} THEN ${this.flag(test.then, scheme)} ELSE ${this.flag(test.otherwise, scheme)} END = 1)`;
      case "window": {
        const day = this.monthDay(this.value(test.day, scheme));
        return `(${test.spans.map(({ from, to }) => {
          const [low, high] = [from[0] * 100 + from[1], to[0] * 100 + to[1]];
          return low <= high ? `(${day} BETWEEN ${low} AND ${high})` : `(${day} >= ${low} OR ${day} <= ${high})`;
        }).join(" OR ")})`;
      }
    }
  }

  /** Flags are kept as 1 and 0: no database has another opinion of them. */
  flag(test: Bool, scheme: string): string {
    return test.op === "true" ? "1" : test.op === "false" ? "0" : `CASE WHEN ${this.test(test, scheme)} THEN 1 ELSE 0 END`;
  }

  private isTrue(flag: string): string {
    return `(${flag} = 1)`;
  }

  type(info: FactInfo): string {
    const nullable = (type: string): string => (this.dialect === "clickhouse" ? `Nullable(${type})` : type);
    const decimal = (places: number): string => (this.dialect === "clickhouse" ? `Decimal(18, ${places})` : `DECIMAL(${places > 4 ? 21 : 18}, ${places})`);
    switch (info.kind) {
      case "money": return nullable(decimal(2));
      case "percent": return nullable(decimal(2));
      case "number": return this.dialect === "clickhouse" ? nullable("Decimal(18, 6)") : decimal(6);
      case "integer": return nullable(this.dialect === "clickhouse" ? "Int64" : "BIGINT");
      case "yes-no": return nullable(this.dialect === "clickhouse" ? "UInt8" : "BOOLEAN");
      case "date": case "date-or-none": return nullable(this.dialect === "clickhouse" ? "Date" : "DATE");
      default: return nullable(this.dialect === "clickhouse" ? "String" : this.dialect === "postgres" ? "TEXT" : "VARCHAR");
    }
  }

  /** A column of the table as a whole number of its steps; what is not known is 0, and said beside. */
  read(info: FactInfo): readonly string[] {
    const column = this.id(info.id);
    const absent = defaultStep(info);
    const other = absent === "NaN" ? "0" : absent;
    const steps = factSteps(info.kind);
    const names = (value: string): readonly string[] => [...new Set([value, ...(info.members?.find((member) => member.id === value)?.names ?? [])])];
    const oneOf = (value: string): string => { const all = names(value).map((name) => this.text(name)); return all.length === 1 ? `${column} = ${all[0] ?? ""}` : `${column} IN (${all.join(", ")})`; };
    // a word that is no value of the fact says nothing
    const present = info.kind === "one-of" && info.orOther !== true ? `${column} IS NOT NULL AND ${column} IN (${listedValues(info).flatMap(names).map((name) => this.text(name)).join(", ")})` : `${column} IS NOT NULL`;
    const number = (): string => {
      const scale = info.kind === "percent" ? 100n : (steps ?? 1n);
      if (info.kind === "integer") return this.dialect === "clickhouse" ? `toInt64(assumeNotNull(${column}))` : `CAST(${column} AS BIGINT)`;
      return this.dialect === "clickhouse" ? `toInt64(assumeNotNull(${column}) * ${scale})` : `CAST(${column} * ${scale} AS BIGINT)`;
    };
    const value = ((): string => {
      if (steps !== undefined) return number();
      if (info.kind === "yes-no") return `CASE WHEN ${this.dialect === "clickhouse" ? `assumeNotNull(${column}) = 1` : column} THEN 1 ELSE 0 END`;
      if (info.kind === "one-of") {
        const values = listedValues(info);
        const rest = values.indexOf("other");
        return `CASE ${values.filter((value) => value !== "other").map((value) => `WHEN ${oneOf(value)} THEN ${values.indexOf(value)}`).join(" ")} ELSE ${rest < 0 ? -1 : rest} END`;
      }
      return this.days(this.dialect === "clickhouse" ? `assumeNotNull(${column})` : column);
    })();
    const unknownCode = info.kind === "yes-no" || info.kind === "one-of" ? (absent === "NaN" ? "-2" : absent) : other;
    const whole = (code: string): string => (this.dialect === "clickhouse" ? `toInt64(${code})` : `CAST(${code} AS BIGINT)`);
    const lines = [`${whole(`CASE WHEN ${present} THEN ${value} ELSE ${unknownCode} END`)} AS ${this.id(`f:${info.id}`)}`];
    const none = info.kind === "date-or-none" ? this.id(`${info.id}_none`) : undefined;
    const isNone = none === undefined ? undefined : this.dialect === "clickhouse" ? `(${none} IS NOT NULL AND assumeNotNull(${none}) = 1)` : `(${none} IS TRUE)`;
    if (!alwaysThere(info) || isNone !== undefined) lines.push(`CASE WHEN ${present}${isNone === undefined ? "" : ` OR ${isNone}`} THEN 1 ELSE 0 END AS ${this.id(`k:${info.id}`)}`);
    if (isNone !== undefined) lines.push(`CASE WHEN ${isNone} THEN 1 ELSE 0 END AS ${this.id(`n:${info.id}`)}`);
    return lines;
  }
}

/** A column of some layer, and the columns it is made of. */
interface Made {
  readonly alias: string;
  readonly sql: string;
  readonly needs: readonly string[];
}

/** Columns that values and conditions speak of. */
function needsOf(value: unknown, scheme: string, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  const node = value as { readonly op?: string; readonly name?: string };
  if (node.op === "name" && node.name !== undefined) found.add(node.name.startsWith("amount ") ? `a:${node.name.slice(7)}` : `v:${scheme}:${node.name}`);
  if (node.op === "flag" && node.name !== undefined) found.add(/^(?:settled|ceiling) /.test(node.name) ? `s:${node.name.slice(8)}` : `k:${scheme}:${node.name}`);
  for (const child of Array.isArray(value) ? value : Object.values(value)) needsOf(child, scheme, found);
  return found;
}

/** Columns by how many layers lie below them: few layers, since databases look at every one of them again. */
function layersOf(all: readonly Made[]): readonly (readonly Made[])[] {
  const level = new Map<string, number>();
  const result: Made[][] = [];
  for (const one of all) {
    const at = Math.max(0, ...one.needs.map((need) => (level.get(need) ?? -1) + 1));
    level.set(one.alias, at);
    (result[at] ??= []).push(one);
  }
  return result;
}

export interface EmittedSql {
  readonly text: string;
  /** Schemes that a row cannot decide here, and why. */
  readonly left: readonly { readonly id: string; readonly why: string }[];
}

export function emitSql(program: CoreProgram, plan: Plan, options: SqlOptions): EmittedSql {
  const w = new Writer(options.dialect);
  const wide = plan.schemes.filter((one) => one.widest.size > widest);
  const schemes = plan.schemes.filter((one) => !wide.includes(one));
  const left = [...plan.left, ...wide.map((one) => ({ id: one.id, why: `${one.widest.what} reaches ${one.widest.size}, beyond 64 bits: declare a narrower range` }))];
  const used = new Set(schemes.flatMap((one) => one.facts));
  const facts = program.facts.filter((fact) => used.has(fact.id));
  const table = options.table ?? "facts";
  const view = options.view ?? "awards";
  const clustered = options.dialect === "clickhouse" && options.cluster !== undefined;
  const local = clustered ? `${view}_local` : view;
  const localTable = clustered ? `${table}_local` : table;

  const columns = [
    `  ${w.id("id")} ${options.dialect === "clickhouse" ? "String" : options.dialect === "postgres" ? "TEXT" : "VARCHAR"}`,
    ...facts.flatMap((fact) => [`  ${w.id(fact.id)} ${w.type(fact)}`, ...(fact.kind === "date-or-none" ? [`  ${w.id(`${fact.id}_none`)} ${options.dialect === "clickhouse" ? "Nullable(UInt8)" : "BOOLEAN"}`] : [])]),
  ];
  const engine = options.dialect === "clickhouse" ? " ENGINE = MergeTree ORDER BY id" : "";
  const lines: string[] = [`-- facts: NULL is unknown; amounts in yuan, percentages as 80 for 80%; a date that was looked for and is not there: ${w.id("…_none")}`, `CREATE TABLE ${localTable} (\n${columns.join(",\n")}\n)${engine};`, ""];

  const base = `SELECT ${w.id("id")},\n${facts.flatMap((fact) => w.read(fact)).map((line) => `    ${line}`).join(",\n")}\n  FROM ${localTable}`;
  let query = base;
  let n = 0;
  const layer = (added: readonly string[]): void => {
    if (added.length === 0) return;
    query = `SELECT t${n}.*,\n${added.map((line) => `    ${line}`).join(",\n")}\n  FROM (${query}) t${n}`;
    n++;
  };
  for (const level of layersOf(schemes.flatMap((one) => columnsOf(one, w)))) layer(level.map(({ alias, sql }) => `${sql} AS ${w.id(alias)}`));
  const outputs = schemes.flatMap((one) => {
    const [s, a] = [w.id(`s:${one.id}`), w.id(`a:${one.id}`)];
    const status = `CASE ${Object.entries(statusCodes).filter(([name]) => name !== "undetermined").map(([name, code]) => `WHEN ${s} = ${code} THEN ${w.text(name)}`).join(" ")} ELSE ${w.text("undetermined")} END`;
    const settled = `${s} >= ${statusCodes.eligible} AND ${s} <= ${statusCodes.exhausted}`;
    return [`${status} AS ${w.id(`${one.column}_status`)}`, `CASE WHEN ${settled} THEN ${a} ELSE NULL END AS ${w.id(`${one.column}_fen`)}`, `${w.id(`b:${one.id}`)} AS ${w.id(`${one.column}_binding`)}`];
  });
  const bindings = schemes.map((one) => `-- ${one.column}: ${one.id} ${one.version}; binding ${one.binding.map((b, i) => `${2 ** i} ${b.id}`).join(", ")}`);
  lines.push(...bindings, `CREATE VIEW ${local} AS\nSELECT ${w.id("id")},\n${outputs.map((line) => `    ${line}`).join(",\n")}\n  FROM (${query}) t${n};`, "");
  if (clustered) lines.push(...distributed(w, options.cluster ?? "", table, view, schemes));
  for (const one of left) lines.push(`-- not here: ${one.id}: ${one.why}`);
  return { text: `${lines.join("\n")}\n`, left };
}

/** Columns of one scheme in the order in which they can be computed; schemes come after those they ask for. */
function columnsOf(one: SchemePlan, w: Writer): readonly Made[] {
  const { id } = one;
  const test = (b: Bool): string => w.test(b, id);
  const steps = [...one.prelude, ...one.steps].flatMap((step: Step): readonly Made[] => {
    switch (step.kind) {
      case "int": return [{ alias: `v:${id}:${step.name}`, sql: w.value(step.value, id), needs: [...needsOf(step.value, id)] }];
      case "flag": return [{ alias: `k:${id}:${step.name}`, sql: w.flag(step.value, id), needs: [...needsOf(step.value, id)] }];
      case "limits": {
        const alias = (i: number): string => (i === step.of.length - 1 ? step.name : `${step.name} ${i}`);
        return step.of.map((limit, i) => {
          const before: Int = { op: "name", name: alias(i - 1) };
          const value: Int = i === 0 ? limit.value : when(limit.present, { op: "least", left: before, right: limit.value }, before);
          return { alias: `v:${id}:${alias(i)}`, sql: w.value(value, id), needs: [...needsOf(value, id)] };
        });
      }
    }
  });
  const open = [...one.gates.map((gate) => gate.open), one.elsewhere.open, one.unknown].filter((b) => b.op !== "false");
  const gatesOpen = one.gates.map((gate) => gate.open).filter((b) => b.op !== "false");
  const cases = [
    ...one.gates.filter((gate) => gate.fails.op !== "false").map((gate) => `WHEN ${test(gate.fails)} THEN ${statusCodes[gate.status]}`),
    ...(one.elsewhere.holds.op === "false" ? [] : [`WHEN ${test(one.elsewhere.holds)}${gatesOpen.length === 0 ? "" : ` AND NOT (${gatesOpen.map(test).join(" OR ")})`} THEN ${statusCodes.elsewhere}`]),
    ...(one.nothing.op === "false" ? [] : [`WHEN ${test(one.nothing)} THEN ${statusCodes.ineligible}`]),
    ...(open.length === 0 ? [] : [`WHEN ${open.map(test).join(" OR ")} THEN ${statusCodes.undetermined}`]),
    ...(one.caseByCase.op === "false" ? [] : [`WHEN ${test(one.caseByCase)} THEN ${statusCodes["case-by-case"]}`]),
    ...(one.ceiling.op === "false" ? [] : [`WHEN ${test(one.ceiling)} THEN ${statusCodes.ceiling}`]),
  ];
  const status = `s:${id}`;
  const paid = `${w.id(status)} IN (${statusCodes.eligible}, ${statusCodes.ceiling})`;
  return [
    ...steps,
    { alias: status, sql: cases.length === 0 ? String(statusCodes.eligible) : `CASE ${cases.join(" ")} ELSE ${statusCodes.eligible} END`, needs: [...needsOf([one.gates, one.elsewhere, one.nothing, one.unknown, one.caseByCase, one.ceiling], id)] },
    { alias: `a:${id}`, sql: `CASE WHEN ${paid} THEN ${w.value(one.amount, id)} ELSE ${w.int(0n)} END`, needs: [status, ...needsOf(one.amount, id)] },
    { alias: `b:${id}`, sql: `CASE WHEN ${paid} THEN ${one.binding.map((b, i) => `CASE WHEN ${test(b.holds)} THEN ${2 ** i} ELSE 0 END`).join(" + ")} ELSE 0 END`, needs: [status, ...needsOf(one.binding, id)] },
  ];
}

/** Tables over the shards: the rules run where the rows are, and a lost shard is seen by its missing rows. */
function distributed(w: Writer, cluster: string, table: string, view: string, schemes: readonly SchemePlan[]): readonly string[] {
  const columns = schemes.flatMap((one) => [`  ${w.id(`${one.column}_status`)} String`, `  ${w.id(`${one.column}_fen`)} Nullable(Int64)`, `  ${w.id(`${one.column}_binding`)} UInt64`]);
  return [
    "-- run this file on every shard; rows are spread over them by their id when they are inserted here",
    `CREATE TABLE ${table} AS ${table}_local ENGINE = Distributed(${w.id(cluster)}, currentDatabase(), ${table}_local, cityHash64(id));`,
    `CREATE TABLE ${view} (\n  ${w.id("id")} String,\n${columns.join(",\n")}\n) ENGINE = Distributed(${w.id(cluster)}, currentDatabase(), ${view}_local);`,
    "-- a server may be set to answer without a lost shard, silently with a part of the rows: before any sum is believed,",
    `-- the rows that answer must be the rows that were loaded: SELECT count() FROM ${view}`,
    "",
  ];
}
