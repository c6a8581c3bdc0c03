/**
 * Puts the desk of newer versions together for the window's program. A copy that no installer put here has
 * none. What it needs to look and download is loaded when it first looks, never at the start.
 */
import { app } from "electron";
import type { Clock } from "#contract/clock.port.ts";
import type { Log } from "#contract/log.port.ts";
import { appScheme } from "#main/app-scheme.ts";
import type { Core } from "#main/core.ts";
import type { InstallerKind } from "./installer-kind.ts";
import { installerKind, installsOnQuit, needsPassword } from "./installer-kind.ts";
import { computerIdentity, isInStage } from "./staging.ts";
import type { UpdateEngine } from "./update-engine.port.ts";
import { runningWork } from "./unsaved-work.ts";
import { UpdatesDesk } from "./updates-desk.ts";
import { isNewer } from "./versions.ts";

/** What the desk is put together from. */
export interface UpdatesParts {
  readonly core: Core;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether a dialog of the system is open. */
  readonly hasDialog: () => boolean;
  readonly changed: () => void;
}

/** A program that is not packaged may be shown a folder in place of its resources, to be tested. */
const resourcesDirOf = (): string =>
  (app.isPackaged ? "" : app.commandLine.getSwitchValue("update-resources")) || process.resourcesPath;

/** Starts the new version as this one was started; an address is not opened a second time. */
const restart = (kind: InstallerKind): void => {
  const args = process.argv.slice(1).filter((one) => !one.startsWith(`${appScheme}://`));
  const image = kind === "AppImage" ? process.env["APPIMAGE"] : undefined;
  app.relaunch({ args, ...(image === undefined ? {} : { execPath: image }) });
  app.quit();
};

const lazyEngine = (load: () => Promise<UpdateEngine>): UpdateEngine => {
  let loaded: Promise<UpdateEngine> | null = null;
  const engine = (): Promise<UpdateEngine> => (loaded ??= load());
  return {
    server: async () => (await engine()).server(),
    look: async () => (await engine()).look(),
    download: async (onProgress, signal) => (await engine()).download(onProgress, signal),
    install: async (when, mayBegin) => (await engine()).install(when, mayBegin),
  };
};

/** Makes the desk; null when this copy does not update itself. */
export const createUpdates = ({ core, clock, log, hasDialog, changed }: UpdatesParts): UpdatesDesk | null => {
  const resourcesDir = resourcesDirOf();
  const kind = installerKind(resourcesDir);
  if (kind === null) return null;
  const engine = lazyEngine(async () => {
    const { createUpdateEngine } = await import("./update-engine.ts");
    return createUpdateEngine({
      kind,
      resourcesDir,
      isPackaged: app.isPackaged,
      http: () => core.environment.http,
      settings: () => core.profile.settings,
      clock,
      log,
    });
  });
  return new UpdatesDesk({
    clock,
    engine,
    isOn: () => core.profile.settings.checksForUpdates,
    isNewer: (version, than = app.getVersion()) => isNewer(version, than),
    isInStage: ({ version, stagingPercentage }) => isInStage(computerIdentity(), version, stagingPercentage),
    runs: () => runningWork(core, hasDialog()),
    needsPassword: needsPassword(kind),
    installsOnQuit: installsOnQuit(kind),
    random: Math.random,
    restart: () => restart(kind),
    changed,
  });
};
