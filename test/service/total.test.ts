import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createService, type Service } from "../../compiler/service/index.js";
import { shipped } from "./support.js";

/** Every call answers on every text at every offset: an editor asks while the text makes no sense. */

const pieces = ["{", "}", "(", "）", "\"", "“", "”", " ", "\n", "\n\n  ", "award ", "补助", "by reading ", "依读法 ", "cite ", "依据 ", "cite III(1) \"", "at least ", "不低于", "30% of ", "的30%", "10万元", "1,000 yuan", ": ", "：", "// ", "每家 ", "per ", "scheme x {", "项目 甲 {", "example \"x\" {\n", "fact f: one of ", "\u200b", "５", "🙂", "\ud800", "a.b.c", "use ", "value v { from ", "graded by a, b {", "\r", "\\"];

function everything(service: Service, file: string, offset: number): void {
  service.diagnostics(file, "en");
  service.completion(file, offset);
  service.completion(file, offset, "zh");
  service.hover(file, offset, "zh");
  service.definition(file, offset);
  service.references(file, offset);
  service.prepareRename(file, offset);
  service.outline(file);
  service.folding(file);
  service.selectionRanges(file, offset);
  service.semanticTokens(file);
  service.linksToSource(file);
  service.symbolsAt(file, offset);
  service.format(file);
  service.lastGood();
}

const sane = (service: Service, file: string, offset: number, text: string): void => {
  const inside = (span: { readonly start: number; readonly end: number }): boolean => span.start >= 0 && span.start <= span.end && span.end <= text.length;
  expect(service.diagnostics(file, "zh").filter((d) => !inside(d.span) || d.fixes.some((fix) => fix.edits.some((edit) => edit.file === file && !inside(edit))))).toEqual([]);
  expect(service.completion(file, offset).filter((item) => !inside(item.replace) || item.replace.start > offset || item.replace.end < offset || item.label === "")).toEqual([]);
  expect(service.semanticTokens(file).filter((token) => !inside(token))).toEqual([]);
  expect(service.folding(file).filter((range) => !inside(range))).toEqual([]);
};

describe("every call is total", () => {
  test("random edits of the shipped policies", () => {
    const { service, files, text } = shipped();
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), cut: fc.nat(40), put: fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((list) => list.join("")), back: fc.nat(4) });
    fc.assert(fc.property(fc.constantFrom(...files), fc.array(edit, { minLength: 1, maxLength: 4 }), (file, edits) => {
      let edited = text(file);
      let offset = 0;
      for (const { at, cut, put, back } of edits) {
        const start = Math.floor(at * edited.length);
        edited = edited.slice(0, start) + put + edited.slice(start + cut);
        offset = Math.max(0, start + put.length - back);
      }
      service.setFile(file, edited);
      everything(service, file, offset);
      sane(service, file, Math.min(offset, edited.length), edited);
      service.renameAt(file, offset, "renamed");
      service.setFile(file, text(file));
    }), { numRuns: 40 });
  });

  test("junk, cut-off files and offsets that are none", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 6 })), { maxLength: 40 }).map((list) => list.join("")), fc.integer({ min: -5, max: 200 }), (text, offset) => {
      const service = createService({ drafts: true });
      service.setFile("a.policy", text);
      service.setFile("b.policy", "policy b version \"1\" { source \"s.txt\" }\nuse a");
      service.setSource("s.txt", text);
      everything(service, "a.policy", offset);
      sane(service, "a.policy", Math.max(0, Math.min(offset, text.length)), text);
    }), { numRuns: 200 });
    const { service, files, text } = shipped();
    const [, file = ""] = files;
    for (const offset of [NaN, Infinity, -Infinity, -1, 1e9, 1.5]) everything(service, file, offset);
    for (const share of [0.1, 0.35, 0.8]) {
      const cut = text(file).slice(0, Math.floor(text(file).length * share));
      service.setFile(file, cut);
      everything(service, file, cut.length);
      sane(service, file, cut.length, cut);
    }
    everything(service, "no such file", 3);
  });

  test("every offset of the shipped policies completes and explains", () => {
    const { service, files, text } = shipped();
    for (const file of files) {
      for (let offset = 0; offset <= text(file).length; offset += 37) {
        for (const item of service.completion(file, offset)) if (item.insertText === "" || item.sortText === "") throw new Error(JSON.stringify(item));
        service.hover(file, offset, "en");
      }
    }
  });
});
