import type { Ast, Parsed, SourceFile } from "../../grammar/index.js";
import { readSource, type Source } from "../check/cited.js";
import { declare, linkImports, type Unit } from "../declare.js";
import { createSink } from "../diagnostics/diagnostic.js";
import type { CoreProgram } from "../ir/core.js";
import { compile, createCache, parseCached, type Compiled } from "../pipeline.js";
import type { Names } from "./names.js";
import { readNames } from "./resolve.js";
import { viewOf, type View } from "./text.js";

/** The files as they stand, and what was computed from them; each is computed when asked for and kept until an edit. */

export interface LastGood {
  readonly program: CoreProgram | undefined;
  /** The texts have errors now, or none compiled yet: the program is that of an earlier state. */
  readonly stale: boolean;
}

type Header = NonNullable<Ast.File["header"]>;

export class Session {
  private readonly texts = new Map<string, string>();
  private readonly sources = new Map<string, string>();
  private readonly views = new Map<string, View>();
  private readonly read = new Map<string, Source>();
  /** The last header of each file: a header that is being typed does not take the names of the file away. */
  private readonly headers = new Map<string, Header>();
  private done: { compiled?: Compiled; units?: ReadonlyMap<string, Unit>; names?: Names } = {};
  private good: CoreProgram | undefined;
  private readonly near = new Map<string, { readonly units: readonly Unit[]; readonly names: Names }>();

  constructor(private readonly drafts: boolean, private readonly cache = createCache()) {}

  /** A copy to try an edit on; what is not edited is not read again. */
  fork(): Session {
    const copy = new Session(this.drafts, { ...createCache(), parsed: new Map(this.cache.parsed), citations: new Map(this.cache.citations) });
    for (const [id, text] of this.texts) copy.texts.set(id, text);
    for (const [id, text] of this.sources) copy.sources.set(id, text);
    for (const [id, header] of this.headers) copy.headers.set(id, header);
    return copy;
  }

  setFile(id: string, text: string): void {
    if (this.texts.get(id) === text) return;
    this.texts.set(id, text);
    this.views.delete(id);
    this.done = {};
  }

  removeFile(id: string): void {
    if (!this.texts.delete(id)) return;
    for (const kept of [this.near, this.views, this.headers, this.cache.parsed, this.cache.citations, this.cache.units]) kept.delete(id);
    this.done = {};
  }

  setSource(id: string, text: string): void {
    if (this.sources.get(id) === text) return;
    this.sources.set(id, text);
    this.read.delete(id);
    delete this.done.compiled;
  }

  removeSource(id: string): void {
    this.read.delete(id);
    if (this.sources.delete(id)) delete this.done.compiled;
  }

  get ids(): readonly string[] {
    return [...this.texts.keys()].sort();
  }

  get sourceIds(): readonly string[] {
    return [...this.sources.keys()].sort();
  }

  text(id: string): string | undefined {
    return this.texts.get(id);
  }

  view(id: string): View | undefined {
    const text = this.texts.get(id);
    if (text === undefined) return undefined;
    const known = this.views.get(id);
    if (known !== undefined) return known;
    const view = viewOf(id, text);
    this.views.set(id, view);
    return view;
  }

  parsed(id: string): Parsed | undefined {
    const text = this.texts.get(id);
    return text === undefined ? undefined : parseCached({ id, text }, this.cache);
  }

  compiled(): Compiled {
    if (this.done.compiled !== undefined) return this.done.compiled;
    const files = this.ids.map((id): SourceFile => ({ id, text: this.texts.get(id) ?? "" }));
    const compiled = compile({ files, source: (file, name) => this.sources.get(sourceId(file, name) ?? ""), drafts: this.drafts }, this.cache);
    if (compiled.program !== undefined) this.good = compiled.program;
    this.done.compiled = compiled;
    return compiled;
  }

  lastGood(): LastGood {
    const { program } = this.compiled();
    return { program: this.good, stale: program === undefined };
  }

  /** What each file declares, linked by `use`; a file whose header cannot be read keeps the one it had. */
  units(): ReadonlyMap<string, Unit> {
    if (this.done.units !== undefined) return this.done.units;
    if (this.ids.every((id) => this.parsed(id)?.file.header !== undefined)) {
      for (const id of this.ids) this.headers.set(id, this.parsed(id)?.file.header ?? noHeader);
      this.done.units = new Map(this.compiled().units.map((unit) => [unit.file.id, unit]));
      return this.done.units;
    }
    const sink = createSink();
    const units = new Map<string, Unit>();
    for (const id of this.ids) {
      const ast = this.parsed(id)?.file;
      if (ast === undefined) continue;
      if (ast.header !== undefined) this.headers.set(id, ast.header);
      const header = ast.header ?? this.headers.get(id) ?? noHeader;
      const unit = declare({ id, text: this.texts.get(id) ?? "" }, { ...ast, header }, sink);
      if (unit !== undefined) units.set(id, unit);
    }
    linkImports([...units.values()]);
    this.done.units = units;
    return units;
  }

  names(): Names {
    this.done.names ??= this.namesOf([...this.units().values()]);
    return this.done.names;
  }

  private namesOf(units: readonly Unit[]): Names {
    return readNames(units, (file) => this.parsed(file)?.file.header !== undefined);
  }

  /** Names as one file means them: in a large workspace only it and what it uses is read, directly or through others. */
  namesFor(file: string): Names {
    if (this.done.names !== undefined || this.texts.size <= fewFiles) return this.names();
    const own = this.units().get(file);
    const near = new Set<Unit>();
    const add = (unit: Unit | undefined): void => {
      if (unit === undefined || near.has(unit)) return;
      near.add(unit);
      for (const used of unit.imports.values()) used.forEach(add);
    };
    add(own);
    const known = this.near.get(file);
    if (known !== undefined && known.units.length === near.size && known.units.every((unit) => near.has(unit))) return known.names;
    const units = [...near].sort((a, b) => (a.file.id < b.file.id ? -1 : 1));
    const names = this.namesOf(units);
    this.near.set(file, { units, names });
    return names;
  }

  /** The sources that a policy names, as far as they are known. */
  sourcesOf(file: string): readonly (Source & { readonly id: string })[] {
    const header = this.units().get(file)?.ast.header;
    if (header?.kind !== "policy") return [];
    return header.sources.flatMap((name) => {
      const id = sourceId(file, name.value);
      const text = id === undefined ? undefined : this.sources.get(id);
      if (id === undefined || text === undefined) return [];
      const known = this.read.get(id) ?? readSource(name.value, text);
      this.read.set(id, known);
      return [{ ...known, id }];
    });
  }
}

/** Workspaces of so many files are read whole at each edit. */
const fewFiles = 40;

const nowhere = { start: 0, end: 0 };
const noHeader: Header = { kind: "vocabulary", id: { text: "", span: nowhere }, titles: [], span: nowhere };

const folder = (file: string): string => file.slice(0, file.lastIndexOf("/") + 1);

/** A source stands beside its policy: no paths that climb out. */
export const sourceId = (file: string, name: string): string | undefined => (name.includes("/") || name.includes("\\") || name.startsWith("..") ? undefined : folder(file) + name);

/** Names of the sources that stand beside a file. */
export const sourcesBeside = (file: string, ids: readonly string[]): readonly string[] =>
  ids.filter((id) => id.startsWith(folder(file)) && !id.slice(folder(file).length).includes("/")).map((id) => id.slice(folder(file).length));
