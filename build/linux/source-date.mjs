/**
 * The one moment that every file of a package is dated with, so that the same source gives the same bytes
 * whenever and wherever it is built (reproducible-builds.org, SOURCE_DATE_EPOCH).
 */
// @ts-check
import { ROOT } from "../paths.mjs";
import { capture } from "../processes.mjs";

/** Archives with DOS dates cannot hold anything older than this, the start of 1980. */
const OLDEST = 315_532_800;

/**
 * In seconds since 1970: what the environment says, or the date of the last commit, or a fixed one where
 * there is no history.
 *
 * @param {{ env?: NodeJS.ProcessEnv, folder?: string }} [options]
 */
export async function sourceDate({ env = process.env, folder = ROOT } = {}) {
  const given = env["SOURCE_DATE_EPOCH"];
  if (given !== undefined && /^\d+$/u.test(given)) return Number(given);
  const { code, stdout } = await capture("git", ["log", "-1", "--format=%ct"], { cwd: folder });
  const seconds = Number(stdout.trim());
  return code === 0 && seconds > 0 ? seconds : OLDEST;
}
