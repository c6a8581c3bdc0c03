/**
 * What this computer knows of the service, as one immutable value, and its bytes for the next run:
 * a CBOR array, version first. Bytes that do not decode count as nothing remembered.
 */
import { decodeCbor, encodeCbor } from "#vault/cbor.ts";
import type { CborValue } from "#vault/cbor.ts";
import { decodePage, decodeRoot, emptyManifest, encodePage, encodeRecord, encodeRoot } from "./manifest.ts";
import type { Bucket, Manifest, ObjectRecord } from "./manifest.ts";
import type { PageRun, Slot } from "./names.ts";

/** A run of chunks that nothing names any more; it is cleared when the root that dropped it is in place. */
export type Garbage =
  | { readonly kind: "object"; readonly record: ObjectRecord }
  | { readonly kind: "page"; readonly run: PageRun; readonly chunks: number };

/**
 * A change made here lately. A root of another computer that still shows one of `before` was made
 * without knowing of it, so the change is made again.
 */
export interface RecentChange {
  readonly record: ObjectRecord;
  readonly before: readonly (ObjectRecord | null)[];
}

/** What is known of the service. */
export interface Remembered {
  /** The highest epoch ever seen; a lower one is a roll-back. */
  readonly highestEpoch: number;
  /** Where the root of `manifest` is; null before the first. */
  readonly slot: Slot | null;
  /** The first values of both slots as last seen: when they are the same, nobody wrote since. */
  readonly marks: readonly [string, string];
  readonly manifest: Manifest;
  /** Ids that another computer changed and the caller has not read since. */
  readonly unseen: ReadonlySet<string>;
  readonly recent: readonly RecentChange[];
  readonly garbage: readonly Garbage[];
  /** Whether the slots must be read before anything else: the writing of a root ended in doubt. */
  readonly isUncertain: boolean;
  /** What that root would have listed; when it turns up, it is our own. */
  readonly doubtful: readonly ObjectRecord[];
}

const version = 1;

/** Nothing known yet. */
export const nothingRemembered: Remembered = {
  highestEpoch: 0,
  slot: null,
  marks: ["", ""],
  manifest: emptyManifest(0, 0),
  unseen: new Set(),
  recent: [],
  garbage: [],
  isUncertain: false,
  doubtful: [],
};

const encodeGarbage = (item: Garbage): CborValue =>
  item.kind === "object"
    ? [0, encodeRecord(item.record)]
    : [1, item.run.bits, item.run.bucket, item.run.tag, item.chunks];

const encodeChange = (change: RecentChange): CborValue => [
  encodeRecord(change.record),
  change.before.map((record) => (record === null ? null : encodeRecord(record))),
];

/** Makes the bytes of what is known. It keeps the bytes of pages that did not change since the last time. */
export const createRememberedEncoder = (): ((state: Remembered) => Uint8Array) => {
  const encoded = new WeakMap<NonNullable<Bucket>, Uint8Array>();
  const encodeBucket = (bucket: Bucket): Uint8Array | null => {
    if (bucket === null) return null;
    const bytes = encoded.get(bucket) ?? encodePage(bucket.values());
    encoded.set(bucket, bytes);
    return bytes;
  };
  return (state) =>
    encodeCbor([
      version,
      state.highestEpoch,
      state.slot,
      state.marks,
      state.manifest.epoch,
      encodeRoot(state.manifest.bits, state.manifest.pages),
      state.manifest.buckets.map(encodeBucket),
      [...state.unseen],
      state.recent.map(encodeChange),
      state.garbage.map(encodeGarbage),
      state.isUncertain,
      state.doubtful.map(encodeRecord),
    ]);
};

const list = (value: unknown): readonly unknown[] => {
  if (!Array.isArray(value)) throw new TypeError("not a list");
  return value as readonly unknown[];
};

const number = (value: unknown): number => {
  if (typeof value !== "number") throw new TypeError("not a number");
  return value;
};

const text = (value: unknown): string => {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
};

const page = (value: unknown): ReadonlyMap<string, ObjectRecord> => {
  const records = value instanceof Uint8Array ? decodePage(value) : null;
  if (records === null) throw new TypeError("not a page");
  return records;
};

const record = (value: unknown): ObjectRecord => {
  const [only] = page(value).values();
  if (only === undefined) throw new TypeError("not a record");
  return only;
};

const slotOf = (value: unknown): Slot | null => {
  if (value === null || value === 0 || value === 1) return value;
  throw new TypeError("not a slot");
};

const garbageOf = (value: unknown): Garbage => {
  const [kind, first, bucket, tag, chunks] = list(value);
  if (kind === 0) return { kind: "object", record: record(first) };
  const run = { bits: number(first), bucket: number(bucket), tag: number(tag) };
  return { kind: "page", run, chunks: number(chunks) };
};

const changeOf = (value: unknown): RecentChange => {
  const [made, before] = list(value);
  return {
    record: record(made),
    before: list(before).map((item) => (item === null ? null : record(item))),
  };
};

const manifestOf = (epoch: unknown, root: unknown, buckets: unknown): Manifest => {
  const head = root instanceof Uint8Array ? decodeRoot(root) : null;
  const pages = list(buckets).map((bucket): Bucket => (bucket === null ? null : page(bucket)));
  if (head?.pages.length !== pages.length) throw new TypeError("not a manifest");
  return { epoch: number(epoch), bits: head.bits, pages: head.pages, buckets: pages };
};

const decodeParts = (parts: readonly unknown[]): Remembered => {
  const [form, highest, slot, marks, epoch, root, buckets, unseen, recent, garbage, isUncertain, doubtful] =
    parts;
  if (form !== version) throw new TypeError("another version");
  const [first, second] = list(marks);
  return {
    highestEpoch: number(highest),
    slot: slotOf(slot),
    marks: [text(first), text(second)],
    manifest: manifestOf(epoch, root, buckets),
    unseen: new Set(list(unseen).map(text)),
    recent: list(recent).map(changeOf),
    garbage: list(garbage).map(garbageOf),
    isUncertain: isUncertain !== false,
    doubtful: list(doubtful).map(record),
  };
};

/** What the bytes say; null when they are not what the encoder made. */
export const decodeRemembered = (bytes: Uint8Array): Remembered | null => {
  try {
    return decodeParts(list(decodeCbor(bytes)));
  } catch {
    return null;
  }
};
