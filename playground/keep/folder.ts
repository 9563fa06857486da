import type { Work } from "../store.js";
import { filesOf, isFileName, limits } from "./shape.js";

/** Folders of the machine, where the browser lets a page open them. */

interface FileHandle { readonly kind: "file"; readonly name: string; getFile(): Promise<File>; createWritable(): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }> }
interface FolderHandle {
  readonly kind: "directory";
  readonly name: string;
  values(): AsyncIterable<FileHandle | FolderHandle>;
  getDirectoryHandle(name: string, options: { readonly create: boolean }): Promise<FolderHandle>;
  getFileHandle(name: string, options: { readonly create: boolean }): Promise<FileHandle>;
}
type Picker = (options: { readonly mode: "read" | "readwrite" }) => Promise<FolderHandle>;

const picker = (): Picker | undefined => (globalThis as { readonly showDirectoryPicker?: Picker }).showDirectoryPicker;
export const canPickFolders = (): boolean => picker() !== undefined;

export type FolderRead = { readonly files: Work["files"] } | { readonly fault: "folderEmpty" | "folderLarge" };

export function checkedFiles(read: Readonly<Record<string, string>>): FolderRead {
  const files = filesOf(read);
  if (files === undefined) return { fault: "folderLarge" };
  return Object.keys(files).some((name) => name.endsWith(".policy")) ? { files } : { fault: "folderEmpty" };
}

export async function readFolder(): Promise<FolderRead | undefined> {
  const pick = picker();
  if (pick === undefined) return undefined;
  const read: Record<string, string> = {};
  let bytes = 0;
  const walk = async (folder: FolderHandle, path: string): Promise<boolean> => {
    for await (const entry of folder.values()) {
      const name = `${path}${entry.name}`;
      if (entry.kind === "directory") {
        if (entry.name.startsWith(".") || entry.name === "node_modules" || path.split("/").length > 8) continue;
        if (!(await walk(entry, `${name}/`))) return false;
      } else if (isFileName(name)) {
        const file = await entry.getFile();
        bytes += file.size;
        if (bytes > limits.bytes || Object.keys(read).length >= limits.files) return false;
        read[name] = await file.text();
      }
    }
    return true;
  };
  return (await walk(await pick({ mode: "read" }), "")) ? checkedFiles(read) : { fault: "folderLarge" };
}

export async function saveFolder(files: Work["files"]): Promise<boolean> {
  const pick = picker();
  if (pick === undefined) return false;
  const top = await pick({ mode: "readwrite" });
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/");
    let folder = top;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const writable = await (await folder.getFileHandle(parts[parts.length - 1] ?? path, { create: true })).createWritable();
    await writable.write(text);
    await writable.close();
  }
  return true;
}

/** Files chosen through an input, for browsers without folders: the first part of each path is the folder's own name. */
export async function readChosen(list: FileList): Promise<FolderRead> {
  const read: Record<string, string> = {};
  let bytes = 0;
  for (const file of list) {
    const path = file.webkitRelativePath === "" ? file.name : file.webkitRelativePath.split("/").slice(1).join("/");
    if (!isFileName(path)) continue;
    bytes += file.size;
    if (bytes > limits.bytes || Object.keys(read).length >= limits.files) return { fault: "folderLarge" };
    read[path] = await file.text();
  }
  return checkedFiles(read);
}
