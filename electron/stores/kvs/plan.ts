/**
 * From changes to the next index: which of them clash, which values are to be written, what falls out
 * of use. Pure but for the randomness of page tags and seals; nothing is sent.
 */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { StoredObject, StoreError } from "#stores/store.port.ts";
import { checkBytes, chunkCount, maxChunks, toValues } from "./chunks.ts";
import type { KvsPair } from "./kvs-client.port.ts";
import { lookup, lostChanges } from "./kvs-context.ts";
import type { KvsContext } from "./kvs-context.ts";
import { allRecords, bitsFor, bucketOf, emptyManifest, emptyPage, encodePage } from "./manifest.ts";
import type { Bucket, Manifest, ObjectRecord, PageRef } from "./manifest.ts";
import type { ObjectRun, PageRun } from "./names.ts";
import { pageId } from "./refresh.ts";
import type { Garbage, RecentChange } from "./remembered.ts";
import { createByteReader } from "./varint.ts";

/** What the caller wants of one object; null deletes it. */
export interface Change {
  readonly id: string;
  readonly object: StoredObject | null;
}

/** An object to be written. */
export interface Upload {
  readonly record: ObjectRecord;
  readonly pairs: readonly KvsPair[];
}

/** The next state of the service. */
export interface Plan {
  readonly refused: ReadonlyMap<string, StoreError>;
  readonly uploads: readonly Upload[];
  readonly made: readonly RecentChange[];
  readonly manifest: Manifest;
  readonly pagePairs: readonly KvsPair[];
  /** In use now and no longer in use afterwards. */
  readonly dropped: readonly Garbage[];
  /** Not in use now: to be cleared if the plan is not carried out. */
  readonly added: readonly Garbage[];
}

const placements = 256;
const maxBefore = 4;

const writeRecord = (
  object: StoredObject,
  current: ObjectRecord | undefined,
  isUnseen: boolean,
): Result<ObjectRecord, StoreError> => {
  const chunks = chunkCount(object.blob.length + checkBytes);
  const { id, revision } = object;
  if (chunks > maxChunks) return fail("store.value-too-long", { bytes: object.blob.length });
  if (current === undefined)
    return isUnseen ? fail("store.conflict") : ok({ id, revision, chunks, placement: 0 });
  if (revision < current.revision) return fail("store.conflict", { present: current.revision });
  const isSame = revision === current.revision;
  if (!isSame && isUnseen) return fail("store.conflict", { present: current.revision });
  return ok({ id, revision, chunks, placement: isSame ? (current.placement + 1) % placements : 0 });
};

/** The record that a change leads to; null when there is nothing to do. */
const recordAfter = (context: KvsContext, change: Change): Result<ObjectRecord | null, StoreError> => {
  const current = lookup(context, change.id);
  const isUnseen = context.known().unseen.has(change.id);
  if (current === "damaged") return fail("cipher.tampered");
  if (change.object !== null) return writeRecord(change.object, current, isUnseen);
  if (current === undefined || current.chunks === 0) return ok(null);
  return isUnseen ? fail("store.conflict", { present: current.revision }) : ok({ ...current, chunks: 0 });
};

const uploadOf = (context: KvsContext, record: ObjectRecord, blob: Uint8Array): Upload => ({
  record,
  pairs: context.chunks
    .values(record, blob)
    .map((value, chunk) => ({ key: context.names.object(record, chunk), value })),
});

/** The buckets with records put in; the same array entries where nothing changed. */
const bucketsWith = (
  context: KvsContext,
  manifest: Manifest,
  records: readonly ObjectRecord[],
  bits: number,
): readonly Bucket[] => {
  const isRegrouped = bits !== manifest.bits;
  const buckets: Bucket[] = isRegrouped ? [...emptyManifest(0, bits).buckets] : [...manifest.buckets];
  const copied = new Map<number, Map<string, ObjectRecord>>();
  const all = isRegrouped ? [...allRecords(manifest).values(), ...records] : records;
  for (const record of all) {
    const at = bucketOf(context.hashOf(record.id), bits);
    const bucket = copied.get(at) ?? new Map(buckets[at] ?? []);
    copied.set(at, bucket.set(record.id, record));
    buckets[at] = bucket;
  }
  return buckets;
};

const newTag = (context: KvsContext, former: number): number => {
  const tag = createByteReader(context.crypto.randomBytes(4)).uint(4);
  return tag === 0 || tag === former ? newTag(context, former) : tag;
};

interface Pages {
  readonly refs: readonly PageRef[];
  readonly pairs: readonly KvsPair[];
  readonly added: readonly Garbage[];
}

/** Seals every page whose bucket is another than before. */
const sealPages = (
  context: KvsContext,
  before: Manifest,
  buckets: readonly Bucket[],
  bits: number,
): Pages => {
  const pairs: KvsPair[] = [];
  const added: Garbage[] = [];
  const refs = buckets.map((records, bucket): PageRef => {
    const former = before.bits === bits ? (before.pages[bucket] ?? emptyPage) : emptyPage;
    const isKept = before.bits === bits && records === before.buckets[bucket];
    if (isKept || records === null || records.size === 0) return former;
    const run: PageRun = { bits, bucket, tag: newTag(context, former.tag) };
    const blob = context.cipher.seal("manifest-page", pageId(run), run.tag, encodePage(records.values()));
    const values = toValues(blob);
    pairs.push(...values.map((value, chunk) => ({ key: context.names.page(run, chunk), value })));
    added.push({ kind: "page", run, chunks: values.length });
    return { tag: run.tag, chunks: values.length };
  });
  return { refs, pairs, added };
};

const objectGarbage = (records: readonly (ObjectRecord | null | undefined)[]): readonly Garbage[] =>
  records.flatMap((record) =>
    record !== null && record !== undefined && record.chunks > 0 ? [{ kind: "object", record }] : [],
  );

/** Pages of one index that the other does not name. */
const pagesDropped = (before: Manifest, after: Manifest): readonly Garbage[] =>
  before.pages.flatMap((page, bucket): readonly Garbage[] => {
    const isKept = before.bits === after.bits && after.pages[bucket]?.tag === page.tag;
    if (isKept || page.chunks === 0) return [];
    return [{ kind: "page", run: { bits: before.bits, bucket, tag: page.tag }, chunks: page.chunks }];
  });

const countOf = (manifest: Manifest): number =>
  manifest.buckets.reduce((sum, bucket) => sum + (bucket?.size ?? 0), 0);

const bitsAfter = (manifest: Manifest, added: number): number => {
  const bits = Math.max(manifest.bits, bitsFor(countOf(manifest) + added));
  return manifest.buckets.includes(null) ? manifest.bits : bits;
};

/** What becomes of each change. */
interface Judged {
  readonly refused: Map<string, StoreError>;
  readonly uploads: Upload[];
  readonly made: RecentChange[];
}

/** The former states of an object, as far as a change made here may have to be put back over them. */
const statesBefore = (context: KvsContext, id: string): readonly (ObjectRecord | null)[] => {
  const current = lookup(context, id);
  const earlier = context.known().recent.find((change) => change.record.id === id)?.before ?? [];
  return [current === "damaged" ? null : (current ?? null), ...earlier].slice(0, maxBefore);
};

const judgeChanges = (context: KvsContext, changes: readonly Change[]): Judged => {
  const judged: Judged = { refused: new Map(), uploads: [], made: [] };
  for (const change of changes) {
    const after = recordAfter(context, change);
    if (!after.ok) judged.refused.set(change.id, after.error);
    else if (after.value !== null) {
      judged.made.push({ record: after.value, before: statesBefore(context, change.id) });
      if (change.object !== null) judged.uploads.push(uploadOf(context, after.value, change.object.blob));
    }
  }
  return judged;
};

/**
 * Plans changes on top of what is known, together with lost changes that are put back. `toCome` is
 * how many further new objects will follow, so that the pages are sized once.
 */
export const planChanges = (context: KvsContext, changes: readonly Change[], toCome: number): Plan => {
  const { manifest } = context.known();
  const { refused, uploads, made } = judgeChanges(context, changes);
  const ids = new Set(made.map((change) => change.record.id));
  const all = [...made, ...lostChanges(context).filter((change) => !ids.has(change.record.id))];
  const added = made.filter((change) => change.before[0] === null).length;
  const bits = bitsAfter(manifest, added + toCome);
  const buckets = bucketsWith(
    context,
    manifest,
    all.map((change) => change.record),
    bits,
  );
  const pages = sealPages(context, manifest, buckets, bits);
  const next: Manifest = { epoch: manifest.epoch + 1, bits, pages: pages.refs, buckets };
  return {
    refused,
    uploads,
    made,
    manifest: next,
    pagePairs: pages.pairs,
    dropped: [...objectGarbage(all.map((change) => change.before[0])), ...pagesDropped(manifest, next)],
    added: [...objectGarbage(uploads.map((upload) => upload.record)), ...pages.added],
  };
};

/** A placement that the run does not have. */
const otherPlacement = (context: KvsContext, run: ObjectRun | undefined): number => {
  const [random = 0] = context.crypto.randomBytes(1);
  return run?.placement === random ? (random + 1) % placements : random;
};

/** Plans everything anew: exactly these objects, above every epoch seen, over nothing that is in use. */
export const planRewrite = (context: KvsContext, objects: readonly StoredObject[]): Plan => {
  const { manifest, highestEpoch } = context.known();
  const known = allRecords(manifest);
  const uploads = objects.map((object): Upload => {
    const chunks = chunkCount(object.blob.length + checkBytes);
    const placement = otherPlacement(context, known.get(object.id));
    return uploadOf(context, { id: object.id, revision: object.revision, chunks, placement }, object.blob);
  });
  const records = uploads.map((upload) => upload.record);
  const bits = bitsFor(records.length);
  const empty = emptyManifest(Math.max(highestEpoch, manifest.epoch), bits);
  const buckets = bucketsWith(context, empty, records, bits);
  const pages = sealPages(context, empty, buckets, bits);
  const next: Manifest = { epoch: empty.epoch + 1, bits, pages: pages.refs, buckets };
  return {
    refused: new Map(),
    uploads,
    made: records.map((record) => ({ record, before: [] })),
    manifest: next,
    pagePairs: pages.pairs,
    dropped: [...objectGarbage([...known.values()]), ...pagesDropped(manifest, next)],
    added: [...objectGarbage(records), ...pages.added],
  };
};
