/**
 * CBOR (RFC 8949) as the vault uses it: arrays, integers, text, byte strings, null and booleans
 * only, no records, no shared structures, nothing evaluated. It must only read bytes that an
 * envelope has vouched for.
 */
import { Encoder } from "cbor-x/index-no-eval";

const codec = new Encoder({
  useRecords: false,
  mapsAsObjects: false,
  variableMapSize: true,
  tagUint8Array: false,
  pack: false,
  structuredClone: false,
});

/** A value that these formats are made of. */
export type CborValue = string | number | boolean | null | Uint8Array | readonly CborValue[];

/** Encodes a value; lengths are the shortest possible. */
export const encodeCbor = (value: CborValue): Uint8Array => new Uint8Array(codec.encode(value));

/** Decodes one value; undefined when the bytes are not one whole CBOR item. */
export const decodeCbor = (bytes: Uint8Array): unknown => {
  try {
    return codec.decode(bytes) as unknown;
  } catch {
    return undefined;
  }
};
