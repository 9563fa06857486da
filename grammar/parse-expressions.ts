import { MismatchedTokenException, type IToken, type ParserMethod, type TokenType } from "chevrotain";
import type * as Ast from "./ast.js";
import type { SyntaxCode } from "./issues.js";
import { monthNames, type KeywordId } from "./keywords.js";
import { readDate, readFraction, readMoney, readPlain } from "./literals.js";
import { RecoveringParser } from "./recovery.js";
import type { Span } from "./span.js";
import * as T from "./tokens.js";

const k = T.kw;

export type Rule<R> = ParserMethod<[], R>;
type Comparator = Pick<Ast.Expr & { readonly kind: "compare" }, "op" | "dates">;

const boundStarts: ReadonlySet<TokenType> = new Set([T.Num, T.Money, T.Percent, T.Fraction, T.DateLiteral]);
const stepStarts: ReadonlySet<TokenType> = new Set([T.Num, T.Money, T.Percent]);

/** Expressions and conditions, tables included: what both surfaces can say as a value. */
export abstract class ExpressionParser extends RecoveringParser {
  /** Values that say an idiom of the field, and the parts of them that stand after a fact in Chinese. */
  protected abstract idiom: Rule<Ast.Expr>;
  protected abstract withoutBase: Rule<Ast.Expr>;

  /** Where comparisons say `in principle`; `require` takes its own, any other is out of place. */
  inPrinciple: Span[] = [];

  /** Whether a condition is one comparison that holds in principle. */
  protected takeInPrinciple(condition: Ast.Expr | undefined): boolean {
    if (condition?.kind !== "compare") return false;
    const at = this.inPrinciple.findIndex((span) => span.start >= condition.left.span.end && span.end <= condition.right.span.start);
    if (at >= 0) this.inPrinciple.splice(at, 1);
    return at >= 0;
  }

  // ------------------------------------------------------------ helpers

  protected here(): number {
    return this.LA(1).startOffset;
  }

  protected spanFrom(start: number): Span {
    const end = this.LA(0).endOffset;
    return { start, end: end === undefined || !(end >= start) ? start : end + 1 };
  }

  protected spanOf(token: IToken): Span {
    const start = token.startOffset >= 0 ? token.startOffset : 0;
    return { start, end: token.endOffset === undefined || !(token.endOffset >= 0) ? start : token.endOffset + 1 };
  }

  protected next(id: KeywordId): boolean {
    return this.LA(1).tokenType === k(id);
  }

  protected skip(id: KeywordId): IToken {
    return this.CONSUME(k(id));
  }

  protected toIdent(token: IToken): Ast.Ident {
    return { text: token.image.normalize("NFC"), span: this.spanOf(token) };
  }

  protected toText(token: IToken): Ast.TextLiteral {
    const span = this.spanOf(token);
    const inner = token.image.slice(1, -1);
    if (!token.image.startsWith('"')) return { kind: "text", value: inner, span };
    const value = inner.replace(/\\(.)/gu, (whole, c: string) => {
      if (c === '"' || c === "\\") return c;
      this.issue("unknown-escape", span, { text: whole });
      return c;
    });
    return { kind: "text", value, span };
  }

  protected checked<V>(read: { readonly value: V; readonly issue?: SyntaxCode }, token: IToken): V {
    // a token that recovery put in has no text to find fault with
    if (read.issue !== undefined && token.image !== "") this.issue(read.issue, this.spanOf(token), { text: token.image });
    return read.value;
  }

  private exprRule(name: string, body: () => Ast.Expr): Rule<Ast.Expr> {
    return this.RULE(name, body);
  }

  private depth = 0;

  /** `30% of 30% of …` nests without a bracket that the scanner could count. */
  private nested(body: () => Ast.Expr): () => Ast.Expr {
    return () => {
      if (this.depth > 2 * T.limits.nesting) {
        const start = this.here();
        this.issue("nested-too-deep", { start, end: start }, { limit: String(T.limits.nesting) });
        // out of the whole item at once: each level could find a way to go on, and nest again
        throw new MismatchedTokenException("", this.LA(1), this.LA(0));
      }
      this.depth++;
      try {
        return body();
      } finally {
        this.depth--;
      }
    };
  }

  // ------------------------------------------------------------ small parts

  ident = this.RULE("ident", (): Ast.Ident => this.toIdent(this.CONSUME(T.Name)), {
    recoveryValueFunc: () => ({ text: "", span: { start: 0, end: 0 } }),
  });

  /** Subjects may be called 项目, which is otherwise the head of a scheme. */
  subjectName = this.RULE("subjectName", (): Ast.Ident =>
    this.OR([
      { ALT: () => this.toIdent(this.CONSUME(T.Name)) },
      { ALT: () => this.toIdent(this.CONSUME(k("scheme"))) },
    ]));

  text = this.RULE("text", (): Ast.TextLiteral => this.toText(this.CONSUME(T.Text)), {
    recoveryValueFunc: () => ({ kind: "text" as const, value: "", span: { start: 0, end: 0 } }),
  });

  /** `name:` before a statement gives it an identity of its own. */
  protected optionalName(occurrence: 1 | 2): Ast.Ident | undefined {
    const option = occurrence === 1 ? this.OPTION8.bind(this) : this.OPTION9.bind(this);
    const consume = occurrence === 1 ? this.CONSUME8.bind(this) : this.CONSUME9.bind(this);
    return option({
      GATE: () => this.LA(2).tokenType === T.Colon,
      DEF: () => {
        const name = this.toIdent(consume(T.Name));
        consume(T.Colon);
        return name;
      },
    });
  }

  cite = this.RULE("citation", (): Ast.Cite => {
    const start = this.here();
    this.CONSUME(k("cite"));
    const where = this.OR([
      { ALT: () => ({ external: false, anchor: this.CONSUME(T.Anchor).image.normalize("NFKC") }) },
      {
        ALT: () => {
          this.CONSUME(k("external"));
          return { external: true, anchor: this.SUBRULE1(this.text).value };
        },
      },
    ]);
    const quote = this.SUBRULE2(this.text);
    return { ...where, quote, span: this.spanFrom(start) };
  });

  cites = this.RULE("cites", (): readonly Ast.Cite[] => {
    const cites: Ast.Cite[] = [];
    this.MANY(() => {
      cites.push(this.SUBRULE(this.cite));
    });
    return cites;
  });

  money = this.RULE("money", (): Ast.MoneyLiteral => {
    const token = this.CONSUME(T.Money);
    return { kind: "money", yuan: this.checked(readMoney(token.image), token), span: this.spanOf(token) };
  });

  percent = this.RULE("percent", (): Ast.PercentLiteral => {
    const token = this.CONSUME(T.Percent);
    const image = token.image.startsWith("百分之") ? readFraction(token.image) : token.image.replace(/[\s%％]/g, "");
    return { kind: "percent", value: this.checked(readPlain(image), token), span: this.spanOf(token) };
  });

  /** 1.5 percentage points, 150个基点: a difference of percentages. */
  private points = this.RULE("points", (): Ast.PercentLiteral => {
    const token = this.CONSUME(T.Num);
    const points = this.OR([
      { ALT: () => { this.CONSUME(k("percentagePoints")); return "percentage" as const; } },
      { ALT: () => { this.CONSUME(k("basisPoints")); return "basis" as const; } },
    ]);
    return { kind: "percent", value: this.checked(readPlain(token.image), token), points, span: this.spanFrom(token.startOffset) };
  });

  private isPoints(): boolean {
    return this.LA(2).tokenType === k("percentagePoints") || this.LA(2).tokenType === k("basisPoints");
  }

  /** 18 yuan, or 18 yuan/sqm/month. */
  private price = this.RULE("price", (): Ast.Expr => {
    const start = this.here();
    const amount = this.SUBRULE(this.money);
    const per: Ast.Ident[] = [];
    this.MANY(() => { this.CONSUME(T.Slash); per.push(this.SUBRULE(this.ident)); });
    return per.length === 0 ? amount : { kind: "unit-price", amount, per, span: this.spanFrom(start) };
  });

  date = this.RULE("date", (): Ast.DateLiteral => {
    const token = this.CONSUME(T.DateLiteral);
    return { kind: "date", iso: this.checked(readDate(token.image), token), span: this.spanOf(token) };
  });

  duration = this.RULE("duration", (): Ast.DurationLiteral => {
    const token = this.CONSUME(T.Duration);
    const unit: Ast.DurationUnit = /working|工作/.test(token.image)
      ? "working-day"
      : /month|月/.test(token.image) ? "month" : /year|年/.test(token.image) ? "year" : "day";
    const count = this.checked(readPlain(/^\d+/.exec(token.image)?.[0] ?? "0"), token);
    return { kind: "duration", count, unit, span: this.spanOf(token) };
  });

  /** Whether a colon ends the number here, and not the key of a row that follows it. */
  private colonEnds = false;

  /** Whether the value of a row of bands is read, after which 超过500亩： is the next row. */
  private inBand = false;

  protected beforeColon<R>(colonEnds: boolean, body: () => R, inBand = false): R {
    const saved = [this.colonEnds, this.inBand] as const;
    [this.colonEnds, this.inBand] = [colonEnds, inBand];
    try {
      return body();
    } finally {
      [this.colonEnds, this.inBand] = saved;
    }
  }

  private isUnit(): boolean {
    const type = this.LA(1).tokenType;
    return (type === T.Word || type === k("countOf") || type === k("awards")) && !this.isLabel();
  }

  /** Whether the next word is the key of a row or the name of a statement. */
  private isLabel(): boolean {
    const next = this.LA(2).tokenType;
    if ((next === T.Num || next === T.Duration) && this.LA(3).tokenType === T.Equals) return true;
    return next === T.Equals || (next === T.Colon && !this.colonEnds);
  }

  /** A number, with a unit where a word follows that is not the key of the next row. */
  quantity = this.RULE("quantity", (): Ast.NumberLiteral => {
    const start = this.here();
    const value = this.OR([
      { ALT: () => { const t = this.CONSUME(T.Num); return this.checked(readPlain(t.image), t); } },
      { ALT: () => { const t = this.CONSUME(T.Fraction); return this.checked(readPlain(/\d/.test(t.image) ? t.image : readFraction(t.image)), t); } },
      { ALT: () => { this.CONSUME(T.Minus); const t = this.CONSUME1(T.Num); return "-" + this.checked(readPlain(t.image), t); } },
    ]);
    const unit = this.OPTION({ GATE: () => this.isUnit(), DEF: () => this.toIdent(this.CONSUME(T.Name)) });
    return { kind: "number", value, unit, span: this.spanFrom(start) };
  });

  protected monthOf(image: string): number {
    const named = monthNames.indexOf(image as (typeof monthNames)[number]);
    return named >= 0 ? named + 1 : Number(/^\d+/.exec(image)?.[0] ?? 1);
  }

  // ------------------------------------------------------------ operators, loosest first

  expr: Rule<Ast.Expr> = this.exprRule("expr", () => {
    const start = this.here();
    const items = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(k("or"));
      items.push(this.SUBRULE1(this.conjunction));
    });
    return items.length === 1 ? (items[0] as Ast.Expr) : { kind: "or", items, span: this.spanFrom(start) };
  });

  conjunction: Rule<Ast.Expr> = this.exprRule("conjunction", () => {
    const start = this.here();
    const items = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(k("and"));
      items.push(this.SUBRULE1(this.negation));
    });
    return items.length === 1 ? (items[0] as Ast.Expr) : { kind: "and", items, span: this.spanFrom(start) };
  });

  negation: Rule<Ast.Expr> = this.exprRule("negation", () => {
    const start = this.here();
    const negated = this.OPTION(() => this.CONSUME(k("not")));
    const item = this.SUBRULE(this.comparison);
    return negated === undefined ? item : { kind: "not", item, span: this.spanFrom(start) };
  });

  private operator = this.RULE("operator", (): Comparator =>
    this.OR([
      { ALT: () => { this.CONSUME(k("atLeast")); return { op: "at-least", dates: false }; } },
      { ALT: () => { this.CONSUME(k("atMost")); return { op: "at-most", dates: false }; } },
      { ALT: () => { this.CONSUME(k("moreThan")); return { op: "more-than", dates: false }; } },
      { ALT: () => { this.CONSUME(k("lessThan")); return { op: "less-than", dates: false }; } },
      { ALT: () => { this.CONSUME(k("onOrBefore")); return { op: "at-most", dates: true }; } },
      { ALT: () => { this.CONSUME(k("onOrAfter")); return { op: "at-least", dates: true }; } },
      { ALT: () => { this.CONSUME(k("before")); return { op: "less-than", dates: true }; } },
      { ALT: () => { this.CONSUME(k("after")); return { op: "more-than", dates: true }; } },
    ]));

  comparisonOperator = this.RULE("comparisonOperator", (): Comparator => {
    this.OPTION(() => {
      const token = this.CONSUME(k("inPrinciple"));
      this.ACTION(() => { this.inPrinciple.push(this.spanOf(token)); });
    });
    return this.OR<Comparator>([
      { ALT: () => this.SUBRULE(this.operator) },
      {
        ALT: () => {
          this.CONSUME(k("is"));
          return this.OPTION1(() => this.SUBRULE1(this.operator)) ?? { op: "is", dates: false };
        },
      },
      { ALT: () => { this.CONSUME(k("isNot")); return { op: "is-not", dates: false }; } },
    ]);
  });

  /** Whether a literal follows with 以上 or 以下 after it, and no colon: that would be the next row of a table. */
  private isBareBound(): boolean {
    if (!boundStarts.has(this.LA(1).tokenType)) return false;
    const at = [2, 3].find((i) => this.LA(i).tokenType === k("andAbove") || this.LA(i).tokenType === k("andBelow"));
    return at !== undefined && this.LA(at + 1).tokenType !== T.Colon && (at === 2 || this.LA(2).tokenType === T.Word);
  }

  /** 超过500亩： after a value is the next row of a table, no comparison. */
  private startsRow(): boolean {
    if (!this.inBand || !(this.next("moreThan") || this.next("lessThan")) || !boundStarts.has(this.LA(2).tokenType)) return false;
    return this.LA(3).tokenType === T.Colon || (this.LA(3).tokenType === T.Word && this.LA(4).tokenType === T.Colon);
  }

  private boundLiteral = this.RULE("boundLiteral", (): Ast.Expr =>
    this.OR<Ast.Expr>([
      { ALT: () => this.SUBRULE(this.money) },
      { ALT: () => this.SUBRULE(this.percent) },
      { ALT: () => this.SUBRULE(this.date) },
      { ALT: () => this.SUBRULE(this.quantity) },
    ]));

  comparison: Rule<Ast.Expr> = this.exprRule("comparison", () => {
    const start = this.here();
    let left = this.SUBRULE(this.sum);
    this.OPTION({ GATE: () => !this.startsRow(), DEF: () => {
      left = this.OR([
        {
          ALT: () => {
            this.CONSUME(k("isOneOf"));
            const items: Ast.Expr[] = [];
            this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { this.refuseGrouped(); items.push(this.SUBRULE1(this.sum)); } });
            return { kind: "one-of" as const, left, items, span: this.spanFrom(start) };
          },
        },
        {
          ALT: () => {
            const compared = this.SUBRULE(this.comparisonOperator);
            const right = this.SUBRULE2(this.sum);
            return { kind: "compare" as const, ...compared, left, right, span: this.spanFrom(start) };
          },
        },
      ]) as Ast.Expr;
    } });
    // 年度购买额 10万元以上, annual_purchase 100,000 yuan and above
    this.OPTION1({ GATE: () => this.isBareBound(), DEF: () => {
      const right = this.SUBRULE(this.boundLiteral);
      const op = this.OR1<Ast.Comparison>([
        { ALT: () => { this.CONSUME(k("andAbove")); return "at-least"; } },
        { ALT: () => { this.CONSUME(k("andBelow")); return "at-most"; } },
      ]);
      left = { kind: "compare", op, dates: false, left, right, span: this.spanFrom(start) };
    } });
    return left;
  });

  /** {100,200} could be one number or two. */
  private refuseGrouped(): void {
    const token = this.LA(1);
    if (token.tokenType === T.Num && token.image.includes(",")) this.issue("grouped-number-in-list", this.spanOf(token), { text: token.image });
  }

  /** Nodes that stood in brackets, which the tree itself does not keep. */
  private bracketed = new WeakSet<Ast.Expr>();

  /** A rate that takes what follows it in English and what stands before it in Chinese. */
  private bareRate(node: Ast.Expr | undefined): Span | undefined {
    if (node === undefined || this.bracketed.has(node)) return undefined;
    if (node.kind === "percent-of" || node.kind === "for-each") return node.span;
    return node.kind === "times" || node.kind === "divided" ? this.bareRate(node.left) ?? this.bareRate(node.right) : undefined;
  }

  sum: Rule<Ast.Expr> = this.exprRule("sum", () => {
    const start = this.here();
    let left = this.SUBRULE1(this.product);
    let terms = 1;
    let rate: Span | undefined;
    this.MANY(() => {
      const kind = this.OR([
        { ALT: () => { this.CONSUME(T.Plus); return "add" as const; } },
        { ALT: () => { this.CONSUME(k("plusSign")); return "add" as const; } },
        { ALT: () => { this.CONSUME(k("less")); return "less" as const; } },
        { ALT: () => { this.CONSUME(T.Minus); return "less" as const; } },
      ]);
      const right = this.SUBRULE2(this.product);
      this.ACTION(() => { rate ??= this.bareRate(left) ?? this.bareRate(right); });
      if (this.mayGrow(++terms, start)) left = { kind, left, right, span: this.spanFrom(start) };
    });
    // `30% of a + b` and `a + b 的30%` would group differently: refuse both
    if (rate !== undefined) this.issue("percent-needs-brackets", rate);
    return left;
  });

  /** A chain of operators is a tree as deep as it is long. */
  private mayGrow(terms: number, start: number): boolean {
    if (terms === T.limits.terms) this.issue("nested-too-deep", this.spanFrom(start), { limit: String(T.limits.terms) });
    return terms < T.limits.terms;
  }

  product: Rule<Ast.Expr> = this.exprRule("product", () => {
    const start = this.here();
    let left = this.SUBRULE(this.postfix);
    let terms = 1;
    this.MANY(() => {
      const kind = this.OR([
        { ALT: () => { this.CONSUME(k("times")); return "times" as const; } },
        { ALT: () => { this.CONSUME(k("dividedBy")); return "divided" as const; } },
      ]);
      const right = this.SUBRULE1(this.postfix);
      if (this.mayGrow(++terms, start)) left = { kind, left, right, span: this.spanFrom(start) };
    });
    return left;
  });

  private durationUnit = this.RULE("durationUnit", (): Ast.DurationUnit =>
    this.OR([
      { ALT: () => { this.CONSUME(k("days")); return "day" as const; } },
      { ALT: () => { this.CONSUME(k("months")); return "month" as const; } },
      { ALT: () => { this.CONSUME(k("years")); return "year" as const; } },
      { ALT: () => { this.CONSUME(k("workdays")); return "working-day" as const; } },
      { ALT: () => { this.CONSUME(k("workingDayUnit")); return "working-day" as const; } },
    ]));

  /** 每, 每满, 每不足, 每按比例. */
  protected eachZh = this.RULE("eachZh", (): (Ast.Expr & { readonly kind: "for-each" })["mode"] =>
    this.OR<(Ast.Expr & { readonly kind: "for-each" })["mode"]>([
      { ALT: () => { this.CONSUME(k("per")); return undefined; } },
      { ALT: () => { this.CONSUME(k("eachPart")); return "pro-rata" as const; } },
      { ALT: () => { this.CONSUME(k("eachFull")); return "full" as const; } },
      { ALT: () => { this.CONSUME(k("eachStarted")); return "started" as const; } },
    ]));

  private step = this.RULE("step", (): Ast.NumberLiteral => {
    const start = this.here();
    const value = this.OPTION(() => { const t = this.CONSUME(T.Num); return this.checked(readPlain(t.image), t); }) ?? "1";
    const unit = this.OPTION1(() => this.SUBRULE(this.ident));
    return { kind: "number", value, unit, span: this.spanFrom(start) };
  });

  protected eachStep = this.RULE("eachStep", (): Ast.NumberLiteral | Ast.MoneyLiteral | Ast.PercentLiteral =>
    this.OR<Ast.NumberLiteral | Ast.MoneyLiteral | Ast.PercentLiteral>([
      { ALT: () => this.SUBRULE(this.money) },
      { ALT: () => this.SUBRULE(this.percent) },
      { GATE: () => !this.isPoints(), ALT: () => this.SUBRULE(this.step), IGNORE_AMBIGUITIES: true },
      { ALT: () => this.SUBRULE(this.points) },
    ]));

  postfix: Rule<Ast.Expr> = this.exprRule("postfix", this.nested(() => {
    const start = this.here();
    let left = this.SUBRULE(this.primary);
    // `per` after a value is a scope unless a number follows: 每 10 kWh; `year 4 to 5:` is the next row
    const goesOn = (): boolean => (!this.next("per") || stepStarts.has(this.LA(2).tokenType)) && !(this.next("years") && stepStarts.has(this.LA(2).tokenType));
    this.OPTION({ GATE: goesOn, DEF: () => {
      left = this.OR<Ast.Expr>([
        {
          // 30% of X
          ALT: () => {
            this.CONSUME(k("of"));
            const base = this.SUBRULE(this.postfix);
            return { kind: "percent-of", rate: left, base, span: this.spanFrom(start) };
          },
        },
        {
          // X 的 30%
          ALT: () => {
            this.CONSUME(k("de"));
            const rate = this.SUBRULE1(this.primary);
            return { kind: "percent-of", rate, base: left, span: this.spanFrom(start) };
          },
        },
        {
          // 5 yuan for each [full] 10 kWh of X
          ALT: () => {
            const mode = this.OR1([
              { ALT: () => { this.CONSUME(k("forEach")); return undefined; } },
              { ALT: () => { this.CONSUME(k("forEachPart")); return "pro-rata" as const; } },
              { ALT: () => { this.CONSUME(k("forEachFull")); return "full" as const; } },
              { ALT: () => { this.CONSUME(k("forEachStarted")); return "started" as const; } },
            ]);
            const step = this.SUBRULE1(this.eachStep);
            const of = this.OR5<Ast.Expr | undefined>([
              { ALT: () => { this.CONSUME(k("ofTheSlice")); return undefined; } },
              {
                ALT: () => {
                  this.CONSUME1(k("of"));
                  const from = this.here();
                  const counted = this.SUBRULE2(this.postfix);
                  const above = this.OPTION1(() => { this.CONSUME(k("above")); return this.SUBRULE6(this.postfix); });
                  return above === undefined ? counted : { kind: "excess", of: counted, over: above, span: this.spanFrom(from) };
                },
              },
            ]);
            return { kind: "for-each", amount: left, step, mode, of, span: this.spanFrom(start) };
          },
        },
        {
          // X 每 10 kWh 5元, X 每满 10 kWh 5元
          ALT: () => {
            const mode = this.SUBRULE(this.eachZh);
            const step = this.SUBRULE2(this.eachStep);
            const amount = this.SUBRULE3(this.primary);
            return { kind: "for-each", amount, step, mode, of: left, span: this.spanFrom(start) };
          },
        },
        {
          // X 后 6个月, X 后 N 个月
          ALT: () => {
            const direction = this.OR3([
              { ALT: () => { this.CONSUME(k("laterBy")); return "after" as const; } },
              { ALT: () => { this.CONSUME(k("earlierBy")); return "before" as const; } },
            ]);
            const term = this.SUBRULE(this.term);
            return { kind: "shift", date: left, ...term, direction, span: this.spanFrom(start) };
          },
        },
        {
          // N months after X
          ALT: () => {
            const unit = this.SUBRULE1(this.durationUnit);
            const direction = this.OR4([
              { ALT: () => { this.CONSUME(k("after")); return "after" as const; } },
              { ALT: () => { this.CONSUME(k("before")); return "before" as const; } },
            ]);
            const date = this.SUBRULE4(this.postfix);
            return { kind: "shift", date, count: left, unit, direction, span: this.spanFrom(start) };
          },
        },
        {
          // X if given or else Y
          ALT: () => {
            this.CONSUME(k("ifGiven"));
            const fallback = this.SUBRULE5(this.postfix);
            return { kind: "if-given", given: left, fallback, span: this.spanFrom(start) };
          },
        },
        {
          ALT: () => {
            this.CONSUME(k("yearOfZh"));
            return { kind: "year-of", date: left, span: this.spanFrom(start) };
          },
        },
        {
          // X 较上年度增量
          ALT: () => {
            this.CONSUME(k("increaseZh"));
            return { kind: "increase", fact: this.factBefore(left), span: this.spanFrom(start) };
          },
        },
        {
          // X 同比增速 无基数时 0%
          ALT: () => {
            this.CONSUME(k("growthZh"));
            const withoutBase = this.OPTION2(() => this.SUBRULE(this.withoutBase));
            return { kind: "growth", fact: this.factBefore(left), withoutBase, span: this.spanFrom(start) };
          },
        },
        {
          // 登记日 起第几年
          ALT: () => {
            const calendar = this.OR6([
              { ALT: () => { this.CONSUME(k("yearSinceZh")); return false; } },
              { ALT: () => { this.CONSUME(k("calendarYearSinceZh")); return true; } },
            ]);
            return { kind: "year-since", event: left, calendar, span: this.spanFrom(start) };
          },
        },
        {
          // lpr as of X, lpr 取值于 X
          ALT: () => {
            this.CONSUME(k("asOf"));
            const date = this.SUBRULE7(this.postfix);
            return { kind: "as-of", value: this.factBefore(left), date, span: this.spanFrom(start) };
          },
        },
      ]);
    } });
    return left;
  }));

  /** What stands after a name in Chinese: any other value before it is out of place. */
  private factBefore(left: Ast.Expr | undefined): Ast.Ident {
    if (left?.kind === "name") return left.name;
    const span = left?.span ?? { start: 0, end: 0 };
    this.ACTION(() => { this.issue("unexpected-token", span, { found: "", rule: "value", expected: "" }); });
    return { text: "", span };
  }

  private term = this.RULE("term", (): { count: Ast.Expr; unit: Ast.DurationUnit } =>
    this.OR([
      {
        ALT: () => {
          const d = this.SUBRULE(this.duration);
          return { count: { kind: "number" as const, value: d.count, unit: undefined, span: d.span }, unit: d.unit };
        },
      },
      {
        ALT: () => {
          const name = this.SUBRULE(this.ident);
          const count: Ast.Expr = { kind: "name", name, span: name.span };
          return { count, unit: this.SUBRULE1(this.durationUnit) };
        },
      },
      {
        ALT: () => {
          const count = this.SUBRULE(this.bracket);
          return { count, unit: this.SUBRULE2(this.durationUnit) };
        },
      },
    ]));

  primary: Rule<Ast.Expr> = this.exprRule("primary", this.nested(() => {
    const start = this.here();
    return this.OR<Ast.Expr>({
      DEF: [
        { ALT: () => this.SUBRULE(this.price) },
        { ALT: () => this.SUBRULE(this.percent) },
        { ALT: () => this.SUBRULE(this.date) },
        { ALT: () => this.SUBRULE(this.durationOrShift) },
        { GATE: () => !this.isPoints(), ALT: () => this.SUBRULE(this.quantity), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.points) },
        { ALT: () => this.SUBRULE(this.idiom) },
        { ALT: () => this.SUBRULE(this.text) },
        { ALT: () => { this.CONSUME(k("yes")); return { kind: "yes-no", value: true, span: this.spanFrom(start) }; } },
        { ALT: () => { this.CONSUME(k("no")); return { kind: "yes-no", value: false, span: this.spanFrom(start) }; } },
        { ALT: () => { this.CONSUME(k("none")); return { kind: "none", span: this.spanFrom(start) }; } },
        {
          ALT: () => {
            this.CONSUME(k("nothing"));
            const because = this.OPTION(() => { this.CONSUME(k("because")); return this.SUBRULE1(this.text); });
            return { kind: "nothing", because, span: this.spanFrom(start) };
          },
        },
        { ALT: () => this.SUBRULE(this.reference) },
        { ALT: () => this.SUBRULE(this.bracket) },
        { ALT: () => this.SUBRULE(this.table) },
        { ALT: () => this.SUBRULE(this.countedConditions) },
        { ALT: () => this.SUBRULE(this.byReadingValue) },
        { ALT: () => { this.CONSUME(k("excessOf")); const of = this.SUBRULE1(this.sum); this.CONSUME(k("over")); const over = this.SUBRULE2(this.sum); return { kind: "excess", of, over, span: this.spanFrom(start) }; } },
        {
          ALT: () => {
            this.CONSUME(k("higherOf"));
            const items = [this.SUBRULE3(this.sum)];
            this.AT_LEAST_ONE(() => { this.CONSUME(k("and")); items.push(this.SUBRULE4(this.sum)); });
            return { kind: "higher", items, span: this.spanFrom(start) };
          },
        },
        { ALT: () => { this.CONSUME(k("yearOf")); const date = this.SUBRULE1(this.primary); return { kind: "year-of", date, span: this.spanFrom(start) }; } },
        { ALT: () => { this.CONSUME(k("previousYear")); const fact = this.SUBRULE1(this.ident); return { kind: "previous-year", fact, span: this.spanFrom(start) }; } },
      ],
      ERR_MSG: "value",
    });
  }));

  private durationOrShift = this.RULE("durationOrShift", (): Ast.Expr => {
    const start = this.here();
    const d = this.SUBRULE(this.duration);
    let value: Ast.Expr = d;
    this.OPTION(() => {
      const direction = this.OR([
        { ALT: () => { this.CONSUME(k("after")); return "after" as const; } },
        { ALT: () => { this.CONSUME(k("before")); return "before" as const; } },
      ]);
      const date = this.SUBRULE(this.postfix);
      const count: Ast.Expr = { kind: "number", value: d.count, unit: undefined, span: d.span };
      value = { kind: "shift", date, count, unit: d.unit, direction, span: this.spanFrom(start) };
    });
    return value;
  });

  /** Names, and what belongs to a scheme: its cap, its payout, its ceiling. */
  private reference = this.RULE("reference", (): Ast.Expr => {
    const start = this.here();
    return this.OR<Ast.Expr>([
      { ALT: () => { this.CONSUME(k("capOf")); const scheme = this.SUBRULE(this.ident); return { kind: "cap-of", cap: undefined, scheme, span: this.spanFrom(start) }; } },
      { ALT: () => { this.CONSUME(k("cap")); const cap = this.SUBRULE1(this.ident); this.CONSUME(k("of")); const scheme = this.SUBRULE2(this.ident); return { kind: "cap-of", cap, scheme, span: this.spanFrom(start) }; } },
      { ALT: () => { this.CONSUME(k("payoutOf")); const scheme = this.SUBRULE3(this.ident); return { kind: "payout-of", scheme, span: this.spanFrom(start) }; } },
      { ALT: () => { this.CONSUME(k("ceilingOf")); const scheme = this.SUBRULE4(this.ident); return { kind: "ceiling-of", scheme, span: this.spanFrom(start) }; } },
      {
        ALT: () => {
          const name = this.SUBRULE5(this.ident);
          return this.OPTION(() => this.OR1<Ast.Expr>([
            {
              ALT: () => {
                this.CONSUME(k("deCap"));
                const cap = this.OPTION1({ GATE: () => !this.isLabel(), DEF: () => this.toIdent(this.CONSUME(T.Word)) });
                return { kind: "cap-of", cap, scheme: name, span: this.spanFrom(start) };
              },
            },
            { ALT: () => { this.CONSUME(k("dePayout")); return { kind: "payout-of", scheme: name, span: this.spanFrom(start) }; } },
            { ALT: () => { this.CONSUME(k("deCeiling")); return { kind: "ceiling-of", scheme: name, span: this.spanFrom(start) }; } },
          ])) ?? { kind: "name", name, span: name.span };
        },
      },
    ]);
  });

  /** Chinese excess and higher-of stand in brackets: （A 超过 B 的部分）, （A 与 B 中的较高者）. */
  private bracket = this.RULE("bracket", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(T.Open);
    let value = this.SUBRULE(this.expr);
    this.OPTION(() => {
      this.OR([
        {
          ALT: () => {
            this.CONSUME(k("dePart"));
            if (value?.kind === "compare" && value.op === "more-than") {
              value = { kind: "excess", of: value.left, over: value.right, span: value.span };
            }
          },
        },
        {
          ALT: () => {
            const items = [value];
            this.AT_LEAST_ONE(() => { this.CONSUME(k("with")); items.push(this.SUBRULE1(this.sum)); });
            this.CONSUME(k("higherAmong"));
            value = { kind: "higher", items, span: this.spanFrom(start) };
          },
        },
      ]);
    });
    this.CONSUME(T.Close);
    this.ACTION(() => { if (value !== undefined) this.bracketed.add(value); });
    return value;
  });

  private countedConditions = this.RULE("countedConditions", (): Ast.Expr => {
    const start = this.here();
    const head = this.OR<{ kind: "or" | "and" } | { kind: "at-least-n"; count: string }>([
      { ALT: () => { this.CONSUME(k("anyOf")); return { kind: "or" }; } },
      { ALT: () => { this.CONSUME(k("allOf")); return { kind: "and" }; } },
      {
        ALT: () => {
          this.CONSUME(k("atLeast"));
          const token = this.CONSUME(T.Num);
          const count = this.checked(readPlain(token.image), token);
          this.OR1([{ ALT: () => this.CONSUME(k("of")) }, { ALT: () => this.CONSUME(k("countOf")) }]);
          return { kind: "at-least-n", count };
        },
      },
    ]);
    const items: Ast.Expr[] = [];
    this.braced(() => {
      items.push(this.beforeColon(false, () => this.SUBRULE(this.expr)));
      this.OPTION(() => this.CONSUME(T.Comma));
    }, "value");
    return { ...head, items, span: this.spanFrom(start) };
  });

  private byReadingValue = this.RULE("byReadingValue", (): Ast.Expr => {
    const start = this.here();
    this.CONSUME(k("byReading"));
    const reading = this.SUBRULE(this.ident);
    const arms: Ast.ReadingArm<Ast.Expr>[] = [];
    this.braced(() => {
      const at = this.here();
      const alternative = this.SUBRULE1(this.ident);
      this.CONSUME(T.Colon);
      const value = this.beforeColon(false, () => this.SUBRULE(this.expr));
      this.OPTION(() => this.CONSUME(T.Comma));
      arms.push({ alternative, value, span: this.spanFrom(at) });
    }, "byReadingValue");
    return { kind: "by-reading", reading, arms, span: this.spanFrom(start) };
  });

  // ------------------------------------------------------------ tables

  bound = this.RULE("bound", (): Ast.Bound => {
    const start = this.here();
    const value = this.SUBRULE(this.sum);
    const inclusive = this.OPTION(() => {
      this.CONSUME(T.Open);
      const says = this.OR([
        { ALT: () => { this.CONSUME(k("inclusive")); return true; } },
        { ALT: () => { this.CONSUME(k("exclusive")); return false; } },
      ]);
      this.CONSUME(T.Close);
      return says;
    });
    return { value, inclusive, span: this.spanFrom(start) };
  });

  private excluded = this.RULE("excluded", (): Ast.Bound => {
    const start = this.here();
    const value = this.SUBRULE(this.sum);
    return { value, inclusive: false, span: this.spanFrom(start) };
  });

  private bandRow = this.RULE("bandRow", (): Ast.BandRow => {
    const start = this.here();
    const range = this.OR<{ low: Ast.Bound | undefined; high: Ast.Bound | undefined }>([
      { ALT: () => { this.CONSUME(k("otherwise")); return { low: undefined, high: undefined }; } },
      {
        // 超过500亩, above 500 mu
        ALT: () => {
          this.OR2([{ ALT: () => this.CONSUME(k("moreThan")) }, { ALT: () => this.CONSUME(k("above")) }]);
          return { low: this.beforeColon(true, () => this.SUBRULE2(this.excluded)), high: undefined };
        },
      },
      {
        // 不足30亩, below 30 mu
        ALT: () => {
          this.OR3([{ ALT: () => this.CONSUME(k("lessThan")) }, { ALT: () => this.CONSUME(k("below")) }]);
          return { low: undefined, high: this.beforeColon(true, () => this.SUBRULE3(this.excluded)) };
        },
      },
      {
        ALT: () => {
          const first = this.beforeColon(true, () => this.SUBRULE(this.bound));
          // a bare 以上 or 以下 includes its bound
          const bare: Ast.Bound = { ...first, inclusive: first?.inclusive ?? true };
          return this.OR1<{ low: Ast.Bound | undefined; high: Ast.Bound | undefined }>([
            { ALT: () => { this.CONSUME(k("to")); return { low: first, high: this.beforeColon(true, () => this.SUBRULE1(this.bound)) }; } },
            { ALT: () => { this.CONSUME(k("andAbove")); return { low: bare, high: undefined }; } },
            { ALT: () => { this.CONSUME(k("andBelow")); return { low: undefined, high: bare }; } },
          ]);
        },
      },
    ]);
    this.CONSUME(T.Colon);
    const value = this.beforeColon(false, () => this.SUBRULE(this.expr), true);
    const cites = this.SUBRULE(this.cites);
    this.OPTION(() => this.CONSUME(T.Comma));
    return { ...range, value, cites, span: this.spanFrom(start) };
  });

  private keyPattern = this.RULE("keyPattern", (): Ast.KeyPattern => {
    const start = this.here();
    return this.OR<Ast.KeyPattern>([
      { ALT: () => { this.CONSUME(k("otherwise")); return { kind: "any", span: this.spanFrom(start) }; } },
      {
        // 第1至3年, year 1 to 3
        GATE: () => this.LA(2).tokenType === T.Num || this.LA(2).tokenType === T.Duration,
        ALT: () => {
          this.OR1([{ ALT: () => this.CONSUME(k("ordinal")) }, { ALT: () => this.CONSUME(k("years")) }]);
          const value = this.SUBRULE(this.yearNumber);
          const to = this.OPTION1(() => { this.CONSUME1(k("to")); this.OPTION2(() => this.CONSUME1(k("ordinal"))); return this.SUBRULE1(this.yearNumber); });
          const span = this.spanFrom(start);
          return to === undefined ? { kind: "key", value, years: true, span } : { kind: "key-range", from: value, to, years: true, span };
        },
        IGNORE_AMBIGUITIES: true,
      },
      {
        ALT: () => {
          const value = this.SUBRULE(this.keyNumber);
          const to = this.OPTION(() => { this.CONSUME(k("to")); return this.SUBRULE1(this.keyNumber); });
          const span = this.spanFrom(start);
          return to === undefined ? { kind: "key", value, span } : { kind: "key-range", from: value, to, span };
        },
      },
      { ALT: () => ({ kind: "key", value: this.SUBRULE(this.text), span: this.spanFrom(start) }) },
      { ALT: () => { this.CONSUME(k("yes")); return { kind: "key", value: { kind: "yes-no", value: true, span: this.spanFrom(start) }, span: this.spanFrom(start) }; } },
      { ALT: () => { this.CONSUME(k("no")); return { kind: "key", value: { kind: "yes-no", value: false, span: this.spanFrom(start) }, span: this.spanFrom(start) }; } },
      { ALT: () => { const name = this.SUBRULE(this.ident); return { kind: "key", value: { kind: "name", name, span: name.span }, span: name.span }; } },
    ]);
  });

  private keyNumber = this.RULE("keyNumber", (): Ast.Expr => {
    this.refuseGrouped();
    const token = this.CONSUME(T.Num);
    return { kind: "number", value: this.checked(readPlain(token.image), token), unit: undefined, span: this.spanOf(token) };
  });

  private yearNumber = this.RULE("yearNumber", (): Ast.Expr =>
    this.OR<Ast.Expr>([
      { ALT: () => this.SUBRULE(this.keyNumber) },
      { ALT: () => { const d = this.SUBRULE(this.duration); return { kind: "number", value: d?.count ?? "0", unit: undefined, span: d?.span ?? { start: 0, end: 0 } }; } },
    ]));

  private gradeRow = this.RULE("gradeRow", (): Ast.GradeRow => {
    const start = this.here();
    const keys: Ast.KeyPattern[] = [];
    const values: Ast.Expr[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { keys.push(this.SUBRULE(this.keyPattern)); } });
    this.CONSUME(T.Colon);
    this.AT_LEAST_ONE_SEP1({ SEP: T.Bar, DEF: () => { values.push(this.beforeColon(false, () => this.SUBRULE(this.expr))); } });
    const cites = this.SUBRULE(this.cites);
    this.OPTION(() => this.CONSUME1(T.Comma));
    return { keys, values, cites, span: this.spanFrom(start) };
  });

  private firstRow = this.RULE("firstRow", (): Ast.FirstRow => {
    const start = this.here();
    const when = this.OR<Ast.Expr | undefined>([
      { ALT: () => { this.CONSUME(k("when")); return this.beforeColon(true, () => this.SUBRULE1(this.expr)); } },
      { ALT: () => { this.CONSUME(k("otherwise")); return undefined; } },
    ]);
    this.CONSUME(T.Colon);
    const value = this.beforeColon(false, () => this.SUBRULE2(this.expr));
    const cites = this.SUBRULE(this.cites);
    this.OPTION(() => this.CONSUME(T.Comma));
    return { when, value, cites, span: this.spanFrom(start) };
  });

  private bandRows = this.RULE("bandRows", (): readonly Ast.BandRow[] => {
    const rows: Ast.BandRow[] = [];
    this.braced(() => { rows.push(this.SUBRULE(this.bandRow)); }, "bandRow");
    return rows;
  });

  private gradeRows = this.RULE("gradeRows", (): readonly Ast.GradeRow[] => {
    const rows: Ast.GradeRow[] = [];
    this.braced(() => { rows.push(this.SUBRULE(this.gradeRow)); }, "gradeRow");
    return rows;
  });

  private table = this.RULE("table", (): Ast.Expr => {
    const start = this.here();
    return this.OR<Ast.Expr>([
      { ALT: () => { this.CONSUME(k("bandedBy")); const key = this.SUBRULE1(this.sum); const rows = this.SUBRULE1(this.bandRows); return { kind: "banded", key, rows, span: this.spanFrom(start) }; } },
      { ALT: () => { this.CONSUME(k("marginalOn")); const key = this.SUBRULE2(this.sum); const rows = this.SUBRULE2(this.bandRows); return { kind: "marginal", key, rows, span: this.spanFrom(start) }; } },
      {
        ALT: () => {
          this.CONSUME(k("gradedBy"));
          const keys: Ast.Expr[] = [];
          this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { keys.push(this.SUBRULE3(this.sum)); } });
          const rows = this.SUBRULE1(this.gradeRows);
          return { kind: "graded", keys, rows, span: this.spanFrom(start) };
        },
      },
      {
        // 按 X 分档 / 分段累进 / 分别给予 { … }
        ALT: () => {
          this.CONSUME(k("by"));
          const keys: Ast.Expr[] = [];
          this.AT_LEAST_ONE_SEP1({ SEP: T.Comma, DEF: () => { keys.push(this.SUBRULE4(this.sum)); } });
          const key = keys[0] as Ast.Expr;
          return this.OR1<Ast.Expr>([
            { ALT: () => { this.CONSUME(k("banded")); const rows = this.SUBRULE3(this.bandRows); return { kind: "banded", key, rows, span: this.spanFrom(start) }; } },
            { ALT: () => { this.CONSUME(k("marginal")); const rows = this.SUBRULE4(this.bandRows); return { kind: "marginal", key, rows, span: this.spanFrom(start) }; } },
            { ALT: () => { this.CONSUME(k("graded")); const rows = this.SUBRULE2(this.gradeRows); return { kind: "graded", keys, rows, span: this.spanFrom(start) }; } },
          ]);
        },
      },
      {
        ALT: () => {
          this.CONSUME(k("firstOf"));
          const rows: Ast.FirstRow[] = [];
          this.braced(() => { rows.push(this.SUBRULE(this.firstRow)); }, "firstRow");
          return { kind: "first-of", rows, span: this.spanFrom(start) };
        },
      },
    ]);
  });
}
