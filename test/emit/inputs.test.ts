import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { factsSchema } from "../../compiler/index.js";
import { evaluateCase, InputFault, type Award } from "../../runtime/index.js";
import { emitted, interpreted, policyWith, programOf } from "../support/compile.js";

/** Attacks on the facts of a case (24-37): nothing that is not an amount becomes one, and what is not known stays unknown. */

const core = programOf(policyWith("scheme s { require size at least 10 widgets when fair\n award 50% of cost\n cap payout at 299,999.99 yuan\n plus 1 yuan for each full 1 widgets of size when good }"));
const program = interpreted(core);
const run = (facts: unknown, on = "2026-06-15"): Award | undefined => evaluateCase(program, facts, { on }).awards[0];

function fault(facts: unknown, options: Record<string, unknown> = { on: "2026-06-15" }): readonly string[] {
  try {
    evaluateCase(program, facts, options);
  } catch (error) {
    if (error instanceof InputFault) return error.errors.map((e) => e.code);
    throw error;
  }
  return [];
}

// ajv says the same of everything that has a form
const Ajv = Ajv2020 as unknown as typeof Ajv2020.default;
const valid = new Ajv({ ownProperties: true, strict: true }).compile(factsSchema(core));

describe("amounts", () => {
  test.each(["1e3", "1E400", "-1", "-0", "+5", " 12 ", "", "0x10", "0b11", "1,000", "1_000", "１２", "NaN", "Infinity", "1.234", ".5", "5.", "00", "12345678901234567890", "1".repeat(100_000), "5 yuan", "五"])("%j is no amount", (text) => {
    expect(fault({ cost: text })).toEqual(["fact-not-money"]);
    expect(valid({ cost: text })).toBe(false);
  });
  test.each([12, 0.1, Number.NaN, Number.POSITIVE_INFINITY, -0, true, null, [5], ["5"], {}, { value: "5" }, 12n])("%p is no amount", (value) => {
    expect(fault({ cost: value })).toEqual(["fact-not-money"]);
    expect(valid({ cost: value })).toBe(false);
  });
  test("out of the declared range is an error, not a clamp", () => {
    expect(fault({ cost: "1000000000.01" })).toEqual(["fact-out-of-range"]);
    expect(fault({ year: 51 })).toEqual(["fact-out-of-range"]);
  });
  test.each(["0", "0.01", "1000000000", "5.5"])("%s is an amount", (text) => {
    expect(fault({ cost: text })).toEqual([]);
    expect(valid({ cost: text })).toBe(true);
  });
});

describe("names", () => {
  test("a misspelt fact is an error with a suggestion", () => {
    expect(fault({ csot: "5" })).toEqual(["fact-unknown"]);
    expect(valid({ csot: "5" })).toBe(false);
    try { evaluateCase(program, { csot: "5" }); } catch (error) { expect((error as InputFault).errors[0]?.suggestion).toBe("cost"); }
  });
  test("__proto__ as a key of its own, and a polluted prototype", () => {
    expect(fault(JSON.parse('{ "__proto__": "5" }'))).toEqual(["fact-unknown"]);
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    prototype["cost"] = "100";
    try {
      expect(run({})?.missing).toContain("cost");
    } finally {
      delete prototype["cost"];
    }
  });
  test("not an object", () => {
    for (const facts of [null, 5, "x", [], undefined, true]) expect(fault(facts)).toEqual(["case-not-an-object"]);
  });
  test("an unknown reading, alternative, scheme or date", () => {
    expect(fault({}, { readings: { nope: "x" } })).toEqual(["reading-unknown"]);
    expect(fault({}, { schemes: ["nope"] })).toEqual(["scheme-unknown"]);
    for (const on of ["2026-02-30", "2026-2-4", "2026", "20260204", "2026-02-04T00:00:00Z", ""]) expect(fault({}, { on })).toEqual(["date-invalid"]);
  });
});

describe("other kinds", () => {
  test.each([["good", "true"], ["good", 1], ["good", null], ["tier", "D"], ["tier", "constructor"], ["tier", 1], ["share", 30], ["share", "30%"], ["size", "1e2"], ["year", 1.5], ["year", "1.0"], ["application_date", "2026-2-4"], ["application_date", 20260204]])("%s = %p", (fact, value) => {
    expect(fault({ [fact]: value }).length).toBe(1);
    expect(valid({ [fact]: value })).toBe(false);
  });
  test("several faults are all reported", () => {
    expect(fault({ cost: 5, good: "yes", nope: 1 })).toEqual(["fact-not-money", "fact-not-yes-or-no", "fact-unknown"]);
  });
});

describe("33 values that change while they are read", () => {
  test("a getter is read once, a frozen result is plain data", () => {
    let reads = 0;
    const facts = { get cost() { return String(++reads * 100); } };
    run(facts);
    expect(reads).toBe(1);
  });
});

describe("34, 35 precision", () => {
  test("100/3 x 3 is 100; a host that sets decimal.js's precision changes nothing", async () => {
    const { Decimal } = await import("decimal.js");
    Decimal.set({ precision: 2 });
    const exact = interpreted(programOf(policyWith("scheme s { award (cost divided by 3) times 3 }")));
    expect(evaluateCase(exact, { cost: "123456789.12" }, { on: "2026-06-15" }).awards[0]?.amount).toBe("123456789.12");
    const literal = interpreted(programOf(policyWith("scheme s { award 123,456,789.12 yuan }")));
    expect(evaluateCase(literal, {}, { on: "2026-06-15" }).awards[0]?.amount).toBe("123456789.12");
    Decimal.set({ precision: 20 });
  });
});

describe("36 one fen around each breakpoint", () => {
  test.each([["599999.97", "299999.98"], ["599999.98", "299999.99"], ["599999.99", "299999.99"], ["600000.00", "299999.99"], ["0.01", "0.00"], ["0.02", "0.01"]])("cost %s pays %s", (cost, paid) => {
    expect(run({ cost, fair: false, good: false, size: "0" })?.amount).toBe(paid);
  });
});

describe("37 time zone at midnight of the expiry", () => {
  test.each(["UTC", "Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])("in %s the last day is the last day", (zone) => {
    const before = process.env["TZ"];
    process.env["TZ"] = zone;
    expect(run({ cost: "2", fair: false, good: false, size: "0" }, "2026-12-31")?.amount).toBe("1.00");
    expect(run({ cost: "2", fair: false, good: false, size: "0" }, "2027-01-01")?.status).toBe("not-in-force");
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  });
});

describe("23 the module and the policy it came from", () => {
  test("names policy and version", async () => {
    const module = await emitted(core);
    expect(module.program.policies).toMatchObject([{ id: "test.plan", version: "1" }]);
  });
});
