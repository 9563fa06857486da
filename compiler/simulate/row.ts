import type { Application } from "../../runtime/evaluate.js";
import { parseDay, type Day } from "../../runtime/date.js";
import { FactReader, nearest, type InputError, type Outcome } from "../../runtime/input.js";
import type { FactInfo, Program } from "../../runtime/program.js";
import type { Value } from "../../runtime/value.js";
import { Heads, type Role, type Vocabulary } from "./columns.js";

/** One row of a population as it was read: cells by column, undefined where there is none. */
export interface RawRow {
  /** One-based line of the file, or row of a table that has no lines. */
  readonly line: number;
  readonly cells: readonly unknown[];
  /** The row could not even be taken apart. */
  readonly fault?: RowFault;
}

export type RowFaultCode = "row-cells" | "row-quote" | "row-too-long" | "row-encoding" | "row-json" | "row-id-missing" | "row-id-long" | "row-id-twice" | "row-subject-long" | "row-column";

/** Why a row cannot be evaluated, beside what is wrong with its facts. */
export interface RowFault {
  readonly code: RowFaultCode;
  readonly fact: string;
  readonly found: string;
  readonly expected: string;
  readonly suggestion?: string;
}

export interface Row {
  readonly application: Application;
  readonly on: Day | undefined;
}

const longestName = 200;
const cached = 4096;

const yes = new Set(["true", "yes", "y", "是"]);
const no = new Set(["false", "no", "n", "否"]);
const noneWords = new Set(["none", "null", "无"]);

/** A cell of a text table as a case file would give the same value. */
export function fromText(fact: FactInfo, text: string): unknown {
  switch (fact.kind) {
    case "yes-no": {
      const word = text.toLowerCase();
      return yes.has(word) ? true : no.has(word) ? false : text;
    }
    case "percent": return text.replace(/\s*[%％]$/, "");
    case "date-or-none": return noneWords.has(text.toLowerCase()) ? null : text;
    case "list": {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
    }
    case "dates": return text.split(/[;；\s]+/).filter((part) => part !== "");
    default: return text;
  }
}

/** A text of its own: a part of a long text keeps the whole of it in memory. */
const own = (text: string): string => (text.length < 13 ? text : (JSON.parse(JSON.stringify(text)) as string));

type CellReader = (value: unknown, row: Draft) => void;

interface Draft {
  id: string | undefined;
  on: string | undefined;
  scheme: unknown;
  readonly subjects: Record<string, string>;
  readonly facts: Map<string, Value>;
  readonly errors: (InputError | RowFault)[];
}

export interface RowReaderOptions {
  /** Facts said once for all rows, as text. */
  readonly common: Readonly<Record<string, string>>;
  /** Date that stands for every tested date the row does not give. */
  readonly on: Day | undefined;
  /** Cells are text and are read as such; else as the values of a case file. */
  readonly textual: boolean;
}

/** The policy set that this one is compared with: what it knows is no fault here. */
export interface Foreign {
  readonly heads: Heads;
  readonly program: Program;
}

const lastPart = (id: string): string => id.slice(id.lastIndexOf(".") + 1);

/** Ids of the schemes that have this name, id or title. */
export const schemesCalled = (program: Program, name: string): readonly string[] =>
  [...new Set(program.schemes.filter((s) => s.id === name || lastPart(s.id) === name || program.sites[s.site]?.name === name || s.names.includes(name) || s.titles.en === name || s.titles.zh === name).map((s) => s.id))];

/** Maps rows to applications of one program. Columns are looked up once; values that repeat are read once. */
export class RowReader {
  readonly heads: Heads;
  private readonly facts: FactReader;
  private readonly base: ReadonlyMap<string, Value>;
  private readonly schemes = new Map<string, readonly string[]>();
  private readonly columns: CellReader[] = [];
  private known: readonly string[] = [];
  private hasId = false;
  /** Columns that say who applies for what. */
  private readonly naming: number[] = [];
  private readonly dates: readonly string[];
  /** Faults of the facts that were said for all rows. */
  readonly errors: readonly InputError[];

  constructor(private readonly program: Program, vocabulary: Vocabulary, private readonly options: RowReaderOptions, private readonly foreign: Foreign | undefined = undefined) {
    this.heads = new Heads(vocabulary);
    this.facts = new FactReader(program);
    this.dates = [...new Set(program.policies.flatMap((policy) => policy.validity.map(({ by }) => by)))];
    const base = new Map(this.facts.defaults);
    const errors: InputError[] = [];
    for (const [name, text] of Object.entries(options.common)) {
      const role = this.heads.roleOf(name);
      // what only the other policy set knows is no fault of this one
      if (role.kind === "fact") this.facts.enter(role.fact, name, role.fact.byYear ? { [String(role.year)]: fromText(role.fact, text) } : fromText(role.fact, text), base, errors);
      else if (foreign?.heads.roleOf(name).kind !== "fact") {
        const suggestion = this.heads.suggest(name);
        errors.push({ code: "fact-unknown", fact: name, found: text, expected: "", ...(suggestion === undefined ? {} : { suggestion }) });
      }
    }
    this.base = base;
    this.errors = errors;
  }

  /** Facts that hold for every row and for the pools. */
  get common(): ReadonlyMap<string, Value> {
    return this.base;
  }

  read(raw: RawRow, heads: readonly string[]): Row | readonly (InputError | RowFault)[] {
    if (raw.fault !== undefined) return [raw.fault];
    this.learn(heads);
    const draft: Draft = { id: undefined, on: undefined, scheme: undefined, subjects: {}, facts: new Map(this.base), errors: [] };
    const { cells } = raw;
    const { columns } = this;
    const { textual } = this.options;
    for (let i = 0; i < cells.length; i++) {
      let value = cells[i];
      if (value === undefined || (textual && value === "")) continue;
      if (textual && typeof value === "string" && (value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32 || value.charCodeAt(0) >= 160)) {
        value = value.trim();
        if (value === "") continue;
      }
      columns[i]?.(value, draft);
    }
    return this.finish(raw, draft);
  }

  /** Id, subjects and schemes of a row, without reading its facts; undefined for a row that cannot be read. */
  peek(raw: RawRow, heads: readonly string[]): Pick<Application, "id" | "subjects" | "schemes"> | undefined {
    if (raw.fault !== undefined) return undefined;
    this.learn(heads);
    const draft: Draft = { id: undefined, on: undefined, scheme: undefined, subjects: {}, facts: new Map(), errors: [] };
    for (const i of this.naming) {
      const cell = raw.cells[i];
      const value = typeof cell === "string" && this.options.textual ? cell.trim() : cell;
      if (value !== undefined && value !== "") this.columns[i]?.(value, draft);
    }
    return { id: draft.id ?? String(raw.line), subjects: draft.subjects, schemes: draft.scheme === undefined ? undefined : this.schemesOf(draft.scheme, draft.errors) };
  }

  private learn(heads: readonly string[]): void {
    if (heads === this.known) return;
    for (let i = this.columns.length; i < heads.length; i++) {
      const head = heads[i] ?? "";
      this.columns.push(this.columnReader(head));
      const { kind } = this.heads.roleOf(head);
      if (kind === "id") this.hasId = true;
      if (kind === "id" || kind === "scheme" || kind === "subject") this.naming.push(i);
    }
    this.known = heads;
  }

  private finish(raw: RawRow, draft: Draft): Row | readonly (InputError | RowFault)[] {
    const { errors } = draft;
    const id = draft.id ?? (this.hasId ? undefined : String(raw.line));
    if (id === undefined) errors.push({ code: "row-id-missing", fact: "id", found: "", expected: "" });
    else if (id.length > longestName) errors.push({ code: "row-id-long", fact: "id", found: id.slice(0, 40), expected: String(longestName) });
    const on = draft.on === undefined ? undefined : parseDay(draft.on);
    if (draft.on !== undefined && on === undefined) errors.push({ code: "date-invalid", fact: "on", found: draft.on.slice(0, 40), expected: "2026-06-15" });
    const schemes = draft.scheme === undefined ? undefined : this.schemesOf(draft.scheme, errors);
    if (errors.length > 0) return errors;
    const day = on ?? this.options.on;
    if (day !== undefined) for (const by of this.dates) if (!draft.facts.has(by)) draft.facts.set(by, day);
    return { application: { id: id as string, facts: draft.facts, subjects: draft.subjects, schemes }, on: day };
  }

  private schemesOf(given: unknown, errors: (InputError | RowFault)[]): readonly string[] {
    const names = Array.isArray(given) ? given.map(String) : String(given).split(/[;；]/).map((name) => name.trim()).filter((name) => name !== "");
    const found = names.flatMap((name) => {
      let ids = this.schemes.get(name);
      if (ids === undefined) {
        ids = schemesCalled(this.program, name);
        if (this.schemes.size < cached) this.schemes.set(own(name), ids);
      }
      if (ids.length === 0 && (this.foreign === undefined || schemesCalled(this.foreign.program, name).length === 0)) {
        const suggestion = nearest(name, this.program.schemes.map((s) => lastPart(s.id)));
        errors.push({ code: "scheme-unknown", fact: name.slice(0, 80), found: "", expected: "", ...(suggestion === undefined ? {} : { suggestion }) });
      }
      return ids;
    });
    return [...new Set(found)];
  }

  private columnReader(head: string): CellReader {
    const role = this.heads.roleOf(head);
    switch (role.kind) {
      case "id": return (value, row) => { row.id = own(String(value)); };
      case "on": return (value, row) => { row.on = String(value); };
      case "scheme": return (value, row) => { row.scheme = value; };
      case "subject": return (value, row) => {
        const text = String(value);
        if (text.length > longestName) row.errors.push({ code: "row-subject-long", fact: head, found: text.slice(0, 40), expected: String(longestName) });
        Object.defineProperty(row.subjects, role.subject, { value: own(text), enumerable: true, configurable: true, writable: true });
      };
      case "fact": return this.factReader(head, role);
      case "ignored": return () => undefined;
      case "unknown":
        // the other policy set knows it
        if (this.foreign !== undefined && this.foreign.heads.roleOf(head).kind !== "unknown") return () => undefined;
        return (_, row) => {
          const suggestion = this.heads.suggest(head);
          row.errors.push({ code: "row-column", fact: head.slice(0, 80), found: "", expected: "", ...(suggestion === undefined ? {} : { suggestion }) });
        };
    }
  }

  private factReader(head: string, { fact, year }: Extract<Role, { readonly kind: "fact" }>): CellReader {
    const { facts, options } = this;
    const key = year === undefined ? fact.id : `${fact.id}@${year}`;
    if (fact.byYear && year === undefined) return (value, row) => { facts.enter(fact, head, value, row.facts, row.errors as InputError[]); };
    const known = new Map<unknown, Outcome>();
    return (value, row) => {
      let outcome = known.get(value);
      if (outcome === undefined) {
        outcome = facts.one(fact, options.textual && typeof value === "string" ? fromText(fact, value) : value);
        if (known.size < cached && typeof value !== "object") known.set(typeof value === "string" ? own(value) : value, outcome);
      }
      if ("value" in outcome) row.facts.set(key, outcome.value);
      else row.errors.push({ code: outcome.code, fact: head, found: typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : String(value).slice(0, 40), expected: outcome.expected });
    };
  }
}
