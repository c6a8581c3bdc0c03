/**
 * The scripts that dpkg and rpm run around an installation. Each is one file on the target system, so the
 * shared part is joined to it here.
 */
// @ts-check
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** @typedef {"postinst" | "prerm" | "postrm"} DebianScript */

/** @param {string} name */
const part = (name) => readFileSync(join(import.meta.dirname, "scripts", `${name}.sh`), "utf8");

/** A whole script for dpkg. @param {DebianScript} name */
export const debianScript = (name) => `#!/bin/sh\nset -e\n\n${part("shared")}\n${part(name)}`;

/** The body of a scriptlet for rpm, which brings its own shell. @param {"post" | "postun"} name */
export const redhatScript = (name) => `${part("shared")}\n${part(`rpm-${name}`)}`;
