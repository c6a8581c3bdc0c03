/** Small sums for the bench: middle values, wall-clock times of commands, and rows with a verdict. */
// @ts-check
import { run } from "./commands.mjs";

/** @param {number[]} values @param {number} share */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** @param {number[]} values */
export const median = (values) => percentile(values, 0.5);

/** How often something is measured whose middle value counts. */
export const REPEATS = 7;

/**
 * The middle of the wall-clock times of a command; a command that fails ends the group.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ input?: string, repeats?: number, env?: NodeJS.ProcessEnv }} [options]
 */
export async function commandMs(command, args, { repeats = REPEATS, ...options } = {}) {
  const times = [];
  for (let at = 0; at <= repeats; at++) {
    const { ms } = await run(command, args, options);
    // The first run warms the page cache, for the baseline and for us alike.
    if (at > 0) times.push(ms);
  }
  return median(times);
}

/** A number as the table shows it. @param {number} value */
export const short = (value) => {
  if (!Number.isFinite(value)) return "-";
  return Math.abs(value) >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toPrecision(3);
};

/**
 * A figure that must not be above a limit; no limit, no verdict.
 *
 * @param {string} figure
 * @param {number} value
 * @param {string} unit
 * @param {{ limit: number | null, why?: string, baseline?: string, note?: string }} judged
 * @returns {import("../bench.mjs").Row}
 */
export function rowOf(figure, value, unit, { limit, why = "", baseline = "-", note }) {
  const target = limit === null ? why : `≤ ${short(limit)} ${unit}${why === "" ? "" : ` (${why})`}`;
  const isMet = limit === null ? null : value <= limit;
  return { figure, value, unit, target, baseline, isMet, ...(note !== undefined && { note }) };
}

/** What stands where a baseline cannot be measured here. @param {string} what */
export const noBaseline = (what) => `baseline not available (${what})`;
