/** Sealed entries as another place has them, taken over into the vault. */
import { beforeEach, describe, expect, it } from "vitest";
import type { EntryService, SealedEntry } from "#vault/entries.port.ts";
import type { Vault } from "#vault/vault.port.ts";
import { draft, entriesOf, reopen, titlesOf } from "#test/support/entry-bench.ts";
import { codeOf } from "#test/support/outcomes.ts";
import type { VaultBench } from "#test/support/vault-bench.ts";
import { createVaultBench, must } from "#test/support/vault-bench.ts";

let bench: VaultBench;
let vault: Vault;
let entries: EntryService;

beforeEach(async () => {
  bench = createVaultBench();
  vault = (await bench.create()).vault;
  entries = entriesOf(vault);
});

/** The present revision as a service would keep it. */
const sealedOf = (id: string): SealedEntry => {
  const row = must(bench.store.entry(id));
  if (row === null) throw new Error("no such entry");
  return { id, revision: row.revision, blob: row.sealed };
};

const only = (objects: readonly SealedEntry[], at = 0): SealedEntry => {
  const object = objects[at];
  if (object === undefined) throw new Error("no such revision");
  return object;
};

/** An entry in so many revisions, each as a service would keep it; it is not in the vault any more. */
const elsewhere = (...titles: readonly string[]): readonly SealedEntry[] => {
  const revisions: SealedEntry[] = [];
  for (const title of titles) {
    const { entryId } = must(entries.save(revisions[0]?.id ?? null, draft(title)));
    revisions.push(sealedOf(entryId));
  }
  must(entries.remove(only(revisions).id));
  must(entries.purge(only(revisions).id));
  return revisions;
};

const pairOf = (objects: readonly SealedEntry[]): readonly [SealedEntry, SealedEntry] => [
  only(objects, 0),
  only(objects, 1),
];

const damage = ({ id, revision, blob }: SealedEntry): void => {
  must(bench.store.commit([{ op: "resealed", id, revision, sealed: blob.with(40, (blob[40] ?? 0) ^ 1) }]));
};

const historyOf = (id: string): readonly (string | null)[] =>
  must(entries.history(id)).map(({ title }) => title);

const waitingFor = (id: string): readonly string[] =>
  must(bench.store.outbox("kvs", Number.MAX_SAFE_INTEGER, 100))
    .filter(({ entryId }) => entryId === id)
    .map(({ action, revision }) => `${action} ${revision}`);

describe("an entry that is not here", () => {
  it("is taken over: shown, listed, found, and told to the other services", () => {
    const harbour = only(elsewhere("Harbour"));
    expect(titlesOf(vault, {})).toEqual([]);
    let changes = 0;
    entries.subscribe(() => (changes += 1));
    expect(entries.adopt([harbour])).toEqual({ ok: true, value: [harbour.id] });
    expect(must(entries.reveal(harbour.id, "password"))).toBe("of Harbour");
    expect([titlesOf(vault, {}), titlesOf(vault, {}, "harb")]).toEqual([["Harbour"], ["Harbour"]]);
    expect(waitingFor(harbour.id)).toEqual([`write ${harbour.revision}`]);
    expect(changes).toBe(1);
  });

  it("is there after the vault was closed, beside what is made later", async () => {
    const harbour = only(elsewhere("Harbour"));
    must(entries.adopt([harbour]));
    must(entries.save(null, draft("Later")));
    await reopen(bench, vault);
    expect(titlesOf(vault, {})).toEqual(["Harbour", "Later"]);
    expect(entriesOf(vault).overview().damaged).toBe(0);
    // Revisions go on above those that came from elsewhere.
    const saved = must(entriesOf(vault).save(harbour.id, draft("Harbour master")));
    expect(saved.revision).toBeGreaterThan(harbour.revision);
  });

  it("comes with many others in one transaction", () => {
    const objects = ["a", "b", "c"].flatMap((title) => elsewhere(title));
    expect(must(entries.adopt(objects))).toHaveLength(3);
    expect(must(bench.store.rowCounts()).entries).toBe(3);
    expect(titlesOf(vault, {})).toEqual(["a", "b", "c"]);
  });

  it("is taken over once where two revisions come in one call: the newer", () => {
    const [older, newer] = pairOf(elsewhere("Harbour", "Harbour master"));
    expect(must(entries.adopt([newer, older]))).toEqual([newer.id]);
    expect(titlesOf(vault, {})).toEqual(["Harbour master"]);
  });

  it("goes into the trash when that is where it is", () => {
    const { entryId } = must(entries.save(null, draft("Harbour")));
    must(entries.remove(entryId));
    const deleted = sealedOf(entryId);
    must(entries.purge(entryId));
    expect(must(entries.adopt([deleted]))).toEqual([entryId]);
    expect([titlesOf(vault, {}), titlesOf(vault, { scope: "trash" })]).toEqual([[], ["Harbour"]]);
    expect(waitingFor(entryId)).toEqual([`delete ${deleted.revision}`]);
  });
});

describe("an entry that is here", () => {
  it("gets a newer revision on top, and ours goes into the history", () => {
    const [older, newer] = pairOf(elsewhere("Harbour", "Harbour master"));
    must(entries.adopt([older]));
    expect(must(entries.adopt([newer]))).toEqual([newer.id]);
    expect(historyOf(newer.id)).toEqual(["Harbour master", "Harbour"]);
    expect(titlesOf(vault, {}, "master")).toEqual(["Harbour master"]);
    expect(waitingFor(newer.id)).toEqual([`write ${newer.revision}`]);
  });

  it("comes out of the trash with a newer revision from where it lives", () => {
    const { entryId } = must(entries.save(null, draft("Harbour")));
    must(entries.remove(entryId));
    const trashed = sealedOf(entryId);
    must(entries.undelete(entryId));
    const alive = sealedOf(entryId);
    must(entries.remove(entryId));
    must(entries.purge(entryId));
    must(entries.adopt([trashed]));
    expect(titlesOf(vault, {})).toEqual([]);
    expect(must(entries.adopt([alive]))).toEqual([entryId]);
    expect([titlesOf(vault, {}), titlesOf(vault, { scope: "trash" })]).toEqual([["Harbour"], []]);
  });

  it("stays as it is when what comes is older, or the same and ours opens", () => {
    const [older, newer] = pairOf(elsewhere("Harbour", "Harbour master"));
    must(entries.adopt([newer]));
    must(bench.store.commit([{ op: "copies-forgotten", store: "kvs" }]));
    const before = must(bench.store.entry(newer.id));
    expect(must(entries.adopt([older, newer]))).toEqual([]);
    expect(must(bench.store.entry(newer.id))).toEqual(before);
    expect([historyOf(newer.id), waitingFor(newer.id)]).toEqual([["Harbour master"], []]);
  });

  it("is mended by the same revision when ours does not open", async () => {
    const { entryId } = must(entries.save(null, draft("Harbour")));
    const good = sealedOf(entryId);
    damage(good);
    await reopen(bench, vault);
    entries = entriesOf(vault);
    expect(codeOf(entries.get(entryId))).toBe("entry.damaged");
    expect(must(entries.adopt([good]))).toEqual([entryId]);
    expect(must(entries.reveal(entryId, "password"))).toBe("of Harbour");
    expect([titlesOf(vault, {}), entries.overview().damaged]).toEqual([["Harbour"], 0]);
    expect(historyOf(entryId)).toEqual(["Harbour"]);
  });

  it("that is damaged gets a newer revision, and an older one is left", () => {
    const revisions = elsewhere("one", "two", "three");
    const [first, second] = pairOf(revisions);
    must(entries.adopt([second]));
    damage(second);
    expect(must(entries.adopt([first]))).toEqual([]);
    expect(must(entries.adopt([only(revisions, 2)]))).toEqual([second.id]);
    expect(titlesOf(vault, {})).toEqual(["three"]);
  });
});

describe("what is not an entry of this vault", () => {
  it("is left, without holding up what is", async () => {
    const [harbour, other] = [only(elsewhere("Harbour")), only(elsewhere("Other"))];
    const strangers = createVaultBench();
    const theirs = entriesOf((await strangers.create()).vault);
    const { entryId } = must(theirs.save(null, draft("Not ours")));
    const row = must(strangers.store.entry(entryId));
    const left: readonly SealedEntry[] = [
      { id: entryId, revision: row?.revision ?? 0, blob: row?.sealed ?? new Uint8Array(0) },
      { ...harbour, blob: other.blob },
      { ...harbour, revision: harbour.revision + 1 },
      { ...harbour, id: other.id },
      { ...harbour, blob: harbour.blob.subarray(0, -1) },
      { ...harbour, blob: harbour.blob.with(30, (harbour.blob[30] ?? 0) ^ 1) },
      { ...harbour, blob: new Uint8Array(0) },
      { ...harbour, blob: new TextEncoder().encode("<!doctype html>") },
    ];
    expect(must(entries.adopt(left))).toEqual([]);
    expect(must(bench.store.rowCounts()).entries).toBe(0);
    expect(left.map((object) => entries.opensAsEntry(object))).toEqual(left.map(() => false));
    expect(must(entries.adopt([...left, other]))).toEqual([other.id]);
    expect(entries.opensAsEntry(harbour)).toBe(true);
  });
});

describe("taking over", () => {
  it("works beside another program that changed the list meanwhile", async () => {
    const harbour = only(elsewhere("Harbour"));
    const second = bench.open();
    must(await second.unlockWithChip(bench.tap()));
    must(entriesOf(second).save(null, draft("Of the other program")));
    expect(must(entries.adopt([harbour]))).toEqual([harbour.id]);
    expect(titlesOf(vault, {})).toEqual(["Harbour", "Of the other program"]);
  });

  it("is refused by a locked vault", () => {
    const harbour = only(elsewhere("Harbour"));
    vault.lock();
    expect(codeOf(entries.adopt([harbour]))).toBe("vault.locked");
    expect(entries.opensAsEntry(harbour)).toBe(false);
  });
});
