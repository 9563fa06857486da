import { createInterface } from "node:readline";

/**
 * A process of its own for z3, which cannot be interrupted from inside: one script a line comes in as JSON, one answer a
 * line goes out. The solver is asked through its solver interface; evaluating a whole SMT-LIB text is known to fail.
 */

interface Low {
  mk_config(): unknown;
  mk_context(config: unknown): unknown;
  mk_solver(context: unknown): unknown;
  solver_inc_ref(context: unknown, solver: unknown): void;
  mk_params(context: unknown): unknown;
  params_inc_ref(context: unknown, params: unknown): void;
  mk_string_symbol(context: unknown, name: string): unknown;
  params_set_uint(context: unknown, params: unknown, symbol: unknown, value: number): void;
  solver_set_params(context: unknown, solver: unknown, params: unknown): void;
  solver_from_string(context: unknown, solver: unknown, text: string): void;
  solver_check(context: unknown, solver: unknown): Promise<number>;
}

async function start(): Promise<(script: string, limit: number) => Promise<"sat" | "unsat" | "unknown">> {
  const name = "z3-solver";
  const module = (await import(name)) as { init(): Promise<{ Z3: Low }> };
  const { Z3 } = await module.init();
  const context = Z3.mk_context(Z3.mk_config());
  return async (script, limit) => {
    const solver = Z3.mk_solver(context);
    Z3.solver_inc_ref(context, solver);
    const params = Z3.mk_params(context);
    Z3.params_inc_ref(context, params);
    Z3.params_set_uint(context, params, Z3.mk_string_symbol(context, "timeout"), limit);
    Z3.solver_set_params(context, solver, params);
    Z3.solver_from_string(context, solver, script);
    const answer = await Z3.solver_check(context, solver);
    return answer > 0 ? "sat" : answer < 0 ? "unsat" : "unknown";
  };
}

const write = (value: unknown): void => { process.stdout.write(`${JSON.stringify(value)}\n`); };

try {
  const ask = await start();
  write({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, script, limit } = JSON.parse(line) as { readonly id: number; readonly script: string; readonly limit: number };
    try {
      write({ id, answer: await ask(script, limit) });
    } catch (error) {
      write({ id, answer: "unknown", because: error instanceof Error ? error.message : String(error) });
    }
  }
} catch (error) {
  write({ ready: false, because: error instanceof Error ? error.message : String(error) });
}
// the solver keeps threads that would not let the process end
process.exit(0);
