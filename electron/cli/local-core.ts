/** A core in this process for the command line: real readers, no window, no clipboard. */
import { join } from "node:path";
import type { Bridge } from "#contract/ipc.ts";
import type { AppError } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { makeViews } from "#main/app-views.ts";
import { createTimedClipboard } from "#main/clipboard.ts";
import { Core } from "#main/core.ts";
import type { CoreParts } from "#main/core-parts.ts";
import { createHandlers } from "#main/handlers.ts";
import { createPathChooser } from "#main/path-chooser.ts";
import type { Handlers } from "#main/ipc-checks.ts";
import { dispatchCall } from "#main/ipc-checks.ts";
import { loadProfile } from "#main/profile.ts";
import { ShellDesk } from "#main/shell/shell-desk.ts";
import type { Snapshots } from "#main/snapshots.ts";
import { createSnapshots } from "#main/snapshots.ts";
import { createNfcReaderHub } from "#platform/nfc-reader-hub.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import { openBrowser } from "#platform/open-browser.ts";
import { createLog } from "#platform/pino-log.ts";
import { createSystemClock } from "#platform/system-clock.ts";
import type { CliBridge } from "./bridge.ts";

/** The core with what the agent and the bridge need of it. */
export interface LocalCore {
  readonly core: Core;
  readonly handlers: Handlers;
  readonly snapshots: Snapshots;
  readonly parts: CoreParts;
}

/** The command line has no clipboard; nothing of it asks for one. */
const noClipboard = { readText: () => "", writeSecret: () => undefined, clear: () => undefined };

/** Opens the profile in `profileDir`. settings.unreadable when it cannot be understood. */
export const openLocalCore = (profileDir: string, version: string): Result<LocalCore, AppError> => {
  const profile = loadProfile(profileDir);
  if (!profile.ok) return profile;
  const clock = createSystemClock();
  const log = createLog({ file: join(profileDir, "tapvault.log"), level: "info" });
  let snapshots: Snapshots | null = null;
  const parts: CoreParts = {
    profileDir,
    program: "cli",
    clock,
    log,
    crypto: createNodeCrypto(),
    openReaders: () => createNfcReaderHub({ clock, log }),
    clearClipboard: () => undefined,
    takesAddresses: false,
    openBrowser,
    changed: (name) => snapshots?.changed(name),
  };
  const core = new Core(parts, profile.value);
  const shell = new ShellDesk({
    clock,
    isOpen: () => core.status() === "unlocked",
    changed: () => parts.changed("shell.changed"),
  });
  snapshots = createSnapshots(makeViews(core, shell, version));
  const handlers = createHandlers({
    core,
    clipboard: createTimedClipboard(noClipboard, clock),
    files: createPathChooser(),
    crypto: parts.crypto,
    shell,
    updates: null,
    now: () => clock.now(),
  });
  return ok({ core, handlers, snapshots, parts });
};

/** The core as a bridge for the verbs. Closing it locks the vault. */
export const bridgeToLocalCore = (local: LocalCore): CliBridge => {
  const { core, handlers, snapshots, parts } = local;
  const call: Bridge["call"] = (name, input) => dispatchCall(name, input, handlers, parts.log) as never;
  const subscribe: Bridge["subscribe"] = (name, listener) => {
    const stop = snapshots.subscribe((changed, snapshot) => {
      if (changed === name) listener(snapshot as never);
    });
    listener(snapshots.current(name));
    return stop;
  };
  return {
    isAgent: false,
    call,
    subscribe,
    stopAgent: () => undefined,
    close: async () => {
      // What was saved is on this disk already; what the tap's session allows goes out before the end.
      await core.sync.send();
      await core.dispose();
    },
  };
};
