/** A file or folder the user named that cannot be read or written: exit 2. */
export class FileFault extends Error {}

/** The command line asks for what does not exist: exit 2. */
export class UsageFault extends Error {}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EISDIR: "it is a folder",
  ENOTDIR: "a part of its path is not a folder",
  EMFILE: "too many files are open",
  ELOOP: "its symbolic links run in a circle",
  ENAMETOOLONG: "its name is too long",
  EDQUOT: "the disk quota is used up",
};

/** What the system said, in words. */
export function faultCode(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? "unknown error";
  return Object.hasOwn(reasons, code) ? `${reasons[code]} (${code})` : code;
}
