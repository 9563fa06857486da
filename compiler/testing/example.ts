import { parse, print, type Ast, type Surface } from "../../grammar/index.js";
import { inScript } from "../explain/names.js";
import type { FactInfo } from "../../runtime/program.js";
import type { Award, Evaluation } from "../../runtime/result.js";
import type { CoreProgram } from "../ir/core.js";
import type { TestCase } from "./case.js";

/** A case as an `example` block that states what the program now pays. */

const span = { start: 0, end: 0 };

const ident = (text: string): Ast.Ident => ({ text, span });
const text = (value: string): Ast.TextLiteral => ({ kind: "text", value, span });

/** A value as the language writes it; undefined for what an example cannot say, such as a list of dates. */
function literal(fact: FactInfo, value: unknown, surface: Surface): Ast.Expr | undefined {
  if (value === null) return { kind: "none", span };
  switch (fact.kind) {
    case "money": return typeof value === "string" ? { kind: "money", yuan: value, span } : undefined;
    case "percent": return typeof value === "string" ? { kind: "percent", value, span } : undefined;
    case "number": case "integer":
      return typeof value === "string" || typeof value === "number"
        ? { kind: "number", value: String(value), unit: fact.unit === undefined ? undefined : ident(fact.unit), span } : undefined;
    case "yes-no": return typeof value === "boolean" ? { kind: "yes-no", value, span } : undefined;
    case "date": case "date-or-none": return typeof value === "string" ? { kind: "date", iso: value, span } : undefined;
    case "text": return typeof value === "string" ? text(value) : undefined;
    case "one-of": {
      const member = fact.members?.find((one) => one.id === value);
      if (member !== undefined) return { kind: "name", name: ident(inScript(member.names, surface)), span };
      return typeof value === "string" ? text(value) : undefined;
    }
    default: return undefined;
  }
}

/** A line for each year of a yearly fact, or for each row of a list; undefined for any other fact, or where one cannot be written. */
function linesOf(fact: FactInfo, value: unknown, surface: Surface): readonly Ast.ExampleLine[] | undefined {
  const name = ident(inScript(fact.names, surface));
  if (fact.byYear && typeof value === "object" && value !== null) {
    const years = Object.entries(value).map(([year, one]) => ({ year, written: literal(fact, one, surface) }));
    return years.flatMap(({ year, written }) => (written === undefined ? [] : [{ kind: "given" as const, name, year, value: written, span }]));
  }
  if (fact.kind !== "list" || !Array.isArray(value) || value.length === 0) return undefined;
  return (value as readonly Readonly<Record<string, unknown>>[]).map((row): Ast.ExampleLine => ({
    kind: "given", name, value: { kind: "none", span }, span,
    row: (fact.rows ?? []).flatMap((info): readonly Ast.ExampleLine[] => {
      const key = Object.keys(row).find((one) => info.names.includes(one));
      const written = key === undefined ? undefined : literal(info, row[key], surface);
      return written === undefined ? [] : [{ kind: "given", name: ident(inScript(info.names, surface)), value: written, span }];
    }),
  }));
}

/** "80000.00" as a person writes it. */
const amountOf = (yuan: string): Ast.Expr => ({ kind: "money", yuan: yuan.replace(/\.0+$|(\.\d*?)0+$/, "$1"), span });

type Status = Ast.ExpectedStatus;

/** What the award is, in the words of an expectation; two for an award that is paid in parts. */
function outcomes(award: Award, program: CoreProgram, surface: Surface): readonly Ast.Outcome[] {
  if (award.status !== "eligible") {
    const missing = program.facts.filter((fact) => award.missing.includes(fact.id)).map((fact) => ident(inScript(fact.names, surface)));
    return [{ kind: "status", status: award.status as Status, missing: award.status === "undetermined" ? missing : [] }];
  }
  const boundBy = [...new Set(award.binding.map((binding) => binding.id))].map(ident);
  const amount = award.amount ?? award.ceiling;
  if (amount === null) return [];
  const parts = award.instalments.map((part) => part.amount);
  return [
    { kind: award.amount === null ? "ceiling" : "amount", value: amountOf(amount), boundBy },
    ...(parts.length > 0 && parts.every((part) => part !== null) ? [{ kind: "instalments" as const, values: parts.map((part) => amountOf(part ?? "0")) }] : []),
  ];
}

/** The policy that declares what the case asks: names are said as this policy knows them. */
function readingName(program: CoreProgram, id: string, policy: string, surface: Surface): string {
  const reading = program.readings.find((one) => one.id === id);
  return reading !== undefined && id.startsWith(`${policy}.`) && !id.slice(policy.length + 1).includes(".") ? inScript(reading.names, surface) : id;
}

export interface ExampleOptions {
  readonly title?: string;
  /** Id of the policy in whose file it stands; that of the first scheme asked where absent. */
  readonly policy?: string;
}

/**
 * The block in the canonical layout, ending in a line break; facts that an example cannot state (lists of dates)
 * are named in a comment. The block parses, and `allot test` passes it as long as the program pays the same.
 * Throws RangeError where a name of the program cannot be written.
 */
export function exampleBlock(program: CoreProgram, at: TestCase, evaluation: Evaluation, surface: Surface, options: ExampleOptions = {}): string {
  const infos = new Map(program.facts.map((fact) => [fact.id, fact]));
  const asked = evaluation.awards.filter((award) => at.schemes === undefined ? award.status !== "undetermined" : at.schemes.includes(award.scheme));
  const policy = options.policy ?? asked[0]?.policy ?? program.policies[0]?.id ?? "";
  const lines: Ast.ExampleLine[] = [];
  const unsaid: string[] = [];
  for (const [id, value] of Object.entries(at.facts)) {
    const fact = infos.get(id);
    const given = fact === undefined ? undefined : linesOf(fact, value, surface);
    if (given !== undefined) {
      lines.push(...given);
      continue;
    }
    const written = fact === undefined || fact.byYear ? undefined : literal(fact, value, surface);
    if (fact === undefined || written === undefined) unsaid.push(id);
    else lines.push({ kind: "given", name: ident(inScript(fact.names, surface)), value: written, span });
  }
  for (const [id, alternative] of Object.entries(at.readings)) {
    const reading = program.readings.find((one) => one.id === id);
    const chosen = reading?.alternatives.find((one) => one.id === alternative);
    lines.push({ kind: "reading", name: ident(readingName(program, id, policy, surface)), value: { kind: "name", name: ident(inScript(chosen?.names ?? [alternative], surface)), span }, span });
  }
  const expectations = asked.flatMap((award) => {
    const scheme = program.schemes.find((one) => one.id === award.scheme);
    const name = award.policy === policy ? inScript(scheme?.names ?? [], surface) : award.scheme;
    return outcomes(award, program, surface).map((outcome): Ast.Expectation => ({ name: ident(name), outcome, span }));
  });
  const decl: Ast.Decl = {
    kind: "example", title: text(options.title ?? title(asked, surface)), on: at.on === undefined ? undefined : { kind: "date", iso: at.on, span },
    lines, expectations, span,
  };
  const block = print({ header: undefined, decls: [decl], comments: [], blankLines: [], span }, { surface });
  const issues = parse(`policy a.b version "1" { }\n${block}`).issues;
  if (issues.length > 0) throw new RangeError(`the example cannot be written: ${block}`);
  return unsaid.length === 0 ? block : `// ${unsaid.join(", ")}\n${block}`;
}

function title(asked: readonly Award[], surface: Surface): string {
  const names = asked.map((award) => (surface === "zh" ? award.titles.zh : award.titles.en) ?? award.scheme);
  return `${surface === "zh" ? "随机测试" : "fuzz"}: ${names.join(", ")}`;
}
