import { createMemoryBackend, createMemoryStore } from "#stores/memory-store.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import type { KvsComputer } from "#test/support/kvs-computer.ts";
import { createKvsComputer } from "#test/support/kvs-computer.ts";
import { startKvsSandbox } from "#test/support/kvs-sandbox.ts";
import { storeSuite } from "./store.suite.ts";

storeSuite(
  "memory",
  () => {
    const backend = createMemoryBackend();
    return Promise.resolve({
      open: () => createMemoryStore(backend),
      dispose: () => Promise.resolve(),
    });
  },
  { largest: 200_000, hasSessions: false },
);

storeSuite(
  "KVS over a service in memory",
  () => {
    const kvs = createFakeKvs();
    let isOver = false;
    const open = (): KvsComputer["store"] =>
      createKvsComputer(kvs.client, {
        session: () => !isOver,
      }).store;
    return Promise.resolve({
      open,
      expireAt: (request) => {
        kvs.reset();
        kvs.before = (index) => {
          if (index >= request) isOver = true;
          return Promise.resolve();
        };
        kvs.fault = () => (isOver ? { kind: "expired" } : null);
        return Promise.resolve();
      },
      renew: () => {
        isOver = false;
        kvs.reset();
        return Promise.resolve();
      },
      dispose: () => Promise.resolve(),
    });
  },
  { largest: 20_000, hasSessions: true },
);

storeSuite("KVS over the sandbox's HTTP server", startKvsSandbox, {
  largest: 20_000,
  hasSessions: true,
});
