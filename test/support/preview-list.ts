/** The entries screen's list in every state that deserves a look. */
import { appError, fail } from "#contract/errors.ts";
import type { CopyView } from "#contract/views.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { type FakeEntry, fakeEntry } from "./fake-entries.ts";
import { usedStores } from "./fake-store-views.ts";

const at = Date.UTC(2026, 2, 14);

const copies = (kvs: CopyView["state"]): CopyView[] => [
  { store: "local", state: "kept", at, error: null },
  { store: "kvs", state: kvs, at, error: kvs === "failed" ? appError("store.unreachable") : null },
];

/** A dozen to find things in: marks, emoji, a right-to-left title, a long one, and copies in every state. */
const findable: readonly FakeEntry[] = [
  fakeEntry(0, { title: "Café Noir", tags: ["food"], isFavourite: true }),
  fakeEntry(1, { title: "İstanbul Card", tags: ["travel"], type: "card" }),
  fakeEntry(2, { title: "Family 👨‍👩‍👧 album", tags: ["home", "two words"] }),
  fakeEntry(3, { title: "بنك القاهرة", tags: ["money"] }),
  fakeEntry(4, { title: "Straßenbahn Zürich", tags: ["travel"] }),
  fakeEntry(5, { title: "Bank of Birch", tags: ["money"], copies: copies("waiting") }),
  fakeEntry(6, { title: "Embankment Café", tags: ["food"], copies: copies("failed") }),
  fakeEntry(7, { title: "Notes on banking", tags: [], type: "note", copies: copies("kept") }),
  fakeEntry(8, { title: "In the trash", tags: ["money"], isDeleted: true, modifiedAt: Date.now() }),
  fakeEntry(9, { title: "In the trash too", tags: [], isDeleted: true, modifiedAt: Date.now() }),
];

const stores = usedStores({
  kvs: { copies: { kept: 8, waiting: 1, failed: 1, damaged: 0 } },
});

/** Fails, and never answers once something is searched for. */
const slow: FakeStart = {
  entries: findable,
  replies: {
    "entries.query": ({ text }) => (text === "" ? fail("vault.busy") : new Promise(() => undefined)),
  },
};

/** The scenarios by name. */
export const listScenarios = {
  "list-findable": () => ({ entries: findable, stores: { stores } }),
  "list-slow": () => slow,
  "list-many": () => ({ entries: Array.from({ length: 10_000 }, (_, n) => fakeEntry(n)) }),
} as const satisfies Record<string, () => FakeStart>;
