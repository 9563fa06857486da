import { closeSync, existsSync, fsyncSync, lstatSync, mkdirSync, openSync, readdirSync, realpathSync, renameSync, rmSync, writeSync, type Stats } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { cannot, FileFault } from "./faults.js";

/**
 * Files are written whole or not at all: a temporary file in the same folder, flushed to the disk, then renamed. A
 * process that was killed leaves at most a temporary file, which the next run removes.
 */

const temporary = /^\.(.+)\.allot-(\d+)\.tmp$/;

/** Whether a process of this id is there. */
export const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
};

/** Removes what killed runs left in a folder. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = Number(temporary.exec(name)?.[2] ?? Number.NaN);
    if (Number.isInteger(pid) && pid !== process.pid && !isRunning(pid)) rmSync(join(folder, name), { force: true });
  }
}

const statOf = (path: string): Stats | undefined => lstatSync(path, { throwIfNoEntry: false });

const inside = (folder: string, path: string): boolean => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** Where a file is to be written; links that lead out of the folder, folders, pipes and devices are refused. */
function target(folder: string, path: string): { readonly path: string; readonly mode: number } {
  const stat = statOf(path);
  if (stat === undefined) return { path, mode: 0o666 };
  if (stat.isSymbolicLink()) {
    if (!existsSync(path)) throw new FileFault(`${path} is a symbolic link to nothing; remove it`, `${path} 是指向不存在文件的符号链接，请删去`);
    const real = realpathSync(path);
    if (!inside(realpathSync(folder), real)) throw new FileFault(`${path} is a symbolic link that leads out of ${folder}; remove it`, `${path} 是指向 ${folder} 之外的符号链接，请删去`);
    return target(folder, real);
  }
  if (!stat.isFile()) throw new FileFault(`${path} is not a regular file; remove it or choose another name`, `${path} 不是普通文件，请删去或另选名称`);
  return { path, mode: stat.mode & 0o777 };
}

function replace(path: string, mode: number, text: string): void {
  const temp = join(dirname(path), `.${basename(path)}.allot-${process.pid}.tmp`);
  let open: number | undefined;
  try {
    open = openSync(temp, "wx", mode);
    const bytes = Buffer.from(text, "utf8");
    for (let at = 0; at < bytes.length;) at += writeSync(open, bytes, at);
    fsyncSync(open);
    closeSync(open);
    open = undefined;
    renameSync(temp, path);
    syncFolder(dirname(path));
  } catch (error) {
    if (open !== undefined) closeSync(open);
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") rmSync(temp, { force: true });
    throw cannot("write", path, error);
  }
}

/** A file that is written little by little, and appears whole when it is committed. */
export interface WholeFile {
  write(part: string | Uint8Array): void;
  commit(): void;
  abandon(): void;
}

/** Opens a file in a folder for writing; until it is committed nothing of it is seen. */
export function openWhole(folder: string, name: string): WholeFile {
  const root = resolve(folder);
  const path = resolve(name);
  let temp = "";
  let place: { readonly path: string; readonly mode: number };
  let open: number | undefined;
  try {
    mkdirSync(root, { recursive: true });
    sweep(root);
    place = target(root, path);
    temp = join(dirname(place.path), `.${basename(place.path)}.allot-${process.pid}.tmp`);
    open = openSync(temp, "wx", place.mode);
  } catch (error) {
    throw cannot("write", name, error);
  }
  let held: string[] = [];
  let size = 0;
  const put = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length;) at += writeSync(open as number, bytes, at);
  };
  const abandon = (): void => {
    if (open !== undefined) closeSync(open);
    open = undefined;
    rmSync(temp, { force: true });
  };
  const flush = (): void => {
    if (held.length > 0) put(Buffer.from(held.join(""), "utf8"));
    held = [];
    size = 0;
  };
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      abandon();
      throw cannot("write", name, error);
    }
  };
  return {
    write: (part) => {
      guarded(() => {
        if (typeof part !== "string") {
          flush();
          put(part);
          return;
        }
        held.push(part);
        size += part.length;
        if (size > 1 << 18) flush();
      });
    },
    commit: () => {
      guarded(() => {
        flush();
        fsyncSync(open as number);
        closeSync(open as number);
        open = undefined;
        renameSync(temp, place.path);
        syncFolder(dirname(place.path));
      });
    },
    abandon,
  };
}

/** The new name is on the disk too; some systems cannot do this for folders. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, "r");
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // nothing is lost but the certainty
  }
}

/** Writes files below a folder, which is made where it does not exist. Names are relative and stay below it. */
export function writeFiles(folder: string, files: readonly { readonly name: string; readonly text: string }[]): readonly string[] {
  const root = resolve(folder);
  try {
    mkdirSync(root, { recursive: true });
  } catch (error) {
    throw cannot("write", folder, error);
  }
  // all targets are looked at before the first is written
  const targets = files.map(({ name, text }) => {
    const path = resolve(root, name);
    if (!inside(root, path) || path === root) throw new FileFault(`${name} leads out of ${folder}`, `${name} 超出 ${folder}`);
    try {
      mkdirSync(dirname(path), { recursive: true });
      sweep(dirname(path));
    } catch (error) {
      throw cannot("write", path, error);
    }
    return { ...target(root, path), text, shown: relative(process.cwd(), path) };
  });
  for (const { path, mode, text } of targets) replace(path, mode, text);
  return targets.map(({ shown }) => shown);
}

/** Puts a new text into a file that exists; its mode stays. */
export function rewriteFile(path: string, text: string): void {
  const stat = statOf(path);
  if (stat?.isSymbolicLink() === true) throw new FileFault(`${path} is a symbolic link; name the file itself`, `${path} 是符号链接，请写文件本身`);
  if (stat?.isFile() !== true) throw new FileFault(`${path} is not a regular file`, `${path} 不是普通文件`);
  try {
    sweep(dirname(resolve(path)));
  } catch (error) {
    throw cannot("write", path, error);
  }
  replace(resolve(path), stat.mode & 0o777, text);
}

/** Writes files none of which may exist yet; nothing is written when one does. */
export function createFiles(folder: string, files: readonly { readonly name: string; readonly text: string }[]): readonly string[] {
  const taken = files.filter(({ name }) => statOf(join(folder, name)) !== undefined).map(({ name }) => join(folder, name));
  if (taken.length > 0) throw new FileFault(`${taken.join(", ")} ${taken.length === 1 ? "exists" : "exist"} already; nothing was written`, `${taken.join("、")} 已经存在，什么都没有写`);
  return writeFiles(folder, files);
}
