/**
 * The Debian packages behind each thing the scripts do, and which of them are missing. As root on
 * Debian or Ubuntu they are installed; anyone else is told the one command to run.
 */
// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { capture, onPath } from "./processes.mjs";
import { SetupError, say, task } from "./say.mjs";

const DPKG_STATUS = "/var/lib/dpkg/status";
const QUIET_APT = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };

/**
 * Names are alternatives, best first: releases since Debian 13 and Ubuntu 24.04 renamed some libraries
 * (…t64). A program is what to look for where there is no dpkg.
 *
 * @typedef {{ names: string[], program?: string }} Requirement
 * @typedef {"build" | "electron" | "screen" | "pcsc" | "keyring" | "packaging" | "validation" | "clean" | "bench"} Group
 */

/** @type {Record<Group, Requirement[]>} */
const GROUPS = {
  build: [
    { names: ["g++"] },
    { names: ["make"] },
    { names: ["python3"] },
    { names: ["pkg-config", "pkgconf"] },
    { names: ["libsecret-1-dev"] },
  ],
  electron: [
    { names: ["libgtk-3-0t64", "libgtk-3-0"] },
    { names: ["libatk-bridge2.0-0t64", "libatk-bridge2.0-0"] },
    { names: ["libasound2t64", "libasound2"] },
    { names: ["libcups2t64", "libcups2"] },
    { names: ["libnss3"] },
    { names: ["libgbm1"] },
    { names: ["libdrm2"] },
    { names: ["libnotify4"] },
    { names: ["libsecret-1-0"] },
  ],
  screen: [
    { names: ["xvfb"], program: "Xvfb" },
    { names: ["xauth"] },
    { names: ["fonts-dejavu-core", "fonts-liberation", "fonts-liberation2", "fonts-noto-core"] },
    { names: ["fonts-vlgothic", "fonts-ipafont-gothic", "fonts-noto-cjk"] },
  ],
  pcsc: [
    { names: ["pcscd"], program: "pcscd" },
    { names: ["libpcsclite1"] },
    { names: ["libccid"] },
    { names: ["vsmartcard-vpcd"] },
  ],
  keyring: [
    { names: ["dbus-daemon", "dbus"], program: "dbus-daemon" },
    { names: ["dbus-bin", "dbus"], program: "dbus-send" },
    { names: ["gnome-keyring"], program: "gnome-keyring-daemon" },
    { names: ["libsecret-1-0"] },
  ],
  packaging: [{ names: ["dpkg"], program: "dpkg-deb" }],
  // To check what a package brings with the tools that read it on a desktop, and to make an .rpm.
  validation: [
    { names: ["desktop-file-utils"], program: "desktop-file-validate" },
    { names: ["appstream"], program: "appstreamcli" },
    { names: ["shared-mime-info"], program: "update-mime-database" },
    { names: ["mandoc"], program: "mandoc" },
    { names: ["rpm"], program: "rpmbuild" },
    { names: ["fish"], program: "fish" },
    { names: ["zsh"], program: "zsh" },
  ],
  // To install the program into a system that has nothing of it.
  clean: [
    { names: ["debootstrap"], program: "debootstrap" },
    { names: ["iproute2"], program: "ip" },
  ],
  bench: [
    { names: ["opensc"], program: "opensc-tool" },
    { names: ["keepassxc", "keepassxc-full"], program: "keepassxc-cli" },
  ],
};

/** @param {Iterable<Group>} groups @returns {Requirement[]} each once */
export function requirementsOf(groups) {
  const all = [...groups].flatMap((group) => GROUPS[group]);
  return [...new Map(all.map((requirement) => [requirement.names.join(), requirement])).values()];
}

/** The names of all packages that a dpkg status text lists as installed. @param {string} status */
export function installedPackages(status) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const paragraph of status.split("\n\n")) {
    if (!/^Status: \S+ ok installed$/mu.test(paragraph)) continue;
    const name = /^Package: (\S+)$/mu.exec(paragraph)?.[1];
    if (name) names.add(name);
  }
  return names;
}

/** The requirements of which no alternative is installed. @param {Requirement[]} requirements @param {Set<string>} installed */
export function missingFrom(requirements, installed) {
  return requirements.filter(({ names }) => !names.some((name) => installed.has(name)));
}

/** The packages that `apt-cache policy` can install. @param {string} policy */
export function installable(policy) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const match of policy.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (.*)$/gmu)) {
    if (match[1] && match[2] !== "(none)") names.add(match[1]);
  }
  return names;
}

/** The name to install for each requirement; the first one when apt knows none. @param {Requirement[]} missing @param {Set<string>} known */
export function chooseNames(missing, known) {
  return [...new Set(missing.map(({ names }) => names.find((name) => known.has(name)) ?? names[0] ?? ""))];
}

/**
 * Provides the packages of `need`, and of `optional` where that takes no one's help.
 *
 * @param {{ need?: Group[], optional?: Group[] }} groups
 * @returns {Promise<boolean>} whether everything, the optional included, is there
 */
export async function ensureSystem({ need = [], optional = [] }) {
  if (process.platform !== "linux") return true;
  const needed = missingNow(requirementsOf(need));
  const wished = missingNow(requirementsOf(optional)).filter((one) => !needed.includes(one));
  if (needed.length + wished.length === 0) return true;
  if (!existsSync(DPKG_STATUS)) return explainElsewhere(needed, wished);
  if (process.getuid?.() !== 0) return explainDebian(needed, wished);
  await install([...needed, ...wished]);
  const left = missingNow(requirementsOf(need));
  if (left.length > 0)
    throw new SetupError(`Still missing after the installation: ${chooseNames(left, new Set()).join(", ")}.`);
  return missingNow(requirementsOf(optional)).length === 0;
}

/** @param {Requirement[]} requirements */
function missingNow(requirements) {
  if (requirements.length === 0) return [];
  if (existsSync(DPKG_STATUS))
    return missingFrom(requirements, installedPackages(readFileSync(DPKG_STATUS, "utf8")));
  // Without dpkg only programs can be looked for; a missing library says so itself when Electron starts.
  return requirements.filter(({ program }) => program !== undefined && !onPath(program));
}

/** @param {Requirement[]} needed @param {Requirement[]} wished */
function explainElsewhere(needed, wished) {
  const list = (/** @type {Requirement[]} */ some) => some.map(({ program }) => program).join(", ");
  if (needed.length > 0) {
    throw new SetupError(
      `These programs are needed and not installed: ${list(needed)}. Install them with your package manager.`,
    );
  }
  say(`Some things will not be shown; these programs are not installed: ${list(wished)}.`);
  return false;
}

/** @param {Requirement[]} needed @param {Requirement[]} wished */
async function explainDebian(needed, wished) {
  if (needed.length > 0) {
    throw new SetupError(
      `System packages are missing. Run this, then try again:\n  ${await aptCommand([...needed, ...wished])}`,
    );
  }
  say(`Some things will not be shown without these packages:\n  ${await aptCommand(wished)}`);
  return false;
}

/** The one command that installs what is missing. @param {Requirement[]} missing */
async function aptCommand(missing) {
  return `sudo apt-get install -y --no-install-recommends ${(await namesToInstall(missing)).join(" ")}`;
}

/** The command for what whole groups lack, if anything, for use in other messages. @param {Group[]} groups */
export async function aptCommandFor(groups) {
  const missing = existsSync(DPKG_STATUS) ? missingNow(requirementsOf(groups)) : [];
  return missing.length > 0 ? aptCommand(missing) : undefined;
}

/** @param {Requirement[]} missing */
async function namesToInstall(missing) {
  const policy = await capture("apt-cache", ["policy", ...missing.flatMap(({ names }) => names)], {
    env: { ...process.env, LC_ALL: "C" },
  });
  return chooseNames(missing, installable(policy.stdout));
}

/** @param {Requirement[]} missing */
async function install(missing) {
  await task(`System packages: installing ${missing.length}`, async () => {
    await apt(["update"]);
    await apt(["install", "-y", "--no-install-recommends", ...(await namesToInstall(missing))]);
  });
}

/** @param {string[]} args */
async function apt(args) {
  // Another installation may hold dpkg's lock for a while.
  const patient = ["-q", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"];
  const outcome = await capture("apt-get", [...patient, ...args], { env: QUIET_APT });
  if (outcome.code === 0) return;
  const reason = outcome.stderr.split("\n").filter((line) => line.startsWith("E: "));
  const command = ["apt-get", ...args].join(" ");
  throw new SetupError(
    `${reason.slice(-3).join("\n")}\nSystem packages could not be installed; this failed: ${command}`,
  );
}
