/** Base64 with padding (RFC 4648, 4): values at HyperID are JSON texts (contract 5). Pure. */
import { fromBase64Url, toBase64Url } from "#vault/bytes.ts";

/** Text of bytes: 4 characters for each 3 begun. */
export const toBase64 = (bytes: Uint8Array): string => {
  const text = toBase64Url(bytes).replaceAll("-", "+").replaceAll("_", "/");
  return text.padEnd(Math.ceil(text.length / 4) * 4, "=");
};

const wellFormed = /^[A-Za-z0-9+/]*={0,2}$/;

/** Bytes of a text; null when it is not base64 with its padding. */
export const fromBase64 = (text: string): Uint8Array | null => {
  if (text.length % 4 !== 0 || !wellFormed.test(text)) return null;
  return fromBase64Url(text.replace(/=+$/, "").replaceAll("+", "-").replaceAll("/", "_"));
};

/** How many bytes fit into a text of `characters`. */
export const bytesWithin = (characters: number): number => Math.floor(characters / 4) * 3;
