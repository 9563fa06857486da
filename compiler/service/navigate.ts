import type { Ast, Span } from "../../grammar/index.js";
import { citeAt } from "./citations.js";
import type { Session } from "./session.js";
import type { Place } from "./types.js";

/** From a name to where it is declared and used; from a quote to its sentence. */

export interface Definition extends Place {
  /** The whole construct around the name; for a source the clause or the words. */
  readonly whole: Span;
}

export function definition(session: Session, file: string, offset: number): readonly Definition[] {
  const found = session.namesFor(file).at(file, offset);
  if (found?.of !== undefined) {
    // another version of the policy declares the same names: the file at hand means its own
    const own = found.of.declarations.filter((one) => one.file === file);
    return (own.length > 0 ? own : found.of.declarations).flatMap((one): Definition[] => {
      const [name] = one.names;
      return name === undefined ? [] : [{ file: one.file, start: name.start, end: name.end, whole: one.span }];
    });
  }
  const cited = citeAt(session, file, offset);
  return cited === undefined ? [] : cited.parts.map((part) => ({ file: cited.source, start: part.start, end: part.end, whole: part }));
}

export function references(session: Session, file: string, offset: number, withDeclaration = true): readonly Place[] {
  const found = session.names().at(file, offset);
  if (found?.of === undefined) return [];
  return session.names().of(found.of)
    .filter((use) => withDeclaration || !use.declares)
    .map(({ file: where, start, end }) => ({ file: where, start, end }))
    .sort((a, b) => (a.file === b.file ? a.start - b.start : a.file < b.file ? -1 : 1));
}

export interface Construct {
  /** Statement or declaration, by its kind in the tree: `cap`, `require`, `scheme`, `fact` … */
  readonly kind: string;
  /** Policy, scheme and statement, as far as they have names: `city.plan.rent.annual`. */
  readonly id: string;
  readonly span: Span;
  /** Index into the sites of the last good program; undefined where that program is of another text. */
  readonly site: number | undefined;
}

type Node = (Ast.Decl | Ast.Stmt) & { readonly naming?: Ast.Naming; readonly name?: Ast.Ident | undefined };

const nameOf = (node: Node): string => node.naming?.name.text ?? ("name" in node ? (node.name?.text ?? "") : "");

/** The constructs around an offset, outermost first. */
export function constructsAt(session: Session, file: string, offset: number): readonly Construct[] {
  const unit = session.units().get(file);
  if (unit === undefined) return [];
  const path: Construct[] = [];
  const { program, stale } = session.lastGood();
  const siteOf = (span: Span, naming: Span | undefined): number | undefined => {
    if (program === undefined || stale) return undefined;
    const at = program.sites.findIndex((site) => site.file === file && site.end > site.start && ((site.start === span.start && site.end === span.end) || (naming !== undefined && site.start === naming.start && site.end === naming.end)));
    return at < 0 ? undefined : at;
  };
  const enter = (nodes: readonly Node[], id: string): void => {
    const node = nodes.find((one) => one.span.start <= offset && offset <= one.span.end);
    if (node === undefined) return;
    const name = nameOf(node);
    const own = name === "" ? id : `${id}.${name}`;
    path.push({ kind: node.kind, id: own, span: node.span, site: siteOf(node.span, node.naming?.span) });
    if ("body" in node) enter(node.body, own);
    else if (node.kind === "by-reading") for (const arm of node.arms) if (arm.span.start <= offset && offset <= arm.span.end) enter(arm.value as readonly Node[], own);
  };
  const { header } = unit.ast;
  if (header !== undefined && header.span.start <= offset && offset <= header.span.end) return [{ kind: header.kind, id: unit.id, span: header.span, site: siteOf(header.id.span, undefined) }];
  enter(unit.ast.decls as readonly Node[], unit.id);
  return path;
}
