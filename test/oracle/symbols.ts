import { parse, type Ast } from "../../grammar/index.js";
import { dayOf, Decimal, none, unknown, type Value } from "./values.js";

/** What the files declare, by every name it has. */

export interface Fact {
  readonly id: string;
  readonly type: Ast.FactType;
  /** Any name of a listed value to the one that results use. */
  readonly members: ReadonlyMap<string, string>;
  readonly ifAbsent: Value | undefined;
  readonly byYear: boolean;
}

export interface Reading {
  readonly id: string;
  readonly alternatives: ReadonlyMap<string, string>;
  readonly byDefault: string;
}

export interface Policy {
  readonly id: string;
  readonly file: Ast.File;
  readonly header: Ast.PolicyHeader | undefined;
  readonly facts: Map<string, Fact>;
  readonly readings: Map<string, Reading>;
  readonly schemes: Map<string, { readonly id: string; readonly body: readonly Ast.Stmt[] }>;
  readonly common: readonly Ast.Stmt[];
  readonly pools: readonly { readonly id: string; readonly body: readonly Ast.Stmt[] }[];
  /** Other files by the name under which this one uses them. */
  readonly uses: Map<string, Policy>;
}

const latin = /^[!-~]+$/;
const pick = (names: readonly string[]): string => names.find((name) => latin.test(name)) ?? names[0] ?? "";
const namesOf = (naming: { readonly name: Ast.Ident; readonly alias: Ast.Ident | undefined }): readonly string[] =>
  [naming.name.text, ...(naming.alias === undefined ? [] : [naming.alias.text])];

function literal(expr: Ast.Expr): Value {
  switch (expr.kind) {
    case "money": return new Decimal(expr.yuan);
    case "percent": return new Decimal(expr.value).div(100);
    case "number": return new Decimal(expr.value);
    case "duration": return new Decimal(expr.count);
    case "yes-no": return expr.value;
    case "date": return dayOf(expr.iso);
    case "name": return expr.name.text;
    default: throw new Error(`no literal: ${expr.kind}`);
  }
}

function declareFact(policy: Policy, decl: Ast.FactDecl): void {
  const names = namesOf(decl.naming);
  const members = new Map<string, string>();
  if (decl.type.kind === "one-of") for (const member of decl.type.members) for (const name of namesOf(member)) members.set(name, pick(namesOf(member)));
  const absent = decl.ifAbsent === undefined ? undefined : literal(decl.ifAbsent);
  const fact: Fact = { id: pick(names), type: decl.type, members, byYear: decl.byYear, ifAbsent: typeof absent === "string" ? (members.get(absent) ?? absent) : absent };
  for (const name of names) policy.facts.set(name, fact);
}

function factsIn(policy: Policy, statements: readonly Ast.Stmt[]): void {
  for (const statement of statements) {
    if (statement.kind === "fact") declareFact(policy, statement);
    if (statement.kind === "when-block") factsIn(policy, statement.body);
    if (statement.kind === "by-reading") for (const arm of statement.arms) factsIn(policy, arm.value);
  }
}

export function readPolicies(texts: readonly string[]): readonly Policy[] {
  const policies = texts.map((text): Policy => {
    const { file, issues } = parse(text);
    if (issues.length > 0 || file.header === undefined) throw new Error("a policy that does not parse");
    const policy: Policy = {
      id: file.header.id.text, file, header: file.header.kind === "policy" ? file.header : undefined,
      facts: new Map(), readings: new Map(), schemes: new Map(), uses: new Map(),
      common: file.decls.flatMap((decl) => (decl.kind === "every-scheme" ? decl.body : [])),
      pools: file.decls.flatMap((decl) => (decl.kind === "pool" ? [{ id: `${file.header?.id.text}.${pick(namesOf(decl.naming))}`, body: decl.body }] : [])),
    };
    for (const decl of file.decls) {
      if (decl.kind === "fact") declareFact(policy, decl);
      if (decl.kind === "every-scheme" || decl.kind === "pool") factsIn(policy, decl.body);
      if (decl.kind === "scheme") {
        factsIn(policy, decl.body);
        const names = namesOf(decl.naming);
        for (const name of names) policy.schemes.set(name, { id: `${policy.id}.${pick(names)}`, body: decl.body });
      }
      if (decl.kind === "reading") {
        const alternatives = new Map(decl.alternatives.flatMap((a) => namesOf(a.naming).map((name) => [name, pick(namesOf(a.naming))] as const)));
        const preferred = decl.alternatives.find((a) => a.byDefault)?.naming;
        const names = namesOf(decl.naming);
        for (const name of names) policy.readings.set(name, { id: `${policy.id}.${pick(names)}`, alternatives, byDefault: preferred === undefined ? "" : pick(namesOf(preferred)) });
      }
    }
    return policy;
  });
  for (const policy of policies) {
    for (const decl of policy.file.decls) {
      if (decl.kind !== "use") continue;
      const used = policies.find((other) => other.id === decl.id.text);
      if (used === undefined) throw new Error(`no ${decl.id.text}`);
      policy.uses.set(decl.as?.text ?? decl.id.text, used);
      for (const [name, fact] of used.facts) if (!policy.facts.has(name)) policy.facts.set(name, fact);
    }
  }
  return policies;
}

/** A value as a case file gives it. */
export function given(fact: Fact, raw: unknown): Value {
  switch (fact.type.kind) {
    case "money": case "number": case "integer": case "quantity": return new Decimal(String(raw));
    case "percent": return new Decimal(String(raw)).div(100);
    case "yes-no": return raw === true;
    case "date": return raw === null ? none : dayOf(String(raw));
    case "one-of": return fact.members.get(String(raw)) ?? String(raw);
    case "text": return String(raw);
    case "dates": case "list": return unknown;
  }
}
