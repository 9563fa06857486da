import { FileFault } from "./faults.js";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Names the encoding a file seems to have, where it is not UTF-8. */
function guess(bytes: Uint8Array): string | undefined {
  const starts = (...head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);
  if (starts(0x1f, 0x8b)) return "is compressed (gzip); unpack it first";
  if (starts(0x50, 0x4b, 0x03, 0x04)) return "is a ZIP or Office file; save it as plain text in UTF-8";
  if (starts(0xff, 0xfe) || starts(0xfe, 0xff)) return "is UTF-16; save it as UTF-8";
  const head = bytes.subarray(0, 4096);
  const nulls = head.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  if (nulls > head.length / 4) return "looks like UTF-16; save it as UTF-8";
  return undefined;
}

/** Bytes as text. Only UTF-8 is read: anything else would be read wrongly and not noticed. */
export function decodeText(bytes: Uint8Array, name: string): string {
  const known = guess(bytes);
  if (known !== undefined) throw new FileFault(`${name} ${known}`);
  try {
    return strict.decode(bytes);
  } catch {
    throw new FileFault(`${name} is not UTF-8 text (perhaps GB18030); save it as UTF-8`);
  }
}
