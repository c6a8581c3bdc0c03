/** The bench's own programs: compiled from their TypeScript into out/bench, run by plain Node, one JSON line each. */
// @ts-check
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { OUT, ROOT } from "../paths.mjs";
import { run } from "./commands.mjs";

const SOURCES = join(ROOT, "test", "bench");
const OUTPUT = join(OUT, "bench");
const SUFFIX = ".bench.ts";
/** Native packages stay outside, as in the app's own build. */
const EXTERNAL = ["electron", "nfc-pcsc", "pcsc-mini", "keytar", "libsql", /^node:/u];

/** Compiles every program. */
export async function buildPrograms() {
  const names = readdirSync(SOURCES).filter((name) => name.endsWith(SUFFIX));
  const input = Object.fromEntries(names.map((name) => [name.slice(0, -SUFFIX.length), join(SOURCES, name)]));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: "warn",
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: "node20",
      outDir: OUTPUT,
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input,
        external: EXTERNAL,
        output: { format: "es", entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  });
}

/** Where a program was compiled to. @param {string} name */
export const programFile = (name) => join(OUTPUT, `${name}.js`);

/**
 * Runs a program in a process of its own and gives what it handed over.
 *
 * @param {string} name
 * @param {string[]} [args]
 * @returns {Promise<any>}
 */
export async function runProgram(name, args = []) {
  const { stdout } = await run(process.execPath, [programFile(name), ...args]);
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}
