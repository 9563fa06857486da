import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { csvCell } from "../../compiler/cli/csv.js";
import { caseSchema, dossierSchema } from "../../compiler/cli/schemas/case.js";
import { resultSchema } from "../../compiler/cli/schemas/result.js";
import { columns } from "../../compiler/diagnostics/columns.js";
import { allot, dossier, folderWith, root, smallCase, smallPolicy, type Ran } from "./support.js";

/** `allot eval` and `allot explain`. */

interface Result {
  readonly line?: number;
  readonly id?: string;
  readonly on?: string;
  readonly awards: readonly { readonly application: string; readonly scheme: string; readonly status: string; readonly amount: string | null; readonly ceiling: string | null; readonly missing: readonly string[]; readonly binding: readonly { readonly id: string; readonly site: number }[]; readonly trace?: readonly unknown[] }[];
  readonly sites: Readonly<Record<string, unknown>>;
}

const ajv = new Ajv2020({ strict: true });
const isResult = ajv.compile<Result>(resultSchema);

/** Standard output as results, each of which its schema accepts. */
function results(ran: Ran): readonly Result[] {
  const lines = ran.out.startsWith("{\n") ? [ran.out] : ran.out.trimEnd().split("\n");
  return lines.filter((line) => line !== "").map((line) => {
    const value: unknown = JSON.parse(line);
    if (!isResult(value)) throw new Error(JSON.stringify(isResult.errors));
    return value;
  });
}

const folder = folderWith({ "small.policy": smallPolicy });
const run = (args: readonly string[], input?: string | Uint8Array): Ran => allot(["eval", ...args, "-p", folder], { cwd: folder, ...(input === undefined ? {} : { input }) });

describe("the shipped dossier", () => {
  test("is a dossier", () => {
    const given: unknown = JSON.parse(readFileSync(`${root}/${dossier}`, "utf8"));
    expect(ajv.compile(dossierSchema)(given)).toBe(true);
    expect(ajv.compile(caseSchema)(given)).toBe(false);
  });

  test("city and province together, to the fen", () => {
    const ran = allot(["eval", dossier, "--format", "json", "--trace"]);
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: "" });
    const [result] = results(ran);
    expect(result?.awards.map(({ application, scheme, amount, ceiling }) => [application, scheme.split(".").pop(), amount, ceiling])).toEqual([
      // 50% of 200,000: the most the province may grant
      ["computing services", "compute_purchase", null, "100000.00"],
      // first year, below 300,000: 50% of 200,000
      ["computing services", "compute_use", "100000.00", null],
      // tier A gives 10,000,000; 30% of 20,000,000 is less
      ["vertical model", "vertical_model", "6000000.00", null],
      // tier B gives 3,000,000, which is 50% of 6,000,000
      ["platform", "quality_platform", "3000000.00", null],
    ]);
    expect(result?.awards[2]?.binding.map((b) => b.id)).toEqual(["投入比例"]);
    expect(result?.awards[3]?.binding.map((b) => b.id)).toEqual(["award", "投入比例"]);
    expect(result?.awards.every((award) => (award.trace?.length ?? 0) > 5)).toBe(true);
    for (const award of result?.awards ?? []) for (const b of award.binding) expect(result?.sites[String(b.site)]).toBeDefined();
  });

  test("as a table whose columns line up, in Chinese too", () => {
    const { code, out } = allot(["eval", dossier, "--lang", "zh"]);
    expect(code).toBe(0);
    const rows = out.split("\n").slice(1, 6);
    const ends = rows.map((row) => columns(/^.*?(?:金额（元）|\d\.\d\d)(?=  )/.exec(row)?.[0] ?? ""));
    expect(new Set(ends).size).toBe(1);
    expect(out).toContain("采购算力服务补助");
    expect(out).toContain("6,000,000.00  受限于 投入比例");
  });

  test.each(["en", "zh"] as const)("explained in %s", (lang) => {
    const text = allot(["explain", dossier, "--lang", lang]);
    expect({ code: text.code, err: text.err }).toEqual({ code: 0, err: "" });
    expect(text.out).toContain("6,000,000.00");
    expect(text.out).toContain("补助金额不超过项目总投入的 30%");
    const account = JSON.parse(allot(["explain", dossier, "--lang", lang, "--format", "json"]).out) as { readonly format: number; readonly lang: string; readonly awards: readonly unknown[] };
    expect(account).toMatchObject({ format: 1, lang });
    expect(account.awards).toHaveLength(4);
  });
});

describe("one case", () => {
  test("from standard input, with what the command line says on top", () => {
    const [result] = results(run(["-", "--on", "2027-01-01", "--format", "json"], smallCase({ fee: "3000.01", local: true }, { id: "x" })));
    expect(result).toMatchObject({ id: "x", on: "2027-01-01" });
    expect(result?.awards[0]).toMatchObject({ status: "not-in-force", amount: "0.00" });
    const named = results(run(["-", "--scheme", "房租", "--format", "json"], smallCase({ fee: "3000.01", local: true })));
    expect(named[0]?.awards[0]).toMatchObject({ status: "eligible", amount: "1000.00" });
  });

  test("what is missing stands in the table, in the reader's names", () => {
    expect(run(["-"], smallCase({ local: true })).out).toMatch(/Rent +undetermined +still missing: fee\n/);
    expect(run(["-", "--lang", "zh"], smallCase({ local: false })).out).toContain("条件不满足：in_city");
  });

  test("several applications of one enterprise share its cap", () => {
    const given = smallCase({ local: true }, { subjects: { enterprise: "91350100" }, applications: [{ id: "a", facts: { fee: "1500" } }, { id: "b", facts: { fee: "1500" } }] });
    const [result] = results(run(["-", "--format", "json"], given));
    expect(result?.awards.map((award) => [award.application, award.amount])).toEqual([["a", "750.00"], ["b", "250.00"]]);
  });

  test("the policies may stand before the case", () => {
    const cases = folderWith({ "one.json": smallCase({ fee: "10", local: true }) });
    expect(allot(["eval", "--policies", folder, `${cases}/one.json`]).out).toContain("5.00");
    expect(allot(["eval", "-p", folder, "--case", `${cases}/one.json`]).out).toContain("5.00");
  });

  const refused = [
    ["a fact with a typing mistake", smallCase({ feee: "10" }), "no policy has a fact `feee`; did you mean `fee`?"],
    ["a number for an amount", smallCase({ fee: 10 }), "`fee` is 10; write an amount in yuan as text, such as \"200000\""],
    ["three decimals", smallCase({ fee: "1.005" }), "`fee` is \"1.005\"; write an amount in yuan"],
    ["out of range", smallCase({ fee: "1000000.01" }), "it lies between 0 and 1000000"],
    ["text for a condition", smallCase({ local: "yes" }), "write true or false, without quotes"],
    ["an unknown scheme", smallCase({}, { schemes: ["rentt"] }), "there is no scheme `rentt`; did you mean `rent`?"],
    ["no such day", smallCase({}, { on: "2026-02-30" }), "write a day that exists"],
    ["a misspelt part", JSON.stringify({ fatcs: {} }), "the file cannot have `fatcs`; did you mean `facts`?"],
    ["another format", JSON.stringify({ format: 2, facts: {} }), "this version of allot reads format 1"],
    ["facts that are a list", JSON.stringify({ facts: [] }), "`facts` must be an object"],
    ["no case at all", "[]", "a case is an object"],
    ["an application that is none", JSON.stringify({ applications: [{ facts: {} }, 5] }), "application 2 must be an object"],
  ] as const;

  test("what cannot be read is refused by name, and nothing is printed", () => {
    const { code, out, err } = run(["-"], refused[0][1]);
    expect({ code, out, err }).toEqual({ code: 2, out: "", err: `error: standard input: ${refused[0][2]}\n` });
    // the same, one a line
    const all = run(["-", "--lines"], refused.map(([, given]) => given).join("\n"));
    expect({ code: all.code, out: all.out }).toEqual({ code: 1, out: "" });
    for (const [i, [what, , said]] of refused.entries()) {
      const told = all.err.split("\n").filter((line) => line.startsWith(`error: standard input:${i + 1}: `)).join("\n");
      expect(`${what}: ${told}`).toContain(said);
    }
  });

  test("a fault is told with its application", () => {
    const given = JSON.stringify({ facts: { local: true }, applications: [{ facts: { fee: "1" } }, { id: "second", facts: { fee: "1,000" } }] });
    expect(run(["-"], given).err).toBe("error: standard input: application second: `fee` is \"1,000\"; write an amount in yuan as text, such as \"200000\" or \"1234.56\", without commas or units\n");
  });

  test("readings of the command line must exist", () => {
    const { code, err } = allot(["eval", dossier, "--reading", "stacking=higher"]);
    expect(code).toBe(2);
    expect(err).toContain("there is no alternative of `stacking` `higher`");
    expect(allot(["eval", dossier, "--reading", "stacking"]).err).toContain("write reading=alternative");
  });

  test("policies with errors: told on standard error, exit 1", () => {
    const bad = folderWith({ "a.policy": smallPolicy.replace("fee\n", "feee\n") });
    const { code, out, err } = allot(["eval", "-", "-p", bad], { input: smallCase({}) });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("nothing is called `feee`");
  });
});

describe("JSON Lines", () => {
  const lines = [
    smallCase({ fee: "100", local: true }, { id: "first" }),
    "{ \"facts\": ",
    "",
    smallCase({ fee: "-1", local: true }),
    Buffer.from([0x7b, 0xff, 0x7d]).toString("latin1"),
    smallCase({ fee: "200", local: true }, { id: "last" }),
  ].join("\n");

  test("one result a line; what is wrong is told by number, the rest go on", () => {
    const cases = folderWith({ "cases.jsonl": Buffer.from(lines, "latin1") });
    const ran = run([`${cases}/cases.jsonl`, "--format", "json"]);
    expect(ran.code).toBe(1);
    expect(results(ran).map(({ line, id, awards }) => [line, id, awards[0]?.amount])).toEqual([[1, "first", "50.00"], [6, "last", "100.00"]]);
    expect(ran.err.split("\n").map((line) => /:(\d+)(?::\d+)?: /.exec(line)?.[1]).filter(Boolean)).toEqual(["2", "4", "5"]);
  });

  test("text and csv say the line too", () => {
    expect(run(["-", "--lines"], lines).out).toMatch(/^line 1 {2}first/);
    const csv = run(["-", "--lines", "--format", "csv"], lines).out.trimEnd().split("\n");
    expect(csv).toHaveLength(3);
    expect(csv[0]).toMatch(/^line,id,application,scheme,/);
    expect(csv[2]).toMatch(/^6,last,,test\.plan\.rent,Rent,test\.plan,1,eligible,100\.00,/);
  });

  test("a line without end does not fill the memory", () => {
    const long = `${smallCase({ fee: "1", local: true })}\n"${"x".repeat(9 * 1024 * 1024)}\n${smallCase({ fee: "3", local: true })}`;
    const ran = run(["-", "--lines", "--format", "json"], long);
    expect(results(ran).map((result) => result.line)).toEqual([1, 3]);
    expect(ran.err).toBe("error: standard input:2: this line is too long\n");
  });
});

describe("csv", () => {
  test.each([
    ["=1+1", "'=1+1"], ["+86", "'+86"], ["-1", "'-1"], ["@SUM(A1)", "'@SUM(A1)"], ["\t=1", "'\t=1"], ["＝1", "'＝1"],
    ["a,b", "\"a,b\""], ["say \"so\"", "\"say \"\"so\"\"\""], ["a\nb", "\"a\nb\""], ["补助", "补助"], ["100.00", "100.00"],
  ])("%j is written as %j", (value, cell) => { expect(csvCell(value)).toBe(cell); });

  test("names of the input are no formulas in the output", () => {
    const { out } = run(["-", "--format", "csv"], smallCase({ local: true }, { id: "=cmd|' /C calc'!A0" }));
    expect(out.split("\n")[1]).toMatch(/^,'=cmd/);
  });
});
