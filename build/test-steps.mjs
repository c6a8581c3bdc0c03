/**
 * The steps of a test run: the static checks, and the vitest projects with what each runs inside of.
 */
// @ts-check
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runAttached } from "./children.mjs";
import { OUT, ROOT, programOf } from "./paths.mjs";
import { capture } from "./processes.mjs";
import { resultOfSkip, resultOfStep, resultOfVitest } from "./report.mjs";
import { secondsSince } from "./say.mjs";
import { withKeyringSession, withPcscd, withXvfb } from "./services.mjs";

/** More would only make each of them slower on a small computer. */
const AT_ONCE = 2;

/** They make many short-lived objects: with more room for these they take an eighth less of the processor. */
const ROOM_FOR_YOUNG = "--max-semi-space-size=128";

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

/**
 * What a project needs around it. Everything: screen, keyring and reader. A clean system brings its own of them.
 *
 * @typedef {"nothing" | "screen" | "everything" | "clean system"} Need
 */

/** The vitest projects, and what each needs. @type {Record<"unit" | "services" | "window" | "conformance" | "e2e" | "installed", Need>} */
export const PROJECTS = {
  unit: "nothing",
  services: "nothing",
  window: "screen",
  conformance: "everything",
  e2e: "everything",
  installed: "clean system",
};

/**
 * What runs one after the other, and beside what: the whole app mostly waits (for a tap, a paint, a service),
 * and there is one reader and one keyring; the others keep the processors busy meanwhile. An installed
 * program has a reader and a keyring of its own.
 *
 * @type {Project[][]}
 */
export const LANES = [
  ["unit", "window", "installed"],
  ["conformance", "services", "e2e"],
];

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
  const outcome = await capture(process.execPath, [ROOM_FOR_YOUNG, program(), ...args], {
    cwd: ROOT,
    signal,
  });
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
  if (PROJECTS[project] === "clean system" && process.platform !== "linux") {
    return resultOfSkip(`${project} (Linux packages are made and installed on Linux alone)`);
  }
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
  const code = await runners[PROJECTS[project]](args, signal);
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, "utf8")) : undefined;
  const result = resultOfVitest(project, report, code);
  process.stdout.write(`${project}: ${result.failed === 0 ? "ok" : "FAILED"}, ${secondsSince(began)}\n`);
  return result;
}

/** @typedef {(args: string[], signal: AbortSignal) => Promise<number>} Runner */

/** @type {Runner} */
const runPlain = (args, signal) => runAttached(process.execPath, args, { cwd: ROOT, signal });

/** @type {Runner} */
const runOnScreen = (args, signal) =>
  withXvfb((screen) =>
    runAttached(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...screen }, signal }),
  );

/** @type {Runner} */
const runInSession = (args, signal) =>
  withPcscd((pcsc) =>
    withXvfb((screen) => {
      const env = { ...screen, TAPVAULT_TEST_PCSC: pcsc ? "1" : "0" };
      return withKeyringSession(process.execPath, args, env, signal);
    }),
  );

/** Elsewhere the system itself has a screen and a keyring. @type {Record<Need, Runner>} */
const runners =
  process.platform === "linux"
    ? { nothing: runPlain, screen: runOnScreen, everything: runInSession, "clean system": runPlain }
    : { nothing: runPlain, screen: runPlain, everything: runPlain, "clean system": runPlain };
