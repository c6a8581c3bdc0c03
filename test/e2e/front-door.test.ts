/** How the real program starts where something around it is unusual: what it says, where it keeps its files, how it ends. */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { ROOT } from "#build/paths.mjs";

let folder: string;
let started: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tapvault-front-door-"));
  started = [];
});
afterEach(async () => {
  for (const child of started) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "close");
  }
  // Its helpers end a moment after it.
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
}

const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Started => {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(
    join(ROOT, "node_modules", "electron", "dist", "electron"),
    [...asRoot, ROOT, "--disable-gpu", ...args],
    { cwd: folder, stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } },
  );
  started.push(child);
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  return { child, said: () => said };
};

const isOpen = async (profile: string): Promise<void> =>
  expect.poll(() => existsSync(join(profile, "tapvault.log")), { timeout: 60_000 }).toBe(true);

it("keeps its profile in a folder that is named from where it was started", async () => {
  start(["--profile=a vault/of mine"]);
  await isOpen(join(folder, "a vault", "of mine"));
});

it("takes no part of a path from the environment for one", async () => {
  start([], { XDG_CONFIG_HOME: "settings", HOME: folder });
  await isOpen(join(folder, ".config", "tapvault"));
  expect(existsSync(join(folder, "settings"))).toBe(false);
});

it("says so where nothing can be kept, instead of ending without a word", async () => {
  writeFileSync(join(folder, "in the way"), "");
  const { said } = start([`--profile=${join(folder, "in the way", "profile")}`]);
  await expect.poll(said, { timeout: 60_000 }).toContain("cannot write to its folder");
});

it("opens although it was killed when this computer had another name", async () => {
  mkdirSync(join(folder, "profile", "window"), { recursive: true });
  symlinkSync("another-name-4711", join(folder, "profile", "window", "SingletonLock"));
  start([`--profile=${join(folder, "profile")}`]);
  await isOpen(join(folder, "profile"));
});

it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("closes in order at %s", async (signal) => {
  const { child } = start([`--profile=${join(folder, "profile")}`]);
  await isOpen(join(folder, "profile"));
  child.kill(signal);
  await once(child, "close");
  expect([child.exitCode, child.signalCode]).toEqual([0, null]);
});
