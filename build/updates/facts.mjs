/**
 * What a release's signature says: the same bytes are made by the program (electron/main/updates/release-facts.ts),
 * and a test holds the two together. Ed25519 over the UTF-8 of one JSON array; docs/updates.md has an example.
 */
// @ts-check
import { createPublicKey, sign } from "node:crypto";

/** @typedef {{ url: string, sha512: string, size: number, blockMapSize?: number }} ReleasedFile */
/** @typedef {{ version: string, releaseDate: string, path: string, releaseNotes?: string, files: ReleasedFile[] }} ReleaseFacts */

/** The facts as one line. @param {ReleaseFacts} facts */
export function factsText({ version, releaseDate, path, releaseNotes = "", files }) {
  const listed = files.map(({ url, sha512, size }) => [url, sha512, size]);
  return JSON.stringify(["tapvault-release/1", version, releaseDate, path, releaseNotes, listed]);
}

/**
 * The signature of a release, in base64.
 *
 * @param {ReleaseFacts} facts
 * @param {import("node:crypto").KeyObject} privateKey
 */
export function signFacts(facts, privateKey) {
  return sign(null, Buffer.from(factsText(facts), "utf8"), privateKey).toString("base64");
}

/** The raw 32 bytes of the public half, in base64, as `publisherKeys` holds it. @param {import("node:crypto").KeyObject} privateKey */
export function publisherKey(privateKey) {
  const der = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return der.subarray(-32).toString("base64");
}
