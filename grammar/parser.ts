import { EOF, type IToken, type TokenType } from "chevrotain";
import type * as Ast from "./ast.js";
import type { Rule } from "./parse-expressions.js";
import { StatementParser } from "./parse-statements.js";
import { declarationHeads } from "./recovery.js";
import * as T from "./tokens.js";

const k = T.kw;
/** All that starts a declaration; the words that start a statement too need the layout to tell. */
const declarationStarts: ReadonlySet<TokenType> = new Set([
  ...declarationHeads, ...(["fact", "finding", "reading", "byReading", "bar"] as const).map(k),
]);

/** Files: header and declarations. */
export class PolicyParser extends StatementParser {
  constructor(validate = false) {
    super(validate);
    this.performSelfAnalysis();
  }

  file = this.RULE("file", (): Omit<Ast.File, "comments" | "blankLines"> => {
    const start = this.here();
    const decls: Ast.Decl[] = [];
    const first = this.LA(1);
    let header: Ast.PolicyHeader | Ast.VocabularyHeader | undefined;
    this.declaration(first, () => {
      this.OPTION(() => {
        header = this.OR<Ast.PolicyHeader | Ast.VocabularyHeader>([
          { ALT: () => this.SUBRULE(this.policyHeader) },
          { ALT: () => this.SUBRULE(this.vocabularyHeader) },
        ]);
      });
    });
    const decl = (): void => { decls.push(this.SUBRULE(this.decl)); };
    if (this.RECORDING_PHASE) this.MANY(decl);
    else while (this.LA(1).tokenType !== EOF) this.declaration(first, decl);
    return { header, decls, span: this.spanFrom(start >= 0 ? start : 0) };
  });

  /** Reads one declaration; after a fault in it the next one starts a line as far out as the first did. */
  private declaration(first: IToken, read: () => void): void {
    const from = this.LA(1);
    const isNext = (token: IToken): boolean =>
      token.startColumn !== undefined && (token.startColumn <= (first.startColumn ?? 1) ? declarationStarts : declarationHeads).has(token.tokenType);
    this.attempt(read, from, () => {
      while (this.LA(1).tokenType !== EOF && (this.LA(1) === from || !isNext(this.LA(1)))) this.SKIP_TOKEN();
    });
  }

  private vocabularyHeader = this.RULE("vocabularyHeader", (): Ast.VocabularyHeader => {
    const start = this.here();
    this.CONSUME(k("vocabulary"));
    const id = this.SUBRULE(this.ident);
    const titles = this.SUBRULE(this.titles);
    return { kind: "vocabulary", id, titles, span: this.spanFrom(start) };
  });

  private policyHeader = this.RULE("policyHeader", (): Ast.PolicyHeader => {
    const start = this.here();
    this.CONSUME(k("policy"));
    const id = this.SUBRULE1(this.ident);
    const alias = this.OPTION1(() => { this.CONSUME(T.Slash); return this.SUBRULE2(this.ident); });
    this.CONSUME(k("version"));
    const version = this.SUBRULE1(this.text);
    const draft = this.OPTION2(() => this.CONSUME(k("draft"))) !== undefined;
    const lines: {
      titles: readonly Ast.TextLiteral[]; issuer: readonly Ast.TextLiteral[]; documentNumber: Ast.TextLiteral | undefined;
      inForce: Ast.InForce[]; sources: Ast.TextLiteral[]; supersedes: { id: Ast.Ident; version: Ast.TextLiteral }[]; cites: Ast.Cite[];
    } = { titles: [], issuer: [], documentNumber: undefined, inForce: [], sources: [], supersedes: [], cites: [] };
    this.braced(() => this.OR({ ERR_MSG: "statement", DEF: [
      { ALT: () => { this.CONSUME(k("title")); lines.titles = lines.titles.concat(this.SUBRULE1(this.titles)); } },
      { ALT: () => { this.CONSUME(k("issuer")); lines.issuer = lines.issuer.concat(this.SUBRULE2(this.titles)); } },
      { ALT: () => { const token = this.CONSUME(k("number")); if (lines.documentNumber !== undefined) this.misplaced(token); lines.documentNumber = this.SUBRULE2(this.text); } },
      { ALT: () => { lines.inForce.push(this.SUBRULE(this.inForce)); } },
      { ALT: () => { this.CONSUME(k("source")); lines.sources.push(this.SUBRULE3(this.text)); } },
      { ALT: () => { this.CONSUME(k("supersedes")); const old = this.SUBRULE3(this.ident); this.CONSUME1(k("version")); lines.supersedes.push({ id: old, version: this.SUBRULE4(this.text) }); } },
      { ALT: () => { lines.cites.push(this.SUBRULE(this.cite)); } },
    ] }));
    return { kind: "policy", id, alias, version, draft, ...lines, span: this.spanFrom(start) };
  });

  private inForce = this.RULE("inForce", (): Ast.InForce => {
    const start = this.here();
    this.CONSUME(k("inForce"));
    this.CONSUME(k("from"));
    const from = this.SUBRULE1(this.bound);
    const to = this.OR([
      { ALT: () => { this.CONSUME(k("to")); return this.SUBRULE2(this.bound); } },
      { ALT: () => { this.CONSUME(k("onwards")); return undefined; } },
    ]);
    this.CONSUME(k("by"));
    const by = this.SUBRULE(this.ident);
    const cites = this.SUBRULE(this.cites);
    return { from, to, by, cites, span: this.spanFrom(start) };
  });

  private use = this.RULE("use", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("use"));
    const id = this.SUBRULE1(this.ident);
    const as = this.OPTION(() => { this.CONSUME(k("as")); return this.SUBRULE2(this.ident); });
    return { kind: "use", id, as, span: this.spanFrom(start) };
  });

  private named = this.RULE("named", (): Ast.Decl => {
    const start = this.here();
    const kind = this.OR([
      { ALT: () => { this.CONSUME(k("unit")); return "unit" as const; } },
      { ALT: () => { this.CONSUME(k("subject")); return "subject" as const; } },
    ]);
    const naming = this.SUBRULE(this.subjectNaming);
    return { kind, naming, span: this.spanFrom(start) };
  });

  private subjectNaming = this.RULE("subjectNaming", (): Ast.Naming => {
    const start = this.here();
    const name = this.SUBRULE1(this.subjectName);
    const alias = this.OPTION(() => { this.CONSUME(T.Slash); return this.SUBRULE2(this.subjectName); });
    const titles = this.SUBRULE(this.titles);
    return { name, alias, titles, span: this.spanFrom(start) };
  });

  private valueRow = this.RULE("valueRow", (): Ast.ValueRow => {
    const start = this.here();
    this.CONSUME(k("from"));
    const from = this.SUBRULE1(this.date);
    const to = this.OPTION(() => { this.CONSUME(k("to")); return this.SUBRULE2(this.date); });
    this.CONSUME(T.Colon);
    const value = this.SUBRULE(this.expr);
    const cites = this.SUBRULE(this.cites);
    return { from, to, value, cites, span: this.spanFrom(start) };
  });

  private value = this.RULE("value", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("value"));
    const naming = this.SUBRULE(this.naming);
    const rows: Ast.ValueRow[] = [];
    this.braced(() => { rows.push(this.SUBRULE(this.valueRow)); }, "valueRow");
    return { kind: "value", naming, rows, span: this.spanFrom(start) };
  });

  private bodied = this.RULE("bodied", (): Ast.Decl => {
    const start = this.here();
    const kind = this.OR([
      { ALT: () => { this.CONSUME(k("scheme")); return "scheme" as const; } },
      { ALT: () => { this.CONSUME(k("pool")); return "pool" as const; } },
      { ALT: () => { this.CONSUME(k("stack")); return "stack" as const; } },
    ]);
    const naming = this.SUBRULE(this.naming);
    const body = this.SUBRULE(this.block);
    return { kind, naming, body, span: this.spanFrom(start) };
  });

  private everyScheme = this.RULE("everyScheme", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("everyScheme"));
    const body = this.SUBRULE(this.block);
    return { kind: "every-scheme", body, span: this.spanFrom(start) };
  });

  private reading = this.RULE("reading", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("reading"));
    const naming = this.SUBRULE1(this.naming);
    const cites = this.SUBRULE(this.cites);
    const alternatives: Ast.ReadingAlternative[] = [];
    this.braced(() => {
      const at = this.here();
      const byDefault = this.OPTION1({
        GATE: () => this.LA(2).tokenType !== T.Text,
        DEF: () => this.CONSUME(k("byDefault")),
      }) !== undefined;
      const named = this.SUBRULE2(this.naming);
      const because = this.OPTION2(() => { this.CONSUME(k("because")); return this.SUBRULE(this.text); });
      alternatives.push({ byDefault, naming: named, because, span: this.spanFrom(at) });
    }, "reading");
    return { kind: "reading", naming, cites, alternatives, span: this.spanFrom(start) };
  });

  private publicity = this.RULE("publicity", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("publicity"));
    const naming = this.SUBRULE(this.naming);
    const term = this.SUBRULE(this.duration);
    this.CONSUME(k("from"));
    const from = this.SUBRULE1(this.ident);
    const startsSameDay = this.OR([
      { ALT: () => { this.CONSUME(k("startingNextDay")); return false; } },
      { ALT: () => { this.CONSUME(k("startingSameDay")); return true; } },
    ]);
    const holidays = this.OPTION1(() => { this.CONSUME(k("holidays")); return this.SUBRULE2(this.ident); });
    const workdays = this.OPTION2(() => { this.CONSUME(k("workdays")); return this.SUBRULE3(this.ident); });
    const cites = this.SUBRULE(this.cites);
    return { kind: "publicity", naming, term, from, startsSameDay, holidays, workdays, cites, span: this.spanFrom(start) };
  });

  private byReadingDecl = this.RULE("byReadingDecl", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("byReading"));
    const reading = this.SUBRULE1(this.ident);
    const arms: Ast.ReadingArm<readonly Ast.Decl[]>[] = [];
    this.braced(() => {
      const at = this.here();
      const alternative = this.SUBRULE2(this.ident);
      this.CONSUME(T.Colon);
      const value = this.OR<readonly Ast.Decl[]>([
        { ALT: () => { this.CONSUME(k("nothing")); return []; } },
        { ALT: () => [this.SUBRULE(this.decl)] },
      ]);
      this.OPTION(() => this.CONSUME(T.Comma));
      arms.push({ alternative, value, span: this.spanFrom(at) });
    }, "byReadingDecl");
    const cites = this.SUBRULE(this.cites);
    return { kind: "by-reading", reading, arms, cites, span: this.spanFrom(start) };
  });

  private target = this.RULE("target", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("target"));
    const naming = this.SUBRULE(this.naming);
    const value = this.OPTION(() => {
      this.CONSUME(T.Colon);
      const op = this.OPTION1(() => this.SUBRULE(this.comparisonOperator))?.op;
      const first = this.SUBRULE1(this.sum);
      const to = this.OPTION2(() => { this.CONSUME(k("to")); return this.SUBRULE2(this.sum); });
      return { op, value: first, to };
    });
    const cites = this.SUBRULE(this.cites);
    return { kind: "target", naming, value, cites, span: this.spanFrom(start) };
  });

  private notComputed = this.RULE("notComputed", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("notComputed"));
    this.CONSUME(k("because"));
    const because = this.SUBRULE(this.text);
    const cites = this.SUBRULE(this.cites);
    return { kind: "not-computed", because, cites, span: this.spanFrom(start) };
  });

  private outcome = this.RULE("outcome", (): Ast.Outcome =>
    this.OR<Ast.Outcome>([
      {
        ALT: () => {
          const kind = this.OR1<"amount" | "ceiling">([
            { ALT: () => { this.CONSUME(T.Equals); return "amount"; } },
            { ALT: () => { this.CONSUME(k("upTo")); return "ceiling"; } },
          ]);
          const value = this.SUBRULE1(this.sum);
          const boundBy = this.OPTION1(() => { this.CONSUME(k("boundBy")); return this.SUBRULE1(this.boundNames); }) ?? [];
          return { kind, value, boundBy };
        },
      },
      {
        ALT: () => {
          this.CONSUME(k("instalments"));
          const values: Ast.Expr[] = [];
          this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { values.push(this.SUBRULE2(this.sum)); } });
          return { kind: "instalments", values };
        },
      },
      {
        ALT: () => {
          const status = this.OR2<Ast.ExpectedStatus>([
            { ALT: () => { this.CONSUME(k("ineligible")); return "ineligible"; } },
            { ALT: () => { this.CONSUME(k("undetermined")); return "undetermined"; } },
            { ALT: () => { this.CONSUME(k("notInForce")); return "not-in-force"; } },
            { ALT: () => { this.CONSUME(k("outsideWindow")); return "outside-window"; } },
            { ALT: () => { this.CONSUME(k("barred")); return "barred"; } },
            { ALT: () => { this.CONSUME(k("exhausted")); return "exhausted"; } },
            { ALT: () => { this.CONSUME(k("elsewhere")); return "elsewhere"; } },
            { ALT: () => { this.CONSUME(k("caseByCase")); return "case-by-case"; } },
          ]);
          const missing = this.OPTION2(() => { this.CONSUME(k("missing")); return this.SUBRULE2(this.members); }) ?? [];
          return { kind: "status", status, missing };
        },
      },
    ]));

  /** Names of caps, or the word award for the formula itself. */
  private boundNames = this.RULE("boundNames", (): readonly Ast.Ident[] => {
    const names: Ast.Ident[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: T.Comma,
      DEF: () => {
        names.push(this.OR([
          { ALT: () => this.toIdent(this.CONSUME(T.Name)) },
          { ALT: () => ({ ...this.toIdent(this.CONSUME(k("award"))), text: "award" }) },
        ]));
      },
    });
    return names;
  });

  private exampleLine: Rule<Ast.ExampleLine> = this.RULE("exampleLine", (): Ast.ExampleLine => {
    const start = this.here();
    const kind = this.OPTION(() => this.CONSUME(k("reading"))) === undefined ? ("given" as const) : ("reading" as const);
    const name = this.SUBRULE(this.ident);
    // 产值 2025年 ＝ 100万元
    const year = this.OPTION2(() => this.OR<string>([
      { ALT: () => this.CONSUME(T.Num).image },
      { ALT: () => this.SUBRULE(this.duration)?.count ?? "" },
    ]));
    this.CONSUME(T.Equals);
    const given = this.OR1<Pick<Ast.ExampleLine, "value" | "row">>([
      {
        ALT: () => {
          const at = this.here();
          const row: Ast.ExampleLine[] = [];
          this.braced(() => { row.push(this.SUBRULE(this.exampleLine)); });
          return { value: { kind: "none", span: this.spanFrom(at) }, row };
        },
      },
      { ALT: () => ({ value: this.SUBRULE(this.sum) }) },
    ]);
    this.OPTION1(() => this.CONSUME(T.Comma));
    return { kind, name, ...(year === undefined ? {} : { year }), ...given, span: this.spanFrom(start) };
  });

  private expectation = this.RULE("expectation", (): Ast.Expectation => {
    const start = this.here();
    this.CONSUME(k("expect"));
    const name = this.SUBRULE(this.ident);
    const outcome = this.SUBRULE(this.outcome);
    return { name, outcome, span: this.spanFrom(start) };
  });

  private example = this.RULE("example", (): Ast.Decl => {
    const start = this.here();
    this.CONSUME(k("example"));
    const title = this.SUBRULE(this.text);
    const on = this.OPTION(() => {
      this.OR([{ ALT: () => this.CONSUME(k("sharedCost")) }, { ALT: () => this.CONSUME(k("on")) }]);
      return this.SUBRULE(this.date);
    });
    const lines: Ast.ExampleLine[] = [];
    const expectations: Ast.Expectation[] = [];
    this.braced(() => this.OR1({ ERR_MSG: "statement", DEF: [
      { ALT: () => { expectations.push(this.SUBRULE(this.expectation)); } },
      { ALT: () => { lines.push(this.SUBRULE(this.exampleLine)); } },
    ] }));
    return { kind: "example", title, on, lines, expectations, span: this.spanFrom(start) };
  });

  private always = this.RULE("always", (): Ast.Decl => {
    const start = this.here();
    const usual = this.OR([
      { ALT: () => { this.CONSUME(k("always")); return false; } },
      { ALT: () => { this.CONSUME(k("usually")); return true; } },
    ]);
    const name = this.optionalName(1);
    const titles = this.SUBRULE(this.titles);
    const claim = this.SUBRULE(this.expr);
    const cites = this.SUBRULE(this.cites);
    return { kind: "always", usual, name, titles, claim, cites, span: this.spanFrom(start) };
  });

  private decl = this.RULE("decl", (): Ast.Decl =>
    this.OR<Ast.Decl>({
      DEF: [
        { ALT: () => this.SUBRULE(this.use) },
        { ALT: () => this.SUBRULE(this.named) },
        { ALT: () => this.SUBRULE(this.factDecl) },
        { ALT: () => this.SUBRULE(this.value) },
        { ALT: () => this.SUBRULE(this.everyScheme) },
        { ALT: () => this.SUBRULE(this.bodied) },
        { ALT: () => this.SUBRULE(this.reading) },
        { ALT: () => this.SUBRULE(this.barDecl) },
        { ALT: () => this.SUBRULE(this.publicity) },
        { ALT: () => this.SUBRULE(this.byReadingDecl) },
        { ALT: () => this.SUBRULE(this.target) },
        { ALT: () => this.SUBRULE(this.notComputed) },
        { ALT: () => this.SUBRULE(this.example) },
        { ALT: () => this.SUBRULE(this.always) },
        { ALT: () => this.SUBRULE(this.accept) },
      ],
      ERR_MSG: "declaration",
    }));
}
