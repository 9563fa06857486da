import type * as Ast from "./ast.js";
import { keywords, type KeywordId } from "./keywords.js";
import { hasBareRate, level, levelOf, type Level } from "./print-levels.js";
import { firstText, flat, type Doc, type Line, type Rows } from "./print-layout.js";
import * as W from "./print-words.js";

/** Expressions and tables: each kind of node in the word order of either surface, with the brackets it needs. */

export type Kind = Ast.Expr["kind"];
type Node<K extends Kind> = Ast.Expr & { readonly kind: K };

export class ExpressionPrinter {
  constructor(readonly s: W.Style) {}

  private get zh(): boolean {
    return this.s.surface === "zh";
  }

  /** An expression among words. */
  value(node: Ast.Expr, at: Level = level.top, commas = false): W.Operand {
    return { operand: this.print(node, at, commas), guarded: false };
  }

  /** The same, where a word that could also be a name may come before it. */
  guarded(node: Ast.Expr, at: Level = level.top, commas = false): W.Operand {
    return { operand: this.print(node, at, commas), guarded: true };
  }

  spaced(...parts: Parameters<typeof W.spaced> extends [unknown, ...infer P] ? P : never): Doc {
    return W.spaced(this.s, ...parts);
  }

  ident(name: Ast.Ident): string {
    return name.text;
  }

  names(names: readonly Ast.Ident[]): string {
    return names.map((name) => name.text).join(this.s.list);
  }

  text(text: Ast.TextLiteral): string {
    return W.quoted(this.s, text);
  }

  cites(cites: readonly Ast.Cite[]): Line["cites"] {
    return cites.map((cite) => {
      const where = cite.external
        ? `${this.s.word("external")} ${this.text({ kind: "text", value: cite.anchor, span: cite.span })}`
        : W.anchor(this.s, cite.anchor);
      return { text: `${this.s.word("cite")} ${where} ${this.text(cite.quote)}`, span: cite.span };
    });
  }

  /** `commas` says that a comma would end the expression, so that a list in it needs brackets. */
  print(node: Ast.Expr, at: Level, commas: boolean): Doc {
    const print = this.printers[node.kind] as (node: Ast.Expr, commas: boolean) => Doc;
    if (levelOf(node, this.s.surface) >= at && !(commas && node.kind === "one-of")) return print(node, commas);
    const inner = print(node, false);
    return [this.s.open, inner, this.s.close];
  }

  private operand(node: Ast.Expr, at: Level, commas: boolean, guarded = false): W.Operand {
    return { operand: this.print(node, at, commas), guarded };
  }

  /** Han operators stand close to what they compare: 项目总投入不低于1000万元. */
  private tight(left: W.Operand, operator: string, right: W.Operand): Doc {
    const before = this.spaced(left, "");
    const after = this.spaced(right, "");
    const space = W.closeTo(before);
    const close = space === "" && /^[\d（\p{Script=Han}]/u.test(firstText(after)) && !W.startsWithKeyword(firstText(after));
    return [before, space, operator, close ? "" : " ", after];
  }

  /** Braces: one line each, or all on one line where `flat` allows and they fit. */
  braces(lines: readonly Line[], options: { flat: boolean; comma: boolean; guard?: boolean; span: Ast.Expr["span"]; open?: string }): Rows {
    const comma = this.s.comma;
    const inline = options.flat && lines.every((line) => line.cites.length === 0);
    const between = this.zh ? comma : `${comma} `;
    const open = options.open === undefined ? "" : `${options.open} `;
    return {
      kind: "rows",
      open,
      lines,
      separator: options.comma ? comma : "",
      guard: options.guard === true ? comma : "",
      flat: inline ? [open, "{ ", lines.map((line, i) => [i === 0 ? "" : between, line.doc]), " }"] : undefined,
      span: options.span,
    };
  }

  colon(label: Doc, value: Doc): Doc {
    const colon = this.zh ? this.s.colon : `${this.s.colon} `;
    return typeof label === "string" ? [label + colon, value] : [label, colon, value];
  }

  // ------------------------------------------------------------ conditions

  private chain(node: Node<"and" | "or">, commas: boolean): Doc {
    const word = this.s.word(node.kind);
    // `a or b and c` is a puzzle
    const at = level.not;
    const parts = node.items.map((item) => this.operand(item, at, commas));
    return this.spaced(...parts.flatMap((part, i) => (i === 0 ? [part] : [word, part])));
  }

  /** `a or b` where it fits, `any of { … }` where it does not. */
  private alternatives(node: Node<"and" | "or">, oneLine: Doc): Doc {
    const block = this.conditions(this.s.word(node.kind === "or" ? "anyOf" : "allOf"), node);
    return node.items.length < 2 ? block : { ...block, flat: oneLine };
  }

  private conditions(open: string, node: Node<"and" | "or" | "at-least-n">): Rows {
    const lines = node.items.map((item) => ({ span: item.span, doc: this.print(item, level.top, true), cites: [] }));
    return this.braces(lines, { flat: true, comma: true, span: node.span, open });
  }

  private compare(node: Node<"compare">, commas: boolean, inPrinciple = false): Doc {
    // `after 6 months after X` is hard to read, and a length of time takes an `after` for its own
    const side = (e: Ast.Expr, guarded: boolean): W.Operand =>
      this.operand(e, e.kind === "shift" || (node.dates && !guarded && e.kind !== "name") ? level.bracketed : level.excess, commas, guarded);
    const left = side(node.left, false);
    const right = side(node.right, true);
    const operator = this.s.word((node.dates ? dateWords[node.op] : undefined) ?? comparisons[node.op]);
    const principle = inPrinciple ? this.s.word("inPrinciple") : "";
    if (this.zh && W.isHanOperator(operator)) return this.tight(left, principle + operator, right);
    if (principle !== "") return [this.spaced(left, ""), W.closeTo(left.operand), principle, " ", this.spaced(operator, right)];
    return this.spaced(left, operator, right);
  }

  /** A minimum that admits exceptions: 原则上 stands before the comparison in Chinese, before all in English. */
  requirement(node: Ast.Expr, inPrinciple: boolean): readonly (Doc | W.Operand)[] {
    if (!inPrinciple) return [this.value(node)];
    if (this.zh && node.kind === "compare") return [this.compare(node, false, true)];
    return [this.s.word("inPrinciple"), this.value(node)];
  }

  // ------------------------------------------------------------ sums

  private arithmetic(node: Node<"add" | "less" | "times" | "divided">, commas: boolean): Doc {
    const sum = node.kind === "add" || node.kind === "less";
    const [left, right] = sum ? [level.sum, level.product] : [level.product, level.postfix];
    // `30% of a + b` and `a + b 的30%` would group differently, so a rate beside a sum stands in brackets
    const side = (operand: Ast.Expr, at: Level): W.Operand =>
      this.operand(operand, sum && hasBareRate(operand) ? level.primary : at, commas);
    return this.spaced(side(node.left, left), arithmeticWord(this.s, node.kind), side(node.right, right));
  }

  private percentOf(node: Node<"percent-of">, commas: boolean): Doc {
    if (!this.zh) {
      return this.spaced(this.operand(node.rate, level.primary, commas), "of", this.operand(node.base, level.postfix, commas));
    }
    const base = this.spaced(this.operand(node.base, level.primary, commas), "");
    const rate = this.spaced(this.operand(node.rate, level.primary, commas), "");
    const de = this.s.word("de");
    return /^[\d（]/.test(firstText(rate)) ? [base, W.closeTo(base), de, rate] : [base, ` ${de} `, rate];
  }

  private forEach(node: Node<"for-each">, commas: boolean): Doc {
    const modes = { unsaid: ["forEach", "per"], "pro-rata": ["forEachPart", "eachPart"], full: ["forEachFull", "eachFull"], started: ["forEachStarted", "eachStarted"] } as const;
    const [en, zh] = modes[node.mode ?? "unsaid"];
    const step = node.step;
    const of = node.of === undefined ? this.s.word("ofTheSlice") : this.operand(node.of, this.zh ? level.primary : level.postfix, commas);
    if (this.zh) {
      const bare = step.kind === "number" && step.unit === undefined;
      const amount = this.print(node.amount, level.primary, commas);
      // without a unit of its own the step would take the name after it for one
      const safe = bare && /^[\p{L}_]/u.test(firstText(amount)) ? [this.s.open, amount, this.s.close] : amount;
      return this.spaced(of, this.s.word(zh), this.print(step, level.primary, false), safe);
    }
    const ofOne = step.kind === "number" && step.value === "1" && step.unit !== undefined;
    return this.spaced(
      this.operand(node.amount, level.primary, commas),
      this.s.word(en),
      ofOne ? step.unit?.text : this.print(step, level.primary, false),
      node.of === undefined ? undefined : "of",
      of,
    );
  }

  private excess(node: Node<"excess">): Doc {
    const of = this.operand(node.of, level.primary, false);
    const over = this.operand(node.over, level.primary, false);
    if (!this.zh) return this.spaced(this.s.word("excessOf"), of, this.s.word("over"), over);
    const inner = this.spaced(of, this.s.word("moreThan"), over);
    return [this.s.open, inner, W.closeTo(inner), this.s.word("dePart"), this.s.close];
  }

  private higher(node: Node<"higher">): Doc {
    const items = node.items.map((item) => this.operand(item, level.primary, false));
    const between = this.zh ? this.s.word("with") : this.s.word("and");
    const inner = items.flatMap((item, i) => (i === 0 ? [item] : [between, item]));
    if (!this.zh) return this.spaced(this.s.word("higherOf"), ...inner);
    return [this.s.open, this.spaced(...inner, this.s.word("higherAmong")), this.s.close];
  }

  private shift(node: Node<"shift">, commas: boolean): Doc {
    const { count, unit } = node;
    const whole = count.kind === "number" && count.unit === undefined && /^\d+$/.test(count.value);
    if (this.zh) {
      const date = this.operand(node.date, level.primary, commas);
      const direction = this.s.word(node.direction === "after" ? "laterBy" : "earlierBy");
      if (whole) return this.spaced(date, direction, W.duration(this.s, count.value, unit));
      const counted = count.kind === "name" ? count.name.text : [this.s.open, this.print(count, level.top, false), this.s.close];
      return this.spaced(date, direction, counted, W.durationUnit(this.s, unit));
    }
    const direction = this.s.word(node.direction);
    const date = this.operand(node.date, level.postfix, commas);
    if (whole) return this.spaced(W.duration(this.s, count.value, unit), direction, date);
    // `year of 5 days after X` would be read as so many days
    const simple = count.kind === "name" || (count.kind === "number" && !count.value.startsWith("-"));
    const counted = this.operand(count, simple ? level.primary : level.bracketed, commas);
    return this.spaced(counted, W.durationUnit(this.s, unit), direction, date);
  }

  // ------------------------------------------------------------ tables

  bound(bound: Ast.Bound): Doc {
    return this.spaced(...this.boundParts(bound));
  }

  private boundParts(bound: Ast.Bound): readonly (Doc | W.Operand)[] {
    const value = this.value(bound.value, level.excess);
    if (bound.inclusive === undefined) return [value];
    const says = this.s.open + this.s.word(bound.inclusive ? "inclusive" : "exclusive") + this.s.close;
    return this.zh ? [[value.operand, says]] : [value, says];
  }

  private range(low: Ast.Bound | undefined, high: Ast.Bound | undefined): Doc {
    if (low === undefined) return high === undefined ? this.s.word("otherwise") : this.spaced(...this.boundParts(high), this.s.word("andBelow"));
    if (high === undefined) return this.spaced(...this.boundParts(low), this.s.word("andAbove"));
    const to = this.s.word("to");
    const upper = this.bound(high);
    const close = low.inclusive !== undefined || low.value.kind === "money" || (low.value.kind === "percent" && low.value.points === undefined);
    if (this.zh && close && /^\d/.test(firstText(upper))) return [this.bound(low), to, upper];
    return this.spaced(...this.boundParts(low), to, ...this.boundParts(high));
  }

  private bands(node: Node<"banded" | "marginal">): Doc {
    const lines = node.rows.map((row): Line => ({
      span: row.span,
      doc: this.colon(this.range(row.low, row.high), this.print(row.value, level.top, true)),
      cites: this.cites(row.cites),
    }));
    const key = this.value(node.key, level.excess);
    const open = this.zh
      ? this.spaced(this.s.word("by"), key, this.s.word(node.kind))
      : this.spaced(this.s.word(node.kind === "banded" ? "bandedBy" : "marginalOn"), key);
    return this.spaced(open, this.braces(lines, { flat: false, comma: false, guard: true, span: node.span }));
  }

  /** Words and values in the order of either surface. */
  private idiom(...parts: readonly (KeywordId | Ast.Expr | Ast.Ident | Doc | undefined)[]): Doc {
    return this.spaced(...parts.map((part) => {
      if (typeof part === "string") return part in keywords ? this.s.word(part as KeywordId) : part;
      if (typeof part !== "object" || Array.isArray(part)) return part as Doc | undefined;
      if ("span" in part && "kind" in part) return this.operand(part as Ast.Expr, level.primary, false);
      return "text" in part ? part.text : (part as Doc);
    }));
  }

  private elapsed(node: Node<"elapsed">): Doc {
    const words = { days: "daysFrom", "full-months": "fullMonths", "started-months": "startedMonths", years: "yearsFrom" } as const;
    const year = node.measure.kind === "years" ? node.measure.year : undefined;
    return this.idiom(
      words[node.measure.kind], "from", node.from, "to", node.to, year && "by", year && W.duration(this.s, year.count, year.unit),
      node.atMost && "cappedAt", node.atMost && W.duration(this.s, node.atMost.count, node.atMost.unit),
    );
  }

  private milestones(node: Node<"milestones">): Doc {
    const lines = node.rows.map((row): Line => ({
      span: row.span,
      doc: this.colon(this.print(row.level, level.excess, false), this.print(row.value, level.excess, true)),
      cites: this.cites(row.cites),
    }));
    const skipping = this.s.word(({ highest: this.zh ? "higherOnly" : "highest", sum: this.zh ? "cumulate" : "sum", difference: "difference" } as const)[node.skipping]);
    const open = this.idiom("firstReaching", node.key, "bestBefore", node.before, "skippingPays", [skipping]);
    return this.spaced(open, this.braces(lines, { flat: false, comma: false, guard: true, span: node.span }));
  }

  private pattern(pattern: Ast.KeyPattern): string {
    const one = (value: Ast.Expr): string => flat(this.print(value, level.primary, false)) ?? "";
    if (pattern.kind === "any") return this.s.word("otherwise");
    const to = this.s.word("to");
    if (pattern.years === true) {
      const years = pattern.kind === "key" ? one(pattern.value) : this.zh ? one(pattern.from) + to + one(pattern.to) : `${one(pattern.from)} ${to} ${one(pattern.to)}`;
      return this.zh ? this.s.word("ordinal") + years + this.s.word("years") : `year ${years}`;
    }
    if (pattern.kind === "key") return one(pattern.value);
    return this.zh ? one(pattern.from) + to + one(pattern.to) : `${one(pattern.from)} ${to} ${one(pattern.to)}`;
  }

  private graded(node: Node<"graded">): Doc {
    const between = this.zh ? this.s.comma : `${this.s.comma} `;
    const lines = node.rows.map((row): Line => {
      const values = row.values.map((value, i) => [i === 0 ? "" : " | ", this.print(value, level.top, true)]);
      return {
        span: row.span,
        doc: this.colon(row.keys.map((key) => this.pattern(key)).join(between), values),
        cites: this.cites(row.cites),
      };
    });
    const keys = node.keys.map((key, i) => [i === 0 ? "" : this.s.list, this.print(key, level.excess, true)]);
    const open = this.zh ? this.spaced(this.s.word("by"), keys, this.s.word("graded")) : this.spaced(this.s.word("gradedBy"), keys);
    return this.spaced(open, this.braces(lines, { flat: true, comma: false, guard: true, span: node.span }));
  }

  private firstOf(node: Node<"first-of">): Doc {
    const lines = node.rows.map((row): Line => ({
      span: row.span,
      doc: this.colon(
        row.when === undefined ? this.s.word("otherwise") : this.spaced(this.s.word("when"), this.value(row.when)),
        this.print(row.value, level.top, true),
      ),
      cites: this.cites(row.cites),
    }));
    return this.spaced(this.s.word("firstOf"), this.braces(lines, { flat: false, comma: false, guard: true, span: node.span }));
  }

  private byReading(node: Node<"by-reading">): Doc {
    const lines = node.arms.map((arm): Line => ({
      span: arm.span,
      doc: this.colon(arm.alternative.text, this.print(arm.value, level.top, true)),
      cites: [],
    }));
    const open = `${this.s.word("byReading")} ${node.reading.text}`;
    return this.spaced(open, this.braces(lines, { flat: true, comma: false, guard: true, span: node.span }));
  }

  /** One entry a kind: the type checker lists what a new construct still needs. */
  private readonly printers: { readonly [K in Kind]: (node: Node<K>, commas: boolean) => Doc } = {
    money: (node) => W.money(this.s, node.yuan),
    number: (node) => W.plainNumber(this.s, node.value) + (node.unit === undefined ? "" : ` ${node.unit.text}`),
    percent: (node) => {
      if (node.points === undefined) return `${node.value}%`;
      const points = node.points === "percentage" ? "percentagePoints" : "basisPoints";
      if (this.zh) return node.value + this.s.word(points);
      return `${node.value} ${node.value === "1" ? keywords[points].en[1] : this.s.word(points)}`;
    },
    "unit-price": (node) => [W.money(this.s, node.amount.yuan), ...node.per.map((unit) => unit.text)].join("/"),
    increase: (node) => this.zh ? this.spaced(node.fact.text, this.s.word("increaseZh")) : this.spaced(this.s.word("increaseOf"), node.fact.text, this.s.word("over"), this.s.word("previousYear")),
    growth: (node) => this.spaced(
      ...(this.zh ? [node.fact.text, this.s.word("growthZh")] : [this.s.word("growthOf"), node.fact.text]),
      node.withoutBase && this.s.word("withoutBase"), node.withoutBase && this.operand(node.withoutBase, level.primary, false),
    ),
    "year-since": (node, commas) => {
      const event = this.operand(node.event, level.primary, commas);
      return this.zh
        ? this.spaced(event, this.s.word(node.calendar ? "calendarYearSinceZh" : "yearSinceZh"))
        : this.spaced(this.s.word(node.calendar ? "calendarYearSince" : "yearSince"), event);
    },
    elapsed: (node) => this.elapsed(node),
    "as-of": (node) => this.idiom(node.value.text, "asOf", node.date),
    "top-up": (node) => this.idiom("topUp", node.to, this.zh ? "deduct" : "netOf", node.net),
    match: (node) => this.idiom("match", node.base, this.zh ? "by" : "at", [`${node.own}:${node.ours}`]),
    interest: (node) => this.idiom("interest", node.rate, this.zh ? "interestOn" : "sharedCost", node.principal, this.zh ? "interestOver" : "over", node.time),
    "sum-each": (node) => this.spaced(this.s.word("sumForEach"), node.list.text, ["{ ", this.print(node.value, level.top, false), " }"]),
    milestones: (node) => this.milestones(node),
    date: (node) => W.date(this.s, node.iso),
    duration: (node) => W.duration(this.s, node.count, node.unit),
    text: (node) => this.text(node),
    name: (node) => node.name.text,
    "yes-no": (node) => this.s.word(node.value ? "yes" : "no"),
    none: () => this.s.word("none"),
    nothing: (node) =>
      this.spaced(this.s.word("nothing"), node.because && this.s.word("because"), node.because && this.text(node.because)),
    "percent-of": (node, commas) => this.percentOf(node, commas),
    add: (node, commas) => this.arithmetic(node, commas),
    less: (node, commas) => this.arithmetic(node, commas),
    times: (node, commas) => this.arithmetic(node, commas),
    divided: (node, commas) => this.arithmetic(node, commas),
    "for-each": (node, commas) => this.forEach(node, commas),
    excess: (node) => this.excess(node),
    higher: (node) => this.higher(node),
    "if-given": (node, commas) =>
      this.spaced(this.operand(node.given, level.primary, commas), this.s.word("ifGiven"), this.operand(node.fallback, level.primary, commas)),
    "cap-of": (node) => {
      if (this.zh) return this.spaced(node.scheme.text + W.closeTo(node.scheme.text) + this.s.word("deCap"), node.cap?.text);
      return node.cap === undefined
        ? this.spaced(this.s.word("capOf"), node.scheme.text)
        : this.spaced(this.s.word("cap"), node.cap.text, "of", node.scheme.text);
    },
    "payout-of": (node) => this.belonging(node.scheme, "payoutOf", "dePayout"),
    "ceiling-of": (node) => this.belonging(node.scheme, "ceilingOf", "deCeiling"),
    shift: (node, commas) => this.shift(node, commas),
    "year-of": (node, commas) =>
      this.zh
        ? this.spaced(this.operand(node.date, level.primary, commas), this.s.word("yearOfZh"))
        : this.spaced(this.s.word("yearOf"), this.operand(node.date, level.primary, commas)),
    "previous-year": (node) => this.spaced(this.s.word("previousYear"), node.fact.text),
    banded: (node) => this.bands(node),
    marginal: (node) => this.bands(node),
    graded: (node) => this.graded(node),
    "first-of": (node) => this.firstOf(node),
    "by-reading": (node) => this.byReading(node),
    compare: (node, commas) => this.compare(node, commas),
    "one-of": (node) => {
      const items = node.items.map((item, i) => [i === 0 ? "" : this.s.list, this.print(item, level.excess, false)]);
      return this.spaced(this.operand(node.left, level.excess, false), this.s.word("isOneOf"), items);
    },
    and: (node, commas) => this.alternatives(node, this.chain(node, commas)),
    or: (node, commas) => this.alternatives(node, this.chain(node, commas)),
    not: (node, commas) => this.spaced(this.s.word("not"), this.operand(node.item, level.excess, commas)),
    "at-least-n": (node) =>
      this.conditions(this.zh ? `至少 ${node.count} ${this.s.word("countOf")}` : `${this.s.word("atLeast")} ${node.count} of`, node),
    broken: () => "?",
  };

  private belonging(scheme: Ast.Ident, en: KeywordId, zh: KeywordId): Doc {
    return this.zh ? scheme.text + W.closeTo(scheme.text) + this.s.word(zh) : this.spaced(this.s.word(en), scheme.text);
  }
}

export const comparisons: Readonly<Record<Ast.Comparison, KeywordId>> = {
  "at-least": "atLeast", "at-most": "atMost", "more-than": "moreThan", "less-than": "lessThan", is: "is", "is-not": "isNot",
};
const dateWords: Readonly<Partial<Record<Ast.Comparison, KeywordId>>> = {
  "at-least": "onOrAfter", "at-most": "onOrBefore", "more-than": "after", "less-than": "before",
};

const arithmeticWord = (s: W.Style, kind: "add" | "less" | "times" | "divided"): string =>
  ({ add: s.surface === "en" ? "+" : s.word("plusSign"), less: s.word("less"), times: s.word("times"), divided: s.word("dividedBy") })[kind];
