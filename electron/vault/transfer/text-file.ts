/** Text of a file whose encoding nobody told: by its mark, else UTF-8, else UTF-16 by its zeros, else Windows' Latin. */

const decode = (encoding: string, bytes: Uint8Array): string =>
  // The mark itself is taken off by the decoder.
  new TextDecoder(encoding).decode(bytes);

const zerosAt = (bytes: Uint8Array, offset: 0 | 1): number => {
  let zeros = 0;
  const end = Math.min(bytes.length, 2_000);
  for (let at = offset; at < end; at += 2) if (bytes[at] === 0) zeros++;
  return zeros / Math.max(1, end / 2);
};

/** Decodes; never fails. */
export const decodeText = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode("utf-16le", bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode("utf-16be", bytes);
  if (zerosAt(bytes, 1) > 0.4) return decode("utf-16le", bytes);
  if (zerosAt(bytes, 0) > 0.4) return decode("utf-16be", bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return decode("windows-1252", bytes);
  }
};
