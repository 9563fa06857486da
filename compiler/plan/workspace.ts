import type { FactInfo, Guard } from "../../runtime/program.js";
import type { CoreProgram } from "../ir/core.js";
import { and, boundsOf, flag, floorDivide, int, name, no, or, seeIn, two, widthOf, yes } from "./build.js";
import { ends } from "./facts.js";
import { safe, type Bool, type Bounds, type Int, type SchemePlan, type Step, type Widest } from "./ir.js";
import { lcm, type Num, type Term } from "./terms.js";

/** Asked again as fast as remembered. */
function cheap(test: Bool): boolean {
  switch (test.op) {
    case "true": case "false": case "flag": case "known": case "yes": case "no": case "listed": return true;
    case "equal": case "less": case "at-most": return [test.left, test.right].every((side) => side.op === "int" || side.op === "fact");
    // a comparison of what is known
    case "and": return test.items.length === 2 && test.items.some((item) => item.op === "known") && test.items.every(cheap);
    default: return false;
  }
}

/** What is known while one scheme is lowered: its steps so far, their bounds, and how terms combine. */
export abstract class Workspace {
  protected readonly bounds = new Map<string, Bounds>();
  protected steps: Step[] = [];
  protected definitions = new Map<number, Term>();
  protected readonly used = new Set<string>();
  protected count = 0;
  protected widest: Widest = { size: 0n, what: "" };
  protected widestInDoubles: Widest = { size: 0n, what: "" };

  constructor(
    protected readonly program: CoreProgram,
    private readonly readings: ReadonlyMap<string, string>,
    protected readonly done: ReadonlyMap<string, SchemePlan>,
    /** The facts of the program by id, in its order. */
    protected readonly facts: ReadonlyMap<string, FactInfo>,
    private readonly order: ReadonlyMap<string, number>,
  ) {}

  /** Facts that were asked for, in the order of the program. */
  protected asked(): readonly string[] {
    const at = (fact: string): number => this.order.get(fact) ?? 0;
    return [...this.used].sort((a, b) => at(a) - at(b));
  }

  protected readonly lookup = (value: Int & { readonly op: "fact" | "name" }): Bounds => {
    if (value.op === "name") return this.bounds.get(value.name) ?? { least: 0n, most: 0n };
    const info = this.facts.get(value.fact);
    return info === undefined ? { least: 0n, most: 0n } : ends(info);
  };

  protected see(what: string): (bounds: Bounds) => void {
    return (bounds) => {
      const size = widthOf(bounds);
      if (size > this.widest.size) this.widest = { size, what };
      if (size > this.widestInDoubles.size) this.widestInDoubles = { size, what };
    };
  }

  /** A name for a value that is used more than once. */
  protected named(value: Int, hint: string): Int {
    if (value.op === "int" || value.op === "name" || value.op === "fact") return value;
    const id = `${hint} ${++this.count}`;
    const bounds = boundsOf(value, this.lookup, this.see(hint));
    this.bounds.set(id, bounds);
    this.steps.push({ kind: "int", name: id, value, bounds });
    return name(id);
  }

  /**
   * A limit that is named, below another one that is always there and stays below `most`. A sum or product of exact numbers
   * that passes 2^53 is rounded, but never to below 2^53: it is more than that other limit, exactly or not.
   */
  protected limit(value: Int, hint: string, most: bigint): Int {
    if (most > safe || (value.op !== "multiply" && value.op !== "add")) return this.named(value, hint);
    const exact = [value.left, value.right].map((side) => boundsOf(side, this.lookup, this.see(hint)));
    const bounds = boundsOf(value, this.lookup);
    if (bounds.most <= safe || bounds.least < 0n || exact.some((side) => widthOf(side) > safe)) return this.named(value, hint);
    if (bounds.most > this.widest.size) this.widest = { size: bounds.most, what: hint };
    const id = `${hint} ${++this.count}`;
    this.bounds.set(id, bounds);
    this.steps.push({ kind: "int", name: id, value, bounds, rounded: true });
    return name(id);
  }

  /** A quotient whose dividend has a name: databases divide towards zero, so they have to look at its sign. */
  protected floored(value: Int, by: bigint): Int {
    return by === 1n ? value : floorDivide(this.named(value, "quotient"), by);
  }

  protected flagged(value: Bool, hint: string): Bool {
    if (cheap(value)) return value;
    seeIn(value, this.lookup, this.see(hint));
    const id = `${hint} ${++this.count}`;
    this.steps.push({ kind: "flag", name: id, value });
    return flag(id);
  }

  protected reading(id: string): string {
    return this.readings.get(id) ?? this.program.readings.find((r) => r.id === id)?.byDefault ?? "";
  }

  protected stands({ guards }: { readonly guards: readonly Guard[] }): boolean {
    return guards.every((guard) => guard.alternatives.includes(this.reading(guard.reading)));
  }

  protected num(value: Int, over: bigint, known: Bool = yes, nothing: Bool = no, sure = known.op === "true"): Num {
    return { is: "number", int: value, over, known, nothing, sure };
  }

  protected over(term: Num, over: bigint): Int {
    return two("multiply", term.int, int(over / term.over));
  }

  protected common(a: Num, b: Num): readonly [Int, Int, bigint] {
    const over = lcm(a.over, b.over);
    return [this.over(a, over), this.over(b, over), over];
  }

  protected combined(a: Num, b: Num, operation: (x: Int, y: Int) => Int): Num {
    const [x, y, over] = this.common(a, b);
    return this.num(operation(x, y), over, and(a.known, b.known), or(a.nothing, b.nothing), a.sure && b.sure);
  }
}
