/**
 * What tests and the tour run inside of on a computer without a person: a PC/SC service with the virtual
 * reader, a screen nobody sees, and a desktop session with an unlocked keyring. All of it is gone when
 * the script ends.
 */
// @ts-check
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { atEnd, killMarked, newMark, runAttached, startService } from "./children.mjs";
import { capture, onPath } from "./processes.mjs";
import { SetupError } from "./say.mjs";

const PCSC_SOCKET = "/run/pcscd/pcscd.comm";
/** Where Debian's vpcd driver waits for a card. */
const VIRTUAL_READER_PORT = 35963;
const START_MS = 8_000;
const POLL_MS = 25;
/**
 * @typedef {object} PcscService
 * @property {boolean} started whether this call started it; another's is never stopped
 * @property {number | undefined} pid
 * @property {boolean} virtualReader whether a software chip can reach it
 * @property {() => Promise<void>} stop
 */

/**
 * Makes sure that a PC/SC service answers.
 *
 * @param {{ stays?: boolean }} [options] a service that stays outlives the script
 * @returns {Promise<PcscService>}
 */
export async function startPcscd({ stays = false } = {}) {
  if (await answers(PCSC_SOCKET)) {
    // One started through its socket loads its drivers only now.
    const virtualReader = await until(virtualReaderListens, START_MS / 4);
    return { started: false, pid: undefined, virtualReader, stop: async () => {} };
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      "No PC/SC service is running. Start it, then try again:\n  sudo systemctl start pcscd.socket",
    );
  }
  if (!onPath("pcscd")) throw new SetupError("The PC/SC service pcscd is not installed.");
  const service = stays ? startStaying() : startService("pcscd", ["--foreground"], { stdio: "ignore" });
  const running = await until(() => answers(PCSC_SOCKET), START_MS);
  if (!running) {
    await service.stop();
    throw new SetupError(
      "The PC/SC service was started and does not answer; see what pcscd --foreground prints.",
    );
  }
  const virtualReader = await until(virtualReaderListens, START_MS);
  return { started: true, pid: service.child.pid, virtualReader, stop: service.stop };
}

/**
 * Gives work a PC/SC service with the virtual reader where one can be had; work is told whether.
 *
 * @template T
 * @param {(available: boolean) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withPcscd(work) {
  const service = await startPcscd().catch((error) => {
    if (error instanceof SetupError) return undefined;
    throw error;
  });
  try {
    return await work(service?.virtualReader ?? false);
  } finally {
    await service?.stop();
  }
}

function startStaying() {
  const child = spawn("pcscd", ["--foreground"], { stdio: "ignore", detached: true });
  child.on("error", () => {}); // Seen as a service that does not answer.
  child.unref();
  return { child, stop: async () => void child.kill() };
}

/** @param {string} socket @returns {Promise<boolean>} */
function answers(socket) {
  return new Promise((resolve) => {
    const connection = connect(socket);
    connection.on("connect", () => resolve(true)).on("error", () => resolve(false));
    connection.on("connect", () => connection.destroy());
  });
}

/** Looked up and not tried: to the virtual reader a connection is a card. */
function virtualReaderListens() {
  return ["/proc/net/tcp", "/proc/net/tcp6"].some((table) => {
    try {
      return listensOn(readFileSync(table, "utf8"), VIRTUAL_READER_PORT);
    } catch {
      return false;
    }
  });
}

/** Whether the kernel's socket table has a listener on a port. @param {string} table @param {number} port */
export function listensOn(table, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return table.split("\n").some((line) => {
    const [, local, , state] = line.trim().split(/\s+/u);
    return state === "0A" && local?.endsWith(suffix);
  });
}

/** @param {() => boolean | Promise<boolean>} condition @param {number} limitMs */
async function until(condition, limitMs) {
  const deadline = performance.now() + limitMs;
  while (!(await condition())) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * Gives work a screen that nobody sees: the environment to run in. The server picks a free number itself.
 *
 * @template T
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withXvfb(work) {
  const args = ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp"];
  const server = startService("Xvfb", args, { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  try {
    const display = await Promise.race([
      firstLine(server.child.stdio[3]),
      server.ended.then(() => undefined),
    ]);
    if (!display) throw new SetupError("Xvfb, the screen for computers without one, could not be started.");
    return await work({ DISPLAY: `:${display}`, WAYLAND_DISPLAY: undefined, XDG_SESSION_TYPE: "x11" });
  } finally {
    await server.stop();
  }
}

/** @param {unknown} stream @returns {Promise<string | undefined>} */
async function firstLine(stream) {
  const readable = /** @type {import("node:stream").Readable} */ (stream);
  let text = "";
  for await (const piece of readable) {
    text += String(piece);
    if (text.includes("\n")) return text.trim();
  }
  return undefined;
}

/**
 * Runs a command in a desktop session of its own, with an empty home and an unlocked keyring.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] added to the session's
 * @param {AbortSignal} [signal] ends the session early
 * @returns {Promise<number>} the command's exit code
 */
export async function withKeyringSession(command, args, env = {}, signal = undefined) {
  const mark = newMark();
  const folder = mkdtempSync(join(tmpdir(), "tapvault-session-"));
  const end = () => {
    killMarked(mark);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const forget = atEnd({ now: end });
  const sessionEnv = { ...sessionEnvironment(folder), ...env, [mark.name]: mark.value };
  const bus = startService(
    "dbus-daemon",
    ["--session", "--nofork", "--print-address=3", `--address=unix:path=${folder}/bus`],
    {
      env: sessionEnv,
      stdio: ["ignore", "ignore", "ignore", "pipe"],
    },
  );
  try {
    const address = await Promise.race([firstLine(bus.child.stdio[3]), bus.ended.then(() => undefined)]);
    const inside = { ...sessionEnv, DBUS_SESSION_BUS_ADDRESS: address };
    if (!address || !(await startKeyring(inside))) throw new SetupError("No keyring could be started.");
    return await runAttached(command, args, { env: inside, ...(signal && { signal }) });
  } finally {
    await bus.stop();
    end();
    forget();
  }
}

/** The daemon takes the password for its new keyring from stdin and forks; the bus then knows its name. @param {NodeJS.ProcessEnv} env */
async function startKeyring(env) {
  const daemon = spawn("gnome-keyring-daemon", ["--unlock", "--components=secrets"], {
    env,
    stdio: ["pipe", "ignore", "ignore"],
  });
  daemon.on("error", () => {}); // Seen as a name that never appears.
  daemon.stdin?.on("error", () => {}).end("\n");
  const bus = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"];
  const ask = [...bus, "org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets"];
  return until(async () => (await capture("dbus-send", ask, { env })).code === 0, START_MS);
}

/** Whether a keyring can be had here. */
export async function keyringStarts() {
  if (!["dbus-daemon", "dbus-send", "gnome-keyring-daemon"].every(onPath)) return false;
  return withKeyringSession("true", []).then(
    (code) => code === 0,
    () => false,
  );
}

/** The home is fresh; the caches and npm's settings stay the user's own. @param {string} folder */
function sessionEnvironment(folder) {
  const at = (/** @type {string} */ name) => {
    mkdirSync(join(folder, name), { mode: 0o700 });
    return join(folder, name);
  };
  const home = homedir();
  return {
    ...process.env,
    HOME: at("home"),
    XDG_RUNTIME_DIR: at("runtime"),
    XDG_DATA_HOME: at("data"),
    XDG_CONFIG_HOME: at("config"),
    XDG_CACHE_HOME: process.env["XDG_CACHE_HOME"] || join(home, ".cache"),
    npm_config_cache: process.env["npm_config_cache"] ?? join(home, ".npm"),
    npm_config_userconfig: process.env["npm_config_userconfig"] ?? join(home, ".npmrc"),
    DBUS_SESSION_BUS_ADDRESS: undefined,
    GNOME_KEYRING_CONTROL: undefined,
  };
}
