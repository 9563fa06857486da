import { existsSync, readdirSync, readFileSync, statSync, type Dirent } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import type { SourceFile } from "../../grammar/index.js";
import type { CompileInput } from "../pipeline.js";
import { decodeText } from "./decode.js";
import { cannot, FileFault } from "./faults.js";

/** Four bytes for each character that the scanner takes. */
export const largestFile = 4 * 1_048_576;

const skipped = new Set(["node_modules", "dist", ".git"]);
/** A folder with this file is a policy set of its own: a folder above it does not read it. */
export const setFile = "allot.json";

function policyFiles(path: string): string[] {
  let stat;
  let entries: Dirent[];
  try {
    stat = statSync(path);
    entries = stat.isDirectory() ? readdirSync(path, { withFileTypes: true }) : [];
  } catch (error) {
    throw cannot("read", path, error);
  }
  if (stat.isDirectory()) {
    return entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        if (skipped.has(entry.name)) return [];
        if (entry.isDirectory()) return existsSync(join(path, entry.name, setFile)) ? [] : policyFiles(join(path, entry.name));
        return entry.isFile() && entry.name.endsWith(".policy") ? [join(path, entry.name)] : [];
      });
  }
  if (!stat.isFile()) throw new FileFault(`${path} is not a regular file`, `${path} 不是普通文件`);
  return [path];
}

/** Reads a text file as UTF-8; anything else is a fault with a way out. */
export function readText(path: string, limit = largestFile): string {
  let bytes: Buffer;
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw new FileFault(`${path} is not a regular file`, `${path} 不是普通文件`);
    if (stat.size > limit) throw new FileFault(`${path} is larger than ${limit} bytes`, `${path} 超过 ${limit} 字节`);
    bytes = readFileSync(path);
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw cannot("read", path, error);
  }
  return decodeText(bytes, path);
}

const displayPath = (path: string): string => {
  const shown = relative(process.cwd(), resolve(path)) || path;
  return shown.startsWith("..") ? path : shown.split(sep).join("/");
};

/** The policy files below the paths, each once, named as messages show them. */
export function listPolicyFiles(paths: readonly string[]): readonly string[] {
  const files = [...new Set(paths.flatMap(policyFiles).map(displayPath))];
  if (files.length === 0) throw new FileFault(`no .policy files in ${paths.join(", ")}`, `${paths.join("、")} 中没有 .policy 文件`);
  return files;
}

/** The policy files below the paths, with a reader for the sources beside them. */
export function loadPolicies(paths: readonly string[]): CompileInput {
  const files: SourceFile[] = listPolicyFiles(paths).map((id) => ({ id, text: readText(id) }));
  const cache = new Map<string, string | undefined>();
  return {
    files,
    source(policyFile, name) {
      // a source stands beside its policy: no paths that climb out
      if (name.includes("/") || name.includes("\\") || name.startsWith("..")) return undefined;
      const path = join(dirname(policyFile), name);
      if (!cache.has(path)) cache.set(path, existsSync(path) ? readText(path) : undefined);
      return cache.get(path);
    },
  };
}
