/**
 * The one file that touches electron-updater: it downloads a release that was found good before, keeps it
 * over restarts, and on Windows and macOS puts it in place. What it is given is already signed and chosen; its
 * own asking, staging, differential downloads, installation on quit and log are not used (docs/adr/0010).
 */
import {
  AppImageUpdater,
  CancellationToken,
  DebUpdater,
  MacUpdater,
  NsisUpdater,
  Provider,
  RpmUpdater,
} from "electron-updater";
import type { AppUpdater, ResolvedUpdateFileInfo, UpdateInfo } from "electron-updater";
import type { ProviderRuntimeOptions } from "electron-updater/out/providers/Provider";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import type { DownloadRequests } from "./download-requests.ts";
import { createDownloadRequests } from "./download-requests.ts";
import type { InstallerKind } from "./installer-kind.ts";
import { configFileIn } from "./installer-kind.ts";
import type { Release, ReleaseFile } from "./release-facts.ts";

/** What is downloaded. */
export interface WantedFile {
  readonly release: Release;
  readonly file: ReleaseFile;
  /** The folder on the server, with a slash at its end. */
  readonly url: string;
  readonly resourcesDir: string;
  readonly kind: InstallerKind;
  /** Outside a package it would not look at anything unless told to. */
  readonly isPackaged: boolean;
}

/** How the download leaves this computer. */
export type SessionProxy = Parameters<AppUpdater["netSession"]["setProxy"]>[0];

/** A download that was begun. */
export interface Download {
  readonly updater: AppUpdater;
  /** The file, once it is whole. Rejects with electron-updater's own error. */
  readonly done: Promise<string>;
  readonly cancel: () => void;
}

/** Hands on the one signed release, and of it the one file for this computer. */
const providerOf = ({ release, file, url }: WantedFile, requests: DownloadRequests) =>
  class SignedProvider extends Provider<UpdateInfo> {
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
      requests.watch(runtime.executor);
    }

    getLatestVersion(): Promise<UpdateInfo> {
      const { version, releaseDate } = release;
      return Promise.resolve({ version, releaseDate, files: [file], path: file.url, sha512: file.sha512 });
    }

    resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
      return info.files.map((one) => ({ url: new URL(one.url, url), info: one }));
    }
  };

const make = (kind: InstallerKind): AppUpdater => {
  switch (kind) {
    case "deb":
      return new DebUpdater();
    case "rpm":
      return new RpmUpdater();
    case "AppImage":
      return new AppImageUpdater();
    case "nsis":
      return new NsisUpdater();
    case "mac":
      return new MacUpdater();
  }
};

/** Makes an updater for one file. */
const createUpdater = (wanted: WantedFile, requests: DownloadRequests): AppUpdater => {
  const updater = make(wanted.kind);
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // Of the computer a server learns its address alone, not even its language.
  updater.requestHeaders = { "Accept-Language": "*", "User-Agent": "Tapvault" };
  updater.disableDifferentialDownload = true;
  updater.forceDevUpdateConfig = !wanted.isPackaged;
  updater.updateConfigPath = configFileIn(wanted.resourcesDir);
  updater.isUserWithinRollout = () => true;
  updater.setFeedURL({ provider: "custom", updateProvider: providerOf(wanted, requests) });
  return updater;
};

/** Downloads a file. */
export const startDownload = (
  wanted: WantedFile,
  proxy: SessionProxy,
  onBytes: (received: number) => void,
): Download => {
  const token = new CancellationToken();
  const requests = createDownloadRequests(wanted.url, onBytes, () => token.cancel());
  const updater = createUpdater(wanted, requests);
  const run = async (): Promise<string> => {
    await updater.netSession.setProxy(proxy);
    const found = await updater.checkForUpdates();
    if (found?.isUpdateAvailable !== true) throw new Error("electron-updater does not see a newer version");
    const [path] = await updater.downloadUpdate(token);
    if (path === undefined) throw new Error("electron-updater names no file");
    return path;
  };
  return { updater, done: run(), cancel: requests.cancel };
};

/** What starts an installer. */
export interface Installing {
  readonly install?: (isSilent: boolean, isForceRunAfter: boolean) => boolean;
  readonly quitAndInstall: (isSilent: boolean, isForceRunAfter: boolean) => void;
  readonly once: (event: "error", failed: () => void) => unknown;
}

/** Windows and macOS: starts the installer, and ends the program. `now` is answered only if that fails: macOS looks at the file for seconds first. */
export const handOver = (updater: Installing, when: "now" | "quit"): Promise<Result<void, AppError>> => {
  if (when === "quit") {
    const isBegun = updater.install?.(true, false) === true;
    return Promise.resolve(isBegun ? ok(undefined) : fail("updates.install-failed"));
  }
  return new Promise((resolve) => {
    updater.once("error", () => resolve(fail("updates.install-failed")));
    updater.quitAndInstall(true, true);
  });
};
