import type { Ast, Span } from "../../grammar/index.js";
import { canonical, type Unit } from "../declare.js";
import { declarationOf, type Named, type NameKind, type NameTable } from "./names.js";

/** What each file declares, entered under all its spellings. */

type Naming = Pick<Ast.Naming, "name" | "alias"> & { readonly titles?: readonly Ast.TextLiteral[] };
type Bodied = Ast.Decl & { readonly kind: "scheme" | "pool" | "stack" | "every-scheme" };
export type Cites = readonly Ast.Cite[];

export const isBodied = (decl: Ast.Decl): decl is Bodied => decl.kind === "scheme" || decl.kind === "pool" || decl.kind === "stack" || decl.kind === "every-scheme";
/** Names of statements are those of their scheme; what stands in `every scheme` belongs to all of a policy. */
export const ownerOf = (unit: Unit, decl: Bodied): string => `${unit.id}.${decl.kind === "every-scheme" ? "*" : canonical(decl.naming).id}`;

/** Statements with a name of their own. */
const partKinds: Partial<Record<Ast.Stmt["kind"], NameKind>> = { require: "requirement", deadline: "deadline", award: "award", plus: "award", cap: "cap", note: "note", term: "requirement", uplift: "uplift", repay: "repayment" };

export class Declarer {
  constructor(private readonly table: NameTable, private readonly unit: Unit) {}

  run(withHeader: boolean): void {
    const { header } = this.unit.ast;
    if (withHeader && header !== undefined) {
      const alias = header.kind === "policy" ? header.alias : undefined;
      this.enter(header.kind, `policy:${header.id.text}`, { name: header.id, alias, titles: header.titles }, header.span, header.kind === "policy" ? header.cites : []);
    }
    this.decls(this.unit.ast.decls);
  }

  private enter(kind: NameKind, key: string, naming: Naming, span: Span, cites: Cites = [], more: { readonly owner?: string; readonly fact?: Named["fact"]; readonly value?: Ast.Expr; readonly because?: string | undefined; readonly byDefault?: boolean } = {}): void {
    const idents = [naming.name, ...(naming.alias === undefined ? [] : [naming.alias])].filter((ident) => ident.text !== "");
    if (idents.length === 0) return;
    const { because, byDefault, ...entry } = more;
    const declaration = declarationOf(this.unit, idents.map((ident) => ident.span), span, { cites, ...(naming.titles === undefined ? {} : { titles: naming.titles }), because, ...(byDefault === undefined ? {} : { byDefault }) });
    const named = this.table.enter({ kind, key, ...entry }, idents.map((ident) => ident.text), declaration);
    for (const ident of idents) this.table.add({ file: this.unit.file.id, ...ident.span, text: ident.text, of: named, declares: true, cites });
  }

  private decls(decls: readonly Ast.Decl[]): void {
    const { id } = this.unit;
    for (const decl of decls) {
      switch (decl.kind) {
        case "use":
          if (decl.as !== undefined) this.enter("import", `import:${this.unit.file.id}:${decl.as.text}`, { name: decl.as, alias: undefined }, decl.span, [], { owner: decl.id.text });
          break;
        case "unit": this.enter("unit", `unit:${canonical(decl.naming).id}`, decl.naming, decl.span); break;
        case "subject": this.enter("subject", `subject:${canonical(decl.naming).id}`, decl.naming, decl.span); break;
        case "fact": this.fact(decl); break;
        case "value": this.enter("value", `value:${id}:${canonical(decl.naming).id}`, decl.naming, decl.span, decl.rows.flatMap((row) => row.cites)); break;
        case "reading": {
          const reading = canonical(decl.naming).id;
          this.enter("reading", `reading:${id}:${reading}`, decl.naming, decl.span, decl.cites);
          for (const one of decl.alternatives) {
            this.enter("alternative", `alternative:${id}:${reading}:${canonical(one.naming).id}`, one.naming, one.span, decl.cites, { owner: reading, because: one.because?.value, byDefault: one.byDefault });
          }
          break;
        }
        case "publicity": case "target": case "bar":
          this.enter(decl.kind, `${decl.kind}:${id}:${canonical(decl.naming).id}`, decl.naming, decl.span, decl.cites);
          break;
        case "always":
          if (decl.name !== undefined) this.enter("always", `always:${id}:${decl.name.text}`, { name: decl.name, alias: undefined, titles: decl.titles }, decl.span, decl.cites);
          break;
        case "by-reading": for (const arm of decl.arms) this.decls(arm.value); break;
        case "scheme": case "pool": case "stack":
          this.enter(decl.kind, `${decl.kind}:${id}:${canonical(decl.naming).id}`, decl.naming, decl.span);
          this.body(decl.body, ownerOf(this.unit, decl), []);
          break;
        case "every-scheme": this.body(decl.body, ownerOf(this.unit, decl), []); break;
        default: break;
      }
    }
  }

  private fact(decl: Ast.FactDecl): void {
    const { id } = canonical(decl.naming);
    const symbol = this.unit.facts.get(id);
    this.enter(decl.finding ? "finding" : "fact", `fact:${id}`, decl.naming, decl.span, decl.cites, symbol === undefined ? {} : { fact: symbol });
    if (decl.type.kind === "list") {
      for (const row of new Set(symbol?.rows?.values())) {
        this.enter(row.decl.finding ? "finding" : "fact", `fact:${row.id}`, row.decl.naming, row.decl.span, row.decl.cites, { fact: row, owner: id });
        this.members(row.decl, row.id);
      }
    }
    this.members(decl, id);
  }

  private members({ type }: Ast.FactDecl, fact: string): void {
    if (type.kind !== "one-of") return;
    for (const member of type.members) this.enter("member", `member:${fact}:${canonical(member).id}`, member, member.span, [], { owner: fact });
  }

  private body(body: readonly Ast.Stmt[], owner: string, outer: Cites): void {
    for (const s of body) {
      const cites = "cites" in s ? [...s.cites, ...outer] : outer;
      const part = partKinds[s.kind];
      if (part !== undefined && "name" in s && s.name !== undefined) {
        this.enter(part, `${part}:${owner}:${s.name.text}`, { name: s.name, alias: undefined, ...("titles" in s ? { titles: s.titles } : {}) }, s.span, cites, { owner });
      }
      switch (s.kind) {
        case "fact": this.fact(s); break;
        case "where": for (const name of s.names) this.enter("definition", `definition:${owner}:${name.text}`, { name, alias: undefined }, s.span, cites, { owner, value: s.value }); break;
        case "bar": this.enter("bar", `bar:${this.unit.id}:${canonical(s.naming).id}`, s.naming, s.span, cites); break;
        case "when-block": this.body(s.body, owner, outer); break;
        case "by-reading": for (const arm of s.arms) this.body(arm.value, owner, cites); break;
        case "instalments":
          for (const part of s.parts) {
            if (part.name !== undefined) this.enter("instalment", `instalment:${owner}:${part.name.text}`, { name: part.name, alias: undefined }, part.span, [...part.cites, ...cites], { owner });
            for (const lapse of part.lapses) {
              if (lapse.name !== undefined) this.enter("lapse", `lapse:${owner}:${lapse.name.text}`, { name: lapse.name, alias: undefined, titles: lapse.titles }, lapse.span, lapse.cites, { owner });
            }
          }
          break;
        default: break;
      }
    }
  }
}
