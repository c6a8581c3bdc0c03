/** What lies in the installed program beside app.asar: the launcher, the licences, and where updates come from. */
// @ts-check
import { chmod, copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dump } from "js-yaml";
import { ROOT } from "../paths.mjs";
import { SetupError } from "../say.mjs";

/** A raw Ed25519 public key, 32 bytes, in base64. */
const PUBLIC_KEY = /^[A-Za-z0-9+/]{43}=$/u;

/**
 * Writes the files for the program's folder of resources.
 *
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [environment]
 */
export async function writeResources(folder, environment = process.env) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const launcher = join(folder, "launcher.sh");
  await copyFile(join(ROOT, "build", "package", "launcher.sh"), launcher);
  await chmod(launcher, 0o755);
  const source = updateSource(environment);
  if (source !== undefined) await writeFile(join(folder, "app-update.yml"), dump(source));
}

/**
 * Where the copy looks for newer versions and whose signature they must bear; nowhere unless both are given.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export function updateSource(environment) {
  const url = environment["TAPVAULT_UPDATE_URL"] || undefined;
  const keys = (environment["TAPVAULT_UPDATE_KEYS"] ?? "").split(/[\s,]+/u).filter((key) => key !== "");
  if (url === undefined && keys.length === 0) return undefined;
  if (url === undefined || !URL.canParse(url)) {
    throw new SetupError("TAPVAULT_UPDATE_URL must be the address of the folder that releases lie in.");
  }
  if (keys.length === 0 || !keys.every((key) => PUBLIC_KEY.test(key))) {
    throw new SetupError(
      "TAPVAULT_UPDATE_KEYS must hold the public keys that releases are signed with, 32 bytes in base64 each.",
    );
  }
  return {
    provider: "generic",
    url,
    channel: "latest",
    updaterCacheDirName: "tapvault-updater",
    publisherKeys: keys,
  };
}
