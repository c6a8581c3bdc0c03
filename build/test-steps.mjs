/**
 * The steps of a test run: the static checks, and the three vitest projects with what each runs inside of.
 */
// @ts-check
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runAttached } from "./children.mjs";
import { OUT, ROOT, programOf } from "./paths.mjs";
import { capture } from "./processes.mjs";
import { resultOfStep, resultOfVitest } from "./report.mjs";
import { secondsSince } from "./say.mjs";
import { withKeyringSession, withPcscd, withXvfb } from "./services.mjs";

/** More would only make each of them slower on a small computer. */
const AT_ONCE = 2;

/** The static checks: what each is called, and the program of which package does it. */
const STATIC_STEPS = [
  { name: "types", program: () => programOf("typescript", "tsc"), args: ["-b"] },
  { name: "lint", program: () => programOf("eslint"), args: ["--max-warnings=0", "."] },
  { name: "format", program: () => programOf("prettier"), args: ["--check", "--log-level=warn", "."] },
  {
    name: "dependency rules",
    program: () => programOf("dependency-cruiser", "depcruise"),
    args: ["--config", ".dependency-cruiser.mjs", "electron", "renderer", "build", "test"],
  },
  { name: "dead code", program: () => programOf("knip"), args: ["--no-progress"] },
];

/** The vitest projects, and whether they need screen, keyring and reader. */
export const PROJECTS = { unit: false, services: false, conformance: true, window: true, e2e: true };

/** What `--only` takes besides a project's own name: the parts of the tests as people call them. */
export const PARTS = {
  conformance: /** @type {const} */ (["services", "conformance"]),
  e2e: /** @type {const} */ (["window", "e2e"]),
};

/** @typedef {keyof typeof PROJECTS} Project */

/**
 * Runs all static checks; each counts as one test, and one that fails shows what it printed.
 *
 * @param {AbortSignal} signal
 */
export async function runStaticSteps(signal) {
  const waiting = [...STATIC_STEPS];
  /** @type {import("./report.mjs").Result[]} */
  const results = [];
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift())
      results.push(await runStaticStep(step, signal));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** @param {(typeof STATIC_STEPS)[number]} step @param {AbortSignal} signal */
async function runStaticStep({ name, program, args }, signal) {
  const began = performance.now();
  const outcome = await capture(process.execPath, [program(), ...args], { cwd: ROOT, signal });
  const held = outcome.code === 0;
  if (!held) process.stdout.write(`${outcome.stdout}${outcome.stderr}\n`);
  process.stdout.write(`${name}: ${held ? "ok" : "FAILED"}, ${secondsSince(began)}\n`);
  return resultOfStep(name, held);
}

/**
 * Runs one vitest project inside of what it needs.
 *
 * @param {Project} project
 * @param {AbortSignal} signal
 */
export async function runProject(project, signal) {
  const began = performance.now();
  const reportFile = join(OUT, `vitest-${project}.json`);
  rmSync(reportFile, { force: true });
  process.stdout.write(`\n${project}:\n`);
  const args = [
    programOf("vitest"),
    ...[
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${reportFile}`,
    ],
  ];
  const code = PROJECTS[project] ? await runInSession(args, signal) : await runPlain(args, signal);
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, "utf8")) : undefined;
  const result = resultOfVitest(project, report, code);
  process.stdout.write(`${project}: ${result.failed === 0 ? "ok" : "FAILED"}, ${secondsSince(began)}\n`);
  return result;
}

/** @param {string[]} args @param {AbortSignal} signal */
function runPlain(args, signal) {
  return runAttached(process.execPath, args, { cwd: ROOT, signal });
}

/** @param {string[]} args @param {AbortSignal} signal */
function runInSession(args, signal) {
  if (process.platform !== "linux") return runPlain(args, signal);
  return withPcscd((pcsc) =>
    withXvfb((screen) => {
      const env = { ...screen, TAPVAULT_TEST_PCSC: pcsc ? "1" : "0" };
      return withKeyringSession(process.execPath, args, env, signal);
    }),
  );
}
