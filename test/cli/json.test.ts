import { describe, expect, test } from "vitest";
import { readCaseFile, say } from "../../compiler/cli/case-file.js";
import { JsonFault, parseJson } from "../../compiler/cli/json.js";
import { allot, folderWith, smallPolicy } from "./support.js";

/** Hostile and mistaken JSON. */

const faultOf = (text: string): string => {
  try {
    parseJson(text);
    return "accepted";
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    return `${error.line}:${error.column} ${error.message}`;
  }
};

describe("what is JSON", () => {
  test.each(["null", " true ", "[]", "{}", "[1,2.5,-3,1e3,0.1,1E+2,123456789012345]", "{\"a\":{\"b\":[\"\\u00e9\\n\\\"\"]}}", "\uFEFF{\"a\":1}"])("%s is read as JSON.parse reads it", (text) => {
    expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text.replace("\uFEFF", ""))));
  });

  test("keys that objects have of themselves are keys like any other", () => {
    const value = parseJson("{\"__proto__\": 1, \"constructor\": 2, \"toString\": 3}") as object;
    expect(Object.keys(value)).toEqual(["__proto__", "constructor", "toString"]);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test.each([
    ["", "1:1 the file is empty"],
    ["{", "1:2 expected a name in double quotes, found `�`"],
    ["{\"a\":1,\n \"a\":2}", "2:2 `a` is given twice; keep one"],
    ["{\"a\":1,\"\\u0061\":2}", "1:8 `a` is given twice; keep one"],
    ["{\"__proto__\":1,\"__proto__\":2}", "1:16 `__proto__` is given twice; keep one"],
    ["12345678901234567890", "1:1 `12345678901234567890` would lose digits; write it as text: \"12345678901234567890\""],
    ["{\"a\": 0.1234567890123456789}", "1:7 `0.1234567890123456789` would lose digits; write it as text: \"0.1234567890123456789\""],
    ["1e400", "1:1 `1e400` would lose digits; write it as text: \"1e400\""],
    ["[1,]", "1:4 a comma stands before `]`; remove it"],
    ["{\"a\":1,}", "1:8 a comma stands before `}`; remove it"],
    ["{'a':1}", "1:2 expected a name in double quotes, found `'`"],
    ["{a:1}", "1:2 expected a name in double quotes, found `a`"],
    ["{“a”:1}", "1:2 expected a name in double quotes, found `“`"],
    ["{\"a\":'x'}", "1:6 text stands in straight double quotes \"…\""],
    ["{\"a\" 1}", "1:6 expected `:` after `a`"],
    ["{\"a\":1 \"b\":2}", "1:8 expected `,` or `}`, found `\"`"],
    ["{\"a\":1}}", "1:8 `}` stands after the end of the document"],
    ["NaN", "1:1 `NaN` is no value; text stands in double quotes"],
    ["{\"a\":yes}", "1:6 `yes` is no value; text stands in double quotes"],
    ["01", "1:1 `01` is no number"],
    ["0x10", "1:1 `0x10` is no number"],
    ["1.", "1:1 `1.` is no number"],
    ["-", "1:1 `-` is no number"],
    ["1_000", "1:1 `1_000` is no number"],
    ["\"a\nb\"", "1:1 a line break or control character stands in this text"],
    ["\"a", "1:1 this text is not closed"],
    ["\"\\x41\"", "1:2 `\\x` is no escape"],
    ["\"\\u12\"", "1:2 `\\u12\"` is no character"],
    ["\"\\ud800\"", "1:1 a broken character stands in this text"],
    ["/* */ {}", "1:1 `/` is no value; text stands in double quotes"],
    ["[".repeat(65) + "]".repeat(65), "1:65 nested deeper than 64 levels"],
    [`${"{\"a\":".repeat(70)}1`, "1:321 nested deeper than 64 levels"],
  ])("%j", (text, said) => { expect(faultOf(text.slice(0, 2000))).toBe(said); });

  test("a million brackets end at once", () => {
    expect(faultOf("[".repeat(1_000_000))).toContain("nested deeper");
  });

  test("eight million digits end at once", () => {
    const started = performance.now();
    expect(faultOf(`{"a": ${"9".repeat(8_000_000)}}`)).toContain("would lose digits");
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("what is a case", () => {
  const problems = async (value: unknown): Promise<readonly string[]> => {
    const read = await readCaseFile(value as never);
    return "problems" in read ? read.problems.map((problem) => `${say(problem, "en")} | ${say(problem, "zh")}`) : [];
  };

  test("both languages say the same", async () => {
    expect(await problems({ facts: {}, shemes: [] })).toEqual(["the file cannot have `shemes`; did you mean `schemes`? | 文件中不能有 `shemes`；是否指 `schemes`？"]);
    expect(await problems({})).toEqual(["the facts stand under `facts`: { \"facts\": { \"name\": value, … } } | 事实写在 `facts` 下：{ \"facts\": { \"名称\": 值, … } }"]);
    expect(await problems({ applications: [] })).toEqual(["`applications` is empty; leave it out, or name at least one | `applications`是空的；删去，或至少写一项"]);
    expect(await problems({ facts: {}, on: "15.6.2026", readings: { a: 1 } })).toHaveLength(2);
  });

  test("what objects inherit is not given", async () => {
    expect(await problems(JSON.parse("{\"facts\":{},\"toString\":1}"))).toHaveLength(1);
    const polluted = Object.prototype as { facts?: unknown };
    polluted.facts = {};
    try {
      expect(await problems({ format: 1 })).toHaveLength(1);
    } finally {
      delete polluted.facts;
    }
  });
});

describe("files that are no JSON text", () => {
  const folder = folderWith({
    "p.policy": smallPolicy,
    "utf16.json": Buffer.from("\uFEFF{\"facts\":{}}", "utf16le"),
    "gb.json": Uint8Array.from([0x7b, 0x22, 0xd5, 0xfe, 0xb2, 0xdf, 0x22, 0x3a, 0x31, 0x7d]),
    "large.json": `{"facts":{"fee":"${"1".repeat(9 * 1024 * 1024)}"}}`,
    "gzip.jsonl": Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]),
    "bom.json": "\uFEFF{\"facts\":{\"fee\":\"10\",\"local\":true},\"on\":\"2026-03-01\"}",
  });
  test.each([
    ["utf16.json", "utf16.json is UTF-16; save it as UTF-8"],
    ["gb.json", "gb.json is not UTF-8 text (perhaps GB18030); save it as UTF-8"],
    ["large.json", "large.json is larger than 8 MiB"],
    ["gzip.jsonl", "gzip.jsonl is compressed (gzip); unpack it first"],
    [".", ". is a folder; name a case in it"],
    ["none.json", "cannot read none.json: it does not exist (ENOENT)"],
  ])("%s", (name, said) => {
    expect(allot(["eval", name, "-p", "p.policy"], { cwd: folder })).toEqual({ code: 2, out: "", err: `error: ${said}\n` });
  });

  test("a byte order mark is tolerated", () => {
    expect(allot(["eval", "bom.json", "-p", "p.policy"], { cwd: folder })).toMatchObject({ code: 0, err: "" });
  });
});
