/**
 * The names under which values are kept: 15 bytes of an HMAC as 20 characters, the longest the
 * service takes. They reveal nothing and can be made again from what the index says. No state here.
 */
import { concat, fromHex, toBase64Url, uint64, utf8 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";

/** The two places of the root, written in turn. */
export type Slot = 0 | 1;

/** Bytes of the HMAC that make a name. */
const nameBytes = 15;

const rootInfo = utf8("tapvault/1/kvs/root");
const pageInfo = utf8("tapvault/1/kvs/page");
const objectInfo = utf8("tapvault/1/kvs/object");

/** A run of chunks of a sealed entry. */
export interface ObjectRun {
  /** 32 hex characters. */
  readonly id: string;
  readonly revision: number;
  /** Tells runs of the same revision apart, 0 to 255: what is in use is never written over. */
  readonly placement: number;
}

/** A run of chunks of an index page. `tag` is random, 1 to 2^32 - 1. */
export interface PageRun {
  readonly bits: number;
  readonly bucket: number;
  readonly tag: number;
}

/** Makes names of 20 characters; `chunk` counts from 0. */
export interface KvsNames {
  root(slot: Slot, chunk: number): string;
  page(run: PageRun, chunk: number): string;
  object(run: ObjectRun, chunk: number): string;
}

const uint32 = (value: number): Uint8Array => uint64(value).subarray(4);

/** Names under a 32-byte key. */
export const createKvsNames = (crypto: Crypto, nameKey: Uint8Array): KvsNames => {
  const name = (...parts: readonly Uint8Array[]): string =>
    toBase64Url(crypto.hmac(nameKey, concat(...parts)).subarray(0, nameBytes));
  return {
    root: (slot, chunk) => name(rootInfo, Uint8Array.of(slot), uint32(chunk)),
    page: (run, chunk) =>
      name(pageInfo, Uint8Array.of(run.bits), uint32(run.bucket), uint32(run.tag), uint32(chunk)),
    object: (run, chunk) =>
      name(objectInfo, fromHex(run.id), uint64(run.revision), Uint8Array.of(run.placement), uint32(chunk)),
  };
};

/** The names of a whole run, in order. */
export const namesOfRun = (count: number, nameOf: (chunk: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, chunk) => nameOf(chunk));
