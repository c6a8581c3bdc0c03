/** What a Linux package brings along to be followed by a newer one: the script that root runs, and the words of the question for the password. */
// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @param {string} name */
const beside = (name) => readFileSync(join(import.meta.dirname, name), "utf8");

/**
 * @param {string} program the program's folder, from the root of the system
 * @returns {{ path: string, content: string, isProgram?: boolean }[]}
 */
export function updateFiles(program) {
  return [
    {
      path: `${program}/resources/install-update`,
      content: beside("install-update.sh"),
      isProgram: true,
    },
    {
      path: "usr/share/polkit-1/actions/org.tapvault.Tapvault.policy",
      content: beside("org.tapvault.Tapvault.policy"),
    },
  ];
}
