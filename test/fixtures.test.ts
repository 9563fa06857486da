import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { catalogue, compile, type Diagnostic, type DiagnosticCode } from "../compiler/index.js";
import { lintCodes } from "../compiler/diagnostics/catalogue.js";
import { lint } from "../compiler/prove/lint.js";
import { createSources, render } from "../compiler/diagnostics/render.js";
import { limits } from "../grammar/index.js";

/** One fixture a diagnostic: what an analyst wrote, and below it what they read, in both languages. */

const folder = new URL("fixtures/", import.meta.url);
const golden = new URL("golden/diagnostics/", import.meta.url);
mkdirSync(golden, { recursive: true });

/** Files that a fixture needs beside itself. */
const beside: Partial<Record<DiagnosticCode, readonly { readonly id: string; readonly text: string }[]>> = {
  "fact-declared-differently": [{ id: "words.policy", text: readFileSync(new URL("words.policy.txt", folder), "utf8") }],
  "unknown-policy": [{ id: "shared.policy", text: "vocabulary shared.vocabulary\n" }],
  "versions-overlap": [{ id: "older.policy", text: "policy test.plan version \"0\" {\n  in force from 2025-01-01 (inclusive) to 2026-01-01 (inclusive) by application_date\n}\nfact application_date: date\n" }],
};

const textOf = (code: DiagnosticCode): string =>
  code === "source-too-large" ? " ".repeat(limits.sourceCharacters + 1) : readFileSync(new URL(`${code}.policy`, folder), "utf8");

function diagnose(code: DiagnosticCode): { readonly diagnostics: readonly Diagnostic[]; readonly files: readonly { readonly id: string; readonly text: string }[] } {
  const files = [{ id: `${code}.policy`, text: textOf(code) }, ...(beside[code] ?? [])];
  const source = (_: string, name: string): string | undefined => (name === "source.txt" ? readFileSync(new URL(name, folder), "utf8") : undefined);
  const compiled = compile({ files, source });
  const found = (lintCodes.has(code) || code === "accept-idle") && compiled.program !== undefined ? lint(compiled.program) : [];
  const diagnostics = [...compiled.diagnostics, ...found].filter((d) => d.code !== "no-source" || code === "no-source");
  return { diagnostics, files };
}

describe("each diagnostic", () => {
  for (const code of Object.keys(catalogue) as DiagnosticCode[]) {
    test(code, () => {
      const { diagnostics, files } = diagnose(code);
      // one mistake, one message
      expect(diagnostics.map((d) => d.code)).toEqual([code]);
      const read = (["en", "zh"] as const).map((lang) => diagnostics.map((d) => render(d, createSources((id) => files.find((file) => file.id === id)?.text), { lang, color: false })).join("\n")).join("\n");
      const shown = `${code === "source-too-large" ? "(a file of one million and some blanks)" : textOf(code)}\n${"-".repeat(72)}\n${read}\n`;
      const path = new URL(`${code}.txt`, golden);
      if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, shown);
      expect(shown).toBe(readFileSync(path, "utf8"));
    });
  }

  test("no fixture and no golden without its diagnostic", () => {
    const codes = new Set<string>(Object.keys(catalogue));
    const orphans = [...readdirSync(folder).filter((f) => f.endsWith(".policy")), ...readdirSync(golden)].filter((f) => !codes.has(f.replace(/\.(?:policy|txt)$/, "")));
    expect(orphans).toEqual([]);
  });

  test("ten mistakes in a file give ten messages", () => {
    const codes: readonly DiagnosticCode[] = ["percent-needs-brackets", "unknown-name", "type-mismatch", "not-ordered", "not-listed", "band-gap", "grade-key-missing", "cap-needs-target", "instalments-sum", "award-missing"];
    const preludes = new Set<string>();
    const bodies = codes.map((code, i) => {
      const text = textOf(code);
      const at = text.indexOf("scheme rent");
      preludes.add(text.slice(text.indexOf("}\n\nfact") + 3, at).trim());
      return text.slice(at).replace("scheme rent", `scheme rent${i}`);
    });
    const header = textOf("band-gap").slice(0, textOf("band-gap").indexOf("fact application_date"));
    const file = `${header}${[...new Set([...preludes].flatMap((p) => p.split("\n")))].join("\n")}\n${bodies.join("\n")}`;
    const found = compile({ files: [{ id: "a.policy", text: file }], source: () => undefined }).diagnostics.map((d) => d.code).filter((c) => c !== "no-source");
    expect([...found].sort()).toEqual([...codes].sort());
  });
});
