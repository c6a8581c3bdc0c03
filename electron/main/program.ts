/** The program behind the window: the core with its handlers, snapshots and watchers. Loaded once the page is on its way. */
import type { BrowserWindow } from "electron";
import { app, powerMonitor, session, shell } from "electron";
import { join } from "node:path";
import type { EventName } from "#contract/ipc.ts";
import { events } from "#contract/ipc.ts";
import type { Log } from "#contract/log.port.ts";
import type { LockReason } from "#contract/views.ts";
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
import { addDroppedFiles } from "./handlers-entry-versions.ts";
import { createHandlers } from "./handlers.ts";
import type { FileChooser } from "./file-chooser.port.ts";
import type { Handlers } from "./ipc-checks.ts";
import { dispatchCall, refused } from "./ipc-checks.ts";
import type { RouterEnd } from "./ipc-router.ts";
import { freshProfile, loadProfile } from "./profile.ts";
import { createAddressTaker } from "./shell/address-taker.ts";
import type { ShellHost } from "./shell/desktop.ts";
import type { Holds } from "./shell/holds.ts";
import { createHolds, holdingChooser } from "./shell/holds.ts";
import { ShellDesk } from "./shell/shell-desk.ts";
import { shellLanguage } from "./shell/texts.ts";
import { createUpdates } from "./updates/updates.ts";
import type { UpdatesDesk } from "./updates/updates-desk.ts";
import type { Snapshots } from "./snapshots.ts";
import { createSnapshots } from "./snapshots.ts";

/** The running program. */
export interface Program {
  readonly end: RouterEnd;
  /** What the shell around the window works with. */
  readonly host: ShellHost;
  /** An address of our own scheme that the system handed to this program; one we do not know is dropped. */
  readonly takeAddress: (address: string) => void;
  /** Wipes the keys, clears the clipboard, closes everything. */
  stop(): Promise<void>;
}

/** Work for when the first screen is painted. */
const afterPaintMs = 400;

const isEvent = (name: unknown): name is EventName => typeof name === "string" && Object.hasOwn(events, name);

const routerEnd = (core: Core, handlers: Handlers, snapshots: Snapshots, log: Log): RouterEnd => ({
  call: (name, input) => dispatchCall(name, input, handlers, log),
  addFiles: (input) => addDroppedFiles(core, log, input),
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
    program: "window",
    clock,
    log,
    crypto: createNodeCrypto(),
    openReaders: () => createNfcReaderHub({ clock, log }),
    clearClipboard: () => void timedClipboard.clear(),
    takesAddresses: true,
    systemProxy: (url) => session.defaultSession.resolveProxy(url),
    openBrowser: (url) =>
      shell.openExternal(url).then(
        () => true,
        () => false,
      ),
    changed,
  };
};

/**
 * Locks when the person is away. The keychain is asked, and the session watched (by a program of the
 * system's), while they read the first screen, not while it is painted: nothing is open before.
 */
const startWatching = (
  core: Core,
  { clock, log }: CoreParts,
  lockIfOpen: (why: LockReason) => void,
): (() => void) => {
  let stopSession = (): void => undefined;
  const stops = [
    watchForAbsence(powerMonitor, clock, () => core.profile.settings.autoLockMs, lockIfOpen),
    clock.after(afterPaintMs, () => {
      stopSession = watchSession(() => lockIfOpen("screen-lock"), log);
      void core.environment.keychain();
    }),
    () => stopSession(),
  ];
  return () => stops.forEach((stop) => stop());
};

const makeHost = (
  core: Core,
  desk: ShellDesk,
  snapshots: Snapshots,
  { clock, holds }: Pick<ShellHost, "clock" | "holds">,
): ShellHost => {
  const lockIfOpen = (why: LockReason): void => {
    if (core.status() === "unlocked") core.lock(why);
  };
  return {
    core,
    desk,
    snapshots,
    clock,
    holds,
    lockIfOpen,
    windowClosed: () => {
      // Nobody looks at the bytes of a trace any more.
      core.environment.trace.endFull();
      if (core.profile.settings.lockOnWindowClose) lockIfOpen("window-closed");
    },
  };
};

const makeChooser = (core: Core, window: () => BrowserWindow | null, holds: Holds): FileChooser =>
  holdingChooser(
    createDialogChooser(window, () =>
      shellLanguage(core.profile.settings.language, app.getPreferredSystemLanguages()),
    ),
    holds,
  );

/** What these tell may change what a newer version waits for, or whether one is looked for at all. */
const followedByUpdates: readonly EventName[] = ["app.changed", "tasks.changed", "scan.changed"];

const followForUpdates = (updates: UpdatesDesk, snapshots: Snapshots): (() => void) =>
  snapshots.subscribe((name) => {
    if (followedByUpdates.includes(name)) updates.follow();
  });

const openCore = (parts: CoreParts): Core => {
  const { log } = parts;
  const profile = loadProfile(parts.profileDir);
  if (!profile.ok) log.warn("profile.unreadable", { ref: profile.error.ref });
  return new Core(parts, profile.ok ? profile.value : freshProfile());
};

/** Opens the profile and starts everything that works without the window. */
export const startProgram = (profileDir: string, window: () => BrowserWindow | null): Program => {
  const timedClipboard = createTimedClipboard(createSystemClipboard(), createSystemClock());
  let snapshots: Snapshots | null = null;
  const parts = makeParts(profileDir, timedClipboard, (name) => snapshots?.changed(name));
  const { clock, log } = parts;
  const core = openCore(parts);
  const desk = new ShellDesk({
    clock,
    isOpen: () => core.status() === "unlocked",
    changed: () => parts.changed("shell.changed"),
  });
  const holds = createHolds();
  const updates = createUpdates({
    core,
    clock,
    log,
    hasDialog: holds.isHeld,
    changed: () => parts.changed("updates.changed"),
  });
  snapshots = createSnapshots(makeViews(core, desk, app.getVersion(), updates));
  const host = makeHost(core, desk, snapshots, { clock, holds });
  const stops = [
    watchForTaps(core, snapshots),
    startWatching(core, parts, host.lockIfOpen),
    ...(updates === null ? [] : [followForUpdates(updates, snapshots)]),
    () => desk.dispose(),
  ];
  const handlers = createHandlers({
    core,
    clipboard: timedClipboard,
    files: makeChooser(core, window, holds),
    crypto: parts.crypto,
    shell: desk,
    updates,
    now: () => clock.now(),
  });
  return {
    host,
    end: routerEnd(core, handlers, snapshots, log),
    takeAddress: createAddressTaker(host, log),
    stop: async () => {
      const last = updates?.leaving();
      stops.forEach((stop) => stop());
      await timedClipboard.clear();
      await core.dispose();
      await last?.();
    },
  };
};
