/**
 * Signs what a release offers to installed programs:
 *
 *   node build/sign-update.mjs --new-key publisher.pem
 *   node build/sign-update.mjs --key publisher.pem [--key older.pem] [--staging 10] [--notes new.txt] dist/
 *
 * A private key is given as a file, never on the command line. docs/updates.md says how to release.
 */
// @ts-check
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ensure } from "./bootstrap.mjs";
import { ROOT, isStarted } from "./paths.mjs";
import { SetupError, runScript, say } from "./say.mjs";
import { publisherKey } from "./updates/facts.mjs";

const USAGE =
  "Usage: node build/sign-update.mjs --key FILE [--key FILE] [--staging 1-100] [--notes FILE] [--release VERSION] FOLDER\n" +
  "       node build/sign-update.mjs --new-key FILE";

if (isStarted(import.meta.url)) await runScript(() => main(process.argv.slice(2)));

/** @param {string[]} argv */
async function main(argv) {
  const { values, positionals } = readArguments(argv);
  if (values["new-key"] !== undefined) return makeKey(values["new-key"]);
  const folder = positionals[0];
  if (folder === undefined || values.key === undefined) throw new SetupError(USAGE);
  await ensure({ need: ["modules"] });
  const { signReleases } = await import("./updates/release-files.mjs");
  const made = await signReleases({
    folder,
    version: values.release ?? ownVersion(),
    keys: values.key.map(readKey),
    ...(values.staging === undefined ? {} : { staging: percentage(values.staging) }),
    ...(values.notes === undefined ? {} : { notes: readFileSync(values.notes, "utf8") }),
  });
  say(`Signed: ${made.join(", ")}`);
}

/** @param {string[]} argv */
function readArguments(argv) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        key: { type: "string", multiple: true },
        "new-key": { type: "string" },
        staging: { type: "string" },
        notes: { type: "string" },
        release: { type: "string" },
      },
    });
  } catch {
    throw new SetupError(USAGE);
  }
}

/** @returns {string} */
function ownVersion() {
  return JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;
}

/** @param {string} text */
function percentage(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 100) throw new SetupError(USAGE);
  return value;
}

/** Makes a key pair; the private half is for its owner alone. @param {string} file */
function makeKey(file) {
  if (existsSync(file)) throw new SetupError(`${file} is there already; a key is never written over.`);
  const { privateKey } = generateKeyPairSync("ed25519");
  writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600, flag: "wx" });
  say(`The private key is in ${file}: keep it apart from the computer that serves the releases.`);
  process.stdout.write(`${publisherKey(privateKey)}\n`);
}

/** @param {string} file */
function readKey(file) {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    // Said below: nothing of a key's file belongs into a message.
  }
  throw new SetupError(`${file} is not a private Ed25519 key in PEM form.`);
}
