/** What evaluators run on. Generated code imports from here and from nowhere else. */
export * from "./program.js";
export * from "./result.js";
export * from "./value.js";
export { Context, applies, type Step, type TraceValue } from "./context.js";
export * from "./api.js";
export { evaluate, type Application, type EvaluateOptions } from "./evaluate.js";
export { allocate, type DirectClaim } from "./allocate.js";
export { readFacts, nearest, type FactReading, type InputCode, type InputError } from "./input.js";
export { addMonths, formatDay, fromDay, lastWorkingDay, parseDay, shift, toDay, type Day, type DurationUnit } from "./date.js";
export { inWindow, type PoolResult } from "./pool.js";
export { compare, floor, isZero, one, parseRational, rational, round, toDecimal, toText, toYuan, zero, type Rational, type RoundMode } from "./rational.js";
