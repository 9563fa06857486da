import { chromium, type Browser } from "playwright-core";
import sparticuz from "@sparticuz/chromium";

/** The browser from the package registry. */
export async function openBrowser(): Promise<Browser> {
  // pages and workers in processes of their own, and no rule of the web switched off
  const unwanted = ["--single-process", "--disable-web-security", "--allow-running-insecure-content"];
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: [...sparticuz.args.filter((arg) => !unwanted.includes(arg)), "--disable-background-networking", "--no-first-run", "--disable-component-update", "--disable-sync"] });
}
