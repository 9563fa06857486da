import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { editorReady, pane, shows, visit, type Site } from "./site.js";

const axe = readFileSync(resolve(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8");

/** Screen readers, keys alone, a phone. With ALLOT_SHOTS=folder every pane is also photographed. */
export const everyone = (site: () => Site): void => { describe("for everyone", () => {
  const shots = process.env["ALLOT_SHOTS"];
  for (const look of [{ lang: "en", dark: false }, { lang: "zh", dark: true }] as const) {
    test(`axe finds nothing: ${look.lang}, ${look.dark ? "dark" : "light"}, every pane`, async () => {
      const { page, context, faults } = await visit(site(), look);
      await editorReady(page);
      await page.waitForSelector(".totals .main");
      await page.evaluate(axe);
      for (const name of ["case", "result", "source", "curve", "proof", "readings", "compare", "build"]) {
        await pane(page, name);
        await page.waitForTimeout(350);
        const found = await page.evaluate(async () => {
          const { axe: run } = window as unknown as { readonly axe: { run(root: Document, options: unknown): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[] }[] }> } };
          const { violations } = await run.run(document, { resultTypes: ["violations"] });
          return violations.map(({ id, nodes }) => `${id} x${nodes.length}: ${String(nodes[0]?.target)} ${nodes[0]?.failureSummary ?? ""}`);
        });
        expect([name, found]).toEqual([name, []]);
        if (shots !== undefined) await page.screenshot({ path: join(shots, `${look.lang}-${name}.png`) });
      }
      expect(faults).toEqual([]);
      await context.close();
    }, 90_000);
  }

  test("keys alone: in, out of the editor, along the tabs", async () => {
    const { page, context } = await visit(site());
    await editorReady(page);
    await shows(page, ".totals .main", "200,000.00");
    await page.click(".editor-column .view-line");
    await page.keyboard.press("Control+m");
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".editor-mount") === null)).toBe(true);
    await page.focus("#tab-result");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector("#tab-source[aria-selected=true]");
    await page.focus(".splitter");
    await page.keyboard.press("ArrowLeft");
    expect(await page.getAttribute(".splitter", "aria-valuenow")).toBe("47");
    await page.click("button.lang");
    await shows(page, "#tab-source", "原文");
    await context.close();
  });

  test("a phone shows the result first; Chinese comes from the page's own font", async () => {
    const { page, context, faults } = await visit(site(), { phone: true, lang: "zh" });
    await shows(page, ".totals .main", "200,000.00元");
    expect(await page.locator(".editor-column").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await page.evaluate(async () => (await document.fonts.load('16px "Noto Sans SC Variable"', "福建省补助")).filter((font) => font.status === "loaded").length)).toBeGreaterThan(0);
    if (shots !== undefined) await page.screenshot({ path: join(shots, "phone.png") });
    await page.click("#tab-rules");
    await editorReady(page);
    expect(faults).toEqual([]);
    await context.close();
  });
}); };
