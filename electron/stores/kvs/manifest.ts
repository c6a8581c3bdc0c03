/**
 * The index of what the service holds: objects in pages by a hash of their id, and a root that names
 * the pages. Values here are immutable; a change makes a new manifest. Nothing is sealed or sent here.
 */
import { concat, fromHex, toHex, uint64, utf8 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import type { ObjectRun } from "./names.ts";
import { createByteReader, varint } from "./varint.ts";

/** One object as the index lists it; `chunks` 0 means deleted. */
export interface ObjectRecord extends ObjectRun {
  readonly chunks: number;
}

/** Where a page is; `chunks` 0 means that the bucket is empty. */
export interface PageRef {
  readonly tag: number;
  readonly chunks: number;
}

/** The objects of one bucket by id; null when the page does not open and is not known otherwise. */
export type Bucket = ReadonlyMap<string, ObjectRecord> | null;

/** The index at one epoch, with 2^bits pages. Epoch 0: nothing was ever written. */
export interface Manifest {
  readonly epoch: number;
  readonly bits: number;
  readonly pages: readonly PageRef[];
  readonly buckets: readonly Bucket[];
}

const rootFormat = 1;
const revisionBytes = 7;
const usualRecords = 16;
const hashBits = 16;
const maxBits = 13;
const bucketInfo = utf8("tapvault/1/kvs/bucket");

/** A bucket that was never written. */
export const emptyPage: PageRef = { tag: 0, chunks: 0 };

/** A manifest without objects. */
export const emptyManifest = (epoch: number, bits: number): Manifest => ({
  epoch,
  bits,
  pages: Array.from({ length: 2 ** bits }, () => emptyPage),
  buckets: Array.from({ length: 2 ** bits }, () => new Map<string, ObjectRecord>()),
});

/**
 * How many bits the buckets need: about 16 records a page, more from 1,024 on, where a larger root
 * would cost more than larger pages save.
 */
export const bitsFor = (records: number): number => {
  let bits = 0;
  while (bits < maxBits && records > 2 ** bits * Math.max(usualRecords, 2 ** bits / 4)) bits++;
  return bits;
};

/** Sixteen bits of a keyed hash of an id; its leading bits are the bucket. */
export const bucketHash = (crypto: Crypto, key: Uint8Array, id: string): number => {
  const mac = crypto.hmac(key, concat(bucketInfo, fromHex(id)));
  return ((mac[0] ?? 0) << 8) | (mac[1] ?? 0);
};

/** The bucket of a hash among 2^bits. */
export const bucketOf = (hash: number, bits: number): number => hash >> (hashBits - bits);

/** Whether two runs have the same names. */
export const isSameRun = (a: ObjectRun, b: ObjectRun): boolean =>
  a.id === b.id && a.revision === b.revision && a.placement === b.placement;

/** Whether two records say the same, or are both absent. */
export const isSameRecord = (a: ObjectRecord | undefined, b: ObjectRecord | undefined): boolean =>
  a === undefined || b === undefined ? a === b : isSameRun(a, b) && a.chunks === b.chunks;

/** Every record of the buckets that are known. */
export const allRecords = (manifest: Manifest): ReadonlyMap<string, ObjectRecord> =>
  new Map(manifest.buckets.flatMap((bucket) => [...(bucket ?? [])]));

/** A record: id 16 bytes, revision 7 bytes, varint of chunks x 2 + 1 if a placement byte follows. */
export const encodeRecord = (record: ObjectRecord): Uint8Array =>
  concat(
    fromHex(record.id),
    uint64(record.revision).subarray(8 - revisionBytes),
    varint(record.chunks * 2 + (record.placement === 0 ? 0 : 1)),
    record.placement === 0 ? new Uint8Array(0) : Uint8Array.of(record.placement),
  );

/** The plaintext of a page: its records one after the other. */
export const encodePage = (records: Iterable<ObjectRecord>): Uint8Array =>
  concat(...Array.from(records, encodeRecord));

/** The records of a page by id; null when the bytes are not a page. */
export const decodePage = (bytes: Uint8Array): ReadonlyMap<string, ObjectRecord> | null => {
  const reader = createByteReader(bytes);
  const records = new Map<string, ObjectRecord>();
  while (reader.left() > 0) {
    const id = toHex(reader.bytes(16));
    const revision = reader.uint(revisionBytes);
    const length = reader.varint();
    const placement = length % 2 === 1 ? reader.uint(1) : 0;
    records.set(id, { id, revision, placement, chunks: Math.floor(length / 2) });
  }
  return reader.isIntact() ? records : null;
};

/** The plaintext of a root: format, bits, then for each page a varint of its chunks and its 4-byte tag. */
export const encodeRoot = (bits: number, pages: readonly PageRef[]): Uint8Array =>
  concat(
    Uint8Array.of(rootFormat, bits),
    ...pages.map((page) =>
      page.chunks === 0 ? varint(0) : concat(varint(page.chunks), uint64(page.tag).subarray(4)),
    ),
  );

/** Bits and pages of a root; null when the bytes are not a root of this format. */
export const decodeRoot = (
  bytes: Uint8Array,
): { readonly bits: number; readonly pages: readonly PageRef[] } | null => {
  const reader = createByteReader(bytes);
  const format = reader.uint(1);
  const bits = reader.uint(1);
  if (format !== rootFormat || bits > maxBits) return null;
  const pages = Array.from({ length: 2 ** bits }, (): PageRef => {
    const chunks = reader.varint();
    return chunks === 0 ? emptyPage : { chunks, tag: reader.uint(4) };
  });
  return reader.isIntact() && reader.left() === 0 ? { bits, pages } : null;
};
