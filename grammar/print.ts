import type * as Ast from "./ast.js";
import type { Surface } from "./keywords.js";
import { comparisons } from "./print-expressions.js";
import { level } from "./print-levels.js";
import { firstText, Writer, type Doc, type Line } from "./print-layout.js";
import { inSourceOrder, StatementPrinter } from "./print-statements.js";
import * as W from "./print-words.js";

/** The canonical layout: a tree as text in either surface. Printing and parsing again gives the same tree. */

export interface PrintOptions {
  readonly surface: Surface;
}

/** Comments are kept; blank lines of the source too, at most one. A printed file prints as itself. */
export function print(file: Ast.File, options: PrintOptions): string {
  const printer = new FilePrinter(W.styles[options.surface]);
  const writer = new Writer(file, W.runsOn);
  if (file.header !== undefined) writer.line(printer.header(file.header), 0);
  file.decls.forEach((decl, i) => {
    const before = file.decls[i - 1];
    if (before?.kind !== decl.kind || !runs.has(decl.kind)) writer.blank();
    writer.line(printer.decl(decl), 0);
  });
  return writer.finish();
}

/** Short declarations that stand together without blank lines. */
const runs: ReadonlySet<Ast.Decl["kind"]> = new Set(["use", "unit", "subject", "fact", "not-computed"]);

type Kind = Ast.Decl["kind"];
type Node<K extends Kind> = Ast.Decl & { readonly kind: K };

/** Declarations as pieces; a reader of its own kind may print some of them otherwise. */
export class FilePrinter extends StatementPrinter {
  decl(node: Ast.Decl): Line {
    const print = this.decls[node.kind] as (node: Ast.Decl) => { readonly doc: Doc; readonly cites?: readonly Ast.Cite[] };
    const piece = print(node);
    return { span: node.span, doc: piece.doc, cites: this.cites(piece.cites ?? []) };
  }

  header(node: Ast.PolicyHeader | Ast.VocabularyHeader): Line {
    if (node.kind === "vocabulary") {
      return { span: node.span, doc: this.spaced(this.word("vocabulary"), node.id.text, this.titles(node.titles)), cites: [] };
    }
    const texts = (word: "title" | "issuer" | "number" | "source", list: readonly Ast.TextLiteral[]): readonly Line[] => {
      const [first] = list;
      return first === undefined ? [] : [{ span: first.span, doc: this.spaced(this.word(word), this.titles(list)), cites: [] }];
    };
    const lines: readonly Line[] = [
      ...texts("title", node.titles),
      ...texts("issuer", node.issuer),
      ...texts("number", node.documentNumber === undefined ? [] : [node.documentNumber]),
      // after the validity they would be read as its own
      ...this.cites(node.cites).map((cite) => ({ span: cite.span, doc: cite.text, cites: [] })),
      ...node.inForce.map((inForce) => this.inForce(inForce)),
      ...node.sources.flatMap((source) => texts("source", [source])),
      ...node.supersedes.map(({ id, version }): Line => ({
        span: id.span,
        doc: this.spaced(this.word("supersedes"), id.text, this.word("version"), this.text(version)),
        cites: [],
      })),
    ];
    const doc = this.spaced(
      this.word("policy"), node.id.text, node.alias && `/ ${node.alias.text}`, this.word("version"), this.text(node.version),
      node.draft ? this.word("draft") : undefined,
      this.braces(inSourceOrder(lines), { flat: false, comma: false, span: node.span }),
    );
    return { span: node.span, doc, cites: [] };
  }

  private inForce(node: Ast.InForce): Line {
    const from = this.spaced(this.word("inForce"), this.word("from"), this.bound(node.from));
    const by = this.spaced(this.word("by"), node.by.text);
    if (node.to === undefined) return { span: node.span, doc: this.spaced(from, this.word("onwards"), by), cites: this.cites(node.cites) };
    const to = this.spaced(this.word("to"), this.bound(node.to), by);
    return { span: node.span, doc: [from, { kind: "break", flat: this.chinese ? "" : " ", indent: 2 }, to], cites: this.cites(node.cites) };
  }

  private datedValue(node: Node<"value">): Doc {
    const lines = node.rows.map((row): Line => {
      const to = row.to && this.spaced(this.word("to"), W.date(this.s, row.to.iso));
      const dates = this.spaced(this.word("from"), W.date(this.s, row.from.iso), to);
      return { span: row.span, doc: this.colon(dates, this.print(row.value, level.top, false)), cites: this.cites(row.cites) };
    });
    return this.spaced(this.word("value"), this.naming(node.naming), this.braces(lines, { flat: false, comma: false, span: node.span }));
  }

  private bodied(node: Node<"scheme" | "pool" | "stack">): Doc {
    return this.spaced(this.word(node.kind), this.naming(node.naming), this.block(node.body, node.span));
  }

  private reading(node: Node<"reading">): Line["doc"] {
    const lines = node.alternatives.map((one): Line => ({
      span: one.span,
      doc: this.spaced(
        one.byDefault ? this.word("byDefault") : undefined, this.naming(one.naming),
        one.because && this.word("because"), one.because && this.text(one.because),
      ),
      cites: [],
    }));
    const cites = node.cites.length === 0 ? [] : this.cites(node.cites).map((cite): Doc => [{ kind: "break", flat: " ", indent: 4 }, cite.text]);
    return this.spaced([this.spaced(this.word("reading"), this.naming(node.naming)), ...cites], this.braces(lines, { flat: false, comma: false, span: node.span }));
  }

  private publicity(node: Node<"publicity">): Doc {
    return this.spaced(
      this.word("publicity"), this.naming(node.naming), this.print(node.term, level.top, false), this.word("from"), node.from.text,
      this.word(node.startsSameDay ? "startingSameDay" : "startingNextDay"),
      node.holidays && `${this.word("holidays")} ${node.holidays.text}`,
      node.workdays && `${this.word("workdays")} ${node.workdays.text}`,
    );
  }

  private target(node: Node<"target">): Doc {
    const head = this.spaced(this.word("target"), this.naming(node.naming));
    if (node.value === undefined) return head;
    const { op, value, to } = node.value;
    return this.colon(head, this.spaced(
      op && this.word(comparisons[op]), this.guarded(value, level.excess), to && this.word("to"), to && this.value(to, level.excess),
    ));
  }

  private exampleLine(line: Ast.ExampleLine): Line {
    const year = line.year === undefined ? undefined : this.chinese ? `${line.year}${this.word("years")}` : line.year;
    const value = line.row === undefined ? this.value(line.value, level.excess)
      : this.braces(line.row.map((one) => this.exampleLine(one)), { flat: true, comma: true, span: line.span });
    return { span: line.span, doc: this.spaced(line.kind === "reading" ? this.word("reading") : undefined, line.name.text, year, this.s.equals, value), cites: [] };
  }

  private example(node: Node<"example">): Doc {
    const lines = node.lines.map((line) => this.exampleLine(line));
    const expected = node.expectations.map((one): Line => ({
      span: one.span,
      doc: this.spaced(this.word("expect"), one.name.text, this.outcome(one.outcome)),
      cites: [],
    }));
    const on = node.on && this.spaced(this.word(this.chinese ? "on" : "sharedCost"), W.date(this.s, node.on.iso));
    const body = this.braces(inSourceOrder([...lines, ...expected]), { flat: false, comma: false, span: node.span });
    return this.spaced(this.word("example"), this.text(node.title), on, body);
  }

  private outcome(outcome: Ast.Outcome): Doc {
    if (outcome.kind === "instalments") {
      const values = outcome.values.map((value, i) => [i === 0 ? "" : this.s.list, this.print(value, level.excess, true)]);
      return this.spaced(this.word("instalments"), values);
    }
    if (outcome.kind === "status") {
      return this.spaced(this.word(statuses[outcome.status]), outcome.missing.length === 0 ? undefined : this.word("missing"), this.names(outcome.missing));
    }
    const names = outcome.boundBy.map((name) => (name.text === "award" ? this.word("award") : name.text)).join(this.s.list);
    return this.spaced(
      outcome.kind === "amount" ? this.s.equals : this.word("upTo"), this.value(outcome.value, level.excess),
      names === "" ? undefined : this.word("boundBy"), names,
    );
  }

  private always(node: Node<"always">): Doc {
    const claim = this.print(node.claim, level.top, false);
    // a text at the start would be one more title
    const safe = /^["“]/.test(firstText(claim)) ? [this.s.open, claim, this.s.close] : { operand: claim, guarded: false };
    return this.spaced(this.word(node.usual ? "usually" : "always"), this.label(node.name), this.titles(node.titles), safe);
  }

  /** One entry a kind: the type checker lists what a new construct still needs. */
  private readonly decls: { readonly [K in Kind]: (node: Node<K>) => { readonly doc: Doc; readonly cites?: readonly Ast.Cite[] } } = {
    use: (node) => ({ doc: this.spaced(this.word("use"), node.id.text, node.as && `${this.word("as")} ${node.as.text}`) }),
    unit: (node) => ({ doc: this.spaced(this.word("unit"), this.naming(node.naming)) }),
    subject: (node) => ({ doc: this.spaced(this.word("subject"), this.naming(node.naming)) }),
    fact: (node) => this.fact(node),
    value: (node) => ({ doc: this.datedValue(node) }),
    "every-scheme": (node) => ({ doc: this.spaced(this.word("everyScheme"), this.block(node.body, node.span)) }),
    scheme: (node) => ({ doc: this.bodied(node) }),
    pool: (node) => ({ doc: this.bodied(node) }),
    stack: (node) => ({ doc: this.bodied(node) }),
    reading: (node) => ({ doc: this.reading(node) }),
    publicity: (node) => ({ doc: this.publicity(node), cites: node.cites }),
    "by-reading": (node) => this.arms(node, (one: Ast.Decl) => this.decl(one)),
    bar: (node) => this.bar(node),
    target: (node) => ({ doc: this.target(node), cites: node.cites }),
    "not-computed": (node) => ({ doc: this.spaced(this.word("notComputed"), this.word("because"), this.text(node.because)), cites: node.cites }),
    example: (node) => ({ doc: this.example(node) }),
    always: (node) => ({ doc: this.always(node), cites: node.cites }),
    accept: (node) => this.accept(node),
  };
}

const statuses: Readonly<Record<Ast.ExpectedStatus, "ineligible" | "undetermined" | "notInForce" | "outsideWindow" | "barred" | "exhausted" | "elsewhere" | "caseByCase">> = {
  ineligible: "ineligible", undetermined: "undetermined", "not-in-force": "notInForce", "outside-window": "outsideWindow",
  barred: "barred", exhausted: "exhausted", elsewhere: "elsewhere", "case-by-case": "caseByCase",
};
