import { describe, expect, test } from "vitest";
import { allot, folderWith, root, smallPolicy } from "./support.js";

/** `allot check` in its four formats. */

const broken = folderWith({
  "a.policy": smallPolicy.replace("award 50%", "awrad 50%"),
  "b, c.policy": "policy test.other version \"1\" {\n  in force from 2026-12-31 (inclusive) to 2026-01-01 (inclusive) by application_date\n  source \"none.txt\"\n}\nfact application_date: date\n",
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string; readonly shortDescription: { readonly text: string } }[] } };
    readonly results: readonly {
      readonly ruleId: string; readonly ruleIndex: number; readonly level: string; readonly message: { readonly text: string };
      readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>> } }[];
      readonly relatedLocations?: readonly unknown[]; readonly fixes?: readonly { readonly artifactChanges: readonly { readonly replacements: readonly { readonly insertedContent: { readonly text: string } }[] }[] }[];
    }[];
  }];
}

describe("check", () => {
  test("the shipped policies are clean: nothing on standard output", () => {
    expect(allot(["check"], { cwd: root })).toEqual({ code: 0, out: "", err: "4 files: nothing to report\n" });
  });

  test("text: findings on standard output, the summary on standard error, exit 1", () => {
    const { code, out, err } = allot(["check", "."], { cwd: broken });
    expect(code).toBe(1);
    expect(out).toContain("error[unexpected-token]: `awrad` cannot stand here\n  --> a.policy:15:3\n");
    expect(out).toContain("did you mean `award`?");
    expect(out).toContain("error[validity-reversed]");
    expect(out).toContain("error[source-missing]");
    expect(err).toMatch(/^2 files: \d+ errors, \d+ warnings?\n$/);
  });

  test("a policy without the files it uses is told so once for each, not name by name", () => {
    const { code, out } = allot(["check", "policies/fujian", "--format", "json"], { cwd: root });
    expect([code, (JSON.parse(out) as { diagnostics: readonly { code: string }[] }).diagnostics.map((one) => one.code)]).toEqual([1, ["unknown-policy"]]);
  });

  test("--max-errors", () => {
    const { out, err } = allot(["check", ".", "--max-errors", "1"], { cwd: broken });
    expect(out.match(/^(?:error|warning)\[/gm)?.length).toBe(1);
    expect(err).toContain("not shown; see --max-errors");
  });

  test("json: places, words, advice, fixes", () => {
    const { code, out } = allot(["check", ".", "--format", "json", "--lang", "zh"], { cwd: broken });
    expect(code).toBe(1);
    const result = JSON.parse(out) as { readonly format: number; readonly files: number; readonly errors: number; readonly diagnostics: readonly Readonly<Record<string, unknown>>[] };
    expect(result).toMatchObject({ format: 1, files: 2 });
    expect(result.diagnostics.filter((d) => d["severity"] === "error")).toHaveLength(result.errors);
    expect(result.diagnostics.find((d) => d["code"] === "unexpected-token")).toMatchObject({
      file: "a.policy", line: 15, column: 3, endLine: 15, endColumn: 8, fix: "award", message: "这里不能写 `awrad`", help: "是否指 `award`？",
    });
  });

  test("github: one line each, with properties escaped", () => {
    const { out } = allot(["check", ".", "--format", "github"], { cwd: broken });
    for (const line of out.trimEnd().split("\n")) expect(line).toMatch(/^::(?:error|warning) file=[^:,]+,line=\d+,endLine=\d+,col=\d+(?:,endColumn=\d+)?,title=[a-z-]+::./);
    expect(out).toContain("::error file=b%2C c.policy,");
    expect(out).toContain("title=unexpected-token::`awrad` cannot stand here%0Adid you mean `award`?");
  });

  test("sarif: valid where nothing parses, too", () => {
    for (const folder of [broken, folderWith({ "a.policy": "}}} ？？？ \u202E \"" })]) {
      const { code, out } = allot(["check", ".", "--format", "sarif"], { cwd: folder });
      expect(code).toBe(1);
      const sarif = JSON.parse(out) as Sarif;
      expect(sarif.version).toBe("2.1.0");
      expect(sarif.$schema).toMatch(/sarif-2\.1\.0\.json$/);
      expect(sarif.runs).toHaveLength(1);
      const { tool: { driver }, results } = sarif.runs[0];
      expect(driver.name).toBe("allot");
      expect(new Set(driver.rules.map((rule) => rule.id)).size).toBe(driver.rules.length);
      expect(results.length).toBeGreaterThan(0);
      for (const result of results) {
        expect(driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
        expect(["error", "warning"]).toContain(result.level);
        expect(result.message.text).not.toBe("");
        const [location] = result.locations;
        expect(location?.physicalLocation.artifactLocation.uri).not.toMatch(/[ \\]/);
        const region = location?.physicalLocation.region ?? { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 };
        expect(region.startLine).toBeGreaterThan(0);
        expect(region.startColumn).toBeGreaterThan(0);
        expect(region.endLine * 1e6 + region.endColumn).toBeGreaterThanOrEqual(region.startLine * 1e6 + region.startColumn);
      }
    }
  });

  test.each([
    ["utf-16", new Uint8Array([0xff, 0xfe, 0x70, 0, 0x6f, 0]), "is UTF-16; save it as UTF-8"],
    ["gb18030", new Uint8Array([0xd5, 0xfe, 0xb2, 0xdf, 0x20]), "is not UTF-8 text (perhaps GB18030); save it as UTF-8"],
    ["gzip", new Uint8Array([0x1f, 0x8b, 8, 0, 0]), "is compressed (gzip); unpack it first"],
  ])("%s is refused, not misread", (_, bytes, said) => {
    const { code, out, err } = allot(["check", "."], { cwd: folderWith({ "a.policy": bytes }) });
    expect({ code, out, err }).toEqual({ code: 2, out: "", err: `error: a.policy ${said}\n` });
  });

  test("a folder without policies is a usage error", () => {
    expect(allot(["check", "."], { cwd: folderWith({ "readme.txt": "" }) })).toEqual({ code: 2, out: "", err: "error: no .policy files in .\n" });
  });
});
