import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { interpret } from "../../compiler/index.js";
import { timelineOf } from "../../compiler/simulate/timeline.js";
import { allot, folderWith, smallPolicy } from "../cli/support.js";
import { compileText, shippedPolicies } from "../support/compile.js";

describe("the shipped policies", () => {
  test("the city alone, city and province, the province alone", () => {
    const { phases, gaps, versions } = timelineOf(interpret(shippedPolicies().program), {});
    expect(versions.map(({ policy, from, to }) => [policy, from, to])).toEqual([["fuzhou.ai_industry", "2024-03-20", "2026-12-31"], ["fujian.ai_projects", "2026-02-04", "2028-12-31"]]);
    expect(phases).toEqual([
      { from: "2024-01-01", to: "2024-03-19", versions: [] },
      { from: "2024-03-20", to: "2026-02-03", versions: [0] },
      { from: "2026-02-04", to: "2026-12-31", versions: [0, 1] },
      { from: "2027-01-01", to: "2028-12-31", versions: [1] },
    ]);
    expect(gaps).toEqual([]);
    expect(versions[0]?.windows.map(({ open }) => open[0])).toEqual([{ from: "2024-03-20", to: "2024-03-31" }]);
  });
  test("drawn in English and in Chinese", async () => {
    const golden = (name: string): string => join(import.meta.dirname, "../golden/simulate", name);
    await expect(allot(["timeline"]).out).toMatchFileSnapshot(golden("timeline.en.txt"));
    await expect(allot(["timeline", "policies", "--from", "2025", "--to", "2027", "--lang", "zh"]).out).toMatchFileSnapshot(golden("timeline.zh.txt"));
  });
  test("a start that a reading leaves open is not known", () => {
    expect(timelineOf(interpret(shippedPolicies().program), { "fuzhou.ai_industry.issuance": "not_in_text" }).versions.map(({ from }) => from)).toContain(null);
  });
});

describe("versions of one policy", () => {
  const next = (from: string): string => smallPolicy.replace('version "1"', 'version "2"').replace("2026-01-01", from).replace("2026-12-31", "2027-12-31");
  test("a gap between them is shown", () => {
    const { program } = compileText(smallPolicy, { others: [{ id: "b.policy", text: next("2027-03-01") }] });
    const timeline = timelineOf(interpret(program as NonNullable<typeof program>), {});
    expect(timeline.gaps).toEqual([{ policy: "test.plan", from: "2027-01-01", to: "2027-02-28" }]);
    expect(timeline.phases.map(({ from, versions }) => [from, versions])).toEqual([["2026-01-01", [0]], ["2027-01-01", []], ["2027-03-01", [1]]]);
  });
  test("an overlap is refused, and the version on a day is told", () => {
    const overlap = folderWith({ "a.policy": smallPolicy, "b.policy": next("2026-12-31") });
    expect(allot(["timeline", overlap])).toMatchObject({ code: 1, out: "" });
    const gap = folderWith({ "a.policy": smallPolicy, "b.policy": next("2027-03-01") });
    expect(allot(["timeline", gap, "--on", "2027-06-01"]).out).toBe("test.plan (2): 2027-03-01 … 2027-12-31\n");
    expect(allot(["timeline", gap, "--on", "2027-01-15", "--lang", "zh"]).out).toBe("2027-01-15: 无有效政策\n");
  });
  test("a window for another date takes no day away; of two windows both must be open", () => {
    const windows = (lines: string): unknown => {
      const { program } = compileText(smallPolicy.replace("  per enterprise per calendar year\n", `  per enterprise per calendar year\n${lines}\n`).replace("fact fee", "fact opened: date\nfact fee"));
      return timelineOf(interpret(program as NonNullable<typeof program>), {}).versions[0]?.windows.map(({ open }) => open);
    };
    expect(windows("  window in March by opened")).toEqual([]);
    expect(windows("  window in March, September\n  window in September, October")).toEqual([[{ from: "2026-09-01", to: "2026-09-30" }]]);
  });
  test("one without a last day goes on to the last year drawn, and is not called open", () => {
    const folder = folderWith({ "a.policy": smallPolicy.replace("to 2026-12-31 (inclusive)", "onwards") });
    expect(allot(["timeline", folder, "--on", "2099-06-01"]).out).toBe("test.plan (1): 2026-01-01 onwards\n");
    const { out } = allot(["timeline", folder, "--to", "2027", "--lang", "zh"]);
    expect(out).toContain("████████████│████████████");
    expect(out).toContain("test.plan (1)：2026-01-01 起".replace("：", ": "));
    expect(JSON.parse(allot(["timeline", folder, "--format", "json"]).out)).toMatchObject({ versions: [{ from: "2026-01-01", to: null, endless: true }] });
    // a population of three years is made for it
    expect(allot(["sample", folder, "--rows", "40"]).out.split("\n").some((row) => row.includes(",2028-"))).toBe(true);
  });
  test("a population is settled by the version of each date", async () => {
    const folder = folderWith({ "a.policy": smallPolicy, "b.policy": next("2027-01-01").replace("50%", "60%"), "p.csv": "id,on,local,fee\nA,2026-05-01,true,100\nB,2027-05-01,true,100\nC,2028-01-01,true,100\n" });
    const { code, out } = allot(["simulate", ".", "p.csv", "--format", "json"], { cwd: folder });
    expect(code).toBe(0);
    expect((JSON.parse(out) as { schemes: readonly { version: string; paid: string; statuses: unknown }[] }).schemes.map(({ version, paid, statuses }) => [version, paid, statuses])).toEqual([
      ["1", "50.00", { eligible: 1 }], ["2", "60.00", { eligible: 1, "not-in-force": 1 }],
    ]);
  });
});
