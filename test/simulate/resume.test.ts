import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allot, folderWith, root } from "../cli/support.js";

/** A run that is killed goes on where it was, and ends in the same bytes; changed inputs are refused. */

const main = join(root, "dist/compiler/cli/main.js");
const folder = folderWith();
const made = join(folder, "made.csv");
const policies = join(folder, "policies");
const args = (out: string, workers = "1"): readonly string[] => ["simulate", policies, made, "-o", out, "--rejects", `${out}.rejects.csv`, "--no-readings-effect", "--workers", workers, "--checkpoint-every", "400"];

function prepare(): void {
  if (existsSync(made)) return;
  cpSync(join(root, "policies"), policies, { recursive: true });
  allot(["sample", "policies", "-n", "9000", "--seed", "3", "--subjects", "300", "-o", made]);
  // some rows cannot be evaluated: they are told of once, whatever happens
  const rows = readFileSync(made, "utf8").trimEnd().split("\n");
  for (const at of [100, 4000, 8000]) rows[at] = "half a row";
  writeFileSync(made, `${rows.join("\n")}\n`);
}

/** Kills the process without warning once the checkpoint holds so many rows. */
async function killedAt(out: string, rows: number, workers?: string): Promise<boolean> {
  const child = spawn(process.execPath, [main, ...args(out, workers)], { stdio: "ignore", env: { PATH: process.env["PATH"], LANG: "C" } });
  const ended = new Promise<NodeJS.Signals | null>((done) => { child.on("close", (_, signal) => { done(signal); }); });
  const watch = setInterval(() => {
    try {
      const { stores } = JSON.parse(readFileSync(join(`${out}.work`, "checkpoint.json"), "utf8")) as { readonly stores: { readonly records?: readonly { readonly rows: number }[] } };
      if (Math.min(...(stores.records ?? [{ rows: 0 }]).map((part) => part.rows)) >= rows) child.kill("SIGKILL");
    } catch {
      // not yet
    }
  }, 1);
  const signal = await ended;
  clearInterval(watch);
  return signal === "SIGKILL";
}

describe("a killed run", () => {
  test("goes on to the same bytes, wherever it was killed", async () => {
    prepare();
    const plain = join(folder, "plain.csv");
    expect(allot(args(plain)).code).toBe(1);
    const whole = readFileSync(plain, "utf8");
    const out = join(folder, "killed.csv");
    // three times in one run: soon, in the middle, and when all is settled
    for (const rows of [400, 3600, 9000]) {
      expect([rows, await killedAt(out, rows)]).toEqual([rows, true]);
      expect(existsSync(out)).toBe(false);
    }
    // what was written after the last checkpoint is not trusted
    const store = join(`${out}.work`, "records");
    writeFileSync(store, `${readFileSync(store, "utf8")}{"half a`);
    const { code, err } = allot(args(out));
    expect(code).toBe(1);
    expect(err).toMatch(/^note: goes on where a run was stopped, after \d+ settled rows\n/);
    expect(err.match(/^error: /gm)?.length).toBe(3);
    expect(readFileSync(out, "utf8") === whole).toBe(true);
    expect(readFileSync(`${out}.rejects.csv`, "utf8")).toBe(readFileSync(`${plain}.rejects.csv`, "utf8"));
    expect(readdirSync(folder).filter((name) => name.endsWith(".work") || name.endsWith(".tmp"))).toEqual([]);
  });

  test("is not taken up with another population, other policies or other options; --restart begins again", async () => {
    prepare();
    const out = join(folder, "changed.csv");
    expect(await killedAt(out, 400, "2")).toBe(true);
    const before = readFileSync(made, "utf8");
    writeFileSync(made, before.replace("half a row", "half of a row"));
    const population = allot(args(out));
    expect([population.code, population.out]).toEqual([2, ""]);
    expect(population.err).toContain("the population changed since the run in");
    writeFileSync(made, before);
    const file = join(policies, "shared/enterprise.policy");
    const words = readFileSync(file, "utf8");
    writeFileSync(file, words.replace("to 100,000,000,000 yuan", "to 90,000,000,000 yuan"));
    expect(allot(args(out)).err).toContain("the policies changed since");
    writeFileSync(file, words);
    expect(allot([...args(out), "--reading", "pool_allocation=arrival_order"]).err).toContain("the options changed");
    expect(allot([...args(out), "--lang", "zh"]).err).toContain("--restart 重新开始");
    expect(existsSync(`${out}.work`)).toBe(true);
    // nothing is changed any more: two threads go on, and end as one does
    const again = allot(args(out, "2"));
    expect([again.code, again.err]).toEqual([1, expect.stringMatching(/^note: goes on/)]);
    expect(readFileSync(out, "utf8") === readFileSync(join(folder, "plain.csv"), "utf8")).toBe(true);
    expect(await killedAt(out, 400)).toBe(true);
    expect(allot([...args(out), "--restart"]).err).not.toContain("note:");
    expect(readFileSync(out, "utf8") === readFileSync(join(folder, "plain.csv"), "utf8")).toBe(true);
  });

  test("a folder that is somebody else's too loses nothing; a run that fails before it begins leaves nothing", () => {
    prepare();
    const place = join(folder, "place");
    mkdirSync(place);
    writeFileSync(join(place, "thesis.txt"), "years of work");
    const few = join(folder, "few.csv");
    writeFileSync(few, readFileSync(made, "utf8").split("\n").slice(0, 20).join("\n"));
    expect(allot(["simulate", policies, few, "-o", join(folder, "few.out.csv"), "--no-readings-effect", "--checkpoint", place]).code).toBe(0);
    expect(readdirSync(place)).toEqual(["thesis.txt"]);
    expect(allot(["simulate", policies, few, "-o", join(folder, "few.csv/x.csv"), "--no-readings-effect"]).code).toBe(2);
    expect(allot(["simulate", policies, few, "-o", join(folder, "x.xlsx"), "--no-readings-effect"])).toMatchObject({ code: 2, out: "" });
    expect(readdirSync(folder).filter((name) => name.endsWith(".work"))).toEqual([]);
  });

  test("two runs cannot write one output", () => {
    prepare();
    const out = join(folder, "locked.csv");
    mkdirSync(`${out}.work`);
    writeFileSync(join(`${out}.work`, "lock"), String(process.pid));
    const { code, err } = allot(args(out));
    expect([code, err]).toEqual([2, `error: ${out}.work is in use by process ${process.pid}: two runs cannot write one output\n`]);
  });
});

test("memory does not grow with the rows: four times as many need hardly more", () => {
  const preload = join(folder, "rss.mjs");
  writeFileSync(preload, 'process.on("exit", () => { process.stderr.write(`RSS ${process.resourceUsage().maxRSS}\\n`); });');
  const most = (rows: number): number => {
    const input = join(folder, `of-${rows}.csv`);
    allot(["sample", "policies", "-n", String(rows), "--seed", "5", "--scheme", "compute_use", "--subjects", "500", "-o", input]);
    const { code, err } = allot(["simulate", "policies", input, "-o", join(folder, "flat.csv"), "--no-readings-effect", "--workers", "1"], { node: ["--max-old-space-size=120", "--import", preload] });
    expect(code).toBe(0);
    expect(statSync(join(folder, "flat.csv")).size).toBeGreaterThan(rows * 60);
    return Number(/RSS (\d+)/.exec(err)?.[1]) / 1024;
  };
  const [few, many] = [most(15_000), most(60_000)];
  expect(many).toBeLessThan(few * 1.35);
});
