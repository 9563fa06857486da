import { unitOf, withUnit } from "../explain/names.js";
import { eras } from "../versions.js";
import { evaluateDates } from "./days.js";
import { compare, divide, floor, multiply, parseRational, rational, toText, toYuan, type Rational } from "../../runtime/rational.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { catalogue, type DiagnosticCode } from "../diagnostics/catalogue.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import { parts } from "../ir/core.js";
import { atLeastZero, constant, isConstant, minus, sameForm, variable } from "./linear.js";
import { Prover } from "./prove.js";
import type { Region } from "./region.js";
import { join, noChoice, type Way } from "./ways.js";

/** Findings about what the rules do together, each with a witness; those that the policy accepts are left out. */

interface Finding {
  readonly code: DiagnosticCode;
  /** Scheme, pool, stack or reading, and what in it the finding is about. */
  readonly construct: string;
  readonly name?: string;
  readonly site: number;
  readonly parameters: Readonly<Record<string, string>>;
}

const yuan = (amount: Rational): string => `${grouped(toYuan(amount))} yuan|${grouped(toYuan(amount))}元`;
const grouped = (text: string): string => {
  const [whole = "", decimals = ""] = text.split(".");
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return /^0*$/.test(decimals) ? digits : `${digits}.${decimals}`;
};

class Linter {
  readonly findings: Finding[] = [];

  constructor(readonly program: CoreProgram, readonly prover: Prover) {}

  private get model() {
    return this.prover.analysis.model;
  }

  /** Ways of the applications that keep to what the policy calls usual. */
  private ways(scheme: CoreScheme): readonly Way[] | undefined {
    const ways = this.prover.analysis.waysOf(scheme.id)?.ways;
    const { usual } = this.prover;
    return usual.length === 0 ? ways : ways?.flatMap((way) => usual.map((region) => ({ ...way, region: way.region.meet(region) })).filter(({ region }) => region.isPossible()));
  }

  private title(fact: string): string {
    const info = this.model.facts.get(fact);
    return `${info?.names.find((name) => /^[\x20-\x7e]+$/.test(name)) ?? fact}|${info?.names.find((name) => !/^[\x20-\x7e]+$/.test(name)) ?? info?.names[0] ?? fact}`;
  }

  private shown(fact: string, value: string): string {
    const info = this.model.facts.get(fact);
    if (info?.kind === "money") return `${grouped(value)} yuan|${grouped(value)}元`;
    if (info?.kind === "percent") return `${value}%`;
    const of = (lang: "en" | "zh"): string => withUnit(grouped(value), info === undefined ? undefined : unitOf(info, lang));
    return of("en") === of("zh") ? of("en") : `${of("en")}|${of("zh")}`;
  }

  scheme(scheme: CoreScheme): void {
    const ways = this.ways(scheme);
    if (ways === undefined) return;
    this.idleCaps(scheme, ways);
    this.rowsOutOfReach(scheme, ways);
    this.sameGrades(scheme, ways);
    this.cliffs(scheme);
    this.datesLeft(scheme);
  }

  /** Row of the table that the award is, as the policy writes its key. */
  private rowName(site: number, row: number): string {
    const text = this.program.sites[site]?.rows?.[row]?.text ?? "";
    return text.split(/[:：]/)[0]?.trim() ?? "";
  }

  /** A cap that is never the least, in the whole scheme or in one row of its tables. */
  private idleCaps(scheme: CoreScheme, ways: readonly Way[]): void {
    const paid = ways.filter((way) => !way.paid.refused && !way.paid.isCeiling);
    for (const cap of scheme.caps.filter((one) => !accumulates(one, scheme))) {
      const standing = paid.filter((way) => way.paid.caps.has(cap.id));
      if (standing.length > 0 && !standing.some((way) => way.paid.bound === cap.id)) {
        this.idle(scheme, cap.id, cap.site, standing, "");
        continue;
      }
      const tables = [...new Set(standing.flatMap((way) => [...way.rows.keys()]))].filter((site) => this.program.sites[site]?.rows !== undefined);
      for (const site of tables) {
        const rows = [...new Set(standing.flatMap((way) => way.rows.get(site) ?? []))];
        if (rows.length < 2) continue;
        for (const row of rows) {
          const inRow = standing.filter((way) => way.rows.get(site) === row);
          if (inRow.some((way) => way.paid.bound === cap.id) || inRow.every((way) => isConstant(way.paid.formula) && way.paid.formula.constant.n === 0n)) continue;
          const name = this.rowName(site, row);
          this.idle(scheme, cap.id, cap.site, inRow, ` in the row \`${name}\`|在“${name}”一行`);
        }
      }
    }
  }

  private idle(scheme: CoreScheme, cap: string, site: number, ways: readonly Way[], where: string): void {
    let most: Rational | undefined;
    let limit: Rational | undefined;
    for (const way of ways) {
      const high = way.region.largest(way.paid.amount)?.value;
      const low = way.region.least(way.paid.caps.get(cap) ?? constant(rational(0n)))?.value;
      if (high === undefined || low === undefined) return;
      if (most === undefined || compare(high, most) > 0) most = high;
      if (limit === undefined || compare(low, limit) < 0) limit = low;
    }
    if (most === undefined || limit === undefined || most.n === 0n) return;
    this.findings.push({ code: "cap-never-binds", construct: scheme.id, name: cap, site, parameters: { name: cap, where, most: yuan(most), limit: yuan(limit) } });
  }

  private rowsOutOfReach(scheme: CoreScheme, ways: readonly Way[]): void {
    const seen = new Map<number, Set<number>>();
    for (const way of ways) for (const [site, row] of way.rows) seen.set(site, (seen.get(site) ?? new Set()).add(row));
    for (const [site, rows] of seen) {
      const written = this.program.sites[site]?.rows ?? [];
      for (const [i, row] of written.entries()) {
        // a closing row for whatever is left need not be reached
        if (rows.has(i) || i === written.length - 1) continue;
        this.findings.push({ code: "row-out-of-reach", construct: scheme.id, site, parameters: { name: row.text } });
      }
    }
  }

  /** Two values of a listed fact with the same payout over a range of the other facts. */
  private sameGrades(scheme: CoreScheme, ways: readonly Way[]): void {
    for (const fact of this.program.facts.filter((f) => f.kind === "one-of" && this.keysTable(scheme, f.id))) {
      const keyed = ways.filter((way) => !way.paid.refused && way.possible.get(fact.id)?.length === 1);
      const values = (fact.members ?? []).map((member) => member.id).filter((id) => keyed.some((way) => way.possible.get(fact.id)?.[0] === id));
      const pairs = values.slice(1).map((b, i) => [values[i] ?? "", b] as const);
      for (const [a, b] of pairs) {
        const found = this.samePair(keyed, fact.id, a, b);
        if (found === undefined) continue;
        const award = this.standing(scheme);
        this.findings.push({
          code: "grades-pay-same", construct: scheme.id, name: `${a}`, site: award?.site ?? scheme.site,
          parameters: { first: a, second: b, range: `${found.en}|${found.zh}`, witness: found.witness },
        });
      }
    }
  }

  /** Whether a way pays this only where facts that the payout is not made of are large enough, or small: a requirement apart. */
  private asksMore(region: Region, { exact, formula }: Way["paid"]): boolean {
    return region.constraints().some(({ form }) => {
      const others = [...form.terms.keys()].filter((name) => !exact.terms.has(name) && !name.startsWith("\u0001"));
      const [other = ""] = others;
      if (others.length === 0) return false;
      if (form.terms.size > 1) return [...form.terms.keys()].some((name) => exact.terms.has(name) || formula.terms.has(name));
      const { from, to } = this.prover.analysis.ranges.range(other);
      const bound = divide(multiply(form.constant, rational(-1n)), form.terms.get(other) as Rational);
      return formula.terms.has(other) && ![from, to].some((end) => end !== undefined && compare(end, bound) === 0);
    });
  }

  private samePair(keyed: readonly Way[], fact: string, a: string, b: string): { readonly en: string; readonly zh: string; readonly witness: string } | undefined {
    const spans: { readonly name: string; readonly low: Rational; readonly high: Rational; readonly top: Rational }[] = [];
    for (const x of keyed.filter((way) => way.possible.get(fact)?.[0] === a)) {
      for (const y of keyed.filter((way) => way.possible.get(fact)?.[0] === b)) {
        if (!sameForm(x.paid.exact, y.paid.exact) || isConstant(x.paid.exact)) continue;
        const joined = join({ ...x, possible: without(x.possible, fact) }, { ...y, possible: without(y.possible, fact) });
        const [name] = x.paid.exact.terms.keys();
        if (joined === undefined || name === undefined || name.startsWith("\u0001")) continue;
        const [low, high] = [joined.region.least(variable(name))?.value, joined.region.largest(variable(name))?.value];
        if (low === undefined || high === undefined || compare(low, high) >= 0 || this.asksMore(joined.region, x.paid)) continue;
        const region = joined.region.copy();
        region.add(atLeastZero(minus(variable(name), constant(high))));
        spans.push({ name, low, high, top: (region.isPossible() ? region : joined.region).largest(x.paid.exact)?.value ?? low });
      }
    }
    const longest = touching(spans);
    if (longest === undefined) return undefined;
    const { name, low, high, top } = longest;
    const step = this.prover.witnesses.gridOf(name);
    const text = (value: Rational): string => this.shown(name, this.prover.witnesses.given(name, multiply(rational(floor(divide(value, step))), step)));
    const [en, zh] = this.title(name).split("|");
    const [highEn, highZh = highEn] = text(high).split("|");
    const [lowEn, lowZh = lowEn] = text(low).split("|");
    return {
      en: `\`${en}\` is from ${lowEn} to ${highEn}`, zh: `\`${zh}\` 为 ${lowZh} 至 ${highZh}`,
      witness: `up to ${grouped(toYuan(top))} yuan|最高 ${grouped(toYuan(top))}元`,
    };
  }

  /** Jumps of money, shares and quantities; a number of heads that must be so many is a condition, not a cliff. */
  private cliffs(scheme: CoreScheme): void {
    for (const cliff of this.prover.cliffsOf.of(scheme) ?? []) {
      const info = this.model.facts.get(cliff.fact);
      if (cliff.declared !== undefined || (info?.kind === "integer" && !this.keysTable(scheme, cliff.fact))) continue;
      const at = cliff.direction === "fall" || info?.kind !== "integer" ? cliff.above : cliff.below;
      this.findings.push({
        code: "cliff", construct: scheme.id, name: cliff.fact, site: this.siteOfThreshold(scheme, cliff.fact, at) ?? scheme.site,
        parameters: {
          fact: cliff.fact, below: this.shown(cliff.fact, cliff.below), above: this.shown(cliff.fact, cliff.above), at: this.shown(cliff.fact, at),
          before: `${grouped(cliff.paidBelow)} yuan|${grouped(cliff.paidBelow)}元`, after: `${grouped(cliff.paidAbove)} yuan|${grouped(cliff.paidAbove)}元`,
        },
      });
    }
  }

  private keysTable(scheme: CoreScheme, fact: string): boolean {
    let found = false;
    const walk = (e: Expr): void => {
      if (e.op === "cases" && e.rows.some(({ when }) => when !== null && mentions(when, fact))) found = true;
      parts(e).forEach(walk);
    };
    for (const definition of scheme.definitions) walk(definition.value);
    for (const award of scheme.awards) walk(award.value);
    return found;
  }

  /** The award that stands under the default readings. */
  private standing(scheme: CoreScheme): CoreScheme["awards"][number] | undefined {
    return scheme.awards.find((award) => award.guards.every((g) => g.alternatives.includes(this.model.readings.get(g.reading)?.byDefault ?? ""))) ?? scheme.awards[0];
  }

  /** The statement that compares the fact with this value. */
  private siteOfThreshold(scheme: CoreScheme, fact: string, value: string): number | undefined {
    const info = this.model.facts.get(fact);
    const target = info?.kind === "percent" ? multiply(parseRational(value), rational(1n, 100n)) : parseRational(value);
    const has = (e: Expr): boolean => {
      if (e.op === "compare" && e.right.op === "number" && compare(this.model.number(e.right.value), target) === 0 && mentions(e.left, fact, scheme)) return true;
      return parts(e).some(has);
    };
    return scheme.requirements.find((r) => has(r.test))?.site ?? scheme.awards.find((a) => has(a.value))?.site ?? scheme.definitions.find((d) => has(d.value))?.site
      ?? [...scheme.definitions, ...scheme.awards].find((d) => mentions(d.value, fact))?.site;
  }

  /** Values of a date for which no day is left on which to apply. */
  private datesLeft(scheme: CoreScheme): void {
    for (const gap of evaluateDates(this.program, scheme)) {
      this.findings.push({ code: "no-date-left", construct: scheme.id, name: gap.fact, site: gap.site, parameters: { fact: gap.fact, from: gap.from, to: gap.to } });
    }
  }

  /** Two smallest applicants or fewer take a whole pool. */
  pool(pool: CoreProgram["pools"][number]): void {
    for (const id of pool.covers) {
      const scheme = this.model.schemes.get(id);
      const ways = scheme === undefined ? undefined : this.ways(scheme);
      const cap = pool.caps.find((c) => c.value.op === "number");
      if (scheme === undefined || ways === undefined || cap?.value.op !== "number") continue;
      const limit = this.model.number(cap.value.value);
      const threshold = this.threshold(scheme);
      if (threshold === undefined) continue;
      let most: Rational | undefined;
      for (const way of ways.filter((w) => !w.paid.refused)) {
        const region = way.region.copy();
        region.add(atLeastZero(minus(constant(threshold.value), variable(threshold.fact))));
        const high = region.isPossible() ? region.largest(way.paid.amount)?.value : undefined;
        if (high !== undefined && (most === undefined || compare(high, most) > 0)) most = high;
      }
      if (most === undefined || most.n <= 0n) continue;
      const count = floor(divide(limit, most));
      if (count > 2n) continue;
      const each = toYuan(most);
      const at = this.shown(threshold.fact, this.prover.witnesses.given(threshold.fact, threshold.value));
      const [atEn, atZh = atEn] = at.split("|");
      this.findings.push({
        code: "pool-small", construct: pool.id, name: scheme.names[0] ?? scheme.id, site: cap.site,
        parameters: { scheme: scheme.names[0] ?? scheme.id, count: String(count === 0n ? 1n : count), witness: `up to ${grouped(each)} yuan at ${atEn}, of ${grouped(toYuan(limit))} yuan|${atZh} 最多可得 ${grouped(each)}元，资金池 ${grouped(toYuan(limit))}元` },
      });
    }
  }

  /** The least value of a quantity that the requirements admit. */
  private threshold(scheme: CoreScheme): { readonly fact: string; readonly value: Rational } | undefined {
    for (const { test } of scheme.requirements) {
      if (test.op === "compare" && test.left.op === "fact" && test.right.op === "number" && (test.relation === "at-least" || test.relation === "more-than")) {
        const kind = this.model.facts.get(test.left.fact)?.kind;
        if (kind === "money" || kind === "number" || kind === "integer") return { fact: test.left.fact, value: this.model.number(test.right.value) };
      }
    }
    return undefined;
  }

  stack(stack: CoreProgram["stacks"][number]): void {
    for (const proof of this.prover.stack(stack, false)) {
      if (proof.verdict !== "refuted" || proof.paid === undefined || proof.limit === undefined) continue;
      const percent = toText(multiply(divide(parseRational(proof.paid), parseRational(proof.limit)), rational(100n)));
      const share = /\//.test(percent) ? "" : `${percent}%`;
      this.findings.push({ code: "above-cost", construct: stack.id, site: stack.site, parameters: { paid: `${grouped(proof.paid)} yuan|${grouped(proof.paid)}元`, limit: `${grouped(proof.limit)} yuan|${grouped(proof.limit)}元`, witness: share } });
    }
  }

  /** Schemes that take a share of the same amount while no stack speaks of both. */
  relations(): void {
    const bases = this.program.schemes.map((scheme) => ({ scheme, facts: this.prover.basesOf(scheme).filter((fact) => this.model.facts.get(fact)?.kind === "money") }));
    for (const [i, a] of bases.entries()) {
      for (const b of bases.slice(i + 1)) {
        const fact = a.facts.find((f) => b.facts.includes(f));
        if (fact === undefined || this.program.policies[a.scheme.policy]?.id === this.program.policies[b.scheme.policy]?.id && a.scheme.id === b.scheme.id) continue;
        const covered = this.program.stacks.some((stack) => [a, b].every(({ scheme }) => stack.members.some((member) => member.scheme === scheme.id)));
        if (covered) continue;
        this.findings.push({ code: "relation-unsaid", construct: b.scheme.id, name: fact, site: b.scheme.site, parameters: { first: a.scheme.id, second: b.scheme.id, fact } });
      }
    }
  }

  /** Alternatives under which every scheme has the same ways, where nothing else asks for the reading. */
  readings(): void {
    const elsewhere = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      const node = value as { readonly reading?: unknown };
      if (typeof node.reading === "string") elsewhere.add(node.reading);
      for (const child of Array.isArray(value) ? value : Object.values(value)) walk(child);
    };
    walk([this.program.pools, this.program.stacks, this.program.policies, this.program.always, this.program.schemes.map((s) => [s.instalments, s.requirements, s.windows, s.elsewhere, s.notes, s.rounding])]);
    for (const reading of this.program.readings) {
      if (elsewhere.has(reading.id)) continue;
      for (const alternative of reading.alternatives.filter((a) => a.id !== reading.byDefault)) {
        const choice = new Map([[reading.id, alternative.id]]);
        const idle = this.program.schemes.every((scheme) => {
          const before = this.prover.analysis.waysOf(scheme.id, noChoice);
          if (before === undefined) return false;
          if (!before.readings.has(reading.id)) return true;
          return before.signature === this.prover.analysis.waysOf(scheme.id, choice)?.signature;
        });
        if (idle) this.findings.push({ code: "reading-idle", construct: "", name: reading.names[0] ?? reading.id, site: reading.site, parameters: { name: alternative.names[0] ?? alternative.id } });
      }
    }
  }
}

interface Span {
  readonly name: string;
  readonly low: Rational;
  readonly high: Rational;
  readonly top: Rational;
}

/** The longest range that touching ranges of one fact make together. */
function touching(spans: readonly Span[]): Span | undefined {
  let longest: Span | undefined;
  for (const name of new Set(spans.map((span) => span.name))) {
    let current: Span | undefined;
    for (const span of spans.filter((s) => s.name === name).sort((a, b) => compare(a.low, b.low))) {
      current = current !== undefined && compare(span.low, current.high) <= 0
        ? { ...current, high: compare(span.high, current.high) > 0 ? span.high : current.high, top: compare(span.top, current.top) > 0 ? span.top : current.top }
        : span;
      if (longest === undefined || compare(minusOf(current.high, current.low), minusOf(longest.high, longest.low)) > 0) longest = current;
    }
  }
  return longest;
}

const minusOf = (a: Rational, b: Rational): Rational => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
}

function mentions(e: Expr, fact: string, scheme?: CoreScheme): boolean {
  if (e.op === "fact") return e.fact === fact;
  if (e.op === "definition") return scheme !== undefined && mentions(scheme.definitions[e.index]?.value ?? { op: "none" }, fact, scheme);
  return parts(e).some((part) => mentions(part, fact, scheme));
}

/** Warnings about a program without errors. Drafts are looked at like any other policy. */
export function lint(program: CoreProgram): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const diagnostic of eras(program).flatMap(lintOne)) found.set(JSON.stringify([diagnostic.code, diagnostic.file, diagnostic.span, diagnostic.parameters]), diagnostic);
  return [...found.values()].sort((a, b) => (a.file === b.file ? a.span.start - b.span.start : a.file < b.file ? -1 : 1));
}

function lintOne(program: CoreProgram): readonly Diagnostic[] {
  const prover = new Prover(program);
  const linter = new Linter(program, prover);
  for (const scheme of program.schemes) linter.scheme(scheme);
  for (const pool of program.pools) linter.pool(pool);
  for (const stack of program.stacks) linter.stack(stack);
  linter.relations();
  linter.readings();
  const accepted = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  const at = (code: DiagnosticCode, site: number, parameters: Readonly<Record<string, string>>): void => {
    const place = program.sites[site];
    if (place !== undefined) diagnostics.push({ code, severity: catalogue[code].severity, file: place.file, span: { start: place.start, end: place.end }, parameters });
  };
  for (const finding of linter.findings) {
    const known = program.known.find((k) => k.code === finding.code && k.value === undefined && (k.construct === finding.construct || k.construct === "") && (k.name === undefined || k.name === finding.name));
    if (known === undefined) at(finding.code, finding.site, finding.parameters);
    else accepted.add(known.site);
  }
  const declared = new Set(program.schemes.flatMap((scheme) => (prover.cliffsOf.of(scheme) ?? []).flatMap((cliff) => cliff.declared ?? [])));
  for (const known of program.known) if (!accepted.has(known.site) && !declared.has(known.site)) at("accept-idle", known.site, {});
  return diagnostics;
}

/** Whether a cap holds over several awards: what was paid before may leave less than it says. */
function accumulates(cap: CoreScheme["caps"][number], scheme: CoreScheme): boolean {
  if (cap.counting !== undefined) return true;
  if (cap.subjects.length === 0) return false;
  const same = cap.subjects.length === scheme.subjects.length && cap.subjects.every((subject) => scheme.subjects.includes(subject));
  return !same || !(scheme.once || (cap.perYear && scheme.perYear));
}
