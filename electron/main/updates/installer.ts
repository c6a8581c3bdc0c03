/**
 * Puts a downloaded package or AppImage in the place of this version. Packages belong to root: a small script
 * that was installed with this version checks the publisher's signature once more, as root and on a copy of its
 * own, and then calls the system's package manager; so nothing that runs as the person can slip another package
 * under the password they type (docs/adr/0010). electron-updater's own way does neither.
 */
import { spawn } from "node:child_process";
import { chmod, copyFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AppError } from "#contract/errors.ts";
import { fail } from "#contract/errors.ts";
import type { Result } from "#contract/result.ts";
import { ok } from "#contract/result.ts";
import { isDiskFull } from "./free-space.ts";
import type { Release } from "./release-facts.ts";
import { factsText } from "./release-facts.ts";

/** The script beside the program's other files; build/updates/install-update.sh. */
const helperName = "install-update";
/** What pkexec ends with when the person closed its question, or may not. */
const refusedCodes: readonly (number | null)[] = [126, 127];

/** What the installation of a package needs. */
export interface PackageInstall {
  readonly path: string;
  readonly release: Release;
  readonly resourcesDir: string;
  readonly needsPassword: boolean;
  /** `quit`: the program ends meanwhile, so nobody waits for it. */
  readonly when: "now" | "quit";
}

const notWritten = (cause: unknown): Result<never, AppError> =>
  fail(isDiskFull(cause) ? "updates.no-space" : "updates.install-failed");

const factsFile = async ({ path, release }: PackageInstall): Promise<Result<string, AppError>> => {
  const file = `${path}.facts`;
  try {
    await writeFile(file, [factsText(release), ...(release.signatures ?? []), ""].join("\n"));
    return ok(file);
  } catch (cause) {
    return notWritten(cause);
  }
};

const run = (command: string, args: readonly string[], isDetached: boolean): Promise<number | null> =>
  new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "ignore", detached: isDetached });
    child.once("error", () => resolve(null));
    if (!isDetached) return void child.once("exit", resolve);
    child.once("spawn", () => {
      child.unref();
      resolve(0);
    });
  });

/** Installs a deb or rpm. */
export const installPackage = async (install: PackageInstall): Promise<Result<void, AppError>> => {
  const facts = await factsFile(install);
  if (!facts.ok) return facts;
  const helper = [join(install.resourcesDir, helperName), install.path, facts.value];
  const [command = "", ...args] = install.needsPassword
    ? ["pkexec", "--disable-internal-agent", ...helper]
    : helper;
  const code = await run(command, args, install.when === "quit");
  if (code === 0) return ok(undefined);
  const isRefused = install.needsPassword && refusedCodes.includes(code);
  return fail(isRefused ? "updates.not-permitted" : "updates.install-failed");
};

/** Puts a new AppImage in the place of the running one, which stays whole until the last step. */
export const replaceAppImage = async (path: string, running: string): Promise<Result<void, AppError>> => {
  const beside = `${running}.new`;
  try {
    await copyFile(path, beside);
    await chmod(beside, 0o755);
    await rename(beside, running);
    return ok(undefined);
  } catch (cause) {
    await rm(beside, { force: true });
    return notWritten(cause);
  }
};
