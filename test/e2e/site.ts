import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { resolve } from "node:path";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { openBrowser } from "../support/browser.js";

/** The built page in a folder of a web server that sets a strict policy, and one browser from the package registry. */

const root = resolve(import.meta.dirname, "../..");
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; worker-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const types: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".ttf": "font/ttf" };

export interface Site {
  readonly url: string;
  readonly folder: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), "allot-page-"));
  await build({ configFile: join(root, "playground/vite.config.ts"), logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  const under = "/any/folder/";
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://x").pathname);
    const file = path.startsWith(under) ? join(folder, normalize(path.slice(under.length) || "index.html")) : "";
    if (file === "" || !file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream", "content-security-policy": policy, "cache-control": "max-age=3600" });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => { server.listen(0, "127.0.0.1", done); });
  const browser = await openBrowser();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${under}`, folder, browser,
    async close() {
      await browser.close();
      await new Promise((done) => { server.close(done); });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Faults of the page, refusals of the content policy, and requests that left it. */
  readonly faults: string[];
}

export interface VisitOptions {
  readonly lang?: "en" | "zh";
  readonly dark?: boolean;
  readonly phone?: boolean;
  readonly hash?: string;
  /** What this browser has kept from an earlier visit. */
  readonly kept?: unknown;
}

export async function visit(site: Site, options: VisitOptions = {}): Promise<Visit> {
  const context = await site.browser.newContext({
    viewport: options.phone === true ? { width: 390, height: 844 } : { width: 1440, height: 900 }, locale: options.lang === "zh" ? "zh-CN" : "en-US",
    colorScheme: options.dark === true ? "dark" : "light", acceptDownloads: true, reducedMotion: "reduce",
  });
  if (options.kept !== undefined) {
    const text = typeof options.kept === "string" ? options.kept : JSON.stringify(options.kept);
    await context.addInitScript((value) => { if (localStorage.getItem("allot.work") === null) localStorage.setItem("allot.work", value); }, text);
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => { faults.push(String(error)); });
  page.on("console", (message) => { if (message.type() === "error" || message.type() === "warning") faults.push(message.text()); });
  page.on("request", (request) => { if (!request.url().startsWith(site.url) && !/^(?:data|blob):/.test(request.url())) faults.push(`left: ${request.url()}`); });
  await page.goto(site.url + (options.hash ?? ""));
  return { page, context, faults };
}

export const editorReady = async (page: Page): Promise<void> => { await page.waitForSelector(".view-line"); };
export const pane = async (page: Page, name: string): Promise<void> => { await page.click(`#tab-${name}`); };
/** Waits until some element shows a text. */
export const shows = async (page: Page, selector: string, text: string | RegExp): Promise<void> => { await page.locator(selector, { hasText: text }).first().waitFor(); };

/** Puts the cursor behind the first place where the words stand, through the editor's own search. */
export async function cursorAfter(page: Page, words: string): Promise<void> {
  await page.click(".editor-column .view-line");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+f");
  await page.locator(".find-widget textarea").first().fill(words);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
}
