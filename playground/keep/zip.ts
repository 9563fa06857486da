/** A zip of texts, stored as they are. */

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (table[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** Little-endian fields, each [bytes, value]. */
function fields(...all: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(all.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of all) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
}

const utf8Names = 0x0800;
const anyDay = 0x0021;

export function zipOf(files: Readonly<Record<string, string>>): Blob {
  const body: Uint8Array<ArrayBuffer>[] = [];
  const central: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  const entries = Object.entries(files);
  for (const [name, text] of entries) {
    const [named, bytes] = [new TextEncoder().encode(name), new TextEncoder().encode(text)];
    const shared = [[2, 20], [2, utf8Names], [2, 0], [2, 0], [2, anyDay], [4, crc32(bytes)], [4, bytes.length], [4, bytes.length], [2, named.length], [2, 0]] as const;
    const local = fields([4, 0x04034b50], ...shared);
    body.push(local, named, bytes);
    central.push(fields([4, 0x02014b50], [2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), named);
    at += local.length + named.length + bytes.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  return new Blob([...body, ...central, fields([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, size], [4, at], [2, 0])], { type: "application/zip" });
}

export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => { URL.revokeObjectURL(link.href); }, 10_000);
}
