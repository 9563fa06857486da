import type { Language } from "../diagnostics/render.js";
import type { CoreProgram } from "../ir/core.js";
import type { ProofReport } from "../prove/prove.js";
import type { Shell } from "./shell.js";

export function askZ3(_program: CoreProgram, _report: ProofReport, _lang: Language, _shell: Shell): Promise<"agrees" | "disagrees"> {
  return Promise.reject(new Error("not built"));
}
