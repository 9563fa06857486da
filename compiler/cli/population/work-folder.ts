import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, rmdirSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { cannot, FileFault } from "../faults.js";
import { isRunning, writeFiles } from "../write.js";
import type { ShardState } from "./shard.js";
import type { EffectSums } from "./simulation.js";

/**
 * The working folder of a simulation: what is settled so far, and how far that is. It lies beside the output, so that
 * a run that was killed can be taken up; without an output it is a temporary folder. It goes when the run is done.
 */

/** How far a run has come. Everything else is rebuilt from the working files, up to these lengths. */
export interface Checkpoint {
  /** A change of the records changes it: a run is not taken up in the middle with two meanings. */
  readonly format: 2;
  /** What must be the same for a run to be taken up, by its name in words. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Rows put in order are in the file `sorted`. */
  readonly sorted: boolean;
  /** For each run over the population, how far each of its parts has come. */
  readonly stores: Readonly<Record<string, readonly ShardState[]>>;
  /** What other readings change, as far as it is known already. */
  readonly effects: Readonly<Record<string, EffectSums>>;
}

const checkpointName = "checkpoint.json";
/** Files that a run makes in its folder. */
const ours = /^(?:lock|checkpoint\.json|sorted|(?:run|ids)-\d+|(?:records|against|effect)(?:-\d+)?|\.checkpoint\.json\.allot-\d+\.tmp)$/;

export class WorkFolder {
  private constructor(readonly path: string, readonly lasting: boolean) {}

  /** Takes the folder for this process; another process that holds it is a fault. */
  static open(path: string | undefined): WorkFolder {
    if (path === undefined) return new WorkFolder(mkdtempSync(join(tmpdir(), "allot-simulate-")), false);
    const folder = resolve(path);
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw cannot("write", path, error);
    }
    const lock = join(folder, "lock");
    for (let tries = 0; ; tries++) {
      try {
        const file = openSync(lock, "wx");
        writeSync(file, String(process.pid));
        closeSync(file);
        return new WorkFolder(folder, true);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST" || tries > 1) throw cannot("write", lock, error);
        const pid = Number(readFileSync(lock, "utf8"));
        if (pid > 0 && pid !== process.pid && isRunning(pid)) throw new FileFault(`${path} is in use by process ${pid}: two runs cannot write one output`, `${path} 正由进程 ${pid} 使用：两次运行不能写同一输出`);
        rmSync(lock, { force: true });
      }
    }
  }

  file(name: string): string {
    return join(this.path, name);
  }

  checkpoint(): Checkpoint | undefined {
    const path = this.file(checkpointName);
    if (!existsSync(path)) return undefined;
    try {
      const found = JSON.parse(readFileSync(path, "utf8")) as Checkpoint;
      if (found.format === 2) return found;
    } catch {
      // whatever it is, it is no checkpoint of ours
    }
    throw new FileFault(`${path} is no checkpoint of this version; remove it, or begin again with --restart`, `${path} 不是本版本的检查点；请删除，或用 --restart 重新开始`);
  }

  save(checkpoint: Checkpoint): void {
    writeFiles(this.path, [{ name: checkpointName, text: `${JSON.stringify(checkpoint)}\n` }]);
  }

  /** The run is done: nothing is left to take up. */
  remove(): void {
    for (const name of readdirSync(this.path)) if (ours.test(name)) rmSync(this.file(name), { force: true });
    // a folder that somebody else uses too stays
    if (readdirSync(this.path).length === 0) rmdirSync(this.path);
  }

  /** The run is not done: another process may take it up, if there is anything to take up. */
  release(): void {
    if (!this.lasting || !existsSync(this.file(checkpointName))) this.remove();
    else rmSync(this.file("lock"), { force: true });
  }

  /** Everything but the lock goes. */
  clear(): void {
    for (const name of readdirSync(this.path)) if (ours.test(name) && name !== "lock") rmSync(this.file(name), { force: true });
  }
}

/** A working file to which lines are appended; what was appended since the last `flush` may be lost. */
export class LineStore {
  private readonly file: number;
  private parts: string[] = [];
  private held = 0;
  bytes: number;

  /** Opens a file and cuts it to a length that was known to be good. */
  constructor(readonly path: string, keep = 0) {
    try {
      this.file = openSync(path, existsSync(path) && keep > 0 ? "r+" : "w");
      if (keep > 0) {
        if (statSync(path).size < keep) throw new FileFault(`${path} is shorter than its checkpoint says; begin again with --restart`, `${path} 比检查点所记的短；请用 --restart 重新开始`);
        ftruncateSync(this.file, keep);
      }
    } catch (error) {
      throw error instanceof FileFault ? error : cannot("write", path, error);
    }
    this.bytes = keep;
  }

  append(line: string): void {
    this.parts.push(line, "\n");
    this.held += line.length + 1;
    if (this.held > 1 << 18) this.write();
  }

  private write(): void {
    if (this.parts.length === 0) return;
    const bytes = Buffer.from(this.parts.join(""), "utf8");
    this.parts = [];
    this.held = 0;
    try {
      for (let at = 0; at < bytes.length;) at += writeSync(this.file, bytes, at, bytes.length - at, this.bytes + at);
    } catch (error) {
      throw cannot("write", this.path, error);
    }
    this.bytes += bytes.length;
  }

  /** Brings everything to the disk. */
  flush(durable: boolean): void {
    this.write();
    if (durable) fsyncSync(this.file);
  }

  close(): void {
    this.write();
    closeSync(this.file);
  }
}
