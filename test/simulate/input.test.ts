import { describe, expect, test } from "vitest";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { interpret } from "../../compiler/index.js";
import { openTable } from "../../compiler/cli/population/output.js";
import { sortRows, sortedBatches, survey, type KeysOf } from "../../compiler/cli/population/order.js";
import { openSource, type Source } from "../../compiler/cli/population/source.js";
import { WorkFolder } from "../../compiler/cli/population/work-folder.js";
import { RowReader, type RawRow } from "../../compiler/simulate/row.js";
import { folderWith } from "../cli/support.js";
import { shipped, subjects } from "./support.js";

/** Populations as they come: encodings, quotes, lines, limits; each row with the line on which it stands. */

const rowsOf = async (source: Source): Promise<{ heads: readonly string[]; rows: RawRow[] }> => {
  const rows: RawRow[] = [];
  let heads: readonly string[] = [];
  for await (const batch of source.batches()) {
    heads = batch.heads;
    rows.push(...batch.rows);
  }
  return { heads, rows };
};
const csv = async (content: string | Uint8Array): Promise<{ heads: readonly string[]; rows: readonly (readonly unknown[])[]; encoding: string }> => {
  const source = await openSource(join(folderWith({ "a.csv": content }), "a.csv"));
  const { heads, rows } = await rowsOf(source);
  return { heads, encoding: source.encoding, rows: rows.map(({ line, cells, fault }) => [line, ...(fault === undefined ? cells : [fault.code])]) };
};

describe("CSV", () => {
  test("quotes, line ends inside quotes, CRLF, a BOM, empty lines, no line end at the end", async () => {
    expect(await csv("\uFEFFid,名称\r\na,\"x, \"\"y\"\"\r\nz\"\r\n\r\nb,c")).toEqual({ heads: ["id", "名称"], encoding: "utf-8", rows: [[2, "a", "x, \"y\"\nz"], [5, "b", "c"]] });
  });
  test("a quote that never ends costs its own line", async () => {
    expect((await csv("id,x\na,1\nb,\"2\nc,3\nd,4\n")).rows).toEqual([[2, "a", "1"], [3, "row-quote"], [4, "c", "3"], [5, "d", "4"]]);
    expect((await csv("id,x\na,\"1\"2\nb,3\n")).rows).toEqual([[2, "row-quote"], [3, "b", "3"]]);
    const many = `id,x\n${Array.from({ length: 3000 }, (_, i) => (i % 2 === 0 ? `r${i},"open` : `r${i},${i}`)).join("\n")}\n`;
    const { rows } = await csv(many);
    expect([rows.length, rows[2999], rows.filter(([, code]) => code === "row-quote").length]).toEqual([3000, [3001, "r2999", "2999"], 1500]);
  });
  test("too few and too many cells, half a last line; empty cells at the end are what spreadsheets leave", async () => {
    expect((await csv("id,x\na\nb,1,2\nc,3,,\nd,4\ne")).rows).toEqual([[2, "row-cells"], [3, "row-cells"], [4, "c", "3"], [5, "d", "4"], [6, "row-cells"]]);
  });
  test("a cell of a mile is refused, and the next row goes on", async () => {
    expect((await csv(`id,x\na,${"1".repeat(70_000)}\nb,2\n`)).rows).toEqual([[2, "row-too-long"], [3, "b", "2"]]);
    const { rows } = await csv(`id,x\na,${"1".repeat(3_000_000)}\nb,2\n`);
    expect([rows[0], rows.at(-1)]).toEqual([[2, expect.stringMatching(/^row-/)], [3, "b", "2"]]);
  });
  test("GB18030 is found out; a broken row in UTF-8 is a broken row", async () => {
    const gb = Uint8Array.from([...Buffer.from("id,"), 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, ...Buffer.from("a,"), 0xb8, 0xa3, 0xd6, 0xdd, 0x0a]);
    expect(await csv(gb)).toEqual({ heads: ["id", "名称"], encoding: "gb18030", rows: [[2, "a", "福州"]] });
    const broken = Buffer.concat([Buffer.from("id,名称\na,福州\nb,"), Buffer.from([0xff, 0xfe]), Buffer.from("\nc,厦门\n")]);
    expect((await csv(broken)).rows).toEqual([[2, "a", "福州"], [3, "row-encoding"], [4, "c", "厦门"]]);
  });
  test("pieces of a large file meet at line ends", async () => {
    const lines = Array.from({ length: 40_000 }, (_, i) => `r${i},"a\nb",${"x".repeat(i % 40)}`);
    const { rows } = await csv(`id,q,x\n${lines.join("\n")}\n`);
    expect([rows.length, rows[39_999]?.slice(0, 3)]).toEqual([40_000, [80_000, "r39999", "a\nb"]]);
  });
  test("tabs and semicolons are told from the first line", async () => {
    expect((await csv("id\tx\na\t1,5\n")).rows).toEqual([[2, "a", "1,5"]]);
    expect((await csv("id;x\na;1\n")).rows).toEqual([[2, "a", "1"]]);
  });
  test("what is no text is refused by name", async () => {
    await expect(csv(Buffer.from([0x1f, 0x8b, 8, 0]))).rejects.toThrow(/gzip/);
    await expect(csv(Buffer.from("\uFEFFid\n", "utf16le"))).rejects.toThrow(/UTF-16/);
    await expect(csv("")).rejects.toThrow(/empty/);
  });
});

test("JSON Lines: flat, or as case files; what is no object is told by line", async () => {
  const path = join(folderWith({ "a.jsonl": '{"id":"a","fee":"1"}\n\n{"id":"b","facts":{"local":true},"subjects":{"enterprise":"E"}}\n[1]\n{"id":"c","id":"d"}\n{' }), "a.jsonl");
  const { heads, rows } = await rowsOf(await openSource(path));
  expect(heads).toEqual(["id", "fee", "local", "enterprise"]);
  expect(rows.map(({ line, cells, fault }) => [line, fault?.code ?? [...cells]])).toEqual([[1, ["a", "1"]], [3, ["b", undefined, true, "E"]], [4, "row-json"], [5, "row-json"], [6, "row-json"]]);
});

test("Parquet that was written is read again, amounts to the fen", async () => {
  const path = join(folderWith(), "a.parquet");
  const table = openTable(path, [{ name: "id", kind: "text" }, { name: "fee", kind: "money" }]);
  for (let i = 0; i < 45_000; i++) table.row([`申${i}`, i === 7 ? "" : `${i}.${String(i % 100).padStart(2, "0")}`]);
  table.row(["big", "12345678901234.56"]);
  table.commit();
  const { rows } = await rowsOf(await openSource(path));
  expect([rows.length, rows[7]?.cells, rows[44_999]?.cells, rows[45_000]?.cells]).toEqual([45_001, ["申7", undefined], ["申44999", "44999.99"], ["big", "12345678901234.56"]]);
});

test("rows are put in order on the disk, by date and id, and doubles are found", async () => {
  const rows = Array.from({ length: 120_000 }, (_, i) => ({ id: `r${(i * 7919) % 120_000}`, on: `2026-0${1 + ((i * 31) % 9)}-1${i % 9}` }));
  const path = join(folderWith({ "a.csv": `on,id,x\n${[...rows, { id: "r5", on: "2026-12-31" }].map(({ id, on }) => `${on},${id},`).join("\n")}\nbroken\n` }), "a.csv");
  const source = await openSource(path);
  const keys: KeysOf = () => ({ dates: [0], id: 1, on: "" });
  const folder = WorkFolder.open(undefined);
  const { inOrder, twice, rows: count } = await survey(source, keys, folder, () => undefined);
  expect([inOrder, [...twice], count]).toEqual([false, ["r5"], 120_002]);
  await sortRows(source, keys, folder, () => undefined);
  const sorted: string[] = [];
  for await (const batch of sortedBatches(folder.file("sorted"), count)) sorted.push(...batch.rows.map(({ cells, fault }) => fault?.code ?? `${String(cells[0])} ${String(cells[1])}`));
  folder.remove();
  const key = (text: string): string => text.replace(" ", "\u0000");
  expect(sorted).toEqual(["row-cells", ...[...rows, { id: "r5", on: "2026-12-31" }].map(({ id, on }) => `${on} ${id}`).sort((a, b) => (key(a) < key(b) ? -1 : 1))]);
});

describe("rows", () => {
  const program = interpret(shipped());
  const read = (heads: readonly string[], cells: readonly unknown[], textual = true): unknown => {
    const reader = new RowReader(program, { program, subjects, ignored: ["note"] }, { common: {}, on: undefined, textual });
    const row = reader.read({ line: 2, cells }, heads);
    return "application" in row ? Object.fromEntries([...row.application.facts].filter(([id]) => ["service_fee", "uses_ai", "municipal_share", "fraud_decision_date", "review_tier"].includes(id))) : row.map((fault) => fault.code);
  };
  test("heads are names or titles in either language; values as people write them", () => {
    expect(read(["编号", "服务费用", "Uses AI to advance digital transformation", "municipal_share", "note"], ["a", " 1234.50 ", "是", "40%", "what"])).toMatchObject({ service_fee: { n: 2469n, d: 2n }, uses_ai: true, municipal_share: { n: 2n, d: 5n } });
    expect(read(["id", "骗补认定日", "评审档次"], ["a", "无", "A"])).toMatchObject({ review_tier: "A" });
  });
  test("an empty cell is unknown, not nought", () => {
    expect(read(["id", "service_fee"], ["a", ""])).not.toHaveProperty("service_fee");
  });
  test("what a case file refuses, a row refuses", () => {
    for (const wrong of ["1,000", "１２", "1e3", "0x10", "-5", "12.345", "NaN", "10万", "99999999999.01"]) expect([wrong, read(["id", "service_fee"], ["a", wrong])]).toEqual([wrong, [wrong === "99999999999.01" ? "fact-out-of-range" : "fact-not-money"]]);
    expect(read(["id", "on", "scheme"], ["a", "2026-02-30", "no such scheme"])).toEqual(["date-invalid", "scheme-unknown"]);
    expect(read(["id", "uses_ai"], ["", "true"])).toEqual(["row-id-missing"]);
    expect(read(["id", "uses_ai"], ["a", "perhaps"])).toEqual(["fact-not-yes-or-no"]);
    expect(read(["id", "uses_ay"], ["a", true], false)).toEqual(["row-column"]);
    expect(read(["id", "service_fee"], ["a", 5], false)).toEqual(["fact-not-money"]);
  });
  test("names from the input are data", () => {
    expect(read(["id", "__proto__"], ["a", "x"])).toEqual(["row-column"]);
    expect(read(["id", "enterprise"], ["__proto__", "constructor"])).toBeTypeOf("object");
  });
});

test("an output that cannot be written leaves what was there", () => {
  const folder = folderWith({ "a.csv": "before\n" });
  const table = openTable(join(folder, "a.csv"), [{ name: "id", kind: "text" }]);
  table.row(["=cmd|' /C calc'!A0"]);
  table.abandon();
  mkdirSync(join(folder, "b.csv"));
  expect(() => openTable(join(folder, "b.csv"), [])).toThrow(/not a regular file/);
  writeFileSync(join(folder, "c.csv"), "");
});
