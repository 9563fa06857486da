import { describe, expect, test } from "vitest";
import { emitJs, emitSchema, emitTypes } from "../../compiler/index.js";
import { compileText, emitted, policyWith, programOf, shippedPolicies } from "../support/compile.js";

/** Attacks on the code generator: names and texts that mean something to JavaScript mean nothing here. */

const names = ["__proto__", "constructor", "prototype", "arguments", "await", "eval", "toString", "hasOwnProperty", "class", "c", "n0", "program"];

describe("15-17 names", () => {
  test.each(names)("a fact, a scheme and a listed value called %s", async (name) => {
    const text = policyWith(`scheme ${name} { require ${name}x is ${name}y\n award graded by ${name}x { ${name}: 1 yuan ${name}y: 2 yuan otherwise: nothing } }`, `fact ${name}x: one of ${name}, ${name}y or other\nfact ${name}: money if absent 0 yuan`);
    const module = await emitted(programOf(text));
    const run = (value: string): string | null | undefined => module.evaluate(JSON.parse(`{ "${name}x": "${value}" }`), { on: "2026-06-15" }).awards[0]?.amount;
    expect(run(`${name}y`)).toBe("2.00");
    expect(module.evaluate(JSON.parse(`{ "${name}": "5" }`), { on: "2026-06-15" }).awards[0]?.missing).toEqual([`${name}x`]);
  });
  test("a key that every object has is no key of a table", async () => {
    const module = await emitted(programOf(policyWith("scheme s { award graded by kind { A: 1 yuan otherwise: nothing } }", "fact kind: text")));
    for (const key of ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"]) {
      expect(module.evaluate({ kind: key }, { on: "2026-06-15" }).awards[0]).toMatchObject({ status: "ineligible", amount: "0.00" });
    }
  });
});

describe("18 texts", () => {
  const texts = ["\\\"", "\\\\", "${1}", "`", "*/", "</script>", "<!--", "//# sourceMappingURL=x.map", "'); process.exit(1); ('", "\u2028", "{{x}}", "%s"];
  test.each(texts)("%s in a title, a note, a unit of decision", async (text) => {
    const policy = policyWith(`scheme s "${text} en" "${text} 中" { note n "${text}" when good\n award up to 5 yuan decided by "${text}" }`, `fact odd "${text} en" : money`);
    const { program } = compileText(policy.replace(/\u2028/g, " "));
    if (program === undefined) throw new Error("does not compile");
    const module = await emitted(program);
    expect(module.evaluate({ good: true }, { on: "2026-06-15" }).awards[0]?.ceiling).toBe("5.00");
    expect(emitJs(program)).not.toMatch(/<\/script|^\/\/# sourceMappingURL/m);
    expect(emitTypes(program).match(/\*\//g)?.length).toBe(emitTypes(program).match(/\/\*\*/g)?.length);
    expect(() => JSON.parse(emitSchema(program)) as unknown).not.toThrow();
  });
});

describe("20 deterministic", () => {
  test("two builds are the same bytes", () => {
    const { program } = shippedPolicies();
    expect(emitJs(program)).toBe(emitJs(program));
    expect(emitTypes(program)).toBe(emitTypes(program));
    expect(emitSchema(program)).toBe(emitSchema(program));
  });
});

describe("21 size", () => {
  test("a policy of a thousand schemes is a thousand small functions", () => {
    const schemes = Array.from({ length: 1000 }, (_, i) => `scheme s${i} { require good\n award 30% of cost\n cap payout at ${i} yuan }`).join("\n");
    const program = programOf(policyWith(schemes));
    expect(Math.max(...emitJs(program).split("\n").map((line) => line.length))).toBeLessThan(2000);
  });
});
