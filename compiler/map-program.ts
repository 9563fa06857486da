import type { Program } from "../runtime/program.js";

const computed = new Set(["when", "test", "unless", "value", "cap", "as", "share", "ceiling", "claim", "from", "to"]);

/** Whether a field of the program's tables holds a computed value, told by the value itself: an object with an `op`. */
const isExpression = (key: string, value: unknown): value is { readonly op: string } =>
  computed.has(key) && typeof value === "object" && value !== null && "op" in value;

/** The same tables with every expression put through `f`; `known` keeps, for one `f`, what parts of other programs became. */
export function mapProgram<A extends { readonly op: string }, B>(program: Program<A>, f: (expr: A) => B, known?: WeakMap<object, unknown>): Program<B> {
  const walk = (value: unknown, key: string): unknown => {
    if (known === undefined || typeof value !== "object" || value === null) return walkInto(value, key);
    const before = known.get(value);
    if (before !== undefined) return before;
    const made = walkInto(value, key);
    if (typeof made === "object" && made !== null) known.set(value, made);
    return made;
  };
  const walkInto = (value: unknown, key: string): unknown => {
    if (isExpression(key, value)) return f(value as A);
    // places hold words only, and there are many
    if (key === "sites") return value;
    if (Array.isArray(value)) return value.map((item) => walk(item, key));
    if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, walk(v, k)]));
    return value;
  };
  return walk(program, "") as Program<B>;
}
