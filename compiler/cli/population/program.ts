import { emitJs } from "../../emit/js.js";
import type { CoreProgram } from "../../ir/core.js";
import type { Program } from "../../../runtime/program.js";

/** The generated evaluators of a policy set, loaded into this process: what runs here is what `allot build` writes. */
export async function generated(core: CoreProgram): Promise<Program> {
  const runtime = new URL("../../../runtime/index.js", import.meta.url).href;
  const text = emitJs(core, { runtime });
  const module = (await import(`data:text/javascript;base64,${Buffer.from(text, "utf8").toString("base64")}`)) as { readonly program: Program };
  return module.program;
}
