import type * as Ast from "./ast.js";
import { readPlain } from "./literals.js";
import { ExpressionParser, type Rule } from "./parse-expressions.js";
import * as T from "./tokens.js";

const k = T.kw;

/** What policy offices write again and again, as values of their own: each lowers to the same small core. */
export abstract class IdiomParser extends ExpressionParser {
  protected override idiom: Rule<Ast.Expr> = this.RULE("idiom", (): Ast.Expr =>
    this.OR<Ast.Expr>([
      { ALT: () => this.SUBRULE(this.increase) },
      { ALT: () => this.SUBRULE(this.growth) },
      { ALT: () => this.SUBRULE(this.yearSince) },
      { ALT: () => this.SUBRULE(this.elapsed) },
      { ALT: () => this.SUBRULE(this.topUp) },
      { ALT: () => this.SUBRULE(this.match) },
      { ALT: () => this.SUBRULE(this.interest) },
      { ALT: () => this.SUBRULE(this.sumEach) },
      { ALT: () => this.SUBRULE(this.milestones) },
      { ALT: () => this.SUBRULE(this.slice) },
    ]));

  /** `increase of X over previous year`; in Chinese after the fact. */
  private increase = this.RULE("increase", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("increaseOf"));
    const fact = this.SUBRULE(this.ident);
    this.CONSUME(k("over"));
    this.CONSUME(k("previousYear"));
    return { kind: "increase", fact, span: this.spanFrom(start) };
  });

  private growth = this.RULE("growth", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("growthOf"));
    const fact = this.SUBRULE(this.ident);
    const withoutBase = this.OPTION(() => this.SUBRULE(this.withoutBase));
    return { kind: "growth", fact, withoutBase, span: this.spanFrom(start) };
  });

  protected override withoutBase: Rule<Ast.Expr> = this.RULE("withoutBase", (): Ast.Expr => {
    this.CONSUME(k("withoutBase"));
    return this.SUBRULE(this.primary);
  });

  private yearSince = this.RULE("yearSince", (): Ast.Expr => {
    const start = this.here();
    const calendar = this.OR([
      { ALT: () => { this.CONSUME(k("yearSince")); return false; } },
      { ALT: () => { this.CONSUME(k("calendarYearSince")); return true; } },
    ]);
    const event = this.SUBRULE(this.primary);
    return { kind: "year-since", event, calendar, span: this.spanFrom(start) };
  });

  private elapsed = this.RULE("elapsed", (): Ast.Expr => {
    const start = this.here();
    const unit = this.OR<Ast.Elapsed["kind"]>([
      { ALT: () => { this.CONSUME(k("fullMonths")); return "full-months"; } },
      { ALT: () => { this.CONSUME(k("startedMonths")); return "started-months"; } },
      { ALT: () => { this.CONSUME(k("daysFrom")); return "days"; } },
      { ALT: () => { this.CONSUME(k("yearsFrom")); return "years"; } },
    ]);
    this.CONSUME(k("from"));
    const from = this.SUBRULE1(this.postfix);
    this.CONSUME(k("to"));
    const to = this.SUBRULE2(this.postfix);
    const year = this.OPTION1({ GATE: () => this.LA(2).tokenType === T.Duration, DEF: () => { this.CONSUME(k("by")); return this.SUBRULE1(this.duration); } });
    // `plus … capped at 5 yuan` belongs to the statement
    const atMost = this.OPTION2({ GATE: () => this.LA(2).tokenType === T.Duration, DEF: () => { this.CONSUME(k("cappedAt")); return this.SUBRULE2(this.duration); } });
    const measure: Ast.Elapsed = unit === "years" ? { kind: unit, year } : { kind: unit };
    if (unit !== "years" && year !== undefined) this.issue("unexpected-token", year.span, { found: `${year.count}`, rule: "value", expected: "" });
    return { kind: "elapsed", measure, from, to, atMost, span: this.spanFrom(start) };
  });

  private topUp = this.RULE("topUp", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("topUp"));
    const to = this.SUBRULE1(this.postfix);
    this.OR([{ ALT: () => this.CONSUME(k("netOf")) }, { ALT: () => this.CONSUME(k("deduct")) }]);
    const net = this.SUBRULE2(this.postfix);
    return { kind: "top-up", to, net, span: this.spanFrom(start) };
  });

  /** `match X at 1:0.5`, 配套 X 按 1:0.5. */
  private match = this.RULE("match", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("match"));
    const base = this.SUBRULE(this.postfix);
    this.OR([{ ALT: () => this.CONSUME(k("at")) }, { ALT: () => this.CONSUME(k("by")) }]);
    const own = this.CONSUME1(T.Num);
    this.CONSUME(T.Colon);
    const ours = this.CONSUME2(T.Num);
    return { kind: "match", base, own: this.checked(readPlain(own.image), own), ours: this.checked(readPlain(ours.image), ours), span: this.spanFrom(start) };
  });

  private interest = this.RULE("interest", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("interest"));
    const rate = this.SUBRULE1(this.postfix);
    this.OR1([{ ALT: () => this.CONSUME(k("sharedCost")) }, { ALT: () => this.CONSUME(k("interestOn")) }]);
    const principal = this.SUBRULE2(this.postfix);
    this.OR2([{ ALT: () => this.CONSUME(k("over")) }, { ALT: () => this.CONSUME(k("interestOver")) }]);
    const time = this.SUBRULE3(this.postfix);
    return { kind: "interest", rate, principal, time, span: this.spanFrom(start) };
  });

  private sumEach = this.RULE("sumEach", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("sumForEach"));
    const list = this.SUBRULE(this.ident);
    this.CONSUME(T.OpenBrace);
    const value = this.beforeColon(false, () => this.SUBRULE(this.expr));
    this.CONSUME(T.CloseBrace);
    return { kind: "sum-each", list, value, span: this.spanFrom(start) };
  });

  private milestoneRow = this.RULE("milestoneRow", (): Ast.MilestoneRow => {
    const start = this.here();
    const level = this.beforeColon(true, () => this.SUBRULE1(this.sum));
    this.CONSUME(T.Colon);
    const value = this.beforeColon(false, () => this.SUBRULE2(this.sum));
    const cites = this.SUBRULE(this.cites);
    this.OPTION(() => this.CONSUME(T.Comma));
    return { level, value, cites, span: this.spanFrom(start) };
  });

  private milestones = this.RULE("milestones", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("firstReaching"));
    const key = this.SUBRULE1(this.postfix);
    this.CONSUME(k("bestBefore"));
    const before = this.SUBRULE2(this.postfix);
    this.CONSUME(k("skippingPays"));
    const skipping = this.OR<"highest" | "sum" | "difference">([
      { ALT: () => { this.OR1([{ ALT: () => this.CONSUME(k("highest")) }, { ALT: () => this.CONSUME(k("higherOnly")) }]); return "highest"; } },
      { ALT: () => { this.OR2([{ ALT: () => this.CONSUME(k("sum")) }, { ALT: () => this.CONSUME(k("cumulate")) }]); return "sum"; } },
      { ALT: () => { this.CONSUME(k("difference")); return "difference"; } },
    ]);
    const rows: Ast.MilestoneRow[] = [];
    this.braced(() => { rows.push(this.SUBRULE(this.milestoneRow)); }, "milestoneRow");
    return { kind: "milestones", key, before, skipping, rows, span: this.spanFrom(start) };
  });

  /** 该部分 每满 1亿元 6万元: in Chinese what is counted stands first. */
  private slice = this.RULE("slice", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("ofTheSlice"));
    const mode = this.SUBRULE(this.eachZh);
    const step = this.SUBRULE(this.eachStep);
    const amount = this.SUBRULE(this.primary);
    return { kind: "for-each", amount, step, mode, of: undefined, span: this.spanFrom(start) };
  });
}
