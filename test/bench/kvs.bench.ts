/** What the KVS store costs, counted: values and requests of one login, of one change among 1,000, of a first read. */
import { createNodeCrypto } from "#platform/node-crypto.ts";
import type { FakeKvs } from "#test/support/fake-kvs.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import { createKvsComputer, noAbort } from "#test/support/kvs-computer.ts";
import type { StoredObject } from "#stores/store.port.ts";
import { toHex } from "#vault/bytes.ts";
import { encodeEntry } from "#vault/entry-codec.ts";
import { kinds, sealObject } from "#vault/envelope.ts";
import { hand, need } from "./figures.ts";
import { sampleEntry } from "./sample-entries.ts";

const crypto = createNodeCrypto();
const vaultId = new Uint8Array(16).fill(7);
const key = new Uint8Array(32).fill(3);
const ids = Array.from({ length: 1001 }, () => toHex(crypto.randomBytes(16)));

/** A usual login, sealed as the vault seals it. */
const sealed = (number: number, revision: number): StoredObject => {
  const { type, title, tags, isFavourite, fields } = sampleEntry(number);
  const body = encodeEntry({
    type,
    title,
    tags,
    isFavourite,
    isDeleted: false,
    createdAt: 1_790_000_000_000,
    modifiedAt: 1_790_000_000_000,
    parent: null,
    merged: null,
    attachments: [],
    fields: fields.map((field) => ({ ...field, value: field.value ?? "" })),
  });
  const objectId = ids[number] ?? "";
  const binding = { vaultId, objectId, revision, kind: kinds.entry };
  return { id: objectId, revision, blob: sealObject(crypto, key, binding, body) };
};

const costs = (kvs: FakeKvs): Record<string, number> => ({
  values: kvs.written(),
  cleared: kvs.cleared(),
  writes: kvs.requests("store"),
  reads: kvs.requests("read"),
});

const kvs = createFakeKvs();
const { store } = createKvsComputer(kvs.client);
const thousand = Array.from({ length: 1000 }, (_, number) => sealed(number, 1));
for (const { result } of await store.writeMany(thousand, noAbort)) need(result);
const upload = costs(kvs);

kvs.reset();
for (const { result } of await store.writeMany([sealed(1000, 1)], noAbort)) need(result);
const login = { ...costs(kvs), blobBytes: sealed(1000, 1).blob.length };

const changes: Record<string, number>[] = [];
for (let number = 0; number < 1000; number++) {
  kvs.reset();
  for (const { result } of await store.writeMany([sealed(number, 2)], noAbort)) need(result);
  changes.push(costs(kvs));
}

kvs.reset();
const fresh = createKvsComputer(kvs.client);
const listed = need(await fresh.store.list(noAbort));
const read = await fresh.store.readMany(
  listed.map(({ id }) => id),
  noAbort,
);
for (const { result } of read) need(result);
const most = (name: string): number => Math.max(...changes.map((cost) => cost[name] ?? 0));
const mean = changes.reduce((sum, cost) => sum + (cost["values"] ?? 0), 0) / changes.length;
hand({
  upload,
  login: { ...login, payload: Math.ceil((login.blobBytes + 8) / 192) },
  change: {
    valuesMost: most("values"),
    valuesMean: mean,
    writesMost: most("writes"),
    readsMost: most("reads"),
  },
  firstRead: { requests: kvs.seen.length, objects: read.length },
});
