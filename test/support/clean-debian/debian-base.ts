/**
 * The smallest Debian of this computer's own release, made once with debootstrap from the mirror this
 * computer uses, and kept in the cache. Nothing is ever installed into it: each test works on a layer over it.
 */
import { execFile } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { withLock } from "#build/lock.mjs";
import { cacheFolder } from "#build/paths.mjs";
import { onPath } from "#build/processes.mjs";

const call = promisify(execFile);

/** Raised when the steps below make something else, so that an older one in the cache is not taken. */
const RECIPE = 1;
const COMPONENT = "main";
const SOURCE_FORMAT = "$(REPO_URI)\t$(RELEASE)\t$(COMPONENT)\t$(SIGNED_BY)";
/** What the clean system takes from this computer's apt: how the mirror is reached, and what it needs of the texts. */
const NETWORK_SETTING = /^Acquire::(http|https|ftp|Check-Valid-Until|Check-Date|Languages)\b.*;$/gmu;

/** The person of the tests. */
export const person = { name: "ada", id: 1000, home: "/home/ada" } as const;

/** The cached system, and the folder in which apt keeps what it downloaded. */
export interface DebianBase {
  readonly folder: string;
  readonly archives: string;
}

const release = (): { readonly id: string; readonly codename: string } => {
  const text = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  const field = (name: string): string => new RegExp(`^${name}="?([^"\n]*)"?$`, "mu").exec(text)?.[1] ?? "";
  return { id: field("ID"), codename: field("VERSION_CODENAME") };
};

/** Why the system cannot be made here; null when it can. */
export const whyNoDebianBase = (): string | null => {
  if (process.platform !== "linux" || release().id !== "debian") return "only Debian can make a clean Debian";
  if (process.getuid?.() !== 0) return "only root can make a clean Debian";
  const missing = ["apt-get", "debootstrap", "ip", "nsenter", "unshare"].filter((name) => !onPath(name));
  return missing.length === 0 ? null : `not installed: ${missing.join(", ")}`;
};

interface Source {
  readonly uri: string;
  readonly suite: string;
}

/** Debian's own places as this computer's apt knows them, the release itself first. */
const sources = async (codename: string): Promise<readonly [Source, ...Source[]]> => {
  const { stdout } = await call("apt-get", [
    "indextargets",
    "--format",
    SOURCE_FORMAT,
    "Created-By: Packages",
  ]);
  const all = stdout
    .split("\n")
    .map((line) => line.split("\t"))
    .filter(([, suite = "", component]) => component === COMPONENT && isOf(suite, codename))
    .map(([uri = "", suite = ""]) => ({ uri, suite }));
  const [own] = all.filter(({ suite }) => suite === codename);
  if (own === undefined) throw new Error(`apt has no source for ${codename} ${COMPONENT}`);
  return [own, ...all.filter(({ suite }) => suite !== codename)];
};

const isOf = (suite: string, codename: string): boolean =>
  [codename, `${codename}-updates`, `${codename}-security`].includes(suite);

const settingsOfApt = async (): Promise<string> => {
  const { stdout } = await call("apt-config", ["dump"]);
  return (stdout.match(NETWORK_SETTING) ?? []).join("\n");
};

const make = async (folder: string, codename: string): Promise<void> => {
  const [own, ...others] = await sources(codename);
  const at = (...names: string[]): string => join(folder, ...names);
  mkdirSync(at("etc", "dpkg", "dpkg.cfg.d"), { recursive: true });
  // The layer lives in memory and the base is made anew when it is not whole: waiting for the disk helps nobody.
  writeFileSync(at("etc", "dpkg", "dpkg.cfg.d", "no-waiting"), "force-unsafe-io\n");
  await call("debootstrap", ["--variant=minbase", `--components=${COMPONENT}`, codename, folder, own.uri], {
    maxBuffer: 50_000_000,
    env: { ...process.env, LC_ALL: "C" },
  });
  const lines = [own, ...others].map(({ uri, suite }) => `deb ${uri} ${suite} ${COMPONENT}\n`);
  writeFileSync(at("etc", "apt", "sources.list"), lines.join(""));
  writeFileSync(at("etc", "apt", "apt.conf.d", "90outside"), `${await settingsOfApt()}\n`);
  // There is no init in there that could start services; tests start the ones they need.
  writeFileSync(at("usr", "sbin", "policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  await call("chroot", [
    folder,
    "useradd",
    "--create-home",
    "--shell",
    "/bin/sh",
    "--uid",
    String(person.id),
    person.name,
  ]);
  const packages = at("var", "cache", "apt", "archives");
  for (const name of readdirSync(packages)) if (name.endsWith(".deb")) rmSync(join(packages, name));
  lendLists(at("var", "lib", "apt", "lists"));
};

/** apt's lists of this computer are the same; what is newer is fetched before an installation. */
const lendLists = (target: string): void => {
  const own = "/var/lib/apt/lists";
  if (!existsSync(own)) return;
  cpSync(own, target, { recursive: true, filter: (file) => !file.startsWith(join(own, "partial")) });
};

/** The system, made when the cache has none; it appears under its name only when it is whole. */
export const debianBase = async (): Promise<DebianBase> => {
  const { codename } = release();
  const folder = join(cacheFolder(), `debian-${codename}-${RECIPE}`);
  const archives = `${folder}-packages`;
  mkdirSync(join(archives, "partial"), { recursive: true });
  if (existsSync(folder)) return { folder, archives };
  await withLock(`${folder}.lock`, "making a clean Debian", async () => {
    if (existsSync(folder)) return;
    const unfinished = join(dirname(folder), `.debian-${codename}.new`);
    rmSync(unfinished, { recursive: true, force: true });
    await make(unfinished, codename);
    renameSync(unfinished, folder);
  });
  return { folder, archives };
};
