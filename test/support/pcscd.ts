/**
 * The real PC/SC service with vpcd's virtual readers, for tests: uses the one that runs, starts one
 * as root when none does, and can stop and start it to see what the app makes of that. When it ends
 * there is a service exactly if there was one before.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** The service for the length of a suite. */
export interface Pcscd {
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Leaves things as they were found. */
  release(): Promise<void>;
}

const socketFile = "/run/pcscd/pcscd.comm";
const pidFile = "/run/pcscd/pcscd.pid";
const vpcdPortHex = (35963).toString(16).toUpperCase();
const START_MS = 10_000;

const isRoot = process.getuid?.() === 0;

const answers = (): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(socketFile);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });

/** Looked up in the kernel's table: a connection to vpcd would be a card. */
const vpcdListens = (): boolean =>
  ["/proc/net/tcp", "/proc/net/tcp6"].some(
    (table) =>
      existsSync(table) && new RegExp(`:${vpcdPortHex} [0-9A-F:]+ 0A `).test(readFileSync(table, "latin1")),
  );

const until = async (condition: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const endsAt = Date.now() + START_MS;
  while (!(await condition())) {
    if (Date.now() > endsAt) throw new Error(`${what} did not happen within ${START_MS} ms`);
    await sleep(25);
  }
};

/** Why the virtual reader cannot be had here; null when it can. */
export const whyNoPcscd = async (): Promise<string | null> => {
  if (process.platform !== "linux") return "vpcd is used on Linux only";
  if (await answers()) return vpcdListens() ? null : "the running pcscd has no vpcd";
  if (!isRoot) return "no pcscd runs, and only root can start one";
  return existsSync("/usr/sbin/pcscd") ? null : "pcscd is not installed";
};

/** A process that ended counts as ended, also while nobody has collected it. */
const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

const runningPid = (): number | null => {
  if (!existsSync(pidFile)) return null;
  // The file ends in a zero byte.
  const pid = Number.parseInt(readFileSync(pidFile, "utf8"), 10);
  return Number.isInteger(pid) && pid > 1 && isAlive(pid) ? pid : null;
};

/** Why a suite may not stop and start the service; null when it may. */
export const whyNoRestart = (): string | null => {
  if (!isRoot) return "only root can stop and start pcscd";
  return existsSync("/run/systemd/system") ? "systemd keeps pcscd running" : null;
};

class Service implements Pcscd {
  #wasRunning = false;

  async open(): Promise<void> {
    this.#wasRunning = await answers();
    if (!this.#wasRunning) await this.start();
  }

  async start(): Promise<void> {
    spawn("pcscd", ["--foreground"], { stdio: "ignore", detached: true }).unref();
    await until(async () => (await answers()) && vpcdListens(), "the start of pcscd");
  }

  async stop(): Promise<void> {
    const pid = runningPid();
    if (pid === null) return;
    process.kill(pid, "SIGTERM");
    await until(() => !isAlive(pid), "the end of pcscd");
    await until(() => !vpcdListens(), "the end of vpcd");
  }

  async release(): Promise<void> {
    const isRunning = await answers();
    if (this.#wasRunning && !isRunning) await this.start();
    if (!this.#wasRunning && isRunning) await this.stop();
  }
}

/** Makes sure that pcscd with vpcd answers. Ask `whyNoPcscd` first. */
export const usePcscd = async (): Promise<Pcscd> => {
  const service = new Service();
  await service.open();
  return service;
};
