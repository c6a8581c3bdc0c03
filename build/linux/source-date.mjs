/**
 * The one moment that every file of a package is dated with, so that the same source gives the same bytes
 * whenever and wherever it is built (reproducible-builds.org, SOURCE_DATE_EPOCH).
 */
// @ts-check
import { dirname } from "node:path";
import { ROOT } from "../paths.mjs";
import { capture } from "../processes.mjs";
import { SetupError } from "../say.mjs";

/** Archives with DOS dates cannot hold anything older than this, the start of 1980. */
const OLDEST = 315_532_800;
/** The end of the year 9999; what is later has no date of four figures. */
const LATEST = 253_402_300_799;

/**
 * In seconds since 1970: what the environment says, or the date of the last commit, or a fixed one where
 * there is no history.
 *
 * @param {{ env?: NodeJS.ProcessEnv, folder?: string }} [options]
 */
export async function sourceDate({ env = process.env, folder = ROOT } = {}) {
  const given = env["SOURCE_DATE_EPOCH"];
  if (given) return dateFrom(given);
  // Sources unpacked into another project's clone must not take that one's date, and a clone that belongs to
  // another user (in a container, say) has a date all the same.
  const args = ["-c", `safe.directory=${folder}`, "log", "-1", "--format=%ct"];
  const gitEnv = { ...process.env, GIT_CEILING_DIRECTORIES: dirname(folder) };
  const { code, stdout } = await capture("git", args, { cwd: folder, env: gitEnv });
  const seconds = Number(stdout.trim());
  return code === 0 && seconds > 0 ? seconds : OLDEST;
}

/** What cannot be read is refused, as its specification asks: a guess would be another date each time. @param {string} given */
function dateFrom(given) {
  const seconds = Number(given);
  if (/^\d+$/u.test(given) && seconds <= LATEST) return seconds;
  throw new SetupError(`SOURCE_DATE_EPOCH must be the seconds since 1970, in digits; it is "${given}".`);
}
