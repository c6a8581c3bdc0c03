/**
 * What every npm script begins with: provides on a fresh clone whatever the script needs, says one line
 * for each thing it had to do, and costs next to nothing when all is there.
 */
// @ts-check
import { SetupError } from "./say.mjs";

const OLDEST_NODE = [20, 19];

/**
 * @typedef {import("./system-packages.mjs").Group} Group
 * @typedef {"modules" | "electron" | `system:${Group}`} Need
 */

/**
 * Whether a Node version is new enough.
 *
 * @param {string} version as `process.versions.node` has it
 */
export function nodeIsRecent(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/**
 * Provides what is needed or ends the script with one sentence; what is optional is provided where that
 * takes nobody's help, and only mentioned otherwise.
 *
 * @param {{ need: Need[], optional?: Need[] }} wishes
 * @returns {Promise<{ complete: boolean }>} whether the optional things are there too
 */
export async function ensure({ need, optional = [] }) {
  if (!nodeIsRecent(process.versions.node)) {
    throw new SetupError(
      `Node ${OLDEST_NODE.join(".")} or newer is needed; this is ${process.versions.node}.`,
    );
  }
  const [needed, wished] = [groupsIn(need), groupsIn(optional)];
  let complete = true;
  if (needed.length + wished.length > 0) {
    const { ensureSystem } = await import("./system-packages.mjs");
    complete = await ensureSystem({ need: needed, optional: wished });
  }
  if (need.includes("modules") || need.includes("electron")) {
    const { ensureModules } = await import("./modules.mjs");
    await ensureModules();
  }
  if (need.includes("electron")) {
    const { ensureElectron } = await import("./electron-runtime.mjs");
    await ensureElectron();
  }
  return { complete };
}

/** @param {Need[]} needs */
function groupsIn(needs) {
  return needs.flatMap((need) => (need.startsWith("system:") ? [/** @type {Group} */ (need.slice(7))] : []));
}
