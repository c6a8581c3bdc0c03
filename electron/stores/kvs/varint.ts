/** Numbers as bytes for the index: LEB128 varints and big-endian integers, read without exceptions. */

/** A number up to 2^35 - 1 as LEB128, 1 to 5 bytes. */
export const varint = (value: number): Uint8Array => {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
};

/** Reads from the front; past the end it gives zeros and is no longer intact. */
export interface ByteReader {
  left(): number;
  isIntact(): boolean;
  bytes(length: number): Uint8Array;
  /** Big-endian, at most 7 bytes. */
  uint(length: number): number;
  varint(): number;
}

/** A reader over bytes. */
export const createByteReader = (source: Uint8Array): ByteReader => {
  let at = 0;
  let isIntact = true;
  const bytes = (length: number): Uint8Array => {
    const part = new Uint8Array(length);
    part.set(source.subarray(at, at + length));
    if (at + length > source.length) isIntact = false;
    at = Math.min(source.length, at + length);
    return part;
  };
  const uint = (length: number): number => bytes(length).reduce((value, byte) => value * 256 + byte, 0);
  return {
    left: () => source.length - at,
    isIntact: () => isIntact,
    bytes,
    uint,
    varint: () => {
      let value = 0;
      for (let place = 0; place < 5; place++) {
        const byte = uint(1);
        value += (byte & 0x7f) * 0x80 ** place;
        if (byte < 0x80) return value;
      }
      isIntact = false;
      return 0;
    },
  };
};
