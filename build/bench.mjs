/**
 * `npm run bench -- [--json FILE] [--only GROUP,…]`: every figure of the design with its baseline in the
 * same run, as one table with target and verdict. What a baseline needs and this computer lacks is said
 * in its row. All data is made in a temporary folder that goes at the end. Exit code 1 when a target is missed.
 */
// @ts-check
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { tableOf } from "./bench/table.mjs";
import { ensure } from "./bootstrap.mjs";
import { atEnd } from "./children.mjs";
import { ensureBuilt } from "./compile.mjs";
import { endWithParent } from "./parent.mjs";
import { SetupError, runScript, say, task } from "./say.mjs";

/**
 * One figure. `isMet` is null when there is no target or nothing to compare with.
 *
 * @typedef {object} Row
 * @property {string} figure
 * @property {number | null} value
 * @property {string} unit
 * @property {string} target
 * @property {string} baseline
 * @property {boolean | null} isMet
 * @property {string} [note]
 */

/** @typedef {(folder: string) => Promise<Row[]>} Group */

/** Each group is loaded only when it is run. @type {Record<string, () => Promise<Group>>} */
const GROUPS = {
  vault: async () => (await import("./bench/vault-rows.mjs")).vaultRows,
  kvs: async () => (await import("./bench/kvs-rows.mjs")).kvsRows,
  scan: async () => (await import("./bench/scan-rows.mjs")).scanRows,
  apdu: async () => (await import("./bench/apdu-rows.mjs")).apduRows,
  cli: async () => (await import("./bench/cli-rows.mjs")).cliRows,
  window: async () => (await import("./bench/window-rows.mjs")).windowRows,
};

endWithParent();
await runScript(async () => {
  const args = process.argv.slice(2);
  const groups = groupsIn(args);
  const file = valueOf(args, "--json");
  await ensure({
    need: ["system:electron", "modules", "electron"],
    optional: ["system:screen", "system:pcsc", "system:bench"],
  });
  await ensureBuilt();
  const { buildPrograms } = await import("./bench/programs.mjs");
  await task("Building the bench", buildPrograms);
  const rows = await inFolder((folder) => runGroups(groups, folder));
  process.stdout.write(`\n${tableOf(rows)}\n`);
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(reportOf(rows), null, 2)}\n`);
  return rows.some(({ isMet }) => isMet === false) ? 1 : 0;
});

/** @param {string[]} args @param {string} name */
function valueOf(args, name) {
  const at = args.indexOf(name);
  if (at < 0) return undefined;
  const value = args[at + 1];
  if (value === undefined || value.startsWith("--")) throw new SetupError(`${name} needs a value.`);
  return value;
}

/** @param {string[]} args @returns {string[]} */
function groupsIn(args) {
  const all = Object.keys(GROUPS);
  const wanted = valueOf(args, "--only")?.split(",") ?? all;
  const unknown = wanted.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new SetupError(`--only takes: ${all.join(", ")}; not ${unknown}.`);
  return wanted;
}

/** @param {string[]} groups @param {string} folder */
async function runGroups(groups, folder) {
  /** @type {Row[]} */
  const rows = [];
  for (const name of groups) {
    const run = await /** @type {() => Promise<Group>} */ (GROUPS[name])();
    rows.push(
      ...(await task(`Measuring: ${name}`, () => run(folder)).catch((error) => failedRow(name, error))),
    );
  }
  return rows;
}

/** A group that breaks off is a missed target; the others are still run. @param {string} name @param {unknown} error @returns {Row[]} */
function failedRow(name, error) {
  const message = error instanceof Error ? error.message : String(error);
  say(message);
  const note = message.split("\n")[0] ?? "";
  return [
    { figure: `${name}: broke off`, value: null, unit: "", target: "", baseline: "", isMet: false, note },
  ];
}

/** @template T @param {(folder: string) => Promise<T>} work @returns {Promise<T>} */
async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "tapvault-bench-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  const forget = atEnd({ now: remove });
  try {
    return await work(folder);
  } finally {
    remove();
    forget();
  }
}

/** @param {Row[]} rows */
function reportOf(rows) {
  const { node } = process.versions;
  const computer = { cpu: cpus()[0]?.model ?? "", cpus: cpus().length, platform: process.platform, node };
  return { at: new Date().toISOString(), computer, rows };
}
