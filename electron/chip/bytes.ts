/**
 * Small, strict helpers for bytes. Hex exists only at the edges (services, settings, logs); inside,
 * everything is Uint8Array. Nothing here knows what the bytes mean.
 */

/** Parses hex strictly: an even number of digits and nothing else. Null when it is not that. */
export const fromHex = (hex: string): Uint8Array | null => {
  if (hex.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) return null;
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return bytes;
};

/** Parses a hex constant of this program; throws on a typing mistake, so never use it on input. */
export const hexConstant = (hex: string): Uint8Array => {
  const bytes = fromHex(hex.replaceAll(" ", ""));
  if (bytes === null) throw new Error("malformed hex constant");
  return bytes;
};

/** Writes bytes as lower-case hex. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Joins parts into fresh bytes. */
export const concatBytes = (...parts: readonly Uint8Array[]): Uint8Array => {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
};

/** Whether both hold the same bytes. Not constant-time: never compare secrets with it. */
export const equalBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);

/** Whether `bytes` begins with `prefix`. */
export const startsWith = (bytes: Uint8Array, prefix: Uint8Array): boolean =>
  bytes.length >= prefix.length && equalBytes(bytes.subarray(0, prefix.length), prefix);

/** A reversed copy. */
export const reverseBytes = (bytes: Uint8Array): Uint8Array => bytes.slice().reverse();

/** A copy rotated one byte to the left, as AuthenticateFirst wants it (contract 4.2). */
export const rotateLeft1 = (bytes: Uint8Array): Uint8Array =>
  bytes.length < 2 ? bytes.slice() : concatBytes(bytes.subarray(1), bytes.subarray(0, 1));
