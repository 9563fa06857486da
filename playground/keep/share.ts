import { editionOf } from "../shipped.js";
import type { Work } from "../store.js";
import { caseOf, filesOf } from "./shape.js";

/** A workspace in a link: only what differs from the shipped texts, compressed. Nothing in it is ever run as code. */

const longestHash = 1_500_000;
/** Inflated, in bytes; a link of some kilobytes can inflate to anything. */
const mostInflated = 4 * 1024 * 1024;

export type Opened = { readonly work: Work; readonly otherEdition: boolean } | { readonly fault: "linkBad" | "linkTooBig" };

async function through(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(stream as ReadableWritablePair<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(next.value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toText(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

const fromText = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** The hash of a link, or undefined where the work is too large for one. */
export async function linkOf(work: Work, shipped: Work["files"]): Promise<string | undefined> {
  const files = Object.fromEntries(Object.entries(work.files).filter(([name, text]) => shipped[name] !== text));
  const removed = Object.keys(shipped).filter((name) => work.files[name] === undefined);
  const text = JSON.stringify({ v: 1, edition: editionOf(shipped), files, removed, case: work.case, drafts: work.drafts });
  const packed = await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw"), longestHash);
  const hash = packed === undefined ? undefined : `#w=${toText(packed)}`;
  return hash === undefined || hash.length > longestHash ? undefined : hash;
}

export async function openLink(hash: string, shipped: Work["files"]): Promise<Opened> {
  try {
    const coded = hash.slice("#w=".length);
    if (hash.length > longestHash) return { fault: "linkTooBig" };
    if (!/^[\w-]+$/.test(coded)) return { fault: "linkBad" };
    const bytes = await through(fromText(coded), new DecompressionStream("deflate-raw"), mostInflated);
    if (bytes === undefined) return { fault: "linkTooBig" };
    const read: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (typeof read !== "object" || read === null) return { fault: "linkBad" };
    const { v, edition, files: given, removed, case: stated, drafts } = read as Readonly<Record<string, unknown>>;
    const [own, asked] = [filesOf(given), caseOf(stated)];
    if (v !== 1 || own === undefined || asked === undefined || !Array.isArray(removed)) return { fault: "linkBad" };
    const files = filesOf({ ...Object.fromEntries(Object.entries(shipped).filter(([name]) => !removed.includes(name))), ...own });
    return files === undefined ? { fault: "linkTooBig" } : { work: { files, case: asked, drafts: drafts === true }, otherEdition: edition !== editionOf(shipped) };
  } catch {
    return { fault: "linkBad" };
  }
}
