/** The desktop program: one instance, one window around the core. Reads only its arguments and the profile folder. */
import { app, clipboard, powerMonitor } from "electron";
import type { BrowserWindow } from "electron";
import { join } from "node:path";
import { createLog } from "#platform/pino-log.ts";
import { createNfcReaderHub } from "#platform/nfc-reader-hub.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { appOrigin, registerAppScheme, serveApp } from "./app-protocol.ts";
import { makeViews } from "./app-views.ts";
import { watchForAbsence } from "./auto-lock.ts";
import { watchForTaps } from "./auto-scan.ts";
import { createTimedClipboard } from "./clipboard.ts";
import { Core } from "./core.ts";
import type { CoreParts } from "./core-parts.ts";
import { createHandlers } from "./handlers.ts";
import { startIpcRouter } from "./ipc-router.ts";
import { defaultProfileDir, freshProfile, loadProfile } from "./profile.ts";
import type { Snapshots } from "./snapshots.ts";
import { createSnapshots } from "./snapshots.ts";
import { denyPermissions, openWindow } from "./window.ts";

const profileDir = app.commandLine.getSwitchValue("profile") || defaultProfileDir();
app.setName("Tapvault");
app.setPath("userData", join(profileDir, "window"));
registerAppScheme();

const clock = createSystemClock();
const log = createLog({ file: join(profileDir, "tapvault.log"), level: "info" });
const timedClipboard = createTimedClipboard(clipboard, clock);
let window: BrowserWindow | null = null;

const showWindow = (): void => {
  if (window === null) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
};

const compose = (): { readonly core: Core; readonly stop: () => Promise<void> } => {
  let snapshots: Snapshots | null = null;
  const parts: CoreParts = {
    profileDir,
    clock,
    log,
    crypto: createNodeCrypto(),
    openReaders: () => createNfcReaderHub({ clock, log }),
    clearClipboard: () => void timedClipboard.clear(),
    changed: (name) => snapshots?.changed(name),
  };
  const profile = loadProfile(profileDir);
  if (!profile.ok) log.warn("profile.unreadable", { ref: profile.error.ref });
  const core = new Core(parts, profile.ok ? profile.value : freshProfile());
  snapshots = createSnapshots(makeViews(core, app.getVersion()));
  const stopRouter = startIpcRouter({
    handlers: createHandlers(core, timedClipboard, () => clock.now()),
    snapshots,
    contents: () => window?.webContents ?? null,
    origins: [appOrigin],
    log,
  });
  const stopTaps = watchForTaps(core, snapshots);
  const lockIfOpen = (): void => (core.status() === "unlocked" ? core.lock() : undefined);
  const stopAbsence = watchForAbsence(
    powerMonitor,
    clock,
    () => core.profile.settings.autoLockMs,
    lockIfOpen,
  );
  return {
    core,
    stop: async () => {
      stopAbsence();
      stopTaps();
      stopRouter();
      await timedClipboard.clear();
      await core.dispose();
    },
  };
};

const run = async (): Promise<void> => {
  await app.whenReady();
  serveApp(join(import.meta.dirname, "../renderer"));
  window = openWindow();
  denyPermissions(window.webContents.session);
  const { core, stop } = compose();
  window.on("closed", () => (window = null));
  app.on("second-instance", showWindow);
  void core.environment.keychain();
  let isStopping = false;
  app.on("window-all-closed", () => app.quit());
  app.on("before-quit", (event) => {
    if (isStopping) return;
    isStopping = true;
    event.preventDefault();
    void stop().finally(() => app.quit());
  });
};

if (app.requestSingleInstanceLock()) void run();
else app.quit();
