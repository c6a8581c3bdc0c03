/**
 * Turns what the test tools wrote into numbers: how many held, what failed, what was left out, and the
 * counters that the tests themselves kept. Pure: objects in, objects and lines out.
 */
// @ts-check
import { stripVTControlCharacters } from "node:util";

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 * @typedef {Tally & { failures: string[], skips: string[] }} Result
 * @typedef {{ status: string, fullName: string, failureMessages?: string[], meta?: unknown }} Assertion
 * @typedef {{ name: string, status: string, message?: string, assertionResults: Assertion[] }} TestFile
 * @typedef {{ testResults: TestFile[] }} VitestReport
 */

const SKIPPED = new Set(["skipped", "pending", "todo", "disabled"]);

/**
 * Counts one vitest run. A run without a report has crashed and counts as one failed test; so does a
 * run that ended badly although every test of its report passed.
 *
 * @param {string} project
 * @param {VitestReport | undefined} report
 * @param {number} exitCode
 * @returns {Result}
 */
export function resultOfVitest(project, report, exitCode) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const failures = [
    ...tests.filter(({ status }) => status === "failed").map(failureOf),
    ...files.filter(failedAsAWhole).map(({ name, message }) => `${name}: ${firstLine(message)}`),
  ];
  if (failures.length === 0 && (!report || exitCode !== 0)) {
    failures.push(`${project}: the test runner ended with ${exitCode}${report ? "" : " and left no report"}`);
  }
  const skips = tests.filter(({ status }) => SKIPPED.has(status)).map(({ fullName }) => fullName);
  const passed = tests.filter(({ status }) => status === "passed").length;
  return { passed, failed: failures.length, skipped: skips.length, failures, skips };
}

/** The name with the reason: of a long run often only the end is kept. @param {Assertion} test */
function failureOf({ fullName, failureMessages = [] }) {
  const [message] = failureMessages;
  return message === undefined ? fullName : `${fullName}: ${firstLine(message)}`;
}

/** A file that could not even be loaded. @param {TestFile} file */
function failedAsAWhole({ status, assertionResults }) {
  return status === "failed" && !assertionResults.some((one) => one.status === "failed");
}

/** Without the colours and the code frame. @param {string} [message] */
function firstLine(message) {
  return stripVTControlCharacters(message ?? "").split("\n")[0] || "did not run";
}

/** @param {string} name @param {boolean} held @returns {Result} */
export function resultOfStep(name, held) {
  return { passed: held ? 1 : 0, failed: held ? 0 : 1, skipped: 0, failures: held ? [] : [name], skips: [] };
}

/** What is not run here counts as one skipped test, by its reason. @param {string} reason @returns {Result} */
export function resultOfSkip(reason) {
  return { passed: 0, failed: 0, skipped: 1, failures: [], skips: [reason] };
}

/** @param {Result[]} results @returns {Result} */
export function sum(results) {
  const add = (/** @type {keyof Tally} */ key) => results.reduce((total, result) => total + result[key], 0);
  return {
    passed: add("passed"),
    failed: add("failed"),
    skipped: add("skipped"),
    failures: results.flatMap(({ failures }) => failures),
    skips: results.flatMap(({ skips }) => skips),
  };
}

/** The last line of a run. @param {Tally} tally */
export function closingLine({ passed, failed, skipped }) {
  const line = `tests: ${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}

/**
 * Joins counters that several test files kept: lists are united, numbers added, objects joined by key;
 * of anything else the later stands.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @returns {unknown}
 */
export function mergeCounters(one, other) {
  if (one === undefined) return normalised(other);
  if (Array.isArray(one) && Array.isArray(other)) return united([...one, ...other]);
  if (typeof one === "number" && typeof other === "number") return one + other;
  if (!isRecord(one) || !isRecord(other)) return normalised(other);
  const merged = { ...one };
  for (const [key, value] of Object.entries(other)) merged[key] = mergeCounters(merged[key], value);
  return merged;
}

const VECTOR_PLACES = ["vectorsChip", "vectorsServer", "vectorsClient"];

/**
 * The published vectors that held everywhere: in the chip, the server and the client.
 *
 * @param {Record<string, unknown>} counters
 * @returns {Record<string, unknown>}
 */
export function withVectors(counters) {
  const { vectorsChipClient = [], ...rest } = counters;
  const lists = VECTOR_PLACES.map((place) => {
    const list = Array.isArray(rest[place]) ? rest[place] : [];
    delete rest[place];
    return place === "vectorsClient" && Array.isArray(vectorsChipClient)
      ? [...list, ...vectorsChipClient]
      : list;
  });
  const [first = [], ...others] = lists;
  return { ...rest, vectors: united(first.filter((name) => others.every((list) => list.includes(name)))) };
}

const CODES_OF = /^storeErrorCodes([A-Z]\w*)$/u;

/**
 * The codes of the services' tables that were seen handled, each kept by its own tests, as one list.
 *
 * @param {Record<string, unknown>} counters
 * @returns {Record<string, unknown>}
 */
export function withStoreCodes(counters) {
  const rest = { ...counters };
  /** @type {unknown[]} */
  const codes = [];
  for (const [name, list] of Object.entries(counters)) {
    const service = CODES_OF.exec(name)?.[1];
    if (service === undefined || !Array.isArray(list)) continue;
    delete rest[name];
    codes.push(...list.map((code) => `${service.toLowerCase()}: ${code}`));
  }
  return codes.length === 0 ? rest : { ...rest, storeErrorCodes: united(codes) };
}

/** A list is a set in a report, also when one file alone wrote it. @param {unknown} value @returns {unknown} */
function normalised(value) {
  if (Array.isArray(value)) return united(value);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, normalised(inner)]));
}

/** @param {unknown[]} values */
function united(values) {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
