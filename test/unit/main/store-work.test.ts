/** Checking and mending a store against the vault's own file, and taking all copies away. */
import { beforeEach, describe, expect, it } from "vitest";
import { verifyStore } from "#main/stores/store-work.ts";
import type { RemoteStore } from "#contract/views.ts";
import type { Store } from "#stores/store.port.ts";
import type { EntryService } from "#vault/entries.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import { draft, entriesOf, never, titlesOf } from "#test/support/entry-bench.ts";
import type { FakeKvs } from "#test/support/fake-kvs.ts";
import { createFakeKvs } from "#test/support/fake-kvs.ts";
import { createKvsComputer } from "#test/support/kvs-computer.ts";
import { createMemoryValues, createValuesBackend } from "#test/support/memory-values.ts";
import { createNamedComputer } from "#test/support/named-computer.ts";
import { codeOf } from "#test/support/outcomes.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";

const clean = { checked: 0, equal: 0, missing: 0, different: 0, damaged: 0, foreign: 0, repaired: 0 };

let bench: VaultBench;
let vault: Vault;
let entries: EntryService;
let ids: string[];

beforeEach(async () => {
  bench = createVaultBench();
  vault = (await bench.create()).vault;
  entries = entriesOf(vault);
  ids = ["one", "two", "three"].map((title) => must(entries.save(null, draft(title))).entryId);
});

const verify = (remote: Store, repair: boolean, store: RemoteStore = "kvs") =>
  verifyStore({ store, remote, local: bench.store, entries, now: () => bench.clock.now() }, repair, {
    signal: never(),
    progress: () => undefined,
  });

const copyOf = (id: string): string => {
  const copy = must(bench.store.copies(id)).find(({ store }) => store === "kvs");
  return `${copy?.state ?? "none"} ${copy?.errorCode ?? ""}`.trim();
};

describe("a check", () => {
  it("notes how each copy was found, and after a repair that it is kept", async () => {
    const remote = createNamedComputer(createMemoryValues(createValuesBackend()));
    expect(must(await verify(remote, false))).toEqual({ store: "kvs", ...clean, checked: 3, missing: 3 });
    expect(ids.map(copyOf)).toEqual(ids.map(() => "failed store.rolled-back"));
    expect(must(await verify(remote, true))).toMatchObject({ missing: 3, repaired: 3 });
    expect(ids.map(copyOf)).toEqual(ids.map(() => "kept"));
    expect(must(await verify(remote, false))).toMatchObject({ checked: 3, equal: 3 });
  });

  it("brings back what this computer lost, but not what waits to be removed there", async () => {
    const remote = createNamedComputer(createMemoryValues(createValuesBackend()));
    must(await verify(remote, true));
    const [one = "", two = ""] = ids;
    must(entries.remove(one));
    must(entries.remove(two));
    must(entries.purge(two));
    must(bench.store.commit([{ op: "copies-forgotten", store: "kvs" }]));
    must(bench.store.commit([{ op: "outbox", store: "kvs", entryId: one, revision: 1, action: "delete" }]));
    expect(must(await verify(remote, true))).toMatchObject({ checked: 2, foreign: 1, repaired: 1 });
    expect(titlesOf(vault, {})).toEqual(["three", "two"]);
  });
});

describe("KVS", () => {
  let kvs: FakeKvs;
  beforeEach(() => {
    kvs = createFakeKvs();
  });

  it("that was put back to an older state is told so, and made anew by a repair", async () => {
    const computer = createKvsComputer(kvs.client);
    must(await verify(computer.store, true));
    const yesterday = kvs.snapshot();
    must(entries.save(ids[0] ?? null, draft("one, changed")));
    must(await verify(computer.store, true));
    kvs.restore(yesterday);
    expect(codeOf(await verify(computer.store, false))).toBe("store.rolled-back");
    expect(must(await verify(computer.store, true))).toMatchObject({ checked: 3, equal: 3 });
    const fresh = createKvsComputer(kvs.client).store;
    expect(must(await verify(fresh, false))).toMatchObject({ checked: 3, equal: 3, foreign: 0 });
  });

  it("that lost everything is made anew by a repair", async () => {
    const computer = createKvsComputer(kvs.client);
    must(await verify(computer.store, true));
    kvs.values.clear();
    expect(codeOf(await verify(computer.store, false))).toBe("store.rolled-back");
    must(await verify(computer.store, true));
    expect(must(await verify(createKvsComputer(kvs.client).store, false))).toMatchObject({ equal: 3 });
  });

  it("whose index is damaged is made anew by a repair, and what it still shows is taken over first", async () => {
    for (let n = 0; n < 60; n++) ids.push(must(entries.save(null, draft(`entry ${n}`))).entryId);
    must(await verify(createKvsComputer(kvs.client).store, true));
    const before = kvs.snapshot();
    // A page of the index is what a new computer cannot do without.
    for (const [name, value] of before) {
      if (value === "") continue;
      kvs.values.set(name, "hello");
      const survey = await createKvsComputer(kvs.client).store.survey(never());
      if (survey.ok && survey.value.damagedPages === 1 && survey.value.objects.length > 30) break;
      kvs.restore(before);
    }
    // Twenty are only there; a few of them were on that page.
    for (const id of ids.slice(0, 20)) {
      must(entries.remove(id));
      must(entries.purge(id));
    }
    must(bench.store.commit([{ op: "copies-forgotten", store: "kvs" }]));
    const fresh = createKvsComputer(kvs.client).store;
    expect(codeOf(await fresh.list(never()))).toBe("cipher.tampered");
    must(await verify(fresh, true));
    const { total } = entries.overview();
    expect(total).toBeGreaterThan(43);
    const found = must(await verify(createKvsComputer(kvs.client).store, false));
    expect(found).toEqual({ store: "kvs", ...clean, checked: total, equal: total });
  });
});
