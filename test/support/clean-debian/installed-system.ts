/** A clean Debian with the installer at hand, and what tests look up in it: what apt says, files, the activity log. */
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { withLock } from "#build/lock.mjs";
import { type BuiltPackage, builtPackages } from "#test/support/built-package.ts";
import { type CleanDebian, type InsideOutcome, startCleanDebian } from "./clean-debian.ts";
import { debianBase } from "./debian-base.ts";
import { aptGet, aptOptions, profileFolder } from "./installed-program.ts";

/** A line of the person's activity log, as far as tests ask. */
export interface Happening {
  readonly by: "cli" | "window";
  readonly event: {
    readonly kind: string;
    readonly error?: string | null;
    readonly way?: string;
    readonly why?: string;
  };
}

/** What one file of the package is inside: who owns it, and its mode. */
export interface InstalledFile {
  readonly path: string;
  readonly owner: string;
  readonly mode: string;
  readonly type: string;
}

/** The system. */
export interface InstalledSystem extends CleanDebian {
  /** `apt-get install ./tapvault_….deb` in the installer's folder, with further packages if wanted. */
  install(built: BuiltPackage, ...others: readonly string[]): Promise<InsideOutcome>;
  /** Runs what calls apt-get by itself, when no other system's is running. */
  alone(work: () => Promise<InsideOutcome>): Promise<InsideOutcome>;
  /** Runs apt-get, which must succeed; gives what it printed. */
  apt(...args: readonly string[]): Promise<string>;
  /** Runs a line of shell as root, which must succeed. */
  shell(line: string): Promise<string>;
  packageFiles(): Promise<readonly InstalledFile[]>;
  /** What the person's program did so far. */
  happened(): readonly Happening[];
  /** How many times a tap opened the vault, in the window or on the command line. */
  openedByTap(by?: Happening["by"]): number;
}

const mustHold = ({ code, stdout, stderr }: InsideOutcome, what: string): string => {
  if (code !== 0) throw new Error(`${what}: ${code} ${stdout}${stderr}`);
  return stdout;
};

const happened = (root: string): readonly Happening[] => {
  const file = join(root, profileFolder, "activity.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Happening);
};

/** Starts one. */
export const startInstalledSystem = async (): Promise<InstalledSystem> => {
  const base = await debianBase();
  const debian = await startCleanDebian(base, builtPackages);
  /** The folder of what apt downloaded is shared by all systems, and apt does not wait for it. */
  const alone: InstalledSystem["alone"] = (work) =>
    withLock(`${base.archives}.lock`, "installing into a clean Debian", work);
  const shell = async (line: string): Promise<string> =>
    mustHold(await debian.run(["sh", "-euc", line]), line);
  const apt = async (...args: readonly string[]): Promise<string> =>
    mustHold(await alone(() => aptGet(debian, ...args)), `apt-get ${args.join(" ")}`);
  return {
    ...debian,
    shell,
    alone,
    apt,
    install: (built, ...others) => {
      const folder = join("/mnt/packages", relative(builtPackages, built.folder));
      const line = `cd ${folder} && exec apt-get --yes --no-install-recommends install ./tapvault_*.deb "$@"`;
      return alone(() => debian.run(["sh", "-c", line, "sh", ...others], aptOptions));
    },
    packageFiles: async () => {
      const list = await shell(`dpkg -L tapvault | xargs -d '\\n' stat --format='%n\t%U:%G\t%a\t%F'`);
      return list
        .trim()
        .split("\n")
        .map((line) => line.split("\t"))
        .map(([path = "", owner = "", mode = "", type = ""]) => ({ path, owner, mode, type }));
    },
    happened: () => happened(debian.root),
    openedByTap: (by) =>
      happened(debian.root).filter(
        ({ event, by: who }) =>
          event.kind === "unlock" && event.way === "chip" && event.error === null && (by ?? who) === who,
      ).length,
  };
};
