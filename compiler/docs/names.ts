import type { Ast } from "../../grammar/index.js";
import { titlesOf, type Unit } from "../declare.js";
import type { Lang } from "./words.js";

/** Names of a policy as people know them: the title in their language, else the name that is written in its script. */

/** Around a name, so that the page can set it apart. */
export const nameMarks = ["\u{E000}", "\u{E001}"] as const;

const han = /\p{Script=Han}/u;

interface Naming {
  readonly name: { readonly text: string };
  readonly alias: { readonly text: string } | undefined;
  readonly titles?: readonly Ast.TextLiteral[];
}

export function shownName(naming: Naming, lang: Lang): string {
  const titled = titlesOf(naming.titles ?? [])[lang];
  if (titled !== undefined) return titled;
  const names = [naming.name.text, ...(naming.alias === undefined ? [] : [naming.alias.text])];
  const own = names.find((name) => han.test(name) === (lang === "zh"));
  return own?.replaceAll("_", " ") ?? titlesOf(naming.titles ?? [])[lang === "en" ? "zh" : "en"] ?? (names[0] ?? "").replaceAll("_", " ");
}

type Named = Extract<Ast.Decl, { readonly naming: Naming }>;

/** What the names of one file stand for. */
export class Names {
  private readonly shown = new Map<string, string>();

  constructor(unit: Unit, private readonly lang: Lang) {
    // a name of the file itself wins over one that it uses
    for (const [alias, units] of unit.imports) for (const other of units) this.enter(other, `${alias}.`);
    for (const [, units] of unit.imports) for (const other of units) if (other.kind === "vocabulary") this.enter(other, "");
    this.enter(unit, "");
  }

  private enter(unit: Unit, before: string): void {
    const all = (decls: readonly Ast.Decl[]): readonly Ast.Decl[] => decls.flatMap((decl) => (decl.kind === "by-reading" ? decl.arms.flatMap((arm) => all(arm.value)) : [decl]));
    const take = (naming: Naming): void => { for (const name of [naming.name.text, naming.alias?.text]) if (name !== undefined) this.shown.set(before + name, shownName(naming, this.lang)); };
    const fact = (decl: Ast.FactDecl): void => {
      // what a listed value means is not lost under the name of something else
      if (decl.type.kind === "one-of") for (const member of decl.type.members) for (const name of [member.name.text, member.alias?.text]) if (name !== undefined && !this.shown.has(before + name)) this.shown.set(before + name, shownName(member, this.lang));
      take(decl.naming);
    };
    for (const decl of all(unit.ast.decls)) {
      if (decl.kind === "fact") fact(decl);
      else if ("naming" in decl) take((decl as Named).naming);
      if (decl.kind === "reading") for (const alternative of decl.alternatives) if (!this.shown.has(before + alternative.naming.name.text)) take(alternative.naming);
      if (decl.kind === "scheme") for (const stmt of decl.body) if (stmt.kind === "fact") fact(stmt);
    }
  }

  of(name: string): string {
    return this.shown.get(name) ?? (this.lang === "en" || !han.test(name) ? name.replaceAll("_", " ") : name);
  }

  /** Of several titles the one in the language of the page. */
  private own(titles: readonly Ast.TextLiteral[]): readonly Ast.TextLiteral[] {
    const own = titles.filter(({ value }) => han.test(value) === (this.lang === "zh"));
    return own.length > 0 ? own : titles.slice(0, 1);
  }

  /** The tree with names as people know them, each between marks. */
  in<T>(node: T): T {
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) return node.map((item: unknown) => this.in(item)) as T;
    const ident = node as { readonly text?: unknown; readonly span?: unknown };
    if (typeof ident.text === "string" && ident.span !== undefined) return { ...node, text: `${nameMarks[0]}${this.of(ident.text)}${nameMarks[1]}` };
    const naming = "name" in node && "alias" in node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, key === "span" ? (value as unknown)
      : key === "alias" ? undefined : key === "titles" ? (naming ? [] : this.own(value as readonly Ast.TextLiteral[])) : this.in(value as unknown)])) as T;
  }
}
