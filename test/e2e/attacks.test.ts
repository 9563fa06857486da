import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cursorAfter, editorReady, openSite, pane, shows, visit, type Site } from "./site.js";
import { smallWork } from "./small.js";

/** What a hostile workspace, link or text could try. */

let site: Site;
beforeAll(async () => { site = await openSite(); }, 120_000);
afterAll(async () => { await site.close(); });

const markup = `<img src=x onerror=window.owned=1><script>window.owned=1</script>[x](javascript:window.owned=1)<iframe srcdoc='<script>parent.owned=1</script>'>`;

/** The small workspace with markup wherever a text may stand: titles, reasons, quotes, a note, the source, a file's name, the case. */
function hostile(): unknown {
  const { files, ...rest } = smallWork();
  const texts = Object.entries(files).map(([name, text]) => [name, name.endsWith("2026.policy")
    ? text.replace('"Measures for Supporting the Purchase of Cloud Services"', `"${markup}"`).replace('"Subsidy for cloud services"', `"${markup}"`)
      .replace("scheme cloud_services", `fact hostile_fact "${markup}"\nscheme cloud_services`).replace("  per enterprise", `  note n "${markup}" when registered_in_city\n  per enterprise`)
    : name.endsWith(".txt") ? `${text}\n\n${markup}\n` : text] as const);
  return { ...rest, files: { ...Object.fromEntries(texts), "x/onerror=alert(1).policy": `vocabulary x.y "${markup}"\n` } };
}

describe("markup in texts stays text", () => {
  test("in results, hovers, problems, sources, curves, outputs, and in a link", async () => {
    const first = await visit(site, { kept: hostile() });
    const { page, context, faults } = first;
    await editorReady(page);
    const clean = async (where: string): Promise<void> => {
      expect([where, await page.evaluate(() => [(window as unknown as { readonly owned?: number }).owned, document.querySelectorAll("img, iframe, [onerror], a[href^='javascript']").length])]).toEqual([where, [undefined, 0]]);
    };
    await shows(page, ".award h3", "<img src=x");
    await clean("result");
    for (const name of ["case", "source", "curve", "proof", "readings", "compare", "build"]) {
      await pane(page, name);
      await page.locator(".panel-body").locator("*").first().waitFor();
      await clean(name);
    }
    await page.click(".file-tabs [role=tab]:has-text('cloud/2026')");
    await cursorAfter(page, "scheme cloud");
    await page.keyboard.press("Control+k");
    await page.keyboard.press("Control+i");
    await shows(page, ".monaco-hover", "onerror");
    await clean("hover");
    await page.keyboard.press("Escape");
    await cursorAfter(page, "award 30% of service_fee");
    await page.keyboard.type("<img");
    await page.waitForSelector(".stale-note");
    await page.click(".problems-head button");
    await page.waitForSelector(".problem-list li");
    await clean("problems");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click("button:has-text('Share')");
    await shows(page, ".notice", "nothing was uploaded");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(faults).toEqual([]);
    await context.close();
    const second = await visit(site, { hash: link.slice(link.indexOf("#")) });
    await shows(second.page, ".notice", "shared workspace");
    expect(await second.page.evaluate(() => [(window as unknown as { readonly owned?: number }).owned, document.querySelectorAll("img, iframe, [onerror]").length])).toEqual([undefined, 0]);
    expect(second.faults).toEqual([]);
    await second.context.close();
  });
});

describe("texts that are too much", () => {
  const heavy: readonly (readonly [name: string, text: string])[] = [
    ["a hundred thousand brackets", `policy a.b version "1" { }\nscheme s { award ${"(".repeat(100_000)}1 yuan${")".repeat(100_000)} }\n`],
    ["a million letters of junk", "}({“依据]".repeat(140_000)],
    ["a sum of sixty thousand terms", `policy a.b version "1" { }\nscheme s { award ${Array(60_000).fill("1 yuan").join(" + ")} }\n`],
    ["two thousand rows in each of a hundred tables", `policy a.b version "1" { }\nfact n: integer from 0 to 100000\nscheme s {\n${Array.from({ length: 40 }, (_, i) => `where w${i} = graded by n { ${Array.from({ length: 500 }, (_, k) => `${k}: ${k} yuan`).join(", ")}, otherwise: nothing }`).join("\n")}\naward w0\n}\n`],
  ];
  test.each(heavy)("%s: the tab lives, the text is kept, another text works", async (_, text) => {
    const { page, context } = await visit(site, { kept: { files: { "a.policy": text }, case: smallWork().case, drafts: false } });
    // told as a problem, or ended and said so
    await page.locator(".problems.bad .problems-head, .notice").first().waitFor({ timeout: 40_000 });
    const kept = await page.evaluate(() => (JSON.parse(localStorage.getItem("allot.work") ?? "{}") as { readonly files?: Readonly<Record<string, string>> }).files?.["a.policy"]?.length);
    expect(kept).toBe(text.length);
    await page.click("button:has-text('Files')");
    await page.click("[role=menuitem]:has-text('Begin again')");
    await page.click("dialog button[type=submit]");
    await page.locator(".totals .main", { hasText: "200,000.00" }).waitFor({ timeout: 40_000 });
    await context.close();
  }, 120_000);
});

test("the page asks for no isolation of origins: it can be shown inside others", async () => {
  const { page, context } = await visit(site);
  await shows(page, ".totals .main", "200,000.00");
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await context.close();
});
