/**
 * `npm start`: sets up, builds and opens the app. On a computer without a display, or with --tour, it
 * takes the app through its main job by itself instead.
 */
// @ts-check
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { ensure } from "./bootstrap.mjs";
import { runAttached } from "./children.mjs";
import { ensureBuilt } from "./compile.mjs";
import { endWithParent } from "./parent.mjs";
import { ROOT } from "./paths.mjs";
import { SetupError, runScript } from "./say.mjs";

/** @typedef {import("./bootstrap.mjs").Need} Need */

endWithParent();
await runScript(async () => {
  const args = process.argv.slice(2);
  if (args.includes("--tour") || !hasDisplay()) return tour(args.filter((arg) => arg !== "--tour"));
  return open(args);
});

function hasDisplay() {
  return process.platform !== "linux" || Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);
}

/** @param {string[]} args */
async function open(args) {
  await ensure({
    need: ["system:electron", "modules", "electron"],
    optional: ["system:pcsc", "system:keyring"],
  });
  await ensureBuilt();
  const { electronExecutable } = await import("./electron-runtime.mjs");
  const electron = electronExecutable() ?? "";
  requireSandbox(electron);
  return runAttached(electron, [ROOT, ...rootFlags(), ...args], { env: electronEnvironment() });
}

/** Chromium refuses to run its sandbox as root; only there it is left off. */
function rootFlags() {
  return process.getuid?.() === 0 ? ["--no-sandbox"] : [];
}

/** Some editors' terminals set this, and Electron would then be plain Node. */
function electronEnvironment() {
  return { ...process.env, ELECTRON_RUN_AS_NODE: undefined };
}

/**
 * Some distributions let only named programs use user namespaces; Chromium's sandbox then needs its
 * set-uid helper, which no npm package can install.
 *
 * @param {string} electron
 */
function requireSandbox(electron) {
  if (process.platform !== "linux" || process.getuid?.() === 0 || !namespacesAreClosed()) return;
  const helper = join(dirname(electron), "chrome-sandbox");
  const found = existsSync(helper) ? statSync(helper) : undefined;
  if (!found || (found.uid === 0 && (found.mode & 0o4000) !== 0)) return;
  throw new SetupError(
    "This system keeps Chromium's sandbox from starting. Give its helper the rights it needs, then try again:\n" +
      `  sudo chown root "${helper}" && sudo chmod 4755 "${helper}"`,
  );
}

function namespacesAreClosed() {
  return (
    setting("kernel/apparmor_restrict_unprivileged_userns") === "1" ||
    setting("kernel/unprivileged_userns_clone") === "0" ||
    setting("user/max_user_namespaces") === "0"
  );
}

/** @param {string} name */
function setting(name) {
  const file = join("/proc/sys", name);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : undefined;
}

/** @param {string[]} args */
async function tour(args) {
  /** @type {Need[]} */
  const need = ["system:electron", "modules", "electron"];
  if (process.platform === "linux") need.push("system:screen");
  await ensure({ need, optional: ["system:pcsc", "system:keyring"] });
  await ensureBuilt();
  /** @type {[string, string[]]} */
  const command = [process.execPath, [join(ROOT, "build", "tour.mjs"), ...args]];
  if (process.platform !== "linux") return runAttached(...command);
  const { keyringStarts, withKeyringSession, withPcscd, withXvfb } = await import("./services.mjs");
  const keyring = await keyringStarts();
  return withPcscd((pcsc) =>
    withXvfb((screen) => {
      const env = { ...electronEnvironment(), ...screen, TAPVAULT_TOUR_PCSC: pcsc ? "1" : "0" };
      if (keyring) return withKeyringSession(...command, env);
      return runAttached(...command, { env: { ...env, TAPVAULT_TOUR_KEYRING: "none" } });
    }),
  );
}
