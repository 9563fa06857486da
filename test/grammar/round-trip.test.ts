import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, print, type Ast, type Surface } from "../../grammar/index.js";
import { declaration, expression, file, statement } from "./arbitrary.js";
import { bare, described } from "./support.js";

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
    fc.assert(fc.property(expression, (e) => { survives(fileOf([awardOf(e)]), surface); }), { numRuns: 60000 });
  });
  it("keeps every statement", () => {
    fc.assert(fc.property(fc.array(statement, { maxLength: 3 }), (s) => { survives(fileOf([schemeOf(s)]), surface); }), { numRuns: 50000 });
  });
  it("keeps every declaration", () => {
    fc.assert(fc.property(declaration, (d) => { survives(fileOf([d]), surface); }), { numRuns: 50000 });
  });
  it("keeps whole files", () => {
    fc.assert(fc.property(file, (f) => { survives(f, surface); }), { numRuns: 40000 });
  });
});
