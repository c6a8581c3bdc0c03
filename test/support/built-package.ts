/**
 * The program as `npm run package` makes it, for every test that looks at it or installs it: made once for a
 * state of the sources and a version, with quick compression, and kept in out/installers.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stampOfSources } from "#build/compile.mjs";
import { withLock } from "#build/lock.mjs";
import { OUT, ROOT } from "#build/paths.mjs";
import { capture } from "#build/processes.mjs";

/** Where they are kept, a folder for each version of each state of the sources. */
export const builtPackages = join(OUT, "installers");

const SOURCES = [
  "build",
  "electron",
  "renderer",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
];

const KEPT_MS = 30 * 60_000;

/** One version's products. */
export interface BuiltPackage {
  readonly version: string;
  readonly folder: string;
  /** The program as electron-builder unpacked it. */
  readonly unpacked: string;
  /** The path of the .deb. */
  readonly deb: string;
}

const ownVersion = (): string =>
  (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string }).version;

/** As a person makes it; of another version nobody needs more than the .deb. */
const make = async (version: string, folder: string): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const installers = version === ownVersion() ? [] : ["--installers", "deb"];
  const wishes = ["--out", folder, "--version", version, ...installers];
  const env = { ...process.env, TAPVAULT_PACKAGE_COMPRESSION: "zstd" };
  const outcome = await capture(process.execPath, [join(ROOT, "build", "package.mjs"), ...wishes], {
    cwd: ROOT,
    env,
  });
  if (outcome.code !== 0)
    throw new Error(`npm run package: ${outcome.code} ${outcome.stdout}${outcome.stderr}`);
};

const debIn = (folder: string): string => {
  const [name] = readdirSync(folder).filter((one) => one.endsWith(".deb"));
  if (name === undefined) throw new Error(`npm run package left no .deb in ${folder}`);
  return join(folder, name);
};

/** Tests may still use what a change of the sources has made out of date; a while later none does. */
const forgetOld = (): void => {
  for (const name of existsSync(builtPackages) ? readdirSync(builtPackages) : []) {
    const folder = join(builtPackages, name);
    if (Date.now() - statSync(folder).mtimeMs > KEPT_MS) rmSync(folder, { recursive: true, force: true });
  }
};

/** Makes it unless it is there; its own version, or another of the same sources. */
export const builtPackage = (options: { readonly version?: string } = {}): Promise<BuiltPackage> => {
  const version = options.version ?? ownVersion();
  return withLock(join(OUT, ".locks", "installers"), "making the installer", async () => {
    const folder = join(builtPackages, `${version}-${stampOfSources(ROOT, SOURCES).slice(0, 12)}`);
    const whole = join(folder, "whole");
    if (!existsSync(whole)) {
      forgetOld();
      await make(version, folder);
      writeFileSync(whole, "");
    }
    return { version, folder, unpacked: join(folder, "linux-unpacked"), deb: debIn(folder) };
  });
};
