/**
 * The form in which a text is asked about without telling it (contract 3.3): SHA-512 of its UTF-8 bytes
 * as 128 small hexadecimal characters. No salt: it hides a value from a casual look only.
 */
import type { Hash } from "./hash.port.ts";

/** SHA-512 as 128 small hexadecimal characters. Only `hashText` makes one. */
export type TextHash = string & { readonly __brand: "TextHash" };

const hashPattern = /^[0-9a-f]{128}$/;
const hashLikePattern = /^[0-9a-f]{32,}$/i;

const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Hashes a text as it stands. */
export const hashText = (hash: Hash, text: string): TextHash =>
  toHex(hash.sha512(new TextEncoder().encode(text))) as TextHash;

/** Whether this is what by-hash takes: the last look before something is sent. */
export const isTextHash = (text: string): text is TextHash => hashPattern.test(text);

/** Whether somebody gave a hash, of whatever kind, in the place of a text: 32 hexadecimal characters or more. */
export const looksHashed = (text: string): boolean => hashLikePattern.test(text.trim());
