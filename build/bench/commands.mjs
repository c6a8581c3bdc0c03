/** Runs a command to its end with something on its stdin, and takes its time. */
// @ts-check
import { spawn } from "node:child_process";
import { atEnd } from "../children.mjs";

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ input?: string, env?: NodeJS.ProcessEnv }} [options] `env` is added to this process's
 * @returns {Promise<{ ms: number, stdout: string }>} a command that fails throws with what it said
 */
export function run(command, args, { input = "", env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: "pipe" });
    const forget = atEnd({ now: () => child.kill() });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (text) => (stdout += String(text)));
    child.stderr.on("data", (text) => (stderr += String(text)));
    child.on("error", reject);
    child.stdin.on("error", () => {}).end(input);
    child.on("close", (code) => {
      const ms = performance.now() - began;
      forget();
      if (code === 0) resolve({ ms, stdout });
      else reject(new Error(`${command} ended with ${code}: ${stderr.trim()}`));
    });
  });
}
