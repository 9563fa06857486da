import { spawnSync } from "node:child_process";

/** Rows a second of `allot simulate` beside the raw evaluator. */
export const bench = () => { spawnSync(process.execPath, ["test/simulate/speed.mjs"], { stdio: "inherit" }); };
