import type { CoreProgram } from "../ir/core.js";
import { or } from "../plan/build.js";
import { alwaysThere, boundsOfFact, factSteps, fewValues, listedValues } from "../plan/facts.js";
import { safe, statusCodes, type Bool, type Plan, type PlanStatus, type SchemePlan, type Step } from "../plan/ir.js";
import { SchemeCode } from "./kernel-code.js";
import { helperText } from "./kernel-helpers.js";
import { quoted } from "./literals.js";

/** A plan as a module of JavaScript: one application at a time, and whole populations by column. */

/** Schemes whose code stands in one function: engines leave a function that is too long as it is, and do not make it fast. */
const longest = 12_000;

/** Names of one function's variables, and where results go. */
interface Place {
  readonly facts: ReadonlyMap<string, string>;
  readonly status: (plan: SchemePlan) => string | undefined;
  readonly amount: (plan: SchemePlan) => string | undefined;
}

/** Steps that do not hang on the limits, and those that do: whether anything is due is asked between them. */
function aroundLimits(steps: readonly Step[]): readonly [readonly Step[], readonly Step[]] {
  const late = new Set<string>();
  const hangs = (value: unknown): boolean => {
    if (typeof value !== "object" || value === null) return false;
    const node = value as { readonly op?: string; readonly name?: string };
    if ((node.op === "name" || node.op === "flag") && node.name !== undefined && late.has(node.name)) return true;
    return (Array.isArray(value) ? value : Object.values(value)).some(hangs);
  };
  for (const step of steps) if (step.kind === "limits" || hangs(step.value)) late.add(step.name);
  return [steps.filter((step) => !late.has(step.name)), steps.filter((step) => late.has(step.name))];
}

/** Characters of code that a plan will take, more or less. */
function roughLength(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return (Array.isArray(value) ? value : Object.values(value)).reduce<number>((sum, part) => sum + roughLength(part), Array.isArray(value) ? 0 : 7);
}

/** Whether it is open what the gates of a scheme say. */
const openOf = (plan: SchemePlan): Bool => or(...plan.gates.map((gate) => gate.open));

class KernelWriter {
  readonly helpers = new Set<string>();
  readonly tables: string[] = [];
  private readonly byId: ReadonlyMap<string, SchemePlan>;
  private readonly infos: ReadonlyMap<string, CoreProgram["facts"][number]>;

  constructor(program: CoreProgram, plan: Plan) {
    this.byId = new Map(plan.schemes.map((one) => [one.id, one]));
    this.infos = new Map(program.facts.map((fact) => [fact.id, fact]));
  }

  private table(text: string): string {
    const at = this.tables.indexOf(text);
    return `table${at < 0 ? this.tables.push(text) - 1 : at}`;
  }

  private readonly codeOf = (plan: SchemePlan, place: Place): SchemeCode => new SchemeCode(plan, {
    fact: (id) => place.facts.get(id) ?? "NaN",
    there: (id) => alwaysThere(this.infos.get(id)),
    range: (id) => fewValues(this.infos.get(id)),
    bounds: (id) => boundsOfFact(this.infos.get(id)),
    amountBounds: (id) => this.byId.get(id)?.amountBounds ?? { least: 0n, most: 0n },
    status: (id) => { const other = this.byId.get(id); return other === undefined ? undefined : place.status(other); },
    amount: (id) => { const other = this.byId.get(id); return other === undefined ? undefined : place.amount(other); },
    helper: (name) => { this.helpers.add(name); },
    table: (text) => this.table(text),
  });

  /** Statements of schemes, each in a block that leaves its results in `s`, `a` and `b` with its number. */
  blocks(plans: readonly SchemePlan[], place: Place, indent: string, then: (n: number) => string = () => ""): string {
    const codes = plans.map((plan) => ({ plan, code: this.codeOf(plan, place) }));
    // what several schemes ask is asked once: conditions by the schemes that share them
    const asked = new Map<string, Set<number>>();
    const parts = (test: Bool, code: SchemeCode): readonly string[] => (test.op === "or" ? test.items : test.op === "false" ? [] : [test]).map((item) => code.bool(item));
    for (const [n, { plan, code }] of codes.entries()) for (const test of [...plan.gates.map((gate) => gate.fails), openOf(plan)]) for (const part of parts(test, code)) {
      if (part !== "true" && part !== "false" && !/\bv\d|\b[sa]\d/.test(part)) asked.set(part, (asked.get(part) ?? new Set()).add(n));
    }
    const names = new Map<string, string>();
    const any = (test: Bool, code: SchemeCode): string => {
      const all = parts(test, code);
      const bundles = new Map<string, string[]>();
      for (const part of all) { const by = asked.get(part); if (by !== undefined && by.size > 1) { const key = [...by].join(); bundles.set(key, [...(bundles.get(key) ?? []), part]); } }
      const bundled = [...bundles.values()].map((bundle) => {
        const text = bundle.join(" || ");
        if (bundle.length === 1 && /^\w+ !== \w+$/.test(text)) return text;
        let name = names.get(text);
        if (name === undefined) names.set(text, name = `g${names.size}`);
        return name;
      });
      const own = all.filter((part) => (asked.get(part)?.size ?? 0) < 2);
      return [...new Set([...bundled, ...own])].join(" || ");
    };
    const blocks = codes.map(({ plan, code }, n) => `${this.block(plan, code, n, (test) => any(test, code), indent)}${then(n)}`);
    return [...[...names].map(([test, name]) => `${indent}const ${name} = ${test};`), ...blocks].join("\n");
  }

  private block(plan: SchemePlan, code: SchemeCode, n: number, any: (test: Bool) => string, indent: string): string {
    const [s, a, b, row] = [`s${n}`, `a${n}`, `b${n}`, `r${n}`];
    const lines: string[] = [];
    const leave = (status: PlanStatus, amount?: string): string => `{ ${s} = ${statusCodes[status]};${amount === undefined ? "" : ` ${a} = ${amount};`} break ${row}; }`;
    for (const step of plan.prelude) lines.push(...code.step(step, b));
    for (const gate of plan.gates) if (gate.fails.op !== "false") lines.push(`if (${any(gate.fails)}) ${leave(gate.status)}`);
    const gatesOpen = openOf(plan);
    const elsewhere = plan.elsewhere.holds.op !== "false";
    if (elsewhere && gatesOpen.op !== "false") lines.push(`const open${n} = ${any(gatesOpen)};`);
    const open = gatesOpen.op === "false" ? [] : elsewhere ? [`open${n}`] : [any(gatesOpen)];
    if (elsewhere) lines.push(`if (${[code.bool(plan.elsewhere.holds), ...open.map((name) => `!${name}`)].join(" && ")}) ${leave("elsewhere", "NaN")}`);
    const [before, after] = aroundLimits(plan.steps);
    for (const step of before) lines.push(...code.step(step, b));
    const unknown = [...open, ...[plan.elsewhere.open, plan.unknown].filter((test) => test.op !== "false").map((test) => code.bool(test))];
    if (plan.nothing.op !== "false") lines.push(`if (${code.bool(plan.nothing)}) ${leave("ineligible")}`);
    // a table of all keys is unknown only where its fact is
    if (unknown.length > 0 && unknown.join(" || ") !== code.bool(plan.nothing)) lines.push(`if (${unknown.join(" || ")}) ${leave("undetermined", "NaN")}`);
    if (plan.caseByCase.op !== "false") lines.push(`if (${code.bool(plan.caseByCase)}) ${leave("case-by-case", "NaN")}`);
    for (const step of after) lines.push(...code.step(step, b));
    lines.push(`${a} = ${code.int(plan.amount)};`);
    const [eligible, ceiling] = [statusCodes.eligible, statusCodes.ceiling];
    lines.push(`${s} = ${plan.ceiling.op === "false" ? eligible : plan.ceiling.op === "true" ? ceiling : `${code.bool(plan.ceiling)} ? ${ceiling} : ${eligible}`};`);
    const { size, what } = plan.widestInDoubles;
    const why = size > safe ? `; BigInt: ${what} reaches ${size}` : "";
    return [`${indent}// ${plan.id}, version ${plan.version}${why}`, `${indent}let ${s} = 0, ${a} = 0, ${b} = 0;`, `${indent}${row}: {`, ...lines.map((line) => `${indent}  ${line.replace(/^if \(\(([^()]*)\)\)/, "if ($1)")}`), `${indent}}`].join("\n");
  }

  /** Schemes in order, so many together as make one function of a reasonable length. */
  groups(plans: readonly SchemePlan[]): readonly (readonly SchemePlan[])[] {
    const groups: SchemePlan[][] = [];
    let length = Infinity;
    for (const plan of plans) {
      const own = roughLength(plan);
      if (length + own > longest) { groups.push([]); length = 0; }
      groups.at(-1)?.push(plan);
      length += own;
    }
    return groups;
  }
}

/** What a fact is when a caller leaves it out, as a number of its steps. */
export function defaultStep(info: CoreProgram["facts"][number] | undefined): string {
  const given = info?.ifAbsent;
  if (info === undefined || given === undefined) return "NaN";
  if (info.kind === "yes-no") return given === "true" || given === "yes" ? "1" : "0";
  if (info.kind === "one-of") return String(listedValues(info).indexOf(given));
  const steps = factSteps(info.kind);
  if (steps === undefined) return "NaN";
  const [whole = "0", decimals = ""] = given.split(".");
  const scale = BigInt(10 ** decimals.length);
  return String((BigInt(whole + decimals) * (info.kind === "percent" ? 100n : steps)) / scale);
}

/** The functions `settle` for one application and `batch` for columns, as the text of a module's part. */
export function emitKernel(program: CoreProgram, plan: Plan): string {
  const writer = new KernelWriter(program, plan);
  const infos = new Map(program.facts.map((fact) => [fact.id, fact]));
  const used = new Set(plan.schemes.flatMap((one) => one.facts));
  const facts = program.facts.filter((fact) => used.has(fact.id));
  const groups = writer.groups(plan.schemes).map((schemes) => {
    const asked = new Set(schemes.flatMap((one) => one.facts));
    const own = facts.filter((fact) => asked.has(fact.id));
    return { schemes, facts: own, variables: new Map(own.map((fact, i) => [fact.id, `f${i}`])) };
  });
  type Group = (typeof groups)[number];
  const name = ({ variables }: Group, id: string): string => variables.get(id) ?? "NaN";
  // what another group computed is read from where it was written
  const place = (group: Group, status: (p: SchemePlan) => string, amount: (p: SchemePlan) => string): Place => {
    const local = (p: SchemePlan, prefix: string): string | undefined => (group.schemes.includes(p) ? `${prefix}${group.schemes.indexOf(p)}` : undefined);
    return { facts: group.variables, status: (p) => local(p, "s") ?? status(p), amount: (p) => local(p, "a") ?? amount(p) };
  };

  const batches = groups.map((group, n) => {
    const reads = group.facts.map(({ id }) => {
      const absent = defaultStep(infos.get(id));
      const f = name(group, id);
      return absent === "NaN" ? `const ${f} = ${f}c[i];` : `const ${f}r = ${f}c[i], ${f} = ${f}r === ${f}r ? ${f}r : ${absent};`;
    });
    const columns = group.facts.map(({ id }) => `  const ${name(group, id)}c = c[${quoted(id)}] ?? none(${alwaysThere(infos.get(id)) ? defaultStep(infos.get(id)) : "NaN"}, to);\n`);
    const results = group.schemes.map((one, i) => `  const s${i}c = o.status.${one.column}, a${i}c = o.amount.${one.column}, b${i}c = o.binding.${one.column};\n`);
    const blocks = writer.blocks(group.schemes, place(group, (p) => `o.status.${p.column}[i]`, (p) => `o.amount.${p.column}[i]`), "    ", (n) => `\n    s${n}c[i] = s${n}; a${n}c[i] = a${n}; b${n}c[i] = b${n};`);
    return `function batch${n}(c, o, from, to) {\n${columns.join("")}${results.join("")}  for (let i = from; i < to; i++) {\n${reads.map((read) => `    ${read}\n`).join("")}${blocks}\n  }\n}`;
  });

  // one application: the same code over facts read once
  const whole = groups.length === 1;
  const parts = groups.map((group) => {
    const reads = group.facts.map((fact) => `  const ${name(group, fact.id)} = f[${quoted(fact.id)}]${fact.alwaysKnown ? "" : ` ?? ${defaultStep(fact)}`};\n`).join("");
    const blocks = writer.blocks(group.schemes, place(group, (p) => `r.${p.column}_status`, (p) => `r.${p.column}_fen`), "  ");
    const results = group.schemes.flatMap(({ column }, i) => [[`${column}_status`, `s${i}`], [`${column}_fen`, `a${i}`], [`${column}_binding`, `b${i}`]] as const);
    const fresh = whole ? `  if (r === undefined) return {\n${results.map(([key, value]) => `    ${key}: ${value},\n`).join("")}  };\n` : "";
    return `${reads}${blocks}\n${fresh}${results.map(([key, value]) => `  r.${key} = ${value};\n`).join("")}`;
  });
  const room = plan.schemes.map(({ column }) => `    ${column}_status: 0, ${column}_fen: NaN, ${column}_binding: 0,\n`).join("");
  const settle = whole ? `export function settle(f, r) {\n${parts.join("")}  return r;\n}`
    : `export function settle(f, r = {\n${room}  }) {\n${parts.map((_, n) => `  settle${n}(f, r);\n`).join("")}  return r;\n}`;
  const layout = plan.schemes.map((one) => `  ${one.column}: { scheme: ${quoted(one.id)}, version: ${quoted(one.version)}, binding: [${one.binding.map((b) => quoted(b.id)).join(", ")}] },`).join("\n");
  return `${helperText(writer.helpers)}${writer.tables.map((text, i) => `const table${i} = ${text};\n`).join("")}
/** Scheme, version and the meaning of the bits of the binding, by column. */
export const columns = {
${layout}
};

/** The names of the status codes. */
export const statuses = [${Object.entries(statusCodes).sort(([, x], [, y]) => x - y).map(([name]) => quoted(name)).join(", ")}];

/** How many steps a unit of a fact has, and the codes of its listed values. */
export const steps = {
${facts.map((fact) => `  ${quoted(fact.id)}: ${stepsLiteral(fact)},`).join("\n")}
};

${whole ? "" : parts.map((part, n) => `function settle${n}(f, r) {\n${part}}\n\n`).join("")}/**
 * One application, in whole steps: fen, hundredths of a percent, millionths, days since 1970, 1 for yes and 0 for no, the
 * code of a listed value. What is absent is unknown. Amounts are fen; an amount that is not settled is NaN.
 * Who settles many may give the result of one to the next, to be written over.
 */
${settle}

/** The day number of an ISO date. */
const dayOfDate = (text) => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / 86400000;

/** The facts of a case (decimal texts, ISO dates, names of listed values) as steps; the case has been checked before. */
export function fromCase(facts) {
  const result = {};
  for (const name in steps) {
    const { kind, of, codes, names = [] } = steps[name];
    let value = facts[name];
    for (const other of names) if (value === undefined) value = facts[other];
    if (value === undefined) continue;
    if (kind === "yes-no") result[name] = value ? 1 : 0;
    else if (kind === "one-of") result[name] = codes[value] ?? codes.other;
    else if (kind === "date" || kind === "date-or-none") result[name] = value === null ? Infinity : dayOfDate(value);
    else {
      // digit by digit: no binary fraction decides an amount
      const text = String(value), negative = text.startsWith("-"), [whole, decimals = ""] = text.replace("-", "").split(".");
      const places = String(of).length - 1;
      if (/[1-9]/.test(decimals.slice(places))) throw new RangeError(name + ": " + text + " has more than " + places + " decimals");
      const number = Number(whole + decimals.padEnd(places, "0").slice(0, places));
      result[name] = negative ? -number : number;
    }
  }
  return result;
}

/** A column that nobody gave: the same everywhere. */
const empty = new Map();
function none(value, length) {
  let column = empty.get(value);
  if (column === undefined || column.length < length) empty.set(value, column = new Float64Array(length).fill(value));
  return column;
}

${batches.join("\n\n")}

/** Room for the results of \`length\` rows; \`shared\` for several workers. */
export function outputs(length, shared = false) {
  const room = (Type) => new Type(shared ? new SharedArrayBuffer(length * Type.BYTES_PER_ELEMENT) : new ArrayBuffer(length * Type.BYTES_PER_ELEMENT));
  const each = (Type) => Object.fromEntries(Object.keys(columns).map((column) => [column, room(Type)]));
  return { status: each(Uint8Array), amount: each(Float64Array), binding: each(Uint32Array) };
}

/** Many applications by column: Float64Array of steps by fact, NaN where unknown, Infinity for a date that is none. */
export function batch(c, o, from = 0, to = 0) {
${batches.map((_, n) => `  batch${n}(c, o, from, to);\n`).join("")}  return o;
}
`;
}

function stepsLiteral(fact: CoreProgram["facts"][number]): string {
  const steps = factSteps(fact.kind);
  const others = fact.names.filter((name) => name !== fact.id);
  const names = others.length === 0 ? "" : `, names: [${others.map(quoted).join(", ")}]`;
  if (steps !== undefined) return `{ kind: ${quoted(fact.kind)}, of: ${fact.kind === "percent" ? 100 : steps}${names} }`;
  if (fact.kind === "one-of") {
    const own = (value: string): readonly string[] => [value, ...(fact.members?.find((member) => member.id === value)?.names ?? []).filter((name) => name !== value)];
    return `{ kind: "one-of", codes: { ${listedValues(fact).flatMap((value, i) => own(value).map((name) => `${quoted(name)}: ${i}`)).join(", ")} }${names} }`;
  }
  return `{ kind: ${quoted(fact.kind)}${names} }`;
}
