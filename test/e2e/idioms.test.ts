import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cursorAfter, editorReady, openSite, pane, shows, visit, type Site } from "./site.js";

/** Lists, yearly facts, payers, claims and the other policies, worked as an analyst would. */

let site: Site;
beforeAll(async () => { site = await openSite(); }, 120_000);
afterAll(async () => { await site.close(); });

const shots = process.env["ALLOT_SHOTS"];
const shot = async (page: Page, name: string): Promise<void> => { if (shots !== undefined) await page.screenshot({ path: join(shots, `idioms-${name}.png`) }); };

const axe = readFileSync(resolve(import.meta.dirname, "../../node_modules/axe-core/axe.min.js"), "utf8");
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { readonly axe: { run(root: Document, options: unknown): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly target: unknown }[] }[] }> } };
    const found = await run.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, nodes }) => `${id}: ${String(nodes[0]?.target)}`);
  });
}

const machines = `policy city.machines version "1" {
  in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date
    cite external "the decree" "2026-01-01, 2028-12-31"
  source "source.txt"
}
fact application_date "Date of application" "申报日期": date
fact machines / 设备 "Machines bought" "购置设备": list {
  fact price / 购置价 "Price" "购置价": money from 0 yuan to 100,000,000 yuan
  fact imported / 进口 "Imported" "进口设备"
  fact kind / 类别 "Kind" "类别": one of press / 压机, robot / 机器人
}
fact used "Years of use" "使用年数": number from 0 to 50 if absent 10
fact paid "Paid already" "已拨": money from 0 yuan to 100,000,000 yuan if absent 0 yuan
scheme support "Support of machines" "设备补助" {
  award sum for each machines { first of { when imported: 5% of price, otherwise: 10% of price } }
    cite I(1) "10% of the price of each machine, 5% for imported ones"
  funded by city 40%, county 60% cite I(2) "the city bears 40% and the county 60%"
  repay early: 50% of paid when used less than 3 "Sold too early" "过早转让" cite I(2) "use below 3 years repays 50%"
}
`;
const source = "I. Support\n(1) 10% of the price of each machine, 5% for imported ones.\n(2) the city bears 40% and the county 60%; use below 3 years repays 50%.\n";
const kept = { files: { "city/machines.policy": machines, "city/source.txt": source }, case: { on: "2026-06-15", facts: {}, readings: {}, schemes: [] }, drafts: false };

async function openFromMenu(page: Page, menu: string, title: string | RegExp): Promise<void> {
  await page.click(`.tools button:has-text('${menu}')`);
  await page.locator("[role=menuitem]", { hasText: title }).click();
}

describe("a list", () => {
  test("rows are added, filled, removed and undone by keys alone, with names for each field", async () => {
    const { page, context, faults } = await visit(site, { kept });
    await editorReady(page);
    await pane(page, "case");
    const list = page.getByRole("group", { name: "Machines bought", exact: true });
    await list.getByRole("button", { name: "Add a row" }).focus();
    await page.keyboard.press("Enter");
    const first = list.getByRole("group", { name: "Machines bought 1" });
    await page.waitForFunction(() => document.activeElement?.closest("[data-row='0']") !== null);
    await page.keyboard.type("100000");
    await first.getByLabel("Kind").selectOption("robot");
    await first.getByRole("radiogroup", { name: "Imported" }).getByLabel("no", { exact: true }).check({ force: true });
    await shows(page, ".ribbon", "10,000.00 yuan");
    await list.getByRole("button", { name: "Add a row" }).click();
    await shows(page, ".count.open", "Still asked 1");
    const second = list.getByRole("group", { name: "Machines bought 2" });
    await second.getByLabel("Price", { exact: true }).fill("200,000");
    await second.getByRole("radiogroup", { name: "Imported" }).getByLabel("yes").check({ force: true });
    await shows(page, ".ribbon", "20,000.00 yuan");
    expect(await violations(page)).toEqual([]);
    await shot(page, "list-en");
    await list.getByRole("button", { name: "Remove row 1" }).click();
    await shows(page, ".ribbon", "10,000.00 yuan");
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label")?.startsWith("Remove row 1") === true);
    expect(await list.getByLabel("Price", { exact: true }).inputValue()).toBe("200,000");
    await page.locator("[aria-label=Undo]").click();
    await shows(page, ".ribbon", "20,000.00 yuan");
    for (let i = 2; i > 0; i--) await list.getByRole("button", { name: `Remove row ${i}` }).click();
    await shows(page, ".rows", "There are no rows.");
    await shows(page, ".ribbon", "0.00 yuan");
    await list.getByRole("button", { name: "unknown" }).click();
    await page.locator(".segmented button", { hasText: "JSON" }).click();
    await page.fill("textarea.code", '{ "format": 1, "on": "2026-06-15", "facts": { "设备": [{ "购置价": "1000", "进口": true, "类别": "压机" }] } }');
    await page.locator(".segmented button", { hasText: "Form" }).click();
    await shows(page, ".ribbon", "50.00 yuan");
    expect(await list.getByLabel("Kind").inputValue()).toBe("press");
    expect(faults).toEqual([]);
    await context.close();
  });

  test("payers and what is to be paid back stand with the award", async () => {
    const { page, context, faults } = await visit(site, { lang: "zh", kept: { ...kept, case: { ...kept.case, facts: { machines: [{ price: "1000.01", imported: false }], used: "2", paid: "5000" } } } });
    await editorReady(page);
    await pane(page, "result");
    await shows(page, ".facts-of", /资金分担\s*city：40\.00元\s*county：60\.00元/);
    await shows(page, ".repayments", /过早转让：2,500\.00元/);
    expect(await violations(page)).toEqual([]);
    await shot(page, "payers-zh");
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe("the other policies that are shipped", () => {
  test("open from the menu as a workspace of their own, asking where work would go, and undo leads back", async () => {
    const { page, context, faults } = await visit(site);
    await editorReady(page);
    await shows(page, ".totals .main", "200,000.00");
    await openFromMenu(page, "Files", "Open Hainan");
    await shows(page, ".notice", "Undo brings back");
    await shows(page, ".file-tabs [role=tab]", "graduate-housing/2022");
    await shows(page, ".totals .main", "12,000.00 yuan");
    await page.locator(".notice button", { hasText: "Undo" }).click();
    await shows(page, ".file-tabs [role=tab]", "ai-industry/2024");
    await shows(page, ".totals .main", "200,000.00");
    await cursorAfter(page, "version \"2024\"");
    await page.waitForTimeout(400);
    await page.keyboard.press("Enter");
    await page.locator("[aria-label=Undo]:enabled").waitFor();
    await openFromMenu(page, "Files", "Open Xiamen");
    await shows(page, "dialog h2", "Open Xiamen: rewards for growing output");
    expect(await violations(page)).toEqual([]);
    await shot(page, "ask");
    await page.keyboard.press("Escape");
    await shows(page, ".file-tabs [role=tab]", "ai-industry/2024");
    await openFromMenu(page, "Files", "Open Xiamen");
    await page.locator("dialog button", { hasText: /^Open$/ }).click();
    await shows(page, ".file-tabs [role=tab]", "output-growth/2023");
    await page.locator("[aria-label=Undo]").click();
    await shows(page, ".file-tabs [role=tab]", "ai-industry/2024");
    await page.waitForFunction(() => document.querySelectorAll(".file-tabs [role=tab]").length === 4);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("a fact by year has a field for each year; the year that is missing is asked for", async () => {
    const { page, context, faults } = await visit(site, { lang: "zh" });
    await editorReady(page);
    await openFromMenu(page, "文件", "打开 厦门");
    await shows(page, ".file-tabs [role=tab]", "output-growth/2023");
    await pane(page, "case");
    await page.selectOption("select[aria-label=样例]", { label: "增量两亿元" });
    await shows(page, ".ribbon", "600,000.00元");
    const years = page.getByRole("group", { name: "工业总产值" });
    expect(await years.getByLabel("2022").inputValue()).toBe("50000");
    await years.getByLabel("2023").fill("80000");
    await shows(page, ".ribbon", "900,000.00元");
    expect(await violations(page)).toEqual([]);
    await shot(page, "years-zh");
    await years.getByLabel("2022").fill("");
    await shows(page, ".ribbon", "待定");
    await shows(page, ".next-question", "工业总产值");
    await pane(page, "result");
    await shows(page, ".facts-of", "工业总产值 2022年");
    await pane(page, "case");
    await years.getByRole("button", { name: "增加 2021" }).click();
    await page.waitForFunction(() => document.activeElement?.id.endsWith("-2021") === true);
    await page.locator("[aria-label=撤销]").click();
    await shows(page, ".ribbon", "900,000.00元");
    expect(faults).toEqual([]);
    await context.close();
  });

  test("a joint ceiling that holds in principle is shown as passed", async () => {
    const { page, context, faults } = await visit(site);
    await editorReady(page);
    await openFromMenu(page, "Files", "Open Xiamen");
    await shows(page, ".file-tabs [role=tab]", "haicang-growth/2020");
    await pane(page, "case");
    await page.selectOption("select[aria-label=Samples]", { label: "一档，增速百分之七十" });
    await shows(page, ".ribbon", "undetermined");
    await shows(page, ".count.open", "Still asked 1");
    await page.fill("#fact-district_tax", "1000000");
    await pane(page, "result");
    await shows(page, ".total.above", "above the ceiling that holds in principle");
    await shot(page, "above-en");
    expect(faults).toEqual([]);
    await context.close();
  });

  test("curve, readings, time line and comparison follow the set that is open; the guide explains its words", async () => {
    const { page, context, faults } = await visit(site, { lang: "zh" });
    await editorReady(page);
    await openFromMenu(page, "文件", "打开 海南");
    await shows(page, ".file-tabs [role=tab]", "graduate-housing/2022");
    await cursorAfter(page, "享受期限");
    await page.waitForTimeout(400);
    await page.locator(".view-line span", { hasText: /^享受期限$/ }).first().hover();
    await page.locator(".monaco-hover a", { hasText: "连续几年" }).click();
    await shows(page, ".drawer h2", "连续几年");
    await shows(page, ".drawer .sample-code", "享受期限 3年 自 首次缴费日 延长至 退休日");
    await page.keyboard.press("Escape");
    await pane(page, "curve");
    await shows(page, "#panel", "租房补贴 / 本次申请的租房月数");
    await pane(page, "compare");
    await shows(page, ".timeline .years", "2022");
    await shows(page, ".timeline-now", "2022-04-01");
    await page.locator(".segmented button", { hasText: "我的改动" }).click();
    await shows(page, "#panel", "规则与随附的相同");
    await shot(page, "timeline-zh");
    await page.mouse.click(300, 600);
    await page.keyboard.press("Control+Home");
    await page.waitForTimeout(400);
    await cursorAfter(page, "自 补助额 封顶后");
    await page.waitForTimeout(400);
    await page.keyboard.press("Backspace");
    await page.keyboard.type("前");
    await page.locator("#panel button", { hasText: /^比较$/ }).click();
    await shows(page, ".claim.change-changed", /./);
    await shot(page, "changes-zh");
    expect(faults).toEqual([]);
    await context.close();
  });
});
