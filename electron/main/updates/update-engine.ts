/**
 * The engine over network and files: a signed release is asked for, its file for this computer downloaded by
 * electron-updater and compared with what was signed, twice. Errors of others end here and become ours.
 */
import { rm } from "node:fs/promises";
import type { Clock } from "#contract/clock.port.ts";
import type { AppError } from "#contract/errors.ts";
import { appError, fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import type { Result } from "#contract/result.ts";
import { err, ok } from "#contract/result.ts";
import type { Settings } from "#contract/views-settings.ts";
import { parseProxy } from "#main/ways-out.ts";
import type { Http } from "#stores/http.port.ts";
import { watchDownload } from "./download-watch.ts";
import { isSignedFile } from "./downloaded-file.ts";
import { type Download, type SessionProxy, handOver, startDownload } from "./electron-updater.ts";
import { hasRoomFor, isDiskFull } from "./free-space.ts";
import { installPackage, replaceAppImage } from "./installer.ts";
import type { InstallerKind } from "./installer-kind.ts";
import { installerIn, needsPassword } from "./installer-kind.ts";
import type { Release, ReleaseFile } from "./release-facts.ts";
import { fetchRelease } from "./release-source.ts";
import { readUpdateConfig } from "./update-config.ts";
import type { FoundRelease, UpdateEngine } from "./update-engine.port.ts";

/** What the engine works with. */
export interface UpdateEngineParts {
  readonly kind: InstallerKind;
  readonly resourcesDir: string;
  readonly isPackaged: boolean;
  readonly http: () => Http;
  readonly settings: () => Pick<Settings, "proxy" | "proxyUrl">;
  readonly clock: Clock;
  readonly log: Log;
}

/** What was found last, and where its file is once it is here. */
interface Found {
  readonly release: Release;
  readonly file: ReleaseFile;
  readonly url: string;
}

interface Fetched extends Found {
  readonly path: string;
  readonly updater: Download["updater"];
}

/** The app's proxy for Electron's own requests; null: one is wanted and cannot be used. */
const sessionProxy = ({ proxy, proxyUrl }: Pick<Settings, "proxy" | "proxyUrl">): SessionProxy | null => {
  if (proxy === "none") return { mode: "direct" };
  if (proxy === "system") return { mode: "system" };
  const fixed = parseProxy(proxyUrl);
  return fixed === null ? null : { mode: "fixed_servers", proxyRules: fixed };
};

const isOtherFile = (cause: unknown): boolean =>
  cause instanceof Error && "code" in cause && cause.code === "ERR_CHECKSUM_MISMATCH";

const downloadError = (cause: unknown): AppError => {
  if (isDiskFull(cause)) return appError("updates.no-space");
  return appError(isOtherFile(cause) ? "updates.damaged" : "updates.unreachable");
};

class Engine implements UpdateEngine {
  readonly #parts: UpdateEngineParts;
  #found: Found | null = null;
  #fetched: Fetched | null = null;

  constructor(parts: UpdateEngineParts) {
    this.#parts = parts;
  }

  server(): Promise<string | null> {
    return Promise.resolve(readUpdateConfig(this.#parts.resourcesDir)?.url ?? null);
  }

  async look(): Promise<Result<FoundRelease, AppError>> {
    const config = readUpdateConfig(this.#parts.resourcesDir);
    if (config === null) return this.#failed("look", appError("updates.not-self-updating"));
    const fetched = await fetchRelease(this.#parts.http(), config);
    if (!fetched.ok) return this.#failed("look", fetched.error);
    const release = fetched.value;
    const file = installerIn(release.files, this.#parts.kind);
    if (file === undefined) return this.#failed("look", appError("updates.bad-reply"));
    this.#found = { release, file, url: config.url };
    const { version, releaseNotes, stagingPercentage } = release;
    return ok({ version, notes: releaseNotes ?? null, bytes: file.size, stagingPercentage });
  }

  async download(onProgress: (share: number) => void, signal: AbortSignal): Promise<Result<void, AppError>> {
    const found = this.#found;
    const proxy = sessionProxy(this.#parts.settings());
    if (found === null || proxy === null) return fail("updates.unreachable");
    if (!(await hasRoomFor(found.file.size))) return fail("updates.no-space");
    const { kind, resourcesDir, isPackaged, clock } = this.#parts;
    const guard = watchDownload(clock, found.file.size, () => begun.cancel());
    const begun = startDownload({ ...found, kind, resourcesDir, isPackaged }, proxy, (bytes) => {
      guard.received(bytes);
      onProgress(bytes / found.file.size);
    });
    signal.addEventListener("abort", begun.cancel, { once: true });
    if (signal.aborted) begun.cancel();
    try {
      return await this.#keep({ ...found, updater: begun.updater, path: await begun.done });
    } catch (cause) {
      const error = guard.isTooLong() ? appError("updates.damaged") : downloadError(cause);
      return this.#failed("download", error, cause);
    } finally {
      guard.end();
      // What failed may still be sending: an answer that is an error, for one.
      begun.cancel();
    }
  }

  async install(when: "now" | "quit", mayBegin: () => boolean): Promise<Result<void, AppError>> {
    const fetched = this.#fetched;
    if (fetched === null) return fail("updates.damaged");
    // It has lain there for hours, and others write to this folder too.
    const kept = await this.#keep(fetched);
    if (!kept.ok) return kept;
    if (!mayBegin()) return fail("updates.unsaved-work");
    const done = await this.#put(fetched, when);
    return done.ok ? done : this.#failed("install", done.error);
  }

  #put({ path, release, updater }: Fetched, when: "now" | "quit"): Promise<Result<void, AppError>> {
    const { kind, resourcesDir } = this.#parts;
    if (kind === "nsis" || kind === "mac") return handOver(updater, when);
    if (kind === "AppImage") return replaceAppImage(path, process.env["APPIMAGE"] ?? "");
    return installPackage({ path, release, resourcesDir, needsPassword: needsPassword(kind), when });
  }

  /** Takes the file for the release's, or throws it away. */
  async #keep(fetched: Fetched): Promise<Result<void, AppError>> {
    if (await isSignedFile(fetched.path, fetched.file)) {
      this.#fetched = fetched;
      return ok(undefined);
    }
    this.#fetched = null;
    // What cannot be taken away is compared again before anything uses it.
    await rm(fetched.path, { force: true, recursive: true }).catch(() => undefined);
    return this.#failed("check", appError("updates.damaged"));
  }

  #failed(step: string, error: AppError, cause?: unknown): { readonly ok: false; readonly error: AppError } {
    this.#parts.log.warn("updates.failed", { ref: error.ref, code: error.code, step }, cause);
    return err(error);
  }
}

/** Makes the engine. */
export const createUpdateEngine = (parts: UpdateEngineParts): UpdateEngine => new Engine(parts);
