import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { temporaryFolder } from "../support/folder.js";

/** The built command, run as a user runs it. */

export const root = resolve(import.meta.dirname, "../..");
const main = join(root, "dist/compiler/cli/main.js");

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Setting {
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Passed to node before the command, such as a module that makes the disk fail. */
  readonly node?: readonly string[];
}

const environment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv => ({ PATH: process.env["PATH"], HOME: process.env["HOME"], LANG: "C", ...more });

export function allot(args: readonly string[], setting: Setting = {}): Ran {
  const done = spawnSync(process.execPath, [...(setting.node ?? []), main, ...args], {
    cwd: setting.cwd ?? root, env: environment(setting.env), ...(setting.input === undefined ? {} : { input: setting.input }),
    maxBuffer: 64 * 1024 * 1024, encoding: "utf8",
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Runs the command in a shell line, `allot` standing for it. */
export function inShell(line: string, cwd: string): Ran {
  const done = spawnSync("bash", ["-c", `set -o pipefail; allot() { "${process.execPath}" "${main}" "$@"; }; ${line}`], { cwd, env: environment(), encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

/** Starts the command and closes its output after the first bytes. */
export async function readLittle(args: readonly string[], cwd = root): Promise<{ readonly code: number | null; readonly err: string }> {
  const child = spawn(process.execPath, [main, ...args], { cwd, env: environment() });
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => { err += chunk.toString(); });
  child.stdout.once("data", () => { child.stdout.destroy(); });
  const code = await new Promise<number | null>((done) => { child.on("close", done); });
  return { code, err };
}

/** A new folder with these files, removed at the end. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** A small policy without errors: half the fee, at most 1,000 yuan. */
export const smallPolicy = `policy test.plan version "1" {
  in force from 2026-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date
}

subject enterprise

fact application_date: date
fact fee "Fee paid": money from 0 yuan to 1,000,000 yuan
fact local "In the city"
fact paid "Paid already": money if absent 0 yuan

scheme rent / 房租 "Rent" “房租补助” {
  per enterprise per calendar year
  require in_city: local
  award 50% of fee
  cap annual: payout at 1,000 yuan per enterprise per calendar year counting paid
}
`;

export const smallCase = (facts: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({ format: 1, on: "2026-06-15", facts, ...more });

export const dossier = "policies/fuzhou/ai-industry/cases/enterprise-2026.json";
