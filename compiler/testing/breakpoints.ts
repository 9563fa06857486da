import { formatDay, parseDay, toDay } from "../../runtime/date.js";
import type { FactInfo } from "../../runtime/program.js";
import { floor, multiply, parseRational, rational, toDecimal, toText, zero, type Rational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";
import { constantPiece, factPiece, meeting, piecesOf, type Piece } from "./linear.js";
import { expressionsFor, inside } from "./reach.js";

/** Where a policy changes what it does: the values and days beside which faults are. */

export interface Breakpoints {
  /** Fact id to values as a case file gives them, rising: "300000", "80". Empty for facts that are no numbers. */
  readonly facts: ReadonlyMap<string, readonly string[]>;
  /** Days, "2026-02-04", rising. */
  readonly days: readonly string[];
  /** Terms that the policies count from a date. */
  readonly terms: readonly Term[];
}

export interface Term {
  readonly count: number;
  readonly unit: "day" | "month" | "year";
}

const numeric: ReadonlySet<FactInfo["kind"]> = new Set(["money", "percent", "number", "integer"]);

/**
 * Values with which a fact is compared or by which it is limited, the ends of its range, and where one straight piece
 * of an award meets another or a cap. `more` adds values in the fact's own unit, such as those an analyser finds.
 */
export function breakpoints(program: CoreProgram, more: ReadonlyMap<string, readonly string[]> = new Map()): Breakpoints {
  const found = new Map<string, Map<string, Rational>>();
  const infos = new Map(program.facts.map((fact) => [fact.id, fact]));
  const enter = (id: string, value: Rational): void => {
    const info = infos.get(id);
    const own = info === undefined || !numeric.has(info.kind) ? undefined : onGrid(info, value);
    if (own === undefined) return;
    const values = found.get(id) ?? new Map<string, Rational>();
    values.set(own, parseRational(own));
    found.set(id, values);
  };
  for (const { id, value } of [...limitsOf(program), ...[...more].flatMap(([id, values]) => values.map((value) => ({ id, value })))]) enter(id, parseRational(value));
  const days = new Set<string>();
  const terms = new Map<string, Term>();
  for (const scheme of program.schemes) {
    for (const [a, b] of pairs(program, scheme)) {
      const met = meeting(a, b);
      if (met !== undefined) enter(met.fact, infos.get(met.fact)?.kind === "percent" ? multiply(met.at, rational(100n)) : met.at);
    }
    for (const expr of expressionsFor(program, scheme)) for (const one of inside(expr)) collectTime(one, days, terms);
  }
  const years = [...days].map((iso) => Number(iso.slice(0, 4)));
  const [first, last] = [Math.min(...years), Math.max(...years)];
  for (let year = first; year <= Math.min(last, first + 50); year++) {
    days.add(`${year}-01-01`).add(`${year}-12-31`);
    for (const scheme of program.schemes) {
      for (const { from, to } of scheme.windows.flatMap((months) => months.spans)) {
        for (const [month, day] of [from, to]) days.add(formatDay(toDay({ year, month, day })));
      }
    }
  }
  for (const { count, unit } of program.policies.flatMap((policy) => policy.bars)) terms.set(`${count} ${unit}`, { count, unit });
  return {
    facts: new Map([...found].map(([id, values]) => [id, [...values].sort(([, a], [, b]) => (a.n * b.d < b.n * a.d ? -1 : 1)).map(([text]) => text)])),
    days: [...days].sort(),
    terms: [...terms.values()],
  };
}

/** Decimals that a fact is given with. */
export const placesOf = (kind: FactInfo["kind"]): number => (kind === "integer" ? 0 : kind === "number" ? 3 : 2);

/** The value as a case file can give it: what lies between two steps is the lower one; outside the range there is none. */
function onGrid(info: FactInfo, value: Rational): string | undefined {
  const text = toText(value);
  const places = info.kind === "money" || info.kind === "integer" ? placesOf(info.kind) : 6;
  const scale = 10n ** BigInt(places);
  const given = /^-?\d+(?:\.(\d+))?$/.exec(text);
  const fits = given !== null && (given[1] ?? "").length <= places;
  const own = fits ? text : trimmed(toDecimal(rational(floor(multiply(value, rational(scale))), scale), places));
  const low = info.from === undefined ? (info.kind === "money" ? zero : undefined) : parseRational(info.from);
  const high = info.to === undefined ? rational(10n ** 13n) : parseRational(info.to);
  const exact = parseRational(own);
  if ((low !== undefined && exact.n * low.d < low.n * exact.d) || exact.n * high.d > high.n * exact.d) return undefined;
  return own;
}

const trimmed = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** Ends of ranges. */
const limitsOf = (program: CoreProgram): readonly { readonly id: string; readonly value: string }[] =>
  program.facts.filter((fact) => numeric.has(fact.kind)).flatMap((fact) =>
    [fact.from ?? "0", ...(fact.to === undefined ? [] : [fact.to])].map((value) => ({ id: fact.id, value })));

/** Pieces of a scheme that may meet: sides of a comparison, operands of a least or greatest, awards and caps. */
function pairs(program: CoreProgram, scheme: CoreScheme): readonly (readonly [Piece, Piece])[] {
  const pieces = (expr: Expr): readonly Piece[] => piecesOf(program, scheme, expr);
  const found: (readonly [Piece, Piece])[] = [];
  const cross = (left: readonly Piece[], right: readonly Piece[]): void => {
    for (const a of left) for (const b of right) found.push([a, b]);
  };
  const literals: Piece[] = [];
  // years, counts and shares are no amounts
  const others = new Set<string>();
  const money = new Set(program.facts.filter((fact) => fact.kind === "money").map((fact) => fact.id));
  const comparesMoney = (expr: { readonly left: Expr; readonly right: Expr }): boolean =>
    [...pieces(expr.left), ...pieces(expr.right)].some((piece) => piece.fact !== undefined && money.has(piece.fact));
  for (const expr of expressionsFor(program, scheme)) {
    for (const one of inside(expr)) {
      if (one.op === "compare" && !comparesMoney(one)) for (const side of [one.left, one.right]) for (const part of inside(side)) if (part.op === "number") others.add(part.value);
      if (one.op === "shift") for (const part of inside(one.count)) if (part.op === "number") others.add(part.value);
      if (one.op === "compare" || one.op === "lower" || one.op === "higher") cross(pieces(one.left), pieces(one.right));
      if (one.op === "number" && !others.has(one.value)) literals.push(...pieces(one));
    }
  }
  const limits: Piece[] = [constantPiece(zero)];
  for (const award of scheme.awards) for (const expr of [award.value, award.cap, award.decided?.as]) if (expr !== undefined) limits.push(...pieces(expr));
  for (const floorRule of scheme.floors) limits.push(...pieces(floorRule.value));
  for (const { value, counting } of scheme.caps) {
    const own = pieces(value);
    limits.push(...own);
    if (counting !== undefined) for (const cap of own) if (cap.fact === undefined) limits.push({ ...factPiece(counting), slope: rational(-1n), offset: cap.offset });
  }
  for (const pool of program.pools) if (pool.remaining !== undefined && pool.covers.includes(scheme.id)) limits.push(factPiece(pool.remaining));
  const distinct = [...new Map(limits.map((piece) => [`${piece.fact} ${toText(piece.slope)} ${toText(piece.offset)}`, piece])).values()].slice(0, 80);
  for (const [i, a] of distinct.entries()) for (const b of distinct.slice(i + 1)) found.push([a, b]);
  // an amount of the policy may be near any amount that its facts state
  for (const id of scheme.facts) if (money.has(id)) cross([factPiece(id)], literals.filter((one) => one.offset.n >= one.offset.d * 2n));
  return found;
}

function collectTime(expr: Expr, days: Set<string>, terms: Map<string, Term>): void {
  if (expr.op === "date" && parseDay(expr.iso) !== undefined) days.add(expr.iso);
  if (expr.op === "shift") {
    for (const one of inside(expr.count)) {
      if (one.op === "number" && /^\d{1,4}$/.test(one.value)) terms.set(`${one.value} ${expr.unit}`, { count: Number(one.value), unit: expr.unit });
    }
  }
  if (expr.op === "compare" && expr.left.op === "year-of" && expr.right.op === "number" && /^\d{4}$/.test(expr.right.value)) {
    days.add(`${expr.right.value}-01-01`).add(`${expr.right.value}-12-31`);
  }
}
