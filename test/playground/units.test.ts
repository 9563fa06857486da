import { describe, expect, test } from "vitest";
import { Latest } from "../../playground/client.js";
import { History } from "../../playground/history.js";
import { caseOf, filesOf, isFileName, limits, workOf } from "../../playground/keep/shape.js";
import { crc32, zipOf } from "../../playground/keep/zip.js";
import { shifted } from "../../playground/ui/amounts.js";
import { Workspace } from "../../playground/worker/workspace.js";
import { words } from "../../playground/words.js";

/** The small parts of the page that need no browser. */

test("a late answer never overtakes a newer one", async () => {
  const latest = new Latest();
  let first = (_: string): void => {};
  const slow = latest.of(new Promise<string>((done) => { first = done; }));
  const quick = latest.of(Promise.resolve("new"));
  expect(await quick).toBe("new");
  first("old");
  expect(await slow).toBeUndefined();
});

test("a broken text of another workspace is not answered with the program of the one before", () => {
  const workspace = new Workspace();
  const plan = (id: string): string => `policy ${id} version "1" {\n  in force from 2026-01-01 (inclusive) onwards by applied_on\n}\nfact applied_on: date\n`;
  workspace.change([["a.policy", plan("a.a")]], false);
  expect(workspace.all()?.policies.map(({ id }) => id)).toEqual(["a.a"]);
  workspace.change([["a.policy", "policy"]], false);
  expect(workspace.all()?.policies.map(({ id }) => id)).toEqual(["a.a"]);
  workspace.change([["a.policy", null], ["b.policy", "policy"]], false);
  expect(workspace.all()).toBeUndefined();
  workspace.change([["b.policy", plan("b.b")]], false);
  expect(workspace.all()?.policies.map(({ id }) => id)).toEqual(["b.b"]);
});

describe("undoing", () => {
  test("changes of one group within a second are one step", () => {
    const history = new History<number>();
    history.enter(0, "a", 0);
    history.enter(1, "a", 500);
    history.enter(2, "b", 600);
    expect(history.back(3)).toBe(2);
    expect(history.back(2)).toBe(0);
    expect(history.back(0)).toBeUndefined();
    expect(history.forward(0)).toBe(2);
    history.enter(2, "c", 9000);
    expect(history.canRedo.value).toBe(false);
  });
});

test.each([["1.5", 4, "15000"], ["0.01", 8, "1000000"], ["200000", -4, "20"], ["1", -8, "0.00000001"], ["123456789.01", -4, "12345.678901"], ["0", 4, "0"]] as const)("%s shifted by %i is %s", (text, by, expected) => {
  expect(shifted(text, by)).toBe(expected);
});

describe("what comes from outside", () => {
  test.each(["../x.policy", "/x.policy", "a//b.policy", "x.exe", "a\\b.policy", "x.policy\u0000", "", `${"x".repeat(300)}.policy`])("no file name: %s", (name) => { expect(isFileName(name)).toBe(false); });
  test("texts only, and not too many", () => {
    expect(filesOf({ "a.policy": "x" })).toEqual({ "a.policy": "x" });
    expect(filesOf({ "a.policy": 1 })).toBeUndefined();
    expect(filesOf({ "a.policy": "x".repeat(limits.bytes + 1) })).toBeUndefined();
    expect(filesOf(Object.fromEntries(Array.from({ length: limits.files + 1 }, (_, i) => [`${i}.policy`, ""])))).toBeUndefined();
    expect(workOf(JSON.parse('{"files":{"a.policy":""},"case":{"facts":{"__proto__":{"x":1}}}}'))?.case.facts).toEqual({});
    expect(caseOf({ on: 5 })).toBeUndefined();
    expect(workOf(null)).toBeUndefined();
  });
});

test("a zip has every file with its checksum", async () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  const bytes = Buffer.from(await zipOf({ "市/a.policy": "规则", "b.txt": "x" }).arrayBuffer());
  expect(bytes.readUInt32LE(0)).toBe(0x04034b50);
  expect(bytes.readUInt16LE(bytes.length - 12)).toBe(2);
  expect(bytes.includes(Buffer.from("市/a.policy"))).toBe(true);
});

test("no word is missing in either language", () => {
  for (const [name, { en, zh }] of Object.entries(words)) expect(`${name} ${en.length > 0 && zh.length > 0}`).toBe(`${name} true`);
});
