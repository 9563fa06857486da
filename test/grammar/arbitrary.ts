import fc, { type Arbitrary } from "fast-check";
import { keywords, type Ast, type Span } from "../../grammar/index.js";

/** Whole syntax trees, valid by construction, of every kind of node; biased to small ones. */

const span: Span = { start: 0, end: 0 };
const none = fc.constant(undefined);
const maybe = <T>(arbitrary: Arbitrary<T>): Arbitrary<T | undefined> => fc.oneof(none, arbitrary);
const some = <T>(arbitrary: Arbitrary<T>, max = 3): Arbitrary<readonly T[]> => fc.array(arbitrary, { minLength: 1, maxLength: max });
const few = <T>(arbitrary: Arbitrary<T>, max = 2): Arbitrary<readonly T[]> => fc.array(arbitrary, { maxLength: max });
const record = <T>(model: { [K in keyof T]: Arbitrary<T[K]> }): Arbitrary<T> => fc.record(model) as Arbitrary<T>;
const is = <const T>(value: T): Arbitrary<T> => fc.constant(value);
const at = is(span);

// ------------------------------------------------------------ names

export const latinNames = ["service_fee", "rated_power", "x", "B2", "fujian.compute_purchase", "naïve", "_internal", "capital", "awarded", "perimeter", "ofter", "isotope"];
export const hanNames = [
  "项目总投入", "补助金额", "年度购买总金额", "上限金额", "项目类别", "依据文件", "条件说明", "是否入选", "为民工程", "按月租金", "其他收入", "无形资产",
  "或有负债", "且末县", "非遗项目", "减免税额", "至今年限", "自筹资金", "含税金额", "以上年度", "后续投入", "前期费用", "于都县", "与会人数", "超过部分", "低于均价",
  "的士数量", "不足额", "项目", "总", "fujian.采购算力", "A档", "公示期", "拨付后余额", "年", "天数",
].filter((name) => name !== "项目" && name !== "年");

const all = Object.values(keywords) as readonly { readonly en: readonly string[]; readonly zh: readonly string[]; readonly head?: true }[];
/** Keywords of one word that may also be names. */
export const softWords = all.filter((k) => k.head === undefined).flatMap((k) => [...k.en, ...k.zh]).filter((word) => !word.includes(" "));
const heads = new Set(all.filter((k) => k.head === true).flatMap((k) => [...k.en, ...k.zh]));
/** Words that make a keyword together with their neighbours. */
const phraseWords = new Set(all.flatMap((k) => [...k.en, ...k.zh]).filter((s) => s.includes(" ")).flatMap((s) => s.split(" ")));

/** 年：and the like end a value before a colon, so that they are no good as keys. */
const valueEndings = new Set([...keywords.andAbove.zh, ...keywords.andBelow.zh, ...keywords.yearOfZh.zh, ...keywords.days.zh, ...keywords.days.en, ...keywords.months.zh, ...keywords.months.en, ...keywords.years.zh, ...keywords.years.en, ...keywords.workingDayUnit.zh]);

/** Han names at random from the very characters of which keywords are made. */
const madeHan = fc
  .array(fc.constantFrom(..."项目补助上限的不超过按月年度每家其他总投入当为是否含至自后前"), { minLength: 1, maxLength: 6 })
  .map((chars) => chars.join(""))
  .filter((name) => !/不超过|不低于|的上限|的补助额|原则上|的$/.test(name) && !heads.has(name) && !softWords.includes(name));

const plain = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...latinNames) },
  { weight: 3, arbitrary: fc.constantFrom(...hanNames) },
  { weight: 2, arbitrary: madeHan },
);
const ident = (text: Arbitrary<string>): Arbitrary<Ast.Ident> => text.map((t) => ({ text: t.normalize("NFC"), span }));
/** A name where keywords may follow or come before. */
export const name = ident(plain);
/** A name where no doubt can arise, so that it may be a keyword too. */
const freeName = ident(fc.oneof({ weight: 4, arbitrary: plain }, { weight: 1, arbitrary: fc.constantFrom(...softWords.filter((w) => !phraseWords.has(w) && !valueEndings.has(w))) }));
/** A name among operators: even the half of a keyword of several words, `known` or `least`. */
const operandName = ident(
  fc.oneof(
    { weight: 6, arbitrary: plain },
    { weight: 1, arbitrary: fc.constantFrom(...softWords) },
    { weight: 1, arbitrary: fc.constantFrom(...[...phraseWords].filter((w) => !heads.has(w) && /^[a-z]+$/.test(w) && w !== "every")) },
  ),
);
const subjectName = ident(fc.oneof(plain, fc.constantFrom("项目", "企业", "人才", "scheme")));

// ------------------------------------------------------------ literals

const whole = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.constantFrom(100, 5000, 10000, 12345, 1000000, 15000000, 100000000, 999999999999999)).map(String);
const decimals = fc.constantFrom("5", "01", "25", "1234", "000001", "123456");
const decimal = fc.oneof({ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: fc.tuple(whole, decimals).map(([w, d]) => `${w}.${d}`) });
const fraction = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })).map(([a, b]) => `${a}/${b}`);
const unit = ident(fc.constantFrom("PFLOPS", "P", "家", "平方米", "元每平方米", "年度次", "天次", "项", "awards", "吨"));

const textValue = fc.oneof(
  fc.constantFrom("Plain words", "人工智能", "say \"so\"", "back\\slash\\", "${x}", "*/ //", "“内”外“层”", "”反“", "“不齐", "{ } ( )", "'", "以“信用中国”记录为准", "A、B、C 三档", "tab\there", "") as Arbitrary<string>,
  fc.string({ unit: fc.constantFrom(..."ab“”\"\\ {}/:，项目$*`"), maxLength: 8 }),
);
export const text: Arbitrary<Ast.TextLiteral> = textValue.map((value) => ({ kind: "text", value, span }));
const titles = few(text);

const anchor = fc.constantFrom("III(1)", "三(一)3", "closing", "印发", "二", "IV.2-b", "第5条", "Ⅲ".normalize("NFKC"));
const cite: Arbitrary<Ast.Cite> = fc.oneof(
  record<Ast.Cite>({ external: is(false), anchor, quote: text, span: at }),
  record<Ast.Cite>({ external: is(true), anchor: textValue, quote: text, span: at }),
);
const cites = few(cite);

const money = record<Ast.MoneyLiteral>({ kind: is("money"), yuan: decimal, span: at });
const percent = record<Ast.PercentLiteral>({ kind: is("percent"), value: decimal, span: at });
const points = record<Ast.PercentLiteral>({ kind: is("percent"), value: decimal, points: fc.constantFrom("percentage" as const, "basis" as const), span: at } as never);
const date = fc
  .tuple(fc.integer({ min: 1990, max: 2099 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]): Ast.DateLiteral => ({ kind: "date", iso: `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`, span }));
const durationUnit = fc.constantFrom<Ast.DurationUnit>("day", "working-day", "month", "year");
const duration = record<Ast.DurationLiteral>({ kind: is("duration"), count: fc.integer({ min: 1, max: 400 }).map(String), unit: durationUnit, span: at });
const number = record<Ast.NumberLiteral>({
  kind: is("number"),
  value: fc.oneof({ weight: 4, arbitrary: decimal }, { weight: 1, arbitrary: fraction }, { weight: 1, arbitrary: decimal.filter((d) => d !== "0").map((d) => `-${d}`) }),
  unit: maybe(unit),
  span: at,
});
const step = fc.oneof(record<Ast.NumberLiteral>({ kind: is("number"), value: decimal, unit: maybe(unit), span: at }), money, percent, points);

// ------------------------------------------------------------ expressions

type ExprKind = Ast.Expr["kind"];
type ExprOf<K extends ExprKind> = Ast.Expr & { readonly kind: K };

const comparison = fc.constantFrom<Ast.Comparison>("at-least", "at-most", "more-than", "less-than", "is", "is-not");
const bound = (value: Arbitrary<Ast.Expr>, said: Arbitrary<boolean | undefined>): Arbitrary<Ast.Bound> =>
  record<Ast.Bound>({ value, inclusive: said, span: at });

/** Expressions without parts; one entry a kind. */
const leaves = {
  money, number, percent: fc.oneof(percent, points), date, duration, text,
  "unit-price": record<ExprOf<"unit-price">>({ kind: is("unit-price"), amount: money, per: some(name), span: at }),
  increase: record<ExprOf<"increase">>({ kind: is("increase"), fact: name, span: at }),
  name: record<ExprOf<"name">>({ kind: is("name"), name: operandName, span: at }),
  "yes-no": record<ExprOf<"yes-no">>({ kind: is("yes-no"), value: fc.boolean(), span: at }),
  none: record<ExprOf<"none">>({ kind: is("none"), span: at }),
  nothing: record<ExprOf<"nothing">>({ kind: is("nothing"), because: maybe(text), span: at }),
  "cap-of": record<ExprOf<"cap-of">>({ kind: is("cap-of"), cap: maybe(name), scheme: name, span: at }),
  "payout-of": record<ExprOf<"payout-of">>({ kind: is("payout-of"), scheme: name, span: at }),
  "ceiling-of": record<ExprOf<"ceiling-of">>({ kind: is("ceiling-of"), scheme: name, span: at }),
  "previous-year": record<ExprOf<"previous-year">>({ kind: is("previous-year"), fact: name, span: at }),
} as const;
type LeafKind = keyof typeof leaves;
const leaf: Arbitrary<Ast.Expr> = fc.oneof(
  { weight: 8, arbitrary: leaves.name },
  ...Object.values(leaves).map((arbitrary) => ({ weight: 1, arbitrary: arbitrary as Arbitrary<Ast.Expr> })),
);

export const { expression } = fc.letrec<{ expression: Ast.Expr }>((tie) => {
  const inner = tie("expression");
  const said = fc.constantFrom(true, false, undefined);
  const bandRow: Arbitrary<Ast.BandRow> = fc.oneof(
    record<Ast.BandRow>({ low: bound(inner, said), high: bound(inner, said), value: inner, cites, span: at }),
    record<Ast.BandRow>({ low: bound(inner, fc.boolean()), high: none, value: inner, cites, span: at }),
    record<Ast.BandRow>({ low: none, high: bound(inner, fc.boolean()), value: inner, cites, span: at }),
    record<Ast.BandRow>({ low: none, high: none, value: inner, cites, span: at }),
  );
  const yearNumber = fc.integer({ min: 1, max: 40 }).map((year): Ast.Expr => ({ kind: "number", value: String(year), unit: undefined, span }));
  const keyNumber = decimal.map((value): Ast.Expr => ({ kind: "number", value, unit: undefined, span }));
  const pattern: Arbitrary<Ast.KeyPattern> = fc.oneof(
    record<Ast.KeyPattern>({ kind: is("any"), span: at }),
    record<Ast.KeyPattern & { kind: "key" }>({
      kind: is("key"),
      value: fc.oneof<Arbitrary<Ast.Expr>[]>(keyNumber, text, leaves["yes-no"], ident(fc.oneof(plain, fc.constantFrom("at", "years", "per", "后"))).map((n): Ast.Expr => ({ kind: "name", name: n, span }))),
      span: at,
    }),
    record<Ast.KeyPattern & { kind: "key-range" }>({ kind: is("key-range"), from: keyNumber, to: keyNumber, span: at }),
    record<Ast.KeyPattern & { kind: "key" }>({ kind: is("key"), value: yearNumber, years: is(true), span: at }),
    record<Ast.KeyPattern & { kind: "key-range" }>({ kind: is("key-range"), from: yearNumber, to: yearNumber, years: is(true), span: at }),
  );
  const binary = <K extends "add" | "less" | "times" | "divided">(kind: K): Arbitrary<ExprOf<K>> =>
    record<ExprOf<K>>({ kind: is(kind), left: inner, right: inner, span: at } as never);
  const table = <K extends "banded" | "marginal">(kind: K): Arbitrary<ExprOf<K>> =>
    record<ExprOf<K>>({ kind: is(kind), key: inner, rows: some(bandRow), span: at } as never);
  const list = <K extends "and" | "or">(kind: K): Arbitrary<ExprOf<K>> => record<ExprOf<K>>({ kind: is(kind), items: some(inner), span: at } as never);

  /** One entry a kind: the type checker lists what a new construct still needs. */
  const all: { readonly [K in Exclude<ExprKind, LeafKind | "broken">]: Arbitrary<ExprOf<K>> } = {
    "percent-of": record<ExprOf<"percent-of">>({ kind: is("percent-of"), rate: inner, base: inner, span: at }),
    add: binary("add"),
    less: binary("less"),
    times: binary("times"),
    divided: binary("divided"),
    "for-each": record<ExprOf<"for-each">>({ kind: is("for-each"), amount: inner, step, mode: fc.constantFrom("pro-rata", "full", "started", undefined), of: maybe(inner), span: at }),
    growth: record<ExprOf<"growth">>({ kind: is("growth"), fact: name, withoutBase: maybe(inner), span: at }),
    "year-since": record<ExprOf<"year-since">>({ kind: is("year-since"), event: inner, calendar: fc.boolean(), span: at }),
    elapsed: record<ExprOf<"elapsed">>({
      kind: is("elapsed"), from: inner, to: inner, atMost: maybe(duration), span: at,
      measure: fc.oneof(record<Ast.Elapsed>({ kind: fc.constantFrom("days", "full-months", "started-months") } as never), record<Ast.Elapsed>({ kind: is("years"), year: maybe(duration) } as never)),
    }),
    "as-of": record<ExprOf<"as-of">>({ kind: is("as-of"), value: name, date: inner, span: at }),
    "top-up": record<ExprOf<"top-up">>({ kind: is("top-up"), to: inner, net: inner, span: at }),
    match: record<ExprOf<"match">>({ kind: is("match"), base: inner, own: decimal, ours: decimal, span: at }),
    interest: record<ExprOf<"interest">>({ kind: is("interest"), rate: inner, principal: inner, time: inner, span: at }),
    "sum-each": record<ExprOf<"sum-each">>({ kind: is("sum-each"), list: name, value: inner, span: at }),
    milestones: record<ExprOf<"milestones">>({
      kind: is("milestones"), key: inner, before: inner, skipping: fc.constantFrom("highest", "sum", "difference"),
      rows: some(record<Ast.MilestoneRow>({ level: inner, value: inner, cites, span: at })), span: at,
    }),
    excess: record<ExprOf<"excess">>({ kind: is("excess"), of: inner, over: inner, span: at }),
    higher: record<ExprOf<"higher">>({ kind: is("higher"), items: fc.array(inner, { minLength: 2, maxLength: 3 }), span: at }),
    "if-given": record<ExprOf<"if-given">>({ kind: is("if-given"), given: inner, fallback: inner, span: at }),
    shift: record<ExprOf<"shift">>({ kind: is("shift"), date: inner, count: inner, unit: durationUnit, direction: fc.constantFrom("after", "before"), span: at }),
    "year-of": record<ExprOf<"year-of">>({ kind: is("year-of"), date: inner, span: at }),
    banded: table("banded"),
    marginal: table("marginal"),
    graded: record<ExprOf<"graded">>({
      kind: is("graded"),
      keys: some(inner, 2),
      rows: some(record<Ast.GradeRow>({ keys: some(pattern, 2), values: some(inner, 2), cites, span: at })),
      span: at,
    }),
    "first-of": record<ExprOf<"first-of">>({
      kind: is("first-of"), rows: some(record<Ast.FirstRow>({ when: maybe(inner), value: inner, cites, span: at })), span: at,
    }),
    "by-reading": record<ExprOf<"by-reading">>({
      kind: is("by-reading"), reading: freeName, arms: some(record<Ast.ReadingArm<Ast.Expr>>({ alternative: freeName, value: inner, span: at })), span: at,
    }),
    compare: fc
      .tuple(comparison, fc.boolean(), inner, inner)
      .map(([op, dates, left, right]) => ({ kind: "compare" as const, op, dates: dates && op !== "is" && op !== "is-not", left, right, span })),
    "one-of": record<ExprOf<"one-of">>({ kind: is("one-of"), left: inner, items: some(inner), span: at }),
    and: list("and"),
    or: list("or"),
    not: record<ExprOf<"not">>({ kind: is("not"), item: inner, span: at }),
    "at-least-n": record<ExprOf<"at-least-n">>({ kind: is("at-least-n"), count: fc.integer({ min: 1, max: 9 }).map(String), items: some(inner), span: at }),
  };
  return {
    expression: fc.oneof({ depthSize: "small", withCrossShrink: true, maxDepth: 4 }, { weight: 16, arbitrary: leaf }, ...Object.values(all).map((arbitrary) => ({ weight: 1, arbitrary: arbitrary as Arbitrary<Ast.Expr> }))),
  };
});


// ------------------------------------------------------------ statements

type StmtKind = Ast.Stmt["kind"];
type StmtOf<K extends StmtKind> = Ast.Stmt & { readonly kind: K };

const naming = record<Ast.Naming>({ name: freeName, alias: maybe(freeName), titles, span: at });
const subjectNaming = record<Ast.Naming>({ name: subjectName, alias: maybe(subjectName), titles, span: at });
const optionalName = maybe(freeName);
const optionalExpression = maybe(expression);

const scope = fc
  .tuple(few(subjectName), fc.boolean(), fc.boolean())
  .map(([subjects, year, once]): Ast.Scope => ({ subjects, calendarYear: year || subjects.length === 0, once, span }));

const factType: Arbitrary<Ast.FactType> = fc.oneof(
  record<Ast.FactType>({ kind: fc.constantFrom("money", "percent", "integer", "number", "yes-no", "text", "dates") } as never),
  record<Ast.FactType & { kind: "date" }>({ kind: is("date"), orNone: fc.boolean() }),
  record<Ast.FactType & { kind: "quantity" }>({ kind: is("quantity"), unit: name }),
  record<Ast.FactType & { kind: "one-of" }>({
    kind: is("one-of"), members: some(record<Ast.Member>({ name: subjectName, alias: maybe(subjectName), span: at })), rising: fc.boolean(), orOther: fc.boolean(),
  }),
);
const factOf = (type: Arbitrary<Ast.FactType>): Arbitrary<Ast.FactDecl> => record<Ast.FactDecl>({
  kind: is("fact"), finding: fc.boolean(), naming, type,
  range: maybe(record<{ from: Ast.Expr; to: Ast.Expr }>({ from: expression, to: expression })),
  calendarYear: fc.boolean(), byYear: fc.boolean(), stage: maybe(name), ifAbsent: optionalExpression, alwaysKnown: fc.boolean(),
  establishedBy: maybe(text), cites, span: at,
});
const fact = factOf(fc.oneof({ weight: 5, arbitrary: factType }, { weight: 1, arbitrary: some(factOf(factType), 2).map((facts): Ast.FactType => ({ kind: "list", facts })) }));
const bar = record<Ast.BarDecl>({ kind: is("bar"), naming, term: duration, from: freeName, sameDateInclusive: fc.boolean(), cites, span: at });
const accept = record<Ast.AcceptDecl>({ kind: is("accept"), code: text, name: maybe(freeName), because: text, cites, span: at });

const month = fc.integer({ min: 1, max: 12 });
const day = fc.integer({ min: 1, max: 28 });
const monthSpan: Arbitrary<Ast.MonthSpan> = fc.oneof(
  record<Ast.MonthSpan>({ month, day: maybe(day), toMonth: none, toDay: none, span: at }),
  record<Ast.MonthSpan>({ month, day: maybe(day), toMonth: month, toDay: maybe(day), span: at }),
);
const lapse = record<Ast.Lapse>({ name: optionalName, when: expression, titles, cites, span: at });
const instalment = record<Ast.Instalment>({
  name: optionalName, share: maybe(percent), after: name, when: optionalExpression, lapses: few(lapse), cites, span: at,
});
const retest = record<Ast.Retest>({ fact: freeName, with: freeName, cites, span: at });
const retestByReading = record<Ast.ReadingArms<readonly Ast.Retest[]>>({
  kind: is("by-reading"), reading: freeName,
  arms: some(record<Ast.ReadingArm<readonly Ast.Retest[]>>({ alternative: freeName, value: few(retest, 1), span: at })), span: at,
});
const deadlineRule: Arbitrary<Ast.DeadlineRule> = fc.oneof(
  record<Ast.DeadlineRule>({ kind: is("years"), following: fc.integer({ min: 0, max: 4 }).map(String) }),
  record<Ast.DeadlineRule & { kind: "within" }>({ kind: is("within"), term: duration }),
);

/** The period and payee of awards stand first: after a cap or a fact they would be read as its own. */
const bodyOf = (statement: Arbitrary<Ast.Stmt>): Arbitrary<readonly Ast.Stmt[]> =>
  fc.tuple(maybe(scopeStatement), few(statement, 4)).map(([first, rest]) => (first === undefined ? rest : [first, ...rest]));
const scopeStatement = record<StmtOf<"scope">>({ kind: is("scope"), scope, recordedIn: maybe(freeName), cites, span: at });

const instalments: Arbitrary<StmtOf<"instalments">> = fc
  .tuple(few(instalment), few<Ast.Retest | Ast.ReadingArms<readonly Ast.Retest[]>>(fc.oneof(retest, retestByReading)), cites)
  .filter(([parts, retests]) => parts.length + retests.length > 0)
  .map(([parts, retests, c]) => ({ kind: "instalments" as const, parts, retests, cites: c, span }));

export const { statement } = fc.letrec<{ statement: Ast.Stmt }>((tie) => {
  const inner = tie("statement");
  /** One entry a kind: the type checker lists what a new construct still needs. */
  const all: { readonly [K in Exclude<StmtKind, "scope">]: Arbitrary<StmtOf<K>> } = {
    fact,
    require: record<StmtOf<"require">>({
      kind: is("require"), name: optionalName, condition: expression, inPrinciple: fc.boolean(), unless: optionalExpression, when: optionalExpression, titles, cites, span: at,
    }),
    window: record<StmtOf<"window">>({ kind: is("window"), spans: some(monthSpan), by: maybe(name), cites, span: at }),
    deadline: record<StmtOf<"deadline">>({ kind: is("deadline"), name: optionalName, date: name, event: name, rule: deadlineRule, cites, span: at }),
    award: record<StmtOf<"award">>({
      kind: is("award"), name: optionalName, value: expression,
      decided: maybe(record<{ by: Ast.TextLiteral; as: Ast.Expr | undefined }>({ by: text, as: optionalExpression })), cites, span: at,
    }),
    "case-by-case": record<StmtOf<"case-by-case">>({ kind: is("case-by-case"), by: maybe(text), cites, span: at }),
    plus: record<StmtOf<"plus">>({ kind: is("plus"), name: optionalName, value: expression, cap: optionalExpression, when: optionalExpression, cites, span: at }),
    where: record<StmtOf<"where">>({ kind: is("where"), names: some(freeName), value: expression, cites, span: at }),
    cap: fc
      .tuple(fc.constantFrom("payout" as const, "base" as const, "awards" as const, undefined), name)
      .chain(([target, base]) => fc.tuple(is(target), is(base), maybe(fc.constantFrom("earliest" as const, "highest" as const))))
      .chain(([target, base, serves]) =>
        record<StmtOf<"cap">>({
          ...(serves === undefined ? {} : { serves: is(serves) }),
          kind: is("cap"), name: optionalName, target: is(target), base: is(target === "base" ? base : undefined), value: expression,
          scope: maybe(scope), counting: maybe(name), when: optionalExpression, cites, span: at,
        })),
    uplift: record<StmtOf<"uplift">>({
      kind: is("uplift"), name: optionalName, raises: fc.boolean(), target: fc.constantFrom("payout", "rate", "cap"), of: maybe(name),
      change: fc.oneof(
        record<Ast.Change>({ kind: fc.constantFrom("by", "to"), value: expression } as never),
        record<Ast.Change>({ kind: is("fold"), times: decimal } as never),
      ),
      meets: maybe(fc.constantFrom("added" as const, "compounded" as const)), when: expression, cites, span: at,
    }),
    term: record<StmtOf<"term">>({
      kind: is("term"), name: optionalName, length: duration,
      of: fc.oneof<Arbitrary<StmtOf<"term">["of"]>[]>(
        record<{ event: Ast.Ident; calendar: boolean }>({ event: name, calendar: fc.boolean() }),
        record<{ counted: Ast.Ident; counting: Ast.Ident | undefined }>({ counted: name, counting: maybe(name) }),
      ),
      extensions: few(fc.oneof(
        record<Ast.Extension>({ by: duration, to: none, when: expression, span: at }),
        record<Ast.Extension>({ by: none, to: expression, when: expression, span: at }),
      )),
      cites, span: at,
    }),
    "no-duplication": record<StmtOf<"no-duplication">>({ kind: is("no-duplication"), with: name, unit: maybe(subjectName), rule: fc.constantFrom("higher", "difference", "excludes"), cites, span: at }),
    funded: record<StmtOf<"funded">>({ kind: is("funded"), payers: some(record<Ast.Payer>({ name, share: percent, span: at })), cites, span: at }),
    repay: record<StmtOf<"repay">>({ kind: is("repay"), name: optionalName, value: expression, when: expression, titles, cites, span: at }),
    floor: record<StmtOf<"floor">>({ kind: is("floor"), drops: fc.boolean(), value: expression, cites, span: at }),
    deduct: fc.tuple(maybe(freeName), fc.constantFrom("before-caps" as const, "after-caps" as const, undefined)).chain(([base, order]) =>
      record<StmtOf<"deduct">>({ kind: is("deduct"), value: expression, base: is(base), order: is(base === undefined ? order : undefined), cites, span: at })),
    round: record<StmtOf<"round">>({ kind: is("round"), mode: fc.constantFrom("down", "half-up", "up"), unit: money, cites, span: at }),
    instalments,
    elsewhere: record<StmtOf<"elsewhere">>({ kind: is("elsewhere"), when: expression, titles, cites, span: at }),
    accept,
    cliff: record<StmtOf<"cliff">>({ kind: is("cliff"), fact: maybe(freeName), value: expression, because: maybe(text), cites, span: at }),
    note: record<StmtOf<"note">>({ kind: is("note"), name: freeName, when: optionalExpression, titles, cites, span: at }),
    "when-block": record<StmtOf<"when-block">>({ kind: is("when-block"), when: expression, body: bodyOf(inner), span: at }),
    "by-reading": record<StmtOf<"by-reading">>({
      kind: is("by-reading"), reading: freeName,
      arms: some(record<Ast.ReadingArm<readonly Ast.Stmt[]>>({ alternative: freeName, value: bodyOf(inner), span: at })), cites, span: at,
    } as never),
    bar,
    covers: fc.oneof(
      record<StmtOf<"covers">>({ kind: is("covers"), members: some(name), cites, span: at }),
      record<StmtOf<"covers">>({ kind: is("covers"), members: few(name), every: is(true), cites, span: at } as never),
    ),
    within: record<StmtOf<"within">>({ kind: is("within"), pool: freeName, span: at }),
    counts: record<StmtOf<"counts">>({ kind: is("counts"), value: expression, cites, span: at }),
    remaining: record<StmtOf<"remaining">>({ kind: is("remaining"), fact: freeName, span: at }),
    allocate: record<StmtOf<"allocate">>({
      kind: is("allocate"),
      rule: fc.oneof<Arbitrary<Ast.Allocation>[]>(
        is({ kind: "pro-rata" }), is({ kind: "window-then-pro-rata" }), name.map((by) => ({ kind: "pro-rata" as const, by })),
        record<Ast.Allocation>({ kind: is("ranked"), places: whole, by: name, ties: fc.oneof<Arbitrary<"served" | "dropped" | Ast.Ident>[]>(is("served"), is("dropped"), name) } as never), name.map((by) => ({ kind: "in-order" as const, by }))),
      cites, span: at,
    }),
    residue: record<StmtOf<"residue">>({ kind: is("residue"), rule: fc.constantFrom("undistributed", "largest-remainder"), span: at }),
    shares: record<StmtOf<"shares">>({ kind: is("shares"), cost: name, span: at }),
    relation: record<StmtOf<"relation">>({
      kind: is("relation"),
      relation: fc.oneof(
        record<Ast.Relation>({ kind: fc.constantFrom("cumulate", "higher", "excludes", "fills-up") } as never),
        record<Ast.Relation & { kind: "together" }>({ kind: is("together"), ceiling: expression }),
      ),
      silent: fc.boolean(), givesWay: maybe(name), cites, span: at,
    }).chain((relation) => fc.constantFrom(relation, { ...relation, inPrinciple: true as const })),
  };
  return {
    statement: fc.oneof({ depthSize: "small", maxDepth: 3, withCrossShrink: true }, all.require, ...(Object.values(all) as Arbitrary<Ast.Stmt>[])),
  };
});
const body = bodyOf(statement);

// ------------------------------------------------------------ declarations

type DeclKind = Ast.Decl["kind"];
type DeclOf<K extends DeclKind> = Ast.Decl & { readonly kind: K };

const status = fc.constantFrom<Ast.ExpectedStatus>(
  "ineligible", "undetermined", "not-in-force", "outside-window", "barred", "exhausted", "elsewhere", "case-by-case",
);
const outcome: Arbitrary<Ast.Outcome> = fc.oneof(
  record<Ast.Outcome>({ kind: fc.constantFrom("amount", "ceiling"), value: expression, boundBy: few(fc.oneof(name, is({ text: "award", span }))) } as never),
  record<Ast.Outcome & { kind: "instalments" }>({ kind: is("instalments"), values: some(expression) }),
  record<Ast.Outcome & { kind: "status" }>({ kind: is("status"), status, missing: few(name) }),
);
const bodied = <K extends "scheme" | "pool" | "stack">(kind: K): Arbitrary<DeclOf<K>> =>
  record<DeclOf<K>>({ kind: is(kind), naming, body, span: at } as never);

export const { declaration } = fc.letrec<{ declaration: Ast.Decl }>((tie) => {
  /** One entry a kind: the type checker lists what a new construct still needs. */
  const all: { readonly [K in DeclKind]: Arbitrary<DeclOf<K>> } = {
    use: record<DeclOf<"use">>({ kind: is("use"), id: name, as: maybe(name), span: at }),
    unit: record<DeclOf<"unit">>({ kind: is("unit"), naming: subjectNaming, span: at }),
    subject: record<DeclOf<"subject">>({ kind: is("subject"), naming: subjectNaming, span: at }),
    fact,
    value: record<DeclOf<"value">>({
      kind: is("value"), naming, rows: some(record<Ast.ValueRow>({ from: date, to: maybe(date), value: expression, cites, span: at })), span: at,
    }),
    "every-scheme": record<DeclOf<"every-scheme">>({ kind: is("every-scheme"), body, span: at }),
    scheme: bodied("scheme"),
    pool: bodied("pool"),
    stack: bodied("stack"),
    reading: record<DeclOf<"reading">>({
      kind: is("reading"), naming, cites,
      alternatives: some(record<Ast.ReadingAlternative>({ byDefault: fc.boolean(), naming: record<Ast.Naming>({ name, alias: maybe(name), titles, span: at }), because: maybe(text), span: at })),
      span: at,
    }),
    publicity: record<DeclOf<"publicity">>({
      kind: is("publicity"), naming, term: duration, from: name, startsSameDay: fc.boolean(), holidays: maybe(name), workdays: maybe(name), cites, span: at,
    }),
    "by-reading": record<DeclOf<"by-reading">>({
      kind: is("by-reading"), reading: freeName,
      arms: some(record<Ast.ReadingArm<readonly Ast.Decl[]>>({ alternative: freeName, value: few(tie("declaration"), 1), span: at })), cites, span: at,
    } as never),
    bar,
    target: record<DeclOf<"target">>({
      kind: is("target"), naming,
      value: maybe(record<Ast.TargetValue>({ op: maybe(comparison), value: expression, to: optionalExpression })), cites, span: at,
    }),
    "not-computed": record<DeclOf<"not-computed">>({ kind: is("not-computed"), because: text, cites, span: at }),
    example: record<DeclOf<"example">>({
      kind: is("example"), title: text, on: maybe(date),
      lines: few(fc.oneof(
        record<Ast.ExampleLine>({ kind: fc.constantFrom("given", "reading"), name: freeName, value: expression, span: at }),
        record<Ast.ExampleLine>({ kind: is("given"), name: freeName, year: fc.constantFrom("2025", "1999"), value: expression, span: at } as never),
        record<Ast.ExampleLine>({
          kind: is("given"), name: freeName, value: leaves.none, span: at,
          row: some(record<Ast.ExampleLine>({ kind: is("given"), name: freeName, value: expression, span: at }), 2),
        } as never),
      ), 3),
      expectations: few(record<Ast.Expectation>({ name: freeName, outcome, span: at })), span: at,
    }),
    accept,
    always: record<DeclOf<"always">>({ kind: is("always"), usual: fc.boolean(), name: optionalName, titles, claim: expression, cites, span: at }),
  };
  return { declaration: fc.oneof({ depthSize: "small", maxDepth: 2, withCrossShrink: true }, ...(Object.values(all) as Arbitrary<Ast.Decl>[])) };
});

const policyHeader = record<Ast.PolicyHeader>({
  kind: is("policy"), id: name, alias: maybe(name), version: text, draft: fc.boolean(), titles, issuer: titles, documentNumber: maybe(text),
  inForce: few(record<Ast.InForce>({ from: bound(expression, fc.boolean()), to: bound(expression, fc.boolean()), by: name, cites, span: at })),
  sources: few(text), supersedes: few(record<{ id: Ast.Ident; version: Ast.TextLiteral }>({ id: name, version: text })), cites, span: at,
});
const vocabularyHeader = record<Ast.VocabularyHeader>({ kind: is("vocabulary"), id: name, titles, span: at });

export const file: Arbitrary<Ast.File> = record<Ast.File>({
  header: maybe(fc.oneof<Arbitrary<Ast.PolicyHeader | Ast.VocabularyHeader>[]>(policyHeader, vocabularyHeader)),
  decls: few(declaration, 3), comments: is([]), blankLines: is([]), span: at,
});
