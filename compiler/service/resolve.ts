import type { Ast, Span } from "../../grammar/index.js";
import { canonical, type FactSymbol, type Unit } from "../declare.js";
import { Declarer, isBodied, ownerOf, type Cites } from "./declared.js";
import { declarationOf, NameTable, type Named, type Names } from "./names.js";

/** Walks the trees of linked files: first what is declared, then what each name means where it stands. */

export function readNames(units: readonly Unit[], hasHeader: (file: string) => boolean): Names {
  const table = new NameTable();
  for (const unit of units) new Declarer(table, unit).run(hasHeader(unit.file.id));
  for (const unit of units) new Resolver(table, unit).run(hasHeader(unit.file.id));
  return table.finish();
}

/** The words of a pool for the amount itself. */
const payoutWords: ReadonlySet<string> = new Set(["payout", "补助额"]);

class Resolver {
  private readonly file: string;
  private owner = "";
  /** Facts of the rows of a list that is summed. */
  private row: ReadonlyMap<string, FactSymbol> | undefined;
  private cites: Cites = [];

  constructor(private readonly table: NameTable, private readonly unit: Unit) {
    this.file = unit.file.id;
  }

  run(withHeader: boolean): void {
    const { header } = this.unit.ast;
    if (withHeader && header?.kind === "policy") {
      for (const line of header.inForce) {
        this.citing(line.cites, () => {
          this.expr(line.from.value);
          if (line.to !== undefined) this.expr(line.to.value);
          this.fact(line.by);
        });
      }
      for (const old of header.supersedes) this.ref(old.id, this.named(`policy:${old.id.text}`));
    }
    for (const decl of this.unit.ast.decls) this.decl(decl);
  }

  private named(key: string): Named | undefined {
    return this.table.all.get(key);
  }

  private ref(ident: Ast.Ident, of: Named | undefined, span: Span = ident.span): void {
    const text = span === ident.span ? ident.text : this.unit.file.text.slice(span.start, span.end);
    this.table.add({ file: this.file, start: span.start, end: span.end, text, of, declares: false, cites: this.cites });
  }

  private citing(cites: Cites, walk: () => void): void {
    const before = this.cites;
    this.cites = cites.length === 0 ? before : [...cites, ...before];
    walk();
    this.cites = before;
  }

  // ------------------------------------------------------------ names

  private factNamed(text: string): Named | undefined {
    const symbol = this.row?.get(text) ?? this.unit.facts.get(text) ?? [...this.unit.imports.values()].flat().map((other) => other.facts.get(text)).find((found) => found !== undefined);
    return symbol === undefined ? undefined : this.named(`fact:${symbol.id}`);
  }

  private fact(ident: Ast.Ident | undefined): void {
    if (ident !== undefined) this.ref(ident, this.factNamed(ident.text));
  }

  private definition(text: string): Named | undefined {
    return this.named(`definition:${this.owner}:${text}`) ?? this.named(`definition:${this.unit.id}.*:${text}`);
  }

  /** `scheme`, `policy.scheme` or `alias.scheme`: the part before the dot is a name too. */
  private qualified(ident: Ast.Ident, find: (unit: Unit, name: string) => string | undefined): Named | undefined {
    const own = find(this.unit, ident.text);
    if (own !== undefined) {
      const named = this.named(own);
      this.ref(ident, named);
      return named;
    }
    const written = this.unit.file.text.slice(ident.span.start, ident.span.end);
    const dot = written.lastIndexOf(".");
    const prefix = written.slice(0, dot);
    const others = dot < 0 ? undefined : prefix === this.unit.id ? [this.unit] : this.unit.imports.get(prefix);
    if (others === undefined) {
      this.ref(ident, undefined);
      return undefined;
    }
    const key = others.map((other) => find(other, written.slice(dot + 1))).find((found) => found !== undefined);
    const at = ident.span.start + dot;
    this.ref(ident, this.named(`import:${this.file}:${prefix}`) ?? this.named(`policy:${prefix}`), { start: ident.span.start, end: at });
    const named = key === undefined ? undefined : this.named(key);
    this.ref(ident, named, { start: at + 1, end: ident.span.end });
    return named;
  }

  private scheme(ident: Ast.Ident, also: readonly ("stacks" | "pools")[] = []): Named | undefined {
    return this.qualified(ident, (unit, name) => {
      const scheme = unit.schemes.get(name);
      if (scheme !== undefined) return `scheme:${unit.id}:${scheme.id}`;
      for (const table of also) {
        const found = unit[table].get(name);
        if (found !== undefined) return `${table === "stacks" ? "stack" : "pool"}:${unit.id}:${found.id}`;
      }
      return undefined;
    });
  }

  /** A part of this scheme, or of every scheme. */
  private part(kind: Named["kind"], text: string): Named | undefined {
    return this.named(`${kind}:${this.owner}:${text}`) ?? this.named(`${kind}:${this.unit.id}.*:${text}`);
  }

  private reading(ident: Ast.Ident): Named | undefined {
    return this.qualified(ident, (unit, name) => {
      const reading = unit.readings.get(name);
      return reading === undefined ? undefined : `reading:${unit.id}:${reading.id}`;
    });
  }

  private alternative(reading: Named | undefined, ident: Ast.Ident): void {
    const unit = reading?.declarations[0]?.unit;
    const symbol = [...(unit?.readings.values() ?? [])].find((r) => reading?.key === `reading:${unit?.id ?? ""}:${r.id}`);
    const found = symbol?.alternatives.find((one) => one.names.includes(ident.text));
    this.ref(ident, found === undefined || unit === undefined || symbol === undefined ? undefined : this.named(`alternative:${unit.id}:${symbol.id}:${found.id}`));
  }

  private arms<T>(node: Ast.ReadingArms<T>, cites: Cites, walk: (value: T) => void): void {
    const reading = this.reading(node.reading);
    this.citing(cites, () => {
      for (const arm of node.arms) {
        this.alternative(reading, arm.alternative);
        walk(arm.value);
      }
    });
  }

  private member(fact: Named | undefined, ident: Ast.Ident): boolean {
    const type = fact?.fact?.type;
    const found = type?.kind === "one-of" ? type.members.find((m) => m.names.includes(ident.text)) : undefined;
    if (found === undefined || fact === undefined) return false;
    this.ref(ident, this.named(`member:${fact.fact?.id ?? ""}:${found.id}`));
    return true;
  }

  /** The fact whose listed values an expression gives. */
  private listed(e: Ast.Expr | undefined, depth = 0): Named | undefined {
    if (e === undefined || depth > 8) return undefined;
    if (e.kind === "name") {
      const definition = this.definition(e.name.text);
      if (definition !== undefined) return this.listed(definition.value, depth + 1);
      const fact = this.factNamed(e.name.text);
      return fact?.fact?.type.kind === "one-of" ? fact : undefined;
    }
    if (e.kind === "by-reading") return this.listed(e.arms[0]?.value, depth + 1);
    if (e.kind === "if-given") return this.listed(e.given, depth + 1);
    return e.kind === "previous-year" ? this.factNamed(e.fact.text) : undefined;
  }

  private unitOf(ident: Ast.Ident | undefined): void {
    if (ident === undefined) return;
    const symbol = this.unit.units.get(ident.text);
    if (symbol !== undefined) this.ref(ident, this.named(`unit:${symbol.id}`));
  }

  // ------------------------------------------------------------ expressions

  private expr(e: Ast.Expr | undefined, expected?: Named): void {
    if (e === undefined) return;
    switch (e.kind) {
      case "number": this.unitOf(e.unit); return;
      case "name": {
        const definition = this.definition(e.name.text);
        if (definition !== undefined) this.ref(e.name, definition);
        else if (expected !== undefined && this.member(expected, e.name)) return;
        else {
          const value = this.unit.values.get(e.name.text);
          this.ref(e.name, this.factNamed(e.name.text) ?? (value === undefined ? undefined : this.named(`value:${this.unit.id}:${canonical(value.naming).id}`)));
        }
        return;
      }
      case "percent-of": this.all(e.rate, e.base); return;
      case "add": case "less": case "times": case "divided": this.all(e.left, e.right); return;
      case "for-each": this.all(e.amount, e.step, e.of); return;
      case "excess": this.all(e.of, e.over); return;
      case "higher": this.all(...e.items); return;
      case "if-given": this.expr(e.given, expected); this.expr(e.fallback, expected); return;
      case "cap-of": {
        const scheme = this.scheme(e.scheme);
        const home = scheme?.declarations[0]?.unit.id ?? "";
        if (e.cap !== undefined) this.ref(e.cap, scheme === undefined ? undefined : this.named(`cap:${scheme.key.replace(/^scheme:(.*):/, "$1.")}:${e.cap.text}`) ?? this.named(`cap:${home}.*:${e.cap.text}`));
        return;
      }
      case "payout-of": case "ceiling-of": this.scheme(e.scheme); return;
      case "shift": this.all(e.date, e.count); return;
      case "year-of": this.expr(e.date); return;
      case "previous-year": case "increase": this.fact(e.fact); return;
      case "growth": this.fact(e.fact); this.expr(e.withoutBase); return;
      case "unit-price": for (const unit of e.per) this.unitOf(unit); return;
      case "year-since": this.expr(e.event); return;
      case "elapsed": this.all(e.from, e.to); return;
      case "as-of": {
        const value = this.unit.values.get(e.value.text);
        this.ref(e.value, value === undefined ? undefined : this.named(`value:${this.unit.id}:${canonical(value.naming).id}`));
        this.expr(e.date);
        return;
      }
      case "top-up": this.all(e.to, e.net); return;
      case "match": this.expr(e.base); return;
      case "interest": this.all(e.rate, e.principal, e.time); return;
      case "sum-each": {
        this.fact(e.list);
        const before = this.row;
        this.row = this.unit.facts.get(e.list.text)?.rows;
        this.expr(e.value, expected);
        this.row = before;
        return;
      }
      case "milestones":
        this.all(e.key, e.before);
        for (const row of e.rows) this.citing(row.cites, () => { this.expr(row.level); this.expr(row.value, expected); });
        return;
      case "banded": case "marginal":
        this.expr(e.key);
        for (const row of e.rows) this.citing(row.cites, () => { this.all(row.low?.value, row.high?.value); this.expr(row.value, expected); });
        return;
      case "graded": {
        this.all(...e.keys);
        const keys = e.keys.map((key) => this.listed(key));
        for (const row of e.rows) {
          row.keys.forEach((pattern, i) => {
            if (pattern.kind === "key-range") this.all(pattern.from, pattern.to);
            else if (pattern.kind === "key" && pattern.value.kind === "name") { if (!this.member(keys[i], pattern.value.name) && keys[i] !== undefined) this.ref(pattern.value.name, undefined); }
            else if (pattern.kind === "key") this.expr(pattern.value);
          });
          this.citing(row.cites, () => { for (const value of row.values) this.expr(value, expected); });
        }
        return;
      }
      case "first-of": for (const row of e.rows) this.citing(row.cites, () => { this.expr(row.when); this.expr(row.value, expected); }); return;
      case "by-reading": this.arms(e, [], (value) => { this.expr(value, expected); }); return;
      case "compare": this.expr(e.left); this.expr(e.right, this.listed(e.left)); return;
      case "one-of": { this.expr(e.left); const fact = this.listed(e.left); for (const item of e.items) this.expr(item, fact); return; }
      case "and": case "or": case "at-least-n": this.all(...e.items); return;
      case "not": this.expr(e.item); return;
      default: return;
    }
  }

  private all(...items: readonly (Ast.Expr | undefined)[]): void {
    for (const item of items) this.expr(item);
  }

  // ------------------------------------------------------------ declarations and statements

  private factDecl(decl: Ast.FactDecl): void {
    this.citing(decl.cites, () => {
      if (decl.type.kind === "quantity") this.unitOf(decl.type.unit);
      if (decl.type.kind === "list") for (const fact of decl.type.facts) this.factDecl(fact);
      this.all(decl.range?.from, decl.range?.to);
      this.expr(decl.ifAbsent, decl.type.kind === "one-of" ? this.factNamed(decl.naming.name.text) : undefined);
      this.stage(decl.stage);
    });
  }

  private stage(ident: Ast.Ident | undefined): void {
    if (ident !== undefined) this.spokenOf("stage", `stage:${ident.text}`, ident);
  }

  /** Stages and payers are declared by being spoken of. */
  private spokenOf(kind: "stage" | "payer", key: string, ident: Ast.Ident): void {
    if (ident.text === "") return;
    const known = this.named(key);
    const named = known ?? this.table.enter({ kind, key }, [ident.text], declarationOf(this.unit, [ident.span], ident.span));
    this.table.add({ file: this.file, ...ident.span, text: ident.text, of: named, declares: known === undefined, cites: this.cites });
  }

  private decl(decl: Ast.Decl): void {
    switch (decl.kind) {
      case "use": this.ref(decl.id, this.named(`policy:${decl.id.text}`)); return;
      case "fact": this.factDecl(decl); return;
      case "value": for (const row of decl.rows) this.citing(row.cites, () => { this.expr(row.value); }); return;
      case "publicity": this.citing(decl.cites, () => { this.fact(decl.from); this.fact(decl.holidays); this.fact(decl.workdays); }); return;
      case "by-reading": this.arms(decl, decl.cites, (decls) => { for (const inner of decls) this.decl(inner); }); return;
      case "bar": this.citing(decl.cites, () => { this.fact(decl.from); }); return;
      case "target": this.citing(decl.cites, () => { this.all(decl.value?.value, decl.value?.to); }); return;
      case "always": this.citing(decl.cites, () => { this.expr(decl.claim); }); return;
      case "accept": this.accepted(decl); return;
      case "example": this.example(decl); return;
      default:
        if (!isBodied(decl)) return;
        this.owner = ownerOf(this.unit, decl);
        for (const statement of decl.body) this.statement(statement, decl.kind === "stack");
        this.owner = "";
    }
  }

  private accepted(accept: Ast.AcceptDecl): void {
    if (accept.name === undefined) return;
    const { text } = accept.name;
    const part = (["cap", "requirement", "award", "deadline", "instalment"] as const).map((kind) => this.part(kind, text)).find((found) => found !== undefined);
    const scheme = this.unit.schemes.get(text);
    const reading = this.unit.readings.get(text);
    this.ref(accept.name, part ?? this.definition(text) ?? this.factNamed(text)
      ?? (scheme === undefined ? undefined : this.named(`scheme:${this.unit.id}:${scheme.id}`)) ?? (reading === undefined ? undefined : this.named(`reading:${this.unit.id}:${reading.id}`)));
  }

  /** What an example states: facts, readings, the rows of lists. */
  private given(lines: readonly Ast.ExampleLine[]): void {
    for (const line of lines) {
      if (line.kind === "reading") {
        const reading = this.reading(line.name);
        if (line.value.kind === "name") this.alternative(reading, line.value.name);
        continue;
      }
      const fact = this.factNamed(line.name.text);
      this.ref(line.name, fact);
      if (line.row !== undefined) {
        const before = this.row;
        this.row = this.unit.facts.get(line.name.text)?.rows;
        this.given(line.row);
        this.row = before;
      } else if (line.value.kind !== "name" || !this.member(fact, line.value.name)) this.expr(line.value, fact);
    }
  }

  private example(example: Ast.Decl & { readonly kind: "example" }): void {
    this.given(example.lines);
    for (const { name, outcome } of example.expectations) {
      const target = this.scheme(name, ["stacks"]);
      if (outcome.kind === "status") for (const missing of outcome.missing) this.fact(missing);
      if (outcome.kind !== "amount" && outcome.kind !== "ceiling") continue;
      const home = target?.declarations[0]?.unit.id ?? "";
      for (const bound of outcome.boundBy) {
        const owners = [target?.key.replace(/^scheme:(.*):/, "$1.") ?? "", `${home}.*`];
        const part = owners.flatMap((owner) => this.named(`cap:${owner}:${bound.text}`) ?? this.named(`award:${owner}:${bound.text}`) ?? [])[0];
        if (part !== undefined) this.ref(bound, part);
        else if (bound.text.includes(".")) this.scheme(bound, ["pools"]);
      }
    }
  }

  private statement(s: Ast.Stmt, inStack: boolean): void {
    if (s.kind === "by-reading") {
      this.arms(s, s.cites, (body) => { for (const inner of body) this.statement(inner, inStack); });
      return;
    }
    if (s.kind === "when-block") {
      this.expr(s.when);
      for (const inner of s.body) this.statement(inner, inStack);
      return;
    }
    this.citing("cites" in s ? s.cites : [], () => { this.own(s, inStack); });
  }

  private scopeOf(scope: Ast.Scope | undefined): void {
    for (const subject of scope?.subjects ?? []) {
      const symbol = this.unit.subjects.get(subject.text);
      // awards may be counted apart in each category, which is a fact
      this.ref(subject, symbol === undefined ? this.factNamed(subject.text) : this.named(`subject:${symbol.id}`));
    }
  }

  private base(ident: Ast.Ident | undefined): void {
    if (ident !== undefined) this.ref(ident, this.definition(ident.text) ?? this.factNamed(ident.text));
  }

  private own(s: Exclude<Ast.Stmt, { readonly kind: "by-reading" | "when-block" }>, inStack: boolean): void {
    switch (s.kind) {
      case "scope": this.scopeOf(s.scope); this.fact(s.recordedIn); return;
      case "fact": this.factDecl(s); return;
      case "require": this.all(s.condition, s.unless, s.when); return;
      case "window": this.fact(s.by); return;
      case "deadline": this.fact(s.date); this.fact(s.event); return;
      case "award": this.all(s.value, s.decided?.as); return;
      case "plus": this.all(s.value, s.cap, s.when); return;
      case "where": case "floor": this.expr(s.value); return;
      case "uplift":
        if (s.of !== undefined) this.ref(s.of, this.definition(s.of.text) ?? this.part("cap", s.of.text) ?? this.part("award", s.of.text));
        this.all(s.change.kind === "fold" ? undefined : s.change.value, s.when);
        return;
      case "term":
        if ("event" in s.of) this.fact(s.of.event);
        else { this.base(s.of.counted); this.fact(s.of.counting); }
        for (const extension of s.extensions) this.all(extension.to, extension.when);
        return;
      case "no-duplication":
        this.fact(s.with);
        if (s.unit !== undefined) this.scopeOf({ subjects: [s.unit], calendarYear: false, once: false, span: s.unit.span });
        return;
      case "funded": for (const payer of s.payers) this.spokenOf("payer", `payer:${this.unit.id}:${payer.name.text}`, payer.name); return;
      case "repay": this.all(s.value, s.when); return;
      case "cap": this.base(s.base); this.expr(s.value); this.scopeOf(s.scope); this.fact(s.counting); this.expr(s.when); return;
      case "deduct": this.expr(s.value); this.base(s.base); return;
      case "instalments":
        for (const part of s.parts) {
          this.citing(part.cites, () => {
            this.stage(part.after);
            this.expr(part.when);
            for (const lapse of part.lapses) this.citing(lapse.cites, () => { this.expr(lapse.when); });
          });
        }
        for (const retest of s.retests) {
          const one = (r: Ast.Retest): void => { this.citing(r.cites, () => { this.fact(r.fact); this.fact(r.with); }); };
          if ("kind" in retest) this.arms(retest, [], (inner) => { inner.forEach(one); });
          else one(retest);
        }
        return;
      case "elsewhere": case "note": this.expr(s.when); return;
      case "accept": this.accepted(s); return;
      case "cliff": this.fact(s.fact); this.expr(s.value); return;
      case "bar": this.fact(s.from); return;
      case "covers":
        for (const member of s.members) {
          const fact = inStack ? this.factNamed(member.text) : undefined;
          if (fact !== undefined) this.ref(member, fact);
          else this.scheme(member);
        }
        return;
      case "within": { const pool = this.unit.pools.get(s.pool.text); this.ref(s.pool, pool === undefined ? undefined : this.named(`pool:${this.unit.id}:${pool.id}`)); return; }
      case "counts":
        if (s.value.kind === "percent-of" && s.value.base.kind === "name" && payoutWords.has(s.value.base.name.text)) this.expr(s.value.rate);
        else if (s.value.kind !== "name" || !payoutWords.has(s.value.name.text)) this.expr(s.value);
        return;
      case "remaining": this.fact(s.fact); return;
      case "allocate":
        if ("by" in s.rule) this.fact(s.rule.by);
        if (s.rule.kind === "ranked" && typeof s.rule.ties === "object") this.fact(s.rule.ties);
        return;
      case "shares": this.fact(s.cost); return;
      case "relation":
        if (s.relation.kind === "together") this.expr(s.relation.ceiling);
        if (s.givesWay !== undefined) this.scheme(s.givesWay);
        return;
      default: return;
    }
  }
}
