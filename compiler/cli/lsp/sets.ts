import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { createService, type Service } from "../../service/index.js";
import { listPolicyFiles, readText } from "../load.js";

/**
 * The policies that an editor has open and those beside them on the disk. A workspace folder is one set: its folder
 * `policies`, where it has one, else all of it. A file outside of that stands alone, with the vocabularies of the set.
 */

export interface FileSet {
  readonly folder: string;
  readonly service: Service;
  /** Policies and sources by id, which is the path below the folder. */
  readonly documents: Map<string, TextDocument>;
}

export interface Located {
  readonly set: FileSet;
  readonly id: string;
}

const isSource = (name: string): boolean => /\.(?:txt|md)$/.test(name);
const pathOf = (uri: string): string | undefined => (uri.startsWith("file:") ? resolve(fileURLToPath(uri)) : undefined);
const below = (folder: string, path: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

export class PolicySets {
  private readonly sets: FileSet[] = [];
  private readonly alone = new Map<string, FileSet>();
  /** Texts of the editor, by URI as the editor writes it. */
  private readonly open = new Map<string, string>();

  constructor(folders: readonly string[]) {
    for (const folder of folders) this.sets.push(loaded(existsSync(join(folder, "policies")) ? join(folder, "policies") : folder));
  }

  get all(): readonly FileSet[] {
    return [...this.sets, ...this.alone.values()];
  }

  locate(uri: string): Located | undefined {
    const path = pathOf(uri);
    const set = path === undefined ? undefined : this.sets.find(({ folder }) => below(folder, path));
    if (set !== undefined && path !== undefined) return { set, id: relative(set.folder, path).split(sep).join("/") };
    const own = this.alone.get(uri);
    return own === undefined ? undefined : { set: own, id: idAlone(uri) };
  }

  /** A text as the editor has it, from its opening until it is closed. */
  edit(uri: string, text: string): FileSet {
    this.open.set(uri, text);
    const { set, id } = this.locate(uri) ?? this.standAlone(uri);
    put(set, id, uri, text);
    return set;
  }

  close(uri: string): void {
    this.open.delete(uri);
    if (this.alone.delete(uri)) return;
    this.onDisk(uri);
  }

  /** What the disk has in place of what was known; a text that is open in the editor stays. */
  onDisk(uri: string): void {
    const path = pathOf(uri);
    const at = this.locate(uri);
    if (path === undefined || at === undefined || this.open.has(uri)) return;
    const text = existsSync(path) ? quietly(path) : undefined;
    if (text !== undefined) put(at.set, at.id, uri, text);
    else {
      at.set.documents.delete(at.id);
      at.set.service.removeFile(at.id);
      at.set.service.removeSource(at.id);
    }
  }

  private standAlone(uri: string): Located {
    const path = pathOf(uri);
    const set: FileSet = { folder: path === undefined ? "" : dirname(path), service: createService({ drafts: true }), documents: new Map() };
    this.alone.set(uri, set);
    for (const [id, document] of this.sets[0]?.documents ?? []) if (/^\s*(?:\/\/.*\s+)*(?:vocabulary|词汇)/.test(document.getText())) put(set, id, document.uri, document.getText());
    if (path !== undefined) loadSources(set, set.folder);
    return { set, id: idAlone(uri) };
  }
}

const idAlone = (uri: string): string => basename(pathOf(uri) ?? uri);

function put(set: FileSet, id: string, uri: string, text: string): void {
  if (set.documents.get(id)?.getText() === text && set.documents.get(id)?.uri === uri) return;
  set.documents.set(id, TextDocument.create(uri, "allot", 0, text));
  if (isSource(id)) set.service.setSource(id, text);
  else set.service.setFile(id, text);
}

/** A file that cannot be read is as good as absent: the command line says why. */
function quietly(path: string): string | undefined {
  try {
    return readText(path);
  } catch {
    return undefined;
  }
}

function loaded(folder: string): FileSet {
  const set: FileSet = { folder: resolve(folder), service: createService({ drafts: true }), documents: new Map() };
  const folders = new Set<string>();
  for (const path of policiesIn(folder)) {
    const whole = resolve(path);
    folders.add(dirname(whole));
    const text = quietly(whole);
    if (text !== undefined) put(set, relative(set.folder, whole).split(sep).join("/"), pathToFileURL(whole).href, text);
  }
  for (const one of folders) loadSources(set, one);
  return set;
}

function policiesIn(folder: string): readonly string[] {
  try {
    return listPolicyFiles([folder]);
  } catch {
    return [];
  }
}

function loadSources(set: FileSet, folder: string): void {
  for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
    const path = join(folder, entry.name);
    const text = entry.isFile() && isSource(entry.name) ? quietly(path) : undefined;
    if (text !== undefined) put(set, relative(set.folder, path).split(sep).join("/"), pathToFileURL(path).href, text);
  }
}
