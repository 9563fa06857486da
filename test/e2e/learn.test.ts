import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cursorAfter, editorReady, openSite, pane, shows, visit, type Site } from "./site.js";
import { smallWork } from "./small.js";

/** The guide and the first quarter of an hour, as a newcomer goes through them. */

let site: Site;
beforeAll(async () => { site = await openSite(); }, 120_000);
afterAll(async () => { await site.close(); });

const shots = process.env["ALLOT_SHOTS"];

describe("the guide", () => {
  test("from the word under the pointer, from a problem, from the menu; closed by Escape", async () => {
    const { page, context, faults } = await visit(site, { kept: smallWork() });
    await editorReady(page);
    await page.click(".file-tabs [role=tab]:has-text('cloud/2026')");
    await page.locator(".view-line span", { hasText: /^require$/ }).first().hover();
    await page.locator(".monaco-hover a", { hasText: "Guide: Requirements" }).click();
    await shows(page, ".drawer h2", "Requirements");
    await shows(page, ".drawer .sample-code", "require size: staff at least 10");
    if (shots !== undefined) await page.screenshot({ path: join(shots, "guide-en.png") });
    await page.locator(".drawer .link", { hasText: "Comparisons" }).click();
    await shows(page, ".drawer h2", "Comparisons and their bounds");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".drawer", { state: "detached" });
    await cursorAfter(page, "award 30% of service_fee");
    await page.keyboard.press("Backspace");
    await shows(page, ".problems-head", "1 errors");
    await page.click(".problems-head button");
    await page.locator(".problem-list button", { hasText: "Explain" }).first().click();
    await shows(page, ".drawer h2", "error[unknown-name]");
    await page.click(".drawer summary:has-text('A text that gives it')");
    await shows(page, ".drawer .sample-code", "policy test.plan");
    await page.click("button.lang");
    await shows(page, ".drawer h2", "错误[unknown-name]");
    await page.click(".drawer button:has-text('全部页面')");
    await page.fill(".drawer input", "断崖");
    await page.locator(".drawer .link", { hasText: "断崖：原文所要的跳变" }).click();
    await shows(page, ".drawer .sample-code", "断崖 租金 为 10万元");
    if (shots !== undefined) await page.screenshot({ path: join(shots, "guide-zh.png") });
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe.each(["en", "zh"] as const)("the first quarter of an hour (%s)", (lang) => {
  const tour = JSON.parse(readFileSync("policies/fuzhou/ai-industry/tour.json", "utf8")) as { readonly steps: readonly { readonly title: { readonly en: string; readonly zh: string }; readonly pane: string }[] };
  const words = { en: { begin: "Begin", next: "Next", finish: "Finish", help: "Help", tour: "First quarter", compare: "Compare", gain: "greatest gain" }, zh: { begin: "开始", next: "下一步", finish: "完成", help: "帮助", tour: "最初一刻钟", compare: "比较", gain: "最大增加" } }[lang];

  test("leads from reading a scheme to the repaired cliff, step by step", async () => {
    const { page, context, faults } = await visit(site, { lang });
    await editorReady(page);
    await page.click(`.tour.offer button:has-text('${words.begin}')`);
    const at = async (i: number): Promise<void> => {
      await shows(page, ".tour h2", tour.steps[i]?.title[lang] ?? "");
      await page.waitForSelector(`#tab-${tour.steps[i]?.pane ?? ""}[aria-selected=true]`);
      if (shots !== undefined) await page.screenshot({ path: join(shots, `tour-${lang}-${i + 1}.png`) });
    };
    const next = async (i: number): Promise<void> => {
      await page.click(`.tour button:has-text('${words.next}')`);
      await at(i);
    };
    await at(0);
    await page.waitForSelector(".lit-lines");
    await shows(page, ".ribbon", "100,000.00");
    await next(1);
    await shows(page, ".totals .main", "100,000.00");
    await next(2);
    await page.locator(".tour .outlined").first().click();
    await shows(page, ".totals .main", "60,000.00");
    await page.locator(".tour .outlined").nth(1).click();
    await shows(page, ".totals .main", "100,000.00");
    await next(3);
    await shows(page, ".marks", "300,000.00");
    await page.waitForSelector(".mark-name.cliff");
    await next(4);
    await next(5);
    await page.waitForSelector(".reading-card.touched");
    await next(6);
    await page.waitForFunction(() => document.querySelectorAll(".marks .mark-name.cliff").length === 2);
    await page.locator(".tour .outlined").first().click();
    await shows(page, ".ribbon", "150,000.00");
    await page.waitForFunction(() => document.querySelectorAll(".marks .mark-name.cliff").length === 1);
    // closed and found again where it was
    await page.click(".tour .icon");
    await page.waitForSelector(".tour", { state: "detached" });
    await page.reload();
    await editorReady(page);
    await page.click(`.tools button:has-text('${words.help}')`);
    await page.click(`[role=menuitem]:has-text('${words.tour}')`);
    await at(6);
    await next(7);
    await page.click(`.end-aligned button:has-text('${words.compare}')`);
    await page.locator(".effect-card", { hasText: words.gain }).first().waitFor({ timeout: 60_000 });
    await page.click(`.tour button:has-text('${words.finish}')`);
    await page.waitForSelector(".tour", { state: "detached" });
    await pane(page, "result");
    expect(faults).toEqual([]);
    await context.close();
  }, 120_000);
});
