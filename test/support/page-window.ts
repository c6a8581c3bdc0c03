/**
 * The window's page in a real Chromium: built as it ships, served with the app's own policy, over the
 * fake bridge, in a bare Electron window. Whatever breaks the policy or reaches the console is kept.
 */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type ElectronApplication, type Page, _electron } from "playwright-core";
import { preview } from "vite";
import { inject } from "vitest";
import { withSteadyAnswers } from "#build/tour/steady.mjs";
import type { Language } from "#contract/views.ts";
import { writeCounters } from "./counters.ts";

const root = join(import.meta.dirname);

/** The policy of app-protocol.ts; the placeholder in the page is its own nonce here. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'nonce-__CSP_NONCE__'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
].join("; ");

/** What was looked at in one window; counted into out/report.json when it is closed. */
export interface ScreenTally {
  screens: number;
  axeViolations: number;
}

/** How a page is opened, besides its theme. */
export interface PageLook {
  readonly language?: Language;
  readonly dir?: "rtl";
}

/** A page that can be sent to scenarios, and what it complained about. */
export interface PageWindow {
  readonly page: Page;
  readonly tally: ScreenTally;
  readonly complaints: readonly string[];
  /** Opens a scenario and waits until it is drawn. */
  show(scenario: string, theme: "light" | "dark", look?: PageLook): Promise<void>;
  resize(width: number, height: number, zoom?: number): Promise<void>;
  /** What is on the screen, as a PNG. */
  picture(): Promise<Buffer>;
  close(): Promise<void>;
}

const launch = async (profile: string): Promise<ElectronApplication> => {
  const electron = await _electron.launch({
    args: [
      join(root, "page-window"),
      `--user-data-dir=${profile}`,
      "--disable-gpu",
      // What moves is drawn by the processor here, and waited for; the whole app is tested with it moving.
      "--force-prefers-reduced-motion",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
    // Electron warns of the empty page before the first scenario, which has no policy to speak of.
    env: { ...process.env, ELECTRON_DISABLE_SECURITY_WARNINGS: "true" },
  });
  return withSteadyAnswers(electron);
};

/** Serves and opens the page; `checked`: with React's own checks in it. */
export const openPageWindow = async ({ checked = false } = {}): Promise<PageWindow> => {
  const outDir = inject(checked ? "checkedPreviewDir" : "previewDir");
  const profile = join(outDir, `profile-${randomUUID()}`);
  const server = await preview({
    root,
    configFile: false,
    logLevel: "warn",
    build: { outDir },
    preview: {
      host: "127.0.0.1",
      port: 0,
      // Every scenario loads the same files anew; one that is kept need not be sent and compiled again.
      headers: { "content-security-policy": policy, "cache-control": "max-age=3600" },
    },
  });
  const address = server.httpServer.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const base = `http://127.0.0.1:${port}/preview.html`;
  const electron = await launch(profile);
  const page = await electron.firstWindow();
  const complaints: string[] = [];
  const tally: ScreenTally = { screens: 0, axeViolations: 0 };
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return {
    page,
    tally,
    complaints,
    show: async (scenario, theme, look = {}) => {
      await page.goto(`${base}?${String(new URLSearchParams({ scenario, theme, ...look }))}`);
      await page.locator("h1").first().waitFor({ state: "attached" });
      await page.waitForFunction(
        ({ language, dir }) =>
          document.querySelector('[data-loading], [aria-label^="Loading"]') === null &&
          (language === undefined || document.documentElement.lang === language) &&
          (dir === undefined || document.documentElement.dir === dir),
        look,
      );
    },
    resize: async (width, height, zoom = 1) => {
      await electron.evaluate(
        ({ BrowserWindow }, size) => {
          const window = BrowserWindow.getAllWindows()[0];
          window?.setContentSize(size.width, size.height);
          window?.webContents.setZoomFactor(size.zoom);
        },
        { width, height, zoom },
      );
      // The page hears of its new size a little later; a picture taken before shows the old one.
      await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) <= 2, width / zoom);
    },
    // Electron's own capture: the debugger's is wrong as soon as the page is zoomed.
    picture: async () =>
      Buffer.from(
        await electron.evaluate(async ({ BrowserWindow }) => {
          const image = await BrowserWindow.getAllWindows()[0]?.webContents.capturePage();
          return image?.toPNG().toString("base64") ?? "";
        }),
        "base64",
      ),
    close: async () => {
      writeCounters(`screens-${randomUUID()}`, { ...tally });
      await electron.close();
      await server.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
};
