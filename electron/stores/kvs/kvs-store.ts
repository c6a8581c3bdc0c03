/**
 * VivoKey KVS behind the Store port: an index, chunks, two roots and epochs over a service that knows
 * only short names and short values. Calls are made one after the other. Layout: docs/formats.md.
 */
import { fail } from "#contract/errors.ts";
import type { Log } from "#contract/log.port.ts";
import { err, ok } from "#contract/result.ts";
import type { Result } from "#contract/result.ts";
import type { ObjectOutcome, Store, StoredObject, StoreError } from "#stores/store.port.ts";
import { createTurns } from "#stores/turns.ts";
import { utf8 } from "#vault/bytes.ts";
import type { Crypto } from "#vault/crypto.port.ts";
import { checkBytes, chunkCount, createObjectChunks, maxChunks } from "./chunks.ts";
import { commitGroup, commitRewrite } from "./commit.ts";
import { clearing, unusedOf } from "./garbage.ts";
import type { KvsClient } from "./kvs-client.port.ts";
import { lookup, lostChanges } from "./kvs-context.ts";
import type { KvsContext } from "./kvs-context.ts";
import type { KvsMemory } from "./kvs-memory.port.ts";
import { createKvsRequests } from "./kvs-requests.ts";
import type { KvsSession, KvsSettings } from "./kvs-requests.ts";
import { allRecords, bucketHash } from "./manifest.ts";
import { createKvsNames } from "./names.ts";
import type { ObjectCipher } from "./object-cipher.port.ts";
import type { Change } from "./plan.ts";
import { readObjects } from "./read-objects.ts";
import { findSlot, refresh } from "./refresh.ts";
import { createRememberedEncoder, decodeRemembered, nothingRemembered } from "./remembered.ts";
import type { Remembered } from "./remembered.ts";

/** What the store is made of. Both keys 32 bytes; they are used as long as the store is. */
export interface KvsStoreParts {
  readonly client: KvsClient;
  readonly session: KvsSession;
  readonly keys: { readonly name: Uint8Array; readonly manifest: Uint8Array };
  readonly cipher: ObjectCipher;
  readonly crypto: Crypto;
  readonly memory: KvsMemory;
  readonly log: Log;
  readonly settings: KvsSettings;
}

/** What the service holds as far as its index opens. */
export interface KvsSurvey {
  readonly epoch: number;
  readonly objects: readonly { readonly id: string; readonly revision: number }[];
  /** Pages of the index that do not open; their objects are not among `objects`. */
  readonly damagedPages: number;
}

/** The Store port and what only this service needs. */
export interface KvsStore extends Store {
  list(signal: AbortSignal): ReturnType<NonNullable<Store["list"]>>;
  /** As list, but tells what can be told when pages are damaged. */
  survey(signal: AbortSignal): Promise<Result<KvsSurvey, StoreError>>;
  /** Replaces everything by these objects at a higher epoch: the way out of roll-back and damaged pages. */
  rewrite(objects: readonly StoredObject[], signal: AbortSignal): Promise<Result<void, StoreError>>;
  /** Clears at once what is no longer used; how many values were cleared. */
  sweep(signal: AbortSignal): Promise<Result<number, StoreError>>;
  /**
   * Keeps a value under a visible name for other programs of the same developer account; "" forgets it.
   * Over 20 bytes of UTF-8: store.name-too-long; over 256: store.value-too-long. Never cut.
   */
  publish(name: string, value: string, signal: AbortSignal): Promise<Result<void, StoreError>>;
}

const maxNameBytes = 20;
const maxValueBytes = 256;
/** Values of entries that one commit carries at most: what was sent before a session ended is kept. */
const valuesPerCommit = 512;
const blindChanges = 8;

const recall = (memory: KvsMemory, log: Log): Remembered => {
  const bytes = memory.load();
  const state = bytes === null ? nothingRemembered : decodeRemembered(bytes);
  if (state === null) log.warn("kvs.memory-unreadable");
  return state ?? nothingRemembered;
};

const createContext = (parts: KvsStoreParts): KvsContext => {
  const { crypto, keys, memory, log, settings, cipher } = parts;
  const hashes = new Map<string, number>();
  const encode = createRememberedEncoder();
  let state = recall(memory, log);
  return {
    names: createKvsNames(crypto, keys.name),
    chunks: createObjectChunks(crypto, keys.manifest),
    cipher,
    crypto,
    requests: createKvsRequests(parts.client, parts.session, settings),
    settings,
    log,
    hashOf: (id) => {
      const hash = hashes.get(id) ?? bucketHash(crypto, keys.manifest, id);
      hashes.set(id, hash);
      return hash;
    },
    known: () => state,
    remember: (next) => {
      state = next;
      memory.save(encode(next));
    },
  };
};

const valuesOf = (change: Change): number =>
  change.object === null ? 0 : chunkCount(change.object.blob.length + checkBytes);

/** Groups of a commit each, neighbours in the index together, so that each page is written once. */
const groupsOf = (context: KvsContext, changes: readonly Change[]): readonly (readonly Change[])[] => {
  const sorted = [...changes].sort((a, b) => context.hashOf(a.id) - context.hashOf(b.id));
  const groups: Change[][] = [];
  let values = Infinity;
  for (const change of sorted) {
    values += valuesOf(change);
    if (values > valuesPerCommit) {
      groups.push([]);
      values = valuesOf(change);
    }
    groups.at(-1)?.push(change);
  }
  return groups;
};

const isNew = (context: KvsContext, change: Change): boolean =>
  change.object !== null && lookup(context, change.id) === undefined;

const makeChanges = async (
  context: KvsContext,
  changes: readonly Change[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Result<void, StoreError>>> => {
  const outcomes = new Map<string, Result<void, StoreError>>();
  let result: Result<void, StoreError> = ok(undefined);
  if (context.known().slot === null && changes.length > blindChanges) result = await refresh(context, signal);
  let toCome = changes.filter((change) => isNew(context, change)).length;
  for (const group of groupsOf(context, changes)) {
    toCome -= group.filter((change) => isNew(context, change)).length;
    if (result.ok) result = await commitGroup(context, group, toCome, outcomes, signal);
    for (const { id } of group) if (!outcomes.has(id)) outcomes.set(id, result);
  }
  return outcomes;
};

/** Puts back what another computer overwrote unknowingly. A failure leaves it for the next call. */
const heal = async (context: KvsContext, signal: AbortSignal): Promise<void> => {
  if (lostChanges(context).length === 0) return;
  const healed = await commitGroup(context, [], 0, new Map(), signal);
  context.log.info("kvs.lost-changes-put-back", { isDone: healed.ok });
};

const writeMany = async (
  context: KvsContext,
  objects: readonly StoredObject[],
  signal: AbortSignal,
): Promise<readonly ObjectOutcome<void>[]> => {
  const chosen = new Map<string, StoredObject>();
  for (const object of objects)
    if (object.revision >= (chosen.get(object.id)?.revision ?? 0)) chosen.set(object.id, object);
  const changes = [...chosen.values()].map((object): Change => ({ id: object.id, object }));
  const outcomes = await makeChanges(context, changes, signal);
  return objects.map((object) => ({
    id: object.id,
    result:
      chosen.get(object.id) === object
        ? (outcomes.get(object.id) ?? fail("store.bad-reply"))
        : fail("store.conflict"),
  }));
};

const survey = async (context: KvsContext, signal: AbortSignal): Promise<Result<KvsSurvey, StoreError>> => {
  const refreshed = await refresh(context, signal);
  if (!refreshed.ok) return refreshed;
  await heal(context, signal);
  const { manifest } = context.known();
  const records = new Map(allRecords(manifest));
  for (const { record } of lostChanges(context)) records.set(record.id, record);
  return ok({
    epoch: manifest.epoch,
    objects: [...records.values()]
      .filter((record) => record.chunks > 0)
      .map(({ id, revision }) => ({ id, revision })),
    damagedPages: manifest.buckets.filter((bucket) => bucket === null).length,
  });
};

const rewrite = async (
  context: KvsContext,
  objects: readonly StoredObject[],
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  const tooLong = objects.find(({ blob }) => chunkCount(blob.length + checkBytes) > maxChunks);
  if (tooLong !== undefined) return fail("store.value-too-long", { bytes: tooLong.blob.length });
  const refreshed = await refresh(context, signal);
  if (!refreshed.ok) {
    const canReplace = ["store.rolled-back", "cipher.tampered"].includes(refreshed.error.code);
    const found = canReplace ? await findSlot(context, signal) : refreshed;
    if (!found.ok) return found;
  }
  return commitRewrite(context, objects, signal);
};

const sweep = async (context: KvsContext, signal: AbortSignal): Promise<Result<number, StoreError>> => {
  const refreshed = await refresh(context, signal);
  if (!refreshed.ok) return refreshed;
  const known = context.known();
  const { pairs } = clearing(context, unusedOf(context, known.garbage, [known.manifest]), Infinity);
  const stored = await context.requests.store(pairs, signal);
  if (!stored.ok) return stored;
  context.remember({ ...known, garbage: [] });
  return ok(pairs.length);
};

const publish = async (
  context: KvsContext,
  name: string,
  value: string,
  signal: AbortSignal,
): Promise<Result<void, StoreError>> => {
  const nameBytes = utf8(name).length;
  const valueBytes = utf8(value).length;
  if (nameBytes > maxNameBytes) return fail("store.name-too-long", { bytes: nameBytes });
  if (valueBytes > maxValueBytes) return fail("store.value-too-long", { bytes: valueBytes });
  if (nameBytes === 0) return fail("store.refused");
  const stored = await context.requests.store([{ key: name, value }], signal);
  if (!stored.ok) return stored;
  const back = await context.requests.read([name], signal);
  if (back.error !== null) return err(back.error);
  return back.values.get(name) === value ? ok(undefined) : fail("store.bad-reply");
};

/** Makes the store. It sends nothing until it is called. */
export const createKvsStore = (parts: KvsStoreParts): KvsStore => {
  const context = createContext(parts);
  const inTurn = createTurns();
  return {
    id: "kvs",
    capabilities: { list: true, delete: true, maxNameBytes, maxValueBytes, batch: 256 },
    readMany: (ids, signal) =>
      inTurn(async () => {
        const found = await readObjects(context, ids, signal);
        await heal(context, signal);
        return ids.map((id) => ({ id, result: found.get(id) ?? fail("cipher.tampered") }));
      }),
    writeMany: (objects, signal) => inTurn(() => writeMany(context, objects, signal)),
    deleteMany: (ids, signal) =>
      inTurn(async () => {
        const changes = [...new Set(ids)].map((id): Change => ({ id, object: null }));
        const outcomes = await makeChanges(context, changes, signal);
        return ids.map((id) => ({ id, result: outcomes.get(id) ?? fail("store.bad-reply") }));
      }),
    list: (signal) =>
      inTurn(async () => {
        const found = await survey(context, signal);
        if (!found.ok) return found;
        const { damagedPages, objects } = found.value;
        return damagedPages > 0 ? fail("cipher.tampered", { damagedPages }) : ok(objects);
      }),
    survey: (signal) => inTurn(() => survey(context, signal)),
    rewrite: (objects, signal) => inTurn(() => rewrite(context, objects, signal)),
    sweep: (signal) => inTurn(() => sweep(context, signal)),
    publish: (name, value, signal) => inTurn(() => publish(context, name, value, signal)),
  };
};
