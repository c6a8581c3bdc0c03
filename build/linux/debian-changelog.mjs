/** The changelog as Debian's tools read it (apt-listchanges, dpkg-parsechangelog). */
// @ts-check
import { PACKAGE, manifest } from "./product.mjs";
import { wrapped } from "./wrapped.mjs";

/** As in an e-mail: Thu, 26 Nov 2026 20:41:00 +0000. @param {number} epoch */
const dateText = (epoch) => new Date(epoch * 1000).toUTCString().replace("GMT", "+0000");

/** @param {string} change */
const changeText = (change) => `  * ${wrapped(change, 74).replaceAll("\n", "\n    ")}`;

/**
 * @param {import("./releases.mjs").Release[]} releases
 * @param {(version: string) => string} versionOf how Debian writes a version
 */
export function debianChangelog(releases, versionOf = (version) => version) {
  const { maintainer } = manifest();
  return releases
    .map(({ version, epoch, changes }) => {
      const told = changes.length > 0 ? changes : [`Release ${version}.`];
      return [
        `${PACKAGE} (${versionOf(version)}) stable; urgency=medium`,
        told.map(changeText).join("\n"),
        ` -- ${maintainer}  ${dateText(epoch)}\n`,
      ].join("\n\n");
    })
    .join("\n");
}
