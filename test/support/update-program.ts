/** Runs the program of updates-main.ts in Electron, and makes what an installer would leave beside it. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { electronExecutable } from "#build/electron-runtime.mjs";
import { bundleProgram } from "./crash-child.ts";
import type { UpdateOrders, UpdateOutcome } from "./updates-main.ts";

/** The version that the program says it is. */
export const runningVersion = "1.0.0";

/** What an installer left. */
export interface InstalledFiles {
  /** Where downloads go, below the program's cache folder. */
  readonly cacheName: string;
  readonly url: string;
  readonly publisherKeys: readonly string[];
  readonly kind?: "deb" | "rpm";
  /** What stands in for the script that installs as root; a shell script's lines. */
  readonly helper?: string;
}

/** Writes them into a folder. */
export const writeInstalledFiles = (folder: string, files: InstalledFiles): void => {
  mkdirSync(folder, { recursive: true });
  const keys = files.publisherKeys.map((key) => `  - ${key}\n`).join("");
  writeFileSync(
    join(folder, "app-update.yml"),
    `provider: generic\nurl: ${files.url}\nchannel: latest\nupdaterCacheDirName: ${files.cacheName}\npublisherKeys:\n${keys}`,
  );
  writeFileSync(join(folder, "package-type"), files.kind ?? "deb");
  const helper = files.helper ?? `cp "$1" "$(dirname "$0")/installed"; cp "$2" "$(dirname "$0")/facts"`;
  writeFileSync(join(folder, "install-update"), `#!/bin/sh\n${helper}\n`, { mode: 0o755 });
};

/** The running program. */
export interface UpdateProgram {
  /** Its cache folder; nothing of the person's own is touched. */
  readonly cacheDir: string;
  obey(orders: UpdateOrders): Promise<UpdateOutcome>;
  close(): Promise<void>;
}

/** Starts it. */
export const startUpdateProgram = async (): Promise<UpdateProgram> => {
  const program = dirname(await bundleProgram("updates-main"));
  writeFileSync(
    join(program, "package.json"),
    JSON.stringify({ name: "updates", version: runningVersion, type: "module", main: "updates-main.mjs" }),
  );
  const home = mkdtempSync(join(tmpdir(), "tapvault-updates-"));
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const flags = ["--disable-gpu", `--user-data-dir=${join(home, "data")}`, ...asRoot];
  const cacheDir = join(home, "cache");
  const child = spawn(electronExecutable() ?? "electron", [program, ...flags], {
    env: { ...process.env, XDG_CACHE_HOME: cacheDir },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const line = await lines.next();
    if (line.done === true) throw new Error("the program ended");
    return line.value;
  };
  await next();
  return {
    cacheDir,
    obey: async (orders) => {
      child.stdin.write(`${JSON.stringify(orders)}\n`);
      return JSON.parse(await next()) as UpdateOutcome;
    },
    close: async () => {
      child.stdin.end();
      await ended;
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};
