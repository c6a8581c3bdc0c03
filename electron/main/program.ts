/** The program behind the window: the core with its handlers, snapshots and watchers. Loaded once the page is on its way. */
import type { BrowserWindow } from "electron";
import { app, powerMonitor, shell } from "electron";
import { join } from "node:path";
import type { EventName } from "#contract/ipc.ts";
import { events } from "#contract/ipc.ts";
import type { Log } from "#contract/log.port.ts";
import { err } from "#contract/result.ts";
import { createNfcReaderHub } from "#platform/nfc-reader-hub.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { createLog } from "#platform/pino-log.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import { makeViews } from "./app-views.ts";
import { watchForAbsence } from "./auto-lock.ts";
import { watchForTaps } from "./auto-scan.ts";
import type { TimedClipboard } from "./clipboard.ts";
import { createTimedClipboard } from "./clipboard.ts";
import { createDialogChooser } from "./dialog-chooser.ts";
import { watchSession } from "./session-watch.ts";
import { createSystemClipboard } from "./system-clipboard.ts";
import { Core } from "./core.ts";
import type { CoreParts } from "./core-parts.ts";
import { createHandlers } from "./handlers.ts";
import type { Handlers } from "./ipc-checks.ts";
import { dispatchCall, refused } from "./ipc-checks.ts";
import type { RouterEnd } from "./ipc-router.ts";
import { freshProfile, loadProfile } from "./profile.ts";
import type { Snapshots } from "./snapshots.ts";
import { createSnapshots } from "./snapshots.ts";

/** The running program. */
export interface Program {
  readonly end: RouterEnd;
  /** An address of our own scheme that the system handed to this program; true when it was waited for. */
  readonly takeAddress: (address: string) => boolean;
  /** To be told when the window was closed; locks if that was chosen. */
  readonly windowClosed: () => void;
  /** Wipes the keys, clears the clipboard, closes everything. */
  stop(): Promise<void>;
}

const keychainDelayMs = 400;

const isEvent = (name: unknown): name is EventName => typeof name === "string" && Object.hasOwn(events, name);

const routerEnd = (handlers: Handlers, snapshots: Snapshots, log: Log): RouterEnd => ({
  call: (name, input) => dispatchCall(name, input, handlers, log),
  refuse: (name) => err(refused("ipc.refused", log, String(name))),
  current: (name) => (isEvent(name) ? { name, snapshot: snapshots.current(name) } : null),
  subscribe: (listener) => snapshots.subscribe(listener),
});

/** What the core is given by the window's program. */
const makeParts = (
  profileDir: string,
  timedClipboard: TimedClipboard,
  changed: CoreParts["changed"],
): CoreParts => {
  const clock = createSystemClock();
  const log = createLog({ file: join(profileDir, "tapvault.log"), level: "info" });
  return {
    profileDir,
    clock,
    log,
    crypto: createNodeCrypto(),
    openReaders: () => createNfcReaderHub({ clock, log }),
    clearClipboard: () => void timedClipboard.clear(),
    takesAddresses: true,
    openBrowser: (url) =>
      shell.openExternal(url).then(
        () => true,
        () => false,
      ),
    changed,
  };
};

/** Opens the profile and starts everything that works without the window. */
export const startProgram = (profileDir: string, window: () => BrowserWindow | null): Program => {
  const timedClipboard = createTimedClipboard(createSystemClipboard(), createSystemClock());
  let snapshots: Snapshots | null = null;
  const parts = makeParts(profileDir, timedClipboard, (name) => snapshots?.changed(name));
  const { clock, log } = parts;
  const profile = loadProfile(profileDir);
  if (!profile.ok) log.warn("profile.unreadable", { ref: profile.error.ref });
  const core = new Core(parts, profile.ok ? profile.value : freshProfile());
  snapshots = createSnapshots(makeViews(core, app.getVersion()));
  const stopTaps = watchForTaps(core, snapshots);
  const lockIfOpen = (): void => {
    if (core.status() === "unlocked") core.lock();
  };
  const stopAbsence = watchForAbsence(
    powerMonitor,
    clock,
    () => core.profile.settings.autoLockMs,
    lockIfOpen,
  );
  const stopSession = watchSession(lockIfOpen, log);
  // The keychain is asked while the person reads the first screen, not while it is being painted.
  const stopKeychain = clock.after(keychainDelayMs, () => void core.environment.keychain());
  const lockOnClose = (): void => {
    if (core.profile.settings.lockOnWindowClose) lockIfOpen();
  };
  return {
    end: routerEnd(
      createHandlers({
        core,
        clipboard: timedClipboard,
        files: createDialogChooser(window),
        crypto: parts.crypto,
        now: () => clock.now(),
      }),
      snapshots,
      log,
    ),
    takeAddress: (address) => core.stores.takeAddress(address),
    windowClosed: lockOnClose,
    stop: async () => {
      stopKeychain();
      stopAbsence();
      stopSession();
      stopTaps();
      await timedClipboard.clear();
      await core.dispose();
    },
  };
};
