import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, print, scan, type Ast, type Surface } from "../../grammar/index.js";
import { declaration, expression, file, statement } from "./arbitrary.js";
import { bare, described } from "./support.js";

/** RUNS=100 looks a hundred times harder. */
const runs = (usual: number): number => usual * Number(process.env["RUNS"] ?? 1);

const surfaces: readonly Surface[] = ["en", "zh"];

function survives(tree: Ast.File, surface: Surface): void {
  const text = print(tree, { surface });
  const back = parse(text);
  if (back.issues.length > 0) throw new Error(`${back.issues.map((i) => described(i, text)).join("\n")}\n---\n${text}`);
  expect(bare(back.file), text).toEqual(bare(tree));
  expect(print(back.file, { surface }), "printing is idempotent").toBe(text);
}

const span = { start: 0, end: 0 };
const fileOf = (decls: readonly Ast.Decl[]): Ast.File => ({ header: undefined, decls, comments: [], blankLines: [], span });
const schemeOf = (body: readonly Ast.Stmt[]): Ast.Decl => ({
  kind: "scheme", naming: { name: { text: "s", span }, alias: undefined, titles: [], span }, body, span,
});
const awardOf = (value: Ast.Expr): Ast.Decl => schemeOf([{ kind: "award", name: undefined, value, decided: undefined, cites: [], span }]);

describe.each(surfaces)("printing and parsing again, %s", (surface) => {
  it("keeps every expression", () => {
    fc.assert(fc.property(expression, (e) => { survives(fileOf([awardOf(e)]), surface); }), { numRuns: runs(1500) });
  });
  it("keeps every statement", () => {
    fc.assert(fc.property(fc.array(statement, { maxLength: 3 }), (s) => { survives(fileOf([schemeOf(s)]), surface); }), { numRuns: runs(800) });
  });
  it("keeps every declaration", () => {
    fc.assert(fc.property(declaration, (d) => { survives(fileOf([d]), surface); }), { numRuns: runs(800) });
  });
  it("keeps whole files", () => {
    fc.assert(fc.property(file, (f) => { survives(f, surface); }), { numRuns: runs(400) });
  });
});

describe("switching the surface", () => {
  it("and back is the identity", () => {
    fc.assert(fc.property(file, (f) => {
      const english = print(f, { surface: "en" });
      const chinese = print(parse(english).file, { surface: "zh" });
      expect(print(parse(chinese).file, { surface: "en" })).toBe(english);
    }), { numRuns: runs(300) });
  });
});

describe("comments", () => {
  /** Where each goes: before which token, on a line of its own or after what stands before it, with blank lines or none. */
  const places = fc.array(fc.record({ at: fc.nat(), ownLine: fc.boolean(), blank: fc.boolean() }), { minLength: 1, maxLength: 8 });

  function commented(text: string, where: readonly { at: number; ownLine: boolean; blank: boolean }[]): string {
    // 的 is a word of its own only right before a number
    const tokens = scan(text).tokens.filter((_, i, all) => all[i - 1]?.image !== "的");
    const starts = [...tokens.map((token) => token.startOffset), text.length];
    const inserts = where.map(({ at, ownLine, blank }, i) => ({
      offset: starts[at % starts.length] ?? 0,
      text: `${ownLine ? "\n" : " "}// comment ${i}${blank ? "\n\n\n" : "\n"}`,
    }));
    return inserts
      .sort((a, b) => b.offset - a.offset)
      .reduce((t, insert) => t.slice(0, insert.offset) + insert.text + t.slice(insert.offset), text);
  }
  const texts = (f: Ast.File): readonly string[] => f.comments.map((c) => c.text).sort();

  it.each(surfaces)("are never lost, and stay where formatting put them, %s", (surface) => {
    fc.assert(fc.property(file, places, (f, where) => {
      const source = commented(print(f, { surface }), where);
      const read = parse(source);
      expect(read.issues, source).toEqual([]);
      expect(bare(read.file), source).toEqual(bare(f));
      const text = print(read.file, { surface });
      const again = parse(text);
      expect(again.issues, `${source}\n=====\n${text}`).toEqual([]);
      expect(bare(again.file), text).toEqual(bare(f));
      expect(texts(again.file), `${source}\n=====\n${text}`).toEqual(texts(read.file));
      expect(print(again.file, { surface }), source).toBe(text);
    }), { numRuns: runs(300) });
  });
});

describe("the generator", () => {
  it("reaches every kind of node that a text can hold", () => {
    const seen = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("kind" in value && typeof value.kind === "string") seen.add(value.kind);
      Object.values(value).forEach(walk);
    };
    fc.sample(file, { numRuns: 800, seed: 1 }).forEach(walk);
    const source = readFileSync(new URL("../../grammar/ast.ts", import.meta.url), "utf8");
    const kinds = [...source.matchAll(/readonly kind: ((?:"[\w-]+"(?: \| )?)+)/g)].flatMap((m) => [...(m[1] ?? "").matchAll(/"([\w-]+)"/g)].map((k) => k[1] ?? ""));
    expect(kinds.length).toBeGreaterThan(80);
    expect(kinds.filter((kind) => !seen.has(kind) && kind !== "broken")).toEqual([]);
  });
});
