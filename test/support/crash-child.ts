/** Starts the processes that are killed: bundles them once, runs them, kills them, and keeps what they said. */
import { spawn } from "node:child_process";
import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { join } from "node:path";
import { build } from "vite";
import type { CrashLine, CrashOrders } from "./crash-lines.ts";

const root = join(import.meta.dirname, "..", "..");
const outDir = join(root, "out", "test-programs");

/** Bundles a program of test/support for plain Node or Electron's main process; answers its file. */
export const bundleProgram = async (name: string): Promise<string> => {
  await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      ssr: join(import.meta.dirname, `${name}.ts`),
      outDir: join(outDir, name),
      emptyOutDir: true,
      target: "node20",
      minify: false,
      rolldownOptions: {
        external: ["libsql", "electron", /^node:/],
        output: { format: "es", entryFileNames: `${name}.mjs`, chunkFileNames: "[name]-[hash].mjs" },
      },
    },
    ssr: { noExternal: true, external: ["libsql", "electron"] },
  });
  return join(outDir, name, `${name}.mjs`);
};

/** How a process ended and what it had said by then. */
export interface CrashOutcome {
  readonly lines: readonly CrashLine[];
  readonly wasKilled: boolean;
  readonly code: number | null;
  readonly stderr: string;
}

const linesOf = (text: string): readonly CrashLine[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as CrashLine);

/** When to kill: so long after the start, or after the vault was open; null: the process sees to it itself. */
export interface KillTime {
  readonly after: "start" | "ready";
  readonly ms: number;
}

const killLater = (child: ChildProcessWithoutNullStreams, ms: number): void => {
  setTimeout(() => child.kill("SIGKILL"), ms);
};

/** Runs the writer to its end. */
export const runCrashChild = (
  program: string,
  orders: CrashOrders,
  kill: KillTime | null,
): Promise<CrashOutcome> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify(orders)], { stdio: "pipe" });
    let stdout = "";
    let stderr = "";
    let isReady = false;
    if (kill?.after === "start") killLater(child, kill.ms);
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      if (isReady || !stdout.includes('"ready"')) return;
      isReady = true;
      if (kill?.after === "ready") killLater(child, kill.ms);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ lines: linesOf(stdout), wasKilled: signal === "SIGKILL", code, stderr });
    });
  });
