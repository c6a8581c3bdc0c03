/** A log to look at in tests of the window: some days of an ordinary life, or as long as wanted. */
import type { ActivityEvent, ActivityRow, StorageView } from "#contract/views.ts";
import type { Unnumbered } from "./fake-views.ts";
import type { ActivityView } from "#contract/views.ts";

/** Nothing written yet. */
export const calmActivity: Unnumbered<ActivityView> = {
  count: 0,
  chain: { state: "ok", brokenFrom: null },
};

const scan = (change: Partial<Extract<ActivityEvent, { kind: "scan" }>> = {}): ActivityEvent => ({
  kind: "scan",
  purpose: "unlock",
  error: null,
  chip: "spark2",
  reader: "ACS ACR1252U",
  tookMs: 640,
  attempts: 1,
  ...change,
});

const sync = (change: Partial<Extract<ActivityEvent, { kind: "sync" }>> = {}): ActivityEvent => ({
  kind: "sync",
  store: "kvs",
  sent: 3,
  removed: 0,
  failed: 0,
  error: null,
  ...change,
});

/** One ordinary day, oldest first. */
const day: readonly ActivityEvent[] = [
  scan({ error: "chip.removed", attempts: 2, tookMs: 310 }),
  scan(),
  { kind: "unlock", way: "chip", error: null },
  sync({ sent: 12 }),
  { kind: "value", what: "copied", error: null },
  { kind: "value", what: "shown", error: null },
  sync({ store: "hyperid", sent: 4, failed: 2, error: "store.unreachable" }),
  { kind: "store", store: "dataswyft", what: "connect", count: null, error: null },
  sync({ store: "dataswyft", sent: 78 }),
  { kind: "store", store: "dataswyft", what: "check", count: 78, error: null },
  { kind: "store", store: "digime", what: "share", count: 1, error: "store.consent-ended" },
  { kind: "lookup", count: 3, mode: "hash", error: null },
  { kind: "settings", names: ["theme", "autoLockMs"], error: null },
  { kind: "transfer", what: "import", format: "bitwarden-json", entries: 1_272, error: null },
  { kind: "transfer", what: "export", format: "tapvault", entries: 1_284, error: null },
  { kind: "backup", what: "made", error: null },
  { kind: "way-in", what: "passphrase-set", error: null },
  { kind: "rotation", what: "began", error: null },
  { kind: "rotation", what: "ended", error: null },
  { kind: "check", entries: 1_284, damaged: 0, error: null },
  { kind: "unlock", way: "passphrase", error: "passphrase.wrong" },
  { kind: "lock", why: "idle" },
];

const dayMs = 86_400_000;

/** Whole days until now, oldest first. */
export const fakeLog = (days: number, now: number): readonly ActivityRow[] =>
  Array.from({ length: days }, (_, number) => number).flatMap((number) =>
    day.map((event, at) => ({
      position: number * day.length + at,
      seq: number * day.length + at + 1,
      at: now - (days - 1 - number) * dayMs - (day.length - at) * 60_000,
      by: at % 7 === 6 ? ("cli" as const) : ("window" as const),
      event,
    })),
  );

/** How much is kept where, of 78 entries. */
export const calmStorage: StorageView = {
  computer: {
    fileBytes: 4_812_800,
    unusedBytes: 262_144,
    freeBytes: 81_000_000_000,
    entries: 78,
    entryBytes: 61_000,
    trash: 3,
    revisions: 214,
    revisionBytes: 148_000,
    files: 5,
    fileDataBytes: 3_900_000,
    backups: 4,
    backupBytes: 18_400_000,
  },
  places: [
    { store: "kvs", kept: 75, waiting: 2, failed: 1, damaged: 0, usedBytes: 58_000 },
    { store: "hyperid", kept: 70, waiting: 0, failed: 6, damaged: 2, usedBytes: 55_200 },
    { store: "dataswyft", kept: 78, waiting: 0, failed: 0, damaged: 0, usedBytes: 61_000 },
    { store: "digime", kept: 0, waiting: 0, failed: 0, damaged: 0, usedBytes: 0 },
  ],
  copies: [
    { copies: 2, entries: 4 },
    { copies: 3, entries: 9 },
    { copies: 4, entries: 65 },
  ],
  largest: [
    { entryId: "1".padStart(32, "0"), title: "Rental contract", bytes: 2_400_000, attachedBytes: 2_398_000 },
    { entryId: "2".padStart(32, "0"), title: "Passport", bytes: 1_500_000, attachedBytes: 1_499_000 },
    { entryId: "3".padStart(32, "0"), title: "Notes of the house", bytes: 12_400, attachedBytes: 0 },
  ],
};
