/** Base64 with padding (RFC 4648, 4), in pieces over the platform's own functions, because values may have megabytes. Pure. */

const pieceBytes = 0x6000;
const wellFormed = /^[A-Za-z0-9+/]*={0,2}$/;

/** Text of bytes: 4 characters for each 3 begun. */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += pieceBytes)
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  return text;
};

/** Bytes of a text; null when it is not base64 with its padding. */
export const fromBase64 = (text: string): Uint8Array | null => {
  if (text.length % 4 !== 0 || !wellFormed.test(text)) return null;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
};

/** How many bytes fit into a text of `characters`. */
export const bytesWithin = (characters: number): number => Math.floor(characters / 4) * 3;
