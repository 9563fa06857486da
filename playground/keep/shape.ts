import type { Work } from "../store.js";

/** What comes from outside (kept work, links, folders) is looked at before it is taken for a workspace. */

export const limits = { files: 2000, bytes: 32 * 1024 * 1024, nameLength: 200 } as const;

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
const ownEntries = (value: Json): readonly (readonly [string, unknown])[] => Object.entries(value).filter(([key]) => key !== "__proto__" && key !== "constructor" && key !== "prototype");

/** A relative path without steps upwards. */
export const isFileName = (name: string): boolean =>
  name.length > 0 && name.length <= limits.nameLength && /\.(?:policy|txt|json|md)$/.test(name) && !/[\\:*?"<>|\u0000-\u001f]/.test(name) && name.split("/").every((part) => part !== "" && part !== "." && part !== "..");

export function filesOf(value: unknown): Work["files"] | undefined {
  if (!isObject(value)) return undefined;
  const entries = ownEntries(value);
  if (entries.length > limits.files || !entries.every(([name, text]) => isFileName(name) && typeof text === "string")) return undefined;
  const files = Object.fromEntries(entries as readonly (readonly [string, string])[]);
  return Object.values(files).reduce((sum, text) => sum + text.length, 0) > limits.bytes ? undefined : files;
}

const textsOf = (value: unknown): Readonly<Record<string, string>> =>
  isObject(value) ? Object.fromEntries(ownEntries(value).filter((entry): entry is readonly [string, string] => typeof entry[1] === "string")) : {};

export function caseOf(value: unknown): Work["case"] | undefined {
  if (!isObject(value)) return undefined;
  const { on, facts, readings, schemes } = value;
  if (on !== undefined && typeof on !== "string") return undefined;
  if (facts !== undefined && !isObject(facts)) return undefined;
  return {
    on: on ?? "", facts: Object.fromEntries(ownEntries(facts ?? {})), readings: textsOf(readings),
    schemes: Array.isArray(schemes) ? schemes.filter((id): id is string => typeof id === "string") : [],
  };
}

export function workOf(value: unknown): Work | undefined {
  if (!isObject(value)) return undefined;
  const [files, given] = [filesOf(value["files"]), caseOf(value["case"])];
  return files === undefined || given === undefined ? undefined : { files, case: given, drafts: value["drafts"] === true };
}
