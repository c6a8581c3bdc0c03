/** Snapshots to start from in tests of the window: everything in order, nothing going on. */
import type { AppView, ReadersView, ScanView } from "#contract/views.ts";
import { usualSettings } from "#contract/views.ts";

/** A snapshot before it is numbered. */
export type Unnumbered<T extends { readonly seq: number }> = Omit<T, "seq">;

/** An open vault on a real chip, in order. */
export const calmApp: Unnumbered<AppView> = {
  version: "0.1.0",
  profile: { kind: "real", presence: "scan" },
  hasSandbox: true,
  vault: "unlocked",
  vaultError: null,
  keychain: { backend: "os", error: null },
  session: null,
  copies: { kept: 24, waiting: 0, failed: 0, isBusy: false, error: null },
  damagedEntries: 0,
  chipSlot: "usable",
  hasPassphrase: false,
  isUnfinished: false,
  isKitPending: false,
  rotation: null,
  backup: { latest: null, error: null },
  lastImport: null,
  settings: { ...usualSettings, theme: "light", clipboardClearMs: 15_000 },
};

/** One real reader, empty. */
export const calmReaders: Unnumbered<ReadersView> = {
  service: "running",
  error: null,
  readers: [{ id: "acr1252", name: "ACS ACR1252U", isSimulated: false, hasChip: false, error: null }],
};

/** The sandbox's reader. */
export const simulatedReaders: Unnumbered<ReadersView> = {
  service: "running",
  error: null,
  readers: [{ id: "simulated", name: "Simulated reader", isSimulated: true, hasChip: false, error: null }],
};

/** No scan yet. */
export const idleScan: Unnumbered<ScanView> = {
  scanId: null,
  purpose: "unlock",
  state: "idle",
  instruction: "none",
  chipKind: null,
  readerName: null,
  challengeExpiresAt: null,
  attempt: 0,
  after: "nothing",
  error: null,
};
