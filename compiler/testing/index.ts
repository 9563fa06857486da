/**
 * The public entry `allot/testing`: cases of a policy for fast-check, the claims that a policy makes by what it
 * declares, and counterexamples as `example` blocks. Pure: programs in, values out.
 */
export { caseArbitrary, readingsArbitrary, shrinkCase, type CaseOptions } from "./arbitrary.js";
export { breakpoints, type Breakpoints, type Term } from "./breakpoints.js";
export type { TestCase } from "./case.js";
export { createRunner, type Claim, type ClaimKind, type Runner, type Violation } from "./claim.js";
export { claimsOf, refuses } from "./claims.js";
export { exampleBlock, type ExampleOptions } from "./example.js";
export { fuzz, type Finding, type FuzzOptions, type FuzzReport, type Tried } from "./fuzz.js";
