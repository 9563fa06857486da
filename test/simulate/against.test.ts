import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allot, folderWith, smallPolicy } from "../cli/support.js";

/** What is not settled under both sets is compared with nothing: unknown is not zero. */

const rows = "id,on,enterprise,local,fee\nA,2026-02-01,E1,,1000\nB,2026-02-01,E2,,600\n";
const free = smallPolicy.replace("  require in_city: local\n", "");
const folderOf = (more: string): string => folderWith({ "old.policy": smallPolicy, "new.policy": free, "rows.csv": rows + more });
const run = (folder: string, ...args: readonly string[]) => allot(["simulate", ...args], { cwd: folder });

describe("a reform", () => {
  test("of which nothing can be compared states no cost", () => {
    const folder = folderOf("");
    const { code, out } = run(folder, "new.policy", "rows.csv", "--against", "old.policy", "--report", "r.html");
    expect(code).toBe(0);
    expect(out).toContain("Paid in all: 800.00 yuan\n");
    expect(out).toContain("Cost of the change: none can be compared\nWinners: 0 (+0.00)\nLosers: 0 (-0.00)\nUnchanged: 0\nNot settled, not compared: 2\n");
    expect(readFileSync(join(folder, "r.html"), "utf8")).toContain("<dt>Cost of the change</dt><dd>none can be compared</dd>");
    expect(JSON.parse(run(folder, "new.policy", "rows.csv", "--against", "old.policy", "--format", "json").out)).toMatchObject({ paid: "800.00", against: { paid: "0.00", before: "0.00", after: "0.00", difference: null, open: 2, schemes: [] } });
  });
  test("costs what those that are settled on both sides cost, in all and by scheme; the other way round too", () => {
    const folder = folderOf("C,2026-02-01,E3,true,1000\nD,2026-02-01,E4,false,800\n");
    const compared = (set: string, other: string): unknown => (JSON.parse(run(folder, set, "rows.csv", "--against", other, "--format", "json").out) as { readonly against: unknown }).against;
    // A and B wait for a fact; C gets 500 either way, D gets 400 or nothing
    expect(compared("new.policy", "old.policy")).toMatchObject({ paid: "500.00", before: "500.00", after: "900.00", difference: "400.00", winners: { count: 1, amount: "400.00" }, same: 1, open: 2, schemes: [{ before: "500.00", after: "900.00" }] });
    expect(compared("old.policy", "new.policy")).toMatchObject({ paid: "1700.00", before: "900.00", after: "500.00", difference: "-400.00", losers: { count: 1, amount: "400.00" }, same: 1, open: 2, schemes: [{ before: "900.00", after: "500.00" }] });
  });
  test("a row that one of the sets cannot read is not compared", () => {
    const folder = folderOf("C,2026-02-01,E3,true,2000000\n");
    writeFileSync(join(folder, "wide.policy"), free.replace("1,000,000 yuan", "9,000,000 yuan"));
    const { code, out } = run(folder, "wide.policy", "rows.csv", "--against", "new.policy", "--format", "json");
    expect([code, (JSON.parse(out) as { readonly against: unknown }).against]).toMatchObject([0, { before: "800.00", after: "800.00", difference: "0.00", ceilingDifference: "0.00", same: 2, open: 1 }]);
    const back = run(folder, "new.policy", "rows.csv", "--against", "wide.policy", "--format", "json");
    expect([back.code, (JSON.parse(back.out) as { readonly against: unknown }).against]).toMatchObject([1, { before: "800.00", after: "800.00", same: 2, open: 1 }]);
  });
  test("a scheme that only one of the sets has pays nothing under the other", () => {
    const folder = folderOf("");
    writeFileSync(join(folder, "more.policy"), `${free}scheme extra { award 10 yuan }\n`);
    run(folder, "more.policy", "rows.csv", "--against", "new.policy", "-o", "out.csv");
    expect(readFileSync(join(folder, "out.csv"), "utf8").split("\n").slice(1, 3).map((line) => line.split(",").slice(-2))).toEqual([["500.00", "0.00"], ["0.00", "10.00"]]);
  });
});

test("the effect of a reading is told over what is settled under both of its alternatives", () => {
  const read = smallPolicy.replace("scheme rent", "reading place \"Where\" {\n  default anywhere because \"the text is silent\"\n  city\n}\nscheme rent").replace("  require in_city: local\n", "  by reading place {\n    city: require in_city: local\n    anywhere: nothing\n  }\n");
  const folder = folderWith({ "a.policy": read, "rows.csv": `${rows}C,2026-02-01,E3,false,100\n` });
  const { out } = run(folder, "a.policy", "rows.csv", "--format", "json");
  // 500 and 300 wait for a fact under the other reading; 50 are lost
  expect((JSON.parse(out) as { readonly effects: unknown }).effects).toMatchObject([{ alternative: "city", paid: "0.00", difference: "-50.00", open: 2 }]);
  expect(run(folder, "a.policy", "rows.csv").out).toMatch(/settled under one only\n.* -50\.00 +2\n/);
});
