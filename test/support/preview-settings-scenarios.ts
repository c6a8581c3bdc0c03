/** Settings, import and export in every state that deserves a look: how each begins, by name. */
import { appError, fail } from "#contract/errors.ts";
import { type Settings, usualSettings } from "#contract/views.ts";
import { ok } from "#contract/result.ts";
import type { FakeStart } from "./fake-bridge.ts";
import { fakeEntry, fakeId } from "./fake-entries.ts";
import { backup, plentySlots, sealedImport, usualImport } from "./fake-vault-calls.ts";

const entries = Array.from({ length: 40 }, (_, n) => fakeEntry(n));
const sandbox = { kind: "sandbox", presence: "scan" } as const;
const latest = backup(0);
const lastImport = { at: latest.at, source: "Bitwarden JSON", count: 1_272 };
const plenty: FakeStart["app"] = { hasPassphrase: true, backup: { latest, error: null } };
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const longName = "My grandmother’s old card that lies in the drawer beside the window, ".repeat(2).trim();

/** Settings of somebody who has changed some: matters of taste, and what belongs to the services. */
export const otherSettings: Settings = {
  ...usualSettings,
  theme: "light",
  density: "compact",
  autoLockMs: 60_000,
  quickKeys: "Control+Alt+K",
  hasSeenTour: true,
  loopbackPorts: [50_001],
  proxy: "fixed",
  proxyUrl: "http://proxy.example:3128",
};

const damaged = {
  isFileIntact: false,
  entries: 1_284,
  revisions: 4_020,
  attachments: 31,
  damagedEntries: [fakeId(3), fakeId(9)],
  damagedRevisions: 1,
  damagedAttachments: [fakeId(4)],
};

/** The scenarios by name. */
export const settingsScenarios = {
  settings: () => ({ entries, app: plenty }),
  "settings-first-day": () => ({ entries }),
  "settings-sandbox": () => ({ entries, app: { ...plenty, profile: sandbox }, stepMs: 60 }),
  "settings-long": () => ({
    entries,
    app: plenty,
    replies: {
      "slots.list": () =>
        ok({ slots: plentySlots.map((slot) => ({ ...slot, label: longName.slice(0, 100) })) }),
    },
  }),
  "settings-busy": () => ({
    entries,
    app: { ...plenty, rotation: { done: 1_204, total: 10_000 }, isKitPending: true },
  }),
  "settings-loading": () => ({ entries, replies: { "slots.list": never, "backup.list": never } }),
  "settings-error": () => ({
    entries,
    app: { backup: { latest, error: appError("vault.disk-full") } },
    replies: { "slots.list": () => fail("vault.busy"), "backup.list": () => fail("file.unreadable") },
  }),
  "settings-last-slot": () => ({
    entries,
    replies: { "slots.list": () => ok({ slots: plentySlots.slice(0, 1) }) },
  }),
  "settings-damaged": () => ({ entries, app: plenty, replies: { "vault.verify": () => ok(damaged) } }),
  "settings-refused": () => ({
    entries,
    app: { ...plenty, settings: otherSettings },
    replies: {
      "settings.set": () => fail("settings.proxy-malformed"),
      "network.set": () => fail("scan.busy"),
    },
  }),
  "settings-changed": () => ({ entries, app: { ...plenty, settings: otherSettings } }),
  "settings-checking": () => ({ entries, app: plenty, replies: { "vault.verify": never } }),
  "settings-imported": () => ({ entries, app: { ...plenty, lastImport } }),
  "import-sealed": () => ({ entries, replies: { "import.read": () => ok({ preview: sealedImport }) } }),
  "import-empty": () => ({
    entries,
    replies: {
      "import.read": () =>
        ok({ preview: { ...usualImport, total: 0, byType: [], duplicates: 0, unmapped: [], sample: [] } }),
    },
  }),
  "import-damaged": () => ({
    entries,
    replies: { "import.read": () => fail("import.damaged", { where: "line 214" }) },
  }),
  "import-busy": () => ({ entries, replies: { "import.apply": never } }),
  "locked-passphrase": () => ({
    app: { vault: "locked", hasPassphrase: true },
    scan: { scanId: "kept", state: "waitingForChip", instruction: "hold" },
    // As long as Argon2 takes on a slow computer.
    stepMs: 900,
    replies: { "scan.start": () => ok({ scanId: "kept" }) },
  }),
} as const satisfies Record<string, () => FakeStart>;
