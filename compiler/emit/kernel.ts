import type { CoreProgram } from "../ir/core.js";
import { safe, statusCodes, type Bool, type Int, type Plan, type PlanStatus, type SchemePlan, type Step } from "../plan/ir.js";
import { alwaysThere, factSteps, listedValues } from "../plan/facts.js";
import { quoted } from "./literals.js";

/** A plan as JavaScript: whole numbers in doubles where they stay below 2^53, in BigInt elsewhere. One function a scheme. */

/** Names of JavaScript variables for names of the plan. */
class Names {
  private readonly known = new Map<string, string>();

  of(prefix: string, name: string): string {
    const key = `${prefix} ${name}`;
    let found = this.known.get(key);
    if (found === undefined) this.known.set(key, found = `${prefix}${this.known.size}`);
    return found;
  }
}

interface Surroundings {
  readonly names: Names;
  readonly big: boolean;
  readonly fact: (id: string) => string;
  readonly schemes: ReadonlyMap<string, SchemePlan>;
  readonly status: (plan: SchemePlan) => string;
  readonly amount: (plan: SchemePlan) => string;
  readonly helpers: Set<string>;
}

function intCode(value: Int, at: Surroundings): string {
  const number = (n: bigint): string => (at.big ? `${n}n` : String(n));
  switch (value.op) {
    case "int": return value.value < 0n ? `(${number(value.value)})` : number(value.value);
    case "fact":
      if (at.big) at.helpers.add("big");
      return at.big ? `big(${at.fact(value.fact)})` : at.fact(value.fact);
    case "name": {
      if (value.name.startsWith("amount ")) {
        const plan = at.schemes.get(value.name.slice(7));
        if (plan !== undefined && at.big) at.helpers.add("big");
        if (plan !== undefined) return at.big ? `big(${at.amount(plan)})` : at.amount(plan);
      }
      return at.names.of("v", value.name);
    }
    case "add": return `(${intCode(value.left, at)} + ${intCode(value.right, at)})`;
    case "subtract": return `(${intCode(value.left, at)} - ${intCode(value.right, at)})`;
    case "multiply": return `${intCode(value.left, at)} * ${intCode(value.right, at)}`;
    case "least": case "greatest": {
      const [a, b] = [intCode(value.left, at), intCode(value.right, at)];
      return `(${a} ${value.op === "least" ? "<" : ">"} ${b} ? ${a} : ${b})`;
    }
    case "divide":
      if (!at.big) return `Math.floor(${intCode(value.item, at)} / ${value.by})`;
      at.helpers.add("floorOver");
      return `floorOver(${intCode(value.item, at)}, ${value.by}n)`;
    case "if": return `(${boolCode(value.test, at)} ? ${intCode(value.then, at)} : ${intCode(value.otherwise, at)})`;
    case "year": at.helpers.add("yearOfDay"); return wrapped(`yearOfDay(${plainInt(value.day, at)})`, at);
    case "shift": {
      at.helpers.add(value.unit === "day" ? "" : "addMonths");
      const [day, count] = [plainInt(value.day, at), plainInt(value.count, at)];
      const steps = value.direction === 1 ? count : `-${count}`;
      return wrapped(value.unit === "day" ? `(${day} + ${steps})` : `addMonths(${day}, ${steps})`, at);
    }
  }
}

const wrapped = (code: string, at: Surroundings): string => (at.big ? `BigInt(${code})` : code);
/** Days and counts are small numbers, also where amounts are BigInt. */
const plainInt = (value: Int, at: Surroundings): string => (value.op === "fact" ? at.fact(value.fact) : at.big ? `Number(${intCode(value, at)})` : intCode(value, at));

function boolCode(test: Bool, at: Surroundings): string {
  switch (test.op) {
    case "true": case "false": return test.op;
    case "flag": {
      if (test.name.startsWith("settled ") || test.name.startsWith("ceiling ")) {
        const plan = at.schemes.get(test.name.slice(8));
        const status = plan === undefined ? "0" : at.status(plan);
        return test.name.startsWith("ceiling ") ? `${status} === ${statusCodes.ceiling}` : `(${status} === ${statusCodes.eligible} || (${status} >= ${statusCodes.ineligible} && ${status} <= ${statusCodes.exhausted}))`;
      }
      return at.names.of("k", test.name);
    }
    case "yes": return `${at.fact(test.fact)} === 1`;
    case "no": return `${at.fact(test.fact)} === 0`;
    case "listed": return `${at.fact(test.fact)} === ${test.code}`;
    // what is not known is not a number
    case "known": { const fact = at.fact(test.fact); return `${fact} === ${fact}`; }
    case "absent": return `${at.fact(test.fact)} === Infinity`;
    case "less": return `${intCode(test.left, at)} < ${intCode(test.right, at)}`;
    case "at-most": return `${intCode(test.left, at)} <= ${intCode(test.right, at)}`;
    case "equal": return `${intCode(test.left, at)} === ${intCode(test.right, at)}`;
    case "and": return `(${test.items.map((item) => boolCode(item, at)).join(" && ")})`;
    case "or": return `(${test.items.map((item) => boolCode(item, at)).join(" || ")})`;
    case "not": return negated(test.item, at);
    case "choose": return `(${boolCode(test.test, at)} ? ${boolCode(test.then, at)} : ${boolCode(test.otherwise, at)})`;
    case "window": {
      at.helpers.add("monthDay");
      return `(${test.spans.map(({ from, to }, i) => {
        const md = i === 0 ? `(md = monthDay(${plainInt(test.day, at)}))` : "md";
        const [low, high] = [from[0] * 100 + from[1], to[0] * 100 + to[1]];
        return low <= high ? `(${md} >= ${low} && md <= ${high})` : `(${md} >= ${low} || md <= ${high})`;
      }).join(" || ")})`;
    }
  }
}

function negated(test: Bool, at: Surroundings): string {
  switch (test.op) {
    case "less": return `!(${boolCode(test, at)})`;
    case "at-most": return `!(${boolCode(test, at)})`;
    case "equal": return `${intCode(test.left, at)} !== ${intCode(test.right, at)}`;
    case "yes": return `${at.fact(test.fact)} !== 1`;
    case "no": return `${at.fact(test.fact)} !== 0`;
    case "listed": return `${at.fact(test.fact)} !== ${test.code}`;
    case "known": { const fact = at.fact(test.fact); return `${fact} !== ${fact}`; }
    case "and": return `(${test.items.map((item) => negated(item, at)).join(" || ")})`;
    case "or": return `(${test.items.map((item) => negated(item, at)).join(" && ")})`;
    default: return `!(${boolCode(test, at)})`;
  }
}

const stepCode = (step: Step, at: Surroundings): string =>
  step.kind === "int" ? `const ${at.names.of("v", step.name)} = ${intCode(step.value, at)};` : `const ${at.names.of("k", step.name)} = ${boolCode(step.value, at)};`;

/** Statements that set `s`, `a` and `b` and leave the block `label`. */
function body(plan: SchemePlan, at: Surroundings, label: string, indent: string): string {
  const lines: string[] = [];
  const leave = (status: PlanStatus, amount: string, binding = "0"): string => `{ s = ${statusCodes[status]}; a = ${amount}; b = ${binding}; break ${label}; }`;
  lines.push(...plan.prelude.map((step) => stepCode(step, at)));
  for (const gate of plan.gates) if (gate.fails.op !== "false") lines.push(`if (${boolCode(gate.fails, at)}) ${leave(gate.status, "0")}`);
  const opens = plan.gates.map((gate) => gate.open).filter((open) => open.op !== "false");
  const anyOpen = opens.length === 0 ? "false" : opens.map((open) => boolCode(open, at)).join(" || ");
  if (anyOpen !== "false") lines.push(`let open = ${anyOpen};`);
  const open = anyOpen === "false" ? "false" : "open";
  if (plan.elsewhere.holds.op !== "false") {
    lines.push(`if (${boolCode(plan.elsewhere.holds, at)}${open === "false" ? "" : " && !open"}) ${leave("elsewhere", "NaN")}`);
  }
  const elsewhereOpen = boolCode(plan.elsewhere.open, at);
  lines.push(...plan.steps.map((step) => stepCode(step, at)));
  if (plan.nothing.op !== "false") lines.push(`if (${boolCode(plan.nothing, at)}) ${leave("ineligible", "0")}`);
  const unknown = [open, elsewhereOpen, boolCode(plan.unknown, at)].filter((code) => code !== "false");
  if (unknown.length > 0) lines.push(`if (${unknown.join(" || ")}) ${leave("undetermined", "NaN")}`);
  if (plan.caseByCase.op !== "false") lines.push(`if (${boolCode(plan.caseByCase, at)}) ${leave("case-by-case", "NaN")}`);
  lines.push(`b = ${plan.binding.map((one, i) => `(${boolCode(one.holds, at)} ? ${2 ** i} : 0)`).join(" + ")};`);
  lines.push(`a = ${at.big ? `Number(${intCode(plan.amount, at)})` : intCode(plan.amount, at)};`);
  lines.push(`s = ${plan.ceiling.op === "false" ? statusCodes.eligible : plan.ceiling.op === "true" ? statusCodes.ceiling : `${boolCode(plan.ceiling, at)} ? ${statusCodes.ceiling} : ${statusCodes.eligible}`};`);
  return lines.map((line) => `${indent}${line.replace(/^let open/, "const open")}`).join("\n");
}

const helperCode: Readonly<Record<string, string>> = {
  big: "const big = (x) => (x === x && x !== Infinity ? BigInt(x) : 0n);",
  floorOver: "const floorOver = (n, d) => { const q = n / d; return n < 0n && q * d !== n ? q - 1n : q; };",
  civil: `// Gregorian date of a day number since 1970-01-01; years start in March, so that the leap day comes last
let year = 0, month = 0, date = 0;
function civil(day) {
  const z = day + 719468, era = Math.floor(z / 146097), e = z - era * 146097;
  const y = Math.floor((e - Math.floor(e / 1460) + Math.floor(e / 36524) - Math.floor(e / 146096)) / 365);
  const d = e - (365 * y + Math.floor(y / 4) - Math.floor(y / 100)), m = Math.floor((5 * d + 2) / 153);
  month = m < 10 ? m + 3 : m - 9;
  date = d - Math.floor((153 * m + 2) / 5) + 1;
  year = y + era * 400 + (month <= 2 ? 1 : 0);
}`,
  yearOfDay: "const yearOfDay = (day) => { civil(day); return year; };",
  monthDay: "let md = 0;\nconst monthDay = (day) => { civil(day); return month * 100 + date; };",
  addMonths: `const monthLength = (y, m) => (m === 2 ? ((y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28) : m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31);
function addMonths(day, count) {
  civil(day);
  const index = year * 12 + month - 1 + count, y = Math.floor(index / 12), m = index - y * 12 + 1;
  const d = Math.min(date, monthLength(y, m)), s = m <= 2 ? y - 1 : y, era = Math.floor(s / 400), e = s - era * 400;
  return era * 146097 + e * 365 + Math.floor(e / 4) - Math.floor(e / 100) + Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1 - 719468;
}`,
};

/** What a fact is when a caller leaves it out, as a number of its steps. */
export function defaultStep(program: CoreProgram, fact: string): string {
  const info = program.facts.find((one) => one.id === fact);
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

export interface KernelOptions {
  readonly batch?: boolean;
}

/** The functions `settle` for one application and `batch` for columns, as the text of a module's part. */
export function emitKernel(program: CoreProgram, plan: Plan): string {
  const helpers = new Set<string>();
  const schemes = new Map(plan.schemes.map((one) => [one.id, one]));
  const parts: string[] = [];
  const infos = new Map(program.facts.map((fact) => [fact.id, fact]));
  const used = new Set(plan.schemes.flatMap((one) => one.facts));
  const facts = program.facts.filter((fact) => used.has(fact.id));
  const variable = new Map(facts.map((fact, i) => [fact.id, `f${i}`]));
  for (const one of plan.schemes) {
    const names = new Names();
    const at: Surroundings = {
      names, big: one.widest.size > safe, schemes, helpers,
      fact: (id) => variable.get(id) ?? "NaN", status: (p) => `o.status.${p.column}[i]`, amount: (p) => `o.amount.${p.column}[i]`,
    };
    const reads = one.facts.map((id) => {
      const absent = defaultStep(program, id);
      const column = `c[${quoted(id)}]`;
      return { id, before: `const ${variable.get(id) ?? ""}c = ${column} ?? none(${alwaysThere(infos.get(id)) && absent !== "NaN" ? absent : "NaN"});`, each: absent === "NaN" ? `const ${variable.get(id) ?? ""} = ${variable.get(id) ?? ""}c[i];` : `const ${variable.get(id) ?? ""}r = ${variable.get(id) ?? ""}c[i], ${variable.get(id) ?? ""} = ${variable.get(id) ?? ""}r === ${variable.get(id) ?? ""}r ? ${variable.get(id) ?? ""}r : ${absent};` };
    });
    parts.push(`/** ${one.id}, version ${one.version}${at.big ? `; BigInt: ${one.widest.what} reaches ${one.widest.size}` : ""} */
function batch_${one.column}(c, o, from, to) {
${reads.map((read) => `  ${read.before}`).join("\n")}
  const os = o.status.${one.column}, oa = o.amount.${one.column}, ob = o.binding.${one.column};
  const none = undefined;
  for (let i = from; i < to; i++) {
${reads.map((read) => `    ${read.each}`).join("\n")}
    let s = 0, a = 0, b = 0;
    row: {
${body(one, at, "row", "      ")}
    }
    os[i] = s; oa[i] = a; ob[i] = b;
  }
}`);
  }
  // one application: the same code over facts read once
  const single: string[] = [];
  const singleAt = (names: Names, big: boolean): Surroundings => ({
    names, big, schemes, helpers, fact: (id) => variable.get(id) ?? "NaN", status: (p) => `s_${p.column}`, amount: (p) => `a_${p.column}`,
  });
  for (const one of plan.schemes) {
    single.push(`  let s_${one.column} = 0, a_${one.column} = 0, b_${one.column} = 0;
  {
    let s = 0, a = 0, b = 0;
    row: {
${body(one, singleAt(new Names(), one.widest.size > safe), "row", "      ")}
    }
    s_${one.column} = s; a_${one.column} = a; b_${one.column} = b;
  }`);
  }
  const readOne = facts.map((fact) => `  const ${variable.get(fact.id) ?? ""} = f[${quoted(fact.id)}]${fact.alwaysKnown ? "" : ` ?? ${defaultStep(program, fact.id)}`};`).join("\n");
  const outputs = plan.schemes.map((one) => `${one.column}_status: s_${one.column}, ${one.column}_fen: a_${one.column}, ${one.column}_binding: b_${one.column}`).join(",\n    ");
  const wanted = new Set(helpers);
  if (wanted.has("yearOfDay") || wanted.has("monthDay") || wanted.has("addMonths")) wanted.add("civil");
  const helperText = ["big", "floorOver", "civil", "yearOfDay", "monthDay", "addMonths"].filter((name) => wanted.has(name)).map((name) => helperCode[name]).join("\n");
  const layout = plan.schemes.map((one) => `  ${one.column}: { scheme: ${quoted(one.id)}, version: ${quoted(one.version)}, binding: [${one.binding.map((b) => quoted(b.id)).join(", ")}] },`).join("\n");
  return `${helperText}
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

/**
 * One application, in whole steps: fen, hundredths of a percent, millionths, days since 1970, 1 for yes and 0 for no, the
 * code of a listed value. What is absent is unknown. Amounts are fen; an amount that is not settled is NaN.
 */
export function settle(f) {
${readOne}
${single.join("\n")}
  return {
    ${outputs}
  };
}

/** The day number of an ISO date. */
const dayOfDate = (text) => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / 86400000;

/** The facts of a case (decimal texts, ISO dates, names of listed values) as steps; the case has been checked before. */
export function fromCase(facts) {
  const result = {};
  for (const name in steps) {
    const value = facts[name], { kind, of, codes } = steps[name];
    if (value === undefined) continue;
    if (kind === "yes-no") result[name] = value ? 1 : 0;
    else if (kind === "one-of") result[name] = codes[value] ?? codes.other;
    else if (kind === "date" || kind === "date-or-none") result[name] = value === null ? Infinity : dayOfDate(value);
    else {
      // digit by digit: no binary fraction decides an amount
      const text = String(value), negative = text.startsWith("-"), [whole, decimals = ""] = text.replace("-", "").split(".");
      const places = String(of).length - 1, number = Number(whole + decimals.padEnd(places, "0").slice(0, places));
      result[name] = negative ? -number : number;
    }
  }
  return result;
}

const empty = new Map();
function none(value) {
  if (!empty.has(value)) empty.set(value, new Proxy([], { get: () => value }));
  return empty.get(value);
}

${parts.join("\n\n")}

const all = { ${plan.schemes.map((one) => `${one.column}: batch_${one.column}`).join(", ")} };

/** Room for the results of \`length\` rows; \`shared\` for several workers. */
export function outputs(length, shared = false) {
  const room = (Type) => new Type(shared ? new SharedArrayBuffer(length * Type.BYTES_PER_ELEMENT) : new ArrayBuffer(length * Type.BYTES_PER_ELEMENT));
  const each = (Type) => Object.fromEntries(Object.keys(all).map((column) => [column, room(Type)]));
  return { status: each(Uint8Array), amount: each(Float64Array), binding: each(Uint32Array) };
}

/** Many applications by column: Float64Array of steps by fact, NaN where unknown, Infinity for a date that is none. */
export function batch(c, o, from = 0, to = 0) {
  for (const column in all) all[column](c, o, from, to);
  return o;
}
`.replaceAll("  const none = undefined;\n", "");
}

function stepsLiteral(fact: CoreProgram["facts"][number]): string {
  const steps = factSteps(fact.kind);
  if (steps !== undefined) return `{ kind: ${quoted(fact.kind)}, of: ${fact.kind === "percent" ? 100 : steps} }`;
  if (fact.kind === "one-of") return `{ kind: "one-of", codes: { ${listedValues(fact).map((value, i) => `${quoted(value)}: ${i}`).join(", ")} } }`;
  return `{ kind: ${quoted(fact.kind)} }`;
}
