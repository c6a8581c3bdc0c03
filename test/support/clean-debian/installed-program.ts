/**
 * The installed program as a person of a clean Debian uses it: /usr/bin/tapvault with a verb, without one for
 * the window, a chip held to the virtual reader, and the vendors' services on loopback.
 */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { SandboxEndpoints } from "#sandbox/server.ts";
import type { CleanDebian, InsideOutcome } from "./clean-debian.ts";
import { person } from "./debian-base.ts";
import { type DesktopSession, until } from "./desktop-session.ts";

const program = "/usr/bin/tapvault";
const builtProgram = (name: string): string =>
  join(import.meta.dirname, "..", "..", "..", "out", "main", `${name}.js`);
const noApt = { DEBIAN_FRONTEND: "noninteractive" };
/** Where the person's profile is when nobody says otherwise. */
export const profileFolder = `${person.home}/.config/tapvault`;

/** What the reader needs, which our package only recommends. */
export const readerPackages: readonly string[] = ["pcscd", "vsmartcard-vpcd"];

/** A slow mirror and a busy computer take their time the first time; later packages are at hand. */
const aptLimitMs = 280_000;

/** How apt-get runs: with this computer's network, and without a question. */
export const aptOptions = { network: "outside", env: noApt, limitMs: aptLimitMs } as const;

/** Runs apt-get as an administrator would, and gives what it printed. */
export const aptGet = (debian: CleanDebian, ...args: readonly string[]): Promise<InsideOutcome> =>
  debian.run(["apt-get", "--yes", "--no-install-recommends", ...args], aptOptions);

/** Starts the services' stand-ins where the installed program, and nobody else, reaches them. */
export const startServicesBeside = async (debian: CleanDebian): Promise<SandboxEndpoints> => {
  const options = ["--json", "--port", "0", "--data", join(debian.besideFolder, "services")];
  const server = debian.startBeside([process.execPath, builtProgram("sandbox"), ...options]);
  server.stderr?.resume();
  let text = "";
  server.stdout?.setEncoding("utf8").on("data", (more: string) => (text += more));
  await until("the services", () => text.includes("\n") || server.exitCode !== null);
  return JSON.parse(text.split("\n")[0] ?? "") as SandboxEndpoints;
};

const endOf = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "close");
  child.kill("SIGTERM");
  await ended;
};

/** Starts the PC/SC service with the virtual reader inside, and waits until a chip can be held to it. */
export const startReaderInside = async (debian: CleanDebian): Promise<void> => {
  debian.serve(["pcscd", "--foreground"]);
  await until("pcscd", async () => (await debian.run(["test", "-S", "/run/pcscd/pcscd.comm"])).code === 0);
  await until(
    "the virtual reader",
    async () => (await debian.run(["grep", "-q", ":8C7B .* 0A ", "/proc/net/tcp"])).code === 0,
  );
};

/** The program for one person. */
export interface InstalledProgram {
  run(args: readonly string[], input?: string): Promise<InsideOutcome>;
  /** As run, with the chip on the reader while it runs. */
  tapped(args: readonly string[], input?: string): Promise<InsideOutcome>;
  /** Makes a vault by a tap, and gives back the words that are asked for. */
  createVault(): Promise<readonly string[]>;
  holdChip(): Promise<() => Promise<void>>;
  openWindow(args?: readonly string[]): Window;
}

/** The window's processes. */
export interface Window {
  /** What it printed, for whoever looks for a failure's cause. */
  readonly output: () => string;
  readonly ended: Promise<void>;
  isOpen(): boolean;
  /** Ends it without any farewell, as a power cut does. */
  kill(): Promise<void>;
}

const holdChip = async (debian: CleanDebian): Promise<() => Promise<void>> => {
  const chip = debian.startBeside([process.execPath, builtProgram("chip"), "spark2"]);
  let text = "";
  for (const stream of [chip.stdout, chip.stderr])
    stream?.setEncoding("utf8").on("data", (more: string) => (text += more));
  await until("the chip on the reader", () => text.includes("\n"));
  if (chip.exitCode !== null) throw new Error(`the chip: ${text}`);
  return () => endOf(chip);
};

const createVault = async (
  debian: CleanDebian,
  env: Readonly<Record<string, string>>,
): Promise<readonly string[]> => {
  const lift = await holdChip(debian);
  const child = debian.start([program, "--json", "create"], { user: "person", env });
  let [stdout, stderr] = ["", ""];
  let words: readonly string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    if (words.length > 0 || !stdout.includes("\n")) return;
    const shown = JSON.parse(stdout.split("\n")[0] ?? "") as { words?: string[]; ask?: number[] };
    words = shown.words ?? [];
    child.stdin?.end((shown.ask ?? []).map((position) => `${words[position - 1] ?? ""}\n`).join(""));
  });
  await once(child, "close");
  await lift();
  if (child.exitCode !== 0) throw new Error(`create: ${child.exitCode} ${stdout}${stderr}`);
  return words;
};

const openWindow = (
  debian: CleanDebian,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Window => {
  const child = debian.start([program, ...args], { user: "person", env });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  const ended = once(child, "close").then(() => undefined);
  return {
    output: () => output,
    ended,
    isOpen: () => child.exitCode === null && child.signalCode === null,
    kill: async () => {
      for (const pid of debian.processes((line) => line.startsWith("/usr/lib/tapvault/")))
        process.kill(pid, "SIGKILL");
      await ended;
    },
  };
};

/** The program in a person's session. */
export const installedProgram = (debian: CleanDebian, env: DesktopSession["env"]): InstalledProgram => {
  const run: InstalledProgram["run"] = (args, input = "") =>
    debian.run([program, ...args], { user: "person", env, input });
  return {
    run,
    tapped: async (args, input) => {
      const lift = await holdChip(debian);
      try {
        return await run(args, input);
      } finally {
        await lift();
      }
    },
    createVault: () => createVault(debian, env),
    holdChip: () => holdChip(debian),
    openWindow: (args = []) => openWindow(debian, env, args),
  };
};
