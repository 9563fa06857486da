import { add, divide, multiply, subtract, zero, one, type Rational, parseRational } from "../../runtime/rational.js";
import type { CoreProgram, CoreScheme, Expr } from "../ir/core.js";

/** The straight pieces an expression can be made of, in one fact each: enough to say where two of them meet. */

export interface Piece {
  /** Undefined for a constant. */
  readonly fact: string | undefined;
  readonly slope: Rational;
  readonly offset: Rational;
}

/** Pieces kept of one expression; tables of tables have more than anybody tests. */
const most = 40;

export const constantPiece = (offset: Rational): Piece => ({ fact: undefined, slope: zero, offset });
export const factPiece = (fact: string): Piece => ({ fact, slope: one, offset: zero });

function combined(left: readonly Piece[], right: readonly Piece[], combine: (a: Piece, b: Piece) => Piece | undefined): readonly Piece[] {
  const found: Piece[] = [];
  for (const a of left) for (const b of right) {
    const piece = combine(a, b);
    if (piece !== undefined && found.length < most) found.push(piece);
  }
  return found;
}

function sum(a: Piece, b: Piece, sign: 1 | -1): Piece | undefined {
  if (a.fact !== undefined && b.fact !== undefined && a.fact !== b.fact) return undefined;
  const join = sign === 1 ? add : subtract;
  return { fact: a.fact ?? b.fact, slope: join(a.slope, b.slope), offset: join(a.offset, b.offset) };
}

const scaled = (a: Piece, by: Rational): Piece => ({ fact: a.fact, slope: multiply(a.slope, by), offset: multiply(a.offset, by) });

function product(a: Piece, b: Piece): Piece | undefined {
  if (b.fact === undefined) return scaled(a, b.offset);
  return a.fact === undefined ? scaled(b, a.offset) : undefined;
}

export function piecesOf(program: CoreProgram, scheme: CoreScheme | undefined, expr: Expr, depth = 0): readonly Piece[] {
  if (depth > 40) return [];
  const pieces = (inner: Expr): readonly Piece[] => piecesOf(program, scheme, inner, depth + 1);
  const any = (...exprs: readonly Expr[]): readonly Piece[] => exprs.flatMap(pieces).slice(0, most);
  switch (expr.op) {
    case "number": return [constantPiece(parseRational(expr.value))];
    case "fact": case "in-year": return [factPiece(expr.fact)];
    case "definition": {
      const definition = scheme?.definitions[expr.index];
      return definition === undefined ? [] : pieces(definition.value);
    }
    case "add": return combined(pieces(expr.left), pieces(expr.right), (a, b) => sum(a, b, 1));
    case "subtract": return combined(pieces(expr.left), pieces(expr.right), (a, b) => sum(a, b, -1));
    case "multiply": return combined(pieces(expr.left), pieces(expr.right), product);
    case "divide": return combined(pieces(expr.left), pieces(expr.right), (a, b) => (b.fact === undefined && b.offset.n !== 0n ? scaled(a, divide(one, b.offset)) : undefined));
    case "lower": case "higher": return any(expr.left, expr.right);
    case "whole-down": case "whole-up": return pieces(expr.item);
    case "cases": return any(...expr.rows.map((row) => row.then));
    case "given": return any(expr.value, expr.fallback);
    case "by-reading": return any(...expr.arms.map((arm) => arm.value));
    case "payout-of": case "ceiling-of": case "cap-of": {
      const other = program.schemes.find((one) => one.id === expr.scheme);
      const caps = other?.caps.filter((cap) => expr.op !== "cap-of" || expr.cap === null || cap.id === expr.cap) ?? [];
      return caps.flatMap((cap) => piecesOf(program, other, cap.value, depth + 1)).slice(0, most);
    }
    default: return [];
  }
}

/** Where two pieces are equal, in the fact they share. */
export function meeting(a: Piece, b: Piece): { readonly fact: string; readonly at: Rational } | undefined {
  const fact = a.fact ?? b.fact;
  if (fact === undefined || (a.fact !== undefined && b.fact !== undefined && a.fact !== b.fact)) return undefined;
  const slope = subtract(a.slope, b.slope);
  return slope.n === 0n ? undefined : { fact, at: divide(subtract(b.offset, a.offset), slope) };
}
