import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everyone } from "./everyone.js";
import { cursorAfter, editorReady, openSite, pane, shows, visit, type Site } from "./site.js";
import { smallWork } from "./small.js";

/** The page in a real browser, under a strict content policy, from a folder of a plain web server. */

let site: Site;
beforeAll(async () => { site = await openSite(); }, 120_000);
afterAll(async () => { await site.close(); });

describe("what is served", () => {
  test("sizes stay within their budgets (kB, compressed)", () => {
    const files = readdirSync(join(site.folder, "assets"));
    const size = (pattern: RegExp): number => Math.round(files.filter((file) => pattern.test(file)).reduce((sum, file) => sum + gzipSync(readFileSync(join(site.folder, "assets", file))).length, 0) / 1024);
    expect(size(/^index-.*\.js$/)).toBeLessThan(48);
    expect(size(/^index-.*\.css$/)).toBeLessThan(9);
    // the worker: the whole compiler, with the pages of the guide in both languages
    expect(size(/^main-.*\.js$/)).toBeLessThan(310);
    expect(size(/^mount-.*\.js$/)).toBeLessThan(950);
    expect(size(/^shipped-.*\.js$/)).toBeLessThan(60);
  });

  test("the page asks for the strict policy itself, and waits for nothing but its shell", async () => {
    const html = readFileSync(join(site.folder, "index.html"), "utf8");
    expect(html.replaceAll("&#39;", "'")).toContain("connect-src 'none'");
    expect(html).not.toContain("unsafe-eval");
    expect(html).not.toMatch(/monaco|mount|\/main-/);
    const { page, context, faults } = await visit(site);
    await shows(page, "h1", "allot");
    const shellBefore = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
    await editorReady(page);
    const editor = await page.evaluate(() => performance.getEntriesByType("resource").find((entry) => entry.name.includes("mount"))?.responseEnd ?? 0);
    expect(shellBefore).toBeGreaterThan(0);
    expect(shellBefore).toBeLessThan(editor + 1500);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe("work", () => {
  test("opens with both policies, computes the shipped case, lights up rule and source", async () => {
    const { page, context, faults } = await visit(site, { lang: "zh" });
    await editorReady(page);
    expect(await page.locator(".file-tabs [role=tab]").count()).toBe(4);
    await shows(page, ".totals .main", "200,000.00元");
    await page.locator(".award .step button").first().click();
    await page.waitForSelector(".quotes mark");
    await page.waitForSelector(".lit-lines");
    await page.locator(".quotes .link").first().click();
    await page.waitForSelector(".sentence.lit");
    expect(await page.locator(".sentence.rule").count()).toBeGreaterThan(10);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("problems as one types, the last good result stays and is marked, a fix mends it, undo goes across panes", async () => {
    const { page, context, faults } = await visit(site, { kept: smallWork() });
    await editorReady(page);
    await page.click(".file-tabs [role=tab]:has-text('cloud/2026')");
    await shows(page, ".totals .main", "30,000.00 yuan");
    await cursorAfter(page, "award 30% of service_fee");
    await page.keyboard.press("Backspace");
    await page.waitForSelector(".stale-note");
    await shows(page, ".totals .main", "30,000.00 yuan");
    await shows(page, ".problems-head", "1 errors");
    await page.click(".problems-head button");
    await page.locator(".problem-list button", { hasText: /^Fix/ }).first().click();
    await page.waitForSelector(".stale-note", { state: "detached" });
    await pane(page, "case");
    await page.fill("#fact-service_fee", "200000");
    await shows(page, ".ribbon", "60,000.00 yuan");
    for (let i = 0; i < 2; i++) await page.locator("[aria-label=Undo]").click();
    await shows(page, ".ribbon", "30,000.00 yuan");
    await page.waitForSelector(".stale-note");
    await page.locator("[aria-label=Redo]").click();
    await page.waitForSelector(".stale-note", { state: "detached" });
    expect(faults).toEqual([]);
    await context.close();
  });

  test("completion, hover, definition, rename, outline, surface and format", async () => {
    const { page, context, faults } = await visit(site, { kept: smallWork() });
    await editorReady(page);
    await page.click(".file-tabs [role=tab]:has-text('cloud/2026')");
    await cursorAfter(page, "award 30% of ");
    await page.keyboard.press("Control+Space");
    await shows(page, ".suggest-widget", "annual_purchase");
    await page.keyboard.press("Escape");
    await page.locator(".view-line span", { hasText: "annual_purchase" }).first().hover();
    await shows(page, ".monaco-hover", "Cloud services purchased");
    await cursorAfter(page, "require enough: annual");
    await page.keyboard.press("F2");
    await page.waitForFunction(() => document.activeElement?.matches(".rename-box input"));
    await page.keyboard.press("Control+a");
    await page.keyboard.type("bought");
    await page.keyboard.press("Enter");
    await shows(page, ".view-line", "bought");
    await shows(page, ".problems-head", "No problems");
    await cursorAfter(page, "require enough: bou");
    await page.keyboard.press("F12");
    await page.waitForSelector(".file-tabs [aria-selected=true]:has-text('shared/enterprise')");
    await page.click(".file-tabs [role=tab]:has-text('cloud/2026')");
    await page.click(".toolbar button:has-text('中文')");
    await shows(page, ".view-lines", "政策");
    await shows(page, ".problems-head", "No problems");
    await page.click(".toolbar button:has-text('Go to')");
    await shows(page, ".quick-input-list", "cloud_services");
    await page.keyboard.press("Escape");
    expect(await page.locator(".view-line [class*=mtk]").count()).toBeGreaterThan(20);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe("see", () => {
  test("case: three-valued answers, amounts in ten thousands, the question that settles it, JSON both ways", async () => {
    const { page, context, faults } = await visit(site, { kept: { ...smallWork(), case: { on: "2026-06-15", facts: {}, readings: {}, schemes: [] } } });
    await pane(page, "case");
    await page.waitForSelector(".next-question");
    await page.locator("#fact-registered_in_city label", { hasText: "yes" }).click();
    await page.locator(".fact:has(#fact-annual_purchase) select").selectOption("4");
    await page.fill("#fact-annual_purchase", "12.5");
    await shows(page, ".fact:has(#fact-annual_purchase)", "125,000.00 yuan");
    await page.fill("#fact-service_fee", "1,000");
    await shows(page, ".ribbon", "300.00 yuan");
    await page.waitForSelector(".good-note");
    await page.locator("#fact-registered_in_city label", { hasText: "no" }).first().click();
    await pane(page, "result");
    await shows(page, ".award.ineligible", "Enterprises registered in the city");
    await pane(page, "case");
    await page.click(".segmented button:has-text('JSON')");
    await page.fill("textarea.code", JSON.stringify({ format: 1, on: "2026-06-15", facts: { registered_in_city: true, annual_purchase: "60000", service_fee: "50000" } }));
    await shows(page, ".ribbon", "15,000.00 yuan");
    await page.fill("textarea.code", "{ nonsense");
    await shows(page, ".error", "This is no case file");
    expect(faults).toEqual([]);
    await context.close();
  });

  test("curve: cliffs, keys, one line for each reading and version, a table", async () => {
    const { page, context, faults } = await visit(site);
    await shows(page, ".totals .main", "200,000.00");
    await pane(page, "curve");
    await page.locator(".controls select").first().selectOption({ label: "Subsidy for users of computing power" });
    await shows(page, ".mark-name.cliff", "cliff");
    await page.focus(".chart svg[role=application]");
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowLeft");
    await shows(page, ".chart-reading", "yuan →");
    await page.locator(".controls select").nth(2).selectOption("versions");
    await shows(page, ".chart-legend", "2027");
    await page.click(".points summary");
    expect(await page.locator(".points tbody tr").count()).toBeGreaterThan(4);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("proof: verdicts, a refutation loads its applicant, tests run with progress and stop", async () => {
    const { page, context, faults } = await visit(site);
    await shows(page, ".totals .main", "200,000.00");
    await pane(page, "proof");
    await page.click("button:has-text('Prove all claims')");
    await page.waitForSelector(".verdict-count.refuted", { timeout: 60_000 });
    await page.click(".verdict-count.refuted");
    await page.locator(".claim.refuted button", { hasText: "Load this applicant" }).first().click();
    await page.waitForSelector("#tab-case[aria-selected=true]");
    await pane(page, "proof");
    await page.locator(".job select, section select").last().selectOption("1000");
    await page.locator("section button", { hasText: "Run generated tests" }).click();
    await page.waitForSelector("progress[value]", { timeout: 30_000 });
    await page.click("button:has-text('Stop')");
    await shows(page, ".panel", "Stopped.");
    await page.click("section button:has-text('Run the examples')");
    await shows(page, ".good-note", "passed");
    expect(faults).toEqual([]);
    await context.close();
  });

  test("readings: switching one changes this case, at most for any case is computed", async () => {
    const { page, context, faults } = await visit(site);
    await shows(page, ".totals .main", "200,000.00");
    await pane(page, "readings");
    await page.waitForSelector(".reading-card.touched .change");
    const card = page.locator(".reading-card", { hasText: "Which year is the first" });
    await card.locator("input[type=radio]").nth(1).check();
    await shows(page, ".ribbon", "160,000.00");
    await page.click("button:has-text('Compute the greatest effect')");
    await card.locator(".gain").first().waitFor({ timeout: 60_000 });
    expect(faults).toEqual([]);
    await context.close();
  });

  test("compare: typed changes, gains and losses, curves, the texts, the date slider", async () => {
    const { page, context, faults } = await visit(site);
    await shows(page, ".totals .main", "200,000.00");
    await pane(page, "compare");
    await page.focus(".timeline input[type=range]");
    await page.keyboard.press("Home");
    await shows(page, ".timeline-now", "2024-01-01");
    await page.click(".row button:has-text('Compare')");
    await page.waitForSelector(".effect-card .chart", { timeout: 60_000 });
    await page.waitForSelector(".effect-card .gain, .effect-card .loss");
    expect(await page.locator(".claim[class*=change-]").count()).toBeGreaterThan(3);
    await page.click("summary:has-text('The texts side by side')");
    await page.waitForSelector(".diff-box .line-insert, .diff-box .line-delete, .diff-box .char-insert");
    expect(faults).toEqual([]);
    await context.close();
  });

  test("build: every target, marked where the last edit changed it", async () => {
    const { page, context, faults } = await visit(site, { kept: smallWork() });
    await editorReady(page);
    await page.click(".file-tabs [role=tab]:has-text('cloud/2026')");
    await pane(page, "build");
    for (const target of ["types", "schema", "duckdb", "kernel", "ir", "docs", "js"]) {
      await page.locator(".build-head select").selectOption(target);
      await page.waitForSelector(".viewer .view-line");
    }
    await cursorAfter(page, 'scheme cloud_services "Subsidy');
    await page.keyboard.type(" of 2026");
    await shows(page, ".build-head .tag", "changed by the last edit");
    await page.waitForSelector(".viewer .changed-line");
    const download = page.waitForEvent("download");
    await page.click(".build-head button:has-text('Download')");
    expect((await download).suggestedFilename()).toBe("policies.js");
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe("keep and share", () => {
  test("work survives reload, a stuck worker and a crashed one", async () => {
    const { page, context } = await visit(site, { kept: smallWork() });
    await shows(page, ".totals .main", "30,000.00 yuan");
    await pane(page, "case");
    await page.fill("#fact-service_fee", "50000");
    await shows(page, ".ribbon", "15,000.00 yuan");
    await page.reload();
    await shows(page, ".ribbon", "15,000.00 yuan");
    const worker = page.workers().find((one) => one.url().includes("/main-"));
    expect(worker).toBeDefined();
    void worker?.evaluate(() => { setTimeout(() => { throw new Error("planted"); }); }).catch(() => {});
    await shows(page, ".notice", "started again");
    await page.fill("#fact-service_fee", "40000");
    await shows(page, ".ribbon", "12,000.00 yuan");
    const next = page.workers().find((one) => one.url().includes("/main-"));
    void next?.evaluate(() => { for (;;); }).catch(() => {});
    await page.fill("#fact-service_fee", "20000");
    await page.locator(".notice", { hasText: "took too long" }).waitFor({ timeout: 25_000 });
    await shows(page, ".ribbon", "6,000.00 yuan");
    await context.close();
  });

  test("a link carries the workspace; bad and hostile links say so and leave the work alone", async () => {
    const first = await visit(site, { kept: smallWork() });
    await shows(first.page, ".totals .main", "30,000.00 yuan");
    await first.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await first.page.click("button:has-text('Share')");
    await shows(first.page, ".notice", "nothing was uploaded");
    const link = await first.page.evaluate(() => navigator.clipboard.readText());
    const hash = link.slice(link.indexOf("#"));
    await first.context.close();
    const second = await visit(site, { hash });
    await shows(second.page, ".totals .main", "30,000.00 yuan");
    await shows(second.page, ".notice", "shared workspace");
    expect(second.page.url()).not.toContain("#w=");
    const bomb = await second.page.evaluate(async () => {
      const stream = new Blob([new Uint8Array(60_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
      const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
      let text = "";
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    });
    for (const [bad, said] of [["#w=nonsense!", "cannot be read"], [`${hash.slice(0, 60)}`, "cannot be read"], [`#w=${bomb}`, "more than the page accepts"]] as const) {
      await second.page.evaluate((value) => { window.location.hash = value; }, bad);
      await shows(second.page, ".notice", said);
      await shows(second.page, ".totals .main", "30,000.00 yuan");
    }
    await second.context.close();
    const hostile = await visit(site, { kept: "{ broken" });
    await shows(hostile.page, ".notice", "could not be read");
    await shows(hostile.page, ".totals .main", "200,000.00");
    const download = hostile.page.waitForEvent("download");
    await hostile.page.click("button:has-text('Files')");
    await hostile.page.click("[role=menuitem]:has-text('zip')");
    const path = await (await download).path();
    const zip = readFileSync(path);
    expect(zip.readUInt32LE(0)).toBe(0x04034b50);
    expect(zip.readUInt16LE(zip.length - 12)).toBeGreaterThan(6);
    await hostile.context.close();
  });
});

everyone(() => site);
