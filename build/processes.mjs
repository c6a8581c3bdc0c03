/**
 * Child processes as set-up uses them: run to the end with the output kept, found on the PATH, and
 * npm started the way this computer has it.
 */
// @ts-check
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { atEnd } from "./children.mjs";

/** Enough to hold an error's last lines; a chatty compiler must not fill the memory. */
const KEPT_CHARACTERS = 200_000;

/**
 * @typedef {object} Outcome
 * @property {number} code the exit code; 127 when the command could not be started, 128 + n after a signal
 * @property {string} stdout the end of it
 * @property {string} stderr the end of it
 */

/**
 * Runs a command to its end. With `signal` it can be ended early; `onStart` is told its process id.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, onStart?: (pid: number) => void }} [options]
 * @returns {Promise<Outcome>}
 */
export function capture(command, args, { onStart, ...options } = {}) {
  return new Promise((resolve) => {
    let stdout = "";
    let stderr = "";
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (text) => (stdout = (stdout + String(text)).slice(-KEPT_CHARACTERS)));
    child.stderr.on("data", (text) => (stderr = (stderr + String(text)).slice(-KEPT_CHARACTERS)));
    if (child.pid) onStart?.(child.pid);
    const forget = atEnd({ now: () => child.kill() });
    child.on("error", (error) => resolve({ code: 127, stdout, stderr: stderr + error.message }));
    child.on("close", (code) => {
      forget();
      resolve({ code: code ?? 137, stdout, stderr });
    });
  });
}

/** Whether a program of that name can be started. @param {string} name */
export function onPath(name) {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  // Service programs live in sbin, which an ordinary user's PATH leaves out.
  if (process.platform !== "win32") folders.push("/usr/sbin", "/sbin");
  return folders.some((folder) => isExecutable(join(folder, name)));
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs npm; the same one that started the script when there is one.
 *
 * @param {string[]} args
 * @param {Parameters<typeof capture>[2]} [options]
 */
export function npm(args, options) {
  const script = process.env["npm_execpath"];
  if (script?.endsWith("npm-cli.js")) return capture(process.execPath, [script, ...args], options);
  if (process.platform !== "win32") return capture("npm", args, options);
  return capture(process.env["ComSpec"] ?? "cmd.exe", ["/d", "/s", "/c", "npm", ...args], options);
}
