/** A KVS store as a computer has it: real crypto, real envelope, its own memory, a session that can end. */
import { fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { KvsClient } from "#stores/kvs/kvs-client.port.ts";
import { createKvsStore } from "#stores/kvs/kvs-store.ts";
import type { KvsStore } from "#stores/kvs/kvs-store.ts";
import type { ObjectCipher } from "#stores/kvs/object-cipher.port.ts";
import type { Store, StoredObject } from "#stores/store.port.ts";
import { toHex } from "#vault/bytes.ts";
import type { Binding } from "#vault/envelope.ts";
import { kinds, openObject, sealObject } from "#vault/envelope.ts";
import { silentLog } from "./silent-log.ts";

const crypto = createNodeCrypto();
const vaultId = new Uint8Array(16).fill(7);

/** The keys of the one vault that all computers of a test share. */
export const testKeys = {
  name: new Uint8Array(32).fill(1),
  manifest: new Uint8Array(32).fill(2),
} as const;

const kindOf = { "manifest-root": kinds.manifestRoot, "manifest-page": kinds.manifestPage } as const;

const bindingOf = (kind: keyof typeof kindOf, id: Uint8Array, revision: number): Binding => ({
  vaultId,
  objectId: toHex(id),
  revision,
  kind: kindOf[kind],
});

/** The cipher of the app, over the envelope. */
export const testCipher: ObjectCipher = {
  seal: (kind, id, revision, plaintext) =>
    sealObject(crypto, testKeys.manifest, bindingOf(kind, id, revision), plaintext),
  open: (kind, id, revision, blob) =>
    openObject(crypto, testKeys.manifest, bindingOf(kind, id, revision), blob),
};

/** One computer. */
export interface KvsComputer {
  readonly store: KvsStore;
  /** What the computer keeps between runs; null before the first save. */
  memory(): Uint8Array | null;
  /** The same computer after the program ended and began again. */
  restart(): KvsComputer;
}

/** The challenge that computers use unless given another. */
export const testChallenge = "0123456789abcdef0123456789abcdef";

/** A computer; with `memory` one that has been at the service before. */
export const createKvsComputer = (
  client: KvsClient,
  options: {
    readonly memory?: Uint8Array | null;
    readonly challenge?: () => string;
    /** Whether the session still holds, in the computer's own eyes. */
    readonly session?: () => boolean;
    readonly cipher?: ObjectCipher;
    readonly settings?: { readonly namesPerRequest: number; readonly pairsPerRequest: number };
  } = {},
): KvsComputer => {
  let kept = options.memory ?? null;
  const challenge = options.challenge ?? (() => testChallenge);
  const isOpen = options.session ?? (() => true);
  const store = createKvsStore({
    client,
    session: () => (isOpen() ? ok(challenge()) : fail("session.expired")),
    keys: testKeys,
    cipher: options.cipher ?? testCipher,
    crypto,
    memory: {
      load: () => kept,
      save: (bytes) => (kept = bytes.slice()),
    },
    log: silentLog,
    settings: options.settings ?? { namesPerRequest: 256, pairsPerRequest: 64 },
  });
  return {
    store,
    memory: () => kept,
    restart: () => createKvsComputer(client, { ...options, memory: kept }),
  };
};

/** An object of a number: its id is a hash, its blob differs with the revision. */
export const testObject = (number: number, revision = 1, bytes = 270): StoredObject => {
  const id = toHex(crypto.sha256(Uint8Array.of(number >> 16, number >> 8, number)).subarray(0, 16));
  const blob = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at++) blob[at] = (number * 31 + revision * 7 + at) & 0xff;
  return { id, revision, blob };
};

/** Objects numbered from 0. */
export const testObjects = (count: number, revision = 1, bytes = 270): readonly StoredObject[] =>
  Array.from({ length: count }, (_, number) => testObject(number, revision, bytes));

/** A signal that nobody aborts. */
export const noAbort = new AbortController().signal;

/** Reads; the object, null, or the code of what went wrong. */
export const readFrom = async (store: Store, ids: readonly string[]): Promise<readonly unknown[]> =>
  (await store.readMany(ids, noAbort)).map(({ result }) => (result.ok ? result.value : result.error.code));

/** Writes; "ok" or the code of what went wrong. */
export const writeTo = async (
  store: Store,
  ...objects: readonly StoredObject[]
): Promise<readonly string[]> =>
  (await store.writeMany(objects, noAbort)).map(({ result }) => (result.ok ? "ok" : result.error.code));

/** The ids of objects. */
export const idsOf = (objects: readonly StoredObject[]): readonly string[] => objects.map(({ id }) => id);
