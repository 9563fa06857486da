import { describe, expect, test } from "vitest";
import { createService, type OutlineEntry } from "../../compiler/service/index.js";
import { file, inProject, inScheme, open, shipped } from "./support.js";

const textOf = (answer: { readonly text: string } | { readonly reason: unknown }): string => ("text" in answer ? answer.text : JSON.stringify(answer.reason));

describe("layout", () => {
  test("the shipped policies are formatted; switching there and back changes nothing", () => {
    const { service, files, text } = shipped();
    for (const id of files) {
      expect(textOf(service.format(id))).toBe(text(id));
      for (const surface of ["en", "zh"] as const) {
        service.setFile(id, text(id));
        const once = textOf(service.switchSurface(id, surface));
        service.setFile(id, once);
        const there = textOf(service.switchSurface(id, surface === "en" ? "zh" : "en"));
        service.setFile(id, there);
        expect(textOf(service.switchSurface(id, surface))).toBe(once);
        expect(service.compiled().diagnostics).toEqual([]);
      }
      service.setFile(id, text(id));
    }
  });

  test("comments stay, and a file that cannot be read is left alone", () => {
    const { service } = open(inScheme("  // why\n  award 30% of rent // the rate"));
    const switched = textOf(service.switchSurface(file, "zh"));
    expect(switched).toContain("// why");
    expect(switched).toMatch(/补助 rent 的30% +\/\/ the rate/);
    expect(open(inScheme("  award 30% of")).service.format(file)).toHaveProperty("reason.en", "the file has a syntax error: mend it first");
  });
});

describe("outline and folding", () => {
  const tree = (entries: readonly OutlineEntry[]): readonly unknown[] => entries.map((entry) => (entry.children.length === 0 ? entry.name : [entry.name, ...tree(entry.children)]));

  test("nested, with titles", () => {
    const { service, text } = open(inScheme("  where base = rent\n  require place: local\n  award base\n  by reading span { own_year: cap annual: payout at 5 yuan, plan_year: nothing }"));
    const entries = service.outline(file);
    expect(tree(entries)).toEqual(["city.plan", "sqm", "rent", "area", "tier", "local", "good", "opened", ["span", "own_year", "plan_year"], ["support", "base", "place", "annual"]]);
    expect(entries.at(-1)).toMatchObject({ kind: "scheme", alias: "租金补助", titles: { en: "Rent support", zh: "租金补助" } });
    const within = (entry: OutlineEntry): boolean => entry.span.start <= entry.nameSpan.start && entry.nameSpan.end <= entry.span.end && entry.span.end <= text.length && entry.children.every(within);
    expect(entries.every(within)).toBe(true);
  });

  test("blocks, comments, and parts under headings", () => {
    const text = "// one\n// two\npolicy a.b version \"1\" {\n  title \"x\"\n}\n// -------- schemes\nscheme s {\n  award 5 yuan\n}\n";
    const service = createService();
    service.setFile("a", text);
    expect(service.folding("a").map((range) => `${range.kind} ${text.slice(range.start, range.end).replace(/\n/g, "⏎").slice(0, 14)}`)).toEqual(["comment // one⏎// two", "block {⏎  title \"x\"⏎", "region // -------- sc", "block {⏎  award 5 yu"]);
  });

  test("selections grow from the word to the file", () => {
    const { service, text, offset } = open(inScheme("  award re|nt"));
    const ranges = service.selectionRanges(file, offset).map((range) => text.slice(range.start, range.end));
    expect(ranges.slice(0, 2)).toEqual(["rent", "award rent"]);
    expect(ranges.at(-1)).toBe(text);
  });
});

describe("colours", () => {
  const colours = (text: string): Readonly<Record<string, string>> => {
    const { service } = open(text);
    return Object.fromEntries(service.semanticTokens(file).map((token) => [text.slice(token.start, token.end), token.kind]));
  };

  test("names are what they stand for, quotes are no titles", () => {
    expect(colours(inScheme("  where base = rent less 5 yuan // why\n  require x: good and tier is high and area at least 5 sqm\n  award 30% of base cite I(1) \"of the rent\"\n  award nobody"))).toMatchObject({
      base: "definition", rent: "fact", "5 yuan": "money", "// why": "comment", good: "finding", high: "member", sqm: "unit", "30%": "percent", "I(1)": "anchor",
      '"of the rent"': "quote", '"Rent paid"': "text", support: "scheme", nobody: "error", own_year: "alternative", span: "reading", enterprise: "subject", award: "keyword", "2026-01-01": "date",
    });
    expect(colours(inProject("  补助 租金的30%"))).toMatchObject({ 租金: "fact", 的: "keyword", "30%": "percent", 企业: "subject" });
  });

  test("they come in order and do not overlap, in the shipped policies too", () => {
    const { service, files } = shipped();
    for (const id of files) {
      const tokens = service.semanticTokens(id);
      expect(tokens.filter((token, i) => token.start < (tokens[i - 1]?.end ?? 0) || token.end <= token.start)).toEqual([]);
      expect(tokens.filter((token) => token.kind === "error")).toEqual([]);
    }
  });
});

describe("citations and their places", () => {
  test("every citation of the shipped policies stands in its source", () => {
    const { service, files, text } = shipped();
    const links = files.flatMap((id) => service.linksToSource(id).map((link) => ({ id, ...link })));
    expect(links.length).toBeGreaterThan(200);
    for (const { id, span, inClause, parts, source } of links) {
      expect(/^["“]/.test(text(id).slice(span.start, span.end))).toBe(true);
      expect(inClause).toBe(!/^$/.test(source));
      expect(parts.every((part) => part.end > part.start)).toBe(true);
    }
  });
});

describe("files and programs", () => {
  test("the last program without errors is kept while the text is broken", () => {
    const { service } = open(inScheme("  award 30% of rent"));
    const errors = (): number => service.compiled().diagnostics.filter((d) => d.severity === "error").length;
    service.setFile(file, inScheme("  award 30% of rent").replace("  source \"source.txt\"\n", ""));
    expect(errors()).toBe(0);
    const { program } = service.lastGood();
    service.setFile(file, inScheme("  award 30% of"));
    expect(service.lastGood()).toEqual({ program, stale: true });
    service.removeFile(file);
    expect(service.files()).toEqual(["shared/terms.policy"]);
    expect(service.diagnostics(file, "en")).toEqual([]);
  });

  test("what is computed is kept until an edit, and the same as without keeping", () => {
    const { service, files, text } = shipped();
    const first = service.compiled();
    expect(service.compiled()).toBe(first);
    service.setFile(files[2] ?? "", text(files[2] ?? "").replace("2,000,000 yuan per project", "3,000,000 yuan per project"));
    const again = service.compiled().diagnostics;
    const fresh = shipped().service;
    fresh.setFile(files[2] ?? "", text(files[2] ?? "").replace("2,000,000 yuan per project", "3,000,000 yuan per project"));
    expect(again).toEqual(fresh.compiled().diagnostics);
    expect(again.map((d) => d.code).sort()).toEqual(["literal-not-cited", "number-unused"]);
    service.setSource("policies/fuzhou/ai-industry/source.en.txt", "nothing");
    expect(service.diagnostics(files[2] ?? "", "en").length).toBeGreaterThan(50);
  });
});
