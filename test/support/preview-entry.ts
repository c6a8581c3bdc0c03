/** One entry in every state that deserves a look: weak and reused, with two versions, with copies that are not in order, with saves that fail. */
import { appError, fail } from "#contract/errors.ts";
import { ok } from "#contract/result.ts";
import type { EntryDetail } from "#contract/views.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { type FakeEntry, fakeEntry } from "./fake-entries.ts";
import { usedStores } from "./fake-store-views.ts";

const at = Date.UTC(2026, 2, 14, 9, 30);
const others = Array.from({ length: 20 }, (_, n) => fakeEntry(n + 1));

/** The first of the entries with other texts in some of its fields. */
const withTexts = (texts: Readonly<Record<string, string>>, change: Partial<EntryDetail>): EntryDetail => {
  const { detail } = fakeEntry(0, change);
  const fields = detail.fields.map((field) => ({ ...field, value: texts[field.fieldId] ?? field.value }));
  return { ...detail, fields };
};

const versionB: FakeEntry = {
  detail: withTexts(
    {
      username: "mara@work.example.org",
      notes: "Customer number 4711.\nAsk for the third desk, before noon.",
    },
    { title: "Aurora Bank, business", tags: ["money", "work"], revision: 2, modifiedAt: at - 3_600_000 },
  ),
  secrets: { password: "another one" },
};

/** Changed on two computers: version B lies in the history. */
const twoVersions: FakeEntry = {
  ...fakeEntry(0, { otherRevision: 2, modifiedAt: at }),
  former: [versionB],
};

const older: FakeEntry = {
  detail: withTexts(
    { notes: "Customer number 4711.\nAsk for the first desk." },
    { title: "Aurora", tags: ["home"], revision: 1, modifiedAt: at - 7_200_000 },
  ),
  secrets: { password: "pa55-0-correct-horse" },
};

const troubledCopies = fakeEntry(0, {
  copies: [
    { store: "local", state: "kept", at, error: null },
    { store: "kvs", state: "waiting", at: null, error: null },
    { store: "hyperid", state: "failed", at, error: appError("store.conflict") },
    { store: "dataswyft", state: "damaged", at, error: appError("cipher.tampered") },
    { store: "digime", state: "failed", at, error: appError("store.unreachable") },
  ],
});

const stores = usedStores({
  kvs: { state: "needs-tap" },
  hyperid: { state: "connected" },
  dataswyft: { state: "connected" },
  digime: { state: "connected" },
});

/** The scenarios by name. */
export const entryScenarios = {
  entry: () => ({ entries: [fakeEntry(0), ...others] }),
  "entry-weak": () => ({
    entries: [fakeEntry(0), ...others],
    replies: {
      "entries.strength": () =>
        ok({ score: 1, warning: "Guessed in minutes. It repeats itself.", reusedIn: 2 }),
    },
  }),
  "entry-save-fails": () => ({
    entries: [fakeEntry(0), ...others],
    replies: { "entries.save": () => fail("vault.disk-full") },
  }),
  "entry-two-versions": () => ({ entries: [twoVersions, ...others] }),
  "entry-versions": () => ({
    entries: [{ ...fakeEntry(0), former: [versionB, older] }, ...others],
  }),
  "entry-copies": () => ({ entries: [troubledCopies, ...others], stores: { stores } }),
} as const satisfies Record<string, () => FakeStart>;
