import { withoutRemarks, type CoreProgram } from "../ir/core.js";

/**
 * The compiled program as JSON, for back ends that others write: the tables of `runtime/program.ts`, computed values as
 * expressions with an `op`, exact numbers as text. Money is in yuan, a percentage is a fraction of one.
 */
export function emitIr(program: CoreProgram): string {
  const text = (_: string, value: unknown): unknown => {
    if (typeof value === "object" && value !== null && typeof (value as { readonly n?: unknown }).n === "bigint") {
      const { n, d } = value as { readonly n: bigint; readonly d: bigint };
      return d === 1n ? String(n) : `${n}/${d}`;
    }
    return typeof value === "bigint" ? String(value) : value;
  };
  return `${JSON.stringify({ ir: 1, ...withoutRemarks(program) }, text, 1)}\n`;
}
