/** The compiler's public door. Pure: text in, values out. */
export { compile, type Compiled, type CompileInput } from "./pipeline.js";
export { interpret } from "./interpret.js";
export { emitJs, type JsOptions } from "./emit/js.js";
export { catalogue, type DiagnosticCode, type Entry, type Severity } from "./diagnostics/catalogue.js";
export type { Diagnostic } from "./diagnostics/diagnostic.js";
export type { CoreProgram, CoreScheme, Expr } from "./ir/core.js";
export { emitTypes } from "./emit/types.js";
export { emitSchema, factsSchema } from "./emit/schema.js";
export { cover, leftOver, type SourceCoverage } from "./cover.js";
export { runExamples, type ExampleResult } from "./examples.js";
export { accountOf, renderAccount, type Account, type Lang } from "./explain/index.js";
