/**
 * The desktop program's entry: one instance, one window, and the program behind it. The page is sent on
 * its way first; while it loads in its own process, the rest is loaded here.
 */
import type { BrowserWindow } from "electron";
import { app } from "electron";
import { join } from "node:path";
import { appOrigin, registerAppScheme, serveApp } from "./app-protocol.ts";
import { appScheme } from "./app-scheme.ts";
import { startIpcRouter } from "./ipc-router.ts";
import { defaultProfileDir } from "./profile-dir.ts";
import type { Program } from "./program.ts";
import { denyPermissions, openWindow } from "./window.ts";

const profileDir = app.commandLine.getSwitchValue("profile") || defaultProfileDir();
app.setName("Tapvault");
app.setPath("userData", join(profileDir, "window"));
registerAppScheme();

const stopBeforeQuit = (stop: () => Promise<void>): void => {
  let isStopped = false;
  app.on("before-quit", (event) => {
    if (isStopped) return;
    isStopped = true;
    event.preventDefault();
    void stop().finally(() => app.quit());
  });
};

const show = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

const isOurAddress = (text: string): boolean => text.startsWith(`${appScheme}://`);

/** The installer registers the scheme too; a program that was only unpacked does it here. */
const registerScheme = (): void => {
  if (app.isPackaged) app.setAsDefaultProtocolClient(appScheme);
};

const run = async (): Promise<void> => {
  await app.whenReady();
  registerScheme();
  let startLoading = (): void => undefined;
  const pageIsServed = new Promise<void>((resolve) => (startLoading = resolve));
  serveApp(join(import.meta.dirname, "../renderer"), startLoading);
  const window = openWindow();
  denyPermissions(window.webContents.session);
  const program: Promise<Program> = pageIsServed
    .then(() => import("./program.ts"))
    .then(({ startProgram }) => startProgram(profileDir, () => (window.isDestroyed() ? null : window)));
  window.on("closed", () => void program.then(({ windowClosed }) => windowClosed()));
  const stopRouter = startIpcRouter({
    end: program.then(({ end }) => end),
    contents: () => (window.isDestroyed() ? null : window.webContents),
    origins: [appOrigin],
  });
  const takeAddress = (address: string): void => void program.then((running) => running.takeAddress(address));
  app.on("second-instance", (_event, argv) => {
    show(window);
    argv.filter(isOurAddress).forEach(takeAddress);
  });
  app.on("open-url", (event, address) => {
    event.preventDefault();
    takeAddress(address);
  });
  app.on("window-all-closed", () => app.quit());
  stopBeforeQuit(async () => {
    stopRouter();
    await (await program).stop();
  });
};

if (app.requestSingleInstanceLock()) void run();
else app.quit();
