import { spawnSync } from "node:child_process";
import { effectOf } from "../../dist/compiler/diff/effect.js";
import { structuralChanges } from "../../dist/compiler/diff/structure.js";
import { compile } from "../../dist/compiler/index.js";
import { loadPolicies } from "../../dist/compiler/cli/load.js";
import { onlyPolicies, validities } from "../../dist/compiler/versions.js";
import { median, ms, table } from "./support.mjs";

/** Two versions of the shipped set, compared. */

export function bench() {
  const { program } = compile({ ...loadPolicies(["policies"]), drafts: true });
  const [id] = validities(program).filter((v) => v.draft).map((v) => v.policy);
  const versions = validities(program).filter((v) => v.policy === id);
  const [old, now] = versions.map((version) => onlyPolicies(program, new Set(validities(program).filter((v) => v.policy !== id || v.index === version.index).map((v) => v.index))));
  const names = versions.map((v) => `${v.policy}@${v.version}`);
  table("comparing the two versions (ms, median)", ["what", "time"], [
    ["cold, the whole command", median([1, 2, 3].map(() => ms(() => spawnSync(process.execPath, ["dist/compiler/cli/main.js", "diff", ...names]))))],
    ["structure, warm", median([1, 2, 3].map(() => ms(() => structuralChanges(old, now))))],
    ["effect, warm", median([1, 2, 3].map(() => ms(() => effectOf(old, now))))],
  ]);
}
