import type { Ast, Span } from "../../grammar/index.js";
import type { Titles } from "../../runtime/program.js";
import { titlesOf, type FactSymbol, type Unit } from "../declare.js";

/** Every name in every file: what it stands for, where it is declared, where it is used. */

export type NameKind =
  | "policy" | "vocabulary" | "import" | "unit" | "subject" | "fact" | "finding" | "member" | "value" | "scheme" | "pool" | "stack" | "reading" | "alternative"
  | "definition" | "requirement" | "cap" | "award" | "instalment" | "lapse" | "note" | "deadline" | "bar" | "publicity" | "target" | "always" | "stage" | "uplift" | "repayment" | "payer";

export interface Declaration {
  readonly file: string;
  readonly unit: Unit;
  /** The names as written: one, or two with an alias. */
  readonly names: readonly Span[];
  /** The whole construct. */
  readonly span: Span;
  readonly cites: readonly Ast.Cite[];
  readonly titles: Titles;
  readonly because?: string;
  readonly byDefault?: boolean;
}

/** One thing under all its names. What several files declare alike (facts, units, versions of a scheme) is one thing. */
export interface Named {
  readonly key: string;
  readonly kind: NameKind;
  /** Spellings, as first declared. */
  readonly names: string[];
  readonly declarations: Declaration[];
  readonly fact?: FactSymbol;
  /** What it belongs to: the scheme of a cap, the reading of an alternative, the fact of a listed value. */
  readonly owner?: string;
  /** The value of a `where`. */
  readonly value?: Ast.Expr;
}

export interface Occurrence extends Span {
  readonly file: string;
  readonly text: string;
  /** Undefined where nothing is so called. */
  readonly of: Named | undefined;
  readonly declares: boolean;
  /** Citations of the construct it stands in. */
  readonly cites: readonly Ast.Cite[];
}

export interface Names {
  readonly all: ReadonlyMap<string, Named>;
  /** In the order of the text. */
  in(file: string): readonly Occurrence[];
  at(file: string, offset: number): Occurrence | undefined;
  of(named: Named): readonly Occurrence[];
}

export interface Entry {
  readonly kind: NameKind;
  readonly key: string;
  readonly fact?: FactSymbol | undefined;
  readonly owner?: string;
  readonly value?: Ast.Expr;
}

/** Collects things and their occurrences; `resolve.ts` walks the trees. */
export class NameTable implements Names {
  readonly all = new Map<string, Named>();
  private readonly files = new Map<string, Occurrence[]>();
  private readonly uses = new Map<Named, Occurrence[]>();

  enter(entry: Entry, names: readonly string[], declaration: Declaration): Named {
    const { kind, key, fact, owner, value } = entry;
    const known = this.all.get(key);
    const named: Named = known ?? { key, kind, names: [], declarations: [], ...(fact === undefined ? {} : { fact }), ...(owner === undefined ? {} : { owner }), ...(value === undefined ? {} : { value }) };
    for (const name of names) if (!named.names.includes(name)) named.names.push(name);
    named.declarations.push(declaration);
    this.all.set(key, named);
    return named;
  }

  add(occurrence: Occurrence): void {
    if (occurrence.text === "" || occurrence.end <= occurrence.start) return;
    const list = this.files.get(occurrence.file) ?? [];
    list.push(occurrence);
    this.files.set(occurrence.file, list);
    if (occurrence.of === undefined) return;
    const uses = this.uses.get(occurrence.of) ?? [];
    uses.push(occurrence);
    this.uses.set(occurrence.of, uses);
  }

  finish(): Names {
    for (const [file, list] of this.files) {
      list.sort((a, b) => a.start - b.start || a.end - b.end);
      this.files.set(file, list);
    }
    return this;
  }

  in(file: string): readonly Occurrence[] {
    return this.files.get(file) ?? [];
  }

  at(file: string, offset: number): Occurrence | undefined {
    const list = this.in(file);
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.end ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const found = list[low];
    if (found === undefined || found.start > offset) return undefined;
    // where two names touch (`plan.scheme`), the one that goes on at the offset
    const next = list[low + 1];
    return found.end === offset && next !== undefined && next.start === offset ? next : found;
  }

  of(named: Named): readonly Occurrence[] {
    return this.uses.get(named) ?? [];
  }
}

export const declarationOf = (unit: Unit, names: readonly Span[], span: Span, more: { readonly cites?: readonly Ast.Cite[]; readonly titles?: readonly Ast.TextLiteral[]; readonly because?: string | undefined; readonly byDefault?: boolean } = {}): Declaration => ({
  file: unit.file.id, unit, names, span, cites: more.cites ?? [], titles: titlesOf(more.titles ?? []),
  ...(more.because === undefined ? {} : { because: more.because }), ...(more.byDefault === undefined ? {} : { byDefault: more.byDefault }),
});
