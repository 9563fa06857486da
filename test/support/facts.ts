import fc from "fast-check";
import type { CoreProgram } from "../../compiler/index.js";
import type { FactInfo } from "../../runtime/index.js";

/** Facts of a case, drawn where faults are: at the numbers and dates the policy itself writes, and one step beside them. */

interface Breakpoints {
  readonly yuan: readonly bigint[];
  readonly numbers: readonly string[];
  readonly days: readonly string[];
}

function breakpoints(program: CoreProgram): Breakpoints {
  const fen = new Set<bigint>([0n]);
  const numbers = new Set<string>(["0", "1"]);
  const days = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const node = value as { op?: string; value?: unknown; iso?: string };
    if (node.op === "number" && typeof node.value === "string" && !node.value.includes("/")) {
      numbers.add(node.value);
      const [whole = "0", decimals = ""] = node.value.split(".");
      fen.add(BigInt(whole) * 100n + BigInt(decimals.slice(0, 2).padEnd(2, "0")));
    }
    if (node.op === "date" && node.iso !== undefined) days.add(node.iso);
    for (const child of Array.isArray(value) ? value : Object.values(value)) walk(child);
  };
  walk(program.schemes);
  walk(program.policies);
  return { yuan: [...fen], numbers: [...numbers], days: [...days, "2026-02-04", "2026-06-15"] };
}

const yuanText = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, "0")}`;

const shifts = [0n, 1n, -1n, 2n, -2n, 50n, -50n, 99n, -99n, 100n, -100n] as const;

function nextDay(iso: string, by: number): string {
  const day = new Date(`${iso}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + by);
  return day.toISOString().slice(0, 10);
}

export function arbitraryFact(fact: FactInfo, points: Breakpoints): fc.Arbitrary<unknown> {
  const low = BigInt(Math.floor(Number(fact.from ?? 0)));
  const high = BigInt(Math.floor(Number(fact.to ?? 10_000_000_000)));
  switch (fact.kind) {
    case "money": {
      const within = (value: bigint): string => yuanText(value < low * 100n ? low * 100n : value > high * 100n ? high * 100n : value);
      const doubled = points.yuan.flatMap((p) => [p, p * 2n, (p * 10n) / 3n, p * 5n]);
      return fc.oneof(
        { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...doubled), fc.constantFrom(...shifts)).map(([p, s]) => within(p + s)) },
        { weight: 1, arbitrary: fc.bigInt({ min: low * 100n, max: high * 100n }).map(yuanText) },
      );
    }
    case "percent": return fc.oneof(fc.constantFrom("0", "100", "50", "33.333333", "80", "79.99"), fc.integer({ min: 0, max: 10_000 }).map((n) => (n / 100).toFixed(2))).map((t) => clamp(t, fact));
    case "number": return fc.oneof(fc.constantFrom(...points.numbers).map((t) => clamp(t, fact)), fc.integer({ min: 0, max: 400_000 }).map((n) => clamp((n / 1000).toFixed(3), fact)));
    case "integer": return fc.integer({ min: Math.max(Number(fact.from ?? 0), -5), max: Math.min(Number(fact.to ?? 60), 60) });
    case "yes-no": return fc.boolean();
    case "date": return day(points);
    case "date-or-none": return fc.oneof(fc.constant(null), day(points));
    case "one-of": return fc.constantFrom(...(fact.members ?? []).map((m) => m.id), ...(fact.orOther === true ? ["Z"] : []));
    case "text": return fc.constantFrom("a", "b", "");
    case "dates": return fc.constant([]);
  }
}

function clamp(text: string, fact: FactInfo): string {
  const value = Number(text);
  if (fact.from !== undefined && value < Number(fact.from)) return fact.from;
  if (fact.to !== undefined && value > Number(fact.to)) return fact.to;
  return text.includes(".") ? text.replace(/(\.\d{6})\d+$/, "$1").replace(/\.?0+$/, "") : text;
}

const day = (points: Breakpoints): fc.Arbitrary<string> =>
  fc.tuple(fc.constantFrom(...points.days, "2025-03-10", "2025-09-10"), fc.constantFrom(0, 1, -1, 30, 365)).map(([iso, by]) => nextDay(iso, by));

/** Whole cases; about one fact in eight is left out. */
export function arbitraryCase(program: CoreProgram, missing = 8): fc.Arbitrary<Record<string, unknown>> {
  const points = breakpoints(program);
  const fields = program.facts.filter((fact) => !fact.byYear).map((fact) =>
    fc.tuple(fc.integer({ min: 1, max: missing }), arbitraryFact(fact, points)).map(([keep, value]) => (keep === 1 ? [] : [[fact.id, value] as const])));
  return fc.tuple(...fields).map((entries) => Object.fromEntries(entries.flat()));
}

/** A choice for each reading, mostly the default. */
export function arbitraryReadings(program: CoreProgram): fc.Arbitrary<Record<string, string>> {
  const choices = program.readings.map((reading) =>
    fc.oneof({ weight: 3, arbitrary: fc.constant(reading.byDefault) }, { weight: 1, arbitrary: fc.constantFrom(...reading.alternatives.map((a) => a.id)) }).map((alternative) => [reading.id, alternative] as const));
  return choices.length === 0 ? fc.constant({}) : fc.tuple(...choices).map((entries) => Object.fromEntries(entries));
}
