/** Packs a text as `gzip -9n` does: no name and no date in it, and the same bytes on every system. */
// @ts-check
import { gzipSync } from "node:zlib";

/** Where a gzip file says which system made it; 3 is Unix. */
const SYSTEM_BYTE = 9;

/** @param {string} text */
export function gzip(text) {
  const bytes = gzipSync(text, { level: 9 });
  bytes[SYSTEM_BYTE] = 3;
  return bytes;
}
