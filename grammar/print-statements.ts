import type * as Ast from "./ast.js";
import type { KeywordId } from "./keywords.js";
import { ExpressionPrinter } from "./print-expressions.js";
import { level } from "./print-levels.js";
import type { Doc, Line } from "./print-layout.js";
import * as W from "./print-words.js";

const plainValues: ReadonlySet<Ast.Expr["kind"]> = new Set(["money", "percent", "number", "date", "name"]);

/** Statements: what stands inside a scheme, a pool or a stack. */

type Kind = Ast.Stmt["kind"];
type Node<K extends Kind> = Ast.Stmt & { readonly kind: K };

/** What a construct puts on its line and below it. */
interface Piece {
  readonly doc: Doc;
  readonly cites?: readonly Ast.Cite[];
}

const classifiers: readonly (readonly [RegExp, string])[] = [
  [/(?:企业|单位|公司|机构)$/, "每家"],
  [/(?:人|人员|人才|员工)$/, "每名"],
  [/(?:消费者|家庭成员)$/, "每位"],
  [/者$/, "每名"],
  [/(?:发票|凭证|证书)$/, "每张"],
  [/(?:类|类别|品类)$/, "每类"],
  [/(?:贷款|业务)$/, "每笔"],
  [/户$/, "每户"],
];

const classifierOf = (subject: string): string => classifiers.find(([pattern]) => pattern.test(subject))?.[1] ?? "每个";

export class StatementPrinter extends ExpressionPrinter {
  protected get chinese(): boolean {
    return this.s.surface === "zh";
  }

  protected word(id: KeywordId): string {
    return this.s.word(id);
  }

  /** `name:` before a statement. */
  protected label(name: Ast.Ident | undefined): string | undefined {
    return name === undefined ? undefined : name.text + this.s.colon;
  }

  protected titles(titles: readonly Ast.TextLiteral[]): string | undefined {
    return titles.length === 0 ? undefined : titles.map((title) => this.text(title)).join(" ");
  }

  protected naming(naming: Ast.Naming): Doc {
    const alias = naming.alias === undefined ? undefined : `/ ${naming.alias.text}`;
    return this.spaced(naming.name.text, alias, this.titles(naming.titles));
  }

  protected when(condition: Ast.Expr | undefined, commas = false): Doc | undefined {
    return condition === undefined ? undefined : this.spaced(this.word("when"), this.value(condition, level.top, commas));
  }

  scope(scope: Ast.Scope): Doc {
    const subjects = scope.subjects.map((subject) => {
      return `${this.chinese ? classifierOf(subject.text) : this.word("per")} ${subject.text}`;
    });
    const year = this.chinese ? this.word("everyYear") : `${this.word("per")} ${this.word("calendarYear")}`;
    return this.spaced(...subjects, scope.calendarYear ? year : undefined, scope.once ? this.word("once") : undefined);
  }

  // ------------------------------------------------------------ lines

  line(node: Ast.Stmt): Line {
    if (node.kind === "instalments") return this.instalments(node);
    const print = this.statements[node.kind] as (node: Ast.Stmt) => Piece;
    const piece = print(node);
    return { span: node.span, doc: piece.doc, cites: this.cites(piece.cites ?? []) };
  }

  lines(body: readonly Ast.Stmt[]): readonly Line[] {
    return body.map((statement) => this.line(statement));
  }

  block(body: readonly Ast.Stmt[], span: Ast.Stmt["span"]): Doc {
    return this.braces(this.lines(body), { flat: false, comma: false, span });
  }

  /** Readings of a clause: what each alternative puts in its place. */
  protected arms<T>(node: Ast.ReadingArms<readonly T[]> & { readonly cites?: readonly Ast.Cite[] }, print: (item: T) => Line): Piece {
    const lines = node.arms.map((arm): Line => {
      const [only, ...more] = arm.value;
      if (only === undefined) return { span: arm.span, doc: this.colon(arm.alternative.text, this.word("nothing")), cites: [] };
      if (more.length > 0) {
        const body = this.braces(arm.value.map(print), { flat: false, comma: false, span: arm.span });
        return { span: arm.span, doc: this.colon(arm.alternative.text, body), cites: [] };
      }
      const line = print(only);
      return { ...line, span: arm.span, doc: this.colon(arm.alternative.text, line.doc) };
    });
    const doc = this.spaced(this.word("byReading"), node.reading.text, this.braces(lines, { flat: false, comma: false, guard: true, span: node.span }));
    return { doc, cites: node.cites ?? [] };
  }

  private instalments(node: Node<"instalments">): Line {
    const parts = [...node.parts.map((part) => this.instalment(part)), ...node.retests.map((retest) => this.retest(retest))];
    const lines = inSourceOrder(parts);
    const doc = this.spaced(this.word("instalments"), this.braces(lines, { flat: false, comma: false, guard: true, span: node.span }));
    return { span: node.span, doc, cites: this.cites(node.cites) };
  }

  private instalment(part: Ast.Instalment): Line {
    const share = part.share === undefined ? this.word("theRest") : `${part.share.value}%`;
    const what = this.chinese
      ? [part.after.text, this.word("laterBy"), share]
      : [share, this.word("after"), part.after.text];
    const under = part.lapses.map((lapse): Line => ({
      span: lapse.span,
      doc: this.spaced(this.word("lapses"), this.label(lapse.name), this.when(lapse.when, true), this.titles(lapse.titles)),
      cites: this.cites(lapse.cites),
    }));
    return {
      span: part.span,
      doc: this.spaced(this.label(part.name), ...what, this.when(part.when, true)),
      cites: this.cites(part.cites),
      under,
    };
  }

  private retest(retest: Ast.Retest | Ast.ReadingArms<readonly Ast.Retest[]>): Line {
    if ("kind" in retest) {
      const piece = this.arms(retest, (one) => this.retest(one));
      return { span: retest.span, doc: piece.doc, cites: [] };
    }
    return {
      span: retest.span,
      doc: this.spaced(this.word("retest"), retest.fact.text, this.word("retestWith"), retest.with.text),
      cites: this.cites(retest.cites),
    };
  }

  // ------------------------------------------------------------ facts

  private factType(type: Ast.FactType, span: Ast.Ident["span"]): Doc {
    const simple: Readonly<Record<Exclude<Ast.FactType["kind"], "date" | "quantity" | "one-of" | "list">, KeywordId>> = {
      money: "money", percent: "percent", integer: "integer", number: "plainNumber", "yes-no": "yesOrNo", text: "text", dates: "listOfDates",
    };
    if (type.kind === "date") return this.word(type.orNone ? "dateOrNone" : "date");
    if (type.kind === "quantity") return `${this.word("quantityIn")} ${type.unit.text}`;
    if (type.kind === "list") {
      const lines = type.facts.map((fact): Line => ({ span: fact.span, doc: this.fact(fact).doc, cites: this.cites(fact.cites) }));
      return this.spaced(this.word("listOf"), this.braces(lines, { flat: false, comma: false, span }));
    }
    if (type.kind !== "one-of") return this.word(simple[type.kind]);
    const members = type.members.map((m) => (m.alias === undefined ? m.name.text : `${m.name.text} / ${m.alias.text}`)).join(this.s.list);
    return [
      this.word("oneOf"), members,
      ...(type.rising ? [this.word("rising")] : []),
      ...(type.orOther ? [this.word("orOther")] : []),
    ].join(" ");
  }

  protected fact(node: Ast.FactDecl): Piece {
    const range = node.range === undefined ? [] : [
      this.word("from"), this.value(node.range.from, level.excess), this.word("to"), this.value(node.range.to, level.excess),
    ];
    const modifiers = [
      ...range,
      node.calendarYear ? (this.chinese ? this.word("everyYear") : `${this.word("per")} ${this.word("calendarYear")}`) : undefined,
      node.byYear ? this.word("byYear") : undefined,
      node.stage && `${this.word("atStage")} ${node.stage.text}`,
      node.ifAbsent && this.word("ifAbsent"),
      node.ifAbsent && this.value(node.ifAbsent, level.excess),
      node.alwaysKnown ? this.word("alwaysKnown") : undefined,
    ].filter((modifier) => modifier !== undefined);
    const establishedBy = node.establishedBy && `${this.word("establishedBy")} ${this.text(node.establishedBy)}`;
    const head = this.spaced(this.word(node.finding ? "finding" : "fact"), this.naming(node.naming));
    // a fact of which nothing more is said is a yes or no
    const doc = node.type.kind === "yes-no" && modifiers.length === 0
      ? this.spaced(head, establishedBy)
      : [
          head, this.s.colon, { kind: "break" as const, flat: this.chinese ? "" : " ", indent: 2 },
          this.spaced(this.factType(node.type, node.span), ...modifiers, establishedBy),
        ];
    return { doc, cites: node.cites };
  }

  protected accept(node: Ast.AcceptDecl): Piece {
    return { doc: this.spaced(this.word("accept"), this.text(node.code), node.name?.text, this.word("because"), this.text(node.because)), cites: node.cites };
  }

  protected bar(node: Ast.BarDecl): Piece {
    const term = this.print(node.term, level.top, false);
    const same = this.s.open + this.word(node.sameDateInclusive ? "inclusive" : "exclusive") + this.s.close;
    const until = this.chinese ? this.word("untilSameDate") + same : `${this.word("untilSameDate")} ${same}`;
    const doc = this.chinese
      ? this.spaced(this.word("bar"), this.naming(node.naming), this.word("from"), node.from.text, term, until)
      : this.spaced(this.word("bar"), this.naming(node.naming), this.word("forTerm"), term, this.word("from"), node.from.text, until);
    return { doc, cites: node.cites };
  }

  // ------------------------------------------------------------ awards, caps, terms

  private deadline(node: Node<"deadline">): Piece {
    const head = this.spaced(this.word("deadline"), this.label(node.name), node.date.text);
    const { rule } = node;
    const event = node.event.text;
    if (rule.kind === "within") {
      const term = this.print(rule.term, level.top, false);
      const doc = this.chinese
        ? this.spaced(head, this.word("inTheYearOf"), event, this.word("within"), term, this.word("inside"))
        : this.spaced(head, this.word("within"), term, this.word("after"), event);
      return { doc, cites: node.cites };
    }
    const years = W.duration(this.s, rule.following, "year");
    const following =
      rule.following === "0" ? (this.chinese ? this.word("sameYear") : undefined)
      : rule.following === "1" ? this.word("orFollowingYear")
      : `${this.word("orFollowing")} ${years}`;
    return { doc: this.spaced(head, this.word("inTheYearOf"), event, following), cites: node.cites };
  }

  private cap(node: Node<"cap">): Piece {
    const scope = node.scope && this.scope(node.scope);
    const target = node.target && this.word(node.target);
    const at = this.chinese || node.target === undefined ? undefined : this.word("at");
    const value = at === undefined ? this.guarded(node.value) : this.value(node.value);
    const counting = node.counting && `${this.word("counting")} ${node.counting.text}`;
    const head = [this.word("cap"), this.label(node.name), target, node.base?.text];
    const body = this.chinese ? [scope, value] : [at, value, scope];
    const serves = node.serves && this.word(node.serves === "earliest" ? "earliestFirst" : "highestFirst");
    return { doc: this.spaced(...head, ...body, counting, serves, this.when(node.when)), cites: node.cites };
  }

  private deduct(node: Node<"deduct">): Piece {
    const order = node.order && this.word(node.order === "before-caps" ? "beforeCaps" : "afterCaps");
    const target = node.base === undefined ? [this.word("payout"), order] : [this.word("base"), node.base.text];
    return { doc: this.spaced(this.word("deduct"), this.value(node.value, level.excess), this.word("from"), ...target), cites: node.cites };
  }

  private window(node: Node<"window">): Piece {
    const to = this.word("to");
    const spans = node.spans.map((span) => {
      const from = W.monthDay(this.s, span.month, span.day);
      if (span.toMonth === undefined) return from;
      const until = W.monthDay(this.s, span.toMonth, span.toDay);
      return this.chinese ? from + to + until : `${from} ${to} ${until}`;
    });
    const by = node.by && `${this.word("by")} ${node.by.text}`;
    const doc = this.spaced(this.word("window"), this.chinese ? undefined : this.word("in"), spans.join(this.s.list), by);
    return { doc, cites: node.cites };
  }

  private relation(node: Node<"relation">): Piece {
    const words = { cumulate: "cumulate", higher: "higherOnly", excludes: "excludes", "fills-up": "fillsUp", together: "together" } as const;
    const { relation } = node;
    const doc = this.spaced(
      this.word("relation"),
      node.inPrinciple === true ? this.word("inPrinciple") : undefined,
      this.word(words[relation.kind]),
      relation.kind === "together" ? this.value(relation.ceiling) : undefined,
      node.givesWay && `${this.word("givesWay")} ${node.givesWay.text}`,
      node.silent ? this.word("silent") : undefined,
    );
    return { doc, cites: node.cites };
  }

  private ties(ties: "served" | "dropped" | Ast.Ident): string {
    if (typeof ties === "object") return `${this.word("tiesBy")} ${ties.text}`;
    return this.word(ties === "served" ? "tiesServed" : "tiesDropped");
  }

  private uplift(node: Node<"uplift">): Piece {
    const { change } = node;
    const head = `${node.raises ? "raise" : "lower"}${({ payout: "Payout", rate: "Rate", cap: "Cap" } as const)[node.target]}` as const;
    const literal = change.kind === "by" && (change.value.kind === "percent" || change.value.kind === "money");
    const by = this.chinese && literal ? undefined : this.word("by");
    const how = change.kind === "fold" ? [this.word("to"), this.chinese ? change.times + this.word("fold") : `${change.times} ${this.word("fold")}`]
      : change.kind === "to" ? [this.word("to"), this.value(change.value, level.excess)]
      : [by, this.guarded(change.value, level.excess)];
    const meets = node.meets && this.word(node.meets === "added" ? "addedToOthers" : "compounded");
    return { doc: this.spaced(this.word(head), this.label(node.name), node.of?.text, ...how, meets, this.when(node.when)), cites: node.cites };
  }

  private term(node: Node<"term">): Piece {
    const { of } = node;
    const length = this.print(node.length, level.top, false);
    const extensions = node.extensions.flatMap((extension) => [
      this.word(extension.by === undefined ? "extendedTo" : "extendedBy"),
      extension.by === undefined ? this.value(extension.to as Ast.Expr, level.excess) : this.print(extension.by, level.top, false),
      this.when(extension.when),
    ]);
    const head = [this.word("term"), this.label(node.name)];
    if ("event" in of) {
      const by = of.calendar ? `${this.word("by")} ${this.word("calendarYear")}` : undefined;
      return { doc: this.spaced(...head, length, this.word("from"), of.event.text, by, ...extensions), cites: node.cites };
    }
    const counting = of.counting && `${this.word("counting")} ${of.counting.text}`;
    return { doc: this.spaced(...head, of.counted.text, this.word("atMost"), length, counting, ...extensions), cites: node.cites };
  }

  private allocate(node: Node<"allocate">): Piece {
    const { rule } = node;
    const how =
      rule.kind === "in-order" ? `${this.word("inOrderOf")} ${rule.by.text}`
      : rule.kind === "pro-rata" ? `${this.word("proRata")}${rule.by === undefined ? "" : ` ${this.word("by")} ${rule.by.text}`}`
      : rule.kind === "ranked" ? `${this.word("toTheFirst")} ${rule.places} ${this.word("by")} ${rule.by.text} ${this.ties(rule.ties)}`
      : `${this.word("byWindow")} ${this.word("proRata")}`;
    return { doc: this.spaced(this.word("allocate"), how), cites: node.cites };
  }

  /** One entry a kind: the type checker lists what a new construct still needs. */
  private readonly statements: { readonly [K in Exclude<Kind, "instalments">]: (node: Node<K>) => Piece } = {
    scope: (node) => ({
      doc: this.spaced(this.scope(node.scope), node.recordedIn && `${this.word("recordedIn")} ${node.recordedIn.text}`),
      cites: node.cites,
    }),
    fact: (node) => this.fact(node),
    require: (node) => ({
      doc: this.spaced(
        this.word("require"), this.label(node.name), ...this.requirement(node.condition, node.inPrinciple),
        node.unless && this.word("unless"), node.unless && this.value(node.unless), this.when(node.when), this.titles(node.titles),
      ),
      cites: node.cites,
    }),
    window: (node) => this.window(node),
    deadline: (node) => this.deadline(node),
    award: (node) => {
      const head = [this.word("award"), this.label(node.name)];
      if (node.decided === undefined) return { doc: this.spaced(...head, this.guarded(node.value)), cites: node.cites };
      const as = node.decided.as;
      return {
        doc: this.spaced(
          ...head, this.word("upTo"), this.value(node.value), this.word("decidedBy"), this.text(node.decided.by),
          as && this.word("decidedAs"), as && this.value(as),
        ),
        cites: node.cites,
      };
    },
    "case-by-case": (node) => ({
      doc: this.spaced(this.word("award"), this.word("caseByCase"), node.by && this.word(this.chinese ? "decidedBy" : "by"), node.by && this.text(node.by)),
      cites: node.cites,
    }),
    plus: (node) => ({
      doc: this.spaced(
        this.word("plus"), this.label(node.name), this.value(node.value),
        node.cap && this.word("cappedAt"), node.cap && this.value(node.cap), this.when(node.when),
      ),
      cites: node.cites,
    }),
    where: (node) => ({
      doc: this.spaced(this.word("where"), this.names(node.names), this.s.equals, this.value(node.value)),
      cites: node.cites,
    }),
    cap: (node) => this.cap(node),
    floor: (node) => ({
      doc: this.spaced(this.word(node.drops ? "noPaymentBelow" : "paysAtLeast"), this.value(node.value)),
      cites: node.cites,
    }),
    deduct: (node) => this.deduct(node),
    round: (node) => ({
      doc: this.spaced(
        this.word(({ down: "roundDown", "half-up": "roundHalfUp", up: "roundUp" } as const)[node.mode]), this.word("to"), W.money(this.s, node.unit.yuan),
      ),
      cites: node.cites,
    }),
    elsewhere: (node) => ({
      doc: this.spaced(this.word("elsewhere"), this.when(node.when), this.titles(node.titles)),
      cites: node.cites,
    }),
    note: (node) => ({
      doc: this.spaced(this.word("note"), node.name.text, this.titles(node.titles), this.when(node.when)),
      cites: node.cites,
    }),
    uplift: (node) => this.uplift(node),
    term: (node) => this.term(node),
    "no-duplication": (node) => ({
      doc: this.spaced(
        this.word("noDuplication"), node.with.text, node.unit && `${this.chinese ? classifierOf(node.unit.text) : this.word("per")} ${node.unit.text}`,
        this.word(({ higher: "higherOnly", difference: "difference", excludes: "excludes" } as const)[node.rule]),
      ),
      cites: node.cites,
    }),
    funded: (node) => ({
      doc: this.spaced(this.word("fundedBy"), node.payers.map((payer) => `${payer.name.text} ${payer.share.value}%`).join(this.s.list)),
      cites: node.cites,
    }),
    repay: (node) => ({
      doc: this.spaced(this.word("repay"), this.label(node.name), this.value(node.value), this.when(node.when), this.titles(node.titles)),
      cites: node.cites,
    }),
    accept: (node) => this.accept(node),
    cliff: (node) => ({
      doc: this.spaced(
        this.word("cliff"),
        ...(node.fact === undefined ? [] : this.chinese ? [node.fact.text, this.word("is")] : [this.word("of"), node.fact.text]),
        this.chinese ? undefined : this.word("at"),
        // a value that may end in `nothing` would take the reason for itself
        !plainValues.has(node.value.kind) ? [this.s.open, this.print(node.value, level.top, false), this.s.close] : this.chinese ? this.guarded(node.value, level.excess) : this.value(node.value, level.excess),
        node.because && this.word("because"), node.because && this.text(node.because),
      ),
      cites: node.cites,
    }),
    "when-block": (node) => ({ doc: this.spaced(this.when(node.when), this.block(node.body, node.span)) }),
    "by-reading": (node) => this.arms(node, (one: Ast.Stmt) => this.line(one)),
    bar: (node) => this.bar(node),
    covers: (node) => ({
      doc: node.every === true
        ? this.spaced(this.word("covers"), this.word("everyScheme"), node.members.length === 0 ? undefined : this.word("except"), this.names(node.members))
        : this.spaced(this.word("covers"), this.names(node.members)),
      cites: node.cites,
    }),
    within: (node) => ({ doc: this.spaced(this.word(this.chinese ? "insidePool" : "within"), node.pool.text) }),
    counts: (node) => ({ doc: this.spaced(this.word("counts"), this.value(node.value)), cites: node.cites }),
    remaining: (node) => ({ doc: this.spaced(this.word("remaining"), node.fact.text) }),
    allocate: (node) => this.allocate(node),
    residue: (node) => ({
      doc: this.spaced(this.word("residue"), this.word(node.rule === "undistributed" ? "undistributed" : "largestRemainder")),
    }),
    shares: (node) => ({ doc: this.spaced(this.word("sharedCost"), node.cost.text) }),
    relation: (node) => this.relation(node),
  };
}

/** Lines that the tree keeps in lists of their own, in the order in which they were written. */
export const inSourceOrder = (lines: readonly Line[]): readonly Line[] => [...lines].sort((a, b) => a.span.start - b.span.start);
