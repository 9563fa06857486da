import { EOF, type IToken, type TokenType } from "chevrotain";
import type * as Ast from "./ast.js";
import type { Rule } from "./parse-expressions.js";
import { IdiomParser } from "./parse-idioms.js";
import { readDate, readPlain } from "./literals.js";
import * as T from "./tokens.js";

const k = T.kw;
/** Words after which a brace belongs to a value. */
const tableHeads: ReadonlySet<TokenType> = new Set(
  (["bandedBy", "gradedBy", "marginalOn", "firstOf", "anyOf", "allOf", "byReading", "sumForEach", "firstReaching", "banded", "graded", "marginal"] as const).map(k),
);
/** What may follow the name of what an uplift changes. */
const changeStarts: ReadonlySet<TokenType> = new Set([k("by"), k("to"), k("half"), T.Num, T.Money, T.Percent]);
const statementHeads: ReadonlySet<TokenType> = new Set(
  ([
    "require", "when", "window", "deadline", "award", "plus", "where", "cap", "paysAtLeast", "noPaymentBelow", "deduct", "roundDown", "roundHalfUp",
    "roundUp", "instalments", "elsewhere", "note", "raisePayout", "raiseRate", "raiseCap", "lowerPayout", "lowerRate", "lowerCap", "term", "noDuplication", "fundedBy", "repay", "accept", "cliff", "relation", "cite", "bar", "fact", "finding", "scheme", "pool", "stack", "everyScheme", "reading",
  ] as const).map(k),
);

/** Statements: what stands inside a scheme, a pool or a stack. One rule a construct. */
export abstract class StatementParser extends IdiomParser {
  protected titles = this.RULE("titles", (): readonly Ast.TextLiteral[] => {
    const titles: Ast.TextLiteral[] = [];
    this.MANY(() => { titles.push(this.SUBRULE(this.text)); });
    return titles;
  });

  protected naming = this.RULE("naming", (): Ast.Naming => {
    const start = this.here();
    const name = this.SUBRULE(this.ident);
    const alias = this.OPTION(() => { this.CONSUME(T.Slash); return this.SUBRULE1(this.ident); });
    const titles = this.SUBRULE(this.titles);
    return { name, alias, titles, span: this.spanFrom(start) };
  });

  /** Whether a `when` opens a block of its own: `require a` and then `when b { … }`. */
  protected opensBlock(): boolean {
    let tables = 0;
    let depth = 0;
    // 补足至 X 扣除 Y is a value, although 扣除 starts a statement
    let toppingUp = 0;
    for (let i = 2; ; i++) {
      const type = this.LA(i).tokenType;
      const ratio = type === T.Colon && this.LA(i + 1).tokenType === T.Num && (this.LA(i - 2).tokenType === k("at") || this.LA(i - 2).tokenType === k("by"));
      if (type === EOF || (depth === 0 && !ratio && (type === T.Colon || type === T.Equals))) return false;
      if (type === T.OpenBrace) {
        if (depth === 0 && tables-- === 0) return true;
        depth++;
      } else if (type === T.CloseBrace) {
        if (depth-- === 0) return false;
      } else if (depth === 0) {
        const next = this.LA(i + 2).tokenType;
        if (type === k("topUp")) toppingUp++;
        else if (type === k("deduct") && toppingUp > 0) toppingUp--;
        else if (type === k("atLeast") ? next === k("of") || next === k("countOf") : tableHeads.has(type)) tables++;
        else if (statementHeads.has(type) && !(type === k("cap") && next === k("of"))) return false;
      }
    }
  }

  /** Says that a word stands where it says nothing, or says it twice. */
  protected misplaced(token: IToken): void {
    this.issue("unexpected-token", this.spanOf(token), { found: token.image, rule: "statement", expected: "" });
  }

  scope = this.RULE("scope", (): Ast.Scope => {
    const start = this.here();
    const subjects: Ast.Ident[] = [];
    let calendarYear = false;
    this.AT_LEAST_ONE(() => this.OR([
      { ALT: () => { this.CONSUME(k("everyYear")); calendarYear = true; } },
      {
        ALT: () => {
          this.CONSUME(k("per"));
          this.OR1([
            { ALT: () => { this.OR2([{ ALT: () => this.CONSUME(k("calendarYear")) }, { ALT: () => this.CONSUME(k("years")) }]); calendarYear = true; } },
            { ALT: () => { subjects.push(this.SUBRULE(this.subjectName)); }, IGNORE_AMBIGUITIES: true },
          ]);
        },
      },
    ]));
    const once = this.OPTION(() => this.CONSUME(k("once"))) !== undefined;
    return { subjects, calendarYear, once, span: this.spanFrom(start) };
  });

  private scopeStatement = this.RULE("scopeStatement", (): Ast.Stmt => {
    const start = this.here();
    const scope = this.SUBRULE(this.scope);
    const recordedIn = this.OPTION(() => { this.CONSUME(k("recordedIn")); return this.SUBRULE(this.ident); });
    const cites = this.SUBRULE(this.cites);
    return { kind: "scope", scope, recordedIn, cites, span: this.spanFrom(start) };
  });

  private require = this.RULE("require", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("require"));
    const name = this.optionalName(1);
    const leading = this.OPTION1(() => this.CONSUME(k("inPrinciple"))) !== undefined;
    const condition = this.SUBRULE1(this.expr);
    const inPrinciple = this.takeInPrinciple(condition) || leading;
    const unless = this.OPTION2(() => { this.CONSUME(k("unless")); return this.SUBRULE2(this.expr); });
    const when = this.OPTION3({ GATE: () => !this.opensBlock(), DEF: () => { this.CONSUME(k("when")); return this.SUBRULE3(this.expr); } });
    const titles = this.SUBRULE(this.titles);
    const cites = this.SUBRULE(this.cites);
    return { kind: "require", name, condition, inPrinciple, unless, when, titles, cites, span: this.spanFrom(start) };
  });

  private monthSpan = this.RULE("monthSpan", (): Ast.MonthSpan => {
    const start = this.here();
    const from = this.SUBRULE(this.monthDay);
    const to = this.OPTION(() => { this.CONSUME(k("to")); return this.SUBRULE1(this.monthDay); });
    return { month: from.month, day: from.day, toMonth: to?.month, toDay: to?.day, span: this.spanFrom(start) };
  });

  private monthDay = this.RULE("monthDay", (): { month: number; day: number | undefined } => {
    const token = this.LA(1);
    const found = this.OR<{ month: number; day: number | undefined }>([
      {
        ALT: () => {
          const month = this.monthOf(this.CONSUME(T.Month).image);
          const day = this.OPTION(() => Number(this.CONSUME(T.Num).image));
          return { month, day };
        },
      },
      {
        ALT: () => {
          const [month = 1, day] = (this.CONSUME(T.MonthDay).image.match(/\d+/g) ?? []).map(Number);
          return { month, day };
        },
      },
    ]);
    // 29 February counts: a window is of every year
    const exists = found.day === undefined || readDate(`2000-${found.month}-${found.day}`).issue === undefined;
    if (!exists) this.issue("no-such-date", this.spanOf(token), { text: `${found.month}-${found.day}` });
    return exists ? found : { month: found.month, day: undefined };
  });

  private window = this.RULE("window", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("window"));
    this.OPTION(() => this.CONSUME(k("in")));
    const spans: Ast.MonthSpan[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { spans.push(this.SUBRULE(this.monthSpan)); } });
    const by = this.OPTION1(() => { this.CONSUME(k("by")); return this.SUBRULE(this.ident); });
    const cites = this.SUBRULE(this.cites);
    return { kind: "window", spans, by, cites, span: this.spanFrom(start) };
  });

  private deadline = this.RULE("deadline", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("deadline"));
    const name = this.optionalName(1);
    const date = this.SUBRULE1(this.ident);
    const rest = this.OR<{ event: Ast.Ident; rule: Ast.DeadlineRule }>([
      {
        ALT: () => {
          this.CONSUME(k("inTheYearOf"));
          const event = this.SUBRULE2(this.ident);
          // `within` and a name is the next statement
          const goesOn = (): boolean => !this.next("within") || this.LA(2).tokenType === T.Duration;
          const rule = this.OPTION({ GATE: goesOn, DEF: () => this.OR1<Ast.DeadlineRule>([
            { ALT: () => { this.CONSUME(k("orFollowingYear")); return { kind: "years", following: "1" }; } },
            {
              ALT: () => {
                this.CONSUME(k("orFollowing"));
                const token = this.LA(1);
                const years = this.SUBRULE1(this.duration);
                if (years?.unit !== "year") this.misplaced(token);
                return { kind: "years", following: years?.count ?? "0" };
              },
            },
            { ALT: () => { this.CONSUME(k("sameYear")); return { kind: "years", following: "0" }; } },
            {
              ALT: () => {
                this.CONSUME1(k("within"));
                const term = this.SUBRULE2(this.duration);
                this.OPTION1(() => this.CONSUME(k("inside")));
                return { kind: "within", term };
              },
            },
          ]) });
          return { event, rule: rule ?? { kind: "years", following: "0" } };
        },
      },
      {
        ALT: () => {
          this.CONSUME2(k("within"));
          const term = this.SUBRULE3(this.duration);
          this.CONSUME(k("after"));
          return { event: this.SUBRULE3(this.ident), rule: { kind: "within", term } };
        },
      },
    ]);
    const cites = this.SUBRULE(this.cites);
    return { kind: "deadline", name, date, ...rest, cites, span: this.spanFrom(start) };
  });

  private award = this.RULE("award", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("award"));
    const name = this.optionalName(1);
    return this.OR<Ast.Stmt>([
      {
        ALT: () => {
          const token = this.CONSUME(k("caseByCase"));
          if (name !== undefined) this.misplaced(token);
          const by = this.OPTION(() => {
            this.OR1([{ ALT: () => this.CONSUME(k("by")) }, { ALT: () => this.CONSUME1(k("decidedBy")) }]);
            return this.SUBRULE1(this.text);
          });
          const cites = this.SUBRULE1(this.cites);
          return { kind: "case-by-case", by, cites, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(k("upTo"));
          const value = this.SUBRULE1(this.expr);
          this.CONSUME(k("decidedBy"));
          const by = this.SUBRULE2(this.text);
          const as = this.OPTION1(() => { this.CONSUME(k("decidedAs")); return this.SUBRULE2(this.expr); });
          const cites = this.SUBRULE2(this.cites);
          return { kind: "award", name, value, decided: { by, as }, cites, span: this.spanFrom(start) };
        },
      },
      {
        // 补助 不超过 … could be a cap or a ceiling: refuse it and offer both
        ALT: () => {
          const token = this.CONSUME(k("atMost"));
          this.issue("ceiling-or-cap", this.spanOf(token), { text: token.image });
          const value = this.SUBRULE4(this.expr);
          const cites = this.SUBRULE4(this.cites);
          return { kind: "award", name, value, decided: undefined, cites, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          const value = this.SUBRULE3(this.expr);
          const cites = this.SUBRULE3(this.cites);
          return { kind: "award", name, value, decided: undefined, cites, span: this.spanFrom(start) };
        },
        IGNORE_AMBIGUITIES: true,
      },
    ]);
  });

  private plus = this.RULE("plus", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("plus"));
    const name = this.optionalName(1);
    const value = this.SUBRULE1(this.expr);
    const cap = this.OPTION1(() => { this.CONSUME(k("cappedAt")); return this.SUBRULE2(this.expr); });
    const when = this.OPTION2({ GATE: () => !this.opensBlock(), DEF: () => { this.CONSUME(k("when")); return this.SUBRULE3(this.expr); } });
    const cites = this.SUBRULE(this.cites);
    return { kind: "plus", name, value, cap, when, cites, span: this.spanFrom(start) };
  });

  private where = this.RULE("where", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("where"));
    const names: Ast.Ident[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { names.push(this.SUBRULE(this.ident)); } });
    this.CONSUME(T.Equals);
    const value = this.SUBRULE(this.expr);
    const cites = this.SUBRULE(this.cites);
    return { kind: "where", names, value, cites, span: this.spanFrom(start) };
  });

  private cap = this.RULE("cap", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("cap"));
    const name = this.optionalName(1);
    const on = this.OPTION1(() => this.OR1<{ target: "payout" | "base" | "awards"; base: Ast.Ident | undefined }>([
      { ALT: () => { this.CONSUME(k("payout")); return { target: "payout", base: undefined }; } },
      { ALT: () => { this.CONSUME(k("awards")); return { target: "awards", base: undefined }; } },
      { ALT: () => { this.CONSUME(k("base")); return { target: "base", base: this.SUBRULE1(this.ident) }; } },
    ]));
    const before = this.OPTION2(() => this.SUBRULE1(this.scope));
    this.OPTION3(() => this.OR2([{ ALT: () => this.CONSUME(k("at")) }, { ALT: () => this.CONSUME(k("atMost")) }]));
    const value = this.SUBRULE1(this.expr);
    const after = this.OPTION4(() => this.SUBRULE2(this.scope));
    const counting = this.OPTION5(() => { this.CONSUME(k("counting")); return this.SUBRULE2(this.ident); });
    const serves = this.OPTION7(() => this.OR3<"earliest" | "highest">([
      { ALT: () => { this.CONSUME(k("earliestFirst")); return "earliest"; } },
      { ALT: () => { this.CONSUME(k("highestFirst")); return "highest"; } },
    ]));
    const when = this.OPTION6({ GATE: () => !this.opensBlock(), DEF: () => { this.CONSUME(k("when")); return this.SUBRULE2(this.expr); } });
    const cites = this.SUBRULE(this.cites);
    return { kind: "cap", name, target: on?.target, base: on?.base, value, scope: before ?? after, counting, ...(serves === undefined ? {} : { serves }), when, cites, span: this.spanFrom(start) };
  });

  /** `raise rate to 60% when …`, 上浮补助额 30% 当 …. */
  private uplift = this.RULE("uplift", (): Ast.Stmt => {
    const start = this.here();
    const what = this.OR<{ raises: boolean; target: "payout" | "rate" | "cap" }>([
      { ALT: () => { this.CONSUME(k("raisePayout")); return { raises: true, target: "payout" }; } },
      { ALT: () => { this.CONSUME(k("raiseRate")); return { raises: true, target: "rate" }; } },
      { ALT: () => { this.CONSUME(k("raiseCap")); return { raises: true, target: "cap" }; } },
      { ALT: () => { this.CONSUME(k("lowerPayout")); return { raises: false, target: "payout" }; } },
      { ALT: () => { this.CONSUME(k("lowerRate")); return { raises: false, target: "rate" }; } },
      { ALT: () => { this.CONSUME(k("lowerCap")); return { raises: false, target: "cap" }; } },
    ]);
    const name = this.optionalName(1);
    const of = this.OPTION1({ GATE: () => !changeStarts.has(this.LA(1).tokenType) && changeStarts.has(this.LA(2).tokenType), DEF: () => this.SUBRULE1(this.ident) });
    const change = this.OR1<Ast.Change>([
      {
        GATE: () => this.LA(3).tokenType === k("fold"),
        ALT: () => {
          this.CONSUME1(k("to"));
          const token = this.CONSUME(T.Num);
          this.CONSUME(k("fold"));
          return { kind: "fold", times: this.checked(readPlain(token.image), token) };
        },
        IGNORE_AMBIGUITIES: true,
      },
      { ALT: () => { this.CONSUME2(k("to")); return { kind: "to", value: this.SUBRULE1(this.sum) }; }, IGNORE_AMBIGUITIES: true },
      {
        ALT: () => {
          this.OPTION3(() => this.CONSUME(k("by")));
          const value = this.OR2<Ast.Expr>([
            { GATE: () => this.LA(2).tokenType === k("when"), ALT: () => ({ kind: "percent", value: "50", span: this.spanOf(this.CONSUME(k("half"))) }), IGNORE_AMBIGUITIES: true },
            { ALT: () => this.SUBRULE2(this.sum) },
          ]);
          return { kind: "by", value };
        },
      },
    ]);
    const meets = this.OPTION4(() => this.OR3<"added" | "compounded">([
      { ALT: () => { this.CONSUME(k("addedToOthers")); return "added"; } },
      { ALT: () => { this.CONSUME(k("compounded")); return "compounded"; } },
    ]));
    this.CONSUME(k("when"));
    const when = this.SUBRULE(this.expr);
    const cites = this.SUBRULE(this.cites);
    return { kind: "uplift", name, ...what, of, change, meets, when, cites, span: this.spanFrom(start) };
  });

  private extension = this.RULE("extension", (): Ast.Extension => {
    const start = this.here();
    const length = this.OR<{ by: Ast.DurationLiteral | undefined; to: Ast.Expr | undefined }>([
      { ALT: () => { this.CONSUME(k("extendedBy")); return { by: this.SUBRULE(this.duration), to: undefined }; } },
      { ALT: () => { this.CONSUME(k("extendedTo")); return { by: undefined, to: this.SUBRULE(this.sum) }; } },
    ]);
    this.CONSUME(k("when"));
    const when = this.SUBRULE(this.expr);
    return { ...length, when, span: this.spanFrom(start) };
  });

  /** `support term 3 years from X by calendar year`, `support term months_rented at most 36 months`. */
  private supportTerm = this.RULE("supportTerm", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("term"));
    const name = this.optionalName(1);
    const term = this.OR<Pick<Ast.Stmt & { readonly kind: "term" }, "of" | "length">>([
      {
        ALT: () => {
          const length = this.SUBRULE1(this.duration);
          this.CONSUME(k("from"));
          const event = this.SUBRULE1(this.ident);
          const calendar = this.OPTION1(() => { this.CONSUME(k("by")); this.CONSUME(k("calendarYear")); return true; }) ?? false;
          return { of: { event, calendar }, length };
        },
      },
      {
        ALT: () => {
          const counted = this.SUBRULE2(this.ident);
          this.CONSUME(k("atMost"));
          const length = this.SUBRULE2(this.duration);
          const counting = this.OPTION2(() => { this.CONSUME(k("counting")); return this.SUBRULE3(this.ident); });
          return { of: { counted, counting }, length };
        },
      },
    ]);
    const extensions: Ast.Extension[] = [];
    this.MANY(() => { extensions.push(this.SUBRULE(this.extension)); });
    const cites = this.SUBRULE(this.cites);
    return { kind: "term", name, ...term, extensions, cites, span: this.spanFrom(start) };
  });

  private noDuplication = this.RULE("noDuplication", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("noDuplication"));
    const support = this.SUBRULE(this.ident);
    const unit = this.OPTION(() => { this.CONSUME(k("per")); return this.SUBRULE(this.subjectName); });
    const rule = this.OR<"higher" | "difference" | "excludes">([
      { ALT: () => { this.CONSUME(k("higherOnly")); return "higher"; } },
      { ALT: () => { this.CONSUME(k("difference")); return "difference"; } },
      { ALT: () => { this.CONSUME(k("excludes")); return "excludes"; } },
    ]);
    const cites = this.SUBRULE(this.cites);
    return { kind: "no-duplication", with: support, unit, rule, cites, span: this.spanFrom(start) };
  });

  private payer = this.RULE("payer", (): Ast.Payer => {
    const start = this.here();
    const name = this.SUBRULE(this.ident);
    const share = this.SUBRULE(this.percent);
    return { name, share, span: this.spanFrom(start) };
  });

  private funded = this.RULE("funded", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("fundedBy"));
    const payers: Ast.Payer[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { payers.push(this.SUBRULE(this.payer)); } });
    const cites = this.SUBRULE(this.cites);
    return { kind: "funded", payers, cites, span: this.spanFrom(start) };
  });

  private repay = this.RULE("repay", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("repay"));
    const name = this.optionalName(1);
    const value = this.SUBRULE1(this.expr);
    this.CONSUME(k("when"));
    const when = this.SUBRULE2(this.expr);
    const titles = this.SUBRULE(this.titles);
    const cites = this.SUBRULE(this.cites);
    return { kind: "repay", name, value, when, titles, cites, span: this.spanFrom(start) };
  });

  private floor = this.RULE("floor", (): Ast.Stmt => {
    const start = this.here();
    const drops = this.OR([
      { ALT: () => { this.CONSUME(k("paysAtLeast")); return false; } },
      { ALT: () => { this.CONSUME(k("noPaymentBelow")); return true; } },
    ]);
    const value = this.SUBRULE(this.expr);
    const cites = this.SUBRULE(this.cites);
    return { kind: "floor", drops, value, cites, span: this.spanFrom(start) };
  });

  private deduct = this.RULE("deduct", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("deduct"));
    const value = this.SUBRULE(this.sum);
    this.OPTION(() => this.CONSUME(k("from")));
    const to = this.OR<{ base: Ast.Ident | undefined; order: "before-caps" | "after-caps" | undefined }>([
      { ALT: () => { this.CONSUME(k("base")); return { base: this.SUBRULE(this.ident), order: undefined }; } },
      {
        ALT: () => {
          this.CONSUME(k("payout"));
          const order = this.OPTION1(() => this.OR1<"before-caps" | "after-caps">([
            { ALT: () => { this.CONSUME(k("beforeCaps")); return "before-caps"; } },
            { ALT: () => { this.CONSUME(k("afterCaps")); return "after-caps"; } },
          ]));
          return { base: undefined, order };
        },
      },
    ]);
    const cites = this.SUBRULE(this.cites);
    return { kind: "deduct", value, ...to, cites, span: this.spanFrom(start) };
  });

  private round = this.RULE("round", (): Ast.Stmt => {
    const start = this.here();
    const mode = this.OR<Ast.RoundMode>([
      { ALT: () => { this.CONSUME(k("roundDown")); return "down"; } },
      { ALT: () => { this.CONSUME(k("roundHalfUp")); return "half-up"; } },
      { ALT: () => { this.CONSUME(k("roundUp")); return "up"; } },
    ]);
    this.CONSUME(k("to"));
    const unit = this.SUBRULE(this.money);
    const cites = this.SUBRULE(this.cites);
    return { kind: "round", mode, unit, cites, span: this.spanFrom(start) };
  });

  private lapse = this.RULE("lapse", (): Ast.Lapse => {
    const start = this.here();
    this.CONSUME(k("lapses"));
    const name = this.optionalName(1);
    this.CONSUME(k("when"));
    const when = this.SUBRULE(this.expr);
    const titles = this.SUBRULE(this.titles);
    const cites = this.SUBRULE(this.cites);
    return { name, when, titles, cites, span: this.spanFrom(start) };
  });

  private share = this.RULE("share", (): Ast.PercentLiteral | undefined =>
    this.OR<Ast.PercentLiteral | undefined>([
      { ALT: () => this.SUBRULE(this.percent) },
      { ALT: () => { this.CONSUME(k("theRest")); return undefined; } },
    ]));

  private instalment = this.RULE("instalment", (): Ast.Instalment => {
    const start = this.here();
    const name = this.optionalName(1);
    const { share, after } = this.OR<{ share: Ast.PercentLiteral | undefined; after: Ast.Ident }>([
      { ALT: () => { const share = this.SUBRULE1(this.share); this.CONSUME(k("after")); return { share, after: this.SUBRULE1(this.ident) }; } },
      { ALT: () => { const after = this.SUBRULE2(this.ident); this.CONSUME(k("laterBy")); return { share: this.SUBRULE2(this.share), after }; }, IGNORE_AMBIGUITIES: true },
    ]);
    const when = this.OPTION1(() => { this.CONSUME(k("when")); return this.SUBRULE(this.expr); });
    const cites = this.SUBRULE(this.cites);
    const lapses: Ast.Lapse[] = [];
    this.MANY(() => { lapses.push(this.SUBRULE(this.lapse)); });
    return { name, share, after, when, lapses, cites, span: this.spanFrom(start) };
  });

  private retest = this.RULE("retest", (): Ast.Retest => {
    const start = this.here();
    this.CONSUME(k("retest"));
    const fact = this.SUBRULE1(this.ident);
    this.CONSUME(k("retestWith"));
    const as = this.SUBRULE2(this.ident);
    const cites = this.SUBRULE(this.cites);
    return { fact, with: as, cites, span: this.spanFrom(start) };
  });

  private retestByReading = this.RULE("retestByReading", (): Ast.ReadingArms<readonly Ast.Retest[]> => {
    const start = this.here();
    this.CONSUME(k("byReading"));
    const reading = this.SUBRULE1(this.ident);
    const arms: Ast.ReadingArm<readonly Ast.Retest[]>[] = [];
    this.braced(() => {
      const at = this.here();
      const alternative = this.SUBRULE2(this.ident);
      this.CONSUME(T.Colon);
      const value = this.OR<readonly Ast.Retest[]>([
        { ALT: () => { this.CONSUME(k("nothing")); return []; } },
        { ALT: () => [this.SUBRULE(this.retest)] },
      ]);
      this.OPTION(() => this.CONSUME(T.Comma));
      arms.push({ alternative, value, span: this.spanFrom(at) });
    }, "retestByReading");
    return { kind: "by-reading", reading, arms, span: this.spanFrom(start) };
  });

  private instalments = this.RULE("instalments", (): Ast.Stmt => {
    const start = this.here();
    const parts: Ast.Instalment[] = [];
    const retests: (Ast.Retest | Ast.ReadingArms<readonly Ast.Retest[]>)[] = [];
    this.CONSUME(k("instalments"));
    this.braced(() => {
      this.OR([
        { ALT: () => { retests.push(this.SUBRULE(this.retest)); } },
        { ALT: () => { retests.push(this.SUBRULE(this.retestByReading)); } },
        { ALT: () => { parts.push(this.SUBRULE(this.instalment)); }, IGNORE_AMBIGUITIES: true },
      ]);
      this.OPTION(() => this.CONSUME(T.Comma));
    }, "instalment");
    const cites = this.SUBRULE(this.cites);
    return { kind: "instalments", parts, retests, cites, span: this.spanFrom(start) };
  });

  private elsewhere = this.RULE("elsewhere", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("elsewhere"));
    this.CONSUME(k("when"));
    const when = this.SUBRULE(this.expr);
    const titles = this.SUBRULE(this.titles);
    const cites = this.SUBRULE(this.cites);
    return { kind: "elsewhere", when, titles, cites, span: this.spanFrom(start) };
  });

  private note = this.RULE("note", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("note"));
    const name = this.SUBRULE(this.ident);
    const titles = this.SUBRULE(this.titles);
    const when = this.OPTION({ GATE: () => !this.opensBlock(), DEF: () => { this.CONSUME(k("when")); return this.SUBRULE(this.expr); } });
    const cites = this.SUBRULE(this.cites);
    return { kind: "note", name, when, titles, cites, span: this.spanFrom(start) };
  });

  protected accept = this.RULE("accept", (): Ast.AcceptDecl => {
    const start = this.here();
    this.CONSUME(k("accept"));
    const code = this.SUBRULE1(this.text);
    const name = this.OPTION(() => this.SUBRULE(this.ident));
    this.CONSUME(k("because"));
    const because = this.SUBRULE2(this.text);
    const cites = this.SUBRULE(this.cites);
    return { kind: "accept", code, name, because, cites, span: this.spanFrom(start) };
  });

  /** `cliff at 300,000 yuan`, `cliff of purchase at 300,000 yuan`; `断崖 30万元`, `断崖 购买额 为 30万元`. */
  private cliff = this.RULE("cliff", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("cliff"));
    const fact = this.OPTION({
      GATE: () => this.LA(1).tokenType === k("of") || this.LA(2).tokenType === k("is"),
      DEF: () => this.OR([
        { ALT: () => { this.CONSUME(k("of")); return this.SUBRULE1(this.ident); } },
        { ALT: () => { const named = this.SUBRULE2(this.ident); this.CONSUME(k("is")); return named; } },
      ]),
    });
    this.OPTION1(() => this.CONSUME(k("at")));
    const value = this.SUBRULE(this.sum);
    const because = this.OPTION2(() => { this.CONSUME(k("because")); return this.SUBRULE(this.text); });
    const cites = this.SUBRULE(this.cites);
    return { kind: "cliff", fact, value, because, cites, span: this.spanFrom(start) };
  });

  private whenBlock = this.RULE("whenBlock", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("when"));
    const when = this.SUBRULE(this.expr);
    const body = this.SUBRULE(this.block);
    return { kind: "when-block", when, body, span: this.spanFrom(start) };
  });

  block = this.RULE("block", (): readonly Ast.Stmt[] => {
    const body: Ast.Stmt[] = [];
    this.braced(() => { body.push(this.SUBRULE(this.statement)); });
    return body;
  });

  private byReadingStatement = this.RULE("byReadingStatement", (): Ast.Stmt => {
    const start = this.here();
    this.CONSUME(k("byReading"));
    const reading = this.SUBRULE1(this.ident);
    const arms: Ast.ReadingArm<readonly Ast.Stmt[]>[] = [];
    this.braced(() => {
      const at = this.here();
      const alternative = this.SUBRULE2(this.ident);
      this.CONSUME(T.Colon);
      const value = this.OR<readonly Ast.Stmt[]>([
        { ALT: () => { this.CONSUME(k("nothing")); return []; } },
        { ALT: () => this.SUBRULE(this.block) },
        { ALT: () => [this.SUBRULE(this.statement)] },
      ]);
      this.OPTION(() => this.CONSUME(T.Comma));
      arms.push({ alternative, value, span: this.spanFrom(at) });
    }, "byReadingStatement");
    const cites = this.SUBRULE(this.cites);
    return { kind: "by-reading", reading, arms, cites, span: this.spanFrom(start) };
  });

  protected barDecl = this.RULE("barDecl", (): Ast.BarDecl => {
    const start = this.here();
    this.CONSUME(k("bar"));
    const naming = this.SUBRULE(this.naming);
    const { term, from } = this.OR<{ term: Ast.DurationLiteral; from: Ast.Ident }>([
      { ALT: () => { this.CONSUME(k("forTerm")); const term = this.SUBRULE1(this.duration); this.CONSUME1(k("from")); return { term, from: this.SUBRULE1(this.ident) }; } },
      { ALT: () => { this.CONSUME2(k("from")); const from = this.SUBRULE2(this.ident); return { from, term: this.SUBRULE2(this.duration) }; } },
    ]);
    this.CONSUME(k("untilSameDate"));
    this.CONSUME(T.Open);
    const sameDateInclusive = this.OR1([
      { ALT: () => { this.CONSUME(k("inclusive")); return true; } },
      { ALT: () => { this.CONSUME(k("exclusive")); return false; } },
    ]);
    this.CONSUME(T.Close);
    const cites = this.SUBRULE(this.cites);
    return { kind: "bar", naming, term, from, sameDateInclusive, cites, span: this.spanFrom(start) };
  });

  // ------------------------------------------------------------ pools and stacks

  protected members = this.RULE("members", (): readonly Ast.Ident[] => {
    const members: Ast.Ident[] = [];
    this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { members.push(this.SUBRULE(this.ident)); } });
    return members;
  });

  private poolStatement = this.RULE("poolStatement", (): Ast.Stmt => {
    const start = this.here();
    return this.OR<Ast.Stmt>([
      {
        ALT: () => {
          this.CONSUME(k("covers"));
          const covered = this.OR5<{ members: readonly Ast.Ident[]; every?: true }>([
            {
              ALT: () => {
                this.CONSUME(k("everyScheme"));
                return { members: this.OPTION1(() => { this.CONSUME(k("except")); return this.SUBRULE1(this.members); }) ?? [], every: true };
              },
            },
            { ALT: () => ({ members: this.SUBRULE(this.members) }) },
          ]);
          const cites = this.SUBRULE1(this.cites);
          return { kind: "covers", ...covered, cites, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.OR1([{ ALT: () => this.CONSUME(k("within")) }, { ALT: () => this.CONSUME(k("insidePool")) }]);
          const pool = this.SUBRULE1(this.ident);
          return { kind: "within", pool, span: this.spanFrom(start) };
        },
      },
      { ALT: () => { this.CONSUME(k("counts")); const value = this.SUBRULE(this.expr); const cites = this.SUBRULE2(this.cites); return { kind: "counts", value, cites, span: this.spanFrom(start) }; } },
      { ALT: () => { this.CONSUME(k("remaining")); const fact = this.SUBRULE2(this.ident); return { kind: "remaining", fact, span: this.spanFrom(start) }; } },
      {
        ALT: () => {
          this.CONSUME(k("allocate"));
          const rule = this.OR2<Ast.Allocation>([
            {
              ALT: () => {
                this.CONSUME1(k("proRata"));
                const by = this.OPTION2(() => { this.CONSUME1(k("by")); return this.SUBRULE4(this.ident); });
                return { kind: "pro-rata", ...(by === undefined ? {} : { by }) };
              },
            },
            {
              ALT: () => {
                this.CONSUME(k("toTheFirst"));
                const token = this.CONSUME(T.Num);
                this.CONSUME2(k("by"));
                const by = this.SUBRULE5(this.ident);
                const ties = this.OR4<"served" | "dropped" | Ast.Ident>([
                  { ALT: () => { this.CONSUME(k("tiesServed")); return "served"; } },
                  { ALT: () => { this.CONSUME(k("tiesDropped")); return "dropped"; } },
                  { ALT: () => { this.CONSUME(k("tiesBy")); return this.SUBRULE6(this.ident); } },
                ]);
                return { kind: "ranked", places: this.checked(readPlain(token.image), token), by, ties };
              },
            },
            { ALT: () => { this.CONSUME(k("byWindow")); this.CONSUME2(k("proRata")); return { kind: "window-then-pro-rata" }; } },
            { ALT: () => { this.CONSUME(k("inOrderOf")); return { kind: "in-order", by: this.SUBRULE3(this.ident) }; } },
          ]);
          const cites = this.SUBRULE3(this.cites);
          return { kind: "allocate", rule, cites, span: this.spanFrom(start) };
        },
      },
      {
        ALT: () => {
          this.CONSUME(k("residue"));
          const rule = this.OR3<"undistributed" | "largest-remainder">([
            { ALT: () => { this.CONSUME(k("undistributed")); return "undistributed"; } },
            { ALT: () => { this.CONSUME(k("largestRemainder")); return "largest-remainder"; } },
          ]);
          return { kind: "residue", rule, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  private stackStatement = this.RULE("stackStatement", (): Ast.Stmt => {
    const start = this.here();
    return this.OR<Ast.Stmt>([
      { ALT: () => { this.CONSUME(k("sharedCost")); const cost = this.SUBRULE1(this.ident); return { kind: "shares", cost, span: this.spanFrom(start) }; } },
      {
        ALT: () => {
          this.CONSUME(k("relation"));
          const inPrinciple = this.OPTION(() => this.CONSUME(k("inPrinciple"))) !== undefined;
          const relation = this.OR1<Ast.Relation>([
            { ALT: () => { this.CONSUME(k("cumulate")); return { kind: "cumulate" }; } },
            { ALT: () => { this.CONSUME(k("higherOnly")); return { kind: "higher" }; } },
            { ALT: () => { this.CONSUME(k("excludes")); return { kind: "excludes" }; } },
            { ALT: () => { this.CONSUME(k("fillsUp")); return { kind: "fills-up" }; } },
            { ALT: () => { this.CONSUME(k("together")); return { kind: "together", ceiling: this.SUBRULE(this.expr) }; } },
          ]);
          const givesWay = this.OPTION1(() => { this.CONSUME(k("givesWay")); return this.SUBRULE2(this.ident); });
          const silent = this.OPTION2(() => this.CONSUME(k("silent"))) !== undefined;
          const cites = this.SUBRULE(this.cites);
          return { kind: "relation", relation, ...(inPrinciple ? { inPrinciple } : {}), silent, givesWay, cites, span: this.spanFrom(start) };
        },
      },
    ]);
  });

  protected factDecl: Rule<Ast.FactDecl> = this.RULE("factDecl", (): Ast.FactDecl => {
    const start = this.here();
    const finding = this.OR([
      { ALT: () => { this.CONSUME(k("fact")); return false; } },
      { ALT: () => { this.CONSUME(k("finding")); return true; } },
    ]);
    const naming = this.SUBRULE(this.naming);
    const type = this.OPTION(() => { this.CONSUME(T.Colon); return this.SUBRULE(this.factType); }) ?? { kind: "yes-no" as const };
    const mods: {
      range?: { from: Ast.Expr; to: Ast.Expr }; calendarYear?: boolean; byYear?: boolean; stage?: Ast.Ident;
      ifAbsent?: Ast.Expr; alwaysKnown?: boolean; establishedBy?: Ast.TextLiteral;
    } = {};
    const seen = new Set<TokenType>();
    this.MANY(() => {
      const token = this.LA(1);
      if (seen.has(token.tokenType)) this.misplaced(token);
      seen.add(token.tokenType);
      this.OR1([
      { ALT: () => { this.CONSUME(k("from")); const from = this.SUBRULE1(this.sum); this.CONSUME(k("to")); mods.range = { from, to: this.SUBRULE2(this.sum) }; } },
      { ALT: () => { this.CONSUME(k("per")); this.CONSUME(k("calendarYear")); mods.calendarYear = true; } },
      { ALT: () => { this.CONSUME(k("everyYear")); mods.calendarYear = true; } },
      { ALT: () => { this.CONSUME(k("byYear")); mods.byYear = true; } },
      { ALT: () => { this.CONSUME(k("atStage")); mods.stage = this.SUBRULE(this.ident); } },
      { ALT: () => { this.CONSUME(k("ifAbsent")); mods.ifAbsent = this.SUBRULE3(this.sum); } },
      { ALT: () => { this.CONSUME(k("alwaysKnown")); mods.alwaysKnown = true; } },
      { ALT: () => { this.CONSUME(k("establishedBy")); mods.establishedBy = this.SUBRULE(this.text); } },
      ]);
    });
    const cites = this.SUBRULE(this.cites);
    return {
      kind: "fact", finding, naming, type, range: mods.range, calendarYear: mods.calendarYear === true,
      byYear: mods.byYear === true, stage: mods.stage, ifAbsent: mods.ifAbsent,
      alwaysKnown: mods.alwaysKnown === true, establishedBy: mods.establishedBy, cites, span: this.spanFrom(start),
    };
  });

  private member = this.RULE("member", (): Ast.Member => {
    const start = this.here();
    const name = this.SUBRULE1(this.subjectName);
    const alias = this.OPTION(() => { this.CONSUME(T.Slash); return this.SUBRULE2(this.subjectName); });
    return { name, alias, span: this.spanFrom(start) };
  });

  private factType = this.RULE("factType", (): Ast.FactType =>
    this.OR<Ast.FactType>([
      { ALT: () => { this.CONSUME(k("money")); return { kind: "money" }; } },
      { ALT: () => { this.CONSUME(k("percent")); return { kind: "percent" }; } },
      { ALT: () => { this.CONSUME(k("integer")); return { kind: "integer" }; } },
      { ALT: () => { this.CONSUME(k("plainNumber")); return { kind: "number" }; } },
      { ALT: () => { this.CONSUME(k("quantityIn")); return { kind: "quantity", unit: this.SUBRULE1(this.ident) }; } },
      { ALT: () => { this.CONSUME(k("date")); return { kind: "date", orNone: false }; } },
      { ALT: () => { this.CONSUME(k("dateOrNone")); return { kind: "date", orNone: true }; } },
      { ALT: () => { this.CONSUME(k("yesOrNo")); return { kind: "yes-no" }; } },
      { ALT: () => { this.CONSUME(k("text")); return { kind: "text" }; } },
      { ALT: () => { this.CONSUME(k("listOfDates")); return { kind: "dates" }; } },
      {
        ALT: () => {
          this.CONSUME(k("listOf"));
          const facts: Ast.FactDecl[] = [];
          this.braced(() => { facts.push(this.SUBRULE(this.factDecl)); }, "statement");
          return { kind: "list", facts };
        },
      },
      {
        ALT: () => {
          this.CONSUME(k("oneOf"));
          const members: Ast.Member[] = [];
          this.AT_LEAST_ONE_SEP({ SEP: T.Comma, DEF: () => { members.push(this.SUBRULE(this.member)); } });
          const rising = this.OPTION1(() => this.CONSUME(k("rising"))) !== undefined;
          const orOther = this.OPTION2(() => this.CONSUME(k("orOther"))) !== undefined;
          return { kind: "one-of", members, rising, orOther };
        },
      },
    ]));

  statement: ReturnType<typeof this.RULE<() => Ast.Stmt>> = this.RULE("statement", (): Ast.Stmt =>
    this.OR<Ast.Stmt>({
      DEF: [
        { ALT: () => this.SUBRULE(this.scopeStatement) },
        { ALT: () => this.SUBRULE(this.factDecl) },
        { ALT: () => this.SUBRULE(this.require) },
        { ALT: () => this.SUBRULE(this.window) },
        { ALT: () => this.SUBRULE(this.deadline) },
        { ALT: () => this.SUBRULE(this.award) },
        { ALT: () => this.SUBRULE(this.plus) },
        { ALT: () => this.SUBRULE(this.where) },
        { ALT: () => this.SUBRULE(this.cap) },
        { ALT: () => this.SUBRULE(this.uplift) },
        { ALT: () => this.SUBRULE(this.supportTerm) },
        { ALT: () => this.SUBRULE(this.noDuplication) },
        { ALT: () => this.SUBRULE(this.funded) },
        { ALT: () => this.SUBRULE(this.repay) },
        { ALT: () => this.SUBRULE(this.floor) },
        { ALT: () => this.SUBRULE(this.deduct) },
        { ALT: () => this.SUBRULE(this.round) },
        { ALT: () => this.SUBRULE(this.instalments) },
        { ALT: () => this.SUBRULE(this.elsewhere) },
        { ALT: () => this.SUBRULE(this.note) },
        { ALT: () => this.SUBRULE(this.accept) },
        { ALT: () => this.SUBRULE(this.cliff) },
        { ALT: () => this.SUBRULE(this.whenBlock) },
        { ALT: () => this.SUBRULE(this.byReadingStatement) },
        { ALT: () => this.SUBRULE(this.barDecl) },
        { ALT: () => this.SUBRULE(this.poolStatement) },
        { ALT: () => this.SUBRULE(this.stackStatement) },
      ],
      ERR_MSG: "statement",
    }));
}
