import * as fc from "fast-check";
import type { Evaluation } from "../../runtime/result.js";
import type { CoreProgram } from "../ir/core.js";
import { caseArbitrary, shrinkCase } from "./arbitrary.js";
import { breakpoints, type Breakpoints } from "./breakpoints.js";
import { createRunner, type Claim, type Runner, type Violation } from "./claim.js";
import { claimsOf, refuses } from "./claims.js";
import { schemeIds, type TestCase } from "./case.js";

/** Tries the claims of a program on many cases and makes what breaks them small. */

export interface FuzzOptions {
  /** Cases for each scheme and each stack. 300 where absent. */
  readonly runs?: number;
  /** The same seed tries the same cases. */
  readonly seed?: number;
  /** Schemes, by any of their names; all where absent. */
  readonly schemes?: readonly string[];
  /** Another evaluator of the same program, compared with the interpreter. */
  readonly other?: (at: TestCase) => Evaluation;
  readonly breakpoints?: Breakpoints;
  /** False leaves counterexamples as they were drawn. True where absent. */
  readonly shrink?: boolean;
  /** Told after each batch of cases. */
  readonly progress?: (done: number, of: number) => void;
}

export interface Finding {
  readonly claim: Claim;
  readonly violation: Violation;
  /** The smallest case found. */
  readonly case: TestCase;
  /** The case as it was drawn. */
  readonly drawn: TestCase;
  readonly evaluation: Evaluation | undefined;
}

/** What was tried on the same schemes. */
export interface Tried {
  readonly schemes: readonly string[];
  readonly claims: number;
  readonly cases: number;
  /** Cases in which something was paid: claims on refusals alone say little. */
  readonly paid: number;
}

export interface FuzzReport {
  readonly seed: number;
  readonly runs: number;
  readonly tried: readonly Tried[];
  readonly findings: readonly Finding[];
}

const batch = 100;

const hash = (text: string): number => [...text].reduce((sum, character) => (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) | 0, 7);

/** Claims on the same schemes are tried on the same cases. Throws RangeError for a scheme that does not exist. */
export function fuzz(program: CoreProgram, options: FuzzOptions = {}): FuzzReport {
  const { runs = 300, seed = 1 } = options;
  const points = options.breakpoints ?? breakpoints(program);
  const run = createRunner(program, options.other);
  const claims = claimsOf(program, schemeIds(program, options.schemes));
  const groups = new Map<string, Claim[]>();
  for (const claim of claims) groups.set(claim.schemes.join(), [...(groups.get(claim.schemes.join()) ?? []), claim]);
  const findings: Finding[] = [];
  const tried: Tried[] = [];
  let done = 0;
  const total = runs * groups.size;
  for (const group of groups.values()) {
    const settings = { schemes: group[0]?.schemes ?? [], breakpoints: points };
    const [plain, hostile] = [caseArbitrary(program, settings), caseArbitrary(program, { ...settings, hostile: true })];
    let open: readonly Claim[] = group;
    let refused = false;
    let paid = 0;
    for (let from = 0; from < runs; from += batch) {
      // the same cases whatever else is asked
      const own = (seed + hash(settings.schemes.join()) + from * 7919) | 0;
      const size = Math.min(batch, runs - from);
      for (const at of fc.sample(plain, { seed: own, numRuns: size })) {
        for (const claim of open) {
          const violation = claim.check(run, at);
          if (violation === undefined) continue;
          open = open.filter((one) => one !== claim);
          findings.push(options.shrink === false ? { claim, violation, case: at, drawn: at, evaluation: run.outcome(at) } : shrunk(run, claim, at, violation, points));
        }
        paid += run.evaluate(at).awards.some((award) => (award.amount ?? award.ceiling ?? "0.00") !== "0.00") ? 1 : 0;
      }
      // one hostile case for ten others
      for (const at of fc.sample(hostile, { seed: own, numRuns: Math.ceil(size / 10) })) {
        const violation = refused ? undefined : refuses(run, at);
        if (violation === undefined) continue;
        refused = true;
        findings.push({ claim: hostileClaim(group[0] as Claim), violation, case: at, drawn: at, evaluation: undefined });
      }
      done += size;
      options.progress?.(done, total);
    }
    tried.push({ schemes: settings.schemes, claims: group.length, cases: runs, paid });
  }
  return { seed, runs, tried, findings };
}

function shrunk(run: Runner, claim: Claim, at: TestCase, violation: Violation, points: Breakpoints): Finding {
  let last = violation;
  const best = shrinkCase(run.core, at, (simple) => {
    const found = claim.check(run, simple);
    if (found !== undefined) last = found;
    return found !== undefined;
  }, { breakpoints: points });
  return { claim, violation: last, case: best, drawn: at, evaluation: run.outcome(best) };
}

const hostileClaim = (claim: Claim): Claim => ({
  ...claim, kind: "hostile", name: "", en: "input that cannot be read is refused by name", zh: "无法读取的输入被指名拒绝", check: refuses,
});
