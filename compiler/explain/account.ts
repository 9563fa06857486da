import type { FactInfo, Program, Site, Titles } from "../../runtime/program.js";
import type { Award, Evaluation, Reason, StackResult } from "../../runtime/result.js";
import type { Step, TraceValue } from "../../runtime/context.js";
import { inScript, unitOf, withUnit } from "./names.js";
import { relationWords, reasonWords, statusWords, words } from "./words.js";

/** An evaluation as an account that a person reads: every line with its clause and its sentence. */

export type Lang = "en" | "zh";

export interface AccountLine {
  readonly mark: "met" | "failed" | "open" | "step" | "decides";
  readonly text: string;
  /** The facts it read, as words. */
  readonly inputs: readonly string[];
  readonly cites: readonly { readonly clause: string; readonly quote: string; readonly external: boolean }[];
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export interface AccountAward {
  readonly scheme: string;
  readonly title: string;
  readonly policy: string;
  readonly application: string;
  readonly status: string;
  /** Amount or ceiling with its unit; empty where nothing can be stated. */
  readonly headline: string;
  readonly because: readonly string[];
  readonly missing: readonly string[];
  readonly notes: readonly string[];
  readonly lines: readonly AccountLine[];
  readonly instalments: readonly string[];
  /** Who pays which part; only where the scheme says so. */
  readonly payers?: readonly string[];
  /** Claims on money paid earlier; only where there are any. */
  readonly repayments?: readonly string[];
  readonly readings: readonly string[];
}

export interface AccountTotal {
  readonly title: string;
  readonly text: string;
  readonly parts: readonly string[];
}

export interface Account {
  readonly format: 1;
  readonly lang: Lang;
  readonly on: string | undefined;
  readonly awards: readonly AccountAward[];
  readonly totals: readonly AccountTotal[];
}

export const titleOf = (titles: Titles, lang: Lang, fallback: string): string => titles[lang] ?? titles[lang === "en" ? "zh" : "en"] ?? fallback;

/** "3000000.00" -> "3,000,000.00 yuan" or "3,000,000.00元". */
export function amountText(yuan: string, lang: Lang): string {
  const [whole = "", decimals = ""] = yuan.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+(?!\d))/g, ",");
  return `${grouped}.${decimals.padEnd(2, "0")}${lang === "en" ? " yuan" : "元"}`;
}

class Writer {
  private readonly facts: ReadonlyMap<string, FactInfo>;
  private readonly units: ReadonlyMap<string, string>;

  constructor(private readonly program: Program, private readonly lang: Lang) {
    this.facts = new Map(program.facts.flatMap((fact) => [fact, ...(fact.rows ?? [])]).map((fact) => [fact.id, fact]));
    this.units = new Map([...this.facts.values()].flatMap((fact) => (fact.unit === undefined ? [] : [[fact.unit, unitOf(fact, lang) ?? fact.unit]])));
  }

  private get colon(): string {
    return this.lang === "en" ? ": " : "：";
  }

  private get comma(): string {
    return this.lang === "en" ? ", " : "，";
  }

  word(key: keyof typeof words): string {
    return words[key][this.lang];
  }

  factName(id: string): string {
    const yearly = /^(.*)[ @](\d{4})$/.exec(id);
    if (yearly !== null && this.facts.has(yearly[1] ?? "")) return `${this.factName(yearly[1] ?? "")} ${yearly[2] ?? ""}${this.lang === "en" ? "" : "年"}`;
    const fact = this.facts.get(id);
    return fact === undefined ? id : titleOf(fact.titles, this.lang, inScript(fact.names, this.lang));
  }

  /** Of a list: which one, and how many. */
  private rowName(n: number): string {
    return this.lang === "en" ? `row ${n}` : `第${n}行`;
  }

  /** A value of the trace in the measure of its site or fact. */
  value(value: TraceValue, measure: string | undefined, fact?: FactInfo): string {
    if (value === null) return this.word("none");
    if (typeof value === "boolean") return this.word(value ? "yes" : "no");
    if (typeof value === "object") return "nothing" in value ? `${this.word("nothing")}${value.nothing === "" ? "" : `${this.colon}${value.nothing}`}` : `${this.word("unknown")}${this.colon}${value.missing.map((id) => this.factName(id)).join(this.lang === "en" ? ", " : "、")}`;
    if (measure === "money") return this.money(value);
    if (measure === "percent") return percentOf(value);
    if (fact?.kind === "list") return this.lang === "en" ? `${value} ${value === "1" ? "row" : "rows"}` : `${value}行`;
    if (fact?.kind === "one-of") return this.memberName(fact, value);
    return withUnit(value, measure === undefined ? undefined : this.units.get(measure) ?? measure);
  }

  private memberName(fact: FactInfo, id: string): string {
    return inScript(fact.members?.find((member) => member.id === id)?.names ?? [id], this.lang);
  }

  private money(value: string): string {
    if (value.includes("/")) return `${value} ${this.word("yuan")}`;
    const [whole = "0", decimals = ""] = value.split(".");
    if (decimals.length > 2) return `${amountText(`${whole}.00`, this.lang).replace(/\.00/, `.${decimals}`)}`;
    return amountText(`${whole}.${decimals.padEnd(2, "0")}`, this.lang);
  }

  input(id: string, value: TraceValue): string {
    const fact = this.facts.get(id.replace(/@\d{4}$/, ""));
    const measure = fact === undefined ? undefined : fact.kind === "money" || fact.kind === "percent" ? fact.kind : fact.unit;
    const known = typeof value !== "object" || value === null;
    const text = known || "nothing" in (value as object) ? this.value(value, measure, fact) : this.word("unknown");
    return `${this.factName(id)} = ${text}`;
  }

  line(step: Step, award: Award): AccountLine | undefined {
    const site = this.program.sites[step.site];
    if (site === undefined) return undefined;
    // what does not apply is no step: another purse that is not in question
    if ((site.kind === "elsewhere" || site.kind === "lapse") && step.value === false) return undefined;
    const row = step.row === undefined ? undefined : site.rows?.[step.row];
    // what is taken away whole was decided by what takes it
    const gone = award.amount === "0.00" && typeof step.value === "string" && Number(step.value) > 0;
    const decides = !gone && award.binding.some((binding) => binding.site === step.site);
    const open = typeof step.value === "object" && step.value !== null && "missing" in step.value;
    const mark = decides ? "decides" : open ? "open" : step.value === false ? "failed" : step.value === true ? "met" : "step";
    return {
      mark, text: this.lineText(site, step, row?.text ?? ""),
      inputs: Object.entries(step.inputs ?? {}).map(([id, value]) => this.input(id, value)),
      cites: [...site.cites, ...(row?.cites ?? [])].map((cite) => ({ clause: cite.anchor, quote: cite.quote, external: cite.external })),
      file: site.file, start: site.start, end: site.end,
    };
  }

  private lineText(site: Site, step: Step, row: string): string {
    const title = titleOf(site.titles, this.lang, site.name);
    switch (site.kind) {
      case "validity": return step.value === true ? this.word("inForce") : this.value(step.value, undefined);
      case "require": case "deadline": case "window": case "bar": case "once": case "elsewhere": case "note":
        return site.titles.en === undefined && site.titles.zh === undefined ? this.condition(statement(site.text)) : title;
      case "instalment": return `${this.word("instalments")} ${site.name}${this.colon}${this.word(step.value === true ? "due" : step.value === false ? "notYetDue" : "undetermined")}`;
      case "lapse": return `${this.word("lapsed")}${this.colon}${title === "" ? site.name : title}`;
      case "retest": return `${shortened(site.text)} → ${this.value(step.value, "money")}`;
      case "increase": case "growth": case "year-since": case "elapsed": case "no-duplication": case "uplift": case "funded": case "repay": case "term": return `${shortened(site.text)} → ${this.value(step.value, site.measure)}`;
      case "limit": return `${shortened(site.text)} → ${this.value(step.value, undefined)}`;
      case "where": return `${site.name === "" ? shortened(site.text) : site.name} = ${this.value(step.value, site.measure)}`;
      case "each-row": return `${this.rowName((step.row ?? 0) + 1)} → ${this.value(step.value, site.measure)}`;
      case "table": return `${this.word("row")} ${shortened(row)} → ${this.value(step.value, site.measure)}`;
      case "round": return `${this.word("rounded")}${this.colon}${this.value(step.value, "money")}`;
      default: return `${isTable(site.text) ? this.word("formula") : shortened(statement(site.text))} → ${this.value(step.value, site.measure)}`;
    }
  }

  /** A condition that is just a fact is told by the fact's title. */
  private condition(text: string): string {
    const fact = this.program.facts.find((f) => f.names.includes(text));
    return fact === undefined ? text : titleOf(fact.titles, this.lang, text);
  }

  reason(reason: Reason): string {
    const site = this.program.sites[reason.site];
    const kind = reasonWords[reason.kind][this.lang];
    if (site === undefined) return kind;
    const detail = reason.kind === "nothing" ? site.text : titleOf(site.titles, this.lang, reason.kind === "require" || reason.kind === "deadline" ? this.condition(statement(site.text)) : "");
    const text = reason.kind === "note" ? detail || site.name : detail === "" ? kind : `${kind}${this.colon}${detail}`;
    const cite = site.cites[0];
    return cite === undefined ? text : `${text} (${cite.anchor} “${cite.quote}”)`;
  }

  headline(award: Award): string {
    if (award.amount !== null && award.status === "eligible") return amountText(award.amount, this.lang) + (award.pools.length > 0 ? ` (${this.word("pools")})` : "");
    if (award.ceiling !== null) return `${this.word("upTo")} ${amountText(award.ceiling, this.lang)}${award.decidedBy === null ? "" : `${this.comma}${this.word("decidedBy")} ${award.decidedBy}`}`;
    return award.amount !== null && award.status !== "elsewhere" ? amountText(award.amount, this.lang) : "";
  }

  instalments(award: Award): string[] {
    const flags = award.flags.map((flag) => this.word(flag));
    return [...award.instalments.map((part) => {
      const what = part.amount !== null ? amountText(part.amount, this.lang) : part.status === "not-yet-due" ? this.word("notYetDue") : `${this.word("undetermined")}${this.colon}${part.missing.map((id) => this.factName(id)).join(", ")}`;
      const why = part.reasons.map((reason) => this.reason(reason)).join("; ");
      return `${part.id} (${this.word("after")} ${part.after})${this.colon}${what}${part.status === "lapsed" ? ` ${this.word("lapsed")}` : ""}${why === "" ? "" : ` (${why})`}`;
    }), ...flags];
  }

  readings(chosen: Readonly<Record<string, string>>): string[] {
    return Object.entries(chosen).map(([id, alternative]) => {
      const reading = this.program.readings.find((r) => r.id === id);
      const taken = reading?.alternatives.find((a) => a.id === alternative);
      const name = reading === undefined ? id : titleOf(reading.titles, this.lang, id);
      const because = taken?.because === undefined ? "" : ` (${this.word("because")}${this.colon}${taken.because})`;
      return `${name}${this.colon}${taken === undefined ? alternative : titleOf(taken.titles, this.lang, alternative)}${reading?.byDefault === alternative ? because : ""}`;
    });
  }

  award(award: Award): AccountAward {
    const policy = this.program.policies.find((p) => p.id === award.policy && p.version === award.version);
    return {
      scheme: award.scheme, title: titleOf(award.titles, this.lang, award.scheme), application: award.application,
      policy: `${policy === undefined ? award.policy : titleOf(policy.titles, this.lang, award.policy)}`,
      status: statusWords[award.status][this.lang], headline: this.headline(award),
      because: award.reasons.map((reason) => this.reason(reason)),
      missing: award.missing.map((id) => `${this.factName(id)}${this.facts.get(id)?.finding === true ? ` (${this.word("finding")})` : ""}`),
      notes: award.notes.map((note) => this.reason(note)),
      lines: award.trace.flatMap((step) => this.line(step, award) ?? []),
      instalments: this.instalments(award),
      ...(award.payers === undefined ? {} : { payers: award.payers.map(({ payer, amount }) => `${payer}${this.colon}${amountText(amount, this.lang)}`) }),
      ...(award.repayments === undefined || award.repayments.length === 0 ? {} : { repayments: award.repayments.map((one) => this.repayment(one)) }),
      readings: this.readings(award.readings),
    };
  }

  private repayment({ site, amount, missing, id }: NonNullable<Award["repayments"]>[number]): string {
    const place = this.program.sites[site];
    const name = titleOf(place?.titles ?? {}, this.lang, shortened(statement(place?.text ?? id)));
    const cite = place?.cites[0];
    const what = amount === null ? `${this.word("undetermined")}${this.colon}${missing.map((fact) => this.factName(fact)).join(this.lang === "en" ? ", " : "、")}` : amountText(amount, this.lang);
    return `${name}${this.colon}${what}${cite === undefined ? "" : ` (${cite.anchor} “${cite.quote}”)`}`;
  }

  /** All awards of the case, where none gives way to another. */
  everything(evaluation: Evaluation): AccountTotal[] {
    const stated = evaluation.awards.filter((award) => (award.amount ?? award.ceiling) !== null && award.status === "eligible");
    const open = evaluation.awards.filter((award) => award.status === "undetermined").length;
    if (stated.length < 2 || evaluation.stacks.some((stack) => stack.relation !== null && stack.relation !== "cumulate")) return [];
    const fen = stated.reduce((sum, award) => sum + BigInt((award.amount ?? award.ceiling ?? "0").replace(".", "")), 0n);
    const digits = String(fen).padStart(3, "0");
    const upTo = stated.some((award) => award.amount === null) ? `${this.word("upTo")} ` : "";
    const without = open === 0 ? "" : `${this.comma}${this.word("undetermined")} ${open}`;
    return [{ title: this.word("everything"), text: `${upTo}${amountText(`${digits.slice(0, -2)}.${digits.slice(-2)}`, this.lang)}${without}`, parts: [] }];
  }

  total(stack: StackResult): AccountTotal {
    const amount = stack.total === null ? this.word("undetermined") : `${stack.isCeiling ? `${this.word("upTo")} ` : ""}${amountText(stack.total, this.lang)}`;
    const relation = stack.relation === null ? "" : ` (${relationWords[stack.relation as keyof typeof relationWords][this.lang]})`;
    const range = stack.range === null ? "" : `; ${this.word("range")} ${amountText(stack.range[0], this.lang)} ${this.word("and")} ${amountText(stack.range[1], this.lang)}`;
    const above = stack.aboveInPrinciple === true ? `; ${this.word("aboveInPrinciple")}` : "";
    return {
      title: titleOf(stack.titles, this.lang, stack.id), text: `${amount}${relation}${range}${above}`,
      parts: stack.members.map((member) => {
        const scheme = this.program.schemes.find((s) => s.id === member.id);
        const name = scheme === undefined ? this.factName(member.id) : titleOf(scheme.titles, this.lang, member.id);
        return `${name}${this.colon}${member.amount === null ? this.word("undetermined") : `${member.isCeiling ? `${this.word("upTo")} ` : ""}${amountText(member.amount, this.lang)}`}`;
      }),
    };
  }
}

/** A statement without its head and its name: "require rated: x at least 5" -> "x at least 5". */
const statement = (text: string): string => text.replace(/^[^\s:：]+\s+(?:[^\s:：]+[:：]\s*)?/, "").replace(/^[^\s:：]+[:：]\s*/, "");

const shortened = (text: string): string => (text.length > 110 ? `${text.slice(0, 109)}…` : text);

/** The rows of a table are steps of their own. */
const isTable = (text: string): boolean => /\{[^}]*$|\{.*\}/.test(text);

function percentOf(fraction: string): string {
  if (fraction.includes("/")) return fraction;
  const negative = fraction.startsWith("-");
  const [whole = "0", decimals = ""] = fraction.replace("-", "").split(".");
  const digits = `${whole}${decimals.padEnd(2, "0")}`;
  const at = whole.length + 2;
  const text = `${digits.slice(0, at).replace(/^0+(?=\d)/, "")}${digits.length > at ? `.${digits.slice(at)}` : ""}`;
  return `${negative ? "-" : ""}${text}%`;
}

export function accountOf(program: Program, evaluation: Evaluation, lang: Lang, on?: string): Account {
  const writer = new Writer(program, lang);
  return {
    format: 1, lang, on,
    awards: evaluation.awards.map((award) => writer.award(award)),
    totals: [...evaluation.stacks.map((stack) => writer.total(stack)), ...writer.everything(evaluation)],
  };
}
