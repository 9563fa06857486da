import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allot, folderWith, smallPolicy } from "../cli/support.js";

/** `allot simulate` as it is typed. */

const population = "policies/fuzhou/ai-industry/cases/population-2026.csv";
const golden = (name: string): string => join(import.meta.dirname, "../golden/simulate", name);

const head = "id,on,enterprise,local,fee,paid\n";
const small = (rows: string, policy = smallPolicy): string => folderWith({ "a.policy": policy, "rows.csv": head + rows });

describe("the shipped population", () => {
  test("summary, results and report in English; nothing is left beside them", async () => {
    const folder = folderWith();
    const { code, out, err } = allot(["simulate", "policies", population, "-o", join(folder, "out.csv"), "--report", join(folder, "report.html")]);
    expect([code, err]).toEqual([0, ""]);
    await expect(out).toMatchFileSnapshot(golden("summary.en.txt"));
    await expect(readFileSync(join(folder, "out.csv"), "utf8")).toMatchFileSnapshot(golden("results.csv"));
    const report = readFileSync(join(folder, "report.html"), "utf8");
    expect(report).not.toMatch(/<script|src=|href=|@import|url\(/i);
    expect(report.match(/<svg/g)?.length).toBe(5);
    expect(report).toContain("14,999,999.97");
    expect(readdirSync(folder).sort()).toEqual(["out.csv", "report.html"]);
  });
  test("in Chinese, compared with another reading; results in Parquet can be read again", async () => {
    const folder = folderWith();
    const args = ["simulate", "policies", population, "--lang", "zh", "--against-reading", "pool_allocation=arrival_order", "--no-readings-effect"];
    const { code, out } = allot([...args, "-o", join(folder, "out.parquet"), "--report", join(folder, "report.html")]);
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(golden("summary.zh.txt"));
    expect(readFileSync(join(folder, "report.html"), "utf8")).toContain('<html lang="zh-Hans">');
    // the Parquet of results is itself a population: its facts are not, but it can be read
    const again = allot(["simulate", "policies", join(folder, "out.parquet"), ...["version", "status", "award", "ceiling", "paid", "cut_by", "bound_by", "reasons", "missing", "paid_against", "difference"].flatMap((column) => ["--ignore", column]), "--format", "json"]);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ format: 1, applications: 15, refused: 0 });
  });
});

describe("rows that cannot be evaluated", () => {
  test("are told with line and reason, the others go on, exit 1; doubles are none of them evaluated", () => {
    const folder = small("A,2026-02-01,E1,true,1000,\nB,2026-02-30,E1,true,1000,\nC,2026-02-01,E1\nD,2026-02-01,E1,true,\"1,000\",\nE,2026-02-01,E1,true,100,\nE,2026-02-02,E1,true,100,\n,2026-02-02,E1,true,1,\nG,2026-02-03,E2,true,10");
    const { code, out, err } = allot(["simulate", join(folder, "a.policy"), "rows.csv", "-o", "out.csv", "--rejects", "rejects.csv"], { cwd: folder });
    expect(code).toBe(1);
    expect(err.split("\n").filter((line) => line !== "")).toEqual([
      "error: rows.csv:4: the row has 3 cells, the columns are 6",
      "error: rows.csv:9: the row has 5 cells, the columns are 6",
      "error: rows.csv:5: `fee` is \"1,000\"; write an amount in yuan as text, such as \"200000\" or \"1234.56\", without commas or units",
      "error: rows.csv:6: several rows have the id `E`; none of them is evaluated",
      "error: rows.csv:8: the row has no `id`",
      "error: rows.csv:7: several rows have the id `E`; none of them is evaluated",
      "error: rows.csv:3: `on` is `2026-02-30`; write a day that exists, as 2026-06-15",
    ]);
    expect(out).toMatch(/^Applications: 1\nRows that cannot be evaluated: 7\nPaid in all: 500\.00 yuan\n/);
    expect(readFileSync(join(folder, "rejects.csv"), "utf8").split("\n").length).toBe(9);
    expect(readFileSync(join(folder, "out.csv"), "utf8").split("\n").length).toBe(3);
  });
  test("columns that nobody knows end the run, exit 2, with a suggestion; two that are one too", () => {
    const folder = folderWith({ "a.policy": smallPolicy, "a.csv": "id,fees\nA,1\n", "b.csv": "id,fee,Fee paid\nA,1,1\n", "c.csv": "id,fee\nA,1\n" });
    const run = (...args: string[]) => allot(["simulate", "a.policy", ...args], { cwd: folder });
    expect(run("a.csv")).toMatchObject({ code: 2, out: "", err: "error: a.csv: no policy knows the column `fees`; did you mean `fee`? (`--ignore fees` passes it over)\n" });
    expect(run("b.csv")).toMatchObject({ code: 2, out: "", err: "error: b.csv: the columns `fee` and `Fee paid` are the same\n" });
    expect(run("a.csv", "--ignore", "fees").code).toBe(0);
    expect(run("c.csv", "--fact", "fee=x")).toMatchObject({ code: 2, out: "" });
    expect(run("c.csv", "-o", "c.csv")).toMatchObject({ code: 2, out: "", err: "error: -o c.csv is the input\n" });
    expect(run("nothing.csv")).toMatchObject({ code: 2, out: "" });
    expect(run("c.csv", "--reading", "x=y", "--lang", "zh")).toMatchObject({ code: 2, err: "错误：`--reading x=y`：没有读法 `x`\n" });
  });
  test("names of the input are no formulas in the output; a difference may be negative", () => {
    const folder = small("=1+2,2026-02-01,@E,true,1000,\n");
    writeFileSync(join(folder, "b.policy"), smallPolicy.replace("award 50%", "award 70%"));
    expect(allot(["simulate", "a.policy", "rows.csv", "--against", "b.policy", "-o", "out.csv"], { cwd: folder }).code).toBe(0);
    expect(readFileSync(join(folder, "out.csv"), "utf8")).toBe("id,on,enterprise,scheme,version,status,award,ceiling,paid,cut_by,bound_by,reasons,missing,paid_against,difference\n'=1+2,2026-02-01,'@E,test.plan.rent,1,eligible,500.00,,500.00,,award,,,700.00,-200.00\n");
  });
});

describe("a reform", () => {
  test("who wins, who loses, and what it costs", () => {
    const folder = small("A,2026-02-01,E1,true,1000,\nB,2026-02-01,E2,true,8000,\nC,2026-02-01,E3,false,8000,\nD,2026-02-01,E4,,8000,\n");
    // 60% up to 800: A gains 100, B loses 200, C gets nothing as before, D is not settled
    writeFileSync(join(folder, "reform.policy"), smallPolicy.replace("award 50%", "award 60%").replace("1,000 yuan per", "800 yuan per"));
    const { code, out } = allot(["simulate", "reform.policy", "rows.csv", "--against", "a.policy", "--format", "json"], { cwd: folder });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      paid: "1400.00",
      against: {
        paid: "1500.00", difference: "-100.00", winners: { count: 1, amount: "100.00" }, losers: { count: 1, amount: "200.00" }, same: 1, open: 1,
        gains: [{ application: "A", before: "500.00", after: "600.00" }], losses: [{ application: "B", before: "1000.00", after: "800.00" }],
      },
    });
  });
});

test("the order of the rows, the number of threads and the format change nothing", () => {
  const folder = folderWith();
  const made = join(folder, "made.csv");
  expect(allot(["sample", "policies", "-n", "6000", "--seed", "7", "--from", "2026-01-01", "--to", "2026-12-31", "--subjects", "500", "-o", made]).code).toBe(0);
  const [first = "", ...rows] = readFileSync(made, "utf8").trimEnd().split("\n");
  writeFileSync(join(folder, "shuffled.csv"), `${[first, ...rows.map((row, i) => [(i * 7919) % rows.length, row] as const).sort(([a], [b]) => a - b).map(([, row]) => row)].join("\n")}\n`);
  const run = (input: string, ...more: string[]): string => {
    const out = join(folder, "out.csv");
    expect(allot(["simulate", "policies", join(folder, input), "--no-readings-effect", "-o", out, ...more])).toMatchObject({ code: 0, err: "" });
    return readFileSync(out, "utf8");
  };
  const plain = run("made.csv", "--workers", "1");
  expect(run("shuffled.csv", "--workers", "1") === plain).toBe(true);
  expect(run("shuffled.csv", "--workers", "2") === plain).toBe(true);
  expect(plain.split("\n").length).toBe(6002);
  // most of what is made is good
  expect(plain.split(",eligible,").length).toBeGreaterThan(4500);
});

test("applications that draw on accounts of two kinds are settled in one part, whatever was asked", () => {
  const policy = smallPolicy.replace("subject enterprise", "subject enterprise\nsubject project").replace("counting paid\n}", "counting paid\n}\nscheme once_a_project { per project once\n award 10 yuan }");
  const folder = folderWith({ "a.policy": policy, "rows.csv": `id,on,enterprise,project,local,fee\n${Array.from({ length: 40 }, (_, i) => `r${i + 10},2026-02-01,E${i % 3},P${i % 7},true,300`).join("\n")}\n` });
  const run = (workers: string): string => {
    expect(allot(["simulate", "a.policy", "rows.csv", "-o", "out.csv", "--workers", workers, "--no-readings-effect"], { cwd: folder })).toMatchObject({ code: 0, err: "" });
    return readFileSync(join(folder, "out.csv"), "utf8");
  };
  const one = run("1");
  expect(run("3") === one).toBe(true);
  // three enterprises have 1,000 yuan a year each, seven projects 10 yuan once
  expect(one.split("\n").slice(1, -1).reduce((sum, line) => sum + Number(line.split(",")[9]), 0)).toBe(3070);
});

test("a sample is the same for a seed, another for another, and holds to the schemes and days asked for", () => {
  const make = (...args: string[]): string => allot(["sample", "policies", "-n", "50", "--scheme", "compute_use", "--from", "2026-03-01", "--to", "2026-03-31", ...args]).out;
  const one = make("--seed", "a");
  expect(make("--seed", "a")).toBe(one);
  expect(make("--seed", "b")).not.toBe(one);
  const rows = one.trimEnd().split("\n").slice(1);
  expect(rows.length).toBe(50);
  for (const row of rows) expect(row).toMatch(/^A\d\d,2026-03-\d\d,enterprise-\d+,fuzhou\.ai_industry\.compute_use,/);
});

test("an opening ledger; what it says wrongly ends the run", () => {
  const folder = small("A,2026-02-01,E1,true,1000,\n");
  writeFileSync(join(folder, "ledger.csv"), "enterprise,scheme,year,amount\nE1,rent,2026,900\n");
  expect(allot(["simulate", "a.policy", "rows.csv", "--ledger", "ledger.csv"], { cwd: folder }).out).toMatch(/Paid in all: 100\.00 yuan/);
  writeFileSync(join(folder, "ledger.csv"), "subject,scheme,year,amount\nE1,rent,2026,900\nE2,房租,2026,9e2\n");
  expect(allot(["simulate", "a.policy", "rows.csv", "--ledger", "ledger.csv"], { cwd: folder })).toMatchObject({ code: 2, out: "", err: "error: ledger.csv:3: write an amount in yuan, such as 200000 or 1234.56\n" });
  expect(existsSync(join(folder, "out.csv"))).toBe(false);
});

describe("curves", () => {
  test("--curve draws payout against a fact, with caps and cliffs, and asks back for a fact that is not there", () => {
    const page = join(folderWith(), "curve.html");
    expect(allot(["simulate", "policies", population, "--report", page, "--curve", "annual_purchase"]).code).toBe(0);
    const text = readFileSync(page, "utf8");
    expect(text).toContain("Payout against one fact");
    expect(text).toContain(">300,000</text>");
    expect(text).toContain("annual 500,000");
    expect(allot(["simulate", "policies", population, "--report", page, "--curve", "nothing_such"]).code).toBe(2);
  }, 60_000);
});
