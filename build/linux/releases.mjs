/**
 * The releases that a package tells about, from CHANGELOG.md as changesets writes it. A release without a
 * date is left out, but for the one that is packaged now.
 */
// @ts-check
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../paths.mjs";

/** @typedef {{ version: string, epoch: number, changes: string[] }} Release latest first; epoch in seconds */

/** Without the commit that changesets begins a change with. @param {string} line */
const changeOf = (line) => line.replace(/^[-*] (?:[0-9a-f]{7,40}: )?/u, "").trim();

/** @param {string} text of one version, without its heading */
function changesIn(text) {
  /** @type {string[]} */
  const changes = [];
  for (const line of text.split("\n")) {
    if (/^[-*] /u.test(line)) changes.push(changeOf(line));
    else if (/^ {2,}\S/u.test(line) && changes.length > 0) changes.push(`${changes.pop()} ${line.trim()}`);
  }
  return changes;
}

/** @param {string} heading */
function dateIn(heading) {
  const date = /\d{4}-\d{2}-\d{2}/u.exec(heading)?.[0];
  return date === undefined ? undefined : Date.parse(`${date}T00:00:00Z`) / 1000;
}

/**
 * @param {string} changelog the text of CHANGELOG.md, empty where there is none
 * @param {{ version: string, epoch: number }} current
 * @returns {Release[]}
 */
export function releasesOf(changelog, current) {
  const told = changelog
    .split(/^## /mu)
    .slice(1)
    .flatMap((section) => {
      const [heading = "", ...rest] = section.split("\n");
      const version = /\d+\.\d+\.\d+[\w.-]*/u.exec(heading)?.[0] ?? "";
      const epoch = version === current.version ? current.epoch : dateIn(heading);
      return epoch === undefined || version === ""
        ? []
        : [{ version, epoch, changes: changesIn(rest.join("\n")) }];
    });
  return told.some(({ version }) => version === current.version)
    ? told
    : [{ ...current, changes: [] }, ...told];
}

/** @param {{ version: string, epoch: number }} current */
export function releases(current) {
  const file = join(ROOT, "CHANGELOG.md");
  return releasesOf(existsSync(file) ? readFileSync(file, "utf8") : "", current);
}
