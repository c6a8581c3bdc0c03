/** Brotli and gzip over node:zlib, off this thread, never longer than told. */
import { brotliDecompress, gunzip } from "node:zlib";
import type { BrotliOptions, ZlibOptions } from "node:zlib";
import { promisify } from "node:util";
import type { Compression } from "#stores/digime/digime-crypto.port.ts";

const unpackers: Readonly<
  Record<Compression, (bytes: Uint8Array, options: BrotliOptions & ZlibOptions) => Promise<Buffer>>
> = {
  brotli: promisify<Uint8Array, BrotliOptions, Buffer>(brotliDecompress),
  gzip: promisify<Uint8Array, ZlibOptions, Buffer>(gunzip),
};

/** Null when the bytes are malformed or would become longer than `maxBytes`. */
export const unpack = async (
  kind: Compression,
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array | null> => {
  try {
    return new Uint8Array(await unpackers[kind](bytes, { maxOutputLength: maxBytes }));
  } catch {
    return null;
  }
};
