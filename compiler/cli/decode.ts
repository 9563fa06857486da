import { FileFault } from "./faults.js";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What a file seems to be, where it is not UTF-8. */
function guess(bytes: Uint8Array): readonly [en: string, zh: string] | undefined {
  const starts = (...head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);
  if (starts(0x1f, 0x8b)) return ["is compressed (gzip); unpack it first", "是 gzip 压缩文件，请先解压"];
  if (starts(0x50, 0x4b, 0x03, 0x04)) return ["is a ZIP or Office file; save it as plain text in UTF-8", "是 ZIP 或 Office 文件，请另存为 UTF-8 纯文本"];
  const head = bytes.subarray(0, 4096);
  const nulls = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff) || nulls > head.length / 4) return ["is UTF-16; save it as UTF-8", "是 UTF-16 编码，请另存为 UTF-8"];
  return undefined;
}

/** Refuses by name what is no plain text of one byte order. */
export function refuseKnown(bytes: Uint8Array, name: string): void {
  const known = guess(bytes);
  if (known !== undefined) throw new FileFault(`${name} ${known[0]}`, `${name} ${known[1]}`);
}

/** Bytes as text. Only UTF-8 is read: anything else would be read wrongly and not noticed. */
export function decodeText(bytes: Uint8Array, name: string): string {
  refuseKnown(bytes, name);
  try {
    return strict.decode(bytes);
  } catch {
    throw new FileFault(`${name} is not UTF-8 text (perhaps GB18030); save it as UTF-8`, `${name} 不是 UTF-8 文本（可能是 GB18030），请另存为 UTF-8`);
  }
}
