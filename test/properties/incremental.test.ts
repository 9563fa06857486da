import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPolicies } from "../../compiler/cli/load.js";
import { compile, runExamples } from "../../compiler/index.js";
import { createCache } from "../../compiler/pipeline.js";

/** What is kept between compilations changes no answer. */

const { files, source } = loadPolicies(["policies"]);
const ids = files.map((file) => file.id);

/** Edits that a person makes, where they find their words: good ones and bad ones. */
const edits: readonly (readonly [from: string, to: string])[] = [
  ["2,000,000 yuan per project", "2,000,000  yuan per project"], ["service_fee", "service_fe"], ["subject project", "subject projekt"], ["vocabulary shared.enterprise", "vocabulary shared.company"],
  ["use shared.enterprise", "// use shared.enterprise"], ["政策 fujian.ai_projects", "政策 fujian.other"], ["version \"2027\" draft", "version \"2028\" draft"], ["award", "awrd"], ["}", ""], ["fact ", "finding "], ["依据", "理由"], ["example", "exmple"],
];

describe("compiling again", () => {
  test("says and computes what a first compilation does", () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(ids.length - 1), fc.nat(edits.length - 1), fc.boolean(), fc.nat(9)), { minLength: 1, maxLength: 8 }), (steps) => {
      const cache = createCache();
      const texts = new Map(files.map((file) => [file.id, file.text]));
      const whole = new Map(texts);
      for (const [which, edit, back, remove] of steps) {
        const id = ids[which] ?? "";
        const [from, to] = edits[edit] ?? ["", ""];
        if (remove === 0) texts.delete(id);
        else texts.set(id, back ? (whole.get(id) ?? "") : (texts.get(id) ?? whole.get(id) ?? "").replace(from, to));
        const input = { files: [...texts].map(([name, text]) => ({ id: name, text })), source, drafts: true };
        const [kept, fresh] = [compile(input, cache), compile(input)];
        const told = (all: typeof kept.diagnostics) => all.map(({ code, file, span, parameters, related }) => JSON.stringify([code, file, span, parameters, related]));
        expect(told(kept.diagnostics)).toEqual(told(fresh.diagnostics));
        expect(kept.program === undefined).toBe(fresh.program === undefined);
        if (kept.program === undefined) continue;
        const results = (compiled: typeof kept) => runExamples(compiled).map(({ title, passed, failures }) => [title, passed, failures]);
        expect(results(kept)).toEqual(results(fresh));
      }
    }), { numRuns: 12, seed: 5 });
  });
});
