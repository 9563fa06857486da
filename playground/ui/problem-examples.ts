/** The texts that the compiler's own tests keep for each diagnostic, by code. */
const found: Readonly<Record<string, string>> = import.meta.glob("../../test/fixtures/*.policy", { query: "?raw", import: "default", eager: true });

export const problemExamples: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(found).map(([path, text]) => [path.replace(/^.*\/|\.policy$/g, ""), text]));
