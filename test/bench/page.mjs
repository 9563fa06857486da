import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize, resolve } from "node:path";
import { chromium } from "playwright-core";
import sparticuz from "@sparticuz/chromium";
import { build } from "vite";
import { loadPolicies } from "../../dist/compiler/cli/load.js";
import { median, table } from "./support.mjs";

/** The page in a real browser: from a keystroke to the new problems and the new result, and from loading to the first of both. */

const root = resolve(import.meta.dirname, "../..");

/** The shipped policies and copies of them under other names. */
function folderOf(n) {
  const folder = mkdtempSync(join(tmpdir(), "allot-page-big-"));
  const { files, source } = loadPolicies(["policies"]);
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (let i = 0; i < n; i++) {
    for (const file of files) {
      const path = file.id.replace(/^policies/, `copy${i}`);
      put(path, i === 0 ? file.text : file.text.replaceAll("fuzhou.ai_industry", `fuzhou.ai_industry${i}`).replaceAll("fujian.ai_projects", `fujian.ai_projects${i}`).replaceAll("shared.enterprise", `shared.enterprise${i}`));
      for (const [, name] of file.text.matchAll(/^\s*(?:source|原文) ["“]([^"”]+)["”]/gm)) put(join(dirname(path), name), source(file.id, name));
    }
  }
  return folder;
}

async function site() {
  const folder = mkdtempSync(join(tmpdir(), "allot-page-"));
  await build({ configFile: join(root, "playground/vite.config.ts"), logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2" };
  const server = createServer((request, response) => {
    const file = join(folder, normalize(new URL(request.url, "http://x").pathname).replace(/\/$/, "/index.html"));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) response.writeHead(404).end();
    else createReadStream(file).pipe(response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }));
  });
  await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => { server.close(); rmSync(folder, { recursive: true }); } };
}

/** In the page: the time from the last key to the next frame in which an element shows other words. */
const watch = () => {
  window.allotBench = { key: 0, times: [] };
  document.addEventListener("keydown", () => { window.allotBench.key = performance.now(); }, true);
  const seen = new Map();
  const look = () => {
    for (const selector of [".award h3", ".problems-head button"]) {
      const text = document.querySelector(selector)?.textContent ?? "";
      if (seen.has(selector) && seen.get(selector) !== text && window.allotBench.key > 0) {
        const { key } = window.allotBench;
        requestAnimationFrame(() => { window.allotBench.times.push([selector, performance.now() - key]); });
      }
      seen.set(selector, text);
    }
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
};

async function goTo(page, words) {
  await page.click(".editor-mount", { position: { x: 320, y: 220 } });
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+f");
  await page.locator(".find-widget textarea").first().fill(words);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}

async function typed(page, selector, keys) {
  await page.evaluate(() => { window.allotBench.times.length = 0; });
  for (const key of keys) {
    const before = await page.evaluate((wanted) => window.allotBench.times.filter(([one]) => one === wanted).length, selector);
    await page.keyboard.press(key);
    await page.waitForFunction(([wanted, count]) => window.allotBench.times.filter(([one]) => one === wanted).length > count, [selector, before], { timeout: 20_000 });
    // a person's pause, in which the editor colours and folds
    await page.waitForTimeout(500);
  }
  return page.evaluate((wanted) => window.allotBench.times.filter(([one]) => one === wanted).map(([, time]) => time), selector);
}

const letters = [..."abcdefghijkl"];
const asked = { on: "2026-06-15", facts: { applicant_kind: "enterprise", uses_ai: true, on_municipal_platform: true, subsidy_year: 1, annual_purchase: "200000.00", service_fee: "200000.00" }, readings: {}, schemes: ["fuzhou.ai_industry.compute_use"] };

export async function bench(sizes = [1, 100]) {
  const { url, close } = await site();
  const unwanted = ["--single-process", "--disable-web-security"];
  const browser = await chromium.launch({ executablePath: await sparticuz.executablePath(), args: sparticuz.args.filter((arg) => !unwanted.includes(arg)) });
  const rows = [];
  const loads = [];
  for (let i = 0; i < 5; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(url);
    const first = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
    await Promise.all([page.waitForSelector(".totals .main"), page.waitForSelector(".view-line")]);
    loads.push([first, performance.now() - start]);
    await context.close();
  }
  for (const n of sizes) {
    const folder = folderOf(n);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-US" });
    // a page without the folder dialog takes folders through an input, which can be filled here
    await context.addInitScript(() => { delete window.showDirectoryPicker; });
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector(".totals .main");
    await page.evaluate(watch);
    const chooser = page.waitForEvent("filechooser");
    await page.click("button:has-text('Files')");
    await page.click("[role=menuitem]:has-text('Open a folder')");
    const start = performance.now();
    await (await chooser).setFiles(folder);
    await page.waitForSelector(".file-tabs [role=tab][title='copy0/fuzhou/ai-industry/2024.policy']", { timeout: 120_000 });
    await page.click("#tab-case");
    await page.waitForSelector(".segmented button:has-text('JSON')", { timeout: 120_000 });
    await page.click(".segmented button:has-text('JSON')");
    await page.fill("textarea.code", JSON.stringify({ format: 1, ...asked }));
    await page.click("#tab-result");
    await page.locator(".totals .main", { hasText: "100,000.00" }).waitFor({ timeout: 120_000 });
    const opened = performance.now() - start;
    await page.locator(".file-tabs [role=tab][title='copy0/fuzhou/ai-industry/2024.policy']").click();
    await goTo(page, 'scheme compute_use / 算力使用 "Subsidy for users');
    const result = await typed(page, ".award h3", letters);
    await goTo(page, "require on_platform: on_municipal_platform");
    const problems = await typed(page, ".problems-head button", letters.flatMap(() => ["x", "Backspace"]).slice(0, 12));
    rows.push([`${n}`, median(result), Math.max(...result), median(problems), Math.max(...problems), Math.round(opened)]);
    await context.close();
    rmSync(folder, { recursive: true });
  }
  await browser.close();
  close();
  table("the page: ms from a keystroke to what it changes, on n times the shipped policies", ["n", "new result, median", "most", "problems, median", "most", "opened in"], rows);
  table("the page: ms from loading", ["first paint, median", "result and editor, median"], [[median(loads.map(([paint]) => paint)), median(loads.map(([, all]) => all))]]);
}
