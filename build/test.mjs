/**
 * `npm test`: the same set-up as `npm start`, then every check and every test, all of them even when an
 * earlier one fails. Its last line counts them. `--check` leaves out what needs a screen; `--only
 * PART` runs one part of the tests.
 */
// @ts-check
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensure } from "./bootstrap.mjs";
import { ensureBuilt } from "./compile.mjs";
import { endWithParent } from "./parent.mjs";
import { OUT } from "./paths.mjs";
import { closingLine, mergeCounters, resultOfStep, sum, withStoreCodes, withVectors } from "./report.mjs";
import { SetupError, runScript, say } from "./say.mjs";
import { LANES, PARTS, PROJECTS, runProject, runStaticSteps } from "./test-steps.mjs";

/**
 * @typedef {import("./bootstrap.mjs").Need} Need
 * @typedef {import("./test-steps.mjs").Project} Project
 * @typedef {{ statics: boolean, projects: Project[], report: boolean }} Plan
 */

/** A run is meant to take less than 25 minutes; this only ends one that hangs, on the slowest computer too. */
const LIMIT_MS = Number(process.env["TAPVAULT_TEST_LIMIT_MS"] ?? 75 * 60_000);
const LAST_GRACE_MS = 30_000;
const TOOK_TOO_LONG = "the run took too long and was ended";
const COUNTERS = join(OUT, "counters");
const ALL = /** @type {Project[]} */ (Object.keys(PROJECTS));

endWithParent();
await runScript(async () => {
  const began = performance.now();
  const plan = planOf(process.argv.slice(2));
  const limit = startLimit();
  const full = plan.projects.some((project) => PROJECTS[project] !== "nothing");
  await ensure(full ? { need: needsOfEverything(), optional: wishes() } : { need: ["modules"] });
  emptyCounters();
  const results = full ? await buildStep() : [];
  results.push(...(await runPlan(plan, limit)));
  const total = sum(results);
  if (plan.report) writeReport(total, (performance.now() - began) / 1000);
  summarise(total);
  return total.failed > 0 ? 1 : 0;
});

/** @param {string[]} args @returns {Plan} */
function planOf(args) {
  if (args.includes("--check")) return { statics: true, projects: ["unit"], report: false };
  const only = args.indexOf("--only");
  if (only < 0) return { statics: true, projects: ALL, report: true };
  const wanted = args[only + 1] ?? "";
  const part = Object.entries(PARTS).find(([name]) => name === wanted)?.[1];
  const projects = part ?? ALL.filter((name) => name === wanted);
  if (projects.length === 0) throw new SetupError(`--only takes one of: ${ALL.join(", ")}.`);
  return { statics: false, projects: [...projects], report: false };
}

/** @returns {Need[]} */
function needsOfEverything() {
  return ["system:electron", "system:screen", "system:pcsc", "system:keyring", "modules", "electron"];
}

/** Nobody but root is asked for what only some tests take: a clean system, and the readers of what a package brings. @returns {Need[]} */
function wishes() {
  return process.getuid?.() === 0 ? ["system:clean", "system:validation"] : [];
}

/** A build that fails is a failed test, and the rest is still run. */
async function buildStep() {
  try {
    await ensureBuilt();
    return [];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    return [resultOfStep("build", false)];
  }
}

/** What a former run counted or drew must not count for this one. */
function emptyCounters() {
  rmSync(COUNTERS, { recursive: true, force: true });
  rmSync(join(OUT, "screens"), { recursive: true, force: true });
  mkdirSync(COUNTERS, { recursive: true });
}

/** A run never hangs: at the limit its children are ended, and a little later the run itself. */
function startLimit() {
  const limit = new AbortController();
  setTimeout(() => limit.abort(), LIMIT_MS).unref();
  setTimeout(() => {
    process.stdout.write(`\n${TOOK_TOO_LONG}\ntests: 0 passed, 1 failed\n`);
    process.exit(1);
  }, LIMIT_MS + LAST_GRACE_MS).unref();
  return limit.signal;
}

/** @param {Plan} plan @param {AbortSignal} limit */
async function runPlan(plan, limit) {
  const first = plan.statics ? () => runStaticSteps(limit) : async () => [];
  const lanes = LANES.map((lane) => lane.filter((project) => plan.projects.includes(project)));
  const results = (
    await Promise.all([
      runLane(lanes[0] ?? [], limit, first),
      ...lanes.slice(1).map((lane) => runLane(lane, limit)),
    ])
  ).flat();
  if (limit.aborted) results.push(resultOfStep(TOOK_TOO_LONG, false));
  return results;
}

/**
 * @param {Project[]} lane
 * @param {AbortSignal} limit
 * @param {() => Promise<import("./report.mjs").Result[]>} [first] what comes before its projects
 */
async function runLane(lane, limit, first = async () => []) {
  const results = await first();
  for (const project of lane) {
    if (!limit.aborted) results.push(await runProject(project, limit));
  }
  return results;
}

/** @param {import("./report.mjs").Result} total @param {number} seconds */
function writeReport({ passed, failed, skipped }, seconds) {
  const files = existsSync(COUNTERS) ? readdirSync(COUNTERS).filter((name) => name.endsWith(".json")) : [];
  const counters = files
    .sort()
    .map((name) => JSON.parse(readFileSync(join(COUNTERS, name), "utf8")))
    .reduce(mergeCounters, {});
  const report = {
    ...withStoreCodes(withVectors(counters)),
    tests: { passed, failed, skipped },
    seconds: Math.round(seconds * 10) / 10,
  };
  writeFileSync(join(OUT, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
}

/** @param {import("./report.mjs").Result} total */
function summarise(total) {
  const lines = [
    ...total.failures.map((name) => `failed: ${name}`),
    ...total.skips.map((name) => `skipped: ${name}`),
    closingLine(total),
  ];
  process.stdout.write(`\n${lines.join("\n")}\n`);
}
