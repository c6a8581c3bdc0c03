/** What surrounds the page of a running app, reached through its main process: windows, menus, a second start. */
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { EventName, EventPayload } from "#contract/ipc.ts";
import type { TestApp } from "./app.ts";

const root = join(import.meta.dirname, "..", "..");

/** The facts of the main window. */
interface WindowFacts {
  readonly isVisible: boolean;
  readonly isFocused: boolean;
  readonly bounds: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  readonly zoomLevel: number;
}

/** How the main window stands. */
export const mainWindow = ({ electron }: TestApp): Promise<WindowFacts> =>
  electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().endsWith("/index.html"),
    );
    if (window === undefined) throw new Error("there is no main window");
    return {
      isVisible: window.isVisible(),
      isFocused: window.isFocused(),
      bounds: window.getBounds(),
      zoomLevel: window.webContents.getZoomLevel(),
    };
  });

/** Does to the main window what a person does to its frame; without a window manager nobody else can. */
export const withFrame = ({ electron }: TestApp, deed: "close" | "blur" | "focus" | "move"): Promise<void> =>
  electron.evaluate(({ BrowserWindow }, what) => {
    const window = BrowserWindow.getAllWindows().find((one) =>
      one.webContents.getURL().endsWith("/index.html"),
    );
    if (what === "close") window?.close();
    else if (what === "blur") window?.blur();
    else if (what === "focus") window?.focus();
    else window?.setBounds({ x: 40, y: 30, width: 900, height: 650 });
  }, deed);

/** Chooses a line of the application's menu by its label; once, also when it is asked again for its answer. */
export const chooseInMenu = ({ electron }: TestApp, label: string): Promise<void> =>
  electron.evaluate(
    ({ Menu }, { wanted, choice }) => {
      if (Reflect.get(globalThis, "lastChoice") === choice) return;
      Reflect.set(globalThis, "lastChoice", choice);
      const lines = (Menu.getApplicationMenu()?.items ?? []).flatMap((top) => top.submenu?.items ?? []);
      const line = lines.find((one) => one.label === wanted);
      if (line === undefined || !line.enabled) throw new Error(`there is no line ${wanted} to choose`);
      (line.click as () => void)();
    },
    { wanted: label, choice: randomUUID() },
  );

/** The names of the menus in the bar. */
export const menuNames = ({ electron }: TestApp): Promise<readonly string[]> =>
  electron.evaluate(({ Menu }) => (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label));

/** Starts the program once more, as a browser does with a link; answers when that process has ended. */
export const startAgain = async (app: TestApp, ...args: string[]): Promise<void> => {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const again = spawn(
    app.electron.process().spawnfile,
    [...asRoot, root, `--profile=${app.profileDir}`, "--disable-gpu", ...args],
    { stdio: "ignore" },
  );
  await once(again, "exit");
};

/** The current snapshot of an event. */
export const snapshot = <E extends EventName>({ page }: TestApp, name: E): Promise<EventPayload<E>> =>
  page.evaluate(
    (wanted) =>
      new Promise<unknown>((resolve) => {
        const stop = window.tapvault.subscribe(wanted, (shown) => {
          resolve(shown);
          queueMicrotask(() => stop());
        });
      }),
    name,
  ) as Promise<EventPayload<E>>;

/** Opens the quick search through the menu and gives its page. */
export const openQuick = async (app: TestApp): Promise<Page> => {
  const isQuick = (page: Page): boolean => page.url().endsWith("/quick.html");
  await chooseInMenu(app, "Quick search");
  await expect.poll(() => app.electron.windows().some(isQuick)).toBe(true);
  const page = app.electron.windows().find(isQuick);
  if (page === undefined) throw new Error("the quick search does not open");
  await page.getByRole("combobox", { name: "Search the vault" }).waitFor();
  return page;
};

/** Whether the quick search is on the screen. */
export const isQuickShown = ({ electron }: TestApp): Promise<boolean> =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some(
      (one) => one.webContents.getURL().endsWith("/quick.html") && one.isVisible(),
    ),
  );
