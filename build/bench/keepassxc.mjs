/** The baseline for the vault: the same 10,000 entries in KeePassXC's own command line, key derivation taken off. */
// @ts-check
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onPath } from "../processes.mjs";
import { run } from "./commands.mjs";
import { commandMs, median } from "./figures.mjs";

const PASSWORD = "pw\n";
/** Milliseconds of key derivation that the database is made with. */
const DERIVATION_MS = "100";
/** Qt must not look for a screen. */
const ENV = { QT_QPA_PLATFORM: "offscreen" };

/** @param {number} count */
function xmlOf(count) {
  const uuid = () => randomBytes(16).toString("base64");
  const entries = Array.from({ length: count }, (_, at) => {
    const fields = [
      ["Title", `entry-${String(at).padStart(5, "0")}`],
      ["UserName", `user${at}@example.org`],
      ["Password", randomBytes(15).toString("base64url")],
      ["URL", `https://s${at}.example.org`],
      ["Notes", randomBytes(75).toString("base64url")],
    ];
    const strings = fields.map(([key, value]) => `<String><Key>${key}</Key><Value>${value}</Value></String>`);
    return `<Entry><UUID>${uuid()}</UUID>${strings.join("")}</Entry>`;
  });
  return (
    '<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta><Generator>bench</Generator></Meta><Root><Group>' +
    `<UUID>${uuid()}</UUID><Name>Root</Name>${entries.join("")}</Group></Root></KeePassFile>`
  );
}

/** @param {string} folder @param {number} count */
async function make(folder, count) {
  const file = join(folder, `peer-${count}.kdbx`);
  const xml = `${file}.xml`;
  writeFileSync(xml, xmlOf(count));
  const args = ["import", "-t", DERIVATION_MS, "-p", xml, file];
  const { ms } = await run("keepassxc-cli", args, { input: PASSWORD + PASSWORD, env: ENV });
  return { file, importMs: ms };
}

/**
 * The times of the peer; null where it is not installed.
 *
 * @param {string} folder
 * @param {number} count
 */
export async function measureKeepassxc(folder, count) {
  if (!onPath("keepassxc-cli")) return null;
  const [large, small] = [await make(folder, count), await make(folder, 1)];
  const options = { input: PASSWORD, env: ENV };
  const ms = (/** @type {string[]} */ args) => commandMs("keepassxc-cli", args, { ...options, repeats: 5 });
  const overheadMs = await ms(["ls", "-q", small.file]);
  const lsMs = await ms(["ls", "-q", large.file]);
  const searchMs = await ms(["search", "-q", large.file, "entry-00042"]);
  const addMs = [];
  for (const name of ["one", "two", "three"]) {
    const added = await run("keepassxc-cli", ["add", "-q", large.file, name, "-u", "a"], options);
    addMs.push(added.ms);
  }
  return {
    lsMs: lsMs - overheadMs,
    searchMs: searchMs - overheadMs,
    addMs: median(addMs),
    importMs: large.importMs,
  };
}
