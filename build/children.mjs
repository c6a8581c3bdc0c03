/**
 * Long-lived children and their end: whatever a script has started is gone when the script is, be it
 * done, interrupted or failed. Services detach themselves from their parents, so they are found by a
 * mark in their environment and not by parentage.
 */
// @ts-check
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** A child that ignores a request to end is killed after this. */
const GRACE_MS = 3_000;
const MARK = "TAPVAULT_SESSION";

const SIGNALS = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/**
 * @typedef {object} Ending
 * @property {() => void} now what must be done at the very end, when nothing can be waited for
 * @property {() => Promise<void>} [first] the friendlier way, for when there is a moment
 */

/** @type {Set<Ending>} */
const endings = new Set();

/**
 * Has something done when the script ends, in whatever way. Gives back its undoing.
 *
 * @param {Ending} ending
 */
export function atEnd(ending) {
  if (endings.size === 0) watchForTheEnd("on");
  endings.add(ending);
  return () => {
    endings.delete(ending);
    // Nothing is left behind in a process that goes on as another program.
    if (endings.size === 0) watchForTheEnd("off");
  };
}

/** @param {"on" | "off"} change */
function watchForTheEnd(change) {
  process[change]("exit", endAll);
  for (const signal of SIGNALS) process[change](signal, endBySignal);
}

/** @param {NodeJS.Signals} signal */
function endBySignal(signal) {
  const code = 128 + constants.signals[signal];
  const friendly = Promise.all([...endings].map(({ first }) => first?.()));
  void Promise.race([friendly, sleep(GRACE_MS)]).finally(() => process.exit(code));
}

function endAll() {
  for (const { now } of endings) now();
}

/** A fresh mark for the environment of everything that belongs together. */
export function newMark() {
  return { name: MARK, value: randomUUID() };
}

/** The processes that carry a mark. @param {{ name: string, value: string }} mark @returns {number[]} */
export function markedProcesses(mark) {
  if (process.platform !== "linux") return [];
  const wanted = `${mark.name}=${mark.value}`;
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name) && Number(name) !== process.pid)
    .filter((pid) => environmentOf(pid).split("\0").includes(wanted))
    .map(Number);
}

/** @param {string} pid */
function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8");
  } catch {
    return ""; // It has just ended, or belongs to someone else.
  }
}

/** Kills whatever carries a mark: nothing of a session that is over is worth a farewell. @param {{ name: string, value: string }} mark */
export function killMarked(mark) {
  for (const pid of markedProcesses(mark)) signalTo(pid, "SIGKILL");
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalTo(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/**
 * Starts a service as the head of its own process group, so that Ctrl-C reaches the script alone and the
 * script decides the order of the end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function startService(command, args, options) {
  const child = spawn(command, args, { ...options, detached: true });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve()).on("close", () => resolve());
  });
  const stop = async () => {
    killGroup(child, "SIGTERM");
    await Promise.race([ended, sleep(GRACE_MS, undefined, { ref: false })]);
    killGroup(child, "SIGKILL");
    await ended;
  };
  const forget = atEnd({ now: () => killGroup(child, "SIGKILL"), first: stop });
  void ended.then(forget);
  return { child, ended, stop };
}

/** @param {import("node:child_process").ChildProcess} child @param {NodeJS.Signals} signal */
function killGroup(child, signal) {
  if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
    signalTo(-child.pid, signal);
}

/**
 * Runs a command in the foreground of the script and gives its exit code; interrupting the script ends it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: AbortSignal }} [options]
 * @returns {Promise<number>}
 */
export async function runAttached(command, args, { signal, ...options } = {}) {
  const { child, ended, stop } = startService(command, args, {
    ...options,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const abort = () => void stop();
  signal?.addEventListener("abort", abort, { once: true });
  await ended;
  signal?.removeEventListener("abort", abort);
  return child.exitCode ?? (child.pid === undefined ? 127 : 137);
}
