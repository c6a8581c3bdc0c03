import { openLibsqlStore } from "#platform/libsql-store.ts";
import { createLocalObjects } from "#stores/local-objects.ts";
import { createMemoryBackend, createMemoryStore } from "#stores/memory-store.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import type { KvsComputer } from "#test/support/kvs-computer.ts";
import { createKvsComputer } from "#test/support/kvs-computer.ts";
import { startKvsSandbox } from "#test/support/kvs-sandbox.ts";
import { createMemoryValues, createValuesBackend } from "#test/support/memory-values.ts";
import { createNamedComputer } from "#test/support/named-computer.ts";
import { silentLog } from "#test/support/silent-log.ts";
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
  { largest: 200_000, hasSessions: false, conforms: "memory" },
);

storeSuite(
  "local",
  () => {
    const opened = openLibsqlStore({ file: ":memory:", log: silentLog });
    if (!opened.ok) throw new Error(opened.error.code);
    return Promise.resolve({
      open: () => createLocalObjects(opened.value),
      dispose: () => {
        opened.value.dispose();
        return Promise.resolve();
      },
    });
  },
  { largest: 200_000, hasSessions: false, conforms: "local" },
);

storeSuite(
  "named values in memory",
  () => {
    const values = createMemoryValues(createValuesBackend());
    return Promise.resolve({
      open: () => createNamedComputer(values),
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
  conforms: "kvs",
});
