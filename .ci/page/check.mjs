// Opens the pages that SamplePagesTest wrote in a browser, and checks what a reader gets. With --screenshots it also
// writes the two pictures of the documentation.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { faults } from "./faults.mjs";
import { numberErrors } from "./numbers.mjs";

const folder = new URL("../../target/pages/", import.meta.url);
const docs = new URL("../../src/docs/", import.meta.url);
const ORIGIN = "http://page.test/";
const reports = ["full", "one", "empty", "unknown", "hostile", "large", "changes"];
const others = ["pending", "problem", "shared"];
const PAGE_BYTES = 150_000;
const PRINTED = { width: 718, height: 1046 }; // A4 without margins of 10 mm, in CSS pixels
const read = (name) => readFileSync(new URL(name, folder), "utf8");
const policy = read("policy.txt");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page as the program would send it; everything that it asks for or complains about is an error. */
async function open(html, { scheme = "light", width = 1180, height = 900 } = {}) {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height }, deviceScaleFactor: 1 });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => errors.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => errors.push(`script error: ${error.message}`));
  page.on("dialog", (dialog) => { errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.route("**", (route) => {
    if (route.request().url() === `${ORIGIN}page`) {
      return route.fulfill({ body: html, headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });
    }
    errors.push(`request to ${route.request().url().slice(0, 100)}`);
    return route.abort();
  });
  await page.goto(`${ORIGIN}page`);
  return { page, errors, close: () => context.close() };
}

async function axeErrors(page) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  await page.evaluate(axe);
  const result = await page.evaluate(() => axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }));
  return result.violations.map((v) => `axe ${v.id}: ${v.nodes[0].html.slice(0, 160)} (${v.nodes.length})`);
}

const markupErrors = (page) => page.evaluate(() => {
  const errors = [];
  const complain = (selector, text) => document.querySelectorAll(selector).forEach((e) => errors.push(`${text}: ${e.outerHTML.slice(0, 120)}`));
  complain("[style]", "a style attribute");
  complain("script, iframe, object, embed, form, img, meta[http-equiv], base", "a forbidden element");
  complain("style:not(head > style)", "a style element in the body");
  document.querySelectorAll("*").forEach((e) => [...e.attributes].filter((a) => a.name.startsWith("on"))
    .forEach((a) => errors.push(`the handler ${a.name}`)));
  document.querySelectorAll("a[href]").forEach((a) => {
    const own = /^(#|\/)/.test(a.getAttribute("href"));
    if (!own && !/^https?:$/.test(a.protocol)) errors.push(`a link to ${a.protocol}`);
    if (!own && a.rel !== "noopener noreferrer nofollow ugc") errors.push(`a link with rel ${a.rel}`);
  });
  if (document.documentElement.lang !== "en") errors.push("no language");
  return errors;
});

async function narrowErrors(html) {
  const { page, close } = await open(html, { width: 360, height: 740 });
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => { d.open = true; }));
  const errors = await page.evaluate(() => {
    const width = document.documentElement.scrollWidth;
    const wide = [...document.querySelectorAll("main *")].filter((e) => e.getBoundingClientRect().right > 361 && !e.closest(".hidden"));
    return [...(width > 360 ? [`scrolls to ${width} pixels`] : []), ...wide.slice(0, 2).map((e) => `too wide: ${e.outerHTML.slice(0, 120)}`)];
  });
  await close();
  return errors;
}

/** A printed chart must fit on a page, and must not be divided. */
async function printErrors(html) {
  const { page, close } = await open(html, { width: PRINTED.width, height: PRINTED.height });
  await page.emulateMedia({ media: "print" });
  const errors = await page.evaluate((height) => [...document.querySelectorAll("figure")].flatMap((figure) => [
    ...(getComputedStyle(figure).breakInside === "avoid" ? [] : [`${figure.id} can be divided`]),
    ...(figure.getBoundingClientRect().height < height ? [] : [`${figure.id} is higher than a page`]),
  ]), PRINTED.height);
  const pdf = await page.pdf({ format: "A4", margin: { top: "10mm", bottom: "10mm", left: "10mm", right: "10mm" }, printBackground: true });
  if (pdf.subarray(0, 5).toString() !== "%PDF-") errors.push("no PDF");
  mkdirSync(new URL("pdf/", folder), { recursive: true });
  writeFileSync(new URL(`pdf/${pdf.length}.pdf`, folder), pdf);
  await close();
  return errors;
}

/** All errors of a page; numbers are those of its summary, where it has one. A planted fault shows in one scheme. */
async function pageErrors(html, numbers, schemes = ["light", "dark"]) {
  const errors = [];
  const bytes = Buffer.byteLength(html);
  if (bytes >= PAGE_BYTES) errors.push(`${bytes} bytes`);
  for (const scheme of schemes) {
    const { page, errors: seen, close } = await open(html, { scheme });
    errors.push(...(await markupErrors(page)));
    if (numbers && scheme === "light") errors.push(...(await numberErrors(page, numbers)));
    const before = seen.length;
    errors.push(...(await axeErrors(page)), ...seen.slice(0, before), ...seen.slice(before));
    await close();
  }
  if (errors.length === 0 || schemes.length > 1) errors.push(...(await narrowErrors(html)));
  return schemes.length > 1 ? [...errors, ...(await printErrors(html))] : errors;
}

let checks = 0;
let failed = 0;
function check(name, complaints, note = "") {
  checks++;
  if (complaints.length) failed++;
  console.log(`${complaints.length ? "FAILED" : "ok"}  ${name}${note}`);
  [...new Set(complaints)].slice(0, 12).forEach((c) => console.log(`        ${c}`));
}

const started = Date.now();
for (const name of [...reports, ...others]) {
  if (!existsSync(new URL(`${name}.html`, folder))) { check(name, ["the page is missing"]); continue; }
  const numbers = existsSync(new URL(`${name}.json`, folder)) ? JSON.parse(read(`${name}.json`)) : null;
  check(`page: ${name}`, await pageErrors(read(`${name}.html`), numbers));
}
const one = read("one.html");
const numbers = JSON.parse(read("one.json"));
for (const [name, plant] of faults) {
  const planted = plant(one);
  const found = planted === one ? [] : await pageErrors(planted, numbers, ["light"]);
  check(`planted: ${name}`, found.length ? [] : ["not found"], found.length ? ` -> ${found[0].slice(0, 110)}` : "");
}

if (process.argv.includes("--screenshots")) {
  for (const [scheme, file] of [["light", "page-light.png"], ["dark", "page-dark.png"]]) {
    const { page, close } = await open(read("full.html"), { scheme, width: 1120, height: 1000 });
    if (scheme === "dark") await page.evaluate(() => document.querySelector(".charts").scrollIntoView());
    await page.screenshot({ path: new URL(file, docs).pathname });
    await close();
  }
}
await browser.close();
console.log(`Page checks: ${checks}, failed: ${failed}, of them planted faults: ${faults.length}; ${Math.round((Date.now() - started) / 1000)} s`);
process.exitCode = failed || !faults.length ? 1 : 0;
