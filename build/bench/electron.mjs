/** Electron under measurement: ours or an empty window, watched from outside through its debugging port. */
// @ts-check
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "playwright-core";
import { startService } from "../children.mjs";
import { electronExecutable } from "../electron-runtime.mjs";
import { ROOT } from "../paths.mjs";

const PATIENCE_MS = 20_000;
/** Runs in the page: when its largest part was painted, as epoch ms. */
const LAST_PAINT = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(performance.timeOrigin + list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})`;

/**
 * @typedef {object} Opened
 * @property {import("playwright-core").Page} page
 * @property {number} pid
 * @property {number} startedAt epoch ms, just before the process was started
 * @property {() => Promise<void>} close
 */

/** The smallest app there is: one sandboxed window with one heading. @param {string} folder */
export function makeEmptyApp(folder) {
  const app = join(folder, "empty-app");
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), '{"name":"empty","version":"1.0.0","main":"main.js"}');
  writeFileSync(join(app, "index.html"), "<!doctype html><title>empty</title><h1>empty</h1>");
  writeFileSync(
    join(app, "main.js"),
    `const { app, BrowserWindow } = require("electron");
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1180, height: 780, show: false, webPreferences: { sandbox: true } });
  window.once("ready-to-show", () => window.show());
  window.loadFile(require("node:path").join(__dirname, "index.html"));
});
app.on("window-all-closed", () => app.quit());
`,
  );
  return app;
}

/** The address that Electron prints for debuggers. @param {import("node:stream").Readable} stderr @returns {Promise<string>} */
function debuggerAddress(stderr) {
  return new Promise((resolve, reject) => {
    let text = "";
    stderr.on("data", (piece) => {
      text += String(piece);
      const found = /DevTools listening on (ws:\S+)/u.exec(text)?.[1];
      if (found) resolve(found);
    });
    stderr.on("close", () => reject(new Error(`Electron ended: ${text.slice(-500)}`)));
  });
}

/**
 * Waits until the window's page is there, and only then attaches: pages that come later are not announced.
 *
 * @param {string} debuggerUrl
 */
async function attach(debuggerUrl) {
  const list = `http://${new URL(debuggerUrl).host}/json/list`;
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await hasPage(list))) {
    if (performance.now() > deadline) throw new Error("Electron opened no window");
    await sleep(10);
  }
  const browser = await chromium.connectOverCDP(debuggerUrl);
  const page = browser.contexts().flatMap((context) => context.pages())[0];
  if (!page) throw new Error("the window has no page");
  return { browser, page };
}

/** @param {string} list */
async function hasPage(list) {
  const targets = /** @type {{ type: string, url: string }[]} */ (await (await fetch(list)).json());
  return targets.some(({ type, url }) => type === "page" && url !== "" && url !== "about:blank");
}

/**
 * Starts Electron on an app of its own, or ours on a profile.
 *
 * @param {{ env: NodeJS.ProcessEnv, folder: string, app?: string, profile?: string }} what
 * @returns {Promise<Opened>}
 */
export async function openWindow({ env, folder, app = ROOT, profile }) {
  const data =
    profile === undefined ? `--user-data-dir=${mkdtempSync(join(folder, "data-"))}` : `--profile=${profile}`;
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const args = [app, data, "--disable-gpu", "--remote-debugging-port=0", ...asRoot];
  const startedAt = Date.now();
  const service = startService(electronExecutable() ?? "", args, {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const stderr = /** @type {import("node:stream").Readable} */ (service.child.stderr);
  const { browser, page } = await attach(await debuggerAddress(stderr));
  page.setDefaultTimeout(PATIENCE_MS);
  return {
    page,
    pid: service.child.pid ?? 0,
    startedAt,
    close: async () => {
      await browser.close().catch(() => {});
      await service.stop();
    },
  };
}

/**
 * Milliseconds from the start of the process until the largest part of the first screen was painted, by
 * the page's own clock; closes the window.
 *
 * @param {Opened} opened
 */
export async function paintedAfterMs(opened) {
  try {
    await opened.page.getByRole("heading").first().waitFor();
    const paintedAt = await opened.page.evaluate(LAST_PAINT);
    return Number(paintedAt) - opened.startedAt;
  } finally {
    await opened.close();
  }
}

/** The process and all that it started. @param {number} pid @returns {number[]} */
function familyOf(pid) {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number);
  return [pid, ...children.flatMap(familyOf)];
}

/** @param {string} pid */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return 0; // It has just ended.
  }
}

/** Memory of the app's processes, shared pages counted once (the sum of PSS). @param {Opened} opened */
export function memoryMiB({ pid }) {
  const kib = familyOf(pid).map((one) => {
    const rollup = readFileSync(`/proc/${one}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+)/mu.exec(rollup)?.[1] ?? 0);
  });
  return kib.reduce((sum, one) => sum + one, 0) / 1024;
}
