import { parseRational } from "../../runtime/rational.js";
import { withoutRemarks, type CoreProgram, type Expr } from "../ir/core.js";
import { commented, quoted } from "./literals.js";

/** The program as an ES module that imports only the runtime. The same program always prints the same bytes. */

export interface JsOptions {
  /** Where the runtime is imported from. */
  readonly runtime?: string;
  /** The text of the runtime itself, an ES module without imports: what is emitted then imports nothing. */
  readonly standalone?: string;
}

type Of<E, K> = E extends { readonly op: infer O } ? (K extends O ? E : never) : never;

/** Printer of one program: numbers become constants, once each. */
class Printer {
  readonly constants = new Map<string, string>();
  readonly imports = new Set<string>(["evaluateCase", "evaluateDossier", "sharePoolOf"]);

  number(value: string): string {
    const { n, d } = parseRational(value);
    const key = `{ n: ${n}n, d: ${d}n }`;
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const name = `n${this.constants.size}`;
    this.constants.set(key, name);
    return name;
  }

  call(name: string, ...items: readonly string[]): string {
    this.imports.add(name);
    return `${name}(${items.join(", ")})`;
  }

  expr(e: Expr): string {
    return (this.printers[e.op] as (expr: Expr) => string)(e);
  }

  compute(e: Expr): string {
    return `(c) => ${this.expr(e)}`;
  }

  private list(items: readonly Expr[]): string {
    return `[${items.map((item) => this.expr(item)).join(", ")}]`;
  }

  private two(name: string): (e: { readonly left: Expr; readonly right: Expr }) => string {
    return (e) => this.call(name, this.expr(e.left), this.expr(e.right));
  }

  private readonly printers: { readonly [K in Expr["op"]]: (e: Of<Expr, K>) => string } = {
    number: (e) => this.number(e.value),
    date: (e) => this.call("dayOf", quoted(e.iso)),
    text: (e) => quoted(e.value),
    "yes-no": (e) => String(e.value),
    none: () => { this.imports.add("none"); return "none"; },
    nothing: (e) => { this.imports.add("Nothing"); return `new Nothing(${e.site})`; },
    fact: (e) => `c.fact(${quoted(e.fact)})`,
    "in-year": (e) => `c.inYear(${quoted(e.fact)}, ${this.expr(e.year)})`,
    definition: (e) => `c.definition(${e.index})`,
    add: this.two("plus"),
    subtract: this.two("minus"),
    multiply: this.two("times"),
    divide: this.two("over"),
    lower: this.two("lower"),
    higher: this.two("higher"),
    "whole-down": (e) => this.call("wholeDown", this.expr(e.item)),
    "whole-up": (e) => this.call("wholeUp", this.expr(e.item)),
    not: (e) => this.call("negate", this.expr(e.item)),
    "year-of": (e) => this.call("yearOf", this.expr(e.item)),
    compare: (e) => this.call("related", quoted(e.relation), this.expr(e.left), this.expr(e.right)),
    rank: (e) => this.call("rankOf", this.expr(e.item), `[${e.order.map(quoted).join(", ")}]`),
    all: (e) => this.call("all", this.list(e.items)),
    any: (e) => this.call("any", this.list(e.items)),
    "at-least-of": (e) => this.call("atLeastOf", String(e.count), this.list(e.items)),
    cases: (e) => `c.cases(${e.site}, [${e.rows.map((row) => `[${row.when === null ? "undefined" : this.compute(row.when)}, ${this.compute(row.then)}]`).join(", ")}])`,
    given: (e) => `c.given(${this.expr(e.value)}, ${this.compute(e.fallback)})`,
    "by-reading": (e) => `c.choose(${quoted(e.reading)}, [${e.arms.map((arm) => `[${quoted(arm.alternative)}, ${this.compute(arm.value)}]`).join(", ")}])`,
    "payout-of": (e) => `c.payoutOf(${quoted(e.scheme)})`,
    "ceiling-of": (e) => `c.ceilingOf(${quoted(e.scheme)})`,
    "cap-of": (e) => `c.capOf(${quoted(e.scheme)}, ${e.cap === null ? "undefined" : quoted(e.cap)})`,
    shift: (e) => this.call("shifted", this.expr(e.date), this.expr(e.count), quoted(e.unit), String(e.direction)),
    elapsed: (e) => this.call("elapsed", this.expr(e.from), this.expr(e.to), quoted(e.unit)),
    "sum-rows": (e) => `c.sumRows(${e.site}, ${quoted(e.list)}, ${this.compute(e.value)})`,
    "in-window": (e) => this.call("inWindow", this.expr(e.date), JSON.stringify(e.spans)),
  };

  /** Plain data, with functions where the core has expressions. */
  data(value: unknown, pad: string): string {
    if (typeof value === "string") return quoted(value);
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value !== "object" || value === null) return String(value);
    if (Array.isArray(value)) {
      if (value.length === 0) return "[]";
      const items = value.map((item) => this.data(item, `${pad}  `));
      const short = `[${items.join(", ")}]`;
      return short.length < 100 && !short.includes("\n") ? short : `[\n${items.map((item) => `${pad}  ${item},\n`).join("")}${pad}]`;
    }
    if ("op" in value) return this.compute(value as Expr);
    const fields = Object.entries(value).filter(([, v]) => v !== undefined).map(([key, v]) => `${key}: ${this.data(v, `${pad}  `)}`);
    const short = `{ ${fields.join(", ")} }`;
    return short.length < 100 && !short.includes("\n") ? short : `{\n${fields.map((field) => `${pad}  ${field},\n`).join("")}${pad}}`;
  }
}

export function emitJs(program: CoreProgram, options: JsOptions = {}): string {
  const printer = new Printer();
  const body = printer.data(withoutRemarks(program), "");
  const constants = [...printer.constants].map(([value, name]) => `const ${name} = ${value};\n`).join("");
  const policies = program.policies.map((policy) => ` *   ${commented(policy.id)} ${commented(policy.version)}\n`).join("");
  // within one module the evaluators must not take names that the runtime has
  const own = (name: string): string => (options.standalone === undefined ? name : `allot${name.replace(/^./, (c) => c.toUpperCase())}`);
  const exported = ["program", "evaluate", "explain", "dossier", "sharePool"];
  const say = options.standalone === undefined ? "export const" : "const";
  const head = options.standalone === undefined ? `import { ${[...printer.imports].sort().join(", ")} } from ${quoted(options.runtime ?? "allot/runtime")};\n`
    : options.standalone.replace(/export\s*\{[^}]*\};?\s*$/, "\n");
  return `/**\n * Evaluators of public subsidy rules, compiled by allot from\n${policies} * Do not edit: change the policy and compile again.\n */\n` +
    `${head}\n${constants}\n${say} ${own("program")} = ${body};\n\n` +
    `/** One application: facts by name, amounts as decimal strings in yuan. */\n${say} ${own("evaluate")} = (facts, options) => evaluateCase(${own("program")}, facts, options);\n\n` +
    `/** The same with every step, its clause and its quote. */\n${say} ${own("explain")} = (facts, options) => evaluateCase(${own("program")}, facts, { ...options, trace: true });\n\n` +
    `/** Several applications of one enterprise. */\n${say} ${own("dossier")} = (given, options) => evaluateDossier(${own("program")}, given, options);\n\n` +
    `/** Shares a pool among applications or claims. */\n${say} ${own("sharePool")} = (pool, given, options) => sharePoolOf(${own("program")}, pool, given, options);\n` +
    (options.standalone === undefined ? "" : `\nexport { ${exported.map((name) => `${own(name)} as ${name}`).join(", ")} };\n`);
}
