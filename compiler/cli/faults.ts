/** What a user did, or a disk, that ends a command with exit 2; said in both languages. */
class Fault extends Error {
  constructor(message: string, readonly chinese: string = message) {
    super(message);
  }
}

/** A file or folder that cannot be read or written. */
export class FileFault extends Fault {}

/** The command line asks for what does not exist. */
export class UsageFault extends Fault {}

const reasons: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  ENOENT: ["it does not exist", "不存在"],
  EACCES: ["permission denied", "没有权限"],
  EPERM: ["permission denied", "没有权限"],
  EROFS: ["the disk is read-only", "磁盘只读"],
  ENOSPC: ["the disk is full", "磁盘已满"],
  EDQUOT: ["the disk quota is used up", "磁盘配额已用完"],
  EISDIR: ["it is a folder", "是文件夹"],
  ENOTDIR: ["a part of its path is not a folder", "路径中有一部分不是文件夹"],
  EEXIST: ["it exists already", "已经存在"],
  EMFILE: ["too many files are open", "打开的文件过多"],
  ELOOP: ["its symbolic links run in a circle", "符号链接成环"],
  ENAMETOOLONG: ["its name is too long", "名称过长"],
};

/** What the system said, in words. */
export function systemWords(error: unknown): readonly [en: string, zh: string] {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "unknown error";
  const known = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  return known === undefined ? [code, code] : [`${known[0]} (${code})`, `${known[1]}（${code}）`];
}

/** The fault of a file that the system refused; any other error is none of the file's, and stays what it is. */
export function cannot(verb: "read" | "write", path: string, error: unknown): unknown {
  if (typeof (error as NodeJS.ErrnoException | undefined)?.code !== "string") return error;
  const [en, zh] = systemWords(error);
  return new FileFault(`cannot ${verb} ${path}: ${en}`, `无法${verb === "read" ? "读取" : "写入"} ${path}：${zh}`);
}
