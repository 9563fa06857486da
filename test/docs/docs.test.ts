import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { typicalCurve } from "../../compiler/docs/curves.js";
import { emitDocs } from "../../compiler/docs/page.js";
import { openBrowser } from "../support/browser.js";
import { compileText, shippedPolicies } from "../support/compile.js";

/** The page for people says all that the rules say, and can be read by all. */

const { program, units } = shippedPolicies();
const pages = (["en", "zh"] as const).map((lang) => ({ lang, text: emitDocs(program, units, { lang, curves: typicalCurve(program, lang) }) }));
const plain = (html: string): string => html.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

describe.each(pages)("the page of the shipped policies: $lang", ({ lang, text }) => {
  test("every sentence that a rule quotes stands in it", () => {
    const shown = plain(text);
    const quotes = program.sites.filter((site) => site.kind !== "example").flatMap((site) => site.cites.map((cite) => cite.quote));
    expect(quotes.length).toBeGreaterThan(100);
    expect(quotes.filter((quote) => !shown.includes(quote))).toEqual([]);
  });

  test("every scheme with its curve, every reading with all its alternatives", () => {
    const shown = plain(text);
    for (const scheme of program.schemes) if (scheme.titles[lang] !== undefined) expect(shown).toContain(scheme.titles[lang]);
    expect(text.match(/<figure>/g)?.length).toBe(program.schemes.length);
    for (const reading of program.readings) for (const alternative of reading.alternatives) {
      if (alternative.titles[lang] !== undefined) expect(shown).toContain(alternative.titles[lang]);
      if (alternative.because !== undefined) expect(shown).toContain(alternative.because);
    }
  });

  test("the same text from build to build, without script, marks of the printer or anything from elsewhere", () => {
    expect(emitDocs(program, units, { lang, curves: typicalCurve(program, lang) })).toBe(text);
    expect(text).not.toMatch(/<script|[\u{E000}-\u{E0FF}]|undefined|\[object|(?:src|href)="(?!#)/u);
  });
});

test("tables are tables, and no text of a policy becomes a tag", () => {
  const bad = "<img src=x onerror=alert(1)>";
  const compiled = compileText(`policy test.plan version "${bad}" {
  title "${bad}"
  in force from 2024-01-01 (inclusive) to 2026-12-31 (inclusive) by application_date
}
fact application_date: date
fact cost "Cost ${bad}": money from 0 yuan to 100 yuan
fact grade: one of A, B
reading whose "Whose ${bad}" { default mine "mine ${bad}" because "${bad}"
 yours "yours" }
scheme s "S ${bad}" {
  require costly: cost at least 1 yuan cite external "${bad}" "${bad}"
  where rate = graded by grade { A: 50%, B: 30% }
  award by reading whose { mine: banded by cost { 0 yuan (inclusive) to 50 yuan (exclusive): rate of cost
    50 yuan (inclusive) and above: nothing because "${bad}" }  yours: 10% of cost }
  note hint "${bad}"
}
not computed because "${bad}" cite external "x" "${bad}"
`);
  expect(compiled.diagnostics.filter((d) => d.severity === "error")).toEqual([]);
  if (compiled.program === undefined) return;
  const text = emitDocs(compiled.program, compiled.units, { lang: "en", curves: typicalCurve(compiled.program, "en") });
  expect(text).not.toContain("<img");
  expect(text).toContain('<th scope="row">0 yuan (inclusive) to 50 yuan (exclusive)</th><td><span class="name">rate</span> of <span class="name">Cost');
  expect(text).toContain('<th scope="row"><span class="name">A</span></th><td>50%</td>');
});

test("axe finds nothing, light and dark, on a desk and on a phone; nothing is wider than a phone", async () => {
  const axe = readFileSync(resolve("node_modules/axe-core/axe.min.js"), "utf8");
  const browser = await openBrowser();
  try {
    for (const [lang, colorScheme, width] of [["en", "light", 1200], ["zh", "dark", 1200], ["zh", "light", 390], ["en", "dark", 390]] as const) {
      // the page lets no script run: only the test may
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true });
      const page = await context.newPage();
      await page.setContent(pages.find((one) => one.lang === lang)?.text ?? "");
      await page.evaluate(axe);
      const found = await page.evaluate(async () => {
        const { axe: run } = window as unknown as { readonly axe: { run(): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[] }> } };
        return (await run.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
      });
      expect([lang, colorScheme, width, found]).toEqual([lang, colorScheme, width, []]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await context.close();
    }
  } finally {
    await browser.close();
  }
}, 90_000);
