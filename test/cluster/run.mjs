import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startShards } from "./shards.mjs";

/**
 * `npm run test:cluster`: the emitted SQL on three real ClickHouse shards. Every row says what the kernel says, sums are
 * computed where the rows are, and a shard that is lost in the middle of a query is not mistaken for fewer rows.
 */

const rows = Number(process.env.ALLOT_ROWS ?? 20_000);
const fail = (text) => { throw new Error(text); };

if (spawnSync("sh", ["-c", "command -v clickhouse-server"]).status !== 0) {
  const apt = (...words) => spawnSync("apt-get", words, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } }).status === 0;
  const install = () => apt("install", "-y", "--no-install-recommends", "clickhouse-server", "clickhouse-client");
  if (!install() && !(apt("update") && install())) fail("clickhouse-server is not installed, and apt-get could not install it");
}

const folder = mkdtempSync(join(tmpdir(), "allot-cluster-"));
const built = spawnSync(process.execPath, ["dist/compiler/cli/main.js", "build", "policies", "-o", folder, "-t", "kernel", "-t", "sql", "--dialect", "clickhouse", "--cluster", "shards"], { encoding: "utf8" });
if (built.status !== 0) fail(built.stderr);
const statements = readFileSync(join(folder, "policies.clickhouse.sql"), "utf8").replace(/^--.*$/gm, "").split(/;\s*$/m).filter((one) => one.trim() !== "");
const kernel = await import(pathToFileURL(resolve(folder, "policies.kernel.js")).href);

// rows at the edges: each fact is unknown at times, or beside a value that the rules name
let seed = 42;
const random = () => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 2 ** 32; };
const pick = (list) => list[Math.floor(random() * list.length)];
const edges = [0, 1, 100, 9_999_999, 10_000_000, 29_999_999, 30_000_000, 30_000_001, 100_000_000, 200_000_001, 499_999_999, 500_000_000, 1_000_000_000, 3_333_333_333];
const literals = [];
const facts = Array.from({ length: rows }, () => Object.fromEntries(Object.entries(kernel.steps).flatMap(([name, { kind, codes }]) => {
  if (random() < 0.04) return [];
  switch (kind) {
    case "money": return [[name, Math.max(0, pick(edges) + Math.floor(random() * 3) - 1)]];
    case "percent": return [[name, pick([0, 1, 5000, 7999, 8000, 10_000])]];
    case "integer": return [[name, 1 + Math.floor(random() * 5)]];
    case "number": return [[name, pick([0, 99_999_000, 100_000_000, 150_500_000])]];
    case "yes-no": return [[name, /crime|list|already/.test(name) === (random() < 0.1) ? 1 : 0]];
    case "one-of": return [[name, pick(Object.values(codes))]];
    case "date": return [[name, 20_000 + Math.floor(random() * 1000)]];
    default: return [[name, random() < 0.7 ? Infinity : 20_000 + Math.floor(random() * 1000)]];
  }
})));

const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
const names = Object.entries(kernel.steps).flatMap(([name, { kind }]) => (kind === "date-or-none" ? [name, `${name}_none`] : [name]));
const scaled = (value, places) => { const text = String(value).padStart(places + 1, "0"); return `${text.slice(0, -places)}.${text.slice(-places)}`; };
function cells(row) {
  return Object.entries(kernel.steps).flatMap(([name, { kind, codes }]) => {
    const value = row[name];
    const text = value === undefined || value === Infinity ? "NULL"
      : kind === "money" || kind === "percent" ? scaled(value, 2)
        : kind === "number" ? scaled(value, 6)
          : kind === "one-of" ? `'${pick(Object.keys(codes).filter((word) => codes[word] === value))}'`
            : kind === "date" || kind === "date-or-none" ? `'${iso(value)}'` : String(value);
    return kind === "date-or-none" ? [text, value === Infinity ? "1" : "0"] : [text];
  });
}
for (let at = 0; at < rows; at += 1000) {
  literals.push(`INSERT INTO facts (id, ${names.map((name) => `\`${name}\``).join(", ")}) VALUES ${facts.slice(at, at + 1000).map((row, i) => `('${String(at + i).padStart(7, "0")}', ${cells(row).join(", ")})`).join(", ")}`);
}

const shards = await startShards(3);
try {
  for (let shard = 0; shard < 3; shard++) for (const statement of statements) await shards.query(statement, shard);
  for (const insert of literals) await shards.query(insert);
  const counts = [];
  for (let shard = 0; shard < 3; shard++) counts.push(Number(await shards.query("SELECT count() FROM facts_local", shard)));
  if (counts.some((n) => n === 0) || counts.reduce((a, b) => a + b) !== rows) fail(`rows on the shards: ${counts.join(", ")}`);
  console.log(`${rows} rows on three shards: ${counts.join(", ")}`);

  const columns = Object.keys(kernel.columns);
  const out = (await shards.query(`SELECT id, ${columns.flatMap((c) => [`${c}_status`, `${c}_fen`, `${c}_binding`]).join(", ")} FROM awards ORDER BY id`)).split("\n").map((line) => line.split("\t"));
  if (out.length !== rows) fail(`${out.length} rows answered`);
  let paid = 0;
  for (const [i, row] of facts.entries()) {
    const settled = kernel.settle(row);
    for (const [k, column] of columns.entries()) {
      const [status, amount, binding] = ["status", "fen", "binding"].map((what) => settled[`${column}_${what}`]);
      const wanted = [kernel.statuses[status], Number.isNaN(amount) ? "\\N" : String(amount), String(binding)].join(" ");
      const got = out[i].slice(1 + 3 * k, 4 + 3 * k).join(" ");
      if (wanted !== got) fail(`row ${i}, ${column}: ClickHouse says ${got}, the kernel ${wanted}\n${JSON.stringify(row)}`);
      if (amount > 0) paid++;
    }
  }
  console.log(`every row says what the kernel says; ${paid} awards are paid`);
  if (paid < rows / 20) fail("hardly anything is paid: the rows test nothing");

  const sum = columns.map((c) => `sum(${c}_fen)`).join(" + ");
  const whole = await shards.query(`SELECT ${sum} FROM awards`);
  const wanted = facts.reduce((all, row) => all + Object.entries(kernel.settle(row)).reduce((s, [name, value]) => s + (name.endsWith("_fen") && value > 0 ? BigInt(value) : 0n), 0n), 0n);
  if (whole !== String(wanted)) fail(`the sum is ${whole}, not ${wanted}`);
  console.log(`the sum over the shards is ${whole} fen`);

  // a shard is lost while a query runs
  const slow = shards.query(`SELECT ${sum}, sum(sleep(0.01)) FROM awards`, 0, { max_block_size: "500" }).then(() => "answered", (error) => `refused: ${String(error.message).split("\n")[0].slice(0, 80)}`);
  await new Promise((done) => setTimeout(done, 40));
  shards.kill(2);
  console.log(`a shard killed in the middle of a query: ${await slow}`);
  const refused = await shards.query(`SELECT ${sum} FROM awards`).then(() => "answered", () => "refused");
  if (refused !== "refused") fail("a query without a shard was answered");
  const partial = Number(await shards.query("SELECT count() FROM awards", 0, { skip_unavailable_shards: "1" }));
  if (partial === rows) fail("the lost shard's rows are still there");
  console.log(`with skip_unavailable_shards=1 a part answers, ${partial} of ${rows} rows: the count shows it`);
} finally {
  await shards.stop();
  rmSync(folder, { recursive: true, force: true });
}
