/** A small program as electron-builder leaves one, to make Linux packages of in a moment, and what comes out. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { OUT } from "#build/paths.mjs";

/** The parts that packages treat in a way of their own. */
const parts: readonly (readonly [path: string, mode: number])[] = [
  ["tapvault", 0o755],
  ["chrome-sandbox", 0o755],
  ["libffmpeg.so", 0o755],
  ["libvulkan.so.1", 0o755],
  ["resources.pak", 0o600],
  ["LICENSES.chromium.html", 0o644],
  ["resources/launcher.sh", 0o700],
  ["resources/app.asar", 0o664],
  ["resources/app.asar.unpacked/node_modules/keytar/build/Release/keytar.node", 0o755],
];

/** A folder for a test with such a program in it. */
export interface SmallProgram {
  readonly folder: string;
  readonly unpacked: string;
  readonly commandLine: string;
  dispose(): void;
}

/** Writes the program anew, so that two of them differ in every date. */
export const writeSmallProgram = (): SmallProgram => {
  const folder = mkdtempSync(join(tmpdir(), "tapvault-package-"));
  const unpacked = join(folder, "unpacked");
  for (const [path, mode] of parts) {
    mkdirSync(dirname(join(unpacked, path)), { recursive: true });
    writeFileSync(join(unpacked, path), `content of ${path}\n`);
    chmodSync(join(unpacked, path), mode);
  }
  const commandLine = join(OUT, "main", "cli.js");
  return { folder, unpacked, commandLine, dispose: () => rmSync(folder, { recursive: true }) };
};

/** Runs a program to its end and gives its output; throws with all of it when it fails. */
export const outputOf = (
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): string => {
  try {
    return execFileSync(program, args, {
      encoding: "utf8",
      timeout: 60_000,
      stdio: ["ignore", "pipe", "pipe"],
      ...options,
      env: { ...process.env, LC_ALL: "C.UTF-8", ...options.env },
    });
  } catch (cause) {
    const { stdout = "", stderr = "" } = cause as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${program} ${args.join(" ")}\n${stdout}${stderr}`, { cause });
  }
};
